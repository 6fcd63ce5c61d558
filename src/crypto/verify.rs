//! Reading and verifying a CMS signature (RFC 5652, 5.6; ETSI EN 319 142-1).

use const_oid::db::rfc5911::ID_DATA;

use super::asn1::algorithm::{DigestAlgorithm, SignatureAlgorithm};
use super::asn1::certificate::Certificate;
use super::asn1::element::Malformed;
use super::asn1::ess;
use super::asn1::signed_data::SignedData;
use super::error::{CmsError, CryptoError};
use super::hash::HashKind;
use super::signature;
use super::stamp::TimestampToken;

/// Which rules a signature claims to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// `ETSI.CAdES.detached`: signingCertificateV2 (or its predecessor) is required.
    Pades,
    /// `adbe.pkcs7.detached`: signingCertificateV2 is checked if it is there.
    Pkcs7,
}

/// A CMS signature with one signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCms {
    data: SignedData,
}

impl SignedCms {
    /// Reads a signature; zeros behind it (the padding of /Contents) are left aside. Nothing is verified yet.
    ///
    /// # Errors
    /// [`CmsError`]: damaged, another kind of CMS, no signer, several signers.
    pub fn parse(der: &[u8]) -> Result<Self, CryptoError> {
        Ok(Self { data: SignedData::parse(der)? })
    }

    /// All certificates inside, in no certain order.
    pub fn certificates(&self) -> &[Certificate] {
        &self.data.certificates
    }

    /// The signer's certificate, if it is inside.
    pub fn signer(&self) -> Option<&Certificate> {
        self.data.signer_certificate()
    }

    /// The hash function over the signed bytes; `None` where it is weak or unknown.
    pub fn hash(&self) -> Option<HashKind> {
        match self.data.digest {
            DigestAlgorithm::Good(kind) => Some(kind),
            _ => None,
        }
    }

    /// The signature algorithm, for people.
    pub fn algorithm(&self) -> String {
        match &self.data.algorithm {
            SignatureAlgorithm::RsaPkcs1(hash) => format!("RSA {}", hash.name()),
            SignatureAlgorithm::RsaPss(hash) => format!("RSA-PSS {}", hash.name()),
            SignatureAlgorithm::Ecdsa(hash) => format!("ECDSA {}", hash.name()),
            SignatureAlgorithm::Weak(hash) => (*hash).to_owned(),
            SignatureAlgorithm::Unknown(oid) => oid.clone(),
        }
    }

    /// The signature value, over which its timestamp is.
    pub fn signature_value(&self) -> &[u8] {
        &self.data.signature
    }

    /// The signer's own claim of the time (signingTime), seconds since 1970. `PAdES` signatures have none.
    pub fn claimed_time(&self) -> Option<i64> {
        self.data.signing_time()
    }

    /// The object identifiers of the signed attributes.
    #[cfg(test)]
    pub(super) fn signed_attributes(&self) -> Vec<String> {
        self.data.signed.iter().map(|attribute| attribute.oid.to_string()).collect()
    }

    /// The bytes of the signature's timestamp.
    pub fn timestamp_der(&self) -> Option<&[u8]> {
        self.data.timestamp()
    }

    /// The signature's timestamp, if there is one.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn timestamp(&self) -> Result<Option<TimestampToken>, CryptoError> {
        self.data.timestamp().map(TimestampToken::parse).transpose()
    }

    /// Verifies that the signed bytes are those whose digest `digest` gives, and that the signer's key signed them. Trust, validity and
    /// revocation of the certificate are other questions.
    ///
    /// # Errors
    /// [`CmsError`], each failing in its own way; a missing attribute is named.
    pub fn verify(&self, profile: Profile, digest: impl Fn(HashKind) -> Vec<u8>) -> Result<(), CryptoError> {
        if self.data.content.is_some() {
            // A signature over something inside says nothing about the bytes of the file.
            return Err(CmsError::WrongContentType.into());
        }
        Ok(verify_data(&self.data, profile, ID_DATA, digest)?)
    }

    pub(super) fn data(&self) -> &SignedData {
        &self.data
    }
}

/// The checks that signatures and timestamps share.
pub(super) fn verify_data(
    data: &SignedData,
    profile: Profile,
    content_type: const_oid::ObjectIdentifier,
    digest: impl Fn(HashKind) -> Vec<u8>,
) -> Result<(), CmsError> {
    let hash = match &data.digest {
        DigestAlgorithm::Good(kind) => *kind,
        DigestAlgorithm::Weak(name) => return Err(CmsError::Weak((*name).to_owned())),
        DigestAlgorithm::Unknown(name) => return Err(CmsError::Unsupported(name.clone())),
    };
    let certificate = data.signer_certificate().ok_or(CmsError::NoSignerCertificate)?;
    let Some(signed) = &data.signed_bytes else {
        return Err(CmsError::MissingAttribute("messageDigest"));
    };
    let stated_type = data.content_type_attribute().ok_or(CmsError::MissingAttribute("contentType"))?;
    if stated_type != content_type || data.content_type != content_type {
        return Err(CmsError::WrongContentType);
    }
    let stated = data.message_digest().ok_or(CmsError::MissingAttribute("messageDigest"))?;
    if stated != digest(hash) {
        return Err(CmsError::DigestMismatch);
    }
    names_certificate(data, certificate, profile)?;
    signature::verify(certificate, &data.algorithm, signed, &data.signature)
}

fn names_certificate(data: &SignedData, certificate: &Certificate, profile: Profile) -> Result<(), CmsError> {
    const NAME: &str = "signingCertificateV2";
    let malformed = |Malformed| CmsError::Malformed(NAME);
    let named = match (data.signing_certificate_v2(), data.signing_certificate_v1()) {
        (Some(value), _) => ess::names_v2(value, certificate).map_err(malformed)?,
        (None, Some(value)) => Some(ess::names_v1(value, certificate).map_err(malformed)?),
        (None, None) if profile == Profile::Pkcs7 => Some(true),
        (None, None) => return Err(CmsError::MissingAttribute(NAME)),
    };
    match named {
        Some(true) => Ok(()),
        Some(false) => Err(CmsError::SigningCertificateMismatch),
        None => Err(CmsError::Unsupported(NAME.to_owned())),
    }
}
