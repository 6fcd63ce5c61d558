//! How many pages the tree of pages comes to, before it is built: nodes that name their kids many times would fill the memory.

use std::collections::HashMap;

use lopdf::{Document, Object, ObjectId};

/// The most pages that a file may have.
const MOST: usize = 100_000;
/// No tree is deeper.
const DEPTH: usize = 100;

/// Whether the tree of pages can be built. A file too damaged for the strict reader is taken as it is.
pub(super) fn is_bounded(bytes: &[u8]) -> bool {
    let Ok(document) = Document::load_mem(bytes) else { return true };
    let root = document.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference);
    root.map_or(true, |root| count(&document, root, DEPTH, &mut HashMap::new()) <= MOST)
}

/// The leaves below a node, each as often as it is named.
fn count(document: &Document, node: ObjectId, depth: usize, known: &mut HashMap<ObjectId, usize>) -> usize {
    if let Some(known) = known.get(&node) {
        return *known;
    }
    if depth == 0 {
        return usize::MAX;
    }
    // A node that is below itself is read no further by anybody.
    known.insert(node, 0);
    let kids =
        document.get_dictionary(node).and_then(|node| node.get_deref(b"Kids", document)).and_then(Object::as_array);
    let pages = match kids {
        Ok(kids) => kids
            .iter()
            .map(|kid| kid.as_reference().map_or(1, |kid| count(document, kid, depth - 1, known)))
            .fold(0, usize::saturating_add),
        Err(_) => 1,
    };
    known.insert(node, pages);
    pages
}
