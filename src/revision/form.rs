//! The interactive form (ISO 32000-1, 12.7): its fields, and how one is added.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::appearance;
use super::place::{Frame, Spot};
use super::tags;
use super::update::{MAX_DEPTH, Update, damaged, decode_text, text_string};
use super::{FieldFacts, FieldKind, Place, RevisionError};

/// The most fields that are looked at.
const MAX_FIELDS: usize = 20_000;
/// The most annotations that are looked at.
const MAX_ANNOTATIONS: usize = 1_000_000;
/// The most pages on which a widget is looked for that does not say where it is.
const MAX_PAGES: usize = 10_000;
/// The longest full name of a field, in bytes.
const MAX_NAME: usize = 2_000;
/// Annotation flags Print and Locked (ISO 32000-1, 12.5.3).
pub(super) const PRINT_LOCKED: i64 = 132;
/// Annotation flag Print.
pub(super) const PRINT: i64 = 4;
/// Field flag `ReadOnly` (ISO 32000-1, 12.7.3.1).
pub(super) const READ_ONLY: i64 = 1;

/// A terminal field.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Its object.
    pub(super) id: ObjectId,
    /// Full name.
    pub(super) name: String,
    pub(super) kind: FieldKind,
    /// Field flags, its own or inherited.
    pub(super) flags: i64,
    /// Its first widget: the field itself, or a child of it.
    pub(super) widget: Option<ObjectId>,
    /// Whether there is a value.
    pub(super) has_value: bool,
}

/// What fields inherit from those above.
#[derive(Clone)]
struct Inherited {
    name: String,
    kind: FieldKind,
    flags: i64,
    has_value: bool,
}

/// All terminal fields.
pub(super) fn all(update: &Update) -> Result<Vec<Field>, RevisionError> {
    let mut found = Vec::new();
    let Some(form) = update.dict_in(update.catalog()?, b"AcroForm") else { return Ok(found) };
    let top = Inherited { name: String::new(), kind: FieldKind::Other, flags: 0, has_value: false };
    let mut seen = HashSet::new();
    let fields = update.array_in(form, b"Fields").unwrap_or_default();
    let mut open: Vec<(ObjectId, Inherited, usize)> =
        fields.iter().rev().filter_map(|field| Some((field.as_reference().ok()?, top.clone(), 0))).collect();
    while let Some((id, above, depth)) = open.pop() {
        if depth > MAX_DEPTH || seen.len() > MAX_FIELDS {
            return Err(damaged("AcroForm"));
        }
        if !seen.insert(id) {
            continue;
        }
        let Some(dict) = update.dict(id) else { continue };
        let mut here = above;
        if let Some(part) = update.value(dict, b"T").and_then(|name| name.as_str().ok()) {
            if !here.name.is_empty() {
                here.name.push('.');
            }
            here.name.extend(decode_text(part).chars().take(MAX_NAME + 1));
            if here.name.len() > MAX_NAME {
                return Err(damaged("AcroForm, T"));
            }
        }
        here.kind = match update.name_in(dict, b"FT") {
            Some(b"Sig") => FieldKind::Signature,
            Some(b"Tx") => FieldKind::Text,
            Some(_) => FieldKind::Other,
            None => here.kind,
        };
        here.flags = update.integer_in(dict, b"Ff").unwrap_or(here.flags);
        here.has_value |= update.value(dict, b"V").is_some();
        let kids: Vec<ObjectId> = update
            .array_in(dict, b"Kids")
            .unwrap_or_default()
            .iter()
            .filter_map(|kid| kid.as_reference().ok())
            .collect();
        let is_field = |kid: &&ObjectId| update.dict(**kid).is_some_and(|dict| dict.has(b"T"));
        if kids.iter().any(|kid| is_field(&kid)) {
            open.extend(kids.iter().rev().filter(is_field).map(|kid| (*kid, here.clone(), depth + 1)));
            continue;
        }
        let widget = kids.first().copied().or_else(|| dict.has(b"Rect").then_some(id));
        found.push(Field {
            id,
            name: here.name,
            kind: here.kind,
            flags: here.flags,
            widget,
            has_value: here.has_value,
        });
    }
    Ok(found)
}

/// What is known of each field.
pub(super) fn facts(update: &Update) -> Result<Vec<FieldFacts>, RevisionError> {
    let mut pages: HashMap<ObjectId, (usize, ObjectId)> = HashMap::new();
    let annotations = |(index, page)| {
        let list = update.dict(page).and_then(|dict| update.array_in(dict, b"Annots")).unwrap_or_default();
        list.iter().map(move |annotation| (annotation, index + 1, page))
    };
    // Pages of a hostile file may share one long list.
    for (annotation, number, page) in update.old().page_iter().enumerate().flat_map(annotations).take(MAX_ANNOTATIONS) {
        if let Ok(id) = annotation.as_reference() {
            pages.entry(id).or_insert((number, page));
        }
    }
    let fact = |field: Field| {
        let spot = field.widget.and_then(|widget| {
            let (page, id) = *pages.get(&widget)?;
            let frame = Frame::of(update, id).ok()?;
            Some((widget, Place { page, rect: frame.to_seen(rect_of(update, widget)?) }, frame))
        });
        let place = spot.map(|(_, place, _)| place);
        let drawn = spot.and_then(|(widget, place, frame)| appearance::drawn(update, widget, place.rect, frame));
        let value = update.dict(field.id).and_then(|dict| update.value(dict, b"V")?.as_str().ok());
        let text = field.kind == FieldKind::Text;
        FieldFacts {
            kind: field.kind,
            place,
            drawn,
            value: value.filter(|_| text).map(decode_text),
            signed: !text && field.kind == FieldKind::Signature && field.has_value,
            read_only: field.flags & READ_ONLY != 0,
            name: field.name,
        }
    };
    Ok(all(update)?.into_iter().map(fact).collect())
}

