//! Judging OCSP answers (RFC 6960) and revocation lists (RFC 5280, 6.3).

use super::asn1::certificate::Certificate;
use super::asn1::crl::{Crl, Scope};
use super::asn1::element::Malformed;
use super::asn1::ocsp::{Answer, Response, Status};
use super::chain::{issued, within_validity};
use super::error::RevocationError;
use super::evidence::Evidence;
use super::signature;

/// Clocks differ, seconds.
const SKEW: i64 = 300;

/// More items of each kind than honest evidence has.
const MOST: usize = 1000;

/// More certificates of one responder than honest evidence has.
const MOST_RESPONDERS: usize = 8;

/// How long an answer without an end may be believed, seconds.
const WITHOUT_END: i64 = 24 * 3600;

/// Whether a certificate is revoked, as far as the evidence tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevocationStatus {
    /// It was not revoked when the evidence was made.
    Good {
        /// Until when the evidence speaks, seconds since 1970.
        until: i64,
    },
    /// It is revoked. A signature that a timestamp proves to be older still holds.
    Revoked {
        /// Since when, seconds since 1970.
        at: i64,
    },
    /// No evidence about it can be used; why each did not.
    Unknown(Vec<RevocationError>),
}

/// Which moment an answer must speak for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Moment {
    /// Now: the answer must be current.
    Now(i64),
    /// A moment in the past: the answer must have been current then, or be younger.
    Then(i64),
}

/// What `evidence` says about `certificate`, issued by `issuer`, at the moment `at` (seconds since 1970): an answer that was current then or
/// was made later. Nothing is fetched.
pub fn revocation(certificate: &Certificate, issuer: &Certificate, evidence: &Evidence, at: i64) -> RevocationStatus {
    let responders: Vec<Certificate> =
        evidence.certificates.iter().take(MOST).filter_map(|der| Certificate::from_der(der).ok()).collect();
    revocation_among(certificate, issuer, evidence, &responders, at)
}

/// The same with certificates of responders that were read before; those of `evidence` are not read.
pub fn revocation_among(
    certificate: &Certificate,
    issuer: &Certificate,
    evidence: &Evidence,
    responders: &[Certificate],
    at: i64,
) -> RevocationStatus {
    if !issued(issuer, certificate) {
        let (subject, issuer) = (certificate.subject().to_owned(), certificate.issuer().to_owned());
        return RevocationStatus::Unknown(vec![RevocationError::NoIssuer { subject, issuer }]);
    }
    let mut reasons = Vec::new();
    let mut good = None;
    let moment = Moment::Then(at);
    let answers = evidence
        .ocsps
        .iter()
        .take(MOST)
        .map(|der| judge_ocsp(der, certificate, issuer, responders, None, moment).map(|(good, _)| good));
    let lists = evidence.crls.iter().take(MOST).map(|der| judge_crl(der, certificate, issuer, moment));
    for judged in answers.chain(lists) {
        match judged {
            Ok(until) => good = good.max(Some(until)),
            Err(RevocationError::Revoked { at, .. }) => return RevocationStatus::Revoked { at },
            // Evidence about the other certificates of the chain.
            Err(RevocationError::OtherCertificate) => {}
            Err(error) => reasons.push(error),
        }
    }
    match good {
        Some(until) => RevocationStatus::Good { until },
        None => RevocationStatus::Unknown(reasons),
    }
}

/// The name of a revocation list's issuer in DER; nothing is verified.
pub fn crl_issuer(der: &[u8]) -> Option<Vec<u8>> {
    Crl::parse(der).ok().map(|crl| crl.issuer.to_vec())
}

/// The serial numbers that an OCSP response speaks about (contents of INTEGERs); nothing is verified.
pub fn ocsp_serials(der: &[u8]) -> Vec<Vec<u8>> {
    match Response::parse(der) {
        Ok(Response::Answer(answer)) => answer.serials(),
        _ => Vec::new(),
    }
}

