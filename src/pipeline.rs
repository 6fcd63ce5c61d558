//! The pipeline in one place: plan → document → source → pages → PDF.

use std::path::Path;

use crate::build::build;
use crate::diag::{Problem, Report, Sources};
use crate::export::{self, Standards};
use crate::family::Families;
use crate::model::Document;
use crate::plan::{Loaded, Overrides, Row, Tree, read};
use crate::signing::awaiting;
use crate::template::{Renderer, Templates};
use crate::typeset::{self, Assets, Fonts, PagedDocument, Typesetter};

/// The family of a plan that names none.
const STATE: &str = "nha-nuoc";

/// What all documents of a run share.
pub struct Engine {
    templates: Templates,
    families: Families,
    renderer: Renderer,
    typesetter: Typesetter,
}

/// A document with its pages.
pub struct Typeset {
    /// The document.
    pub document: Document,
    /// Its Typst source.
    pub source: String,
    /// Its images.
    pub assets: Assets,
    /// Its pages.
    pub pages: PagedDocument,
    /// The plan, and the files it was read from.
    pub loaded: Loaded,
}

/// A plan that could be read and of which no document came; the report says why.
pub struct Unfinished {
    /// The plan, without the values that could not be read.
    pub loaded: Loaded,
    /// The document, if the plan made one that could not be laid out without errors.
    pub document: Option<Document>,
}

impl Engine {
    /// An engine over templates and fonts.
    ///
    /// # Errors
    /// A template with a syntax error.
    pub fn new(templates: Templates, fonts: Fonts, sources: &mut Sources) -> Result<Self, Box<Report>> {
        let renderer = Renderer::new(&templates, sources)?;
        let typesetter = Typesetter::new(&templates, fonts);
        Ok(Self { templates, families: Families::built_in(), renderer, typesetter })
    }

