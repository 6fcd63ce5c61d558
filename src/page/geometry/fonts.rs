//! Fonts, colours, sizes and styles: G07 and G08 (Phụ lục I, Phần I, Mục I, khoản 4; Mục V).

use super::view::{Row, View};
use super::wording::pt_range;
use super::{Aspect, Check, Layout, Measurement, pt, words};
use crate::diag::Text;
use crate::page::facts::{MM, Run};

const CLAUSE_FONT: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 4";
const CLAUSE_TABLE: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục V";
/// Rounding of sizes, pt.
const TOLERANCE: f64 = 0.05;
/// Times New Roman and the fonts with the same metrics.
const FAMILIES: [&str; 6] = ["timesnewroman", "liberationserif", "tinos", "times", "nimbusroman", "texgyretermes"];

/// `TimesNewRomanPS-BoldMT` is of the family `timesnewroman`.
fn family_of(font: &str) -> String {
    let base = font.split(['-', ',']).next().unwrap_or(font);
    let base: String = base.chars().filter(char::is_ascii_alphanumeric).collect();
    let base = base.to_ascii_lowercase();
    let ends = ["regular", "psmt", "ps", "mt", "no9l"];
    ends.iter().find_map(|end| base.strip_suffix(end)).unwrap_or(&base).to_owned()
}

/// G07: one family with the metrics of Times New Roman, in the file, with known characters, black.
pub(super) fn family(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "một phông Times New Roman (hoặc cùng số đo), nhúng trong tệp, chữ đọc lại được, màu đen",
        "one font, Times New Roman (or one of its metrics), embedded, readable, black",
    );
    let mut check = Check::new("G07", CLAUSE_FONT, expected);
    let mut families: Vec<String> = Vec::new();
    // The same complaint is made once per page.
    let mut said: Vec<(usize, Text)> = Vec::new();
    for (number, page) in view.pages() {
        for (index, line) in page.lines.iter().enumerate() {
            let name = view.name_of(number, index);
            let coloured = matches!(name, Some("khan" | "mat" | "luu_hanh" | "dau" | "chu_ky"));
            for run in &line.runs {
                let family = family_of(&run.font);
                if !families.contains(&family) {
                    families.push(family);
                }
                for (aspect, complaint) in complaints(run, families.first(), coloured) {
                    if !said.contains(&(number, complaint.clone())) {
                        check.fail(number, (run.x0, run.baseline), complaint.clone());
                        check.about(aspect);
                        said.push((number, complaint));
                    }
                }
            }
        }
    }
    match families.first() {
        Some(family) => check.done(Text::new(family, family), 1),
        None => check.skip(("không có chữ nào", "there is no text")),
    }
}

fn complaints(run: &Run, first: Option<&String>, coloured: bool) -> Vec<(Option<Aspect>, Text)> {
    let family = family_of(&run.font);
    let mut found = Vec::new();
    if !FAMILIES.contains(&family.as_str()) {
        found.push((None, words!("phông {}", "the font {}", run.font)));
    } else if first.is_some_and(|first| *first != family) {
        found.push((None, words!("phông {} lẫn với phông khác", "the font {} mixed with another", run.font)));
    }
    if !run.embedded {
        found.push((Some(Aspect::Embedding), words!("phông {} không nhúng", "the font {} is not embedded", run.font)));
    }
    if run.text.contains('\u{FFFD}') {
        let unread = words!(
            "phông {} có chữ không đọc lại được (thiếu ToUnicode)",
            "text in the font {} cannot be read back (no ToUnicode)",
            run.font
        );
        found.push((Some(Aspect::Embedding), unread));
    }
    if !coloured && run.color.iter().any(|channel| *channel > 0.02) {
        let [r, g, b] = run.color.map(|channel| (channel * 255.0).round() as u8);
        found.push((
            Some(Aspect::Colour),
            words!("chữ màu {}", "text of the colour {}", format!("#{r:02x}{g:02x}{b:02x}")),
        ));
    }
    found
}

/// The style that the table demands.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    Any,
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

impl Face {
    fn accepts(self, run: &Run) -> bool {
        let (bold, italic) = (run.is_bold(), run.is_italic());
        match self {
            Self::Any => true,
            Self::Regular => !bold && !italic,
            Self::Bold => bold && !italic,
            Self::Italic => !bold && italic,
            Self::BoldItalic => bold && italic,
        }
    }

    fn name(self) -> Text {
        let (vi, en) = match self {
            Self::Any => ("", ""),
            Self::Regular => (", đứng, không đậm", ", upright, not bold"),
            Self::Bold => (", đứng, đậm", ", upright, bold"),
            Self::Italic => (", nghiêng, không đậm", ", italic, not bold"),
            Self::BoldItalic => (", nghiêng, đậm", ", italic, bold"),
        };
        Text::new(vi, en)
    }
}

