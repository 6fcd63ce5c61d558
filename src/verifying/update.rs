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
const NEARLY: usize = 16;
/// How many bytes of our mark may differ.
const NEARLY_OURS: usize = 2;

/// Our own updates are written in one style only, and marked. One that has the mark, the length and nearly all of its bytes was changed
/// after it was written, even if every value is the same.
fn style(file: &File, revision: usize) {
    let (Some(update), Some(written)) = (file.revisions.get(revision), rewritten(file, revision)) else { return };
    let Some(now) = file.bytes.get(update.start..update.end_of_line) else { return };
    let mut different = now.iter().zip(&written).enumerate().filter(|(_, (a, b))| a != b).map(|(at, _)| at);
    let Some(first) = different.next() else { return };
    if now.len() == written.len() && different.count() < NEARLY {
        file.fault(Fault::NotAsWritten { at: update.start + first });
    }
}

/// The second half of the identifier that our writer gives an update: the digest of all that stood before. Only where that, or nearly
/// that, stands there: nobody else writes it, so that other programs are not measured by our style.
fn mark(file: &File, revision: usize) -> Option<Vec<u8>> {
    let half = file.view(revision).trailer()?.get("ID")?.as_array()?.get(1)?.as_str()?;
    let before = file.revisions.get(revision.checked_sub(1)?)?;
    // The line end after the last mark may be the update's own.
    [before.end, before.end_of_line].into_iter().find_map(|end| {
        let digest = HashKind::Sha256.digest(file.bytes.get(..end)?);
        let mark = digest.get(..16)?;
        let different = half.iter().zip(mark).filter(|(a, b)| a != b).count();
        (half.len() == mark.len() && different <= NEARLY_OURS).then(|| mark.to_vec())
    })
}

/// The update as our writer puts it: compact, a classic table, line feeds.
fn rewritten(file: &File, revision: usize) -> Option<Vec<u8>> {
    let update = file.revisions.get(revision)?;
    let section = update.sections.first().filter(|section| section.stream.is_none())?;
    let view = file.view(revision);
    let now = file.bytes.get(update.start..update.end_of_line)?;
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
        write(&value, &mut out, now);
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
    let mark = mark(file, revision)?;
    for (key, value) in &mut trailer.0 {
        if let (b"ID", Value::Array(halves)) = (key.as_slice(), value)
            && let Some(half) = halves.get_mut(1)
        {
            *half = Value::Str(mark.clone(), true);
        }
    }
    write(&Value::Dict(trailer), &mut out, now);
    out.extend(format!("\nstartxref\n{}\n%%EOF\n", section.offset).bytes());
    Some(out)
}

/// A value in the compact style of `lopdf`; `now` is what stands in the file.
fn write(value: &Value, out: &mut Vec<u8>, now: &[u8]) {
    match value {
        Value::Null => out.extend(b"null"),
        Value::Bool(on) => out.extend(on.to_string().bytes()),
        Value::Int(n) => {
            // A real without a fraction is the same value, in another form.
            let real = format!("{n}.0");
            let is_real = now.get(out.len()..).is_some_and(|rest| rest.starts_with(real.as_bytes()));
            out.extend(if is_real { real } else { n.to_string() }.bytes());
        }
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
                write(value, out, now);
            }
            out.push(b']');
        }
        Value::Dict(dict) => write_dict(dict, out, now),
        Value::Stream(dict, data) => {
            write_dict(dict, out, now);
            out.extend(b"stream\n");
            out.extend(data.bytes.iter());
            out.extend(b"\nendstream");
        }
        Value::Ref((number, generation)) => out.extend(format!("{number} {generation} R").bytes()),
    }
}

fn write_dict(dict: &Dict, out: &mut Vec<u8>, now: &[u8]) {
    out.extend(b"<<");
    for (key, value) in &dict.0 {
        write_name(key, out);
        if needs_space(value) {
            out.push(b' ');
        }
        write(value, out, now);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revision::{add_document_timestamp, add_dss, fill};
    use crate::verifying::tests::{prepared, signed};

    #[test]
    fn our_writer_is_matched_to_the_byte() {
        let one = signed(&prepared(), "nguoi-ky", None);
        let filled = fill(&one, &[("so", "Số: 35")]).expect("filled");
        let both = add_dss(&signed(&filled, "co-quan", None), &[vec![1; 40]], &[vec![2; 40]], &[]).expect("stored");
        let all = add_document_timestamp::<()>(&both, 64, &mut |_| Ok(vec![1])).expect("stamped");
        let file = File::open(&all).expect("a PDF");
        let mut matched = 0;
        // What came before the first signature is not held to anything.
        for revision in 2..file.revisions.len() {
            assert!(mark(&file, revision).is_some(), "{revision}");
            let update = &file.revisions[revision];
            let now = &all[update.start..update.end_of_line];
            let written = rewritten(&file, revision).expect("a classic table");
            // A signature leaves blanks in its /ByteRange; it covers itself.
            matched += usize::from(now == written);
            assert!(now == written || now.windows(10).any(|window| window == b"/ByteRange"), "{revision}");
        }
        assert_eq!((matched, file.revisions.len()), (2, 7));
    }

    #[test]
    fn other_programs_are_not_measured_by_our_style() {
        let one = signed(&prepared(), "nguoi-ky", None);
        let filled = fill(&one, &[("so", "Số: 35")]).expect("filled");
        let file = File::open(&filled).expect("a PDF");
        let last = file.revisions.len() - 1;
        let mark = mark(&file, last).expect("a mark");
        let hex = crate::files::hex(&mark).to_uppercase();
        let at = filled.windows(hex.len()).rposition(|window| window == hex.as_bytes()).expect("the mark");
        let changed = |at: usize, len: usize| {
            let mut pdf = filled.clone();
            pdf[at..at + len].iter_mut().for_each(|byte| *byte = if *byte == b'0' { b'1' } else { b'0' });
            let file = File::open(&pdf).expect("a PDF");
            style(&file, last);
            file.faults.take().iter().any(|fault| matches!(fault, Fault::NotAsWritten { .. }))
        };
        assert!(changed(at, 2));
        assert!(!changed(at, hex.len()));
    }
}
