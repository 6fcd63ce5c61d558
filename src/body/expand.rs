//! Expressions: `{{ }}` and `{% %}` over `du_lieu`. Every line that comes out knows the line of the body it came from.

use super::data::READY_NAMES;
use super::data::Values;
use super::inline::escape;
use crate::diag::{Problem, Report, Span, Text};
use crate::expression::{FILTERS, environment, problem};
use crate::plan::Body;
use crate::plan::decode::nearest;

/// A line of Markdown after expansion.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// The index of the body line it came from.
    pub source: usize,
}

/// Private-use characters, refused in user text: a mark before each line carries its number through the expansion.
const MARK_OPEN: char = '\u{e000}';
const MARK_CLOSE: char = '\u{e001}';
const MARK_DIGIT: u32 = 0xe010;

/// Runs the expressions of a body; `None` when the report says why not.
pub fn expand(body: &Body, values: &Values, report: &mut Report) -> Option<Vec<Line>> {
    let text = body.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    if !["{{", "{%", "{#"].iter().any(|open| text.contains(open)) {
        return Some(body.lines.iter().enumerate().map(|(source, l)| Line { text: l.text.clone(), source }).collect());
    }
    let tags = match tags(&text) {
        Ok(tags) => tags,
        Err(at) => {
            let detail = Text::new("thiếu dấu đóng }}, %} hoặc #}", "it is not closed");
            report.push(Problem::ExpressionSyntax { detail }, place(body, at, 2));
            return None;
        }
    };
    let marked = Marked::new(body, &text, &tags);
    let env = environment(escape);
    let fail = |error: &minijinja::Error, report: &mut Report| {
        let span = match error.range() {
            Some(range) => place(body, marked.original(range.start), range.len()),
            None => body.span,
        };
        report.push(problem(error), span);
    };
    let template = match env.template_from_str(&marked.text) {
        Ok(template) => template,
        Err(error) => {
            fail(&error, report);
            return None;
        }
    };
    let mut unknown = wrong_filters(body, &text, &tags, report);
    let mut undeclared: Vec<String> = template.undeclared_variables(false).into_iter().collect();
    undeclared.sort();
    for name in undeclared {
        if name == "du_lieu" || values.names().any(|n| n == name) || env.globals().any(|(n, _)| n == name) {
            continue;
        }
        let near = nearest(&name, values.names());
        let mut seen = false;
        for at in words_in_tags(&text, &tags, &name) {
            let problem = match READY_NAMES.iter().find(|(ready, _)| *ready == name) {
                Some((_, key)) => Problem::MissingKey {
                    key: (*key).to_owned(),
                    what: Text::new(format!("số liệu của `{name}`"), format!("the data of `{name}`")),
                },
                None => Problem::UnknownVariable { name: name.clone(), near: near.clone() },
            };
            report.push(problem, place(body, at, name.len()));
            seen = true;
        }
        unknown |= seen;
    }
    if unknown {
        return None;
    }
    match template.render(values.context()) {
        Ok(out) => Some(unmark(&out)),
        Err(error) => {
            fail(&error, report);
            None
        }
    }
}

/// The lines with every `{{ }}` blanked out; `None` where `{% %}` decides what lines there are.
pub fn masked(body: &Body) -> Option<Vec<Line>> {
    let lines = body.lines.iter().enumerate().map(|(source, line)| {
        let mut text = line.text.clone();
        let tags = tags(&text).ok()?;
        for tag in tags.iter().rev() {
            if tag.open == '%' {
                return None;
            }
            text.replace_range(tag.start..tag.end, &"x".repeat(tag.end - tag.start));
        }
        Some(Line { text, source })
    });
    lines.collect()
}

/// The place of a byte offset of the joined lines.
fn place(body: &Body, offset: usize, len: usize) -> Option<Span> {
    let mut at = 0;
    for line in &body.lines {
        if offset <= at + line.text.len() {
            return line.place(offset - at, len);
        }
        at += line.text.len() + 1;
    }
    body.span
}

/// One tag: its bytes, and whether it prints (`{{`) or is a comment.
#[derive(Debug, Clone, Copy)]
struct Tag {
    start: usize,
    end: usize,
    open: char,
}

/// All tags of a text, quotes inside them and `{% raw %}` respected; the offset of one that is not closed.
fn tags(text: &str) -> Result<Vec<Tag>, usize> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|p| at + p) {
        let Some(open) = text[start + 1..].chars().next().filter(|c| "{%#".contains(*c)) else {
            at = start + 1;
            continue;
        };
        let close = match open {
            '{' => "}}",
            '%' => "%}",
            _ => "#}",
        };
        let mut quote = None;
        let mut end = None;
        for (i, c) in text[start + 2..].char_indices() {
            match quote {
                Some(q) if c == q => quote = None,
                Some(_) => {}
                None if open != '#' && (c == '"' || c == '\'') => quote = Some(c),
                None if text[start + 2 + i..].starts_with(close) => {
                    end = Some(start + 2 + i + 2);
                    break;
                }
                None => {}
            }
        }
        let end = end.ok_or(start)?;
        tags.push(Tag { start, end, open });
        at = end;
        let inner = text[start + 2..end - 2].trim_matches(|c: char| c == '-' || c.is_whitespace());
        if open == '%' && inner == "raw" {
            // Inside `raw` nothing is a tag; its lines carry marks like any others.
            at = text[at..].find("endraw").and_then(|p| text[..at + p].rfind("{%")).ok_or(start)?;
        }
    }
    Ok(tags)
}

