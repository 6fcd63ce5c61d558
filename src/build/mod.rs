//! Plan → document: everything that the page will say is decided here, with all problems in one pass.

mod agency;
mod appendix;
mod form;
mod layout;
mod marks;
mod recipients;
mod reference;
mod signature;
mod structured;
mod symbol;

use std::sync::Arc;

use minijinja::Value as Jinja;

use crate::body::{self, Mark, Values};
use crate::diag::{Problem, Report, Span, Text as Wording};
use crate::family::Family;
use crate::model::body::Block;
use crate::model::{Agency, Document, Metadata, Name, NumberLine};
use crate::overlay::Pdf;
use crate::plan::kind::{Kind, kind, kinds_with};
use crate::plan::{Lines, Loaded, Plan, Text};
use crate::sheet::Sheet;
use crate::vi::date::PartialDate;
use crate::vi::number::two_digits;
use crate::vi::phrase::{glued, phrases};
use crate::vi::text::trim_end_mark;
use crate::vi::words::capitalised;

/// A document with the places of the parts that page checks point at.
#[derive(Debug, Clone)]
pub struct Built {
    /// The document.
    pub document: Document,
    /// Where the texts of the head were written.
    pub head: HeadSpans,
}

/// The places of the texts of the head (ô 2, 3, 4).
#[derive(Debug, Clone, Copy, Default)]
pub struct HeadSpans {
    /// The superior body.
    pub parent: Option<Span>,
    /// The issuing body.
    pub issuer: Option<Span>,
    /// The symbol.
    pub symbol: Option<Span>,
    /// The place.
    pub place: Option<Span>,
}

/// Builds the document of a plan; `None` when the report says why not.
pub fn build(loaded: &Loaded, family: &Arc<Family>, report: &mut Report) -> Option<Built> {
    let mut broken = loaded.broken.clone();
    let mut own = Report::default();
    check_keys(loaded, &mut own);
    let built = Builder {
        plan: &loaded.plan,
        kind: kind(loaded.plan.kind),
        family,
        newer_rules: loaded.newer_rules,
        awaiting: loaded.awaiting,
        variables: &loaded.variables,
        sheets: &loaded.sheets,
        pdfs: &loaded.pdfs,
    }
    .document(&mut own);
    let fine = !own.has_errors() && broken.is_empty();
    if own.iter().any(|item| matches!(item.problem, Problem::BadMark { .. })) {
        broken.push("danh_so".to_owned());
    }
    for item in own.iter().filter(|item| !follows(&item.problem, &broken)) {
        report.add(item.clone());
    }
    built.filter(|_| fine)
}

/// Keys that the kind cannot have, and those that it lacks.
fn check_keys(loaded: &Loaded, report: &mut Report) {
    let plan = &loaded.plan;
    let kind = kind(plan.kind);
    for (key, span) in loaded.own_keys.iter().filter(|(key, _)| !kind.can_have(key)) {
        let kinds = kinds_with(key).join(", ");
        report.push(Problem::KeyNotForKind { key: key.clone(), kind: kind.name.to_owned(), kinds }, *span);
    }
    for key in kind.must.iter().filter(|key| !loaded.all_keys.iter().any(|k| k == *key)) {
        let title = Plan::TITLES.iter().find(|(name, _, _)| name == key);
        let what = title.map_or_else(|| Wording::new("", ""), |(_, vi, en)| Wording::new(*vi, *en));
        report.push(Problem::MissingKey { key: (*key).to_owned(), what }, plan.span.map(|s| s.part(0, 0)));
    }
}

/// Whether a problem only follows from keys that could not be read, which have been reported.
fn follows(problem: &Problem, broken: &[String]) -> bool {
    let is = |keys: &[&str]| keys.iter().any(|key| broken.iter().any(|b| b == key));
    match problem {
        Problem::MissingKey { key, .. } => {
            is(&[key.split('.').next().unwrap_or(key), "loai"])
                || (key == "ky_hieu" && is(&["co_quan", "don_vi_soan_thao"]))
        }
        Problem::KeyNotForKind { .. } | Problem::SignersDiffer { .. } => is(&["loai", "ky", "co_quan"]),
        Problem::YearUnknown => is(&["ngay", "nam"]),
        Problem::SeeAbove { .. } => is(&["noi_nhan", "loai"]),
        Problem::UnknownVariable { .. } | Problem::ExpressionFailed { .. } => is(&["du_lieu"]),
        Problem::WrongNumber { .. } | Problem::HeadingTooDeep { .. } => is(&["danh_so", "loai"]),
        Problem::NotLiteralBlock => is(&["noi_dung"]),
        Problem::NeverPlaced { .. } => is(&["noi_dung"]),
        _ => false,
    }
}

