//! The pictures of a signature and of a seal: what NĐ 30/2020, Phụ lục I, Phần I, II.7d and II.8 ask of them, checked before anything is signed.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, Transformations};

use super::Role;
use crate::diag::Text;
use crate::revision::{self, Rect};

/// The largest file that is read, bytes.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The most pixels on a side: 4,000 are more than 600 dpi on the largest seal.
const MAX_SIDE: u32 = 4000;
/// The fewest pixels on a side: below this, 30 mm are printed with less than 85 dpi.
const MIN_SIDE: u32 = 100;
/// Below this opacity a pixel is background.
const VISIBLE: u8 = 64;
/// How far a seal may be from as wide as high.
const ROUND: f64 = 0.05;
/// How much of the picture must be transparent: a scan with its paper has nothing transparent.
const LEAST_CLEAR: f64 = 0.2;
/// How much of the visible part must have the colour; the rest are the soft edges of strokes.
const LEAST_COLOUR: f64 = 0.85;

/// A picture as it is put on the page.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, row by row from the top.
    pub rgba: Vec<u8>,
}

impl Picture {
    /// Width and height, pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// As it is drawn: in a part of its field, or as large as fits.
    pub fn shown(&self, area: Option<Rect>) -> revision::Picture<'_> {
        revision::Picture { rgba: &self.rgba, width: self.width, height: self.height, area }
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// Why a picture is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureError {
    /// No PNG, or a damaged one.
    NotPng,
    /// The file has more bytes than are read.
    TooManyBytes(usize),
    /// A side has too many pixels.
    TooLarge(u32, u32),
    /// A side has too few pixels.
    TooSmall(u32, u32),
    /// It has no transparent background.
    Opaque,
    /// Nothing can be seen in it.
    Empty,
    /// A person's signature that is not blue.
    NotBlue,
    /// A seal that is not red.
    NotRed,
    /// A seal that is not as wide as it is high.
    NotRound(u32, u32),
}

impl PictureError {
    /// What is wrong, and what to do.
    pub fn wording(&self) -> Text {
        match self {
            Self::NotPng => Text::new(
                "không phải ảnh PNG, hoặc tệp hỏng; Nghị định quy định định dạng .png",
                "no PNG picture, or a damaged one; the decree asks for .png",
            ),
            Self::TooManyBytes(bytes) => Text::new(
                format!("tệp ảnh quá lớn ({bytes} byte, tối đa {MAX_BYTES})"),
                format!("the file is too large ({bytes} bytes, at most {MAX_BYTES})"),
            ),
            Self::TooLarge(w, h) => Text::new(
                format!("ảnh quá lớn ({w} x {h} điểm ảnh, mỗi cạnh tối đa {MAX_SIDE}); thu nhỏ lại"),
                format!("the picture is too large ({w} x {h} pixels, at most {MAX_SIDE} on a side); make it smaller"),
            ),
            Self::TooSmall(w, h) => Text::new(
                format!("ảnh quá nhỏ ({w} x {h} điểm ảnh, mỗi cạnh ít nhất {MIN_SIDE}): in ra sẽ vỡ nét"),
                format!("the picture is too small to print ({w} x {h} pixels, at least {MIN_SIDE} on a side)"),
            ),
            Self::Opaque => Text::new(
                "nền ảnh không trong suốt; xóa nền rồi lưu lại thành .png",
                "the background is not transparent; remove it and save as .png",
            ),
            Self::Empty => {
                Text::new("ảnh trống: không có nét nào nhìn thấy được", "nothing can be seen in the picture")
            }
            Self::NotBlue => Text::new(
                "hình ảnh chữ ký của người ký phải màu xanh",
                "the picture of a person's signature must be blue",
            ),
            Self::NotRound(w, h) => Text::new(
                format!("hình dấu bị méo ({w} x {h} điểm ảnh): chiều rộng phải bằng chiều cao"),
                format!("the picture of the seal is out of shape ({w} x {h} pixels): it must be as wide as it is high"),
            ),
            Self::NotRed => {
                Text::new("hình ảnh dấu của cơ quan phải màu đỏ", "the picture of an agency's seal must be red")
            }
        }
    }
}

