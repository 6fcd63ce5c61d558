//! Signatures and document timestamps (ISO 32000-1, 12.8; ETSI EN 319 142-1).

use chrono::DateTime;
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use super::appearance;
use super::byte_range::{self, HOLE, Maker};
use super::form::{self as fields, Field, NewField, PRINT_LOCKED};
use super::lock;
use super::place::Spot;
use super::update::{Update, damaged, text_string};
use super::{Appearance, FieldChoice, FieldKind, NewSignatureField, Permission, RevisionError, SignError, Signature};

/// The most bytes that may be reserved.
const MAX_RESERVE: usize = 1 << 24;
/// Seconds from UTC to the zone +07:00.
const ZONE: i64 = 7 * 3600;
/// How many timestamp fields are looked for.
const MAX_TIMESTAMPS: usize = 10_000;

/// Signs.
pub(super) fn sign<E>(
    mut update: Update,
    also: &[NewSignatureField],
    signature: &Signature,
    make: &mut Maker<'_, E>,
) -> Result<Vec<u8>, SignError<E>> {
    let field = prepare(&mut update, also, signature)?;
    let mut dict = dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.CAdES.detached",
        "M" => Object::string_literal(date(signature.moment)?),
    };
    let texts = [
        ("Reason", signature.reason),
        ("Location", signature.location),
        ("Name", signature.name),
        ("ContactInfo", signature.contact),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            dict.set(key, text_string(text));
        }
    }
    let mut references: Vec<Object> = signature.certify.map(doc_mdp).into_iter().collect();
    references.extend(lock_of(&update, field));
    if !references.is_empty() {
        dict.set("Reference", Object::Array(references));
    }
    let id = finish(&mut update, field, dict, signature.reserve)?;
    if signature.certify.is_some() {
        let root = update.root();
        let perms = update.edit_path(root, &[b"Perms"], &Object::Dictionary(Dictionary::new()))?;
        perms.as_dict_mut().map_err(|_| damaged("Perms"))?.set("DocMDP", id);
    }
    byte_range::close(update, signature.reserve, make)
}

/// Finds or adds the fields, and draws what the signature shows; gives the field.
fn prepare(update: &mut Update, also: &[NewSignatureField], signature: &Signature) -> Result<ObjectId, RevisionError> {
    let existing = fields::all(update)?;
    let signed = existing.iter().any(|field| field.kind == FieldKind::Signature && field.has_value);
    if signature.certify.is_some() && signed {
        return Err(RevisionError::SignedAlready);
    }
    let permission = lock::permission(update, &existing);
    if permission == Some(Permission::Nothing) {
        return Err(RevisionError::Locked);
    }
    let new = match &signature.field {
        FieldChoice::New(new) => Some(new),
        FieldChoice::Existing(_) => None,
    };
    // Empty fields for others come before the first signature: later, nothing vouches for what they show.
    if signed && !also.is_empty() {
        return Err(RevisionError::SignedAlready);
    }
    // Beyond signing, a certified document allows no new fields.
    if permission.is_some() && (new.is_some() || !also.is_empty()) {
        return Err(RevisionError::Locked);
    }
    fields::check_names(&existing, also.iter().chain(new).map(|field| field.name.as_str()))?;
    let id = match &signature.field {
        FieldChoice::New(new) => add_field(update, new, &signature.appearance, !signed)?,
        FieldChoice::Existing(name) => {
            let field = open_field(&existing, name)?;
            if lock::is_locked(update, &existing, name) {
                return Err(RevisionError::Locked);
            }
            show(update, field, &signature.appearance)?;
            field.id
        }
    };
    for field in also {
        add_field(update, field, &Appearance::None, !signed)?;
    }
    Ok(id)
}

/// An existing field that can be signed.
fn open_field<'a>(existing: &'a [Field], name: &str) -> Result<&'a Field, RevisionError> {
    let field = existing.iter().find(|field| field.name == name);
    let field = field.ok_or_else(|| RevisionError::NoSuchField(name.into()))?;
    if field.kind != FieldKind::Signature {
        return Err(RevisionError::WrongKind(name.into()));
    }
    if field.has_value { Err(RevisionError::AlreadySigned(name.into())) } else { Ok(field) }
}

/// Draws what the signature shows into an existing field.
fn show(update: &mut Update, field: &Field, shown: &Appearance) -> Result<(), RevisionError> {
    let spot = field.widget.and_then(|widget| Some((widget, fields::spot_of(update, widget)?)));
    match (spot, shown) {
        (Some((widget, spot)), shown) => {
            let form = appearance::of_signature(update, &spot, shown)?;
            update.edit(widget)?.set("AP", dictionary! { "N" => form });
            Ok(())
        }
        (None, Appearance::None) => Ok(()),
        (None, _) => Err(RevisionError::Place),
    }
}