/// What every part of a document is built from.
#[derive(Clone, Copy)]
struct Builder<'a> {
    plan: &'a Plan,
    kind: &'static Kind,
    family: &'a Arc<Family>,
    newer_rules: bool,
    awaiting: bool,
    /// The columns of a batch.
    variables: &'a [(String, Jinja)],
    /// The data files of the appendices.
    sheets: &'a [Option<Sheet>],
    /// The PDFs of the appendices.
    pdfs: &'a [Option<Pdf>],
}

impl Builder<'_> {
    fn document(self, report: &mut Report) -> Option<Built> {
        let Self { plan, kind, family, .. } = self;
        let words = &family.words;
        if !family.has(kind.key) {
            let (family, kind) = (family.name.value.clone(), kind.name.to_owned());
            report.push(Problem::FamilyWithoutKind { family, kind }, plan.family.as_ref().and_then(|t| t.span));
        }
        let mut values = Values::read(plan.data.as_ref(), report);
        values.add_variables(self.variables);
        structured::add(plan, &mut values, report);
        let body = self.body(&values, report);
        let agencies = agency::build(self.require(
            plan.agency.as_ref(),
            "co_quan",
            ("cơ quan ban hành", "the issuing body"),
            report,
        ));
        let symbol = if kind.is_numbered() { symbol::build(self, report) } else { Some(String::new()) };
        let date = self.date(report);
        let signers = self.require(plan.signer.as_ref(), "ky", ("người ký", "the signer"), report);
        let signatures = signature::build(signers, self, report);
        let addressees = recipients::addressees(self, report);
        let copies = recipients::copies(self);
        let recipients = recipients::recipients(self, report);
        let subject = self.subject(report);
        let reference = reference::Reference::of(self, date, symbol.as_deref(), report);
        if let Some(parties) = plan.parties.as_ref().filter(|parties| parties.len() != PARTIES) {
            let expected = Wording::new("danh sách hai bên", "a list of two parties");
            let found = Wording::new(format!("{} bên", parties.len()), parties.len().to_string());
            let span = parties.first().and_then(|p| p.span).map(|s| s.part(0, 0));
            report.push(Problem::WrongType { key: "cac_ben".into(), expected, found }, span);
        }
        let attached = appendix::attached(self, &values, reference.as_ref(), report);
        let appendices = appendix::build(self, &values, reference.as_ref(), report);
        let attached_body = attached.as_ref().map(|text| text.body.as_slice()).unwrap_or_default();
        let all: Vec<Block> = body.iter().chain(attached_body).cloned().collect();
        appendix::check_mentions(self, &all, report);
        let bases = self.bases(report);
        let layout = layout::build(plan.layout.as_ref(), family, report);

        let (agencies, symbol, date) = (agencies?, symbol?, date?);
        let separator = agency::separator(plan, family);
        let number = plan.number.map(|n| n.value);
        self.check_awaiting(report);
        let metadata = self.metadata(&agencies, &symbol, date, subject.as_ref(), &body);
        let title = kind.title.map(|title| match &plan.letter_name {
            Some(name) => name.value.clone(),
            None => title.to_owned(),
        });
        let document = Document {
            kind,
            family: family.clone(),
            number: kind.is_numbered().then(|| NumberLine {
                label: words.number.value.value.clone(),
                number: number.map(|n| two_digits(u64::from(n))),
                symbol: format!("{}{symbol}", words.after_number.value.value),
            }),
            place: plan.place.as_ref().map(|t| t.value.clone()),
            date,
            title,
            subject,
            addressees,
            authority: plan.authority.as_ref().map(name),
            bases,
            resolves: kind.resolves,
            body,
            recipients,
            copies,
            drafter: drafter(plan),
            signatures: signatures?,
            confirmation: plan.leave.as_ref().is_some_and(|l| l.confirmation.unwrap_or(false)),
            marks: marks::build(plan),
            attached,
            appendices: appendices?,
            layout,
            running_name: agency::running_name(plan),
            output: plan.output.as_ref().map(|t| t.value.clone()),
            metadata,
            agencies,
            separator,
            keep_end: None,
            awaiting: self.awaiting,
        };
        Some(Built { document, head: head_spans(plan) })
    }

    /// The body with what the kind's form puts before and after it.
    fn body(self, values: &Values, report: &mut Report) -> Vec<Block> {
        let marks = numbering(self.plan.numbering.as_deref(), self.kind, report);
        let own = self.plan.body.as_ref().map(|body| {
            structured::check_placed(self.plan, body, report);
            body::build(body, values, &marks, report)
        });
        let mut blocks = form::around(self, own.unwrap_or_default(), report);
        body::end_with(&mut blocks, &self.family.words.end.value.value);
        blocks
    }

    fn metadata(
        self,
        agencies: &[Agency],
        symbol: &str,
        date: PartialDate,
        subject: Option<&Name>,
        body: &[Block],
    ) -> Metadata {
        let number = self.plan.number.map(|n| n.value);
        let subject = subject.map(|s| s.parts.join(" ")).unwrap_or_default();
        let issuers =
            agencies.iter().map(|a| a.issuer.parts.join(" ").replace('\u{a0}', " ")).collect::<Vec<_>>().join(" - ");
        let kind = capitalised(self.kind.name);
        Metadata {
            title: if subject.is_empty() { kind } else { format!("{kind}: {subject}") },
            author: issuers.clone(),
            keywords: [self.kind.name.to_owned(), symbol::printed(number, symbol, self.family)]
                .into_iter()
                .filter(|word| word.len() > 1)
                .collect(),
            // Without a number, two drafts of one body differ in their text only.
            ident: match number {
                Some(number) => format!("{issuers}|{number}/{symbol}|{date}"),
                None => {
                    let text: Vec<String> = body.iter().map(|block| block.kind.text()).collect();
                    format!("{issuers}|{symbol}|{date}|{subject}|{}", text.join("\n"))
                }
            },
        }
    }

    /// A key that the plan or its profile must give.
    fn require<'a, T>(self, value: Option<&'a T>, key: &str, what: (&str, &str), report: &mut Report) -> Option<&'a T> {
        if value.is_none() {
            let what = Wording::new(what.0, what.1);
            report.push(Problem::MissingKey { key: key.to_owned(), what }, self.top());
        }
        value
    }

    /// The first line of the plan, for what is missing from it.
    fn top(self) -> Option<Span> {
        self.plan.span.map(|s| s.part(0, 0))
    }

    /// What is known of the date; at least the year must be.
    fn date(self, report: &mut Report) -> Option<PartialDate> {
        #[allow(clippy::cast_possible_truncation)] // 1945..=2100
        let date = match (self.plan.date, self.plan.year) {
            (Some(date), _) => date.value,
            (None, Some(year)) => PartialDate::Year(year.get() as i32),
            (None, None) => {
                report.push(Problem::YearUnknown, self.top());
                return None;
            }
        };
        let from = self.family.from.value.first_day();
        // Of a date that is known in part, the last day that it may be.
        if date.last_day() < from {
            let problem = Problem::FamilyNotYet {
                family: self.family.name.value.clone(),
                from: from.format("%-d/%-m/%Y").to_string(),
                accepted: self.newer_rules,
            };
            report.push(problem, self.plan.date.and_then(|d| d.span));
        }
        Some(date)
    }

    /// What is given later must not be there yet, and the kind must have a place for it.
    fn check_awaiting(self, report: &mut Report) {
        if !self.awaiting {
            return;
        }
        if !self.kind.is_numbered() {
            report.push(Problem::NothingAwaited { kind: self.kind.name.to_owned() }, self.top());
        } else if let Some(number) = self.plan.number {
            report.push(Problem::NumberKnown { number: number.value }, number.span.or(self.top()));
        }
        for signer in self.plan.signer.iter().flat_map(|signer| &signer.items) {
            if signer.signed == Some(true) {
                report.push(Problem::SignedWhileAwaiting, signer.name.span);
            }
        }
    }

    fn subject(self, report: &mut Report) -> Option<Name> {
        let given = self.plan.subject.as_ref()?;
        let mut subject = name(given);
        if !subject.given {
            // A subject is prose: it breaks anywhere, and the typesetter balances its lines.
            subject.parts = vec![given.joined()];
        }
        if let Some(last) = subject.parts.last_mut() {
            let kept = trim_end_mark(last).len();
            last.truncate(kept);
        }
        if self.kind.is_letter()
            && let (Some(first), Some(text)) = (subject.parts.first_mut(), given.items.first())
        {
            let word = &self.family.words.letter_subject.value.value;
            let rest = without_habit(first, &["v/v ", "về việc "], text, report);
            *first = format!("{word} {rest}");
        }
        let len = given.joined().chars().count();
        if len > MAX_SUBJECT {
            let problem = Problem::TooLong { key: "trich_yeu".into(), len, limit: MAX_SUBJECT };
            report.push(problem, given.span());
        }
        Some(subject)
    }

    /// Bases one per line: `;` after each, `.` after the last (Phụ lục I, II.6).
    fn bases(self, report: &mut Report) -> Vec<String> {
        let given = self.plan.bases.as_deref().unwrap_or_default();
        let dash = self.family.words.bases.as_ref().map(|w| format!("{} ", w.value.value)).unwrap_or_default();
        let ended = given.iter().enumerate().map(|(index, base)| {
            let text = without_habit(&base.value, &["- "], base, report);
            format!("{dash}{}{}", trim_end_mark(text), if index + 1 == given.len() { "." } else { ";" })
        });
        ended.collect()
    }
}

