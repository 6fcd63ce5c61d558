//! Metadata: programs that sign put their name and the date there. Nothing else of the metadata may change, in whatever form of RDF it is
//! written anew.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime};

use super::{Step, differing};
use crate::verifying::change::ChangeKind;
use crate::verifying::file::View;
use crate::verifying::syntax::{Dict, Value, text};

/// What the program that saves the file says of itself.
const OWN: [&str; 3] = ["ModifyDate", "MetadataDate", "Producer"];
/// The longest metadata that are compared, bytes.
const MAX: usize = 1 << 20;
/// The name space of RDF.
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// The name space of the outermost element.
const META: &str = "adobe:ns:meta/";
/// The name space that `xml:` always has.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Metadata as far as they are compared.
#[derive(Debug, Default, PartialEq, Eq)]
struct Properties {
    /// Name space, name and value, sorted; as elements, attributes or resources, it is all one.
    kept: Vec<(String, String, String)>,
    /// What the program that saved it says of itself.
    own: Vec<(String, String)>,
    /// All name spaces that are declared, with their prefixes.
    spaces: BTreeSet<(String, String)>,
}

impl Step<'_> {
    pub(super) fn metadata(&mut self, root: u32, old: &Dict, new: &Dict) {
        self.info();
        if old.get("Metadata") == new.get("Metadata") && !self.is_changed(old.get("Metadata")) {
            return;
        }
        let same = match (properties(self.old, old), properties(self.new, new)) {
            (Some(old), Some(new)) => old.kept == new.kept && declares_nothing_new(&old, &new) && self.agrees(&new),
            _ => false,
        };
        if !same {
            self.explain(old.get("Metadata"));
            return self.note(ChangeKind::CatalogChanged { key: "Metadata".into() });
        }
        self.explain_alone(new.get("Metadata"), &[root]);
        self.note(ChangeKind::Metadata);
    }

    /// Whether date and program are the same in both places, as PDF/A asks for (ISO 19005-2, 6.6.3).
    fn agrees(&self, properties: &Properties) -> bool {
        let info = self.new.trailer().and_then(|trailer| self.new.get(trailer, "Info"));
        let Some(info) = info.as_deref().and_then(Value::as_dict) else { return true };
        let word = |key: &str| self.new.get(info, key).and_then(|value| value.as_str().map(text));
        properties.own.iter().all(|(name, value)| match name.as_str() {
            "Producer" => word("Producer").is_none_or(|known| known == *value),
            // Some programs look at the clock twice.
            _ => DateTime::parse_from_rfc3339(value).is_ok_and(|date| {
                word("ModDate").is_none_or(|known| {
                    moment(&known).is_some_and(|known| (known - date.naive_local()).num_seconds().abs() <= 5)
                })
            }),
        })
    }

    /// The information dictionary (14.3.3).
    fn info(&mut self) {
        let of = |view: View| view.trailer()?.get("Info")?.as_ref().map(|(number, _)| number);
        let Some(number) = of(self.new).filter(|number| self.changed.contains(number)) else { return };
        let (Some(old), Some(new)) = (self.old.object(number), self.new.object(number)) else { return };
        let (Value::Dict(old), Value::Dict(new)) = (&*old, &*new) else { return };
        let plain = |key: &String| {
            let word = new.get(key).and_then(Value::as_str).map(text);
            // The same text may be written in another form: in digits, or as letters.
            if word.is_some() && word == old.get(key).and_then(Value::as_str).map(text) {
                return true;
            }
            match key.as_str() {
                "ModDate" => word.is_some_and(|date| moment(&date).is_some()),
                "Producer" => word.is_some(),
                _ => false,
            }
        };
        if differing(old, new).iter().all(plain) {
            self.explain_alone(Some(&Value::Ref((number, 0))), &[0]);
            self.note(ChangeKind::Metadata);
        }
    }
}

/// A PDF date (7.9.4) to the second, in its own time zone.
fn moment(date: &str) -> Option<NaiveDateTime> {
    let (digits, zone) = date.strip_prefix("D:")?.split_at_checked(14)?;
    let fits = zone.len() <= 7 && zone.chars().all(|c| c.is_ascii_digit() || "Z+-'".contains(c));
    NaiveDateTime::parse_from_str(digits, "%Y%m%d%H%M%S").ok().filter(|_| fits)
}

/// Name spaces that a program needs to say what it is.
fn own_spaces() -> BTreeSet<(String, String)> {
    let known =
        [("xmp", "http://ns.adobe.com/xap/1.0/"), ("pdf", "http://ns.adobe.com/pdf/1.3/"), ("rdf", RDF), ("x", META)];
    known.map(|(prefix, space)| (prefix.to_owned(), space.to_owned())).into()
}

fn properties(view: View, catalog: &Dict) -> Option<Properties> {
    let stream = view.get(catalog, "Metadata")?;
    let Value::Stream(dict, data) = &*stream else { return None };
    let known = ["Type", "Subtype", "Length", "Filter", "DecodeParms"];
    let plain = dict.0.iter().all(|(key, _)| known.iter().any(|k| k.as_bytes() == key));
    if !plain || !dict.is("Type", "Metadata") || !dict.is("Subtype", "XML") {
        return None;
    }
    let xmp = view.file.decode(dict, &data.bytes).filter(|xmp| xmp.len() <= MAX)?;
    scan(std::str::from_utf8(&xmp).ok()?)
}

