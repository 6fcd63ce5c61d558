//! What fields show (ISO 32000-1, 12.5.5): forms that stand upright on the page as one sees it.

use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use png::ColorType;

use super::font::{Font, Line, plain};
use super::pixels;
use super::place::{Frame, Spot};
use super::update::{Update, real};
use super::{Appearance, Picture, Rect, RevisionError};

/// Size of the line that a signature shows (Decree 30/2020, annex I, II.8), pt.
const LINE_SIZE: f64 = 10.0;
/// The largest appearance of a picture that is read back, in bytes.
const MAX_SHOWN: usize = 1 << 10;
/// The most pixels of a picture.
const MAX_PIXELS: u64 = 64_000_000;

/// Makes what a signature shows.
pub(super) fn of_signature(update: &mut Update, spot: &Spot, shown: &Appearance) -> Result<ObjectId, RevisionError> {
    match shown {
        Appearance::None => Ok(form(update, spot, Dictionary::new(), Vec::new())),
        Appearance::Image(picture) => image(update, spot, *picture),
        Appearance::Line { text, face } => {
            let font = Font::embed(update, face, text)?;
            let line = font.line(text)?;
            let size = LINE_SIZE * unit(spot);
            let (width, height) = spot.size();
            check_width(spot, &line, size)?;
            let (x, y) = (width - line.width * size, (height - font.capitals / 1000.0 * size) / 2.0);
            let content = format!("q {} Q", shown_line(&line, "F0", size, x, y));
            let resources = with_gray(update, dictionary! { "Font" => dictionary! { "F0" => font.id } });
            Ok(form(update, spot, resources, content.into_bytes()))
        }
    }
}

/// Units of the page in a point: 1, unless the page says otherwise (`UserUnit`).
pub(super) fn unit(spot: &Spot) -> f64 {
    spot.frame.scale * 25.4 / 72.0
}

/// Refuses a line that is wider than its field.
pub(super) fn check_width(spot: &Spot, line: &Line, size: f64) -> Result<(), RevisionError> {
    const SLACK: f64 = 0.01;
    let (needed, available) = (line.width * size, spot.size().0);
    if needed <= available + SLACK {
        return Ok(());
    }
    let mm = |length: f64| length / spot.frame.scale;
    Err(RevisionError::TooWide { needed: mm(needed).ceil() as u32, available: mm(available).floor() as u32 })
}

/// The operators that show a line in black.
pub(super) fn shown_line(line: &Line, font: &str, size: f64, x: f64, y: f64) -> String {
    let codes: String = line.codes.iter().map(|byte| format!("{byte:02X}")).collect();
    let [size, x, y] = [size, x, y].map(|n| (n * 1000.0).round() / 1000.0);
    format!("BT /{font} {size} Tf 0 g 1 0 0 1 {x} {y} Tm <{codes}> Tj ET")
}

/// A form as large as the place.
pub(super) fn form(update: &mut Update, spot: &Spot, resources: Dictionary, content: Vec<u8>) -> ObjectId {
    let (width, height) = spot.size();
    let mut dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => Object::Array(vec![0.into(), 0.into(), real(width), real(height)]),
        "Resources" => resources,
    };
    if let Some(matrix) = spot.frame.upright() {
        dict.set("Matrix", matrix);
    }
    update.add(Stream::new(dict, content))
}

