//! Tables of any length, row by row: CSV, TSV, XLSX, ODS, a JSON array, JSON lines.
//!
//! CSV, XLSX and JSON lines are never held in memory whole. What is wrong in a row is kept with the row, so that the others go on.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Cell, column_letters, csv_rows, json_rows, workbook_rows};
use crate::diag::Text;

/// The largest file of a form that has to be read whole: ODS, XLS, a JSON array.
pub(super) const MAX_WHOLE: u64 = 200_000_000;

/// The longest text of a cell, in bytes: a page holds some 3,000 characters.
pub(super) const MAX_CELL: usize = 100_000;

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

/// One row.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row as a person sees it in the file: the line, or the number of the element.
    pub row: usize,
    /// The heads of its columns; the same `Arc` while they stay the same.
    pub head: Arc<Vec<String>>,
    /// Its cells, one for each head.
    pub cells: Vec<Cell>,
    /// What is wrong with it as a whole or with one column of it.
    pub faults: Vec<(Option<usize>, Text)>,
}

/// What is done with each row: go on, or stop.
pub type Each<'a> = dyn FnMut(Record) -> ControlFlow<()> + 'a;

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

/// Opens a file.
pub(super) fn open(path: &Path) -> Result<std::fs::File, Text> {
    std::fs::File::open(path).map_err(|error| Text::of_io(&error))
}

/// A file that has to be read whole must not be larger than memory allows.
pub(super) fn check_whole(path: &Path) -> Result<(), Text> {
    let size = std::fs::metadata(path).map_err(|error| Text::of_io(&error))?.len();
    if size <= MAX_WHOLE {
        return Ok(());
    }
    let mb = size / 1_000_000;
    Err(Text::new(
        format!("tệp {mb} MB, dạng này phải đọc cả tệp vào bộ nhớ (tối đa 200 MB); lưu lại dạng CSV hoặc JSONL"),
        format!("{mb} MB, and this form has to be read whole (at most 200 MB); save it as CSV or JSONL"),
    ))
}

/// Heads as they are used: cleaned, and complained about where two are the same.
pub(super) fn checked_head(head: Vec<String>) -> Result<Arc<Vec<String>>, Text> {
    for (index, name) in head.iter().enumerate() {
        if !name.is_empty() && head[..index].contains(name) {
            return Err(Text::new(format!("có hai cột `{name}`"), format!("there are two columns `{name}`")));
        }
    }
    if head.iter().all(String::is_empty) {
        return Err(Text::new("đầu bảng để trống", "the head is empty"));
    }
    Ok(Arc::new(head))
}

/// Whether what was read in the old encodings of fonts; told from the first rows.
pub(super) fn check_encoding(cells: &[Cell], row: usize) -> Result<(), Text> {
    let text: Vec<&str> =
        cells.iter().filter_map(|c| if let Cell::Text(text) = c { Some(text.as_str()) } else { None }).collect();
    match super::encoding::of_text(&text.join(" ")) {
        None => Ok(()),
        Some(legacy) => {
            let what = legacy.wording();
            Err(Text::new(format!("dòng {row}: {}", what.vi), format!("row {row}: {}", what.en)))
        }
    }
}

/// A text that is too long for a cell.
pub(super) fn too_long(bytes: usize) -> Text {
    let kb = bytes / 1000;
    Text::new(format!("ô dài {kb} KB, tối đa 100 KB"), format!("the cell has {kb} KB, at most 100 KB"))
}

/// No row under the head.
pub(super) fn no_rows() -> Text {
    Text::new("không có dòng số liệu nào dưới đầu bảng", "there is no row under the head")
}

/// Nothing at all.
pub(super) fn empty() -> Text {
    Text::new("tệp không có nội dung", "the file has no content")
}