/// Reads and checks the picture of a role: blue for a person, red for an agency, on a transparent background.
///
/// # Errors
/// What the clause of the role does not allow, and what cannot be read.
pub fn read(bytes: &[u8], role: Role) -> Result<Picture, PictureError> {
    let picture = decode(bytes)?;
    let (clear, blue, red, seen) = shares(&picture.rgba);
    if seen == 0.0 {
        return Err(PictureError::Empty);
    }
    if clear < LEAST_CLEAR {
        return Err(PictureError::Opaque);
    }
    match role {
        Role::Signer if blue < LEAST_COLOUR => Err(PictureError::NotBlue),
        Role::Agency if red < LEAST_COLOUR => Err(PictureError::NotRed),
        role => {
            // Sizes on the page are those of the ink, whatever the empty border around it.
            let picture = cropped(&picture);
            let (w, h) = (f64::from(picture.width), f64::from(picture.height));
            if role == Role::Agency && (w / h - 1.0).abs() > ROUND {
                return Err(PictureError::NotRound(picture.width, picture.height));
            }
            Ok(picture)
        }
    }
}

/// The part of a picture that is seen.
fn cropped(picture: &Picture) -> Picture {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let (mut left, mut right, mut top, mut bottom) = (width, 0, height, 0);
    for (index, pixel) in picture.rgba.as_chunks::<4>().0.iter().enumerate() {
        if pixel[3] >= VISIBLE {
            let (x, y) = (index % width, index / width);
            (left, right) = (left.min(x), right.max(x + 1));
            (top, bottom) = (top.min(y), bottom.max(y + 1));
        }
    }
    let row = |y: usize| picture.rgba.get((y * width + left) * 4..(y * width + right) * 4).unwrap_or_default();
    let rgba = (top..bottom).flat_map(row).copied().collect();
    let size = |from: usize, to: usize| u32::try_from(to.saturating_sub(from)).unwrap_or(0);
    Picture { width: size(left, right), height: size(top, bottom), rgba }
}

fn decode(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes(bytes.len()));
    }
    let side = MAX_SIDE as usize;
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: side * side * 8 });
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let info = decoder.read_header_info().map_err(|_| PictureError::NotPng)?;
    let (width, height) = (info.width, info.height);
    if width > MAX_SIDE || height > MAX_SIDE {
        return Err(PictureError::TooLarge(width, height));
    }
    if width < MIN_SIDE || height < MIN_SIDE {
        return Err(PictureError::TooSmall(width, height));
    }
    let mut reader = decoder.read_info().map_err(|_| PictureError::NotPng)?;
    let size = reader.output_buffer_size().ok_or(PictureError::NotPng)?;
    let mut data = vec![0; size];
    let frame = reader.next_frame(&mut data).map_err(|_| PictureError::NotPng)?;
    data.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        ColorType::Rgba => data,
        ColorType::GrayscaleAlpha => {
            data.chunks_exact(2).flat_map(|pair| [pair[0], pair[0], pair[0], pair[1]]).collect()
        }
        _ => return Err(PictureError::NotPng),
    };
    Ok(Picture { width, height, rgba })
}

/// The share of clear pixels, and of the visible ink that is blue and that is red; last how much is visible at all.
fn shares(rgba: &[u8]) -> (f64, f64, f64, f64) {
    let (mut clear, mut blue, mut red, mut seen) = (0_u64, 0.0, 0.0, 0.0);
    for pixel in rgba.as_chunks::<4>().0 {
        let [r, g, b, a] = pixel.map(i32::from);
        if a < i32::from(VISIBLE) {
            clear += 1;
            continue;
        }
        let weight = f64::from(a);
        seen += weight;
        // A colour is what stands out over both others: grey and black have none.
        if b - r >= 30 && b - g >= 15 {
            blue += weight;
        }
        if r - g >= 60 && r - b >= 60 {
            red += weight;
        }
    }
    let pixels = (rgba.len() / 4).max(1) as f64;
    (clear as f64 / pixels, blue / f64::max(seen, 1.0), red / f64::max(seen, 1.0), seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/tests/pki/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a picture of the tests")
    }

    #[test]
    fn what_the_clause_asks_for() {
        assert!(read(&file("chu-ky-mau.png"), Role::Signer).is_ok());
        assert!(read(&file("dau-mau.png"), Role::Agency).is_ok());
        let refused = |name: &str, role| read(&file(name), role).expect_err(name);
        assert_eq!(refused("dau-mau.png", Role::Signer), PictureError::NotBlue);
        assert_eq!(refused("chu-ky-mau.png", Role::Agency), PictureError::NotRed);
        assert_eq!(refused("opaque.png", Role::Signer), PictureError::Opaque);
        assert_eq!(refused("black-signature.png", Role::Signer), PictureError::NotBlue);
        assert_eq!(refused("green-seal.png", Role::Agency), PictureError::NotRed);
        assert_eq!(refused("huge.png", Role::Agency), PictureError::TooLarge(8000, 8000));
        assert_eq!(refused("tiny.png", Role::Agency), PictureError::TooSmall(10, 10));
        assert_eq!(refused("not-a-png.png", Role::Agency), PictureError::NotPng);
    }
}
