//! PDF export: standards, metadata, determinism.

use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::piece_info::{self, Kept};
use crate::diag::{Problem, Report};
use crate::model::Document;
use crate::overlay::Pdf;
use crate::typeset::{Anchor, anchors};
use chrono::Datelike;

/// The words of `--standard`.
pub const STANDARDS: &[(&str, PdfStandard)] = &[
    ("1.4", PdfStandard::V_1_4),
    ("1.5", PdfStandard::V_1_5),
    ("1.6", PdfStandard::V_1_6),
    ("1.7", PdfStandard::V_1_7),
    ("2.0", PdfStandard::V_2_0),
    ("a-1b", PdfStandard::A_1b),
    ("a-1a", PdfStandard::A_1a),
    ("a-2b", PdfStandard::A_2b),
    ("a-2u", PdfStandard::A_2u),
    ("a-2a", PdfStandard::A_2a),
    ("a-3b", PdfStandard::A_3b),
    ("a-3u", PdfStandard::A_3u),
    ("a-3a", PdfStandard::A_3a),
    ("a-4", PdfStandard::A_4),
    ("a-4f", PdfStandard::A_4f),
    ("a-4e", PdfStandard::A_4e),
    ("ua-1", PdfStandard::Ua_1),
];

/// A set of standards that go together.
#[derive(Debug, Clone)]
pub struct Standards {
    standards: PdfStandards,
    /// Whether the user named one that asks for tags or for all that is needed later: PDF/A, PDF/UA.
    named: bool,
}

impl Standards {
    /// Checks that the words of `--standard` go together; none means PDF/A-2a with PDF/UA-1.
    ///
    /// # Errors
    /// What does not go together, in Typst's words.
    pub fn new(words: &[String]) -> Result<Self, Problem> {
        let wanted: Vec<PdfStandard> = if words.is_empty() {
            vec![PdfStandard::A_2a, PdfStandard::Ua_1]
        } else {
            STANDARDS.iter().filter(|(word, _)| words.iter().any(|w| w == word)).map(|(_, s)| *s).collect()
        };
        let named = words.iter().any(|word| word.starts_with("a-") || word.starts_with("ua-"));
        PdfStandards::new(&wanted)
            .map(|standards| Self { standards, named })
            .map_err(|e| Problem::Standard { detail: e.message().to_string() })
    }
}

/// The PDF of a document. Its date is the first moment that the document's own date allows, at +07:00: not the time of signing.
pub fn pdf(pages: &PagedDocument, document: &Document, standards: &Standards, report: &mut Report) -> Option<Vec<u8>> {
    let first = document.date.first_day();
    let day = |n: u32| u8::try_from(n).unwrap_or(1);
    let midnight = Datetime::from_ymd_hms(first.year(), day(first.month()), day(first.day()), 0, 0, 0);
    let options = PdfOptions {
        ident: Smart::Custom(document.metadata.ident.clone()),
        creator: Smart::Custom(Some(format!("vanthu {}", env!("CARGO_PKG_VERSION")))),
        timestamp: midnight.and_then(|moment| Timestamp::new_local(moment, VIETNAM)),
        page_ranges: None,
        standards: standards.standards.clone(),
        tagged: true,
        pretty: false,
    };
    let bytes = match typst_pdf::pdf(pages, &options) {
        Ok(bytes) => bytes,
        Err(errors) => {
            for error in &errors {
                report.push(Problem::Standard { detail: error.message.to_string() }, None);
            }
            return None;
        }
    };
    if document.appendices.iter().any(|appendix| appendix.pdf.is_some()) {
        report.push(Problem::ClaimsDropped { named: standards.named }, None);
    }
    let mut anchors = anchors(pages);
    let bytes = match with_included(bytes, document, &mut anchors) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.push(Problem::Internal { detail: error.wording().en }, None);
            return None;
        }
    };
    match piece_info::write(&bytes, &anchors, &Kept::of(document), first) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            report.push(Problem::Internal { detail: format!("PieceInfo: {error}") }, None);
            None
        }
    }
}

/// The PDF of pages that are no document of anybody: a sheet for the printer, without tags, standard and date. Its `/ID` comes from its
/// content.
///
/// # Errors
/// What Typst says when it cannot export.
pub fn sheet(pages: &PagedDocument) -> Result<Vec<u8>, String> {
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(format!("vanthu {}", env!("CARGO_PKG_VERSION")))),
        timestamp: None,
        page_ranges: None,
        standards: PdfStandards::default(),
        tagged: false,
        pretty: false,
    };
    typst_pdf::pdf(pages, &options)
        .map_err(|errors| errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}

/// Puts the finished PDFs of appendices after the appendices' own pages; what stands behind them moves on.
fn with_included(
    bytes: Vec<u8>,
    document: &Document,
    anchors: &mut [Anchor],
) -> Result<Vec<u8>, crate::overlay::OverlayError> {
    if document.appendices.iter().all(|appendix| appendix.pdf.is_none()) {
        return Ok(bytes);
    }
    let mut whole = Pdf::open(&bytes)?;
    let own = whole.len();
    let starts: Vec<usize> = anchors.iter().filter(|a| a.name == "phu_luc").map(|a| a.page).collect();
    // From the last to the first: page numbers before an insertion stay what they are.
    for (index, appendix) in document.appendices.iter().enumerate().rev() {
        let Some(pdf) = &appendix.pdf else { continue };
        // The pages of the appendix end where the next one begins, or with our own pages.
        let end = starts.get(index + 1).map_or(own, |next| next - 1);
        whole.insert(end, pdf)?;
        for anchor in anchors.iter_mut().filter(|anchor| anchor.page > end) {
            anchor.page += pdf.len();
        }
    }
    whole.save()
}

/// Minutes east of Greenwich.
const VIETNAM: i32 = 7 * 60;
