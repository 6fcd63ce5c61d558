//! YAML values → values of expressions.

use minijinja::Value as Jinja;

use crate::diag::{Problem, Report};
use crate::vi::number::{VietnameseNumber, is_ambiguous, is_misgrouped, parse_vietnamese};
use crate::yaml::{Node, Scalar, Style, Value, clean};

/// The value of a node. Numbers are read from what was typed, so that `5.000` is five thousand.
pub fn value_of(node: &Node, report: &mut Report) -> Jinja {
    match &node.value {
        Value::Null => Jinja::from(()),
        Value::List(items) => items.iter().map(|item| value_of(item, report)).collect(),
        Value::Map(entries) => Jinja::from_pairs(entries.iter().map(|e| (e.key.clone(), value_of(&e.value, report)))),
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
                    let cleaned = clean(text, |offset, len| node.place(offset, len), report);
                    Jinja::from(cleaned.unwrap_or_default())
                }
            }
        }
    }
}
