//! Verifying signatures with `ring`.

use ring::signature::{self as ring_signature, UnparsedPublicKey, VerificationAlgorithm};

use super::asn1::algorithm::SignatureAlgorithm;
use super::asn1::certificate::Certificate;
use super::asn1::public_key::PublicKey;
use super::error::CmsError;
use super::hash::HashKind;

/// Verifies a signature of a certificate's key over `message`.
///
/// # Errors
/// [`CmsError::Weak`], [`CmsError::Unsupported`] or [`CmsError::SignatureInvalid`].
pub(super) fn verify(
    certificate: &Certificate,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<(), CmsError> {
    let method = method(certificate.key(), algorithm)?;
    UnparsedPublicKey::new(method, certificate.key_bytes())
        .verify(message, signature)
        .map_err(|_| CmsError::SignatureInvalid)
}

fn method(key: &PublicKey, algorithm: &SignatureAlgorithm) -> Result<&'static dyn VerificationAlgorithm, CmsError> {
    use HashKind::{Sha256, Sha384, Sha512};
    match (key, algorithm) {
        (_, SignatureAlgorithm::Weak(name)) => Err(CmsError::Weak((*name).to_owned())),
        (PublicKey::Rsa(bits), _) if *bits < 2048 => Err(CmsError::Weak(key.to_string())),
        (PublicKey::Rsa(bits), _) if *bits > 8192 => Err(CmsError::Unsupported(key.to_string())),
        (PublicKey::Rsa(_), SignatureAlgorithm::RsaPkcs1(hash)) => Ok(match hash {
            Sha256 => &ring_signature::RSA_PKCS1_2048_8192_SHA256,
            Sha384 => &ring_signature::RSA_PKCS1_2048_8192_SHA384,
            Sha512 => &ring_signature::RSA_PKCS1_2048_8192_SHA512,
        }),
        (PublicKey::Rsa(_), SignatureAlgorithm::RsaPss(hash)) => Ok(match hash {
            Sha256 => &ring_signature::RSA_PSS_2048_8192_SHA256,
            Sha384 => &ring_signature::RSA_PSS_2048_8192_SHA384,
            Sha512 => &ring_signature::RSA_PSS_2048_8192_SHA512,
        }),
        (PublicKey::P256, SignatureAlgorithm::Ecdsa(Sha256)) => Ok(&ring_signature::ECDSA_P256_SHA256_ASN1),
        (PublicKey::P256, SignatureAlgorithm::Ecdsa(Sha384)) => Ok(&ring_signature::ECDSA_P256_SHA384_ASN1),
        (PublicKey::P384, SignatureAlgorithm::Ecdsa(Sha256)) => Ok(&ring_signature::ECDSA_P384_SHA256_ASN1),
        (PublicKey::P384, SignatureAlgorithm::Ecdsa(Sha384)) => Ok(&ring_signature::ECDSA_P384_SHA384_ASN1),
        (_, SignatureAlgorithm::Unknown(name)) => Err(CmsError::Unsupported(name.clone())),
        (key, SignatureAlgorithm::Ecdsa(hash)) => Err(CmsError::Unsupported(format!("{key}, {}", hash.name()))),
        (key, _) => Err(CmsError::Unsupported(key.to_string())),
    }
}
