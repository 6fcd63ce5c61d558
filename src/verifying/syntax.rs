//! PDF syntax read strictly (ISO 32000-2, 7.2 and 7.3): what a lenient reader would mend is an error here, so that no two readings of a
//! signed file are possible. Numbers keep their digits: two values that differ in the file are never equal by rounding.

use std::cell::Cell;
use std::ops::Range;

/// The number and the generation of an indirect object.
pub type Id = (u32, u16);

/// How deep values may be nested.
const MAX_DEPTH: usize = 64;

/// A PDF value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number: its digits, without needless zeros.
    Real(String),
    /// A name, without its solidus.
    Name(Vec<u8>),
    /// A string; whether it is written in hexadecimal digits.
    Str(Vec<u8>, bool),
    /// An array.
    Array(Vec<Value>),
    /// A dictionary.
    Dict(Dict),
    /// A stream: its dictionary and its data.
    Stream(Dict, Data),
    /// A reference.
    Ref(Id),
}

/// The data of a stream as they stand in the file, still encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// The bytes.
    pub bytes: std::rc::Rc<[u8]>,
}

/// A dictionary in the order of the file; every key stands once.
#[derive(Debug, Clone, Default)]
pub struct Dict(pub Vec<(Vec<u8>, Value)>);

impl PartialEq for Dict {
    fn eq(&self, other: &Self) -> bool {
        if self.0.len() != other.0.len() {
            return false;
        }
        let sorted = |dict: &Self| {
            let mut order: Vec<usize> = (0..dict.0.len()).collect();
            order.sort_by(|a, b| dict.0.get(*a).map(|e| &e.0).cmp(&dict.0.get(*b).map(|e| &e.0)));
            order
        };
        sorted(self).into_iter().zip(sorted(other)).all(|(a, b)| self.0.get(a) == other.0.get(b))
    }
}

impl Eq for Dict {}

impl Dict {
    /// The value of a key; `null` counts as absent (7.3.7).
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(k, v)| k == key.as_bytes() && *v != Value::Null).map(|(_, v)| v)
    }

    /// The name under a key.
    pub fn name(&self, key: &str) -> Option<&[u8]> {
        self.get(key).and_then(Value::as_name)
    }

    /// Whether the name under a key is this one.
    pub fn is(&self, key: &str, name: &str) -> bool {
        self.name(key) == Some(name.as_bytes())
    }
}

impl Value {
    /// The dictionary, also that of a stream.
    pub fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, _) => Some(dict),
            _ => None,
        }
    }

    /// The values of an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Self::Array(list) = self { Some(list) } else { None }
    }

    /// The whole number.
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(n) = self { Some(*n) } else { None }
    }

    /// The number.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Int(n) => Some(*n as f64),
            Self::Real(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The name.
    pub fn as_name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// The bytes of a string.
    pub fn as_str(&self) -> Option<&[u8]> {
        if let Self::Str(text, _) = self { Some(text) } else { None }
    }

    /// The object referred to.
    pub fn as_ref(&self) -> Option<Id> {
        if let Self::Ref(id) = self { Some(*id) } else { None }
    }

    /// All objects that the value refers to.
    pub fn references(&self, found: &mut Vec<Id>) {
        match self {
            Self::Ref(id) => found.push(*id),
            Self::Array(list) => list.iter().for_each(|value| value.references(found)),
            Self::Dict(dict) | Self::Stream(dict, _) => dict.0.iter().for_each(|(_, value)| value.references(found)),
            _ => {}
        }
    }
}

/// Text of a string object: UTF-16 with its mark, UTF-8 with its mark, or bytes that are read as Latin-1 (7.9.2.2; the few signs in
/// which `PDFDocEncoding` differs do not matter here).
pub fn text(bytes: &[u8]) -> String {
    if let Some(utf16) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units: Vec<u16> = utf16.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        return String::from_utf16_lossy(&units);
    }
    if let Some(utf8) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    bytes.iter().map(|b| char::from(*b)).collect()
}

/// Why a place of the file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is no PDF syntax.
    Syntax(usize),
    /// A dictionary has the same key twice.
    DuplicateKey(usize),
    /// It is nested too deeply, or there is too much of it.
    TooMuch,
}

