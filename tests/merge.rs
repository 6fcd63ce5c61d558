//! `vanthu merge`, read back by parsers that did not write it.

mod common;
#[path = "common/prints.rs"]
mod prints;

use std::collections::HashSet;

use prints::{Test, bookmarks, numbered, text};
use vanthu::model::Copies;
use vanthu::printrun::{Options, PrintError, Printrun, copies_of};

#[test]
fn a_document_travels_with_its_copies() {
    let stated = copies_of(&numbered(
        "noi_nhan:\n  - { ten: '- UBND xã Mẫu;', so_ban: 2 }\n  - Đoàn thể\nluu: [{ ten: VT, so_ban: 3 }]",
    ));
    let expected = [("UBND xã Mẫu", 2), ("Lưu: VT", 3)];
    let expected = expected.map(|(recipient, count)| Copies { recipient: recipient.to_owned(), count });
    assert_eq!(stated, expected);
    assert!(copies_of(&numbered("noi_nhan: [Đoàn thể]\nluu: [VT]")).is_empty());
    assert!(copies_of(b"no PDF").is_empty());
}

#[test]
fn as_above_stands_for_the_addressees() {
    let names = |count: u32| {
        let above =
            format!("kinh_gui: [Phòng A, Phòng B]\nnoi_nhan: [{{ ten: Như trên, so_ban: {count} }}]\nluu: [VT]");
        copies_of(&numbered(&above)).into_iter().map(|c| (c.recipient, c.count)).collect::<Vec<_>>()
    };
    assert_eq!(names(2), [("Phòng A".to_owned(), 1), ("Phòng B".to_owned(), 1)]);
    assert_eq!(names(5), [("Như trên".to_owned(), 5)], "who gets how many is not said");
}

#[test]
fn every_copy_begins_on_a_front_and_has_a_bookmark() {
    let t = Test::new();
    t.write("a.pdf", &numbered("noi_nhan:\n  - { ten: UBND xã Mẫu, so_ban: 2 }\nluu: [{ ten: VT, so_ban: 1 }]"));
    t.write("b.pdf", &common::render("plans/ke-hoach.yaml"));
    let own = t.facts("b.pdf").pages.len();
    t.merged(&["merge", "a.pdf", "b.pdf", "-o", "in.pdf"]);
    let facts = t.facts("in.pdf");
    assert_eq!(facts.pages.len(), 3 * 2 + own + own % 2);
    for copy in 0..3 {
        assert!(text(&facts, 2 * copy).contains("Nội dung mẫu"), "{}", text(&facts, 2 * copy));
        assert_eq!(text(&facts, 2 * copy + 1), "", "the back stays empty");
        assert!((facts.pages[2 * copy + 1].height - facts.pages[2 * copy].height).abs() < 0.01);
    }
    let marks = bookmarks(&t.read("in.pdf"));
    let titles: Vec<(usize, usize, &str)> = marks.iter().map(|m| (m.depth, m.page, m.title.as_str())).collect();
    let about = |title: &str| title.split_once(" - ").expect("a title").0.to_owned();
    assert_eq!(about(titles[0].2), "a");
    assert_eq!(titles[0].0, 0);
    assert_eq!(titles[1], (1, 0, "bản 1/3 - UBND xã Mẫu"));
    assert_eq!(titles[2], (1, 2, "bản 2/3 - UBND xã Mẫu"));
    assert_eq!(titles[3], (1, 4, "bản 3/3 - Lưu: VT"));
    assert_eq!((titles[4].0, titles[4].1, about(titles[4].2)), (0, 6, "b".to_owned()));
    assert_eq!(titles.len(), 5, "a document with one copy has one bookmark");
}

