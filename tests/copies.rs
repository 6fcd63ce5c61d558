//! `vanthu copy`, read back from the PDF it makes.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use vanthu::page::{PageFacts, read};

struct Test {
    folder: tempfile::TempDir,
}

impl Test {
    fn new() -> Self {
        let test = Self { folder: tempfile::tempdir().expect("a folder") };
        for name in ["giay-gioi-thieu", "ke-hoach"] {
            std::fs::write(test.path(&format!("{name}.pdf")), common::render(&format!("plans/{name}.yaml")))
                .expect("written");
        }
        let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/sao-y.yaml");
        std::fs::copy(plan, test.path("sao y.yaml")).expect("copied");
        test
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
        command.current_dir(self.folder.path()).args(args).env("LANG", "vi_VN.UTF-8").env_remove("LC_ALL");
        command.output().expect("it runs")
    }

    #[track_caller]
    fn copied(&self, args: &[&str], result: &str) -> PageFacts {
        let output = self.run(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        read(&std::fs::read(self.path(result)).expect("written")).expect("readable")
    }

    #[track_caller]
    fn refused(&self, args: &[&str], expected: &str) {
        let output = self.run(args);
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains(expected), "`{expected}` is not in:\n{err}");
    }
}

fn text(facts: &PageFacts, page: usize) -> Vec<String> {
    facts.pages[page - 1].lines.iter().map(vanthu::page::TextLine::text).collect()
}

#[test]
fn on_paper_the_block_stands_under_the_text_where_it_fits() {
    let t = Test::new();
    let original = read(&std::fs::read(t.path("giay-gioi-thieu.pdf")).expect("there")).expect("readable");
    let facts =
        t.copied(&["copy", "sao-y", "giay-gioi-thieu.pdf", "--plan", "sao y.yaml"], "giay-gioi-thieu-sao-y.pdf");
    assert_eq!(facts.pages.len(), 1);
    // Every line of the original stands where it stood.
    for line in &original.pages[0].lines {
        let same = |l: &vanthu::page::TextLine| {
            l.text() == line.text() && (l.x0() - line.x0()).abs() < 0.1 && (l.baseline() - line.baseline()).abs() < 0.1
        };
        assert!(facts.pages[0].lines.iter().any(same), "{}", line.text());
    }
    let end = original.pages[0].lines.iter().map(vanthu::page::TextLine::baseline).fold(0.0, f64::max);
    let place = |wanted: &str| {
        facts.pages[0]
            .lines
            .iter()
            .find(|l| l.text() == wanted && l.baseline() > end)
            .unwrap_or_else(|| panic!("{wanted}"))
    };
    let (form, number, date) = (place("SAO Y"), place("Số: 12/SY-UBND"), place("Mẫu, ngày 20 tháng 3 năm 2026"));
    assert!((number.baseline() - date.baseline()).abs() < 1.0);
    assert!(form.baseline() < number.baseline() && number.centre() < form.centre());
    // The rule above it is as wide as the text.
    let rules = facts.pages[0].rules.iter().filter(|r| r.y0 > end && r.y0 < form.baseline());
    assert!(rules.map(vanthu::page::Rule::length).any(|length| (length - 165.0 / 25.4 * 72.0).abs() < 2.0));
    assert!(facts.pages[0].lines.iter().all(|l| l.baseline() < (297.0 - 20.0) / 25.4 * 72.0));
}

#[test]
fn else_on_a_page_of_its_own() {
    let t = Test::new();
    let args = ["copy", "sao-luc", "ke-hoach.pdf", "--plan", "sao y.yaml", "--so", "13", "-o", "ra.pdf"];
    let facts = t.copied(&args, "ra.pdf");
    let before = read(&std::fs::read(t.path("ke-hoach.pdf")).expect("there")).expect("readable").pages.len();
    let last = text(&facts, facts.pages.len());
    assert!(facts.pages.len() == before || facts.pages.len() == before + 1);
    assert!(last.contains(&"SAO LỤC".to_owned()) && last.contains(&"Số: 13/SL-UBND".to_owned()), "{last:?}");
}

#[test]
fn an_extract_takes_pages() {
    let t = Test::new();
    let args = ["copy", "trich-sao", "ke-hoach.pdf", "--pages", "2", "--plan", "sao y.yaml", "-o", "ra.pdf"];
    let facts = t.copied(&args, "ra.pdf");
    let original = read(&std::fs::read(t.path("ke-hoach.pdf")).expect("there")).expect("readable");
    assert_eq!(text(&facts, 1)[..5], text(&original, 2)[..5]);
    assert!((1..=facts.pages.len()).any(|p| text(&facts, p).contains(&"TRÍCH SAO".to_owned())));
}

#[test]
fn what_an_extract_leaves_out_is_not_in_the_file() {
    let t = Test::new();
    // A destination and an action that name page 1 would keep it alive.
    let mut pdf = lopdf::Document::load(t.path("ke-hoach.pdf")).expect("readable");
    let first = *pdf.get_pages().get(&1).expect("a page");
    let there: Vec<lopdf::Object> = vec![first.into(), "Fit".into()];
    let catalog = pdf.catalog_mut().expect("a catalog");
    catalog.set("OpenAction", there.clone());
    catalog.set("Dests", lopdf::dictionary! { "dau" => there });
    pdf.save(t.path("goc.pdf")).expect("written");
    t.copied(&["copy", "trich-sao", "goc.pdf", "--pages", "2", "--plan", "sao y.yaml", "-o", "ra.pdf"], "ra.pdf");
    let copy = lopdf::Document::load(t.path("ra.pdf")).expect("readable");
    let pages = copy.get_pages().len();
    let in_file = copy.objects.values().filter(|object| {
        object.as_dict().and_then(|dict| dict.get(b"Type")?.as_name()).is_ok_and(|name| name == b"Page")
    });
    assert_eq!(in_file.count(), pages, "a page that was left out is still in the file");
}

