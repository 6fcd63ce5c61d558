//! Findings as `GitHub`'s workflow commands, which show them beside the lines of a change.

use super::{Lang, Report, Severity, Sources};

/// Renders the report, one command a finding.
pub fn render(report: &Report, sources: &Sources, lang: Lang) -> String {
    let mut out = String::new();
    for item in report.sorted() {
        let entry = item.problem.entry();
        let level = match entry.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut fields = Vec::new();
        if let Some(span) = item.span {
            let (start, end) = (sources.position(span), sources.locate(span.file, span.end));
            fields.push(format!("file={}", field(&sources.get(span.file).name)));
            fields.push(format!("line={},endLine={}", start.line, end.line));
            if start.line == end.line {
                fields.push(format!("col={},endColumn={}", start.column, end.column));
            }
        } else if let Some(page) = &item.page {
            fields.push(format!("file={}", field(&sources.get(page.file).name)));
        } else if let Some(file) = item.file {
            fields.push(format!("file={}", field(&sources.get(file).name)));
        }
        fields.push(format!("title={}", field(&entry.code.to_string())));
        let page = item.page.as_ref().map(|page| format!(" ({})", page.wording(lang))).unwrap_or_default();
        let text = format!("{}{page}", entry.message.get(lang));
        out += &format!("::{level} {}::{}\n", fields.join(","), escaped(&text));
    }
    out
}

/// What a message may not hold as it is.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a field may not hold as it is.
fn field(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
