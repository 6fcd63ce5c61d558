//! OCSP (RFC 6960): requests and answers.

use const_oid::db::rfc5912::{ID_SHA_1, ID_SHA_256, ID_SHA_384, ID_SHA_512};
use const_oid::db::rfc6960::{ID_PKIX_OCSP_BASIC, ID_PKIX_OCSP_NONCE};
use der::asn1::{Null, OctetString};
use der::{Decode, Encode, Tag, TagNumber};
use x509_cert::ext::Extension;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_ocsp::{CertId, CertStatus, OcspGeneralizedTime, OcspRequest, Request, SingleResponse, TbsRequest};

use super::super::hash::{HashKind, sha1_name};
use super::algorithm::{SignatureAlgorithm, signature_algorithm};
use super::certificate::Certificate;
use super::element::{Element, Elements, Malformed, context};

/// No honest answer is longer, bytes.
const LONGEST: usize = 1 << 20;

/// More than an answer to one question has.
const MOST: usize = 64;

/// A request about one certificate, with SHA-1 names, which every responder knows.
pub(crate) fn request(certificate: &Certificate, issuer: &Certificate, nonce: &[u8]) -> Result<Vec<u8>, Malformed> {
    let id = CertId {
        hash_algorithm: AlgorithmIdentifierOwned { oid: ID_SHA_1, parameters: Some(Null.into()) },
        issuer_name_hash: OctetString::new(sha1_name(issuer.subject_der()))?,
        issuer_key_hash: OctetString::new(sha1_name(issuer.key_bytes()))?,
        serial_number: SerialNumber::new(certificate.serial_bytes())?,
    };
    let nonce = Extension {
        extn_id: ID_PKIX_OCSP_NONCE,
        critical: false,
        extn_value: OctetString::new(OctetString::new(nonce)?.to_der()?)?,
    };
    let tbs_request = TbsRequest {
        request_list: vec![Request { req_cert: id, single_request_extensions: None }],
        request_extensions: Some(vec![nonce]),
        ..TbsRequest::default()
    };
    Ok(OcspRequest { tbs_request, optional_signature: None }.to_der()?)
}

/// What an answer says about a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Good,
    Revoked(i64),
    Unknown,
}

/// What was asked about one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Single {
    pub status: Status,
    pub this_update: i64,
    pub next_update: Option<i64>,
}

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Responder {
    Name(Vec<u8>),
    Key(Vec<u8>),
}

/// A basic answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub tbs: Vec<u8>,
    pub algorithm: SignatureAlgorithm,
    pub signature: Vec<u8>,
    pub certificates: Vec<Certificate>,
    pub nonce: Option<Vec<u8>>,
    responder: Responder,
    responses: Vec<SingleResponse>,
}

/// An OCSP response: an answer, or the name of the responder's refusal (4.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Response {
    Answer(Box<Answer>),
    Refused(&'static str),
}

