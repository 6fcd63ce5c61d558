use super::super::revocation::{Moment, judge_ocsp};
use super::super::*;
use super::pki::{Pki, http, now, pki};

fn collect(pki: &Pki, names: &[&str]) -> Result<Evidence, CryptoError> {
    let certificates: Vec<Certificate> = names.iter().map(|name| pki.certificate(name)).collect();
    collect_evidence(&http(), &certificates, now())
}

fn problem(result: Result<Evidence, CryptoError>) -> RevocationError {
    match result {
        Err(CryptoError::Revocation(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn ocsp_answers_and_lists_are_collected() {
    let Some(pki) = pki() else { return };
    let evidence = collect(&pki, &["person", "tsa", "ica", "root"]).unwrap();
    // OCSP for the person; the lists of both authorities; the responder beside the four.
    assert_eq!((evidence.ocsps.len(), evidence.crls.len(), evidence.certificates.len()), (1, 2, 5));
    let status =
        |name: &str, issuer: &str, at: i64| revocation(&pki.certificate(name), &pki.certificate(issuer), &evidence, at);
    for (name, issuer) in [("person", "ica"), ("tsa", "ica"), ("ica", "root")] {
        assert!(matches!(status(name, issuer, now()), RevocationStatus::Good { .. }), "{name}");
    }
    assert!(matches!(status("revoked", "ica", now()), RevocationStatus::Revoked { at: 1_767_225_600 }));
    // Evidence that was made later speaks for an earlier signature; old evidence says nothing about today.
    assert!(matches!(status("person", "ica", now() - 1000), RevocationStatus::Good { .. }));
    let RevocationStatus::Unknown(reasons) = status("person", "ica", now() + 30 * 24 * 3600) else { panic!() };
    assert!(reasons.iter().all(|reason| matches!(reason, RevocationError::Stale(_))));
    // Another authority's word does not count.
    let RevocationStatus::Unknown(reasons) = status("person", "root", now()) else { panic!() };
    assert!(matches!(reasons.as_slice(), [RevocationError::NoIssuer { .. }]));
}

#[test]
fn a_missing_issuer_is_fetched() {
    let Some(pki) = pki() else { return };
    let evidence = collect(&pki, &["person", "root"]).unwrap();
    assert!(evidence.certificates.contains(&pki.certificate("ica").der().to_vec()));
    assert_eq!(evidence.crls.len(), 1);
    assert!(matches!(problem(collect(&pki, &["silent"])), RevocationError::NoIssuer { .. }));
}

#[test]
fn a_revoked_certificate_stops_everything() {
    let Some(pki) = pki() else { return };
    let expected = RevocationError::Revoked { subject: "Người bị thu hồi".into(), at: 1_767_225_600 };
    let error = problem(collect(&pki, &["revoked", "ica", "root"]));
    assert_eq!(error, expected);
    assert!(error.wording().vi.contains("01/01/2026 07:00:00 +07:00"));
}

#[test]
fn a_list_stands_in_for_a_responder_that_is_away() {
    let Some(pki) = pki() else { return };
    let evidence = collect(&pki, &["away", "ica", "root"]).unwrap();
    assert_eq!((evidence.ocsps.len(), evidence.crls.len()), (0, 2));
}

#[test]
fn no_usable_source_is_said_with_all_causes() {
    let Some(pki) = pki() else { return };
    let error = problem(collect(&pki, &["stale", "ica", "root"]));
    let RevocationError::Unavailable { causes, .. } = &error else { panic!("{error:?}") };
    assert!(matches!(causes.as_slice(), [RevocationError::Stale(_)]));
    assert!(matches!(problem(collect(&pki, &["silent", "ica", "root"])), RevocationError::NoSource(_)));
}

#[test]
fn a_responder_without_authority_is_not_believed() {
    let Some(pki) = pki() else { return };
    let (person, ica) = (pki.certificate("person"), pki.certificate("ica"));
    let request = super::super::asn1::ocsp::request(&person, &ica, &[1; 16]).unwrap();
    std::fs::write(pki.path("ocsp.req"), request).unwrap();
    let by = |signer: &str| {
        let file = pki.path(&format!("{signer}.ors")).display().to_string();
        pki.openssl(&format!(
            "ocsp -index index.txt -CA ica.crt -rsigner {signer}.crt -rkey {signer}.key -ndays 1 -reqin ocsp.req -respout {file}"
        ));
        Evidence { ocsps: vec![std::fs::read(file).unwrap()], ..Evidence::default() }
    };
    let status = |evidence: &Evidence| revocation(&person, &ica, evidence, now());
    let replayed = judge_ocsp(&by("ocsp").ocsps[0], &person, &ica, &[], Some(&[2; 16]), Moment::Now(now()));
    assert_eq!(replayed.map(|(until, _)| until), Err(RevocationError::WrongNonce));
    assert!(matches!(status(&by("ica")), RevocationStatus::Good { .. }));
    assert!(matches!(status(&by("ocsp")), RevocationStatus::Good { .. }));
    assert_eq!(status(&by("tsa")), RevocationStatus::Unknown(vec![RevocationError::NotAuthorised]));
    assert_eq!(status(&by("stranger")), RevocationStatus::Unknown(vec![RevocationError::NotAuthorised]));
    let mut changed = by("ocsp");
    let at = changed.ocsps[0].windows(3).position(|window| window == [0x80, 0, 0x18]).unwrap();
    // "good", a second earlier or later.
    changed.ocsps[0][at + 17] ^= 1;
    assert_eq!(status(&changed), RevocationStatus::Unknown(vec![RevocationError::BadSignature]));
}
