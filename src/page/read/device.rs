//! The drawing surface that records instead of painting.

use std::collections::HashMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask};
use kurbo::{Affine, BezPath, Cap, Rect};

use super::fonts::Fonts;
use crate::page::facts::Page;
use crate::page::ink::{FontName, GlyphBox, Ink, Pen};

/// No page has more marks than this; a page of text has about 4 thousand, a map some tens of thousands.
const MOST: usize = 200_000;

/// Records what one page of a PDF draws.
pub(super) struct Recorder<'f> {
    fonts: &'f Fonts,
    /// The number of a font, by the key of its glyphs.
    known: HashMap<Option<u128>, usize>,
    ink: Ink,
    /// How many marks may still be made on this page, and in the file.
    left: usize,
    left_in_file: &'f mut usize,
    full: bool,
}

impl<'f> Recorder<'f> {
    /// A blank page of a file with these fonts, in which so many marks may still be made.
    pub(super) fn new(fonts: &'f Fonts, left_in_file: &'f mut usize) -> Self {
        Self { fonts, known: HashMap::new(), ink: Ink::default(), left: MOST, left_in_file, full: false }
    }

    /// What was drawn on a page of this size, pt; nothing when it was too much to record.
    pub(super) fn into_page(self, width: f64, height: f64) -> Option<Page> {
        (!self.full).then(|| self.ink.into_page(width, height))
    }

    /// Whether there is room for so many more marks.
    fn takes(&mut self, marks: usize) -> bool {
        match (self.left.checked_sub(marks), self.left_in_file.checked_sub(marks)) {
            (Some(left), Some(left_in_file)) if !self.full => (self.left, *self.left_in_file) = (left, left_in_file),
            _ => self.full = true,
        }
        !self.full
    }

    fn font(&mut self, glyph: &Glyph<'_>) -> usize {
        // The glyph hides which of the Type 3 fonts it belongs to.
        let key = match glyph {
            Glyph::Outline(outline) => Some(outline.font_cache_key()),
            Glyph::Type3(_) => None,
        };
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let name = match key {
            Some(key) => {
                let unknown = || FontName { name: "?".to_owned(), embedded: false };
                self.fonts.name(key).cloned().unwrap_or_else(unknown)
            }
            None => FontName { name: "Type3".to_owned(), embedded: true },
        };
        let index = self.ink.font(name);
        self.known.insert(key, index);
        index
    }
}

impl<'a> Device<'a> for Recorder<'_> {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &GlyphDrawMode,
    ) {
        if matches!(draw_mode, GlyphDrawMode::Invisible) || !self.takes(1) {
            return;
        }
        let Some(color) = color_of(paint) else { return };
        let [a, b, _, d, x, y] = (transform * glyph_transform).as_coeffs();
        self.ink.reaches(y, color);
        // Upright text runs to the right (a > 0, b = 0) and its tops point to the top of the page (d < 0).
        if a <= 0.0 || d >= 0.0 || b.abs() > a * 0.01 {
            return;
        }
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map_or(0.0, f64::from),
            Glyph::Type3(_) => 500.0,
        };
        let text = text_of(glyph);
        // Filling and stroking the same glyph (false bold) is one glyph.
        let again = matches!(draw_mode, GlyphDrawMode::Stroke(_))
            && self.ink.last_glyph().is_some_and(|last| {
                (last.x0 - x).abs() < 0.01 && (last.baseline - y).abs() < 0.01 && last.text == text
            });
        // A font may say that one of its glyphs stands for a whole book.
        if !again && self.takes(text.len().saturating_sub(1)) {
            let font = self.font(glyph);
            self.ink.glyph(GlyphBox { text, font, size: -d * 1000.0, x0: x, x1: x + advance * a, baseline: y, color });
        }
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, draw_mode: &PathDrawMode) {
        let Some(color) = color_of(paint) else { return };
        if !self.takes(path.elements().len()) {
            return;
        }
        match draw_mode {
            PathDrawMode::Fill(_) => self.ink.fill(path, transform, color),
            PathDrawMode::Stroke(props) => {
                let pen = Pen {
                    width: f64::from(props.line_width),
                    long_ends: !matches!(props.line_cap, Cap::Butt),
                    dashed: props.dash_array.iter().any(|length| *length > 0.0),
                };
                self.ink.stroke(path, transform, color, pen);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        if !self.takes(1) {
            return;
        }
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.ink.image(transform.transform_rect_bbox(pixels));
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The colour, or nothing when the paint is fully transparent.
fn color_of(paint: &Paint<'_>) -> Option<[f32; 3]> {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, alpha] = color.to_rgba().components();
            (alpha > 0.0).then_some([r, g, b])
        }
        Paint::Pattern(_) => Some([0.5; 3]),
    }
}

fn text_of(glyph: &Glyph<'_>) -> String {
    match glyph.as_unicode() {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(text)) => text,
        None => {
            let blank = matches!(glyph, Glyph::Outline(outline) if outline.outline().is_empty());
            if blank { " " } else { "\u{FFFD}" }.to_owned()
        }
    }
}
