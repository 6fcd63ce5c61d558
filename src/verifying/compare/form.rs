//! The form: fields that were filled in, signed or added.

use super::{Step, differing};
use crate::verifying::change::ChangeKind;
use crate::verifying::signature::{self, Field};
use crate::verifying::syntax::{Dict, Value, text};

/// What the dictionary of a new signature field with its widget may have. No actions.
const FIELD_KEYS: [&str; 24] = [
    "Type",
    "Subtype",
    "FT",
    "T",
    "TU",
    "TM",
    "F",
    "Ff",
    "Rect",
    "P",
    "V",
    "AP",
    "MK",
    "Lock",
    "SV",
    "StructParent",
    "BS",
    "Border",
    "DA",
    "NM",
    "M",
    "Lang",
    "Contents",
    "Q",
];

impl Step<'_> {
    pub(super) fn form(&mut self, root: u32, old: &Dict, new: &Dict) {
        let (old_entry, new_entry) = (old.get("AcroForm"), new.get("AcroForm"));
        self.explain_alone(new_entry, &[root]);
        let (old_form, new_form) = (self.old.get(old, "AcroForm"), self.new.get(new, "AcroForm"));
        let moved = match (old_entry, new_entry) {
            (Some(Value::Ref(a)), Some(Value::Ref(b))) => a != b,
            (None, None) => return,
            (old, new) => old.is_none() || new.is_none(),
        };
        let (Some(old_form), Some(new_form)) = (old_form, new_form) else {
            return self.note(ChangeKind::FormChanged { key: "AcroForm".into() });
        };
        let (Value::Dict(old_form), Value::Dict(new_form)) = (&*old_form, &*new_form) else {
            return self.note(ChangeKind::FormChanged { key: "AcroForm".into() });
        };
        if moved {
            self.note(ChangeKind::FormChanged { key: "AcroForm".into() });
        }
        for key in differing(old_form, new_form) {
            let flags = |form: &Dict| form.get("SigFlags").and_then(Value::as_int).unwrap_or(0);
            match key.as_str() {
                "Fields" => {}
                "SigFlags" if flags(new_form) & flags(old_form) == flags(old_form) && flags(new_form) < 4 => {}
                _ => self.note(ChangeKind::FormChanged { key }),
            }
        }
        let holder = new_entry.and_then(Value::as_ref).map_or(root, |(number, _)| number);
        self.explain_alone(new_form.get("Fields"), &[holder]);
        let list = |value: Option<std::rc::Rc<Value>>| value.and_then(|v| v.as_array().map(<[Value]>::to_vec));
        let before = list(self.old.get(old_form, "Fields")).unwrap_or_default();
        let after = list(self.new.get(new_form, "Fields")).unwrap_or_default();
        if !after.starts_with(&before) {
            self.note(ChangeKind::FormChanged { key: "Fields".into() });
        }
        for added in after.iter().skip(before.len()) {
            self.new_field(added);
        }
        for field in signature::fields(self.old) {
            if self.changed.contains(&field.number) {
                self.field(&field);
            }
            self.picture(&field);
        }
    }

    /// A field, or a widget of one, that changed.
    fn field(&mut self, field: &Field) {
        self.explained.insert(field.number);
        let name = field.name.clone();
        let Some(new) = self.new.object(field.number) else {
            return self.note(ChangeKind::SignedFieldChanged { field: name });
        };
        let Value::Dict(new) = &*new else {
            return self.note(ChangeKind::SignedFieldChanged { field: name });
        };
        if field.is_signature() && field.has_value {
            return self.note(ChangeKind::SignedFieldChanged { field: name });
        }
        if !field.is_signature() && field.is_read_only() {
            return self.note(ChangeKind::ReadOnlyFieldChanged { field: name });
        }
        let fine = if field.is_signature() { self.signing(field) } else { Some(ChangeKind::Filled { field: name }) };
        for key in differing(field.dict(), new) {
            let ok = match key.as_str() {
                "V" if field.is_signature() => fine.is_some() && field.owner == field.number,
                "V" => new.get("V").is_none_or(|value| self.is_plain(value)),
                // The picture of a signature comes with it, not before: an empty field would show what nobody signed.
                "AP" => fine.is_some() && self.is_appearance(new),
                "AS" if !field.is_signature() => new.name("AS").is_some(),
                // Read-only afterwards, nothing else.
                "Ff" if !field.is_signature() => {
                    let old = field.dict().get("Ff").and_then(Value::as_int).unwrap_or(field.flags);
                    new.get("Ff").and_then(Value::as_int) == Some(old | 1)
                }
                _ => false,
            };
            if !ok {
                self.note(ChangeKind::FieldChanged { field: field.name.clone(), key });
            }
        }
        if let Some(fine) = fine {
            self.note(fine);
        }
    }

    /// A picture that was replaced where it stood: only that of a field that may change, and only if nothing else shows it.
    fn picture(&mut self, field: &Field) {
        let mut streams = Vec::new();
        if let Some(pictures) = self.old.get(field.dict(), "AP") {
            pictures.references(&mut streams);
        }
        for number in streams.into_iter().map(|(n, _)| n).filter(|n| self.changed.contains(n)).collect::<Vec<_>>() {
            let form = |view: crate::verifying::file::View| {
                view.object(number).is_some_and(|v| matches!(&*v, Value::Stream(d, _) if d.is("Subtype", "Form")))
            };
            let kind = if field.is_signature() {
                self.signing(field)
            } else {
                Some(ChangeKind::Filled { field: field.name.clone() })
            };
            if (field.is_signature() && field.has_value) || !form(self.old) || !form(self.new) {
                self.explained.insert(number);
                self.note(ChangeKind::SignedFieldChanged { field: field.name.clone() });
            } else if field.is_read_only() {
                self.explained.insert(number);
                self.note(ChangeKind::ReadOnlyFieldChanged { field: field.name.clone() });
            } else if let Some(kind) = kind {
                self.explain_alone(Some(&Value::Ref((number, 0))), &[field.number]);
                self.note(kind);
            } else {
                self.explained.insert(number);
                self.note(ChangeKind::FieldChanged { field: field.name.clone(), key: "AP".into() });
            }
        }
    }

    /// What it is when a signature field, or a widget of one, gets its signature with this revision; nothing when it does not.
    fn signing(&self, field: &Field) -> Option<ChangeKind> {
        if field.has_value {
            return None;
        }
        let owner = self.new.object(field.owner)?;
        let name = field.name.clone();
        let is_timestamp = self.signature_value(owner.as_dict()?)?;
        Some(if is_timestamp {
            ChangeKind::DocumentTimestamp { field: name }
        } else {
            ChangeKind::Signed { field: name }
        })
    }

    /// Whether `/V` is a signature dictionary that came with this revision; whether it is a document timestamp.
    fn signature_value(&self, field: &Dict) -> Option<bool> {
        let (_, value) = self.new_object(field.get("V")?)?;
        let dict = value.as_dict()?;
        dict.get("ByteRange")?;
        dict.get("Contents")?;
        Some(dict.is("Type", "DocTimeStamp"))
    }

    /// What a filled-in field may hold: a text, a choice, the state of a button.
    fn is_plain(&self, value: &Value) -> bool {
        match value {
            Value::Str(..) | Value::Name(_) => true,
            Value::Array(list) => list.iter().all(|value| matches!(value, Value::Str(..))),
            // In an object of its own only if that is new.
            value => self.new_object(value).is_some_and(|(_, value)| matches!(&*value, Value::Str(..))),
        }
    }

    /// Whether `/AP` holds form streams.
    fn is_appearance(&self, field: &Dict) -> bool {
        let Some(pictures) = self.new.get(field, "AP") else { return true };
        let Value::Dict(pictures) = &*pictures else { return false };
        let form = |value: &Value| {
            let value = self.new.resolve(value);
            value.is_some_and(|value| matches!(&*value, Value::Stream(dict, _) if dict.is("Subtype", "Form")))
        };
        pictures.0.iter().all(|(key, value)| {
            matches!(key.as_slice(), b"N" | b"R" | b"D")
                && (form(value)
                    || self.new.resolve(value).is_some_and(|states| match &*states {
                        Value::Dict(states) => states.0.iter().all(|(_, state)| form(state)),
                        _ => false,
                    }))
        })
    }

    /// A field that was added at the end of the form.
    fn new_field(&mut self, value: &Value) {
        let bad = ChangeKind::FormChanged { key: "Fields".into() };
        let Some((number, field)) = self.new_object(value) else { return self.note(bad) };
        let Value::Dict(dict) = &*field else { return self.note(bad) };
        let name = self.new.get(dict, "T").and_then(|name| name.as_str().map(text));
        let Some(name) = name.filter(|_| dict.is("FT", "Sig")) else { return self.note(bad) };
        for (key, _) in &dict.0 {
            let key = String::from_utf8_lossy(key);
            if !FIELD_KEYS.contains(&key.as_ref()) {
                self.note(ChangeKind::FieldChanged { field: name.clone(), key: key.into_owned() });
            }
        }
        if !self.is_appearance(dict) {
            self.note(ChangeKind::FieldChanged { field: name.clone(), key: "AP".into() });
        }
        self.widgets.insert(number);
        let visible = match is_visible(dict) {
            Some(visible) => visible,
            None => {
                self.note(ChangeKind::FieldChanged { field: name.clone(), key: "Rect".into() });
                true
            }
        };
        if !visible && !self.shows_nothing(dict.get("AP")) {
            self.note(ChangeKind::FieldChanged { field: name.clone(), key: "AP".into() });
        }
        let signed = if dict.get("V").is_some() { self.signature_value(dict) } else { Some(false) };
        self.note(match signed {
            None => ChangeKind::FieldChanged { field: name, key: "V".into() },
            Some(true) if !visible => ChangeKind::DocumentTimestamp { field: name },
            Some(_) => ChangeKind::FieldAdded { field: name, visible, signed: dict.get("V").is_some() },
        });
    }

    /// Whether nothing is drawn by `/AP`.
    fn shows_nothing(&self, pictures: Option<&Value>) -> bool {
        let is_blank = |value: &Value| {
            let value = self.new.resolve(value);
            match value.as_deref() {
                None => true,
                Some(Value::Stream(dict, data)) => self
                    .new
                    .file
                    .decode(dict, &data.bytes)
                    .is_some_and(|data| data.iter().all(|byte| crate::verifying::syntax::is_space(*byte))),
                Some(_) => false,
            }
        };
        let Some(pictures) = pictures.and_then(|pictures| self.new.resolve(pictures)) else { return true };
        pictures.as_dict().is_some_and(|pictures| {
            pictures.0.iter().all(|(_, value)| match self.new.resolve(value).as_deref() {
                Some(Value::Dict(states)) => states.0.iter().all(|(_, state)| is_blank(state)),
                _ => is_blank(value),
            })
        })
    }
}