/// Whether all prefixes were known before; numbered ones (`ns0`) may stand for any known name space.
fn declares_nothing_new(old: &Properties, new: &Properties) -> bool {
    let known = old.spaces.union(&own_spaces()).cloned().collect::<BTreeSet<_>>();
    let numbered = |prefix: &str| prefix.strip_prefix("ns").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    new.spaces.iter().all(|declared| {
        known.contains(declared) || (numbered(&declared.0) && known.iter().any(|(_, space)| *space == declared.1))
    })
}

/// An element that is open.
struct Open<'a> {
    tag: &'a str,
    space: String,
    name: &'a str,
    /// How many prefixes were declared before it.
    prefixes: usize,
}

/// Reads XMP (ISO 16684-1) strictly; `None` where it is not as XMP is written.
fn scan(xmp: &str) -> Option<Properties> {
    let mut found = Properties::default();
    let mut open: Vec<Open> = Vec::new();
    let mut prefixes: Vec<(&str, &str)> = vec![("xml", XML)];
    let mut rest = xmp;
    while let Some((text, after)) = rest.split_once('<') {
        match open.last() {
            Some(element) => found.keep(&element.space, element.name, text)?,
            None if text.trim_matches(['\u{feff}', ' ', '\n', '\r', '\t']).is_empty() => {}
            None => return None,
        }
        let (tag, after) = after.split_once('>')?;
        rest = after;
        if let Some(packet) = tag.strip_prefix('?') {
            let begin = packet.starts_with("xpacket begin=") && packet.contains("W5M0MpCehiHzreSzNTczkc9d");
            if !begin
                && !["xpacket end=\"r\"?", "xpacket end=\"w\"?", "xpacket end='w'?", "xpacket end='r'?"]
                    .contains(&packet)
            {
                return None;
            }
            continue;
        }
        if let Some(tag) = tag.strip_prefix('/') {
            let element = open.pop().filter(|element| element.tag == tag.trim_end())?;
            prefixes.truncate(element.prefixes);
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (tag, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let before = prefixes.len();
        let attributes = attributes_of(attributes)?;
        for (key, value) in &attributes {
            if let Some(prefix) = key.strip_prefix("xmlns:") {
                prefixes.push((prefix, value));
                found.spaces.insert(((*prefix).to_owned(), (*value).to_owned()));
            }
        }
        let (space, name) = expand(tag, &prefixes)?;
        let structure = ["RDF", "Description", "li", "Seq", "Bag", "Alt"];
        if (space == RDF && !structure.contains(&name)) || (space == META && name != "xmpmeta") {
            return None;
        }
        for (key, value) in attributes.iter().filter(|(key, _)| !key.starts_with("xmlns:")) {
            match expand(key, &prefixes)? {
                (RDF, "resource") => found.keep(space, name, value)?,
                (RDF, "parseType") if *value == "Resource" => {}
                (RDF, "about") if value.is_empty() => {}
                (META, "xmptk") => {}
                (space, name) => found.keep(space, name, value)?,
            }
        }
        if closed {
            prefixes.truncate(before);
        } else {
            open.push(Open { tag, space: space.to_owned(), name, prefixes: before });
        }
        if open.len() > 64 {
            return None;
        }
    }
    found.kept.sort();
    found.own.sort();
    (open.is_empty() && rest.trim().is_empty()).then_some(found)
}

impl Properties {
    fn keep(&mut self, space: &str, name: &str, value: &str) -> Option<()> {
        let value = value.trim();
        // Signs that XML does not allow, and references of which we know nothing.
        if value.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            return None;
        }
        if value.is_empty() {
            return Some(());
        }
        let value = unescape(value);
        if OWN.contains(&name) {
            self.own.push((name.to_owned(), value));
        } else {
            self.kept.push((space.to_owned(), name.to_owned(), value));
        }
        Some(())
    }
}

fn attributes_of(mut text: &str) -> Option<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    while let Some((key, value)) = text.split_once('=') {
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = value.get(1..)?.split_once(quote)?;
        if !(after.is_empty() || after.starts_with([' ', '\n'])) {
            return None;
        }
        found.push((key.trim_start(), value));
        text = after;
    }
    text.trim().is_empty().then_some(found)
}

/// The name space and the local part of a name.
fn expand<'a>(name: &'a str, prefixes: &[(&'a str, &'a str)]) -> Option<(&'a str, &'a str)> {
    let (prefix, local) = name.split_once(':')?;
    let (_, space) = prefixes.iter().rev().find(|(known, _)| *known == prefix)?;
    Some((space, local))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "xmlns:p='u:p' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'";

    fn kept(body: &str) -> Option<Vec<(String, String, String)>> {
        scan(body).map(|found| found.kept)
    }

    #[test]
    fn forms_of_rdf_are_one() {
        let a = kept(&format!("<rdf:RDF {HEAD}><p:T>A &amp; B</p:T><p:ModifyDate>1</p:ModifyDate></rdf:RDF>"));
        let b = kept(&format!("<rdf:RDF {HEAD}><rdf:Description p:T='A &amp; B' p:ModifyDate=\"2\"/></rdf:RDF>"));
        assert!(a.is_some());
        assert_eq!(a, b);
        assert_ne!(a, kept(&format!("<rdf:RDF {HEAD}><p:T>A</p:T></rdf:RDF>")));
    }

    #[test]
    fn what_is_no_xmp_is_not_compared() {
        for bad in ["<!DOCTYPE x><r/>", "<p:T/>", "x", "<rdf:RDF xmlns:rdf='u'></rdf:RDG>"] {
            assert_eq!(kept(bad), None, "{bad}");
        }
    }
}
