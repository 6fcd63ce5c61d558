//! What the program knows about Vietnamese writing: numbers in words and in figures, dates, the
//! letters of the điểm, Roman numerals, text hygiene and the phrases of a body's name.
//!
//! Everything here is a pure function of its input; nothing knows about documents or layout.

pub mod alphabet;
pub mod date;
pub mod number;
pub mod phrase;
pub mod roman;
pub mod text;
pub mod words;

pub use alphabet::{point_index, point_letter};
pub use date::{DateError, OfficialParts, PartialDate};
pub use number::{VietnameseNumber, decimal, grouped, money, parse_vietnamese, two_digits};
pub use phrase::{glued, phrases};
pub use roman::{from_roman, to_roman};
pub use text::{collapse_spaces, first_forbidden, forbidden_char, is_nfc, nfc, trim_end_mark};
pub use words::{capitalised, words};
