//! All texts of a plan, each with what it is and where its bytes stand: what the rules about words look at.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::reading::Reading;
use super::scan::{Citation, DateAt, citations, dates};
use crate::diag::Span;
use crate::plan::{Body, BodyLine, Lines, Plan, Recipient, Text};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A superior body (ô 2a).
    Parent,
    /// The issuing body (ô 2b).
    Issuer,
    /// The issuing body's name in running text.
    RunningName,
    /// The place (ô 4).
    Place,
    /// The subject.
    Subject,
    /// An addressee (ô 9a), or a receiver of a telegram.
    Addressee,
    /// A legal basis.
    Base,
    /// The line of the issuing authority.
    Authority,
    /// A line of a body.
    Body,
    /// The title of an appendix.
    AppendixTitle,
    /// A line of nơi nhận.
    Recipient,
    /// A place of the archive line.
    Archive,
    /// An authority line of a signature (`TM. …`).
    SignatureAuthority,
    /// The signer's title.
    SignerTitle,
    /// The signer's other office.
    SignerOtherTitle,
    /// The signer's name.
    SignerName,
    /// Running text of a field that only some kinds have, of an assignment, a schedule, a budget.
    Field,
    /// The name of a person in such a field.
    Person,
    /// A line at the foot of page 1.
    Footer,
}

/// What a line of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No line of a body, or one that goes on what stands above.
    Plain,
    /// A titled unit: `# …`.
    Heading,
    /// The first line of a numbered unit, a dash, or a note.
    Item,
    /// The first line of a paragraph.
    Paragraph,
    /// A row of a table.
    Table,
}

/// Where the bytes of a text stand.
#[derive(Debug, Clone, Copy)]
enum Origin<'a> {
    Text(&'a Text),
    Line(&'a BodyLine),
}

/// What was seen in a text, once a rule asked for it.
#[derive(Debug, Default)]
struct Seen {
    read: OnceLock<Reading>,
    dates: OnceLock<Vec<DateAt>>,
    citations: OnceLock<Vec<Citation>>,
}

/// A text with its places.
#[derive(Debug)]
pub struct Piece<'a> {
    /// What it is.
    pub role: Role,
    /// What it is in a body.
    pub shape: Shape,
    /// The text. Expressions (`{{ … }}`, `{% … %}`, `{# … #}`) are overwritten with `_`, byte for byte: what they print is not known.
    pub text: Cow<'a, str>,
    /// Where the prose begins: behind the marks of a heading, a number, a dash.
    pub start: usize,
    /// Which body of the plan a line belongs to, from 0; lines of one body follow one another.
    pub body: usize,
    origin: Origin<'a>,
    seen: Seen,
}

impl Piece<'_> {
    /// The place of some bytes of the text; the whole text where they are not known.
    pub fn place(&self, range: Range<usize>) -> Option<Span> {
        match self.origin {
            Origin::Text(text) => text.place(range.start, range.len()),
            Origin::Line(line) => line.place(range.start, range.len()),
        }
    }

    /// The same, only where exactly these bytes can be replaced.
    pub fn exact(&self, range: Range<usize>) -> Option<Span> {
        let exact = match self.origin {
            Origin::Text(text) => text.start.is_some(),
            Origin::Line(line) => line.exact,
        };
        self.place(range).filter(|_| exact)
    }

    /// The place of the whole text.
    pub fn whole(&self) -> Option<Span> {
        self.place(0..self.text.len())
    }

    /// The prose: the text without the marks of a heading, a number, a dash.
    pub fn prose(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// The words of the prose: what stands before it ends with a blank.
    pub fn prose_words(&self) -> &[Range<usize>] {
        let words = &self.read().words;
        &words[words.partition_point(|word| word.start < self.start)..]
    }

    /// Its words, its small letters, its marks.
    pub fn read(&self) -> &Reading {
        self.seen.read.get_or_init(|| Reading::of(&self.text))
    }

    /// Whether a character may stand in it: a cheap question before a search.
    pub fn may_have(&self, c: char) -> bool {
        self.read().may_have(c)
    }

    /// Whether a digit of ASCII stands in it.
    pub fn has_digits(&self) -> bool {
        self.read().has_digits()
    }

    /// Its dates, in its order.
    pub fn dates(&self) -> &[DateAt] {
        self.seen.dates.get_or_init(|| if self.has_digits() { dates(&self.text) } else { Vec::new() })
    }

    /// Its citations of other documents, in its order.
    pub fn citations(&self) -> &[Citation] {
        // Number and year, or number and symbol, are joined by a stroke.
        let some = || self.has_digits() && self.may_have('/');
        self.seen.citations.get_or_init(|| if some() { citations(&self.text, self.dates()) } else { Vec::new() })
    }
}

