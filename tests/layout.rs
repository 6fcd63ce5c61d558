//! Every ô of the official diagram, present and absent, read back from the PDF; and the arrangements that must hold for any content.

mod common;

use vanthu::page::{Layout, PageFacts, Part, Status, measure, read};

const PLAN: &str = "loai: ke-hoach\nco_quan: { ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU, ten: Ủy ban nhân dân xã Mẫu }\nky_hieu: KH-UBND\n\
    dia_danh: Xã Mẫu\nngay: 2026-03-15\nso: 5\ntrich_yeu: Tổ chức hội nghị mẫu\nnoi_dung: |\n  Thực hiện nhiệm vụ mẫu của xã Mẫu năm 2026, Ủy ban \
    nhân dân xã Mẫu xây dựng kế hoạch tổ chức hội nghị mẫu với các nội dung sau đây.\n\n  1. Nội dung thứ nhất.\nnoi_nhan: [Các phòng thuộc xã]\nluu: [VT]\n\
    ky: { chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }\n";

fn facts(text: &str) -> PageFacts {
    read(&common::pdf_of(text)).expect("readable")
}

fn with(extra: &str) -> PageFacts {
    facts(&format!("{PLAN}{extra}\n"))
}

fn letter(addressees: &str) -> String {
    PLAN.replace("loai: ke-hoach", "loai: cong-van")
        .replace("KH-UBND", "UBND-VX")
        .replace("[Các phòng", "[Như trên, Các phòng")
        + &format!("kinh_gui: {addressees}\n")
}

/// The text of all pages, a line each.
fn text(facts: &PageFacts) -> String {
    facts.pages.iter().flat_map(|p| &p.lines).map(|l| l.text() + "\n").collect()
}

fn part<'a>(facts: &'a PageFacts, name: &str) -> Option<&'a Part> {
    facts.parts.iter().find(|p| p.name == name)
}

/// The geometry of the law holds (rules that the arrangement itself replaces are named).
#[track_caller]
fn lawful(facts: &PageFacts, kind: Layout, except: &[&str]) {
    let failed: Vec<_> =
        measure(facts, kind).into_iter().filter(|m| m.status == Status::Fail && !except.contains(&m.id)).collect();
    assert!(failed.is_empty(), "{failed:#?}\n{}", text(facts));
}

/// Optional parts: the YAML that asks for it, its name, its text.
const OPTIONAL: &[(&str, &str, &str)] = &[
    ("mat: mat", "mat", ""),
    ("khan: khan", "khan", "KHẨN"),
    ("khan: thuong-khan", "khan", "THƯỢNG KHẨN"),
    ("khan: hoa-toc", "khan", "HỎA TỐC"),
    ("luu_hanh: luu-hanh-noi-bo", "luu_hanh", "LƯU HÀNH NỘI BỘ"),
    ("luu_hanh: xem-xong-tra-lai", "luu_hanh", "XEM XONG TRẢ LẠI"),
    ("nguoi_soan: PL\nso_ban_phat_hanh: 300", "nguoi_soan", "PL.(300)"),
    ("chan_trang: \"Địa chỉ: Xã Mẫu; điện thoại: 000\"", "chan_trang", "Địa chỉ: Xã Mẫu; điện thoại: 000"),
    (
        "ban_sao: { hinh_thuc: sao-y, co_quan: Ủy ban nhân dân xã Mẫu, thoi_gian: \"15/3/2026; 08:30:00\" }",
        "ban_sao",
        "SAO Y; Ủy ban nhân dân xã Mẫu; 15/3/2026; 08:30:00",
    ),
    ("du_thao: true", "du_thao", "DỰ THẢO"),
    ("du_thao: 2", "du_thao", "DỰ THẢO LẦN 2"),
    ("can_cu: [Căn cứ Luật mẫu]", "can_cu", "Căn cứ Luật mẫu."),
    ("phu_luc: [{ tieu_de: DANH SÁCH MẪU, noi_dung: Một dòng }]", "phu_luc", "DANH SÁCH MẪU"),
];

#[test]
fn optional_parts_are_there_when_asked_for_and_only_then() {
    let plain = with("");
    for (yaml, name, expected) in OPTIONAL {
        assert!(part(&plain, name).is_none(), "{name} without being asked for");
        let facts = with(yaml);
        assert!(part(&facts, name).is_some(), "{yaml}: no part {name}");
        assert!(text(&facts).contains(expected), "{yaml}: `{expected}` is not in\n{}", text(&facts));
        // Boxed marks are red or have borders: drawn things that the body rules do not expect stand outside the body.
        lawful(&facts, Layout::Titled, &["G07"]);
    }
}

