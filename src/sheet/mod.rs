//! Tables from data files beside a plan: CSV (comma, semicolon or tab), XLSX, XLS, ODS.
//!
//! What is wrong is said by row and column, as the person who made the file sees them.

mod csv;
mod csv_rows;
mod encoding;
mod json_rows;
mod record;
mod table;
mod workbook;
mod workbook_rows;

pub use record::Record;
pub use table::{Form, Table};
pub use workbook::serial_date;

use std::path::Path;

use crate::diag::{Problem, Report, Sources, Span, Text};
use crate::vi::text::{collapse_spaces, first_forbidden, nfc};

/// A table: every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The names of the columns.
    pub head: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, as it stands in the file.
    Text(String),
    /// A number that the file types as one.
    Number(f64),
}

impl Cell {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

/// Files larger than this are not tables for paper.
const MAX_BYTES: usize = 50_000_000;

/// At most so many findings about one file: the rest is most often the same mistake.
const MAX_FINDINGS: usize = 20;

/// Reads a table. `name` is shown in messages, `span` is where the plan names the file, `sheet` is the name of a worksheet.
pub fn read(
    bytes: Vec<u8>,
    name: &str,
    sheet: Option<&str>,
    span: Option<Span>,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Sheet> {
    if bytes.len() > MAX_BYTES {
        report.push(Problem::TooLarge { bytes: bytes.len() as u64, limit: MAX_BYTES as u64 }, span);
        return None;
    }
    let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let mut own = Report::default();
    let sheet = match extension.as_str() {
        "csv" | "tsv" | "txt" => csv::read(bytes, name, span, sources, &mut own),
        "xlsx" | "xlsm" | "xls" | "ods" => workbook::read(bytes, name, sheet, span, &mut own),
        _ => {
            let why = Text::new(
                "không phải .csv, .tsv, .xlsx, .xls hoặc .ods",
                "it is not a .csv, .tsv, .xlsx, .xls or .ods file",
            );
            own.push(Problem::DataFile { path: name.to_owned(), why }, span);
            None
        }
    };
    let fine = !own.has_errors();
    for item in own.iter().take(MAX_FINDINGS) {
        report.add(item.clone());
    }
    sheet.filter(|_| fine)
}

/// A text of a cell as it is printed: composed letters, single spaces; characters that cannot be printed are refused.
fn clean(text: &str, complain: impl FnOnce(Text)) -> String {
    if let Some((_, c)) = first_forbidden(&text.replace(['\n', '\r', '\t'], " ")) {
        let name = crate::yaml::char_name(c);
        complain(Text::new(
            format!("ký tự không in được {name}"),
            format!("a character that cannot be printed: {name}"),
        ));
    }
    collapse_spaces(&nfc(text))
}

/// The letters of a column, as a spreadsheet shows them: 0 is A, 27 is AB.
fn column_letters(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(index % 26).unwrap_or(0)));
        if index < 26 {
            break;
        }
        index = index / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters() {
        for (index, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(index), expected);
        }
    }
}
