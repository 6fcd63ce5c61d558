//! `(Kèm theo Kế hoạch số … ngày … của …)`: how an appendix or attached text names its document (Phụ lục I, III.1).

use super::{Builder, agency, symbol};
use crate::diag::Report;
use crate::vi::date::PartialDate;
use crate::vi::words::capitalised;

/// What the line says; `None` where some of it is not known (the report says what).
pub struct Reference {
    kind: String,
    number: Option<String>,
    /// Sign and symbol after the number.
    symbol: String,
    date: PartialDate,
    issuer: String,
}

impl Reference {
    /// The reference of a document, if anything needs it.
    pub fn of(of: Builder<'_>, date: Option<PartialDate>, symbol: Option<&str>, report: &mut Report) -> Option<Self> {
        let plan = of.plan;
        if plan.appendices.as_ref().is_none_or(Vec::is_empty) && plan.attached.is_none() {
            return None;
        }
        let what = (
            "tên cơ quan viết như trong câu, cho dòng (Kèm theo …)",
            "the body's name in running text, for (Kèm theo …)",
        );
        let issuer = of.require(agency::running_name(plan).as_ref(), "co_quan.ten", what, report).cloned();
        let all = symbol::printed(None, symbol?, of.family);
        Some(Self {
            kind: capitalised(of.kind.name),
            number: plan.number.map(|n| symbol::printed(Some(n.value), symbol.unwrap_or_default(), of.family)),
            symbol: all,
            date: date?,
            issuer: issuer?,
        })
    }

    /// The line, with room where something is not known yet or is left blank (`filled` is false: electronic documents).
    pub fn line(&self, filled: bool) -> String {
        let blank = "\u{a0}".repeat(6);
        let number = match self.number.as_ref().filter(|_| filled) {
            Some(number) => number.clone(),
            None => format!("{blank}{}", self.symbol),
        };
        let parts = self.date.official_parts();
        let part = |text: Option<String>| text.filter(|_| filled).unwrap_or_else(|| blank.clone());
        format!(
            // Joined by no-break spaces: a blank at the end of a line would push it off centre.
            "(Kèm theo {} số\u{a0}{number} ngày\u{a0}{}\u{a0}tháng\u{a0}{}\u{a0}năm\u{a0}{} của {})",
            self.kind,
            part(parts.day),
            part(parts.month),
            if filled { parts.year } else { blank.clone() },
            self.issuer,
        )
    }
}
