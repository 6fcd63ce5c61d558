//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Entry, Lang, LineColumn, Report, Severity, Sources, Span};

/// Renders the report.
pub fn render(report: &Report, sources: &Sources, lang: Lang) -> String {
    let items = report.sorted();
    let mut rules: BTreeMap<String, Json> = BTreeMap::new();
    let mut results = Vec::new();
    for item in items {
        let entry = item.problem.entry();
        rules.entry(entry.code.to_string()).or_insert_with(|| rule(&entry, lang));
        let mut result = json!({
            "ruleId": entry.code.to_string(),
            "level": level(entry.severity),
            "message": { "text": message(&entry, lang) },
        });
        if let Some(span) = item.span {
            result["locations"] = json!([location(span, sources)]);
        } else if let Some(page) = &item.page {
            let uri = uri(&sources.get(page.file).name);
            result["locations"] = json!([{
                "physicalLocation": { "artifactLocation": { "uri": uri } },
                "message": { "text": page.wording(lang) },
            }]);
        }
        if !item.related.is_empty() {
            let related = item.related.iter().map(|(span, label)| {
                let mut place = location(*span, sources);
                place["message"] = json!({ "text": label.get(lang) });
                place
            });
            result["relatedLocations"] = related.collect();
        }
        if let Some(fix) = &item.fix {
            let changes = fix.edits.iter().map(|edit| {
                json!({
                    "artifactLocation": { "uri": uri(&sources.get(edit.span.file).name) },
                    "replacements": [{ "deletedRegion": region(edit.span, sources), "insertedContent": { "text": edit.text } }],
                })
            });
            result["fixes"] = json!([{ "artifactChanges": changes.collect::<Vec<_>>() }]);
        }
        results.push(result);
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "vanthu",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(entry: &Entry, lang: Lang) -> Json {
    let clause = entry.clause.as_deref().unwrap_or_default();
    json!({
        "id": entry.code.to_string(),
        "shortDescription": { "text": if clause.is_empty() { entry.message.get(lang) } else { clause } },
        "defaultConfiguration": { "level": level(entry.severity) },
    })
}

fn message(entry: &Entry, lang: Lang) -> String {
    let mut text = entry.message.get(lang).to_owned();
    if let Some(clause) = &entry.clause {
        text += &format!(" ({clause})");
    }
    if let Some(help) = &entry.help {
        text += &format!(". {}", help.get(lang));
    }
    text
}

fn location(span: Span, sources: &Sources) -> Json {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&sources.get(span.file).name) },
        "region": region(span, sources),
    } })
}

fn region(span: Span, sources: &Sources) -> Json {
    let (LineColumn { line, column }, end) = (sources.position(span), sources.locate(span.file, span.end));
    json!({ "startLine": line, "startColumn": column, "endLine": end.line, "endColumn": end.column })
}

/// A path as a relative reference: what is no letter of a path is written in percents (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}
