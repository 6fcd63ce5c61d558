//! The fonts: four faces of Liberation Serif inside the program, or the user's own Times New Roman.

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontStyle, FontWeight};
use typst::utils::LazyHash;

use crate::diag::{Problem, Report, Text};

/// Liberation Serif 2.1.5 (OFL), metrics of Times New Roman.
pub(crate) const FACES: [(&str, &[u8]); 4] = [
    ("LiberationSerif-Regular.ttf", include_bytes!("../../fonts/LiberationSerif-Regular.ttf")),
    ("LiberationSerif-Bold.ttf", include_bytes!("../../fonts/LiberationSerif-Bold.ttf")),
    ("LiberationSerif-Italic.ttf", include_bytes!("../../fonts/LiberationSerif-Italic.ttf")),
    ("LiberationSerif-BoldItalic.ttf", include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf")),
];

/// The family inside the program.
pub(super) const BUILT_IN: &str = "Liberation Serif";
/// The family that the law names; the user's own copy takes over.
const LEGAL: &str = "Times New Roman";

/// Two faces as font files.
#[derive(Debug, Clone, Copy)]
pub struct Faces<'a> {
    /// The upright one.
    pub regular: &'a [u8],
    /// The italic one.
    pub italic: &'a [u8],
}

/// A family with its four faces.
pub struct Fonts {
    pub(super) family: String,
    pub(super) faces: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
}

impl Fonts {
    /// The faces inside the program.
    pub fn built_in() -> Self {
        let fonts = FACES.iter().filter_map(|(_, data)| Font::new(Bytes::new(*data), 0)).collect();
        Self::of(BUILT_IN, fonts)
    }

    /// Times New Roman from a folder; `None` when the report says what is missing.
    pub fn from_folder(folder: &Path, report: &mut Report) -> Option<Self> {
        let fail = |vi: &str, en: &str, report: &mut Report| {
            report.push(Problem::FontPath { path: folder.display().to_string(), why: Text::new(vi, en) }, None);
        };
        let Ok(entries) = std::fs::read_dir(folder) else {
            fail("không đọc được thư mục", "the folder cannot be read", report);
            return None;
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        let mut fonts: Vec<Font> = Vec::new();
        for path in paths {
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
            if !["ttf", "otf", "ttc", "otc"].contains(&extension.as_str()) {
                continue;
            }
            if let Ok(data) = std::fs::read(&path) {
                fonts.extend(Font::iter(Bytes::new(data)).filter(|f| f.info().family.eq_ignore_ascii_case(LEGAL)));
            }
        }
        for (style, weight, name) in [
            (FontStyle::Normal, FontWeight::REGULAR, "Regular"),
            (FontStyle::Normal, FontWeight::BOLD, "Bold"),
            (FontStyle::Italic, FontWeight::REGULAR, "Italic"),
            (FontStyle::Italic, FontWeight::BOLD, "Bold Italic"),
        ] {
            let face = fonts.iter().find(|f| f.info().variant.style == style && f.info().variant.weight == weight);
            match face {
                None => {
                    let vi = format!("thiếu kiểu {name} của {LEGAL}");
                    fail(&vi, &format!("the face {name} of {LEGAL} is missing"), report);
                }
                // Old versions of the font have no Vietnamese letters.
                Some(face) if !"ẠạẾếỆệƠơƯưĐđỹ".chars().all(|c| face.info().coverage.contains(u32::from(c))) =>
                {
                    let vi = format!("kiểu {name} của {LEGAL} không có chữ tiếng Việt");
                    fail(&vi, &format!("the face {name} of {LEGAL} lacks Vietnamese letters"), report);
                }
                Some(_) => {}
            }
        }
        (!report.has_errors()).then(|| Self::of(LEGAL, fonts))
    }

    /// The upright and the italic face, as font files.
    pub fn faces(&self) -> Faces<'_> {
        let face = |style: FontStyle| {
            let found = self.faces.iter().find(|f| {
                f.info().variant.style == style && f.info().variant.weight == FontWeight::REGULAR && f.index() == 0
            });
            found.map(|font| font.data().as_slice()).unwrap_or_default()
        };
        Faces { regular: face(FontStyle::Normal), italic: face(FontStyle::Italic) }
    }

    fn of(family: &str, fonts: Vec<Font>) -> Self {
        Self { family: family.to_owned(), book: LazyHash::new(FontBook::from_fonts(&fonts)), faces: fonts }
    }
}
