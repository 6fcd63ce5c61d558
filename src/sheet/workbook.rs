//! Workbooks: the values that the spreadsheet program saved, of the first or the named worksheet.

use std::io::Cursor;

use calamine::{Data, Reader, Sheets, open_workbook_auto_from_rs};

use super::{Cell, Sheet, clean, column_letters};
use crate::diag::{Problem, Report, Span, Text};
use crate::vi::PartialDate;
use crate::vi::number::two_digits;

/// Reads a workbook.
pub fn read(bytes: Vec<u8>, name: &str, sheet: Option<&str>, span: Option<Span>, report: &mut Report) -> Option<Sheet> {
    let fail = |why: Text, report: &mut Report| {
        report.push(Problem::DataFile { path: name.to_owned(), why }, span);
        None
    };
    let Ok(mut book) = open_workbook_auto_from_rs(Cursor::new(bytes)) else {
        return fail(locked(), report);
    };
    let wanted = match chosen(&book.sheet_names(), sheet) {
        Ok(wanted) => wanted,
        Err(why) => return fail(why, report),
    };
    if let Some((row, column)) = far_cell(&mut book, &wanted) {
        let address = format!("{}{}", column_letters(column as usize), row + 1);
        let why = Text::new(
            format!("ô {address} ở quá xa: bảng in ra giấy tối đa 100.000 dòng, 200 cột; xóa ô này"),
            format!("the cell {address} is too far away: at most 100,000 rows and 200 columns; clear it"),
        );
        return fail(why, report);
    }
    let Ok(range) = book.worksheet_range(&wanted) else {
        return fail(Text::new("trang tính không đọc được", "the worksheet cannot be read"), report);
    };
    let (top, left) = range.start().map_or((0, 0), |(row, column)| (row as usize, column as usize));
    let mut head: Option<Vec<String>> = None;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (index, row) in range.rows().enumerate() {
        if row.iter().all(|cell| matches!(cell, Data::Empty)) {
            continue;
        }
        let mut cells: Vec<Cell> = Vec::with_capacity(row.len());
        for (column, data) in row.iter().enumerate() {
            let address = format!("{}{}", column_letters(left + column), top + index + 1);
            let mut complain = |what: Text| {
                let at = Text::new(format!("ô {address}"), format!("cell {address}"));
                report.push(Problem::DataCell { at, what }, span);
            };
            cells.push(cell_of(data, &mut complain));
        }
        match &head {
            None => head = Some(cells.iter().map(text).collect()),
            Some(_) => rows.push(cells),
        }
    }
    // Columns without a name and without a value are the rest of a format, not of the table.
    let head = head.unwrap_or_default();
    let used: Vec<usize> =
        (0..head.len()).filter(|&c| !head[c].is_empty() || rows.iter().any(|row| !row[c].is_empty())).collect();
    if rows.is_empty() && !report.has_errors() {
        return fail(Text::new("không có dòng số liệu nào dưới đầu bảng", "there is no row under the head"), report);
    }
    let rows = rows.into_iter().map(|row| used.iter().map(|&c| row[c].clone()).collect()).collect();
    Some(Sheet { head: used.iter().map(|&c| head[c].clone()).collect(), rows })
}

/// The value of a cell; what is wrong with it is complained about.
pub(super) fn cell_of(data: &Data, mut complain: impl FnMut(Text)) -> Cell {
    match data {
        Data::Error(error) => {
            complain(Text::new(format!("công thức bị lỗi {error}"), format!("the formula gives {error}")));
            Cell::Text(String::new())
        }
        #[allow(clippy::cast_precision_loss)] // Spreadsheets hold doubles.
        Data::Int(n) => Cell::Number(*n as f64),
        Data::Float(n) => {
            if n.abs() >= EXACT {
                complain(Text::new(
                    "số dài quá 15 chữ số không còn chính xác; định dạng cột là chữ (Text) rồi nhập lại",
                    "a number of more than 15 digits is not exact; make the column text and type it again",
                ));
            }
            Cell::Number(*n)
        }
        Data::Bool(yes) => Cell::Text(if *yes { "x".to_owned() } else { String::new() }),
        Data::DateTime(date) => Cell::Text(serial_date(date.as_f64())),
        Data::Empty => Cell::Text(String::new()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(clean(text, complain)),
    }
}

/// The wanted worksheet, or the first.
pub(super) fn chosen(names: &[String], wanted: Option<&str>) -> Result<String, Text> {
    let list = || names.join(", ");
    match wanted {
        Some(wanted) if names.iter().any(|name| name == wanted) => Ok(wanted.to_owned()),
        Some(wanted) => Err(Text::new(
            format!("không có trang tính `{wanted}`; các trang tính: {}", list()),
            format!("there is no worksheet `{wanted}`; the worksheets are: {}", list()),
        )),
        None => names.first().cloned().ok_or_else(|| Text::new("không có trang tính nào", "it has no worksheet")),
    }
}

/// A file that is no workbook.
pub(super) fn locked() -> Text {
    Text::new(
        "không phải bảng tính đọc được, hoặc bị khóa bằng mật khẩu",
        "it is no readable workbook, or it is locked with a password",
    )
}

/// From here on spreadsheets lose digits: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The farthest cell that a table for paper may have.
const FARTHEST: (u32, u32) = (100_000, 200);

/// The first cell of a worksheet that lies beyond every table for paper: room for all cells before it would be asked for.
fn far_cell<R: std::io::Read + std::io::Seek>(book: &mut Sheets<R>, sheet: &str) -> Option<(u32, u32)> {
    let Sheets::Xlsx(book) = book else { return None };
    let mut cells = book.worksheet_cells_reader(sheet).ok()?;
    while let Ok(Some(cell)) = cells.next_cell() {
        let (row, column) = cell.get_position();
        if row >= FARTHEST.0 || column >= FARTHEST.1 {
            return Some((row, column));
        }
    }
    None
}

pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(n) => n.to_string(),
    }
}

/// Days since the end of 1899 as a date: `15/3/2026`, with the time where there is one.
pub fn serial_date(serial: f64) -> String {
    use chrono::NaiveDate;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Excel's dates end in 9999.
    let (days, minutes) = (serial.max(0.0) as u64, ((serial.max(0.0).fract() * 1440.0).round() as u64).min(1439));
    let time = format!("{}:{}", two_digits(minutes / 60), two_digits(minutes % 60));
    let Some(date) = epoch.checked_add_days(chrono::Days::new(days)).filter(|_| days > 0) else { return time };
    let day = PartialDate::Day(date).short();
    if minutes == 0 { day } else { format!("{day} {time}") }
}
