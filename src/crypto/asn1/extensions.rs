//! The extensions of certificates that matter here (RFC 5280, 4.2).

use const_oid::AssociatedOid;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ID_AD_CA_ISSUERS, ID_AD_OCSP};
use const_oid::db::rfc6960::ID_PKIX_OCSP_NOCHECK;
use der::Decode;
use x509_cert::TbsCertificate;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage,
    KeyUsage, SubjectKeyIdentifier,
};

use super::element::Malformed;

/// What the extensions of a certificate say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Extensions {
    pub authority: bool,
    pub usage: Option<KeyUsage>,
    pub purposes: Option<(bool, Vec<ObjectIdentifier>)>,
    pub subject_key: Option<Vec<u8>>,
    pub authority_key: Option<Vec<u8>>,
    pub ocsp: Vec<String>,
    pub issuers: Vec<String>,
    pub crls: Vec<String>,
    pub no_check: bool,
}

fn one<'a, T: Decode<'a> + AssociatedOid>(tbs: &'a TbsCertificate) -> Result<Option<(bool, T)>, Malformed> {
    Ok(tbs.get::<T>()?)
}

/// One that only helps to find things: a damaged one is as good as none.
fn hint<'a, T: Decode<'a> + AssociatedOid>(tbs: &'a TbsCertificate) -> Option<(bool, T)> {
    one(tbs).ok().flatten()
}

fn address(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(text) => Some(text.to_string()),
        _ => None,
    }
}

impl Extensions {
    /// Reads those of a certificate.
    ///
    /// # Errors
    /// One that decides what the key may do and is there twice, or damaged.
    pub fn of(tbs: &TbsCertificate) -> Result<Self, Malformed> {
        let mut all = Self {
            authority: one::<BasicConstraints>(tbs)?.is_some_and(|(_, basic)| basic.ca),
            usage: one::<KeyUsage>(tbs)?.map(|(_, usage)| usage),
            purposes: one::<ExtendedKeyUsage>(tbs)?.map(|(critical, list)| (critical, list.0)),
            subject_key: hint::<SubjectKeyIdentifier>(tbs).map(|(_, id)| id.0.as_bytes().to_vec()),
            authority_key: hint::<AuthorityKeyIdentifier>(tbs)
                .and_then(|(_, id)| id.key_identifier.map(|id| id.as_bytes().to_vec())),
            no_check: tbs.extensions.iter().flatten().any(|extension| extension.extn_id == ID_PKIX_OCSP_NOCHECK),
            ..Self::default()
        };
        for access in hint::<AuthorityInfoAccessSyntax>(tbs).map(|(_, list)| list.0).unwrap_or_default() {
            match access.access_method {
                ID_AD_OCSP => all.ocsp.extend(address(&access.access_location)),
                ID_AD_CA_ISSUERS => all.issuers.extend(address(&access.access_location)),
                _ => {}
            }
        }
        for point in hint::<CrlDistributionPoints>(tbs).map(|(_, list)| list.0).unwrap_or_default() {
            // A point for some reasons only, or signed by somebody else, proves nothing alone.
            if point.reasons.is_some() || point.crl_issuer.is_some() {
                continue;
            }
            if let Some(DistributionPointName::FullName(names)) = point.distribution_point {
                all.crls.extend(names.iter().filter_map(address));
            }
        }
        Ok(all)
    }
}
