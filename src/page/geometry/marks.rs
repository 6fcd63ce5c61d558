//! What not every document has: urgency, the footer, appendices and the line of an electronic copy: G29 to G32.

use super::view::{Row, View, is_visible};
use super::{Check, Measurement, mm, numbers, pt, words};
use crate::page::facts::{MM, Rule};

const CLAUSE_URGENT: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 2";
const CLAUSE_FOOTER: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 4";
const CLAUSE_APPENDIX: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 1";
const CLAUSE_COPY: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần II, Mục I, khoản 3";

/// The sizes of the urgency boxes, mm.
const BOXES: [(&str, f64, f64); 4] =
    [("HỎA TỐC", 30.0, 8.0), ("HOẢ TỐC", 30.0, 8.0), ("THƯỢNG KHẨN", 40.0, 8.0), ("KHẨN", 20.0, 8.0)];

/// The four sides of the smallest box drawn around a row: left, top, right, bottom.
fn box_around<'r>(rules: &'r [Rule], row: &Row) -> Option<[&'r Rule; 4]> {
    let (x, y) = (row.centre(), row.baseline() - 0.3 * row.size());
    let middle_x = |r: &Rule| f64::midpoint(r.x0, r.x1);
    let middle_y = |r: &Rule| f64::midpoint(r.y0, r.y1);
    let upright = || rules.iter().filter(|r| is_visible(r) && !r.is_horizontal() && r.y0 <= y && r.y1 >= y);
    let flat = || rules.iter().filter(|r| is_visible(r) && r.is_horizontal() && r.x0 <= x && r.x1 >= x);
    let left = upright().filter(|r| middle_x(r) < x).max_by(|a, b| a.x0.total_cmp(&b.x0))?;
    let right = upright().filter(|r| middle_x(r) > x).min_by(|a, b| a.x0.total_cmp(&b.x0))?;
    let top = flat().filter(|r| middle_y(r) < y).max_by(|a, b| a.y0.total_cmp(&b.y0))?;
    let bottom = flat().filter(|r| middle_y(r) > y).min_by(|a, b| a.y0.total_cmp(&b.y0))?;
    Some([left, top, right, bottom])
}

fn is_red(color: [f32; 3]) -> bool {
    let [r, g, b] = color;
    r >= 0.7 && g <= 0.3 && b <= 0.3
}

/// G29: the urgency box has its legal size, is bright red, and its text is centred in it.
pub(super) fn urgency(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "khung HỎA TỐC 30×8, THƯỢNG KHẨN 40×8, KHẨN 20×8 mm (± 0,5), đỏ tươi, chữ cân đối",
        "a box of 30×8 mm for HỎA TỐC, 40×8 for THƯỢNG KHẨN, 20×8 for KHẨN (± 0.5), bright red, the text in its middle",
    );
    let mut check = Check::new("G29", CLAUSE_URGENT, expected);
    let rows = view.head("khan");
    let Some(row) = rows.first() else {
        return check.skip(("không có dấu độ khẩn", "there is no mark of urgency"));
    };
    let text = row.text();
    let Some((_, width, height)) = BOXES.iter().find(|(word, _, _)| *word == text) else {
        check.fail(1, row.at(), words!("“{}” không phải độ khẩn", "“{}” is no urgency", text));
        return check.failures;
    };
    let rules = view.page(1).map_or(&[][..], |page| page.rules.as_slice());
    let Some([left, top, right, bottom]) = box_around(rules, row) else {
        check.fail(1, row.at(), words!("không có khung viền", "there is no box"));
        return check.failures;
    };
    let (x0, x1) = (f64::midpoint(left.x0, left.x1), f64::midpoint(right.x0, right.x1));
    let (y0, y1) = (f64::midpoint(top.y0, top.y1), f64::midpoint(bottom.y0, bottom.y1));
    let size = words!("{} × {}", "{} × {}", mm(x1 - x0), mm(y1 - y0));
    if ((x1 - x0) / MM - width).abs() > 0.5 || ((y1 - y0) / MM - height).abs() > 0.5 {
        check.fail(1, (x0, y0), size.clone());
    }
    let inked = row.line.runs.iter().map(|run| run.color);
    if inked.chain([left.color, top.color, right.color, bottom.color]).any(|color| !is_red(color)) {
        check.fail(1, row.at(), words!("không phải màu đỏ tươi", "not bright red"));
    }
    let across = row.centre() - f64::midpoint(x0, x1);
    let down = f64::midpoint(row.cap_top(), row.baseline()) - f64::midpoint(y0, y1);
    if across.abs() > 1.5 || down.abs() > 2.5 {
        check.fail(
            1,
            row.at(),
            words!("chữ lệch {} ngang, {} dọc", "the text is off by {} across, {} down", pt(across), pt(down)),
        );
    }
    check.done(size, 1)
}

