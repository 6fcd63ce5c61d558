//! The agency block (ô 2).

use super::name;
use crate::family::Family;
use crate::model::Agency;
use crate::plan::{self, OneOrMany, Plan};

/// Builds the block from the plan's names; joint documents have several.
pub fn build(agencies: Option<&OneOrMany<plan::Agency>>) -> Option<Vec<Agency>> {
    let built = agencies?
        .items
        .iter()
        .map(|agency| Agency { parent: agency.parent.as_ref().map(name), issuer: name(&agency.issuer) });
    Some(built.collect())
}

/// What stands under the block: as the last body says, or the family.
pub fn separator(plan: &Plan, family: &Family) -> &'static str {
    let own = plan.agency.as_ref().and_then(|agencies| agencies.items.last()).and_then(|agency| agency.separator);
    own.unwrap_or(family.forms.under_agency.value).word()
}

/// The first body's name in running text.
pub fn running_name(plan: &Plan) -> Option<String> {
    let first = plan.agency.as_ref()?.items.first()?;
    first.name.as_ref().map(|t| t.value.clone())
}
