//! Appendices and attached texts: Phụ lục I, III.1 and Mẫu 1.3.

use super::reference::Reference;
use super::{Builder, name, numbering};
use crate::body::{self, Values};
use crate::diag::Report;
use crate::model::{Appendix, Attached};
use crate::plan::Orientation;
use crate::plan::kind::kind;
use crate::vi::roman::to_roman;

/// The appendices of a plan; `None` when something they need is missing.
pub fn build(
    of: Builder<'_>,
    values: &Values,
    reference: Option<&Reference>,
    report: &mut Report,
) -> Option<Vec<Appendix>> {
    let given = of.plan.appendices.as_deref().unwrap_or_default();
    // All bodies are read, whatever else is missing: their problems belong to this run.
    let bodies: Vec<_> = given
        .iter()
        .map(|appendix| {
            let marks = numbering(appendix.numbering.as_deref(), of.kind, report);
            let mut body = body::build(&appendix.body, values, &marks, report);
            body::end_with(&mut body, &of.family.words.end.value.value);
            body
        })
        .collect();
    if given.is_empty() {
        return Some(Vec::new());
    }
    let reference = reference?;
    let built = given.iter().zip(bodies).enumerate().map(|(index, (appendix, body))| Appendix {
        label: match (given.len(), u32::try_from(index + 1)) {
            (2.., Ok(n)) => format!("Phụ lục {}", to_roman(n)),
            _ => "Phụ lục".to_owned(),
        },
        title: name(&appendix.title),
        attached: reference.line(appendix.with_numbers.unwrap_or(true)),
        body,
        landscape: appendix.orientation == Some(Orientation::Landscape),
    });
    Some(built.collect())
}

/// The text that a resolution or decision issues, if it does; `None` also when something it needs is missing (the report says what).
pub fn attached(
    of: Builder<'_>,
    values: &Values,
    reference: Option<&Reference>,
    report: &mut Report,
) -> Option<Attached> {
    let given = of.plan.attached.as_ref()?;
    let kind = kind(given.kind);
    let marks = numbering(given.numbering.as_deref(), kind, report);
    let mut body = body::build(&given.body, values, &marks, report);
    body::end_with(&mut body, &of.family.words.end.value.value);
    Some(Attached {
        title: kind.title.unwrap_or_default().to_owned(),
        subject: name(&given.subject),
        attached: reference?.line(given.with_numbers.unwrap_or(true)),
        body,
    })
}
