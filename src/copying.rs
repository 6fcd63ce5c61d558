//! Copies of finished PDFs: the block of Mẫu 3.1 under the text, or the line of Mẫu 3.2 at the top right of page 1.

use chrono::NaiveDateTime;

use crate::Engine;
use crate::diag::{Lang, Report, Sources, Text, short};
use crate::export::{Standards, pdf};
use crate::model::Document;
use crate::overlay::{OverlayError, Pdf};
use crate::page::facts::MM;
use crate::typeset::{Assets, PagedDocument};

/// What kind of copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On paper: a block with number, date, recipients and signature.
    Paper,
    /// Electronic: a line with the time of signing, `2026-03-15T08:30:00`.
    Electronic {
        /// The time as given.
        time: String,
    },
}

/// Why a copy cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyError {
    /// The original.
    Pdf(OverlayError),
    /// The time of an electronic copy.
    Time(String),
    /// The block is higher than a page.
    TooTall,
    /// Our own part could not be exported; the text says why.
    Export(String),
}

impl From<OverlayError> for CopyError {
    fn from(error: OverlayError) -> Self {
        Self::Pdf(error)
    }
}

/// Between the end of the copied text and the block, pt.
const GAP: f64 = 12.0;
/// Margins above and below the block, mm (Phụ lục I, I.3).
const MARGIN: f64 = 20.0;
/// The line of an electronic copy: from the upper and from the right edge, mm.
const EDGE: (f64, f64) = (5.0, 10.0);

/// Puts the copy's part on the original; `block` is the laid out plan of the copy.
///
/// # Errors
/// When the original is damaged, or the time of an electronic copy is no time.
pub fn copy(
    mut original: Pdf,
    document: &Document,
    block: &PagedDocument,
    engine: &Engine,
    place: &Place,
) -> Result<Vec<u8>, CopyError> {
    original.flatten()?;
    match place {
        Place::Paper => {
            let block = exported(block, document)?;
            put_block(&mut original, &block)?;
        }
        Place::Electronic { time } => {
            let mut document = document.clone();
            document.marks.copy = Some(line(&document, time)?);
            let (mut report, mut sources) = (Report::default(), Sources::default());
            let laid_out = engine.lay_out(&document, &Assets::default(), &mut sources, &mut report);
            let Some((_, pages)) = laid_out else {
                return Err(CopyError::Export(short::render(&report, &sources, Lang::En)));
            };
            let strip = exported(&pages, &document)?;
            let (page, strip_box) = (original.page_box(1), strip.page_box(1));
            let (Some(page), Some(strip_box)) = (page, strip_box) else {
                return Err(OverlayError::Damaged("MediaBox".to_owned()).into());
            };
            original.put(1, &strip, page.shown().0 - strip_box.width - EDGE.1 * MM, EDGE.0 * MM)?;
        }
    }
    Ok(original.save()?)
}

/// Under the last page's ink where there is room, else on a page of its own.
fn put_block(original: &mut Pdf, block: &Pdf) -> Result<(), CopyError> {
    let damaged = || OverlayError::Damaged("MediaBox".to_owned());
    let height = block.page_box(1).ok_or_else(damaged)?.height;
    let last = original.len();
    let page = original.page_box(last).ok_or_else(damaged)?;
    let upright = page.rotation == 0 && (page.width - 210.0 * MM).abs() < 2.0 && (page.height - 297.0 * MM).abs() < 2.0;
    let bytes = original.clone().save()?;
    if height > (297.0 - 2.0 * MARGIN) * MM {
        return Err(CopyError::TooTall);
    }
    let facts = crate::page::read(&bytes).ok();
    let ink = facts.and_then(|facts| facts.pages.last().map(lowest_ink));
    let end = ink.map(|ink| ink.max(original.lowest_annotation(last).unwrap_or(0.0)));
    // A page on which nothing is seen may be full of what cannot be read.
    match end.filter(|end| upright && *end > 0.0 && end + GAP + height <= page.height - MARGIN * MM) {
        Some(end) => original.put(last, block, 0.0, end + GAP)?,
        None => {
            original.add_page(210.0 * MM, 297.0 * MM)?;
            original.put(last + 1, block, 0.0, MARGIN * MM)?;
        }
    }
    Ok(())
}

/// The lower edge of everything that stands on a page, pt from its top.
fn lowest_ink(page: &crate::page::Page) -> f64 {
    let lines = page.lines.iter().map(|line| line.baseline() + 0.25 * line.size());
    let rules = page.rules.iter().map(|rule| rule.y1);
    // A picture as large as the page is a scan: what is on it cannot be told.
    let images = page.images.iter().map(|image| image.y1);
    lines.chain(rules).chain(images).fold(page.lowest, f64::max)
}

fn exported(pages: &PagedDocument, document: &Document) -> Result<Pdf, CopyError> {
    let standards = Standards::new(&["1.7".to_owned()]).map_err(|p| CopyError::Export(p.entry().message.en))?;
    let mut report = Report::default();
    match pdf(pages, document, &standards, &mut report) {
        Some(bytes) => Ok(Pdf::open(&bytes)?),
        None => Err(CopyError::Export(short::render(&report, &Sources::default(), Lang::En))),
    }
}

/// `SAO Y; Ủy ban nhân dân xã Mẫu; 15/3/2026; 08:30:00` (Phụ lục II, Mẫu 3.2).
fn line(document: &Document, time: &str) -> Result<String, CopyError> {
    let parsed = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(time, form).ok());
    let time = parsed.ok_or_else(|| CopyError::Time(time.to_owned()))?;
    let title = document.title.as_deref().unwrap_or_default();
    let agency = document.running_name.as_deref().unwrap_or(&document.metadata.author);
    Ok(format!("{title}; {agency}; {}", time.format("%-d/%-m/%Y; %H:%M:%S")))
}

/// `2-4,7` → the pages 2, 3, 4 and 7.
///
/// # Errors
/// What is wrong with the ranges, in words.
pub fn page_ranges(text: &str, count: usize) -> Result<Vec<usize>, Text> {
    let mut pages = Vec::new();
    for part in text.split(',').map(str::trim) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (Ok(from), Ok(to)) = (from.trim().parse::<usize>(), to.trim().parse::<usize>()) else {
            return Err(Text::new(
                format!("--pages: `{part}` không phải trang; viết như 2-4,7"),
                format!("--pages: `{part}` is no page; write 2-4,7"),
            ));
        };
        if from == 0 || to < from || to > count {
            return Err(Text::new(
                format!("--pages: không có trang `{part}`; tệp có {count} trang"),
                format!("--pages: there is no page `{part}`; the file has {count} pages"),
            ));
        }
        pages.extend(from..=to);
    }
    pages.sort_unstable();
    pages.dedup();
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(page_ranges("2-4, 7,3", 9), Ok(vec![2, 3, 4, 7]));
        for bad in ["", "0", "4-2", "9-12", "a", "1-", "-3"] {
            assert!(page_ranges(bad, 9).is_err(), "{bad}");
        }
    }
}