/// The numbering marks of a body: the plan's, or the kind's where one of them is no mark.
fn numbering(given: Option<&[Text]>, kind: &Kind, report: &mut Report) -> Vec<Mark> {
    let default = || kind.numbering.iter().filter_map(|pattern| Mark::from_pattern(pattern)).collect();
    let Some(patterns) = given else { return default() };
    let mut marks: Vec<Mark> = Vec::new();
    for pattern in patterns {
        match Mark::from_pattern(&pattern.value).filter(|mark| !marks.contains(mark)) {
            Some(mark) => marks.push(mark),
            None => report.push(Problem::BadMark { text: pattern.value.clone() }, pattern.span),
        }
    }
    if marks.len() < patterns.len() || marks.is_empty() { default() } else { marks }
}

/// A text or lines as something that may break at phrases.
fn name(lines: &Lines) -> Name {
    if lines.given {
        Name { parts: lines.items.iter().map(|t| glued(&t.value)).collect(), given: true }
    } else {
        Name { parts: phrases(&lines.joined()).iter().map(|phrase| glued(phrase)).collect(), given: false }
    }
}

/// Takes off a word that the program prints itself, and says so.
fn without_habit<'a>(text: &'a str, habits: &[&str], given: &Text, report: &mut Report) -> &'a str {
    for habit in habits {
        // A prefix by characters: `V/V` typed in capitals is the same habit.
        let len: usize = text.chars().take(habit.chars().count()).map(char::len_utf8).sum();
        if text[..len].to_lowercase() == habit.to_lowercase() && !text[len..].trim().is_empty() {
            let dropped = text[..len].trim().to_owned();
            let place = given.place(0, dropped.len());
            let printed = Wording::new("chương trình tự in", "the program prints it");
            report.push(Problem::TypedByHabit { text: dropped, printed }, place);
            return text[len..].trim_start();
        }
    }
    text
}

/// A contract is between two.
const PARTIES: usize = 2;

/// Field 8 of Phụ lục VI.
const MAX_SUBJECT: usize = 500;

fn drafter(plan: &Plan) -> Option<String> {
    let drafter = plan.drafter.as_ref().map(|t| t.value.as_str());
    match (drafter, plan.printed_copies) {
        (Some(who), Some(n)) => Some(format!("{who}.({})", n.get())),
        (Some(who), None) => Some(format!("{who}.")),
        (None, Some(n)) => Some(format!("({})", n.get())),
        (None, None) => None,
    }
}

/// Where the texts of the head were written, for a head that has no room.
fn head_spans(plan: &Plan) -> HeadSpans {
    let agency = plan.agency.as_ref().and_then(|a| a.items.first());
    HeadSpans {
        parent: agency.and_then(|a| a.parent.as_ref()).and_then(Lines::span),
        issuer: agency.and_then(|a| a.issuer.span()),
        symbol: plan.symbol.as_ref().and_then(|t| t.span),
        place: plan.place.as_ref().and_then(|t| t.span),
    }
}
