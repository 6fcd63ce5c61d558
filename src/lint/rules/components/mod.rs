//! What a document must and cannot have, and its forms: VT600 to VT649.

mod agency;
mod authority;
mod bases;
mod capitals;
mod citing;
mod marks;
mod misplaced;
mod place;
mod recipient_forms;
mod recipients;
mod signer;
mod subject;
mod symbol;

use crate::lint::Rule;

/// The rules of this group, in the order of their codes.
pub const RULES: &[&dyn Rule] = &[
    &capitals::AgencyCapitals,
    &agency::AgencyAbbreviated,
    &agency::RunningNameCapitals,
    &agency::ObsoleteUnit,
    &place::PlaceWithDate,
    &place::PlaceCapitals,
    &place::PlaceWithProvince,
    &place::PlaceWithUnit,
    &bases::BaseOpening,
    &bases::BaseOrder,
    &bases::BaseTwice,
    &bases::LawWithNumber,
    &subject::SubjectEndMark,
    &subject::SubjectCapitals,
    &subject::SubjectRepeatsKind,
    &subject::SubjectOfSentences,
    &subject::SubjectOfLetter,
    &citing::CitedInPart,
    &citing::CitedAgain,
    &symbol::SymbolWithoutKind,
    &symbol::SymbolSmall,
    &authority::AuthorityOrder,
    &authority::ForSingleHead,
    &authority::DeputyForHead,
    &authority::DeputyAlone,
    &capitals::TitleCapitals,
    &signer::NameWithDegree,
    &capitals::NameCapitals,
    &signer::FieldLength,
    &misplaced::ElementInBody,
    &recipients::RecipientTwice,
    &recipients::AddresseeAgain,
    &recipients::SeeNothing,
    &recipients::ArchiveAmongRecipients,
    &recipients::ArchiveWithoutClerk,
    &recipient_forms::TypedEndMark,
    &recipient_forms::PurposeForms,
    &misplaced::UrgencyInText,
    &capitals::AppendixCapitals,
    &misplaced::AppendixWord,
    &agency::EndedBody,
];
