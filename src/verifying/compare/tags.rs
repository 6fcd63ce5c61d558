//! The tags (ISO 32000-2, 14.7): a new signature field may bring a `Form` element of its own, put at the end of an element's children and
//! into the tree of parents.

use std::collections::{BTreeMap, BTreeSet};

use super::{Step, differing};
use crate::verifying::change::ChangeKind;
use crate::verifying::file::View;
use crate::verifying::syntax::{Dict, Value};

/// How many nodes a number tree may have.
const MAX_NODES: usize = 200_000;

impl Step<'_> {
    pub(super) fn tags(&mut self, catalog: &Dict) {
        let Some((root, _)) = catalog.get("StructTreeRoot").and_then(Value::as_ref) else { return };
        let (Some(old), Some(new)) = (self.old.object(root), self.new.object(root)) else { return };
        let (Value::Dict(old), Value::Dict(new)) = (&*old, &*new) else { return };
        if self.changed.contains(&root) {
            self.explained.insert(root);
            for key in differing(old, new) {
                let fine = match key.as_str() {
                    "K" => self.children(old, new),
                    "ParentTree" => {
                        old.get("ParentTree").is_none() || old.get("ParentTree").and_then(Value::as_ref).is_none()
                    }
                    "ParentTreeNextKey" => {
                        let next = |dict: &Dict| dict.get("ParentTreeNextKey").and_then(Value::as_int).unwrap_or(0);
                        next(new) >= next(old)
                    }
                    _ => false,
                };
                if !fine {
                    self.note(ChangeKind::TagsChanged);
                }
            }
        }
        self.parents(old, new);
        for number in self.changed.difference(&self.explained).copied().collect::<Vec<_>>() {
            self.element(number);
        }
    }

    /// The tree of parents: what was in it stays, what is new leads to new elements.
    fn parents(&mut self, old: &Dict, new: &Dict) {
        let (before, old_nodes) = number_tree(self.old, old.get("ParentTree"));
        let (after, new_nodes) = number_tree(self.new, new.get("ParentTree"));
        let nodes: Vec<u32> = old_nodes.union(&new_nodes).copied().filter(|n| self.changed.contains(n)).collect();
        if before != after {
            let kept = before.iter().all(|(key, value)| after.get(key) == Some(value));
            let fresh = after.iter().filter(|(key, _)| !before.contains_key(key)).all(|(_, value)| self.is_form(value));
            if !kept || !fresh {
                self.note(ChangeKind::TagsChanged);
            }
        }
        for node in nodes {
            // A node has nothing but these keys, so that it cannot be something else besides.
            let plain = |view: View| {
                let keys = [b"Nums".as_slice(), b"Kids", b"Limits"];
                view.object(node).is_some_and(|value| match &*value {
                    Value::Dict(dict) => dict.0.iter().all(|(key, _)| keys.contains(&key.as_slice())),
                    Value::Array(_) => true,
                    _ => false,
                })
            };
            if plain(self.old) && plain(self.new) {
                self.explained.insert(node);
            }
        }
    }

    /// An element that got a child.
    fn element(&mut self, number: u32) {
        let (Some(old), Some(new)) = (self.old.object(number), self.new.object(number)) else { return };
        let (Value::Dict(old), Value::Dict(new)) = (&*old, &*new) else { return };
        if old.name("S").is_none() || old.get("P").and_then(Value::as_ref).is_none() {
            return;
        }
        if differing(old, new) == ["K"] && self.children(old, new) {
            self.explained.insert(number);
        }
    }

    /// Whether children were only added, and only `Form` elements.
    fn children(&mut self, old: &Dict, new: &Dict) -> bool {
        let list = |view: View, dict: &Dict| match dict.get("K") {
            None => Vec::new(),
            Some(value) => match view.resolve(value).as_deref() {
                Some(Value::Array(list)) => list.clone(),
                _ => vec![value.clone()],
            },
        };
        let (before, after) = (list(self.old, old), list(self.new, new));
        self.explain(new.get("K").filter(|_| old.get("K") == new.get("K")));
        // The old ones in their order, new ones anywhere between.
        let mut old = before.iter().peekable();
        after.iter().all(|value| old.next_if_eq(&value).is_some() || self.is_form(value)) && old.next().is_none()
    }

    /// Whether a value leads to a new `Form` element of a new signature field.
    fn is_form(&self, value: &Value) -> bool {
        let Some((_, element)) = self.new_object(value) else { return false };
        let Value::Dict(element) = &*element else { return false };
        let keys = ["Type", "S", "P", "Pg", "K", "T", "Alt", "Lang", "ID", "A", "NS"];
        let known = element.0.iter().all(|(key, _)| keys.iter().any(|k| k.as_bytes() == key));
        let widget = |value: &Value| {
            let value = self.new.resolve(value);
            value.as_deref().and_then(Value::as_dict).is_some_and(|kid| {
                kid.is("Type", "OBJR")
                    && kid.get("Obj").and_then(Value::as_ref).is_some_and(|(n, _)| self.widgets.contains(&n))
            })
        };
        let kids = element.get("K").is_some_and(|kids| match kids {
            Value::Array(list) => !list.is_empty() && list.iter().all(widget),
            value => widget(value),
        });
        element.is("S", "Form") && known && kids
    }
}

/// A number tree (7.9.7) as its entries, and the objects that it is made of.
fn number_tree(view: View, root: Option<&Value>) -> (BTreeMap<i64, Value>, BTreeSet<u32>) {
    let mut entries = BTreeMap::new();
    let mut nodes = BTreeSet::new();
    let mut stack: Vec<Value> = root.into_iter().cloned().collect();
    let mut budget = MAX_NODES;
    while let Some(value) = stack.pop() {
        if let Some((number, _)) = value.as_ref()
            && !nodes.insert(number)
        {
            continue;
        }
        budget = budget.saturating_sub(1);
        let Some(node) = view.resolve(&value).filter(|_| budget > 0) else { continue };
        let Some(dict) = node.as_dict() else { continue };
        for key in ["Nums", "Kids"] {
            if let Some((number, _)) = dict.get(key).and_then(Value::as_ref) {
                nodes.insert(number);
            }
        }
        if let Some(Value::Array(list)) = view.get(dict, "Nums").as_deref() {
            for pair in list.as_chunks::<2>().0 {
                if let [Value::Int(key), value] = pair {
                    entries.insert(*key, value.clone());
                }
            }
        }
        if let Some(Value::Array(kids)) = view.get(dict, "Kids").as_deref() {
            stack.extend(kids.iter().cloned());
        }
    }
    (entries, nodes)
}
