//! Diagnostics: what is wrong, where the user wrote it, why, and what to do.
//!
//! A [`Problem`] knows its code, severity, clause and wording in both languages; a [`Diagnostic`] ties it to a place.
//! Renderers ([`human`], [`short`], [`json`]) turn finished lists into text and know nothing else of the program.

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
        Self { problem, span, related: Vec::new(), page: None, fix: None }
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Option<Span>, label: Text) -> Self {
        self.related.extend(span.map(|span| (span, label)));
        self
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

    /// The findings in the order of their places (those without a place last), each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<&Diagnostic> = self.items.iter().collect();
        // What is about the page comes after what is about the lines of the same file.
        list.sort_by_key(|d| match (d.span, &d.page) {
            (Some(s), _) => (false, Some(s.file), 0, s.start),
            (None, Some(page)) => (false, Some(page.file), page.page, 0),
            (None, None) => (true, None, 0, 0),
        });
        list.dedup_by(|a, b| a.span == b.span && a.problem == b.problem && a.page == b.page);
        list
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
