//! The pages of a PDF, which may hold several documents.

use super::{Examined, Meta, Outcome, Subject, examine};
use crate::page::{PageFacts, documents, layout_of};

/// Asks the rules of each document of a file; pages are those of the file.
pub fn examine_pages(facts: PageFacts, wanted: impl Fn(&Meta) -> bool) -> Examined {
    let mut all = Examined::default();
    for piece in documents(facts) {
        let subject = Subject::of_pages(&piece.facts, layout_of(&piece.facts));
        let mut examined = examine(&subject, &wanted);
        for (page, _) in examined.findings.iter_mut().filter_map(|finding| finding.page.as_mut()) {
            let number = page.checked_sub(1).and_then(|index| piece.numbers.get(index));
            *page = number.copied().unwrap_or(*page);
        }
        all.findings.append(&mut examined.findings);
        if all.outcomes.is_empty() {
            all.outcomes = examined.outcomes;
        } else {
            // The same rules were asked in the same order.
            for ((_, known), (_, new)) in all.outcomes.iter_mut().zip(examined.outcomes) {
                *known = worse(*known, new);
            }
        }
    }
    all
}

/// What became of a rule that was asked of two documents.
fn worse(a: Outcome, b: Outcome) -> Outcome {
    match (a, b) {
        (Outcome::Failed, _) | (_, Outcome::Failed) => Outcome::Failed,
        // Nobody has said yet what is passed over.
        (Outcome::Ignored, _) | (_, Outcome::Ignored) => Outcome::Ignored,
        (Outcome::Passed, _) | (_, Outcome::Passed) => Outcome::Passed,
        (Outcome::NotEvaluated, Outcome::NotEvaluated) => Outcome::NotEvaluated,
    }
}
