//! The table of a file's objects, packed: lopdf writes seven plain bytes for each object, where the objects of another copy are hardly
//! longer themselves.

use lopdf::{Dictionary, Stream};

/// Bytes of an entry: `/W [1 4 2]`.
const ENTRY: usize = 7;

/// Packs the table at the end of a file that lopdf has just written; a file that looks otherwise stays as it is.
pub fn packed(mut file: Vec<u8>) -> Vec<u8> {
    if let Some((start, table)) = table(&file) {
        file.truncate(start);
        file.extend(table);
    }
    file
}

/// Where the table begins, and what shall stand there.
fn table(file: &[u8]) -> Option<(usize, Vec<u8>)> {
    const MARK: &[u8] = b"startxref\n";
    let last = file.windows(MARK.len()).rposition(|window| window == MARK)?;
    let start: usize = std::str::from_utf8(file.get(last + MARK.len()..)?).ok()?.lines().next()?.parse().ok()?;
    let object = file.get(start..last)?;
    let end = object.windows(BEGIN.len()).position(|window| window == BEGIN)?;
    let dict = std::str::from_utf8(object.get(..end)?).ok()?;
    let (dict, length) = dict.strip_suffix(">>")?.rsplit_once("/Length ")?;
    let entries = object.get(end + BEGIN.len()..)?.get(..length.parse().ok()?)?;
    if !dict.contains("/W[1 4 2]") || entries.len() % ENTRY != 0 {
        return None;
    }
    // Neighbours differ in a byte or two: only the difference to the entry above is written (PNG's filter 2).
    let mut above = [0; ENTRY];
    let mut rows = Vec::with_capacity(entries.len() / ENTRY * (ENTRY + 1));
    for entry in entries.chunks_exact(ENTRY) {
        rows.push(2);
        rows.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above.copy_from_slice(entry);
    }
    let mut stream = Stream::new(Dictionary::new(), rows);
    stream.compress().ok()?;
    // A short table does not get shorter.
    stream.dict.get(b"Filter").ok()?;
    let filter = format!("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ENTRY}>>");
    let mut out = format!("{dict}{filter}/Length {}>>stream\n", stream.content.len()).into_bytes();
    out.extend(&stream.content);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    Some((start, out))
}

const BEGIN: &[u8] = b"stream\n";
