//! The text itself: VT700 to VT749.

mod blanks;
mod dashes;
mod letters;
mod paragraphs;
mod placeholders;
mod quotes;
mod signs;
mod spelling;
mod tone;

use crate::lint::Rule;

/// The rules of this group, in the order of their codes.
pub const RULES: &[&dyn Rule] = &[
    &tone::MixedTones,
    &blanks::DoubleBlank,
    &blanks::BlankBefore,
    &blanks::NoBlankAfter,
    &quotes::MixedQuotes,
    &quotes::Unbalanced,
    &dashes::HalfBlankDash,
    &dashes::MixedDashes,
    &placeholders::LeftOver,
    &placeholders::Dots,
    &spelling::Doubled,
    &spelling::IAndY,
    &spelling::Misspelt,
    &letters::LookAlike,
    &signs::Ampersand,
    &signs::Percent,
    &signs::UnitGlued,
    &blanks::NoBreakBlank,
    &paragraphs::NoEndMark,
    &paragraphs::MixedListMarks,
    &paragraphs::Shouted,
    &paragraphs::Overlong,
    &signs::Mail,
];
