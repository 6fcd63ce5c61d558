//! The bytes of an incremental update (ISO 32000-2, 7.5.6): nothing may stand there but its objects, each where its cross-reference
//! section says, and nothing there may lead back into older bytes. What a signature does not cover is held to this.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::fault::Fault;
use super::file::File;
use super::sections::Entry;
use super::syntax::{Dict, Parser, Value, is_space};
use crate::crypto::HashKind;

/// Checks one update (from 1; revision 0 is the file as it was first saved).
pub(super) fn check(file: &File, revision: usize) {
    let Some(update) = file.revisions.get(revision) else { return };
    let [section] = update.sections.as_slice() else {
        return file.fault(Fault::BadXref { offset: update.start });
    };
    if section.odd {
        file.fault(Fault::ForeignBytes { at: section.offset });
    }
    let view = file.view(revision);
    let budget = Cell::new(usize::MAX);
    let mut found = BTreeMap::new();
    let mut pos = update.start;
    loop {
        // No comments: only white space that writers use.
        while pos < section.offset && file.bytes.get(pos).copied().is_some_and(is_space) {
            if !matches!(file.bytes.get(pos), Some(b' ' | b'\n' | b'\r')) {
                file.fault(Fault::ForeignBytes { at: pos });
            }
            pos += 1;
        }
        if pos >= section.offset {
            break;
        }
        let length = |id: super::syntax::Id| view.object(id.0)?.as_int();
        let mut parser = Parser::new(file.bytes, pos, &budget);
        match parser.indirect(&length) {
            Ok((id, _)) => {
                if found.insert(id.0, Entry::At(pos, id.1)).is_some() {
                    file.fault(Fault::HiddenObject { number: id.0 });
                }
                if parser.comments > 0 || parser.odd_space > 0 {
                    file.fault(Fault::ForeignBytes { at: pos });
                }
                pos = parser.pos;
            }
            Err(_) => return file.fault(Fault::ForeignBytes { at: pos }),
        }
    }
    if pos != section.offset {
        return file.fault(Fault::BadXref { offset: section.offset });
    }
    entries(file, revision, &found);
    trailer(file, revision);
    style(file, revision);
}

/// Entries and objects must be the same.
fn entries(file: &File, revision: usize, found: &BTreeMap<u32, Entry>) {
    let Some(section) = file.revisions.get(revision).and_then(|update| update.sections.first()) else { return };
    for (number, entry) in &section.entries {
        let fits = match entry {
            // Nothing may be taken away.
            Entry::Free => *number == 0,
            Entry::At(at, _) if *at == section.offset => section.stream == Some(*number),
            Entry::At(..) => found.get(number) == Some(entry),
            Entry::In(container, _) => found.contains_key(container) && !found.contains_key(number),
        };
        if !fits {
            file.fault(Fault::HiddenObject { number: *number });
        }
    }
    for (number, entry) in found {
        if section.entries.get(number) != Some(entry) {
            file.fault(Fault::HiddenObject { number: *number });
        }
    }
}

/// The trailer continues the one before: same catalog, same document, nothing new.
fn trailer(file: &File, revision: usize) {
    let Some(before) = revision.checked_sub(1).and_then(|k| file.view(k).trailer()) else { return };
    let Some(after) = file.view(revision).trailer() else { return };
    let own = ["Size", "Prev", "XRefStm", "ID", "Type", "W", "Index", "Length", "Filter", "DecodeParms"];
    let keys = before.0.iter().chain(&after.0).map(|(key, _)| String::from_utf8_lossy(key).into_owned());
    for key in keys.filter(|key| !own.contains(&key.as_str())) {
        if before.get(&key) != after.get(&key) {
            file.fault(Fault::TrailerChanged { key });
        }
    }
    let first = |dict: &Dict| dict.get("ID").and_then(Value::as_array).and_then(|id| id.first().cloned());
    if first(before) != first(after) {
        file.fault(Fault::TrailerChanged { key: "ID".into() });
    }
    let size = |dict: &Dict| dict.get("Size").and_then(Value::as_int).unwrap_or(0);
    let highest = file.view(revision).numbers().last().map_or(0, |number| i64::from(*number) + 1);
    // Numbers that were reserved and not used may be counted; a file that counts too few hides objects.
    if size(after) < highest.max(size(before)) || size(after) > highest.max(size(before)) + 64 {
        file.fault(Fault::TrailerChanged { key: "Size".into() });
    }
}

/// How many bytes may differ for an update to count as written in the known style, and changed since.
const NEARLY: usize = 40;

/// Our own updates are written in one style only. One that has its length and nearly all of its bytes was changed after it was written,
/// even if every value is the same.
fn style(file: &File, revision: usize) {
    let (Some(update), Some(written)) = (file.revisions.get(revision), rewritten(file, revision)) else { return };
    let Some(now) = file.bytes.get(update.start..update.end_of_line) else { return };
    let mut different = now.iter().zip(&written).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at);
    let Some(first) = different.next() else { return };
    if now.len() == written.len() && different.count() < NEARLY {
        file.fault(Fault::NotAsWritten { at: update.start + first });
    }
}

