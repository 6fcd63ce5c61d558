//! The cryptography of one signature: digest, signature, timestamp, chain, revocation, level.

use super::Request;
use super::dss::Store;
use super::fault::Fault;
use super::file::File;
use super::findings::{ChainState, Level, RevocationState, SignatureFacts, Signer};
use super::issuers::Issuers;
use super::signature::Raw;
use crate::crypto::{
    self, Certificate, ChainError, CmsError, CryptoError, HashKind, Profile, Purpose, RevocationStatus, SignedCms,
    TimestampToken,
};
use crate::diag::Text;

/// Clocks differ, seconds.
const SKEW: i64 = 300;
/// What the validation of a chain counts for, in verified signatures.
const CHAIN: usize = 10;

/// A document timestamp that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The revision that it covers, from 0.
    pub revision: usize,
    /// Its time, Unix seconds.
    pub time: i64,
    /// Whether that revision has validation data.
    pub with_store: bool,
}

/// What the checks of all signatures share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub file: &'a File<'a>,
    pub request: &'a Request<'a>,
    pub store: &'a Store,
    /// All certificates of the file.
    pub issuers: &'a Issuers,
    /// The document timestamps that hold.
    pub stamps: &'a [Stamp],
}

impl Ground<'_> {
    fn now(&self) -> i64 {
        self.request.at.unwrap_or(self.request.now)
    }

    /// The time of the first document timestamp after a revision, which proves that what it covers is older.
    fn stamp_after(&self, revision: usize) -> Option<i64> {
        self.stamps.iter().filter(|stamp| stamp.revision > revision).map(|stamp| stamp.time).min()
    }
}

/// Checks a signature or a document timestamp.
pub(super) fn check(ground: &Ground, raw: &Raw, facts: &mut SignatureFacts) {
    match (facts.subfilter.as_str(), facts.is_timestamp) {
        ("ETSI.CAdES.detached", false) => signature(ground, raw, facts, Profile::Pades),
        ("adbe.pkcs7.detached", false) => signature(ground, raw, facts, Profile::Pkcs7),
        ("ETSI.RFC3161", true) => document_timestamp(ground, raw, facts),
        (other, _) => facts.faults.push(Fault::UnknownSubFilter(other.to_owned())),
    }
}

fn signature(ground: &Ground, raw: &Raw, facts: &mut SignatureFacts, profile: Profile) {
    let cms = match SignedCms::parse(&raw.cms) {
        Ok(cms) => cms,
        Err(error) => return facts.faults.push(broken(&error)),
    };
    let pieces = raw.pieces(ground.file);
    match cms.verify(profile, |kind: HashKind| kind.digest_parts(pieces)) {
        Ok(()) => facts.intact = true,
        Err(error) => facts.faults.push(broken(&error)),
    }
    let Some(signer) = cms.signer() else { return };
    identify(facts, signer);
    let mut pool = cms.certificates().to_vec();
    pool.extend(ground.store.certificates.iter().cloned());
    companions(ground, cms.certificates(), facts);
    let mut lasting = true;
    let now = ground.now();
    match cms.timestamp() {
        Err(error) => facts.faults.push(Fault::Timestamp(error.wording())),
        Ok(None) => {}
        Ok(Some(token)) => {
            match token.verify(|kind| kind.digest(cms.signature_value())) {
                Ok(()) if token.time() > now.saturating_add(SKEW) => facts.faults.push(from_the_future()),
                Ok(()) => facts.timestamp_time = Some(token.time()),
                Err(error) => facts.faults.push(Fault::Timestamp(error.wording())),
            }
            lasting &= authority(ground, raw.revision, &token, &mut pool, facts);
        }
    }
    let proven = facts.timestamp_time.or_else(|| ground.stamp_after(raw.revision));
    facts.timestamp_time = proven;
    let at = proven.unwrap_or(now);
    facts.judged_at = Some(at);
    let chain = chain(ground, signer, &pool, at, Purpose::DocumentSigning, facts);
    facts.chain = chain.0;
    if facts.chain == ChainState::NotTrustedYet {
        validity(signer, at, facts);
    }
    facts.revocation = RevocationState::NoData;
    for (n, pair) in chain.1.windows(2).enumerate() {
        let [one, issuer] = pair else { continue };
        let state = revoked(ground, one, issuer, at, proven, facts);
        lasting &= state == RevocationState::Good || one.needs_no_check();
        if n == 0 {
            facts.revocation = state;
        }
    }
    lasting &= chain.1.len() > 1 && chain.1.last().is_some_and(|last| ground.is_top(last));
    if facts.intact && profile == Profile::Pades {
        facts.level = level(ground, raw.revision, proven.is_some(), lasting);
    }
}

