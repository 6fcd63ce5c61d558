//! Bookmarks, two levels or more; what lies under one is folded.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::assembly::Bookmark;

/// A bookmark before it is written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// Which page it shows, from 0.
    pub page: usize,
    /// The bookmark above it.
    pub under: Option<Bookmark>,
}

/// Writes the bookmarks; the number of their root, none without any.
pub fn write(document: &mut Document, entries: &[Entry], pages: &[ObjectId]) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let parent = |entry: &Entry| entry.under.and_then(|at| ids.get(at.0).copied()).unwrap_or(root);
    let mut dicts: Vec<Dictionary> = entries
        .iter()
        .map(|entry| {
            let mut dict = dictionary! { "Title" => text_string(&entry.title), "Parent" => parent(entry) };
            if let Some(page) = pages.get(entry.page) {
                dict.set("Dest", vec![Object::Reference(*page), "Fit".into()]);
            }
            dict
        })
        .collect();
    // Children of one parent, in the order of the pages.
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); entries.len() + 1];
    for (index, entry) in entries.iter().enumerate() {
        let at = entry.under.map_or(entries.len(), |at| at.0.min(entries.len()));
        children[at].push(index);
    }
    let mut top = dictionary! { "Type" => "Outlines" };
    for (at, list) in children.iter().enumerate() {
        let (Some(first), Some(last)) = (list.first(), list.last()) else { continue };
        let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
        let above = dicts.get_mut(at).unwrap_or(&mut top);
        above.set("First", ids[*first]);
        above.set("Last", ids[*last]);
        // Below the top a negative number: folded.
        above.set("Count", if at == entries.len() { count } else { -count });
        for pair in list.windows(2) {
            dicts[pair[0]].set("Next", ids[pair[1]]);
            dicts[pair[1]].set("Prev", ids[pair[0]]);
        }
    }
    document.objects.insert(root, top.into());
    document.objects.extend(ids.into_iter().zip(dicts.into_iter().map(Object::from)));
    Some(root)
}
