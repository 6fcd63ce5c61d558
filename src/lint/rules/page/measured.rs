//! Rules that report what the checks of the geometry measured.

use crate::lint::{Found, Subject};
use crate::page::facts::MM;
use crate::page::{Aspect, Measurement, Status};

/// So many places of one page are shown; the last one says how many more there are.
const SHOWN: usize = 3;

/// Declares a rule for a check of the geometry: its page, name, clause, what it finds and how that is mended.
macro_rules! measured {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $code:literal, $word:literal, $severity:ident, $confidence:ident($clause:literal),
        $id:literal $($aspect:ident)?,
        $vi:literal, $en:literal, $help_vi:literal, $help_en:literal;
    ) => {
        $crate::lint::rule::rule! {
            $(#[doc = $doc])+
            $name = $code, $word, Page, $severity, Page, No, $confidence($clause), $vi, $en => |subject, found| {
                super::measured::report(subject, found, ($id, super::measured::aspect!($($aspect)?)), ($vi, $en), ($help_vi, $help_en));
            };
        }
    };
}

/// What exactly fails, as an option.
macro_rules! aspect {
    () => {
        None
    };
    ($aspect:ident) => {
        Some($crate::page::Aspect::$aspect)
    };
}

pub(super) use {aspect, measured};

/// Checks that judge what papers of the Party set otherwise (Hướng dẫn 05-HD/VPTW).
const NOT_OF_THE_PARTY: [&str; 9] = ["G08", "G09", "G10", "G11", "G12", "G13", "G15", "G18", "G19"];

/// Whether the first page bears the title of the Party instead of quốc hiệu.
fn is_of_the_party(subject: &Subject<'_>) -> bool {
    let lines = subject.page.and_then(|facts| facts.pages.first()).map_or(&[][..], |page| page.lines.as_slice());
    lines.iter().any(|line| line.text() == "ĐẢNG CỘNG SẢN VIỆT NAM")
}

/// Reports the failures of a check: one finding for each place, at most three on a page; where the check asks the same
/// of every part, one for each part.
pub(super) fn report(
    subject: &Subject<'_>,
    found: &mut Found,
    (id, aspect): (&str, Option<Aspect>),
    (vi, en): (&str, &str),
    (help_vi, help_en): (&str, &str),
) {
    if NOT_OF_THE_PARTY.contains(&id) && is_of_the_party(subject) {
        return found.not_evaluated();
    }
    let of_check = || subject.survey().measurements.iter().filter(|m| m.id == id);
    let failures: Vec<&Measurement> = of_check().filter(|m| m.status == Status::Fail && m.aspect == aspect).collect();
    let mut groups: Vec<Vec<&Measurement>> = Vec::new();
    for failure in &failures {
        let alike = |group: &&mut Vec<&Measurement>| {
            group.first().is_some_and(|first| first.page == failure.page && first.part == failure.part)
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(failure),
            None => groups.push(vec![failure]),
        }
    }
    for group in groups {
        let shown = if group.iter().any(|failure| failure.part.is_some()) { 1 } else { SHOWN };
        for (index, failure) in group.iter().take(shown).enumerate() {
            let more = if index + 1 == shown { group.len() - shown } else { 0 };
            let (more_vi, more_en) = if more == 0 {
                (String::new(), String::new())
            } else {
                (format!("; và {more} chỗ nữa ở trang này"), format!("; and {more} more places on this page"))
            };
            let at = failure.at.map(|(x, y)| (x / MM, y / MM));
            let (measured, expected) = (&failure.measured, &failure.expected);
            found
                .on_page(
                    failure.page,
                    at,
                    format!("{vi}: {} (yêu cầu: {}){more_vi}", measured.vi, expected.vi),
                    format!("{en}: {} (wanted: {}){more_en}", measured.en, expected.en),
                )
                .help(help_vi, help_en);
        }
    }
    if failures.is_empty() && of_check().all(|m| m.status == Status::NotEvaluated) {
        found.not_evaluated();
    }
}
