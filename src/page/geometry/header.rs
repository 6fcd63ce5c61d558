//! The heading: quốc hiệu, tiêu ngữ, agency, number, place and date: G09 to G16.

use super::view::{ASCENT, DESCENT, Row, SINGLE, View};
use super::wording::Quantity;
use super::{Check, Layout, Measurement, mm, percent, pt, words};
use crate::page::facts::{MM, Rule};

const CLAUSE_NATION: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1";
const CLAUSE_AGENCY: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 2";
const CLAUSE_COLUMN: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 2, 3 và 5";
const CLAUSE_DATE: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4";

const NO_NATION: (&str, &str) = ("không có quốc hiệu", "there is no national name");
const NO_MOTTO: (&str, &str) = ("không có tiêu ngữ", "there is no motto");

/// What the sizes of letters explain of a step, they explain this exactly, pt.
pub(super) const EXPLAINED: f64 = 0.5;

/// A rule belongs to a text if it is at most this far below its baseline, pt.
const REACH: f64 = 30.0;

/// Both spellings of the tone mark occur in the official files.
fn is_national_name(text: &str) -> bool {
    matches!(text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" | "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
}

/// G09: quốc hiệu on one line, at the top, clear of the left block.
pub(super) fn national_name(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "quốc hiệu trên một dòng, ở trên cùng, cách khối bên trái ít nhất 3 mm",
        "the national name on one line, at the top, at least 3 mm from the left block",
    );
    let mut check = Check::new("G09", CLAUSE_NATION, expected);
    let rows = view.head("quoc_hieu");
    let Some(name) = rows.first() else {
        return check.skip(NO_NATION);
    };
    if rows.len() != 1 {
        check.fail(1, name.at(), words!("{} dòng", "{} lines", rows.len()));
    } else if !is_national_name(&name.text()) {
        check.fail(1, name.at(), words!("“{}”", "“{}”", name.text()));
    }
    let others = ["chu_quan", "ban_hanh", "so_ky_hieu", "tieu_ngu", "ngay", "ten_loai", "noi_dung"];
    for other in others.iter().filter_map(|part| view.head(part).into_iter().next()) {
        if other.baseline() < name.baseline() - 2.0 {
            check.fail(1, name.at(), words!("nằm dưới dòng “{}”", "below the line “{}”", other.text()));
            break;
        }
    }
    let mut gap = f64::MAX;
    for left in ["chu_quan", "ban_hanh"].iter().flat_map(|part| view.head(part)) {
        gap = gap.min(name.x0() - left.x1());
    }
    if gap < 3.0 * MM - 0.05 {
        check.fail(1, name.at(), words!("cách khối bên trái {}", "{} from the left block", mm(gap)));
    }
    let free = if gap < f64::MAX { mm(gap).into() } else { words!("không có khối bên trái", "no left block") };
    check.done(words!("một dòng, khoảng trống {}", "one line, {} free", free), 1)
}

/// G10: tiêu ngữ centred under quốc hiệu.
pub(super) fn motto_centre(view: &View<'_>) -> Vec<Measurement> {
    let check = Check::new(
        "G10",
        CLAUSE_NATION,
        ("tiêu ngữ canh giữa dưới quốc hiệu (± 1 pt)", "the motto centred below the national name (± 1 pt)"),
    );
    let (names, mottos) = (view.head("quoc_hieu"), view.head("tieu_ngu"));
    let Some(name) = names.first() else {
        return check.skip(NO_NATION);
    };
    if mottos.is_empty() {
        return check.skip(NO_MOTTO);
    }
    centred_on(check, &mottos, name.centre(), 1.0)
}

/// Each row has its middle at `centre`.
fn centred_on(mut check: Check, rows: &[Row], centre: f64, tolerance: f64) -> Vec<Measurement> {
    let mut worst = 0.0_f64;
    for row in rows {
        let off = row.centre() - centre;
        worst = worst.max(off.abs());
        if off.abs() > tolerance {
            check.fail(row.page, row.at(), words!("lệch {}: “{}”", "off by {}: “{}”", pt(off), row.text()));
        }
    }
    check.done(words!("lệch nhiều nhất {}", "off by {} at most", pt(worst)), 1)
}