/// Adds a signature field.
pub(super) fn add_field(
    update: &mut Update,
    new: &NewSignatureField,
    shown: &Appearance,
    tagged: bool,
) -> Result<ObjectId, RevisionError> {
    let mut entries = dictionary! { "FT" => "Sig", "F" => PRINT_LOCKED };
    let spot = new.place.map(|place| Spot::of(update, place)).transpose()?;
    match &spot {
        Some(spot) => {
            let form = appearance::of_signature(update, spot, shown)?;
            entries.set("AP", dictionary! { "N" => form });
        }
        None if matches!(shown, Appearance::None) => {}
        None => return Err(RevisionError::Place),
    }
    fields::flag_signatures(update)?;
    fields::add(update, &NewField { name: &new.name, tooltip: &new.tooltip, spot, tagged, entries })
}

/// Adds a document timestamp (ETSI EN 319 142-1, 5.4.3) in a field that shows nothing.
pub(super) fn timestamp<E>(
    mut update: Update,
    reserve: usize,
    make: &mut Maker<'_, E>,
) -> Result<Vec<u8>, SignError<E>> {
    let existing = fields::all(&update)?;
    let is_free = |name: &String| fields::check_names(&existing, std::iter::once(name.as_str())).is_ok();
    let name = (1..MAX_TIMESTAMPS).map(|n| format!("DauThoiGian{n}")).find(is_free);
    let name = name.ok_or(RevisionError::TooLarge)?;
    let tooltip = "Dấu thời gian của văn bản".into();
    let new = NewSignatureField { name, tooltip, place: None };
    let field = add_field(&mut update, &new, &Appearance::None, false)?;
    let dict = dictionary! {
        "Type" => "DocTimeStamp",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.RFC3161",
    };
    finish(&mut update, field, dict, reserve)?;
    byte_range::close(update, reserve, make)
}

/// Adds the signature dictionary as the last object of the update, with a hole for what is not known yet.
fn finish(
    update: &mut Update,
    field: ObjectId,
    mut dict: Dictionary,
    reserve: usize,
) -> Result<ObjectId, RevisionError> {
    if reserve == 0 || reserve > MAX_RESERVE {
        return Err(RevisionError::TooSmall { needed: reserve, reserved: MAX_RESERVE });
    }
    fields::flag_signatures(update)?;
    dict.set("ByteRange", Object::Array(HOLE.map(Object::Integer).to_vec()));
    dict.set("Contents", Object::String(vec![0; reserve], StringFormat::Hexadecimal));
    let id = update.reserve();
    update.edit(field)?.set("V", id);
    update.set(id, dict);
    Ok(id)
}

/// What may change after a signature that certifies (ISO 32000-1, 12.8.2.2).
fn doc_mdp(level: Permission) -> Object {
    Object::Dictionary(dictionary! {
        "Type" => "SigRef",
        "TransformMethod" => "DocMDP",
        "TransformParams" => dictionary! { "Type" => "TransformParams", "P" => level as i64, "V" => "1.2" },
    })
}

/// What the field says that its signature locks (ISO 32000-1, table 233): the signature repeats it.
fn lock_of(update: &Update, field: ObjectId) -> Option<Object> {
    let lock = update.dict_in(update.dict(field)?, b"Lock")?;
    let mut params = dictionary! { "Type" => "TransformParams", "V" => "1.2" };
    for key in [b"Action".as_slice(), b"Fields"] {
        if let Some(value) = update.value(lock, key) {
            params.set(key.to_vec(), value.clone());
        }
    }
    Some(Object::Dictionary(dictionary! {
        "Type" => "SigRef",
        "TransformMethod" => "FieldMDP",
        "TransformParams" => params,
        "Data" => update.root(),
    }))
}

/// A time as PDFs write it (ISO 32000-1, 7.9.4).
fn date(moment: i64) -> Result<String, RevisionError> {
    let time = moment.checked_add(ZONE).and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let time = time.ok_or_else(|| damaged("M"))?;
    Ok(time.format("D:%Y%m%d%H%M%S+07'00'").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_the_zone_of_the_country() {
        assert_eq!(date(1_700_000_000).as_deref(), Ok("D:20231115051320+07'00'"));
        assert!(date(i64::MAX).is_err());
    }
}
