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
        "ket_luan": match findings.verdict() { Verdict::Fine => "dat", Verdict::Problems => "khong-dat" },
        "so_lan_luu": findings.revisions,
        "chu_ky": findings.signatures.iter().map(|facts| signature(facts, lang)).collect::<Vec<_>>(),
        "loi": faults(&findings.document, lang),
        "tu_khai": { "pdfa": findings.claims.pdfa, "pdfua": findings.claims.pdfua },
        "chua_kiem": findings.not_checked.iter().map(|what| item(what.id(), &what.wording(), lang)).collect::<Vec<_>>(),
    })
}

fn signature(facts: &SignatureFacts, lang: Lang) -> Json {
    json!({
        "o": facts.field,
        "loai": if facts.is_timestamp { "dau-thoi-gian" } else { "chu-ky" },
        "nguoi_ky": person(&facts.signer),
        "noi_cap": person(&facts.issuer),
        "subfilter": facts.subfilter,
        "muc": facts.level.name(),
        "gio_tu_khai": facts.claimed_time,
        "gio_co_dau": facts.timestamp_time.map(time),
        "xet_tai": facts.judged_at.map(time),
        "hieu_luc_tu": facts.validity.map(|(from, _)| time(from)),
        "hieu_luc_den": facts.validity.map(|(_, to)| time(to)),
        "ly_do": facts.reason,
        "noi_ky": facts.location,
        "trang": facts.place.map(|place| place.page),
        "khung": facts.place.map(|place| place.rect),
        "lan_luu": facts.revision,
        "phu_toan_tep": facts.covers_whole_file,
        "cho_phep": facts.permission,
        "nguyen_ven": facts.intact,
        "tin_cay": match facts.chain {
            ChainState::Trusted => "co",
            ChainState::NotTrustedYet => "chua-kiem",
            ChainState::Failed => "khong",
        },
        "thu_hoi": match facts.revocation {
            RevocationState::Good => "khong",
            RevocationState::Revoked => "co",
            RevocationState::NoData => "khong-co-du-lieu",
        },
        "thay_doi": facts.changes.iter().map(|one| change(one, lang)).collect::<Vec<_>>(),
        "loi": faults(&facts.faults, lang),
    })
}

fn person(signer: &Signer) -> Json {
    json!({ "ten": signer.name, "co_quan": signer.organisation })
}

fn change(change: &Change, lang: Lang) -> Json {
    let mut json = item(change.kind.id(), &change.kind.wording(), lang);
    if let Some(map) = json.as_object_mut() {
        map.insert("lan_luu".into(), change.revision.into());
        map.insert("duoc_phep".into(), change.permitted.into());
    }
    json
}

fn faults(faults: &[Fault], lang: Lang) -> Vec<Json> {
    faults.iter().map(|fault| item(fault.id(), &fault.wording(), lang)).collect()
}

fn item(id: &str, wording: &Text, lang: Lang) -> Json {
    json!({ "ma": id, "noi_dung": wording.get(lang) })
}
