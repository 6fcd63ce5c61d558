//! X.509 certificates (RFC 5280).

use std::fmt;
use std::ops::Range;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519;
use const_oid::db::rfc5280::{ID_KP_OCSP_SIGNING, ID_KP_TIME_STAMPING};
use der::{Decode, Tag, TagNumber};

use super::super::error::CertificateError;
use super::super::hash::sha256;
use super::super::signature;
use super::algorithm::{SignatureAlgorithm, signature_algorithm};
use super::element::{Element, Elements, Malformed, context, modest};
use super::extensions::Extensions;
use super::names;
use super::public_key::PublicKey;

/// No honest certificate is longer, bytes.
const LONGEST: usize = 64 << 10;

/// A certificate: its bytes, and what they say. Nothing is verified by reading it.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    tbs: Range<usize>,
    issuer: Range<usize>,
    subject: Range<usize>,
    serial: Vec<u8>,
    signature_algorithm: SignatureAlgorithm,
    signature: Vec<u8>,
    key: PublicKey,
    key_bytes: Vec<u8>,
    subject_name: String,
    common_name: Option<String>,
    organisation: Option<String>,
    issuer_name: String,
    not_before: i64,
    not_after: i64,
    extensions: Extensions,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Certificate")
            .field("subject", &self.subject_name)
            .field("issuer", &self.issuer_name)
            .field("serial", &self.serial())
            .finish_non_exhaustive()
    }
}

