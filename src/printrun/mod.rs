//! The print run: many finished PDFs, each as often as its plan says, in one file for the printer.
//!
//! The result is for printing only. What makes a PDF an original (signatures that can be checked, PDF/A, attachments) stays with the
//! sources: here a signature is a picture.

mod bundle;
mod cover;
mod label;

use typst::utils::hash128;

use crate::Engine;
use crate::export::copies_in;
use crate::model::Copies;
use crate::overlay::{Assembly, Bookmark, OverlayError, PageRef, Pdf};

pub use crate::export::copies_of;

/// How a run is made.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// This many copies of every document, whatever its plan says.
    pub copies: Option<u32>,
    /// Whether the printer prints on both sides: each copy then begins on a front side.
    pub two_sided: bool,
    /// The engine that sets cover sheets: copies are then laid together by recipient, a cover before each bundle. Without one they stay
    /// with their document.
    pub covers: Option<&'a Engine>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { copies: None, two_sided: true, covers: None }
    }
}

/// Why a run cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintError {
    /// A source.
    Pdf(OverlayError),
    /// With this document the file would have more pages than one file may have.
    TooLong {
        /// How many it would have.
        pages: u64,
    },
    /// The covers could not be set; the text says why.
    Cover(String),
}

impl From<OverlayError> for PrintError {
    fn from(error: OverlayError) -> Self {
        Self::Pdf(error)
    }
}

/// The most pages of one file: far more than a printer takes at once, and little enough for the memory of an office computer.
pub const MAX_PAGES: u64 = 100_000;

/// A file for the printer in the making. Nothing of a source is kept but what is printed, and that once.
pub struct Printrun<'a> {
    options: Options<'a>,
    assembly: Assembly,
    documents: Vec<Document>,
    pages: u64,
    ident: u128,
}

/// A document that was added.
struct Document {
    /// The name that its user knows it by.
    name: String,
    /// What it is, if it says so.
    about: Option<String>,
    pages: Vec<PageRef>,
    copies: Vec<Copies>,
}

impl Document {
    /// How many copies of it are printed.
    fn count(&self) -> u32 {
        self.copies.iter().map(|copies| copies.count).sum()
    }

    fn title(&self) -> String {
        match &self.about {
            Some(about) => format!("{} - {about}", self.name),
            None => self.name.clone(),
        }
    }
}

impl<'a> Printrun<'a> {
    /// An empty run.
    pub fn new(options: Options<'a>) -> Self {
        let ident = hash128(&(options.copies, options.two_sided, options.covers.is_some()));
        Self { options, assembly: Assembly::new(), documents: Vec::new(), pages: 0, ident }
    }

    /// How many documents were added.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether none was added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Adds a document under the name that its user knows it by. On an error the run stays as it was.
    ///
    /// # Errors
    /// When the PDF cannot be read, is encrypted or damaged, or the file would become too long.
    pub fn add(&mut self, name: &str, pdf: &[u8]) -> Result<(), PrintError> {
        let opened = Pdf::open(pdf)?;
        let one = |count| vec![Copies { recipient: String::new(), count }];
        let copies = match (self.options.copies, copies_in(opened.document())) {
            (Some(count), _) => one(count.max(1)),
            (None, stated) if stated.is_empty() => one(1),
            (None, stated) => stated,
        };
        let sheets = opened.len() as u64 + u64::from(self.options.two_sided && opened.len() % 2 == 1);
        let count: u64 = copies.iter().map(|copies| u64::from(copies.count)).sum();
        let pages = self.pages.saturating_add(sheets.saturating_mul(count));
        if pages > MAX_PAGES {
            return Err(PrintError::TooLong { pages });
        }
        let about = label::about(&opened);
        let taken = self.assembly.take(opened)?;
        self.pages = pages;
        self.ident = hash128(&(self.ident, name, pdf));
        self.documents.push(Document { name: name.to_owned(), about, pages: taken, copies });
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// When nothing was added, or the covers cannot be set.
    pub fn finish(mut self) -> Result<Vec<u8>, PrintError> {
        match self.options.covers {
            Some(engine) => self.by_recipient(engine)?,
            None => self.by_document(),
        }
        let title = format!("Tệp in: {} văn bản", self.documents.len());
        Ok(self.assembly.finish(&title, self.ident, self.options.two_sided)?)
    }

    fn by_document(&mut self) {
        for document in &self.documents {
            let top = self.assembly.bookmark(document.title(), None);
            let mut number = 0;
            for Copies { recipient, count } in &document.copies {
                for _ in 0..*count {
                    number += 1;
                    lay(&mut self.assembly, document, number, recipient, top, self.options.two_sided);
                }
            }
        }
    }

    fn by_recipient(&mut self, engine: &Engine) -> Result<(), PrintError> {
        let bundles = bundle::bundles(&self.documents);
        let covers = cover::covers(&bundles, &self.documents, engine)?;
        let covers = self.assembly.take(covers.pdf).map(|pages| covers.starts.split(&pages))?;
        for (bundle, cover) in bundles.iter().zip(covers) {
            let top = self.assembly.bookmark(format!("{}: {}", bundle.name(), bundle.total()), None);
            put(&mut self.assembly, &cover, self.options.two_sided);
            for part in &bundle.parts {
                let Some(document) = self.documents.get(part.document) else { continue };
                let under = self.assembly.bookmark(document.title(), Some(top));
                for number in part.first..part.first + part.count {
                    lay(&mut self.assembly, document, number, &bundle.recipient, under, self.options.two_sided);
                }
            }
        }
        Ok(())
    }
}

/// Puts one copy of a document at the end, with its bookmark: `bản 2/3 - Ủy ban nhân dân xã Mẫu`.
fn lay(to: &mut Assembly, document: &Document, number: u32, recipient: &str, under: Bookmark, two_sided: bool) {
    let all = document.count();
    // The only copy, for nobody in particular, is the document itself.
    if all > 1 || !recipient.is_empty() {
        let whose = if recipient.is_empty() { String::new() } else { format!(" - {recipient}") };
        to.bookmark(format!("bản {number}/{all}{whose}"), Some(under));
    }
    put(to, &document.pages, two_sided);
}

/// Puts pages at the end, and an empty one where the next copy would begin on a back.
fn put(to: &mut Assembly, pages: &[PageRef], two_sided: bool) {
    for page in pages {
        to.place(*page);
    }
    if two_sided
        && pages.len() % 2 == 1
        && let Some(last) = pages.last()
    {
        to.place_blank(*last);
    }
}
