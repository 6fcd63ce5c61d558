//! Public keys (RFC 3279, RFC 5480).

use std::fmt;

use const_oid::db::rfc5912 as oid;
use der::Tag;

use super::algorithm::parts;
use super::element::{Element, Elements, Malformed};

/// The kind of a public key and its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA with so many bits.
    Rsa(usize),
    /// ECDSA on P-256.
    P256,
    /// ECDSA on P-384.
    P384,
    /// Another kind; its identifier.
    Other(String),
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa(bits) => write!(formatter, "RSA {bits}"),
            Self::P256 => formatter.write_str("ECDSA P-256"),
            Self::P384 => formatter.write_str("ECDSA P-384"),
            Self::Other(oid) => formatter.write_str(oid),
        }
    }
}

impl PublicKey {
    /// Reads `SubjectPublicKeyInfo`: the kind, and the bits as they are.
    pub(super) fn read(spki: Element<'_>) -> Result<(Self, Vec<u8>), Malformed> {
        let mut fields = spki.inside(Tag::Sequence)?;
        let (oid, parameters) = parts(fields.next()?)?;
        let bits = fields.next()?.bits()?;
        let kind = match oid {
            oid::RSA_ENCRYPTION | oid::ID_RSASSA_PSS => {
                let modulus = Elements::sequence(bits)?.next()?.unsigned()?;
                let high = modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
                Self::Rsa(modulus.len() * 8 - high)
            }
            oid::ID_EC_PUBLIC_KEY => match parameters.map(Element::oid).transpose() {
                Ok(Some(oid::SECP_256_R_1)) => Self::P256,
                Ok(Some(oid::SECP_384_R_1)) => Self::P384,
                Ok(Some(other)) => Self::Other(other.to_string()),
                _ => Self::Other("EC".to_owned()),
            },
            other => Self::Other(other.to_string()),
        };
        Ok((kind, bits.to_vec()))
    }
}