#[test]
fn on_one_side_nothing_is_put_between() {
    let t = Test::new();
    t.write("a.pdf", &numbered("luu: [VT]"));
    t.merged(&["merge", "a.pdf", "a.pdf", "-o", "in.pdf", "--one-sided", "--copies", "3"]);
    assert_eq!(t.facts("in.pdf").pages.len(), 6);
    for (name, word) in [("in.pdf", "Simplex"), ("hai.pdf", "DuplexFlipLongEdge")] {
        t.merged(&["merge", "a.pdf", "-o", "hai.pdf"]);
        let pdf = t.read(name);
        let preferences = pdf.catalog().and_then(|c| c.get(b"ViewerPreferences")?.as_dict()).expect("there");
        let said = |key: &[u8]| preferences.get(key).and_then(lopdf::Object::as_name).expect("a name").to_vec();
        assert_eq!(said(b"Duplex"), word.as_bytes());
        assert_eq!(said(b"PrintScaling"), b"None");
    }
}

#[test]
fn copies_share_everything() {
    let t = Test::new();
    t.write("a.pdf", &common::render("plans/ke-hoach-mo-hinh-diem-2023.yaml"));
    let size = |copies: &str| {
        t.merged(&["merge", "a.pdf", "-o", "in.pdf", "--copies", copies]);
        std::fs::metadata(t.path("in.pdf")).expect("written").len() as f64
    };
    let (one, thirty) = (size("1"), size("30"));
    assert!(thirty < one * 1.03, "{one} bytes for 1 copy, {thirty} for 30");
    let pdf = t.read("in.pdf");
    let pages: Vec<_> = pdf.get_pages().into_values().collect();
    let contents: HashSet<_> = pages.iter().flat_map(|page| pdf.get_page_contents(*page)).collect();
    assert_eq!(contents.len() * 30, pages.iter().map(|page| pdf.get_page_contents(*page).len()).sum::<usize>());
}

#[test]
fn equal_fonts_of_different_documents_are_there_once() {
    let pdf = numbered("luu: [VT]");
    let fonts = |count: usize| {
        let mut run = Printrun::new(Options::default());
        (0..count).for_each(|n| run.add(&format!("{n}"), &pdf).expect("a good PDF"));
        let merged = lopdf::Document::load_mem(&run.finish().expect("made")).expect("readable");
        merged
            .objects
            .values()
            .filter(|o| o.as_stream().is_ok_and(|s| s.dict.has(b"Length1") || s.dict.has(b"Subtype")))
            .count()
    };
    assert_eq!(fonts(1), fonts(5));
}

#[test]
fn covers_bundle_by_recipient() {
    let t = Test::new();
    t.write("a.pdf", &numbered("noi_nhan:\n  - { ten: UBND xã Mẫu, so_ban: 2 }\nluu: [{ ten: VT, so_ban: 1 }]"));
    t.write("b.pdf", &numbered("noi_nhan:\n  - { ten: UBND xã Mẫu, so_ban: 1 }\nluu: [VT]"));
    t.write("c.pdf", &numbered("luu: [VT]"));
    t.merged(&["merge", "a.pdf", "b.pdf", "c.pdf", "-o", "in.pdf", "--covers"]);
    let facts = t.facts("in.pdf");
    // Three covers and five copies, each on a sheet of its own.
    assert_eq!(facts.pages.len(), 2 * (3 + 5));
    let cover = text(&facts, 0);
    for wanted in ["NƠI NHẬN:", "UBND xã Mẫu", "Số bản", "Cộng: 2 văn bản"] {
        assert!(cover.contains(wanted), "{wanted} is not in {cover}");
    }
    let total = facts.pages[0].lines.last().expect("lines").text();
    assert!(total.ends_with('3'), "{total}");
    assert!((facts.pages[0].width - 595.28).abs() < 0.1 && (facts.pages[0].height - 841.89).abs() < 0.1);
    assert!(facts.pages[0].lines[0].main_run().expect("text").font.contains("LiberationSerif"));
    let marks = bookmarks(&t.read("in.pdf"));
    let top: Vec<(usize, &str)> = marks.iter().filter(|m| m.depth == 0).map(|m| (m.page, m.title.as_str())).collect();
    assert_eq!(top, [(0, "UBND xã Mẫu: 3"), (8, "Lưu: VT: 1"), (12, "không ghi nơi nhận: 1")]);
    assert!(text(&facts, 12).contains("không ghi nơi nhận"));
    assert!(marks.iter().any(|m| m.depth == 2 && m.title == "bản 2/3 - UBND xã Mẫu"));
}

