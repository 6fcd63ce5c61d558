//! Numbers in figures in running text, with what follows them.

use crate::lint::scan::{Word, words};
use crate::lint::words::in_word;

/// A number in figures: digits with dots or commas, without the mark of a sentence.
pub struct Figures {
    /// Its bytes.
    pub range: std::ops::Range<usize>,
}

/// The numbers of a text.
pub fn figures(text: &str) -> Vec<Figures> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let is_part = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let joined = |c: char| in_word(c) || matches!(c, '_' | '/' | '-' | '.' | ',');
        if !is_part(at) || text.get(..at).is_some_and(|before| before.ends_with(joined)) {
            at += 1;
            continue;
        }
        let start = at;
        while is_part(at) || (bytes.get(at).is_some_and(|b| matches!(b, b'.' | b',')) && is_part(at + 1)) {
            at += 1;
        }
        all.push(Figures { range: start..at });
    }
    all
}

/// The whole number that figures say; none where they are a decimal or not well grouped.
pub fn whole(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    match crate::vi::parse_vietnamese(text)? {
        crate::vi::VietnameseNumber::Integer(n) => u64::try_from(n).ok(),
        crate::vi::VietnameseNumber::Decimal(_) => None,
    }
}

/// The multiples that stand between a number and its unit.
const MULTIPLES: &[(&str, u64)] =
    &[("nghìn", 1_000), ("ngàn", 1_000), ("triệu", 1_000_000), ("tỷ", 1_000_000_000), ("tỉ", 1_000_000_000)];

/// How often a word such as `triệu` takes the number before it.
pub fn multiple(word: &str) -> Option<u64> {
    MULTIPLES.iter().find(|(name, _)| *name == word).map(|(_, times)| *times)
}

/// What makes another word of `đồng`: `năm 2026 đồng thời`, `5 triệu đồng bào`.
const OTHER_WORDS: &[&str] = &[
    "thời", "bộ", "chí", "loạt", "ý", "thuận", "tình", "hành", "đều", "nhất", "bào", "hồ", "nghiệp", "ruộng", "cỏ",
    "quê", "lòng", "sức", "tâm", "chủ", "tổ", "phạm", "khởi", "bằng", "dạng", "phục", "thau", "tác",
];

/// The multiple and the unit of money right after a number, and where they end.
pub fn money_after(text: &str, end: usize) -> Option<(u64, usize)> {
    let rest = text.get(end..)?;
    let kept = rest.trim_start_matches([' ', '\u{a0}']);
    let mut at = end + rest.len() - kept.len();
    let mut multiple = 1;
    let first: Word<'_> = words(kept).next().filter(|word| word.start == 0)?;
    let mut unit = first.text;
    if let Some(times) = self::multiple(unit) {
        multiple = times;
        let rest = kept.get(unit.len()..)?;
        let kept = rest.trim_start_matches([' ', '\u{a0}']);
        at += unit.len() + rest.len() - kept.len();
        unit = words(kept).next().filter(|word| word.start == 0)?.text;
    }
    let end = at + unit.len();
    let rest = text.get(end..)?;
    // "5.000 đ/kg" is money, "đ/c", "đ/v" are words.
    if unit == "đ"
        && words(rest)
            .next()
            .is_some_and(|next| next.start == 1 && rest.starts_with('/') && matches!(next.text, "c" | "v"))
    {
        return None;
    }
    let goes_on = || words(rest).next().is_some_and(|next| OTHER_WORDS.contains(&next.text));
    (matches!(unit, "đồng" | "đ" | "VND" | "VNĐ") && !(unit == "đồng" && goes_on())).then_some((multiple, end))
}

/// How many characters a number in words may have in its bracket.
const LONGEST_BRACKET: usize = 300;

/// The text of a bracket that opens right after a place, with its bytes.
pub fn bracket(text: &str, end: usize) -> Option<std::ops::Range<usize>> {
    let rest = text.get(end..)?;
    let kept = rest.trim_start_matches([' ', '\u{a0}', '*']);
    let inner = kept.strip_prefix('(')?;
    let start = text.len() - inner.len();
    let close = inner.char_indices().take(LONGEST_BRACKET).find(|(_, c)| *c == ')');
    Some(start..start + close?.0)
}
