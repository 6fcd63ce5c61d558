//! Sizes and spaces: the plan's settings over the family's defaults, all within the family's ranges.

use crate::diag::{Problem, Report};
use crate::family::{Family, Measure, Unit};
use crate::model::Layout;
use crate::plan::{self, Number};

/// The layout of a plan; what lies outside the family's range is reported and left at its default.
pub fn build(given: Option<&plan::Layout>, family: &Family, report: &mut Report) -> Layout {
    let (page, spacing) = (&family.page, &family.spacing);
    let margins = given.and_then(|g| g.margins.as_ref());
    let size = choose(given.and_then(|g| g.size), &family.sizes.body, 0, "co_chu", " pt", report);
    let set = family.body_sizes().iter().position(|s| (s - size).abs() < 1e-9).unwrap_or(0);
    let mut margin = |value: fn(&plan::Margins) -> Option<Number>, measure, key| {
        choose(margins.and_then(value), measure, set, key, " mm", report)
    };
    let margins = [
        margin(|m| m.top, &page.top, "tren"),
        margin(|m| m.right, &page.right, "phai"),
        margin(|m| m.bottom, &page.bottom, "duoi"),
        margin(|m| m.left, &page.left, "trai"),
    ];
    let line_unit = if spacing.line.unit == Unit::Points { " pt" } else { " dòng" };
    let line = choose(given.and_then(|g| g.spacing), &spacing.line, set, "gian_dong", line_unit, report);
    let mut space = |value: fn(&plan::Layout) -> Option<Number>, measure, key, unit| {
        choose(given.and_then(value), measure, set, key, unit, report)
    };
    Layout {
        margins,
        size,
        set,
        // A fixed pitch is so and so many single lines of this size.
        spacing: if spacing.line.unit == Unit::Points { line / (SINGLE * size) } else { line },
        gap: space(|g| g.gap, &spacing.paragraph, "cach_doan", " pt"),
        indent: space(|g| g.indent, &spacing.indent, "thut_dau_dong", " mm"),
        rule: space(|g| g.rule, &spacing.rule, "ti_le_dong_ke", ""),
        signature_room: space(|g| g.signature_room, &spacing.signature, "cho_ky", " mm"),
        seal: given.and_then(|g| g.seal).map(|n| choose(Some(n), &spacing.seal, set, "duong_kinh_dau", " mm", report)),
    }
}

/// Single spacing of Times New Roman, em.
const SINGLE: f64 = 1.149;

/// The plan's number if the family allows it, else the default.
fn choose(given: Option<Number>, measure: &Measure, set: usize, key: &str, unit: &str, report: &mut Report) -> f64 {
    match given {
        Some(number) if measure.allows(number.value) => number.value,
        Some(number) => {
            let problem = Problem::OutOfRange {
                key: key.to_owned(),
                value: crate::vi::number::decimal(number.value),
                range: measure.allowed(unit),
                clause: Some(measure.source.clone()),
            };
            report.push(problem, number.span);
            measure.get(set)
        }
        None => measure.get(set),
    }
}
