//! The failed rows as a table that can be mended in Excel and fed back.

use std::io;

use serde_json::Value as Json;

use super::rows::{GIVEN, REASON, ROW, Row};
use crate::sheet::Cell;
use crate::vi::number::decimal;

/// The failed rows of a run.
#[derive(Debug, Default)]
pub struct Failures {
    /// The heads for rows that each have their own (JSON): those of the plan's variables.
    heads: Option<Vec<String>>,
    rows: Vec<(Row, Vec<String>)>,
}

impl Failures {
    /// Of a table, or with the heads that JSON rows are given.
    pub fn new(heads: Option<Vec<String>>) -> Self {
        Self { heads, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn add(&mut self, row: Row, reasons: Vec<String>) {
        self.rows.push((row, reasons));
    }

    /// Whether no row failed.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table: UTF-8 with the mark by which Excel knows it, in the order of the rows.
    ///
    /// # Errors
    /// None that memory does not have.
    pub fn bytes(&mut self) -> io::Result<Vec<u8>> {
        self.rows.sort_by_key(|(row, _)| row.row);
        let own = |name: &String| ![REASON, GIVEN, ROW].contains(&name.as_str());
        let heads: Vec<String> = match (&self.heads, self.rows.first()) {
            (Some(heads), _) => heads.clone(),
            (None, Some((row, _))) => row.head.iter().filter(|name| own(name)).cloned().collect(),
            (None, None) => Vec::new(),
        };
        let numbered = self.rows.iter().any(|(row, _)| row.number.is_some());
        let mut out = vec![0xef, 0xbb, 0xbf];
        let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(&mut out);
        let mut record = heads.clone();
        record.extend([REASON.to_owned(), ROW.to_owned()]);
        if numbered {
            record.push(GIVEN.to_owned());
        }
        writer.write_record(&record)?;
        for (row, reasons) in &self.rows {
            let mut record: Vec<String> = match &self.heads {
                // JSON rows, each with keys of its own: in the order of the variables.
                Some(_) => row.cells.as_array().into_iter().flatten().map(json_text).collect(),
                None => {
                    let column = |head: &String| row.head.iter().position(|h| h == head);
                    heads
                        .iter()
                        .map(|head| column(head).and_then(|c| row.given.get(c)).map_or(String::new(), text))
                        .collect()
                }
            };
            record.extend([reasons.join(" | "), row.index.to_string()]);
            if numbered {
                record.push(row.number.map(|n| n.to_string()).unwrap_or_default());
            }
            // What the row had too much of stays too much, until somebody looks at it.
            if self.heads.is_none() {
                record.extend(row.given.iter().skip(row.head.len()).map(text));
            }
            writer.write_record(&record)?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    }
}

/// A cell as it was: numbers so that they are read again as the same.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(n) if n.fract() == 0.0 => n.to_string(),
        Cell::Number(n) => decimal(*n),
    }
}

fn json_text(cell: &Json) -> String {
    match cell.as_f64() {
        Some(n) => text(&Cell::Number(n)),
        None => cell.as_str().unwrap_or_default().to_owned(),
    }
}
