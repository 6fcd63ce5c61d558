//! What later commands need to know travels inside the PDF, in a private page-piece dictionary of the catalog (`/PieceInfo /vanthu`),
//! which PDF/A allows: the positions of the named parts, for signing and stamping tools, and for whom how many copies are printed, for
//! the print run. Written as an incremental update, so that every byte that the exporter wrote stays as it is.

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, Stream, dictionary};
use serde_json::{Value as Json, json};

use crate::model::{Copies, Document as Model};
use crate::typeset::Anchor;
use crate::vi::text::collapse_spaces;

/// The most copies that a file may ask for, for one recipient: what a plan may state.
const MAX_COPIES: u64 = 9999;
/// The longest name of a recipient that is taken from a file, in characters.
const MAX_NAME: usize = 500;

/// The anchors as JSON: `[{"ten":"so_ky_hieu","trang":1,"x":30.0,"y":40.2,"rong":46.8,"cao":5.1}, …]`, mm from the top left.
pub fn anchors_json(anchors: &[Anchor]) -> Json {
    anchors
        .iter()
        .map(|a| json!({ "ten": a.name, "trang": a.page, "x": a.x, "y": a.y, "rong": a.width, "cao": a.height }))
        .collect()
}

/// What the lines of number and date say around what is filled in later (`--cho-so`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Awaited {
    /// `Số:`
    pub label: String,
    /// What follows the number: `/KH-UBND`.
    pub symbol: String,
    /// The place before the date.
    pub place: Option<String>,
    /// The year of the document.
    pub year: i32,
}

/// What a PDF keeps of its document.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept<'a> {
    copies: &'a [Copies],
    seal: Option<f64>,
    awaited: Option<Awaited>,
}

impl<'a> Kept<'a> {
    pub(super) fn of(document: &'a Model) -> Self {
        let line = document.number.as_ref().filter(|_| document.awaiting);
        let awaited = line.map(|line| Awaited {
            label: line.label.clone(),
            symbol: line.symbol.clone(),
            place: document.place.clone(),
            year: document.date.year(),
        });
        Self { copies: &document.copies, seal: document.layout.seal, awaited }
    }
}

/// Adds what later commands need to a finished PDF.
pub(super) fn write(pdf: &[u8], anchors: &[Anchor], kept: &Kept<'_>, date: NaiveDate) -> lopdf::Result<Vec<u8>> {
    // Reading all objects to change one takes a twentieth of the time of a short document.
    let before = skeleton(pdf).map_or_else(|| Document::load_mem(pdf), Ok)?;
    let root = before.trailer.get(b"Root")?.as_reference()?;
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), before);
    update.opt_clone_object_to_new_document(root)?;
    let mut add = |value: &Json| {
        let data = value.to_string().into_bytes();
        Object::Reference(update.new_document.add_object(Stream::new(Dictionary::new(), data)))
    };
    let mut private = dictionary! { "Anchors" => add(&anchors_json(anchors)) };
    if !kept.copies.is_empty() {
        let list = kept.copies.iter().map(|c| json!({ "noi": c.recipient, "so_ban": c.count })).collect();
        private.set("Copies", add(&list));
    }
    if let Some(Awaited { label, symbol, place, year }) = &kept.awaited {
        let awaited = json!({ "nhan": label, "ky_hieu": symbol, "dia_danh": place, "nam": year });
        private.set("Awaited", add(&awaited));
    }
    if let Some(diameter) = kept.seal {
        private.set("Seal", Object::Real(diameter as f32));
    }
    let modified = date.format("D:%Y%m%d000000+07'00").to_string();
    let piece = dictionary! {
        "vanthu" => dictionary! {
            "LastModified" => Object::string_literal(modified),
            "Private" => private,
        },
    };
    update.new_document.get_object_mut(root)?.as_dict_mut()?.set("PieceInfo", piece);
    let mut out = Vec::with_capacity(pdf.len() + 4096);
    update.save_to(&mut out)?;
    Ok(out)
}

/// A document of the catalog alone, which is all that an update of the catalog needs; `None` where the file is not as the exporter
/// writes it: one classic cross-reference table that begins with object 0.
fn skeleton(pdf: &[u8]) -> Option<Document> {
    let find =
        |from: usize, what: &[u8]| pdf.get(from..)?.windows(what.len()).position(|w| w == what).map(|at| from + at);
    let number = |bytes: &[u8]| -> Option<usize> {
        let text = std::str::from_utf8(bytes).ok()?.trim_start();
        text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())].parse().ok()
    };
    let end = pdf.len().checked_sub(64).and_then(|from| find(from, b"startxref"))?;
    let table = number(&pdf[end + 9..])?;
    let head = pdf.get(table..)?.strip_prefix(b"xref\n0 ")?;
    let entries = pdf.len() - head.len() + head.iter().position(|b| *b == b'\n')? + 1;
    let trailer = find(entries, b"trailer")?;
    let root = number(&pdf[find(trailer, b"/Root ")? + 6..])?;
    let size = number(&pdf[find(trailer, b"/Size ")? + 6..])?;
    let entry = pdf.get(entries + 20 * root..entries + 20 * root + 20)?;
    let at = number(entry).filter(|_| entry[17] == b'n')?;
    let catalog = pdf.get(at..find(at, b"endobj")? + 6)?;
    catalog.starts_with(format!("{root} 0 obj").as_bytes()).then_some(())?;
    let mut small = pdf[..=pdf.iter().position(|b| *b == b'\n')?].to_vec();
    let place = small.len();
    small.extend_from_slice(catalog);
    let start = small.len() + 1;
    small.extend_from_slice(format!("\nxref\n0 1\n0000000000 65535 f \n{root} 1\n{place:010} 00000 n \n").as_bytes());
    small.extend_from_slice(&pdf[trailer..end]);
    small.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    let mut document = Document::load_mem(&small).ok()?;
    document.xref_start = table;
    document.max_id = u32::try_from(size.checked_sub(1)?).ok()?;
    Some(document)
}

