//! CSV: UTF-8, with the separator that the first line shows.

use csv::{ReaderBuilder, StringRecord};

use super::{Cell, Sheet, clean, encoding};
use crate::diag::{FileId, Problem, Report, Sources, Span, Text};

/// Reads a CSV file.
pub fn read(
    bytes: Vec<u8>,
    name: &str,
    span: Option<Span>,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Sheet> {
    let text = decoded(bytes, name, span, report)?;
    let separator = separator(&text);
    let file = sources.add(name.to_owned(), &text);
    if let Some(open) = open_quote(&text, separator) {
        let row = text[..open].matches('\n').count() + 1;
        let at = Text::new(format!("dòng {row}"), format!("row {row}"));
        report.push(Problem::DataCell { at, what: swallowed() }, Some(Span::new(file, open..open + 1)));
        return None;
    }
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut head: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(0);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let why = Text::new(format!("CSV viết sai: {error}"), format!("malformed CSV: {error}"));
                report.push(Problem::DataFile { path: name.to_owned(), why }, span);
                return None;
            }
        }
        let place = line_span(&text, file, start);
        // Counted only for a message: over all rows it would take the square of their number.
        let line = || place.map_or(0, |place| text[..place.start].matches('\n').count() + 1);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut cells: Vec<String> = Vec::with_capacity(record.len());
        for (index, cell) in record.iter().enumerate() {
            let column = head.as_ref().and_then(|h| h.get(index)).cloned().unwrap_or_else(|| (index + 1).to_string());
            cells.push(clean(cell, |what| {
                let line = line();
                let at = Text::new(format!("dòng {line}, cột {column}"), format!("row {line}, column {column}"));
                report.push(Problem::DataCell { at, what }, place);
            }));
        }
        match &head {
            None => head = Some(cells),
            Some(head) if head.len() != cells.len() => {
                let line = line();
                let at = Text::new(format!("dòng {line}"), format!("row {line}"));
                let (found, expected) = (cells.len(), head.len());
                let what = Text::new(
                    format!("có {found} ô, đầu bảng có {expected} ô"),
                    format!("it has {found} cells, the head has {expected}"),
                );
                report.push(Problem::DataCell { at, what }, place);
            }
            Some(_) => rows.push(cells.into_iter().map(Cell::Text).collect()),
        }
    }
    match head {
        Some(head) if !rows.is_empty() || report.has_errors() => Some(Sheet { head, rows }),
        _ => {
            let why = Text::new("không có dòng số liệu nào dưới đầu bảng", "there is no row under the head");
            report.push(Problem::DataFile { path: name.to_owned(), why }, span);
            None
        }
    }
}

/// Follows the quotes of a file byte by byte. A quote inside a bare cell (`5" ống`) opens nothing.
pub(super) struct Quotes {
    separator: u8,
    line: usize,
    at: usize,
    before: u8,
    cell_begins: bool,
    /// Byte and line of the quote that is open.
    open: Option<(usize, usize)>,
}

impl Quotes {
    pub(super) fn new(separator: u8) -> Self {
        Self { separator, line: 1, at: 0, before: b'\n', cell_begins: true, open: None }
    }

    pub(super) fn push(&mut self, byte: u8) {
        match (self.open, byte) {
            (None, b'"') if self.cell_begins => self.open = Some((self.at, self.line)),
            (Some(_), b'"') => self.open = None,
            // `""` inside a quoted cell is a quote: it closes and opens again.
            (None, b'"') if self.before == b'"' => self.open = Some((self.at, self.line)),
            _ => {}
        }
        self.cell_begins = self.open.is_none() && (byte == self.separator || byte == b'\n');
        self.line += usize::from(byte == b'\n');
        self.before = byte;
        self.at += 1;
    }

    /// The line of the quote that was never closed.
    pub(super) fn open_line(&self) -> Option<usize> {
        self.open.map(|(_, line)| line)
    }
}

/// Where a quote opens that is never closed.
fn open_quote(text: &str, separator: u8) -> Option<usize> {
    let mut quotes = Quotes::new(separator);
    text.bytes().for_each(|byte| quotes.push(byte));
    quotes.open.map(|(at, _)| at)
}

/// What an open quote does.
pub(super) fn swallowed() -> Text {
    Text::new(
        "dấu ngoặc kép mở ra mà không đóng lại: các dòng sau bị nuốt vào một ô",
        "a quote is opened and never closed: the rows after it are swallowed into one cell",
    )
}

/// The text of a file, its encoding checked.
fn decoded(bytes: Vec<u8>, name: &str, span: Option<Span>, report: &mut Report) -> Option<String> {
    let fail = |why: Text, report: &mut Report| {
        report.push(Problem::DataFile { path: name.to_owned(), why }, span);
        None
    };
    if let Some(legacy) = encoding::of_start(&bytes) {
        return fail(legacy.wording(), report);
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).map(<[u8]>::to_vec).unwrap_or(bytes);
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            let row = before.matches('\n').count() + 1;
            let line = before.rsplit('\n').next().unwrap_or_default();
            let column = line.matches(char::from(separator(&before))).count() + 1;
            let what = encoding::of_bytes(error.as_bytes()).wording();
            let why = Text::new(
                format!("dòng {row}, cột {column}: {}", what.vi),
                format!("row {row}, column {column}: {}", what.en),
            );
            fail(why, report)
        }
    }
}

/// The separator: of `,` `;` and tab the one that the first line has most of, outside quotes.
pub(super) fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.lines().next().unwrap_or_default().bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    // The first of equals, so that a table of one column is read with commas.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// The first line of a record.
fn line_span(text: &str, file: FileId, start: usize) -> Option<Span> {
    let rest = text.get(start..)?;
    let skipped = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let len = rest[skipped..].lines().next().map_or(0, str::len);
    Some(Span::new(file, start + skipped..start + skipped + len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes() {
        for (text, expected) in
            [("a;\"b\nc", Some(2)), ("a;\"b \"\"c\"\" d\"\n", None), ("a;5\" ống\n", None), ("\"a\";\"b\"\n", None)]
        {
            assert_eq!(open_quote(text, b';'), expected, "{text}");
        }
    }

    #[test]
    fn separators() {
        for (line, expected) in [("a,b,c", b','), ("a;b;c", b';'), ("a\tb", b'\t'), ("\"x,y\";b", b';'), ("a", b',')] {
            assert_eq!(separator(line), expected, "{line}");
        }
    }
}
