//! Pages: nothing may change but their list of annotations, which may get the widgets of new signature fields.

use std::collections::HashMap;

use super::{Step, differing};
use crate::verifying::change::ChangeKind;
use crate::verifying::syntax::{Dict, Value};

impl Step<'_> {
    pub(super) fn pages(&mut self) {
        let pages = self.old.pages();
        let numbers = |pages: &[(u32, std::rc::Rc<Value>)]| pages.iter().map(|(number, _)| *number).collect::<Vec<_>>();
        if numbers(&pages) != numbers(&self.new.pages()) {
            self.note(ChangeKind::PagesChanged);
        }
        for (page, (number, old)) in (1..).zip(&pages) {
            let Some(new) = self.new.object(*number) else { continue };
            let (Some(old), Value::Dict(new)) = (old.as_dict(), &*new) else { continue };
            if self.changed.contains(number) {
                self.explained.insert(*number);
                for key in differing(old, new) {
                    match key.as_str() {
                        "Annots" => {}
                        "Tabs" if new.is("Tabs", "S") => {}
                        _ => self.note(ChangeKind::PageChanged { page, key }),
                    }
                }
            }
            self.annotations(page, *number, old, new);
        }
    }

    fn annotations(&mut self, page: usize, number: u32, old: &Dict, new: &Dict) {
        let (before, after) = (self.old.get(old, "Annots"), self.new.get(new, "Annots"));
        if before == after {
            return;
        }
        self.explain_alone(new.get("Annots"), &[number]);
        let list =
            |value: &Option<std::rc::Rc<Value>>| value.as_ref().and_then(|v| v.as_array().map(<[Value]>::to_vec));
        let (before, after) = (list(&before).unwrap_or_default(), list(&after).unwrap_or_default());
        let ours = |value: &Value| value.as_ref().is_some_and(|(number, _)| self.widgets.contains(&number));
        let kept: Vec<&Value> = after.iter().filter(|value| !ours(value)).collect();
        if kept != before.iter().collect::<Vec<_>>() {
            self.note(ChangeKind::AnnotationsChanged { page: Some(page) });
        }
    }

    /// The content streams of the pages, each with its first page (from 1).
    pub(super) fn contents(&self) -> HashMap<u32, usize> {
        let mut found = Vec::new();
        let mut pages = HashMap::new();
        for (page, (_, value)) in (1..).zip(self.old.pages()) {
            let Some(contents) = value.as_dict().and_then(|dict| dict.get("Contents")) else { continue };
            contents.references(&mut found);
            if let Some(Value::Array(list)) = self.old.resolve(contents).as_deref() {
                for value in list {
                    value.references(&mut found);
                }
            }
            for (number, _) in found.drain(..) {
                pages.entry(number).or_insert(page);
            }
        }
        pages
    }
}
