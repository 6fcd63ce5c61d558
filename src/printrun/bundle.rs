//! Copies laid together by recipient, as they leave the office.

use super::Document;
use crate::vi::text::collapse_spaces;

/// All that one recipient gets.
pub struct Bundle {
    /// The recipient; empty for copies of which no plan says whose they are.
    pub recipient: String,
    /// Its copies, in the order of the documents.
    pub parts: Vec<Part>,
}

/// Copies of one document.
pub struct Part {
    /// Which document.
    pub document: usize,
    /// The number of its first copy, from 1.
    pub first: u32,
    /// How many.
    pub count: u32,
}

impl Bundle {
    /// The recipient in words.
    pub fn name(&self) -> &str {
        if self.recipient.is_empty() { "không ghi nơi nhận" } else { &self.recipient }
    }

    /// How many copies.
    pub fn total(&self) -> u32 {
        self.parts.iter().map(|part| part.count).sum()
    }
}

/// The bundles, in the order in which recipients are first named; what is for nobody in particular comes last.
pub fn bundles(documents: &[Document]) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for (document, of) in documents.iter().enumerate() {
        let mut first = 1;
        for copies in &of.copies {
            let recipient = collapse_spaces(&copies.recipient);
            let at = *known.entry(recipient.clone()).or_insert_with(|| {
                bundles.push(Bundle { recipient, parts: Vec::new() });
                bundles.len() - 1
            });
            bundles[at].parts.push(Part { document, first, count: copies.count });
            first += copies.count;
        }
    }
    bundles.sort_by_key(|bundle| bundle.recipient.is_empty());
    bundles
}
