//! Whole numbers in Vietnamese words, in the northern form that state documents use.
//!
//! No law spells the words out; the forms below (linh, mốt, tư, lăm, nghìn, tỷ) are administrative usage.

/// The words of the ten digits as they are said alone and as hundreds or tens.
const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// One tỷ: the language counts in blocks of nine digits and says "tỷ" after each higher block.
const BILLION: u64 = 1_000_000_000;

/// A whole number in words, in lower case: `50_000_000` is "năm mươi triệu".
///
/// The rules, for each block of nine digits (million, thousand and last group of three):
///
/// - a group after the first non-zero one says its hundreds even when they are 0 ("không trăm");
/// - an empty group (000) is not said, with one exception. If the thousand group is 000, the last
///   group is 100 or more, and a higher group was said before, then "không nghìn" is said:
///   `1_000_500` is "một triệu không nghìn năm trăm", since "một triệu năm trăm" is heard as 1,5
///   million. A last group below 100 starts with "không trăm" and needs no such help:
///   `1_000_001` is "một triệu không trăm linh một";
/// - what lies above nine digits is said as a number of its own, followed by "tỷ": 10^12 is "một
///   nghìn tỷ", 10^15 "một triệu tỷ", 10^18 "một tỷ tỷ".
pub fn words(n: u64) -> String {
    if n == 0 {
        return DIGITS[0].to_owned();
    }
    let mut said = Vec::new();
    push_number(n, &mut said);
    said.join(" ")
}

/// Says a number; zero says nothing, since it is then an empty block.
fn push_number(n: u64, said: &mut Vec<&'static str>) {
    let (high, block) = (n / BILLION, n % BILLION);
    if high > 0 {
        push_number(high, said);
        said.push("tỷ");
    }
    // Whether this number already has a spoken part: only then are leading zeros heard.
    let mut started = high > 0;
    let (millions, thousands, last) = (block / 1_000_000, block / 1_000 % 1_000, block % 1_000);
    if millions > 0 {
        push_group(millions, started, said);
        said.push("triệu");
        started = true;
    }
    if thousands > 0 {
        push_group(thousands, started, said);
        said.push("nghìn");
        started = true;
    } else if started && last >= 100 {
        said.extend(["không", "nghìn"]);
    }
    if last > 0 {
        push_group(last, started, said);
    }
}

/// Says a non-zero group of up to three digits; `full` says the hundreds even if they are 0.
fn push_group(group: u64, full: bool, said: &mut Vec<&'static str>) {
    let (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10);
    let with_hundreds = full || hundreds > 0;
    if with_hundreds {
        said.extend([digit(hundreds), "trăm"]);
    }
    match tens {
        0 if units == 0 => return,
        0 if with_hundreds => said.push("linh"),
        0 => {}
        1 => said.push("mười"),
        _ => said.extend([digit(tens), "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        // "mốt" and "tư" come after "mươi" only: 11 mười một, 14 mười bốn, 104 linh bốn.
        (2.., 1) => said.push("mốt"),
        (2.., 4) => said.push("tư"),
        (1.., 5) => said.push("lăm"),
        _ => said.push(digit(units)),
    }
}

/// The word of one digit; a value above 9 does not occur and says nothing.
fn digit(value: u64) -> &'static str {
    usize::try_from(value).ok().and_then(|index| DIGITS.get(index)).copied().unwrap_or_default()
}

/// The text with a small first letter, unless its first word is in capitals (`UBND xã`).
pub fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), second) if second.is_none_or(|c| !c.is_uppercase()) => {
            let lower: String = first.to_lowercase().collect();
            format!("{lower}{}", &text[first.len_utf8()..])
        }
        _ => text.to_owned(),
    }
}

