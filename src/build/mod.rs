//! Plan → document: everything that the page will say is decided here, with all problems in one pass.

mod agency;
mod appendix;
mod layout;
mod recipients;
mod symbol;

use crate::body::{self, Mark, Values};
use crate::diag::{Problem, Report, Span, Text as Wording};
use crate::model::kind::{Kind, family, kind};
use crate::model::{Document, Marks, Metadata, Name, Signature};
use crate::plan::{Circulation, CopyForm, Draft, FamilyName, KindName, Lines, Loaded, Plan, Signer, Text, Urgency};
use crate::vi::date::PartialDate;
use crate::vi::phrase::phrases;
use crate::vi::text::trim_end_mark;

/// A document with the places of the parts that page checks point at.
#[derive(Debug, Clone)]
pub struct Built {
    /// The document.
    pub document: Document,
    /// Where number, symbol or place were written.
    pub header_span: Option<Span>,
}

/// Builds the document of a plan; `None` when the report says why not.
pub fn build(loaded: &Loaded, report: &mut Report) -> Option<Built> {
    let plan = &loaded.plan;
    let mut own = Report::default();
    let built = assemble(plan, &mut own);
    let fine = !own.has_errors() && loaded.broken.is_empty();
    for item in own.iter().filter(|item| !follows(&item.problem, &loaded.broken)) {
        report.add(item.clone());
    }
    built.filter(|_| fine)
}

/// Whether a problem only follows from keys that could not be read, which have been reported.
fn follows(problem: &Problem, broken: &[String]) -> bool {
    let is = |keys: &[&str]| keys.iter().any(|key| broken.iter().any(|b| b == key));
    match problem {
        Problem::MissingKey { key, .. } => {
            is(&[key.split('.').next().unwrap_or(key)]) || (key == "ky_hieu" && is(&["co_quan", "don_vi_soan_thao"]))
        }
        Problem::YearUnknown => is(&["ngay", "nam"]),
        Problem::SeeAbove => is(&["noi_nhan"]),
        Problem::UnknownVariable { .. } | Problem::ExpressionFailed { .. } => is(&["du_lieu"]),
        Problem::WrongNumber { .. } | Problem::HeadingTooDeep { .. } => is(&["danh_so"]),
        Problem::NotLiteralBlock => is(&["noi_dung"]),
        _ => false,
    }
}

fn assemble(plan: &Plan, report: &mut Report) -> Option<Built> {
    let kind = kind(plan.kind);
    let family = family(plan.family.unwrap_or(FamilyName::State));
    for_this_kind(plan, kind, report);

    let values = Values::read(plan.data.as_ref(), report);
    let marks = numbering(plan.numbering.as_deref(), kind, report);
    let mut body = body::build(&plan.body, &values, &marks, report);
    body::end_with(&mut body, END_OF_BODY);

    let agency = agency::build(
        require(plan.agency.as_ref(), "co_quan", ("cơ quan ban hành", "the issuing body"), plan, report),
        family,
    );
    let symbol = symbol::build(plan, kind, report);
    let place = require(plan.place.as_ref(), "dia_danh", ("địa danh", "the place"), plan, report);
    let date = date(plan, report);
    let signer = require(plan.signer.as_ref(), "ky", ("người ký", "the signer"), plan, report);
    let addressees = recipients::addressees(plan, kind, report);
    let recipients = recipients::recipients(plan, kind, report);
    let subject = subject(plan, kind, report);
    let appendices = appendix::build(plan, kind, &values, date, symbol.as_deref(), report);

    let (agency, symbol, date) = (agency?, symbol?, date?);
    let number = plan.number.map(|n| n.value);
    let plain_subject = subject.parts.join(" ");
    let metadata = Metadata {
        title: match kind.title {
            Some(title) => format!("{}: {plain_subject}", crate::vi::words::capitalised(&title.to_lowercase())),
            None => format!("Công văn: {plain_subject}"),
        },
        author: agency.issuer.parts.join(" "),
        keywords: vec![kind.name.to_owned(), symbol::printed(number, &symbol)],
        // Without a number, two drafts of one body differ in their text only.
        ident: match number {
            Some(number) => format!("{}|{number}/{symbol}|{date}", agency.issuer.parts.join(" ")),
            None => {
                let text: Vec<String> = body.iter().map(|block| block.kind.text()).collect();
                format!("{}|{symbol}|{date}|{plain_subject}|{}", agency.issuer.parts.join(" "), text.join("\n"))
            }
        },
    };
    let document = Document {
        kind,
        family,
        number,
        symbol,
        place: place?.value.clone(),
        date,
        subject,
        addressees,
        bases: bases(plan.bases.as_deref(), report),
        body,
        recipients,
        drafter: drafter(plan),
        signature: signature(signer?),
        marks: sheet_marks(plan),
        appendices: appendices?,
        layout: layout::build(plan.layout.as_ref()),
        output: plan.output.as_ref().map(|t| t.value.clone()),
        metadata,
        agency,
        keep_end: None,
    };
    let header_span = plan.symbol.as_ref().or(plan.place.as_ref()).and_then(|t| t.span);
    Some(Built { document, header_span })
}

