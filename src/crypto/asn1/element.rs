//! Single elements of DER, as slices of the input.

use const_oid::ObjectIdentifier;
use der::{Decode, Reader, SliceReader, Tag, TagNumber};

/// The input is no DER, or not the structure expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

impl From<der::Error> for Malformed {
    fn from(_: der::Error) -> Self {
        Self
    }
}

/// One element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    /// Its tag.
    pub tag: Tag,
    /// All of it, with tag and length.
    pub whole: &'a [u8],
    /// Its content.
    pub value: &'a [u8],
}

impl<'a> Element<'a> {
    /// The only element of `bytes`.
    pub fn only(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut elements = Elements::new(bytes);
        let first = elements.next()?;
        elements.finish()?;
        Ok(first)
    }

    /// What is inside, if it has this tag.
    pub fn inside(self, tag: Tag) -> Result<Elements<'a>, Malformed> {
        if self.tag == tag { Ok(Elements::new(self.value)) } else { Err(Malformed) }
    }

    /// The object identifier it is.
    pub fn oid(self) -> Result<ObjectIdentifier, Malformed> {
        Ok(ObjectIdentifier::from_der(self.whole)?)
    }

    /// The bytes of an OCTET STRING.
    pub fn octets(self) -> Result<&'a [u8], Malformed> {
        if self.tag == Tag::OctetString { Ok(self.value) } else { Err(Malformed) }
    }

    /// The bytes of a BIT STRING without unused bits.
    pub fn bits(self) -> Result<&'a [u8], Malformed> {
        match (self.tag, self.value.split_first()) {
            (Tag::BitString, Some((0, bytes))) => Ok(bytes),
            _ => Err(Malformed),
        }
    }

    /// The bytes of a positive INTEGER, without leading zeros.
    pub fn unsigned(self) -> Result<&'a [u8], Malformed> {
        match (self.tag, self.value) {
            (Tag::Integer, [0, rest @ ..]) if !rest.is_empty() => Ok(rest),
            (Tag::Integer, [first, ..]) if *first < 0x80 => Ok(self.value),
            _ => Err(Malformed),
        }
    }

    /// A small INTEGER.
    pub fn small(self) -> Result<i64, Malformed> {
        Ok(i64::from_der(self.whole)?)
    }
}

/// The elements that follow one another.
#[derive(Debug, Clone)]
pub(crate) struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Elements<'a> {
    /// Those in `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Those inside the one SEQUENCE that `bytes` are.
    pub fn sequence(bytes: &'a [u8]) -> Result<Self, Malformed> {
        Element::only(bytes)?.inside(Tag::Sequence)
    }

    /// What is left.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next one.
    pub fn next(&mut self) -> Result<Element<'a>, Malformed> {
        let mut reader = SliceReader::new(self.rest)?;
        let header = reader.peek_header()?;
        let whole = reader.tlv_bytes()?;
        let length = usize::try_from(header.length)?;
        let value = whole.get(whole.len().checked_sub(length).ok_or(Malformed)?..).ok_or(Malformed)?;
        self.rest = self.rest.get(whole.len()..).ok_or(Malformed)?;
        Ok(Element { tag: header.tag, whole, value })
    }

    /// The next one, which must have this tag.
    pub fn take(&mut self, tag: Tag) -> Result<Element<'a>, Malformed> {
        let element = self.next()?;
        if element.tag == tag { Ok(element) } else { Err(Malformed) }
    }

    /// The next one, if it has this tag; else it stays.
    pub fn optional(&mut self, tag: Tag) -> Result<Option<Element<'a>>, Malformed> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let before = self.rest;
        let element = self.next()?;
        if element.tag == tag {
            Ok(Some(element))
        } else {
            self.rest = before;
            Ok(None)
        }
    }

    /// All that are left; more than `limit` is no honest input.
    pub fn all(mut self, limit: usize) -> Result<Vec<Element<'a>>, Malformed> {
        let mut list = Vec::new();
        while !self.is_empty() {
            if list.len() == limit {
                return Err(Malformed);
            }
            list.push(self.next()?);
        }
        Ok(list)
    }

    /// Nothing may be left.
    pub fn finish(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// Refuses structures made to keep the program busy: the crates sort every SET that they read, in time that grows with the square of its
/// length. What an OCTET STRING holds (an extension) is looked into if it is DER.
pub(crate) fn modest(bytes: &[u8]) -> Result<(), Malformed> {
    walk(bytes, DEEPEST)
}

/// More nesting than certificates have.
const DEEPEST: usize = 24;

/// More members than a SET in a certificate has.
const MOST_IN_SET: usize = 32;

fn walk(bytes: &[u8], depth: usize) -> Result<(), Malformed> {
    let depth = depth.checked_sub(1).ok_or(Malformed)?;
    let mut elements = Elements::new(bytes);
    while !elements.is_empty() {
        // A tag that is not read here is not read by the crates either.
        let Ok(element) = elements.next() else { return Ok(()) };
        match element.tag {
            Tag::Set => {
                Elements::new(element.value).all(MOST_IN_SET)?;
                walk(element.value, depth)?;
            }
            Tag::OctetString if Elements::sequence(element.value).is_ok() => walk(element.value, depth)?,
            tag if tag.is_constructed() => walk(element.value, depth)?,
            _ => {}
        }
    }
    Ok(())
}

/// The tag `[number]`.
pub(crate) fn context(number: TagNumber, constructed: bool) -> Tag {
    Tag::ContextSpecific { constructed, number }
}
