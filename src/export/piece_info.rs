//! The positions of the named parts travel inside the PDF, in a private page-piece dictionary of the catalog (`/PieceInfo /vanthu`),
//! which PDF/A allows; signing and stamping tools read them back. Written as an incremental update, so that every byte that
//! the exporter wrote stays as it is.

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, Stream, dictionary};
use serde_json::{Value as Json, json};

use crate::typeset::Anchor;

/// The anchors as JSON: `[{"ten":"so_ky_hieu","trang":1,"x":30.0,"y":40.2,"rong":46.8,"cao":5.1}, …]`, mm from the top left.
pub fn anchors_json(anchors: &[Anchor]) -> Json {
    anchors
        .iter()
        .map(|a| json!({ "ten": a.name, "trang": a.page, "x": a.x, "y": a.y, "rong": a.width, "cao": a.height }))
        .collect()
}

/// Adds the anchors to a finished PDF.
pub(super) fn write(pdf: &[u8], anchors: &[Anchor], date: NaiveDate) -> lopdf::Result<Vec<u8>> {
    let before = Document::load_mem(pdf)?;
    let root = before.trailer.get(b"Root")?.as_reference()?;
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), before);
    update.opt_clone_object_to_new_document(root)?;
    let data = anchors_json(anchors).to_string().into_bytes();
    let stream = update.new_document.add_object(Stream::new(Dictionary::new(), data));
    let modified = date.format("D:%Y%m%d000000+07'00").to_string();
    let piece = dictionary! {
        "vanthu" => dictionary! {
            "LastModified" => Object::string_literal(modified),
            "Private" => dictionary! { "Anchors" => Object::Reference(stream) },
        },
    };
    update.new_document.get_object_mut(root)?.as_dict_mut()?.set("PieceInfo", piece);
    let mut out = Vec::with_capacity(pdf.len() + 4096);
    update.save_to(&mut out)?;
    Ok(out)
}

/// Reads the anchors of a PDF; `None` when it has none of ours.
pub fn read_anchors(pdf: &[u8]) -> Option<Json> {
    let document = Document::load_mem(pdf).ok()?;
    let catalog = document.catalog().ok()?;
    let resolve = |dict: &Dictionary, key: &[u8]| -> Option<Object> {
        document.dereference(dict.get(key).ok()?).ok().map(|(_, object)| object.clone())
    };
    let piece = resolve(catalog, b"PieceInfo")?;
    let ours = resolve(piece.as_dict().ok()?, b"vanthu")?;
    let private = resolve(ours.as_dict().ok()?, b"Private")?;
    let anchors = resolve(private.as_dict().ok()?, b"Anchors")?;
    let stream = anchors.as_stream().ok()?;
    let data = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    serde_json::from_slice(&data).ok()
}
