//! Workbooks row by row: XLSX cell by cell, other forms whole.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, Reader, Sheets, Xlsx, open_workbook_auto};

use super::Cell;
use super::record::{Each, MAX_CELL, Record, check_encoding, check_whole, checked_head, empty, no_rows, too_long};
use super::workbook::{cell_of, chosen, locked, text};
use crate::diag::Text;

/// Reads all rows of a worksheet.
pub fn each(path: &Path, sheet: Option<&str>, each: &mut Each<'_>) -> Result<(), Text> {
    super::record::open(path)?;
    if path.metadata().is_ok_and(|m| m.len() == 0) {
        return Err(empty());
    }
    let mut book = open_workbook_auto(path).map_err(|_| locked())?;
    let name = chosen(&book.sheet_names(), sheet)?;
    let mut rows = Rows { head: None, count: 0, seen: String::new(), each };
    match &mut book {
        Sheets::Xlsx(book) => cell_by_cell(book, &name, &mut rows)?,
        book => {
            check_whole(path)?;
            let range = book.worksheet_range(&name).map_err(|_| unreadable())?;
            let (top, left) = range.start().unwrap_or_default();
            for (index, row) in range.rows().enumerate() {
                let cells = row.iter().enumerate().map(|(column, data)| (left as usize + column, data.clone()));
                if rows.push(top as usize + index + 1, cells.collect())?.is_break() {
                    return Ok(());
                }
            }
        }
    }
    if rows.count < 2 { Err(no_rows()) } else { Ok(()) }
}

fn unreadable() -> Text {
    Text::new("trang tính không đọc được", "the worksheet cannot be read")
}

/// XLSX is a stream of cells.
fn cell_by_cell(book: &mut Xlsx<BufReader<File>>, name: &str, rows: &mut Rows<'_, '_>) -> Result<(), Text> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| unreadable())?;
    let mut row: (usize, Vec<(usize, Data)>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell_with_formula().map_err(|_| unreadable())? {
        let (line, column) = cell.pos;
        let line = line as usize + 1;
        if line != row.0 && !row.1.is_empty() {
            let done = std::mem::take(&mut row.1);
            if rows.push(row.0, done)?.is_break() {
                return Ok(());
            }
        }
        row.0 = line;
        let value = Data::from(cell.value);
        let unknown = cell.formula.is_some() && (value == Data::Empty || value == Data::String(String::new()));
        // Written by a program that computes nothing.
        let value = if unknown { Data::String(NOT_COMPUTED.to_owned()) } else { value };
        row.1.push((column as usize, value));
    }
    if !row.1.is_empty() {
        // The last row: stopping after it is no other than its end.
        let _ = rows.push(row.0, row.1)?;
    }
    Ok(())
}

/// Stands for the value of a formula that nobody has computed; a cell cannot hold this character.
const NOT_COMPUTED: &str = "\u{0}";

/// Whether a text is what spreadsheets show for a formula that fails.
fn is_error(text: &str) -> bool {
    ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"].contains(&text)
        || text.strip_prefix("Err:").is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()))
}

struct Rows<'a, 'b> {
    head: Option<Arc<Vec<String>>>,
    count: usize,
    /// The text so far, for its encoding.
    seen: String,
    each: &'a mut Each<'b>,
}

impl Rows<'_, '_> {
    fn push(&mut self, row: usize, given: Vec<(usize, Data)>) -> Result<ControlFlow<()>, Text> {
        if given.iter().all(|(_, data)| matches!(data, Data::Empty)) {
            return Ok(ControlFlow::Continue(()));
        }
        let mut faults = Vec::new();
        let Some(head) = &self.head else {
            let named: Vec<(usize, String)> = given
                .iter()
                .map(|(column, data)| (*column, text(&cell_of(data, |what| faults.push((None, what))))))
                .filter(|(_, name)| !name.is_empty())
                .collect();
            // Columns are counted from A, so that addresses are those of the sheet; those without a name are not read.
            let width = named.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
            let mut names = vec![String::new(); width];
            for (column, name) in named {
                names[column] = name;
            }
            self.head = Some(checked_head(names)?);
            self.count += 1;
            return Ok(ControlFlow::Continue(()));
        };
        let mut cells = vec![Cell::Text(String::new()); head.len()];
        for (column, data) in given {
            let Some(cell) = cells.get_mut(column).filter(|_| !head[column].is_empty()) else { continue };
            *cell = match &data {
                Data::String(text) if text.len() > MAX_CELL => {
                    faults.push((Some(column), too_long(text.len())));
                    continue;
                }
                Data::String(text) if text == NOT_COMPUTED => {
                    let what = Text::new(
                        "công thức chưa có kết quả; mở bằng Excel rồi lưu lại",
                        "the formula has no result; open the file in Excel and save it",
                    );
                    faults.push((Some(column), what));
                    continue;
                }
                // ODS keeps errors as what is shown.
                Data::String(text) if is_error(text) => {
                    let what = Text::new(format!("công thức bị lỗi {text}"), format!("the formula gives {text}"));
                    faults.push((Some(column), what));
                    continue;
                }
                // Excel says FALSE where a table for paper has nothing.
                Data::Bool(yes) => Cell::Text(yes.to_string()),
                data => cell_of(data, |what| faults.push((Some(column), what))),
            };
        }
        if cells.iter().all(Cell::is_empty) && faults.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        check_encoding(&mut self.seen, &cells, row)?;
        self.count += 1;
        Ok((self.each)(Record { row, head: head.clone(), cells, faults }))
    }
}
