//! The reader on small PDFs whose every coordinate is known.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::{ReadError, read};
use crate::page::facts::{MM, Page, PageFacts};

/// A page of A4 with this content; `/F1` is Times-Roman and `/F2` Times-Bold with a subset prefix, not embedded.
struct Sheet {
    content: String,
    page: Dictionary,
    anchors: Option<Vec<u8>>,
    form: Option<String>,
    fields: Vec<Dictionary>,
}

impl Sheet {
    fn new(content: &str) -> Self {
        Self { content: content.to_owned(), page: Dictionary::new(), anchors: None, form: None, fields: Vec::new() }
    }

    fn bytes(self) -> Vec<u8> {
        let mut pdf = Document::with_version("1.7");
        let font = |name: &str| {
            dictionary! {
                "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
            }
        };
        let (regular, bold) = (pdf.add_object(font("Times-Roman")), pdf.add_object(font("ABCDEF+Times-Bold")));
        let mut resources = dictionary! { "Font" => dictionary! { "F1" => regular, "F2" => bold } };
        if let Some(form) = self.form {
            let own = dictionary! { "Font" => dictionary! { "F9" => pdf.add_object(font("Times-Italic")) } };
            let form = Stream::new(
                dictionary! {
                    "Type" => "XObject", "Subtype" => "Form", "Resources" => own,
                    "BBox" => vec![0.into(), 0.into(), 500.into(), 500.into()],
                },
                form.into_bytes(),
            );
            resources.set("XObject", dictionary! { "X1" => pdf.add_object(form) });
        }
        let content = pdf.add_object(Stream::new(Dictionary::new(), self.content.into_bytes()));
        let pages = pdf.new_object_id();
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        };
        page.extend(&self.page);
        let page = pdf.add_object(page);
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        pdf.objects.insert(pages, Object::Dictionary(tree));
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
        if let Some(json) = self.anchors {
            let anchors = pdf.add_object(Stream::new(Dictionary::new(), json));
            let piece = dictionary! {
                "LastModified" => Object::string_literal("D:20260205000000Z"),
                "Private" => dictionary! { "Anchors" => anchors },
            };
            catalog.set("PieceInfo", dictionary! { "vanthu" => piece });
        }
        if !self.fields.is_empty() {
            let fields: Vec<Object> = self.fields.into_iter().map(|field| pdf.add_object(field).into()).collect();
            catalog.set("AcroForm", dictionary! { "Fields" => fields });
        }
        let catalog = pdf.add_object(catalog);
        pdf.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).expect("a PDF in memory");
        bytes
    }

    fn facts(self) -> PageFacts {
        read(&self.bytes()).expect("a sound PDF")
    }
}

fn page(content: &str) -> Page {
    Sheet::new(content).facts().pages.remove(0)
}

fn texts(content: &str) -> Vec<String> {
    page(content).lines.iter().map(crate::page::facts::TextLine::text).collect()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 0.05, "{a} is not {b}");
}

#[test]
fn a_line_of_text() {
    let page = page("BT /F2 14 Tf 1 0 0 rg 100 700 Td (Hello) Tj ET");
    near(page.width, 595.0);
    near(page.height, 842.0);
    let [line] = page.lines.as_slice() else { panic!("{:?}", page.lines) };
    let [run] = line.runs.as_slice() else { panic!("{line:?}") };
    assert_eq!((run.text.as_str(), run.font.as_str(), run.embedded), ("Hello", "Times-Bold", false));
    near(run.x0, 100.0);
    near(run.x1, 100.0 + 14.0 * (0.778 + 0.444 + 0.278 + 0.278 + 0.5));
    near(run.baseline, 142.0);
    near(run.size, 14.0);
    assert!(run.color[0] > 0.99 && run.color[1] < 0.01 && run.color[2] < 0.01);
}

#[test]
fn gaps_are_spaces_or_columns() {
    assert_eq!(texts("BT /F1 10 Tf 50 700 Td [(mot) -250 (hai)] TJ ET"), ["mot hai"]);
    assert_eq!(texts("BT /F1 10 Tf 50 700 Td [(mot) -30 (hai)] TJ ET"), ["mothai"]);
    assert_eq!(texts("BT /F1 10 Tf 50 700 Td [(mot) -900 (hai)] TJ ET"), ["mot", "hai"]);
    // A justified space may be wide.
    assert_eq!(texts("BT /F1 10 Tf 12 Tw 50 700 Td (mot   hai ) Tj ET"), ["mot hai"]);
}

