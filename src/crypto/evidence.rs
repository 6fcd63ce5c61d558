//! Everything a validator needs later, when the services are gone (B-LT: ETSI EN 319 142-1, 5.4): certificates, OCSP answers, lists.

use std::collections::HashMap;

use super::asn1::certificate::Certificate;
use super::asn1::element::Malformed;
use super::asn1::ocsp;
use super::chain::issued;
use super::error::{CmsError, CryptoError, RevocationError};
use super::http::Http;
use super::revocation::{Moment, judge_crl, judge_ocsp};
use super::timestamp::random;

/// More certificates than the chains of a signature and its timestamp have.
const MOST_CERTIFICATES: usize = 64;

/// More addresses than a certificate honestly names.
const MOST_ADDRESSES: usize = 4;

/// What goes into a document security store; all DER, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Certificates.
    pub certificates: Vec<Vec<u8>>,
    /// OCSP responses (RFC 6960, `OCSPResponse`).
    pub ocsps: Vec<Vec<u8>>,
    /// Certificate revocation lists.
    pub crls: Vec<Vec<u8>>,
}

fn add(list: &mut Vec<Vec<u8>>, item: Vec<u8>) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Collects the evidence for certificates (signer, timestamp authority, their chains) at `now` (seconds since 1970): for each that is no
/// root an OCSP answer or, failing that, a revocation list, for responders' certificates as well; missing issuers are fetched.
///
/// # Errors
/// [`RevocationError`]: revoked, or no usable answer about one of them, with what every source said.
pub fn collect_evidence(http: &Http, certificates: &[Certificate], now: i64) -> Result<Evidence, CryptoError> {
    let mut collector =
        Collector { http, now, known: Vec::new(), lists: HashMap::new(), evidence: Evidence::default() };
    for certificate in certificates {
        collector.know(certificate.clone())?;
    }
    // Issuers and responders are appended on the way.
    let mut next = 0;
    while let Some(certificate) = collector.known.get(next).cloned() {
        collector.check(&certificate)?;
        next += 1;
    }
    let all = collector.known.iter().map(|one| one.der().to_vec()).collect();
    Ok(Evidence { certificates: all, ..collector.evidence })
}

struct Collector<'a> {
    http: &'a Http,
    now: i64,
    known: Vec<Certificate>,
    /// What an address gave; lists are large and serve many certificates.
    lists: HashMap<String, Result<Vec<u8>, RevocationError>>,
    evidence: Evidence,
}

impl Collector<'_> {
    fn know(&mut self, certificate: Certificate) -> Result<(), RevocationError> {
        if self.known.iter().any(|one| one.der() == certificate.der()) {
            return Ok(());
        }
        if self.known.len() == MOST_CERTIFICATES {
            return Err(RevocationError::TooManyCertificates);
        }
        self.known.push(certificate);
        Ok(())
    }

    fn check(&mut self, certificate: &Certificate) -> Result<(), CryptoError> {
        if certificate.is_root() || certificate.needs_no_check() {
            return Ok(());
        }
        let issuer = self.issuer(certificate)?;
        let subject = certificate.subject().to_owned();
        let mut causes = Vec::new();
        for url in certificate.ocsp_addresses().iter().take(MOST_ADDRESSES) {
            match self.ask(url, certificate, &issuer) {
                Ok(()) => return Ok(()),
                Err(CryptoError::Revocation(error @ RevocationError::Revoked { .. })) => return Err(error.into()),
                Err(CryptoError::Revocation(error)) => causes.push(error),
                Err(other) => return Err(other),
            }
        }
        for url in certificate.crl_addresses().iter().take(MOST_ADDRESSES) {
            match self.list(url, certificate, &issuer) {
                Ok(()) => return Ok(()),
                Err(error @ RevocationError::Revoked { .. }) => return Err(error.into()),
                Err(error) => causes.push(error),
            }
        }
        if causes.is_empty() {
            return Err(RevocationError::NoSource(subject).into());
        }
        Err(RevocationError::Unavailable { subject, causes }.into())
    }

    fn issuer(&mut self, certificate: &Certificate) -> Result<Certificate, RevocationError> {
        if let Some(known) = self.known.iter().find(|one| issued(one, certificate)) {
            return Ok(known.clone());
        }
        for url in certificate.issuer_addresses().iter().take(MOST_ADDRESSES) {
            let Ok(bytes) = self.http.get(url) else { continue };
            let found = Certificate::from_pem_or_der_many(&bytes).unwrap_or_default();
            if let Some(issuer) = found.into_iter().find(|one| issued(one, certificate)) {
                self.know(issuer.clone())?;
                return Ok(issuer);
            }
        }
        let (subject, issuer) = (certificate.subject().to_owned(), certificate.issuer().to_owned());
        Err(RevocationError::NoIssuer { subject, issuer })
    }

    fn ask(&mut self, url: &str, certificate: &Certificate, issuer: &Certificate) -> Result<(), CryptoError> {
        let mut nonce = [0; 16];
        random(&mut nonce)?;
        let question = ocsp::request(certificate, issuer, &nonce).map_err(|Malformed| CmsError::Encoding)?;
        let answer = self
            .http
            .post(url, &question, "application/ocsp-request", &["application/ocsp-response"])
            .map_err(RevocationError::Http)?;
        let (_, responder) =
            judge_ocsp(&answer, certificate, issuer, &self.known, Some(&nonce), Moment::Now(self.now))?;
        if let Some(responder) = responder {
            self.know(responder)?;
        }
        add(&mut self.evidence.ocsps, answer);
        Ok(())
    }

    fn list(&mut self, url: &str, certificate: &Certificate, issuer: &Certificate) -> Result<(), RevocationError> {
        let http = self.http;
        let fetched = self.lists.entry(url.to_owned()).or_insert_with(|| Ok(http.get(url)?));
        let list = fetched.as_ref().map_err(Clone::clone)?;
        judge_crl(list, certificate, issuer, Moment::Now(self.now))?;
        add(&mut self.evidence.crls, list.clone());
        Ok(())
    }
}
