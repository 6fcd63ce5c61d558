//! Capital letters (NĐ 30/2020, Phụ lục II): VT650 to VT699.

mod citations;
mod foreign;
mod landforms;
mod listed;
mod names;
mod people;
mod sentences;
mod units;

use crate::lint::Rule;

/// The rules of this group, in the order of their codes.
pub const RULES: &[&dyn Rule] = &[
    &sentences::SentenceStart,
    &sentences::AfterSemicolon,
    &people::PersonName,
    &units::UnitWord,
    &units::NumberedUnit,
    &listed::FixedPlace,
    &listed::Region,
    &listed::BodyName,
    &listed::PeopleAndState,
    &names::Honour,
    &names::Holiday,
    &citations::NumberedText,
    &citations::LawTitle,
    &citations::SmallPart,
    &citations::GreatPart,
    &names::Festival,
    &names::Weekday,
    &listed::Party,
    &foreign::International,
    &names::Office,
    &foreign::ForeignName,
    &landforms::Landform,
    &names::Work,
];
