//! Rules over laid-out pages: our own, and those of anybody's PDF.

mod body;
mod breaks;
mod closing;
mod dates;
mod fonts;
mod heading;
mod lines;
mod margins;
mod marks;
mod measured;
mod pages;
mod sheet;
#[cfg(test)]
mod tests;
mod title;

use crate::lint::Rule;

/// The rules of this group, in the order of their codes.
pub const RULES: &[&dyn Rule] = &[
    &sheet::Paper,
    &sheet::LeftMargin,
    &sheet::RightMargin,
    &sheet::TopMargin,
    &sheet::BottomMargin,
    &fonts::PageNumber,
    &fonts::FontFamily,
    &fonts::FontSizes,
    &heading::NationalName,
    &heading::MottoCentre,
    &heading::MottoStep,
    &heading::MottoRule,
    &heading::AgencyRule,
    &heading::LeftColumn,
    &heading::NumberAndDate,
    &heading::DateCentre,
    &title::TitleCentred,
    &title::TitleRule,
    &title::SubjectGap,
    &body::Indent,
    &body::LinePitch,
    &body::ParagraphGap,
    &body::Justified,
    &closing::SignatureBlock,
    &closing::Recipients,
    &closing::Addressees,
    &closing::LonelySignature,
    &closing::SignatureRoom,
    &marks::Urgency,
    &marks::Footer,
    &marks::Appendix,
    &marks::CopyLine,
    &breaks::HeadingAtFoot,
    &breaks::LastPageOneLine,
    &lines::LoneSyllable,
    &breaks::PageEndsInside,
    &margins::BeyondMargins,
    &lines::PairsApart,
    &lines::SparseLines,
    &pages::EmptyPage,
    &fonts::NotEmbedded,
    &fonts::TextColour,
    &pages::NoText,
    &dates::DateForm,
    &dates::SignedWithoutNumber,
    &dates::NumberForm,
    &pages::MixedSizes,
];
