//! Plain data about finished pages. All lengths are in pt (1/72 inch), x to the right and y downwards from the
//! top-left corner of the page as it is seen (so after `/Rotate`); only [`Part`] is in millimetres.

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;

/// Everything that was read from one PDF.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageFacts {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The named parts; empty when the file does not name them.
    pub parts: Vec<Part>,
    /// How many signature fields are signed.
    pub signatures: usize,
    /// How many text fields are filled in; what they show is not among the lines.
    pub filled_fields: usize,
}

/// One page: its size and its ink.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Width of the visible page, pt.
    pub width: f64,
    /// Height of the visible page, pt.
    pub height: f64,
    /// The lines of upright visible text, from top to bottom and then from left to right.
    pub lines: Vec<TextLine>,
    /// The thin drawn lines, horizontal and vertical.
    pub rules: Vec<Rule>,
    /// Where pictures stand.
    pub images: Vec<Area>,
    /// The lowest edge of any ink, drawn shapes and turned text among it; 0 for an empty page.
    pub lowest: f64,
}

impl Page {
    /// Whether nothing stands on it but a page number.
    pub fn is_blank(&self) -> bool {
        let number = |text: String| text.bytes().all(|byte| byte.is_ascii_digit());
        // Ink of shapes or turned text, where no line was read.
        let other = self.lines.is_empty() && self.lowest > 0.0;
        self.images.is_empty() && self.rules.is_empty() && !other && self.lines.iter().all(|line| number(line.text()))
    }

    /// Whether a picture covers it, as it does a scan.
    pub fn is_picture(&self) -> bool {
        let covers = |image: &Area| {
            let (width, height) =
                (image.x1.min(self.width) - image.x0.max(0.0), image.y1.min(self.height) - image.y0.max(0.0));
            width >= 0.9 * self.width && height >= 0.9 * self.height
        };
        self.images.iter().any(covers)
    }
}

/// An upright rectangle, pt.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
}

impl Area {
    /// Whether the point lies inside or on the edge, with `slack` pt around.
    pub fn contains(&self, x: f64, y: f64, slack: f64) -> bool {
        x >= self.x0 - slack && x <= self.x1 + slack && y >= self.y0 - slack && y <= self.y1 + slack
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// A line of text of one column: neighbours across a column gap are separate lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextLine {
    /// The runs from left to right, never empty in a line that was read.
    pub runs: Vec<Run>,
    /// The usual gap between two words (the median), pt; 0 in a line of one word.
    pub word_gap: f64,
}

impl TextLine {
    /// The text of the line, words separated by one space.
    pub fn text(&self) -> String {
        let text: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        text.trim().to_owned()
    }

    /// Left edge of the first glyph (its origin, not its ink), pt.
    pub fn x0(&self) -> f64 {
        self.runs.iter().map(|run| run.x0).reduce(f64::min).unwrap_or(0.0)
    }

    /// Right edge of the last visible glyph (its advance), pt; spaces at the end do not count.
    pub fn x1(&self) -> f64 {
        self.runs.iter().map(|run| run.x1).reduce(f64::max).unwrap_or(0.0)
    }

    /// The middle between [`x0`](Self::x0) and [`x1`](Self::x1), pt.
    pub fn centre(&self) -> f64 {
        f64::midpoint(self.x0(), self.x1())
    }

    /// The baseline of the largest run (raised and lowered runs are smaller), pt.
    pub fn baseline(&self) -> f64 {
        self.main_run().map_or(0.0, |run| run.baseline)
    }

    /// The largest font size of the line, pt.
    pub fn size(&self) -> f64 {
        self.main_run().map_or(0.0, |run| run.size)
    }

    /// The first of the largest runs.
    pub fn main_run(&self) -> Option<&Run> {
        let mut best: Option<&Run> = None;
        for run in &self.runs {
            if best.is_none_or(|found| run.size > found.size + 0.01) {
                best = Some(run);
            }
        }
        best
    }
}

/// Neighbouring glyphs of one font, size, colour and baseline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// The text; U+FFFD stands for a glyph whose meaning the file does not tell.
    pub text: String,
    /// The name of the font without the subset prefix, as `LiberationSerif-Bold`.
    pub font: String,
    /// Whether the font program is inside the file.
    pub embedded: bool,
    /// Font size after all transformations, pt.
    pub size: f64,
    /// Left edge, pt.
    pub x0: f64,
    /// Right edge, pt.
    pub x1: f64,
    /// Baseline, pt from the top.
    pub baseline: f64,
    /// Red, green and blue from 0 to 1; a pattern instead of a colour counts as middle grey.
    pub color: [f32; 3],
}

impl Run {
    /// Whether the name of the font says that it is bold.
    pub fn is_bold(&self) -> bool {
        let name = self.font.to_ascii_lowercase();
        name.contains("bold") || name.contains("black") || name.contains("heavy")
    }

    /// Whether the name of the font says that it is italic.
    pub fn is_italic(&self) -> bool {
        let name = self.font.to_ascii_lowercase();
        name.contains("italic") || name.contains("oblique")
    }
}

/// A thin drawn line, horizontal or vertical: the rectangle that its ink covers, pt.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rule {
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
    /// Red, green and blue from 0 to 1.
    pub color: [f32; 3],
    /// Drawn with a dash pattern, so not a solid line.
    pub dashed: bool,
}

impl Rule {
    /// Whether it is wider than high.
    pub fn is_horizontal(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }

    /// Its length along the longer side, pt.
    pub fn length(&self) -> f64 {
        (self.x1 - self.x0).max(self.y1 - self.y0)
    }

    /// The middle of a horizontal rule, pt.
    pub fn centre(&self) -> f64 {
        f64::midpoint(self.x0, self.x1)
    }
}

/// A named part of the document (ô of the diagram in Phụ lục I). It only tells WHAT stands at a place: every
/// position that is judged comes from the ink.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// The name, as `so_ky_hieu` or `noi_nhan`.
    pub name: String,
    /// The page, counted from 1.
    pub page: usize,
    /// Left edge, mm.
    pub x: f64,
    /// Top edge, mm.
    pub y: f64,
    /// Width, mm.
    pub width: f64,
    /// Height, mm.
    pub height: f64,
}

impl Part {
    /// The rectangle in pt.
    pub fn area(&self) -> Area {
        Area { x0: self.x * MM, y0: self.y * MM, x1: (self.x + self.width) * MM, y1: (self.y + self.height) * MM }
    }
}
