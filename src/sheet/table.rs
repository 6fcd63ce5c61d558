//! Tables of any length, row by row: CSV, TSV, XLSX, ODS, a JSON array, JSON lines.
//!
//! CSV, XLSX and JSON lines are never held in memory whole. What is wrong in a row is kept with the row, so that the others go on.

use std::path::{Path, PathBuf};

use super::record::{Each, Record, open};
use super::{column_letters, csv_rows, json_rows, workbook_rows};
use crate::diag::Text;

/// How a table is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma, semicolon or tab between cells.
    Csv,
    /// XLSX, XLS, ODS.
    Workbook,
    /// One JSON array of objects.
    JsonArray,
    /// One JSON object a line.
    JsonLines,
}

/// A table that can be read from the start as often as wanted, or once from standard input.
#[derive(Debug, Clone)]
pub struct Table {
    path: PathBuf,
    form: Form,
    sheet: Option<String>,
}

impl Table {
    /// A table by the extension of its file; `-` is JSON lines from standard input.
    ///
    /// # Errors
    /// When the extension is none that tables have.
    pub fn new(path: &Path, sheet: Option<&str>) -> Result<Self, Text> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
        let form = match extension.as_str() {
            _ if path.as_os_str() == "-" => Form::JsonLines,
            "csv" | "tsv" | "txt" => Form::Csv,
            "xlsx" | "xlsm" | "xls" | "ods" => Form::Workbook,
            "json" => Form::JsonArray,
            "jsonl" | "ndjson" => Form::JsonLines,
            _ => {
                return Err(Text::new(
                    "không phải .csv, .tsv, .xlsx, .xls, .ods, .json hoặc .jsonl",
                    "it is not a .csv, .tsv, .xlsx, .xls, .ods, .json or .jsonl file",
                ));
            }
        };
        Ok(Self { path: path.to_owned(), form, sheet: sheet.map(str::to_owned) })
    }

    /// How it is stored.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Where it is; `-` is standard input.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can be read only once.
    pub fn is_stream(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// The name that messages show.
    pub fn name(&self) -> String {
        if self.is_stream() { "<stdin>".to_owned() } else { self.path.display().to_string() }
    }

    /// Reads all rows, or as many as `each` wants.
    ///
    /// # Errors
    /// What makes the whole file unreadable, in a clerk's words.
    pub fn each(&self, each: &mut Each<'_>) -> Result<(), Text> {
        match self.form {
            Form::Csv => csv_rows::each(&self.path, each),
            Form::Workbook => workbook_rows::each(&self.path, self.sheet.as_deref(), each),
            Form::JsonArray => json_rows::each_of_array(&self.path, each),
            Form::JsonLines if self.is_stream() => json_rows::each_line(std::io::stdin().lock(), true, each),
            Form::JsonLines => json_rows::each_line(std::io::BufReader::new(open(&self.path)?), false, each),
        }
    }

    /// Where a cell is, in the words of the program that shows the file.
    pub fn place(&self, record: &Record, column: Option<usize>) -> Text {
        let row = record.row;
        let Some(column) = column else {
            return match self.form {
                Form::JsonArray => Text::new(format!("phần tử {row}"), format!("element {row}")),
                _ => Text::new(format!("dòng {row}"), format!("row {row}")),
            };
        };
        let head = record.head.get(column).map_or("", String::as_str);
        match self.form {
            Form::Workbook => {
                let address = format!("{}{row}", column_letters(column));
                Text::new(format!("ô {address} ({head})"), format!("cell {address} ({head})"))
            }
            Form::Csv => Text::new(format!("dòng {row}, cột {head}"), format!("row {row}, column {head}")),
            Form::JsonLines => Text::new(format!("dòng {row}, khóa {head}"), format!("row {row}, key {head}")),
            Form::JsonArray => Text::new(format!("phần tử {row}, khóa {head}"), format!("element {row}, key {head}")),
        }
    }
}
