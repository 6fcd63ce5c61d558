//! The names of the fonts of a file.
//!
//! The interpreter hands out glyphs that know a key of their font dictionary but not its name; the same key is
//! computed here for each font dictionary that its pages can reach.

use std::collections::{HashMap, HashSet};

use hayro_interpret::CacheKey;
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::Resources;

use crate::page::ink::FontName;

/// How deep Form `XObjects` may be nested before the search for fonts gives up.
const DEPTH: usize = 12;

/// The fonts of a file, by the key that glyphs carry.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    names: HashMap<u128, FontName>,
    /// The resources that were searched: pages share theirs, and a form may name itself in its own.
    searched: HashSet<u128>,
}

impl Fonts {
    /// Adds the fonts reachable from the resources of a page.
    pub(super) fn add(&mut self, resources: &Resources<'_>) {
        let mut level = Some(resources);
        while let Some(resources) = level {
            self.collect(&resources.fonts, &resources.x_objects, DEPTH);
            level = resources.parent();
        }
    }

    /// The name of the font with this key.
    pub(super) fn name(&self, key: u128) -> Option<&FontName> {
        self.names.get(&key)
    }

    fn collect(&mut self, fonts: &Dict<'_>, forms: &Dict<'_>, depth: usize) {
        if self.searched.insert(fonts.cache_key()) {
            for key in fonts.keys() {
                if let Some(font) = fonts.get::<Dict<'_>>(key) {
                    self.names.entry(font.cache_key()).or_insert_with(|| name_of(&font));
                }
            }
        }
        if depth == 0 || !self.searched.insert(forms.cache_key()) {
            return;
        }
        for key in forms.keys() {
            let Some(form) = forms.get::<Stream<'_>>(key) else {
                continue;
            };
            let Some(resources) = form.dict().get::<Dict<'_>>("Resources") else {
                continue;
            };
            let fonts = resources.get::<Dict<'_>>("Font").unwrap_or_default();
            let forms = resources.get::<Dict<'_>>("XObject").unwrap_or_default();
            self.collect(&fonts, &forms, depth - 1);
        }
    }
}

fn name_of(font: &Dict<'_>) -> FontName {
    let type3 = font.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_ref() == b"Type3");
    let base = font.get::<Name<'_>>("BaseFont").or_else(|| font.get::<Name<'_>>("Name"));
    let descendant = font.get::<Array<'_>>("DescendantFonts").and_then(|list| list.iter::<Dict<'_>>().next());
    let descriptor = descendant.as_ref().unwrap_or(font).get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let embedded = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.get::<Stream<'_>>(key).is_some());
    FontName {
        name: base.map_or_else(|| "Type3".to_owned(), |name| without_prefix(name.as_str())),
        embedded: embedded || type3,
    }
}

/// `ABCDEF+LiberationSerif` is `LiberationSerif`.
fn without_prefix(name: &str) -> String {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 && prefix.bytes().all(|b| b.is_ascii_uppercase()) => rest.to_owned(),
        _ => name.to_owned(),
    }
}
