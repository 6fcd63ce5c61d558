//! The hole in a signed file: `/ByteRange` names all bytes but those of `/Contents` (ISO 32000-1, 12.8.1).

use super::update::{Update, damaged};
use super::{RevisionError, SignError};

/// Makes the bytes of `/Contents` from the bytes before and after the hole.
pub type Maker<'a, E> = dyn FnMut([&[u8]; 2]) -> Result<Vec<u8>, E> + 'a;

/// What stands in `/ByteRange` until the places are known: as wide as any number that comes.
pub(super) const HOLE: [i64; 4] = [0, 9_999_999_999, 9_999_999_999, 9_999_999_999];

/// Places in the finished file.
#[derive(Debug, PartialEq, Eq)]
struct Places {
    /// Between the brackets of `/ByteRange`.
    range: std::ops::Range<usize>,
    /// The string of `/Contents` with its angle brackets.
    contents: std::ops::Range<usize>,
}

/// Writes the file, says what is signed, and puts what `make` gives into the hole.
pub(super) fn close<E>(update: Update, reserve: usize, make: &mut Maker<'_, E>) -> Result<Vec<u8>, SignError<E>> {
    let mut file = update.save()?;
    let places = find(&file, reserve).ok_or_else(|| damaged("ByteRange"))?;
    let ranges = ranges(&places, file.len());
    write_range(&mut file, &places, ranges).ok_or_else(|| damaged("ByteRange"))?;
    let parts = parts(&file, &places).ok_or_else(|| damaged("ByteRange"))?;
    let made = make(parts).map_err(SignError::Make)?;
    if made.len() > reserve {
        return Err(RevisionError::TooSmall { needed: made.len(), reserved: reserve }.into());
    }
    let digits = crate::files::hex(&made);
    let hole = file.get_mut(places.contents.start + 1..).and_then(|rest| rest.get_mut(..digits.len()));
    hole.ok_or_else(|| damaged("Contents"))?.copy_from_slice(digits.as_bytes());
    Ok(file)
}

/// Finds the last signature dictionary. It is the last object of the update, and nothing after it (table and trailer) can look like it:
/// all strings there are hexadecimal digits.
fn find(file: &[u8], reserve: usize) -> Option<Places> {
    let numbers = HOLE.map(|n| n.to_string()).join(" ");
    let mark = format!("/ByteRange[{numbers}]");
    let at = last(file, mark.as_bytes())?;
    let start = at + "/ByteRange[".len();
    let opening = b"/Contents<";
    let after = file.get(at + mark.len()..)?;
    if !after.starts_with(opening) {
        return None;
    }
    let open = at + mark.len() + opening.len() - 1;
    let contents = open..open + 2 * reserve + 2;
    let string = file.get(contents.clone())?;
    let zeros = string.strip_prefix(b"<")?.strip_suffix(b">")?;
    zeros.iter().all(|byte| *byte == b'0').then_some(Places { range: start..start + numbers.len(), contents })
}

fn last(file: &[u8], mark: &[u8]) -> Option<usize> {
    file.windows(mark.len()).rposition(|window| window == mark)
}

/// Offset and length of what is signed before and after the hole.
fn ranges(places: &Places, length: usize) -> [usize; 4] {
    [0, places.contents.start, places.contents.end, length.saturating_sub(places.contents.end)]
}

/// Writes the numbers, and spaces up to the old width.
fn write_range(file: &mut [u8], places: &Places, ranges: [usize; 4]) -> Option<()> {
    let width = places.range.len();
    let text = format!("{:<width$}", ranges.map(|n| n.to_string()).join(" "));
    let hole = file.get_mut(places.range.clone())?;
    (text.len() == hole.len()).then(|| hole.copy_from_slice(text.as_bytes()))
}

/// The bytes that are signed.
fn parts<'a>(file: &'a [u8], places: &Places) -> Option<[&'a [u8]; 2]> {
    Some([file.get(..places.contents.start)?, file.get(places.contents.end..)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hole_is_found_and_all_other_bytes_are_named() {
        let mark = "/ByteRange[0 9999999999 9999999999 9999999999]/Contents<000000>";
        let mut file = format!("before {mark} between <</Type/Sig{mark}>> after").into_bytes();
        let places = find(&file, 3).expect("a hole");
        let ranges = ranges(&places, file.len());
        assert_eq!(file.get(ranges[1]..ranges[2]), Some(b"<000000>".as_slice()));
        assert_eq!(ranges[2] + ranges[3], file.len());
        assert_eq!(ranges[2], file.len() - ">> after".len());
        write_range(&mut file, &places, ranges).expect("room");
        let text = String::from_utf8(file).expect("text");
        assert!(text.contains(&format!("/ByteRange[0 {} {} {} ", ranges[1], ranges[2], ranges[3])), "{text}");
        assert!(find(text.as_bytes(), 4).is_none(), "another size");
        assert!(find(b"", 3).is_none());
    }
}
