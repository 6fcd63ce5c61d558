//! What is told from the text of files that name no parts.

use super::{layout_of, recognise};
use crate::page::facts::{Page, PageFacts, Run, TextLine};
use crate::page::geometry::Layout;

const REGULAR: &str = "TimesNewRomanPSMT";
const BOLD: &str = "TimesNewRomanPS-BoldMT";
const ITALIC: &str = "TimesNewRomanPS-ItalicMT";

fn line(text: &str, font: &str, x0: f64, baseline: f64) -> TextLine {
    let x1 = x0 + 6.5 * text.chars().count() as f64;
    let run = Run { text: text.to_owned(), font: font.to_owned(), size: 13.0, x0, x1, baseline, ..Run::default() };
    TextLine { runs: vec![run], word_gap: 3.0 }
}

/// A page with the heading of a state body, and these lines.
fn page(lines: Vec<TextLine>) -> Page {
    let mut all = vec![
        line("SỞ MẪU", BOLD, 130.0, 70.0),
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 300.0, 70.0),
        line("Độc lập - Tự do - Hạnh phúc", BOLD, 320.0, 86.0),
        line("Số: 12/SM-VP", REGULAR, 115.0, 110.0),
    ];
    all.extend(lines);
    Page { width: 595.0, height: 842.0, lines: all, ..Page::default() }
}

fn facts(pages: Vec<Page>) -> PageFacts {
    PageFacts { pages, ..PageFacts::default() }
}

/// The texts that bear a name.
fn named(facts: &PageFacts, name: &str) -> Vec<String> {
    let parts = recognise(facts);
    let mut found = Vec::new();
    for (number, page) in (1..).zip(&facts.pages) {
        for line in &page.lines {
            let y = line.baseline() - 0.3 * line.size();
            let inside = |part: &&crate::page::Part| part.page == number && part.area().contains(line.centre(), y, 1.0);
            if parts.iter().filter(|part| part.name == name).any(|part| inside(&part)) {
                found.push(line.text());
            }
        }
    }
    found
}

#[test]
fn letters_are_told_from_titled_documents() {
    let date = || line("Mẫu, ngày 05 tháng 3 năm 2026", ITALIC, 320.0, 110.0);
    let letter = facts(vec![page(vec![date(), line("V/v nghỉ lễ", REGULAR, 118.0, 128.0)])]);
    assert_eq!(layout_of(&letter), Layout::Letter);
    let plan = facts(vec![page(vec![date(), line("KẾ HOẠCH", BOLD, 270.0, 160.0)])]);
    assert_eq!(layout_of(&plan), Layout::Titled);
    // A tờ trình has both a kind and addressees.
    let both = vec![date(), line("TỜ TRÌNH", BOLD, 270.0, 160.0), line("Kính gửi: Sở Mẫu", REGULAR, 200.0, 200.0)];
    assert_eq!(layout_of(&facts(vec![page(both)])), Layout::Titled);
    let unnamed = facts(vec![page(vec![date(), line("Kính gửi: Sở Mẫu", REGULAR, 200.0, 160.0)])]);
    assert_eq!(layout_of(&unnamed), Layout::Letter);
    assert_eq!(layout_of(&PageFacts::default()), Layout::Titled);
}

#[test]
fn a_broken_quoc_hieu_and_an_upright_date() {
    let mut first = page(vec![line("Mẫu, ngày 05 tháng 3 năm 2026", REGULAR, 320.0, 110.0)]);
    first.lines[1] = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", BOLD, 325.0, 70.0);
    first.lines[2] = line("Độc lập - Tự do - Hạnh phúc", BOLD, 320.0, 100.0);
    first.lines.insert(2, line("VIỆT NAM", BOLD, 383.0, 85.0));
    let facts = facts(vec![first]);
    assert_eq!(named(&facts, "quoc_hieu"), ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"]);
    assert_eq!(named(&facts, "ngay"), ["Mẫu, ngày 05 tháng 3 năm 2026"]);
}

#[test]
fn pieces_of_a_blank_number_and_date() {
    let mut first = page(vec![
        line("Mẫu, ngày", ITALIC, 320.0, 110.0),
        line("tháng", ITALIC, 410.0, 110.0),
        line("năm 2026", ITALIC, 470.0, 110.0),
    ]);
    first.lines[3] = line("Số:", REGULAR, 100.0, 110.0);
    first.lines.insert(4, line("/SM-VP", REGULAR, 160.0, 110.0));
    let facts = facts(vec![first]);
    assert_eq!(named(&facts, "so_ky_hieu"), ["Số:", "/SM-VP"]);
    assert_eq!(named(&facts, "ngay"), ["Mẫu, ngày", "tháng", "năm 2026"]);
}

#[test]
fn signatures_without_recipients_beside_them() {
    let facts = facts(vec![page(vec![
        line("ĐẠI DIỆN BÊN A", BOLD, 110.0, 500.0),
        line("ĐẠI DIỆN BÊN B", BOLD, 380.0, 500.0),
        line("(Ký, ghi rõ họ tên)", ITALIC, 380.0, 516.0),
        line("Trần Thị Mẫu", BOLD, 115.0, 600.0),
        line("Nguyễn Văn Mẫu", BOLD, 380.0, 600.0),
    ])]);
    assert_eq!(named(&facts, "quyen_han"), ["ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"]);
    assert_eq!(named(&facts, "ho_ten"), ["Trần Thị Mẫu", "Nguyễn Văn Mẫu"]);
}

#[test]
fn addressees_end_where_the_text_begins() {
    let facts = facts(vec![page(vec![
        line("Kính gửi:", REGULAR, 180.0, 160.0),
        line("- Trưởng các thôn;", REGULAR, 100.0, 178.0),
        line("- Các bộ phận.", REGULAR, 100.0, 196.0),
        line("Thực hiện chương trình", REGULAR, 121.0, 220.0),
    ])]);
    assert_eq!(named(&facts, "kinh_gui"), ["Kính gửi:", "- Trưởng các thôn;", "- Các bộ phận."]);
}

#[test]
fn page_numbers_at_the_foot_and_attached_texts() {
    let number = page(vec![line("2", REGULAR, 300.0, 800.0)]);
    let facts = facts(vec![page(Vec::new()), number]);
    assert_eq!(named(&facts, "so_trang"), ["2"]);
    assert_eq!(named(&facts, "van_ban_kem_theo").len(), 3);
}
