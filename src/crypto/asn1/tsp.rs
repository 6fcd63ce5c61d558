//! RFC 3161: requests, responses and what a token says.
//!
//! Responses are read by hand: the times of some authorities have fractions of a second (2.4.2), which the crate does not read.

use chrono::NaiveDate;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::ID_SHA_256;
use der::asn1::{Int, OctetString};
use der::{Encode, Tag, TagNumber};
use x509_cert::spki::AlgorithmIdentifier;
use x509_tsp::{MessageImprint, TimeStampReq, TspVersion};

use super::algorithm::{DigestAlgorithm, digest_algorithm};
use super::element::{Elements, Malformed, context};

/// `id-ct-TSTInfo`.
pub(crate) const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// A request for a timestamp over a SHA-256 digest; the answer shall bring its certificates. `nonce`: a positive number, big-endian.
pub(crate) fn request(imprint: &[u8; 32], nonce: &[u8]) -> Result<Vec<u8>, Malformed> {
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: MessageImprint {
            hash_algorithm: AlgorithmIdentifier { oid: ID_SHA_256, parameters: None },
            hashed_message: OctetString::new(imprint.as_slice())?,
        },
        req_policy: None,
        nonce: Some(Int::new(nonce)?),
        cert_req: true,
        extensions: None,
    };
    Ok(request.to_der()?)
}

/// An answer.
#[derive(Debug)]
pub(crate) enum Response<'a> {
    /// The token, if there is one.
    Granted(Option<&'a [u8]>),
    /// `PKIStatus`, and what goes with it.
    Refused { status: i64, why: String },
}

/// Reads an answer (2.4.2).
pub(crate) fn response(bytes: &[u8]) -> Result<Response<'_>, Malformed> {
    let mut fields = Elements::sequence(bytes)?;
    let mut info = fields.take(Tag::Sequence)?.inside(Tag::Sequence)?;
    let status = info.take(Tag::Integer)?.small()?;
    let mut why = Vec::new();
    if let Some(texts) = info.optional(Tag::Sequence)? {
        for text in texts.inside(Tag::Sequence)?.all(16)? {
            let text = String::from_utf8_lossy(text.value);
            why.push(text.chars().filter(|letter| !letter.is_control()).take(200).collect());
        }
    }
    if let Some(bits) = info.optional(Tag::BitString)? {
        why.extend(failures(bits.value));
    }
    let token = if fields.is_empty() { None } else { Some(fields.take(Tag::Sequence)?.whole) };
    fields.finish()?;
    // 0 granted, 1 granted with modifications.
    Ok(if matches!(status, 0 | 1) {
        Response::Granted(token)
    } else {
        Response::Refused { status, why: why.join(", ") }
    })
}

/// The names of the failure bits (`PKIFailureInfo`).
fn failures(value: &[u8]) -> Vec<String> {
    const NAMES: [(usize, &str); 8] = [
        (0, "badAlg"),
        (2, "badRequest"),
        (5, "badDataFormat"),
        (14, "timeNotAvailable"),
        (15, "unacceptedPolicy"),
        (16, "unacceptedExtension"),
        (17, "addInfoNotAvailable"),
        (25, "systemFailure"),
    ];
    let bits = value.get(1..).unwrap_or_default();
    let set = |bit: usize| bits.get(bit / 8).is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0);
    NAMES.iter().filter(|(bit, _)| set(*bit)).map(|(_, name)| (*name).to_owned()).collect()
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TstInfo {
    pub imprint_algorithm: DigestAlgorithm,
    pub imprint: Vec<u8>,
    pub serial: Vec<u8>,
    /// Seconds since 1970.
    pub time: i64,
    /// The content of the INTEGER.
    pub nonce: Option<Vec<u8>>,
}

impl TstInfo {
    /// Reads `TSTInfo`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Elements::sequence(bytes)?;
        if fields.take(Tag::Integer)?.small()? != 1 {
            return Err(Malformed);
        }
        // The policy.
        fields.next()?.oid()?;
        let mut imprint = fields.take(Tag::Sequence)?.inside(Tag::Sequence)?;
        let imprint_algorithm = digest_algorithm(imprint.next()?)?;
        let digest = imprint.next()?.octets()?.to_vec();
        imprint.finish()?;
        let serial = fields.take(Tag::Integer)?.value.to_vec();
        let time = generalized_time(fields.take(Tag::GeneralizedTime)?.value)?;
        // accuracy, ordering
        fields.optional(Tag::Sequence)?;
        fields.optional(Tag::Boolean)?;
        let nonce = fields.optional(Tag::Integer)?.map(|element| element.value.to_vec());
        fields.optional(context(TagNumber::N0, true))?;
        fields.optional(context(TagNumber::N1, true))?;
        fields.finish()?;
        Ok(Self { imprint_algorithm, imprint: digest, serial, time, nonce })
    }
}

/// The content of an INTEGER of these bytes.
pub(crate) fn is_number(content: &[u8], number: &[u8]) -> bool {
    let strip =
        |bytes: &[u8]| bytes.iter().position(|byte| *byte != 0).map(|at| bytes.get(at..).unwrap_or_default().to_vec());
    strip(content) == strip(number)
}

/// `YYYYMMDDhhmmss[.f…]Z`; the fraction is cut off.
fn generalized_time(value: &[u8]) -> Result<i64, Malformed> {
    let text = std::str::from_utf8(value).map_err(|_| Malformed)?.strip_suffix('Z').ok_or(Malformed)?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) {
        return Err(Malformed);
    }
    let number =
        |from: usize, to: usize| whole.get(from..to).and_then(|text| text.parse::<u32>().ok()).ok_or(Malformed);
    let year = i32::try_from(number(0, 4)?).map_err(|_| Malformed)?;
    let day = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?).ok_or(Malformed)?;
    // A leap second counts as the second before it.
    let time = day.and_hms_opt(number(8, 10)?, number(10, 12)?, number(12, 14)?.min(59)).ok_or(Malformed)?;
    Ok(time.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_fractions() {
        assert_eq!(generalized_time(b"19990609001326Z"), Ok(928_887_206));
        assert_eq!(generalized_time(b"19990609001326.34352Z"), Ok(928_887_206));
        assert_eq!(generalized_time(b"20161231235960Z"), Ok(1_483_228_799));
        for wrong in
            ["", "Z", "19990609001326", "19990609001326+0700", "19991309001326Z", "1999060900132Z", "19990609001326.Z"]
        {
            assert_eq!(generalized_time(wrong.as_bytes()), Err(Malformed), "{wrong}");
        }
    }
}
