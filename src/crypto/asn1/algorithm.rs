//! Algorithm identifiers of hashes and signatures.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912 as oid;
use der::{Tag, TagNumber};

use super::super::hash::HashKind;
use super::element::{Element, Malformed, context};

/// `ecdsa-with-SHA1` (RFC 3279, 2.2.3).
const ECDSA_WITH_SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.1");

/// A hash function, as a structure names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DigestAlgorithm {
    /// One that is safe.
    Good(HashKind),
    /// A broken one.
    Weak(&'static str),
    /// An unknown one.
    Unknown(String),
}

/// A signature algorithm, as a structure names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SignatureAlgorithm {
    /// RSA PKCS#1 v1.5.
    RsaPkcs1(HashKind),
    /// RSA-PSS with MGF1 of the same hash and a salt as long as the digest.
    RsaPss(HashKind),
    /// ECDSA.
    Ecdsa(HashKind),
    /// One with a broken hash.
    Weak(&'static str),
    /// An unknown one.
    Unknown(String),
}

/// Identifier and parameters.
pub(super) fn parts(algorithm: Element<'_>) -> Result<(ObjectIdentifier, Option<Element<'_>>), Malformed> {
    let mut fields = algorithm.inside(Tag::Sequence)?;
    let oid = fields.next()?.oid()?;
    let parameters = if fields.is_empty() { None } else { Some(fields.next()?) };
    fields.finish()?;
    Ok((oid, parameters))
}

/// Nothing, or NULL: all that these algorithms may have as parameters (RFC 4055, 2.1 and 5; RFC 5754).
fn no_parameters(parameters: Option<Element<'_>>) -> Result<(), Malformed> {
    match parameters {
        None => Ok(()),
        Some(element) if element.tag == Tag::Null && element.value.is_empty() => Ok(()),
        Some(_) => Err(Malformed),
    }
}

/// Reads the identifier of a hash function.
pub(crate) fn digest_algorithm(algorithm: Element<'_>) -> Result<DigestAlgorithm, Malformed> {
    let (oid, parameters) = parts(algorithm)?;
    no_parameters(parameters)?;
    Ok(match oid {
        oid::ID_SHA_256 => DigestAlgorithm::Good(HashKind::Sha256),
        oid::ID_SHA_384 => DigestAlgorithm::Good(HashKind::Sha384),
        oid::ID_SHA_512 => DigestAlgorithm::Good(HashKind::Sha512),
        oid::ID_SHA_1 => DigestAlgorithm::Weak("SHA-1"),
        oid::ID_MD_5 => DigestAlgorithm::Weak("MD5"),
        other => DigestAlgorithm::Unknown(other.to_string()),
    })
}

/// Reads the identifier of a signature algorithm. Where it names no hash function (`rsaEncryption` in CMS), `digest` is meant.
pub(crate) fn signature_algorithm(
    algorithm: Element<'_>,
    digest: Option<&DigestAlgorithm>,
) -> Result<SignatureAlgorithm, Malformed> {
    let (oid, parameters) = parts(algorithm)?;
    if oid != oid::ID_RSASSA_PSS {
        no_parameters(parameters)?;
    }
    Ok(match oid {
        oid::SHA_256_WITH_RSA_ENCRYPTION => SignatureAlgorithm::RsaPkcs1(HashKind::Sha256),
        oid::SHA_384_WITH_RSA_ENCRYPTION => SignatureAlgorithm::RsaPkcs1(HashKind::Sha384),
        oid::SHA_512_WITH_RSA_ENCRYPTION => SignatureAlgorithm::RsaPkcs1(HashKind::Sha512),
        oid::ECDSA_WITH_SHA_256 => SignatureAlgorithm::Ecdsa(HashKind::Sha256),
        oid::ECDSA_WITH_SHA_384 => SignatureAlgorithm::Ecdsa(HashKind::Sha384),
        oid::ECDSA_WITH_SHA_512 => SignatureAlgorithm::Ecdsa(HashKind::Sha512),
        oid::ID_RSASSA_PSS => pss(parameters)?,
        oid::RSA_ENCRYPTION => match digest {
            Some(DigestAlgorithm::Good(hash)) => SignatureAlgorithm::RsaPkcs1(*hash),
            Some(DigestAlgorithm::Weak(name)) => SignatureAlgorithm::Weak(name),
            Some(DigestAlgorithm::Unknown(name)) => SignatureAlgorithm::Unknown(name.clone()),
            None => SignatureAlgorithm::Unknown(oid.to_string()),
        },
        oid::SHA_1_WITH_RSA_ENCRYPTION | ECDSA_WITH_SHA_1 => SignatureAlgorithm::Weak("SHA-1"),
        oid::MD_5_WITH_RSA_ENCRYPTION => SignatureAlgorithm::Weak("MD5"),
        other => SignatureAlgorithm::Unknown(other.to_string()),
    })
}

/// `RSASSA-PSS-params` (RFC 4055, 3.1). What is left out means SHA-1.
fn pss(parameters: Option<Element<'_>>) -> Result<SignatureAlgorithm, Malformed> {
    let mut fields = match parameters {
        Some(parameters) => parameters.inside(Tag::Sequence)?,
        None => return Ok(SignatureAlgorithm::Weak("SHA-1")),
    };
    let hash = match fields.optional(context(TagNumber::N0, true))? {
        Some(field) => digest_algorithm(Element::only(field.value)?)?,
        None => DigestAlgorithm::Weak("SHA-1"),
    };
    let mask = match fields.optional(context(TagNumber::N1, true))? {
        Some(field) => match parts(Element::only(field.value)?)? {
            (oid::ID_MGF_1, Some(inner)) => digest_algorithm(inner)?,
            (other, _) => DigestAlgorithm::Unknown(other.to_string()),
        },
        None => DigestAlgorithm::Weak("SHA-1"),
    };
    let salt = match fields.optional(context(TagNumber::N2, true))? {
        Some(field) => Element::only(field.value)?.small()?,
        None => 20,
    };
    Ok(match hash {
        DigestAlgorithm::Good(kind) if mask == hash && usize::try_from(salt) == Ok(kind.digest_len()) => {
            SignatureAlgorithm::RsaPss(kind)
        }
        DigestAlgorithm::Weak(name) => SignatureAlgorithm::Weak(name),
        _ => SignatureAlgorithm::Unknown("RSASSA-PSS".to_owned()),
    })
}
