//! Keys and certificates on a token.

use cryptoki::object::{Attribute, AttributeType, CertificateType, ObjectClass, ObjectHandle};
use cryptoki::session::Session;

use super::super::asn1::certificate::Certificate;
use super::super::error::TokenError;
use super::session::explain;

/// More objects than a token holds.
const MOST: usize = 256;

/// A private key.
pub(super) struct Found {
    /// The handle in this session.
    pub handle: ObjectHandle,
    id: Vec<u8>,
    label: String,
}

impl Found {
    /// Its certificate: the one with the same `CKA_ID`.
    pub fn certificate<'a>(&self, all: &'a [(Vec<u8>, Certificate)]) -> Result<&'a Certificate, TokenError> {
        all.iter()
            .filter(|(id, _)| *id == self.id)
            .map(|(_, certificate)| certificate)
            // A renewed certificate stands beside the old one: the one that ends last is meant.
            .max_by_key(|certificate| (!certificate.is_authority(), certificate.not_after()))
            .ok_or_else(|| TokenError::NoCertificate(self.label.clone()))
    }
}

fn objects(session: &Session, template: &[Attribute]) -> Result<Vec<ObjectHandle>, TokenError> {
    let mut handles = session.find_objects(template).map_err(|error| explain(&error))?;
    handles.truncate(MOST);
    Ok(handles)
}

/// The private key that signs: the one of this label, or the only one.
pub(super) fn key(session: &Session, label: Option<&str>) -> Result<Found, TokenError> {
    let template = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Sign(true)];
    let mut all = Vec::new();
    for handle in objects(session, &template)? {
        let (mut id, mut name) = (Vec::new(), String::new());
        let wanted = [AttributeType::Id, AttributeType::Label];
        for attribute in session.get_attributes(handle, &wanted).map_err(|error| explain(&error))? {
            match attribute {
                Attribute::Id(bytes) => id = bytes,
                Attribute::Label(bytes) => {
                    name.push_str(String::from_utf8_lossy(&bytes).trim_end_matches(['\0', ' ']));
                }
                _ => {}
            }
        }
        all.push(Found { handle, id, label: name });
    }
    if all.is_empty() {
        return Err(TokenError::NoKey);
    }
    let labels: Vec<String> = all.iter().map(|found| found.label.clone()).collect();
    if let Some(wanted) = label {
        all.retain(|found| found.label == wanted);
    }
    match (all.len(), label) {
        (0, wanted) => Err(TokenError::NoSuchKey { wanted: wanted.unwrap_or_default().to_owned(), found: labels }),
        (1, _) => all.pop().ok_or(TokenError::NoKey),
        _ => Err(TokenError::SeveralKeys(all.into_iter().map(|found| found.label).collect())),
    }
}

/// All X.509 certificates, with their `CKA_ID`.
pub(super) fn certificates(session: &Session) -> Result<Vec<(Vec<u8>, Certificate)>, TokenError> {
    let template = [Attribute::Class(ObjectClass::CERTIFICATE), Attribute::CertificateType(CertificateType::X_509)];
    let mut all = Vec::new();
    for handle in objects(session, &template)? {
        let (mut id, mut value) = (Vec::new(), Vec::new());
        let wanted = [AttributeType::Id, AttributeType::Value];
        for attribute in session.get_attributes(handle, &wanted).map_err(|error| explain(&error))? {
            match attribute {
                Attribute::Id(bytes) => id = bytes,
                Attribute::Value(bytes) => value = bytes,
                _ => {}
            }
        }
        all.extend(Certificate::from_der(&value).ok().map(|certificate| (id, certificate)));
    }
    Ok(all)
}