/// All texts of a plan, in the order of its keys.
pub(super) fn pieces(plan: &Plan) -> Vec<Piece<'_>> {
    let mut all = Collector { pieces: Vec::new(), bodies: 0 };
    for agency in plan.agency.iter().flat_map(|agency| &agency.items) {
        all.lines(Role::Parent, agency.parent.as_ref());
        all.lines(Role::Issuer, Some(&agency.issuer));
        all.text(Role::RunningName, agency.name.as_ref());
    }
    all.text(Role::Place, plan.place.as_ref());
    all.lines(Role::Subject, plan.subject.as_ref());
    all.lines(Role::Addressee, plan.addressees.as_ref());
    all.texts(Role::Base, plan.bases.as_deref());
    all.lines(Role::Authority, plan.authority.as_ref());
    all.body(plan.body.as_ref());
    if let Some(attached) = &plan.attached {
        all.lines(Role::Subject, Some(&attached.subject));
        all.body(Some(&attached.body));
    }
    all.fields(plan);
    all.recipients(Role::Recipient, plan.recipients.as_deref());
    all.recipients(Role::Archive, plan.archive.as_deref());
    for signer in plan.signer.iter().flat_map(|signer| &signer.items) {
        all.texts(Role::SignatureAuthority, signer.authority.as_deref());
        all.text(Role::SignerTitle, Some(&signer.title));
        all.text(Role::SignerOtherTitle, signer.other_title.as_ref());
        all.text(Role::SignerName, Some(&signer.name));
    }
    all.lines(Role::Footer, plan.footer.as_ref());
    for appendix in plan.appendices.iter().flatten() {
        all.lines(Role::AppendixTitle, Some(&appendix.title));
        all.body(appendix.body.as_ref());
    }
    all.pieces
}

struct Collector<'a> {
    pieces: Vec<Piece<'a>>,
    bodies: usize,
}

impl<'a> Collector<'a> {
    fn text(&mut self, role: Role, text: Option<&'a Text>) {
        let Some(text) = text else { return };
        self.pieces.push(Piece {
            role,
            shape: Shape::Plain,
            text: masked(&text.value),
            start: 0,
            body: 0,
            origin: Origin::Text(text),
            seen: Seen::default(),
        });
    }

    fn texts(&mut self, role: Role, texts: Option<&'a [Text]>) {
        texts.into_iter().flatten().for_each(|text| self.text(role, Some(text)));
    }

    fn lines(&mut self, role: Role, lines: Option<&'a Lines>) {
        self.texts(role, lines.map(|lines| lines.items.as_slice()));
    }

    fn recipients(&mut self, role: Role, recipients: Option<&'a [Recipient]>) {
        recipients.into_iter().flatten().for_each(|recipient| self.text(role, Some(&recipient.name)));
    }

    fn body(&mut self, body: Option<&'a Body>) {
        let Some(body) = body else { return };
        let mut before = "";
        for (line, text) in body.lines.iter().zip(masked_lines(&body.lines)) {
            let (shape, start) = shape(&text, before.trim().is_empty());
            self.pieces.push(Piece {
                role: Role::Body,
                shape,
                text,
                start,
                body: self.bodies,
                origin: Origin::Line(line),
                seen: Seen::default(),
            });
            before = &line.text;
        }
        self.bodies += 1;
    }

