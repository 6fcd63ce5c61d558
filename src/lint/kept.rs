//! Whether a mended plan still says what it said: the proof that a fix changed its place and nothing else.

use std::borrow::Cow;

use super::texts::{Piece, pieces};
use crate::diag::{Edit, FileId, Span};
use crate::plan::Plan;

/// What stands where a text of the old plan stood.
enum Expected<'a> {
    /// This text.
    Text(Cow<'a, str>),
    /// A text that was mended where its bytes are not known: anything, or nothing.
    Anything,
}

/// Whether the texts of a mended plan are those of the plan before with the edits in them. Where an edit takes whole texts away, the
/// others are there as they were, in their order.
pub fn says_the_same(before: &Plan, after: &Plan, file: FileId, edits: &[&Edit]) -> bool {
    let (old, new) = (pieces(before), pieces(after));
    let expected: Vec<Expected<'_>> = old.iter().map(|piece| expected(piece, file, edits)).collect();
    let fits = |expected: &Expected<'_>, piece: &Piece<'_>| match expected {
        Expected::Text(text) => *text == piece.text,
        Expected::Anything => true,
    };
    if expected.len() == new.len() {
        return expected.iter().zip(&new).all(|(expected, piece)| fits(expected, piece));
    }
    let mut rest = new.iter();
    expected.iter().all(|expected| match expected {
        Expected::Text(text) => rest.any(|piece| piece.text == *text),
        Expected::Anything => true,
    })
}

fn expected<'a>(piece: &'a Piece<'_>, file: FileId, edits: &[&Edit]) -> Expected<'a> {
    let unchanged = Expected::Text(Cow::Borrowed(&piece.text));
    let Some(whole) = piece.whole().filter(|whole| whole.file == file) else { return unchanged };
    let touches = |edit: &&&Edit| edit.span.start <= whole.end && edit.span.end >= whole.start;
    let mut touching: Vec<&&Edit> = edits.iter().filter(touches).collect();
    if touching.is_empty() {
        return unchanged;
    }
    let inside = |span: Span| span.start >= whole.start && span.end <= whole.end;
    if piece.exact(0..piece.text.len()).is_none() || !touching.iter().all(|edit| inside(edit.span)) {
        return Expected::Anything;
    }
    // From the last to the first, so that the places before stay right.
    touching.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = piece.text.clone().into_owned();
    for edit in touching {
        let range = edit.span.start - whole.start..edit.span.end - whole.start;
        if !text.is_char_boundary(range.start)
            || !text.is_char_boundary(range.end.min(text.len()))
            || range.end > text.len()
        {
            return Expected::Anything;
        }
        text.replace_range(range, &edit.text);
    }
    Expected::Text(Cow::Owned(text))
}