/// The level that all of this makes.
fn level(ground: &Ground, revision: usize, proven: bool, lasting: bool) -> Level {
    if !proven {
        return Level::BB;
    }
    if !lasting || ground.store.is_empty() {
        return Level::BT;
    }
    let archived = ground.stamps.iter().any(|stamp| stamp.revision > revision && stamp.with_store);
    if archived { Level::BLTA } else { Level::BLT }
}

impl Ground<'_> {
    /// Whether a chain may end with this certificate: an anchor, or a root where no anchors were given.
    fn is_top(&self, certificate: &Certificate) -> bool {
        if self.request.anchors.is_empty() {
            return certificate.is_root();
        }
        self.request.anchors.iter().any(|anchor| anchor.der() == certificate.der())
    }
}

fn document_timestamp(ground: &Ground, raw: &Raw, facts: &mut SignatureFacts) {
    let token = match TimestampToken::parse(&raw.cms) {
        Ok(token) => token,
        Err(error) => return facts.faults.push(Fault::Timestamp(error.wording())),
    };
    let pieces = raw.pieces(ground.file);
    match token.verify(|kind| kind.digest_parts(pieces)) {
        Ok(()) if token.time() > ground.now().saturating_add(SKEW) => facts.faults.push(from_the_future()),
        Ok(()) => {
            facts.intact = true;
            facts.timestamp_time = Some(token.time());
        }
        Err(error) => facts.faults.push(stamp_fault(&error)),
    }
    if let Some(signer) = token.signer() {
        identify(facts, signer);
    }
    let mut pool = ground.store.certificates.clone();
    authority(ground, raw.revision, &token, &mut pool, facts);
}

/// The authority of a timestamp: its chain and revocation, judged when the next document timestamp was made, or else now. Whether they
/// are proven by validation data.
fn authority(
    ground: &Ground,
    revision: usize,
    token: &TimestampToken,
    pool: &mut Vec<Certificate>,
    facts: &mut SignatureFacts,
) -> bool {
    pool.extend(token.certificates().iter().cloned());
    companions(ground, token.certificates(), facts);
    let Some(signer) = token.signer() else { return false };
    let at = ground.stamp_after(revision).unwrap_or(ground.now());
    if facts.is_timestamp {
        facts.judged_at = Some(at);
    }
    let (state, chain) = chain(ground, signer, pool, at, Purpose::TimeStamping, facts);
    if facts.is_timestamp {
        facts.chain = state.clone();
    }
    let mut lasting = chain.len() > 1 && chain.last().is_some_and(|last| ground.is_top(last));
    for (n, pair) in chain.windows(2).enumerate() {
        let [one, issuer] = pair else { continue };
        // Its own word does not help a revoked authority: only a later timestamp proves that the token is older than that.
        let known = revoked(ground, one, issuer, token.time(), ground.stamp_after(revision), facts);
        lasting &= known == RevocationState::Good;
        if n == 0 && facts.is_timestamp {
            facts.revocation = known;
        }
    }
    lasting
}

/// The certificates that came along with a signature are signed by nobody but their issuers: with the anchors at hand, each must verify.
fn companions(ground: &Ground, certificates: &[Certificate], facts: &mut SignatureFacts) {
    let anchors = ground.request.anchors;
    for one in certificates {
        let issuer = ground.issuers.of(one);
        // Another authority may have certified an anchor, too (a cross certificate); who that is need not be known.
        let is_cross = anchors.iter().any(|anchor| {
            anchor.subject_der() == one.subject_der()
                && anchor.key_bytes() == one.key_bytes()
                && anchor.serial_bytes() != one.serial_bytes()
                && !one.is_self_issued()
        });
        let top_is_known = !anchors.is_empty() || ground.issuers.has_self_issued();
        if issuer.is_none() && !is_cross && top_is_known && anchors.iter().all(|anchor| anchor.der() != one.der()) {
            facts.faults.push(Fault::Chain(Text::new(
                format!("chứng thư số kèm theo của “{}” bị hỏng hoặc không rõ nơi cấp", one.subject()),
                format!("the accompanying certificate of \"{}\" is damaged or of unknown origin", one.subject()),
            )));
        }
    }
}