#[test]
fn a_long_cover_has_several_pages() {
    let t = Test::new();
    t.write("a.pdf", &numbered("luu: [{ ten: VT, so_ban: 1 }]"));
    let many = [["merge"].as_slice(), &["a.pdf"; 60], &["-o", "in.pdf", "--covers"]].concat();
    t.merged(&many);
    let facts = t.facts("in.pdf");
    let cover =
        facts.pages.iter().position(|p| p.lines.iter().any(|l| l.text().contains("Nội dung mẫu"))).expect("a copy");
    assert!(cover >= 2 && cover % 2 == 0, "{cover}");
    assert_eq!(facts.pages.len(), cover + 2 * 60);
}

#[test]
fn volumes() {
    let t = Test::new();
    t.write("văn bản/1.pdf", &numbered("luu: [VT]"));
    for name in ["2", "3", "4", "5"] {
        std::fs::copy(t.path("văn bản/1.pdf"), t.path(&format!("văn bản/{name}.pdf"))).expect("copied");
    }
    t.write("in-004.pdf", b"old");
    let said = t.merged(&["merge", "văn bản", "-o", "in.pdf", "--volume", "2"]);
    assert!(said.contains("VT544") && said.contains("in-004.pdf"), "{said}");
    let counts = ["in-001.pdf", "in-002.pdf", "in-003.pdf"].map(|name| bookmarks(&t.read(name)).len());
    assert_eq!(counts, [2, 2, 1]);
    assert!(bookmarks(&t.read("in-003.pdf"))[0].title.starts_with("5 - "));
    assert!(!t.path("in.pdf").exists());
}

#[test]
fn a_visible_signature_is_kept_as_a_picture() {
    let t = Test::new();
    t.write("kí.pdf", &prints::signed(&numbered("luu: [VT]")));
    t.merged(&["merge", "kí.pdf", "-o", "in.pdf", "--copies", "2"]);
    let facts = t.facts("in.pdf");
    for page in [0, 2] {
        let seen =
            |x: f64, y: f64| facts.pages[page].rules.iter().any(|r| (r.x0 - x).abs() < 1.0 && (r.y0 - y).abs() < 2.0);
        // The bar of the picture, drawn at the field's place.
        assert!(seen(300.0, facts.pages[page].height - 225.0), "{:?}", facts.pages[page].rules);
    }
    let pdf = t.read("in.pdf");
    let catalog = pdf.catalog().expect("there");
    for key in
        [b"AcroForm".as_slice(), b"DSS", b"Perms", b"StructTreeRoot", b"MarkInfo", b"Metadata", b"PieceInfo", b"Names"]
    {
        assert!(!catalog.has(key), "{}", String::from_utf8_lossy(key));
    }
    assert!(pdf.get_pages().into_values().all(|page| !pdf.get_dictionary(page).expect("there").has(b"Annots")));
    let left = |name: &[u8]| pdf.objects.values().filter_map(|o| o.as_dict().ok()).any(|d| d.has(name));
    assert!(!left(b"ByteRange") && !left(b"StructParents") && !left(b"FT"));
}

#[test]
fn same_input_same_bytes() {
    let (a, b) = (numbered("luu: [{ ten: VT, so_ban: 2 }]"), common::render("plans/giay-gioi-thieu.yaml"));
    let engine = vanthu::Engine::built_in().expect("built-in templates");
    let made = |covers: bool, files: &[&[u8]]| {
        let covers = covers.then_some(&engine);
        let mut run = Printrun::new(Options { covers, ..Options::default() });
        for pdf in files {
            run.add("a", pdf).expect("good");
        }
        run.finish().expect("made")
    };
    assert_eq!(made(true, &[&a, &b]), made(true, &[&a, &b]));
    assert_eq!(made(false, &[&a, &b]), made(false, &[&a, &b]));
    assert_ne!(made(false, &[&a, &b]), made(false, &[&b, &a]));
}

