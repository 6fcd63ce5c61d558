//! CMS `SignedData` as it is written: detached, one signer, everything in DER (RFC 5652, ETSI EN 319 142-1, 6.3).

use cms::content_info::ContentInfo;
use cms::signed_data::EncapsulatedContentInfo;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA,
};
use const_oid::db::rfc5912 as oid;
use der::asn1::{Null, OctetString, OctetStringRef, SetOfVec};
use der::{Any, Decode, Encode, Sequence, ValueOrd};
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::super::hash::HashKind;
use super::super::key::Scheme;
use super::certificate::Certificate;
use super::element::Malformed;
use super::ess;

const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// `IssuerAndSerialNumber`, both as they stand in the certificate.
#[derive(Sequence, ValueOrd)]
struct SignerId {
    issuer: Any,
    serial: Any,
}

/// `SignerInfo`.
#[derive(Sequence, ValueOrd)]
struct SignerInfo {
    version: u8,
    sid: SignerId,
    digest_algorithm: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true")]
    signed: Attributes,
    signature_algorithm: AlgorithmIdentifierOwned,
    signature: OctetString,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    unsigned: Option<Attributes>,
}

/// `SignedData`. The certificates stay the bytes they are.
#[derive(Sequence)]
struct SignedData {
    version: u8,
    digest_algorithms: SetOfVec<AlgorithmIdentifierOwned>,
    content: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true")]
    certificates: SetOfVec<Any>,
    signers: SetOfVec<SignerInfo>,
}

fn digest_identifier(hash: HashKind) -> AlgorithmIdentifierOwned {
    let oid = match hash {
        HashKind::Sha256 => oid::ID_SHA_256,
        HashKind::Sha384 => oid::ID_SHA_384,
        HashKind::Sha512 => oid::ID_SHA_512,
    };
    AlgorithmIdentifierOwned { oid, parameters: None }
}

fn signature_identifier(scheme: Scheme) -> AlgorithmIdentifierOwned {
    match scheme {
        // RFC 4055, 5: the parameters of RSA are NULL.
        Scheme::RsaSha256 => {
            AlgorithmIdentifierOwned { oid: oid::SHA_256_WITH_RSA_ENCRYPTION, parameters: Some(Null.into()) }
        }
        Scheme::EcdsaP256Sha256 => AlgorithmIdentifierOwned { oid: oid::ECDSA_WITH_SHA_256, parameters: None },
        Scheme::EcdsaP384Sha384 => AlgorithmIdentifierOwned { oid: oid::ECDSA_WITH_SHA_384, parameters: None },
    }
}

fn attribute(oid: ObjectIdentifier, value: &[u8]) -> Result<Attribute, Malformed> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::from_der(value)?])? })
}

/// A signature in the making.
pub(crate) struct Draft {
    scheme: Scheme,
    signed: Attributes,
}

impl Draft {
    /// The signed attributes: contentType, messageDigest and signingCertificateV2; no signingTime, whose place is the PDF's /M
    /// (ETSI EN 319 142-1, 6.3).
    pub fn new(certificate: &Certificate, scheme: Scheme, digest: &[u8]) -> Result<Self, Malformed> {
        let signed = SetOfVec::try_from(vec![
            attribute(ID_CONTENT_TYPE, &ID_DATA.to_der()?)?,
            attribute(ID_MESSAGE_DIGEST, &OctetStringRef::new(digest)?.to_der()?)?,
            attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &ess::signing_certificate(certificate)?)?,
        ])?;
        Ok(Self { scheme, signed })
    }

    /// What the key signs.
    pub fn message(&self) -> Result<Vec<u8>, Malformed> {
        Ok(self.signed.to_der()?)
    }

    /// The whole.
    pub fn finish(
        self,
        signature: &[u8],
        certificate: &Certificate,
        issuers: &[Certificate],
        timestamp: Option<&[u8]>,
    ) -> Result<Vec<u8>, Malformed> {
        let unsigned = match timestamp {
            Some(token) => Some(SetOfVec::try_from(vec![attribute(TIME_STAMP_TOKEN, token)?])?),
            None => None,
        };
        let serial = Any::new(der::Tag::Integer, certificate.serial_bytes())?;
        let signer = SignerInfo {
            version: 1,
            sid: SignerId { issuer: Any::from_der(certificate.issuer_der())?, serial },
            digest_algorithm: digest_identifier(self.scheme.hash()),
            signed: self.signed,
            signature_algorithm: signature_identifier(self.scheme),
            signature: OctetString::new(signature)?,
            unsigned,
        };
        let mut certificates: Vec<&[u8]> = vec![certificate.der()];
        for issuer in issuers {
            if !certificates.contains(&issuer.der()) {
                certificates.push(issuer.der());
            }
        }
        let certificates = certificates.into_iter().map(Any::from_der).collect::<Result<Vec<_>, _>>()?;
        let data = SignedData {
            version: 1,
            digest_algorithms: SetOfVec::try_from(vec![digest_identifier(self.scheme.hash())])?,
            content: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
            certificates: SetOfVec::try_from(certificates)?,
            signers: SetOfVec::try_from(vec![signer])?,
        };
        Ok(ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()?)
    }
}
