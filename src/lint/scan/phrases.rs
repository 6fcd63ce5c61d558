//! Phrases in running text, whatever the case of their letters.

use std::ops::Range;

use crate::lint::Piece;
use crate::lint::words::{in_word, key, same, words};

/// The first place of a phrase in a text, where it does not begin or end inside a word.
pub fn phrase(text: &str, phrase: &str) -> Option<Range<usize>> {
    words(text).find_map(|word| at(text, word.start, phrase))
}

/// The same in a text that was read.
pub fn phrase_in(piece: &Piece<'_>, phrase: &str) -> Option<Range<usize>> {
    let read = piece.read();
    let first = key(phrase.split(' ').next()?);
    let same = read.words.iter().zip(&read.keys).filter(|(_, key)| **key == first);
    same.map(|(word, _)| word.start).find_map(|start| at(&piece.text, start, phrase))
}

/// The bytes of a phrase with which a text begins.
pub fn beginning(text: &str, phrase: &str) -> Option<Range<usize>> {
    at(text, 0, phrase)
}

/// The bytes of a phrase that begins where a word does.
fn at(text: &str, start: usize, phrase: &str) -> Option<Range<usize>> {
    let mut end = start;
    for (index, sought) in phrase.split(' ').enumerate() {
        let rest = text.get(end..)?;
        let kept = if index == 0 { rest } else { rest.trim_start() };
        // Between two words there is some space, and nothing else.
        let spaced = index == 0 || kept.len() < rest.len();
        let word = &kept[..kept.find(|c| !in_word(c)).unwrap_or(kept.len())];
        if !spaced || word.is_empty() || !same(word, sought) {
            return None;
        }
        end = text.len() - kept.len() + word.len();
    }
    Some(start..end)
}
