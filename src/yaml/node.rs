//! The tree: values with places.

use crate::diag::{Span, Text};

/// A value with the place where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The bytes of the value in its file; `None` where the two parsers disagree.
    pub span: Option<Span>,
    /// The value.
    pub value: Value,
    /// How a scalar was written; `None` for collections and where the parsers disagree.
    pub source: Option<Source>,
}

/// How a scalar stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its quoting.
    pub style: Style,
    /// The scanned text: for plain scalars what the user typed, before YAML made a number of it.
    pub text: String,
    /// For a block under `|`: the byte of the file at which each line's text starts, where known.
    pub lines: Vec<Option<usize>>,
}

/// The quoting of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// A block under `|`.
    Literal,
    /// A block under `>`.
    Folded,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, or `null` / `~`.
    Null,
    /// A scalar.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<Entry>),
}

/// A scalar value as `serde_yaml` typed it.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A decimal.
    Float(f64),
    /// Text.
    Text(String),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's place.
    pub key_span: Option<Span>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The entry of a mapping under `key`.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// What the value is, for messages.
    pub fn describe(&self) -> Text {
        match &self.value {
            Value::Null => Text::new("để trống", "empty"),
            Value::Scalar(Scalar::Bool(_)) => Text::new("true/false", "true/false"),
            Value::Scalar(Scalar::Int(_) | Scalar::Float(_)) => Text::new("số", "a number"),
            Value::Scalar(Scalar::Text(_)) => Text::new("chữ", "text"),
            Value::List(_) => Text::new("danh sách", "a list"),
            Value::Map(_) => Text::new("nhóm khóa", "a group of keys"),
        }
    }

    /// The scalar as text: for plain scalars as typed (`05` stays `05`), otherwise its value.
    pub fn as_text(&self) -> Option<String> {
        let Value::Scalar(scalar) = &self.value else {
            return None;
        };
        if let Some(Source { style: Style::Plain, text, .. }) = &self.source {
            return Some(text.clone());
        }
        Some(match scalar {
            Scalar::Bool(b) => b.to_string(),
            Scalar::Int(i) => i.to_string(),
            Scalar::Float(f) => f.to_string(),
            Scalar::Text(text) => text.clone(),
        })
    }

    /// The place of `len` bytes from `offset` of a one-line text; the whole value where its characters are not those of the file.
    pub fn place(&self, offset: usize, len: usize) -> Option<Span> {
        let length = self.as_text()?.len();
        self.span.map(|span| match &self.source {
            Some(Source { style: Style::Plain, .. }) if span.end - span.start == length => span.part(offset, len),
            Some(Source { style: Style::Quoted, .. }) if span.end - span.start == length + 2 => {
                span.part(offset + 1, len)
            }
            _ => span,
        })
    }

    /// Lays `over` on `base`: mappings are joined key by key, anything else of `over` replaces what `base` has.
    pub fn merged(base: &Node, over: &Node) -> Node {
        match (&base.value, &over.value) {
            (Value::Map(low), Value::Map(high)) => {
                let mut entries: Vec<Entry> = high
                    .iter()
                    .map(|entry| match low.iter().find(|other| other.key == entry.key) {
                        Some(other) => Entry { value: Node::merged(&other.value, &entry.value), ..entry.clone() },
                        None => entry.clone(),
                    })
                    .collect();
                entries.extend(low.iter().filter(|e| high.iter().all(|o| o.key != e.key)).cloned());
                Node { value: Value::Map(entries), ..over.clone() }
            }
            _ => over.clone(),
        }
    }
}
