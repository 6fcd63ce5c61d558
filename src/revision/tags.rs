//! The structure element that PDF/UA asks for each widget (ISO 14289-1, 7.18.4): a `Form` element with an object reference, and the way
//! back to it through the parent tree (ISO 32000-1, 14.7.4.4).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::RevisionError;
use super::update::{MAX_DEPTH, Update, damaged};

/// The most nodes and entries of a parent tree that are looked at.
const MAX_NODES: usize = 4_000_000;

/// Tags a widget; gives its key in the parent tree, or nothing when the document has no structure.
pub(super) fn add(update: &mut Update, widget: ObjectId, page: ObjectId) -> Result<Option<i64>, RevisionError> {
    let Some(tree) = update.catalog()?.get(b"StructTreeRoot").ok().and_then(|tree| tree.as_reference().ok()) else {
        return Ok(None);
    };
    if update.dict(tree).is_none() {
        return Ok(None);
    }
    let key = next_key(update, tree)?;
    let parent = document_element(update, tree).unwrap_or(tree);
    let element = update.add(dictionary! {
        "Type" => "StructElem",
        "S" => "Form",
        "P" => parent,
        "Pg" => page,
        "K" => dictionary! { "Type" => "OBJR", "Obj" => widget, "Pg" => page },
    });
    let kids = update.edit_path(parent, &[b"K"], &Object::Array(Vec::new()))?;
    match kids {
        Object::Array(kids) => kids.push(element.into()),
        // One kid stands alone; what is changed may be an object of its own, so only the entry becomes a list.
        _ => {
            let dict = update.edit(parent)?;
            let only = dict.get(b"K").cloned().unwrap_or(Object::Null);
            dict.set("K", Object::Array(vec![only, element.into()]));
        }
    }
    insert(update, tree, key, element)?;
    update.edit(tree)?.set("ParentTreeNextKey", key + 1);
    if update.dict(page).and_then(|dict| update.name_in(dict, b"Tabs")) != Some(b"S") {
        update.edit(page)?.set("Tabs", "S");
    }
    Ok(Some(key))
}

/// The `Document` element, to which the form element belongs.
fn document_element(update: &Update, tree: ObjectId) -> Option<ObjectId> {
    let dict = update.dict(tree)?;
    let kids = dict.get(b"K").ok()?;
    let list = match update.resolve(kids) {
        Object::Array(kids) => kids.as_slice(),
        _ => std::slice::from_ref(kids),
    };
    let is_document =
        |id: &ObjectId| update.dict(*id).is_some_and(|element| update.name_in(element, b"S") == Some(b"Document"));
    list.iter().filter_map(|kid| kid.as_reference().ok()).find(is_document)
}

/// A key that is larger than any in the tree.
fn next_key(update: &Update, tree: ObjectId) -> Result<i64, RevisionError> {
    let tree = update.dict(tree).ok_or_else(|| damaged("StructTreeRoot"))?;
    let mut next = update.integer_in(tree, b"ParentTreeNextKey").unwrap_or(0).max(0);
    let mut open: Vec<(&Dictionary, usize)> =
        update.dict_in(tree, b"ParentTree").map(|node| (node, 0)).into_iter().collect();
    let mut count = 0;
    while let Some((node, depth)) = open.pop() {
        let nums = update.array_in(node, b"Nums").unwrap_or_default();
        count += 1 + nums.len();
        if depth > MAX_DEPTH || count > MAX_NODES {
            return Err(damaged("ParentTree"));
        }
        let keys = nums.iter().step_by(2);
        let largest = keys.filter_map(|key| update.resolve(key).as_i64().ok()).max();
        next = next.max(largest.map_or(0, |key| key.saturating_add(1)));
        let kids = update.array_in(node, b"Kids").unwrap_or_default().iter();
        open.extend(kids.filter_map(|kid| Some((update.resolve(kid).as_dict().ok()?, depth + 1))));
    }
    // Beyond this, readers no longer take it for an integer (ISO 32000-1, annex C).
    if next < i64::from(i32::MAX) { Ok(next) } else { Err(damaged("ParentTree")) }
}

/// Adds the largest key: to the last leaf, widening the limits of the nodes above.
fn insert(update: &mut Update, tree: ObjectId, key: i64, element: ObjectId) -> Result<(), RevisionError> {
    let entry = [Object::Integer(key), element.into()];
    let tree_dict = update.dict(tree).ok_or_else(|| damaged("StructTreeRoot"))?;
    // The node at the top may stand in the root itself; the others are always objects of their own.
    let mut node = match tree_dict.get(b"ParentTree") {
        Ok(Object::Reference(id)) if update.dict(*id).is_some() => *id,
        _ => {
            let kids = update.dict_in(tree_dict, b"ParentTree").and_then(|top| update.array_in(top, b"Kids"));
            match kids.and_then(<[Object]>::last) {
                Some(last) => last.as_reference().map_err(|_| damaged("ParentTree"))?,
                None => {
                    let nums = update.edit_path(tree, &[b"ParentTree", b"Nums"], &Object::Array(Vec::new()))?;
                    nums.as_array_mut().map_err(|_| damaged("ParentTree"))?.extend(entry);
                    return Ok(());
                }
            }
        }
    };
    for _ in 0..MAX_DEPTH {
        let dict = update.dict(node).ok_or_else(|| damaged("ParentTree"))?;
        let low = update.array_in(dict, b"Limits").and_then(|limits| limits.first().cloned());
        let kid = match update.array_in(dict, b"Kids") {
            Some([.., last]) => Some(last.as_reference().map_err(|_| damaged("ParentTree"))?),
            _ => None,
        };
        if let Some(low) = low {
            update.edit(node)?.set("Limits", Object::Array(vec![low, key.into()]));
        }
        let Some(kid) = kid else {
            let nums = update.edit_path(node, &[b"Nums"], &Object::Array(Vec::new()))?;
            nums.as_array_mut().map_err(|_| damaged("ParentTree"))?.extend(entry);
            return Ok(());
        };
        node = kid;
    }
    Err(damaged("ParentTree"))
}
