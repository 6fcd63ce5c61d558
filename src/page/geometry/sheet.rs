//! Paper and margins: G01 to G05 (Phụ lục I, Phần I, Mục I, khoản 1 to 3).

use super::text::{EDGE, own_area};
use super::view::{SINGLE, View, cap_top, ink_bottom, is_visible};
use super::{Check, Measurement, mm, words};
use crate::page::facts::{MM, Rule};

/// A4, mm.
const A4: (f64, f64) = (210.0, 297.0);
/// Rounding of coordinates in files, pt.
const TOLERANCE: f64 = 0.5;
/// The first line's ink starts below the margin: the box of the line is higher than its capitals, pt.
const FIRST_LINE: f64 = 6.0;

const CLAUSE_PAPER: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 1 và 2";
const CLAUSE_MARGIN: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 3";

/// How far the border of a mark stands from its text, pt.
const BORDER: f64 = 10.0;

/// What legally stands in the margins, or is a stamp.
fn in_margin(name: Option<&str>) -> bool {
    matches!(name, Some("so_trang" | "luu_hanh" | "ban_sao" | "du_thao" | "dau" | "chu_ky"))
}

/// G01: A4, upright or (for wide tables) turned.
pub(super) fn paper(view: &View<'_>) -> Vec<Measurement> {
    let mut check =
        Check::new("G01", CLAUSE_PAPER, ("A4: 210 × 297 mm (hoặc xoay ngang)", "A4: 210 × 297 mm (or turned)"));
    let (short, long) = (A4.0 * MM, A4.1 * MM);
    let mut first = words!("", "");
    for (number, page) in view.pages() {
        let size = words!("{} × {}", "{} × {}", mm(page.width), mm(page.height));
        let (narrow, wide) = (page.width.min(page.height), page.width.max(page.height));
        if (narrow - short).abs() > TOLERANCE || (wide - long).abs() > TOLERANCE {
            check.fail(number, (0.0, 0.0), size.clone());
        }
        if number == 1 {
            first = size;
        }
    }
    if view.facts.pages.is_empty() {
        return check.skip(("tệp không có trang nào", "the file has no pages"));
    }
    check.done(first, 1)
}

/// G02: nothing left of 30 mm, and the running text starts at 35 mm at the latest.
pub(super) fn left(view: &View<'_>) -> Vec<Measurement> {
    let mut check = Check::new("G02", CLAUSE_MARGIN, ("lề trái 30-35 mm", "a left margin of 30-35 mm"));
    let (mut seen, mut edge) = (false, f64::MAX);
    for (number, page) in view.pages() {
        for (index, line) in page.lines.iter().enumerate() {
            if in_margin(view.name_of(number, index)) || view.in_table(number, line) {
                continue;
            }
            seen = true;
            edge = edge.min(line.x0());
            if line.x0() < 30.0 * MM - TOLERANCE {
                check.fail(number, (line.x0(), line.baseline()), mm(line.x0()));
            }
        }
        if let Some(area) = own_area(view, number).or(view.area(number))
            && area.left > 35.0 * MM + TOLERANCE
        {
            check.fail(number, (area.left, page.height / 2.0), mm(area.left));
        }
    }
    if !seen {
        return check.skip(("không có chữ nào", "there is no text"));
    }
    check.done(mm(edge), 1)
}

/// G03: nothing right of 15 mm from the edge, and justified lines end between 15 and 20 mm.
pub(super) fn right(view: &View<'_>) -> Vec<Measurement> {
    let mut check = Check::new("G03", CLAUSE_MARGIN, ("lề phải 15-20 mm", "a right margin of 15-20 mm"));
    let (mut seen, mut edge) = (false, f64::MAX);
    for (number, page) in view.pages() {
        for (index, line) in page.lines.iter().enumerate() {
            if in_margin(view.name_of(number, index)) {
                continue;
            }
            seen = true;
            let margin = page.width - line.x1();
            edge = edge.min(margin);
            if margin < 15.0 * MM - TOLERANCE {
                check.fail(number, (line.x1(), line.baseline()), mm(margin));
            }
        }
        // The ends of lines that are not justified tell no margin: most long lines must end there.
        let near = |right: f64, slack: f64| page.lines.iter().filter(|l| (l.x1() - right).abs() <= slack).count();
        let plain = |right: f64| near(right, EDGE) >= 2 && 10 * near(right, EDGE) >= 6 * near(right, 60.0);
        if let Some(area) = own_area(view, number).or(view.area(number))
            && page.width - area.right > 20.0 * MM + TOLERANCE
            && plain(area.right)
        {
            check.fail(number, (area.right, page.height / 2.0), mm(page.width - area.right));
        }
    }
    if !seen {
        return check.skip(("không có chữ nào", "there is no text"));
    }
    check.done(mm(edge), 1)
}

