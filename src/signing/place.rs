//! Where a signature is seen: from the positions that `render` kept in the PDF, from what the user says, or above the signer's name.

use lopdf::Document;

use crate::diag::Text;
use crate::export::{anchors_in, seal_in};
use crate::page::{self, facts::MM};
use crate::revision::{Place, Rect};
use crate::typeset::Anchor;

/// Room for a signature where the layout keeps none, mm.
const ROOM: (f64, f64) = (45.0, 30.0);
/// How much of a signature's width the seal covers (NĐ 30/2020, Phụ lục I, Phần I, II.8).
const OVERLAP: f64 = 1.0 / 3.0;
/// The real sizes of seals, mm.
const DIAMETERS: std::ops::RangeInclusive<f64> = 20.0..=60.0;
/// The line at the top right of page 1: from the upper and from the right edge, its width and height, mm.
const LINE: (f64, f64, f64, f64) = (5.0, 10.0, 150.0, 5.0);

/// What the user says of the place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// The page and rectangle itself.
    pub at: Option<Place>,
    /// The name that it stands above.
    pub above: Option<String>,
    /// Which of several signatures, counted from the left, from 1.
    pub nth: Option<u32>,
    /// The seal's diameter, mm.
    pub diameter: Option<f64>,
}

/// Why there is no place.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceError {
    /// The file keeps no positions, and the user named none.
    NoAnchor,
    /// Several signatures, and the user did not say which.
    Several(usize),
    /// No signature of that number.
    NoSuch(u32, usize),
    /// `(Đã ký)` is printed where the signature would be seen.
    PrintedSigned,
    /// The name is nowhere in the file.
    NameNotFound(String),
    /// The name is there so many times.
    NameTwice(String, usize),
    /// Nobody says how large the seal is.
    NoDiameter,
    /// No seal is so large or small.
    BadDiameter(f64),
    /// No page of that number.
    NoPage(usize),
    /// The rectangle leaves the page.
    OffPage,
    /// The field that is there does not hold the picture.
    OutsideField,
    /// The text of the page cannot be read.
    Unreadable(String),
}

impl PlaceError {
    /// What is wrong, and what to do.
    pub fn wording(&self) -> Text {
        match self {
            Self::NoAnchor => Text::new(
                "tệp không ghi vị trí chữ ký (không do vanthu tạo); chỉ chỗ ký bằng --find \"HỌ TÊN\" hoặc --at TRANG,X,Y,RỘNG,CAO",
                "the file keeps no place for the signature (vanthu did not make it); say where by --find \"NAME\" or --at PAGE,X,Y,W,H",
            ),
            Self::Several(count) => Text::new(
                format!("văn bản có {count} chỗ ký; chọn bằng --signer 1 … {count}, đếm từ trái"),
                format!("the document has {count} places to sign; choose with --signer 1 … {count}, from the left"),
            ),
            Self::NoSuch(nth, count) => Text::new(
                format!("--signer {nth}: văn bản chỉ có {count} chỗ ký"),
                format!("--signer {nth}: the document has {count} places to sign"),
            ),
            Self::PrintedSigned => Text::new(
                "chỗ ký đã in “(Đã ký)”; bỏ `da_ky` trong kế hoạch rồi tạo lại văn bản để ký số",
                "“(Đã ký)” is printed where the signature goes; take `da_ky` out of the plan and render again",
            ),
            Self::NameNotFound(name) => {
                Text::new(format!("không tìm thấy “{name}” trong tệp"), format!("“{name}” is not found in the file"))
            }
            Self::NameTwice(name, count) => Text::new(
                format!("“{name}” có ở {count} chỗ; chỉ rõ bằng --at TRANG,X,Y,RỘNG,CAO"),
                format!("“{name}” is found {count} times; say which by --at PAGE,X,Y,W,H"),
            ),
            Self::NoDiameter => Text::new(
                "chưa biết kích thước thực của dấu; ghi `trinh_bay.duong_kinh_dau` trong kế hoạch hoặc --diameter (mm)",
                "the real size of the seal is not known; give `trinh_bay.duong_kinh_dau` in the plan, or --diameter (mm)",
            ),
            Self::BadDiameter(mm) => Text::new(
                format!("đường kính dấu {mm} mm: phải từ {} đến {} mm", DIAMETERS.start(), DIAMETERS.end()),
                format!("a seal of {mm} mm: it must be {} to {} mm", DIAMETERS.start(), DIAMETERS.end()),
            ),
            Self::NoPage(page) => {
                Text::new(format!("tệp không có trang {page}"), format!("the file has no page {page}"))
            }
            Self::OffPage => Text::new("khung ký nằm ngoài trang", "the rectangle leaves the page"),
            Self::OutsideField => Text::new(
                "tệp đã có sẵn ô ký, hình không nằm trọn trong ô đó: bỏ --at, --find, hoặc dùng dấu nhỏ hơn (--diameter)",
                "the file has a field for this signature, which does not hold the picture: leave --at and --find out, or use a smaller seal (--diameter)",
            ),
            Self::Unreadable(why) => Text::new(
                format!("không đọc được chữ trong tệp ({why}); chỉ chỗ ký bằng --at"),
                format!("the text of the file cannot be read ({why}); say where by --at"),
            ),
        }
    }
}