#[test]
fn stamps_and_marks_have_their_legal_sizes_and_places() {
    for (word, width) in [("khan", 20.0), ("thuong-khan", 40.0), ("hoa-toc", 30.0)] {
        let facts = with(&format!("khan: {word}"));
        let measured = measure(&facts, Layout::Titled);
        assert!(measured.iter().any(|m| m.id == "G29" && m.status == Status::Pass), "{word}: {measured:#?}");
        let mark = part(&facts, "khan").expect("there");
        assert!(mark.width < width, "{word}: the word is inside its box");
    }
    let room = with("mat: toi-mat");
    assert!(part(&room, "mat").is_some_and(|p| p.width > 29.0 && p.height > 7.0));
    for yaml in ["luu_hanh: luu-hanh-noi-bo", "ban_sao: { hinh_thuc: sao-luc, co_quan: A, thoi_gian: B }"] {
        let facts = with(yaml);
        let mark = part(&facts, "luu_hanh").or(part(&facts, "ban_sao")).expect("there");
        assert!(mark.y + mark.height < 20.0 && mark.x > 100.0, "in the top margin, on the right: {mark:?}");
    }
    let seal = with("trinh_bay: { duong_kinh_dau: 36 }");
    let (seal, sign) = (part(&seal, "dau").expect("room").clone(), part(&seal, "chu_ky").expect("room").clone());
    assert!((seal.width - 36.0).abs() < 0.1);
    let overlap = (seal.x + seal.width - sign.x) / sign.width;
    assert!((overlap - 1.0 / 3.0).abs() < 0.05, "the seal covers a third of the signature: {overlap}");
}

#[test]
fn the_superior_body_and_the_separators() {
    assert!(part(&with(""), "chu_quan").is_none());
    let plan = PLAN.replace("{ ban_hanh", "{ chu_quan: ỦY BAN NHÂN DÂN TỈNH MẪU, ban_hanh");
    let both = facts(&plan);
    assert!(part(&both, "chu_quan").is_some_and(|p| p.y < part(&both, "ban_hanh").map_or(0.0, |b| b.y)));
    lawful(&both, Layout::Titled, &[]);
    for (word, mark) in [("sao", "*"), ("ba-sao", "***")] {
        let shown = facts(&PLAN.replace("{ ban_hanh", &format!("{{ dong_ke: {word}, ban_hanh")));
        assert!(text(&shown).lines().any(|l| l.trim() == mark), "{word}");
    }
}

#[test]
fn number_and_date_known_and_unknown() {
    let all = text(&with(""));
    assert!(all.contains("Số: 05/KH-UBND") && all.contains("Xã Mẫu, ngày 15 tháng 3 năm 2026"), "{all}");
    for (date, expected) in [("2026-02", "tháng 02 năm 2026"), ("2026", "năm 2026")] {
        let facts = facts(&PLAN.replace("2026-03-15", date).replace("so: 5", "so:"));
        let line = |name: &str| part(&facts, name).expect("there").width;
        assert!(text(&facts).contains(expected), "{}", text(&facts));
        // Room to write: the line is as long as a filled one, or longer.
        assert!(line("so_ky_hieu") > 34.0 && line("ngay") > 65.0, "{} {}", line("so_ky_hieu"), line("ngay"));
        lawful(&facts, Layout::Titled, &[]);
    }
}

#[test]
fn addressees_one_and_many() {
    let one = facts(&letter("Sở Mẫu"));
    assert!(text(&one).contains("Kính gửi: Sở Mẫu\n"), "{}", text(&one));
    lawful(&one, Layout::Letter, &[]);
    let many = facts(&letter("[Sở Mẫu, Ban Mẫu, \"Phòng Mẫu, xã Mẫu\"]"));
    let all = text(&many);
    assert!(all.contains("- Sở Mẫu;\n") && all.contains("- Phòng Mẫu, xã Mẫu.\n"), "{all}");
    assert!(measure(&many, Layout::Letter).iter().any(|m| m.id == "G26" && m.status == Status::Pass));
    lawful(&many, Layout::Letter, &[]);
    assert!(part(&many, "ten_loai").is_none() && !all.contains("CÔNG VĂN"));
    assert!(all.contains("V/v Tổ chức hội nghị mẫu"));
}