impl Response {
    /// Reads a response.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > LONGEST {
            return Err(Malformed);
        }
        let mut fields = Elements::sequence(bytes)?;
        let refusal = match fields.take(Tag::Enumerated)?.value {
            [0] => None,
            [1] => Some("malformedRequest"),
            [2] => Some("internalError"),
            [3] => Some("tryLater"),
            [5] => Some("sigRequired"),
            [6] => Some("unauthorized"),
            _ => return Err(Malformed),
        };
        if let Some(name) = refusal {
            return Ok(Self::Refused(name));
        }
        let mut inner = Elements::sequence(fields.take(context(TagNumber::N0, true))?.value)?;
        if inner.next()?.oid()? != ID_PKIX_OCSP_BASIC {
            return Err(Malformed);
        }
        Ok(Self::Answer(Box::new(Answer::parse(inner.next()?.octets()?)?)))
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Elements::sequence(bytes)?;
        let tbs = fields.take(Tag::Sequence)?;
        let algorithm = signature_algorithm(fields.next()?, None)?;
        let signature = fields.next()?.bits()?.to_vec();
        let certificates = match fields.optional(context(TagNumber::N0, true))? {
            Some(field) => Elements::sequence(field.value)?.all(MOST)?,
            None => Vec::new(),
        };
        fields.finish()?;

        let mut data = tbs.inside(Tag::Sequence)?;
        data.optional(context(TagNumber::N0, true))?;
        let responder = responder(data.next()?)?;
        data.take(Tag::GeneralizedTime)?;
        let responses = data.take(Tag::Sequence)?.inside(Tag::Sequence)?.all(MOST)?;
        let extensions = data.optional(context(TagNumber::N1, true))?;
        data.finish()?;
        Ok(Self {
            tbs: tbs.whole.to_vec(),
            algorithm,
            signature,
            certificates: certificates
                .into_iter()
                .map(|item| Certificate::from_der(item.whole).map_err(|_| Malformed))
                .collect::<Result<_, _>>()?,
            nonce: extensions.map(nonce).transpose()?.flatten(),
            responder,
            responses: responses
                .into_iter()
                .map(|item| SingleResponse::from_der(item.whole))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Whether this certificate is the responder's.
    pub fn is_from(&self, certificate: &Certificate) -> bool {
        match &self.responder {
            Responder::Name(name) => certificate.subject_der() == name,
            Responder::Key(hash) => sha1_name(certificate.key_bytes()) == *hash,
        }
    }

    /// The serial numbers of the certificates that it speaks about.
    pub fn serials(&self) -> Vec<Vec<u8>> {
        self.responses.iter().map(|response| response.cert_id.serial_number.as_bytes().to_vec()).collect()
    }

    /// What it says about a certificate of this issuer.
    pub fn about(&self, certificate: &Certificate, issuer: &Certificate) -> Option<Single> {
        let response = self.responses.iter().find(|response| is_about(&response.cert_id, certificate, issuer))?;
        Some(Single {
            status: match response.cert_status {
                CertStatus::Good(_) => Status::Good,
                CertStatus::Revoked(info) => Status::Revoked(seconds(info.revocation_time)),
                CertStatus::Unknown(_) => Status::Unknown,
            },
            this_update: seconds(response.this_update),
            next_update: response.next_update.map(seconds),
        })
    }
}

fn is_about(id: &CertId, certificate: &Certificate, issuer: &Certificate) -> bool {
    let hash = |bytes: &[u8]| match id.hash_algorithm.oid {
        ID_SHA_1 => Some(sha1_name(bytes)),
        ID_SHA_256 => Some(HashKind::Sha256.digest(bytes)),
        ID_SHA_384 => Some(HashKind::Sha384.digest(bytes)),
        ID_SHA_512 => Some(HashKind::Sha512.digest(bytes)),
        _ => None,
    };
    id.serial_number.as_bytes() == certificate.serial_bytes()
        && hash(issuer.subject_der()).as_deref() == Some(id.issuer_name_hash.as_bytes())
        && hash(issuer.key_bytes()).as_deref() == Some(id.issuer_key_hash.as_bytes())
}

fn responder(element: Element<'_>) -> Result<Responder, Malformed> {
    // Not the crate's: it would sort the name, however long it is.
    let inner = Element::only(element.value)?;
    match element.tag {
        tag if tag == context(TagNumber::N1, true) => Ok(Responder::Name(inner.whole.to_vec())),
        tag if tag == context(TagNumber::N2, true) => Ok(Responder::Key(inner.octets()?.to_vec())),
        _ => Err(Malformed),
    }
}

fn nonce(field: Element<'_>) -> Result<Option<Vec<u8>>, Malformed> {
    for extension in Elements::sequence(field.value)?.all(MOST)? {
        let extension = Extension::from_der(extension.whole)?;
        if extension.extn_id == ID_PKIX_OCSP_NONCE {
            let value = extension.extn_value.as_bytes();
            // Old responders put the bytes there without the OCTET STRING.
            return Ok(Some(Element::only(value).and_then(Element::octets).unwrap_or(value).to_vec()));
        }
    }
    Ok(None)
}

fn seconds(time: OcspGeneralizedTime) -> i64 {
    i64::try_from(time.0.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}
