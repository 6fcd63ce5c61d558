//! The drawing surface that records instead of painting.

use std::collections::HashMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask, StrokeProps};
use kurbo::{Affine, BezPath, Cap, PathEl, Rect, Shape};

use super::fonts::FontName;
use super::rules::{joined, segments};
use crate::page::facts::{Area, Rule};

/// A filled rectangle is a rule up to this thickness, pt.
const THIN: f64 = 3.0;
/// What is shorter than this is a dot, not a rule, pt.
const SHORT: f64 = 4.0;
/// Above this size, pt, a number on a page is nonsense of a damaged file.
const HUGE: f64 = 1.0e6;

/// One glyph on the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GlyphBox {
    /// Its text; may be several characters (a ligature).
    pub(super) text: String,
    /// Index into the list of fonts.
    pub(super) font: usize,
    pub(super) size: f64,
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) baseline: f64,
    pub(super) color: [f32; 3],
}

/// Records the glyphs, rules and pictures of one page.
pub(super) struct Ink {
    names: HashMap<u128, FontName>,
    fonts: Vec<FontName>,
    /// Where a font is in the list, by the key of its glyphs.
    known: HashMap<u128, usize>,
    glyphs: Vec<GlyphBox>,
    rules: Vec<Rule>,
    images: Vec<Area>,
    lowest: f64,
}

impl Ink {
    /// A blank page whose fonts have these names.
    pub(super) fn new(names: HashMap<u128, FontName>) -> Self {
        Self {
            names,
            fonts: Vec::new(),
            known: HashMap::new(),
            glyphs: Vec::new(),
            rules: Vec::new(),
            images: Vec::new(),
            lowest: 0.0,
        }
    }

    /// The lowest edge of all ink so far.
    pub(super) fn lowest(&self) -> f64 {
        self.lowest
    }

    /// Takes note of ink, whatever it is; white on white paper is none.
    fn reaches(&mut self, y: f64, color: [f32; 3]) {
        if y.is_finite() && y < HUGE && color.iter().any(|part| *part < 0.99) {
            self.lowest = self.lowest.max(y);
        }
    }

    /// The glyphs in the order of drawing, their fonts, the rules (pieces joined) and the pictures.
    pub(super) fn into_parts(self) -> (Vec<GlyphBox>, Vec<FontName>, Vec<Rule>, Vec<Area>) {
        (self.glyphs, self.fonts, joined(self.rules), self.images)
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
        let index = self.fonts.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.fonts.push(name);
            self.fonts.len() - 1
        });
        if let Some(key) = key {
            self.known.insert(key, index);
        }
        index
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine, color: [f32; 3], props: &StrokeProps) {
        let scale = transform.determinant().abs().sqrt();
        let half = f64::from(props.line_width) * scale / 2.0;
        let dashed = props.dash_array.iter().any(|length| *length > 0.0);
        let cap = if matches!(props.line_cap, Cap::Butt) { 0.0 } else { half };
        for (from, to) in segments(path) {
            let (from, to) = (transform * from, transform * to);
            let across = half.max(0.005);
            let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
            let (grow_x, grow_y) = if dx >= dy { (cap, across) } else { (across, cap) };
            if dx.min(dy) > 0.2 {
                continue;
            }
            self.rule(Rect::from_points(from, to).inflate(grow_x, grow_y), color, dashed);
        }
    }

    fn fill(&mut self, path: &BezPath, transform: Affine, color: [f32; 3]) {
        // Word processors fill many rectangles with one operator.
        let mut piece = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) && !piece.is_empty() {
                self.rule((transform * &piece).bounding_box(), color, false);
                piece = BezPath::new();
            }
            piece.push(*element);
        }
        if !piece.is_empty() {
            self.rule((transform * &piece).bounding_box(), color, false);
        }
    }

    /// Keeps the rectangle if it is thin and long enough to be a rule.
    fn rule(&mut self, rect: Rect, color: [f32; 3], dashed: bool) {
        let (thin, long) = (rect.width().min(rect.height()), rect.width().max(rect.height()));
        let sound = rect.is_finite() && rect.x0.abs().max(rect.y0.abs()).max(long) < HUGE;
        if sound && thin <= THIN && long >= SHORT && long >= 3.0 * thin {
            self.rules.push(Rule { x0: rect.x0, y0: rect.y0, x1: rect.x1, y1: rect.y1, color, dashed });
        }
    }
}

impl<'a> Device<'a> for Ink {
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
        self.reaches(y, color);
        // Upright text runs to the right (a > 0, b = 0) and its tops point to the top of the page (d < 0).
        if a <= 0.0 || d >= 0.0 || b.abs() > a * 0.01 {
            return;
        }
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map_or(0.0, f64::from),
            Glyph::Type3(_) => 500.0,
        };
        let (size, x1) = (-d * 1000.0, x + advance * a);
        if ![size, x, x1, y].iter().all(|n| n.is_finite() && n.abs() < HUGE) || size < 0.1 {
            return;
        }
        let text = text_of(glyph);
        let font = self.font(glyph);
        // Filling and stroking the same glyph (false bold) is one glyph.
        let again = matches!(draw_mode, GlyphDrawMode::Stroke(_))
            && self.glyphs.last().is_some_and(|last| {
                (last.x0 - x).abs() < 0.01 && (last.baseline - y).abs() < 0.01 && last.text == text
            });
        if !again {
            self.glyphs.push(GlyphBox { text, font, size, x0: x, x1, baseline: y, color });
        }
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, draw_mode: &PathDrawMode) {
        let Some(color) = color_of(paint) else { return };
        self.reaches((transform * path.clone()).bounding_box().y1, color);
        match draw_mode {
            PathDrawMode::Fill(_) => self.fill(path, transform, color),
            PathDrawMode::Stroke(props) => self.stroke(path, transform, color, props),
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let seen = transform.transform_rect_bbox(pixels);
        if seen.is_finite() && seen.width().max(seen.height()) < HUGE {
            self.reaches(seen.y1, [0.0; 3]);
            self.images.push(Area { x0: seen.x0, y0: seen.y0, x1: seen.x1, y1: seen.y1 });
        }
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
