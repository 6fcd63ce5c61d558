//! The agency block (ô 2).

use super::name;
use crate::model::Agency;
use crate::model::kind::Family;
use crate::plan;

/// Builds the block from the plan's names.
pub fn build(agency: Option<&plan::Agency>, family: &Family) -> Option<Agency> {
    let agency = agency?;
    Some(Agency {
        parent: agency.parent.as_ref().map(name),
        issuer: name(&agency.issuer),
        separator: agency.separator.unwrap_or(family.separator).word(),
    })
}

/// The body's name in running text, for `(Kèm theo …)`.
pub fn running_name(agency: &plan::Agency) -> Option<String> {
    agency.name.as_ref().map(|t| t.value.clone())
}
