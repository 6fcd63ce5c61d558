//! Chains of certificates (RFC 5280, 6), judged by `rustls-webpki`.
//!
//! What webpki does not look at is checked here: key usage of the authorities, and the exact purpose of the last certificate.

use std::collections::HashSet;
use std::time::Duration;

use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{
    ALL_VERIFICATION_ALGS, EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeIdIter, KeyUsage,
    anchor_from_trusted_cert,
};

use super::asn1::certificate::Certificate;
use super::error::{CertificateError, ChainError};
use super::signature;

/// No chain is longer.
const LONGEST: usize = 16;

/// More certificates of one name than an authority honestly has.
const MOST_NAMESAKES: usize = 32;

const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];
const OCSP_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];

/// What a certificate is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Signing documents. No extended key usage is asked for: there is none that all authorities set.
    DocumentSigning,
    /// Timestamps (RFC 3161, 2.3).
    TimeStamping,
    /// Answers of OCSP (RFC 6960, 4.2.2.2).
    OcspSigning,
}

struct Purposes(Purpose);

impl ExtendedKeyUsageValidator for Purposes {
    fn validate(&self, purposes: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        // Asked for every certificate of the chain; authorities need not state any purpose.
        match self.0 {
            Purpose::DocumentSigning => Ok(()),
            Purpose::TimeStamping => KeyUsage::required_if_present(TIME_STAMPING).validate(purposes),
            Purpose::OcspSigning => KeyUsage::required_if_present(OCSP_SIGNING).validate(purposes),
        }
    }
}

/// Validates the chain from `certificate` over those in `pool` to one of the anchors, all of it valid at `at` (seconds since 1970), and
/// returns it: the certificate first, the anchor last. A certificate that is an anchor itself is a chain of one. Revocation is not looked at.
///
/// # Errors
/// [`ChainError`], with the certificate where it breaks.
pub fn validate_chain(
    certificate: &Certificate,
    pool: &[Certificate],
    anchors: &[Certificate],
    at: i64,
    purpose: Purpose,
) -> Result<Vec<Certificate>, ChainError> {
    if anchors.is_empty() {
        return Err(ChainError::NoAnchors);
    }
    let fits = match purpose {
        Purpose::DocumentSigning => certificate.may_sign(),
        Purpose::TimeStamping => certificate.is_for_timestamps_only() && certificate.may_sign(),
        Purpose::OcspSigning => certificate.may_answer_ocsp() && certificate.may_sign(),
    };
    if !fits {
        return Err(ChainError::WrongPurpose(certificate.subject().to_owned()));
    }
    within_validity(certificate, at)?;
    if anchors.iter().any(|anchor| anchor.der() == certificate.der()) {
        return Ok(vec![certificate.clone()]);
    }

    let authorities: Vec<&Certificate> = pool.iter().filter(|one| one.may_issue()).collect();
    let time = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at).unwrap_or(0)));
    let encoded: Vec<CertificateDer<'_>> = anchors.iter().map(|anchor| CertificateDer::from(anchor.der())).collect();
    let trusted: Vec<_> = encoded.iter().filter_map(|der| anchor_from_trusted_cert(der).ok()).collect();
    let between: Vec<CertificateDer<'_>> = authorities.iter().map(|one| CertificateDer::from(one.der())).collect();
    let der = CertificateDer::from(certificate.der());
    let end = EndEntityCert::try_from(&der).map_err(|error| explain(&error, certificate, pool, anchors, at))?;
    let path = end
        .verify_for_usage(ALL_VERIFICATION_ALGS, &trusted, &between, time, Purposes(purpose), None, None)
        .map_err(|error| explain(&error, certificate, pool, anchors, at))?;

    let mut chain = vec![certificate.clone()];
    for part in path.intermediate_certificates() {
        let bytes = part.der();
        chain.extend(authorities.iter().find(|one| one.der() == bytes.as_ref()).map(|one| (*one).clone()));
    }
    // webpki knows its anchor by name and key; ours is the one that issued the last certificate.
    let last = chain.last().unwrap_or(certificate).clone();
    match issuer_of(&last, anchors) {
        Some(anchor) => {
            within_validity(anchor, at)?;
            chain.push(anchor.clone());
            Ok(chain)
        }
        None => Err(incomplete(&last)),
    }
}

