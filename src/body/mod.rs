//! The body: expressions over `du_lieu`, then a Markdown subset, to a tree of numbered blocks.
//!
//! Stages: `data` (YAML values → values of expressions) → `expand` (expressions → lines that know their source line) →
//! `blocks` (lines → blocks, with `numbering`, `inline` and `table`).

mod blocks;
mod data;
mod expand;
mod filters;
mod inline;
mod marks;
mod numbering;
mod table;

pub use blocks::end_with;
pub use data::Values;
pub use marks::Mark;

use crate::diag::Report;
use crate::model::body::Block;
use crate::plan::Body;

/// Turns a body into blocks; problems go to the report.
pub fn build(body: &Body, values: &Values, marks: &[Mark], report: &mut Report) -> Vec<Block> {
    match expand::expand(body, values, report) {
        Some(lines) => blocks::parse(&lines, body, marks, report),
        None => {
            // For its other problems, all of them in one run.
            if let Some(lines) = expand::masked(body) {
                blocks::parse(&lines, body, marks, report);
            }
            Vec::new()
        }
    }
}
