use std::time::Duration;

use super::super::hash::sha256;
use super::super::timestamp::check_answer;
use super::super::*;
use super::pki::{Pki, http, liar, now, pki, stamp};

const IMPRINT: [u8; 32] = [7; 32];
const REPLY: &str = "application/timestamp-reply";

fn get(url: &str) -> CryptoError {
    timestamp(&http(), url, &IMPRINT, now()).unwrap_err()
}

/// An honest answer of `openssl` to a request with this imprint, and the nonce in it.
fn answer(pki: &Pki, imprint: &[u8; 32]) -> (Vec<u8>, Vec<u8>) {
    let nonce = [0x41, 1, 2, 3, 4, 5, 6, 7];
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("q"), super::super::asn1::tsp::request(imprint, &nonce).unwrap()).unwrap();
    let folder = scratch.path().display();
    stamp(&pki.path(""), &format!("ts -reply -config tsa.cnf -queryfile {folder}/q -out {folder}/r"));
    (std::fs::read(scratch.path().join("r")).unwrap(), nonce.to_vec())
}

#[test]
fn openssl_accepts_the_timestamp_of_a_signature() {
    let Some(pki) = pki() else { return };
    let key = pki.key("person");
    let digest = HashKind::Sha256.digest(b"noi dung");
    let mut stamper = |imprint: &[u8; 32]| timestamp(&http(), &pki.url("tsa"), imprint, now());
    let signature = sign_cms(&key, &digest, key.issuers(), Some(&mut stamper)).unwrap();
    super::signatures::openssl_accepts(&pki, "stamped", &signature, b"noi dung");
    let read = SignedCms::parse(&signature).unwrap();
    let token = read.timestamp().unwrap().unwrap();
    token.verify(|hash| hash.digest(read.signature_value())).unwrap();
    assert!(token.time().abs_diff(now()) < 60);
    assert_eq!(token.certificates().len(), 3);
    assert_eq!(token.verify(|hash| hash.digest(b"khac")), Err(TimestampError::WrongImprint.into()));

    std::fs::write(pki.path("token.der"), read.timestamp_der().unwrap()).unwrap();
    std::fs::write(pki.path("value.bin"), read.signature_value()).unwrap();
    pki.openssl("ts -verify -in token.der -token_in -data value.bin -CAfile root.crt -untrusted chain.pem");
}

#[test]
fn every_lie_has_its_name() {
    let Some(pki) = pki() else { return };
    let (good, nonce) = answer(&pki, &IMPRINT);
    let timestamp_error = |answer: &[u8], nonce: &[u8], at: i64| match check_answer(answer, &IMPRINT, nonce, at) {
        Err(CryptoError::Timestamp(error)) => error,
        other => panic!("{other:?}"),
    };
    assert!(check_answer(&good, &IMPRINT, &nonce, now()).is_ok());
    assert_eq!(timestamp_error(&good, b"\x41another", now()), TimestampError::WrongNonce);
    let (other, _) = answer(&pki, &[8; 32]);
    assert_eq!(timestamp_error(&other, &nonce, now()), TimestampError::WrongImprint);
    let far = now() + 2 * 24 * 3600;
    assert!(matches!(timestamp_error(&good, &nonce, far), TimestampError::TimeFarOff { .. }));
    assert_eq!(timestamp_error(&good[..good.len() / 2], &nonce, now()), TimestampError::MalformedResponse);
    assert_eq!(timestamp_error(b"", &nonce, now()), TimestampError::MalformedResponse);
    let refusal = [0x30, 0x0d, 0x30, 0x0b, 2, 1, 2, 0x30, 2, 0x0c, 0, 3, 2, 5, 0x20];
    assert_eq!(
        timestamp_error(&refusal, &nonce, now()),
        TimestampError::Refused { status: 2, why: ", badRequest".into() }
    );
    assert_eq!(timestamp_error(&[0x30, 5, 0x30, 3, 2, 1, 0], &nonce, now()), TimestampError::NoToken);

    // The token's own signature.
    let mut wrong = good.clone();
    let last = wrong.len() - 3;
    wrong[last] ^= 1;
    assert_eq!(timestamp_error(&wrong, &nonce, now()), TimestampError::Signature(CmsError::SignatureInvalid));

    // What a timestamp authority says, signed by a certificate that is none.
    let token = check_answer(&good, &IMPRINT, &nonce, now()).unwrap();
    std::fs::write(pki.path("info.der"), info(&token)).unwrap();
    let forged = pki.openssl(
        "cms -sign -cades -binary -nodetach -econtent_type 1.2.840.113549.1.9.16.1.4 -in info.der -outform DER -signer person.crt -inkey person.key",
    );
    let response = respond(&forged);
    assert_eq!(
        timestamp_error(&response, &nonce, now()),
        TimestampError::NotATimestampCertificate("Người ký thử".into())
    );
    let data =
        pki.openssl("cms -sign -cades -binary -nodetach -in info.der -outform DER -signer tsa.crt -inkey tsa.key");
    assert_eq!(timestamp_error(&respond(&data), &nonce, now()), TimestampError::MalformedToken("eContentType"));
}