    /// An engine over the templates and fonts of these folders, or those inside the program; `None` when the report says why not.
    pub fn open(
        templates: Option<&Path>,
        fonts: Option<&Path>,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Self> {
        let templates = match templates {
            Some(folder) => Templates::with_folder(folder, report),
            None => Templates::built_in(),
        };
        let fonts = match fonts {
            Some(folder) => Fonts::from_folder(folder, report),
            None => Some(Fonts::built_in()),
        };
        match Self::new(templates, fonts?, sources) {
            Ok(engine) if !report.has_errors() => Some(engine),
            Ok(_) => None,
            Err(found) => {
                report.append(*found);
                None
            }
        }
    }

    /// An engine over what is inside the program.
    ///
    /// # Errors
    /// None that a release should ever have: a template inside the program with a syntax error.
    pub fn built_in() -> Result<Self, Box<Report>> {
        Self::new(Templates::built_in(), Fonts::built_in(), &mut Sources::default())
    }

    /// The templates in use.
    pub fn templates(&self) -> &Templates {
        &self.templates
    }

    /// Makes the pages of one plan; `None` when the report says why not. Frees what Typst remembers of older documents.
    pub fn typeset(
        &self,
        bytes: Vec<u8>,
        name: &str,
        folder: &Path,
        overrides: Overrides,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Typeset> {
        self.attempt(bytes, name, folder, overrides, sources, report).ok()
    }

    /// The same, for whoever can use a plan that makes no document.
    ///
    /// # Errors
    /// What there is of the plan; nothing when it could not be read. The report says why.
    pub fn attempt(
        &self,
        bytes: Vec<u8>,
        name: &str,
        folder: &Path,
        overrides: Overrides,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Result<Typeset, Option<Box<Unfinished>>> {
        let mut own = Report::default();
        let made = read(bytes, name, folder, overrides, sources, &mut own)
            .ok_or(None)
            .and_then(|tree| self.make(&tree, None, sources, &mut own));
        report.append(own);
        made
    }

    /// Makes the pages of a plan with the values of a row of a batch, or those of its examples. Frees what Typst remembers of older
    /// documents.
    pub fn typeset_row(
        &self,
        tree: &Tree,
        row: Option<&Row>,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Typeset> {
        let mut own = Report::default();
        let made = self.make(tree, row, sources, &mut own);
        report.append(own);
        made.ok()
    }

    /// `report` holds what was said of this plan alone: an error in it means that there is no document.
    fn make(
        &self,
        tree: &Tree,
        row: Option<&Row>,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Result<Typeset, Option<Box<Unfinished>>> {
        let loaded = tree.decode(row, sources, report).ok_or(None);
        let made = loaded.and_then(|loaded| self.run(loaded, sources, report).map_err(Some));
        self.typesetter.forget_old();
        made
    }

    /// The Typst source of a document, and its pages.
    pub fn lay_out(
        &self,
        document: &Document,
        assets: &Assets,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<(String, PagedDocument)> {
        let font = self.typesetter.font();
        let source = self.renderer.render(document, font, &self.templates, sources, report)?;
        let pages = self.typesetter.typeset(&source, assets, report)?;
        Some((source, pages))
    }

    /// The pages of a sheet that is no document; `source` writes its Typst source, given the font family in use.
    pub fn sheet(&self, source: impl FnOnce(&str) -> String, report: &mut Report) -> Option<PagedDocument> {
        let source = source(self.typesetter.font());
        let pages = self.typesetter.typeset(&source, &Assets::default(), report);
        self.typesetter.forget_old();
        pages
    }

    /// Whether a document surely becomes a PDF. The export refuses pictures that it cannot take over, pages of other PDFs, fonts that must
    /// not be embedded and structures that only other templates make; of text in the fonts inside the program everything that PDF/A or
    /// PDF/UA refuse was found before: hidden and private-use characters when the plan was read, missing glyphs on the pages.
    pub fn surely_exports(&self, made: &Typeset) -> bool {
        let foreign = made.document.appendices.iter().any(|appendix| appendix.pdf.is_some());
        self.typesetter.is_built_in() && made.assets.iter().next().is_none() && !foreign
    }

    /// The PDF of a document; of one that awaits its number, with the fields for what is filled in later.
    pub fn pdf(&self, made: &Typeset, standards: &Standards, report: &mut Report) -> Option<Vec<u8>> {
        let bytes = export::pdf(&made.pages, &made.document, standards, report)?;
        if !made.document.awaiting {
            return Some(bytes);
        }
        let prepared = awaiting::prepare(&bytes, &made.document, self.typesetter.faces());
        prepared.map_err(|error| report.push(Problem::Awaiting { why: error.wording() }, None)).ok()
    }

    fn run(&self, mut loaded: Loaded, sources: &mut Sources, report: &mut Report) -> Result<Typeset, Box<Unfinished>> {
        let stop = |loaded, document| Err(Box::new(Unfinished { loaded, document }));
        let folder = loaded.folder.clone();
        let (word, span) = loaded.plan.family.as_ref().map_or((STATE, None), |he| (he.value.as_str(), he.span));
        let Some(family) = self.families.find(word, span, &folder, sources, report, &mut loaded.read) else {
            return stop(loaded, None);
        };
        let Some(built) = build(&loaded, &family, report) else { return stop(loaded, None) };
        let assets = typeset::load_assets(&built.document, &folder, report);
        let mut document = built.document;
        if report.has_errors() {
            return stop(loaded, Some(document));
        }
        let Some((mut source, mut pages)) = self.lay_out(&document, &assets, sources, report) else {
            return stop(loaded, Some(document));
        };
        if let Some(room) = typeset::room_to_reserve(&pages, &document.layout) {
            // The signature stands alone on its page: once more, with the end of the body kept with it.
            document.keep_end = Some(room);
            let Some(again) = self.lay_out(&document, &assets, sources, report) else {
                return stop(loaded, Some(document));
            };
            (source, pages) = again;
        }
        let whole = sources.whole(loaded.file);
        loaded.read.extend(assets.iter().map(|(path, _)| folder.join(path)));
        typeset::check_pages(&pages, &document.layout, built.head, whole, sources, report);
        if report.has_errors() {
            return stop(loaded, Some(document));
        }
        Ok(Typeset { document, source, assets, pages, loaded })
    }
}
