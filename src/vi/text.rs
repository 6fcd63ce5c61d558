//! Hygiene of text: Unicode form, white space, end marks and characters that must not be printed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The text in Unicode form NFC: each Vietnamese letter with its marks is one character. This is the
/// usual reading of "Unicode, TCVN 6909:2001" in NĐ 30/2020, Phụ lục I, I.4. A text in NFC is not
/// copied.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether the text is in Unicode form NFC already (NĐ 30/2020, Phụ lục I, I.4; see [`nfc`]).
pub fn is_nfc(text: &str) -> bool {
    unicode_normalization::is_nfc(text)
}

/// The text with each run of white space, line ends included, as one space, and none at its ends.
///
/// The no-break space U+00A0 is kept: its author wrote it to hold two words together.
pub fn collapse_spaces(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let words = text.split(|c: char| c.is_whitespace() && c != '\u{a0}');
    for word in words.filter(|word| !word.is_empty()) {
        if !result.is_empty() {
            result.push(' ');
        }
        result.push_str(word);
    }
    result
}

/// The text without its one end mark (`./.`, `;`, `,` or `.`) and the white space around that mark,
/// so that a list or a body can set the mark its place asks for (NĐ 30/2020, Phụ lục I, II.6).
///
/// Three dots or more are an ellipsis and stay, as does `…`.
pub fn trim_end_mark(text: &str) -> &str {
    let text = text.trim_end();
    if let Some(before) = text.strip_suffix("/.")
        && before.ends_with('.')
    {
        // In ".../." the dots belong to the ellipsis, and only "/." is the mark.
        return match trailing_dots(before) {
            3 => before,
            _ => before[..before.len() - 1].trim_end(),
        };
    }
    match text.strip_suffix([';', ',', '.']) {
        Some(before) if !text.ends_with('.') || trailing_dots(text) < 3 => before.trim_end(),
        _ => text,
    }
}

/// How many full stops end the text.
fn trailing_dots(text: &str) -> usize {
    text.len() - text.trim_end_matches('.').len()
}

/// Whether a character must not occur in a document: it is invisible or reorders what is read, so
/// that the printed text would differ from what was written, or it has no meaning of its own.
///
/// These are the control characters but for line feed, carriage return and tab, the bidirectional
/// controls, the zero-width characters and the soft hyphen, the line and paragraph separators, the
/// private use areas, the noncharacters and the tags.
pub fn forbidden_char(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        // The soft hyphen and the Arabic letter mark.
        '\u{ad}' | '\u{61c}'
        // Zero-width space, joiners and direction marks.
        | '\u{200b}'..='\u{200f}'
        // Line and paragraph separators, embeddings and overrides.
        | '\u{2028}'..='\u{202e}'
        // Word joiner, isolates, byte order mark.
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        // Private use: the basic plane, and planes 15 and 16 with their noncharacters.
        | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'
        // Noncharacters in the Arabic presentation forms.
        | '\u{fdd0}'..='\u{fdef}'
        // Tags.
        | '\u{e0000}'..='\u{e007f}' => true,
        // The two last code points of each plane are noncharacters; U+0085 is a control character.
        _ => c.is_control() || u32::from(c) & 0xfffe == 0xfffe,
    }
}

/// The first forbidden character of a text with its place in bytes; see [`forbidden_char`].
pub fn first_forbidden(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, c)| forbidden_char(*c))
}

/// The text without the marks of its letters and with `d` for `đ`: `Nguyễn Văn Đức` is `Nguyen Van Duc`.
pub fn unaccented(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c => c,
        })
        .collect()
}

/// The text as a name of a variable: without marks, in small letters, other characters as `_`: `Họ và tên` is `ho_va_ten`.
pub fn as_name(text: &str) -> String {
    let plain = unaccented(text).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_marks() {
        assert_eq!(unaccented("Nguyễn Văn Đức, ở Kon Plông"), "Nguyen Van Duc, o Kon Plong");
        assert_eq!(unaccented("e\u{302}\u{323}"), "e");
        assert_eq!(as_name(" Họ và tên (viết hoa) "), "ho_va_ten_viet_hoa");
        assert_eq!(as_name("…"), "");
    }

    #[test]
    fn normal_form() {
        let decomposed = "U\u{309}y ban nha\u{302}n da\u{302}n";
        assert!(!is_nfc(decomposed));
        assert_eq!(nfc(decomposed), "Ủy ban nhân dân");
        assert!(matches!(nfc("Ủy ban"), Cow::Borrowed("Ủy ban")));
        assert!(is_nfc("Ủy ban") && is_nfc(""));
    }

    #[test]
    fn spaces() {
        for (text, expected) in [
            ("", ""),
            (" \n\t ", ""),
            ("  a  b\r\n c ", "a b c"),
            ("a\u{2003}b\u{3000}c", "a b c"),
            ("5\u{a0}kg", "5\u{a0}kg"),
            ("a \u{a0} b", "a \u{a0} b"),
            ("\u{a0}a", "\u{a0}a"),
        ] {
            assert_eq!(collapse_spaces(text), expected, "{text:?}");
        }
    }

    #[test]
    fn end_marks() {
        for (text, expected) in [
            ("", ""),
            ("abc", "abc"),
            ("abc.", "abc"),
            ("abc ; ", "abc"),
            ("abc,", "abc"),
            ("abc./.", "abc"),
            ("abc ./. \n", "abc"),
            ("abc;;", "abc;"),
            ("abc.;", "abc."),
            ("abc..", "abc."),
            ("abc...", "abc..."),
            ("abc....", "abc...."),
            ("abc…", "abc…"),
            ("abc….", "abc…"),
            ("abc...;", "abc..."),
            ("abc.../.", "abc..."),
            ("abc..../.", "abc..."),
            ("abc… ./.", "abc…"),
            ("abc/.", "abc/"),
            ("abc:", "abc:"),
            (" abc.", " abc"),
            (".", ""),
            ("./.", ""),
        ] {
            assert_eq!(trim_end_mark(text), expected, "{text:?}");
        }
    }

    #[test]
    fn forbidden() {
        for c in [
            '\0',
            '\u{7}',
            '\u{b}',
            '\u{1b}',
            '\u{7f}',
            '\u{85}',
            '\u{9f}',
            '\u{ad}',
            '\u{61c}',
            '\u{200b}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{feff}',
            '\u{e000}',
            '\u{f8ff}',
            '\u{fdd0}',
            '\u{fdef}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1fffe}',
            '\u{effff}',
            '\u{e0000}',
            '\u{e0001}',
            '\u{e007f}',
            '\u{f0000}',
            '\u{10ffff}',
        ] {
            assert!(forbidden_char(c), "{c:?}");
        }
        for c in [
            '\n', '\r', '\t', ' ', '\u{a0}', 'a', 'Ủ', 'đ', '\u{309}', '₫', '…', '“', '–', '\u{200a}', '\u{2010}',
            '\u{202f}', '\u{fdf0}', '\u{fffd}', '😀',
        ] {
            assert!(!forbidden_char(c), "{c:?}");
        }
    }

    #[test]
    fn place_of_the_first() {
        assert_eq!(first_forbidden("Ủy ban\n"), None);
        assert_eq!(first_forbidden("Ủ\u{200b}y\u{feff}"), Some((3, '\u{200b}')));
    }
}
