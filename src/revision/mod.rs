//! Incremental updates of finished PDFs (ISO 32000-1, 7.5.6): form fields, signatures, timestamps and validation material are written
//! after the last byte; no byte before is ever changed, so that what was signed stays signed.
//!
//! No cryptography here: whoever calls gives what makes the bytes of `/Contents`.

mod appearance;
mod byte_range;
mod dss;
mod error;
mod font;
mod form;
mod lock;
mod pixels;
mod place;
mod signature;
mod tags;
#[cfg(test)]
mod tests;
mod text_field;
mod types;
mod update;

use sha2::{Digest, Sha256};

pub use byte_range::Maker;
pub use error::{RevisionError, SignError};
pub use types::{
    Appearance, FieldChoice, FieldFacts, FieldKind, NewSignatureField, NewTextField, Permission, Picture, Place, Rect,
    Signature, TextLine,
};
use update::Update;

/// Makes the bytes of `/Contents` from the SHA-256 of all other bytes.
pub type DigestMaker<'a, E> = dyn FnMut(&[u8; 32]) -> Result<Vec<u8>, E> + 'a;

/// Adds form fields to a PDF that nobody has signed: one update.
///
/// # Errors
/// When the PDF is damaged, encrypted or signed, when a name is taken, when a place, a font or a line does not fit.
pub fn add_fields(
    pdf: &[u8],
    signatures: &[NewSignatureField],
    texts: &[NewTextField],
) -> Result<Vec<u8>, RevisionError> {
    let mut update = Update::open(pdf)?;
    let existing = form::all(&update)?;
    if existing.iter().any(|field| field.kind == FieldKind::Signature && field.has_value) {
        return Err(RevisionError::SignedAlready);
    }
    let names = texts.iter().map(|field| field.name.as_str()).chain(signatures.iter().map(|field| field.name.as_str()));
    form::check_names(&existing, names)?;
    for field in texts {
        text_field::add(&mut update, field)?;
    }
    for field in signatures {
        signature::add_field(&mut update, field, &Appearance::None, true)?;
    }
    update.save()
}

/// Fills text fields made by [`add_fields`] and makes them read-only.
///
/// # Errors
/// When there is no such field, when it is read-only, when its font lacks a character, when a signature forbids it.
pub fn fill(pdf: &[u8], values: &[(&str, &str)]) -> Result<Vec<u8>, RevisionError> {
    let mut update = Update::open(pdf)?;
    text_field::fill(&mut update, values)?;
    update.save()
}

/// Signs: `make` gets the bytes before and after the hole and gives the bytes of `/Contents`.
///
/// # Errors
/// As [`RevisionError`] says, or what `make` reports.
pub fn sign<E>(
    pdf: &[u8],
    also: &[NewSignatureField],
    signature: &Signature,
    make: &mut Maker<'_, E>,
) -> Result<Vec<u8>, SignError<E>> {
    signature::sign(Update::open(pdf)?, also, signature, make)
}

fn sha256(parts: [&[u8]; 2]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Adds a document timestamp; `make` as in [`sign`], but gives an RFC 3161 token.
///
/// # Errors
/// As [`sign`].
pub fn add_document_timestamp<E>(
    pdf: &[u8],
    reserve: usize,
    make: &mut DigestMaker<'_, E>,
) -> Result<Vec<u8>, SignError<E>> {
    signature::timestamp(Update::open(pdf)?, reserve, &mut |parts| make(&sha256(parts)))
}

/// Adds validation material (`/DSS`).
///
/// # Errors
/// When the PDF is damaged or encrypted.
pub fn add_dss(
    pdf: &[u8],
    certificates: &[Vec<u8>],
    ocsps: &[Vec<u8>],
    crls: &[Vec<u8>],
) -> Result<Vec<u8>, RevisionError> {
    let mut update = Update::open(pdf)?;
    dss::add(&mut update, certificates, ocsps, crls)?;
    update.save()
}

/// The fields of a document.
///
/// # Errors
/// When the PDF is damaged or encrypted.
pub fn fields(pdf: &[u8]) -> Result<Vec<FieldFacts>, RevisionError> {
    form::facts(&Update::open(pdf)?)
}
