//! The claims of a PDF's metadata: PDF/A and PDF/UA.

use lopdf::{Document, Object, ObjectId};

use super::OverlayError;

/// The prefixes under which XMP states them.
const PREFIXES: [&str; 2] = ["pdfaid:", "pdfuaid:"];

fn metadata(document: &Document) -> Option<ObjectId> {
    document.catalog().ok()?.get(b"Metadata").ok()?.as_reference().ok()
}

fn text(document: &Document, id: ObjectId) -> Option<String> {
    let stream = document.get_object(id).ok()?.as_stream().ok()?;
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    String::from_utf8(bytes).ok()
}

/// Whether there is one.
pub fn has(document: &Document) -> bool {
    let text = metadata(document).and_then(|id| text(document, id)).unwrap_or_default();
    PREFIXES.iter().any(|prefix| text.contains(prefix))
}

/// Takes them out. Metadata that cannot be read goes as a whole; what depends on the claims (the tag tree of pages that are no longer
/// the same, the signatures' form, our own list of parts) goes as well.
pub fn remove(document: &mut Document) -> Result<(), OverlayError> {
    if let Some(id) = metadata(document) {
        match text(document, id) {
            Some(text) if PREFIXES.iter().any(|prefix| text.contains(prefix)) => {
                let cleaned = without_claims(&text);
                if let Ok(Object::Stream(stream)) = document.get_object_mut(id) {
                    stream.dict.remove(b"Filter");
                    stream.set_plain_content(cleaned.into_bytes());
                }
            }
            Some(_) => {}
            None => {
                document.catalog_mut()?.remove(b"Metadata");
            }
        }
    }
    let catalog = document.catalog_mut()?;
    for key in [b"PieceInfo".as_slice(), b"Perms", b"StructTreeRoot", b"MarkInfo", b"Outlines", b"PageLabels"] {
        catalog.remove(key);
    }
    Ok(())
}

/// XMP without elements and attributes of the prefixes.
fn without_claims(xmp: &str) -> String {
    let mut out = xmp.to_owned();
    for prefix in PREFIXES {
        while let Some(start) = out.find(&format!("<{prefix}")) {
            let name_end = out[start + 1..].find(['>', ' ', '/']).map_or(out.len(), |n| start + 1 + n);
            let name = out[start + 1..name_end].to_owned();
            let close = format!("</{name}>");
            let end = match out[start..].find(&close) {
                Some(at) => start + at + close.len(),
                None => out[start..].find('>').map_or(out.len(), |at| start + at + 1),
            };
            out.replace_range(start..end, "");
        }
        while let Some(start) = out.find(&format!(" {prefix}")) {
            let Some(open) = out[start..].find(['"', '\'']).map(|at| start + at) else { break };
            let quote = &out[open..=open];
            let Some(end) = out[open + 1..].find(quote).map(|at| open + at + 2) else { break };
            out.replace_range(start..end, "");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_go_and_the_rest_stays() {
        for (xmp, expected) in [
            ("<r><pdfaid:part>2</pdfaid:part><dc:x>y</dc:x></r>", "<r><dc:x>y</dc:x></r>"),
            ("<r pdfaid:part=\"2\" a='b' pdfuaid:part='1'/>", "<r a='b'/>"),
            ("<r><pdfuaid:part/></r>", "<r></r>"),
            ("<r/>", "<r/>"),
        ] {
            assert_eq!(without_claims(xmp), expected);
        }
    }
}
