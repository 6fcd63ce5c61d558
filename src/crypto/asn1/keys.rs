//! Private keys (RFC 5958, RFC 5915), ECDSA signatures of tokens, and what a PKCS#12 file says before its password is known.

use der::asn1::UintRef;
use der::{Encode, Sequence, Tag, TagNumber};

use super::element::{Elements, Malformed, context};

/// `Ecdsa-Sig-Value` (RFC 3279, 2.2.3).
#[derive(Sequence)]
struct EcdsaSignature<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

/// The DER of a signature that a token gives as r and s, one behind the other (PKCS#11, 6.3.1).
pub(crate) fn ecdsa_signature(raw: &[u8]) -> Result<Vec<u8>, Malformed> {
    if raw.is_empty() || !raw.len().is_multiple_of(2) {
        return Err(Malformed);
    }
    let (r, s) = raw.split_at(raw.len() / 2);
    Ok(EcdsaSignature { r: UintRef::new(r)?, s: UintRef::new(s)? }.to_der()?)
}

/// `DigestInfo` of a SHA-256 digest (RFC 8017, 9.2), for tokens that only do bare PKCS#1 v1.5.
pub(crate) fn digest_info(digest: &[u8; 32]) -> Vec<u8> {
    const PREFIX: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
        0x20,
    ];
    [PREFIX.as_slice(), digest].concat()
}

/// The private number of an EC key in PKCS#8.
pub(crate) fn ec_private_number(pkcs8: &[u8]) -> Result<&[u8], Malformed> {
    let mut fields = Elements::sequence(pkcs8)?;
    fields.take(Tag::Integer)?;
    fields.take(Tag::Sequence)?;
    let mut key = Elements::sequence(fields.next()?.octets()?)?;
    key.take(Tag::Integer)?;
    key.next()?.octets()
}

/// The outermost of a PKCS#12 file (RFC 7292, 4): the rounds of the key derivation of its MAC, or `None` where there is no MAC.
pub(crate) fn pkcs12_mac_rounds(bytes: &[u8]) -> Result<Option<u64>, Malformed> {
    let mut fields = Elements::sequence(bytes)?;
    fields.take(Tag::Integer)?;
    let mut safe = fields.take(Tag::Sequence)?.inside(Tag::Sequence)?;
    safe.next()?.oid()?;
    safe.take(context(TagNumber::N0, true))?;
    let Some(mac) = fields.optional(Tag::Sequence)? else { return Ok(None) };
    let mut mac = mac.inside(Tag::Sequence)?;
    mac.take(Tag::Sequence)?;
    // The salt: with none, or one of megabytes, no key can be derived.
    if !(1..=1024).contains(&mac.next()?.octets()?.len()) {
        return Err(Malformed);
    }
    if mac.is_empty() {
        return Ok(Some(1));
    }
    let number = mac.next()?.unsigned()?;
    if number.len() > 8 {
        return Ok(Some(u64::MAX));
    }
    Ok(Some(number.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))))
}