#[test]
fn all_that_is_wrong_is_said_and_nothing_written() {
    let t = Test::new();
    t.write("a.pdf", &numbered("luu: [VT]"));
    t.write("hỏng.pdf", b"%PDF-1.7\nnothing");
    t.write("rỗng/x.txt", b"");
    std::fs::copy(prints::locked(), t.path("khóa.pdf")).expect("copied");
    let files = ["merge", "a.pdf", "hỏng.pdf", "khóa.pdf", "thiếu.pdf", "rỗng", "-o"];
    for output in ["in.pdf", "a.pdf"] {
        let said = t.refused(&[&files, [output].as_slice()].concat());
        for wanted in ["hỏng.pdf", "khóa.pdf", "mã hóa", "thiếu.pdf", "VT542"] {
            assert!(said.contains(wanted), "{wanted} is not in {said}");
        }
        assert_eq!(said.contains("VT541"), output == "a.pdf", "{said}");
    }
    assert!(!t.path("in.pdf").exists());
    let left: Vec<_> = std::fs::read_dir(t.path("")).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".vanthu-")), "{left:?}");
    assert!(t.refused(&["merge", "a.pdf", "-o", "-", "--volume", "1"]).contains("--volume"));
}

#[test]
fn one_file_has_an_end() {
    let pdf = numbered("luu: [VT]");
    let mut run = Printrun::new(Options { copies: Some(60_000), ..Options::default() });
    assert_eq!(run.add("a", &pdf), Err(PrintError::TooLong { pages: 120_000 }));
    assert!(run.is_empty());
    assert!(run.finish().is_err(), "nothing to print");
}

#[test]
fn a_failed_document_leaves_nothing_behind() {
    let (good, other) = (numbered("luu: [VT]"), common::render("plans/giay-gioi-thieu.yaml"));
    // Resources that lie deeper in one another than any page has them.
    let mut deep = lopdf::Document::load_mem(&other).expect("readable");
    let page = *deep.get_pages().get(&1).expect("a page");
    let mut list = lopdf::Object::Null;
    for _ in 0..400 {
        list = deep.add_object(vec![list]).into();
    }
    deep.get_dictionary_mut(page).expect("a page").set("Group", list);
    let mut bytes = Vec::new();
    deep.save_to(&mut bytes).expect("written");
    let made = |spoilt: bool| {
        let mut run = Printrun::new(Options::default());
        run.add("a", &good).expect("good");
        if spoilt {
            assert!(matches!(run.add("b", &bytes), Err(PrintError::Pdf(_))));
        }
        run.add("c", &other).expect("good");
        run.finish().expect("made")
    };
    assert_eq!(made(true), made(false));
}

#[test]
fn damaged_bytes_are_refused_or_merged() {
    let pdf = numbered("luu: [VT]");
    let mut seed = 7_u64;
    for _ in 0..150 {
        let mut bytes = pdf.clone();
        for _ in 0..20 {
            // A generator of our own: the test must be the same everywhere.
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % bytes.len();
            bytes[at] = (seed >> 24) as u8;
        }
        bytes.truncate(bytes.len() - (seed >> 40) as usize % 300);
        let mut run = Printrun::new(Options::default());
        if run.add("a", &bytes).is_ok() {
            let merged = run.finish().expect("made");
            lopdf::Document::load_mem(&merged).expect("readable");
        }
    }
}