#[test]
fn forms_of_signature() {
    for (authority, title) in [
        ("", "GIÁM ĐỐC"),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG"),
        ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC"),
        ("Q. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TL. CHỦ TỊCH, KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    ] {
        let lines: Vec<&str> = authority.split(", ").filter(|l| !l.is_empty()).collect();
        let yaml = if lines.is_empty() { String::new() } else { format!("quyen_han: [{authority}], ") };
        let facts = facts(&PLAN.replace("{ chuc_vu: CHỦ TỊCH,", &format!("{{ {yaml}chuc_vu: {title},")));
        let all = text(&facts);
        let shown: Vec<usize> = lines.iter().chain([&title]).filter_map(|l| all.find(&format!("{l}\n"))).collect();
        assert_eq!(shown.len(), lines.len() + 1, "{authority} {title}:\n{all}");
        lawful(&facts, Layout::Titled, &[]);
    }
    let signed =
        facts(&PLAN.replace("Văn Mẫu }\n", "Văn Mẫu, da_ky: true, chuc_vu_khac: BỘ TRƯỞNG, cap_bac: Đại tá }\n"));
    let all = text(&signed);
    assert!(all.contains("(Đã ký)") && all.contains("BỘ TRƯỞNG\n") && all.contains("Đại tá Nguyễn Văn Mẫu"), "{all}");
    assert!(!text(&with("")).contains("(Đã ký)"));
}

#[test]
fn settings_at_both_ends_of_their_ranges() {
    for settings in [
        "co_chu: 13",
        "co_chu: 14",
        "le: { tren: 25, duoi: 25, trai: 35, phai: 20 }",
        "le: { tren: 20, duoi: 20, trai: 30, phai: 15 }",
        "gian_dong: 1",
        "gian_dong: 1.5",
        "cach_doan: 6",
        "cach_doan: 24",
        "thut_dau_dong: 10",
        "ti_le_dong_ke: 0.334",
        "ti_le_dong_ke: 0.5",
        "co_chu: 13, gian_dong: 1.5, thut_dau_dong: 10, le: { trai: 35, phai: 20 }",
    ] {
        lawful(&with(&format!("trinh_bay: {{ {settings} }}")), Layout::Titled, &[]);
    }
}

#[test]
fn the_head_never_collides() {
    for name in [
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH TỈNH QUẢNG NGÃI",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG MẪU",
        "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH GIAO THÔNG, DÂN DỤNG VÀ CÔNG NGHIỆP TRÊN ĐỊA BÀN TỈNH MẪU SỐ MỘT",
    ] {
        for place in ["Xã Mẫu", "Thành phố Hồ Chí Minh"] {
            for size in [13, 14] {
                let plan = PLAN
                    .replace("ỦY BAN NHÂN DÂN XÃ MẪU", &format!("\"{name}\""))
                    .replace("dia_danh: Xã Mẫu", &format!("dia_danh: {place}"));
                let facts = facts(&format!("{plan}trinh_bay: {{ co_chu: {size} }}\n"));
                lawful(&facts, Layout::Titled, &[]);
                assert!(text(&facts).contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"), "quốc hiệu on one line");
            }
        }
    }
    // A place between words is the last resort: phrases stay together where they fit.
    let head = text(&facts(&PLAN.replace("ỦY BAN NHÂN DÂN XÃ MẪU", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI")));
    assert!(head.contains("ỦY BAN NHÂN DÂN\n") && head.contains("TỈNH QUẢNG NGÃI\n"), "{head}");
}

const LINE: &str = "Các cơ quan, đơn vị, địa phương căn cứ chức năng, nhiệm vụ được giao để tổ chức thực hiện. ";

#[test]
fn the_signature_is_never_alone_and_headings_never_end_a_page() {
    for last in [1, 3, 12] {
        for paragraphs in 16..30 {
            let mut body = String::new();
            for n in 0..paragraphs {
                body += &if n % 5 == 4 { format!("  # TIÊU ĐỀ {n}\n\n") } else { format!("  {LINE}\n\n") };
            }
            body += &format!("  {}\n", LINE.repeat(last));
            let (head, tail) = PLAN.split_once("noi_dung: |\n").expect("a body");
            let rest = &tail[tail.find("noi_nhan").expect("a list")..];
            let facts = facts(&format!("{head}noi_dung: |\n{body}{rest}"));
            let results = measure(&facts, Layout::Titled);
            assert!(
                results.iter().any(|m| m.id == "G27" && m.status == Status::Pass),
                "{paragraphs} paragraphs, the last {last} long: {:#?}",
                results.iter().filter(|m| m.id == "G27").collect::<Vec<_>>()
            );
            for page in &facts.pages {
                let lowest = page.lines.iter().max_by(|a, b| a.baseline().total_cmp(&b.baseline())).expect("lines");
                assert!(!lowest.text().contains("TIÊU ĐỀ"), "{paragraphs}: a heading ends a page");
            }
        }
    }
}

fn table(rows: usize, columns: usize, word: &str) -> String {
    let row =
        |cell: &dyn Fn(usize) -> String| (0..columns).map(|c| format!("| {} ", cell(c))).collect::<String>() + "|\n  ";
    let mut text = row(&|c| format!("Cột {c}")) + &row(&|_| "---:".to_owned());
    for r in 0..rows {
        text += &row(&|c| format!("{word}{r}.{c}"));
    }
    PLAN.replace("  1. Nội dung thứ nhất.\n", &format!("  {text}\n  Sau bảng.\n"))
}

#[test]
fn tables_repeat_their_head_and_turn_the_page_when_too_wide() {
    let long = facts(&table(90, 3, ""));
    assert!(long.pages.len() > 2);
    for page in &long.pages[..2] {
        let heads = page.lines.iter().filter(|l| l.text().contains("Cột 0")).count();
        assert_eq!(heads, 1, "the head on every page");
    }
    let turned = |facts: &PageFacts| facts.pages.iter().map(|p| p.width > p.height).collect::<Vec<_>>();
    assert_eq!(
        turned(&facts(&table(2, 8, "Trungtâmvănhóa"))),
        [false, true, false],
        "a wide table turns its page alone"
    );
    assert_eq!(turned(&facts(&table(2, 3, ""))), [false]);
    assert_eq!(turned(&facts(&table(2, 3, "").replace("  | Cột 0", "  [ngang]\n  | Cột 0"))), [false, true, false]);
}

#[test]
fn appendices_count_their_own_pages() {
    let body = format!("\"{}\"", LINE.repeat(60));
    let facts = with(&format!(
        "phu_luc:\n  - {{ tieu_de: DANH SÁCH MỘT, noi_dung: {body} }}\n  - {{ tieu_de: DANH SÁCH HAI, huong: ngang, noi_dung: Hết }}"
    ));
    let all = text(&facts);
    assert!(all.contains("Phụ lục I\n") && all.contains("Phụ lục II\n"), "{all}");
    let squeezed = all.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        squeezed.contains("(Kèm theo Kế hoạch số 05/KH-UBND ngày 15 tháng 3 năm 2026 của Ủy ban nhân dân xã Mẫu)"),
        "{squeezed}"
    );
    let numbers: Vec<Option<String>> = facts
        .pages
        .iter()
        .map(|p| p.lines.iter().find(|l| l.baseline() < 50.0).map(|l| l.text().trim().to_owned()))
        .collect();
    let two = Some("2".to_owned());
    assert_eq!(numbers[0], None);
    assert_eq!(numbers[1], None, "the first page of an appendix");
    assert_eq!(numbers[2], two);
    assert_eq!(numbers.last(), Some(&None));
    assert!(facts.pages.last().is_some_and(|p| p.width > p.height));
    let one = text(&with("phu_luc: [{ tieu_de: DANH SÁCH, ghi_so: false, noi_dung: Hết }]"));
    assert!(one.contains("Phụ lục\n") && !one.contains("số 05/KH"), "{one}");
}

#[test]
fn long_subjects_and_long_lists() {
    lawful(
        &facts(&PLAN.replace("Tổ chức hội nghị mẫu", &"Tổ chức hội nghị mẫu ".repeat(23))),
        Layout::Titled,
        &["G18"],
    );
    lawful(
        &facts(&letter("Sở Mẫu").replace("Tổ chức hội nghị mẫu", &"tổ chức hội nghị mẫu ".repeat(12))),
        Layout::Letter,
        &[],
    );
    let many: String = (0..90).map(|n| format!("  - Nơi nhận thứ {n}\n")).collect();
    let facts = facts(&PLAN.replace("noi_nhan: [Các phòng thuộc xã]\n", &format!("noi_nhan:\n{many}")));
    assert!(text(&facts).contains("- Nơi nhận thứ 89;"));
    let page = |name: &str| part(&facts, name).map(|p| p.page);
    assert_eq!(page("quyen_han"), page("ho_ten"));
    assert_eq!(page("quyen_han"), page("noi_nhan"), "the signature stays with the beginning of the list");
}