/// The mark that ends a body: every official sample has it, though the rule's text does not ask for it.
pub(crate) const END_OF_BODY: &str = "./.";

/// A key that the plan or its profile must give.
fn require<'a, T>(
    value: Option<&'a T>,
    key: &str,
    what: (&str, &str),
    plan: &Plan,
    report: &mut Report,
) -> Option<&'a T> {
    if value.is_none() {
        let what = Wording::new(what.0, what.1);
        report.push(Problem::MissingKey { key: key.to_owned(), what }, plan.span.map(|s| s.part(0, 0)));
    }
    value
}

/// Keys that this kind cannot have.
fn for_this_kind(plan: &Plan, kind: &Kind, report: &mut Report) {
    if let (Some(lines), false) = (&plan.addressees, kind.addressed) {
        let kinds: Vec<&str> = crate::model::kind::KINDS.iter().filter(|k| k.addressed).map(|k| k.name).collect();
        let problem =
            Problem::KeyNotForKind { key: "kinh_gui".into(), kind: kind.name.to_owned(), kinds: kinds.join(", ") };
        report.push(problem, lines.span());
    }
    if kind.key == KindName::Letter
        && let Some(first) = plan.bases.as_ref().and_then(|bases| bases.first())
    {
        let kinds: Vec<&str> = crate::model::kind::KINDS.iter().filter(|k| k.title.is_some()).map(|k| k.name).collect();
        let problem =
            Problem::KeyNotForKind { key: "can_cu".into(), kind: kind.name.to_owned(), kinds: kinds.join(", ") };
        report.push(problem, first.span);
    }
}

/// The numbering marks of a body.
pub(crate) fn numbering(given: Option<&[Text]>, kind: &Kind, report: &mut Report) -> Vec<Mark> {
    match given {
        Some(patterns) => patterns
            .iter()
            .filter_map(|pattern| {
                let mark = Mark::from_pattern(&pattern.value);
                if mark.is_none() {
                    report.push(Problem::BadMark { text: pattern.value.clone() }, pattern.span);
                }
                mark
            })
            .collect(),
        None => kind.numbering.iter().filter_map(|pattern| Mark::from_pattern(pattern)).collect(),
    }
}

/// What is known of the date; at least the year must be.
fn date(plan: &Plan, report: &mut Report) -> Option<PartialDate> {
    #[allow(clippy::cast_possible_truncation)] // 1945..=2100
    match (plan.date, plan.year) {
        (Some(date), _) => Some(date.value),
        (None, Some(year)) => Some(PartialDate::Year(year.get() as i32)),
        (None, None) => {
            report.push(Problem::YearUnknown, plan.span.map(|s| s.part(0, 0)));
            None
        }
    }
}

/// A text or lines as something that may break at phrases.
pub(crate) fn name(lines: &Lines) -> Name {
    if lines.given {
        Name { parts: lines.items.iter().map(|t| t.value.clone()).collect(), given: true }
    } else {
        Name { parts: phrases(&lines.joined()), given: false }
    }
}

