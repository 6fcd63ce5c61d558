//! Signature fields of a revision, and the raw form of a signature: `/ByteRange` and `/Contents` (ISO 32000-2, 12.8.1) as bytes.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use super::fault::Fault;
use super::file::{File, View};
use super::sections::Entry;
use super::syntax::{Dict, Parser, Value, text};

/// The most fields that are read of a form.
const MAX_FIELDS: usize = 50_000;

/// A node of the form's tree of fields, with what it inherits (12.7.4).
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// The number of the object.
    pub number: u32,
    /// The object.
    pub value: Rc<Value>,
    /// The full name.
    pub name: String,
    /// `/FT`, inherited.
    pub kind: Vec<u8>,
    /// `/Ff`, inherited.
    pub flags: i64,
    /// Whether it has `/Kids` that are fields: such as have a name of their own; others are its widgets (12.7.4.1).
    pub inner: bool,
    /// The field itself, or the one whose widget it is.
    pub owner: u32,
    /// Whether it has a value, or is a widget of a field that has.
    pub has_value: bool,
}

impl Field {
    /// Its dictionary.
    pub fn dict(&self) -> &Dict {
        const EMPTY: &Dict = &Dict(Vec::new());
        self.value.as_dict().unwrap_or(EMPTY)
    }

    /// Whether it is a signature field.
    pub fn is_signature(&self) -> bool {
        self.kind == b"Sig"
    }

    /// Whether its value may no longer be changed (flag 1).
    pub fn is_read_only(&self) -> bool {
        self.flags & 1 != 0
    }
}

/// All fields of a revision, in the order of the form.
pub(super) fn fields(view: View) -> Vec<Field> {
    let mut found = Vec::new();
    let Some((_, catalog)) = view.catalog() else { return found };
    let form = catalog.as_dict().and_then(|dict| view.get(dict, "AcroForm"));
    let Some(list) = form.and_then(|form| view.get(form.as_dict()?, "Fields")) else { return found };
    let top = list.as_array().unwrap_or_default();
    let mut stack: Vec<(Value, Option<Field>)> = top.iter().rev().map(|value| (value.clone(), None)).collect();
    let mut seen = BTreeSet::new();
    let mut names = BTreeSet::new();
    while let Some((value, parent)) = stack.pop() {
        let Some((number, _)) = value.as_ref() else {
            // A field that is no object of its own cannot be followed through revisions.
            view.file.fault(Fault::BadFields);
            continue;
        };
        if !seen.insert(number) || found.len() > MAX_FIELDS {
            view.file.fault(Fault::BadFields);
            continue;
        }
        let Some(value) = view.object(number) else { continue };
        let Some(dict) = value.as_dict() else { continue };
        let own = view.get(dict, "T").and_then(|name| name.as_str().map(text));
        let has_name = own.is_some();
        let name = match (&parent, own) {
            (Some(parent), Some(own)) if !parent.name.is_empty() => format!("{}.{own}", parent.name),
            (Some(parent), None) => parent.name.clone(),
            (_, own) => own.unwrap_or_default(),
        };
        let kind = view.get(dict, "FT").and_then(|kind| kind.as_name().map(<[u8]>::to_vec));
        let kind = kind.or_else(|| parent.as_ref().map(|p| p.kind.clone())).unwrap_or_default();
        let flags = view.get(dict, "Ff").and_then(|flags| flags.as_int());
        let flags = flags.or_else(|| parent.as_ref().map(|p| p.flags)).unwrap_or(0);
        let kids = view.get(dict, "Kids");
        let kids = kids.as_deref().and_then(Value::as_array).unwrap_or_default();
        let is_field = |kid: &Value| {
            let kid = view.resolve(kid);
            kid.as_deref().and_then(Value::as_dict).is_some_and(|dict| dict.get("T").is_some())
        };
        let widget_of = parent.as_ref().filter(|_| !has_name);
        let field = Field {
            number,
            value: value.clone(),
            name,
            kind,
            flags,
            inner: kids.iter().any(is_field),
            owner: widget_of.map_or(number, |parent| parent.owner),
            has_value: dict.get("V").is_some() || widget_of.is_some_and(|parent| parent.has_value),
        };
        if has_name && !field.inner && !names.insert(field.name.clone()) {
            view.file.fault(Fault::BadFields);
        }
        stack.extend(kids.iter().rev().map(|kid| (kid.clone(), Some(field.clone()))));
        found.push(field);
    }
    found
}

