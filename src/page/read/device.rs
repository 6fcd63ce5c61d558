//! The drawing surface that records instead of painting.

use std::collections::HashMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask};
use kurbo::{Affine, BezPath, Cap, Rect};

use crate::page::facts::Page;
use crate::page::ink::{FontName, GlyphBox, Ink, Pen};

/// Records what one page of a PDF draws.
pub(super) struct Recorder {
    names: HashMap<u128, FontName>,
    /// The number of a font, by the key of its glyphs.
    known: HashMap<u128, usize>,
    ink: Ink,
}

impl Recorder {
    /// A blank page whose fonts have these names.
    pub(super) fn new(names: HashMap<u128, FontName>) -> Self {
        Self { names, known: HashMap::new(), ink: Ink::default() }
    }

    /// What was drawn on a page of this size, pt.
    pub(super) fn into_page(self, width: f64, height: f64) -> Page {
        self.ink.into_page(width, height)
    }

    fn font(&mut self, glyph: &Glyph<'_>) -> usize {
        // The glyph hides which of the Type 3 fonts it belongs to.
        let key = match glyph {
            Glyph::Outline(outline) => Some(outline.font_cache_key()),
            Glyph::Type3(_) => None,
        };
        if let Some(index) = key.and_then(|key| self.known.get(&key)) {
            return *index;
        }
        let name = match key {
            Some(key) => {
                let unknown = || FontName { name: "?".to_owned(), embedded: false };
                self.names.get(&key).cloned().unwrap_or_else(unknown)
            }
            None => FontName { name: "Type3".to_owned(), embedded: true },
        };
        let index = self.ink.font(name);
        if let Some(key) = key {
            self.known.insert(key, index);
        }
        index
    }
}

impl<'a> Device<'a> for Recorder {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &GlyphDrawMode,
    ) {
        if matches!(draw_mode, GlyphDrawMode::Invisible) {
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
        if !again {
            let font = self.font(glyph);
            self.ink.glyph(GlyphBox { text, font, size: -d * 1000.0, x0: x, x1: x + advance * a, baseline: y, color });
        }
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, draw_mode: &PathDrawMode) {
        let Some(color) = color_of(paint) else { return };
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