/// A picture in the middle of the place, as large as fits, in its own proportion.
fn image(update: &mut Update, spot: &Spot, picture: Picture) -> Result<ObjectId, RevisionError> {
    let size = (picture.width, picture.height);
    let count = u64::from(picture.width) * u64::from(picture.height);
    if count == 0 || count > MAX_PIXELS || picture.rgba.len() as u64 != count * 4 {
        return Err(RevisionError::Picture);
    }
    let colours: Vec<u8> = picture.rgba.iter().enumerate().filter(|(i, _)| i % 4 != 3).map(|(_, byte)| *byte).collect();
    let opacity: Vec<u8> = picture.rgba.iter().skip(3).step_by(4).copied().collect();
    let of = |space: Object| {
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(picture.width),
            "Height" => i64::from(picture.height),
            "ColorSpace" => space,
            "BitsPerComponent" => 8,
        }
    };
    let mut dict = of(rgb(update));
    if opacity.iter().any(|byte| *byte != u8::MAX) {
        let mask = pixels::stream(of("DeviceGray".into()), &opacity, size, ColorType::Grayscale)?;
        dict.set("SMask", update.add(mask));
    }
    let colours = pixels::stream(dict, &colours, size, ColorType::Rgb)?;
    let image = update.add(colours);
    // The area as one sees it, from the bottom left of the field.
    let (width, height) = spot.size();
    let (left, bottom, width, height) = match picture.area {
        None => (0.0, 0.0, width, height),
        Some(area) => {
            spot.frame.to_page(area)?;
            let field = spot.frame.to_seen(spot.rect);
            let below = field.y + field.height - area.y - area.height;
            let [x, y, w, h] = [area.x - field.x, below, area.width, area.height].map(|mm| mm * spot.frame.scale);
            (x, y, w, h)
        }
    };
    let scale = (width / f64::from(picture.width)).min(height / f64::from(picture.height));
    let (w, h) = (f64::from(picture.width) * scale, f64::from(picture.height) * scale);
    let (x, y) = (left + (width - w) / 2.0, bottom + (height - h) / 2.0);
    let [w, h, x, y] = [w, h, x, y].map(|n| (n * 1000.0).round() / 1000.0);
    let content = format!("q {w} 0 0 {h} {x} {y} cm /I0 Do Q");
    let resources = dictionary! { "XObject" => dictionary! { "I0" => image } };
    Ok(form(update, spot, resources, content.into_bytes()))
}

/// Where a picture that [`of_signature`] drew is seen.
pub(super) fn drawn(update: &Update, widget: ObjectId, field: Rect, frame: Frame) -> Option<Rect> {
    let form = update.value(update.dict_in(update.dict(widget)?, b"AP")?, b"N")?.as_stream().ok()?;
    let operations = Content::decode(&plain(form, MAX_SHOWN)?).ok()?.operations;
    let [_, place, show, _] = operations.as_slice() else { return None };
    if place.operator != "cm" || show.operator != "Do" {
        return None;
    }
    let numbers: Option<Vec<f64>> = place.operands.iter().map(|n| n.as_float().ok().map(f64::from)).collect();
    let [w, _, _, h, x, y] = numbers?.try_into().ok()?;
    let [w, h, x, y] = [w, h, x, y].map(|n: f64| n / frame.scale);
    let rect = Rect { x: field.x + x, y: field.y + field.height - y - h, width: w, height: h };
    [w, h, x, y].iter().all(|n| n.is_finite()).then_some(rect)
}

/// How many colour components the document's output intent has; nothing without one.
fn intent(update: &Update) -> Option<i64> {
    let intents = update.array_in(update.catalog().ok()?, b"OutputIntents")?;
    intents.iter().find_map(|intent| {
        let profile = update.dict_in(update.resolve(intent).as_dict().ok()?, b"DestOutputProfile")?;
        update.integer_in(profile, b"N")
    })
}

/// The colour space of pictures: `DeviceRGB` where the output intent says what that is, else one that needs none (ISO 19005-2, 6.2.4).
fn rgb(update: &Update) -> Object {
    const RGB: i64 = 3;
    if intent(update) == Some(RGB) {
        return "DeviceRGB".into();
    }
    let numbers = |numbers: &[f64]| Object::Array(numbers.iter().map(|n| Object::Real(*n as f32)).collect());
    // sRGB (IEC 61966-2-1), its curve taken as a plain power.
    Object::Array(vec![
        "CalRGB".into(),
        Object::Dictionary(dictionary! {
            "WhitePoint" => numbers(&WHITE),
            "Gamma" => numbers(&[2.2, 2.2, 2.2]),
            "Matrix" => numbers(&[0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]),
        }),
    ])
}

/// Resources for black text: without an output intent, gray is defined here.
pub(super) fn with_gray(update: &Update, mut resources: Dictionary) -> Dictionary {
    if intent(update).is_none() {
        let white = Object::Array(WHITE.iter().map(|n| Object::Real(*n as f32)).collect());
        let gray = Object::Array(vec![
            "CalGray".into(),
            Object::Dictionary(dictionary! { "WhitePoint" => white, "Gamma" => Object::Real(2.2) }),
        ]);
        resources.set("ColorSpace", dictionary! { "DefaultGray" => gray });
    }
    resources
}

/// The white of daylight (D65).
const WHITE: [f64; 3] = [0.9505, 1.0, 1.089];
