//! The name of the kind and the subject: G17 to G19 (Phụ lục I, Phần I, Mục II, khoản 5).

use super::header::third_to_half;
use super::view::{ASCENT, Row, SINGLE, View};
use super::{Check, Layout, Measurement, pt, words};

const CLAUSE: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 5";
const LETTER: (&str, &str) = ("công văn không có tên loại", "a letter has no kind");
/// Single spacing below the baseline, em: the descender and the gap between lines.
const BELOW: f64 = SINGLE - ASCENT;

/// G17: kind and subject centred on the text area, the subject directly below.
pub(super) fn centred(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "tên loại và trích yếu canh giữa vùng chữ (± 1,5 pt), trích yếu ngay dưới tên loại",
        "kind and subject centred on the text area (± 1.5 pt), the subject directly below",
    );
    let mut check = Check::new("G17", CLAUSE, expected);
    if view.kind == Layout::Letter {
        return check.skip(LETTER);
    }
    let (kinds, subjects) = (view.head("ten_loai"), view.head("trich_yeu"));
    if kinds.is_empty() {
        return check.skip(("không có tên loại", "there is no kind"));
    }
    let middle = view.area(1).map(super::TextArea::centre);
    let mut worst = 0.0_f64;
    for row in kinds.iter().chain(&subjects) {
        let off = middle.map_or(0.0, |middle| row.centre() - middle);
        worst = worst.max(off.abs());
        if off.abs() > 1.5 {
            check.fail(1, row.at(), words!("lệch {}: “{}”", "off by {}: “{}”", pt(off), row.text()));
        }
    }
    if let (Some(kind), Some(subject)) = (kinds.last(), subjects.first()) {
        let step = subject.baseline() - kind.baseline();
        let most = 1.5 * subject.size().max(kind.size()) + 6.0;
        if step <= 0.0 || step > most + 0.3 {
            check.fail(
                1,
                subject.at(),
                words!("trích yếu cách tên loại {}", "the subject stands {} below the kind", pt(step)),
            );
        }
    }
    if middle.is_none() && check.failures.is_empty() {
        return check.skip((
            "không đo được vùng chữ: trang không có đoạn văn nào dài quá một dòng",
            "the text area is not known: no paragraph is longer than a line",
        ));
    }
    check.done(words!("lệch nhiều nhất {}", "off by {} at most", pt(worst)), 1)
}

/// G18: a rule of 1/3 to 1/2 under the subject; none in a công văn.
pub(super) fn rule(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "đường kẻ dài 1/3-1/2 dòng trích yếu, canh giữa; công văn không kẻ",
        "a rule of 1/3-1/2 of the subject, centred; none in a letter",
    );
    let mut check = Check::new("G18", CLAUSE, expected);
    let mut rows = view.head("trich_yeu");
    if rows.is_empty() && view.kind == Layout::Titled {
        // Giấy giới thiệu and the like have a rule under the kind itself.
        rows = view.head("ten_loai");
    }
    let Some(last) = rows.last() else {
        return check.skip(("không có trích yếu", "there is no subject"));
    };
    let found = view.rule_below(last, last.baseline() + SINGLE * last.size() + 8.0);
    match (view.kind, found) {
        (Layout::Letter, None) => {
            return check.skip(("công văn: không có đường kẻ, đúng", "a letter: no rule, rightly"));
        }
        (Layout::Letter, Some(rule)) => {
            check.fail(
                1,
                (rule.x0, rule.y0),
                words!("có đường kẻ dưới trích yếu công văn", "there is a rule under the subject of a letter"),
            );
        }
        (Layout::Titled, None) => check.fail(1, last.at(), words!("không có đường kẻ", "there is no rule")),
        (Layout::Titled, Some(rule)) => {
            let ratio = third_to_half(&mut check, &rows, rule);
            return check.done(words!("dài {} dòng chữ", "{} of the text", ratio), 1);
        }
    }
    check.failures
}

/// G19: in a công văn the subject stands 6 pt below the number.
pub(super) fn subject_gap(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "trích yếu công văn cách số, ký hiệu 6 pt với dòng đơn (± 1,5 pt)",
        "the subject of a letter 6 pt below the number, single-spaced (± 1.5 pt)",
    );
    let mut check = Check::new("G19", CLAUSE, expected);
    if view.kind == Layout::Titled {
        return check.skip(("chỉ áp dụng cho công văn", "for letters only"));
    }
    let (numbers, subjects) = (view.head("so_ky_hieu"), view.head("trich_yeu"));
    let (Some(number), Some(subject)) = (numbers.last(), subjects.first()) else {
        return check.skip(("không có số, ký hiệu hoặc trích yếu", "there is no number or no subject"));
    };
    let gap = free_below(number, subject);
    if (gap - 6.0).abs() > 1.5 {
        check.fail(1, subject.at(), pt(gap));
    }
    check.done(pt(gap), 1)
}

/// The free height between the boxes of two lines set at single spacing.
fn free_below(upper: &Row, lower: &Row) -> f64 {
    let step = lower.baseline() - upper.baseline();
    step - BELOW * upper.size() - ASCENT * lower.size()
}
