//! One line per finding: `path:line:column: error[VT101]: message`, as editors and `grep` expect it.

use super::{Lang, Report, Sources};

/// Renders the report, one line per finding.
pub fn render(report: &Report, sources: &Sources, lang: Lang) -> String {
    let mut out = String::new();
    for item in report.sorted() {
        let entry = item.problem.entry();
        if let Some(span) = item.span {
            let at = sources.position(span);
            out += &format!("{}:{}:{}: ", sources.get(span.file).name, at.line, at.column);
        } else if let Some(page) = &item.page {
            out += &format!("{}:{}: ", sources.get(page.file).name, page.wording(lang));
        } else if let Some(file) = item.file {
            out += &format!("{}: ", sources.get(file).name);
        }
        out += &format!("{}[{}]: {}\n", entry.severity.name(lang), entry.code, entry.message.get(lang));
    }
    out
}
