//! Kính gửi (ô 9a) and nơi nhận (ô 9b): Phụ lục I, II.9.

use super::{require, without_habit};
use crate::diag::{Problem, Report};
use crate::model::kind::Kind;
use crate::plan::Plan;
use crate::vi::number::two_digits;
use crate::vi::text::trim_end_mark;

/// The addressees: one stands bare, several end with `;`, the last with `.`.
pub fn addressees(plan: &Plan, kind: &Kind, report: &mut Report) -> Vec<String> {
    if !kind.addressed {
        return Vec::new();
    }
    let what = ("nơi công văn gửi đến", "the addressees");
    let Some(given) = require(plan.addressees.as_ref(), "kinh_gui", what, plan, report) else {
        return Vec::new();
    };
    let count = given.items.len();
    given
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let text = without_habit(&item.value, &["kính gửi:", "- "], item.span, report);
            let mark = match (count, index + 1 == count) {
                (1, _) => "",
                (_, true) => ".",
                (_, false) => ";",
            };
            format!("{}{mark}", trim_end_mark(text))
        })
        .collect()
}

/// The lines of nơi nhận, the archive line last.
pub fn recipients(plan: &Plan, kind: &Kind, report: &mut Report) -> Vec<String> {
    let given = plan.recipients.as_deref().unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for recipient in given {
        let text = without_habit(&recipient.name.value, &["- "], recipient.name.span, report);
        lines.push(format!("- {};", trim_end_mark(text)));
    }
    if kind.addressed && given.first().is_none_or(|first| !first.name.value.to_lowercase().starts_with("như trên")) {
        let span = given.first().and_then(|r| r.name.span).or_else(|| plan.span.map(|s| s.part(0, 0)));
        report.push(Problem::SeeAbove, span);
    }
    let archive: Vec<String> = plan
        .archive
        .iter()
        .flatten()
        .map(|place| {
            let text = without_habit(&place.name.value, &["lưu:", "- lưu:"], place.name.span, report);
            let text = trim_end_mark(text);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 1..=9999
            match place.copies {
                Some(n) => format!("{text} ({})", two_digits(n.get() as u64)),
                None => text.to_owned(),
            }
        })
        .collect();
    if archive.is_empty() {
        let what = ("nơi lưu văn bản (ít nhất VT)", "where the document is kept (at least VT)");
        require::<()>(None, "luu", what, plan, report);
        return lines;
    }
    lines.push(format!("- Lưu: {}.", archive.join(", ")));
    lines
}
