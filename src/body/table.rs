//! Pipe tables.

use super::expand::Line;
use super::inline;
use crate::diag::{Problem, Report, Text};
use crate::model::body::{Align, Table};
use crate::plan::Body;

/// Parses consecutive lines that begin with `|`.
pub fn parse(lines: &[Line], body: &Body, landscape: bool, report: &mut Report) -> Option<Table> {
    let place = |line: &Line| body.lines[line.source].place(0, usize::MAX / 2);
    let head = cells(&lines[0].text);
    let Some(align) = lines.get(1).and_then(|line| alignment(&line.text)) else {
        report.push(Problem::TableWithoutHeader, place(lines.get(1).unwrap_or(&lines[0])));
        return None;
    };
    let mut fine = true;
    let mut check = |found: usize, line: &Line| {
        if found != head.len() {
            report.push(Problem::RaggedTable { expected: head.len(), found }, place(line));
            fine = false;
        }
    };
    check(align.len(), &lines[1]);
    let mut rows = Vec::new();
    for line in &lines[2..] {
        let row = cells(&line.text);
        check(row.len(), line);
        rows.push(row.iter().map(|cell| inline::parse(cell)).collect());
    }
    if head.iter().all(String::is_empty) {
        let instead = Text::new("điền tên các cột", "name the columns");
        report.push(
            Problem::NotInSubset {
                what: Text::new("bảng có đầu bảng trống", "a table with an empty head"), instead
            },
            place(&lines[0]),
        );
        fine = false;
    }
    let head = head.iter().map(|cell| inline::parse(cell)).collect();
    fine.then_some(Table { head, rows, align, landscape })
}

/// The cells of a row: split at each `|` that is not escaped, the outer ones left out.
pub fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let inner = line.trim();
    let mut chars = inner.strip_prefix('|').unwrap_or(inner).chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                cell.push(c);
                cell.extend(chars.next());
            }
            '|' => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    // What stands after the last `|` is a cell only if there is something.
    if !cell.trim().is_empty() || cells.is_empty() {
        cells.push(cell);
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The alignment row, if `line` is one.
fn alignment(line: &str) -> Option<Vec<Align>> {
    cells(line)
        .iter()
        .map(|cell| {
            let dashes = cell.trim_matches(':');
            if dashes.is_empty() || !dashes.chars().all(|c| c == '-') {
                return None;
            }
            Some(match (cell.starts_with(':'), cell.ends_with(':')) {
                (true, true) => Align::Center,
                (true, false) => Align::Left,
                (false, true) => Align::Right,
                (false, false) => Align::Auto,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        assert_eq!(cells("| a | b |"), ["a", "b"]);
        assert_eq!(cells("|a|b"), ["a", "b"]);
        assert_eq!(cells(r"| a \| c | |"), [r"a \| c", ""]);
        assert_eq!(alignment("|:-:|---|--:|"), Some(vec![Align::Center, Align::Auto, Align::Right]));
        assert_eq!(alignment("| a | --- |"), None);
    }
}
