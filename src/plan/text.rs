//! The texts of a plan: one line, several lines, and the body.

use serde_json::{Value as Json, json};

use super::decode::{Decode, wrong_type};
use crate::diag::{Problem, Report, Span};
use crate::vi::text::collapse_spaces;
use crate::yaml::{Node, Scalar, Style, Value, clean};

/// A one-line text: NFC, white space collapsed, never empty, no placeholder, no invisible characters.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Where it stands.
    pub span: Option<Span>,
    /// Where its first character stands, if the characters are those of the file: after the quote of a quoted text.
    pub start: Option<Span>,
}

impl Text {
    /// The place of `len` bytes from `offset` of the text; the whole text where its characters are not those of the file.
    pub fn place(&self, offset: usize, len: usize) -> Option<Span> {
        self.start.map(|start| start.part(offset, len)).or(self.span)
    }

    /// A text that the program makes itself.
    pub fn made(value: impl Into<String>, span: Option<Span>) -> Self {
        Self { value: value.into(), span, start: None }
    }
}

/// Reads a scalar as cleaned text with its white space as it is.
fn scalar_text(node: &Node, key: &str, report: &mut Report) -> Option<String> {
    match &node.value {
        Value::Scalar(Scalar::Bool(_)) => {
            wrong_type(node, key, "chữ", "text", report);
            None
        }
        Value::Scalar(_) => clean(&node.as_text()?, |offset, len| node.place(offset, len), report),
        Value::Map(entries) if entries.len() == 1 && matches!(entries[0].value.value, Value::Scalar(_)) => {
            let entry = &entries[0];
            let value = entry.value.as_text().unwrap_or_default();
            let quoted = format!("\"{}: {}\"", entry.key, value.replace('\\', "\\\\").replace('"', "\\\""));
            report.push(Problem::LineIsMapping { quoted }, entry.key_span);
            None
        }
        Value::Null => {
            report.push(Problem::EmptyText { key: key.to_owned() }, node.span);
            None
        }
        _ => {
            wrong_type(node, key, "chữ", "text", report);
            None
        }
    }
}

impl Decode for Text {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let value = collapse_spaces(&scalar_text(node, key, report)?);
        if value.is_empty() {
            report.push(Problem::EmptyText { key: key.to_owned() }, node.span);
            return None;
        }
        let exact = node.as_text().is_some_and(|raw| raw == value);
        let start = node.place(0, value.len()).filter(|place| exact && place.end - place.start == value.len());
        Some(Self { value, span: node.span, start })
    }

    fn schema() -> Json {
        // A plain `2024` or `05` is taken as the text that was typed.
        json!({ "type": ["string", "number"], "minLength": 1 })
    }
}

/// A text that may be given as one (the program breaks its lines) or as a list (the lines as given).
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// The texts, at least one.
    pub items: Vec<Text>,
    /// Whether the user gave a list.
    pub given: bool,
}

impl Lines {
    /// All lines joined by a space.
    pub fn joined(&self) -> String {
        self.items.iter().map(|t| t.value.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The place of the first line.
    pub fn span(&self) -> Option<Span> {
        self.items.first().and_then(|t| t.span)
    }
}

impl Decode for Lines {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        if let Value::List(_) = node.value {
            let items = Vec::<Text>::decode(node, key, report)?;
            if items.is_empty() {
                report.push(Problem::EmptyText { key: key.to_owned() }, node.span);
                return None;
            }
            return Some(Self { items, given: true });
        }
        Some(Self { items: vec![Text::decode(node, key, report)?], given: false })
    }

    fn schema() -> Json {
        json!({ "anyOf": [Text::schema(), { "type": "array", "minItems": 1, "items": Text::schema() }] })
    }
}

/// A body: Markdown lines with their places.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The lines without their YAML indent.
    pub lines: Vec<BodyLine>,
    /// The place of the whole.
    pub span: Option<Span>,
}

/// One line of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyLine {
    /// Its text.
    pub text: String,
    /// Its bytes in the file; exact under `|`, the whole value for other styles.
    pub span: Option<Span>,
    /// Whether `span` covers exactly this line's text, so that places inside it can be shown.
    pub exact: bool,
}

impl BodyLine {
    /// The place of `len` bytes from `offset` of the line.
    pub fn place(&self, offset: usize, len: usize) -> Option<Span> {
        self.span.map(|span| if self.exact { span.part(offset, len) } else { span })
    }
}

impl Decode for Body {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let raw = match &node.value {
            Value::Scalar(Scalar::Text(text)) => text.clone(),
            _ => scalar_text(node, key, report)?,
        };
        let source = node.source.as_ref().filter(|s| s.style == Style::Literal);
        if source.is_none() {
            report.push(Problem::NotLiteralBlock, node.span);
        }
        let mut fine = true;
        let mut lines = Vec::new();
        for (index, line) in raw.split('\n').enumerate() {
            let start = source.and_then(|s| s.lines.get(index).copied().flatten());
            let own = start.zip(node.span).map(|(at, whole)| Span::new(whole.file, at..at + line.len()));
            let place = |offset, len| own.map_or(node.span, |span| Some(span.part(offset, len)));
            match clean(line, place, report) {
                // Composed letters change lengths: such a line keeps its place, but nothing inside it can be pointed at.
                Some(text) => {
                    let exact = own.is_some() && text.len() == line.len();
                    lines.push(BodyLine { text, span: own.or(node.span), exact });
                }
                None => fine = false,
            }
        }
        if lines.iter().all(|line| line.text.trim().is_empty()) && fine {
            report.push(Problem::EmptyText { key: key.to_owned() }, node.span);
            return None;
        }
        fine.then_some(Self { lines, span: node.span })
    }

    fn schema() -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
}
