//! What signs, wherever the private key is.

use super::asn1::algorithm::SignatureAlgorithm;
use super::asn1::certificate::Certificate;
use super::error::CryptoError;
use super::hash::HashKind;

/// How a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// RSA PKCS#1 v1.5 with SHA-256 (RFC 8017, 8.2).
    RsaSha256,
    /// ECDSA on P-256 with SHA-256 (RFC 5480).
    EcdsaP256Sha256,
    /// ECDSA on P-384 with SHA-384.
    EcdsaP384Sha384,
}

impl Scheme {
    /// The hash function; the signed bytes are hashed with the same one (RFC 5652, 5.4).
    pub fn hash(self) -> HashKind {
        match self {
            Self::RsaSha256 | Self::EcdsaP256Sha256 => HashKind::Sha256,
            Self::EcdsaP384Sha384 => HashKind::Sha384,
        }
    }

    /// The algorithm that verifies its signatures.
    pub(super) fn algorithm(self) -> SignatureAlgorithm {
        match self {
            Self::RsaSha256 => SignatureAlgorithm::RsaPkcs1(self.hash()),
            Self::EcdsaP256Sha256 | Self::EcdsaP384Sha384 => SignatureAlgorithm::Ecdsa(self.hash()),
        }
    }
}

/// A private key with its certificate.
pub trait Key: Send + Sync {
    /// The certificate of this key.
    fn certificate(&self) -> &Certificate;

    /// The certificates above it that came with the key: its issuer first, then that one's; may be incomplete.
    fn issuers(&self) -> &[Certificate];

    /// How it signs.
    fn scheme(&self) -> Scheme;

    /// Signs `message` (not its digest). ECDSA signatures are DER (`Ecdsa-Sig-Value`, RFC 3279).
    ///
    /// # Errors
    /// When the token fails or was taken out.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError>;
}
