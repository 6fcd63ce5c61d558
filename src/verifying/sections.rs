//! Cross-reference sections (ISO 32000-2, 7.5.4 and 7.5.8), read strictly, each with its trailer and the `startxref` after it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::syntax::{Dict, Parser, Value, Wrong, is_space};

/// The most bytes that a stream may have when decoded.
const MAX_DECODED: usize = 64 << 20;
/// The same for all streams of a file together.
pub(super) const ALL_DECODED: usize = 4 * MAX_DECODED;
/// What an entry of a cross-reference stream costs, in values: packed, millions of them take a few bytes.
const ROW: usize = 4;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nowhere: the number is free.
    Free,
    /// At an offset, with a generation.
    At(usize, u16),
    /// In an object stream, at an index.
    In(u32, usize),
}

/// One cross-reference section.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// Where it begins.
    pub offset: usize,
    /// Its entries.
    pub entries: BTreeMap<u32, Entry>,
    /// The trailer, or the dictionary of the stream.
    pub trailer: Dict,
    /// The number of the cross-reference stream, where it is one.
    pub stream: Option<u32>,
    /// What `startxref` after it says.
    pub start: usize,
    /// The end of its `%%EOF`, and that of the end-of-line marker after it.
    pub end: usize,
    /// The end with the end of line.
    pub end_of_line: usize,
    /// Whether an entry stands in it twice.
    pub twice: Option<u32>,
    /// Comments or unusual white space between the tokens of it, or an unusual entry of object 0.
    pub odd: bool,
}

/// Reads the section at a place.
pub(super) fn read(bytes: &[u8], offset: usize, budget: &Cell<usize>, decoded: &Cell<usize>) -> Result<Section, Wrong> {
    let mut parser = Parser::new(bytes, offset, budget);
    let mut section = if bytes.get(offset..).is_some_and(|rest| rest.starts_with(b"xref")) {
        table(&mut parser, bytes, offset, (budget, decoded))?
    } else {
        stream(&mut parser, offset, budget, decoded)?
    };
    parser.space();
    parser.word(b"startxref")?;
    parser.space();
    section.start = usize::try_from(parser.natural()?).map_err(|_| Wrong::Syntax(offset))?;
    // `%%EOF` would be skipped as a comment.
    while bytes.get(parser.pos).copied().is_some_and(is_space) {
        parser.pos += 1;
    }
    parser.take(b"%%EOF")?;
    section.end = parser.pos;
    let _ = parser.take(b"\r\n").or_else(|_| parser.take(b"\n")).or_else(|_| parser.take(b"\r"));
    section.end_of_line = parser.pos;
    section.odd |= parser.comments > 0 || parser.odd_space > 0;
    Ok(section)
}

fn table(
    parser: &mut Parser,
    bytes: &[u8],
    offset: usize,
    (budget, decoded): (&Cell<usize>, &Cell<usize>),
) -> Result<Section, Wrong> {
    parser.word(b"xref")?;
    let mut entries = BTreeMap::new();
    let mut twice = None;
    let mut odd = false;
    loop {
        parser.space();
        if parser.word(b"trailer").is_ok() {
            break;
        }
        let first = parser.natural()?;
        parser.take(b" ")?;
        let count = parser.natural()?;
        parser.space();
        for n in 0..count {
            budget.set(budget.get().checked_sub(1).ok_or(Wrong::TooMuch)?);
            let number = u32::try_from(first + n).map_err(|_| Wrong::Syntax(parser.pos))?;
            odd |= number == 0 && !bytes.get(parser.pos..).is_some_and(|rest| rest.starts_with(b"0000000000 65535 f"));
            if entries.insert(number, line(parser, bytes)?).is_some() {
                twice = Some(number);
            }
        }
    }
    parser.space();
    let Value::Dict(trailer) = parser.value()? else { return Err(Wrong::Syntax(offset)) };
    // A hybrid file (7.5.8.4) has a second table for the same section.
    if let Some(at) = trailer.get("XRefStm") {
        let at = at.as_int().and_then(|at| usize::try_from(at).ok()).ok_or(Wrong::Syntax(offset))?;
        for (number, entry) in stream(&mut Parser::new(bytes, at, budget), at, budget, decoded)?.entries {
            match entries.get(&number) {
                None | Some(Entry::Free) => drop(entries.insert(number, entry)),
                Some(known) if *known != entry => twice = Some(number),
                Some(_) => {}
            }
        }
    }
    Ok(Section { offset, entries, trailer, stream: None, start: 0, end: 0, end_of_line: 0, twice, odd })
}

/// One entry of a table: `nnnnnnnnnn ggggg n` and two bytes of line end.
fn line(parser: &mut Parser, bytes: &[u8]) -> Result<Entry, Wrong> {
    let wrong = Wrong::Syntax(parser.pos);
    let field = bytes.get(parser.pos..parser.pos + 20).ok_or(wrong)?;
    let number = |range: Range<usize>| -> Result<u64, Wrong> {
        let digits = field.get(range).ok_or(wrong)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(wrong);
        }
        std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()).ok_or(wrong)
    };
    let offset = usize::try_from(number(0..10)?).map_err(|_| wrong)?;
    let generation = u16::try_from(number(11..16)?).map_err(|_| wrong)?;
    if field.get(10) != Some(&b' ') || field.get(16) != Some(&b' ') {
        return Err(wrong);
    }
    let entry = match field.get(17) {
        Some(b'n') => Entry::At(offset, generation),
        Some(b'f') => Entry::Free,
        _ => return Err(wrong),
    };
    match field.get(18..20) {
        Some(b" \n" | b" \r" | b"\r\n") => parser.pos += 20,
        // Some writers end the line with one byte.
        Some([b'\n', _]) => parser.pos += 19,
        _ => return Err(wrong),
    }
    Ok(entry)
}