#[test]
fn layers_that_are_off_stay_off() {
    let mut source = lopdf::Document::load_mem(&numbered("luu: [VT]")).expect("readable");
    let layer = |name: &str| lopdf::dictionary! { "Type" => "OCG", "Name" => lopdf::text_string(name) };
    let (on, off) = (source.add_object(layer("MẪU")), source.add_object(layer("MẪU")));
    let page = *source.get_pages().get(&1).expect("a page");
    let properties = lopdf::dictionary! { "Lx1" => on, "Lx2" => off };
    let resources = lopdf::dictionary! { "Properties" => properties };
    source.get_dictionary_mut(page).expect("a page").set("Resources", resources);
    let all: Vec<lopdf::Object> = vec![on.into(), off.into()];
    let off: Vec<lopdf::Object> = vec![off.into()];
    let default = lopdf::dictionary! { "OFF" => off };
    source.catalog_mut().expect("there").set("OCProperties", lopdf::dictionary! { "OCGs" => all, "D" => default });
    let mut bytes = Vec::new();
    source.save_to(&mut bytes).expect("written");
    let mut run = Printrun::new(Options::default());
    run.add("a", &bytes).expect("good");
    run.add("b", &bytes).expect("good");
    let merged = lopdf::Document::load_mem(&run.finish().expect("made")).expect("readable");
    let properties = merged.catalog().and_then(|c| c.get(b"OCProperties")?.as_dict()).expect("there");
    let count =
        |of: &lopdf::Dictionary, key: &[u8]| of.get(key).and_then(lopdf::Object::as_array).expect("a list").len();
    let default = properties.get(b"D").and_then(lopdf::Object::as_dict).expect("there");
    assert_eq!((count(properties, b"OCGs"), count(default, b"OFF")), (4, 2));
}

#[test]
fn messages() {
    let t = Test::new();
    t.write("a.pdf", &numbered("luu: [VT]"));
    t.write("hỏng.pdf", b"no PDF");
    t.write("rỗng/x.txt", b"");
    std::fs::copy(prints::locked(), t.path("khóa.pdf")).expect("copied");
    t.write("cũ-002.pdf", b"old");
    let shown: Vec<String> = [
        &["merge", "a.pdf", "-o", "in.pdf"][..],
        &["merge", "hỏng.pdf", "khóa.pdf", "-o", "in.pdf"],
        &["merge", "a.pdf", "-o", "a.pdf"],
        &["merge", "rỗng", "-o", "in.pdf"],
        &["merge", "a.pdf", "a.pdf", "a.pdf", "a.pdf", "a.pdf", "a.pdf", "-o", "in.pdf", "--copies", "9999"],
        &["merge", "a.pdf", "-o", "cũ.pdf", "--volume", "3"],
        &["merge", "a.pdf", "-o", "-", "--volume", "3"],
    ]
    .iter()
    .map(|args| t.shown(args))
    .collect();
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn a_picture_that_is_turned_lies_on_its_field() {
    let t = Test::new();
    // As a program writes it for a page that is shown turned: the box on its side, and a matrix that raises it.
    let mut document = lopdf::Document::load_mem(&prints::signed(&numbered("luu: [VT]"))).expect("readable");
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut()
            && stream.content.starts_with(b"0 0 0 rg 0 49")
        {
            let numbers = |list: [i64; 6]| list.map(lopdf::Object::from).to_vec();
            stream.dict.set("BBox", numbers([0, 0, 100, 200, 0, 0])[..4].to_vec());
            stream.dict.set("Matrix", numbers([0, 1, -1, 0, 200, 0]));
            stream.set_plain_content(b"0 0 0 rg 49 0 2 200 re f".to_vec());
        }
    }
    document.save(t.path("kí.pdf")).expect("written");
    t.merged(&["merge", "kí.pdf", "-o", "in.pdf"]);
    let page = &t.facts("in.pdf").pages[0];
    let bar = page.rules.iter().find(|r| (r.x0 - 300.0).abs() < 1.0 && (r.x1 - 400.0).abs() < 1.0);
    assert!(bar.is_some_and(|r| (r.y0 - (page.height - 225.0)).abs() < 2.0), "{:?}", page.rules);
}