#[test]
fn columns_drawn_apart_stay_apart() {
    let two = "BT /F1 10 Tf 50 700 Td (mot) Tj 0 -12 Td (ba) Tj ET BT /F1 10 Tf 70 700 Td (hai) Tj ET";
    assert_eq!(texts(two), ["mot", "hai", "ba"]);
    // Pieces that touch are one line, in whatever order they are drawn.
    let one = "BT /F1 10 Tf 63.34 700 Td (hai) Tj ET BT /F2 10 Tf 50 700 Td (mot) Tj ET";
    let page = page(one);
    assert_eq!(page.lines.len(), 1);
    assert_eq!(page.lines[0].text(), "mothai");
    assert_eq!(page.lines[0].runs.len(), 2);
}

#[test]
fn raised_text_keeps_its_line() {
    let page = page("BT /F1 12 Tf 50 700 Td (m) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf ( x) Tj ET");
    let [line] = page.lines.as_slice() else { panic!("{:?}", page.lines) };
    assert_eq!(line.text(), "m2 x");
    near(line.baseline(), 142.0);
    near(line.size(), 12.0);
    near(line.runs[1].baseline, 137.0);
}

#[test]
fn what_is_not_seen_upright_is_left_out() {
    assert_eq!(texts("BT 3 Tr /F1 10 Tf 50 700 Td (an) Tj ET"), Vec::<String>::new());
    assert_eq!(texts("BT /F1 10 Tf 0 1 -1 0 50 700 Tm (xoay) Tj ET"), Vec::<String>::new());
    // Filled and stroked: one glyph, not two.
    assert_eq!(texts("BT 2 Tr /F1 10 Tf 50 700 Td (dam) Tj ET"), ["dam"]);
}

#[test]
fn transformations_and_turned_pages() {
    let scaled = page("q 2 0 0 2 10 20 cm BT /F1 7 Tf 1 0 0 1 45 340 Tm (to) Tj ET Q");
    near(scaled.lines[0].size(), 14.0);
    near(scaled.lines[0].x0(), 100.0);
    near(scaled.lines[0].baseline(), 842.0 - 700.0);
    let mut sheet = Sheet::new("BT /F1 10 Tf 0 1 -1 0 100 200 Tm (ngang) Tj ET");
    sheet.page.set("Rotate", 90);
    let turned = sheet.facts().pages.remove(0);
    near(turned.width, 842.0);
    near(turned.lines[0].x0(), 200.0);
    near(turned.lines[0].baseline(), 100.0);
}

#[test]
fn fonts_of_forms_have_names() {
    let mut sheet = Sheet::new("q 1 0 0 1 30 40 cm /X1 Do Q");
    sheet.form = Some("BT /F9 10 Tf 20 60 Td (trong) Tj ET".to_owned());
    let page = sheet.facts().pages.remove(0);
    assert_eq!(page.lines[0].runs[0].font, "Times-Italic");
    near(page.lines[0].x0(), 50.0);
    near(page.lines[0].baseline(), 742.0);
}

#[test]
fn rules() {
    let all = page(
        "2 w 100 700 m 200 700 l S \
         50 600 100 0.5 re f \
         [3 2] 0 d 100 500 m 200 500 l S [] 0 d \
         1 w 300 300 60 20 re S \
         0 0 1 rg 400 100 60 20 re f \
         300 200 m 310 220 350 220 360 200 c S \
         100 50 m 150 90 l S \
         0.5 w 50 40 m 90 40 l S 90 40 m 130 40 l S",
    );
    let flat: Vec<_> = all.rules.iter().filter(|rule| rule.is_horizontal()).collect();
    let tall: Vec<_> = all.rules.iter().filter(|rule| !rule.is_horizontal()).collect();
    // Stroked, filled thin, dashed, two sides of the box, and the one drawn in two pieces.
    assert_eq!((flat.len(), tall.len()), (6, 2), "{:#?}", all.rules);
    let find = |y: f64| *flat.iter().find(|r| (f64::midpoint(r.y0, r.y1) - y).abs() < 0.3).expect("a rule");
    let stroked = find(142.0);
    near(stroked.y0, 141.0);
    near(stroked.y1, 143.0);
    near(stroked.length(), 100.0);
    assert!(!stroked.dashed && find(342.0).dashed);
    near(find(241.75).length(), 100.0);
    near(find(802.0).x0, 50.0);
    near(find(802.0).x1, 130.0);
}

