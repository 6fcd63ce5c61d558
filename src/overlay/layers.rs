//! Optional content: a layer that is off in a document stays off where its pages go.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::import::Import;

/// The layers of the pages taken so far.
#[derive(Debug, Default, Clone)]
pub struct Layers {
    all: Vec<ObjectId>,
    off: Vec<ObjectId>,
    /// Those that say themselves whether they are printed.
    by_usage: Vec<ObjectId>,
}

/// The layers of a document, by its own numbers.
#[derive(Debug, Default)]
pub struct Found {
    all: Vec<ObjectId>,
    off: Vec<ObjectId>,
    by_usage: Vec<ObjectId>,
}

/// What a document says of its layers.
pub fn find(document: &Document) -> Found {
    let dict = |of: &Dictionary, key: &[u8]| -> Option<Dictionary> {
        document.dereference(of.get(key).ok()?).ok()?.1.as_dict().ok().cloned()
    };
    let list = |of: &Dictionary, key: &[u8]| -> Vec<Object> {
        let found = of.get(key).ok().and_then(|list| document.dereference(list).ok()?.1.as_array().ok().cloned());
        found.unwrap_or_default()
    };
    let ids = |of: &Dictionary, key: &[u8]| -> Vec<ObjectId> {
        list(of, key).iter().filter_map(|layer| layer.as_reference().ok()).collect()
    };
    let Some(properties) = document.catalog().ok().and_then(|catalog| dict(catalog, b"OCProperties")) else {
        return Found::default();
    };
    let all = ids(&properties, b"OCGs");
    let default = dict(&properties, b"D").unwrap_or_default();
    let mut off = ids(&default, b"OFF");
    if default.get(b"BaseState").and_then(Object::as_name).is_ok_and(|state| state == b"OFF") {
        let on = ids(&default, b"ON");
        off = all.iter().copied().filter(|id| !on.contains(id)).collect();
    }
    let usage = list(&default, b"AS");
    let by_usage = usage
        .iter()
        .filter_map(|entry| document.dereference(entry).ok()?.1.as_dict().ok())
        .filter(|entry| entry.get(b"Event").and_then(Object::as_name).is_ok_and(|event| event == b"Print"));
    let by_usage = by_usage.flat_map(|entry| ids(entry, b"OCGs")).collect();
    Found { all, off, by_usage }
}

impl Layers {
    /// Adds those layers that the pages need.
    pub fn add(&mut self, found: &Found, import: &Import<'_>) {
        let taken = |ids: &[ObjectId]| ids.iter().filter_map(|id| import.taken(*id)).collect::<Vec<_>>();
        self.all.extend(taken(&found.all));
        self.off.extend(taken(&found.off));
        self.by_usage.extend(taken(&found.by_usage));
    }

    /// The catalog's entry; none without layers.
    pub fn properties(&self) -> Option<Dictionary> {
        if self.all.is_empty() {
            return None;
        }
        let list = |ids: &[ObjectId]| ids.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>();
        let mut default = dictionary! { "OFF" => list(&self.off) };
        if !self.by_usage.is_empty() {
            let printed = dictionary! {
                "Event" => "Print",
                "Category" => vec!["Print".into()],
                "OCGs" => list(&self.by_usage),
            };
            default.set("AS", vec![printed.into()]);
        }
        Some(dictionary! { "OCGs" => list(&self.all), "D" => default })
    }
}