impl Certificate {
    /// Reads a certificate.
    ///
    /// # Errors
    /// When the bytes are none, or more than one.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        Self::read(der).map_err(|Malformed| CertificateError::Malformed)
    }

    fn read(der: &[u8]) -> Result<Self, Malformed> {
        if der.len() > LONGEST {
            return Err(Malformed);
        }
        modest(der)?;
        let mut outer = Elements::sequence(der)?;
        let tbs = outer.next()?;
        let algorithm = outer.next()?;
        let signature = outer.next()?.bits()?;
        outer.finish()?;

        let mut fields = tbs.inside(Tag::Sequence)?;
        fields.optional(context(TagNumber::N0, true))?;
        let serial = fields.take(Tag::Integer)?;
        let inner_algorithm = fields.next()?;
        if inner_algorithm.whole != algorithm.whole {
            // RFC 5280, 4.1.1.2: the unsigned identifier must be the signed one.
            return Err(Malformed);
        }
        let issuer = fields.next()?;
        fields.next()?;
        let subject = fields.next()?;
        let (key, key_bytes) = PublicKey::read(fields.next()?)?;

        let parsed = x509_cert::TbsCertificate::from_der(tbs.whole)?;
        let seconds =
            |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        Ok(Self {
            tbs: place(der, tbs)?,
            issuer: place(der, issuer)?,
            subject: place(der, subject)?,
            serial: serial.value.to_vec(),
            signature_algorithm: signature_algorithm(algorithm, None)?,
            signature: signature.to_vec(),
            key,
            key_bytes,
            subject_name: names::display(&parsed.subject),
            common_name: names::attribute(&parsed.subject, rfc4519::COMMON_NAME),
            organisation: names::attribute(&parsed.subject, rfc4519::ORGANIZATION_NAME),
            issuer_name: names::display(&parsed.issuer),
            not_before: seconds(&parsed.validity.not_before),
            not_after: seconds(&parsed.validity.not_after),
            extensions: Extensions::of(&parsed)?,
            der: der.to_vec(),
        })
    }

    /// Its bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The SHA-256 of its bytes.
    pub fn sha256(&self) -> [u8; 32] {
        sha256(&self.der)
    }

    /// How people call its owner: common name, else unit, organisation or the whole name.
    pub fn subject(&self) -> &str {
        &self.subject_name
    }

    /// The owner's common name.
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// The owner's organisation.
    pub fn organisation(&self) -> Option<&str> {
        self.organisation.as_deref()
    }

    /// How people call its issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer_name
    }

    /// The serial number in hexadecimal digits.
    pub fn serial(&self) -> String {
        crate::files::hex(&self.serial)
    }

    /// The begin of its validity, seconds since 1970.
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// The end of its validity, seconds since 1970.
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// The kind and length of its key.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether it is an authority's (basicConstraints).
    pub fn is_authority(&self) -> bool {
        self.extensions.authority
    }

    /// Whether owner and issuer have the same name: a root, as a rule.
    pub fn is_self_issued(&self) -> bool {
        self.subject_der() == self.issuer_der()
    }

    /// Whether it is at the top: the same name, and the same key (links between an authority's old and new key have two). Where it does
    /// not name the key, its own signature tells; one with a weak hash is not looked into: it cannot lead further up anyway.
    pub fn is_root(&self) -> bool {
        let same_key = || match (self.authority_key(), self.subject_key()) {
            (Some(wanted), Some(own)) => wanted == own,
            _ if matches!(self.signature_algorithm, SignatureAlgorithm::Weak(_)) => true,
            _ => signature::verify(self, &self.signature_algorithm, self.tbs(), &self.signature).is_ok(),
        };
        self.is_self_issued() && same_key()
    }

    /// Whether its key may sign documents: digitalSignature or contentCommitment (nonRepudiation), or no key usage at all.
    pub fn may_sign(&self) -> bool {
        self.extensions.usage.as_ref().is_none_or(|usage| usage.digital_signature() || usage.non_repudiation())
    }

    /// Whether its key may sign certificates: an authority's, with keyCertSign or no key usage at all.
    pub fn may_issue(&self) -> bool {
        self.extensions.authority
            && self.extensions.usage.as_ref().is_none_or(x509_cert::ext::pkix::KeyUsage::key_cert_sign)
    }

    /// Whether its key may sign revocation lists.
    pub fn may_sign_crls(&self) -> bool {
        self.extensions.usage.as_ref().is_none_or(x509_cert::ext::pkix::KeyUsage::crl_sign)
    }

    /// Whether it is for timestamps and nothing else: timeStamping as the only purpose, marked critical (RFC 3161, 2.3).
    pub fn is_for_timestamps_only(&self) -> bool {
        matches!(&self.extensions.purposes, Some((true, list)) if list.as_slice() == [ID_KP_TIME_STAMPING])
    }

    /// Whether it may answer OCSP questions for its issuer (RFC 6960, 4.2.2.2).
    pub fn may_answer_ocsp(&self) -> bool {
        self.has_purpose(ID_KP_OCSP_SIGNING)
    }

    /// Whether it need not be checked for revocation: an OCSP responder's with that mark (RFC 6960, 4.2.2.2.1), and nobody else's.
    pub fn needs_no_check(&self) -> bool {
        self.extensions.no_check && self.may_answer_ocsp()
    }

    /// Addresses of OCSP responders.
    pub fn ocsp_addresses(&self) -> &[String] {
        &self.extensions.ocsp
    }

    /// Addresses of revocation lists.
    pub fn crl_addresses(&self) -> &[String] {
        &self.extensions.crls
    }

    /// Addresses of the issuer's certificate.
    pub fn issuer_addresses(&self) -> &[String] {
        &self.extensions.issuers
    }

    fn has_purpose(&self, purpose: ObjectIdentifier) -> bool {
        self.extensions.purposes.as_ref().is_some_and(|(_, list)| list.contains(&purpose))
    }

    /// The signed bytes.
    pub(crate) fn tbs(&self) -> &[u8] {
        self.der.get(self.tbs.clone()).unwrap_or_default()
    }

    /// The owner's name as it stands there.
    pub(crate) fn subject_der(&self) -> &[u8] {
        self.der.get(self.subject.clone()).unwrap_or_default()
    }

    /// The issuer's name as it stands there.
    pub(crate) fn issuer_der(&self) -> &[u8] {
        self.der.get(self.issuer.clone()).unwrap_or_default()
    }

    /// The content of the serial number.
    pub(crate) fn serial_bytes(&self) -> &[u8] {
        &self.serial
    }

    /// The bits of the public key.
    pub(crate) fn key_bytes(&self) -> &[u8] {
        &self.key_bytes
    }

    pub(crate) fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.signature_algorithm
    }

    pub(crate) fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// subjectKeyIdentifier.
    pub(crate) fn subject_key(&self) -> Option<&[u8]> {
        self.extensions.subject_key.as_deref()
    }

    /// authorityKeyIdentifier.
    pub(crate) fn authority_key(&self) -> Option<&[u8]> {
        self.extensions.authority_key.as_deref()
    }
}

/// Where an element lies in the bytes it was read from.
fn place(der: &[u8], element: Element<'_>) -> Result<Range<usize>, Malformed> {
    let start = (element.whole.as_ptr() as usize).checked_sub(der.as_ptr() as usize).ok_or(Malformed)?;
    Ok(start..start + element.whole.len())
}