/// Name of the part, smallest and largest size, style.
type Demand = (&'static str, f64, f64, Face);

const TABLE: [Demand; 15] = [
    ("quoc_hieu", 12.0, 13.0, Face::Bold),
    ("tieu_ngu", 13.0, 14.0, Face::Bold),
    ("chu_quan", 12.0, 13.0, Face::Regular),
    ("ban_hanh", 12.0, 13.0, Face::Bold),
    ("so_ky_hieu", 13.0, 13.0, Face::Regular),
    ("ngay", 13.0, 14.0, Face::Italic),
    ("ten_loai", 13.0, 14.0, Face::Bold),
    ("can_cu", 13.0, 14.0, Face::Italic),
    ("kinh_gui", 13.0, 14.0, Face::Regular),
    ("quyen_han", 13.0, 14.0, Face::Bold),
    ("ho_ten", 13.0, 14.0, Face::Bold),
    ("khan", 13.0, 14.0, Face::Bold),
    ("luu_hanh", 13.0, 14.0, Face::Bold),
    ("nguoi_soan", 11.0, 11.0, Face::Regular),
    ("chan_trang", 11.0, 12.0, Face::Regular),
];

/// The name of a part for a reader.
fn called(part: &str) -> Text {
    let (vi, en) = match part {
        "quoc_hieu" => ("quốc hiệu", "national name"),
        "tieu_ngu" => ("tiêu ngữ", "motto"),
        "chu_quan" => ("cơ quan chủ quản", "superior agency"),
        "ban_hanh" => ("cơ quan ban hành", "issuing agency"),
        "so_ky_hieu" => ("số, ký hiệu", "number and symbol"),
        "ngay" => ("địa danh, thời gian", "place and date"),
        "ten_loai" => ("tên loại", "kind"),
        "trich_yeu" => ("trích yếu", "subject"),
        "can_cu" => ("căn cứ", "legal bases"),
        "kinh_gui" => ("kính gửi", "addressees"),
        "noi_dung" => ("nội dung", "body"),
        "quyen_han" => ("quyền hạn, chức vụ", "office"),
        "ho_ten" => ("họ tên người ký", "name of the signer"),
        "noi_nhan" => ("nơi nhận", "recipients"),
        "khan" => ("dấu độ khẩn", "mark of urgency"),
        "luu_hanh" => ("phạm vi lưu hành", "circulation"),
        "nguoi_soan" => ("ký hiệu người soạn", "drafter"),
        "chan_trang" => ("địa chỉ ở chân trang", "address at the foot"),
        "phu_luc" => ("phụ lục", "appendix"),
        "ban_sao" => ("thông tin bản sao", "line of a copy"),
        other => (other, other),
    };
    Text::new(vi, en)
}

/// What is demanded of a line of a part.
fn demand(view: &View<'_>, name: &str, row: &Row) -> Option<(f64, f64, Face)> {
    match (name, view.kind) {
        ("trich_yeu", Layout::Titled) => Some((13.0, 14.0, Face::Bold)),
        ("trich_yeu", Layout::Letter) => Some((12.0, 13.0, Face::Regular)),
        ("noi_nhan", _) if row.text().starts_with("Nơi nhận") => Some((12.0, 12.0, Face::BoldItalic)),
        ("noi_nhan", _) => Some((11.0, 11.0, Face::Regular)),
        // Tables may be smaller: the law sizes the running text.
        ("noi_dung", _) if view.in_table(row.page, &row.line) => None,
        ("noi_dung" | "phu_luc", _) => Some((13.0, 14.0, Face::Any)),
        // On paper the copy block is set like a heading; the 10 pt line stands in the top margin.
        ("ban_sao", _) if row.baseline() < 25.0 * MM => Some((10.0, 10.0, Face::Regular)),
        _ => TABLE.iter().find(|entry| entry.0 == name).map(|entry| (entry.1, entry.2, entry.3)),
    }
}

/// G08: every element has a size and a style inside its row of the table.
pub(super) fn sizes(view: &View<'_>) -> Vec<Measurement> {
    let mut check = Check::new(
        "G08",
        CLAUSE_TABLE,
        ("cỡ chữ và kiểu chữ của từng thành phần theo bảng", "the sizes and styles of the table"),
    );
    let mut count = 0_usize;
    for (number, page) in view.pages() {
        for (index, line) in page.lines.iter().enumerate() {
            let Some(name) = view.name_of(number, index) else {
                continue;
            };
            let row = Row { page: number, line: line.clone() };
            let Some((least, most, face)) = demand(view, name, &row) else {
                continue;
            };
            count += 1;
            // Raised and lowered marks are smaller by nature; all that stands on the baseline counts.
            for run in line.runs.iter().filter(|run| (run.baseline - line.baseline()).abs() < 0.5) {
                let fits = run.size >= least - TOLERANCE && run.size <= most + TOLERANCE;
                if fits && face.accepts(run) {
                    continue;
                }
                let range = if most - least < TOLERANCE { pt(least) } else { pt_range(least, most) };
                let measured = words!("{}: {} {}", "{}: {} {}", called(name), pt(run.size), run.font);
                let wanted = words!("{}: {}{}", "{}: {}{}", called(name), range, face.name());
                check.fail_part(name, number, (run.x0, run.baseline), measured, wanted);
                break;
            }
        }
    }
    if count == 0 {
        return check.skip(("không nhận ra thành phần nào", "no element was recognised"));
    }
    check.done(words!("{} dòng đúng cỡ", "{} lines of the right size", count), 1)
}