/// G11: single spacing between quốc hiệu and tiêu ngữ.
pub(super) fn motto_step(view: &View<'_>) -> Vec<Measurement> {
    let expected =
        ("dòng đơn: bước dòng 1,0-1,25 lần cỡ chữ lớn hơn", "single-spaced: a step of 1.0-1.25 times the larger size");
    let mut check = Check::new("G11", CLAUSE_NATION, expected);
    let (names, mottos) = (view.head("quoc_hieu"), view.head("tieu_ngu"));
    let Some(name) = names.last() else {
        return check.skip(NO_NATION);
    };
    let Some(motto) = mottos.first() else {
        return check.skip(NO_MOTTO);
    };
    let step = motto.baseline() - name.baseline();
    let ratio = step / name.size().max(motto.size());
    let measured = words!("{} = {} cỡ chữ", "{} = {} of the size", pt(step), percent(ratio));
    if !(0.99..=1.26).contains(&ratio) {
        check.fail(1, motto.at(), measured.clone());
    }
    check.done(measured, 1)
}

/// G12: a solid rule under tiêu ngữ, as long as it.
pub(super) fn motto_rule(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "đường kẻ nét liền dài bằng dòng tiêu ngữ, canh giữa, cách chân chữ 0,5-4 pt",
        "a solid rule as long as the motto, centred, 0.5-4 pt below the letters",
    );
    let mut check = Check::new("G12", CLAUSE_NATION, expected);
    let rows = view.head("tieu_ngu");
    let Some(motto) = rows.last() else {
        return check.skip(NO_MOTTO);
    };
    let date = view.head("ngay").first().map_or(f64::MAX, Row::cap_top);
    let Some(rule) = view.rule_below(motto, date.min(motto.baseline() + REACH)) else {
        check.fail(1, motto.at(), words!("không có đường kẻ", "there is no rule"));
        return check.failures;
    };
    let at = (rule.x0, rule.y0);
    let longer = rule.length() - motto.width();
    if longer.abs() > (motto.width() * 0.02).max(3.0) {
        check.fail(1, at, words!("dài {}, dòng chữ {}", "{} long, the text {}", mm(rule.length()), mm(motto.width())));
    }
    let off = rule.centre() - motto.centre();
    if off.abs() > 1.0 {
        check.fail(1, at, words!("lệch giữa {}", "off the middle by {}", pt(off)));
    }
    if rule.dashed {
        check.fail(1, at, words!("nét đứt", "it is dashed"));
    }
    let gap = rule.y0 - (motto.baseline() + DESCENT * motto.size());
    if !(0.45..=4.05).contains(&gap) {
        check.fail(1, at, words!("cách chân chữ {}", "{} below the letters", pt(gap)));
    }
    check.done(words!("dài {}, cách chân chữ {}", "{} long, {} below the letters", mm(rule.length()), pt(gap)), 1)
}

/// Why a rule under `rows` is not one of 1/3 to 1/2, centred; the length counts against the last or the longest
/// line (the law does not say which).
pub(super) fn third_to_half(check: &mut Check, rows: &[Row], rule: &Rule) -> Quantity {
    let at = (rule.x0, rule.y0);
    let Some(last) = rows.last() else {
        return percent(0.0);
    };
    let longest = rows.iter().map(Row::width).fold(0.0, f64::max);
    let fits = |width: f64| width > 0.0 && (0.323..=0.51).contains(&(rule.length() / width));
    let ratio = percent(rule.length() / last.width().max(0.1));
    if !fits(last.width()) && !fits(longest) {
        check.fail(last.page, at, words!("dài {} dòng chữ", "{} of the text", ratio));
    }
    let off = rule.centre() - last.centre();
    if off.abs() > 1.0 {
        check.fail(last.page, at, words!("lệch giữa {}", "off the middle by {}", pt(off)));
    }
    if rule.dashed {
        check.fail(last.page, at, words!("nét đứt", "it is dashed"));
    }
    ratio
}

