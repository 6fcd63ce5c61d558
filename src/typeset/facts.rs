//! Pages as the rules see them, straight from the typesetter: the same facts as reading the exported PDF back gives, without writing it.

use kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use typst::layout::{Frame, FrameItem, Transform};
use typst::text::TextItem;
use typst::visualize::{CurveItem, Geometry, LineCap, Paint, Shape};

use super::{PagedDocument, anchors};
use crate::page::PageFacts;
use crate::page::ink::{FontName, GlyphBox, Ink, Pen};

/// What stands on the pages of a document. Pages of finished PDFs that the export puts between them are not among them.
pub fn facts(document: &PagedDocument) -> PageFacts {
    let pages = document
        .pages()
        .iter()
        .map(|page| {
            // A page of text has one or two thousand glyphs.
            let mut ink = Ink::with_room(2000);
            draw(&page.frame, Affine::IDENTITY, &mut ink);
            ink.into_page(page.frame.width().to_pt(), page.frame.height().to_pt())
        })
        .collect();
    PageFacts { pages, parts: anchors(document), ..PageFacts::default() }
}

fn draw(frame: &Frame, transform: Affine, ink: &mut Ink) {
    for (offset, item) in frame.items() {
        let here = transform * Affine::translate((offset.x.to_pt(), offset.y.to_pt()));
        match item {
            FrameItem::Group(group) => draw(&group.frame, here * affine(group.transform), ink),
            FrameItem::Text(text) => draw_text(text, here, ink),
            FrameItem::Shape(shape, _) => draw_shape(shape, here, ink),
            FrameItem::Image(_, size, _) => {
                ink.image(here.transform_rect_bbox(Rect::new(0.0, 0.0, size.x.to_pt(), size.y.to_pt())));
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn affine(transform: Transform) -> Affine {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    Affine::new([sx.get(), ky.get(), kx.get(), sy.get(), tx.to_pt(), ty.to_pt()])
}

fn draw_text(text: &TextItem, transform: Affine, ink: &mut Ink) {
    let color = color_of(&text.fill);
    let name = text.font.font().post_script_name().unwrap_or_default();
    let font = ink.font(FontName { name, embedded: true });
    let size = text.size.to_pt();
    let mut pen = Point::ZERO;
    for glyph in &text.glyphs {
        let origin = pen + (glyph.x_offset.at(text.size).to_pt(), -glyph.y_offset.at(text.size).to_pt());
        pen += (glyph.x_advance.at(text.size).to_pt(), -glyph.y_advance.at(text.size).to_pt());
        let [a, b, _, d, x, y] = (transform * Affine::translate(origin.to_vec2())).as_coeffs();
        ink.reaches(y, color);
        // Turned and mirrored text is left out, as of a PDF.
        if a <= 0.0 || d <= 0.0 || b.abs() > a * 0.01 {
            continue;
        }
        // The glyph's own advance: what justification adds is a gap.
        let advance = text.font.x_advance(glyph.id).map_or(0.0, |advance| advance.at(text.size).to_pt());
        let shown = text.text.get(glyph.range()).unwrap_or_default().to_owned();
        ink.glyph(GlyphBox { text: shown, font, size: d * size, x0: x, x1: x + advance * a, baseline: y, color });
    }
}

fn draw_shape(shape: &Shape, transform: Affine, ink: &mut Ink) {
    let path = path_of(&shape.geometry);
    if let Some(fill) = &shape.fill {
        ink.fill(&path, transform, color_of(fill));
    }
    if let Some(stroke) = &shape.stroke {
        let pen = Pen {
            width: stroke.thickness.to_pt(),
            long_ends: stroke.cap != LineCap::Butt,
            dashed: stroke.dash.is_some(),
        };
        ink.stroke(&path, transform, color_of(&stroke.paint), pen);
    }
}

fn path_of(geometry: &Geometry) -> BezPath {
    let point = |p: &typst::layout::Point| Point::new(p.x.to_pt(), p.y.to_pt());
    match geometry {
        Geometry::Line(to) => {
            BezPath::from_vec(vec![kurbo::PathEl::MoveTo(Point::ZERO), kurbo::PathEl::LineTo(point(to))])
        }
        Geometry::Rect(size) => Rect::new(0.0, 0.0, size.x.to_pt(), size.y.to_pt()).to_path(0.1),
        Geometry::Curve(curve) => curve
            .0
            .iter()
            .map(|item| match item {
                CurveItem::Move(p) => kurbo::PathEl::MoveTo(point(p)),
                CurveItem::Line(p) => kurbo::PathEl::LineTo(point(p)),
                CurveItem::Cubic(a, b, p) => kurbo::PathEl::CurveTo(point(a), point(b), point(p)),
                CurveItem::Close => kurbo::PathEl::ClosePath,
            })
            .collect(),
    }
}

/// Red, green and blue from 0 to 1; a pattern instead of a colour counts as middle grey.
fn color_of(paint: &Paint) -> [f32; 3] {
    match paint {
        Paint::Solid(color) => {
            let rgb = color.to_rgb();
            [rgb.red, rgb.green, rgb.blue]
        }
        Paint::Gradient(_) | Paint::Tiling(_) => [0.5; 3],
    }
}
