//! The images of a plan: found, kept inside the plan's folder, and decoded before anything is typeset.

use std::path::Path;

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use crate::diag::{Problem, Report, Span};
use crate::model::Document;
use crate::model::body::{Block, BlockKind};
use crate::plan::files::{NotTaken, inside};

/// Image files by the path that the plan uses.
#[derive(Debug, Default, Clone)]
pub struct Assets {
    pub(super) files: Vec<(String, Bytes)>,
}

impl Assets {
    /// Path and bytes of each file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// Loads every image of a document; problems are reported at the line that names it.
pub fn load(document: &Document, folder: &Path, report: &mut Report) -> Assets {
    let mut assets = Assets::default();
    let bodies = std::iter::once(&document.body).chain(document.appendices.iter().map(|a| &a.body));
    for Block { kind, span } in bodies.flatten() {
        if let BlockKind::Image { path, .. } = kind
            && assets.files.iter().all(|(known, _)| known != path)
            && let Some(bytes) = load_one(path, folder, *span, report)
        {
            assets.files.push((path.clone(), bytes));
        }
    }
    assets
}

fn load_one(path: &str, folder: &Path, span: Option<Span>, report: &mut Report) -> Option<Bytes> {
    let shown = path.to_owned();
    let real = match inside(path, folder) {
        Ok(real) => real,
        Err(NotTaken::Outside) => {
            report.push(Problem::ImageOutside { path: shown }, span);
            return None;
        }
        Err(NotTaken::Missing) => {
            report.push(Problem::ImageMissing { path: shown }, span);
            return None;
        }
    };
    let Ok(data) = std::fs::read(&real) else {
        report.push(Problem::ImageMissing { path: shown }, span);
        return None;
    };
    let data = super::bytes(data);
    if !readable(&data, Path::new(path)) {
        report.push(Problem::ImageBroken { path: shown }, span);
        return None;
    }
    Some(data)
}

fn readable(data: &Bytes, path: &Path) -> bool {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("svg")) {
        return std::str::from_utf8(data).is_ok_and(|text| text.contains("<svg"));
    }
    ExchangeFormat::detect(data)
        .is_some_and(|format| RasterImage::plain(data.clone(), RasterFormat::Exchange(format)).is_ok())
}
