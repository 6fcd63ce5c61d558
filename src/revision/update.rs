//! One incremental update in the making: objects are read from the newest revision, and changed in copies.

use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat};
use sha2::{Digest, Sha256};

use super::RevisionError;

/// The largest file, in bytes: offsets in cross-reference streams that lopdf writes have 32 bits.
const MAX_BYTES: usize = 1 << 30;
/// How many bytes before its header make a file a damaged PDF; with more, it is none.
const MAX_BEFORE: usize = 1024;
/// The most indirect objects of a file (ISO 32000-1, annex C).
const MAX_OBJECTS: u32 = 8_388_607;
/// How many references may follow each other, and how deep trees may be.
pub(super) const MAX_DEPTH: usize = 64;

/// A PDF and what is to be appended to it.
pub(super) struct Update {
    inner: IncrementalDocument,
    root: ObjectId,
}

impl Update {
    /// Reads a PDF.
    pub(super) fn open(pdf: &[u8]) -> Result<Self, RevisionError> {
        if pdf.len() > MAX_BYTES {
            return Err(RevisionError::TooLarge);
        }
        // With bytes before the header, offsets no longer count from the first byte.
        match pdf.windows(5).take(MAX_BEFORE).position(|window| window == b"%PDF-") {
            Some(0) => {}
            Some(_) => return Err(damaged("%PDF-")),
            None => return Err(RevisionError::NotAPdf),
        }
        let old = Document::load_mem(pdf).map_err(|error| match error {
            lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => RevisionError::Encrypted,
            _ => RevisionError::NotAPdf,
        })?;
        if old.is_encrypted() || old.was_encrypted() || old.trailer.has(b"Encrypt") {
            return Err(RevisionError::Encrypted);
        }
        // An update points back to a table that works; a repaired one exists in memory only.
        if old.xref_recovery.is_some() || old.xref_start == 0 || old.xref_start >= pdf.len() {
            return Err(damaged("startxref, xref"));
        }
        let size = old.trailer.get(b"Size").and_then(Object::as_i64).ok().and_then(|size| u32::try_from(size).ok());
        let last = old.max_id.max(size.unwrap_or(0).saturating_sub(1));
        if last > MAX_OBJECTS {
            return Err(RevisionError::TooLarge);
        }
        let root = old.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| damaged("Root"))?;
        old.get_dictionary(root).map_err(|_| damaged("Root"))?;
        let mut inner = IncrementalDocument::create_from(pdf.to_vec(), old);
        inner.new_document.max_id = last;
        Ok(Self { inner, root })
    }

    /// The catalog.
    pub(super) fn root(&self) -> ObjectId {
        self.root
    }

    /// The document as it was before.
    pub(super) fn old(&self) -> &Document {
        self.inner.get_prev_documents()
    }

    /// The last object that references lead to; nothing for one that is missing.
    pub(super) fn resolve<'a>(&'a self, mut object: &'a Object) -> &'a Object {
        for _ in 0..MAX_DEPTH {
            let Object::Reference(id) = object else { return object };
            object = self.object(*id).unwrap_or(&Object::Null);
        }
        &Object::Null
    }

    fn object(&self, id: ObjectId) -> Option<&Object> {
        let new = &self.inner.new_document.objects;
        new.get(&id).or_else(|| self.inner.get_prev_documents().objects.get(&id))
    }

    /// A dictionary (also of a stream) by its number.
    pub(super) fn dict(&self, id: ObjectId) -> Option<&Dictionary> {
        as_dict(self.resolve(self.object(id)?))
    }

    /// An entry of a dictionary; nothing for null.
    pub(super) fn value<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        Some(self.resolve(dict.get(key).ok()?)).filter(|object| !object.is_null())
    }

    /// An entry that is a dictionary.
    pub(super) fn dict_in<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        as_dict(self.value(dict, key)?)
    }

    /// An entry that is an array.
    pub(super) fn array_in<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        self.value(dict, key)?.as_array().ok().map(Vec::as_slice)
    }

    /// An entry that is a name.
    pub(super) fn name_in<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.value(dict, key)?.as_name().ok()
    }

    /// An entry that is an integer.
    pub(super) fn integer_in(&self, dict: &Dictionary, key: &[u8]) -> Option<i64> {
        self.value(dict, key)?.as_i64().ok()
    }

    /// An array of numbers; nothing when one of them is none.
    pub(super) fn numbers(&self, object: &Object) -> Option<Vec<f64>> {
        let array = self.resolve(object).as_array().ok().filter(|array| array.len() <= 16)?;
        let number = |object| self.resolve(object).as_float().ok().map(f64::from).filter(|n| n.is_finite());
        array.iter().map(number).collect()
    }

    /// The catalog's dictionary.
    pub(super) fn catalog(&self) -> Result<&Dictionary, RevisionError> {
        self.dict(self.root).ok_or_else(|| damaged("Root"))
    }

    /// Adds an object.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.inner.new_document.add_object(object)
    }

    /// Takes the number of an object that will be [`set`](Self::set).
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.inner.new_document.new_object_id()
    }

    /// Writes an object of a reserved number.
    pub(super) fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.inner.new_document.objects.insert(id, object.into());
    }

    /// A dictionary to be changed.
    pub(super) fn edit(&mut self, id: ObjectId) -> Result<&mut Dictionary, RevisionError> {
        let id = self.take(id)?;
        let object = self.inner.new_document.objects.get_mut(&id).ok_or_else(|| missing(id))?;
        object.as_dict_mut().map_err(|_| missing(id))
    }

    /// What a path of keys leads to from a dictionary, to be changed; what is not there is made: dictionaries on the way, `or` at the
    /// end.
    pub(super) fn edit_path(
        &mut self,
        owner: ObjectId,
        path: &[&[u8]],
        or: &Object,
    ) -> Result<&mut Object, RevisionError> {
        let mut id = self.take(owner)?;
        let mut inline: Vec<&[u8]> = Vec::new();
        for (at, key) in path.iter().enumerate() {
            let dict = self.within(id, &inline)?.as_dict_mut().map_err(|_| damaged(&text(key)))?;
            let (next, exists) = match dict.get(key) {
                Ok(Object::Reference(next)) => (Some(*next), true),
                Ok(Object::Null) | Err(_) => (None, false),
                Ok(_) => (None, true),
            };
            if let Some(next) = next.filter(|next| self.object(*next).is_some_and(|o| !self.resolve(o).is_null())) {
                id = self.take(next)?;
                inline.clear();
                continue;
            }
            if next.is_some() || !exists {
                let empty = if at + 1 == path.len() { or.clone() } else { Object::Dictionary(Dictionary::new()) };
                let dict = self.within(id, &inline)?.as_dict_mut().map_err(|_| damaged(&text(key)))?;
                dict.set(key.to_vec(), empty);
            }
            inline.push(key);
        }
        self.within(id, &inline)
    }

    /// Copies an object into the update; gives the number where its value stands.
    fn take(&mut self, mut id: ObjectId) -> Result<ObjectId, RevisionError> {
        for _ in 0..MAX_DEPTH {
            match self.object(id) {
                Some(Object::Reference(next)) => id = *next,
                Some(_) if self.inner.new_document.has_object(id) => return Ok(id),
                Some(object) => {
                    let copy = object.clone();
                    self.set(id, copy);
                    return Ok(id);
                }
                None => break,
            }
        }
        Err(missing(id))
    }

    /// The bytes: those of the PDF, then the update.
    pub(super) fn save(mut self) -> Result<Vec<u8>, RevisionError> {
        let before = self.inner.get_prev_documents_bytes();
        let length = before.len();
        // The second half of the identifier names this very revision (ISO 32000-1, 14.4).
        let now = Sha256::digest(before).iter().take(16).copied().collect::<Vec<u8>>();
        let old = std::mem::take(&mut self.inner.new_document.trailer);
        let mut trailer = Dictionary::new();
        // Anything else, `XRefStm` above all, describes the table of the revision before.
        for key in [b"Root".as_slice(), b"Info", b"Prev"] {
            if let Ok(value) = old.get(key) {
                trailer.set(key.to_vec(), value.clone());
            }
        }
        if let Some([Object::String(first, _), _]) =
            old.get(b"ID").ok().map(|id| self.resolve(id)).and_then(|id| id.as_array().ok()).map(Vec::as_slice)
        {
            let id = [first.clone(), now].map(|half| Object::String(half, StringFormat::Hexadecimal));
            trailer.set("ID", Object::Array(id.to_vec()));
        }
        self.inner.new_document.trailer = trailer;
        let mut out = Vec::with_capacity(length + (1 << 16));
        self.inner.save_to(&mut out).map_err(|error| damaged(&error.to_string()))?;
        out.push(b'\n');
        Ok(out)
    }

    /// A value inside of an object of the update.
    fn within(&mut self, id: ObjectId, path: &[&[u8]]) -> Result<&mut Object, RevisionError> {
        let mut object = self.inner.new_document.objects.get_mut(&id).ok_or_else(|| missing(id))?;
        for key in path {
            let dict = object.as_dict_mut().map_err(|_| damaged(&text(key)))?;
            object = dict.get_mut(key).map_err(|_| damaged(&text(key)))?;
        }
        Ok(object)
    }
}

/// The dictionary that an object is, or that its stream has.
pub(super) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn damaged(what: &str) -> RevisionError {
    RevisionError::Damaged(what.chars().take(100).collect())
}

fn missing((id, generation): ObjectId) -> RevisionError {
    RevisionError::Damaged(format!("{id} {generation} R"))
}

fn text(key: &[u8]) -> String {
    String::from_utf8_lossy(key).into_owned()
}

/// A number as PDFs write it: a thousandth of a point is finer than any printer.
pub(super) fn real(value: f64) -> Object {
    Object::Real(((value * 1000.0).round() / 1000.0) as f32)
}

/// A text string (ISO 32000-1, 7.9.2.2) as UTF-16, in hexadecimal digits: so that no text can look like another part of the file.
pub(super) fn text_string(text: &str) -> Object {
    let bytes = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// What a text string says.
pub(super) fn decode_text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // PDFDocEncoding, as far as it is Latin 1.
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
