//! The form fields of a file: how many are signed, how many filled in.

use hayro_syntax::object::{Array, Dict, Name, String as PdfString};
use hayro_syntax::xref::XRef;

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fields {
    /// Signature fields with a signature.
    pub(super) signed: usize,
    /// Text fields with a text.
    pub(super) filled: usize,
}

/// No form has its fields nested deeper than this.
const DEPTH: usize = 8;
/// No document has more fields than this; the rest of a hostile file is left out.
const MOST: usize = 10_000;

/// Counts the fields of the form of a file; none where it has no form.
pub(super) fn count(xref: &XRef) -> Fields {
    let (mut fields, mut left) = (Fields::default(), MOST);
    let form = xref.get::<Dict<'_>>(xref.root_id()).and_then(|catalog| catalog.get::<Dict<'_>>("AcroForm"));
    if let Some(list) = form.and_then(|form| form.get::<Array<'_>>("Fields")) {
        walk(&list, None, DEPTH, &mut left, &mut fields);
    }
    fields
}

fn walk(list: &Array<'_>, inherited: Option<&[u8]>, depth: usize, left: &mut usize, fields: &mut Fields) {
    if depth == 0 {
        return;
    }
    for field in list.iter::<Dict<'_>>() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let own = field.get::<Name<'_>>("FT");
        let kind = own.as_ref().map(AsRef::as_ref).or(inherited);
        match kind {
            Some(b"Sig") if field.get::<Dict<'_>>("V").is_some() => fields.signed += 1,
            Some(b"Tx") if field.get::<PdfString<'_>>("V").is_some_and(|text| !text.as_bytes().is_empty()) => {
                fields.filled += 1;
            }
            _ => {}
        }
        if let Some(kids) = field.get::<Array<'_>>("Kids") {
            walk(&kids, kind, depth - 1, left, fields);
        }
    }
}
