//! Documents that are hard to lay out: the law holds on them too, and what must stay together does.

mod common;

use std::fmt::Write;

use vanthu::page::{Layout, PageFacts, Status, measure, read};

fn plan(extra: &str, body: &str) -> String {
    let body: String = body.lines().map(|line| format!("  {line}\n")).collect();
    format!(
        "co_quan: {{ chu_quan: ỦY BAN NHÂN DÂN TỈNH MẪU, ban_hanh: SỞ MẪU, ten: Sở Mẫu, viet_tat: SM }}\nso: 5\ndia_danh: Mẫu\n\
         ngay: 2026-03-15\nnoi_dung: |\n{body}luu: [VT]\n{extra}"
    )
}

const SIGNER: &str = "ky: { quyen_han: [KT. GIÁM ĐỐC], chuc_vu: PHÓ GIÁM ĐỐC, ho_ten: Nguyễn Văn Mẫu }\n";
const LONG: &str = "Thực hiện nhiệm vụ năm 2026, Sở Mẫu xây dựng kế hoạch với các nội dung chủ yếu sau đây, giao các đơn vị triển khai đồng bộ.";

/// Nothing fails; the named checks were measured.
#[track_caller]
fn lawful(text: &str, evaluated: &[&str]) -> PageFacts {
    let facts = read(&common::pdf_of(text)).expect("readable");
    let results = measure(&facts, Layout::Titled);
    let failed: Vec<_> = results.iter().filter(|m| m.status == Status::Fail).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    for id in evaluated {
        assert!(results.iter().any(|m| m.id == *id && m.status == Status::Pass), "{id} was not evaluated");
    }
    facts
}

fn lines(facts: &PageFacts) -> Vec<String> {
    facts.pages.iter().flat_map(|p| &p.lines).map(vanthu::page::TextLine::text).collect()
}

#[test]
fn a_name_of_three_lines() {
    let text = plan(SIGNER, LONG).replace(
        "ban_hanh: SỞ MẪU",
        "ban_hanh: [BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ, XÂY DỰNG CÁC CÔNG TRÌNH, GIAO THÔNG TỈNH MẪU]",
    ) + "loai: ke-hoach\ntrich_yeu: Tổ chức hội nghị mẫu\nnoi_nhan: [Các phòng]\n";
    let facts = lawful(&text, &["G09", "G13", "G14", "G15", "G16"]);
    assert_eq!(facts.parts.iter().filter(|p| p.name == "ban_hanh").count(), 1);
    assert!(lines(&facts).iter().any(|l| l == "GIAO THÔNG TỈNH MẪU"));
}

#[test]
fn a_subject_of_three_lines() {
    let subject = "Triển khai thực hiện cuộc vận động toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh và các phong trào thi đua yêu nước \
                   trên địa bàn các xã, phường, đặc khu năm 2026 và những năm tiếp theo";
    let text = plan(SIGNER, LONG) + &format!("loai: ke-hoach\ntrich_yeu: {subject}\nnoi_nhan: [Các phòng]\n");
    let facts = lawful(&text, &["G17", "G18"]);
    let bold = facts.pages[0].lines.iter().filter(|l| l.main_run().is_some_and(vanthu::page::Run::is_bold));
    assert!(bold.filter(|l| subject.contains(&l.text())).count() >= 3);
}

#[test]
fn forty_recipients() {
    let mut recipients = String::from("noi_nhan:\n");
    for n in 1..=40 {
        let _ = writeln!(recipients, "  - Ủy ban nhân dân xã Mẫu {n}");
    }
    let body = [LONG; 6].join("\n\n");
    let text = plan(SIGNER, &body) + "loai: ke-hoach\ntrich_yeu: Tổ chức hội nghị mẫu\n" + &recipients;
    let facts = lawful(&text, &["G25", "G28"]);
    let all = lines(&facts);
    assert!((1..=40).all(|n| all.iter().any(|l| *l == format!("- Ủy ban nhân dân xã Mẫu {n};"))));
}

