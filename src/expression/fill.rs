//! The expressions of the short texts of a plan: subject, addressees, names … Bodies (`noi_dung`) have their own stage.

use std::cell::OnceCell;

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value as Jinja, ValueKind};

use super::{environment, printed, problem};
use crate::diag::{Problem, Report, Span};
use crate::yaml::{Entry, Node, Scalar, Value};

/// Keys whose texts decide what a plan is, or are read by another stage: never filled.
const AS_WRITTEN: &[&str] = &["loai", "don_vi", "danh_so", "bien", "du_lieu"];

/// The keys that hold bodies: at the top, and in the records under these keys.
const BODY: &str = "noi_dung";
const WITH_BODIES: &[&str] = &["phu_luc", "van_ban_kem_theo"];

/// Whether a text holds an expression.
pub fn has_expression(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// A plan with the expressions of its short texts run over `values`; texts without any stay as they are, with their places.
/// A text that is one expression takes the expression's type, so that `so: "{{ so }}"` is a number, or empty.
pub fn fill(plan: &Node, values: &Jinja, report: &mut Report) -> Node {
    let Value::Map(entries) = &plan.value else { return plan.clone() };
    let filler = Filler::new(values);
    let filled = entries.iter().map(|entry| {
        if AS_WRITTEN.contains(&entry.key.as_str()) || entry.key == BODY {
            return entry.clone();
        }
        let bodies = WITH_BODIES.contains(&entry.key.as_str());
        Entry { value: filler.node(&entry.value, bodies, report), ..entry.clone() }
    });
    Node { value: Value::Map(filled.collect()), ..plan.clone() }
}

/// Free data (`du_lieu`) with its expressions run.
pub fn fill_values(node: &Node, values: &Jinja, report: &mut Report) -> Node {
    Filler::new(values).node(node, false, report)
}

/// Runs the expressions of one text; what they print is plain text.
///
/// # Errors
/// What is wrong with them.
pub fn fill_text(text: &str, values: &Jinja) -> Result<String, Problem> {
    Filler::new(values).text(text)
}

/// Runs expressions over the same values.
struct Filler<'a> {
    values: &'a Jinja,
    /// Made for the first text that has an expression: most plans have none.
    env: OnceCell<Environment<'static>>,
}

impl<'a> Filler<'a> {
    fn new(values: &'a Jinja) -> Self {
        Self { values, env: OnceCell::new() }
    }

    fn env(&self) -> &Environment<'static> {
        self.env.get_or_init(|| {
            let mut env = environment(str::to_owned);
            // In a short text a line holding a tag only is part of the text.
            env.set_syntax(SyntaxConfig::default());
            env
        })
    }

    fn node(&self, node: &Node, bodies: bool, report: &mut Report) -> Node {
        let value = match &node.value {
            Value::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|entry| {
                        if bodies && (entry.key == BODY || entry.key == "danh_so") {
                            return entry.clone();
                        }
                        Entry { value: self.node(&entry.value, bodies, report), ..entry.clone() }
                    })
                    .collect(),
            ),
            Value::List(items) => Value::List(items.iter().map(|item| self.node(item, bodies, report)).collect()),
            Value::Scalar(Scalar::Text(text)) if has_expression(text) => {
                return Node { span: node.span, value: self.scalar(text, node.span, report), source: None };
            }
            _ => return node.clone(),
        };
        Node { value, ..node.clone() }
    }

    fn scalar(&self, text: &str, span: Option<Span>, report: &mut Report) -> Value {
        let Some(expression) = alone(text) else {
            return Value::Scalar(Scalar::Text(self.text(text).unwrap_or_else(|problem| {
                report.push(problem, span);
                text.to_owned()
            })));
        };
        let value = self.env().compile_expression(expression).and_then(|expression| expression.eval(self.values));
        match value.map(|value| (value.kind(), i64::try_from(value.clone()).ok(), value)) {
            Ok((ValueKind::None, ..)) => Value::Null,
            Ok((ValueKind::Bool, _, value)) => Value::Scalar(Scalar::Bool(value.is_true())),
            Ok((ValueKind::Number, Some(whole), value)) if value.is_integer() => Value::Scalar(Scalar::Int(whole)),
            Ok((.., value)) => match printed(&value) {
                Ok(text) => Value::Scalar(Scalar::Text(text)),
                Err(error) => failed(&error, span, report),
            },
            Err(error) => failed(&error, span, report),
        }
    }

    fn text(&self, text: &str) -> Result<String, Problem> {
        self.env().render_str(text, self.values).map_err(|error| problem(&error))
    }
}

/// The text `{{ x }}` alone: its expression.
fn alone(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    (!inner.contains("}}")).then_some(inner)
}

fn failed(error: &minijinja::Error, span: Option<Span>, report: &mut Report) -> Value {
    report.push(problem(error), span);
    // A stand-in of the right kind: what follows from it is not reported again, the plan being refused already.
    Value::Scalar(Scalar::Text("…".to_owned()))
}
