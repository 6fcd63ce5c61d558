//! Pages as pictures.

use typst_layout::PagedDocument;
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

/// One PNG per page, at a resolution in pixels per inch.
///
/// # Errors
/// When the picture cannot be encoded (a page of no size).
pub fn png(pages: &PagedDocument, ppi: f64) -> Result<Vec<Vec<u8>>, String> {
    let options = RenderOptions { pixel_per_pt: (ppi / 72.0).into(), render_bleed: false };
    pages
        .pages()
        .iter()
        .map(|page| typst_render::render(page, &options).encode_png().map_err(|e| e.to_string()))
        .collect()
}

/// One SVG per page.
pub fn svg(pages: &PagedDocument) -> Vec<String> {
    let options = SvgOptions { render_bleed: false, pretty: false };
    pages.pages().iter().map(|page| typst_svg::svg(page, &options)).collect()
}
