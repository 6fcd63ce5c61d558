use super::super::*;
use super::pki::{PASSWORD, alone, folder, now, pki};

fn open(bytes: &[u8], password: &str) -> Result<FileKey, CryptoError> {
    open_pkcs12(bytes, &Secret::new(password.into()))
}

#[test]
fn files_of_today_and_of_yesterday_open() {
    let Some(pki) = pki() else { return };
    for (name, scheme) in [
        ("person", Scheme::RsaSha256),
        ("legacy", Scheme::RsaSha256),
        ("ec256", Scheme::EcdsaP256Sha256),
        ("ec384", Scheme::EcdsaP384Sha384),
    ] {
        let key = pki.key(name);
        assert_eq!(key.scheme(), scheme, "{name}");
        let above: Vec<&str> = key.issuers().iter().map(Certificate::subject).collect();
        assert_eq!(above, ["CA cấp dưới thử", "CA gốc thử"], "{name}");
        assert!(check_signer(key.certificate(), key.issuers(), now()).is_ok(), "{name}");
    }
    let key = pki.key("person");
    assert_eq!(key.certificate().common_name(), Some("Người ký thử"));
    assert_eq!(key.certificate().organisation(), Some("UBND xã Mẫu"));
    assert_eq!(key.certificate().key(), &PublicKey::Rsa(2048));
    assert_eq!(format!("{:?}", Secret::new("bí mật".into())), "Secret");
}

#[test]
fn each_bad_file_is_named() {
    let Some(pki) = pki() else { return };
    let good = pki.file("person.p12");
    let error = |bytes: &[u8], password: &str| match open(bytes, password) {
        Err(CryptoError::KeyFile(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(error(&good, "sai"), KeyFileError::WrongPassword);
    assert_eq!(error(&pki.file("legacy.p12"), ""), KeyFileError::WrongPassword);
    assert_eq!(error(&good[..good.len() - 1], PASSWORD), KeyFileError::NotPkcs12);
    assert_eq!(error(b"", PASSWORD), KeyFileError::NotPkcs12);
    assert_eq!(error(&pki.file("person.crt"), PASSWORD), KeyFileError::NotPkcs12);
    assert_eq!(error(&pki.file("nomac.p12"), PASSWORD), KeyFileError::NoMac);
    assert_eq!(error(&pki.file("nokey.p12"), PASSWORD), KeyFileError::NoKey);
    let weak = open(&pki.file("weak.p12"), PASSWORD);
    assert!(matches!(weak, Err(CryptoError::Certificate(CertificateError::WeakKey { .. }))));
    assert_eq!(error(&vec![0x30; 2 << 20], PASSWORD), KeyFileError::TooLarge);
    // The rounds are the last two bytes of the file: 2048.
    let mut slow = good.clone();
    assert_eq!(slow.split_off(good.len() - 4), [2, 2, 8, 0]);
    slow.extend([2, 4, 0x7f, 0xff, 0xff, 0xff]);
    let length = u16::from_be_bytes([slow[2], slow[3]]) + 2;
    slow[2..4].copy_from_slice(&length.to_be_bytes());
    let mac = slow.len() - 6 - 10;
    let at = (0..mac).rev().find(|at| slow[*at] == 0x30 && usize::from(slow[at + 1]) == slow.len() - 4 - at).unwrap();
    slow[at + 1] += 2;
    assert_eq!(error(&slow, PASSWORD), KeyFileError::TooManyRounds(0x7fff_ffff));
}

#[test]
fn issuers_that_issued_each_other_do_not_hold_the_program() {
    let Some(pki) = pki() else { return };
    pki.openssl("pkcs12 -export -inkey loop.key -in loop.crt -certfile loop.pem -passout pass:matkhau -out loop.p12");
    // The thread that is given up eats memory until its process ends.
    alone("keys::the_loop", &pki);
}

#[test]
#[ignore = "run by `issuers_that_issued_each_other_do_not_hold_the_program`"]
fn the_loop() {
    let opened = open(&std::fs::read(folder().join("loop.p12")).unwrap(), PASSWORD);
    assert!(matches!(opened, Err(CryptoError::KeyFile(KeyFileError::NeverOpens))));
}

#[test]
fn unfit_certificates_are_refused() {
    let Some(pki) = pki() else { return };
    let refused = |name: &str, at: i64| match check_signer(&pki.certificate(name), &[], at) {
        Err(CryptoError::Certificate(error)) => error,
        other => panic!("{other:?}"),
    };
    let year = 400 * 24 * 3600;
    assert!(matches!(refused("person", now() + year), CertificateError::Expired { .. }));
    assert!(matches!(refused("person", now() - year), CertificateError::NotYetValid { .. }));
    assert!(matches!(refused("secret", now()), CertificateError::NotForSigning(_)));
    assert!(matches!(refused("ica", now()), CertificateError::IsAuthority(_)));
    assert!(matches!(refused("weak", now()), CertificateError::WeakKey { .. }));
    assert!(matches!(refused("sha1", now()), CertificateError::WeakHash { .. }));
    let expired = check_signer(&pki.certificate("person"), &[pki.certificate("ica")], now() + year);
    assert!(expired.unwrap_err().wording().vi.contains("đã hết hạn"));
    // Only those above the certificate count, in whatever order; who else stands in a file of certificates does not matter.
    let person = pki.certificate("person");
    let chain = ["root", "weak", "stranger", "ica"].map(|name| pki.certificate(name));
    assert_eq!(check_signer(&person, &chain, now()), Ok(()));
}

#[test]
fn files_of_certificates_are_read_in_all_forms() {
    let Some(pki) = pki() else { return };
    let names = |bytes: &[u8]| -> Vec<String> {
        Certificate::from_pem_or_der_many(bytes).unwrap().iter().map(|one| one.subject().to_owned()).collect()
    };
    let both = ["CA cấp dưới thử", "CA gốc thử"];
    assert_eq!(names(&pki.file("chain.pem")), both);
    pki.openssl("crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out chain.p7b");
    assert_eq!(names(&pki.file("chain.p7b")), both);
    let pem = pki.openssl("crl2pkcs7 -nocrl -certfile chain.pem");
    assert_eq!(names(&pem), both);
    assert_eq!(names(pki.certificate("ica").der()), both[..1]);
    assert_eq!(Certificate::from_pem_or_der_many(b"\n"), Err(CertificateError::NoneInFile));
    assert_eq!(Certificate::from_pem_or_der_many(&pki.file("person.p12")), Err(CertificateError::Malformed));
}
