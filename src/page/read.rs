//! From the bytes of a PDF to [`PageFacts`].
//!
//! The content streams are interpreted (`hayro-interpret`), so text in Form `XObjects`, transformations, hidden
//! layers and every encoding of fonts are handled as a viewer handles them. Invisible text (the text layer of a
//! scan) and turned text are left out: what is judged is what a reader sees upright.

mod anchors;
mod content;
mod device;
mod effort;
mod fields;
mod fonts;
#[cfg(test)]
mod tests;
mod tree;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, Rect};

use super::facts::PageFacts;
use crate::diag::{Lang, Text};
use device::Recorder;
use effort::Effort;
use fonts::Fonts;

/// How many marks (characters, pieces of paths, pictures) the pages of a file may have between them.
const MARKS: usize = 5_000_000;

/// Why a PDF could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes are no PDF, or too damaged to find a page in them.
    NotAPdf,
    /// The file opens only with a password, or with a cipher that is not known.
    Encrypted,
    /// The list of parts that the file carries is damaged; the text says how.
    Anchors(String),
    /// The content is damaged so badly that reading had to stop.
    Damaged,
    /// Reading the content would take more work than any document is worth.
    TooComplex,
}

impl ReadError {
    /// What is wrong, in both languages.
    pub fn wording(&self) -> Text {
        let (vi, en) = match self {
            Self::NotAPdf => ("không phải tệp PDF, hoặc tệp hỏng", "no PDF, or a damaged one"),
            Self::Encrypted => ("tệp PDF bị khóa bằng mật khẩu", "the PDF is locked by a password"),
            Self::Anchors(why) => {
                let vi = format!("danh sách thành phần trong tệp PDF bị hỏng: {why}");
                return Text::new(vi, "the list of parts in the PDF is damaged");
            }
            Self::Damaged => ("nội dung tệp PDF bị hỏng", "the content of the PDF is damaged"),
            Self::TooComplex => {
                ("nội dung tệp PDF quá phức tạp, không đọc được", "the content of the PDF is too complex to be read")
            }
        };
        Text::new(vi, en)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wording().get(Lang::Vi))
    }
}

impl std::error::Error for ReadError {}

/// Reads the text, the rules and the named parts of a PDF.
///
/// Never panics, whatever the bytes are. A file without a list of parts gives empty [`PageFacts::parts`].
pub fn read(pdf: &[u8]) -> Result<PageFacts, ReadError> {
    // The interpreter is foreign code that meets hostile files: a panic in it must not become ours.
    catch_unwind(AssertUnwindSafe(|| read_pages(pdf))).unwrap_or(Err(ReadError::Damaged))
}

fn read_pages(bytes: &[u8]) -> Result<PageFacts, ReadError> {
    if !tree::is_bounded(bytes) {
        return Err(ReadError::TooComplex);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::MissingIDEntry) | LoadPdfError::Invalid => ReadError::NotAPdf,
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
    })?;
    let cache = InterpreterCache::new();
    // Annotations (a signature's picture, a comment) are not the text of the document.
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let (mut pages, mut fonts, mut effort, mut marks) = (Vec::new(), Fonts::default(), Effort::new(), MARKS);
    for page in pdf.pages().iter() {
        effort.page(page)?;
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let mut context =
            Context::new(upright, Rect::new(0.0, 0.0, width, height), &cache, pdf.xref(), settings.clone());
        fonts.add(page.resources());
        let mut recorder = Recorder::new(&fonts, &mut marks);
        interpret_page(page, &mut context, &mut recorder);
        pages.push(recorder.into_page(width, height).ok_or(ReadError::TooComplex)?);
    }
    let fields = fields::count(pdf.xref());
    let parts = anchors::read(pdf.xref())?;
    Ok(PageFacts { pages, parts, signatures: fields.signed, filled_fields: fields.filled })
}
