//! Dates in running text: `ngày 05 tháng 3 năm 2026`, `05/3/2026`, `ngày 05/3`.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::{Word, adjoin, between, words};

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `05 tháng 3 năm 2026`.
    Words,
    /// `05/3/2026`.
    Slashes,
}

/// A date as it stands in a text; the calendar may have no such day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateAt {
    /// Its bytes, from the day to the last part, without the word `ngày`.
    pub range: Range<usize>,
    /// The bytes of the day.
    pub day_at: Range<usize>,
    /// The bytes of the month.
    pub month_at: Range<usize>,
    /// The day.
    pub day: u32,
    /// The month.
    pub month: u32,
    /// The year, if it is there.
    pub year: Option<i32>,
    /// How it is written.
    pub form: Form,
    /// Whether the word `ngày` stands before it, and where.
    pub word_at: Option<usize>,
}

impl DateAt {
    /// The date, if it has a year and the calendar has it.
    pub fn value(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day)
    }

    /// The date with a year where it names none.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(year), self.month, self.day)
    }

    /// Whether the calendar has it in its year, or in any.
    pub fn exists(&self) -> bool {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(LEAP_YEAR), self.month, self.day).is_some()
    }
}

/// A year that has 29 February.
const LEAP_YEAR: i32 = 2024;

/// The years that documents speak of; others are no years.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// The dates of a text, in its order.
pub fn dates(text: &str) -> Vec<DateAt> {
    let words: Vec<Word<'_>> = words(text).collect();
    let mut all = Vec::new();
    let mut index = 0;
    while index < words.len() {
        match in_words(text, &words, index).or_else(|| with_slashes(text, &words, index)) {
            Some((date, taken)) => {
                all.push(date);
                index += taken;
            }
            None => index += 1,
        }
    }
    all
}

/// `05 tháng 3 năm 2026`: with the word `ngày` before it, or with its year.
fn in_words(text: &str, words: &[Word<'_>], index: usize) -> Option<(DateAt, usize)> {
    let [day, word, month] = words.get(index..index + 3)? else { return None };
    if !day.is_digits(2) || word.text != "tháng" || !month.is_digits(2) {
        return None;
    }
    if !adjoin(text, day, word) || !adjoin(text, word, month) {
        return None;
    }
    let year = words
        .get(index + 3..index + 5)
        .filter(|rest| rest[0].text == "năm" && adjoin(text, month, &rest[0]) && adjoin(text, &rest[0], &rest[1]));
    let year = year.and_then(|rest| year_of(&rest[1]).map(|year| (year, rest[1].end())));
    let word_at = word_before(text, words, index);
    if year.is_none() && word_at.is_none() {
        return None;
    }
    let end = year.map_or(month.end(), |(_, end)| end);
    let taken = if year.is_some() { 5 } else { 3 };
    Some((date(day, month, year.map(|(year, _)| year), end, Form::Words, word_at)?, taken))
}

/// `05/3/2026`, or `ngày 05/3`.
fn with_slashes(text: &str, words: &[Word<'_>], index: usize) -> Option<(DateAt, usize)> {
    let [day, month] = words.get(index..index + 2)? else { return None };
    if !day.is_digits(2) || !month.is_digits(2) || between(text, day, month) != "/" {
        return None;
    }
    // Not a part of something longer: `số 30/4/2020/NĐ-CP`, `1.5/2`.
    let joined = |c: char| matches!(c, '/' | '-' | '_' | '.' | ',');
    if text.get(..day.start)?.ends_with(joined) {
        return None;
    }
    let after = |end: usize| {
        let mut rest = text.get(end..).unwrap_or_default().chars();
        let next = rest.next();
        next.is_none_or(|c| !matches!(c, '/' | '-' | '_' | '%'))
            // A decimal or a number of another kind goes on with a digit.
            && !(next.is_some_and(|c| matches!(c, '.' | ',')) && rest.next().is_some_and(|c| c.is_ascii_digit()))
    };
    let word_at = word_before(text, words, index);
    let third = words.get(index + 2).filter(|third| between(text, month, third) == "/");
    if let Some(third) = third {
        let year = year_of(third).filter(|_| after(third.end()))?;
        return Some((date(day, month, Some(year), third.end(), Form::Slashes, word_at)?, 3));
    }
    let word_at = word_at.filter(|_| after(month.end()))?;
    Some((date(day, month, None, month.end(), Form::Slashes, Some(word_at))?, 2))
}

/// Where the word `ngày` stands right before a word.
fn word_before(text: &str, words: &[Word<'_>], index: usize) -> Option<usize> {
    let before = words.get(index.checked_sub(1)?)?;
    (before.is("ngày") && adjoin(text, before, words.get(index)?)).then_some(before.start)
}

fn year_of(word: &Word<'_>) -> Option<i32> {
    let year = word.number().filter(|_| word.text.len() == 4).and_then(|year| i32::try_from(year).ok());
    year.filter(|year| YEARS.contains(year))
}

fn date(
    day: &Word<'_>,
    month: &Word<'_>,
    year: Option<i32>,
    end: usize,
    form: Form,
    word_at: Option<usize>,
) -> Option<DateAt> {
    let (day_at, month_at) = (day.range(), month.range());
    Some(DateAt {
        range: day.start..end,
        day: day.number()?,
        month: month.number()?,
        day_at,
        month_at,
        year,
        form,
        word_at,
    })
}

/// A date as a clerk writes it: `15/3/2026`.
pub fn shown(date: NaiveDate) -> String {
    format!("{:02}/{}/{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let read = |text: &str| {
            let all = dates(text);
            all.iter().map(|d| (text[d.range.clone()].to_owned(), d.day, d.month, d.year)).collect::<Vec<_>>()
        };
        assert_eq!(read("ngày 05 tháng 3 năm 2026 và"), [("05 tháng 3 năm 2026".to_owned(), 5, 3, Some(2026))]);
        assert_eq!(read("ngày 9 và 10 tháng 7 năm 2026").len(), 1);
        assert_eq!(read("(15/3/2026)."), [("15/3/2026".to_owned(), 15, 3, Some(2026))]);
        assert_eq!(read("ngày 20/5, xong"), [("20/5".to_owned(), 20, 5, None)]);
        for none in ["6 tháng 1 lần", "30/2020/NĐ-CP", "số 30/4/2020/NĐ-CP", "tỷ lệ 1/2", "ngày 4/2023", "ngày 1,5/2,5"]
        {
            assert!(read(none).is_empty(), "{none}");
        }
        assert!(!dates("31/4/2026")[0].exists());
        assert!(dates("ngày 29 tháng 02")[0].exists());
    }
}
