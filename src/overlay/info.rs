//! What a PDF says of itself.

use lopdf::{Dictionary, Document, Object, decode_text_string};

use super::Pdf;

impl Pdf {
    /// An entry of its information: `Title`, `Keywords`.
    pub fn says(&self, key: &str) -> Option<String> {
        let info = self.document.trailer.get(b"Info").ok()?;
        let info: &Dictionary = self.document.dereference(info).ok()?.1.as_dict().ok()?;
        let value: &Object = self.document.dereference(info.get(key.as_bytes()).ok()?).ok()?.1;
        decode_text_string(value).ok().filter(|text| !text.trim().is_empty())
    }

    /// Its objects, for readers of our own entries.
    pub(crate) fn document(&self) -> &Document {
        &self.document
    }
}
