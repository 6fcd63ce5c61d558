//! Validation material in the file: the document security store (ETSI EN 319 142-1, 5.4.2; ISO 32000-2, 12.8.4.3).

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use ring::digest::{SHA256, digest};

use super::RevisionError;
use super::font::packed;
use super::form as fields;
use super::lock;
use super::update::{Update, damaged};

/// How many bytes of the streams of an existing store are compared.
const MAX_COMPARED: usize = 1 << 26;
/// The most streams of a kind in an existing store.
const MAX_STREAMS: usize = 10_000;

/// Adds certificates, OCSP responses and CRLs (DER), and names them for the newest signature.
pub(super) fn add(
    update: &mut Update,
    certificates: &[Vec<u8>],
    ocsps: &[Vec<u8>],
    crls: &[Vec<u8>],
) -> Result<(), RevisionError> {
    let existing = fields::all(update)?;
    // They belong to what was signed last; earlier signatures got their own.
    let newest = lock::signatures(update, &existing).into_iter().max_by_key(|signature| signed_end(update, signature));
    let contents = newest.and_then(|signature| update.value(signature, b"Contents")?.as_str().ok());
    let key = contents.map(key);
    let root = update.root();
    if update.dict_in(update.catalog()?, b"DSS").is_none() {
        let id = update.add(dictionary! { "Type" => "DSS" });
        update.edit(root)?.set("DSS", id);
    }
    let kinds =
        [(b"Certs".as_slice(), b"Cert".as_slice(), certificates), (b"OCSPs", b"OCSP", ocsps), (b"CRLs", b"CRL", crls)];
    for (list, single, items) in kinds {
        if items.is_empty() {
            continue;
        }
        let ids = add_streams(update, list, items)?;
        if let Some(key) = &key {
            let entry = update.edit_path(root, &[b"DSS", b"VRI", key, single], &Object::Array(Vec::new()))?;
            append(entry, &ids)?;
        }
    }
    extension(update, root)
}

/// Where the bytes end that a signature covers.
fn signed_end(update: &Update, signature: &Dictionary) -> i64 {
    let range = update.array_in(signature, b"ByteRange").unwrap_or_default();
    let number = |at: usize| range.get(at).and_then(|n| update.resolve(n).as_i64().ok()).unwrap_or(0);
    number(2).saturating_add(number(3))
}

/// Adds what is not there yet; gives the objects of all items.
fn add_streams(update: &mut Update, list: &[u8], items: &[Vec<u8>]) -> Result<Vec<ObjectId>, RevisionError> {
    let hash = |bytes: &[u8]| digest(&SHA256, bytes).as_ref().to_vec();
    let mut known: HashMap<Vec<u8>, ObjectId> = HashMap::new();
    let store = update.dict_in(update.catalog()?, b"DSS").ok_or_else(|| damaged("DSS"))?;
    let mut left = MAX_COMPARED;
    for item in update.array_in(store, list).unwrap_or_default().iter().take(MAX_STREAMS) {
        let (Ok(id), Ok(stream)) = (item.as_reference(), update.resolve(item).as_stream()) else { continue };
        if let Ok(bytes) = stream.get_plain_content_with_limit(left) {
            left = left.saturating_sub(bytes.len());
            known.insert(hash(&bytes), id);
        }
    }
    let mut ids = Vec::new();
    for item in items {
        let id = *known
            .entry(hash(item))
            .or_insert_with(|| update.add(packed(Stream::new(Dictionary::new(), item.clone()))));
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let root = update.root();
    append(update.edit_path(root, &[b"DSS", list], &Object::Array(Vec::new()))?, &ids)?;
    Ok(ids)
}

/// Adds references that are not in the list yet.
fn append(list: &mut Object, ids: &[ObjectId]) -> Result<(), RevisionError> {
    let list = list.as_array_mut().map_err(|_| damaged("DSS"))?;
    for id in ids {
        if !list.iter().any(|entry| entry.as_reference().is_ok_and(|known| known == *id)) {
            list.push((*id).into());
        }
    }
    Ok(())
}

/// Says that the file uses more than PDF 1.7 has (ISO 32000-1, 7.12; ETSI EN 319 142-1, 5.6); PDF 2.0 has it.
fn extension(update: &mut Update, root: ObjectId) -> Result<(), RevisionError> {
    let named = update.catalog()?.get(b"Version").ok().and_then(|version| version.as_name().ok());
    let version = named.map_or_else(|| update.old().version.clone().into_bytes(), <[u8]>::to_vec);
    let known = update.dict_in(update.catalog()?, b"Extensions").is_some_and(|known| known.has(b"ESIC"));
    if known || version.starts_with(b"2.") {
        return Ok(());
    }
    let extensions = update.edit_path(root, &[b"Extensions"], &Object::Dictionary(Dictionary::new()))?;
    let extensions = extensions.as_dict_mut().map_err(|_| damaged("Extensions"))?;
    extensions.set("ESIC", dictionary! { "BaseVersion" => "1.7", "ExtensionLevel" => 1 });
    Ok(())
}

/// The name of a signature in the store: the SHA-1 of the whole `/Contents`, in capital hexadecimal digits.
fn key(contents: &[u8]) -> Vec<u8> {
    crate::files::hex(&crate::files::sha1_name(contents)).to_uppercase().into_bytes()
}
