//! A text that was read once: its words, its small letters, and which marks stand in it at all. Every rule asks for them.

use std::ops::Range;

use super::words::{self, in_word};

/// What one pass over a text tells.
#[derive(Debug, Default)]
pub struct Reading {
    /// The text in small letters, as [`words::lower`] makes it.
    pub small: String,
    /// Where its words stand.
    pub words: Vec<Range<usize>>,
    /// The key of each word, as [`words::key`] makes it: words with different keys are different.
    pub keys: Vec<u32>,
    ascii: u128,
    others: u128,
}

impl Reading {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let mut read = Self { small: String::with_capacity(text.len()), ..Self::default() };
        let mut word: Option<(usize, u32)> = None;
        for (at, c) in text.char_indices() {
            read.small.push(words::small(c));
            if in_word(c) {
                let (start, key) = word.unwrap_or((at, 0));
                word = Some((start, words::mixed(key, c)));
            } else if let Some((start, key)) = word.take() {
                read.words.push(start..at);
                read.keys.push(key);
            }
            read.set(c);
        }
        if let Some((start, key)) = word {
            read.words.push(start..text.len());
            read.keys.push(key);
        }
        read
    }

    /// Whether a character may stand in the text; of ASCII it is certain, others share their bits.
    pub fn may_have(&self, c: char) -> bool {
        let set = if c.is_ascii() { self.ascii } else { self.others };
        set & bit(c) != 0
    }

    /// Whether a digit of ASCII stands in the text.
    pub fn has_digits(&self) -> bool {
        self.ascii & DIGITS != 0
    }

    fn set(&mut self, c: char) {
        let set = if c.is_ascii() { &mut self.ascii } else { &mut self.others };
        *set |= bit(c);
    }
}

/// The bits of the digits of ASCII.
const DIGITS: u128 = 0x3ff << b'0';

/// The bit of a character; letters of other blocks share those of the marks, which costs a look in vain.
fn bit(c: char) -> u128 {
    1 << (u32::from(c) & 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pass_tells_what_the_scanners_tell() {
        for text in ["Ủy ban, (Điều 5) – 30%", "İstanbul ẞ Kelvin \u{212a}m", "cuối", "", "…"] {
            let read = Reading::of(text);
            assert_eq!(read.small, words::lower(text));
            assert_eq!(read.words, words::words(text).collect::<Vec<_>>());
            let keys: Vec<u32> = read.words.iter().map(|word| words::key(&text[word.clone()])).collect();
            assert_eq!(read.keys, keys);
            assert!(text.chars().all(|c| read.may_have(c)) && !read.may_have('@'));
        }
    }
}