/// A place to sign: the rooms of signature and seal.
#[derive(Debug, Clone, PartialEq)]
pub struct Rooms {
    /// What tells its fields from those of other signatures: nothing, or `-2`.
    pub suffix: String,
    /// The room of the signature's picture.
    pub signature: Place,
    /// Whether `(Đã ký)` is printed in it.
    pub signed: bool,
}

/// The places to sign among the anchors of a document, from left to right.
pub fn rooms_of(anchors: &[Anchor]) -> Vec<Rooms> {
    let mut found: Vec<&Anchor> =
        anchors.iter().filter(|a| a.name == "chu_ky" || a.name.starts_with("chu_ky_")).collect();
    found.sort_by(|a, b| (a.page, a.x).partial_cmp(&(b.page, b.x)).unwrap_or(std::cmp::Ordering::Equal));
    let count = found.len();
    let rooms = found.iter().enumerate().map(|(index, anchor)| {
        let signed = anchor.name.replacen("chu_ky", "da_ky", 1);
        Rooms {
            // The last has the plain names: it is the one that has the seal.
            suffix: if index + 1 == count { String::new() } else { format!("-{}", index + 1) },
            signature: place(anchor),
            signed: anchors.iter().any(|other| other.name == signed),
        }
    });
    rooms.collect()
}

fn place(anchor: &Anchor) -> Place {
    Place { page: anchor.page, rect: Rect { x: anchor.x, y: anchor.y, width: anchor.width, height: anchor.height } }
}

/// The place to sign that the user means.
///
/// # Errors
/// None, or several, or one where nothing may be put.
pub fn room(pdf: &[u8], document: &Document, wish: &Wish) -> Result<Rooms, PlaceError> {
    let plain = |signature: Place| Rooms { suffix: String::new(), signature, signed: false };
    if let Some(at) = wish.at {
        return Ok(plain(at));
    }
    if let Some(name) = &wish.above {
        return above(pdf, name).map(plain);
    }
    let all = rooms_of(&anchors_in(document));
    let chosen = match (all.len(), wish.nth) {
        (0, _) => return Err(PlaceError::NoAnchor),
        (1, None) => all.into_iter().next(),
        (count, None) => return Err(PlaceError::Several(count)),
        (count, Some(nth)) => {
            let index = usize::try_from(nth).unwrap_or(usize::MAX).wrapping_sub(1);
            Some(all.into_iter().nth(index).ok_or(PlaceError::NoSuch(nth, count))?)
        }
    };
    let chosen = chosen.ok_or(PlaceError::NoAnchor)?;
    if chosen.signed { Err(PlaceError::PrintedSigned) } else { Ok(chosen) }
}

