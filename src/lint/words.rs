//! Words in a text: what the rules about letters and words share. No regular expressions: small scanners by characters.

use std::ops::Range;

pub use crate::vi::words::capitalised;

/// The text in small letters, byte for byte as long as before, so that places stay right.
pub fn lower(text: &str) -> String {
    text.chars().map(small).collect()
}

/// A character in small letters; as it is where these would be of another length.
pub fn small(c: char) -> char {
    one_small(c).filter(|one| one.len_utf8() == c.len_utf8()).unwrap_or(c)
}

/// A character in small letters: as `char::to_lowercase`, but for the letters of Vietnamese without its search in tables. None where that is not
/// one character.
fn one_small(c: char) -> Option<char> {
    match c {
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' | 'ß'..='ÿ' | 'ơ' | 'ư' => Some(c),
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(c) + 32),
        // Capitals are even here, and their small forms follow them.
        'Ā'..='į' | 'Ũ'..='ŷ' | '\u{1ea0}'..='\u{1ef9}' => char::from_u32(u32::from(c) | 1),
        'Ơ' => Some('ơ'),
        'Ư' => Some('ư'),
        _ => {
            let mut all = c.to_lowercase();
            all.next().filter(|_| all.next().is_none())
        }
    }
}

/// Whether a word is one that is given in small letters.
pub fn same(word: &str, sought: &str) -> bool {
    behind(word, sought).is_some_and(str::is_empty)
}

/// What stands behind a beginning that is given in small letters, whatever the case of the text's.
pub fn behind<'t>(text: &'t str, sought: &str) -> Option<&'t str> {
    // Rules ask for dozens of words at every word: most differ in the first letter.
    if let (Some(first), Some(wanted)) = (text.as_bytes().first(), sought.as_bytes().first())
        && first.is_ascii()
        && first.to_ascii_lowercase() != *wanted
    {
        return None;
    }
    let (mut rest, mut sought) = (text.chars(), sought.chars());
    while !sought.as_str().is_empty() {
        let c = rest.next()?;
        let fits = match one_small(c) {
            Some(one) => sought.next() == Some(one),
            None => c.to_lowercase().all(|one| sought.next() == Some(one)),
        };
        if !fits {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The key of a word: words that differ in capitals alone have the same.
pub fn key(word: &str) -> u32 {
    word.chars().fold(0, mixed)
}

/// The key of a word with one more character.
pub fn mixed(key: u32, c: char) -> u32 {
    let with = |key: u32, c: char| (key ^ u32::from(c)).wrapping_mul(0x9e37_79b1).rotate_left(15);
    one_small(c).map_or_else(|| c.to_lowercase().fold(key, with), |one| with(key, one))
}

/// Whether a character is a letter or a digit: as `char::is_alphanumeric`, but for the letters of Vietnamese without its search in tables,
/// since every rule asks it of every character.
pub fn in_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{1ea0}'..='\u{1ef9}' => true,
        '\0'..='\u{a9}' | '×' | '÷' | '\u{2010}'..='\u{2027}' => false,
        '\u{c0}'..='\u{24f}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// Where the words of a text stand: runs of letters and digits. What an expression covers (`_`) is no word.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut chars = text.char_indices();
    std::iter::from_fn(move || {
        let (start, _) = chars.find(|(_, c)| in_word(*c))?;
        let end = chars.find(|(_, c)| !in_word(*c)).map_or(text.len(), |(end, _)| end);
        Some(start..end)
    })
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
    let start = head.char_indices().rev().take_while(|(_, c)| in_word(*c)).last();
    start.map_or("", |(start, _)| &head[start..])
}

/// The word that stands behind a place, with only one blank between.
pub fn word_after(text: &str, at: usize) -> &str {
    let tail = text.get(at..).and_then(|tail| tail.strip_prefix(' ')).unwrap_or_default();
    let end = tail.find(|c: char| !in_word(c)).unwrap_or(tail.len());
    &tail[..end]
}

/// Whether a text begins with a capital.
pub fn capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a text has letters and all of them that have a small form are capital; at least `least` letters.
pub fn all_capital(text: &str, least: usize) -> bool {
    // Most texts have a small letter right behind their first.
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() >= least
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

/// How far around a place an address reaches; a longer run is none.
const LONGEST_ADDRESS: usize = 200;

/// Whether the place lies in a web or mail address, a file name, a code: a run of non-blanks with such signs.
pub fn in_address(text: &str, at: usize) -> bool {
    let Some((head, tail)) = text.split_at_checked(at) else { return false };
    let in_token = |c: &char| !c.is_whitespace();
    let before: usize = head.chars().rev().take(LONGEST_ADDRESS).take_while(in_token).map(char::len_utf8).sum();
    let behind: usize = tail.chars().take(LONGEST_ADDRESS).take_while(in_token).map(char::len_utf8).sum();
    let token = lower(&text[at - before..at + behind]);
    ["://", "@", "www.", ".vn", ".com", ".org", ".net", ".gov"].iter().any(|sign| token.contains(sign))
}

/// Whether YAML reads a text that begins so as the same text where no quotes are around it.
pub fn begins_plain(text: &str) -> bool {
    let (first, second) = (text.chars().next(), text.chars().nth(1));
    match first {
        // These are marks only before a blank.
        Some('-' | '?' | ':') => second.is_some_and(|c| c != ' '),
        Some(first) => !"[]{}*&!|>%@`\"'#,".contains(first),
        None => false,
    }
}

/// The entries of a data file: one a line, `#` begins a comment.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
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
    fn small_letters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            let due: String = c.to_lowercase().collect();
            assert_eq!(
                one_small(c).map(String::from),
                Some(due.clone()).filter(|due| due.chars().count() == 1),
                "{c:?}"
            );
            assert_eq!(in_word(c), in_word(small(c)), "{c:?}");
            assert!(same(&c.to_string(), &due), "{c:?}");
        }
        assert!(same("NGÀY", "ngày") && !same("ngà", "ngày") && !same("ngày", "ngà") && !same("ngày", "Ngày"));
        assert_eq!(key("ĐẢNG"), key("đảng"));
    }

    #[test]
    fn small_letters_keep_their_places() {
        for text in ["ỦY BAN Nhân Dân Đảng", "İstanbul ẞ", ""] {
            assert_eq!(lower(text).len(), text.len());
        }
        assert_eq!(lower("ỦY Đ"), "ủy đ");
    }

    #[test]
    fn marks_of_yaml_begin_no_plain_text() {
        for text in ["[MẪU] A", "{a}", "*đậm*", "\"A\"", "# A", "- A", "", "-", "| a"] {
            assert!(!begins_plain(text), "{text}");
        }
        assert!(["Mẫu", "1. A", "(A)", "-A", "“A”"].into_iter().all(begins_plain));
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
