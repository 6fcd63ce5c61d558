//! Whether a certificate is fit for signing a document now, before anything is signed.

use super::asn1::algorithm::SignatureAlgorithm;
use super::asn1::certificate::Certificate;
use super::asn1::public_key::PublicKey;
use super::chain::{order_chain, within_validity};
use super::error::{CertificateError, CryptoError};

/// Checks the signer's certificate and those of `chain` that are above it, in whatever order, at `now` (seconds since 1970). Trust and revocation are other questions
/// ([`super::validate_chain`], [`super::collect_evidence`]).
///
/// # Errors
/// Expired, not yet valid, not for signing, an authority's, a weak key, a weak hash.
pub fn check_signer(certificate: &Certificate, chain: &[Certificate], now: i64) -> Result<(), CryptoError> {
    let subject = || certificate.subject().to_owned();
    if certificate.is_authority() {
        return Err(CertificateError::IsAuthority(subject()).into());
    }
    if !certificate.may_sign() {
        return Err(CertificateError::NotForSigning(subject()).into());
    }
    within_validity(certificate, now)?;
    strong(certificate)?;
    for issuer in order_chain(certificate, chain) {
        within_validity(&issuer, now)?;
        strong(&issuer)?;
    }
    Ok(())
}

/// Says that the key of a certificate is too weak.
pub(super) fn weak(certificate: &Certificate) -> CertificateError {
    CertificateError::WeakKey { subject: certificate.subject().to_owned(), key: certificate.key().to_string() }
}

fn strong(certificate: &Certificate) -> Result<(), CertificateError> {
    let is_weak = match certificate.key() {
        PublicKey::Rsa(bits) => !(2048..=8192).contains(bits),
        PublicKey::P256 | PublicKey::P384 => false,
        PublicKey::Other(_) => true,
    };
    if is_weak {
        return Err(weak(certificate));
    }
    match certificate.signature_algorithm() {
        // A root is trusted by itself; its own signature proves nothing.
        SignatureAlgorithm::Weak(hash) if !certificate.is_root() => {
            Err(CertificateError::WeakHash { subject: certificate.subject().to_owned(), hash: (*hash).to_owned() })
        }
        _ => Ok(()),
    }
}
