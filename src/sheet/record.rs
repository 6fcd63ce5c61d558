//! Rows of a table, and what is checked of them in every form of table.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::{Cell, encoding};
use crate::diag::Text;

/// The largest file of a form that has to be read whole: ODS, XLS, a JSON array.
pub(super) const MAX_WHOLE: u64 = 200_000_000;

/// The longest text of a cell, in bytes: a page holds some 3,000 characters.
pub(super) const MAX_CELL: usize = 100_000;

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

/// Whether a table is in one of the old encodings of fonts: judged by its first rows together, `seen`, before any later one is taken.
pub(super) fn check_encoding(seen: &mut String, cells: &[Cell], row: usize) -> Result<(), Text> {
    if seen.len() > LOOKED_AT {
        return Ok(());
    }
    for cell in cells {
        if let Cell::Text(text) = cell {
            seen.push_str(text);
            seen.push(' ');
        }
    }
    match encoding::of_text(seen) {
        None => Ok(()),
        Some(legacy) => {
            let what = legacy.wording();
            Err(Text::new(format!("dòng {row}: {}", what.vi), format!("row {row}: {}", what.en)))
        }
    }
}

/// So many bytes of text are looked at for old encodings.
const LOOKED_AT: usize = 20_000;

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