#[test]
fn pictures_have_a_place() {
    let page = page("q 90 0 0 60 100 500 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q");
    let [area] = page.images.as_slice() else { panic!("{:?}", page.images) };
    near(area.x0, 100.0);
    near(area.y0, 842.0 - 560.0);
    near(area.x1, 190.0);
    near(area.y1, 342.0);
}

#[test]
fn named_parts() {
    assert!(Sheet::new("").facts().parts.is_empty());
    let mut sheet = Sheet::new("");
    let json = r#"[{"ten":"so_ky_hieu","trang":1,"x":30.0,"y":40.2,"rong":46.8,"cao":5}]"#;
    sheet.anchors = Some(json.as_bytes().to_vec());
    let parts = sheet.facts().parts;
    let [part] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!((part.name.as_str(), part.page), ("so_ky_hieu", 1));
    near(part.area().x0, 30.0 * MM);
    near(part.area().y1, 45.2 * MM);
    for bad in ["", "{}", "[1]", r#"[{"ten":"ngay","trang":-1,"x":0,"y":0,"rong":1,"cao":1}]"#, "[{"] {
        let mut sheet = Sheet::new("");
        sheet.anchors = Some(bad.as_bytes().to_vec());
        assert!(matches!(read(&sheet.bytes()), Err(ReadError::Anchors(_))), "{bad}");
    }
}

#[test]
fn fields_that_are_signed_or_filled() {
    let mut sheet = Sheet::new("");
    let text = |value: &str| dictionary! { "FT" => "Tx", "V" => Object::string_literal(value) };
    sheet.fields = vec![
        dictionary! { "FT" => "Sig" },
        dictionary! { "FT" => "Sig", "V" => dictionary! { "Type" => "Sig" } },
        dictionary! { "FT" => "Tx", "Kids" => vec![dictionary! { "V" => Object::string_literal("05") }.into()] },
        text(""),
    ];
    let facts = sheet.facts();
    assert_eq!((facts.signatures, facts.filled_fields), (1, 1));
}

#[test]
fn the_usual_gap_between_words() {
    let gap = |content: &str| page(content).lines[0].word_gap;
    near(gap("BT /F1 10 Tf 50 700 Td (mot hai ba) Tj ET"), 2.5);
    near(gap("BT /F1 10 Tf 4 Tw 50 700 Td (mot hai ba) Tj ET"), 6.5);
    near(gap("BT /F1 10 Tf 50 700 Td (mot) Tj ET"), 0.0);
}

/// A page whose content is `/X Do`, and forms that each draw the next one so often.
fn laughing(forms: usize, times: usize) -> Vec<u8> {
    let mut pdf = Document::load_mem(&Sheet::new("/X Do").bytes()).expect("a sound PDF");
    let form = |resources: Dictionary, content: String| {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => resources,
            "BBox" => vec![0.into(), 0.into(), 500.into(), 500.into()],
        };
        Stream::new(dict, content.into_bytes())
    };
    let mut next = pdf.add_object(form(Dictionary::new(), "0 0 9 9 re f".to_owned()));
    for _ in 0..forms {
        let resources = dictionary! { "XObject" => dictionary! { "X" => next } };
        next = pdf.add_object(form(resources, "/X Do ".repeat(times)));
    }
    let page = pdf.page_iter().next().expect("a page");
    let page = pdf.get_dictionary_mut(page).expect("a page");
    let Ok(Object::Dictionary(resources)) = page.get_mut(b"Resources") else { panic!("{page:?}") };
    resources.set("XObject", dictionary! { "X" => next });
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("a PDF in memory");
    bytes
}

#[test]
fn forms_that_draw_forms_that_draw_forms() {
    assert!(read(&laughing(20, 1)).is_ok());
    assert!(read(&laughing(2, 10)).is_ok());
    assert_eq!(read(&laughing(9, 10)), Err(ReadError::TooComplex));
    // One that draws itself, twice.
    let mut sheet = Sheet::new("/X1 Do");
    sheet.form = Some("/X1 Do /X1 Do".to_owned());
    assert_eq!(read(&sheet.bytes()), Err(ReadError::TooComplex));
}

