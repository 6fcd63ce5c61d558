//! The objects that a page needs, taken from its document into another one.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::pool::Pool;
use super::{OverlayError, damaged};

/// How deep the objects of a page may lie in one another.
const MAX_DEPTH: usize = 256;

/// Objects on their way from one document into another.
pub struct Import<'a> {
    from: Document,
    to: &'a mut Document,
    pool: &'a mut Pool,
    known: HashMap<ObjectId, Known>,
}

/// How far an object has come.
#[derive(Clone, Copy)]
enum Known {
    /// Its parts are being taken over; a number if one of them refers back to it.
    Open(Option<ObjectId>),
    /// It is there.
    Done(ObjectId),
}

impl<'a> Import<'a> {
    /// Begins to take objects.
    pub fn new(from: Document, to: &'a mut Document, pool: &'a mut Pool) -> Self {
        Self { from, to, pool, known: HashMap::new() }
    }

    /// The number that an object has in the new document, if it was needed there.
    pub fn taken(&self, id: ObjectId) -> Option<ObjectId> {
        match self.known.get(&id)? {
            Known::Done(id) => Some(*id),
            Known::Open(_) => None,
        }
    }

    /// The document that objects are taken from; those that were taken are no longer there.
    pub fn source(&self) -> &Document {
        &self.from
    }

    /// Takes over a value with all that it refers to.
    pub fn value(&mut self, value: Object) -> Result<Object, OverlayError> {
        self.copy(value, 0)
    }

    /// Takes over a value as an object with a number of its own.
    pub fn object(&mut self, value: Object) -> Result<ObjectId, OverlayError> {
        match self.copy(value, 0)? {
            Object::Reference(id) => Ok(id),
            object => Ok(self.keep(object)),
        }
    }

    fn copy(&mut self, object: Object, depth: usize) -> Result<Object, OverlayError> {
        if depth > MAX_DEPTH {
            return Err(damaged("Resources"));
        }
        Ok(match object {
            Object::Reference(id) => self.reference(id, depth)?.map_or(Object::Null, Object::Reference),
            Object::Array(items) => {
                Object::Array(items.into_iter().map(|item| self.copy(item, depth + 1)).collect::<Result<_, _>>()?)
            }
            Object::Dictionary(dict) => self.dictionary(dict, depth)?.into(),
            Object::Stream(mut stream) => {
                // What only the whole document had a use for.
                for key in [b"StructParent".as_slice(), b"StructParents", b"Metadata", b"PieceInfo", b"LastModified"] {
                    stream.dict.remove(key);
                }
                // The length may be an object of its own, and a place in the old file says nothing.
                stream.dict.set("Length", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
                let dict = self.dictionary(stream.dict, depth)?;
                let content = stream.content;
                Object::Stream(Stream { dict, content, allows_compression: false, start_position: None })
            }
            plain => plain,
        })
    }

    fn dictionary(&mut self, dict: Dictionary, depth: usize) -> Result<Dictionary, OverlayError> {
        let mut copied = Dictionary::new();
        for (key, value) in dict {
            copied.set(key, self.copy(value, depth + 1)?);
        }
        Ok(copied)
    }

    fn reference(&mut self, id: ObjectId, depth: usize) -> Result<Option<ObjectId>, OverlayError> {
        match self.known.get_mut(&id) {
            Some(Known::Done(id)) => return Ok(Some(*id)),
            Some(Known::Open(number)) => return Ok(Some(*number.get_or_insert_with(|| self.to.new_object_id()))),
            None => {}
        }
        // A reference to nothing is null; one to a page would drag the whole document along.
        if self.from.objects.get(&id).is_none_or(is_of_the_tree) {
            return Ok(None);
        }
        let Some(object) = self.from.objects.remove(&id) else { return Ok(None) };
        self.known.insert(id, Known::Open(None));
        let copied = self.copy(object, depth + 1)?;
        let taken = match self.known.get(&id) {
            // Something refers to it by this number already.
            Some(Known::Open(Some(number))) => {
                self.to.objects.insert(*number, copied);
                *number
            }
            _ => self.keep(copied),
        };
        self.known.insert(id, Known::Done(taken));
        Ok(Some(taken))
    }

    /// Adds an object, unless an equal one is there.
    fn keep(&mut self, object: Object) -> ObjectId {
        // Layers are equal by name only: each is switched on or off for itself.
        if is_type(&object, &[b"OCG"]) {
            return self.to.add_object(object);
        }
        if let Some(id) = self.pool.find(self.to, &object) {
            return id;
        }
        let id = self.to.new_object_id();
        self.pool.remember(&object, id);
        self.to.objects.insert(id, object);
        id
    }
}

fn is_of_the_tree(object: &Object) -> bool {
    is_type(object, &[b"Page", b"Pages", b"Catalog", b"StructTreeRoot", b"StructElem"])
}

fn is_type(object: &Object, types: &[&[u8]]) -> bool {
    let Object::Dictionary(dict) = object else { return false };
    dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| types.contains(&name))
}
