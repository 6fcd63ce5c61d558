//! Dates as authors write them, whole or in part, and as documents print them (NĐ 30/2020, Phụ
//! lục I, II.4).

use std::error::Error;
use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::number::two_digits;

/// The years a document of the state can bear: from its foundation to the end of this century.
const YEARS: std::ops::RangeInclusive<i32> = 1945..=2100;

/// A date of which the day, or the day and the month, may be left open (NĐ 30/2020, Phụ lục I,
/// II.4: the clerk fills in what is open when the document is issued).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Only a year: `2024`.
    Year(i32),
    /// A month of a year: `2024-03` or `3/2024`.
    Month {
        /// The year, with its century.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// A whole date: `2024-03-05` or `5/3/2024`.
    Day(NaiveDate),
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateError {
    /// The text does not have the form of a date at all.
    Form,
    /// It has the form, and the calendar has no such date (31/02, month 13), or the year is out of
    /// 1945 to 2100.
    Impossible,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "không phải là ngày tháng",
            Self::Impossible => "ngày tháng không tồn tại, hoặc năm nằm ngoài 1945-2100",
        })
    }
}

impl Error for DateError {}

/// The parts of a date as a document prints them (NĐ 30/2020, Phụ lục I, II.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfficialParts {
    /// The day in two digits: `05`.
    pub day: Option<String>,
    /// The month: `01` and `02` with a zero, `3` to `12` without.
    pub month: Option<String>,
    /// The year in full: `2026`.
    pub year: String,
}

impl PartialDate {
    /// Reads `2024`, `2024-03`, `2024-3`, `2024-03-05`, `15/4/2023`, `05/04/2023` or `4/2023`;
    /// white space around is ignored.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let parts: Vec<&str> = if text.contains('/') {
            // The Vietnamese order: day, month, year.
            text.rsplit('/').collect()
        } else {
            text.split('-').collect()
        };
        match parts.as_slice() {
            [year] => Self::checked(year_of(year)?, None, None),
            [year, month] => Self::checked(year_of(year)?, Some(small(month)?), None),
            [year, month, day] => Self::checked(year_of(year)?, Some(small(month)?), Some(small(day)?)),
            _ => Err(DateError::Form),
        }
    }

    /// Builds the date if the calendar has it.
    fn checked(year: i32, month: Option<u32>, day: Option<u32>) -> Result<Self, DateError> {
        let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1));
        let date = first.filter(|_| YEARS.contains(&year)).ok_or(DateError::Impossible)?;
        Ok(match (month, day) {
            (None, _) => Self::Year(year),
            (Some(month), None) => Self::Month { year, month },
            (Some(_), Some(_)) => Self::Day(date),
        })
    }

    /// The year.
    pub fn year(&self) -> i32 {
        match self {
            Self::Year(year) | Self::Month { year, .. } => *year,
            Self::Day(date) => date.year(),
        }
    }

    /// The month, 1 to 12, if it is known.
    pub fn month(&self) -> Option<u32> {
        match self {
            Self::Year(_) => None,
            Self::Month { month, .. } => Some(*month),
            Self::Day(date) => Some(date.month()),
        }
    }

    /// The day of the month, if it is known.
    pub fn day(&self) -> Option<u32> {
        match self {
            Self::Year(_) | Self::Month { .. } => None,
            Self::Day(date) => Some(date.day()),
        }
    }

    /// The first day the date covers, to compare and sort with: `2024` is 1 January 2024.
    ///
    /// A month out of range, which [`PartialDate::parse`] never gives, counts from 1 January.
    pub fn first_day(&self) -> NaiveDate {
        if let Self::Day(date) = self {
            return *date;
        }
        NaiveDate::from_ymd_opt(self.year(), self.month().unwrap_or(1), 1)
            .or_else(|| NaiveDate::from_ymd_opt(self.year(), 1, 1))
            .unwrap_or_default()
    }

    /// The last day the date covers: `2024` is 31 December 2024.
    pub fn last_day(&self) -> NaiveDate {
        let first = self.first_day();
        let next = match self {
            Self::Day(_) => return first,
            Self::Month { .. } => first.checked_add_months(chrono::Months::new(1)),
            Self::Year(_) => first.checked_add_months(chrono::Months::new(12)),
        };
        next.and_then(|day| day.pred_opt()).unwrap_or(first)
    }

    /// The parts as a document prints them (NĐ 30/2020, Phụ lục I, II.4): a zero before days below
    /// 10 and before the months 1 and 2 only.
    pub fn official_parts(&self) -> OfficialParts {
        OfficialParts {
            day: self.day().map(|day| two_digits(day.into())),
            month: self.month().map(|month| match month {
                ..=2 => two_digits(month.into()),
                _ => month.to_string(),
            }),
            year: self.year().to_string(),
        }
    }

    /// The date in the form of the date line: "ngày 05 tháng 02 năm 2026", "tháng 02 năm 2026" or
    /// "năm 2026" (NĐ 30/2020, Phụ lục I, II.4).
    pub fn in_words(&self) -> String {
        let parts = self.official_parts();
        let mut text = String::new();
        if let Some(day) = &parts.day {
            text.push_str("ngày ");
            text.push_str(day);
            text.push(' ');
        }
        if let Some(month) = &parts.month {
            text.push_str("tháng ");
            text.push_str(month);
            text.push(' ');
        }
        text.push_str("năm ");
        text.push_str(&parts.year);
        text
    }

    /// The official parts with slashes: "15/3/2026", "05/02/2026", "3/2026" or "2026".
    pub fn short(&self) -> String {
        let parts = self.official_parts();
        parts.day.into_iter().chain(parts.month).chain([parts.year]).collect::<Vec<_>>().join("/")
    }

    /// The date with slashes, for tables: "05/02/2026", "02/2026" or "2026".
    pub fn slashes(&self) -> String {
        let year = self.year();
        match (self.month(), self.day()) {
            (Some(month), Some(day)) => format!("{day:02}/{month:02}/{year}"),
            (Some(month), None) => format!("{month:02}/{year}"),
            (None, _) => year.to_string(),
        }
    }
}