/// `TSTInfo` out of a token.
pub fn info(token: &[u8]) -> Vec<u8> {
    super::super::asn1::signed_data::SignedData::parse(token).unwrap().content.unwrap()
}

/// A granting response around a token.
pub fn respond(token: &[u8]) -> Vec<u8> {
    let inner = [&[0x30, 3, 2, 1, 0], token].concat();
    [&[0x30, 0x82], &u16::try_from(inner.len()).unwrap().to_be_bytes()[..], &inner].concat()
}

#[test]
fn a_service_that_is_none_is_told_apart() {
    let page = liar(|_| ("200 OK", "text/html; charset=utf-8", b"<html>".to_vec()));
    assert!(matches!(get(&page), CryptoError::Http(HttpError::WebPage(_))));
    let disguised = liar(|_| ("200 OK", REPLY, b"<!doctype html>".to_vec()));
    assert!(matches!(get(&disguised), CryptoError::Http(HttpError::WebPage(_))));
    let other = liar(|_| ("200 OK", "application/json", b"{}".to_vec()));
    assert!(matches!(get(&other), CryptoError::Http(HttpError::ContentType { .. })));
    let refused = liar(|_| ("403 Forbidden", "text/plain", Vec::new()));
    assert!(matches!(get(&refused), CryptoError::Http(HttpError::Status { status: 403, .. })));
    let garbage = liar(|body| ("200 OK", REPLY, body.iter().rev().copied().collect()));
    assert_eq!(get(&garbage), TimestampError::MalformedResponse.into());
    let huge = liar(|_| ("200 OK", REPLY, vec![0x30; 3 << 20]));
    assert!(matches!(get(&huge), CryptoError::Http(HttpError::TooLarge(_))));
    assert!(matches!(get("http://127.0.0.1:9/"), CryptoError::Http(HttpError::Unreachable { sent: false, .. })));
    assert!(matches!(get("https://127.0.0.1:9/"), CryptoError::Http(HttpError::NeedsTls(_))));
    for address in ["", "tsa", "ftp://tsa/", "http://", "http://a b/"] {
        assert!(matches!(get(address), CryptoError::Http(_)), "{address}");
    }
}

#[test]
fn a_slow_service_is_given_up() {
    let slow = liar(|_| {
        std::thread::sleep(Duration::from_secs(4));
        ("200 OK", REPLY, Vec::new())
    });
    let limits = Limits { whole: Duration::from_millis(500), ..Limits::default() };
    let error = timestamp(&Http::new(limits), &slow, &IMPRINT, now()).unwrap_err();
    assert_eq!(error, HttpError::Timeout(slow).into());
}

#[test]
fn an_answer_to_another_request_is_refused() {
    let Some(pki) = pki() else { return };
    let (old, _) = answer(&pki, &sha256(b"gia tri"));
    let replay = liar(move |_| ("200 OK", REPLY, old.clone()));
    let error = timestamp(&http(), &replay, &sha256(b"gia tri"), now()).unwrap_err();
    assert_eq!(error, TimestampError::WrongNonce.into());
}
