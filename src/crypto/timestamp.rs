//! Asking an authority for a timestamp (RFC 3161), and believing nothing of its answer.

use ring::rand::{SecureRandom, SystemRandom};

use super::asn1::element::Malformed;
use super::asn1::tsp::{self, Response};
use super::error::{CmsError, CryptoError, TimestampError};
use super::hash::HashKind;
use super::http::Http;
use super::stamp::TimestampToken;

/// No clock is wrong by more, seconds.
const FAR_OFF: i64 = 24 * 3600;

/// RFC 3161, 3.4 has the first; some authorities say the second.
const ANSWER_TYPES: [&str; 2] = ["application/timestamp-reply", "application/timestamp-response"];

/// Gets a timestamp over a SHA-256 digest from the authority at `url`: the token in DER. `now`: this machine's time, seconds since 1970.
///
/// # Errors
/// [`super::HttpError`] when it does not answer, [`TimestampError`] when the answer is a refusal, is damaged, or does not hold.
pub fn timestamp(http: &Http, url: &str, imprint: &[u8; 32], now: i64) -> Result<Vec<u8>, CryptoError> {
    let mut nonce = [0; 8];
    random(&mut nonce)?;
    // A positive number of exactly eight bytes.
    nonce[0] = nonce[0] & 0x3f | 0x40;
    let question = tsp::request(imprint, &nonce).map_err(|Malformed| CmsError::Encoding)?;
    let answer = http.post(url, &question, "application/timestamp-query", &ANSWER_TYPES)?;
    check_answer(&answer, imprint, &nonce, now)
}

/// Checks an answer to a request with this imprint and nonce, and takes the token out of it.
pub(super) fn check_answer(answer: &[u8], imprint: &[u8; 32], nonce: &[u8], now: i64) -> Result<Vec<u8>, CryptoError> {
    let der = match tsp::response(answer).map_err(|Malformed| TimestampError::MalformedResponse)? {
        Response::Refused { status, why } => return Err(TimestampError::Refused { status, why }.into()),
        Response::Granted(None) => return Err(TimestampError::NoToken.into()),
        Response::Granted(Some(token)) => token,
    };
    let token = TimestampToken::parse(der)?;
    if !token.answers(nonce) {
        return Err(TimestampError::WrongNonce.into());
    }
    token.verify(|kind| if kind == HashKind::Sha256 { imprint.to_vec() } else { Vec::new() })?;
    if token.time().abs_diff(now) > FAR_OFF.unsigned_abs() {
        return Err(TimestampError::TimeFarOff { token: token.time(), now }.into());
    }
    Ok(der.to_vec())
}

/// Fills `bytes` with random numbers of the operating system.
pub(super) fn random(bytes: &mut [u8]) -> Result<(), CryptoError> {
    SystemRandom::new().fill(bytes).map_err(|_| CryptoError::NoRandomness)
}