/// Above a name: as wide as a signature, as high as the room that offices leave.
fn above(pdf: &[u8], name: &str) -> Result<Place, PlaceError> {
    let facts = page::read(pdf).map_err(|error| PlaceError::Unreadable(error.to_string()))?;
    let wanted = folded(name);
    let mut found = Vec::new();
    for (index, page) in facts.pages.iter().enumerate() {
        for line in page.lines.iter().filter(|line| folded(&line.text()) == wanted) {
            let (width, height) = ROOM;
            let top = (line.baseline() - 0.9 * line.size()) / MM;
            let rect = Rect { x: line.centre() / MM - width / 2.0, y: top - height, width, height };
            found.push(Place { page: index + 1, rect });
        }
    }
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(PlaceError::NameNotFound(name.to_owned())),
        several => Err(PlaceError::NameTwice(name.to_owned(), several.len())),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// How large the seal is: as the user says, else as the plan did.
///
/// # Errors
/// When nobody says, or no seal is like that.
pub fn diameter(document: &Document, wish: &Wish) -> Result<f64, PlaceError> {
    let diameter = wish.diameter.or_else(|| seal_in(document)).ok_or(PlaceError::NoDiameter)?;
    if DIAMETERS.contains(&diameter) { Ok(diameter) } else { Err(PlaceError::BadDiameter(diameter)) }
}

/// Whether a rectangle lies in another, but for a tenth of a millimetre.
pub fn lies_in(inner: Rect, outer: Rect) -> bool {
    const SLACK: f64 = 0.1;
    inner.x >= outer.x - SLACK
        && inner.y >= outer.y - SLACK
        && inner.x + inner.width <= outer.x + outer.width + SLACK
        && inner.y + inner.height <= outer.y + outer.height + SLACK
}

/// A picture of these proportions in the middle of a room, as large as it can be.
pub fn fitted(room: Rect, pixels: (u32, u32)) -> Rect {
    let (w, h) = (f64::from(pixels.0.max(1)), f64::from(pixels.1.max(1)));
    let scale = (room.width / w).min(room.height / h);
    let (width, height) = (w * scale, h * scale);
    Rect { x: room.x + (room.width - width) / 2.0, y: room.y + (room.height - height) / 2.0, width, height }
}

/// The seal over a third of a signature's picture, on its left, level with its middle.
pub fn seal(signature: Rect, diameter: f64) -> Rect {
    let right = signature.x + signature.width * OVERLAP;
    Rect {
        x: right - diameter,
        y: signature.y + (signature.height - diameter) / 2.0,
        width: diameter,
        height: diameter,
    }
}

/// A field that holds the seal wherever the signature's picture, which is not known yet, will end: its right edge lies between a third of
/// the widest picture and the middle of the room.
pub fn seal_field(room: Rect, diameter: f64) -> Rect {
    let left = seal(room, diameter);
    Rect { width: room.x + room.width / 2.0 - left.x, ..left }
}

/// The line at the top right of page 1 (NĐ 30/2020, Phụ lục I, Phần I, II.8; Phụ lục II, I.3), on a page so wide (mm).
pub fn line(page_width: f64) -> Place {
    let (top, right, width, height) = LINE;
    Place { page: 1, rect: Rect { x: (page_width - right - width).max(0.0), y: top, width, height } }
}

/// `3,120,60.5,45,30`: the page, and the rectangle in mm from the top left.
pub fn parse(text: &str) -> Option<Place> {
    let (page, rest) = text.split_once(',')?;
    let numbers: Vec<f64> = rest.split(',').map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
    let [x, y, width, height]: [f64; 4] = numbers.try_into().ok()?;
    let page = page.trim().parse().ok().filter(|page| *page > 0)?;
    let fine =
        [x, y, width, height].iter().all(|n| n.is_finite()) && x >= 0.0 && y >= 0.0 && width > 0.0 && height > 0.0;
    fine.then_some(Place { page, rect: Rect { x, y, width, height } })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect { x: 131.25, y: 61.0, width: 45.0, height: 30.0 };

    #[test]
    fn the_seal_covers_a_third() {
        for pixels in [(600, 400), (900, 300), (200, 400)] {
            let signature = fitted(ROOM, pixels);
            let seal = seal(signature, 36.0);
            let covered = (seal.x + seal.width - signature.x) / signature.width;
            assert!((covered - OVERLAP).abs() < 1e-9 && seal.x < signature.x, "{covered}");
            let field = seal_field(ROOM, 36.0);
            assert!(
                field.x <= seal.x + 1e-9 && field.x + field.width + 1e-9 >= seal.x + seal.width,
                "{field:?} {seal:?}"
            );
        }
    }

    #[test]
    fn places_as_typed() {
        let place = parse("3, 120,60.5,45,30").expect("a place");
        assert_eq!((place.page, place.rect.y, place.rect.height), (3, 60.5, 30.0));
        for bad in ["", "0,1,1,1,1", "1,2,3,4", "1,2,3,4,5,6", "1,-2,3,4,5", "1,2,3,0,5", "1,2,3,inf,5", "a,2,3,4,5"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
