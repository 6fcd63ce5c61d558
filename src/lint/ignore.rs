//! What the author says to pass over: `# vanthu: bo-qua VT612 lý do` behind a line of YAML or on a line of its own above it,
//! `{# vanthu: bo-qua VT612 lý do #}` in a body, `bo_qua: [VT612]` in the plan or its profile. A finding on a page has no line of YAML:
//! for rules of the page a comment counts for the whole plan, wherever it stands.

use super::{Meta, Needs, by_code};
use crate::diag::{FileId, Problem, Report, Sources, Span};
use crate::plan::Text;

/// The word that such a comment begins with, in small letters.
const MARK: &str = "vanthu:";
/// What it says next, however it is spelled.
const VERBS: &[&str] = &["bo-qua", "bo_qua", "bo qua", "bỏ-qua", "bỏ_qua", "bỏ qua"];

/// A comment that says what to pass over, or an entry of `bo_qua`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ignore {
    /// Where the code stands.
    span: Option<Span>,
    /// The code, such as `VT612`.
    code: String,
    /// The bytes of its file that it is about; none for an entry of `bo_qua`, which is about all.
    about: Option<Span>,
    used: bool,
}

/// Everything that is passed over in a plan.
#[derive(Debug, Default)]
pub struct Ignores {
    plan: Option<FileId>,
    all: Vec<Ignore>,
}

impl Ignores {
    /// Reads the comments of the texts that a plan was read from, and the codes of `bo_qua`.
    pub fn read(plan: FileId, sources: &Sources, everywhere: &[Text], report: &mut Report) -> Self {
        let mut all = Vec::new();
        for (file, text) in sources.iter() {
            // Most texts have none.
            if mark_in(&text.text).is_some() {
                comments(file, &text.text, &mut all, report);
            }
        }
        for entry in everywhere {
            let code = entry.value.split_whitespace().next().unwrap_or_default().to_uppercase();
            all.push(Ignore { span: entry.span, code, about: None, used: false });
        }
        for ignore in &all {
            if by_code(&ignore.code).is_none() {
                report.push(Problem::UnknownRule { code: ignore.code.clone() }, ignore.span);
            }
        }
        Self { plan: Some(plan), all }
    }

    /// Whether a finding of a rule at a place is passed over.
    pub fn covers(&mut self, meta: &Meta, span: Option<Span>) -> bool {
        let mut covered = false;
        if self.all.is_empty() {
            return covered;
        }
        let code = meta.code.to_string();
        for ignore in self.all.iter_mut().filter(|ignore| ignore.code == code) {
            let here = match (ignore.about, span) {
                (None, _) => true,
                (Some(about), Some(span)) => about.file == span.file && (about.start..=about.end).contains(&span.start),
                (Some(_), None) => meta.needs == Needs::Page,
            };
            ignore.used |= here;
            covered |= here;
        }
        covered
    }

    /// What nothing needed, of the rules that were asked, in the plan itself: a profile serves other plans, too.
    pub fn unused(self, asked: impl Fn(&str) -> bool, report: &mut Report) {
        for ignore in self.all {
            let own = ignore.span.map(|span| span.file) == self.plan;
            if !ignore.used && own && by_code(&ignore.code).is_some() && asked(&ignore.code) {
                report.push(Problem::UnusedIgnore { code: ignore.code }, ignore.span);
            }
        }
    }
}

/// The comments of a text.
fn comments(file: FileId, text: &str, found: &mut Vec<Ignore>, report: &mut Report) {
    let mut at = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let next = at + line.len() + 1;
        if let Some(comment) = comment(line) {
            let about = if comment.alone {
                next..next + lines.peek().map_or(0, |line| line.len())
            } else {
                at..at + line.len()
            };
            let codes = codes(&line[comment.start..]);
            if codes.is_empty() {
                let end = at + line.trim_end().len();
                report.push(Problem::BadIgnore, Some(Span::new(file, at + comment.mark..end)));
            }
            for (start, code) in codes {
                let start = at + comment.start + start;
                let span = Some(Span::new(file, start..start + code.len()));
                let about = Some(Span::new(file, about.clone()));
                found.push(Ignore { span, code: code.to_uppercase(), about, used: false });
            }
        }
        at = next;
    }
}

/// A comment of ours in a line.
struct Comment {
    /// Where its mark begins.
    mark: usize,
    /// Where its codes begin.
    start: usize,
    /// Whether nothing else stands in the line: it is about the next one.
    alone: bool,
}