/// The update as our writer puts it: compact, a classic table, line feeds.
fn rewritten(file: &File, revision: usize) -> Option<Vec<u8>> {
    let update = file.revisions.get(revision)?;
    let section = update.sections.first().filter(|section| section.stream.is_none())?;
    let view = file.view(revision);
    let mut places: Vec<(usize, u16, u32)> = Vec::new();
    for (number, entry) in &section.entries {
        if let Entry::At(at, generation) = entry {
            places.push((*at, *generation, *number));
        }
    }
    places.sort_unstable();
    let mut out = vec![b'\n'; places.first()?.0.checked_sub(update.start).filter(|gap| (1..=2).contains(gap))?];
    for (_, generation, number) in places {
        let value = view.object(number)?;
        out.extend(format!("{number} {generation} obj\n").bytes());
        out.extend(needs_space(&value).then_some(b' '));
        write(&value, &mut out);
        out.extend((needs_space(&value) || matches!(&*value, Value::Name(_) | Value::Stream(..))).then_some(b' '));
        out.extend(b"\nendobj\n");
    }
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    for (number, entry) in section.entries.iter().filter(|(number, _)| **number != 0) {
        let Entry::At(at, generation) = entry else { return None };
        let row = format!("{at:010} {generation:05} n \n");
        match rows.last_mut() {
            Some((first, lines)) if *first + lines.len() as u32 == *number => lines.push(row),
            _ => rows.push((*number, vec![row])),
        }
    }
    for (first, lines) in rows {
        out.extend(format!("{first} {}\n", lines.len()).bytes());
        out.extend(lines.concat().bytes());
    }
    out.extend(b"trailer\n");
    let mut trailer = section.trailer.clone();
    // The second half of our identifier is the digest of all that stood before.
    let before = revision.checked_sub(1).and_then(|k| file.bytes.get(..file.revisions.get(k)?.end_of_line))?;
    for (key, value) in &mut trailer.0 {
        if let (b"ID", Value::Array(halves)) = (key.as_slice(), value)
            && let Some(half) = halves.get_mut(1)
        {
            *half = Value::Str(HashKind::Sha256.digest(before).get(..16)?.to_vec(), true);
        }
    }
    write(&Value::Dict(trailer), &mut out);
    out.extend(format!("\nstartxref\n{}\n%%EOF\n", section.offset).bytes());
    Some(out)
}

/// A value in the compact style of `lopdf`.
fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend(b"null"),
        Value::Bool(on) => out.extend(on.to_string().bytes()),
        Value::Int(n) => out.extend(n.to_string().bytes()),
        Value::Real(text) => out.extend(text.bytes()),
        Value::Name(name) => write_name(name, out),
        Value::Str(text, true) => {
            out.push(b'<');
            out.extend(text.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()));
            out.push(b'>');
        }
        Value::Str(text, false) => write_literal(text, out),
        Value::Array(list) => {
            out.push(b'[');
            for (n, value) in list.iter().enumerate() {
                if n > 0 && needs_space(value) {
                    out.push(b' ');
                }
                write(value, out);
            }
            out.push(b']');
        }
        Value::Dict(dict) => write_dict(dict, out),
        Value::Stream(dict, data) => {
            write_dict(dict, out);
            out.extend(b"stream\n");
            out.extend(data.bytes.iter());
            out.extend(b"\nendstream");
        }
        Value::Ref((number, generation)) => out.extend(format!("{number} {generation} R").bytes()),
    }
}

fn write_dict(dict: &Dict, out: &mut Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in &dict.0 {
        write_name(key, out);
        if needs_space(value) {
            out.push(b' ');
        }
        write(value, out);
    }
    out.extend(b">>");
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if b" \t\n\r\x0C()<>[]{}/%#".contains(byte) || !(33..=126).contains(byte) {
            out.extend(format!("#{byte:02X}").bytes());
        } else {
            out.push(*byte);
        }
    }
}

fn write_literal(text: &[u8], out: &mut Vec<u8>) {
    // Parentheses that have no partner are escaped.
    let mut open = Vec::new();
    let mut lone = std::collections::BTreeSet::new();
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' if open.pop().is_none() => drop(lone.insert(at)),
            _ => {}
        }
    }
    lone.extend(open);
    out.push(b'(');
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'\r' => out.extend(b"\\r"),
            b'\\' => out.extend(b"\\\\"),
            _ if lone.contains(&at) => out.extend([b'\\', *byte]),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

fn needs_space(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(_) | Value::Int(_) | Value::Real(_) | Value::Ref(_))
}
