use super::super::asn1::crl::Crl;
use super::super::asn1::ocsp::Response;
use super::super::asn1::{keys, tsp};
use super::super::timestamp::check_answer;
use super::super::*;
use super::pki::{http, now, pki};

/// Marsaglia's xorshift: the same mutations in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 as usize
    }

    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.next() % 4 {
            let at = self.next() % bytes.len().max(1);
            match self.next() % 6 {
                _ if bytes.is_empty() => {}
                0 => bytes[at] = self.next() as u8,
                1 => bytes[at] ^= 1 << (self.next() % 8),
                2 => bytes.truncate(at),
                3 => bytes.insert(at, self.next() as u8),
                4 => drop(bytes.remove(at)),
                // Lengths are what breaks parsers.
                _ => bytes[at] = [0, 0x7f, 0x80, 0x81, 0x84, 0xff][self.next() % 6],
            }
        }
        bytes
    }
}

#[test]
fn no_bytes_make_a_parser_panic() {
    let Some(pki) = pki() else { return };
    let key = pki.key("ec256");
    let mut stamper = |imprint: &[u8; 32]| timestamp(&http(), &pki.url("tsa"), imprint, now());
    let signature = sign_cms(&key, &[1; 32], key.issuers(), Some(&mut stamper)).unwrap();
    let token = SignedCms::parse(&signature).unwrap().timestamp_der().unwrap().to_vec();
    let evidence = collect_evidence(&http(), &[pki.certificate("person"), pki.certificate("root")], now()).unwrap();
    let (person, ica) = (pki.certificate("person"), pki.certificate("ica"));
    let crl = pki.file("ica.crl");
    let chain = pki.file("chain.pem");
    let p12 = pki.file("person.p12");
    let secret = Secret::new("matkhau".into());
    let response = super::timestamps::respond(&token);
    let info = super::timestamps::info(&token);

    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..4000 {
        let bytes = random.mutate(&signature);
        if let Ok(read) = SignedCms::parse(&bytes) {
            let _ =
                (read.verify(Profile::Pades, |_| vec![1; 32]), read.timestamp(), read.claimed_time(), read.algorithm());
        }
        if let Ok(read) = TimestampToken::parse(&random.mutate(&token)) {
            let _ = read.verify(|kind| kind.digest(b""));
        }
        let _ = check_answer(&random.mutate(&response), &[1; 32], &[1; 8], 0);
        let _ = tsp::response(&random.mutate(&response)).is_ok();
        let _ = tsp::TstInfo::parse(&random.mutate(&info));
        if let Ok(read) = Certificate::from_der(&random.mutate(person.der())) {
            let _ = (read.may_sign(), read.sha256(), issuer_of(&read, std::slice::from_ref(&ica)));
        }
        let _ = Certificate::from_pem_or_der_many(&random.mutate(&chain));
        let _ = Response::parse(&random.mutate(&evidence.ocsps[0]));
        if let Ok(list) = Crl::parse(&random.mutate(&crl)) {
            let _ = list.find(person.serial_bytes());
        }
        let forged = Evidence {
            ocsps: vec![random.mutate(&evidence.ocsps[0])],
            crls: vec![random.mutate(&crl)],
            certificates: vec![random.mutate(person.der())],
        };
        let _ = revocation(&person, &ica, &forged, NOW);
        let _ = keys::ecdsa_signature(&bytes[..bytes.len().min(64)]);
        let _ = keys::ec_private_number(&bytes);
        // Opening takes milliseconds.
        if round % 10 == 0 {
            let _ = open_pkcs12(&random.mutate(&p12), &secret);
        }
    }
}

const NOW: i64 = 1_800_000_000;

/// A SET of thousands of members, in descending order, costs no time.
#[test]
fn certificates_made_to_keep_the_program_busy_are_refused() {
    let element = |tag: u8, value: &[u8]| {
        let length = u16::try_from(value.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], length.as_slice(), value].concat()
    };
    let members: Vec<u8> =
        (0..7000_u16).rev().flat_map(|n| [&[0x0c, 2], n.to_be_bytes().as_slice()].concat()).collect();
    let name = element(0x30, &element(0x31, &members));
    assert_eq!(super::super::asn1::element::modest(&name), Err(super::super::asn1::element::Malformed));
    assert_eq!(super::super::asn1::element::modest(&element(4, &name)), Err(super::super::asn1::element::Malformed));
    let mut deep = vec![];
    for _ in 0..1000 {
        deep = element(0x30, &deep);
    }
    assert_eq!(super::super::asn1::element::modest(&deep), Err(super::super::asn1::element::Malformed));
}