#[test]
fn contents_that_cost_too_much() {
    let refused = |what: &str, content: String| {
        assert_eq!(read(&Sheet::new(&content).bytes()), Err(ReadError::TooComplex), "{what}");
    };
    let text = "BT /F1 9 Tf 50 700 Td (mot) Tj ET ";
    refused("arrays that overflow the parser's stack", format!("{}0 d {text}", "[".repeat(100_000)));
    refused("dictionaries, too", format!("/A {}BDC {text}", "<</A ".repeat(100_000)));
    refused("states without an end", format!("{}{text}", "q ".repeat(2000)));
    refused("a dash copied for each glyph", format!("[{}] 0 d BT ({}) Tj ET", "1 ".repeat(30_000), "a".repeat(3000)));
    refused("outlines that clip", format!("BT /F1 9 Tf 7 Tr ({}) Tj ET", "@".repeat(100_000)));
    refused("images that may end anywhere", format!("{}{text}", "BI /W 1 /H 1 ID x EI /EI gs ".repeat(40)));
    refused("more glyphs than a page can have", format!("BT /F1 9 Tf ({}) Tj ET", "a".repeat(300_000)));
    // The same things as documents have them.
    let sound = |content: String| {
        assert_eq!(Sheet::new(&content).facts().pages[0].lines.len(), 1, "{content}");
    };
    sound(format!("{}[3 2] 0 d 7 w {text}{}", "q ".repeat(100), "Q ".repeat(100)));
    sound(format!("{}{text}", "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q ".repeat(1000)));
    sound("BT /F1 9 Tf 50 700 Td (EI BI [ [ << \\( ID EI) Tj ET".to_owned());
}

#[test]
fn a_content_named_a_thousand_times() {
    let mut pdf = Document::load_mem(&Sheet::new("").bytes()).expect("a sound PDF");
    let content = pdf.add_object(Stream::new(Dictionary::new(), "0 g ".repeat(50_000).into_bytes()));
    let page = pdf.page_iter().next().expect("a page");
    pdf.get_dictionary_mut(page).expect("a page").set("Contents", vec![Object::from(content); 1000]);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("a PDF in memory");
    assert_eq!(read(&bytes), Err(ReadError::TooComplex));
}

#[test]
fn widths_of_more_glyphs_than_there_are() {
    let with = |last: i64| {
        let mut pdf = Document::load_mem(&Sheet::new("BT /F 9 Tf <0001> Tj ET").bytes()).expect("a sound PDF");
        let cid = pdf.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "A",
            "W" => vec![0.into(), last.into(), 500.into()],
        });
        let font = pdf.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "Encoding" => "Identity-H",
            "DescendantFonts" => vec![cid.into()],
        });
        let page = pdf.page_iter().next().expect("a page");
        let page = pdf.get_dictionary_mut(page).expect("a page");
        page.set("Resources", dictionary! { "Font" => dictionary! { "F" => font } });
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).expect("a PDF in memory");
        read(&bytes)
    };
    assert!(with(65_535).is_ok());
    assert_eq!(with(400_000_000), Err(ReadError::TooComplex));
}

#[test]
fn a_tree_of_pages_that_names_its_kids_many_times() {
    let mut pdf = Document::load_mem(&Sheet::new("").bytes()).expect("a sound PDF");
    let mut below = pdf.page_iter().next().expect("a page");
    for _ in 0..9 {
        below =
            pdf.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![Object::from(below); 10], "Count" => 10 });
    }
    pdf.catalog_mut().expect("a catalog").set("Pages", below);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("a PDF in memory");
    assert_eq!(read(&bytes), Err(ReadError::TooComplex));
}

#[test]
fn garbage_is_an_error_and_never_a_panic() {
    for bytes in [&b""[..], b"%PDF-1.7", b"khong phai PDF", &[0xff; 4000]] {
        assert_eq!(read(bytes), Err(ReadError::NotAPdf));
    }
    let mut sheet = Sheet::new("q BT /F1 10 Tf 50 700 Td [(mot) -250 (hai)] TJ ET 0 0 9 1 re f Q /X1 Do");
    sheet.form = Some("BT /F9 10 Tf 20 60 Td (trong) Tj ET /X1 Do".to_owned());
    sheet.anchors = Some(br#"[{"ten":"ngay","trang":1,"x":0,"y":0,"rong":1,"cao":1}]"#.to_vec());
    let sound = sheet.bytes();
    // A fixed sequence of damage: the test is the same on every run.
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize
    };
    for _ in 0..400 {
        let mut bytes = sound.clone();
        for _ in 0..=next() % 6 {
            let at = next() % bytes.len();
            bytes[at] = b"0129 <>[]()/Rx\xff"[next() % 15];
        }
        bytes.truncate(bytes.len() - if next() % 4 == 0 { next() % 200 } else { 0 });
        if let Ok(facts) = read(&bytes) {
            let _ = crate::page::measure(&facts, crate::page::Layout::Titled);
        }
    }
}
