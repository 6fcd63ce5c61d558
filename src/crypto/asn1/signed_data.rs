//! CMS `SignedData` (RFC 5652, 5) as it comes in files and answers.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNED_DATA,
    ID_SIGNING_TIME,
};
use der::{Decode, Tag, TagNumber};

use super::super::error::CmsError;
use super::algorithm::{DigestAlgorithm, SignatureAlgorithm, digest_algorithm, signature_algorithm};
use super::certificate::Certificate;
use super::element::{Element, Elements, Malformed, context};

/// No honest signature is longer, bytes: chain, timestamp and embedded revocation lists.
const LONGEST: usize = 16 << 20;

/// More than a chain or a set of attributes has.
const MOST: usize = 256;

/// `id-aa-timeStampToken` (RFC 3161, appendix A).
const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// An attribute with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub oid: ObjectIdentifier,
    pub values: Vec<Vec<u8>>,
}

/// Who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SignerId {
    IssuerAndSerial { issuer: Vec<u8>, serial: Vec<u8> },
    SubjectKey(Vec<u8>),
}

/// A signature with its one signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedData {
    pub content_type: ObjectIdentifier,
    /// The content of the OCTET STRING, if it is inside.
    pub content: Option<Vec<u8>>,
    pub certificates: Vec<Certificate>,
    signer: SignerId,
    pub digest: DigestAlgorithm,
    /// The signed attributes with the tag that is hashed, SET OF.
    pub signed_bytes: Option<Vec<u8>>,
    pub signed: Vec<Attribute>,
    pub algorithm: SignatureAlgorithm,
    pub signature: Vec<u8>,
    unsigned: Vec<Attribute>,
}

/// The fields of a `SignedData`, still as elements.
struct Outer<'a> {
    digests: Vec<Element<'a>>,
    content_type: ObjectIdentifier,
    content: Option<&'a [u8]>,
    certificates: Vec<Element<'a>>,
    signers: Vec<Element<'a>>,
}

impl SignedData {
    /// Reads a signature. Zeros behind it are the padding of its place in a PDF.
    ///
    /// # Errors
    /// Damaged data, another kind of CMS, no signer or several.
    pub fn parse(bytes: &[u8]) -> Result<Self, CmsError> {
        if bytes.len() > LONGEST {
            return Err(CmsError::TooLarge);
        }
        let mut elements = Elements::new(bytes);
        let first = elements.next().map_err(|Malformed| CmsError::Malformed("ContentInfo"))?;
        if elements.rest().iter().any(|byte| *byte != 0) {
            return Err(CmsError::Malformed("ContentInfo"));
        }
        let outer = outer(first)?;
        // A certificate that came along and cannot be read may have been tampered with: it is not passed over.
        let certificates = outer.certificates.iter().map(|item| Certificate::from_der(item.whole));
        let certificates = certificates.collect::<Result<_, _>>().map_err(|_| CmsError::Malformed("certificates"))?;
        match outer.signers.as_slice() {
            [] => Err(CmsError::NoSigner),
            [one] => signer(&outer, certificates, *one).map_err(|Malformed| CmsError::Malformed("SignerInfo")),
            several => Err(CmsError::SeveralSigners(several.len())),
        }
    }

    /// The signer's certificate, if it is inside.
    pub fn signer_certificate(&self) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| match &self.signer {
            SignerId::IssuerAndSerial { issuer, serial } => {
                certificate.issuer_der() == issuer && certificate.serial_bytes() == serial
            }
            SignerId::SubjectKey(id) => certificate.subject_key() == Some(id),
        })
    }

    /// The contentType attribute.
    pub fn content_type_attribute(&self) -> Option<ObjectIdentifier> {
        ObjectIdentifier::from_der(self.single(ID_CONTENT_TYPE)?).ok()
    }

    /// The messageDigest attribute.
    pub fn message_digest(&self) -> Option<&[u8]> {
        Element::only(self.single(ID_MESSAGE_DIGEST)?).and_then(Element::octets).ok()
    }

    /// The signingCertificateV2 attribute.
    pub fn signing_certificate_v2(&self) -> Option<&[u8]> {
        self.single(ID_AA_SIGNING_CERTIFICATE_V_2)
    }

    /// The signingCertificate attribute.
    pub fn signing_certificate_v1(&self) -> Option<&[u8]> {
        self.single(ID_AA_SIGNING_CERTIFICATE)
    }

    /// The signingTime attribute, seconds since 1970.
    pub fn signing_time(&self) -> Option<i64> {
        let time = x509_cert::time::Time::from_der(self.single(ID_SIGNING_TIME)?).ok()?;
        i64::try_from(time.to_unix_duration().as_secs()).ok()
    }

    /// The timestamp of the signature.
    pub fn timestamp(&self) -> Option<&[u8]> {
        let attribute = self.unsigned.iter().find(|attribute| attribute.oid == TIME_STAMP_TOKEN)?;
        attribute.values.first().map(Vec::as_slice)
    }

    /// The value of an attribute that is there once, with one value (RFC 5652, 5.3).
    fn single(&self, oid: ObjectIdentifier) -> Option<&[u8]> {
        let mut found = self.signed.iter().filter(|attribute| attribute.oid == oid);
        match (found.next(), found.next()) {
            (Some(Attribute { values, .. }), None) if values.len() == 1 => values.first().map(Vec::as_slice),
            _ => None,
        }
    }
}

