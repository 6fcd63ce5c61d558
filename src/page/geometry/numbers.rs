//! Page numbers: G06 (Phụ lục I, Phần I, Mục I, khoản 7), and the same for the pages of appendices.

use super::view::{Row, View};
use super::{Check, Measurement, pt, words};
use crate::diag::Text;
use crate::page::facts::MM;

const CLAUSE: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 7; Mục V, ô 14";
/// How far the number may stand from the middle, pt.
const CENTRE: f64 = 1.5;

/// The lines of digits in the top margin of a page.
pub(super) fn found_on(view: &View<'_>, number: usize) -> Vec<Row> {
    let Some(page) = view.page(number) else {
        return Vec::new();
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    page.lines
        .iter()
        .filter(|line| line.baseline() <= 25.0 * MM && digits(&line.text()))
        .map(|line| Row { page: number, line: line.clone() })
        .collect()
}

/// The first pages of appendices and attached texts: their pages are numbered anew.
pub(super) fn appendix_starts(view: &View<'_>) -> Vec<usize> {
    let mut starts: Vec<usize> = view
        .parts
        .iter()
        .filter(|part| matches!(part.name.as_str(), "phu_luc" | "van_ban_kem_theo"))
        .map(|part| part.page)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Why the number on a page is wrong, if it is.
pub(super) fn wrong(view: &View<'_>, page: usize, row: &Row, number: usize) -> Option<Text> {
    let middle = view.page(page)?.width / 2.0;
    // The law says "centred"; the official files centre on the text area, others on the sheet. Where the area is not
    // known it has its middle where legal margins put it.
    let (first, last) = view.area(page).map_or((5.0 * MM, 10.0 * MM), |area| {
        let off = area.centre() - middle;
        (off, off)
    });
    let off = row.centre() - middle;
    let off = (off - off.max(first).min(last)).abs().min(off.abs());
    let plain = !row.line.runs.iter().any(|run| run.is_bold() || run.is_italic());
    if row.text() != number.to_string() {
        Some(words!("số {}, phải là {}", "number {}, must be {}", row.text(), number))
    } else if off > CENTRE {
        Some(words!("lệch giữa {}", "off the middle by {}", pt(off)))
    } else if row.size() < 12.95 || row.size() > 14.05 {
        Some(words!("cỡ chữ {}", "a size of {}", pt(row.size())))
    } else if !plain {
        Some(words!("kiểu chữ không đứng, thường", "not upright and regular"))
    } else {
        None
    }
}

/// How many pages stand before the first one in the document that it was taken out of, as its number says.
fn skipped_pages(view: &View<'_>) -> usize {
    let number = found_on(view, 1).first().and_then(|row| row.text().parse::<usize>().ok());
    number.map_or(0, |number| number.saturating_sub(1))
}

/// G06: no number on page 1; then exactly one per page, counted on, centred in the top margin, 13-14 pt.
pub(super) fn page_numbers(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "không số ở trang 1; từ trang 2 một số Ả Rập ở giữa lề trên, cỡ 13-14, đứng",
        "none on page 1; from page 2 one Arabic number in the middle of the top margin, 13-14 pt, upright",
    );
    let mut check = Check::new("G06", CLAUSE, expected);
    // Pages taken out of a document begin with the number that they have there.
    let skipped = if view.head("quoc_hieu").is_empty() { skipped_pages(view) } else { 0 };
    for row in found_on(view, 1).into_iter().filter(|_| skipped == 0) {
        check.fail(1, row.at(), words!("trang 1 có số {}", "page 1 bears the number {}", row.text()));
    }
    let last = appendix_starts(view).first().map_or(view.facts.pages.len(), |start| {
        // An appendix on page 1 is a file of its own.
        if *start > 1 { start - 1 } else { view.facts.pages.len() }
    });
    if last < 2 && check.failures.is_empty() {
        return check.skip(("văn bản chỉ có một trang", "the document has one page"));
    }
    for number in 2..=last {
        // A scan tells no number, and an empty page is a fault of its own.
        if view.page(number).is_none_or(|page| page.lines.is_empty()) {
            continue;
        }
        let rows = found_on(view, number);
        match rows.as_slice() {
            [] => match view.rows("so_trang").into_iter().find(|row| row.page == number) {
                Some(row) => check.fail(
                    number,
                    row.at(),
                    words!("số trang không ở lề trên", "the page number is not in the top margin"),
                ),
                None => {
                    let middle = view.page(number).map_or(0.0, |page| page.width / 2.0);
                    check.fail(number, (middle, 40.0), words!("không có số trang", "there is no page number"));
                }
            },
            [row] => {
                if let Some(why) = wrong(view, number, row, number + skipped) {
                    check.fail(number, row.at(), why);
                }
            }
            [_, second, ..] => check.fail(number, second.at(), words!("{} số trang", "{} page numbers", rows.len())),
        }
    }
    check.done(words!("số trang 2-{} đúng chỗ", "numbers 2-{} in place", last), 2.min(last))
}
