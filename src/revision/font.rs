//! Faces in the file (ISO 32000-1, 9.7): a subset of a `TrueType` face as a composite font, with what reading it back needs.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId, name_id};
use unicode_normalization::UnicodeNormalization;

use super::RevisionError;
use super::update::{Update, real};

/// The largest `ToUnicode` map that is read back, in bytes.
const MAX_MAP: usize = 1 << 20;
/// Capitals of a face that does not say how high they are, in thousandths of its size.
const USUAL_CAPITALS: f64 = 660.0;

/// A font of the file: which glyph draws a character, and how wide it is.
#[derive(Debug, Clone)]
pub(super) struct Font {
    /// Its object.
    pub(super) id: ObjectId,
    /// Character → glyph number and width in thousandths of the font size.
    glyphs: BTreeMap<char, (u16, f64)>,
    /// Height of the capitals in thousandths of the font size.
    pub(super) capitals: f64,
}

/// A line, ready to be shown: the glyph numbers, and how wide it is at size 1.
pub(super) struct Line {
    pub(super) codes: Vec<u8>,
    pub(super) width: f64,
}

impl Font {
    /// Embeds the glyphs of these characters.
    pub(super) fn embed(update: &mut Update, face: &[u8], characters: &str) -> Result<Self, RevisionError> {
        let parsed = Face::parse(face, 0).map_err(|_| RevisionError::Font)?;
        // Only outlines in `glyf` make a `FontFile2`.
        if parsed.tables().glyf.is_none() {
            return Err(RevisionError::Font);
        }
        let per_em = f64::from(parsed.units_per_em().max(16));
        let scaled = |units: i16| (f64::from(units) * 1000.0 / per_em).round();
        let mut remapper = GlyphRemapper::new();
        let mut glyphs = BTreeMap::new();
        let mut widths: BTreeMap<u16, f64> = BTreeMap::new();
        let advance = |glyph| (f64::from(parsed.glyph_hor_advance(glyph).unwrap_or(0)) * 1000.0 / per_em).round();
        widths.insert(0, advance(GlyphId(0)));
        for c in characters.nfc().filter(|c| !c.is_control()) {
            let glyph = parsed.glyph_index(c).filter(|glyph| glyph.0 != 0).ok_or(RevisionError::NoGlyph(c))?;
            let cid = remapper.remap(glyph.0);
            widths.insert(cid, advance(glyph));
            glyphs.insert(c, (cid, advance(glyph)));
        }
        let data = subsetter::subset(face, 0, &remapper).map_err(|_| RevisionError::Font)?;
        let capitals = parsed.capital_height().map_or(USUAL_CAPITALS, scaled);
        let name = base_name(&parsed, &data);
        let length = i64::try_from(data.len()).map_err(|_| RevisionError::Font)?;
        let file = update.add(packed(Stream::new(dictionary! { "Length1" => length }, data)));
        let bounds = parsed.global_bounding_box();
        let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        // Symbolic: its codes are those of no standard encoding.
        let flags = 4 | if parsed.is_italic() { 64 } else { 0 };
        let descriptor = update.add(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => Object::Name(name.clone()),
            "Flags" => flags,
            "FontBBox" => Object::Array(bounds.map(|units| real(scaled(units))).to_vec()),
            "ItalicAngle" => real(f64::from(parsed.italic_angle())),
            "Ascent" => real(scaled(parsed.ascender())),
            "Descent" => real(scaled(parsed.descender())),
            "CapHeight" => real(capitals),
            "StemV" => if parsed.is_bold() { 140 } else { 80 },
            "FontFile2" => file,
        });
        let list: Vec<Object> = widths.values().map(|width| real(*width)).collect();
        let descendant = update.add(dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => Object::Name(name.clone()),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => descriptor,
            "DW" => 0,
            "W" => Object::Array(vec![0.into(), Object::Array(list)]),
            "CIDToGIDMap" => "Identity",
        });
        let map = update.add(packed(Stream::new(Dictionary::new(), to_unicode(&glyphs))));
        let id = update.add(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => Object::Name(name),
            "Encoding" => "Identity-H",
            "DescendantFonts" => Object::Array(vec![descendant.into()]),
            "ToUnicode" => map,
        });
        Ok(Self { id, glyphs, capitals })
    }

    /// Reads a font that [`embed`](Self::embed) wrote; nothing for another.
    pub(super) fn read(update: &Update, id: ObjectId) -> Option<Self> {
        let dict = update.dict(id)?;
        if update.name_in(dict, b"Subtype")? != b"Type0" || update.name_in(dict, b"Encoding")? != b"Identity-H" {
            return None;
        }
        let descendant = update.resolve(update.array_in(dict, b"DescendantFonts")?.first()?).as_dict().ok()?;
        let [first, list] = update.array_in(descendant, b"W")? else { return None };
        if update.resolve(first).as_i64().ok()? != 0 {
            return None;
        }
        let widths = update.resolve(list).as_array().ok()?;
        let stream = update.value(dict, b"ToUnicode")?.as_stream().ok()?;
        let map = plain(stream, MAX_MAP)?;
        let mut glyphs = BTreeMap::new();
        for line in String::from_utf8(map).ok()?.lines() {
            let Some((code, units)) = line.strip_prefix('<').and_then(|l| l.strip_suffix('>')?.split_once("> <"))
            else {
                continue;
            };
            let (Ok(cid), Some(c)) = (u16::from_str_radix(code, 16), from_utf16_digits(units)) else { continue };
            let width = widths.get(usize::from(cid)).and_then(|width| update.resolve(width).as_float().ok());
            glyphs.insert(c, (cid, f64::from(width?)));
        }
        let descriptor = update.dict_in(descendant, b"FontDescriptor")?;
        let capitals = update.value(descriptor, b"CapHeight").and_then(|height| height.as_float().ok());
        Some(Self { id, glyphs, capitals: capitals.map_or(USUAL_CAPITALS, f64::from) })
    }

    /// Sets a line.
    pub(super) fn line(&self, text: &str) -> Result<Line, RevisionError> {
        let mut line = Line { codes: Vec::new(), width: 0.0 };
        for c in text.nfc() {
            let (cid, width) = self.glyphs.get(&c).ok_or(RevisionError::NoGlyph(c))?;
            line.codes.extend(cid.to_be_bytes());
            line.width += width / 1000.0;
        }
        Ok(line)
    }
}

