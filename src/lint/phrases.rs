//! Lists of phrases that are looked for in texts.

use std::collections::HashMap;
use std::ops::Range;

use super::reading::Reading;
use super::tones;
use super::words::{after, entries, in_word, key, lower};

/// A phrase that is looked for, and how it is written.
#[derive(Debug)]
pub struct Phrase {
    /// What is looked for, in small letters.
    pub sought: String,
    /// How it is written.
    pub right: String,
}

/// A data file of phrases, found by their first word.
#[derive(Debug)]
pub struct Phrases {
    by_first: HashMap<String, Vec<Phrase>>,
    /// One bit for what the keys of the first words begin with: few words of a text are looked up.
    firsts: [u64; 64],
}

impl Phrases {
    /// Reads a data file: `wrong = right`, or only what is right where capitals alone differ. Both styles of tone marks are looked for.
    pub fn new(list: &'static str) -> Self {
        let mut all = Self { by_first: HashMap::new(), firsts: [0; 64] };
        for entry in entries(list) {
            let (sought, right) =
                entry.split_once('=').map_or((entry, entry), |(sought, right)| (sought.trim(), right.trim()));
            let (sought_new, right_new) =
                (tones::restyled(sought, tones::Style::New), tones::restyled(right, tones::Style::New));
            all.add(sought, right);
            if sought_new != sought {
                all.add(&sought_new, &right_new);
            }
        }
        all
    }

    fn add(&mut self, sought: &str, right: &str) {
        let sought = lower(sought);
        let first = &sought[..sought.find(|c: char| !in_word(c)).unwrap_or(sought.len())];
        let (index, bit) = bit(key(first));
        self.firsts[index] |= bit;
        let list = self.by_first.entry(first.to_owned()).or_default();
        list.push(Phrase { right: right.to_owned(), sought });
        // The longest phrase wins.
        list.sort_by_key(|phrase| std::cmp::Reverse(phrase.sought.len()));
    }

    /// Where phrases stand in a text; they do not overlap.
    pub fn matches(&self, read: &Reading) -> Vec<(Range<usize>, &Phrase)> {
        let mut found: Vec<(Range<usize>, &Phrase)> = Vec::new();
        for (word, _) in read.words.iter().zip(&read.keys).filter(|(_, key)| self.may_begin(**key)) {
            let free = found.last().is_none_or(|(last, _)| last.end <= word.start);
            if let Some(phrase) = self.at(&read.small, word.clone()).filter(|_| free) {
                found.push((word.start..word.start + phrase.sought.len(), phrase));
            }
        }
        found
    }

    /// The longest phrase that begins with a word of a text in small letters.
    pub fn at(&self, small: &str, word: Range<usize>) -> Option<&Phrase> {
        let rest = small.get(word.start..)?;
        let fits = |phrase: &&Phrase| {
            let next = || after(rest, phrase.sought.len());
            rest.starts_with(&phrase.sought) && !next().is_some_and(|c| in_word(c) || c == '_')
        };
        self.by_first.get(small.get(word)?)?.iter().find(fits)
    }

    fn may_begin(&self, key: u32) -> bool {
        let (index, bit) = bit(key);
        self.firsts[index] & bit != 0
    }
}

/// Where the bit of a key is.
fn bit(key: u32) -> (usize, u64) {
    ((key >> 26) as usize, 1 << (key >> 20 & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_words() {
        let list = Phrases::new("Bộ Y tế\nBộ Y tế Mẫu # a comment\nhoá đơn = hóa đơn");
        let text = "cán bộ y tế, Bộ Y Tế mẫu; bộ y tếa";
        let found: Vec<&str> = list.matches(&Reading::of(text)).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["bộ y tế", "Bộ Y Tế mẫu"]);
    }
}
