use std::path::Path;
use std::process::Command;

use super::super::*;
use super::pki::{Pki, alone, folder, missing, pki};

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";

fn run(pki: &Pki, command: &str) {
    let done = Command::new("bash")
        .args(["-ec", command])
        .current_dir(pki.path(""))
        .env("SOFTHSM2_CONF", pki.path("softhsm.conf"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
}

/// The driver reads its settings from the environment and is loaded once: so a process of its own, where `SoftHSM` is installed.
#[test]
fn softhsm() {
    if !Path::new(MODULE).exists() {
        missing("softhsm2");
        return;
    }
    let Some(pki) = pki() else { return };
    let folder = pki.path("");
    run(
        &pki,
        &format!(
            "mkdir -p tokens; printf 'directories.tokendir = %s/tokens\\nlog.level = ERROR\\n' '{folder}' > softhsm.conf
            for label in Mot Hai; do softhsm2-util --init-token --free --label $label --so-pin 12345678 --pin 1234; done
            put() {{ openssl pkcs8 -topk8 -nocrypt -in $1.key -out $1.p8; openssl x509 -in $1.crt -outform DER -out $1.der
                softhsm2-util --import $1.p8 --token Mot --label $1 --id $2 --pin 1234; }}
            write() {{ pkcs11-tool --module {MODULE} -l --pin 1234 --token-label Mot -w $1.der -y cert --id $2 --label $1; }}
            put person A1; put ec256 A2; put ec384 A3; put away A4
            openssl x509 -in ica.crt -outform DER -out ica.der
            write person A1; write ec256 A2; write ec384 A3; write ica B1",
            folder = folder.display()
        ),
    );
    alone("tokens::in_a_process_of_its_own", &pki);
    for name in ["person", "ec256", "ec384"] {
        let signature = pki.file(&format!("token-{name}.cms"));
        super::signatures::openssl_accepts(&pki, &format!("token-{name}"), &signature, b"thu");
    }
}

fn open(label: &str, key: Option<&str>, pin: &str) -> Result<TokenKey, CryptoError> {
    open_token(Path::new(MODULE), label, key, &Secret::new(pin.into()))
}

#[test]
#[ignore = "run by `softhsm`"]
fn in_a_process_of_its_own() {
    let error = |label: &str, key: Option<&str>, pin: &str| match open(label, key, pin) {
        Err(CryptoError::Token(error)) => error,
        other => panic!("{other:?}"),
    };
    let missing = open_token(Path::new("/khong/co.so"), "Mot", None, &Secret::new(String::new()));
    assert!(matches!(missing, Err(CryptoError::Token(TokenError::ModuleMissing(_)))));
    let none = open_token(Path::new("/bin/true"), "Mot", None, &Secret::new(String::new()));
    assert!(matches!(none, Err(CryptoError::Token(TokenError::ModuleUnusable { .. }))));
    let TokenError::NoToken { mut found, .. } = error("Ba", None, "1234") else { panic!() };
    found.sort();
    assert_eq!(found, ["Hai", "Mot"]);
    assert_eq!(error("Mot", None, "4321"), TokenError::WrongPin(PinTries::Few));
    assert_eq!(error("Hai", None, "1234"), TokenError::NoKey);
    let TokenError::SeveralKeys(labels) = error("Mot", None, "1234") else { panic!() };
    assert_eq!(labels.len(), 4);
    assert!(matches!(error("Mot", Some("khac"), "1234"), TokenError::NoSuchKey { .. }));
    assert_eq!(error("Mot", Some("away"), "1234"), TokenError::NoCertificate("away".into()));

    let key = open("Mot", Some("person"), "1234").unwrap();
    let hashed_there = key.sign(b"thu").unwrap();
    assert_eq!(key.bare().sign(b"thu").unwrap(), hashed_there);

    for name in ["person", "ec256", "ec384"] {
        let key = open("Mot", Some(name), "1234").unwrap();
        assert_eq!(key.issuers().iter().map(Certificate::subject).collect::<Vec<_>>(), ["CA cấp dưới thử"]);
        let digest = key.scheme().hash().digest(b"thu");
        let signature = sign_cms(&key, &digest, key.issuers(), None).unwrap();
        std::fs::write(folder().join(format!("token-{name}.cms")), signature).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..10).for_each(|_| drop(key.sign(b"thu").unwrap())));
            }
        });
    }
}