#[test]
fn an_electronic_copy_has_one_line_in_the_corner() {
    let t = Test::new();
    let args =
        ["copy", "sao-y", "ke-hoach.pdf", "--plan", "sao y.yaml", "--dien-tu", "2026-03-15T08:30:00", "-o", "ra.pdf"];
    let facts = t.copied(&args, "ra.pdf");
    let line = facts.pages[0].lines.iter().find(|l| l.text().starts_with("SAO Y")).expect("the line");
    assert_eq!(line.text(), "SAO Y; Ủy ban nhân dân xã Mẫu; 15/3/2026; 08:30:00");
    assert!((line.size() - 10.0).abs() < 0.05 && line.baseline() < 20.0 / 25.4 * 72.0);
    let edge = (facts.pages[0].width - line.x1()) / 72.0 * 25.4;
    assert!((edge - 10.0).abs() < 0.5, "{edge} mm from the edge");
    assert!(facts.pages.iter().skip(1).flat_map(|p| &p.lines).all(|l| !l.text().contains("SAO Y")));
}

#[test]
fn on_a_turned_page_the_line_stands_where_the_reader_sees_the_corner() {
    let t = Test::new();
    for rotation in [90, 180, 270] {
        let mut pdf = lopdf::Document::load(t.path("ke-hoach.pdf")).expect("readable");
        let page = *pdf.get_pages().get(&1).expect("a page");
        pdf.get_dictionary_mut(page).expect("a page").set("Rotate", rotation);
        pdf.save(t.path("xoay.pdf")).expect("written");
        let args =
            ["copy", "sao-y", "xoay.pdf", "--plan", "sao y.yaml", "--dien-tu", "15/3/2026 08:30:00", "-o", "ra.pdf"];
        let facts = t.copied(&args, "ra.pdf");
        // Turned text is not read: what is found stands upright.
        let page = &facts.pages[0];
        let line = page.lines.iter().find(|l| l.text().starts_with("SAO Y")).expect("upright");
        let edge = (page.width - line.x1()) / 72.0 * 25.4;
        assert!((edge - 10.0).abs() < 0.5 && line.baseline() < 20.0 / 25.4 * 72.0, "{rotation}: {edge} mm");
    }
}

#[test]
fn an_appendix_from_a_pdf_is_inserted_and_its_price_is_said() {
    let t = Test::new();
    let plan = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/thong-bao.yaml"))
        .expect("there")
        + "phu_luc:\n  - { tieu_de: BẢN VẼ, tep: giay-gioi-thieu.pdf }\n  - { tieu_de: DANH SÁCH, noi_dung: Một dòng }\n";
    std::fs::write(t.path("co tep.yaml"), plan).expect("written");
    let facts = t.copied(&["render", "co tep.yaml", "-o", "ra.pdf"], "ra.pdf");
    let pages: Vec<Vec<String>> = (1..=facts.pages.len()).map(|page| text(&facts, page)).collect();
    let at = |wanted: &str| pages.iter().position(|lines| lines.iter().any(|l| l == wanted)).expect(wanted);
    assert!(at("BẢN VẼ") + 1 == at("GIẤY GIỚI THIỆU") && at("GIẤY GIỚI THIỆU") + 1 == at("DANH SÁCH"));
    // The list of parts in the file moved with the pages.
    let second = facts.parts.iter().filter(|part| part.name == "phu_luc").map(|part| part.page).max();
    assert_eq!(second, Some(at("DANH SÁCH") + 1));
    let said = t.run(&["render", "co tep.yaml", "-o", "ra.pdf"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("VT235"));
    let refused = t.run(&["render", "co tep.yaml", "-o", "ra.pdf", "--standard", "a-2a"]);
    assert_eq!(refused.status.code(), Some(1), "{}", String::from_utf8_lossy(&refused.stderr));
}

#[test]
fn what_cannot_be_copied_says_why() {
    let t = Test::new();
    let locked = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/so-lieu/khoa.pdf");
    std::fs::copy(locked, t.path("khóa.pdf")).expect("copied");
    let plan = ["--plan", "sao y.yaml"];
    let with = |args: &[&'static str]| [args, &plan].concat();
    t.refused(&with(&["copy", "sao-y", "khóa.pdf"]), "mã hóa");
    t.refused(&with(&["copy", "sao-y", "sao y.yaml"]), "không phải tệp PDF");
    t.refused(&with(&["copy", "sao-y", "không có.pdf"]), "không có tệp");
    t.refused(&with(&["copy", "trich-sao", "ke-hoach.pdf"]), "sao một phần");
    t.refused(&with(&["copy", "trich-sao", "ke-hoach.pdf", "--pages", "2-9"]), "không có trang `2-9`");
    t.refused(&with(&["copy", "sao-y", "ke-hoach.pdf", "--pages", "1"]), "chỉ dùng cho trich-sao");
    t.refused(&with(&["copy", "sao-y", "ke-hoach.pdf", "--dien-tu", "hôm nay"]), "cần ngày và giờ");
    t.refused(&with(&["copy", "sao-y", "ke-hoach.pdf", "-o", "ke-hoach.pdf"]), "trùng với bản gốc");
    t.refused(&["render", "sao y.yaml"], "vanthu copy sao-y");
}
