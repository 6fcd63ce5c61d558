//! What sticks out of the text area.

use crate::lint::rule::rule;
use crate::lint::{Found, Subject};
use crate::page::facts::{Area, MM};

/// The borders of cells may stand out so far, mm.
const SLACK: f64 = 2.5;
/// What lies wholly in the top margin is a mark of its own, mm.
const TOP: f64 = 25.0;

rule! {
    /// # Bảng, đường kẻ, hình nằm trong vùng chữ
    ///
    /// ## Phát hiện gì
    /// Một bảng, đường kẻ hay hình vượt ra ngoài lề trái hoặc lề phải của vùng chữ hơn 2,5 mm (viền ô của Word thường nhô ra 1,9 mm, nên
    /// bỏ qua).
    ///
    /// ## Vì sao
    /// Lề trái 30-35 mm và lề phải 15-20 mm là của mọi thứ trên trang (NĐ 30/2020, Phụ lục I, Phần I, I.3). Chữ của luật nói rõ; máy đo
    /// trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: bảng rộng 180 mm trong vùng chữ 165 mm.
    ///
    /// Đúng: bảng rộng 165 mm; bảng quá rộng đặt ở trang xoay ngang.
    ///
    /// ## Cách sửa
    /// Word: Table Layout → `AutoFit` → `AutoFit Window`; hoặc xoay ngang riêng trang có bảng (Layout → Orientation).
    BeyondMargins = 844, "bang-vuot-le", Page, Warning, Page, No, Law("NĐ 30/2020, Phụ lục I, Phần I, I.3"),
    "bảng, đường kẻ hay hình vượt ra ngoài vùng chữ", "a table, rule or picture sticks out of the text area" => beyond_margins;
}

fn beyond_margins(subject: &Subject<'_>, found: &mut Found) {
    let Some(facts) = subject.page else { return };
    let survey = subject.survey();
    let mut asked = false;
    for (index, page) in facts.pages.iter().enumerate() {
        // Without paragraphs the text area is unknown; then the widest legal one counts.
        let known = survey.areas.get(index).copied().flatten();
        let (left, right) = known.map_or((30.0 * MM, page.width - 15.0 * MM), |area| {
            (area.left.min(35.0 * MM), area.right.max(page.width - 20.0 * MM))
        });
        // A page that is one picture is a scan.
        if page.lines.is_empty() {
            continue;
        }
        let tables = survey.tables.get(index).map_or(&[][..], Vec::as_slice);
        let rules = page.rules.iter().filter(|rule| rule.color.iter().any(|part| *part < 0.9));
        let rules = rules.map(|rule| Area { x0: rule.x0, y0: rule.y0, x1: rule.x1, y1: rule.y1 });
        let loose = rules.filter(|rule| !tables.iter().any(|table| inside(rule, table)));
        let all = tables.iter().copied().map(|table| ("bảng", "table", table));
        let all = all.chain(loose.map(|rule| ("đường kẻ", "rule", rule)));
        let all = all.chain(page.images.iter().copied().map(|image| ("hình", "picture", image)));
        for (vi, en, area) in all.filter(|(_, _, area)| area.y1 > TOP * MM) {
            asked = true;
            let (out_left, out_right) = ((left - area.x0) / MM, (area.x1 - right) / MM);
            if out_left.max(out_right) > SLACK {
                let (side_vi, side_en, out) =
                    if out_left > out_right { ("trái", "left", out_left) } else { ("phải", "right", out_right) };
                let shown = format!("{out:.1}").replace('.', ",");
                found
                    .on_page(
                        index + 1,
                        Some((area.x0 / MM, area.y0 / MM)),
                        format!("{vi} vượt lề {side_vi} {shown} mm"),
                        format!("a {en} sticks out of the {side_en} margin by {out:.1} mm"),
                    )
                    .help(
                        "thu vào vùng chữ (Word: Table Layout → AutoFit Window)",
                        "fit it into the text area (Word: Table Layout → AutoFit Window)",
                    );
            }
        }
    }
    if !asked {
        found.not_evaluated();
    }
}

fn inside(rule: &Area, table: &Area) -> bool {
    table.contains(rule.x0, rule.y0, 1.0) && table.contains(rule.x1, rule.y1, 1.0)
}
