//! JSON objects as rows: one a line, or the elements of one array. Keys are heads.

use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::record::{Each, MAX_CELL, Record, check_whole, empty, no_rows, too_long};
use super::{Cell, clean};
use crate::diag::Text;

/// The longest line, in bytes: a row with some cells of the longest text.
const MAX_LINE: u64 = 4_000_000;

/// Reads an array.
pub fn each_of_array(path: &Path, each: &mut Each<'_>) -> Result<(), Text> {
    check_whole(path)?;
    let bytes = std::fs::read(path).map_err(|error| Text::of_io(&error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(empty());
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&bytes);
    let list: Vec<Json> = serde_json::from_slice(bytes).map_err(|error| {
        Text::new(
            format!("không phải danh sách JSON [ {{…}}, {{…}} ]: {error}"),
            format!("not a JSON array [ {{…}}, {{…}} ]: {error}"),
        )
    })?;
    if list.is_empty() {
        return Err(no_rows());
    }
    let mut head = Arc::new(Vec::new());
    for (index, value) in list.into_iter().enumerate() {
        if each(record(index + 1, value, &mut head)).is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads one object a line. A line that is none is a faulty row: a stream goes on, and may have no row at all.
pub fn each_line(mut input: impl BufRead, may_be_empty: bool, each: &mut Each<'_>) -> Result<(), Text> {
    let mut head = Arc::new(Vec::new());
    let mut line = Vec::new();
    let mut any = false;
    for row in 1.. {
        line.clear();
        let len = std::io::Read::take(&mut input, MAX_LINE)
            .read_until(b'\n', &mut line)
            .map_err(|error| Text::of_io(&error))?;
        if len == 0 {
            break;
        }
        if len as u64 == MAX_LINE {
            return Err(Text::new(format!("dòng {row} dài quá 4 MB"), format!("row {row} is longer than 4 MB")));
        }
        let text = line.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&line);
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        any = true;
        let record = match serde_json::from_slice(text) {
            Ok(value) => record(row, value, &mut head),
            Err(error) => {
                let what = Text::new(format!("không phải JSON: {error}"), format!("not JSON: {error}"));
                Record { row, head: head.clone(), cells: blank(&head), faults: vec![(None, what)] }
            }
        };
        if each(record).is_break() {
            return Ok(());
        }
    }
    if any || may_be_empty { Ok(()) } else { Err(empty()) }
}

fn blank(head: &[String]) -> Vec<Cell> {
    vec![Cell::Text(String::new()); head.len()]
}

fn record(row: usize, value: Json, head: &mut Arc<Vec<String>>) -> Record {
    let Json::Object(map) = value else {
        let what = Text::new("không phải một đối tượng JSON {…}", "not a JSON object {…}");
        return Record { row, head: head.clone(), cells: blank(head), faults: vec![(None, what)] };
    };
    if !map.keys().eq(head.iter()) {
        *head = Arc::new(map.keys().cloned().collect());
    }
    let mut faults = Vec::new();
    let cells = cells(map, &mut faults);
    Record { row, head: head.clone(), cells, faults }
}

fn cells(map: Map<String, Json>, faults: &mut Vec<(Option<usize>, Text)>) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(map.len());
    for (column, value) in map.into_iter().map(|(_, value)| value).enumerate() {
        cells.push(match value {
            Json::Null => Cell::Text(String::new()),
            Json::Bool(yes) => Cell::Text(yes.to_string()),
            // Digits that a double cannot hold stay as they were typed.
            Json::Number(n) => match n.as_f64().filter(|f| f.abs() < 9e15) {
                Some(f) => Cell::Number(f),
                None => Cell::Text(n.to_string()),
            },
            Json::String(text) if text.len() > MAX_CELL => {
                faults.push((Some(column), too_long(text.len())));
                Cell::Text(String::new())
            }
            Json::String(text) => Cell::Text(clean(&text, |what| faults.push((Some(column), what)))),
            Json::Array(_) | Json::Object(_) => {
                let what = Text::new(
                    "phải là một giá trị, không phải danh sách hay nhóm",
                    "it must be one value, not a list or an object",
                );
                faults.push((Some(column), what));
                Cell::Text(String::new())
            }
        });
    }
    cells
}