/// G13: a rule of 1/3 to 1/2 under the name of the agency.
pub(super) fn agency_rule(view: &View<'_>) -> Vec<Measurement> {
    let expected =
        ("đường kẻ dài 1/3-1/2 dòng chữ tên cơ quan, canh giữa", "a rule of 1/3-1/2 of the agency's name, centred");
    let mut check = Check::new("G13", CLAUSE_AGENCY, expected);
    let rows = view.head("ban_hanh");
    let Some(last) = rows.last() else {
        return check.skip(("không có tên cơ quan ban hành", "there is no issuing agency"));
    };
    let number = view.head("so_ky_hieu").first().map_or(f64::MAX, Row::cap_top);
    let Some(rule) = view.rule_below(last, number.min(last.baseline() + REACH)) else {
        check.fail(1, last.at(), words!("không có đường kẻ", "there is no rule"));
        return check.failures;
    };
    let ratio = third_to_half(&mut check, &rows, rule);
    check.done(words!("dài {} dòng chữ", "{} of the text", ratio), 1)
}

/// G14: agency, number and (công văn) subject share one middle line.
pub(super) fn left_column(view: &View<'_>) -> Vec<Measurement> {
    let check = Check::new(
        "G14",
        CLAUSE_COLUMN,
        (
            "các dòng khối bên trái canh giữa theo nhau (± 1,5 pt)",
            "the lines of the left block centred on each other (± 1.5 pt)",
        ),
    );
    let agency = view.head("ban_hanh");
    let Some(last) = agency.last() else {
        return check.skip(("không có tên cơ quan ban hành", "there is no issuing agency"));
    };
    let mut rows = view.head("chu_quan");
    rows.extend(agency.iter().cloned());
    rows.extend(view.head("so_ky_hieu"));
    if view.kind == Layout::Letter {
        rows.extend(view.head("trich_yeu"));
    }
    let centre = last.centre();
    if rows.len() < 2 {
        return check.skip(("khối bên trái chỉ có một dòng", "the left block has one line"));
    }
    centred_on(check, &rows, centre, 1.5)
}

/// G15: number and date on one baseline.
pub(super) fn number_and_date(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "số, ký hiệu và địa danh, thời gian trên một dòng (± 1 pt, hoặc cùng hàng bảng)",
        "the number level with place and date (± 1 pt, or in one table row)",
    );
    let mut check = Check::new("G15", CLAUSE_DATE, expected);
    let (numbers, dates) = (view.head("so_ky_hieu"), view.head("ngay"));
    let (Some(number), Some(date)) = (numbers.first(), dates.first()) else {
        return check
            .skip(("không có số, ký hiệu hoặc địa danh, thời gian", "there is no number, or no place and date"));
    };
    let off = date.baseline() - number.baseline();
    // In two cells of one table row both columns are set from the same top: larger letters stand lower, and so does
    // what is below larger lines.
    let in_one_row = ASCENT * (date.size() - number.size());
    let sizes =
        |names: [&str; 2]| names.map(|name| view.head(name)).concat().iter().map(Row::size).collect::<Vec<f64>>();
    let (left, right) = (sizes(["chu_quan", "ban_hanh"]), sizes(["quoc_hieu", "tieu_ngu"]));
    let above = if left.len() == right.len() { right.iter().sum::<f64>() - left.iter().sum::<f64>() } else { 0.0 };
    let explained = [in_one_row, in_one_row + SINGLE * above].iter().any(|known| (off - known).abs() <= EXPLAINED);
    if off.abs() > 1.0 && !explained {
        check.fail(1, date.at(), words!("lệch {}", "off by {}", pt(off)));
    }
    check.done(words!("lệch {}", "off by {}", pt(off.abs())), 1)
}

/// G16: place and date centred under quốc hiệu.
pub(super) fn date_centre(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "địa danh, thời gian canh giữa dưới quốc hiệu (± 1,5 pt)",
        "place and date centred below the national name (± 1.5 pt)",
    );
    let check = Check::new("G16", CLAUSE_DATE, expected);
    let (names, dates) = (view.head("quoc_hieu"), view.head("ngay"));
    let (Some(name), false) = (names.first(), dates.is_empty()) else {
        return check
            .skip(("không có quốc hiệu hoặc địa danh, thời gian", "there is no national name, or no place and date"));
    };
    centred_on(check, &dates, name.centre(), 1.5)
}
