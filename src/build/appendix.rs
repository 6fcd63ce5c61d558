//! Appendices and attached texts: Phụ lục I, III.1 and Mẫu 1.3.

use super::reference::Reference;
use super::{Builder, name, numbering};
use crate::body::{self, Values};
use crate::diag::{Problem, Report};
use crate::model::body::{Align, Block, BlockKind, Table, one_run};
use crate::model::{Appendix, Attached};
use crate::plan::decode::nearest;
use crate::plan::kind::kind;
use crate::plan::{self, ColumnKind, Orientation};
use crate::sheet::{Cell, Sheet};
use crate::vi::number::{VietnameseNumber, decimal, parse_vietnamese, settled};
use crate::vi::roman::to_roman;

/// The appendices of a plan; `None` when something they need is missing.
pub fn build(
    of: Builder<'_>,
    values: &Values,
    reference: Option<&Reference>,
    report: &mut Report,
) -> Option<Vec<Appendix>> {
    let given = of.plan.appendices.as_deref().unwrap_or_default();
    // All bodies are read, whatever else is missing: their problems belong to this run.
    let bodies: Vec<_> = given
        .iter()
        .enumerate()
        .map(|(index, appendix)| {
            let marks = numbering(appendix.numbering.as_deref(), of.kind, report);
            let mut body: Vec<Block> =
                appendix.body.iter().flat_map(|body| body::build(body, values, &marks, report)).collect();
            if let Some(Some(sheet)) = of.sheets.get(index) {
                let span = appendix.table.as_ref().and_then(|t| t.span);
                body.push(Block { kind: BlockKind::Table(table(appendix, sheet, report)), span });
            }
            if appendix.body.is_none() && appendix.table.is_none() && appendix.pdf.is_none() {
                report.push(Problem::AppendixEmpty, appendix.span.map(|s| s.part(0, 0)));
            }
            body::end_with(&mut body, &of.family.words.end.value.value);
            body
        })
        .collect();
    if given.is_empty() {
        return Some(Vec::new());
    }
    let reference = reference?;
    let built = given.iter().zip(bodies).enumerate().map(|(index, (appendix, body))| Appendix {
        label: match (given.len(), u32::try_from(index + 1)) {
            (2.., Ok(n)) => format!("Phụ lục {}", to_roman(n)),
            _ => "Phụ lục".to_owned(),
        },
        title: name(&appendix.title),
        attached: reference.line(appendix.with_numbers.unwrap_or(true)),
        body,
        landscape: appendix.orientation == Some(Orientation::Landscape),
        pdf: of.pdfs.get(index).cloned().flatten(),
    });
    Some(built.collect())
}

/// The table of a data file. Without a word of the plan, columns of numbers stand on the right as they are typed.
fn table(appendix: &plan::Appendix, sheet: &Sheet, report: &mut Report) -> Table {
    for column in appendix.columns.iter().flatten() {
        if !sheet.head.contains(&column.name.value) {
            let name = column.name.value.clone();
            let near = nearest(&name, sheet.head.iter().map(String::as_str));
            report.push(Problem::NoSuchColumn { name, columns: sheet.head.join(", "), near }, column.name.span);
        }
    }
    let kinds: Vec<Option<ColumnKind>> = sheet
        .head
        .iter()
        .map(|name| appendix.columns.iter().flatten().find(|c| c.name.value == *name).map(|c| c.kind))
        .collect();
    let align = kinds.iter().enumerate().map(|(column, kind)| match kind {
        Some(ColumnKind::Text) => Align::Left,
        Some(ColumnKind::Centred) => Align::Center,
        Some(ColumnKind::Number) => Align::Right,
        None if matches!(sheet.head[column].to_lowercase().as_str(), "stt" | "tt") => Align::Center,
        None if is_numeric(sheet, column) => Align::Right,
        None => Align::Left,
    });
    let align = align.collect();
    let rows = sheet.rows.iter().map(|row| {
        row.iter().zip(&kinds).map(|(cell, kind)| one_run(printed(cell, *kind == Some(ColumnKind::Number)))).collect()
    });
    Table {
        head: sheet.head.iter().map(|name| one_run(name.as_str())).collect(),
        rows: rows.collect(),
        align,
        landscape: false,
    }
}

/// The number in a cell, however it is typed.
fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(n) => Some(*n),
        #[allow(clippy::cast_precision_loss)] // For printing.
        Cell::Text(typed) => match parse_vietnamese(typed) {
            Some(VietnameseNumber::Integer(n)) => Some(n as f64),
            Some(VietnameseNumber::Decimal(n)) => Some(n),
            None => typed.parse().ok().filter(|n: &f64| n.is_finite()),
        },
    }
}

fn is_numeric(sheet: &Sheet, column: usize) -> bool {
    let mut cells = sheet.rows.iter().map(|row| &row[column]).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| number(cell).is_some())
}

/// A cell as printed: numbers of a `so` column with dots between thousands, others as the file has them, with a decimal comma.
fn printed(cell: &Cell, grouped: bool) -> String {
    match (cell, grouped) {
        (_, true) => match (number(cell), cell) {
            (Some(n), _) => decimal(n),
            (None, Cell::Text(typed)) => typed.clone(),
            (None, Cell::Number(n)) => n.to_string(),
        },
        (Cell::Text(typed), false) => typed.clone(),
        (Cell::Number(n), false) => settled(*n).to_string().replace('.', ","),
    }
}

