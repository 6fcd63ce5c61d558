//! What the expressions of a body see: `du_lieu`, the values of a row, and blocks that the program makes.

use minijinja::Value as Jinja;

use super::ticket::Ready;
use crate::diag::Report;
use crate::expression::value_of;
use crate::model::body::BlockKind;
use crate::plan::Data;
use crate::yaml::{Node, Value};

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
        let entries = entries.iter().map(|e| (e.key.clone(), value_of(&e.value, report))).collect();
        Self { entries, ready: Vec::new() }
    }

    /// Adds the values of a row of a batch.
    pub fn add_variables(&mut self, variables: &[(String, Jinja)]) {
        self.entries.extend(variables.iter().cloned());
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
