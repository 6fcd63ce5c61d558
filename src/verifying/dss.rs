//! The validation data of a file (DSS; ISO 32000-2, 12.8.4.3). What no signature covers proves itself: every certificate, list and answer
//! there must verify, and belong to the chain of a signature of this file.

use std::collections::{BTreeMap, BTreeSet};

use super::Raw;
use super::compare::STORE_LISTS as LISTS;
use super::fault::Fault;
use super::file::{File, View};
use super::issuers::Issuers;
use super::sections::Entry;
use super::syntax::{Dict, Value};
use crate::crypto::{self, Certificate, Evidence, RevocationStatus};
use crate::diag::Text;

/// The most items that are looked at.
const MAX_ITEMS: usize = 2000;

/// Validation data as they stand in the file.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// The certificates that can be read.
    pub certificates: Vec<Certificate>,
    /// All of it, as the cryptographic module takes it.
    pub evidence: Evidence,
    /// List, number of the object, data; data that cannot be decoded are none.
    items: Vec<(&'static str, u32, Option<Vec<u8>>)>,
    /// Their objects, each with its list.
    known: BTreeMap<u32, &'static str>,
    /// The names in `/VRI`.
    related: Vec<String>,
}

impl Store {
    /// The validation data of a revision.
    pub fn read(view: View) -> Self {
        let mut store = Self::default();
        let Some((_, catalog)) = view.catalog() else { return store };
        let Some(dss) = catalog.as_dict().and_then(|dict| view.get(dict, "DSS")) else { return store };
        let Some(dss) = dss.as_dict() else { return store };
        store.lists(view, dss, ["Certs", "CRLs", "OCSPs"]);
        // What stands only under /VRI counts as well.
        if let Some(vri) = view.get(dss, "VRI") {
            for (name, entry) in vri.as_dict().map(|dict| dict.0.as_slice()).unwrap_or_default() {
                if name != b"Type" {
                    store.related.push(String::from_utf8_lossy(name).into_owned());
                }
                if let Some(entry) = view.resolve(entry)
                    && let Some(entry) = entry.as_dict()
                {
                    store.lists(view, entry, ["Cert", "CRL", "OCSP"]);
                }
            }
        }
        for (list, _, data) in &store.items {
            let Some(data) = data else { continue };
            match *list {
                "Certs" => {
                    store.evidence.certificates.push(data.clone());
                    store.certificates.extend(Certificate::from_der(data));
                }
                "CRLs" => store.evidence.crls.push(data.clone()),
                _ => store.evidence.ocsps.push(data.clone()),
            }
        }
        store
    }