#[test]
fn by_order_and_for_the_head() {
    let signer = "ky: { quyen_han: [TL. GIÁM ĐỐC, KT. CHÁNH VĂN PHÒNG], chuc_vu: PHÓ CHÁNH VĂN PHÒNG, ho_ten: Nguyễn Văn Mẫu }\n";
    let text = plan(signer, LONG) + "loai: thong-bao\ntrich_yeu: Kết quả hội nghị mẫu\nnoi_nhan: [Các phòng]\n";
    let facts = lawful(&text, &["G24", "G25", "G28"]);
    let all = lines(&facts);
    let at = |wanted: &str| all.iter().position(|l| l.contains(wanted)).expect(wanted);
    assert!(at("TL. GIÁM ĐỐC") < at("KT. CHÁNH VĂN PHÒNG") && at("KT. CHÁNH VĂN PHÒNG") < at("PHÓ CHÁNH VĂN PHÒNG"));
}

#[test]
fn a_body_of_any_length_keeps_two_lines_with_the_signature() {
    // Among these one ends exactly at the foot of the page, one leaves no room for the signature, one is parted from it.
    for count in 8..=32 {
        let mut body = format!("{LONG}\n\n");
        for n in 1..=count {
            let _ = write!(body, "Đoạn thứ {n} của kế hoạch.\n\n");
        }
        let text = plan(SIGNER, &body) + "loai: ke-hoach\ntrich_yeu: Tổ chức hội nghị mẫu\nnoi_nhan: [Các phòng]\n";
        lawful(&text, &["G25", "G27", "G28"]);
    }
}

#[test]
fn a_table_over_three_pages_repeats_its_head() {
    let mut body = format!("{LONG}\n\n| STT | Nội dung công việc | Số tiền |\n|:-:|---|--:|\n");
    for n in 1..=110 {
        let _ = writeln!(body, "| {n} | Việc thứ {n} | {n}.000 |");
    }
    body += "\nCác đơn vị thực hiện theo đúng nội dung trên và báo cáo kết quả về Sở Mẫu trước ngày 30 tháng 6 năm 2026 để tổng hợp.";
    let text = plan(SIGNER, &body) + "loai: ke-hoach\ntrich_yeu: Tổ chức hội nghị mẫu\nnoi_nhan: [Các phòng]\n";
    let facts = lawful(&text, &["G06", "G27"]);
    let heads = lines(&facts).iter().filter(|l| l.contains("Nội dung công việc")).count();
    assert!(facts.pages.len() >= 4 && heads >= 4, "{} pages, {heads} heads", facts.pages.len());
}

#[test]
fn twelve_appendices_each_with_its_own_pages() {
    let mut appendices = String::from("phu_luc:\n");
    for n in 1..=12 {
        let turned = if n % 3 == 0 { "    huong: ngang\n" } else { "" };
        let long = if n % 2 == 0 { [LONG; 24].join("\n\n      ") } else { LONG.to_owned() };
        let _ = write!(appendices, "  - tieu_de: DANH SÁCH {n}\n{turned}    noi_dung: |\n      {long}\n");
    }
    let text = plan(SIGNER, &format!("{LONG} (các Phụ lục kèm theo)"))
        + "loai: ke-hoach\ntrich_yeu: Tổ chức hội nghị mẫu\nnoi_nhan: [Các phòng]\n"
        + &appendices;
    let facts = lawful(&text, &["G01", "G31"]);
    let all = lines(&facts);
    for roman in ["I", "II", "IX", "X", "XII"] {
        assert!(all.iter().any(|l| *l == format!("Phụ lục {roman}")), "{roman}");
    }
    // Landscape after landscape after portrait: the first page of each is not numbered, the next is 2.
    for (page, next) in facts.pages.iter().zip(facts.pages.iter().skip(1)) {
        let starts = page.lines.iter().any(|l| l.text().starts_with("Phụ lục "));
        let number = |p: &vanthu::page::Page| {
            p.lines
                .iter()
                .find(|l| l.baseline() < 56.0 && l.text().bytes().all(|b| b.is_ascii_digit()))
                .map(vanthu::page::TextLine::text)
        };
        if starts {
            assert_eq!(number(page), None);
            if !next.lines.iter().any(|l| l.text().starts_with("Phụ lục ")) {
                assert_eq!(number(next).as_deref(), Some("2"));
            }
        }
    }
}

