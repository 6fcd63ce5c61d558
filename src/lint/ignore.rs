//! What the author says to pass over: `# vanthu: bo-qua VT612 lý do` behind a line of YAML or on a line of its own above it,
//! `{# vanthu: bo-qua VT612 lý do #}` in a body, `bo_qua: [VT612]` in the plan or its profile.

use std::collections::HashSet;

use super::by_code;
use crate::diag::{FileId, Problem, Report, Sources, Span};
use crate::plan::Text;

/// The words of a comment.
const MARK: &str = "vanthu: bo-qua";

/// A comment that says what to pass over.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ignore {
    /// Where the code stands.
    span: Span,
    /// The code, such as `VT612`.
    code: String,
    /// The line that it is about, from 0.
    line: usize,
}

/// Everything that is passed over in a plan.
#[derive(Debug, Default)]
pub struct Ignores {
    file: Option<FileId>,
    comments: Vec<Ignore>,
    everywhere: HashSet<String>,
    used: Vec<bool>,
}

impl Ignores {
    /// Reads the comments of a plan's text, and the codes of `bo_qua`.
    pub fn read(file: FileId, sources: &Sources, everywhere: &[Text], report: &mut Report) -> Self {
        let mut comments = Vec::new();
        let mut at = 0;
        for (number, line) in sources.get(file).text.split('\n').enumerate() {
            collect(line, number, at, file, &mut comments);
            at += line.len() + 1;
        }
        for ignore in &comments {
            check(&ignore.code, Some(ignore.span), report);
        }
        let codes = everywhere.iter().map(|text| {
            let code = text.value.split_whitespace().next().unwrap_or_default().to_uppercase();
            check(&code, text.span, report);
            code
        });
        let everywhere = codes.collect();
        let used = vec![false; comments.len()];
        Self { file: Some(file), comments, everywhere, used }
    }

    /// Whether a finding of a rule at a place is passed over.
    pub fn covers(&mut self, code: &str, span: Option<Span>, sources: &Sources) -> bool {
        let mut covered = false;
        if let Some(span) = span.filter(|span| Some(span.file) == self.file) {
            let line = sources.position(span).line - 1;
            for (ignore, used) in self.comments.iter().zip(&mut self.used) {
                if ignore.line == line && ignore.code == code {
                    *used = true;
                    covered = true;
                }
            }
        }
        covered || self.everywhere.contains(code)
    }

    /// Comments that nothing needed, of the rules that were asked.
    pub fn unused(self, asked: impl Fn(&str) -> bool, report: &mut Report) {
        for (ignore, used) in self.comments.into_iter().zip(self.used) {
            if !used && asked(&ignore.code) {
                report.push(Problem::UnusedIgnore { code: ignore.code }, Some(ignore.span));
            }
        }
    }
}

fn check(code: &str, span: Option<Span>, report: &mut Report) {
    if by_code(code).is_none() {
        report.push(Problem::UnknownRule { code: code.to_owned() }, span);
    }
}

/// The comments of a line that begins at byte `at` of its file.
fn collect(line: &str, number: usize, at: usize, file: FileId, found: &mut Vec<Ignore>) {
    let Some(mark) = line.find(MARK) else { return };
    let before = line[..mark].trim_end();
    let in_body = before.ends_with("{#");
    // A comment of YAML: behind a space, or at the start of the line.
    let yaml = before.strip_suffix('#').is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\t']));
    if !in_body && !yaml {
        return;
    }
    let alone = before.trim_end_matches(['#', '{']).trim().is_empty()
        && (!in_body || line.rsplit("#}").next().is_some_and(|rest| rest.trim().is_empty()));
    let about = if alone { number + 1 } else { number };
    let mut place = mark + MARK.len();
    for word in line[place..].split(' ') {
        let is_code = word.len() == 5 && word.starts_with("VT") && word[2..].bytes().all(|b| b.is_ascii_digit());
        if is_code {
            let span = Span::new(file, at + place..at + place + word.len());
            found.push(Ignore { span, code: word.to_owned(), line: about });
        } else if !word.is_empty() {
            // The reason.
            break;
        }
        place += word.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_on_the_line_above_it_and_in_a_body() {
        let text = "a: b # vanthu: bo-qua VT612 VT999 lý do\n  # vanthu: bo-qua VT612\nc: d\nnoi_dung: |\n  x {# vanthu: bo-qua VT612 #} y\nurl: http://a#vanthu: bo-qua VT612\n";
        let mut sources = Sources::default();
        let file = sources.add("a", text);
        let mut report = Report::default();
        let mut ignores = Ignores::read(file, &sources, &[], &mut report);
        assert_eq!(report.iter().count(), 1, "VT999 is no rule");
        let at = |needle: &str| {
            let start = text.find(needle).expect("there");
            Some(Span::new(file, start..start + 1))
        };
        assert!(ignores.covers("VT612", at("a: b"), &sources));
        assert!(ignores.covers("VT612", at("c: d"), &sources));
        assert!(ignores.covers("VT612", at("x {#"), &sources));
        assert!(!ignores.covers("VT612", at("url"), &sources));
        assert!(!ignores.covers("VT613", at("a: b"), &sources));
        let mut left = Report::default();
        ignores.unused(|_| true, &mut left);
        assert_eq!(left.iter().count(), 1, "VT999");
    }
}
