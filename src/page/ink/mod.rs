//! What is drawn on one page, whoever draws it (a content stream, the typesetter): glyphs, thin lines and pictures, collected to a [`Page`].

mod lines;
mod rules;

use kurbo::{Affine, BezPath, PathEl, Rect, Shape};

use super::facts::{Area, Page, Rule};

/// A filled rectangle is a rule up to this thickness, pt.
const THIN: f64 = 3.0;
/// What is shorter than this is a dot, not a rule, pt.
const SHORT: f64 = 4.0;
/// Above this size, pt, a number on a page is nonsense of a damaged file.
const HUGE: f64 = 1.0e6;

/// The name of a font and whether its program is in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FontName {
    /// Base font name without the subset prefix.
    pub(crate) name: String,
    /// Whether the font program is inside the file (or the glyphs are drawn by the file itself, Type 3).
    pub(crate) embedded: bool,
}

/// One upright glyph on the page, pt.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GlyphBox {
    /// Its text; may be several characters (a ligature).
    pub(crate) text: String,
    /// Its font, as [`Ink::font`] numbers it.
    pub(crate) font: usize,
    /// Font size after all transformations.
    pub(crate) size: f64,
    /// Left edge: its origin.
    pub(crate) x0: f64,
    /// Right edge: its origin and its advance.
    pub(crate) x1: f64,
    /// Baseline, from the top.
    pub(crate) baseline: f64,
    /// Red, green and blue from 0 to 1.
    pub(crate) color: [f32; 3],
}

/// How a path is stroked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pen {
    /// Width before the transformation, pt.
    pub(crate) width: f64,
    /// Whether lines reach over their ends by half their width.
    pub(crate) long_ends: bool,
    /// Drawn with a dash pattern.
    pub(crate) dashed: bool,
}

/// The ink of one page.
#[derive(Debug, Default)]
pub(crate) struct Ink {
    glyphs: Vec<GlyphBox>,
    fonts: Vec<FontName>,
    rules: Vec<Rule>,
    images: Vec<Area>,
    lowest: f64,
}

impl Ink {
    /// An empty page with room for so many glyphs.
    pub(crate) fn with_room(glyphs: usize) -> Self {
        Self { glyphs: Vec::with_capacity(glyphs), ..Self::default() }
    }

    /// The number of a font on this page.
    pub(crate) fn font(&mut self, name: FontName) -> usize {
        self.fonts.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.fonts.push(name);
            self.fonts.len() - 1
        })
    }

    /// Takes note of ink that reaches down to `y`, whatever it is; white on white paper is none.
    pub(crate) fn reaches(&mut self, y: f64, color: [f32; 3]) {
        if y.is_finite() && y < HUGE && color.iter().any(|part| *part < 0.99) {
            self.lowest = self.lowest.max(y);
        }
    }

    /// Adds a glyph; one without a sensible size and place is left out.
    pub(crate) fn glyph(&mut self, glyph: GlyphBox) {
        let sound = [glyph.size, glyph.x0, glyph.x1, glyph.baseline].iter().all(|n| n.is_finite() && n.abs() < HUGE);
        if sound && glyph.size >= 0.1 {
            self.glyphs.push(glyph);
        }
    }

    /// The glyph that was drawn last.
    pub(crate) fn last_glyph(&self) -> Option<&GlyphBox> {
        self.glyphs.last()
    }

    /// Adds a picture.
    pub(crate) fn image(&mut self, seen: Rect) {
        if seen.is_finite() && seen.width().max(seen.height()) < HUGE {
            self.reaches(seen.y1, [0.0; 3]);
            self.images.push(Area { x0: seen.x0, y0: seen.y0, x1: seen.x1, y1: seen.y1 });
        }
    }

    /// Adds the straight pieces of a stroked path.
    pub(crate) fn stroke(&mut self, path: &BezPath, transform: Affine, color: [f32; 3], pen: Pen) {
        self.reaches((transform * path).bounding_box().y1, color);
        let scale = transform.determinant().abs().sqrt();
        let half = pen.width * scale / 2.0;
        let cap = if pen.long_ends { half } else { 0.0 };
        for (from, to) in rules::segments(path) {
            let (from, to) = (transform * from, transform * to);
            let across = half.max(0.005);
            let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
            let (grow_x, grow_y) = if dx >= dy { (cap, across) } else { (across, cap) };
            if dx.min(dy) > 0.2 {
                continue;
            }
            self.rule(Rect::from_points(from, to).inflate(grow_x, grow_y), color, pen.dashed);
        }
    }

    /// Adds the pieces of a filled path.
    pub(crate) fn fill(&mut self, path: &BezPath, transform: Affine, color: [f32; 3]) {
        self.reaches((transform * path).bounding_box().y1, color);
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

    /// The page: its glyphs grouped to lines, the pieces of rules joined.
    pub(crate) fn into_page(self, width: f64, height: f64) -> Page {
        Page {
            width,
            height,
            lines: lines::group(&self.glyphs, &self.fonts),
            rules: rules::joined(self.rules),
            images: self.images,
            lowest: self.lowest,
        }
    }
}
