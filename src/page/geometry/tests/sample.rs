//! Good documents, made by hand as facts: a kế hoạch with an appendix, and a công văn with all its extras.

use crate::page::facts::{MM, Page, PageFacts, Part, Rule, Run, TextLine};

pub(super) const WIDTH: f64 = 595.28;
pub(super) const HEIGHT: f64 = 841.89;
pub(super) const LEFT: f64 = 30.0 * MM;
pub(super) const RIGHT: f64 = WIDTH - 15.0 * MM;
pub(super) const INDENT: f64 = 36.0;

const REGULAR: &str = "LiberationSerif";
const BOLD: &str = "LiberationSerif-Bold";
const ITALIC: &str = "LiberationSerif-Italic";
const BOLD_ITALIC: &str = "LiberationSerif-BoldItalic";
const LONG: &str = "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu";
const RED: [f32; 3] = [1.0, 0.0, 0.0];

pub(super) fn line(text: &str, font: &str, size: f64, x0: f64, x1: f64, baseline: f64) -> TextLine {
    let run =
        Run { text: text.to_owned(), font: font.to_owned(), embedded: true, size, x0, x1, baseline, color: [0.0; 3] };
    TextLine { runs: vec![run], word_gap: 0.25 * size }
}

pub(super) fn flat_rule(x0: f64, x1: f64, y: f64) -> Rule {
    Rule { x0, y0: y - 0.25, x1, y1: y + 0.25, ..Rule::default() }
}

fn upright_rule(x: f64, y0: f64, y1: f64) -> Rule {
    Rule { x0: x - 0.25, y0, x1: x + 0.25, y1, ..Rule::default() }
}

fn part(name: &str, page: usize, x0: f64, y0: f64, x1: f64, y1: f64) -> Part {
    Part { name: name.to_owned(), page, x: x0 / MM, y: y0 / MM, width: (x1 - x0) / MM, height: (y1 - y0) / MM }
}

/// Builds pages from top to bottom.
#[derive(Default)]
struct Maker {
    facts: PageFacts,
    y: f64,
}

impl Maker {
    fn page(&mut self) -> &mut Page {
        self.facts.pages.last_mut().expect("a page")
    }

    fn new_page(&mut self, number: Option<&str>) {
        self.facts.pages.push(Page { width: WIDTH, height: HEIGHT, ..Page::default() });
        self.y = 70.0;
        if let Some(number) = number {
            self.middle("so_trang", number, REGULAR, 13.0, f64::midpoint(LEFT, RIGHT), 6.5, 40.0);
        }
    }

    /// A line and the part around it.
    #[expect(clippy::too_many_arguments, reason = "one call is one line of a table")]
    fn middle(&mut self, name: &str, text: &str, font: &str, size: f64, centre: f64, width: f64, y: f64) {
        self.at(name, text, font, size, centre - width / 2.0, centre + width / 2.0, y);
    }

    #[expect(clippy::too_many_arguments, reason = "one call is one line of a table")]
    fn at(&mut self, name: &str, text: &str, font: &str, size: f64, x0: f64, x1: f64, y: f64) {
        let number = self.facts.pages.len();
        self.page().lines.push(line(text, font, size, x0, x1, y));
        self.facts.parts.push(part(name, number, x0, y - 0.7 * size, x1, y + 0.2 * size));
    }

    fn rule(&mut self, centre: f64, width: f64, y: f64) {
        self.page().rules.push(flat_rule(centre - width / 2.0, centre + width / 2.0, y));
    }

    /// A paragraph of three lines at 14 pt, 18 pt apart, 6 pt before the next.
    fn paragraph(&mut self) {
        let y = self.y;
        let page = self.page();
        page.lines.push(line(LONG, REGULAR, 14.0, LEFT + INDENT, RIGHT, y));
        page.lines.push(line(LONG, REGULAR, 14.0, LEFT, RIGHT, y + 18.0));
        page.lines.push(line("hết đoạn.", REGULAR, 14.0, LEFT, LEFT + 60.0, y + 36.0));
        self.y += 60.0;
    }

    /// The part of the running text, from `top` to where the pen is.
    fn body(&mut self, top: f64) {
        let number = self.facts.pages.len();
        let bottom = self.y - 24.0 + 4.0;
        self.facts.parts.push(part("noi_dung", number, LEFT, top, RIGHT, bottom));
    }

