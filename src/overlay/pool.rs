//! Objects that are equal are kept once: the fonts, colours and pictures that documents of one maker have in common.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use lopdf::{Document, Object, ObjectId};

/// Finds objects by what they hold.
#[derive(Debug, Default)]
pub struct Pool {
    // The hash only finds candidates; they are compared whole.
    by_content: HashMap<u64, Vec<ObjectId>>,
}

impl Pool {
    /// The number of an equal object, if there is one.
    pub fn find(&self, document: &Document, object: &Object) -> Option<ObjectId> {
        let candidates = self.by_content.get(&content(object))?;
        candidates.iter().copied().find(|id| document.objects.get(id) == Some(object))
    }

    /// Remembers an object under its number.
    pub fn remember(&mut self, object: &Object, id: ObjectId) {
        self.by_content.entry(content(object)).or_default().push(id);
    }

    /// Forgets all objects numbered after `last`.
    pub fn forget_after(&mut self, last: u32) {
        self.by_content.retain(|_, ids| {
            ids.retain(|id| id.0 <= last);
            !ids.is_empty()
        });
    }
}

fn content(object: &Object) -> u64 {
    let mut hasher = DefaultHasher::new();
    add(object, &mut hasher);
    hasher.finish()
}

fn add(object: &Object, to: &mut DefaultHasher) {
    std::mem::discriminant(object).hash(to);
    match object {
        Object::Null => {}
        Object::Boolean(value) => value.hash(to),
        Object::Integer(value) => value.hash(to),
        Object::Real(value) => value.to_bits().hash(to),
        Object::Name(bytes) | Object::String(bytes, _) => bytes.hash(to),
        Object::Array(items) => items.iter().for_each(|item| add(item, to)),
        Object::Dictionary(dict) => add_dictionary(dict, to),
        Object::Stream(stream) => {
            add_dictionary(&stream.dict, to);
            stream.content.hash(to);
        }
        Object::Reference(id) => id.hash(to),
    }
}

fn add_dictionary(dict: &lopdf::Dictionary, to: &mut DefaultHasher) {
    for (key, value) in dict {
        key.hash(to);
        add(value, to);
    }
}