/// Appendices that the body names must be there, and the reverse (Phụ lục I, III.1).
pub fn check_mentions(of: Builder<'_>, body: &[Block], report: &mut Report) {
    let given = of.plan.appendices.as_deref().unwrap_or_default();
    let count = given.len();
    let (mut mentioned, mut all) = (vec![false; count], false);
    for block in body {
        let words = block.kind.text();
        for (at, found) in words.match_indices("Phụ lục").chain(words.match_indices("phụ lục")) {
            let Some(mention) = Mention::read(&words[at + found.len()..]) else {
                all |= count == 1;
                continue;
            };
            // "từ Phụ lục I đến Phụ lục V", "các Phụ lục kèm theo": all of them.
            all |= mention.numbers.is_empty() || words.contains("đến Phụ lục");
            let numbers = if mention.numbers.is_empty() { vec![1] } else { mention.numbers };
            for number in numbers {
                match mentioned.get_mut(number.wrapping_sub(1)) {
                    Some(seen) => *seen = true,
                    None => {
                        let text = if all && count == 0 && number == 1 {
                            "Phụ lục".to_owned()
                        } else {
                            format!("Phụ lục {}", to_roman(u32::try_from(number).unwrap_or(0)))
                        };
                        report.push(Problem::NoSuchAppendix { text, count }, block.span);
                    }
                }
            }
        }
    }
    if body.is_empty() || all {
        return;
    }
    for (appendix, _) in given.iter().zip(mentioned).filter(|(_, seen)| !seen) {
        report.push(Problem::AppendixUnmentioned, appendix.span.map(|s| s.part(0, 0)));
    }
}

/// What the words after "Phụ lục" say: the numbers of appendices of this document, none where all are meant.
struct Mention {
    numbers: Vec<usize>,
}

/// What another document's name begins with: "Phụ lục II Nghị định số …" is not ours.
const OTHERS: &[&str] = &[
    "nghị",
    "thông tư",
    "quyết định",
    "luật",
    "kế hoạch",
    "công văn",
    "hướng dẫn",
    "chỉ thị",
    "của",
    "ban hành",
    "báo cáo",
    "tờ trình",
    "đề án",
    "chương trình",
    "văn bản",
];

impl Mention {
    /// `None` where the words name another document's appendix, or none at all ("ký phụ lục hợp đồng").
    fn read(after: &str) -> Option<Self> {
        let mut rest = after.trim_start();
        rest = rest.strip_prefix("số ").unwrap_or(rest);
        let mut numbers = Vec::new();
        while let Some((number, len)) = numeral(rest) {
            numbers.push(number);
            rest = rest[len..].trim_start();
            // `I, II và III`
            let next = rest.strip_prefix(',').or_else(|| rest.strip_prefix("và ")).map(str::trim_start);
            match next.filter(|next| numeral(next).is_some()) {
                Some(next) => rest = next,
                None => break,
            }
        }
        let tail = rest.trim_start_matches([',', ' ']).to_lowercase();
        if OTHERS.iter().any(|word| tail.starts_with(word)) {
            return None;
        }
        let with = ["kèm theo", "đính kèm", "gửi kèm"].iter().find_map(|word| tail.strip_prefix(word));
        // "kèm theo Nghị định số 30" is another document's, "kèm theo Quyết định này" is ours.
        if let Some(of) = with.map(str::trim_start)
            && OTHERS.iter().any(|word| of.starts_with(word))
            && !of.split([',', '.', ';', ')']).next().unwrap_or_default().contains(" này")
        {
            return None;
        }
        let own = with.is_some() || tail.starts_with(')');
        (own || !numbers.is_empty()).then_some(Self { numbers })
    }
}

/// A Roman or Arabic number at the beginning of a text, and its length.
fn numeral(text: &str) -> Option<(usize, usize)> {
    let len = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = &text[..len];
    let number = match word.parse() {
        Ok(number) => number,
        Err(_) => crate::vi::roman::from_roman(word)? as usize,
    };
    (1..=99).contains(&number).then_some((number, len))
}

/// The text that a resolution or decision issues, if it does; `None` also when something it needs is missing (the report says what).
pub fn attached(
    of: Builder<'_>,
    values: &Values,
    reference: Option<&Reference>,
    report: &mut Report,
) -> Option<Attached> {
    let given = of.plan.attached.as_ref()?;
    let kind = kind(given.kind);
    let marks = numbering(given.numbering.as_deref(), kind, report);
    let mut body = body::build(&given.body, values, &marks, report);
    body::end_with(&mut body, &of.family.words.end.value.value);
    Some(Attached {
        title: kind.title.unwrap_or_default().to_owned(),
        subject: name(&given.subject),
        attached: reference?.line(given.with_numbers.unwrap_or(true)),
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions() {
        for (after, expected) in [
            (" III kèm theo.", Some(vec![3])),
            (" I, II và III.", Some(vec![1, 2, 3])),
            (" 3.", Some(vec![3])),
            (" số 05.", Some(vec![5])),
            (" kèm theo Kế hoạch này", Some(vec![])),
            (" II Nghị định số 30/2020/NĐ-CP", None),
            (" II kèm theo Nghị định số 30/2020/NĐ-CP", None),
            (" kèm theo Quyết định này.", Some(vec![])),
            (" I, Thông tư số 01", None),
            (" hợp đồng", None),
        ] {
            assert_eq!(Mention::read(after).map(|m| m.numbers), expected, "{after}");
        }
    }
}
