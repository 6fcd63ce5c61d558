use super::super::*;
use super::pki::{Pki, pki};

const CONTENT: &[u8] = "Quyết định thử".as_bytes();

fn sign(key: &dyn Key) -> Vec<u8> {
    sign_cms(key, &key.scheme().hash().digest(CONTENT), key.issuers(), None).unwrap()
}

/// Whether `openssl` accepts a signature, by the rules of `CAdES` as well.
pub fn openssl_accepts(pki: &Pki, name: &str, signature: &[u8], content: &[u8]) {
    std::fs::write(pki.path(&format!("{name}.cms")), signature).unwrap();
    std::fs::write(pki.path(&format!("{name}.txt")), content).unwrap();
    let common = "-binary -inform DER -CAfile root.crt -purpose any -out verified.txt";
    for rules in ["", " -cades"] {
        pki.openssl(&format!("cms -verify -in {name}.cms -content {name}.txt {common}{rules}"));
    }
}

#[test]
fn openssl_accepts_every_kind_of_key() {
    let Some(pki) = pki() else { return };
    for name in ["person", "legacy", "ec256", "ec384"] {
        let key = pki.key(name);
        let signature = sign(&key);
        openssl_accepts(&pki, name, &signature, CONTENT);
        let read = SignedCms::parse(&signature).unwrap();
        assert_eq!(read.verify(Profile::Pades, |hash| hash.digest(CONTENT)), Ok(()), "{name}");
        assert_eq!(read.signer(), Some(key.certificate()));
        assert_eq!(read.certificates().len(), 3);
        assert_eq!(read.hash(), Some(key.scheme().hash()));
        assert_eq!(read.timestamp(), Ok(None));
        // contentType, messageDigest, signingCertificateV2, nothing else.
        let mut attributes = read.signed_attributes();
        attributes.sort();
        assert_eq!(attributes, ["1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"]);
    }
}

#[test]
fn rsa_signs_the_same_twice() {
    let Some(pki) = pki() else { return };
    let key = pki.key("person");
    assert_eq!(sign(&key), sign(&key));
}

#[test]
fn padding_is_left_aside_and_other_bytes_are_not() {
    let Some(pki) = pki() else { return };
    let key = pki.key("ec256");
    let mut signature = sign(&key);
    signature.extend([0; 100]);
    assert!(SignedCms::parse(&signature).is_ok());
    signature.push(1);
    assert_eq!(SignedCms::parse(&signature), Err(CmsError::Malformed("ContentInfo").into()));
}

#[test]
fn wrong_signatures_are_told_apart() {
    let Some(pki) = pki() else { return };
    let key = pki.key("person");
    let verify = |der: &[u8], content: &[u8]| {
        SignedCms::parse(der).and_then(|read| read.verify(Profile::Pades, |hash| hash.digest(content)))
    };
    let signature = sign(&key);
    assert_eq!(verify(&signature, b"khac"), Err(CmsError::DigestMismatch.into()));
    let value = SignedCms::parse(&signature).unwrap().signature_value().to_vec();
    let at = signature.windows(value.len()).position(|window| window == value).unwrap();
    let mut wrong = signature.clone();
    wrong[at + 9] ^= 1;
    assert_eq!(verify(&wrong, CONTENT), Err(CmsError::SignatureInvalid.into()));
    assert!(matches!(sign_cms(&key, &[0; 20], &[], None), Err(CryptoError::Cms(CmsError::WrongDigestLength { .. }))));

    std::fs::write(pki.path("plain.txt"), CONTENT).unwrap();
    let made = |options: &str| {
        pki.openssl(&format!(
            "cms -sign -binary -in plain.txt -outform DER -signer person.crt -inkey person.key {options}"
        ))
    };
    let pkcs7 = made("");
    assert_eq!(verify(&pkcs7, CONTENT), Err(CmsError::MissingAttribute("signingCertificateV2").into()));
    let read = SignedCms::parse(&pkcs7).unwrap();
    assert_eq!(read.verify(Profile::Pkcs7, |hash| hash.digest(CONTENT)), Ok(()));
    assert!(read.claimed_time().is_some());
    assert_eq!(verify(&made("-cades"), CONTENT), Ok(()));
    assert_eq!(verify(&made("-cades -keyid"), CONTENT), Ok(()));
    assert_eq!(verify(&made("-cades -md sha512"), CONTENT), Ok(()));
    let salted = made("-cades -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:digest");
    assert_eq!(verify(&salted, CONTENT), Ok(()));
    assert_eq!(verify(&made("-cades -md sha1"), CONTENT), Err(CmsError::Weak("SHA-1".into()).into()));
    assert_eq!(verify(&made("-noattr"), CONTENT), Err(CmsError::MissingAttribute("messageDigest").into()));
    assert_eq!(verify(&made("-cades -nocerts"), CONTENT), Err(CmsError::NoSignerCertificate.into()));
    assert_eq!(verify(&made("-cades -nodetach"), CONTENT), Err(CmsError::WrongContentType.into()));
    assert_eq!(
        verify(&made("-cades -signer ec256.crt -inkey ec256.key"), CONTENT),
        Err(CmsError::SeveralSigners(2).into())
    );
    assert_eq!(verify(&pki.file("chain.pem"), CONTENT), Err(CmsError::Malformed("ContentInfo").into()));
    let enveloped = pki.openssl("cms -encrypt -binary -in plain.txt -outform DER person.crt");
    assert_eq!(verify(&enveloped, CONTENT), Err(CmsError::NotSignedData.into()));
    let weak = pki.openssl("cms -sign -cades -binary -in plain.txt -outform DER -signer weak.crt -inkey weak.key");
    assert_eq!(verify(&weak, CONTENT), Err(CmsError::Weak("RSA 1024".into()).into()));
}

#[test]
fn another_certificate_of_the_same_key_is_noticed() {
    let Some(pki) = pki() else { return };
    // Same name and serial number, same key, other bytes: only signingCertificateV2 tells them apart.
    let signature = sign(&pki.key("person"));
    let own = pki.certificate("person");
    let serial = format!("0x{}", own.serial());
    let other = pki.openssl(&format!(
        "x509 -req -in person.csr -CA ica.crt -CAkey ica.key -set_serial {serial} -days 200 -extfile x.cnf -extensions sig"
    ));
    let other = Certificate::from_pem_or_der_many(&other).unwrap().remove(0);
    assert_eq!(own.der().len(), other.der().len());
    let at = signature.windows(own.der().len()).position(|window| window == own.der()).unwrap();
    let mut swapped = signature.clone();
    swapped[at..at + own.der().len()].copy_from_slice(other.der());
    let read = SignedCms::parse(&swapped).unwrap();
    assert_eq!(
        read.verify(Profile::Pades, |hash| hash.digest(CONTENT)),
        Err(CmsError::SigningCertificateMismatch.into())
    );
}
