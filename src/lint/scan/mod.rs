//! Small scanners that several rules share: words, dates and citations in running text, each with its bytes.

mod citations;
mod dates;
mod phrases;

use std::ops::Range;

use chrono::NaiveDate;

use super::words::same;
use super::{Piece, Role, Subject};
use crate::plan::Plan;
use crate::vi::date::PartialDate;

pub use citations::{Citation, citations, kind_at};
pub use dates::{DateAt, Form, dates, shown};
pub use phrases::{beginning, phrase, phrase_in};

pub use super::words::{all_capital, entries};

/// Names of persons and events that units are called by; only sure ones.
pub const NAMESAKES: &str = include_str!("namesakes.txt");

/// Words for administrative units, in small letters.
pub fn units() -> impl Iterator<Item = &'static str> {
    entries(include_str!("units.txt"))
}

/// A run of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where it begins.
    pub start: usize,
}

impl Word<'_> {
    /// Where it ends.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// Whether it is a word that is given in small letters, whatever the case of its own.
    pub fn is(&self, sought: &str) -> bool {
        same(self.text, sought)
    }

    /// Whether it is one to `most` digits.
    pub fn is_digits(&self, most: usize) -> bool {
        self.text.len() <= most && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The number that its digits are.
    pub fn number(&self) -> Option<u32> {
        self.text.bytes().all(|byte| byte.is_ascii_digit()).then(|| self.text.parse().ok()).flatten()
    }
}

/// The words of a text that was read.
pub fn words_of<'t>(piece: &'t Piece<'_>) -> Vec<Word<'t>> {
    piece.read().words.iter().map(|word| Word { text: &piece.text[word.clone()], start: word.start }).collect()
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    super::words::words(text).map(|word| Word { text: &text[word.clone()], start: word.start })
}

/// The first and the last day that a document may bear; none while its year is unknown.
pub fn document_days(plan: &Plan) -> Option<(NaiveDate, NaiveDate)> {
    let year = || plan.year.map(|year| PartialDate::Year(year.get() as i32));
    let date = plan.date.map(|date| date.value).or_else(year)?;
    Some((date.first_day(), date.last_day()))
}

/// The texts of a subject that have one of some roles.
pub fn of_roles<'s, 'a>(subject: &'s Subject<'a>, roles: &'s [Role]) -> impl Iterator<Item = &'s Piece<'a>> {
    subject.texts.iter().filter(|piece| roles.contains(&piece.role))
}

/// Whether the layout rules are those of Nghị định 30/2020/NĐ-CP as they are.
pub fn is_state(subject: &Subject<'_>) -> bool {
    subject.plan.is_some_and(|plan| plan.family.as_ref().is_none_or(|word| word.value == "nha-nuoc"))
}

/// What stands between two words.
pub fn between<'a>(text: &'a str, first: &Word<'_>, second: &Word<'_>) -> &'a str {
    text.get(first.end()..second.start).unwrap_or_default()
}

/// Whether nothing but spaces stands between two words.
pub fn adjoin(text: &str, first: &Word<'_>, second: &Word<'_>) -> bool {
    let gap = between(text, first, second);
    !gap.is_empty() && gap.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_bytes() {
        let text = "Điều 5, khoản 2.";
        let found: Vec<_> = words(text).map(|word| (word.text, word.start)).collect();
        assert_eq!(found, [("Điều", 0), ("5", 8), ("khoản", 11), ("2", 19)]);
        assert!(words("").next().is_none());
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(phrase("UBND THỊ TRẤN MẪU", "thị trấn"), Some(5..17));
        assert_eq!(phrase("thị, trấn", "thị trấn"), None);
        assert_eq!(phrase("huyệnx", "huyện"), None);
        assert_eq!(phrase("thị thị trấn\u{a0}mẫu", "thị trấn mẫu"), Some(6..25));
        assert_eq!(beginning("tại huyện", "huyện"), None);
        assert_eq!(beginning("Huyện Mẫu", "huyện"), Some(0..7));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned(text in "(ngày |tháng |năm |số |Luật |Điều |thứ Hai, |từ |đến |[0-9]{1,4}|[/.,;:()|_ -]|NĐ-CP|QH14|đồng|đ|%|[ởẤđa]){0,25}") {
            for date in dates(&text) {
                proptest::prop_assert!(text.get(date.range).is_some());
            }
            for citation in citations(&text, &dates(&text)) {
                proptest::prop_assert!(text.get(citation.range).is_some());
                proptest::prop_assert!(citation.issuer.is_none_or(|range| text.get(range).is_some()));
            }
        }
    }
}
