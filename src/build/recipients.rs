//! Kính gửi (ô 9a) and nơi nhận (ô 9b): Phụ lục I, II.9.

use super::{Builder, without_habit};
use crate::diag::{Problem, Report};
use crate::model::{Addressees, Copies, Recipient};
use crate::plan::kind::FirstRecipient;
use crate::plan::{ArchiveCopies, Lines};
use crate::vi::number::two_digits;
use crate::vi::text::trim_end_mark;

/// The addressees, or the receivers of a telegram.
pub fn addressees(of: Builder<'_>, report: &mut Report) -> Option<Addressees> {
    if let Some(telegram) = &of.plan.telegram {
        let label = format!("{} điện:", telegram.sender.value);
        return Some(Addressees {
            label,
            items: list(&telegram.receivers, true, report),
            listed: true,
            part: "nhan_dien",
        });
    }
    let given = of.plan.addressees.as_ref()?;
    let label = of.family.words.addressees.value.value.clone();
    Some(Addressees { label, items: list(given, false, report), listed: given.items.len() > 1, part: "kinh_gui" })
}

/// One stands bare, several end with `;`, the last with `.`.
fn list(given: &Lines, listed: bool, report: &mut Report) -> Vec<String> {
    let count = given.items.len();
    let mut items = Vec::new();
    for (index, item) in given.items.iter().enumerate() {
        let text = without_habit(&item.value, &["- "], item, report);
        let text = without_habit(text, &["kính gửi:", "kính gửi "], item, report);
        let mark = match (count, index + 1 == count) {
            (1, _) if !listed => "",
            (_, true) => ".",
            (_, false) => ";",
        };
        items.push(format!("{}{mark}", trim_end_mark(text)));
    }
    items
}

/// The lines of nơi nhận, the archive line last.
pub fn recipients(of: Builder<'_>, report: &mut Report) -> Vec<Recipient> {
    let given = of.plan.recipients.as_deref().unwrap_or_default();
    let mut lines: Vec<Recipient> = Vec::new();
    for recipient in given {
        let text = without_habit(&recipient.name.value, &["- "], &recipient.name, report);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 1..=9999
        let copies = recipient.copies.map(|n| n.get() as u32);
        lines.push(Recipient { text: format!("- {};", trim_end_mark(text)), copies });
    }
    check_first(of, report);
    let dotted = of.plan.layout.as_ref().and_then(|l| l.archive_copies) == Some(ArchiveCopies::Dot);
    let archive: Vec<String> = of
        .plan
        .archive
        .iter()
        .flatten()
        .map(|place| {
            let text = without_habit(&place.name.value, &["lưu:", "- lưu:"], &place.name, report);
            let text = trim_end_mark(text);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 1..=9999
            match place.copies {
                Some(n) if dotted => format!("{text}.{}", two_digits(n.get() as u64)),
                Some(n) => format!("{text} ({})", two_digits(n.get() as u64)),
                None => text.to_owned(),
            }
        })
        .collect();
    if archive.is_empty() {
        let what = ("nơi lưu văn bản (ít nhất VT)", "where the document is kept (at least VT)");
        of.require::<()>(None, "luu", what, report);
        return lines;
    }
    let word = &of.family.words.archive.value.value;
    lines.push(Recipient { text: format!("- {word} {}.", archive.join(", ")), copies: None });
    lines
}

/// For whom copies are printed: what the lines of nơi nhận and Lưu state. `Như trên` stands for those of kính gửi.
pub fn copies(of: Builder<'_>) -> Vec<Copies> {
    let plan = of.plan;
    let mut silent = Report::default();
    let mut list = Vec::new();
    for recipient in plan.recipients.iter().flatten() {
        let Some(count) = recipient.copies else { continue };
        let text = trim_end_mark(without_habit(&recipient.name.value, &["- "], &recipient.name, &mut silent));
        let guests = plan.invitation.as_ref().map(|invitation| &invitation.guests);
        let above = plan.addressees.as_ref().or(guests).map(|lines| lines.items.as_slice()).unwrap_or_default();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 1..=9999
        let count = count.get() as u32;
        let see_above = text.to_lowercase() == SEE_ABOVE;
        // One copy for each of them, or all for the only one; any other number says nothing of who gets how many.
        if see_above && (above.len() == 1 || above.len() == count as usize) {
            let each = if above.len() == 1 { count } else { 1 };
            list.extend(
                above.iter().map(|text| Copies { recipient: trim_end_mark(&text.value).to_owned(), count: each }),
            );
        } else {
            list.push(Copies { recipient: text.to_owned(), count });
        }
    }
    let word = &of.family.words.archive.value.value;
    for place in plan.archive.iter().flatten() {
        let Some(count) = place.copies else { continue };
        let text = trim_end_mark(without_habit(&place.name.value, &["lưu:", "- lưu:"], &place.name, &mut silent));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 1..=9999
        list.push(Copies { recipient: format!("{word} {text}"), count: count.get() as u32 });
    }
    list
}

/// What the first line of nơi nhận says when the addressees stand above.
const SEE_ABOVE: &str = "như trên";

/// Whether the list begins as the kind asks for.
fn check_first(of: Builder<'_>, report: &mut Report) {
    let given = of.plan.recipients.as_deref().unwrap_or_default();
    let wanted = match of.kind.first_recipient {
        FirstRecipient::SeeAddressees if of.plan.addressees.is_none() => return,
        FirstRecipient::SeeAddressees | FirstRecipient::SeeAbove => "Như trên",
        FirstRecipient::SeeArticle => "Như Điều",
        FirstRecipient::Any => return,
    };
    if given.first().is_none_or(|first| !first.name.value.to_lowercase().starts_with(&wanted.to_lowercase())) {
        let span = given.first().and_then(|r| r.name.span).or_else(|| of.top());
        report.push(Problem::SeeAbove { kind: of.kind.name.to_owned(), wanted }, span);
    }
}