/// Where the mark of a comment stands first, whatever the case of its letters.
fn mark_in(text: &str) -> Option<usize> {
    text.as_bytes().windows(MARK.len()).position(|some| some.eq_ignore_ascii_case(MARK.as_bytes()))
}

fn comment(line: &str) -> Option<Comment> {
    let mark = mark_in(line)?;
    let before = line[..mark].trim_end();
    let in_body = before.ends_with("{#");
    // A comment of YAML: behind a space, or at the start of the line.
    let yaml = before.strip_suffix('#').is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\t']));
    if !in_body && !yaml {
        return None;
    }
    let alone = before.trim_end_matches(['#', '{']).trim().is_empty()
        && (!in_body || line.rsplit("#}").next().is_some_and(|rest| rest.trim().is_empty()));
    let rest = super::words::lower(&line[mark + MARK.len()..]);
    let said = rest.trim_start();
    let verb = VERBS.iter().find(|verb| said.starts_with(**verb)).map_or(0, |verb| verb.len());
    // Without the verb there are no codes: the comment is not understood.
    let start = if verb == 0 { line.len() } else { mark + MARK.len() + (rest.len() - said.len()) + verb };
    Some(Comment { mark, start, alone })
}

/// The codes that a comment begins with, and where they stand in it; the reason follows.
fn codes(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split([' ', '\t', ',', ';', '\r']) {
        let digits = word.get(..2).filter(|head| head.eq_ignore_ascii_case("VT")).and_then(|_| word.get(2..));
        if digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())) {
            found.push((at, word));
        } else if !word.is_empty() {
            break;
        }
        at += word.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(code: &str) -> &'static Meta {
        by_code(code).expect("a rule")
    }

    fn read(text: &str) -> (Ignores, Report, FileId) {
        let mut sources = Sources::default();
        let file = sources.add("a", text);
        let mut report = Report::default();
        let ignores = Ignores::read(file, &sources, &[], &mut report);
        (ignores, report, file)
    }

    #[test]
    fn comments_on_the_line_above_it_and_in_a_body() {
        let text = "a: b # vanthu: bo-qua VT612 VT999 lý do\n  # vanthu: bo-qua VT612\nc: d\nnoi_dung: |\n  x {# vanthu: bo-qua VT612 #} y\nurl: http://a#vanthu: bo-qua VT612\n";
        let (mut ignores, mut report, file) = read(text);
        assert_eq!(report.iter().count(), 1, "VT999 is no rule");
        let at = |needle: &str| {
            let start = text.find(needle).expect("there");
            Some(Span::new(file, start..start + 1))
        };
        assert!(ignores.covers(meta("VT612"), at("a: b")));
        assert!(ignores.covers(meta("VT612"), at("c: d")));
        assert!(ignores.covers(meta("VT612"), at("x {#")));
        assert!(!ignores.covers(meta("VT612"), at("url")), "no comment of YAML");
        assert!(!ignores.covers(meta("VT613"), at("a: b")));
        assert!(!ignores.covers(meta("VT612"), None));
        ignores.unused(|_| true, &mut report);
        assert_eq!(report.iter().count(), 1, "all of them were needed");
    }

    #[test]
    fn however_it_is_spelled() {
        for line in [
            "a: b # vanthu: bo-qua VT612, VT613\r",
            "a: b # vanthu: bo-qua vt613 vt612 lý do",
            "a: b #vanthu:bo_qua VT612",
            "a: b # Vanthu: bỏ qua VT612",
            "a: b # vanthu: bo-qua\tVT612",
        ] {
            let (mut ignores, report, file) = read(&format!("{line}\nc: d\n"));
            assert!(report.is_empty(), "{line}");
            assert!(ignores.covers(meta("VT612"), Some(Span::new(file, 0..1))), "{line}");
        }
        for line in ["a: b # vanthu: bo-qua", "a: b # vanthu: bo-qua lý do", "a: b # vanthu: xin bo-qua VT612"] {
            let (mut ignores, report, file) = read(line);
            assert!(report.iter().any(|item| item.problem == Problem::BadIgnore), "{line}");
            assert!(!ignores.covers(meta("VT612"), Some(Span::new(file, 0..1))), "{line}");
        }
    }

    #[test]
    fn rules_of_the_page_have_no_line() {
        let (mut ignores, mut report, _) = read("a: b # vanthu: bo-qua VT827 ký ở trang riêng\n");
        assert!(ignores.covers(meta("VT827"), None));
        ignores.unused(|_| true, &mut report);
        assert!(report.is_empty());
    }
}
