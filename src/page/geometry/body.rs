//! The running text: indents, line pitch, gaps and justification: G20 to G23 (khoản 6).

use super::text::{EDGE, INDENTS, steps};
use super::view::{Row, SINGLE, View};
use super::{Check, Measurement, mm, pt, words};

const CLAUSE: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6";
const NO_BODY: (&str, &str) = ("không có đoạn văn nào để đo", "no paragraph to measure");

/// G20: the first line of every paragraph is indented by 1 cm or 1.27 cm, the same everywhere.
pub(super) fn indent(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "thụt đầu dòng 1 cm hoặc 1,27 cm (± 1 pt), như nhau trong cả văn bản",
        "an indent of 1 cm or 1.27 cm (± 1 pt), the same throughout",
    );
    let mut check = Check::new("G20", CLAUSE, expected);
    let found: Vec<(&Row, f64)> = view
        .running
        .paragraphs
        .iter()
        .filter(|paragraph| !paragraph.centred)
        .filter_map(|paragraph| {
            let row = paragraph.rows.first()?;
            let indent = row.x0() - view.area(row.page)?.left;
            Some((row, indent))
        })
        .collect();
    let near = |indent: f64, legal: f64| (indent - legal).abs() <= EDGE;
    let count = |legal: f64| found.iter().filter(|(_, indent)| near(*indent, legal)).count();
    let usual = if count(INDENTS[1]) > count(INDENTS[0]) { INDENTS[1] } else { INDENTS[0] };
    for (row, indent) in &found {
        if !near(*indent, usual) {
            check.fail(row.page, row.at(), words!("{}: “{}”", "{}: “{}”", mm(*indent), beginning(row)));
        }
    }
    if found.is_empty() {
        return check.skip(NO_BODY);
    }
    check.done(words!("{} đoạn thụt {}", "{} paragraphs indented by {}", found.len(), mm(usual)), 1)
}

/// The first words of a line, to find it again.
fn beginning(row: &Row) -> String {
    row.text().chars().take(30).collect()
}

/// G21: line pitch inside paragraphs between single and 1.5 lines.
pub(super) fn pitch(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "khoảng cách dòng từ dòng đơn đến 1,5 dòng (1,149-1,724 lần cỡ chữ)",
        "single to 1.5 lines (1.149-1.724 times the size)",
    );
    let mut check = Check::new("G21", CLAUSE, expected);
    let mut extremes: Option<(f64, f64)> = None;
    for paragraph in &view.running.paragraphs {
        for (row, step) in steps(paragraph) {
            let (low, high) = extremes.unwrap_or((step, step));
            extremes = Some((low.min(step), high.max(step)));
            let single = SINGLE * row.size();
            if step < single - 0.3 || step > 1.5 * single + 0.3 {
                // One place shows the whole paragraph.
                check.fail(
                    row.page,
                    row.at(),
                    words!("{} ở cỡ chữ {}", "{} at a size of {}", pt(step), pt(row.size())),
                );
                break;
            }
        }
    }
    match extremes {
        Some((low, high)) => check.done(words!("{} - {}", "{} - {}", pt(low), pt(high)), 1),
        None => check.skip(("không có đoạn văn nào dài quá một dòng", "no paragraph is longer than a line")),
    }
}

/// G22: at least 6 pt between paragraphs over the line pitch.
pub(super) fn gap(view: &View<'_>) -> Vec<Measurement> {
    let mut check =
        Check::new("G22", CLAUSE, ("khoảng cách giữa các đoạn ít nhất 6 pt", "at least 6 pt between paragraphs"));
    let running = &view.running;
    let mut least: Option<f64> = None;
    for pair in running.paragraphs.windows(2) {
        let [upper, lower] = pair else { continue };
        let (Some(last), Some(first)) = (upper.rows.last(), lower.rows.first()) else {
            continue;
        };
        // The name of a chapter and its title form one heading.
        if !lower.follows || upper.centred || lower.centred {
            continue;
        }
        let own = steps(upper).last().or_else(|| steps(lower).next()).map(|(_, step)| step);
        let pitch = own.or(running.pitch).unwrap_or(SINGLE * first.size());
        let extra = first.baseline() - last.baseline() - pitch;
        least = Some(least.map_or(extra, |least| least.min(extra)));
        if extra < 6.0 - 0.3 {
            check.fail(first.page, first.at(), words!("{}: “{}”", "{}: “{}”", pt(extra), beginning(first)));
        }
    }
    match least {
        Some(least) => check.done(words!("ít nhất {}", "at least {}", pt(least)), 1),
        None => check.skip(("không có hai đoạn văn liền nhau", "no paragraph follows another")),
    }
}

/// G23: lines that are continued end at the right edge.
pub(super) fn justified(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "canh đều hai bên: các dòng chưa hết đoạn kết thúc ở lề phải (± 1 pt)",
        "justified: lines that are continued end at the right margin (± 1 pt)",
    );
    let mut check = Check::new("G23", CLAUSE, expected);
    let (mut count, mut worst) = (0_usize, 0.0_f64);
    for paragraph in view.running.paragraphs.iter().filter(|paragraph| !paragraph.centred) {
        let Some((_, continued)) = paragraph.rows.split_last() else {
            continue;
        };
        for row in continued {
            let Some(area) = view.area(row.page) else {
                continue;
            };
            let off = area.right - row.x1();
            count += 1;
            worst = worst.max(off.abs());
            if off.abs() > EDGE {
                check.fail(
                    row.page,
                    (row.x1(), row.baseline()),
                    words!("cách mép phải {}: “{}”", "{} from the right edge: “{}”", pt(off), beginning(row)),
                );
            }
        }
        for row in paragraph.rows.iter().skip(1) {
            let Some(area) = view.area(row.page) else {
                continue;
            };
            let off = row.x0() - area.left;
            worst = worst.max(off.abs());
            if off.abs() > EDGE {
                check.fail(
                    row.page,
                    row.at(),
                    words!("lệch mép trái {}: “{}”", "{} from the left edge: “{}”", pt(off), beginning(row)),
                );
            }
        }
    }
    if count == 0 {
        return check.skip(("không có đoạn văn nào dài quá một dòng", "no paragraph is longer than a line"));
    }
    check.done(words!("{} dòng, lệch nhiều nhất {}", "{} lines, off by {} at most", count, pt(worst)), 1)
}