/// Takes off a word that the program prints itself, and says so.
pub(crate) fn without_habit<'a>(text: &'a str, habits: &[&str], span: Option<Span>, report: &mut Report) -> &'a str {
    for habit in habits {
        // A prefix by characters: `V/V` typed in capitals is the same habit.
        let len: usize = text.chars().take(habit.chars().count()).map(char::len_utf8).sum();
        if text[..len].to_lowercase() == habit.to_lowercase() && !text[len..].trim().is_empty() {
            let dropped = text[..len].trim().to_owned();
            let printed = Wording::new("chương trình tự in", "the program prints it");
            report.push(Problem::TypedByHabit { text: dropped, printed }, span.map(|s| s.part(0, len)));
            return text[len..].trim_start();
        }
    }
    text
}

fn subject(plan: &Plan, kind: &Kind, report: &mut Report) -> Name {
    let mut subject = name(&plan.subject);
    if !subject.given {
        // A subject is prose: it breaks anywhere, and the typesetter balances its lines.
        subject.parts = vec![plan.subject.joined()];
    }
    if kind.title.is_none()
        && let Some(first) = subject.parts.first_mut()
    {
        *first = without_habit(first, &["v/v ", "về việc "], plan.subject.span(), report).to_owned();
    }
    if let Some(last) = subject.parts.last_mut() {
        let kept = trim_end_mark(last).len();
        last.truncate(kept);
    }
    let len = plan.subject.joined().chars().count();
    if len > MAX_SUBJECT {
        let problem = Problem::TooLong { key: "trich_yeu".into(), len, limit: MAX_SUBJECT };
        report.push(problem, plan.subject.span());
    }
    subject
}

/// Field 8 of Phụ lục VI.
const MAX_SUBJECT: usize = 500;

/// Bases one per line: `;` after each, `.` after the last (Phụ lục I, II.6).
fn bases(given: Option<&[Text]>, report: &mut Report) -> Vec<String> {
    let given = given.unwrap_or_default();
    given
        .iter()
        .enumerate()
        .map(|(index, base)| {
            let text = without_habit(&base.value, &["- "], base.span, report);
            format!("{}{}", trim_end_mark(text), if index + 1 == given.len() { "." } else { ";" })
        })
        .collect()
}

fn drafter(plan: &Plan) -> Option<String> {
    let drafter = plan.drafter.as_ref().map(|t| t.value.as_str());
    match (drafter, plan.printed_copies) {
        (Some(who), Some(n)) => Some(format!("{who}.({})", n.get())),
        (Some(who), None) => Some(format!("{who}.")),
        (None, Some(n)) => Some(format!("({})", n.get())),
        (None, None) => None,
    }
}

fn signature(signer: &Signer) -> Signature {
    let mut titles: Vec<String> = signer.authority.iter().flatten().map(|t| t.value.clone()).collect();
    titles.push(signer.title.value.clone());
    let name = match &signer.rank {
        Some(rank) => format!("{} {}", rank.value, signer.name.value),
        None => signer.name.value.clone(),
    };
    Signature {
        titles,
        other_title: signer.other_title.as_ref().map(|t| t.value.clone()),
        name,
        signed: signer.signed.unwrap_or(false),
    }
}

fn sheet_marks(plan: &Plan) -> Marks {
    Marks {
        secrecy: plan.secrecy.is_some(),
        // Box widths of Phụ lục I, III.2b; all are 8 mm high.
        urgency: plan.urgency.map(|u| match u {
            Urgency::Urgent => ("KHẨN", 20.0),
            Urgency::VeryUrgent => ("THƯỢNG KHẨN", 40.0),
            Urgency::Express => ("HỎA TỐC", 30.0),
        }),
        circulation: plan.circulation.map(|c| match c {
            Circulation::ReturnAfterReading => "XEM XONG TRẢ LẠI",
            Circulation::Internal => "LƯU HÀNH NỘI BỘ",
        }),
        draft: plan.draft.and_then(|d| match d {
            Draft::No => None,
            Draft::Yes => Some("DỰ THẢO".to_owned()),
            Draft::Round(n) => Some(format!("DỰ THẢO LẦN {n}")),
        }),
        copy: plan.copy.as_ref().map(|copy| {
            let form = match copy.form {
                CopyForm::Full => "SAO Y",
                CopyForm::OfCopy => "SAO LỤC",
                CopyForm::Extract => "TRÍCH SAO",
            };
            format!("{form}; {}; {}", copy.agency.value, copy.time.value)
        }),
        footer: plan.footer.iter().flat_map(|f| &f.items).map(|t| t.value.clone()).collect(),
    }
}