/// The text with its first letter in upper case, as a sentence starts (NĐ 30/2020, Phụ lục II, I).
///
/// Quotes, brackets and spaces before the letter are stepped over; a text that starts with a digit
/// stays as it is.
pub fn capitalised(s: &str) -> String {
    let Some((start, first)) = s.char_indices().find(|(_, c)| c.is_alphanumeric()) else {
        return s.to_owned();
    };
    let mut result = String::with_capacity(s.len() + 2);
    result.push_str(&s[..start]);
    result.extend(first.to_uppercase());
    result.push_str(&s[start + first.len_utf8()..]);
    result
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn table() {
        for (n, expected) in [
            (0, "không"),
            (1, "một"),
            (4, "bốn"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (44, "bốn mươi tư"),
            (55, "năm mươi lăm"),
            (91, "chín mươi mốt"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (104, "một trăm linh bốn"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (115, "một trăm mười lăm"),
            (555, "năm trăm năm mươi lăm"),
            (1_000, "một nghìn"),
            (1_005, "một nghìn không trăm linh năm"),
            (1_010, "một nghìn không trăm mười"),
            (1_500, "một nghìn năm trăm"),
            (10_001, "mười nghìn không trăm linh một"),
            (21_000, "hai mươi mốt nghìn"),
            (100_005, "một trăm nghìn không trăm linh năm"),
            (101_000, "một trăm linh một nghìn"),
            (1_000_000, "một triệu"),
            (1_000_001, "một triệu không trăm linh một"),
            (1_001_000, "một triệu không trăm linh một nghìn"),
            (5_105_000, "năm triệu một trăm linh năm nghìn"),
            (24_541_000, "hai mươi tư triệu năm trăm bốn mươi mốt nghìn"),
            (50_000_000, "năm mươi triệu"),
            (65_500_000, "sáu mươi lăm triệu năm trăm nghìn"),
            (125_021_000, "một trăm hai mươi lăm triệu không trăm hai mươi mốt nghìn"),
            (1_000_000_001, "một tỷ không trăm linh một"),
            (1_005_000_000, "một tỷ không trăm linh năm triệu"),
            (2_000_005_000, "hai tỷ không trăm linh năm nghìn"),
            (1_000_000_000_000, "một nghìn tỷ"),
        ] {
            assert_eq!(words(n), expected, "{n}");
        }
    }

    #[test]
    fn the_empty_thousand_is_said_where_it_would_mislead() {
        for (n, expected) in [
            (1_000_099, "một triệu không trăm chín mươi chín"),
            (1_000_100, "một triệu không nghìn một trăm"),
            (1_000_500, "một triệu không nghìn năm trăm"),
            (1_000_000_500, "một tỷ không nghìn năm trăm"),
            (1_000_500_000, "một tỷ năm trăm nghìn"),
            (1_500_000, "một triệu năm trăm nghìn"),
            (1_000_500_000_000_000, "một triệu không nghìn năm trăm tỷ"),
        ] {
            assert_eq!(words(n), expected, "{n}");
        }
    }

    #[test]
    fn above_a_thousand_billion() {
        for (n, expected) in [
            (1_234_000_000_000, "một nghìn hai trăm ba mươi tư tỷ"),
            (1_000_000_000_005, "một nghìn tỷ không trăm linh năm"),
            (10_u64.pow(15), "một triệu tỷ"),
            (10_u64.pow(18), "một tỷ tỷ"),
            (
                u64::MAX,
                "mười tám tỷ bốn trăm bốn mươi sáu triệu bảy trăm bốn mươi tư nghìn không trăm bảy \
                 mươi ba tỷ bảy trăm linh chín triệu năm trăm năm mươi mốt nghìn sáu trăm mười lăm",
            ),
        ] {
            assert_eq!(words(n), expected, "{n}");
        }
    }

    #[test]
    fn every_number_has_words_of_its_own() {
        let mut seen = HashSet::new();
        let larger = (0..10_000).map(|n| 1_000_000 + n * 100);
        for n in (0..=9_999).chain(larger) {
            let said = words(n);
            assert!(!said.contains("  ") && said.trim() == said, "{n}: {said:?}");
            assert!(seen.insert(said.clone()), "{n}: {said:?} occurs twice");
        }
    }

    #[test]
    fn capital_letter() {
        for (text, expected) in [
            ("", ""),
            ("năm mươi triệu", "Năm mươi triệu"),
            ("đồng", "Đồng"),
            ("ủy ban", "Ủy ban"),
            ("“ấp”", "“Ấp”"),
            ("(năm)", "(Năm)"),
            ("5 người", "5 người"),
            ("...", "..."),
        ] {
            assert_eq!(capitalised(text), expected);
        }
    }
}
