//! The two styles of tone marks over oa, oe, uy at the end of a syllable: hòa and hoà, ủy and uỷ.

use super::words::words;

/// Where the mark stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Over the first vowel: hòa, ủy.
    Old,
    /// Over the second: hoà, uỷ.
    New,
}

/// The vowels without a mark and with the five marks.
const VOWELS: [[char; 6]; 10] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
    ['A', 'À', 'Á', 'Ả', 'Ã', 'Ạ'],
    ['E', 'È', 'É', 'Ẻ', 'Ẽ', 'Ẹ'],
    ['O', 'Ò', 'Ó', 'Ỏ', 'Õ', 'Ọ'],
    ['U', 'Ù', 'Ú', 'Ủ', 'Ũ', 'Ụ'],
    ['Y', 'Ỳ', 'Ý', 'Ỷ', 'Ỹ', 'Ỵ'],
];

fn vowel(c: char) -> Option<(usize, usize)> {
    // Most words end in a consonant.
    if c.is_ascii() && !matches!(c, 'a' | 'e' | 'o' | 'u' | 'y' | 'A' | 'E' | 'O' | 'U' | 'Y') {
        return None;
    }
    VOWELS.iter().enumerate().find_map(|(row, all)| Some((row, all.iter().position(|one| *one == c)?)))
}

/// The style of a word, and the word in the other style; none where both write it alike.
pub fn other(word: &str) -> Option<(Style, String)> {
    let mut head = word.chars();
    let (row_after, mark_after) = vowel(head.next_back()?)?;
    let (row, mark) = vowel(head.next_back()?)?;
    let pair = matches!((VOWELS[row % 5][0], VOWELS[row_after % 5][0]), ('o', 'a' | 'e') | ('u', 'y'));
    // In "quý" the u belongs to the consonant.
    if !pair || head.as_str().ends_with(['q', 'Q']) {
        return None;
    }
    let style = match (mark, mark_after) {
        (1.., 0) => Style::Old,
        (0, 1..) => Style::New,
        _ => return None,
    };
    Some((style, head.chain([VOWELS[row][mark_after], VOWELS[row_after][mark]]).collect()))
}

/// The text with all its words in one style.
pub fn restyled(text: &str, style: Style) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for word in words(text) {
        out.push_str(&text[end..word.start]);
        match other(&text[word.clone()]) {
            Some((own, changed)) if own != style => out.push_str(&changed),
            _ => out.push_str(&text[word.clone()]),
        }
        end = word.end;
    }
    out.push_str(&text[end..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for (old, new) in [("hòa", "hoà"), ("Ủy", "Uỷ"), ("ỦY", "UỶ"), ("tùy", "tuỳ"), ("khỏe", "khoẻ"), ("HÓA", "HOÁ")]
        {
            assert_eq!(other(old), Some((Style::Old, new.to_owned())));
            assert_eq!(other(new), Some((Style::New, old.to_owned())));
        }
        for same in ["quý", "hoàn", "thuyết", "hoa", "ngoài", "", "a", "quà"] {
            assert_eq!(other(same), None, "{same}");
        }
        assert_eq!(restyled("Ủy ban văn hóa, quý", Style::New), "Uỷ ban văn hoá, quý");
    }
}
