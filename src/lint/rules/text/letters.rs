//! Letters of another alphabet that look like ours.

use std::ops::Range;

use crate::lint::rule::rule;
use crate::lint::words::in_word;
use crate::lint::{Found, Safety, Subject};

rule! {
    /// # Ký tự của bảng chữ khác lẫn vào
    ///
    /// ## Phát hiện gì
    /// Chữ Kirin, chữ Hy Lạp lẫn trong một từ chữ La-tinh (trông giống hệt: `а`, `е`, `о`); chữ `Ð`, `ð` dùng thay cho `Đ`, `đ`; chữ, số và dấu câu
    /// toàn chiều rộng (`，`, `（`, `１`).
    ///
    /// ## Vì sao
    /// Văn bản dùng bộ mã ký tự Unicode theo TCVN 6909:2001 (NĐ 30/2020, Phụ lục I, Phần I, I.4). Chữ giống mà khác mã thì tìm kiếm, kiểm tra và đọc bằng máy
    /// đều sai.
    ///
    /// ## Ví dụ
    /// ```text
    /// Ðảng ủy，xã      # sai
    /// Đảng ủy, xã      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Gõ lại từ đó bằng bộ gõ tiếng Việt. `--fix` làm được việc này.
    LookAlike = 713, "ky-tu-la", Text, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, I.4"),
    "ký tự của bảng chữ khác lẫn vào", "a letter of another alphabet" => look_alike;
}

/// How many characters of a word are shown.
const LONGEST_SHOWN: usize = 40;

/// Cyrillic and Greek letters that look like Latin ones.
const ALIKE: [(char, char); 40] = [
    ('а', 'a'),
    ('А', 'A'),
    ('В', 'B'),
    ('с', 'c'),
    ('С', 'C'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('һ', 'h'),
    ('і', 'i'),
    ('І', 'I'),
    ('ј', 'j'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('о', 'o'),
    ('О', 'O'),
    ('р', 'p'),
    ('Р', 'P'),
    ('ѕ', 's'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('х', 'x'),
    ('Х', 'X'),
    ('у', 'y'),
    ('У', 'Y'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('ο', 'o'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Χ', 'X'),
];

/// The letter that is meant, for letters that Vietnamese never has.
fn meant(c: char, mixed: bool) -> Option<String> {
    match c {
        'Ð' | 'Ɖ' => Some("Đ".to_owned()),
        'ð' => Some("đ".to_owned()),
        '\u{3000}' => Some(" ".to_owned()),
        '、' => Some(", ".to_owned()),
        '。' => Some(". ".to_owned()),
        // Fullwidth forms follow ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).map(String::from),
        _ if mixed => ALIKE.iter().find(|(strange, _)| *strange == c).map(|(_, ours)| ours.to_string()),
        _ => None,
    }
}

fn look_alike(subject: &Subject<'_>, found: &mut Found) {
    let latin = |c: char| {
        c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) || ('\u{1e00}'..='\u{1eff}').contains(&c)
    };
    let usual =
        |c: char| c.is_ascii() || latin(c) && !matches!(c, 'Ð' | 'ð' | 'Ɖ') || matches!(c, '“' | '”' | '–' | '…');
    for piece in &subject.texts {
        let text = piece.text.as_ref();
        let words = &piece.read().words;
        let mut last: Option<(&Range<usize>, bool)> = None;
        for (at, c) in text.char_indices().filter(|(_, c)| !usual(*c)) {
            let word = words.get(words.partition_point(|word| word.end <= at)).filter(|word| word.contains(&at));
            let known = last.filter(|(of, _)| Some(*of) == word);
            last = known.or_else(|| word.map(|word| (word, text[word.clone()].chars().any(latin))));
            let Some(ours) = meant(c, word.is_some() && last.is_some_and(|(_, mixed)| mixed)) else { continue };
            let place = at..at + c.len_utf8();
            let shown =
                word.map_or_else(|| c.to_string(), |word| text[word.clone()].chars().take(LONGEST_SHOWN).collect());
            // Behind a wide comma a blank is needed, but not a second one.
            let ours = match ours.trim_end() {
                mark @ ("," | ";" | ":" | "." | "!" | "?") => {
                    let glued = text[place.end..].chars().next().is_some_and(in_word);
                    if glued { format!("{mark} ") } else { mark.to_owned() }
                }
                _ => ours,
            };
            found
                .report(
                    piece.place(place.clone()),
                    format!("ký tự «{c}» (U+{:04X}) trong «{shown}» không phải chữ Việt", u32::from(c)),
                    format!("the character «{c}» (U+{:04X}) in «{shown}» is no Vietnamese letter", u32::from(c)),
                )
                .help(format!("gõ lại «{}»", ours.trim_end()), format!("type «{}»", ours.trim_end()))
                .replace(piece.exact(place), ours, Safety::Safe);
        }
    }
}
