//! The letters that number the điểm of a khoản (NĐ 30/2020, Phụ lục I, II.6).

/// The letters in Vietnamese order: f, j, w and z are not Vietnamese, and the letters with marks of
/// their own (ă, â, ê, ô, ơ, ư) are not used for numbering; đ is.
const POINT_LETTERS: [char; 23] =
    ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'x', 'y'];

/// The letter of a điểm, counted from 0: 0 is `a`, 4 is `đ`, 22 is `y` (NĐ 30/2020, Phụ lục I,
/// II.6). `None` after the last letter: the law gives no two-letter points.
pub fn point_letter(index: usize) -> Option<char> {
    POINT_LETTERS.get(index).copied()
}

/// The place of a điểm's letter, counted from 0; `None` for a letter that numbers no điểm (NĐ
/// 30/2020, Phụ lục I, II.6). Only lower case letters number a điểm.
pub fn point_index(letter: char) -> Option<usize> {
    POINT_LETTERS.iter().position(|known| *known == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (index, letter) in [(0, 'a'), (3, 'd'), (4, 'đ'), (5, 'e'), (6, 'g'), (9, 'k'), (21, 'x'), (22, 'y')] {
            assert_eq!(point_letter(index), Some(letter));
            assert_eq!(point_index(letter), Some(index));
        }
    }

    #[test]
    fn both_ways_agree() {
        for index in 0..POINT_LETTERS.len() {
            assert_eq!(point_letter(index).and_then(point_index), Some(index));
        }
    }

    #[test]
    fn outside() {
        for index in [23, 24, usize::MAX] {
            assert_eq!(point_letter(index), None);
        }
        for letter in ['f', 'j', 'w', 'z', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'A', 'Đ', 'ð', '1', ' '] {
            assert_eq!(point_index(letter), None, "{letter}");
        }
    }
}