/// G30: the footer only on page 1, below a rule as wide as the text area.
pub(super) fn footer(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "địa chỉ chỉ ở chân trang 1, cỡ 11-12, dưới đường kẻ rộng bằng vùng chữ (± 1 pt)",
        "the address at the foot of page 1 only, 11-12 pt, below a rule as wide as the text area (± 1 pt)",
    );
    let mut check = Check::new("G30", CLAUSE_FOOTER, expected);
    let rows = view.rows("chan_trang");
    let Some(first) = rows.first() else {
        return check.skip(("không có địa chỉ ở chân trang", "there is no address at the foot"));
    };
    for row in &rows {
        if row.page != 1 {
            check.fail(row.page, row.at(), words!("có ở trang sau trang 1", "on a page after page 1"));
        }
        if row.size() < 10.95 || row.size() > 12.05 {
            check.fail(row.page, row.at(), words!("cỡ chữ {}", "a size of {}", pt(row.size())));
        }
    }
    let above = view.page(first.page).and_then(|page| {
        let near = |rule: &&Rule| {
            rule.is_horizontal()
                && is_visible(rule)
                && rule.y1 <= first.cap_top() + 1.0
                && rule.y0 >= first.baseline() - 3.0 * first.size()
        };
        page.rules.iter().filter(near).max_by(|a, b| a.y0.total_cmp(&b.y0))
    });
    let Some(rule) = above else {
        check.fail(first.page, first.at(), words!("không có đường kẻ bên trên", "there is no rule above"));
        return check.failures;
    };
    if let Some(area) = view.area(first.page) {
        let (left, right) = (rule.x0 - area.left, rule.x1 - area.right);
        if left.abs() > 1.0 || right.abs() > 1.0 {
            check.fail(
                first.page,
                (rule.x0, rule.y0),
                words!("đường kẻ lệch {} và {}", "the rule is off by {} and {}", pt(left), pt(right)),
            );
        }
    }
    check.done(words!("{} dòng, đường kẻ {}", "{} lines, a rule of {}", rows.len(), mm(rule.length())), 1)
}

/// G31: an appendix numbers its pages anew; its heading is centred, the "(Kèm theo …" line in italics.
pub(super) fn appendix(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "phụ lục đánh số trang riêng; “Phụ lục” cỡ 14 đậm, canh giữa; dòng “(Kèm theo” nghiêng",
        "the pages of an appendix numbered anew; “Phụ lục” 14 pt, bold, centred; the line “(Kèm theo” in italics",
    );
    let mut check = Check::new("G31", CLAUSE_APPENDIX, expected);
    let starts = numbers::appendix_starts(view);
    if starts.is_empty() {
        return check.skip(("không có phụ lục", "there is no appendix"));
    }
    for row in view.rows("phu_luc") {
        heading_line(view, &row, &mut check);
    }
    let ends = starts.iter().skip(1).copied().chain([view.facts.pages.len() + 1]);
    for (start, end) in starts.iter().zip(ends) {
        for page in *start..end {
            let rows = numbers::found_on(view, page);
            let number = page - start + 1;
            match rows.as_slice() {
                // The first page may hide its number, as page 1 of the document does; a scan tells none.
                [] if number == 1 || view.page(page).is_none_or(|page| page.lines.is_empty()) => {}
                [] => check.fail(page, (0.0, 40.0), words!("không có số trang", "there is no page number")),
                [row, ..] => {
                    if let Some(why) = numbers::wrong(view, page, row, number) {
                        check.fail(page, row.at(), why);
                    }
                }
            }
        }
    }
    check.done(words!("{} phụ lục", "{} appendices", starts.len()), starts.first().copied().unwrap_or(1))
}

fn heading_line(view: &View<'_>, row: &Row, check: &mut Check) {
    let (text, run) = (row.text(), row.line.main_run());
    let is_name = text == "Phụ lục"
        || text.strip_prefix("Phụ lục ").is_some_and(|rest| rest.bytes().all(|b| b"IVXLC".contains(&b)));
    let is_source = text.starts_with("(Kèm theo") || text.starts_with("(Ban hành kèm theo");
    if is_name && ((row.size() - 14.0).abs() > 0.05 || run.is_some_and(|run| !run.is_bold())) {
        check.fail(
            row.page,
            row.at(),
            words!("“{}” cỡ {}, không đúng kiểu", "“{}” at {}, in the wrong style", text, pt(row.size())),
        );
    }
    if is_source && run.is_some_and(|run| !run.is_italic()) {
        check.fail(row.page, row.at(), words!("“{}” không nghiêng", "“{}” is not in italics", text));
    }
    if let Some(area) = view.area(row.page) {
        let off = row.centre() - area.centre();
        if off.abs() > 1.5 {
            check.fail(row.page, row.at(), words!("“{}” lệch giữa {}", "“{}” is off the middle by {}", text, pt(off)));
        }
    }
}

/// G32: the line of an electronic copy or of a signature on an attachment, in the top right corner of page 1.
pub(super) fn copy_line(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "thông tin ký số, sao y ở góc trên bên phải trang 1, trong lề trên, cỡ 10, cách mép phải ít nhất 5 mm",
        "the line of a signature or copy in the top right corner of page 1, in the top margin, 10 pt, at least 5 mm from the right edge",
    );
    let mut check = Check::new("G32", CLAUSE_COPY, expected);
    // On paper the copy block stands below the text and is another thing.
    let rows: Vec<Row> = view.head("ban_sao").into_iter().filter(|row| row.baseline() < 100.0 * MM).collect();
    let Some(first) = rows.first() else {
        return check.skip(("không có thông tin ký số, sao y", "there is no line of a signature or copy"));
    };
    let width = view.page(1).map_or(0.0, |page| page.width);
    for row in &rows {
        if row.baseline() > 20.0 * MM + 0.5 {
            check.fail(1, row.at(), words!("cách mép trên {}", "{} from the top edge", mm(row.baseline())));
        }
        if (row.size() - 10.0).abs() > 0.05 {
            check.fail(1, row.at(), words!("cỡ chữ {}", "a size of {}", pt(row.size())));
        }
        if width - row.x1() < 5.0 * MM || row.centre() < width / 2.0 {
            check.fail(1, row.at(), words!("cách mép phải {}", "{} from the right edge", mm(width - row.x1())));
        }
    }
    check.done(
        words!(
            "cách mép trên {}, mép phải {}",
            "{} from the top edge, {} from the right one",
            mm(first.baseline()),
            mm(width - first.x1())
        ),
        1,
    )
}
