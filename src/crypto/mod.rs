//! Keys, certificates and signatures: bytes in, bytes out. Knows nothing of PDF.
//!
//! What is written follows `PAdES` baseline (ETSI EN 319 142-1) on CMS (RFC 5652); timestamps are RFC 3161, revocation OCSP (RFC 6960) and
//! CRL (RFC 5280). All ASN.1 lies in `asn1`, all arithmetic is `ring`'s or the token's.

mod asn1;
mod chain;
mod check;
mod error;
mod evidence;
mod file_key;
mod hash;
mod http;
mod key;
mod revocation;
mod secret;
mod sign;
mod signature;
mod stamp;
mod time;
mod timestamp;
mod token;
mod verify;

#[cfg(test)]
mod tests;

pub use asn1::certificate::Certificate;
pub use asn1::public_key::PublicKey;
pub use chain::{Purpose, issuer_of, order_chain, validate_chain};
pub use check::check_signer;
pub use error::{
    CertificateError, ChainError, CmsError, CryptoError, HttpError, KeyFileError, PinTries, RevocationError,
    TimestampError, TokenError,
};
pub use evidence::{Evidence, collect_evidence};
pub use file_key::{FileKey, open_pkcs12};
pub use hash::HashKind;
pub use http::{Http, Limits};
pub use key::{Key, Scheme};
pub use revocation::{RevocationStatus, crl_issuer, ocsp_serials, revocation, revocation_among};
pub use secret::Secret;
pub use sign::{Stamper, sign_cms};
pub use stamp::TimestampToken;
pub use timestamp::timestamp;
pub use token::{TokenKey, open_token};
pub use verify::{Profile, SignedCms};
