//! Diagnostics: what is wrong, where the user wrote it, why, and what to do.
//!
//! A [`Problem`] knows its code, severity, clause and wording in both languages; a [`Diagnostic`] ties it to a place.
//! Renderers ([`human`], [`short`], [`json`], [`sarif`], [`github`]) turn finished lists into text and know nothing else of the program.

mod fix;
pub mod github;
pub mod human;
pub mod json;
mod lang;
mod problem;
pub mod sarif;
pub mod short;
mod source;

pub use fix::{Edit, Fix, Safety, mended};
pub use lang::{Lang, Text};
pub(crate) use problem::CLAUSE_NUMBER;
pub use problem::{Code, Entry, Problem, Severity};
pub use source::{FileId, LineColumn, SourceFile, Sources, Span};

/// One finding at one place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where; `None` when there is no honest place to point at.
    pub span: Option<Span>,
    /// A second place that explains the first, with its label.
    pub related: Vec<(Span, Text)>,
    /// The place on a laid-out page.
    pub page: Option<PagePlace>,
    /// The file that it is about, where it has no place in it.
    pub file: Option<FileId>,
    /// How it is mended.
    pub fix: Option<Fix>,
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PagePlace {
    /// The plan whose page it is, or the PDF.
    pub file: FileId,
    /// The page, from 1.
    pub page: usize,
    /// The point, mm from the top left.
    pub at: Option<(f64, f64)>,
}

impl PagePlace {
    /// `trang 2, 30,0 mm từ mép trái, 120,5 mm từ mép trên`.
    pub fn wording(&self, lang: Lang) -> String {
        let mut text = match lang {
            Lang::Vi => format!("trang {}", self.page),
            Lang::En => format!("page {}", self.page),
        };
        if let Some((x, y)) = self.at {
            text += &match lang {
                Lang::Vi => format!(", {x:.1} mm từ mép trái, {y:.1} mm từ mép trên").replace('.', ","),
                Lang::En => format!(", {x:.1} mm from the left, {y:.1} mm from the top"),
            };
        }
        text
    }
}

impl Diagnostic {
    /// A finding without a second place.
    pub fn new(problem: Problem, span: Option<Span>) -> Self {
        Self { problem, span, related: Vec::new(), page: None, file: None, fix: None }
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Option<Span>, label: Text) -> Self {
        self.related.extend(span.map(|span| (span, label)));
        self
    }

    /// Where it comes among the others: by file; in it what is about the whole of it, then places in the text, then those on pages,
    /// from the top left.
    fn order(&self) -> (bool, Option<FileId>, usize, usize, i64, i64) {
        match (self.span, &self.page, self.file) {
            (Some(span), _, _) => (false, Some(span.file), 0, span.start, 0, 0),
            (None, Some(place), _) => {
                let (x, y) = place.at.unwrap_or_default();
                // A tenth of a millimetre is the precision of places on paper.
                (false, Some(place.file), place.page, 0, (y * 10.0).round() as i64, (x * 10.0).round() as i64)
            }
            (None, None, Some(file)) => (false, Some(file), 0, 0, 0, 0),
            (None, None, None) => (true, None, 0, 0, 0, 0),
        }
    }

    fn repeats(&self, other: &Self) -> bool {
        self.span == other.span && self.page == other.page && self.problem == other.problem
    }

    /// The severity of the problem.
    pub fn severity(&self) -> Severity {
        self.problem.entry().severity
    }
}

/// Collects findings, so that one run can report all of them.
#[derive(Debug, Default, Clone)]
pub struct Report {
    items: Vec<Diagnostic>,
}

impl Report {
    /// Adds a problem at a place.
    pub fn push(&mut self, problem: Problem, span: Option<Span>) {
        self.items.push(Diagnostic::new(problem, span));
    }

    /// Adds a finished diagnostic.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Moves all findings of `other` to the end of this report.
    pub fn append(&mut self, other: Report) {
        self.items.extend(other.items);
    }

    /// Keeps the findings for whose problem `wanted` holds.
    pub fn retain(&mut self, wanted: impl Fn(&Problem) -> bool) {
        self.items.retain(|item| wanted(&item.problem));
    }

    /// Moves the findings of a plan that was read by itself, whose texts now stand `by` further on in the table.
    pub fn append_shifted(&mut self, mut other: Report, by: u32) {
        for item in &mut other.items {
            item.span = item.span.map(|span| span.shifted(by));
            for (span, _) in &mut item.related {
                *span = span.shifted(by);
            }
            if let Some(page) = &mut item.page {
                page.file = page.file.shifted(by);
            }
            item.file = item.file.map(|file| file.shifted(by));
            for edit in item.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.span = edit.span.shifted(by);
            }
        }
        self.append(other);
    }

    /// Whether anything here forbids making the document.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity() == Severity::Error)
    }

    /// Says which file those findings are about that have no place.
    pub fn about(&mut self, file: FileId) {
        for item in self.items.iter_mut().filter(|item| item.span.is_none() && item.page.is_none()) {
            item.file.get_or_insert(file);
        }
    }

    /// Takes fixes back: the findings stay.
    pub fn withdraw(&mut self, fixes: &[Fix]) {
        for item in &mut self.items {
            item.fix.take_if(|fix| fixes.contains(fix));
        }
    }

    /// The findings in the order of their places (those without a file last), each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<&Diagnostic> = self.items.iter().collect();
        list.sort_by_key(|item| item.order());
        let mut kept: Vec<&Diagnostic> = Vec::with_capacity(list.len());
        for item in list {
            let beside = kept.iter().rev().take_while(|other| other.order() == item.order());
            if !beside.into_iter().any(|other| other.repeats(item)) {
                kept.push(item);
            }
        }
        kept
    }

    /// The findings as they came.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
