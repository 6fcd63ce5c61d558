//! Small values: numbers within legal ranges, dates, document numbers, symbols.

use serde_json::{Value as Json, json};

use super::decode::{Decode, wrong_type};
use crate::diag::{Problem, Report, Span, Text};
use crate::vi::date::{DateError, PartialDate};
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

const MARGINS: Option<&str> = Some(crate::diag::CLAUSE_MARGINS);
const BODY: Option<&str> = Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 6, điểm e");
const RULES: Option<&str> = Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 2 và khoản 5");

range! {
    /// Top margin, mm.
    MarginTop = 20.0..=25.0 " mm", MARGINS;
    /// Bottom margin, mm.
    MarginBottom = 20.0..=25.0 " mm", MARGINS;
    /// Left margin, mm.
    MarginLeft = 30.0..=35.0 " mm", MARGINS;
    /// Right margin, mm.
    MarginRight = 15.0..=20.0 " mm", MARGINS;
    /// Line spacing of the body, in single lines.
    LineSpacing = 1.0..=1.5 " dòng", BODY;
    /// Space between paragraphs, pt. The law sets the lower end; the upper one keeps a slip from emptying the page.
    ParagraphGap = 6.0..=24.0 " pt", BODY;
    /// Length of the rules under agency and subject as a share of the text.
    RuleShare = 0.334..=0.5 "", RULES;
    /// Room for the signature, mm. Not in the law.
    SignatureRoom = 15.0..=60.0 " mm", None;
    /// Diameter of the seal, mm. Not in the law.
    SealDiameter = 20.0..=60.0 " mm", None;
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
fn decimal(node: &Node, key: &str, report: &mut Report) -> Option<f64> {
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

/// One of a few numbers.
macro_rules! one_of {
    ($( $(#[$meta:meta])* $name:ident = [$($value:literal),+] $unit:literal, $clause:expr; )*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name(f64);

        impl $name {
            /// The number.
            pub fn get(self) -> f64 {
                self.0
            }
        }

        impl Decode for $name {
            fn decode(node: &Node, key: &str, report: &mut Report) -> Option<Self> {
                let value = decimal(node, key, report)?;
                let allowed = [$(f64::from($value)),+];
                if allowed.iter().any(|a| (a - value).abs() < 1e-9) {
                    return Some(Self(value));
                }
                let shown = |n: f64| crate::vi::number::decimal(n);
                report.push(
                    Problem::OutOfRange {
                        key: key.to_owned(),
                        value: shown(value),
                        range: Text::new(
                            format!("{}{}", allowed.map(shown).join(" hoặc "), $unit),
                            format!("{}{}", allowed.map(shown).join(" or "), $unit),
                        ),
                        clause: $clause,
                    },
                    node.span,
                );
                None
            }

            fn schema() -> Json {
                json!({ "enum": [$($value),+] })
            }
        }
    )* };
}

one_of! {
    /// Size of the body, pt; the other sizes follow in matched sets.
    BodySize = [13.0, 14.0] " pt", Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục V");
    /// First-line indent, mm.
    Indent = [10.0, 12.7] " mm", BODY;
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
                    clause: Some(crate::diag::CLAUSE_NUMBER),
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