/// Judges an OCSP response about a certificate: until when it is good, and the certificate of a delegated responder.
pub(super) fn judge_ocsp(
    der: &[u8],
    certificate: &Certificate,
    issuer: &Certificate,
    others: &[Certificate],
    nonce: Option<&[u8]>,
    moment: Moment,
) -> Result<(i64, Option<Certificate>), RevocationError> {
    let answer = match Response::parse(der).map_err(|Malformed| RevocationError::Malformed("OCSP"))? {
        Response::Answer(answer) => answer,
        Response::Refused(why) => return Err(RevocationError::Refused(why)),
    };
    let single = answer.about(certificate, issuer).ok_or(RevocationError::OtherCertificate)?;
    let responder = responder(&answer, issuer, others, single.this_update)?;
    signature::verify(responder.unwrap_or(issuer), &answer.algorithm, &answer.tbs, &answer.signature)
        .map_err(|_| RevocationError::BadSignature)?;
    // A responder may leave the nonce out (its answers are made beforehand), but not change it.
    if let (Some(sent), Some(got)) = (nonce, &answer.nonce)
        && sent != got.as_slice()
    {
        return Err(RevocationError::WrongNonce);
    }
    if let Status::Revoked(at) = single.status {
        return Err(RevocationError::Revoked { subject: certificate.subject().to_owned(), at });
    }
    let until = current(single.this_update, single.next_update, moment)?;
    match single.status {
        Status::Unknown => Err(RevocationError::UnknownCertificate),
        _ => Ok((until, responder.cloned())),
    }
}

/// Who signed the answer: `None` for the issuer itself, else a responder that the same issuer appointed (RFC 6960, 4.2.2.2).
fn responder<'a>(
    answer: &'a Answer,
    issuer: &Certificate,
    others: &'a [Certificate],
    at: i64,
) -> Result<Option<&'a Certificate>, RevocationError> {
    if answer.is_from(issuer) {
        return Ok(None);
    }
    answer
        .certificates
        .iter()
        .chain(others)
        .filter(|one| answer.is_from(one) && one.may_answer_ocsp() && within_validity(one, at).is_ok())
        // Hostile evidence could have thousands of one name.
        .take(MOST_RESPONDERS)
        .find(|one| issued(issuer, one))
        .map(Some)
        .ok_or(RevocationError::NotAuthorised)
}

/// Judges a revocation list of the issuer: until when the certificate is good.
pub(super) fn judge_crl(
    der: &[u8],
    certificate: &Certificate,
    issuer: &Certificate,
    moment: Moment,
) -> Result<i64, RevocationError> {
    let malformed = |Malformed| RevocationError::Malformed("CRL");
    let crl = Crl::parse(der).map_err(malformed)?;
    if crl.issuer != issuer.subject_der() {
        return Err(RevocationError::OtherCertificate);
    }
    match crl.scope {
        Scope::All => {}
        Scope::Users if !certificate.is_authority() => {}
        Scope::Authorities if certificate.is_authority() => {}
        Scope::Users | Scope::Authorities => return Err(RevocationError::OtherCertificate),
        Scope::Unsupported => return Err(RevocationError::UnsupportedCrl),
    }
    if !issuer.may_sign_crls() {
        return Err(RevocationError::NotAuthorised);
    }
    signature::verify(issuer, &crl.algorithm, crl.tbs, crl.signature).map_err(|_| RevocationError::BadSignature)?;
    if let Some(at) = crl.find(certificate.serial_bytes()).map_err(malformed)? {
        return Err(RevocationError::Revoked { subject: certificate.subject().to_owned(), at });
    }
    current(crl.this_update, crl.next_update, moment)
}

/// Whether an answer speaks for a moment: until when it does.
fn current(this_update: i64, next_update: Option<i64>, moment: Moment) -> Result<i64, RevocationError> {
    let until = next_update.unwrap_or_else(|| this_update.saturating_add(WITHOUT_END));
    match moment {
        Moment::Now(now) if this_update > now.saturating_add(SKEW) => Err(RevocationError::FromTheFuture(this_update)),
        Moment::Now(now) if until < now.saturating_sub(SKEW) => Err(RevocationError::Stale(until)),
        Moment::Then(at) if until < at.saturating_sub(SKEW) && this_update < at => Err(RevocationError::Stale(until)),
        _ => Ok(until),
    }
}
