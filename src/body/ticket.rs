//! Ready blocks: a value such as `bang_kinh_phi` prints a private-use ticket, and the block scanner puts the blocks in its place, so
//! that a computed table is never turned into text and back.

use crate::model::body::BlockKind;

/// Blocks that a body places with one word.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The word, such as `bang_kinh_phi`.
    pub name: &'static str,
    /// The key that it needs, such as `kinh_phi`.
    pub key: &'static str,
    /// What is printed by the expression.
    pub ticket: char,
    /// What takes its place.
    pub blocks: Vec<BlockKind>,
}

/// The first ticket; user text with characters of this range is refused.
const FIRST: u32 = 0xe100;

/// The ticket of the n-th ready block.
pub fn ticket(index: usize) -> char {
    u32::try_from(index).ok().and_then(|n| char::from_u32(FIRST + n)).unwrap_or('\u{e1ff}')
}

/// Whether a character is a ticket.
pub fn is_ticket(c: char) -> bool {
    ('\u{e100}'..='\u{e1ff}').contains(&c)
}