/// Reads the anchors of a PDF; `None` when it has none of ours.
pub fn read_anchors(pdf: &[u8]) -> Option<Json> {
    read(&Document::load_mem(pdf).ok()?, b"Anchors")
}

/// For whom how many copies of a PDF are printed; nothing when its plan stated no number, or when it is not one of ours.
pub fn copies_of(pdf: &[u8]) -> Vec<Copies> {
    Document::load_mem(pdf).map(|document| copies_in(&document)).unwrap_or_default()
}

/// The same for a PDF that is open already.
pub(crate) fn copies_in(document: &Document) -> Vec<Copies> {
    let list = read(document, b"Copies");
    let entries = list.as_ref().and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    // Anybody may have written into the file: what no plan could state is left out.
    let copies = entries.iter().filter_map(|entry| {
        let count = entry.get("so_ban")?.as_u64().filter(|n| (1..=MAX_COPIES).contains(n))?;
        let name: String = entry.get("noi")?.as_str()?.chars().take(MAX_NAME).filter(|c| !c.is_control()).collect();
        Some(Copies { recipient: collapse_spaces(&name), count: u32::try_from(count).ok()? })
    });
    copies.collect()
}

/// What number and date of a PDF are written around; none where it does not await them.
pub fn awaited_in(document: &Document) -> Option<Awaited> {
    let json = read(document, b"Awaited")?;
    let text = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
    let year = json.get("nam").and_then(Json::as_i64).and_then(|year| i32::try_from(year).ok())?;
    Some(Awaited { label: text("nhan")?, symbol: text("ky_hieu")?, place: text("dia_danh"), year })
}

/// The diameter of the seal (mm) that the plan of a PDF names.
pub fn seal_in(document: &Document) -> Option<f64> {
    private(document, b"Seal")?.as_float().ok().map(f64::from).filter(|mm| mm.is_finite())
}

/// The anchors of a PDF that is open already.
pub fn anchors_in(document: &Document) -> Vec<Anchor> {
    let list = read(document, b"Anchors");
    let entries = list.as_ref().and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let anchors = entries.iter().filter_map(|entry| {
        let number = |key: &str| entry.get(key)?.as_f64().filter(|mm| mm.is_finite());
        let page = entry.get("trang")?.as_u64().and_then(|page| usize::try_from(page).ok())?;
        let name = entry.get("ten")?.as_str()?.to_owned();
        let (x, y, width, height) = (number("x")?, number("y")?, number("rong")?, number("cao")?);
        Some(Anchor { name, page, x, y, width, height })
    });
    anchors.collect()
}

/// One entry of our private dictionary.
fn private(document: &Document, key: &[u8]) -> Option<Object> {
    let catalog = document.catalog().ok()?;
    let resolve = |dict: &Dictionary, key: &[u8]| -> Option<Object> {
        document.dereference(dict.get(key).ok()?).ok().map(|(_, object)| object.clone())
    };
    let piece = resolve(catalog, b"PieceInfo")?;
    let ours = resolve(piece.as_dict().ok()?, b"vanthu")?;
    let private = resolve(ours.as_dict().ok()?, b"Private")?;
    resolve(private.as_dict().ok()?, key)
}

/// One entry that is JSON.
fn read(document: &Document, key: &[u8]) -> Option<Json> {
    let found = private(document, key)?;
    let stream = found.as_stream().ok()?;
    let data = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    serde_json::from_slice(&data).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalog_alone_gives_the_same_update() {
        let mut document = Document::with_version("1.7");
        let pages =
            document.add_object(dictionary! { "Type" => "Pages", "Kids" => Object::Array(vec![]), "Count" => 0 });
        let root = document
            .add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Lang" => Object::string_literal("vi") });
        document.trailer.set("Root", root);
        let mut pdf = Vec::new();
        document.save_to(&mut pdf).expect("written");
        let anchors = [Anchor { name: "dau".into(), page: 1, x: 1.0, y: 2.0, width: 3.0, height: 4.0 }];
        let date = NaiveDate::from_ymd_opt(2026, 3, 15).expect("a date");
        let updated = write(&pdf, &anchors, &Kept::default(), date).expect("written");
        assert!(updated.starts_with(&pdf));
        assert_eq!(read_anchors(&updated), Some(anchors_json(&anchors)));
        assert!(Document::load_mem(&updated).is_ok_and(|d| d.catalog().is_ok_and(|c| c.get(b"Lang").is_ok())));
        // Whatever is not as expected is read whole, or refused.
        assert!(skeleton(b"").is_none() && skeleton(b"%PDF-1.7\nstartxref\n5\n%%EOF").is_none());
        assert!(skeleton(&updated).is_none(), "its table does not begin with object 0");
    }
}