    fn head(&mut self) -> (f64, f64) {
        let (left, right) = (178.6, 416.7);
        self.middle("chu_quan", "ỦY BAN MTTQ VIỆT NAM", REGULAR, 12.0, left, 144.0, 68.0);
        self.middle("ban_hanh", "BAN THƯỜNG TRỰC", BOLD, 12.0, left, 120.0, 82.0);
        self.rule(left, 50.0, 86.0);
        self.middle("quoc_hieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 12.0, right, 250.3, 68.0);
        self.middle("tieu_ngu", "Độc lập - Tự do - Hạnh phúc", BOLD, 13.0, right, 158.0, 83.0);
        self.rule(right, 158.0, 88.0);
        self.middle("so_ky_hieu", "Số: 358/KH-MTTQ-BTT", REGULAR, 13.0, left, 132.0, 108.0);
        self.middle("ngay", "Kon Tum, ngày 05 tháng 02 năm 2026", ITALIC, 13.0, right, 216.0, 108.0);
        (left, right)
    }

    fn signature(&mut self) {
        let y = self.y + 10.0;
        self.at("noi_nhan", "Nơi nhận:", BOLD_ITALIC, 12.0, LEFT, LEFT + 51.0, y);
        self.at("noi_nhan", "- Như trên;", REGULAR, 11.0, LEFT, LEFT + 48.0, y + 13.0);
        self.at("noi_nhan", "- Lưu: VT, Ban PT.", REGULAR, 11.0, LEFT, LEFT + 86.0, y + 26.0);
        self.middle("quyen_han", "TM. BAN THƯỜNG TRỰC", BOLD, 14.0, 430.0, 170.0, y);
        self.middle("quyen_han", "PHÓ CHỦ TỊCH", BOLD, 14.0, 430.0, 104.0, y + 17.0);
        self.middle("ho_ten", "Nguyễn Thị Lan", BOLD, 14.0, 430.0, 98.0, y + 112.0);
    }
}

/// Two pages of text with a table, and an appendix of two pages.
pub(super) fn plan() -> PageFacts {
    let mut make = Maker::default();
    let middle = f64::midpoint(LEFT, RIGHT);
    make.new_page(None);
    make.head();
    make.middle("ten_loai", "KẾ HOẠCH", BOLD, 14.0, middle, 76.0, 150.0);
    make.middle("trich_yeu", "Phối hợp duy trì các mô hình", BOLD, 14.0, middle, 180.0, 167.0);
    make.rule(middle, 72.0, 173.0);
    make.y = 205.0;
    let heading = line("Phần I", BOLD, 14.0, middle - 20.0, middle + 20.0, 205.0);
    make.page().lines.push(heading);
    make.y = 229.0;
    for _ in 0..8 {
        make.paragraph();
    }
    make.body(190.0);

    make.new_page(Some("2"));
    make.paragraph();
    let y = make.y;
    let page = make.page();
    page.rules.extend([y, y + 20.0].map(|y| flat_rule(LEFT, RIGHT, y)));
    page.rules.extend([LEFT, LEFT + 90.0, RIGHT].map(|x| upright_rule(x, y, y + 20.0)));
    page.lines.push(line("Ô bảng", REGULAR, 12.0, LEFT + 5.0, LEFT + 50.0, y + 14.0));
    make.y += 45.0;
    make.paragraph();
    make.paragraph();
    make.body(50.0);
    make.signature();

    make.new_page(None);
    make.middle("phu_luc", "Phụ lục", BOLD, 14.0, middle, 46.0, 70.0);
    make.middle("phu_luc", "DANH SÁCH MÔ HÌNH", BOLD, 14.0, middle, 150.0, 88.0);
    make.middle("phu_luc", "(Kèm theo Kế hoạch số 358/KH-MTTQ-BTT)", ITALIC, 14.0, middle, 250.0, 106.0);
    make.y = 140.0;
    make.paragraph();
    make.body(120.0);
    make.new_page(Some("2"));
    make.paragraph();
    make.body(50.0);
    make.facts
}

/// One page with two addressees, urgency, a footer and the line of a copy.
pub(super) fn letter() -> PageFacts {
    let mut make = Maker::default();
    make.new_page(None);
    make.at("ban_sao", "SAO Y; UBND tỉnh; 05/02/2026", REGULAR, 10.0, 430.0, 570.0, 30.0);
    let (left, _) = make.head();
    make.middle("trich_yeu", "V/v tăng cường quản lý", REGULAR, 12.0, left, 124.0, 128.0);
    make.at("khan", "KHẨN", BOLD, 13.0, LEFT + 7.0, LEFT + 20.0 * MM - 7.0, 166.0);
    for run in make.page().lines.iter_mut().rev().take(1).flat_map(|line| &mut line.runs) {
        run.color = RED;
    }
    let (x, y) = (LEFT + 20.0 * MM, 150.4);
    let frame = [
        flat_rule(LEFT, x, y),
        flat_rule(LEFT, x, y + 8.0 * MM),
        upright_rule(LEFT, y, y + 8.0 * MM),
        upright_rule(x, y, y + 8.0 * MM),
    ];
    make.page().rules.extend(frame.map(|rule| Rule { color: RED, ..rule }));
    make.at("kinh_gui", "Kính gửi:", REGULAR, 14.0, 180.0, 236.0, 200.0);
    make.at("kinh_gui", "- Sở Nội vụ;", REGULAR, 14.0, 236.0, 306.0, 222.0);
    make.at("kinh_gui", "- Các xã, phường.", REGULAR, 14.0, 236.0, 340.0, 244.0);
    make.y = 280.0;
    for _ in 0..4 {
        make.paragraph();
    }
    make.body(265.0);
    make.signature();
    let middle = f64::midpoint(LEFT, RIGHT);
    make.rule(middle, RIGHT - LEFT, 760.0);
    make.middle("chan_trang", "Số 1, đường Lê Lợi; ĐT: 0260.123", REGULAR, 11.0, middle, 200.0, 772.0);
    make.facts
}