    /// The keys that only some kinds have, and the structured parts of a plan of work.
    fn fields(&mut self, plan: &'a Plan) {
        if let Some(telegram) = &plan.telegram {
            self.text(Role::Field, Some(&telegram.sender));
            self.lines(Role::Addressee, Some(&telegram.receivers));
        }
        if let Some(invitation) = &plan.invitation {
            self.lines(Role::Field, Some(&invitation.guests));
            self.text(Role::Field, Some(&invitation.occasion));
            self.text(Role::Field, invitation.chair.as_ref());
            self.text(Role::Field, Some(&invitation.time));
            self.text(Role::Field, Some(&invitation.venue));
        }
        if let Some(introduction) = &plan.introduction {
            self.text(Role::Person, Some(&introduction.person));
            for text in [&introduction.title, &introduction.sent_to, &introduction.about] {
                self.text(Role::Field, Some(text));
            }
        }
        if let Some(leave) = &plan.leave {
            self.text(Role::Person, Some(&leave.person));
            for text in [&leave.title, &leave.days, &leave.place, &leave.counted_as] {
                self.text(Role::Field, Some(text));
            }
        }
        if let Some(minutes) = &plan.minutes {
            for text in [&minutes.begins, &minutes.venue] {
                self.text(Role::Field, Some(text));
            }
            self.lines(Role::Field, Some(&minutes.attendance));
            for text in [&minutes.chair, &minutes.secretary, &minutes.ends] {
                self.text(Role::Field, Some(text));
            }
        }
        for party in plan.parties.iter().flatten() {
            self.text(Role::Field, Some(&party.name));
            self.text(Role::Field, party.address.as_ref());
            self.text(Role::Field, Some(&party.representative));
            self.text(Role::Field, Some(&party.title));
        }
        for assignment in plan.assignments.iter().flatten() {
            self.text(Role::Field, Some(&assignment.task));
            self.text(Role::Field, Some(&assignment.lead));
            for text in [&assignment.support, &assignment.due, &assignment.product] {
                self.text(Role::Field, text.as_ref());
            }
        }
        for step in plan.schedule.iter().flatten() {
            self.text(Role::Field, Some(&step.task));
            self.text(Role::Field, step.unit.as_ref());
        }
        if let Some(budget) = &plan.budget {
            self.text(Role::Field, budget.source.as_ref());
            for line in &budget.lines {
                self.text(Role::Field, Some(&line.item));
                self.text(Role::Field, line.note.as_ref());
            }
        }
    }
}

/// The lines of a body with its expressions overwritten; an expression may go on over several lines.
fn masked_lines(lines: &[BodyLine]) -> Vec<Cow<'_, str>> {
    if !lines.iter().any(|line| line.text.contains('{')) {
        return lines.iter().map(|line| Cow::Borrowed(line.text.as_str())).collect();
    }
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    masked(&texts.join("\n")).split('\n').map(|line| Cow::Owned(line.to_owned())).collect()
}

/// The text with its expressions overwritten; the lines stay.
fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    while let Some(expression) = next_expression(text, end) {
        out.push_str(&text[end..expression.start]);
        for line in text[expression.clone()].split_inclusive('\n') {
            let covered = line.strip_suffix('\n');
            out.extend(std::iter::repeat_n('_', covered.unwrap_or(line).len()));
            out.extend(covered.map(|_| '\n'));
        }
        end = expression.end;
    }
    out.push_str(&text[end..]);
    Cow::Owned(out)
}

