//! Findings as JSON. The keys and ids do not change between versions, the wordings may.

use serde_json::{Value as Json, json};

use super::change::Change;
use super::fault::Fault;
use super::findings::{ChainState, Findings, RevocationState, SignatureFacts, Signer, Verdict};
use super::lines::time;
use crate::diag::{Lang, Text};

/// The findings as JSON, with wordings in one language.
pub fn to_json(findings: &Findings, lang: Lang) -> Json {
    json!({
        "verdict": match findings.verdict() { Verdict::Fine => "fine", Verdict::Problems => "problems" },
        "revisions": findings.revisions,
        "signatures": findings.signatures.iter().map(|facts| signature(facts, lang)).collect::<Vec<_>>(),
        "faults": faults(&findings.document, lang),
        "claims": { "pdfa": findings.claims.pdfa, "pdfua": findings.claims.pdfua },
        "not_checked": findings.not_checked.iter().map(|what| item(what.id(), &what.wording(), lang)).collect::<Vec<_>>(),
    })
}

fn signature(facts: &SignatureFacts, lang: Lang) -> Json {
    json!({
        "field": facts.field,
        "kind": if facts.is_timestamp { "document-timestamp" } else { "signature" },
        "signer": person(&facts.signer),
        "issuer": person(&facts.issuer),
        "subfilter": facts.subfilter,
        "level": facts.level.name(),
        "claimed_time": facts.claimed_time,
        "timestamp_time": facts.timestamp_time.map(time),
        "judged_at": facts.judged_at.map(time),
        "valid_from": facts.validity.map(|(from, _)| time(from)),
        "valid_to": facts.validity.map(|(_, to)| time(to)),
        "reason": facts.reason,
        "location": facts.location,
        "page": facts.place.map(|place| place.page),
        "rect": facts.place.map(|place| place.rect),
        "revision": facts.revision,
        "covers_whole_file": facts.covers_whole_file,
        "permission": facts.permission,
        "intact": facts.intact,
        "chain": match facts.chain {
            ChainState::Trusted => "trusted",
            ChainState::NotTrustedYet => "not-checked",
            ChainState::Failed => "failed",
        },
        "revocation": match facts.revocation {
            RevocationState::Good => "good",
            RevocationState::Revoked => "revoked",
            RevocationState::NoData => "no-data",
        },
        "changes": facts.changes.iter().map(|one| change(one, lang)).collect::<Vec<_>>(),
        "faults": faults(&facts.faults, lang),
    })
}

fn person(signer: &Signer) -> Json {
    json!({ "name": signer.name, "organisation": signer.organisation })
}

fn change(change: &Change, lang: Lang) -> Json {
    let mut json = item(change.kind.id(), &change.kind.wording(), lang);
    if let Some(map) = json.as_object_mut() {
        map.insert("revision".into(), change.revision.into());
        map.insert("permitted".into(), change.permitted.into());
    }
    json
}

fn faults(faults: &[Fault], lang: Lang) -> Vec<Json> {
    faults.iter().map(|fault| item(fault.id(), &fault.wording(), lang)).collect()
}

fn item(id: &str, wording: &Text, lang: Lang) -> Json {
    json!({ "id": id, "message": wording.get(lang) })
}
