//! What signatures forbid to change after them (ISO 32000-1, 12.8.2).

use lopdf::{Dictionary, Object};

use super::form::Field;
use super::update::{Update, decode_text};
use super::{FieldKind, Permission};

/// The signature dictionaries of all signed fields.
pub(super) fn signatures<'a>(update: &'a Update, fields: &[Field]) -> Vec<&'a Dictionary> {
    let signed = fields.iter().filter(|field| field.kind == FieldKind::Signature && field.has_value);
    signed.filter_map(|field| update.dict_in(update.dict(field.id)?, b"V")).collect()
}

/// What a certifying signature, or the lock of a signed field, allows for the whole document.
pub(super) fn permission(update: &Update, fields: &[Field]) -> Option<Permission> {
    let named = update.catalog().ok().and_then(|root| update.dict_in(update.dict_in(root, b"Perms")?, b"DocMDP"));
    let certified = named.into_iter().chain(signatures(update, fields)).filter_map(|signature| {
        let params = transform(update, signature, b"DocMDP")?;
        // The level is 2 where none is given.
        Some(update.value(params, b"P").map_or(Permission::FormFilling, level))
    });
    // The lock of a signed field may set a level for the whole document (ISO 32000-2, 12.7.5.5).
    let signed = fields.iter().filter(|field| field.kind == FieldKind::Signature && field.has_value);
    let locked = signed.filter_map(|field| {
        let lock = update.dict_in(update.dict(field.id)?, b"Lock")?;
        update.value(lock, b"P").map(level)
    });
    certified.chain(locked).min()
}

/// What is not understood permits nothing.
fn level(number: &Object) -> Permission {
    match number {
        Object::Integer(2) => Permission::FormFilling,
        Object::Integer(3) => Permission::Annotations,
        _ => Permission::Nothing,
    }
}

/// Whether a signature locked a field (`FieldMDP`; ISO 32000-1, 12.8.2.4).
pub(super) fn is_locked(update: &Update, fields: &[Field], name: &str) -> bool {
    signatures(update, fields).into_iter().any(|signature| {
        let Some(params) = transform(update, signature, b"FieldMDP") else { return false };
        let listed = update.array_in(params, b"Fields").unwrap_or_default().iter().any(|entry| {
            let entry = update.resolve(entry).as_str().map(decode_text).unwrap_or_default();
            name == entry || name.strip_prefix(&entry).is_some_and(|rest| rest.starts_with('.'))
        });
        match update.name_in(params, b"Action") {
            Some(b"Include") => listed,
            Some(b"Exclude") => !listed,
            _ => true,
        }
    })
}

/// The parameters of one of a signature's transforms.
fn transform<'a>(update: &'a Update, signature: &'a Dictionary, method: &[u8]) -> Option<&'a Dictionary> {
    let references = update.array_in(signature, b"Reference")?.iter();
    let found = references
        .filter_map(|reference| update.resolve(reference).as_dict().ok())
        .find(|reference| update.name_in(reference, b"TransformMethod") == Some(method))?;
    // Without parameters the reference says nothing but what its defaults say.
    Some(update.dict_in(found, b"TransformParams").unwrap_or(found))
}