/// Whether a widget may show on the page or on paper (12.5.2, 12.5.3): only without an extent, or hidden by its flags, it does not.
/// Nothing where its rectangle is not four numbers, written right there.
fn is_visible(widget: &Dict) -> Option<bool> {
    const HIDDEN: i64 = 2;
    const PRINT: i64 = 4;
    const NO_VIEW: i64 = 32;
    const TOGGLE_NO_VIEW: i64 = 256;
    let flags = widget.get("F").and_then(Value::as_int).unwrap_or(0);
    let hidden = flags & HIDDEN != 0 || flags & (NO_VIEW | PRINT | TOGGLE_NO_VIEW) == NO_VIEW;
    let Some(rect) = widget.get("Rect") else { return Some(false) };
    let rect: Vec<f64> = rect.as_array()?.iter().map(Value::as_number).collect::<Option<_>>()?;
    let [x0, y0, x1, y1] = rect.as_slice() else { return None };
    let extent = |a: &f64, b: &f64| (a - b).abs() > 0.0;
    Some(!hidden && extent(x0, x1) && extent(y0, y1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hidden_widgets_and_such_without_an_extent_are_invisible() {
        let number = |n: i64| Value::Int(n);
        let widget = |rect: Option<Vec<Value>>, flags: i64| {
            let mut dict = Dict(vec![(b"F".to_vec(), number(flags))]);
            dict.0.extend(rect.map(|rect| (b"Rect".to_vec(), Value::Array(rect))));
            is_visible(&dict)
        };
        let rect = |list: [i64; 4]| Some(list.map(number).to_vec());
        let box_ = rect([0, 0, 9, 9]);
        assert_eq!([0, 4, 32 | 4, 32 | 256, 128].map(|flags| widget(box_.clone(), flags)), [Some(true); 5]);
        assert_eq!([2, 32, 2 | 4].map(|flags| widget(box_.clone(), flags)), [Some(false); 3]);
        assert_eq!((widget(rect([5; 4]), 4), widget(None, 4)), (Some(false), Some(false)));
        assert_eq!(widget(Some(vec![Value::Ref((1, 0)), number(0), number(9), number(9)]), 4), None);
        assert_eq!(widget(Some(vec![number(0); 5]), 4), None);
        assert_eq!(is_visible(&Dict(vec![(b"Rect".to_vec(), Value::Ref((1, 0)))])), None);
    }
}