/// The rectangle of a widget, when it has an area.
pub(super) fn rect_of(update: &Update, widget: ObjectId) -> Option<[f64; 4]> {
    let [x0, y0, x1, y1] = update.numbers(update.dict(widget)?.get(b"Rect").ok()?)?.try_into().ok()?;
    let rect = [f64::min(x0, x1), f64::min(y0, y1), f64::max(x0, x1), f64::max(y0, y1)];
    (rect[2] > rect[0] && rect[3] > rect[1]).then_some(rect)
}

/// Where an existing widget is.
pub(super) fn spot_of(update: &Update, widget: ObjectId) -> Option<Spot> {
    let rect = rect_of(update, widget)?;
    let named = update.dict(widget).and_then(|dict| dict.get(b"P").ok()?.as_reference().ok());
    let is_on = |page: &ObjectId| {
        let annotations = update.dict(*page).and_then(|dict| update.array_in(dict, b"Annots"));
        annotations.unwrap_or_default().iter().any(|a| a.as_reference().is_ok_and(|id| id == widget))
    };
    let page = named.filter(|page| is_on(page)).or_else(|| update.old().page_iter().take(MAX_PAGES).find(is_on))?;
    Some(Spot { page, rect, frame: Frame::of(update, page).ok()? })
}

/// A field to be added.
pub(super) struct NewField<'a> {
    pub(super) name: &'a str,
    pub(super) tooltip: &'a str,
    /// Where it is; `None` for one that shows nothing.
    pub(super) spot: Option<Spot>,
    /// Whether it gets a structure element; nothing may change there after a signature.
    pub(super) tagged: bool,
    /// Its own entries: `FT`, `F`, `AP`, …
    pub(super) entries: Dictionary,
}

/// Adds a field that is its own widget; the caller has seen to it that the name is free.
pub(super) fn add(update: &mut Update, field: &NewField) -> Result<ObjectId, RevisionError> {
    let page = match &field.spot {
        Some(spot) => spot.page,
        None => update.old().page_iter().next().ok_or(RevisionError::NoSuchPage(1))?,
    };
    // A widget without an area still needs a page; beside what the page shows it is exempt from tagging (ISO 14289-1, 7.18.1).
    let rect = match &field.spot {
        Some(spot) => spot.rect_object(),
        None => Object::Array(vec![(-1).into(), (-1).into(), (-1).into(), (-1).into()]),
    };
    let mut dict = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "T" => text_string(field.name),
        "TU" => text_string(field.tooltip),
        "P" => page,
        "Rect" => rect,
    };
    dict.extend(&field.entries);
    let turn = field.spot.as_ref().map_or(0, |spot| spot.frame.rotation);
    if turn != 0 {
        dict.set("MK", dictionary! { "R" => turn });
    }
    let id = update.reserve();
    update.set(id, dict);
    if field.tagged
        && field.spot.is_some()
        && let Some(key) = tags::add(update, id, page)?
    {
        update.edit(id)?.set("StructParent", key);
    }
    push(update.edit_path(page, &[b"Annots"], &Object::Array(Vec::new()))?, id)?;
    let root = update.root();
    push(update.edit_path(root, &[b"AcroForm", b"Fields"], &Object::Array(Vec::new()))?, id)?;
    Ok(id)
}

fn push(array: &mut Object, id: ObjectId) -> Result<(), RevisionError> {
    array.as_array_mut().map_err(|_| damaged("Annots, Fields"))?.push(id.into());
    Ok(())
}

/// Says that there are signatures, so that viewers only append (ISO 32000-1, table 219).
pub(super) fn flag_signatures(update: &mut Update) -> Result<(), RevisionError> {
    const EXIST_APPEND_ONLY: i64 = 3;
    let flags = update.dict_in(update.catalog()?, b"AcroForm").and_then(|form| update.integer_in(form, b"SigFlags"));
    if flags.unwrap_or(0) & EXIST_APPEND_ONLY != EXIST_APPEND_ONLY {
        let root = update.root();
        let form = update.edit_path(root, &[b"AcroForm"], &Object::Dictionary(Dictionary::new()))?;
        let form = form.as_dict_mut().map_err(|_| damaged("AcroForm"))?;
        form.set("SigFlags", flags.unwrap_or(0) | EXIST_APPEND_ONLY);
    }
    Ok(())
}

/// Looks at names that shall be added: each must be a name, and free.
pub(super) fn check_names<'a>(existing: &[Field], names: impl Iterator<Item = &'a str>) -> Result<(), RevisionError> {
    let mut taken: HashSet<&str> =
        existing.iter().map(|field| field.name.split('.').next().unwrap_or_default()).collect();
    for name in names {
        if name.trim().is_empty() || name.contains('.') {
            return Err(RevisionError::FieldName(name.into()));
        }
        if !taken.insert(name) {
            return Err(RevisionError::FieldTaken(name.into()));
        }
    }
    Ok(())
}
