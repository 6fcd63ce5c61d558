//! What a rule finds, and how it is mended.

use super::Meta;
use crate::diag::{Diagnostic, Edit, Entry, FileId, Fix, PagePlace, Problem, Safety, Span, Text};

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub meta: &'static Meta,
    /// What is wrong, with what was found.
    pub message: Text,
    /// What to do.
    pub help: Option<Text>,
    /// Where; none on a page that has no plan.
    pub span: Option<Span>,
    /// A second place that explains the first.
    pub related: Option<(Span, Text)>,
    /// The page, from 1, and the point on it in mm from the top left, of a finding on the page.
    pub page: Option<(usize, Option<(f64, f64)>)>,
    /// How it is mended.
    pub fix: Option<Fix>,
}

/// Collects what one rule finds.
#[derive(Debug)]
pub struct Found {
    meta: &'static Meta,
    findings: Vec<Finding>,
    evaluated: bool,
}

impl Found {
    pub(super) fn new(meta: &'static Meta) -> Self {
        Self { meta, findings: Vec::new(), evaluated: true }
    }

    /// Reports a place. The finding can be completed: a second place, help, a fix.
    pub fn report(&mut self, span: Option<Span>, vi: impl Into<String>, en: impl Into<String>) -> &mut Finding {
        self.push(span, None, Text::new(vi, en))
    }

    /// Reports a place on a page (from 1; the point in mm from its top left).
    pub fn on_page(
        &mut self,
        page: usize,
        at: Option<(f64, f64)>,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) -> &mut Finding {
        self.push(None, Some((page, at)), Text::new(vi, en))
    }

    fn push(&mut self, span: Option<Span>, page: Option<(usize, Option<(f64, f64)>)>, message: Text) -> &mut Finding {
        let finding = Finding { meta: self.meta, message, help: None, span, related: None, page, fix: None };
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Says that what the rule asks of is not there: it counts as not evaluated.
    pub fn not_evaluated(&mut self) {
        self.evaluated = false;
    }

    pub(super) fn finish(self) -> (Vec<Finding>, bool) {
        (self.findings, self.evaluated)
    }
}

impl Finding {
    /// Says what to do.
    pub fn help(&mut self, vi: impl Into<String>, en: impl Into<String>) -> &mut Self {
        self.help = Some(Text::new(vi, en));
        self
    }

    /// Adds a second place.
    pub fn related(&mut self, span: Option<Span>, vi: impl Into<String>, en: impl Into<String>) -> &mut Self {
        self.related = span.map(|span| (span, Text::new(vi, en)));
        self
    }

    /// Mends the finding by giving a place another text; nothing where the place is not known exactly.
    pub fn replace(&mut self, span: Option<Span>, text: impl Into<String>, safety: Safety) -> &mut Self {
        if let Some(span) = span {
            let edit = Edit { span, text: text.into() };
            let fix = self.fix.get_or_insert(Fix { safety, edits: Vec::new() });
            fix.edits.push(edit);
        }
        self
    }
}

impl Finding {
    /// The finding as everything else that is said; `file` is the plan, or the PDF, whose page it may be about.
    pub fn diagnostic(self, file: FileId) -> Diagnostic {
        let entry = Entry {
            code: self.meta.code,
            severity: self.meta.severity,
            message: self.message,
            help: self.help,
            clause: Some(self.meta.clause.into()),
            summary: Some(Text::new(self.meta.summary.0, self.meta.summary.1)),
        };
        let page = self.page.map(|(page, at)| PagePlace { file, page, at });
        let mut diagnostic = Diagnostic::new(Problem::Rule(Box::new(entry)), self.span);
        diagnostic.related.extend(self.related);
        diagnostic.page = page;
        diagnostic.fix = self.fix;
        diagnostic
    }
}
