//! A timestamp token (RFC 3161, 2.4.2): of a signature, or of a whole file.

use super::asn1::algorithm::DigestAlgorithm;
use super::asn1::certificate::Certificate;
use super::asn1::element::Malformed;
use super::asn1::tsp::{TST_INFO, TstInfo, is_number};
use super::chain::within_validity;
use super::error::{CmsError, CryptoError, TimestampError};
use super::hash::HashKind;
use super::verify::{Profile, SignedCms, verify_data};

/// A timestamp token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampToken {
    cms: SignedCms,
    content: Vec<u8>,
    info: TstInfo,
}

impl TimestampToken {
    /// Reads a token; zeros behind it are left aside. Nothing is verified yet.
    ///
    /// # Errors
    /// When it is damaged, or no timestamp token.
    pub fn parse(der: &[u8]) -> Result<Self, CryptoError> {
        let cms = SignedCms::parse(der).map_err(|error| match error {
            CryptoError::Cms(error) => CryptoError::Timestamp(TimestampError::Signature(error)),
            other => other,
        })?;
        if cms.data().content_type != TST_INFO {
            return Err(TimestampError::MalformedToken("eContentType").into());
        }
        let content = cms.data().content.clone().ok_or(TimestampError::MalformedToken("eContent"))?;
        let info = TstInfo::parse(&content).map_err(|Malformed| TimestampError::MalformedToken("TSTInfo"))?;
        Ok(Self { cms, content, info })
    }

    /// Its time, seconds since 1970.
    pub fn time(&self) -> i64 {
        self.info.time
    }

    /// Its serial number in hexadecimal digits.
    pub fn serial(&self) -> String {
        crate::files::hex(&self.info.serial)
    }

    /// All certificates inside.
    pub fn certificates(&self) -> &[Certificate] {
        self.cms.certificates()
    }

    /// The authority's certificate, if it is inside.
    pub fn signer(&self) -> Option<&Certificate> {
        self.cms.signer()
    }

    /// Verifies that the token is over the data whose digest `digest` gives (a signature value, or the ranges of a file), that its own
    /// signature holds and that its certificate is one for timestamps, valid at its time. Trust and revocation are other questions.
    ///
    /// # Errors
    /// [`TimestampError`], each failing in its own way.
    pub fn verify(&self, digest: impl Fn(HashKind) -> Vec<u8>) -> Result<(), CryptoError> {
        let imprint = match &self.info.imprint_algorithm {
            DigestAlgorithm::Good(kind) => digest(*kind),
            DigestAlgorithm::Weak(name) => {
                return Err(TimestampError::Signature(CmsError::Weak((*name).to_owned())).into());
            }
            DigestAlgorithm::Unknown(name) => {
                return Err(TimestampError::Signature(CmsError::Unsupported(name.clone())).into());
            }
        };
        if imprint != self.info.imprint {
            return Err(TimestampError::WrongImprint.into());
        }
        verify_data(self.cms.data(), Profile::Pades, TST_INFO, |kind| kind.digest(&self.content))
            .map_err(TimestampError::Signature)?;
        let signer = self.signer().ok_or(TimestampError::Signature(CmsError::NoSignerCertificate))?;
        if !signer.is_for_timestamps_only() {
            return Err(TimestampError::NotATimestampCertificate(signer.subject().to_owned()).into());
        }
        if within_validity(signer, self.info.time).is_err() {
            return Err(TimestampError::CertificateNotValid(signer.subject().to_owned()).into());
        }
        Ok(())
    }

    /// Whether it answers the request with this nonce.
    pub(super) fn answers(&self, nonce: &[u8]) -> bool {
        self.info.nonce.as_deref().is_some_and(|content| is_number(content, nonce))
    }
}