/// A signature as it stands in the file.
#[derive(Debug)]
pub(super) struct Raw {
    /// Its dictionary.
    pub dict: Dict,
    /// The bytes of `/Contents` without padding.
    pub cms: Vec<u8>,
    /// All of them.
    pub contents: Vec<u8>,
    /// What is signed: before and after the gap.
    pub signed: [Range<usize>; 2],
    /// The revision that it signs, from 0.
    pub revision: usize,
}

impl Raw {
    /// The signed bytes, in two pieces.
    pub fn pieces<'a>(&self, file: &File<'a>) -> [&'a [u8]; 2] {
        self.signed.clone().map(|range| file.bytes.get(range).unwrap_or_default())
    }
}

/// Reads a signature's dictionary from its bytes; every fault is added. `None` when it cannot be told what is signed.
pub(super) fn raw(file: &File, view: View, number: u32, faults: &mut Vec<Fault>) -> Option<Raw> {
    let Some(Entry::At(at, _)) = view.entry(number) else {
        faults.push(Fault::BadSignatureObject);
        return None;
    };
    let budget = Cell::new(1_000_000);
    let mut parser = Parser::new(file.bytes, at, &budget);
    let read = parser.header().and_then(|_| {
        parser.space();
        parser.entries(0)
    });
    let Ok(entries) = read else {
        faults.push(Fault::BadSignatureObject);
        return None;
    };
    let find = |key: &[u8]| entries.iter().find(|entry| entry.key == key);
    let range = find(b"ByteRange").and_then(|entry| numbers(&entry.value));
    let contents = find(b"Contents").map(|entry| entry.at.clone());
    let cms = contents.clone().and_then(|at| hexadecimal(file.bytes.get(at)?));
    let dict = Dict(entries.iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect());
    let Some([start, gap, after, rest]) = range else {
        faults.push(Fault::BadByteRange);
        return None;
    };
    let end = after.checked_add(rest).filter(|end| *end <= file.bytes.len() && gap <= after && start <= gap);
    let Some(end) = end.filter(|_| rest > 0 && gap > 0) else {
        faults.push(Fault::BadByteRange);
        return None;
    };
    if start != 0 {
        faults.push(Fault::RangeStart);
    }
    if contents != Some(gap..after) {
        faults.push(Fault::RangeGap);
    }
    let revision = file.revisions.iter().position(|revision| end == revision.end || end == revision.end_of_line);
    let Some(revision) = revision else {
        faults.push(Fault::RangeEnd);
        return None;
    };
    let own = file.revisions.get(revision)?;
    if !(own.start..own.end).contains(&at) {
        faults.push(Fault::OtherRevision);
    }
    let Some(bytes) = cms else {
        faults.push(Fault::BadContents);
        return None;
    };
    let len = der_length(&bytes).filter(|len| *len <= bytes.len() && is_full(&bytes, *len));
    let Some(len) = len else {
        faults.push(Fault::BadContents);
        return None;
    };
    let (cms, padding) = bytes.split_at(len);
    if padding.iter().any(|byte| *byte != 0) {
        faults.push(Fault::BadPadding);
    }
    let (cms, contents) = (cms.to_vec(), bytes.clone());
    Some(Raw { dict, cms, contents, signed: [0..gap, after..end], revision })
}

/// Four whole numbers that are not negative.
fn numbers(value: &Value) -> Option<[usize; 4]> {
    let list = value.as_array()?;
    let numbers: Vec<usize> = list.iter().filter_map(|n| usize::try_from(n.as_int()?).ok()).collect();
    (list.len() == 4).then_some(())?;
    numbers.try_into().ok()
}

/// The bytes of `<0a1b>`: pairs of digits of one case, nothing between them.
fn hexadecimal(written: &[u8]) -> Option<Vec<u8>> {
    let digits = written.strip_prefix(b"<")?.strip_suffix(b">")?;
    let (pairs, rest) = digits.as_chunks::<2>();
    let lower = digits.iter().any(u8::is_ascii_lowercase);
    let upper = digits.iter().any(u8::is_ascii_uppercase);
    if !rest.is_empty() || pairs.is_empty() || (lower && upper) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    pairs.iter().map(|[high, low]| Some((digit(*high)? * 16 + digit(*low)?) as u8)).collect()
}

/// The length of the DER element at the beginning, with its head (X.690, 8.1.3); definite lengths in their shortest form only.
fn der_length(bytes: &[u8]) -> Option<usize> {
    let [0x30, first, rest @ ..] = bytes else { return None };
    if *first < 0x80 {
        return Some(2 + usize::from(*first));
    }
    let count = usize::from(first & 0x7F);
    let digits = rest.get(..count).filter(|digits| (1..=4).contains(&count) && digits.first() != Some(&0))?;
    let len = digits.iter().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
    (len >= 0x80).then_some(2 + count + len)
}

