//! The rules of `vanthu check`: what a careful chánh văn phòng would send back, found before anything is printed.
//!
//! ```text
//! plan ──texts──▶ Subject ◀──── PageFacts (the laid-out page, or anybody's PDF)
//!                    │ rules (one struct each, in one registry)
//!                    ▼
//!                 Finding ──ignore, select──▶ Diagnostic (with its fix)
//! ```
//!
//! A rule sees plain data: the plan with its places, the document, the facts of its pages. It knows neither Typst nor lopdf.

pub mod docs;
mod finding;
#[cfg(test)]
mod fixes;
mod ignore;
mod kept;
mod mend;
mod pages;
mod phrases;
mod reading;
mod registry;
mod rule;
pub mod rules;
mod scan;
mod subject;
#[cfg(test)]
mod tests;
mod texts;
mod tones;
mod words;

pub use crate::diag::{Edit, Fix, Safety};
pub use finding::{Finding, Found};
pub use ignore::Ignores;
pub use mend::Mending;
pub use pages::examine_pages;
pub use registry::{all, by_code};
pub use rule::{Confidence, Fixable, Group, Meta, Needs, Rule};
pub use subject::Subject;
pub use texts::{Piece, Role, Shape};

/// What became of each rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was asked, and found nothing.
    Passed,
    /// It found something.
    Failed,
    /// What it found is passed over, as the author says.
    Ignored,
    /// It could not be asked, or what it asks of is not there.
    NotEvaluated,
}

/// What all rules say of a subject.
#[derive(Debug, Default)]
pub struct Examined {
    /// The findings, in the order of the rules.
    pub findings: Vec<Finding>,
    /// What became of each rule that was asked.
    pub outcomes: Vec<(&'static Meta, Outcome)>,
}

/// Asks the rules for which `wanted` holds.
pub fn examine(subject: &Subject<'_>, wanted: impl Fn(&Meta) -> bool) -> Examined {
    let mut examined = Examined::default();
    for rule in all().iter().filter(|rule| wanted(rule.meta())) {
        let meta = rule.meta();
        let asked = match meta.needs {
            Needs::Plan => subject.plan.is_some(),
            Needs::Page => subject.page.is_some(),
        };
        let mut found = Found::new(meta);
        if asked {
            rule.check(subject, &mut found);
        }
        let (findings, evaluated) = found.finish();
        let outcome = match (findings.is_empty(), asked && evaluated) {
            (false, _) => Outcome::Failed,
            (true, true) => Outcome::Passed,
            (true, false) => Outcome::NotEvaluated,
        };
        examined.outcomes.push((meta, outcome));
        examined.findings.extend(findings);
    }
    examined
}