/// The certificates in a PKCS#7 bundle.
pub(super) fn certificates_of(bytes: &[u8]) -> Option<Vec<Certificate>> {
    let outer = outer(Element::only(bytes).ok()?).ok()?;
    outer.certificates.iter().map(|item| Certificate::from_der(item.whole).ok()).collect()
}

fn outer(first: Element<'_>) -> Result<Outer<'_>, CmsError> {
    let malformed = |Malformed| CmsError::Malformed("SignedData");
    let mut info = first.inside(Tag::Sequence).map_err(|Malformed| CmsError::Malformed("ContentInfo"))?;
    let kind = info.next().and_then(Element::oid).map_err(|Malformed| CmsError::Malformed("ContentInfo"))?;
    if kind != ID_SIGNED_DATA {
        return Err(CmsError::NotSignedData);
    }
    let inner = info.take(context(TagNumber::N0, true)).map_err(malformed)?;
    fields(inner.value).map_err(malformed)
}

fn fields(bytes: &[u8]) -> Result<Outer<'_>, Malformed> {
    let mut fields = Elements::sequence(bytes)?;
    fields.take(Tag::Integer)?;
    let digests = fields.take(Tag::Set)?.inside(Tag::Set)?.all(MOST)?;
    let mut content_info = fields.take(Tag::Sequence)?.inside(Tag::Sequence)?;
    let content_type = content_info.next()?.oid()?;
    let content = match content_info.optional(context(TagNumber::N0, true))? {
        Some(field) => Some(Element::only(field.value)?.octets()?),
        None => None,
    };
    let certificates = match fields.optional(context(TagNumber::N0, true))? {
        Some(field) => Elements::new(field.value).all(MOST)?,
        None => Vec::new(),
    };
    fields.optional(context(TagNumber::N1, true))?;
    let signers = fields.take(Tag::Set)?.inside(Tag::Set)?.all(MOST)?;
    fields.finish()?;
    let certificates = certificates.into_iter().filter(|item| item.tag == Tag::Sequence).collect();
    Ok(Outer { digests, content_type, content, certificates, signers })
}

fn signer(outer: &Outer<'_>, certificates: Vec<Certificate>, info: Element<'_>) -> Result<SignedData, Malformed> {
    let mut fields = info.inside(Tag::Sequence)?;
    fields.take(Tag::Integer)?;
    let id = fields.next()?;
    let signer = if id.tag == Tag::Sequence {
        let mut parts = id.inside(Tag::Sequence)?;
        let issuer = parts.take(Tag::Sequence)?.whole.to_vec();
        SignerId::IssuerAndSerial { issuer, serial: parts.take(Tag::Integer)?.value.to_vec() }
    } else if id.tag == context(TagNumber::N0, false) {
        SignerId::SubjectKey(id.value.to_vec())
    } else {
        return Err(Malformed);
    };
    let named = fields.take(Tag::Sequence)?;
    // RFC 5652, 5.1: the signer's hash function is among those named above, which nobody signs.
    let is_named = |item: &Element<'_>| oid_of(*item).is_some_and(|oid| Some(oid) == oid_of(named));
    if !outer.digests.iter().all(is_named) || outer.digests.is_empty() {
        return Err(Malformed);
    }
    let digest = digest_algorithm(named)?;
    let signed = fields.optional(context(TagNumber::N0, true))?;
    let algorithm = signature_algorithm(fields.take(Tag::Sequence)?, Some(&digest))?;
    let signature = fields.next()?.octets()?.to_vec();
    let unsigned = fields.optional(context(TagNumber::N1, true))?;
    fields.finish()?;
    Ok(SignedData {
        content_type: outer.content_type,
        content: outer.content.map(<[u8]>::to_vec),
        certificates,
        signer,
        digest,
        // RFC 5652, 5.4: hashed is the SET OF, not the [0] that stands there.
        signed_bytes: signed.map(|field| [&[0x31], field.whole.get(1..).unwrap_or_default()].concat()),
        signed: signed.map(attributes).transpose()?.unwrap_or_default(),
        algorithm,
        signature,
        unsigned: unsigned.map(attributes).transpose()?.unwrap_or_default(),
    })
}

/// The name of an algorithm.
fn oid_of(algorithm: Element<'_>) -> Option<ObjectIdentifier> {
    digest_algorithm(algorithm).ok()?;
    algorithm.inside(Tag::Sequence).ok()?.next().ok()?.oid().ok()
}

fn attributes(set: Element<'_>) -> Result<Vec<Attribute>, Malformed> {
    Elements::new(set.value)
        .all(MOST)?
        .into_iter()
        .map(|item| {
            let mut parts = item.inside(Tag::Sequence)?;
            let oid = parts.next()?.oid()?;
            let values = parts.take(Tag::Set)?.inside(Tag::Set)?.all(MOST)?;
            parts.finish()?;
            Ok(Attribute { oid, values: values.into_iter().map(|value| value.whole.to_vec()).collect() })
        })
        .collect()
}
