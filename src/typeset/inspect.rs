//! What stands where on the finished pages: the named parts, and what only shows after layout.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem, Point};
use typst::text::TextItem;

use super::PagedDocument;
use crate::build::HeadSpans;
use crate::diag::{Problem, Report, Sources, Span};
use crate::model::Layout;

/// A named part, as the facts of a page have it.
pub use crate::page::Part as Anchor;

/// How the templates mark a part: `#block(…)<vt-NAME>`.
const PREFIX: &str = "vt-";

/// Line box of Times New Roman and its equals, em.
const ASCENT: f64 = 0.891;
const DESCENT: f64 = 0.216;

/// The halves of the head come no nearer than this, mm.
const LEAST_GAP: f64 = 3.0;

/// A rectangle in pt.
#[derive(Debug, Clone, Copy)]
struct Rect {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl Rect {
    fn join(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// All named parts in the order of page and name. Parts with text are as large as the text, empty ones (room for a stamp) as the
/// room kept; several pieces of one name on one page are joined.
pub fn anchors(document: &PagedDocument) -> Vec<Anchor> {
    let mut parts: BTreeMap<(usize, String), Rect> = BTreeMap::new();
    for (index, page) in document.pages().iter().enumerate() {
        find_parts(&page.frame, Point::zero(), &mut |name, rect| {
            let key = (index + 1, name.to_owned());
            let joined = parts.get(&key).map_or(rect, |known| known.join(rect));
            parts.insert(key, joined);
        });
    }
    let mm = |pt: f64| (pt * 25.4 / 72.0 * 100.0).round() / 100.0;
    parts
        .into_iter()
        .map(|((page, name), r)| Anchor {
            name,
            page,
            x: mm(r.x0),
            y: mm(r.y0),
            width: mm(r.x1 - r.x0),
            height: mm(r.y1 - r.y0),
        })
        .collect()
}

fn find_parts(frame: &Frame, at: Point, found: &mut impl FnMut(&str, Rect)) {
    for (offset, item) in frame.items() {
        let FrameItem::Group(group) = item else {
            continue;
        };
        let origin = at + *offset + Point::new(group.transform.tx, group.transform.ty);
        if let Some(label) = group.label {
            let label = label.resolve();
            if let Some(name) = label.as_str().strip_prefix(PREFIX) {
                let (x, y) = (origin.x.to_pt(), origin.y.to_pt());
                let size = group.frame.size();
                let whole = Rect { x0: x, y0: y, x1: x + size.x.to_pt(), y1: y + size.y.to_pt() };
                found(name, ink(&group.frame, origin).unwrap_or(whole));
            }
        }
        find_parts(&group.frame, origin, found);
    }
}

/// The box around all text of a frame.
fn ink(frame: &Frame, at: Point) -> Option<Rect> {
    let mut joined: Option<Rect> = None;
    each_text(frame, at, &mut |text, origin| {
        let size = text.size.to_pt();
        let (x, y) = (origin.x.to_pt(), origin.y.to_pt());
        let rect = Rect { x0: x, y0: y - ASCENT * size, x1: x + text.width().to_pt(), y1: y + DESCENT * size };
        joined = Some(joined.map_or(rect, |known| known.join(rect)));
    });
    joined
}

fn each_text<'a>(frame: &'a Frame, at: Point, visit: &mut impl FnMut(&'a TextItem, Point)) {
    for (offset, item) in frame.items() {
        let origin = at + *offset;
        match item {
            FrameItem::Text(text) => visit(text, origin),
            FrameItem::Group(group) => {
                let origin = origin + Point::new(group.transform.tx, group.transform.ty);
                each_text(&group.frame, origin, visit);
            }
            _ => {}
        }
    }
}

/// Reports what only the finished pages show: characters without a glyph, a head that does not fit, text off the page.
pub fn check_pages(
    document: &PagedDocument,
    layout: &Layout,
    head: HeadSpans,
    text_of: Option<Span>,
    sources: &Sources,
    report: &mut Report,
) {
    let mut missing: BTreeMap<char, String> = BTreeMap::new();
    for (index, page) in document.pages().iter().enumerate() {
        let right = page.frame.width().to_pt() - layout.margins[1] * 72.0 / 25.4;
        each_text(&page.frame, Point::zero(), &mut |text, origin| {
            for glyph in text.glyphs.iter().filter(|g| g.id == 0) {
                for c in text.text.get(glyph.range()).unwrap_or_default().chars() {
                    missing.entry(c).or_insert_with(|| text.font.font().info().family.clone());
                }
            }
            // The line of an electronic copy (ô 14) stands in the margin by rule; it is above the text area.
            let above = origin.y.to_pt() < layout.margins[0] * 72.0 / 25.4;
            // A space at the end of a line has a width, but no ink.
            let shown = text.text.trim_end().len();
            let width: f64 =
                text.glyphs.iter().filter(|g| g.range().start < shown).map(|g| g.x_advance.at(text.size).to_pt()).sum();
            if !above && origin.x.to_pt() + width > right + 1.0 {
                let shown: String = text.text.chars().take(60).collect();
                let span = find(&shown, text_of, sources);
                report.push(Problem::OffThePage { page: index + 1, text: shown }, span);
            }
        });
    }
    for (c, font) in missing {
        let name = format!("`{c}` ({})", crate::yaml::char_name(c));
        report.push(Problem::MissingGlyph { name, font }, find(&c.to_string(), text_of, sources));
    }
    let parts = anchors(document);
    let of =
        |names: &[&str]| parts.iter().filter(|a| a.page == 1 && names.contains(&a.name.as_str())).collect::<Vec<_>>();
    // The two halves of the head keep apart, and the left one stays on the paper's text area.
    let left = of(&["chu_quan", "ban_hanh", "so_ky_hieu"]);
    let left_end = left.iter().map(|a| a.x + a.width).fold(0.0, f64::max);
    let left_start = left.iter().map(|a| a.x).fold(f64::MAX, f64::min);
    let right_start = of(&["quoc_hieu", "tieu_ngu", "ngay"]).iter().map(|a| a.x).fold(f64::MAX, f64::min);
    let free = (right_start - left_end - LEAST_GAP).min(left_start - layout.margins[3]);
    if free < -0.05 {
        // The widest text is the one to shorten; the date is long only by its place.
        let widest = |names: &[&str]| of(names).iter().map(|a| a.width).fold(0.0, f64::max);
        let half = (210.0 - layout.margins[1] - layout.margins[3]) / 2.0;
        let culprits =
            [("ngay", head.place), ("ban_hanh", head.issuer), ("chu_quan", head.parent), ("so_ky_hieu", head.symbol)];
        let most = culprits[1..].iter().map(|(name, _)| widest(&[name])).fold(0.0, f64::max);
        let span = culprits.iter().find(|(name, _)| {
            let width = widest(&[name]);
            if *name == "ngay" { width > half + 10.0 } else { width >= most }
        });
        report.push(Problem::HeaderTooWide { free }, span.and_then(|(_, span)| *span));
    }
}

/// Where a text of the page stands in the user's file.
fn find(text: &str, whole: Option<Span>, sources: &Sources) -> Option<Span> {
    let whole = whole?;
    let source = &sources.get(whole.file).text;
    let at = source.find(text.trim())?;
    // A text that stands in several places cannot be pointed at: no caret rather than a wrong one.
    if source[at + text.trim().len()..].contains(text.trim()) {
        return None;
    }
    Some(Span::new(whole.file, at..at + text.trim().len()))
}

/// When the signature stands on a page with fewer than two lines of the body before it: the height (pt) to be kept free at the foot of
/// the page before, so that its last two lines move to the signature. `None` when all is well.
pub fn room_to_reserve(document: &PagedDocument, layout: &Layout) -> Option<f64> {
    let parts = anchors(document);
    let sign = parts.iter().find(|a| a.name == "quyen_han")?.page;
    if body_lines(document, sign).len() >= 2 {
        return None;
    }
    let pitch = layout.spacing * 1.149 * layout.size;
    let foot = (297.0 - layout.margins[2]) * 72.0 / 25.4;
    let lowest = body_lines(document, sign.checked_sub(1)?).last().map_or(foot, |y| y + DESCENT * layout.size);
    Some((foot - lowest).max(0.0) + 2.0 * pitch - 1.0)
}

/// The baselines of the body's lines on a page, from the top, pt.
fn body_lines(document: &PagedDocument, page: usize) -> Vec<f64> {
    let Some(page) = page.checked_sub(1).and_then(|index| document.pages().get(index)) else { return Vec::new() };
    let mut blocks: Vec<(f64, f64)> = Vec::new();
    find_parts(&page.frame, Point::zero(), &mut |name, rect| {
        if name == "noi_dung" {
            blocks.push((rect.y0, rect.y1));
        }
    });
    let mut lines: Vec<f64> = Vec::new();
    each_text(&page.frame, Point::zero(), &mut |_, origin| {
        let y = origin.y.to_pt();
        let inside = blocks.iter().any(|(top, bottom)| (*top..=*bottom).contains(&y));
        if inside && lines.iter().all(|known| (known - y).abs() > 1.0) {
            lines.push(y);
        }
    });
    lines.sort_by(f64::total_cmp);
    lines
}