    fn lists(&mut self, view: View, dict: &Dict, keys: [&str; 3]) {
        for (list, key) in LISTS.into_iter().zip(keys) {
            let values = view.get(dict, key);
            for value in values.as_deref().and_then(Value::as_array).unwrap_or_default() {
                let Some((number, _)) = value.as_ref() else { continue };
                let other = self.known.insert(number, list);
                if self.items.len() >= MAX_ITEMS || other == Some(list) {
                    continue;
                }
                if other.is_some() {
                    // Nothing is of two kinds.
                    self.items.push((list, number, None));
                    continue;
                }
                let data = view.object(number).and_then(|object| match &*object {
                    Value::Stream(dict, data) => whole(view.file, dict, &data.bytes),
                    _ => None,
                });
                self.items.push((list, number, data));
            }
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// Whether a revision has validation data.
pub(super) fn has_store(view: View) -> bool {
    let has =
        || {
            let (_, catalog) = view.catalog()?;
            let dss = view.get(catalog.as_dict()?, "DSS")?;
            let dss = dss.as_dict()?;
            Some(LISTS.iter().any(|list| {
                view.get(dss, list).as_deref().and_then(Value::as_array).is_some_and(|list| !list.is_empty())
            }))
        };
    has().unwrap_or(false)
}

/// The decoded data, if the checksum at their end holds: decoders often pass over it.
fn whole(file: &File, dict: &Dict, data: &[u8]) -> Option<Vec<u8>> {
    let decoded = file.decode(dict, data)?;
    if dict.is("Filter", "FlateDecode") {
        let head = data.first_chunk::<2>().map(|head| u16::from_be_bytes(*head))?;
        (head % 31 == 0 && head & 0x8F20 == 0x0800).then_some(())?;
        let (mut a, mut b) = (1_u32, 0_u32);
        for byte in &decoded {
            a = (a + u32::from(*byte)) % 65521;
            b = (b + a) % 65521;
        }
        (data.last_chunk::<4>().map(|sum| u32::from_be_bytes(*sum)) == Some((b << 16) | a)).then_some(())?;
    }
    Some(decoded)
}

/// Checks what no signature covers: bytes after `covered`.
pub(super) fn check(file: &File, store: &Store, issuers: &Issuers, raws: &[&Raw]) {
    let covered = raws.iter().map(|raw| raw.signed[1].end).max().unwrap_or(0);
    let view = file.last();
    let is_loose = |number: u32| match view.entry(number) {
        Some(Entry::At(at, _)) => at >= covered,
        Some(Entry::In(container, _)) => matches!(view.entry(container), Some(Entry::At(at, _)) if at >= covered),
        _ => true,
    };
    let loose: Vec<_> = store.items.iter().filter(|(_, number, _)| is_loose(*number)).collect();
    if loose.is_empty() {
        return;
    }
    names(file, store, raws);
    let wanted = Wanted::new(store, issuers);
    for (list, number, data) in loose {
        let verdict = match data {
            None => Err(unreadable()),
            Some(data) => match *list {
                "Certs" => wanted.certificate(data),
                "CRLs" => wanted.list(data),
                _ => wanted.answer(data),
            },
        };
        if let Err(why) = verdict {
            file.fault(Fault::BadDss { number: *number, why });
        }
    }
}

/// The entries of `/VRI` are named after the values of the signatures: their SHA-1, which is a name here and proves nothing.
fn names(file: &File, store: &Store, raws: &[&Raw]) {
    let name = |bytes: &[u8]| crate::files::hex(&crate::files::sha1_name(bytes)).to_uppercase();
    let known: BTreeSet<String> = raws.iter().flat_map(|raw| [name(&raw.cms), name(&raw.contents)]).collect();
    for entry in store.related.iter().filter(|entry| !known.contains(*entry)) {
        let why = Text::new(
            format!("mục /VRI/{entry} không ứng với chữ ký nào trong tệp"),
            format!("/VRI/{entry} belongs to no signature of this file"),
        );
        file.fault(Fault::BadDss { number: 0, why });
    }
}

/// The certificates that the signatures of the file need.
struct Wanted<'a> {
    certificates: Vec<Certificate>,
    issuers: &'a Issuers,
}

impl<'a> Wanted<'a> {
    fn new(store: &Store, issuers: &'a Issuers) -> Self {
        // Responders answer for an authority of the chain.
        let responders = store.certificates.iter().filter(|one| one.may_answer_ocsp());
        let mut seen = BTreeSet::new();
        let mut certificates = Vec::new();
        for one in issuers.own().iter().chain(responders) {
            for part in issuers.above(one).into_iter().chain([one.clone()]) {
                if seen.insert(part.sha256()) {
                    certificates.push(part);
                }
            }
        }
        Self { certificates, issuers }
    }

    fn certificate(&self, data: &[u8]) -> Result<(), Text> {
        let certificate = Certificate::from_der(data).map_err(|_| unreadable())?;
        if !self.certificates.iter().any(|one| one.der() == data) {
            return Err(Text::new(
                format!("chứng thư số của “{}” không thuộc chữ ký nào trong tệp", certificate.subject()),
                format!("the certificate of \"{}\" belongs to no signature of this file", certificate.subject()),
            ));
        }
        // Its own issuer signed it, or it stands in a signature just so.
        if self.issuers.of(&certificate).is_none() {
            return Err(Text::new(
                format!("chứng thư số của “{}” sai chữ ký hoặc thiếu nơi cấp", certificate.subject()),
                format!("the certificate of \"{}\" does not verify, or its issuer is missing", certificate.subject()),
            ));
        }
        Ok(())
    }

    /// A list: it must speak, with a good signature, about one of the certificates.
    fn list(&self, data: &[u8]) -> Result<(), Text> {
        let evidence = Evidence { crls: vec![data.to_vec()], ..Evidence::default() };
        let by = crypto::crl_issuer(data);
        let speaks = self.speaks(&evidence, &[], |one| by.as_deref() == Some(one.issuer_der()));
        if speaks { Ok(()) } else { Err(silent()) }
    }

    /// The same for an answer. One that brings certificates must hold by these alone: with help from others a damaged one of its own
    /// would not be seen.
    fn answer(&self, data: &[u8]) -> Result<(), Text> {
        let evidence = Evidence { ocsps: vec![data.to_vec()], ..Evidence::default() };
        let serials: BTreeSet<Vec<u8>> = crypto::ocsp_serials(data).into_iter().collect();
        let about = |one: &Certificate| serials.contains(one.serial_bytes());
        let speaks = self.speaks(&evidence, &[], about)
            || (!brings_certificates(data) && self.speaks(&evidence, self.issuers.all(), about));
        if speaks { Ok(()) } else { Err(silent()) }
    }

    fn speaks(&self, evidence: &Evidence, responders: &[Certificate], about: impl Fn(&Certificate) -> bool) -> bool {
        self.certificates.iter().filter(|one| about(one)).any(|one| {
            let issuer = self.issuers.of(one).filter(|_| self.issuers.spend(2));
            issuer.is_some_and(|issuer| {
                // For the beginning of time every answer is young enough.
                let state = crypto::revocation_among(one, issuer, evidence, responders, 0);
                !matches!(state, RevocationStatus::Unknown(_))
            })
        })
    }
}

/// Whether an OCSP response has certificates: it has identifiers that nothing else in it has.
fn brings_certificates(data: &[u8]) -> bool {
    const RSA_KEY: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
    const EC_KEY: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
    const OCSP_SIGNING: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x09];
    [RSA_KEY, EC_KEY, OCSP_SIGNING].iter().any(|oid| data.windows(oid.len()).any(|window| window == *oid))
}

fn silent() -> Text {
    Text::new(
        "câu trả lời OCSP hoặc danh sách thu hồi sai chữ ký, hoặc không nói về chứng thư số nào trong tệp",
        "an OCSP response or CRL does not verify, or speaks about no certificate of this file",
    )
}

fn unreadable() -> Text {
    Text::new("không đọc được", "cannot be read")
}
