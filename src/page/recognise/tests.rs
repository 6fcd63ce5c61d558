//! What is told from the text of files that name no parts.

use super::{documents, layout_of, recognise};
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

#[test]
fn who_decides_is_no_part_of_the_subject() {
    let facts = facts(vec![page(vec![
        line("QUYẾT ĐỊNH", BOLD, 265.0, 160.0),
        line("Về việc thành lập Tổ công tác", BOLD, 203.0, 176.0),
        line("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU", BOLD, 193.0, 200.0),
    ])]);
    assert_eq!(named(&facts, "trich_yeu"), ["Về việc thành lập Tổ công tác"]);
}

/// The numbers in the file of the pages of each document.
fn split(pages: Vec<Page>) -> Vec<Vec<usize>> {
    documents(facts(pages)).into_iter().map(|piece| piece.numbers).collect()
}

fn plain(lines: Vec<TextLine>) -> Page {
    Page { width: 595.0, height: 842.0, lines, ..Page::default() }
}

fn text() -> TextLine {
    line("Nội dung", REGULAR, 121.0, 300.0)
}

#[test]
fn a_pile_is_cut_where_documents_begin() {
    let later = plain(vec![line("2", REGULAR, 300.0, 40.0), text()]);
    let pile = vec![page(vec![text()]), later, plain(Vec::new()), page(vec![text()]), plain(Vec::new())];
    assert_eq!(split(pile), [vec![1, 2], vec![4]]);
    let covered = vec![plain(vec![line("NƠI NHẬN:", BOLD, 85.0, 80.0)]), page(vec![text()]), page(vec![text()])];
    assert_eq!(split(covered), [vec![2], vec![3]]);
    // Of one document a blank page is a fault.
    assert_eq!(split(vec![page(vec![text()]), plain(Vec::new())]), [vec![1, 2]]);
    let mut signed = facts(vec![page(vec![text()]), page(vec![text()])]);
    signed.signatures = 1;
    let signatures: Vec<usize> = documents(signed).iter().map(|piece| piece.facts.signatures).collect();
    assert_eq!(signatures, [1, 0]);
}

#[test]
fn what_is_attached_stays_with_its_document() {
    let with = |lines: Vec<TextLine>| vec![page(vec![text()]), page(lines)];
    assert_eq!(split(with(vec![line("(Kèm theo Quyết định số 12/QĐ-UBND", ITALIC, 190.0, 200.0)])), [vec![1, 2]]);
    assert_eq!(split(with(vec![line("Mẫu số 01", BOLD, 480.0, 50.0)])), [vec![1, 2]]);
    assert_eq!(split(with(vec![line("2", REGULAR, 300.0, 40.0)])), [vec![1, 2]]);
    let mut unnumbered = page(vec![text()]);
    unnumbered.lines.retain(|line| !line.text().starts_with("Số"));
    assert_eq!(split(vec![page(vec![text()]), unnumbered.clone()]), [vec![1, 2]]);
    assert_eq!(split(vec![page(vec![text()]), plain(Vec::new()), unnumbered]), [vec![1], vec![3]]);
}

#[test]
fn the_block_of_a_copy_is_cut_off() {
    let block = |y: f64| {
        vec![
            line("XÃ MẪU", BOLD, 130.0, y),
            line("SAO Y", BOLD, 400.0, y),
            line("Số: 12/SY-UBND", REGULAR, 110.0, y + 24.0),
            line("TL. CHỦ TỊCH", BOLD, 380.0, y + 60.0),
        ]
    };
    let mut below = page(vec![text()]);
    below.lines.extend(block(500.0));
    let pieces = documents(facts(vec![below]));
    let left: Vec<String> = pieces[0].facts.pages[0].lines.iter().map(TextLine::text).collect();
    assert_eq!(left.last().map(String::as_str), Some("Nội dung"));
    assert_eq!(left.len(), 5);
    assert_eq!(split(vec![page(vec![text()]), plain(block(80.0))]), [vec![1]]);
    // Without a number of its own it is a heading like any other.
    let mut heading = page(vec![text()]);
    heading.lines.push(line("SAO Y", BOLD, 400.0, 500.0));
    assert_eq!(documents(facts(vec![heading]))[0].facts.pages[0].lines.len(), 6);
}
