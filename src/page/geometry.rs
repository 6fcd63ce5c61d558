//! The geometry of thể thức, measured on the ink of finished pages: the checks G01 to G32.
//!
//! Sources: Phụ lục I of Nghị định 30/2020/NĐ-CP. What is checked are the ranges of the law, not the house
//! defaults; a check (or a limit in it) that is not law says `thiết kế` in its clause. Tolerances cover the
//! rounding of files and the side bearings of glyphs.

mod body;
mod fonts;
mod header;
mod marks;
mod numbers;
mod sheet;
mod signature;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod view;

use super::facts::PageFacts;
use view::View;

/// The two families of layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// With the name of the kind above the subject (ô 5a): kế hoạch, quyết định, báo cáo …
    Titled,
    /// Công văn: no ô 5a, "V/v …" under the number (ô 5b).
    Letter,
}

/// The outcome of one check at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Inside the legal range.
    Pass,
    /// Outside.
    Fail,
    /// Does not apply, or could not be measured; [`Measurement::measured`] says why.
    NotEvaluated,
}

/// One check, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// `"G01"` to `"G32"`.
    pub id: &'static str,
    /// The outcome.
    pub status: Status,
    /// What was found, in Vietnamese, with units.
    pub measured: String,
    /// What is demanded, in Vietnamese, with units.
    pub expected: String,
    /// The clause that demands it.
    pub clause: &'static str,
    /// The page, counted from 1 (the first one concerned).
    pub page: usize,
    /// A point on the page in pt from the top-left corner, when there is one to show.
    pub at: Option<(f64, f64)>,
}

/// Measures every check; each id occurs at least once, and once per place where it fails.
///
/// When the file names no parts they are recognised from the text.
pub fn measure(facts: &PageFacts, kind: Layout) -> Vec<Measurement> {
    let view = View::new(facts, kind);
    let mut all: Vec<Measurement> = [
        sheet::paper,
        sheet::left,
        sheet::right,
        sheet::top,
        sheet::bottom,
        numbers::page_numbers,
        fonts::family,
        fonts::sizes,
        header::national_name,
        header::motto_centre,
        header::motto_step,
        header::motto_rule,
        header::agency_rule,
        header::left_column,
        header::number_and_date,
        header::date_centre,
        title::centred,
        title::rule,
        title::subject_gap,
        body::indent,
        body::pitch,
        body::gap,
        body::justified,
        signature::block,
        signature::recipients,
        signature::addressees,
        signature::company,
        signature::room,
        marks::urgency,
        marks::footer,
        marks::appendix,
        marks::copy_line,
    ]
    .into_iter()
    .flat_map(|check| check(&view))
    .collect();
    all.sort_by(|a, b| a.id.cmp(b.id).then(a.page.cmp(&b.page)));
    all
}

/// Collects the failures of one check.
struct Check {
    id: &'static str,
    clause: &'static str,
    expected: String,
    failures: Vec<Measurement>,
}

impl Check {
    fn new(id: &'static str, clause: &'static str, expected: impl Into<String>) -> Self {
        Self { id, clause, expected: expected.into(), failures: Vec::new() }
    }

    fn result(&self, status: Status, measured: String, page: usize) -> Measurement {
        Measurement {
            id: self.id,
            status,
            measured,
            expected: self.expected.clone(),
            clause: self.clause,
            page,
            at: None,
        }
    }

    /// Reports a failing place.
    fn fail(&mut self, page: usize, at: (f64, f64), measured: impl Into<String>) {
        let failure = self.result(Status::Fail, measured.into(), page);
        self.failures.push(Measurement { at: Some(at), ..failure });
    }

    /// Reports a failing place and what is demanded there, where it differs from place to place.
    fn fail_as(&mut self, page: usize, at: (f64, f64), measured: impl Into<String>, expected: String) {
        self.fail(page, at, measured);
        if let Some(failure) = self.failures.last_mut() {
            failure.expected = expected;
        }
    }

    /// The failures, or one pass with what was measured.
    fn done(self, measured: impl Into<String>, page: usize) -> Vec<Measurement> {
        if self.failures.is_empty() { vec![self.result(Status::Pass, measured.into(), page)] } else { self.failures }
    }

    /// Not evaluated, and why.
    fn skip(self, why: &str) -> Vec<Measurement> {
        vec![self.result(Status::NotEvaluated, why.to_owned(), 1)]
    }
}

/// Millimetres for a reader: `29,1 mm`.
fn mm(points: f64) -> String {
    format!("{:.1} mm", points / super::facts::MM).replace('.', ",")
}

/// Points for a reader: `13,5 pt`.
fn pt(points: f64) -> String {
    format!("{points:.1} pt").replace('.', ",")
}

/// A percentage for a reader: `42,3 %`.
fn percent(ratio: f64) -> String {
    format!("{:.1} %", ratio * 100.0).replace('.', ",")
}
