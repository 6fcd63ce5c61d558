//! `du_lieu`: YAML values → values of expressions. Numbers are read from what was typed, so that `5.000` is five thousand.

use minijinja::Value as Jinja;

use crate::diag::{Problem, Report};
use crate::plan::Data;
use crate::vi::number::{VietnameseNumber, parse_vietnamese};
use crate::vi::text::{first_forbidden, nfc};
use crate::yaml::{Node, Scalar, Style, Value};

/// The values that a body's expressions see.
#[derive(Debug, Clone, Default)]
pub struct Values {
    entries: Vec<(String, Jinja)>,
}

impl Values {
    /// Reads `du_lieu`; problems go to the report.
    pub fn read(data: Option<&Data>, report: &mut Report) -> Self {
        let Some(Data(Node { value: Value::Map(entries), .. })) = data else {
            return Self::default();
        };
        Self { entries: entries.iter().map(|e| (e.key.clone(), convert(&e.value, report))).collect() }
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
                    // `1234.567`: a decimal, or a thousands dot with one forgotten?
                    let decimals = typed.and_then(|t| t.split_once('.')).map(|(_, decimals)| decimals);
                    if decimals.is_some_and(|d| d.len() == 3 && d.chars().all(|c| c.is_ascii_digit())) {
                        let text = typed.unwrap_or_default().to_owned();
                        report.push(Problem::AmbiguousNumber { text }, node.span);
                    }
                    Jinja::from(*f)
                }
                Scalar::Text(text) => {
                    if let Some((_, c)) = first_forbidden(text) {
                        let name = crate::yaml::char_name(c);
                        report.push(Problem::ForbiddenChar { name }, node.span);
                    }
                    Jinja::from(nfc(text).into_owned())
                }
            }
        }
    }
}
