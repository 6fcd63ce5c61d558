//! From glyphs to lines of text.
//!
//! Glyphs that were drawn one after another along a baseline belong together across ordinary gaps (a justified
//! space may be wide). Pieces that were drawn apart are joined only when they touch, so that the two columns of
//! a heading remain two lines even where they come close.

use std::collections::VecDeque;

use super::{FontName, GlyphBox};
use crate::page::facts::{Run, TextLine};

/// Gaps in em: between glyphs drawn in sequence without and with a space, and between pieces drawn apart.
const GAP: f64 = 0.6;
const GAP_AT_SPACE: f64 = 2.5;
const GAP_APART: f64 = 0.3;
/// A gap in em that separates words where the file has no space glyphs.
const WORD_GAP: f64 = 0.15;
/// How far, in em, one piece may reach back over the other (kerning, accents).
const OVERLAP: f64 = 0.35;

/// Baselines nearer than this are those of one row, pt.
const ROW: f64 = 0.5;

/// Open at both ends: pieces are joined in front as well.
type Piece<'g> = VecDeque<&'g GlyphBox>;

/// Groups the glyphs of a page, given in drawing order, to lines in reading order.
pub(super) fn group(glyphs: &[GlyphBox], fonts: &[FontName]) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> =
        join_touching(drawn_in_sequence(glyphs)).iter().filter_map(|piece| line_of(piece, fonts)).collect();
    lines.sort_by(|a, b| a.baseline().total_cmp(&b.baseline()));
    // What stands side by side is read from the left, whatever the rounding of the file.
    for row in lines.chunk_by_mut(|a, b| b.baseline() - a.baseline() < ROW) {
        row.sort_by(|a, b| a.x0().total_cmp(&b.x0()));
    }
    lines
}

fn is_space(glyph: &GlyphBox) -> bool {
    glyph.text.chars().all(char::is_whitespace)
}

fn is_mark(glyph: &GlyphBox) -> bool {
    glyph.text.chars().all(|c| ('\u{300}'..='\u{36f}').contains(&c))
}

/// Whether two glyphs stand on one line: the same baseline, or one is a smaller raised or lowered one.
fn same_line(a: &GlyphBox, b: &GlyphBox) -> bool {
    let (small, large) = if a.size < b.size { (a.size, b.size) } else { (b.size, a.size) };
    let apart = (a.baseline - b.baseline).abs();
    apart <= 0.12 * large || (small < 0.9 * large && apart <= 0.45 * large)
}

fn drawn_in_sequence(glyphs: &[GlyphBox]) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for glyph in glyphs {
        match pieces.last_mut() {
            Some(piece) if piece.back().is_some_and(|last| follows(last, glyph)) => {
                piece.push_back(glyph);
            }
            _ => pieces.push(VecDeque::from([glyph])),
        }
    }
    pieces.retain(|piece| !piece.iter().all(|glyph| is_space(glyph)));
    pieces
}

fn follows(last: &GlyphBox, next: &GlyphBox) -> bool {
    let em = last.size.max(next.size);
    let gap = next.x0 - last.x1;
    let widest = if is_space(last) || is_space(next) { GAP_AT_SPACE } else { GAP };
    let back = if is_mark(next) { 1.0 } else { OVERLAP };
    same_line(last, next) && gap <= widest * em && gap >= -back * em
}

fn join_touching(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let key = |piece: &Piece<'_>| piece.front().map_or((0.0, 0.0), |g| (g.baseline, g.x0));
    pieces.sort_by(|a, b| key(a).0.total_cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)));
    let mut lines: Vec<Piece<'_>> = Vec::new();
    for piece in pieces {
        // Only the last few lines can be near enough in height: the list is sorted by baseline.
        let near = lines.len().saturating_sub(12);
        let target = lines.iter().skip(near).position(|line| touches(line, &piece) || touches(&piece, line));
        match target.and_then(|index| lines.get_mut(near + index)) {
            Some(line) if touches(line, &piece) => line.extend(piece),
            Some(line) => piece.into_iter().rev().for_each(|glyph| line.push_front(glyph)),
            None => lines.push(piece),
        }
    }
    lines
}

fn touches(left: &Piece<'_>, right: &Piece<'_>) -> bool {
    let (Some(last), Some(next)) = (left.back(), right.front()) else {
        return false;
    };
    let gap = (next.x0 - last.x1) / last.size.max(next.size);
    same_line(last, next) && (-OVERLAP..=GAP_APART).contains(&gap)
}

fn line_of(piece: &Piece<'_>, fonts: &[FontName]) -> Option<TextLine> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<&GlyphBox> = None;
    let (mut end, mut gaps) = (None, Vec::new());
    for &glyph in piece {
        let gap = last.map_or(0.0, |last| (glyph.x0 - last.x1) / last.size.max(glyph.size));
        last = Some(glyph);
        if !is_space(glyph) {
            let free = end.map_or(0.0, |end| glyph.x0 - end);
            if free > WORD_GAP * glyph.size {
                gaps.push(free);
            }
            end = Some(glyph.x1);
        }
        if let Some(run) = runs.last_mut()
            && (is_space(glyph) || gap > WORD_GAP)
            && !run.text.ends_with(' ')
        {
            run.text.push(' ');
        }
        if is_space(glyph) {
            continue;
        }
        let font = fonts.get(glyph.font)?;
        match runs.last_mut() {
            Some(run) if continues(run, glyph, font) => {
                run.text.push_str(&glyph.text);
                run.x1 = run.x1.max(glyph.x1);
            }
            _ => runs.push(Run {
                text: glyph.text.clone(),
                font: font.name.clone(),
                embedded: font.embedded,
                size: glyph.size,
                x0: glyph.x0,
                x1: glyph.x1,
                baseline: glyph.baseline,
                color: glyph.color,
            }),
        }
    }
    if let Some(run) = runs.last_mut() {
        run.text.truncate(run.text.trim_end().len());
    }
    gaps.sort_by(f64::total_cmp);
    let word_gap = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    (!runs.is_empty()).then_some(TextLine { runs, word_gap })
}

fn continues(run: &Run, glyph: &GlyphBox, font: &FontName) -> bool {
    run.font == font.name
        && run.embedded == font.embedded
        && (run.size - glyph.size).abs() < 0.05
        && (run.baseline - glyph.baseline).abs() < 0.1
        && run.color.iter().zip(glyph.color).all(|(a, b)| (a - b).abs() < 0.002)
}
