//! Sizes and spaces: the plan's settings over the defaults, all within the legal ranges by their types.

use crate::model::Layout;
use crate::plan;

/// The layout of a plan. Defaults: margins 20/15/20/30 mm, 14 pt, 1.15 lines, 6 pt between paragraphs, 12.7 mm indent.
pub fn build(given: Option<&plan::Layout>) -> Layout {
    let margins = given.and_then(|g| g.margins.as_ref());
    let margin = |value: Option<f64>, default: f64| value.unwrap_or(default);
    Layout {
        margins: [
            margin(margins.and_then(|m| m.top).map(plan::MarginTop::get), 20.0),
            margin(margins.and_then(|m| m.right).map(plan::MarginRight::get), 15.0),
            margin(margins.and_then(|m| m.bottom).map(plan::MarginBottom::get), 20.0),
            margin(margins.and_then(|m| m.left).map(plan::MarginLeft::get), 30.0),
        ],
        size: given.and_then(|g| g.size).map_or(14.0, plan::BodySize::get),
        spacing: given.and_then(|g| g.spacing).map_or(1.15, plan::LineSpacing::get),
        gap: given.and_then(|g| g.gap).map_or(6.0, plan::ParagraphGap::get),
        indent: given.and_then(|g| g.indent).map_or(12.7, plan::Indent::get),
        rule: given.and_then(|g| g.rule).map_or(0.4, plan::RuleShare::get),
        signature_room: given.and_then(|g| g.signature_room).map_or(30.0, plan::SignatureRoom::get),
        seal: given.and_then(|g| g.seal).map(plan::SealDiameter::get),
    }
}
