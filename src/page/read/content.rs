//! What reading a content stream costs by its bytes alone, before any of it is parsed.
//!
//! The parser calls itself for every array inside an array, and it looks for the end of an inline image by parsing
//! what follows, inline images included: some contents overflow its stack, others make it try for ages.

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;

/// No producer nests arrays and dictionaries of a content deeper than this.
const NESTED: usize = 1000;
/// How many bytes are compared in the time that one is interpreted.
const COMPARED: usize = 16;

/// The cost, in bytes to interpret; nothing when the content is nested too deep to be parsed at all.
pub(super) fn cost(content: &[u8]) -> Option<usize> {
    (depth(content) <= NESTED).then(|| content.len().saturating_add(image_ends(content)))
}

/// How deep arrays and dictionaries are nested, strings and comments left out.
fn depth(content: &[u8]) -> usize {
    let (mut deepest, mut open, mut at) = (0_usize, 0_usize, 0);
    while let Some(byte) = content.get(at) {
        let next = content.get(at + 1);
        at = match byte {
            b'%' => after(content, at, |byte| matches!(byte, b'\r' | b'\n')),
            b'(' => after_string(content, at),
            b'<' if next != Some(&b'<') => after(content, at, |byte| byte == b'>'),
            b'B' if token(content, at, *b"BI") => find(content, at, *b"EI").map_or(content.len(), |end| end + 2),
            b'[' | b'<' => {
                open += 1;
                deepest = deepest.max(open);
                at + if *byte == b'<' { 2 } else { 1 }
            }
            b']' | b'>' => {
                open = open.saturating_sub(1);
                at + if *byte == b'>' { 2 } else { 1 }
            }
            _ => at + 1,
        };
    }
    deepest
}

fn after(content: &[u8], at: usize, ends: impl Fn(u8) -> bool) -> usize {
    content.iter().skip(at).position(|byte| ends(*byte)).map_or(content.len(), |length| at + length + 1)
}

fn after_string(content: &[u8], start: usize) -> usize {
    let (mut open, mut at) = (0_usize, start);
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => open += 1,
            b')' if open == 1 => return at + 1,
            b')' => open -= 1,
            _ => {}
        }
        at += 1;
    }
    content.len()
}

/// What finding the ends of the inline images costs.
///
/// From every `EI` the parser looks ahead for the next `BI`, over all that lie between; and where a second `EI`
/// follows the first with nothing but text between them, it parses what follows to learn which of them is the end.
/// An inline image in there is looked at in the same way, twice as often for each.
fn image_ends(content: &[u8]) -> usize {
    let images: Vec<usize> = all(content, *b"BI").filter(|at| token(content, *at, *b"BI")).collect();
    if images.is_empty() {
        return 0;
    }
    let ends: Vec<usize> = all(content, *b"EI").collect();
    let ahead = ends.iter().fold(0_usize, |sum, end| {
        let next = images.get(images.partition_point(|image| image < end)).copied().unwrap_or(content.len());
        sum.saturating_add(next - end)
    });
    let doubtful = ends.windows(2).filter(|pair| is_doubtful(content, pair, &images)).count();
    let again = 1_usize << doubtful.min(images.len()).min(40);
    ahead.saturating_mul(doubtful + 1).saturating_mul(again) / COMPARED
}

/// Whether the second of two `EI` makes it doubtful that the first one ends an image.
fn is_doubtful(content: &[u8], ends: &[usize], images: &[usize]) -> bool {
    let &[first, second] = ends else { return false };
    let Some(between) = content.get(first..second) else { return false };
    let begun = images.iter().skip(images.partition_point(|image| *image < first)).take_while(|image| **image < second);
    // The parser's own word on what is an image; it has one end to find in each of these pieces.
    let is_image = |image: &usize| {
        content
            .get(*image..second + 2)
            .is_some_and(|piece| matches!(TypedIter::new(piece).next(), Some(TypedInstruction::InlineImage(_))))
    };
    between.is_ascii() && !begun.take(4).any(is_image)
}

fn all(content: &[u8], word: [u8; 2]) -> impl Iterator<Item = usize> {
    content.windows(2).enumerate().filter(move |(_, pair)| *pair == word).map(|(at, _)| at)
}

fn find(content: &[u8], from: usize, word: [u8; 2]) -> Option<usize> {
    content.get(from..).and_then(|rest| all(rest, word).next()).map(|at| from + at)
}

/// Whether a word of its own stands here.
fn token(content: &[u8], at: usize, word: [u8; 2]) -> bool {
    let ends = |byte: Option<&u8>| byte.is_none_or(|byte| b"\0\t\n\x0c\r ()<>[]{}/%".contains(byte));
    content.get(at..at + 2) == Some(&word)
        && ends(at.checked_sub(1).and_then(|at| content.get(at)))
        && ends(content.get(at + 2))
}
