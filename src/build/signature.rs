//! The signatures (ô 7).

use super::Builder;
use crate::diag::{Problem, Report};
use crate::model::Signature;
use crate::plan::{OneOrMany, Signer};
use crate::vi::glued;

/// The signatures from left to right; as many as the kind or the number of bodies asks for.
pub fn build(signers: Option<&OneOrMany<Signer>>, of: Builder<'_>, report: &mut Report) -> Option<Vec<Signature>> {
    let signers = signers?;
    let bodies = of.plan.agency.as_ref().map_or(1, |a| a.items.len());
    let expected = if bodies > 1 { bodies } else { of.kind.signers };
    if signers.items.len() != expected {
        let (kind, found) = (of.kind.name.to_owned(), signers.items.len());
        report.push(Problem::SignersDiffer { kind, expected, found, bodies }, signers.span);
    }
    Some(signers.items.iter().map(one).collect())
}

fn one(signer: &Signer) -> Signature {
    let name = match &signer.rank {
        Some(rank) => format!("{} {}", rank.value, signer.name.value),
        None => signer.name.value.clone(),
    };
    Signature {
        authority: signer.authority.iter().flatten().map(|t| glued(&t.value)).collect(),
        title: glued(&signer.title.value),
        other_title: signer.other_title.as_ref().map(|t| t.value.clone()),
        name,
        signed: signer.signed.unwrap_or(false),
    }
}
