//! The document security store (ISO 32000-2, 12.8.4.3): it may appear and grow.

use std::collections::BTreeSet;

use super::Step;
use crate::verifying::change::ChangeKind;
use crate::verifying::file::View;
use crate::verifying::syntax::{Dict, Value};

/// The lists of a DSS.
pub(in crate::verifying) const LISTS: [&str; 3] = ["Certs", "CRLs", "OCSPs"];
/// What one entry of `/VRI` may have.
const VRI_KEYS: [&str; 6] = ["Type", "Cert", "CRL", "OCSP", "TU", "TS"];

impl Step<'_> {
    pub(super) fn dss(&mut self, root: u32, old: &Dict, new: &Dict) {
        let (before, after) = (self.old.get(old, "DSS"), self.new.get(new, "DSS"));
        let Some(after) = after else {
            if before.is_some() {
                self.note(ChangeKind::ValidationDataRemoved);
            }
            return;
        };
        let Value::Dict(after) = &*after else {
            return self.note(ChangeKind::CatalogChanged { key: "DSS".into() });
        };
        let before = before.and_then(|before| before.as_dict().cloned()).unwrap_or_default();
        let holder = new.get("DSS").and_then(Value::as_ref).map_or(root, |(number, _)| number);
        let mut touched = old.get("DSS") != new.get("DSS") || self.is_changed(new.get("DSS"));
        self.explain_alone(new.get("DSS"), &[root]);
        for (key, value) in &after.0 {
            let fits = key != b"Type" || value.as_name() == Some(b"DSS");
            if !fits || !LISTS.iter().chain(&["Type", "VRI"]).any(|known| known.as_bytes() == key) {
                self.note(ChangeKind::CatalogChanged { key: "DSS".into() });
            }
        }
        for key in LISTS {
            let (had, has) = (list(self.old, &before, key), list(self.new, after, key));
            touched |= had != has || self.is_changed(after.get(key));
            self.explain_alone(after.get(key), &[holder]);
            let kept: BTreeSet<_> = has.iter().filter_map(Value::as_ref).collect();
            if !had.iter().all(|value| value.as_ref().is_some_and(|id| kept.contains(&id))) {
                self.note(ChangeKind::ValidationDataRemoved);
            }
            if !has.iter().all(|value| self.is_stream(value)) {
                self.note(ChangeKind::CatalogChanged { key: "DSS".into() });
            }
        }
        touched |= self.related(&before, after, holder);
        if touched {
            self.note(ChangeKind::ValidationData);
        }
    }

    /// A stream, and nothing that a page could show.
    fn is_stream(&self, value: &Value) -> bool {
        let value = self.new.resolve(value);
        value.is_some_and(|value| matches!(&*value, Value::Stream(dict, _) if dict.get("Subtype").is_none()))
    }

    /// `/VRI`: whether it changed.
    fn related(&mut self, before: &Dict, after: &Dict, holder: u32) -> bool {
        let bad = ChangeKind::CatalogChanged { key: "DSS".into() };
        let (had, has) = (self.old.get(before, "VRI"), self.new.get(after, "VRI"));
        self.explain_alone(after.get("VRI"), &[holder]);
        let holder = after.get("VRI").and_then(Value::as_ref).map_or(holder, |(number, _)| number);
        let Some(has) = has else {
            if had.is_some() {
                self.note(ChangeKind::ValidationDataRemoved);
            }
            return false;
        };
        let Value::Dict(entries) = &*has else {
            self.note(bad);
            return true;
        };
        if let Some(had) = had.as_deref().and_then(Value::as_dict)
            && had.0.iter().any(|(key, _)| !entries.0.iter().any(|(k, _)| k == key))
        {
            self.note(ChangeKind::ValidationDataRemoved);
        }
        for (name, entry) in &entries.0 {
            let digits = name.len() == 40 && name.iter().all(u8::is_ascii_hexdigit);
            self.explain_alone(Some(entry), &[holder]);
            let inner = entry.as_ref().map_or(holder, |(number, _)| number);
            let Some(dict) = self.new.resolve(entry).and_then(|entry| entry.as_dict().cloned()) else {
                self.note(bad.clone());
                continue;
            };
            let known = dict.0.iter().all(|(key, _)| VRI_KEYS.iter().any(|k| k.as_bytes() == key))
                && dict.name("Type").is_none_or(|name| name == b"VRI");
            for key in ["Cert", "CRL", "OCSP"] {
                self.explain_alone(dict.get(key), &[inner]);
                if !list(self.new, &dict, key).iter().all(|value| self.is_stream(value)) {
                    self.note(bad.clone());
                }
            }
            if !known || (!digits && name != b"Type") {
                self.note(bad.clone());
            }
        }
        had.as_deref() != Some(&*has)
    }
}

/// The values of a list of the DSS.
fn list(view: View, dss: &Dict, key: &str) -> Vec<Value> {
    view.get(dss, key).and_then(|list| list.as_array().map(<[Value]>::to_vec)).unwrap_or_default()
}