/// The body with a mark before each line that does not start inside a tag and does not hold block tags only.
struct Marked {
    text: String,
    /// Start of each line: in the marked text (after its mark), in the joined text.
    starts: Vec<(usize, usize)>,
}

impl Marked {
    fn new(body: &Body, joined: &str, tags: &[Tag]) -> Self {
        let mut text = String::with_capacity(joined.len() + body.lines.len() * 8);
        let mut starts = Vec::with_capacity(body.lines.len());
        let mut at = 0;
        for (index, line) in body.lines.iter().enumerate() {
            let end = at + line.text.len();
            let inside = tags.iter().any(|tag| tag.start < at && at < tag.end);
            let mut rest = line.text.clone();
            for tag in tags.iter().rev().filter(|t| t.open != '{' && t.start >= at && t.end <= end) {
                rest.replace_range(tag.start - at..tag.end - at, "");
            }
            let blocks_only = rest.trim().is_empty() && !line.text.trim().is_empty();
            if !inside && !blocks_only {
                text.push(MARK_OPEN);
                text.extend(index.to_string().bytes().filter_map(|b| char::from_u32(MARK_DIGIT + u32::from(b - b'0'))));
                text.push(MARK_CLOSE);
            }
            starts.push((text.len(), at));
            text.push_str(&line.text);
            text.push('\n');
            at = end + 1;
        }
        Self { text, starts }
    }

    /// The offset in the joined text of an offset in the marked text.
    fn original(&self, offset: usize) -> usize {
        let index = self.starts.partition_point(|(marked, _)| *marked <= offset).saturating_sub(1);
        self.starts.get(index).map_or(0, |(marked, joined)| joined + offset.saturating_sub(*marked))
    }
}

/// Takes the marks out again.
fn unmark(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last = 0;
    for raw in text.split('\n') {
        let mut own = None;
        let mut line = String::with_capacity(raw.len());
        let mut number: Option<usize> = None;
        for c in raw.chars() {
            match (c, number) {
                (MARK_OPEN, _) => number = Some(0),
                (MARK_CLOSE, Some(n)) => {
                    own.get_or_insert(n);
                    number = None;
                }
                (c, Some(n)) => number = Some(n * 10 + (u32::from(c) - MARK_DIGIT) as usize),
                (c, None) => line.push(c),
            }
        }
        last = own.unwrap_or(last);
        lines.push(Line { text: line, source: last });
    }
    lines
}

/// Reports every filter name that does not exist, and every filter that would apply to the last number of a calculation only.
fn wrong_filters(body: &Body, text: &str, tags: &[Tag], report: &mut Report) -> bool {
    let mut any = false;
    for tag in tags.iter().filter(|tag| tag.open != '#') {
        let mut quote = None;
        // Whether the expression calculates, outside and inside each open bracket.
        let mut calculates = vec![false];
        let inner = &text[tag.start + 2..tag.end - 2];
        for (i, c) in inner.char_indices() {
            match (quote, c) {
                (Some(q), c) if c == q => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(c),
                (None, '(' | '[' | '{') => calculates.push(false),
                (None, ')' | ']' | '}') => drop(calculates.pop()),
                (None, ',') => calculates.iter_mut().last().into_iter().for_each(|c| *c = false),
                (None, '*' | '/' | '+' | '-') if !inner[..i].trim().is_empty() && !inner[i + 1..].trim().is_empty() => {
                    calculates.iter_mut().last().into_iter().for_each(|c| *c = true);
                }
                (None, '|') => {
                    let after = &inner[i + 1..];
                    let lead = after.len() - after.trim_start().len();
                    let name: String = after[lead..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let span = place(body, tag.start + 2 + i + 1 + lead, name.len());
                    if name.is_empty() {
                        continue;
                    }
                    if !FILTERS.contains(&name.as_str()) {
                        let near = nearest(&name, FILTERS.iter().copied());
                        report.push(Problem::UnknownFilter { name, near }, span);
                        any = true;
                    } else if calculates.last() == Some(&true) {
                        report.push(Problem::FilterBinds { filter: name }, span);
                        any = true;
                    }
                }
                _ => {}
            }
        }
    }
    any
}

/// Where `word` stands inside tags, outside quotes, as a whole word that is no attribute.
fn words_in_tags(text: &str, tags: &[Tag], word: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for tag in tags.iter().filter(|tag| tag.open != '#') {
        let inner = &text[tag.start..tag.end];
        let mut at = 0;
        while let Some(p) = inner[at..].find(word).map(|p| at + p) {
            let before = inner[..p].chars().next_back();
            let after = inner[p + word.len()..].chars().next();
            let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let quotes = inner[..p].matches(['"', '\'']).count();
            if !part(before) && before != Some('.') && !part(after) && quotes.is_multiple_of(2) {
                found.push(tag.start + p);
            }
            at = p + word.len();
        }
    }
    found
}
