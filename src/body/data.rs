//! `du_lieu`: YAML values → values of expressions. Numbers are read from what was typed, so that `5.000` is five thousand.

use minijinja::Value as Jinja;

use super::ticket::Ready;
use crate::diag::{Problem, Report};
use crate::model::body::BlockKind;
use crate::plan::Data;
use crate::vi::number::{VietnameseNumber, is_ambiguous, is_misgrouped, parse_vietnamese};
use crate::yaml::{Node, Scalar, Style, Value};

/// The words that place computed blocks or sums, and the key that each needs.
pub const READY_NAMES: &[(&str, &str)] = &[
    ("bang_phan_cong", "phan_cong"),
    ("doan_phan_cong", "phan_cong"),
    ("bang_tien_do", "tien_do"),
    ("doan_tien_do", "tien_do"),
    ("bang_kinh_phi", "kinh_phi"),
    ("doan_kinh_phi", "kinh_phi"),
    ("tong_kinh_phi", "kinh_phi"),
];

/// The values that a body's expressions see.
#[derive(Debug, Clone, Default)]
pub struct Values {
    entries: Vec<(String, Jinja)>,
    /// Blocks that a body places with one word.
    pub(super) ready: Vec<Ready>,
}

impl Values {
    /// Reads `du_lieu`; problems go to the report.
    pub fn read(data: Option<&Data>, report: &mut Report) -> Self {
        let Some(Data(Node { value: Value::Map(entries), .. })) = data else {
            return Self::default();
        };
        let entries = entries.iter().map(|e| (e.key.clone(), convert(&e.value, report))).collect();
        Self { entries, ready: Vec::new() }
    }

    /// Adds blocks that the body may place under their name.
    pub fn add_ready(&mut self, name: &'static str, key: &'static str, blocks: Vec<BlockKind>) {
        let ticket = super::ticket(self.ready.len());
        self.entries.push((name.to_owned(), Jinja::from(ticket.to_string())));
        self.ready.push(Ready { name, key, ticket, blocks });
    }

    /// Adds a computed number.
    pub fn add_number(&mut self, name: &str, value: f64) {
        #[allow(clippy::cast_possible_truncation)] // Whole and far inside i64.
        let value =
            if value.fract() == 0.0 && value.abs() < 9e15 { Jinja::from(value as i64) } else { Jinja::from(value) };
        self.entries.push((name.to_owned(), value));
    }

    /// The names at the top.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// The context of a template: every name, and all of them under `du_lieu`.
    pub fn context(&self) -> Jinja {
        let all = Jinja::from_pairs(self.entries.iter().cloned());
        Jinja::from_pairs(self.entries.iter().cloned().chain([("du_lieu".to_owned(), all)]))
    }
}

fn convert(node: &Node, report: &mut Report) -> Jinja {
    match &node.value {
        Value::Null => Jinja::from(()),
        Value::List(items) => items.iter().map(|item| convert(item, report)).collect(),
        Value::Map(entries) => Jinja::from_pairs(entries.iter().map(|e| (e.key.clone(), convert(&e.value, report)))),
        Value::Scalar(scalar) => {
            let typed = node.source.as_ref().filter(|s| s.style == Style::Plain).map(|s| s.text.as_str());
            match typed.and_then(parse_vietnamese) {
                Some(VietnameseNumber::Integer(i)) => return Jinja::from(i),
                Some(VietnameseNumber::Decimal(f)) => return Jinja::from(f),
                None => {}
            }
            match scalar {
                Scalar::Bool(b) => Jinja::from(*b),
                Scalar::Int(i) => Jinja::from(*i),
                Scalar::Float(f) => {
                    if typed.is_some_and(is_ambiguous) {
                        let text = typed.unwrap_or_default().to_owned();
                        report.push(Problem::AmbiguousNumber { text }, node.span);
                    }
                    Jinja::from(*f)
                }
                Scalar::Text(text) => {
                    if typed.is_some_and(is_misgrouped) {
                        report.push(Problem::AmbiguousNumber { text: text.clone() }, node.span);
                    }
                    let cleaned = crate::plan::clean(text, |offset, len| node.place(offset, len), report);
                    Jinja::from(cleaned.unwrap_or_default())
                }
            }
        }
    }
}
