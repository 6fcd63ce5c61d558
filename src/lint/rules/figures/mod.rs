//! Figures, dates and references that disagree: VT750 to VT799.

mod amounts;
mod arithmetic;
mod calendar;
mod cited;
mod clock;
mod deadlines;
mod money;
mod references;
mod spoken;
mod tables;
mod units;

use crate::lint::Rule;

/// The rules of this group, in the order of their codes.
pub const RULES: &[&dyn Rule] = &[
    &money::WordsDiffer,
    &money::CountDiffers,
    &calendar::NoSuchDay,
    &calendar::WrongWeekday,
    &calendar::TurnedRange,
    &calendar::Padding,
    &deadlines::DuePast,
    &cited::BaseLater,
    &cited::SymbolYear,
    &cited::TwoDates,
    &clock::NoSuchTime,
    &units::ShareAbove,
    &money::Groups,
    &units::MoneyUnit,
    &tables::WrongTotal,
    &references::NoSuchArticle,
    &deadlines::SubjectYear,
    &clock::DayWithoutDay,
    &references::NoSuchClause,
    &arithmetic::WrongResult,
];
