//! Numbers in Vietnamese words, read the way people write them.

use crate::lint::scan::words;

/// What words say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The number; two where the words can be heard in two ways.
    pub values: Vec<u64>,
    /// Whether `đồng` follows.
    pub money: bool,
}

/// Reads a text that consists of the words of a number, `đồng` and `chẵn` alone.
pub fn spoken(text: &str) -> Option<Spoken> {
    let text = match text.split_once(':') {
        Some((label, rest)) if label.trim().to_lowercase() == "bằng chữ" => rest,
        _ => text,
    };
    let all: Vec<String> = words(text).map(|word| word.text.to_lowercase()).collect();
    let mut said: Vec<&str> = all.iter().map(String::as_str).collect();
    if text.contains([':', ';', '/', '_', '+']) {
        return None;
    }
    if said.last() == Some(&"chẵn") {
        said.pop();
    }
    let mut money = false;
    if said.last() == Some(&"đồng") {
        said.pop();
        money = true;
        // "Năm mươi triệu đồng Việt Nam" goes on behind the unit.
    } else if said.ends_with(&["đồng", "việt", "nam"]) {
        said.truncate(said.len() - 3);
        money = true;
    }
    if said.is_empty() {
        return None;
    }
    let value = number(&said)?;
    let mut values = vec![value];
    values.extend(short_form(&said));
    Some(Spoken { values, money })
}

fn digit(word: &str) -> Option<u64> {
    Some(match word {
        "không" => 0,
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" | "nhăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    })
}

/// The steps from large to small.
const STEPS: [(&[&str], u64); 3] =
    [(&["tỷ", "tỉ"], 1_000_000_000), (&["triệu"], 1_000_000), (&["nghìn", "ngàn"], 1_000)];

fn number(said: &[&str]) -> Option<u64> {
    for (names, step) in STEPS {
        // The last one: what stands before it is a number of its own ("một nghìn tỷ").
        if let Some(at) = said.iter().rposition(|word| names.contains(word)) {
            let (high, low) = (number(&said[..at])?, &said[at + 1..]);
            let low = if low.is_empty() { 0 } else { number(low)? };
            return (low < step).then(|| high.checked_mul(step)?.checked_add(low))?;
        }
    }
    group(said)
}

/// A group of three digits.
fn group(said: &[&str]) -> Option<u64> {
    match said {
        [] => None,
        [hundreds, "trăm"] => digit(hundreds).map(|h| h * 100),
        [hundreds, "trăm", rest @ ..] => Some(digit(hundreds)? * 100 + below_hundred(rest)?),
        _ => below_hundred(said),
    }
}

fn below_hundred(said: &[&str]) -> Option<u64> {
    match said {
        ["linh" | "lẻ", unit] | [unit] if *unit != "mười" => digit(unit),
        ["mười"] => Some(10),
        ["mười", unit] => Some(10 + digit(unit)?),
        [tens, "mươi"] => Some(digit(tens)? * 10),
        [tens, "mươi", unit] | [tens, unit] => Some(digit(tens)? * 10 + digit(unit)?),
        _ => None,
    }
}

/// "một triệu năm trăm" is heard as 1.500.000, too: hundreds right after a higher step, with nothing behind.
fn short_form(said: &[&str]) -> Option<u64> {
    let [before @ .., hundreds, "trăm"] = said else { return None };
    let step = match *before.last()? {
        "triệu" => 1_000,
        "tỷ" | "tỉ" => 1_000_000,
        _ => return None,
    };
    number(before)?.checked_add(digit(hundreds)?.checked_mul(100)?.checked_mul(step)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_writes_is_read() {
        let larger = (0..4_000).map(|n: u64| n * n * 7_919 + n);
        for n in (1..3_000).chain(larger.filter(|n| *n > 0)) {
            let text = crate::vi::words(n);
            assert!(spoken(&text).is_some_and(|s| s.values.contains(&n)), "{n}: {text}");
        }
    }

    #[test]
    fn other_forms() {
        let read = |text: &str| spoken(text).map(|s| (s.values[0], s.money));
        assert_eq!(read("Năm mươi triệu đồng chẵn"), Some((50_000_000, true)));
        assert_eq!(read("Một trăm lẻ năm ngàn đồng"), Some((105_000, true)));
        assert_eq!(read("hai"), Some((2, false)));
        assert_eq!(read("hai mươi bốn tỉ đồng"), Some((24_000_000_000, true)));
        assert!(spoken("một triệu năm trăm đồng").is_some_and(|s| s.values.contains(&1_500_000)));
        for none in ["mỗi năm hai triệu đồng", "một triệu rưỡi", "", "đồng", "năm nhất", "hai triệu/tháng"]
        {
            assert_eq!(spoken(none), None, "{none}");
        }
    }
}
