use super::super::*;
use super::pki::{now, pki};

#[test]
fn chains_lead_to_anchors_or_say_where_they_break() {
    let Some(pki) = pki() else { return };
    let [person, ica, root, stranger] = ["person", "ica", "root", "stranger"].map(|name| pki.certificate(name));
    let pool = [stranger.clone(), root.clone(), ica.clone()];
    let anchors = std::slice::from_ref(&root);
    let validate = |certificate: &Certificate, pool: &[Certificate], anchors: &[Certificate], at, purpose| {
        validate_chain(certificate, pool, anchors, at, purpose)
    };
    let document = Purpose::DocumentSigning;
    assert_eq!(validate(&person, &pool, anchors, now(), document), Ok(vec![person.clone(), ica.clone(), root.clone()]));
    assert_eq!(
        validate(&person, &[], std::slice::from_ref(&ica), now(), document),
        Ok(vec![person.clone(), ica.clone()])
    );
    assert_eq!(validate(&person, &[], std::slice::from_ref(&person), now(), document), Ok(vec![person.clone()]));
    assert_eq!(validate(&person, &pool, &[], now(), document), Err(ChainError::NoAnchors));
    assert_eq!(
        validate(&person, &[], anchors, now(), document),
        Err(ChainError::Incomplete { subject: "Người ký thử".into(), issuer: "CA cấp dưới thử".into() })
    );
    assert_eq!(
        validate(&person, &pool, std::slice::from_ref(&stranger), now(), document),
        Err(ChainError::Incomplete { subject: "CA gốc thử".into(), issuer: "CA gốc thử".into() })
    );
    let later = now() + 400 * 24 * 3600;
    assert!(matches!(
        validate(&person, &pool, anchors, later, document),
        Err(ChainError::Certificate(CertificateError::Expired { .. }))
    ));
    assert!(matches!(
        validate(&pki.certificate("secret"), &pool, anchors, now(), document),
        Err(ChainError::WrongPurpose(_))
    ));
    assert!(matches!(
        validate(&pki.certificate("sha1"), &pool, anchors, now(), document),
        Err(ChainError::Unsupported(_))
    ));

    let tsa = pki.certificate("tsa");
    assert_eq!(validate(&tsa, &pool, anchors, now(), Purpose::TimeStamping).map(|chain| chain.len()), Ok(3));
    assert!(matches!(
        validate(&person, &pool, anchors, now(), Purpose::TimeStamping),
        Err(ChainError::WrongPurpose(_))
    ));
    let ocsp = pki.certificate("ocsp");
    assert_eq!(validate(&ocsp, &pool, anchors, now(), Purpose::OcspSigning).map(|chain| chain.len()), Ok(3));
    assert!(matches!(validate(&tsa, &pool, anchors, now(), Purpose::OcspSigning), Err(ChainError::WrongPurpose(_))));
}

#[test]
fn a_changed_certificate_is_not_believed() {
    let Some(pki) = pki() else { return };
    let (person, ica, root) = (pki.certificate("person"), pki.certificate("ica"), pki.certificate("root"));
    let mut der = person.der().to_vec();
    let last = der.len() - 1;
    der[last] ^= 1;
    let changed = Certificate::from_der(&der).unwrap();
    assert_eq!(issuer_of(&person, std::slice::from_ref(&ica)), Some(&ica));
    assert_eq!(issuer_of(&changed, std::slice::from_ref(&ica)), None);
    let judged = validate_chain(&changed, &[ica], &[root], now(), Purpose::DocumentSigning);
    assert_eq!(judged, Err(ChainError::BadSignature));
}

#[test]
fn a_root_is_signed_by_itself() {
    let Some(pki) = pki() else { return };
    // Nothing there names a key.
    pki.openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout bare.key -out bare.crt -subj /CN=MAU -days 30 \
         -addext subjectKeyIdentifier=none -addext authorityKeyIdentifier=none",
    );
    let bare = pki.certificate("bare");
    assert!(bare.is_root() && bare.authority_key().is_none());
    let mut der = bare.der().to_vec();
    let last = der.len() - 1;
    der[last] ^= 1;
    let other = Certificate::from_der(&der).unwrap();
    assert!(other.is_self_issued() && !other.is_root());
}

#[test]
fn only_responders_need_no_check() {
    let Some(pki) = pki() else { return };
    let make = |name: &str, more: &str| {
        let key = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=MAU -days 30 -addext noCheck=ignored";
        pki.openssl(&format!("{key} -keyout {name}.key -out {name}.crt{more}"));
        pki.certificate(name)
    };
    assert!(!make("marked", "").needs_no_check());
    assert!(make("responder", " -addext extendedKeyUsage=OCSPSigning").needs_no_check());
}
