//! Pixels, packed as PNG packs them: a reader of PDFs undoes PNG's filters as well (ISO 32000-1, 7.4.4.4), and the `png` crate packs as
//! tightly as lopdf in a third of the time, which counts when a thousand documents get the same seal.

use lopdf::{Dictionary, Object, Stream, dictionary};
use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use super::RevisionError;

const SIGNATURE: usize = 8;

/// A stream of pixels of one (gray) or three (colours) bytes.
pub(super) fn stream(
    mut dict: Dictionary,
    data: &[u8],
    (width, height): (u32, u32),
    colour: ColorType,
) -> Result<Stream, RevisionError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(colour);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    // Strokes and rings on an even ground: filters only disturb the even rows.
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(|_| RevisionError::Picture)?;
    writer.write_image_data(data).map_err(|_| RevisionError::Picture)?;
    writer.finish().map_err(|_| RevisionError::Picture)?;
    let packed = image_data(&file).ok_or(RevisionError::Picture)?;
    dict.set("Filter", "FlateDecode");
    let colours = i64::try_from(colour.samples()).map_err(|_| RevisionError::Picture)?;
    let parms = dictionary! {
        "Predictor" => 15,
        "Colors" => colours,
        "BitsPerComponent" => 8,
        "Columns" => i64::from(width),
    };
    dict.set("DecodeParms", Object::Dictionary(parms));
    Ok(Stream::new(dict, packed))
}

/// The content of the `IDAT` chunks: length, type, content, check sum.
fn image_data(png: &[u8]) -> Option<Vec<u8>> {
    let mut data = Vec::new();
    let mut rest = png.get(SIGNATURE..)?;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (content, after) = after.split_at_checked(length)?;
        if kind == b"IDAT" {
            data.extend(content);
        }
        rest = after.get(4..)?;
    }
    Some(data)
}
