//! Roman numerals, which number the phần, the chương and the first level of a plan or report (NĐ
//! 30/2020, Phụ lục I, II.6).

/// The largest number the seven letters can write.
const LARGEST: u32 = 3999;

/// The signs from large to small, the subtractive pairs among them.
const SIGNS: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number from 1 to 3999 in Roman numerals (NĐ 30/2020, Phụ lục I, II.6).
///
/// Other numbers have no Roman form and come out in Arabic figures, so that a heading never loses
/// its number.
pub fn to_roman(n: u32) -> String {
    if !(1..=LARGEST).contains(&n) {
        return n.to_string();
    }
    let mut rest = n;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

/// The number of a canonical Roman numeral in capitals (NĐ 30/2020, Phụ lục I, II.6); `None` for
/// other spellings (`IIII`, `VX`, `iv`) and other texts.
pub fn from_roman(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut number = 0_u32;
    for (value, sign) in SIGNS {
        while let Some(shorter) = rest.strip_prefix(sign) {
            rest = shorter;
            number = number.checked_add(value)?;
        }
    }
    // The greedy reading also accepts spellings such as IIII or IVI; the canonical one is the one
    // that is written back.
    let canonical = rest.is_empty() && (1..=LARGEST).contains(&number) && to_roman(number) == text;
    canonical.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (n, text) in [
            (1, "I"),
            (2, "II"),
            (3, "III"),
            (4, "IV"),
            (5, "V"),
            (6, "VI"),
            (9, "IX"),
            (10, "X"),
            (14, "XIV"),
            (19, "XIX"),
            (40, "XL"),
            (49, "XLIX"),
            (90, "XC"),
            (400, "CD"),
            (1945, "MCMXLV"),
            (2026, "MMXXVI"),
            (3999, "MMMCMXCIX"),
        ] {
            assert_eq!(to_roman(n), text);
            assert_eq!(from_roman(text), Some(n));
        }
    }

    #[test]
    fn every_numeral_is_read_back() {
        for n in 1..=LARGEST {
            assert_eq!(from_roman(&to_roman(n)), Some(n));
        }
    }

    #[test]
    fn outside() {
        for n in [0, 4000, u32::MAX] {
            assert_eq!(to_roman(n), n.to_string());
            assert_eq!(from_roman(&to_roman(n)), None);
        }
        for text in ["", "IIII", "VV", "VX", "IC", "IVI", "IXI", "XCX", "MMMM", "iv", "I.", " I", "Ⅳ", "ABC"] {
            assert_eq!(from_roman(text), None, "{text:?}");
        }
    }
}