fn stream(parser: &mut Parser, offset: usize, budget: &Cell<usize>, decoded: &Cell<usize>) -> Result<Section, Wrong> {
    let wrong = Wrong::Syntax(offset);
    let ((number, _), value) = parser.indirect(&|_| None)?;
    let Value::Stream(dict, data) = value else { return Err(wrong) };
    if !dict.is("Type", "XRef") {
        return Err(wrong);
    }
    let data = decode(&dict, &data.bytes, decoded).ok_or(wrong)?;
    let natural = |value: &Value| value.as_int().and_then(|n| usize::try_from(n).ok());
    let widths: Vec<usize> = dict.get("W").and_then(Value::as_array).ok_or(wrong)?.iter().filter_map(natural).collect();
    let [kind, first, second] = widths.as_slice() else { return Err(wrong) };
    if widths.iter().any(|width| *width > 8) || *first == 0 {
        return Err(wrong);
    }
    let size = dict.get("Size").and_then(natural).ok_or(wrong)?;
    let index: Vec<usize> = match dict.get("Index") {
        Some(index) => index.as_array().ok_or(wrong)?.iter().filter_map(natural).collect(),
        None => vec![0, size],
    };
    let mut rows = data.chunks_exact(kind + first + second);
    let mut entries = BTreeMap::new();
    let mut twice = None;
    for pair in index.as_chunks::<2>().0 {
        for n in 0..pair[1] {
            let row = rows.next().ok_or(wrong)?;
            budget.set(budget.get().checked_sub(ROW).ok_or(Wrong::TooMuch)?);
            let field = |from: usize, len: usize| {
                row.get(from..from + len).unwrap_or_default().iter().fold(0_u64, |sum, b| (sum << 8) | u64::from(*b))
            };
            let object = u32::try_from(pair[0].saturating_add(n)).map_err(|_| wrong)?;
            let place = usize::try_from(field(*kind, *first)).map_err(|_| wrong)?;
            let last = field(kind + first, *second);
            let entry = match if *kind == 0 { 1 } else { field(0, *kind) } {
                0 => Entry::Free,
                1 => Entry::At(place, u16::try_from(last).map_err(|_| wrong)?),
                2 => Entry::In(u32::try_from(place).map_err(|_| wrong)?, usize::try_from(last).map_err(|_| wrong)?),
                _ => return Err(wrong),
            };
            if entries.insert(object, entry).is_some() {
                twice = Some(object);
            }
        }
    }
    if rows.next().is_some() {
        return Err(wrong);
    }
    let stream = Some(number);
    Ok(Section { offset, entries, trailer: dict, stream, start: 0, end: 0, end_of_line: 0, twice, odd: false })
}

/// The decoded data of a stream, bounded; `left` is how many bytes may still be decoded of the whole file.
pub(super) fn decode(dict: &Dict, data: &[u8], left: &Cell<usize>) -> Option<Vec<u8>> {
    let mut filters = lopdf::Dictionary::new();
    for key in ["Filter", "DecodeParms"] {
        if let Some(value) = dict.get(key) {
            filters.set(key, object(value)?);
        }
    }
    if filters.is_empty() {
        return Some(data.to_vec());
    }
    let most = MAX_DECODED.min(left.get());
    let decoded = lopdf::Stream::new(filters, data.to_vec()).get_plain_content_with_limit(most);
    // What was too much was decoded all the same, up to the bound.
    left.set(left.get().saturating_sub(decoded.as_ref().map_or(most, Vec::len)));
    decoded.ok()
}

/// The value as `lopdf` has it, without streams.
pub(super) fn object(value: &Value) -> Option<lopdf::Object> {
    Some(match value {
        Value::Null => lopdf::Object::Null,
        Value::Bool(on) => (*on).into(),
        Value::Int(n) => (*n).into(),
        Value::Real(text) => lopdf::Object::Real(text.parse().ok()?),
        Value::Name(name) => lopdf::Object::Name(name.clone()),
        Value::Str(text, hexadecimal) => {
            let format = if *hexadecimal { lopdf::StringFormat::Hexadecimal } else { lopdf::StringFormat::Literal };
            lopdf::Object::String(text.clone(), format)
        }
        Value::Array(list) => lopdf::Object::Array(list.iter().map(object).collect::<Option<_>>()?),
        Value::Dict(dict) => {
            let mut out = lopdf::Dictionary::new();
            for (key, value) in &dict.0 {
                out.set(key.clone(), object(value)?);
            }
            out.into()
        }
        Value::Ref(id) => lopdf::Object::Reference(*id),
        Value::Stream(..) => return None,
    })
}