/// The ISO 8601 form: `2024`, `2024-03` or `2024-03-05`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year())?;
        for part in [self.month(), self.day()].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// A year of exactly four digits; two digits would leave the century to a guess.
fn year_of(text: &str) -> Result<i32, DateError> {
    digits(text, 4..=4)?.parse().map_err(|_| DateError::Form)
}

/// A day or a month of one or two digits.
fn small(text: &str) -> Result<u32, DateError> {
    digits(text, 1..=2)?.parse().map_err(|_| DateError::Form)
}

/// The text itself if it is ASCII digits of an allowed length (`parse` alone would take a sign).
fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Result<&str, DateError> {
    let well_formed = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    well_formed.then_some(text).ok_or(DateError::Form)
}

/// A moment (seconds since 1970-01-01 UTC) in the zone of Việt Nam, +07:00, in a form of chrono's; the number itself where the calendar
/// ends.
pub fn moment(unix: i64, form: &str) -> String {
    let zone = FixedOffset::east_opt(7 * 3600);
    match (DateTime::from_timestamp(unix, 0), zone) {
        (Some(time), Some(zone)) => time.with_timezone(&zone).format(form).to_string(),
        _ => unix.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text | ISO | in words | with slashes | first day.
    const READ: &str = "
        2024       | 2024       | năm 2024                  | 2024       | 2024-01-01
        1945       | 1945       | năm 1945                  | 1945       | 1945-01-01
        2024-03    | 2024-03    | tháng 3 năm 2024          | 03/2024    | 2024-03-01
        2024-3     | 2024-03    | tháng 3 năm 2024          | 03/2024    | 2024-03-01
        4/2023     | 2023-04    | tháng 4 năm 2023          | 04/2023    | 2023-04-01
        02/2026    | 2026-02    | tháng 02 năm 2026         | 02/2026    | 2026-02-01
        2024-03-05 | 2024-03-05 | ngày 05 tháng 3 năm 2024  | 05/03/2024 | 2024-03-05
        15/4/2023  | 2023-04-15 | ngày 15 tháng 4 năm 2023  | 15/04/2023 | 2023-04-15
        05/04/2023 | 2023-04-05 | ngày 05 tháng 4 năm 2023  | 05/04/2023 | 2023-04-05
        5/2/2026   | 2026-02-05 | ngày 05 tháng 02 năm 2026 | 05/02/2026 | 2026-02-05
        29/02/2024 | 2024-02-29 | ngày 29 tháng 02 năm 2024 | 29/02/2024 | 2024-02-29
        31/12/2100 | 2100-12-31 | ngày 31 tháng 12 năm 2100 | 31/12/2100 | 2100-12-31
    ";

    #[test]
    fn reading_and_printing() {
        for row in READ.trim().lines() {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let date = PartialDate::parse(cells[0]).unwrap();
            assert_eq!(date.to_string(), cells[1]);
            assert_eq!(date.in_words(), cells[2]);
            assert_eq!(date.slashes(), cells[3]);
            assert_eq!(date.first_day().to_string(), cells[4]);
            assert_eq!(PartialDate::parse(cells[1]), Ok(date));
            assert_eq!(PartialDate::parse(cells[3]), Ok(date));
        }
        assert_eq!(PartialDate::parse(" 2024\n"), Ok(PartialDate::Year(2024)));
    }

    #[test]
    fn refusals() {
        let no_dates = "abc|24|02024|2024-|2024-03-|-2024|+2024|2024/03/05|5/4|5/4/23|15-4-2023|\
            15/4-2023|2024-003|2024-03-05-01|1/2/3/2024|ngày 5|２０２４|2024 - 03|2024-03-05T00:00||/";
        for text in no_dates.split('|') {
            assert_eq!(PartialDate::parse(text), Err(DateError::Form), "{text:?}");
        }
        let impossible = "31/02/2024|29/02/2023|13/2024|2024-13|2024-00|0/4/2023|32/1/2024|1944|2101|\
            1800-01-01|0000|01/01/9999";
        for text in impossible.split('|') {
            assert_eq!(PartialDate::parse(text), Err(DateError::Impossible), "{text:?}");
        }
    }

    #[test]
    fn official_months() {
        for (month, expected) in [(1, "01"), (2, "02"), (3, "3"), (9, "9"), (10, "10"), (12, "12")] {
            let date = PartialDate::Month { year: 2026, month };
            let parts = date.official_parts();
            assert_eq!(parts.month.as_deref(), Some(expected));
            assert_eq!((parts.day, parts.year.as_str()), (None, "2026"));
        }
    }

    #[test]
    fn a_date_built_by_hand_never_panics() {
        let odd = PartialDate::Month { year: 2026, month: 13 };
        assert_eq!(odd.first_day().to_string(), "2026-01-01");
        assert_eq!(PartialDate::Year(i32::MAX).first_day(), NaiveDate::default());
    }
}
