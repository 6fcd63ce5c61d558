//! Findings as JSON for programs and editors.

use serde_json::{Value, json};

use super::{Lang, Report, Safety, Sources};

/// The report as a JSON array. Lines and columns are 1-based (columns in characters), `byte` counts from the start of the file.
pub fn render(report: &Report, sources: &Sources, lang: Lang) -> String {
    let list: Vec<Value> = report
        .sorted()
        .into_iter()
        .map(|item| {
            let entry = item.problem.entry();
            let place = |span: super::Span| {
                let (start, end) = (sources.position(span), sources.locate(span.file, span.end));
                json!({
                    "file": sources.get(span.file).name,
                    "start": { "line": start.line, "column": start.column, "byte": span.start },
                    "end": { "line": end.line, "column": end.column, "byte": span.end },
                })
            };
            json!({
                "code": entry.code.to_string(),
                "severity": entry.severity.id(),
                "message": entry.message.get(lang),
                "help": entry.help.as_ref().map(|help| help.get(lang)),
                "clause": entry.clause,
                "file": item.span.map(|span| span.file).or(item.page.map(|page| page.file)).or(item.file).map(|file| &sources.get(file).name),
                "place": item.span.map(place),
                "page": item.page.as_ref().map(|page| json!({ "file": sources.get(page.file).name, "page": page.page, "mm": page.at })),
                "fix": item.fix.as_ref().map(|fix| json!({
                    "safe": fix.safety == Safety::Safe,
                    "edits": fix.edits.iter().map(|edit| json!({ "place": place(edit.span), "text": edit.text })).collect::<Vec<_>>(),
                })),
                "related": item.related.iter().map(|(span, label)| json!({
                    "place": place(*span), "label": label.get(lang),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}
