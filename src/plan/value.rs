//! Small values: numbers within legal ranges, dates, document numbers, symbols.

use serde_json::{Value as Json, json};

use super::decode::{Decode, wrong_type};
use crate::diag::{Problem, Report, Span, Text};
use crate::vi::date::{DateError, PartialDate};
use crate::vi::number::{VietnameseNumber, is_ambiguous, parse_vietnamese};
use crate::yaml::{Node, Scalar, Value};

/// Declares a number with its legal range, unit and clause; outside is an error that names the range.
macro_rules! range {
    ($( $(#[$meta:meta])* $name:ident = $min:literal ..= $max:literal $unit:literal, $clause:expr; )*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name(f64);

        impl $name {
            /// The number, in the unit of the range.
            pub fn get(self) -> f64 {
                self.0
            }

            /// A number of the program's own, which lies within the range.
            pub const fn new(value: f64) -> Self {
                assert!(value >= $min && value <= $max);
                Self(value)
            }
        }

        impl Decode for $name {
            fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
                let value = decimal(node, key, report)?;
                if (f64::from($min)..=f64::from($max)).contains(&value) {
                    return Some(Self(value));
                }
                let shown = |n: f64| crate::vi::number::decimal(n);
                report.push(
                    Problem::OutOfRange {
                        key: key.to_owned(),
                        value: shown(value),
                        range: between(f64::from($min), f64::from($max), $unit),
                        clause: $clause,
                    },
                    node.span,
                );
                None
            }

            fn schema() -> Json {
                json!({ "type": "number", "minimum": $min, "maximum": $max })
            }
        }
    )* };
}

range! {
    /// A count of copies.
    Copies = 1.0..=9999.0 "", None;
    /// A year.
    Year = 1945.0..=2100.0 "", None;
    /// How many times a draft was redone.
    DraftRound = 1.0..=99.0 "", None;
}

/// The wording of a range; the unit is written with its space.
fn between(min: f64, max: f64, unit: &str) -> Text {
    let shown = crate::vi::number::decimal;
    let english = if unit == " dòng" { " lines" } else { unit };
    Text::new(format!("từ {} đến {}{unit}", shown(min), shown(max)), format!("from {min} to {max}{english}"))
}

/// Reads a number, `5,5` and `5.5` alike.
pub(crate) fn decimal(node: &Node, key: &str, report: &mut Report) -> Option<f64> {
    match &node.value {
        #[allow(clippy::cast_precision_loss)] // Ranges end far below 2^53.
        Value::Scalar(Scalar::Int(i)) => return Some(*i as f64),
        Value::Scalar(Scalar::Float(f)) if f.is_finite() => return Some(*f),
        Value::Scalar(Scalar::Text(text)) => {
            if let Ok(number) = text.trim().replace(',', ".").parse::<f64>()
                && number.is_finite()
            {
                return Some(number);
            }
        }
        _ => {}
    }
    wrong_type(node, key, "số", "a number", report);
    None
}

/// A number whose range depends on the family of layout rules; `build` checks it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// Where it stands.
    pub span: Option<Span>,
}

impl Decode for Number {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        decimal(node, key, report).map(|value| Self { value, span: node.span })
    }

    fn schema() -> Json {
        json!({ "type": "number" })
    }
}

/// An amount of money or things, typed the Vietnamese way (`5.000.000`, `1,5`) or plainly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The number.
    pub value: f64,
    /// Where it stands.
    pub span: Option<Span>,
}

impl Decode for Amount {
    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let typed = node.source.as_ref().filter(|s| s.style == crate::yaml::Style::Plain).map(|s| s.text.as_str());
        #[allow(clippy::cast_precision_loss)] // Money ends far below 2^53.
        let value = match typed.and_then(parse_vietnamese) {
            Some(VietnameseNumber::Integer(n)) => n as f64,
            Some(VietnameseNumber::Decimal(n)) => n,
            None => {
                if typed.is_some_and(is_ambiguous) {
                    report.push(Problem::AmbiguousNumber { text: typed.unwrap_or_default().to_owned() }, node.span);
                    return None;
                }
                decimal(node, key, report)?
            }
        };
        if value < 0.0 {
            let range = Text::new("ít nhất 0", "at least 0");
            let value = crate::vi::number::decimal(value);
            report.push(Problem::OutOfRange { key: key.to_owned(), value, range, clause: None }, node.span);
            return None;
        }
        Some(Self { value, span: node.span })
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "number", "minimum": 0 }, { "type": "string", "pattern": "^[0-9.,]+$" }] })
    }
}

/// A date of which only the year, or year and month, may be known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Date {
    /// The date.
    pub value: PartialDate,
    /// Where it stands.
    pub span: Option<Span>,
}

impl Decode for Date {
    const EMPTY_IS_ABSENT: bool = true;

    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let Some(text) = node.as_text() else {
            wrong_type(node, key, "ngày tháng", "a date", report);
            return None;
        };
        match PartialDate::parse(&text) {
            Ok(value) => Some(Self { value, span: node.span }),
            Err(DateError::Form) => {
                report.push(Problem::BadDate { text }, node.span);
                None
            }
            Err(DateError::Impossible) => {
                report.push(Problem::ImpossibleDate { text }, node.span);
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [
            { "type": "integer", "minimum": 1945, "maximum": 2100 },
            { "type": "string", "pattern": "^([0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?|([0-9]{1,2}/)?[0-9]{1,2}/[0-9]{4})$" },
        ] })
    }
}

/// The number of a document, given once it is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentNumber {
    /// The number, 1..=99999.
    pub value: u32,
    /// Where it stands.
    pub span: Option<Span>,
}

impl Decode for DocumentNumber {
    const EMPTY_IS_ABSENT: bool = true;

    fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
        let text = node.as_text().unwrap_or_default();
        if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) {
            if let Some(value) = text.parse().ok().filter(|n| (1..=99_999).contains(n)) {
                return Some(Self { value, span: node.span });
            }
            report.push(
                Problem::OutOfRange {
                    key: key.to_owned(),
                    value: text,
                    range: between(1.0, 99_999.0, ""),
                    clause: Some(crate::diag::CLAUSE_NUMBER.into()),
                },
                node.span,
            );
            return None;
        }
        wrong_type(
            node,
            key,
            "số thứ tự (như 35), hoặc để trống khi chưa có số",
            "a number such as 35, or empty while there is none",
            report,
        );
        None
    }

    fn schema() -> Json {
        json!({ "anyOf": [
            { "type": "integer", "minimum": 1, "maximum": 99999 },
            { "type": "string", "pattern": "^[0-9]{1,5}$" },
        ] })
    }
}
