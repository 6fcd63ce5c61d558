//! Findings as lines for people.

use super::findings::{ChainState, Findings, RevocationState, SignatureFacts, Verdict};
use crate::diag::{Lang, Text};

/// A time as people and machines read it: ISO 8601 in the time zone of Việt Nam.
pub(super) fn time(seconds: i64) -> String {
    crate::vi::date::moment(seconds, "%Y-%m-%dT%H:%M:%S%:z")
}

/// The findings, line by line: one block for each signature, then the file, then what was not checked, then the verdict.
pub fn lines(findings: &Findings, lang: Lang) -> Vec<String> {
    let say = |vi: &str, en: &str| Text::new(vi, en).get(lang).to_owned();
    let mut lines = Vec::new();
    for facts in &findings.signatures {
        signature(&mut lines, facts, findings.revisions, lang);
    }
    for fault in &findings.document {
        lines.push(format!("{}: {}", say("Tệp", "File"), fault.wording().get(lang)));
    }
    let claims = [("PDF/A-", &findings.claims.pdfa), ("PDF/UA-", &findings.claims.pdfua)];
    let claims: Vec<String> =
        claims.iter().filter_map(|(name, part)| Some(format!("{name}{}", part.as_ref()?))).collect();
    if !claims.is_empty() {
        lines.push(format!("{}: {}", say("Tệp tự khai theo chuẩn", "Standards claimed"), claims.join(", ")));
    }
    for what in &findings.not_checked {
        lines.push(format!("{}: {}", say("Chưa kiểm", "Not checked"), what.wording().get(lang)));
    }
    lines.push(match findings.verdict() {
        Verdict::Fine => {
            say("Kết luận: không thấy sai sót trong những điều đã kiểm", "Verdict: nothing wrong with what was checked")
        }
        Verdict::Problems if findings.signatures.is_empty() => {
            say("Kết luận: không có chữ ký hợp lệ", "Verdict: no valid signature")
        }
        Verdict::Problems => {
            say("Kết luận: KHÔNG hợp lệ, hoặc không đủ tin cậy", "Verdict: NOT valid, or not to be relied on")
        }
    });
    lines
}

fn signature(lines: &mut Vec<String>, facts: &SignatureFacts, revisions: usize, lang: Lang) {
    let say = |vi: &str, en: &str| Text::new(vi, en).get(lang).to_owned();
    let title = if facts.is_timestamp {
        say("Dấu thời gian của tệp", "Document timestamp")
    } else {
        say("Chữ ký", "Signature")
    };
    let unknown = || say("không rõ", "unknown");
    lines.push(format!("{title} “{}”: {}", facts.field, facts.signer.name.clone().unwrap_or_else(unknown)));
    let mut add = |name: String, value: String| lines.push(format!("  {name}: {value}"));
    if let Some(organisation) = &facts.signer.organisation {
        add(say("Cơ quan", "Organisation"), organisation.clone());
    }
    if let Some(issuer) = &facts.issuer.name {
        add(say("Nơi cấp chứng thư số", "Issuer"), issuer.clone());
    }
    if !facts.is_timestamp {
        add(say("Mức", "Level"), format!("{} ({})", facts.level.name(), facts.subfilter));
    }
    match (facts.timestamp_time, &facts.claimed_time) {
        (Some(proven), _) => add(say("Thời điểm (có dấu thời gian)", "Time (timestamped)"), time(proven)),
        (None, Some(claimed)) => add(say("Thời điểm (người ký khai)", "Time (the signer's word)"), pdf_time(claimed)),
        (None, None) => {}
    }
    if let Some(place) = facts.place {
        add(say("Trang", "Page"), place.page.to_string());
    }
    let whole = if facts.covers_whole_file {
        say("phủ toàn bộ tệp", "covers the whole file")
    } else {
        say("tệp còn phần ghi thêm sau đó", "the file goes on after it")
    };
    add(say("Phạm vi", "Range"), format!("{} {}/{revisions}, {whole}", say("lần lưu", "revision"), facts.revision));
    let intact = if facts.intact { say("nguyên vẹn", "intact") } else { say("KHÔNG nguyên vẹn", "NOT intact") };
    add(say("Nội dung đã ký", "Signed content"), intact);
    add(
        say("Chứng thư số", "Certificate"),
        match facts.chain {
            ChainState::Trusted => say("đáng tin cậy", "trusted"),
            ChainState::NotTrustedYet => say("chưa kiểm độ tin cậy", "trust not checked"),
            ChainState::Failed => say("KHÔNG đáng tin cậy", "NOT trusted"),
        },
    );
    add(
        say("Thu hồi", "Revocation"),
        match facts.revocation {
            RevocationState::Good => say("không bị thu hồi", "not revoked"),
            RevocationState::Revoked => say("ĐÃ bị thu hồi", "REVOKED"),
            RevocationState::NoData => say("không có dữ liệu trong tệp", "no data in the file"),
        },
    );
    for change in &facts.changes {
        let name = if change.permitted {
            say("Sau đó (được phép)", "Afterwards (permitted)")
        } else {
            say("Sau đó (KHÔNG được phép)", "Afterwards (NOT permitted)")
        };
        add(name, format!("{} ({} {})", change.kind.wording().get(lang), say("lần lưu", "revision"), change.revision));
    }
    for fault in &facts.faults {
        add(say("Sai", "Fault"), fault.wording().get(lang).to_owned());
    }
}

/// A PDF date (7.9.4) as ISO 8601; as it stands where it is none.
fn pdf_time(text: &str) -> String {
    let shown = || text.chars().filter(|c| !c.is_control()).take(40).collect();
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let part = |from: usize, to: usize| digits.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let parts = (part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12), part(12, 14));
    let (Some(year), Some(month), Some(day), Some(hour), Some(minute), Some(second)) = parts else { return shown() };
    let zone: String = digits.get(14..).unwrap_or_default().replace('\'', ":").trim_end_matches(':').into();
    format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_both_forms() {
        assert_eq!(pdf_time("D:20261124083000+07'00'"), "2026-11-24T08:30:00+07:00");
        assert_eq!(pdf_time("hôm qua"), "hôm qua");
        assert_eq!(time(0), "1970-01-01T07:00:00+07:00");
    }
}
