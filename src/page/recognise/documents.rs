//! The documents of one file: a pile that was merged to be printed, or one with the block of who copied it below.

use super::{is_bold, is_date, is_italic, is_nation, is_upper};
use crate::page::facts::{MM, Page, PageFacts, TextLine};

/// One document of a file.
#[derive(Debug, PartialEq)]
pub struct Piece {
    /// Its pages alone.
    pub facts: PageFacts,
    /// The number in the file of each of its pages.
    pub numbers: Vec<usize>,
}

/// The documents of a file, each to be judged by itself.
///
/// Covers before the first document, blank backs between two and the blocks of copies belong to none of them. A file
/// that names its parts is one document, whatever is attached to it.
pub fn documents(facts: PageFacts) -> Vec<Piece> {
    let whole = |facts: PageFacts| vec![Piece { numbers: (1..=facts.pages.len()).collect(), facts }];
    if !facts.parts.is_empty() {
        return whole(facts);
    }
    let starts: Vec<usize> = (1..facts.pages.len()).filter(|index| begins(&facts.pages, *index)).collect();
    let copied = facts.pages.iter().any(|page| copy_block(page).is_some());
    if starts.is_empty() && !copied {
        return whole(facts);
    }
    let PageFacts { pages, mut signatures, mut filled_fields, .. } = facts;
    let headed = pages.first().is_some_and(|page| head(page).is_some());
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, mut page) in pages.into_iter().enumerate() {
        let starts_here = starts.contains(&index);
        // A cover has text and no heading; a scan is still to be told.
        let before_all = !headed && starts.first().is_some_and(|first| index < *first);
        if before_all && !page.lines.is_empty() {
            continue;
        }
        let cut = copy_block(&page).filter(|top| index > 0 || page.lines.iter().any(|line| line.baseline() < *top));
        if let Some(top) = cut {
            keep_above(&mut page, top);
            if page.lines.is_empty() {
                continue;
            }
        }
        if pieces.is_empty() || starts_here {
            let own = PageFacts {
                signatures: std::mem::take(&mut signatures),
                filled_fields: std::mem::take(&mut filled_fields),
                ..PageFacts::default()
            };
            pieces.push(Piece { facts: own, numbers: Vec::new() });
        }
        if let Some(piece) = pieces.last_mut() {
            piece.facts.pages.push(page);
            piece.numbers.push(index + 1);
        }
    }
    // In a pile printed on both sides, blank backs make every document begin on a sheet of its own.
    if pieces.len() > 1 {
        pieces.iter_mut().for_each(drop_blank_end);
    }
    pieces.retain(|piece| !piece.numbers.is_empty());
    pieces
}

/// Quốc hiệu at the head of a page.
fn head(page: &Page) -> Option<&TextLine> {
    page.lines.iter().find(|line| is_nation(line) && line.baseline() < page.height / 4.0)
}

/// Whether a document begins on this page: under quốc hiệu it has a number or a date of its own, or it follows a blank
/// back. What is attached ("Kèm theo …"), a form in an appendix and a page that is numbered go on with the one before.
fn begins(pages: &[Page], index: usize) -> bool {
    let Some((page, nation)) = pages.get(index).and_then(|page| Some((page, head(page)?))) else { return false };
    let attached = page.lines.iter().any(|line| {
        let text = line.text();
        text.starts_with("(Kèm theo") || text.starts_with("(Ban hành kèm theo")
    });
    let labelled = page.lines.iter().filter(|line| line.baseline() < nation.baseline() - 3.0).any(|line| {
        let text = line.text().to_lowercase();
        ["phụ lục", "mẫu", "biểu"].iter().any(|word| text.starts_with(word))
    });
    if attached || labelled || page.lines.iter().any(is_later_number) {
        return false;
    }
    let under = |line: &&TextLine| (0.0..120.0).contains(&(line.baseline() - nation.baseline()));
    let numbered = page.lines.iter().filter(under).any(|l| l.text().starts_with("Số") && l.x0() < nation.x0());
    let dated = page.lines.iter().filter(under).any(|line| {
        is_date(line, nation) && is_italic(line) && line.x0() > nation.x0() - 30.0 && !line.text().starts_with('(')
    });
    numbered || dated || index.checked_sub(1).and_then(|before| pages.get(before)).is_some_and(Page::is_blank)
}

/// The number of a page that is not the first.
fn is_later_number(line: &TextLine) -> bool {
    let text = line.text();
    line.baseline() <= 25.0 * MM && text != "1" && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Where the block of a copy begins: the agency at the left, "SAO Y" (SAO LỤC, TRÍCH SAO) at the right, its number below.
fn copy_block(page: &Page) -> Option<f64> {
    let form = page.lines.iter().find(|line| {
        let text = line.text();
        matches!(text.as_str(), "SAO Y" | "SAO LỤC" | "TRÍCH SAO") && is_bold(line) && line.centre() > page.width / 2.0
    })?;
    let below = |line: &TextLine| (0.0..90.0).contains(&(line.baseline() - form.baseline()));
    page.lines.iter().find(|line| below(line) && line.text().starts_with("Số") && line.x1() < form.x0())?;
    let above = |y: f64| (0.0..60.0).contains(&(form.baseline() - y));
    let rules = page.rules.iter().filter(|rule| rule.is_horizontal() && rule.length() > page.width / 2.0);
    if let Some(rule) = rules.filter(|rule| above(rule.y0)).max_by(|a, b| a.y0.total_cmp(&b.y0)) {
        return Some(rule.y0 - 1.0);
    }
    let mut top = form.baseline();
    for line in page.lines.iter().rev().filter(|line| line.x1() < form.x0() && line.baseline() < form.baseline() + 1.0)
    {
        if !is_upper(&line.text()) || top - line.baseline() > 2.2 * line.size() {
            break;
        }
        top = top.min(line.baseline());
    }
    Some(top - form.size())
}

/// Leaves what stands above a height.
fn keep_above(page: &mut Page, top: f64) {
    page.lines.retain(|line| line.baseline() < top);
    page.rules.retain(|rule| rule.y0 < top);
    page.images.retain(|image| image.y0 < top);
    page.lowest = page.lowest.min(top);
}

/// Takes the blank pages off the end.
fn drop_blank_end(piece: &mut Piece) {
    while piece.facts.pages.last().is_some_and(Page::is_blank) {
        piece.facts.pages.pop();
        piece.numbers.pop();
    }
}