/// The certificate in `pool` that issued this one: by name and by signature.
pub fn issuer_of<'a>(certificate: &Certificate, pool: &'a [Certificate]) -> Option<&'a Certificate> {
    named(certificate, pool).find(|candidate| issued(candidate, certificate))
}

/// Those of `pool` that could have issued a certificate, by their names.
fn named<'a>(certificate: &Certificate, pool: &'a [Certificate]) -> impl Iterator<Item = &'a Certificate> {
    let name = certificate.issuer_der().to_vec();
    let key = certificate.authority_key().map(<[u8]>::to_vec);
    let fits = move |one: &&Certificate| {
        let other_key = key.as_deref().zip(one.subject_key()).is_some_and(|(wanted, own)| wanted != own);
        one.subject_der() == name && !other_key
    };
    // Hostile pools could have thousands of one name.
    pool.iter().filter(fits).take(MOST_NAMESAKES)
}

/// Whether `issuer` issued `certificate`.
pub(super) fn issued(issuer: &Certificate, certificate: &Certificate) -> bool {
    let keys_agree = match (certificate.authority_key(), issuer.subject_key()) {
        (Some(wanted), Some(key)) => wanted == key,
        _ => true,
    };
    issuer.subject_der() == certificate.issuer_der()
        && keys_agree
        && signature::verify(issuer, certificate.signature_algorithm(), certificate.tbs(), certificate.signature())
            .is_ok()
}

/// Those of `pool` that lead upwards from `certificate`, nearest first; not the certificate itself. Nothing but names and signatures is
/// looked at.
pub fn order_chain(certificate: &Certificate, pool: &[Certificate]) -> Vec<Certificate> {
    let mut chain: Vec<Certificate> = Vec::new();
    let mut seen: HashSet<[u8; 32]> = HashSet::from([certificate.sha256()]);
    let mut last = certificate;
    while chain.len() < LONGEST && !last.is_root() {
        match named(last, pool).find(|one| !seen.contains(&one.sha256()) && issued(one, last)) {
            Some(issuer) => {
                seen.insert(issuer.sha256());
                chain.push(issuer.clone());
                last = issuer;
            }
            None => break,
        }
    }
    chain
}

/// Whether a certificate is valid at a moment.
pub(super) fn within_validity(certificate: &Certificate, at: i64) -> Result<(), CertificateError> {
    let subject = || certificate.subject().to_owned();
    if at < certificate.not_before() {
        return Err(CertificateError::NotYetValid { subject: subject(), not_before: certificate.not_before() });
    }
    if at > certificate.not_after() {
        return Err(CertificateError::Expired { subject: subject(), not_after: certificate.not_after() });
    }
    Ok(())
}

fn incomplete(last: &Certificate) -> ChainError {
    ChainError::Incomplete { subject: last.subject().to_owned(), issuer: last.issuer().to_owned() }
}

/// webpki says what is wrong, but not with which certificate: that is found by walking up once more.
fn explain(
    error: &Error,
    certificate: &Certificate,
    pool: &[Certificate],
    anchors: &[Certificate],
    at: i64,
) -> ChainError {
    let chain = order_chain(certificate, &[pool, anchors].concat());
    let last = chain.last().unwrap_or(certificate);
    match error {
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => {
            match chain.iter().find_map(|one| within_validity(one, at).err()) {
                Some(wrong) => ChainError::Certificate(wrong),
                None => incomplete(last),
            }
        }
        Error::UnknownIssuer => incomplete(last),
        Error::InvalidSignatureForPublicKey => ChainError::BadSignature,
        Error::RequiredEkuNotFoundContext(_) | Error::EmptyEkuExtension => {
            ChainError::WrongPurpose(certificate.subject().to_owned())
        }
        Error::CaUsedAsEndEntity => {
            ChainError::Certificate(CertificateError::IsAuthority(certificate.subject().to_owned()))
        }
        Error::UnsupportedSignatureAlgorithmContext(_) | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            ChainError::Unsupported(error.to_string())
        }
        Error::BadDer | Error::BadDerTime | Error::MalformedExtensions | Error::TrailingData(_) => {
            ChainError::Certificate(CertificateError::Malformed)
        }
        other => ChainError::Forbidden(other.to_string()),
    }
}

impl From<CertificateError> for ChainError {
    fn from(error: CertificateError) -> Self {
        Self::Certificate(error)
    }
}
