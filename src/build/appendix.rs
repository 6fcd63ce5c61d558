//! Appendices: Phụ lục I, III.1.

use super::{END_OF_BODY, agency, name, numbering, require, symbol};
use crate::body::{self, Values};
use crate::diag::Report;
use crate::model::Appendix;
use crate::model::kind::Kind;
use crate::plan::{Orientation, Plan};
use crate::vi::date::PartialDate;
use crate::vi::roman::to_roman;
use crate::vi::words::capitalised;

/// The appendices of a plan; `None` when something they need is missing.
pub fn build(
    plan: &Plan,
    kind: &Kind,
    values: &Values,
    date: Option<PartialDate>,
    symbol: Option<&str>,
    report: &mut Report,
) -> Option<Vec<Appendix>> {
    let given = plan.appendices.as_deref().unwrap_or_default();
    if given.is_empty() {
        return Some(Vec::new());
    }
    let issuer = require(
        plan.agency.as_ref().and_then(agency::running_name).as_ref(),
        "co_quan.ten",
        ("tên cơ quan viết như trong câu, cho dòng (Kèm theo …)", "the body's name in running text, for (Kèm theo …)"),
        plan,
        report,
    )
    .cloned();
    let mut list = Vec::new();
    for (index, appendix) in given.iter().enumerate() {
        let marks = numbering(appendix.numbering.as_deref(), kind, report);
        let mut body = body::build(&appendix.body, values, &marks, report);
        body::end_with(&mut body, END_OF_BODY);
        let label = match (given.len(), u32::try_from(index + 1)) {
            (2.., Ok(n)) => format!("Phụ lục {}", to_roman(n)),
            _ => "Phụ lục".to_owned(),
        };
        let filled = appendix.with_numbers.unwrap_or(true);
        let attached = attached(plan, kind, date?, symbol?, issuer.as_deref()?, filled);
        list.push(Appendix {
            label,
            title: name(&appendix.title),
            attached,
            body,
            landscape: appendix.orientation == Some(Orientation::Landscape),
        });
    }
    Some(list)
}

/// `(Kèm theo Kế hoạch số 35/KH-UBND ngày 05 tháng 02 năm 2026 của …)`, with room where something is not known yet.
fn attached(plan: &Plan, kind: &Kind, date: PartialDate, symbol: &str, issuer: &str, filled: bool) -> String {
    let number = plan.number.filter(|_| filled).map(|n| n.value);
    let blank = "\u{a0}".repeat(6);
    let number = match number {
        Some(_) => symbol::printed(number, symbol),
        None => format!("{blank}/{symbol}"),
    };
    let parts = date.official_parts();
    let part = |text: Option<String>| text.filter(|_| filled).unwrap_or_else(|| blank.clone());
    format!(
        // Joined by no-break spaces: a blank at the end of a line would push it off centre.
        "(Kèm theo {} số\u{a0}{number} ngày\u{a0}{}\u{a0}tháng\u{a0}{}\u{a0}năm\u{a0}{} của {issuer})",
        capitalised(kind.name),
        part(parts.day),
        part(parts.month),
        if filled { parts.year } else { blank.clone() },
    )
}
