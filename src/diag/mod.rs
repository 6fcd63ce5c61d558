//! Diagnostics: what is wrong, where the user wrote it, why, and what to do.
//!
//! A [`Problem`] knows its code, severity, clause and wording in both languages; a [`Diagnostic`] ties it to a place.
//! Renderers ([`human`], [`short`], [`json`]) turn finished lists into text and know nothing else of the program.

pub mod human;
pub mod json;
mod lang;
mod problem;
pub mod short;
mod source;

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
}

impl Diagnostic {
    /// A finding without a second place.
    pub fn new(problem: Problem, span: Option<Span>) -> Self {
        Self { problem, span, related: Vec::new() }
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

    /// Whether anything here forbids making the document.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity() == Severity::Error)
    }

    /// The findings in the order of their places (those without a place last), each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<&Diagnostic> = self.items.iter().collect();
        list.sort_by_key(|d| match d.span {
            Some(s) => (false, Some(s.file), s.start),
            None => (true, None, 0),
        });
        list.dedup_by(|a, b| a.span == b.span && a.problem == b.problem);
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