/// Reads values from a place on.
#[derive(Debug, Clone)]
pub struct Parser<'a> {
    bytes: &'a [u8],
    /// Where it stands.
    pub pos: usize,
    budget: &'a Cell<usize>,
    /// How many comments were skipped.
    pub comments: usize,
    /// How many bytes of white space other than space, CR and LF were skipped.
    pub odd_space: usize,
}

/// An entry of a dictionary with the places of its value.
#[derive(Debug)]
pub struct Spanned {
    /// The key.
    pub key: Vec<u8>,
    /// Where the value stands.
    pub at: Range<usize>,
    /// The value.
    pub value: Value,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

impl<'a> Parser<'a> {
    /// A reader at a place; `budget` is the number of values that may still be made.
    pub fn new(bytes: &'a [u8], pos: usize, budget: &'a Cell<usize>) -> Self {
        Self { bytes, pos, budget, comments: 0, odd_space: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.pos..).unwrap_or_default()
    }

    fn wrong<T>(&self) -> Result<T, Wrong> {
        Err(Wrong::Syntax(self.pos))
    }

    fn spend(&self) -> Result<(), Wrong> {
        self.budget.set(self.budget.get().checked_sub(1).ok_or(Wrong::TooMuch)?);
        Ok(())
    }

    /// Skips white space and comments.
    pub fn space(&mut self) {
        while let Some(byte) = self.peek() {
            if is_space(byte) {
                self.odd_space += usize::from(!matches!(byte, b' ' | b'\n' | b'\r'));
                self.pos += 1;
            } else if byte == b'%' {
                self.comments += 1;
                let rest = self.rest();
                self.pos += rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    /// Takes exactly these bytes.
    pub fn take(&mut self, what: &[u8]) -> Result<(), Wrong> {
        if !self.rest().starts_with(what) {
            return self.wrong();
        }
        self.pos += what.len();
        Ok(())
    }

    /// Takes a word that ends there.
    pub fn word(&mut self, what: &[u8]) -> Result<(), Wrong> {
        self.take(what)?;
        match self.peek() {
            Some(byte) if !is_space(byte) && !is_delimiter(byte) => self.wrong(),
            _ => Ok(()),
        }
    }

    /// An unsigned whole number of at most ten digits.
    pub fn natural(&mut self) -> Result<u64, Wrong> {
        let digits = self.rest().iter().take(11).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 10 {
            return self.wrong();
        }
        let text = std::str::from_utf8(self.rest().get(..digits).unwrap_or_default()).unwrap_or_default();
        let number = text.parse().map_err(|_| Wrong::Syntax(self.pos))?;
        self.pos += digits;
        Ok(number)
    }

    /// A value.
    pub fn value(&mut self) -> Result<Value, Wrong> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Value, Wrong> {
        if depth > MAX_DEPTH {
            return Err(Wrong::TooMuch);
        }
        self.spend()?;
        match self.peek() {
            Some(b'<') if self.rest().starts_with(b"<<") => Ok(Value::Dict(self.dict(depth)?)),
            Some(b'<') => self.hexadecimal(),
            Some(b'(') => self.literal(),
            Some(b'/') => Ok(Value::Name(self.name()?)),
            Some(b'[') => {
                self.pos += 1;
                let mut list = Vec::new();
                loop {
                    self.space();
                    if self.peek() == Some(b']') {
                        self.pos += 1;
                        return Ok(Value::Array(list));
                    }
                    list.push(self.nested(depth + 1)?);
                }
            }
            Some(b't') => self.word(b"true").map(|()| Value::Bool(true)),
            Some(b'f') => self.word(b"false").map(|()| Value::Bool(false)),
            Some(b'n') => self.word(b"null").map(|()| Value::Null),
            Some(b'0'..=b'9') => {
                if let Some(id) = self.reference() {
                    return Ok(Value::Ref(id));
                }
                self.number()
            }
            Some(b'+' | b'-' | b'.') => self.number(),
            _ => self.wrong(),
        }
    }

    fn reference(&mut self) -> Option<Id> {
        let mut ahead = self.clone();
        let number = u32::try_from(ahead.natural().ok()?).ok()?;
        // A reference is one token run on; a comment inside is not taken.
        let gap = |p: &mut Self| {
            let from = p.pos;
            while p.peek().is_some_and(is_space) {
                p.odd_space += usize::from(!matches!(p.peek(), Some(b' ' | b'\n' | b'\r')));
                p.pos += 1;
            }
            (p.pos > from).then_some(())
        };
        gap(&mut ahead)?;
        let generation = u16::try_from(ahead.natural().ok()?).ok()?;
        gap(&mut ahead)?;
        ahead.word(b"R").ok()?;
        *self = ahead;
        Some((number, generation))
    }

    fn number(&mut self) -> Result<Value, Wrong> {
        let rest = self.rest();
        let len = rest.iter().take(64).take_while(|b| b.is_ascii_digit() || b"+-.".contains(b)).count();
        let text = std::str::from_utf8(rest.get(..len).unwrap_or_default()).unwrap_or_default();
        let (negative, digits) = match text.strip_prefix(['+', '-']) {
            Some(digits) => (text.starts_with('-'), digits),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if len == 64 || whole.len() + fraction.len() == 0 || !plain(whole) || !plain(fraction) {
            return self.wrong();
        }
        match rest.get(len) {
            Some(byte) if !is_space(*byte) && !is_delimiter(*byte) => return self.wrong(),
            _ => {}
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let sign = if negative && !(whole.is_empty() && fraction.is_empty()) { "-" } else { "" };
        let whole = if whole.is_empty() { "0" } else { whole };
        let value = if fraction.is_empty() {
            Value::Int(format!("{sign}{whole}").parse().map_err(|_| Wrong::Syntax(self.pos))?)
        } else {
            Value::Real(format!("{sign}{whole}.{fraction}"))
        };
        self.pos += len;
        Ok(value)
    }

    fn name(&mut self) -> Result<Vec<u8>, Wrong> {
        self.take(b"/")?;
        let mut name = Vec::new();
        while let Some(byte) = self.peek() {
            if is_space(byte) || is_delimiter(byte) {
                break;
            }
            self.pos += 1;
            if byte == b'#' {
                let digit = |at: usize| char::from(self.bytes.get(at).copied().unwrap_or(0)).to_digit(16);
                let (Some(high), Some(low)) = (digit(self.pos), digit(self.pos + 1)) else { return self.wrong() };
                name.push((high * 16 + low) as u8);
                self.pos += 2;
            } else {
                name.push(byte);
            }
        }
        Ok(name)
    }

    fn hexadecimal(&mut self) -> Result<Value, Wrong> {
        self.take(b"<")?;
        let rest = self.rest();
        let Some(len) = rest.iter().position(|b| *b == b'>') else { return self.wrong() };
        let mut text = Vec::with_capacity(len / 2 + 1);
        let mut half = None;
        for (at, byte) in rest.iter().take(len).enumerate() {
            if is_space(*byte) {
                self.odd_space += usize::from(!matches!(byte, b' ' | b'\n' | b'\r'));
                continue;
            }
            let Some(digit) = char::from(*byte).to_digit(16) else { return Err(Wrong::Syntax(self.pos + at)) };
            half = match half {
                None => Some(digit),
                Some(high) => {
                    text.push((high * 16 + digit) as u8);
                    None
                }
            };
        }
        text.extend(half.map(|high| (high * 16) as u8));
        self.pos += len + 1;
        Ok(Value::Str(text, true))
    }

    fn literal(&mut self) -> Result<Value, Wrong> {
        self.take(b"(")?;
        let mut text = Vec::new();
        let mut open = 1_usize;
        loop {
            let Some(byte) = self.peek() else { return self.wrong() };
            self.pos += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(Value::Str(text, false));
                    }
                }
                b'\\' => {
                    self.escape(&mut text)?;
                    continue;
                }
                b'\r' => {
                    // Any end of line inside a string is read as LF (7.3.4.2).
                    self.pos += usize::from(self.peek() == Some(b'\n'));
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), Wrong> {
        let Some(byte) = self.peek() else { return self.wrong() };
        self.pos += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.pos += usize::from(self.peek() == Some(b'\n')),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.pos += 1;
                }
                // A greater code would lose its high bits: two ways to write the same.
                text.push(u8::try_from(code).map_err(|_| Wrong::Syntax(self.pos))?);
            }
            b'(' | b')' | b'\\' => text.push(byte),
            // A solidus before anything else is ignored by readers; nobody needs to write it.
            _ => return self.wrong(),
        }
        Ok(())
    }

    fn dict(&mut self, depth: usize) -> Result<Dict, Wrong> {
        Ok(Dict(self.entries(depth)?.into_iter().map(|entry| (entry.key, entry.value)).collect()))
    }

    /// The entries of a dictionary with their places.
    pub fn entries(&mut self, depth: usize) -> Result<Vec<Spanned>, Wrong> {
        self.take(b"<<")?;
        let mut entries: Vec<Spanned> = Vec::new();
        let mut keys = std::collections::BTreeSet::new();
        loop {
            self.space();
            if self.rest().starts_with(b">>") {
                self.pos += 2;
                return Ok(entries);
            }
            let key_at = self.pos;
            let key = self.name()?;
            if !keys.insert(key.clone()) {
                return Err(Wrong::DuplicateKey(key_at));
            }
            self.space();
            let from = self.pos;
            let value = self.nested(depth + 1)?;
            entries.push(Spanned { key, at: from..self.pos, value });
        }
    }

    /// `12 0 obj`.
    pub fn header(&mut self) -> Result<Id, Wrong> {
        let number = u32::try_from(self.natural()?).map_err(|_| Wrong::Syntax(self.pos))?;
        self.gap()?;
        let generation = u16::try_from(self.natural()?).map_err(|_| Wrong::Syntax(self.pos))?;
        self.gap()?;
        self.word(b"obj")?;
        Ok((number, generation))
    }

    fn gap(&mut self) -> Result<(), Wrong> {
        if !self.peek().is_some_and(is_space) {
            return self.wrong();
        }
        self.space();
        Ok(())
    }

    /// An indirect object (7.3.10) to its `endobj`; `length` finds the length of a stream whose length is another object.
    pub fn indirect(&mut self, length: &dyn Fn(Id) -> Option<i64>) -> Result<(Id, Value), Wrong> {
        let id = self.header()?;
        self.space();
        let mut value = self.value()?;
        self.space();
        if self.rest().starts_with(b"stream") {
            let Value::Dict(dict) = value else { return self.wrong() };
            self.pos += 6;
            self.take(b"\r\n").or_else(|_| self.take(b"\n"))?;
            let len = match dict.get("Length") {
                Some(Value::Int(len)) => Some(*len),
                Some(Value::Ref(id)) => length(*id),
                _ => None,
            };
            let Some(end) = len.and_then(|len| self.pos.checked_add(usize::try_from(len).ok()?)) else {
                return self.wrong();
            };
            let Some(bytes) = self.bytes.get(self.pos..end) else { return self.wrong() };
            self.pos = end;
            let _ = self.take(b"\r\n").or_else(|_| self.take(b"\n")).or_else(|_| self.take(b"\r"));
            self.word(b"endstream")?;
            value = Value::Stream(dict, Data { bytes: bytes.into() });
            self.space();
        }
        self.word(b"endobj")?;
        Ok((id, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, Wrong> {
        Parser::new(text.as_bytes(), 0, &Cell::new(100)).value()
    }

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(read("1.50"), Ok(Value::Real("1.5".into())));
        assert_eq!(read("-0.0"), Ok(Value::Int(0)));
        assert_ne!(read("100.000001"), read("100.000002"));
    }

    #[test]
    fn the_same_key_twice_is_an_error() {
        assert_eq!(read("<</A 1/A 2>>"), Err(Wrong::DuplicateKey(6)));
        assert_eq!(read("<</A 1/#41 2>>"), Err(Wrong::DuplicateKey(6)));
    }

    #[test]
    fn hostile_nesting_and_size_end() {
        assert_eq!(read(&"[".repeat(1000)), Err(Wrong::TooMuch));
        assert_eq!(read(&format!("[{}]", "0 ".repeat(1000))), Err(Wrong::TooMuch));
    }
}