/// The name of a subset: six letters of its own before the face's name (ISO 32000-1, 9.6.4).
fn base_name(face: &Face, data: &[u8]) -> Vec<u8> {
    let mut name: Vec<u8> = Sha256::digest(data).iter().take(6).map(|byte| b'A' + byte % 26).collect();
    name.push(b'+');
    let own = face.names().into_iter().find(|n| n.name_id == name_id::POST_SCRIPT_NAME && n.is_unicode());
    let own = own.and_then(|n| n.to_string()).unwrap_or_else(|| "Font".into());
    name.extend(own.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').take(60));
    name
}

/// The map from glyph numbers to text (ISO 32000-1, 9.10.3).
fn to_unicode(glyphs: &BTreeMap<char, (u16, f64)>) -> Vec<u8> {
    const BLOCK: usize = 100;
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe) /Ordering (UCS) \
         /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n\
         endcodespacerange\n",
    );
    // Two characters may share a glyph; both lines stay, so that reading it back knows both.
    let entries: Vec<(&char, &(u16, f64))> = glyphs.iter().collect();
    for block in entries.chunks(BLOCK) {
        out += &format!("{} beginbfchar\n", block.len());
        for (c, (cid, _)) in block {
            let mut units = [0; 2];
            let units: String = c.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04X}")).collect();
            out += &format!("<{cid:04X}> <{units}>\n");
        }
        out += "endbfchar\n";
    }
    out += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    out.into_bytes()
}

fn from_utf16_digits(digits: &str) -> Option<char> {
    let digits = digits.as_bytes();
    let units: Option<Vec<u16>> =
        digits.chunks(4).take(3).map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok()).collect();
    let mut text = char::decode_utf16(units?);
    let c = text.next()?.ok()?;
    text.next().is_none().then_some(c)
}

/// A stream, packed where that makes it shorter.
pub(super) fn packed(mut stream: Stream) -> Stream {
    // What cannot be packed stays as it is.
    let _ = stream.compress();
    stream
}

/// The content of a stream that has at most so many bytes.
pub(super) fn plain(stream: &Stream, limit: usize) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(limit).ok()
}