/// The chain as far as it can be told, the certificate first.
fn chain(
    ground: &Ground,
    certificate: &Certificate,
    pool: &[Certificate],
    at: i64,
    purpose: Purpose,
    facts: &mut SignatureFacts,
) -> (ChainState, Vec<Certificate>) {
    let known = || {
        let mut chain = vec![certificate.clone()];
        chain.extend(ground.issuers.above(certificate));
        chain
    };
    ground.issuers.spend(CHAIN);
    match crypto::validate_chain(certificate, pool, ground.request.anchors, at, purpose) {
        Ok(chain) => (ChainState::Trusted, chain),
        Err(ChainError::NoAnchors) => (ChainState::NotTrustedYet, known()),
        Err(error) => {
            facts.faults.push(Fault::Chain(error.wording()));
            (ChainState::Failed, known())
        }
    }
}

/// Without anchors the validity of the certificate itself can still be held against the time.
fn validity(certificate: &Certificate, at: i64, facts: &mut SignatureFacts) {
    let subject = || certificate.subject().to_owned();
    let error = if at < certificate.not_before() {
        crypto::CertificateError::NotYetValid { subject: subject(), not_before: certificate.not_before() }
    } else if at > certificate.not_after() {
        crypto::CertificateError::Expired { subject: subject(), not_after: certificate.not_after() }
    } else {
        return;
    };
    facts.faults.push(Fault::Chain(error.wording()));
}

/// What is known about one certificate for the moment `at`; `proven` is a moment before which its signature is proven to have been made.
fn revoked(
    ground: &Ground,
    certificate: &Certificate,
    issuer: &Certificate,
    at: i64,
    proven: Option<i64>,
    facts: &mut SignatureFacts,
) -> RevocationState {
    let store = ground.store;
    match crypto::revocation_among(certificate, issuer, &store.evidence, &store.certificates, at) {
        RevocationStatus::Good { .. } => RevocationState::Good,
        RevocationStatus::Revoked { at: since } if is_older(proven, since) => RevocationState::Good,
        RevocationStatus::Revoked { .. } => {
            facts.faults.push(Fault::Revocation(Text::new(
                format!("chứng thư số của “{}” đã bị thu hồi", certificate.subject()),
                format!("the certificate of \"{}\" was revoked", certificate.subject()),
            )));
            RevocationState::Revoked
        }
        RevocationStatus::Unknown(_) => RevocationState::NoData,
    }
}

/// Whether it is proven that something was made before a revocation.
fn is_older(proven: Option<i64>, revocation: i64) -> bool {
    proven.is_some_and(|proven| proven < revocation)
}

fn identify(facts: &mut SignatureFacts, certificate: &Certificate) {
    let own = |text: Option<&str>| text.map(str::to_owned);
    facts.signer = Signer { name: own(certificate.common_name()), organisation: own(certificate.organisation()) };
    facts.issuer = Signer { name: Some(certificate.issuer().to_owned()), organisation: None };
    facts.validity = Some((certificate.not_before(), certificate.not_after()));
}

fn broken(error: &CryptoError) -> Fault {
    match error {
        CryptoError::Cms(CmsError::DigestMismatch) => Fault::DigestMismatch,
        CryptoError::Cms(CmsError::SignatureInvalid) => Fault::SignatureMismatch,
        other => Fault::Cms(other.wording()),
    }
}

fn stamp_fault(error: &CryptoError) -> Fault {
    match error {
        CryptoError::Timestamp(crypto::TimestampError::WrongImprint) => Fault::DigestMismatch,
        other => Fault::Timestamp(other.wording()),
    }
}

fn from_the_future() -> Fault {
    Fault::Timestamp(Text::new("thời gian ở tương lai", "its time lies in the future"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revocation_counts_unless_something_is_proven_to_be_older() {
        assert!(!is_older(None, 100));
        assert!(!is_older(Some(100), 100));
        assert!(is_older(Some(99), 100));
    }
}
