//! Words in a text: what the rules about letters and words share. No regular expressions: small scanners by characters.

use std::collections::HashMap;
use std::ops::Range;

use super::tones;
pub use crate::vi::words::capitalised;

/// The text in small letters, byte for byte as long as before, so that places stay right.
pub fn lower(text: &str) -> String {
    let small = |c: char| {
        let mut all = c.to_lowercase();
        match (all.next(), all.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    text.chars().map(small).collect()
}

/// Whether a character is a letter or a digit: as `char::is_alphanumeric`, but for the letters of Vietnamese without its search in tables,
/// since every rule asks it of every character.
pub fn in_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{1ea0}'..='\u{1ef9}' => true,
        '\0'..='\u{7f}' | '×' | '÷' => false,
        '\u{c0}'..='\u{17f}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Where the words of a text stand: runs of letters and digits. What an expression covers (`_`) is no word.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (in_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                all.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    all.extend(start.map(|from| from..text.len()));
    all
}

/// The character that ends right before a place.
pub fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|head| head.chars().next_back())
}

/// The character that begins at a place.
pub fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|tail| tail.chars().next())
}

/// The word that stands before a place, with only one blank between.
pub fn word_before(text: &str, at: usize) -> &str {
    let head = text.get(..at).and_then(|head| head.strip_suffix(' ')).unwrap_or_default();
    let start = head.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last();
    start.map_or("", |(start, _)| &head[start..])
}

/// The word that stands behind a place, with only one blank between.
pub fn word_after(text: &str, at: usize) -> &str {
    let tail = text.get(at..).and_then(|tail| tail.strip_prefix(' ')).unwrap_or_default();
    let end = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
    &tail[..end]
}

/// Whether a text begins with a capital.
pub fn capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a text has letters and all of them that have a small form are capital; at least `least` letters.
pub fn all_capital(text: &str, least: usize) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= least && !text.chars().any(char::is_lowercase)
}

/// The text with a small letter first.
pub fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// Whether a sentence may begin at a place of a prose: nothing stands before it but marks.
pub fn may_begin(text: &str, start: usize, at: usize) -> bool {
    let head = text.get(start..at).unwrap_or_default();
    let opened = head.trim_end_matches(|c: char| c.is_whitespace() || "“\"‘'(*«".contains(c));
    // A quote or a bracket quotes something that has its own beginning.
    head.trim_end().len() != opened.len()
        || opened.is_empty()
        || opened.ends_with(['.', '!', '?', ':', ';', '|', '+', '_', '…'])
}

/// Whether the place lies in a web or mail address, a file name, a code: a run of non-blanks with such signs.
pub fn in_address(text: &str, at: usize) -> bool {
    let start = text.get(..at).and_then(|head| head.rfind(char::is_whitespace)).map_or(0, |i| i + 1);
    let token = text.get(start..).unwrap_or_default();
    let token = token.trim_start();
    let end = token.find(char::is_whitespace).unwrap_or(token.len());
    let token = lower(&token[..end]);
    ["://", "@", "www.", ".vn", ".com", ".org", ".net", ".gov"].iter().any(|sign| token.contains(sign))
}

/// The entries of a data file: one a line, `#` begins a comment.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}

/// A phrase that is looked for, and how it is written.
#[derive(Debug)]
pub struct Phrase {
    /// What is looked for, in small letters.
    pub sought: String,
    /// How it is written.
    pub right: String,
}

/// A data file of phrases, found by their first word.
#[derive(Debug, Default)]
pub struct Phrases {
    by_first: HashMap<String, Vec<Phrase>>,
}

impl Phrases {
    /// Reads a data file: `wrong = right`, or only what is right where capitals alone differ. Both styles of tone marks are looked for.
    pub fn new(list: &'static str) -> Self {
        let mut all = Self::default();
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
        let first = sought.find(|c: char| !c.is_alphanumeric()).unwrap_or(sought.len());
        let list = self.by_first.entry(sought[..first].to_owned()).or_default();
        list.push(Phrase { right: right.to_owned(), sought });
        // The longest phrase wins.
        list.sort_by_key(|phrase| std::cmp::Reverse(phrase.sought.len()));
    }

    /// Where phrases stand in a text that was made small; they do not overlap.
    pub fn matches(&self, small: &str) -> Vec<(Range<usize>, &Phrase)> {
        let mut found = Vec::new();
        let mut end = 0;
        for word in words(small) {
            if word.start < end {
                continue;
            }
            let rest = &small[word.start..];
            let fits = |phrase: &&Phrase| {
                let next = || after(rest, phrase.sought.len());
                rest.starts_with(&phrase.sought) && !next().is_some_and(|c| c.is_alphanumeric() || c == '_')
            };
            let listed = self.by_first.get(&small[word]);
            if let Some(phrase) = listed.and_then(|list| list.iter().find(fits)) {
                let start = small.len() - rest.len();
                end = start + phrase.sought.len();
                found.push((start..end, phrase));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..='\u{2fff}' {
            assert_eq!(in_word(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn small_letters_keep_their_places() {
        for text in ["ỦY BAN Nhân Dân Đảng", "İstanbul ẞ", ""] {
            assert_eq!(lower(text).len(), text.len());
        }
        assert_eq!(lower("ỦY Đ"), "ủy đ");
    }

    #[test]
    fn phrases_are_found_as_words() {
        let list = Phrases::new("Bộ Y tế\nBộ Y tế Mẫu # a comment\nhoá đơn = hóa đơn");
        let text = lower("cán bộ y tế, Bộ Y Tế mẫu; bộ y tếa");
        let found: Vec<&str> = list.matches(&text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["bộ y tế", "bộ y tế mẫu"]);
    }

    #[test]
    fn beginnings() {
        assert!(may_begin("- Tỉnh Mẫu", 2, 2));
        assert!(may_begin("nội dung: Tỉnh", 0, "nội dung: ".len()));
        assert!(!may_begin("tại Tỉnh Mẫu", 0, "tại ".len()));
        assert!(may_begin("tại “Tỉnh Mẫu”", 0, "tại “".len()));
        assert_eq!(word_before("các quận 1", "các quận ".len()), "quận");
        assert_eq!(word_after("các quận 1", "các".len()), "quận");
        assert!(in_address("gửi xa.mau@mau.gov.vn nhé", 6) && !in_address("gửi nhé", 1));
    }
}