/// Where the next expression begins and ends.
fn next_expression(text: &str, from: usize) -> Option<Range<usize>> {
    let (start, close) = text[from..].match_indices('{').find_map(|(at, _)| {
        let close = match text.as_bytes().get(from + at + 1)? {
            b'{' => "}}",
            b'%' => "%}",
            b'#' => "#}",
            _ => return None,
        };
        Some((from + at, close))
    })?;
    let end = text[start + 2..].find(close).map_or(text.len(), |found| start + 2 + found + close.len());
    Some(start..end)
}

/// What a line of a body is, and where its prose begins; `fresh` says that nothing stands right above.
fn shape(line: &str, fresh: bool) -> (Shape, usize) {
    let indent = line.len() - line.trim_start().len();
    let text = &line[indent..];
    if text.starts_with('|') {
        return (Shape::Table, indent);
    }
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let after = |count: usize| indent + count + (text[count..].len() - text[count..].trim_start().len());
    if hashes > 0 && text[hashes..].starts_with(' ') {
        let start = after(hashes);
        // A number that was typed is a mark, too.
        return (Shape::Heading, start + mark(&line[start..]).unwrap_or(0));
    }
    if text.starts_with("- ") || text.starts_with("+ ") || text.starts_with("* ") {
        return (Shape::Item, after(1));
    }
    match mark(text) {
        Some(len) => (Shape::Item, indent + len),
        None if fresh => (Shape::Paragraph, indent),
        None => (Shape::Plain, indent),
    }
}

/// The length of a mark of numbering with its space: `1. `, `1.1. `, `a) `, `I. `, `Điều 1. `.
fn mark(text: &str) -> Option<usize> {
    let body = text.strip_prefix("Điều ").unwrap_or(text);
    let word = body.split(' ').next()?;
    let core = word.strip_suffix(['.', ')'])?;
    let numbered =
        !core.is_empty() && core.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let roman = !core.is_empty() && core.bytes().all(|b| b"IVXLC".contains(&b)) && word.ends_with('.');
    let letter = word.ends_with(')') && core.chars().count() == 1 && core.chars().all(char::is_lowercase);
    let end = text.len() - body.len() + word.len();
    (numbered || roman || letter).then(|| (end + 1).min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_covered_byte_for_byte() {
        for text in ["{{ đồng }} và {% if x %}y{% endif %}", "không", "{{ chưa đóng", "a {# đ #} b", "{"] {
            let covered = masked(text);
            assert_eq!(covered.len(), text.len(), "{covered}");
            assert!(!covered.contains("{{") && !covered.contains("{%") && !covered.contains("{#"), "{covered}");
        }
        assert_eq!(masked("a {{ b }} c"), "a _______ c");
    }

    #[test]
    fn an_expression_goes_on_over_lines() {
        let lines = ["a {{ [1,", " 2 ,3] }} b", "", "c {# d", "", "e #}f { g"];
        let lines = lines.map(|text| BodyLine { text: text.to_owned(), span: None, exact: false });
        assert_eq!(masked_lines(&lines), ["a ______", "_________ b", "", "c ____", "", "____f { g"]);
    }

    #[test]
    fn marks_are_no_prose() {
        let prose = |line: &'static str| {
            let (kind, start) = shape(line, true);
            (kind, &line[start..])
        };
        assert_eq!(prose("## Mục tiêu"), (Shape::Heading, "Mục tiêu"));
        assert_eq!(prose("# I. MỤC ĐÍCH"), (Shape::Heading, "MỤC ĐÍCH"));
        assert_eq!(prose("- Rà soát"), (Shape::Item, "Rà soát"));
        assert_eq!(prose("1.2. Rà soát"), (Shape::Item, "Rà soát"));
        assert_eq!(prose("đ) rà soát"), (Shape::Item, "rà soát"));
        assert_eq!(prose("Điều 3. Hiệu lực"), (Shape::Item, "Hiệu lực"));
        assert_eq!(prose("Thực hiện"), (Shape::Paragraph, "Thực hiện"));
        assert_eq!(prose("| a | b |").0, Shape::Table);
        assert_eq!(shape("tiếp theo", false).0, Shape::Plain);
    }
}
