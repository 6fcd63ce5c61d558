//! Who issued whom, among all certificates of a file. To find that out takes verifications, and a hostile file could ask for millions:
//! each certificate is looked up once, and all of a file together have one bound.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

use super::Raw;
use super::dss::Store;
use crate::crypto::{self, Certificate, SignedCms, TimestampToken};

/// The most signatures of certificates, lists and answers that are verified for one file.
const MAX_VERIFIED: usize = 5000;
/// No chain is longer.
const LONGEST: usize = 16;

/// All certificates of a file, and the trusted ones.
#[derive(Debug, Default)]
pub(super) struct Issuers {
    /// Each once: those that came with signatures, those of the store, the anchors.
    all: Vec<Certificate>,
    /// How many of them came with signatures.
    own: usize,
    by_subject: HashMap<Vec<u8>, Vec<usize>>,
    known: RefCell<HashMap<[u8; 32], Option<usize>>>,
    spent: Cell<usize>,
}

impl Issuers {
    /// Collects the certificates.
    pub fn new(store: &Store, anchors: &[Certificate], raws: &[&Raw]) -> Self {
        let mut found = Self::default();
        let mut seen = BTreeSet::new();
        for raw in raws {
            if let Ok(cms) = SignedCms::parse(&raw.cms) {
                found.add(cms.certificates(), &mut seen);
                if let Ok(Some(token)) = cms.timestamp() {
                    found.add(token.certificates(), &mut seen);
                }
            }
            if let Ok(token) = TimestampToken::parse(&raw.cms) {
                found.add(token.certificates(), &mut seen);
            }
        }
        found.own = found.all.len();
        found.add(&store.certificates, &mut seen);
        found.add(anchors, &mut seen);
        found
    }

    fn add(&mut self, certificates: &[Certificate], seen: &mut BTreeSet<[u8; 32]>) {
        for one in certificates {
            if seen.insert(one.sha256()) {
                self.by_subject.entry(one.subject_der().to_vec()).or_default().push(self.all.len());
                self.all.push(one.clone());
            }
        }
    }

    /// All of them.
    pub fn all(&self) -> &[Certificate] {
        &self.all
    }

    /// Those that came with signatures.
    pub fn own(&self) -> &[Certificate] {
        self.all.get(..self.own).unwrap_or_default()
    }

    /// Whether one could be a root.
    pub fn has_self_issued(&self) -> bool {
        self.all.iter().any(Certificate::is_self_issued)
    }

    /// Whether so many verifications may still be made; they are taken as made.
    pub fn spend(&self, count: usize) -> bool {
        self.spent.set(self.spent.get().saturating_add(count));
        !self.is_exhausted()
    }

    /// Whether the bound was passed: what was asked since is not known.
    pub fn is_exhausted(&self) -> bool {
        self.spent.get() > MAX_VERIFIED
    }

    /// The issuer of a certificate, by name and signature.
    pub fn of(&self, one: &Certificate) -> Option<&Certificate> {
        let name = one.sha256();
        let known = self.known.borrow().get(&name).copied();
        let found = known.unwrap_or_else(|| {
            let candidates = self.by_subject.get(one.issuer_der()).map(Vec::as_slice).unwrap_or_default();
            let found = candidates.iter().copied().find(|at| {
                let candidate = self.all.get(*at).filter(|_| self.spend(1));
                candidate.is_some_and(|candidate| crypto::issuer_of(one, std::slice::from_ref(candidate)).is_some())
            });
            self.known.borrow_mut().insert(name, found);
            found
        });
        self.all.get(found?)
    }

    /// Those above a certificate, nearest first.
    pub fn above(&self, certificate: &Certificate) -> Vec<Certificate> {
        let mut chain: Vec<Certificate> = Vec::new();
        let mut last = certificate;
        while let Some(issuer) = self.of(last).filter(|_| chain.len() < LONGEST) {
            if issuer.der() == certificate.der() || chain.iter().any(|one| one.der() == issuer.der()) {
                break;
            }
            chain.push(issuer.clone());
            last = issuer;
        }
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &[u8] = include_bytes!("../../tests/pki/root.crt");
    const AUTHORITY: &[u8] = include_bytes!("../../tests/pki/ica.crt");

    fn read(pem: &[u8]) -> Certificate {
        Certificate::from_pem_or_der_many(pem).expect("a certificate").remove(0)
    }

    #[test]
    fn chains_lead_up_and_end() {
        let (root, authority) = (read(ROOT), read(AUTHORITY));
        let issuers = Issuers::new(&Store::default(), &[root.clone(), authority.clone()], &[]);
        assert_eq!(issuers.above(&authority), std::slice::from_ref(&root));
        assert_eq!((issuers.above(&root), issuers.of(&root)), (Vec::new(), Some(&root)));
        assert!(!issuers.is_exhausted() && issuers.spent.get() == 2);
    }

    #[test]
    fn hundreds_of_certificates_of_one_name_are_too_many() {
        let root = read(ROOT);
        let key = root.der().windows(root.key_bytes().len()).position(|window| window == root.key_bytes());
        let key = key.expect("a key");
        let many: Vec<Certificate> = (0..300_u16)
            .filter_map(|n| {
                let mut der = root.der().to_vec();
                der[key + 40..key + 42].copy_from_slice(&n.to_be_bytes());
                Certificate::from_der(&der).ok()
            })
            .collect();
        let issuers = Issuers::new(&Store::default(), &many, &[]);
        assert!(many.iter().all(|one| issuers.of(one).is_none()));
        assert!(issuers.is_exhausted());
    }
}
