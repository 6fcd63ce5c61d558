//! CSV row by row: UTF-8, with the separator that the first line shows.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::csv::{Quotes, separator};
use super::record::{Each, MAX_CELL, Record, check_encoding, checked_head, empty, no_rows, open, too_long};
use super::{Cell, clean, encoding};
use crate::diag::Text;

/// Reads all rows.
pub fn each(path: &Path, each: &mut Each<'_>) -> Result<(), Text> {
    let mut file = BufReader::new(open(path)?);
    let io = |error: std::io::Error| Text::of_io(&error);
    let mut start = vec![0; 4096];
    let len = read_start(&mut file, &mut start).map_err(io)?;
    start.truncate(len);
    if start.iter().all(u8::is_ascii_whitespace) && len < 4096 {
        return Err(empty());
    }
    if let Some(legacy) = encoding::of_start(&start) {
        return Err(legacy.wording());
    }
    let mut base = if start.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
    // Excel's own first line: `sep=;`.
    let told = match &start[base..] {
        [b's', b'e', b'p', b'=', separator @ (b',' | b';' | b'\t'), rest @ ..] => {
            let len = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
            base += 5 + len;
            Some(*separator)
        }
        _ => None,
    };
    let separator = told.unwrap_or_else(|| separator(&String::from_utf8_lossy(&start[base.min(start.len())..])));
    let above = usize::from(told.is_some());
    file.seek(SeekFrom::Start(base as u64)).map_err(io)?;
    check_quotes(&mut file, separator)?;
    file.seek(SeekFrom::Start(base as u64)).map_err(io)?;
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(Lines::new(file));
    let mut head: Option<Arc<Vec<String>>> = None;
    let mut record = ByteRecord::new();
    let mut count = 0;
    let mut seen = String::new();
    loop {
        let more = reader
            .read_byte_record(&mut record)
            .map_err(|error| Text::new(format!("CSV viết sai: {error}"), format!("malformed CSV: {error}")))?;
        if !more {
            break;
        }
        // The line that the record begins on: the reader stands behind its last one.
        let inside = record.iter().map(|cell| cell.split(|byte| *byte == b'\n').count() - 1).sum::<usize>();
        let row = usize::try_from(reader.position().line()).unwrap_or(0).saturating_sub(1 + inside) + above;
        if record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace)) {
            continue;
        }
        let mut faults = Vec::new();
        let mut cells = Vec::with_capacity(record.len());
        for (column, cell) in record.iter().enumerate() {
            let Ok(text) = std::str::from_utf8(cell) else {
                let what = encoding::of_bytes(record.as_slice()).wording();
                let column = column + 1;
                return Err(Text::new(
                    format!("dòng {row}, cột {column}: {}", what.vi),
                    format!("row {row}, column {column}: {}", what.en),
                ));
            };
            if text.len() > MAX_CELL {
                faults.push((Some(column), too_long(text.len())));
                cells.push(Cell::Text(String::new()));
                continue;
            }
            cells.push(Cell::Text(clean(text, |what| faults.push((Some(column), what)))));
        }
        check_encoding(&mut seen, &cells, row)?;
        count += 1;
        let Some(head) = &head else {
            let names = cells.into_iter().map(|cell| if let Cell::Text(text) = cell { text } else { String::new() });
            head = Some(checked_head(names.collect())?);
            continue;
        };
        if cells.len() != head.len() {
            let (found, expected) = (cells.len(), head.len());
            faults.push((
                None,
                Text::new(
                    format!("có {found} ô, đầu bảng có {expected} ô"),
                    format!("it has {found} cells, the head has {expected}"),
                ),
            ));
            // Cells too many are kept, for the table of failed rows.
            cells.resize(cells.len().max(head.len()), Cell::Text(String::new()));
        }
        if each(Record { row, head: head.clone(), cells, faults }).is_break() {
            return Ok(());
        }
    }
    if count < 2 { Err(no_rows()) } else { Ok(()) }
}

/// The file with `\n` behind every line, the last one too, so that lines can be counted.
struct Lines<R> {
    inner: R,
    last: u8,
    ended: bool,
}

impl<R: Read> Lines<R> {
    fn new(inner: R) -> Self {
        Self { inner, last: b'\n', ended: false }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let len = self.inner.read(out)?;
            if len == 0 {
                if self.ended || self.last == b'\n' || out.is_empty() {
                    return Ok(0);
                }
                self.ended = true;
                out[0] = b'\n';
                return Ok(1);
            }
            self.last = out[len - 1];
            // White space in cells is collapsed anyway: a carriage return is none of it.
            let mut kept = 0;
            for at in 0..len {
                if out[at] != b'\r' {
                    out[kept] = out[at];
                    kept += 1;
                }
            }
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

fn read_start(file: &mut BufReader<File>, start: &mut [u8]) -> std::io::Result<usize> {
    let mut len = 0;
    while len < start.len() {
        let n = file.read(&mut start[len..])?;
        if n == 0 {
            break;
        }
        len += n;
    }
    Ok(len)
}

/// A quote that is never closed swallows all rows after it: found before the first row is read.
fn check_quotes(file: &mut BufReader<File>, separator: u8) -> Result<(), Text> {
    let mut quotes = Quotes::new(separator);
    loop {
        let block = file.fill_buf().map_err(|error| Text::of_io(&error))?;
        if block.is_empty() {
            break;
        }
        for byte in block {
            quotes.push(*byte);
        }
        let len = block.len();
        file.consume(len);
    }
    match quotes.open_line() {
        None => Ok(()),
        Some(row) => {
            let what = super::csv::swallowed();
            Err(Text::new(format!("dòng {row}: {}", what.vi), format!("row {row}: {}", what.en)))
        }
    }
}
