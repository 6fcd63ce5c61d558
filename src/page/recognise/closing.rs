//! The end of a document: nơi nhận and the blocks of the signatures.

use super::{Found, is_bold, is_italic, is_upper};
use crate::page::facts::{Page, TextLine};

/// The room between the office and the name of a signer, pt: from one that is far too small to half a page.
const ROOM: std::ops::Range<f64> = 35.0..400.0;

/// "Nơi nhận:" and the signature blocks; returns where they begin.
pub(super) fn tail(number: usize, page: &Page, foot: f64, found: &mut Found) -> Option<f64> {
    let Some(title) = page.lines.iter().find(|line| line.text().starts_with("Nơi nhận")) else {
        return signatures(number, page, foot, found);
    };
    let start = title.baseline();
    found.line("noi_nhan", number, title);
    recipients(number, page, title, foot, found);
    let top = start - title.size();
    if beside(number, page, start, foot, found) {
        return Some(top);
    }
    // Biên bản is signed above the recipients.
    Some(signatures(number, page, start - 3.0, found).map_or(top, |above| above.min(top)))
}

/// The items below "Nơi nhận:", as far as they follow each other.
fn recipients(number: usize, page: &Page, title: &TextLine, foot: f64, found: &mut Found) {
    let start = title.baseline();
    let mut last = start;
    let below = page.lines.iter().filter(|line| line.baseline() > start + 1.0 && line.baseline() < foot);
    for line in below.filter(|line| line.centre() < page.width / 2.0) {
        if line.baseline() - last > 2.2 * line.size() || line.size() > 12.6 {
            break;
        }
        found.line("noi_nhan", number, line);
        last = line.baseline();
    }
}

/// The block at the right of "Nơi nhận:": offices in capitals, then the name.
fn beside(number: usize, page: &Page, start: f64, foot: f64, found: &mut Found) -> bool {
    let (mut upper, mut any) = (true, false);
    let lines = page.lines.iter().filter(|line| (start - 3.0..foot).contains(&line.baseline()));
    for line in lines.filter(|line| line.centre() >= page.width / 2.0 && is_bold(line)) {
        upper = upper && is_upper(&line.text());
        any |= upper;
        found.line(if upper { "quyen_han" } else { "ho_ten" }, number, line);
    }
    any
}

/// Blocks that no "Nơi nhận:" stands beside: an office in capitals, room, and a name below it, in the right half.
fn signatures(number: usize, page: &Page, foot: f64, found: &mut Found) -> Option<f64> {
    let bold: Vec<&TextLine> = page.lines.iter().filter(|line| line.baseline() < foot && is_bold(line)).collect();
    // The head of a table is bold too, and may have capitals above it.
    let boxed = |line: &TextLine| {
        let y = line.baseline() - 0.3 * line.size();
        page.rules.iter().any(|rule| !rule.is_horizontal() && rule.y0 < y && rule.y1 > y)
    };
    let is_name = |line: &TextLine| {
        let text = line.text();
        !is_upper(&text) && text.contains(' ') && line.centre() > page.width / 2.0 && !boxed(line)
    };
    let names = bold.iter().rev().filter(|line| is_name(line));
    let (mut top, name) = names
        .filter_map(|name| Some((office_above(page, &bold, name)?, name)))
        .find(|(office, name)| ROOM.contains(&(name.baseline() - office.baseline())))?;
    // "KT. CHỦ TỊCH" stands above "PHÓ CHỦ TỊCH".
    let step = |upper: &TextLine, lower: &TextLine| lower.baseline() - upper.baseline();
    while let Some(higher) = bold.iter().rev().find(|line| {
        is_upper(&line.text()) && overlaps(line, top) && (1.0..2.2 * top.size()).contains(&step(line, top))
    }) {
        top = higher;
    }
    let block = top.baseline() - 3.0..name.baseline() + 3.0;
    for line in bold.iter().filter(|line| block.contains(&line.baseline())) {
        found.line(if is_upper(&line.text()) { "quyen_han" } else { "ho_ten" }, number, line);
    }
    Some(top.baseline() - top.size())
}

/// The nearest line above a name in its column, if it is an office; "(Ký, ghi rõ họ tên)" may stand between.
fn office_above<'p>(page: &'p Page, bold: &[&'p TextLine], name: &TextLine) -> Option<&'p TextLine> {
    let higher = |line: &TextLine| line.baseline() < name.baseline() - 1.0 && overlaps(line, name);
    let office = bold.iter().rev().find(|line| higher(line))?;
    let between = page.lines.iter().filter(|line| higher(line) && line.baseline() > office.baseline() + 1.0);
    let free = between.into_iter().all(is_italic);
    (is_upper(&office.text()) && free).then_some(*office)
}

fn overlaps(a: &TextLine, b: &TextLine) -> bool {
    a.x0() < b.x1() && b.x0() < a.x1()
}