/// G04: the content of every page starts between 20 and 25 mm.
pub(super) fn top(view: &View<'_>) -> Vec<Measurement> {
    let mut check = Check::new("G04", CLAUSE_MARGIN, ("lề trên 20-25 mm", "a top margin of 20-25 mm"));
    let mut first = None;
    // A page without a line is a scan or empty, which is not the margin's fault.
    for (number, page) in view.pages().filter(|(_, page)| !page.lines.is_empty()) {
        let lines = page
            .lines
            .iter()
            .enumerate()
            .filter(|(index, line)| !in_margin(view.name_of(number, *index)) && !is_number_in_margin(line));
        // Wide line spacing lifts the box of the first line too: up to half a line more.
        let text = lines.map(|(_, line)| (cap_top(line), line.size() * SINGLE * 0.5));
        // The border of a mark in the margin (ô 11) belongs to the mark.
        let of_a_mark = |rule: &Rule| {
            view.parts.iter().filter(|p| p.page == number && in_margin(Some(&p.name))).any(|p| {
                let area = p.area();
                rule.y0 > area.y0 - BORDER
                    && rule.y1 < area.y1 + BORDER
                    && rule.x1 > area.x0 - BORDER
                    && rule.x0 < area.x1 + BORDER
            })
        };
        let rules = page.rules.iter().filter(|rule| is_visible(rule) && !of_a_mark(rule)).map(|rule| (rule.y0, 0.0));
        // A picture of the whole page is what a text was put over, no content of the page.
        let images = page.images.iter().filter(|_| !page.is_picture()).map(|image| (image.y0, 0.0));
        let highest = text.chain(rules).chain(images).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((y, spacing)) = highest else {
            continue;
        };
        // Page 1 starts with the heading, which is set at single spacing.
        let slack = FIRST_LINE + if number == 1 { 0.0 } else { spacing };
        if y < 20.0 * MM - TOLERANCE || y > 25.0 * MM + slack {
            check.fail(number, (page.width / 2.0, y), mm(y));
        }
        first = first.or(Some((number, y)));
    }
    match first {
        Some((number, y)) => check.done(mm(y), number),
        None => check.skip(("không có chữ nào", "there is no text")),
    }
}

/// G05: the lowest ink of every page leaves 20 mm free.
pub(super) fn bottom(view: &View<'_>) -> Vec<Measurement> {
    let mut check = Check::new("G05", CLAUSE_MARGIN, ("lề dưới ít nhất 20 mm", "a bottom margin of at least 20 mm"));
    let mut least: Option<(usize, f64)> = None;
    for (number, page) in view.pages().filter(|(_, page)| !page.lines.is_empty()) {
        let lines = page.lines.iter().enumerate();
        let text = lines.filter(|(index, _)| !in_margin(view.name_of(number, *index)));
        let text = text.map(|(_, line)| ink_bottom(line));
        let rules = page.rules.iter().filter(|rule| is_visible(rule)).map(|rule| rule.y1);
        let Some(y) = text.chain(rules).reduce(f64::max) else {
            continue;
        };
        let margin = page.height - y;
        if margin < 20.0 * MM - TOLERANCE {
            check.fail(number, (page.width / 2.0, y), mm(margin));
        }
        if least.is_none_or(|(_, found)| margin < found) {
            least = Some((number, margin));
        }
    }
    match least {
        Some((number, margin)) => check.done(mm(margin), number),
        None => check.skip(("không có chữ nào", "there is no text")),
    }
}

/// A line of digits that stands wholly in the top margin is a page number even where no part says so.
pub(super) fn is_number_in_margin(line: &crate::page::facts::TextLine) -> bool {
    let text = line.text();
    line.baseline() < 20.0 * MM && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
