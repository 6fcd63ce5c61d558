//! The signed attributes that name the signer's certificate: signingCertificateV2 (RFC 5035) and its SHA-1 predecessor (RFC 2634).

use der::asn1::OctetString;
use der::{Encode, Sequence, Tag};

use super::super::hash::{HashKind, sha1_name};
use super::algorithm::{DigestAlgorithm, digest_algorithm};
use super::certificate::Certificate;
use super::element::{Element, Malformed};

/// `ESSCertIDv2` with the default hash, SHA-256.
#[derive(Sequence)]
struct CertId {
    hash: OctetString,
}

/// `SigningCertificateV2`.
#[derive(Sequence)]
struct SigningCertificate {
    certs: Vec<CertId>,
}

/// The value of signingCertificateV2 for a certificate.
pub(crate) fn signing_certificate(certificate: &Certificate) -> Result<Vec<u8>, Malformed> {
    let hash = OctetString::new(certificate.sha256().as_slice())?;
    Ok(SigningCertificate { certs: vec![CertId { hash }] }.to_der()?)
}

/// Whether the value of signingCertificateV2 names this certificate; `None` where its hash is not known.
pub(crate) fn names_v2(value: &[u8], certificate: &Certificate) -> Result<Option<bool>, Malformed> {
    let mut fields = first_id(value)?.inside(Tag::Sequence)?;
    let hash = match fields.optional(Tag::Sequence)? {
        Some(algorithm) => digest_algorithm(algorithm)?,
        None => DigestAlgorithm::Good(HashKind::Sha256),
    };
    let stated = fields.next()?.octets()?;
    Ok(match hash {
        DigestAlgorithm::Good(kind) => Some(kind.digest(certificate.der()) == stated),
        _ => None,
    })
}

/// Whether the value of signingCertificate (with SHA-1, as old timestamp authorities write it) names this certificate.
pub(crate) fn names_v1(value: &[u8], certificate: &Certificate) -> Result<bool, Malformed> {
    let stated = first_id(value)?.inside(Tag::Sequence)?.next()?.octets()?;
    Ok(sha1_name(certificate.der()) == stated)
}

fn first_id(value: &[u8]) -> Result<Element<'_>, Malformed> {
    Element::only(value)?.inside(Tag::Sequence)?.next()?.inside(Tag::Sequence)?.next()
}