/// Whether the parts of the CMS (`ContentInfo`; RFC 5652, 3) fill it to its end: a false length would take padding in.
fn is_full(bytes: &[u8], end: usize) -> bool {
    let part = |at: usize, tag: u8| {
        let part = bytes.get(at..end).filter(|part| part.first() == Some(&tag))?;
        // Only tags differ from what `der_length` reads.
        let len = der_length(&[&[0x30], part.get(1..6.min(part.len()))?].concat())?;
        let head = match part.get(1)? {
            long if long & 0x80 != 0 => 2 + usize::from(long & 0x7F),
            _ => 2,
        };
        Some((at + head, at + len))
    };
    let walk = || {
        let (inside, _) = part(0, 0x30)?;
        let (_, kind) = part(inside, 0x06)?;
        let (inside, content) = part(kind, 0xA0)?;
        let (_, data) = part(inside, 0x30)?;
        Some(content == end && data == end)
    };
    walk().unwrap_or(false)
}

/// The permission of a certification (12.8.2.2): 1 nothing, 2 form filling and signing, 3 also annotations.
pub(super) fn docmdp(view: View, signature: &Dict) -> Option<i64> {
    transform(view, signature, "DocMDP").map(|parameters| {
        let level = view.get(&parameters, "P").map_or(Some(2), |level| level.as_int());
        // What is not understood permits nothing.
        level.filter(|level| (1..=3).contains(level)).unwrap_or(1)
    })
}

/// The fields that a signature locks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Locked {
    /// All.
    All,
    /// These.
    Include(Vec<String>),
    /// All but these.
    Exclude(Vec<String>),
}

impl Locked {
    /// Whether a field of this name is locked: itself or a field above it is named.
    pub fn holds(&self, name: &str) -> bool {
        let named = |names: &[String]| {
            names.iter().any(|n| name == n || name.strip_prefix(n.as_str()).is_some_and(|rest| rest.starts_with('.')))
        };
        match self {
            Self::All => true,
            Self::Include(names) => named(names),
            Self::Exclude(names) => !named(names),
        }
    }
}

/// The locks of a signature (12.8.2.4), also those that its field asked for and the signature does not repeat.
pub(super) fn locks(view: View, signature: &Dict, field: &Dict) -> Vec<Locked> {
    let lock = view.get(field, "Lock").and_then(|lock| lock.as_dict().cloned());
    transform(view, signature, "FieldMDP").into_iter().chain(lock).filter_map(|dict| lock_of(view, &dict)).collect()
}

/// The permission that a field's lock sets for the whole document (12.7.5.5, `/P`).
pub(super) fn lock_level(view: View, field: &Dict) -> Option<i64> {
    let lock = view.get(field, "Lock")?;
    let level = view.get(lock.as_dict()?, "P")?.as_int();
    // As with `DocMDP`: what is not understood permits nothing.
    Some(level.filter(|level| (1..=3).contains(level)).unwrap_or(1))
}

fn lock_of(view: View, dict: &Dict) -> Option<Locked> {
    let names = view.get(dict, "Fields");
    let names = names.as_deref().and_then(Value::as_array).unwrap_or_default();
    let names = names.iter().filter_map(|name| view.resolve(name)?.as_str().map(text)).collect();
    Some(match dict.name("Action")? {
        b"Include" => Locked::Include(names),
        b"Exclude" => Locked::Exclude(names),
        _ => Locked::All,
    })
}

fn transform(view: View, signature: &Dict, method: &str) -> Option<Dict> {
    let list = view.get(signature, "Reference")?;
    for reference in list.as_array()? {
        let Some(reference) = view.resolve(reference) else { continue };
        let Some(reference) = reference.as_dict() else { continue };
        if reference.is("TransformMethod", method) {
            let parameters = view.get(reference, "TransformParams").and_then(|p| p.as_dict().cloned());
            return Some(parameters.unwrap_or_default());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_digits_of_one_case() {
        assert_eq!(hexadecimal(b"<30Ab>"), None);
        assert_eq!(hexadecimal(b"<30 0>"), None);
        assert_eq!(hexadecimal(b"<30ab>"), Some(vec![0x30, 0xAB]));
    }

    #[test]
    fn lengths_are_definite_and_shortest() {
        assert_eq!(der_length(&[0x30, 0x03]), Some(5));
        assert_eq!(der_length(&[0x30, 0x80]), None);
        assert_eq!(der_length(&[0x30, 0x81, 0x05]), None);
        assert_eq!(der_length(&[0x30, 0x82, 0x01, 0x00]), Some(260));
    }
}
