//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Entry, FileId, Fix, Lang, LineColumn, Report, Safety, Severity, Sources, Span};

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
        } else if let Some(file) = item.file {
            let uri = uri(&sources.get(file).name);
            result["locations"] = json!([{ "physicalLocation": { "artifactLocation": { "uri": uri } } }]);
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
            result["fixes"] = json!([changes(fix, sources, lang)]);
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

/// One fix: for each file what is replaced in it. Whether a person should look at it stands in its description.
fn changes(fix: &Fix, sources: &Sources, lang: Lang) -> Json {
    let mut files: BTreeMap<FileId, Vec<Json>> = BTreeMap::new();
    for edit in &fix.edits {
        let replacement =
            json!({ "deletedRegion": region(edit.span, sources), "insertedContent": { "text": edit.text } });
        files.entry(edit.span.file).or_default().push(replacement);
    }
    let changes: Vec<Json> = files
        .into_iter()
        .map(
            |(file, list)| json!({ "artifactLocation": { "uri": uri(&sources.get(file).name) }, "replacements": list }),
        )
        .collect();
    let words = match (fix.safety, lang) {
        (Safety::Safe, Lang::Vi) => "không đổi nghĩa",
        (Safety::Safe, Lang::En) => "the meaning stays",
        (Safety::Unsafe, Lang::Vi) => "cần người xem lại",
        (Safety::Unsafe, Lang::En) => "a person should look at it",
    };
    json!({ "description": { "text": words }, "artifactChanges": changes })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(entry: &Entry, lang: Lang) -> Json {
    let mut rule = json!({
        "id": entry.code.to_string(),
        "shortDescription": { "text": entry.summary.as_ref().unwrap_or(&entry.message).get(lang) },
        "defaultConfiguration": { "level": level(entry.severity) },
    });
    if let Some(clause) = &entry.clause {
        rule["fullDescription"] = json!({ "text": clause });
    }
    rule
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

/// A path as a reference: what is no letter of a path is written in percents (RFC 3986). A drive's letter begins an absolute one.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let (mut out, path) = match path.split_once(":/") {
        Some((drive, rest)) if drive.len() == 1 && drive.is_ascii() => (format!("file:///{drive}:/"), rest.to_owned()),
        _ => (String::with_capacity(path.len()), path),
    };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}
