//! Messages between the program and its workers over pipes: a JSON header and bytes, each with its length before it.

use std::io::{self, Read, Write};

use serde_json::Value as Json;

/// The longest part of a message: a row of long cells, a long document.
const MAX_PART: usize = 1 << 30;

/// Writes one message.
pub fn write(to: &mut impl Write, header: &Json, payload: &[u8]) -> io::Result<()> {
    let header = header.to_string();
    let mut lengths = [0; 8];
    lengths[..4].copy_from_slice(&length(header.len())?);
    lengths[4..].copy_from_slice(&length(payload.len())?);
    to.write_all(&lengths)?;
    to.write_all(header.as_bytes())?;
    to.write_all(payload)?;
    to.flush()
}

/// Reads one message; `None` at the end.
pub fn read(from: &mut impl Read) -> io::Result<Option<(Json, Vec<u8>)>> {
    let mut lengths = [0; 8];
    match from.read_exact(&mut lengths) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let [a, b, c, d, e, f, g, h] = lengths;
    let header = part(from, u32::from_le_bytes([a, b, c, d]))?;
    let payload = part(from, u32::from_le_bytes([e, f, g, h]))?;
    Ok(Some((serde_json::from_slice(&header)?, payload)))
}

fn length(len: usize) -> io::Result<[u8; 4]> {
    let len = u32::try_from(len).ok().filter(|_| len <= MAX_PART);
    len.map(u32::to_le_bytes).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}

fn part(from: &mut impl Read, len: u32) -> io::Result<Vec<u8>> {
    let len = usize::try_from(len).ok().filter(|len| *len <= MAX_PART).ok_or(io::ErrorKind::InvalidData)?;
    let mut bytes = vec![0; len];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn there_and_back() {
        let mut pipe = Vec::new();
        write(&mut pipe, &json!({ "dong": 1 }), b"abc").expect("written");
        write(&mut pipe, &json!(null), b"").expect("written");
        let mut from = pipe.as_slice();
        assert_eq!(read(&mut from).expect("read"), Some((json!({ "dong": 1 }), b"abc".to_vec())));
        assert_eq!(read(&mut from).expect("read"), Some((json!(null), Vec::new())));
        assert_eq!(read(&mut from).expect("read"), None);
        assert!(read(&mut [255_u8; 8].as_slice()).is_err());
    }
}
