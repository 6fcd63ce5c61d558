//! What one revision changed: every object that it redefines must be explained by a rule that knows what the object is for; what no
//! rule explains is a change that no signature permits. A list of what is allowed, not of attacks.

mod dss;
mod form;
mod metadata;
mod pages;
mod tags;

pub(super) use dss::LISTS as STORE_LISTS;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::change::ChangeKind;
use super::fault::Fault;
use super::file::{File, View};
use super::syntax::{Dict, Value};

/// The most changes of a revision that are told; each is a fault or not by itself.
const MAX_CHANGES: usize = 500;

/// The comparison of a revision with the one before.
#[derive(Debug)]
struct Step<'f> {
    old: View<'f>,
    new: View<'f>,
    /// Objects of the old revision that the new one has otherwise, or no longer.
    changed: BTreeSet<u32>,
    /// Objects that the old revision does not have.
    added: BTreeSet<u32>,
    /// Changed objects that a rule has judged.
    explained: BTreeSet<u32>,
    /// Changed objects that only these objects may refer to, or their new content would show elsewhere.
    exclusive: Vec<(u32, BTreeSet<u32>)>,
    /// Widgets of new signature fields.
    widgets: BTreeSet<u32>,
    changes: Vec<ChangeKind>,
}

/// What a revision (from 1, of the file's) changed against the one before.
pub(super) fn step(file: &File, revision: usize) -> Vec<ChangeKind> {
    let Some(before) = revision.checked_sub(1) else { return Vec::new() };
    let mut step = Step {
        old: file.view(before),
        new: file.view(revision),
        changed: BTreeSet::new(),
        added: BTreeSet::new(),
        explained: BTreeSet::new(),
        exclusive: Vec::new(),
        widgets: BTreeSet::new(),
        changes: Vec::new(),
    };
    step.collect(revision);
    step.catalog();
    step.unexplained();
    step.changes
}