#[test]
fn the_points_of_a_khoan_run_from_a_to_y() {
    let mut body = format!("Điều 1. {LONG}\n\n1. Gồm:\n\n");
    let letters = "abcdđeghiklmnopqrstuvxy";
    for letter in letters.chars() {
        let _ = write!(body, "{letter}) Điểm {letter};\n\n");
    }
    body += "Điều 2. Sở Mẫu chịu trách nhiệm thi hành Quyết định này.";
    let decision = "loai: quyet-dinh\ntrich_yeu: Về việc mẫu\ntham_quyen: GIÁM ĐỐC SỞ MẪU\ncan_cu: [Căn cứ Luật Mẫu]\nnoi_nhan: [Như Điều 2]\n";
    let facts = lawful(&(plan(SIGNER, &body) + decision), &["G17"]);
    let all = lines(&facts);
    assert!(letters.chars().all(|l| all.iter().any(|line| line.starts_with(&format!("{l}) ")))));
    // The alphabet of the điểm has 23 letters: a 24th has no name, and is refused (VT218).
    let engine = vanthu::Engine::built_in().expect("built-in templates");
    let too_many = plan(SIGNER, &body.replace("y) Điểm y;", "y) Điểm y;\n\n#### Điểm thừa").replace("Điều 1. ", "# "))
        .replace("co_quan:", "danh_so: [\"Điều 1.\", \"1.\", \"1.1.\", \"a)\"]\nco_quan:")
        + decision;
    let (made, report, _) = common::typeset(&engine, &too_many, "plans");
    assert!(made.is_none() && report.iter().any(|d| d.problem.entry().code.to_string() == "VT218"));
}

#[test]
fn a_ministry_s_own_family_is_one_file() {
    let text =
        plan(SIGNER, LONG) + "loai: ke-hoach\nhe: he/bo-mau\ntrich_yeu: Tổ chức hội nghị mẫu\nnoi_nhan: [Các phòng]\n";
    let engine = vanthu::Engine::built_in().expect("built-in templates");
    let (made, report, sources) = common::typeset(&engine, &text, "tests/diagnostics");
    let made =
        made.unwrap_or_else(|| panic!("{}", vanthu::diag::short::render(&report, &sources, vanthu::diag::Lang::En)));
    assert_eq!(made.document.separator, "sao");
    assert!(made.document.family.name.value == "Bộ Mẫu");
}

#[test]
fn data_files_are_printed_whole() {
    for (file, amount) in [("dung.csv", "5.000"), ("dung.xlsx", "5.000.000")] {
        let text = plan(SIGNER, &format!("{LONG} (Phụ lục kèm theo)"))
            + "loai: ke-hoach\ntrich_yeu: Tổ chức hội nghị mẫu\nnoi_nhan: [Các phòng]\n"
            + &format!(
                "phu_luc:\n  - tieu_de: DANH SÁCH\n    bang: so-lieu/{file}\n    cot: [{{ ten: Số tiền, kieu: so }}]\n"
            );
        let engine = vanthu::Engine::built_in().expect("built-in templates");
        let (made, mut report, sources) = common::typeset(&engine, &text, "tests/diagnostics");
        let made = made
            .unwrap_or_else(|| panic!("{}", vanthu::diag::short::render(&report, &sources, vanthu::diag::Lang::En)));
        let standards = vanthu::export::Standards::new(&[]).expect("default");
        let pdf = vanthu::export::pdf(&made.pages, &made.document, &standards, &mut report).expect("a PDF");
        let all = lines(&read(&pdf).expect("readable")).join("\n");
        for expected in ["STT", "Mẫu A", "Mẫu B", amount] {
            assert!(all.contains(expected), "{file}: `{expected}` is not in\n{all}");
        }
    }
}
