//! The names of the fonts of a page.
//!
//! The interpreter hands out glyphs that know a key of their font dictionary but not its name; the same key is
//! computed here for each font dictionary that the page can reach.

use std::collections::HashMap;

use hayro_interpret::CacheKey;
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::Resources;

use crate::page::ink::FontName;

/// How deep Form `XObjects` may be nested before the search for fonts gives up.
const DEPTH: usize = 12;

/// The fonts reachable from the resources of a page, by the key that glyphs carry.
pub(super) fn of_page(resources: &Resources<'_>) -> HashMap<u128, FontName> {
    let mut found = HashMap::new();
    let mut level = Some(resources);
    while let Some(resources) = level {
        collect(&resources.fonts, &resources.x_objects, DEPTH, &mut Vec::new(), &mut found);
        level = resources.parent();
    }
    found
}

fn collect(
    fonts: &Dict<'_>,
    forms: &Dict<'_>,
    depth: usize,
    seen: &mut Vec<u128>,
    found: &mut HashMap<u128, FontName>,
) {
    for key in fonts.keys() {
        if let Some(font) = fonts.get::<Dict<'_>>(key) {
            found.entry(font.cache_key()).or_insert_with(|| name_of(&font));
        }
    }
    if depth == 0 {
        return;
    }
    for key in forms.keys() {
        let Some(form) = forms.get::<Stream<'_>>(key) else {
            continue;
        };
        let Some(resources) = form.dict().get::<Dict<'_>>("Resources") else {
            continue;
        };
        // A form may name itself in its own resources.
        let id = resources.cache_key();
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let fonts = resources.get::<Dict<'_>>("Font").unwrap_or_default();
        let forms = resources.get::<Dict<'_>>("XObject").unwrap_or_default();
        collect(&fonts, &forms, depth - 1, seen, found);
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