impl Step<'_> {
    fn note(&mut self, change: ChangeKind) {
        if !self.changes.contains(&change) && self.changes.len() < MAX_CHANGES {
            self.changes.push(change);
        }
    }

    fn collect(&mut self, revision: usize) {
        let Some(update) = self.new.file.revisions.get(revision) else { return };
        for number in update.sections.iter().flat_map(|section| section.entries.keys().copied()) {
            match (self.old.object(number), self.new.object(number)) {
                (None, None) => {}
                // Containers and cross-reference streams belong to the file, not to the document.
                (None, Some(new)) if new.as_dict().is_some_and(|d| d.is("Type", "ObjStm") || d.is("Type", "XRef")) => {}
                (None, Some(_)) => drop(self.added.insert(number)),
                (Some(old), new) if new.as_ref() == Some(&old) => {}
                _ => drop(self.changed.insert(number)),
            }
        }
    }

    /// The rules, from the catalog on.
    fn catalog(&mut self) {
        let (Some((root, old)), Some((new_root, new))) = (self.old.catalog(), self.new.catalog()) else {
            self.new.file.fault(Fault::NoCatalog);
            return;
        };
        let (Some(old), Some(new)) = (old.as_dict(), new.as_dict()) else { return };
        if root != new_root {
            self.note(ChangeKind::CatalogChanged { key: "Root".into() });
            return;
        }
        self.explained.insert(root);
        for key in differing(old, new) {
            match key.as_str() {
                "DSS" | "AcroForm" | "Metadata" => {}
                "Extensions" if self.is_extension(new) => self.note(ChangeKind::Extension),
                "Version" if raised(old, new) => self.note(ChangeKind::Version),
                _ => self.note(ChangeKind::CatalogChanged { key }),
            }
        }
        self.metadata(root, old, new);
        self.form(root, old, new);
        self.pages();
        self.tags(old);
        self.dss(root, old, new);
    }

    /// Developer extensions (7.12): of the known developers, in their plain form.
    fn is_extension(&self, catalog: &Dict) -> bool {
        let Some(list) = self.new.get(catalog, "Extensions") else { return false };
        let Value::Dict(list) = &*list else { return false };
        let plain = |key: &[u8], value: &Value| match key {
            b"Type" => value.as_name() == Some(b"DeveloperExtensions"),
            b"BaseVersion" => matches!(value.as_name(), Some(b"1.7" | b"2.0")),
            b"ExtensionLevel" => value.as_int().is_some_and(|level| (0..100_000).contains(&level)),
            b"ExtensionRevision" | b"URL" => matches!(value, Value::Str(..)),
            _ => false,
        };
        let one = |value: &Value| {
            let value = self.new.resolve(value);
            value.is_some_and(
                |value| matches!(&*value, Value::Dict(dict) if dict.0.iter().all(|(key, value)| plain(key, value))),
            )
        };
        list.0.iter().all(|(developer, value)| match value {
            Value::Name(name) => developer == b"Type" && name == b"Extensions",
            _ if ![b"ADBE".as_slice(), b"ESIC", b"ISO_"].contains(&developer.as_slice()) => false,
            Value::Array(several) => several.iter().all(one),
            value => one(value),
        })
    }

    /// Objects that no rule spoke of, and such as lead a second life elsewhere.
    fn unexplained(&mut self) {
        let unexplained: Vec<u32> = self.changed.difference(&self.explained).copied().collect();
        let contents = self.contents();
        // Enough is known of a revision with so many changes.
        for number in unexplained.into_iter().take(MAX_CHANGES) {
            let change = self.describe(number, &contents);
            self.note(change);
        }
        let old = referrers(self.old);
        let new = referrers(self.new);
        let none = BTreeSet::new();
        for (number, holders) in std::mem::take(&mut self.exclusive) {
            let all = old.get(&number).unwrap_or(&none).union(new.get(&number).unwrap_or(&none));
            if all.copied().any(|holder| !holders.contains(&holder)) {
                let change = self.describe(number, &contents);
                self.note(change);
            }
        }
        for number in self.added.clone() {
            if old.contains_key(&number) {
                self.note(ChangeKind::ObjectFilledIn { number });
            } else if !new.contains_key(&number) {
                self.note(ChangeKind::UnusedObject { number });
            }
        }
    }

    /// What an unexplained change is, in the most telling words.
    fn describe(&self, number: u32, contents: &HashMap<u32, usize>) -> ChangeKind {
        let (Some(old), new) = (self.old.object(number), self.new.object(number)) else {
            return ChangeKind::ObjectReplaced { number, what: "?".into() };
        };
        let Some(dict) = old.as_dict() else {
            return ChangeKind::ObjectReplaced { number, what: "value".into() };
        };
        if let Some(page) = contents.get(&number) {
            return ChangeKind::PageChanged { page: *page, key: "Contents".into() };
        }
        match dict.name("Type") {
            Some(b"Pages") => return ChangeKind::PagesChanged,
            Some(b"Sig" | b"DocTimeStamp") => return ChangeKind::SignatureChanged { number },
            Some(b"Annot") => return ChangeKind::AnnotationsChanged { page: None },
            Some(b"StructElem" | b"StructTreeRoot") => return ChangeKind::TagsChanged,
            Some(b"Metadata") => return ChangeKind::CatalogChanged { key: "Metadata".into() },
            _ if new.is_none() => return ChangeKind::ObjectRemoved { number },
            _ => {}
        }
        let what = dict.name("Subtype").or(dict.name("Type")).or(dict.name("S")).unwrap_or(b"?");
        ChangeKind::ObjectReplaced { number, what: String::from_utf8_lossy(what).into_owned() }
    }

    fn is_changed(&self, value: Option<&Value>) -> bool {
        value.and_then(Value::as_ref).is_some_and(|(number, _)| self.changed.contains(&number))
    }

    /// Marks an object as judged, if it changed.
    fn explain(&mut self, value: Option<&Value>) {
        if let Some(Value::Ref((number, _))) = value {
            self.explained.insert(*number);
        }
    }

    /// The same, for an object that nothing but its holder may refer to.
    fn explain_alone(&mut self, value: Option<&Value>, holders: &[u32]) {
        if let Some(Value::Ref((number, _))) = value
            && self.changed.contains(number)
        {
            self.explained.insert(*number);
            self.exclusive.push((*number, holders.iter().copied().collect()));
        }
    }

    /// The number of a reference to a new object.
    fn new_object(&self, value: &Value) -> Option<(u32, Rc<Value>)> {
        let (number, _) = value.as_ref().filter(|(number, _)| self.added.contains(number))?;
        Some((number, self.new.object(number)?))
    }
}

/// The keys under which two dictionaries differ.
fn differing(old: &Dict, new: &Dict) -> Vec<String> {
    let keys: BTreeSet<&Vec<u8>> = old.0.iter().chain(&new.0).map(|(key, _)| key).collect();
    let find = |dict: &Dict, key: &[u8]| dict.0.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
    let different = keys.into_iter().filter(|key| find(old, key) != find(new, key));
    different.map(|key| String::from_utf8_lossy(key).into_owned()).collect()
}

/// A version may only go up (7.2.2).
fn raised(old: &Dict, new: &Dict) -> bool {
    let version = |dict: &Dict| {
        let name = dict.name("Version")?;
        let known = [b"1.4", b"1.5", b"1.6", b"1.7", b"2.0"];
        known.iter().position(|v| v.as_slice() == name)
    };
    version(new).is_some_and(|new| version(old).is_none_or(|old| new > old))
}

/// Who refers to what. The trailer is holder 0.
fn referrers(view: View) -> BTreeMap<u32, BTreeSet<u32>> {
    let mut map: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut found = Vec::new();
    for number in view.numbers() {
        if let Some(value) = view.object(number) {
            // A cross-reference stream's dictionary is a trailer.
            if value.as_dict().is_some_and(|dict| dict.is("Type", "XRef")) {
                continue;
            }
            value.references(&mut found);
            for (target, _) in found.drain(..) {
                map.entry(target).or_default().insert(number);
            }
        }
    }
    if let Some(trailer) = view.trailer() {
        trailer.0.iter().for_each(|(_, value)| value.references(&mut found));
        for (target, _) in found.drain(..) {
            map.entry(target).or_default().insert(0);
        }
    }
    map
}
