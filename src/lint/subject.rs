//! What rules look at.

use std::sync::OnceLock;

use super::texts::{Piece, pieces};
use crate::family::Family;
use crate::model::Document;
use crate::page::facts::MM;
use crate::page::{Layout, PageFacts, SideMargins, Survey, survey};
use crate::plan::kind::{Kind, kind};
use crate::plan::{Loaded, Plan};

/// A plan, the document that it makes, and its pages; or the pages of somebody's PDF alone.
pub struct Subject<'a> {
    /// The plan, its profile merged under it; every text has its place.
    pub plan: Option<&'a Plan>,
    /// What else is known of how the plan was read.
    pub loaded: Option<&'a Loaded>,
    /// The kind of document.
    pub kind: Option<&'static Kind>,
    /// The family of layout rules.
    pub family: Option<&'a Family>,
    /// The document, where it could be built.
    pub document: Option<&'a Document>,
    /// What stands on its pages, where it could be laid out.
    pub page: Option<&'a PageFacts>,
    /// Whether the pages are those of a letter or of a titled document.
    pub layout: Layout,
    /// All texts of the plan in the order of its keys.
    pub texts: Vec<Piece<'a>>,
    /// The pages as a reader sees them, once that was asked for.
    survey: OnceLock<Survey>,
}

impl<'a> Subject<'a> {
    /// A plan and what was made of it.
    pub fn of_plan(loaded: &'a Loaded, document: Option<&'a Document>, page: Option<&'a PageFacts>) -> Self {
        let kind = kind(loaded.plan.kind);
        Self {
            plan: Some(&loaded.plan),
            loaded: Some(loaded),
            kind: Some(kind),
            family: document.map(|document| document.family.as_ref()),
            document,
            page,
            layout: if kind.is_letter() { Layout::Letter } else { Layout::Titled },
            texts: pieces(&loaded.plan),
            survey: OnceLock::new(),
        }
    }

    /// The pages of a PDF, whoever made it.
    pub fn of_pages(page: &'a PageFacts, layout: Layout) -> Self {
        Self {
            plan: None,
            loaded: None,
            kind: None,
            family: None,
            document: None,
            page: Some(page),
            layout,
            texts: Vec::new(),
            survey: OnceLock::new(),
        }
    }

    /// The geometry and the paragraphs of the pages; made once, empty without pages.
    pub fn survey(&self) -> &Survey {
        let measured = || self.page.map_or_else(Survey::default, |page| survey(page, self.layout, self.margins()));
        self.survey.get_or_init(measured)
    }

    /// The margins that the plan's pages were set with.
    fn margins(&self) -> Option<SideMargins> {
        let [_, right, _, left] = self.document?.layout.margins;
        Some(SideMargins { left: left * MM, right: right * MM })
    }
}
