//! The scan with `saphyr-parser`: places, styles and source texts of all values, and the features that a plan may not use.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::node::Style;
use crate::diag::{Diagnostic, FileId, Problem, Report, Span, Text};

/// How deep lists and mappings may nest.
pub(super) const MAX_DEPTH: usize = 64;

/// A scanned value: byte offsets are those of the text that was scanned.
#[derive(Debug)]
pub(super) struct Scanned {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    Scalar { text: String, style: Style },
    List(Vec<Scanned>),
    Map(Vec<(Scanned, Scanned)>),
}

/// The outcome of a scan.
pub(super) enum Scan {
    /// The text was understood; `None` is a text without a value.
    Tree(Option<Scanned>),
    /// `saphyr-parser` does not accept the text; `serde_yaml` has the last word.
    Refused,
    /// The report says what may not be used.
    Forbidden,
}

/// Scans `text`, the part of the file that starts at byte `base`.
pub(super) fn scan(text: &str, file: FileId, base: usize, report: &mut Report) -> Scan {
    let mut cursor = Cursor { text, chars: 0, bytes: 0 };
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    let mut documents = 0;
    let mut forbidden = false;
    let mut told: Vec<String> = Vec::new();
    let mut forbid = |start: usize, len: usize, vi: &str, en: &str, report: &mut Report| {
        forbidden = true;
        // An alias bomb has thousands: each feature is told once.
        if told.iter().any(|known| known == en) {
            return;
        }
        told.push(en.to_owned());
        let span = Span::new(file, base + start..base + start + len);
        report.push(Problem::YamlFeature { feature: Text::new(vi, en) }, Some(span));
    };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else {
            return if forbidden { Scan::Forbidden } else { Scan::Refused };
        };
        let start = cursor.byte(span.start.index());
        let mut end = cursor.byte_ahead(span.end.index()).max(start);
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        if anchor != 0 {
            forbid(start, 1, "neo `&`", "an anchor `&`", report);
        }
        if tag {
            forbid(start, 1, "nhãn `!`", "a tag `!`", report);
        }
        match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    forbid(start, 3, "dòng `---` mở văn bản thứ hai", "a second document `---`", report);
                    return Scan::Forbidden;
                }
            }
            Event::Alias(_) => {
                forbid(start, end - start, "bí danh `*`", "an alias `*`", report);
                put(&mut open, &mut root, Scanned { start, end, kind: Kind::List(Vec::new()) });
            }
            Event::Scalar(value, style, _, _) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal => Style::Literal,
                    ScalarStyle::Folded => Style::Folded,
                };
                end = scalar_end(text, start, end, style);
                let key_position = matches!(open.last(), Some(Open::Map { key: None, .. }));
                if value == "<<" && style == Style::Plain && key_position {
                    forbid(start, 2, "khóa gộp `<<`", "a merge key `<<`", report);
                }
                let kind = Kind::Scalar { text: value.into_owned(), style };
                put(&mut open, &mut root, Scanned { start, end, kind });
            }
            Event::SequenceStart(..) => open.push(Open::List { start, items: Vec::new() }),
            Event::MappingStart(..) => open.push(Open::Map { start, entries: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(done) = open.pop() {
                    put(&mut open, &mut root, done.close(end.max(start)));
                }
            }
            _ => {}
        }
        if open.len() > MAX_DEPTH {
            report.push(Problem::TooDeep { limit: MAX_DEPTH }, Some(Span::new(file, base + start..base + start + 1)));
            return Scan::Forbidden;
        }
    }
    if forbidden { Scan::Forbidden } else { Scan::Tree(root) }
}

/// Reports every key that is written twice in one mapping.
pub(super) fn duplicate_keys(tree: &Scanned, file: FileId, base: usize, report: &mut Report) {
    match &tree.kind {
        Kind::Scalar { .. } => {}
        Kind::List(items) => items.iter().for_each(|item| duplicate_keys(item, file, base, report)),
        Kind::Map(entries) => {
            let mut seen: HashMap<&str, &Scanned> = HashMap::new();
            for (key, value) in entries {
                if let Kind::Scalar { text, .. } = &key.kind {
                    let at = |s: &Scanned| Some(Span::new(file, base + s.start..base + s.end));
                    if let Some(first) = seen.get(text.as_str()) {
                        report.add(
                            Diagnostic::new(Problem::DuplicateKey { key: text.clone() }, at(key))
                                .related(at(first), Text::new("lần đầu ở đây", "first written here")),
                        );
                    } else {
                        seen.insert(text, key);
                    }
                }
                duplicate_keys(value, file, base, report);
            }
        }
    }
}

enum Open {
    List { start: usize, items: Vec<Scanned> },
    Map { start: usize, entries: Vec<(Scanned, Scanned)>, key: Option<Scanned> },
}

impl Open {
    fn close(self, end: usize) -> Scanned {
        match self {
            Self::List { start, items } => Scanned { start, end, kind: Kind::List(items) },
            Self::Map { start, entries, .. } => Scanned { start, end, kind: Kind::Map(entries) },
        }
    }
}

fn put(open: &mut [Open], root: &mut Option<Scanned>, node: Scanned) {
    match open.last_mut() {
        None => *root = Some(node),
        Some(Open::List { items, .. }) => items.push(node),
        Some(Open::Map { entries, key, .. }) => match key.take() {
            None => *key = Some(node),
            Some(k) => entries.push((k, node)),
        },
    }
}

/// `saphyr-parser` ends quoted scalars after trailing blanks and even a comment, and block scalars in the next line's indent.
fn scalar_end(text: &str, start: usize, end: usize, style: Style) -> usize {
    let raw = &text[start..end];
    match style {
        Style::Quoted => {
            let Some(quote) = raw.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                return end;
            };
            let mut escaped = false;
            let mut chars = raw.char_indices().skip(1).peekable();
            while let Some((at, c)) = chars.next() {
                if escaped {
                    escaped = false;
                } else if quote == '"' && c == '\\' {
                    escaped = true;
                } else if c == quote {
                    if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                        chars.next();
                    } else {
                        return start + at + 1;
                    }
                }
            }
            end
        }
        _ => start + raw.trim_end().len(),
    }
}

/// Turns the character indices of `saphyr-parser` into byte offsets in one forward pass.
struct Cursor<'a> {
    text: &'a str,
    chars: usize,
    bytes: usize,
}

impl Cursor<'_> {
    /// The byte offset of a character index that is not before the last one asked for.
    fn byte(&mut self, index: usize) -> usize {
        if index > self.chars {
            let (chars, bytes) = self.ahead(index);
            (self.chars, self.bytes) = (chars, bytes);
        }
        self.bytes
    }

    /// The same for an index that lies ahead, without moving.
    fn byte_ahead(&self, index: usize) -> usize {
        self.ahead(index).1
    }

    fn ahead(&self, index: usize) -> (usize, usize) {
        let mut chars = self.chars;
        let mut bytes = self.bytes;
        for c in self.text[self.bytes..].chars().take(index.saturating_sub(self.chars)) {
            chars += 1;
            bytes += c.len_utf8();
        }
        (chars, bytes)
    }
}
