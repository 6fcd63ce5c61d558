//! The body: expressions over `du_lieu`, then a Markdown subset, to a tree of numbered blocks.
//!
//! Stages: `data` (YAML values → values of expressions) → `expand` (expressions → lines that know their source line) →
//! `blocks` (lines → blocks, with `numbering`, `inline` and `table`).

mod blocks;
mod data;
mod expand;
mod inline;
mod marks;
mod numbering;
mod table;
mod ticket;

pub use blocks::end_with;
pub use data::{READY_NAMES, Values};
pub use marks::Mark;
pub use ticket::{Ready, ticket};

use crate::diag::{Problem, Report};
use crate::model::body::Block;
use crate::plan::Body;

/// Turns a body into blocks; problems go to the report.
pub fn build(body: &Body, values: &Values, marks: &[Mark], report: &mut Report) -> Vec<Block> {
    match expand::expand(body, values, report) {
        Some(lines) => {
            let mut own = Report::default();
            let blocks = blocks::parse(&lines, body, marks, &values.ready, &mut own);
            // A condition that is false, a loop over nothing: what is printed must not be empty.
            if blocks.is_empty() && !own.has_errors() {
                own.push(Problem::EmptyText { key: "noi_dung".to_owned() }, body.span);
            }
            report.append(own);
            blocks
        }
        None => {
            // For its other problems, all of them in one run.
            if let Some(lines) = expand::masked(body) {
                blocks::parse(&lines, body, marks, &values.ready, report);
            }
            Vec::new()
        }
    }
}
