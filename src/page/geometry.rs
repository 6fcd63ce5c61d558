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
mod wording;

use super::facts::{Area, PageFacts, Part};
use crate::diag::Text;
pub use text::Paragraph;
use view::View;
pub use view::{Row, SideMargins, TextArea};
use wording::{mm, percent, pt, words};

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

/// What a failure is about, where one check asks for several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// G07: a font whose program is not in the file, or whose characters cannot be read back.
    Embedding,
    /// G07: text that is not black.
    Colour,
}

/// One check, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// `"G01"` to `"G32"`.
    pub id: &'static str,
    /// The outcome.
    pub status: Status,
    /// What was found, with units.
    pub measured: Text,
    /// What is demanded, with units.
    pub expected: Text,
    /// The clause that demands it.
    pub clause: &'static str,
    /// The page, counted from 1 (the first one concerned).
    pub page: usize,
    /// A point on the page in pt from the top-left corner, when there is one to show.
    pub at: Option<(f64, f64)>,
    /// What exactly fails, where one check asks for several things.
    pub aspect: Option<Aspect>,
    /// The part that fails, where one check asks the same of every part.
    pub part: Option<String>,
}

/// Measures every check; each id occurs at least once, and once per place where it fails.
///
/// When the file names no parts they are recognised from the text.
pub fn measure(facts: &PageFacts, kind: Layout) -> Vec<Measurement> {
    measurements(&View::new(facts, kind, None))
}

/// The pages as a reader sees them: what was measured, and the running text cut into paragraphs.
#[derive(Debug, Default)]
pub struct Survey {
    /// What the checks G01 to G32 measure, as of [`measure`].
    pub measurements: Vec<Measurement>,
    /// The named parts, from the file or recognised; those of several signatures bear one name.
    pub parts: Vec<Part>,
    /// The running text in reading order, without tables.
    pub paragraphs: Vec<Paragraph>,
    /// The text area of each page, where it is known or its text proves it.
    pub areas: Vec<Option<TextArea>>,
    /// The drawn tables of each page.
    pub tables: Vec<Vec<Area>>,
}

/// Measures the pages and cuts their text into paragraphs. Pages of one's own come with the margins that they were set
/// with; those of others have to prove theirs.
pub fn survey(facts: &PageFacts, kind: Layout, margins: Option<SideMargins>) -> Survey {
    let view = View::new(facts, kind, margins);
    let measurements = measurements(&view);
    let paragraphs = view.running.paragraphs;
    Survey { measurements, paragraphs, parts: view.parts, areas: view.areas, tables: view.tables }
}

fn measurements(view: &View<'_>) -> Vec<Measurement> {
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
    .flat_map(|check| check(view))
    .collect();
    all.sort_by(|a, b| a.id.cmp(b.id).then(a.page.cmp(&b.page)));
    all
}

/// Collects the failures of one check.
struct Check {
    id: &'static str,
    clause: &'static str,
    expected: Text,
    failures: Vec<Measurement>,
}

impl Check {
    fn new(id: &'static str, clause: &'static str, (vi, en): (&str, &str)) -> Self {
        Self { id, clause, expected: Text::new(vi, en), failures: Vec::new() }
    }

    fn result(&self, status: Status, measured: Text, page: usize) -> Measurement {
        Measurement {
            id: self.id,
            status,
            measured,
            expected: self.expected.clone(),
            clause: self.clause,
            page,
            at: None,
            aspect: None,
            part: None,
        }
    }

    /// Reports a failing place.
    fn fail(&mut self, page: usize, at: (f64, f64), measured: impl Into<Text>) {
        let failure = self.result(Status::Fail, measured.into(), page);
        self.failures.push(Measurement { at: Some(at), ..failure });
    }

    /// Reports a failing place of a part and what is demanded of it.
    fn fail_part(&mut self, part: &str, page: usize, at: (f64, f64), measured: impl Into<Text>, expected: Text) {
        self.fail(page, at, measured);
        if let Some(failure) = self.failures.last_mut() {
            failure.expected = expected;
            failure.part = Some(part.to_owned());
        }
    }

    /// Says what the failure that was reported last is about.
    fn about(&mut self, aspect: Option<Aspect>) {
        if let Some(failure) = self.failures.last_mut() {
            failure.aspect = aspect;
        }
    }

    /// The failures, or one pass with what was measured.
    fn done(self, measured: impl Into<Text>, page: usize) -> Vec<Measurement> {
        if self.failures.is_empty() { vec![self.result(Status::Pass, measured.into(), page)] } else { self.failures }
    }

    /// Not evaluated, and why.
    fn skip(self, (vi, en): (&str, &str)) -> Vec<Measurement> {
        vec![self.result(Status::NotEvaluated, Text::new(vi, en), 1)]
    }
}
