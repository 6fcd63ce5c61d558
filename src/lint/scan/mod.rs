//! Small scanners that several rules share: words, dates and citations in running text, each with its bytes.

mod citations;
mod dates;

use std::ops::Range;

use chrono::NaiveDate;

use super::{Piece, Role, Subject};
use crate::plan::Plan;
use crate::vi::date::PartialDate;

pub use citations::{Citation, citations};
pub use dates::{DateAt, Form, dates, shown};

pub use super::words::{all_capital, entries};

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

    /// Whether it is one to `most` digits.
    pub fn is_digits(&self, most: usize) -> bool {
        self.text.len() <= most && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The number that its digits are.
    pub fn number(&self) -> Option<u32> {
        self.text.bytes().all(|byte| byte.is_ascii_digit()).then(|| self.text.parse().ok()).flatten()
    }
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word<'_>> {
    super::words::words(text).into_iter().map(|word| Word { text: &text[word.clone()], start: word.start }).collect()
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

/// The places of a phrase in a text, whatever the case of its letters, where it does not begin or end inside a word.
pub fn phrase(text: &str, phrase: &str) -> Option<Range<usize>> {
    let wanted: Vec<&str> = phrase.split(' ').collect();
    let words = words(text);
    let same = |word: &Word<'_>, wanted: &&str| word.text.to_lowercase() == **wanted;
    let at = words.windows(wanted.len()).find(|some| {
        some.iter().zip(&wanted).all(|(word, wanted)| same(word, wanted))
            && some.windows(2).all(|pair| adjoin(text, &pair[0], &pair[1]))
    })?;
    Some(at.first()?.start..at.last()?.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_bytes() {
        let text = "Điều 5, khoản 2.";
        let found: Vec<_> = words(text).iter().map(|word| (word.text, word.start)).collect();
        assert_eq!(found, [("Điều", 0), ("5", 8), ("khoản", 11), ("2", 19)]);
        assert!(words("").is_empty());
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(phrase("UBND THỊ TRẤN MẪU", "thị trấn"), Some(5..17));
        assert_eq!(phrase("thị, trấn", "thị trấn"), None);
        assert_eq!(phrase("huyệnx", "huyện"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned(text in "(ngày |tháng |năm |số |Luật |Điều |thứ Hai, |từ |đến |[0-9]{1,4}|[/.,;:()|_ -]|NĐ-CP|QH14|đồng|đ|%|[ởẤđa]){0,25}") {
            for date in dates(&text) {
                proptest::prop_assert!(text.get(date.range).is_some());
            }
            for citation in citations(&text) {
                proptest::prop_assert!(text.get(citation.range).is_some());
                proptest::prop_assert!(citation.issuer.is_none_or(|range| text.get(range).is_some()));
            }
        }
    }
}
