//! Bytes → text → tree.

use super::node::{Entry, Node, Scalar, Source, Style, Value};
use super::scan::{Kind, Scan, Scanned, duplicate_keys, scan};
use crate::diag::{FileId, Problem, Report, Sources, Span, Text};
use crate::vi::text::forbidden_char;

/// The largest file that is read, in bytes. A plan of 16 MB would be some 5,000 pages.
pub const MAX_BYTES: u64 = 16_000_000;

/// Registers the bytes of a file under `name` and reads them as YAML; `None` when the report says why not.
pub fn read_bytes(bytes: Vec<u8>, name: &str, sources: &mut Sources, report: &mut Report) -> Option<(FileId, Node)> {
    if bytes.len() as u64 > MAX_BYTES {
        report.push(Problem::TooLarge { bytes: bytes.len() as u64, limit: MAX_BYTES }, None);
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            // The file is shown with replacement characters, so that the caret has a line to stand under.
            let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let file = sources.add(name, shown);
            report.push(Problem::NotUtf8, Some(Span::new(file, at..at + '\u{fffd}'.len_utf8())));
            return None;
        }
    };
    let file = sources.add(name, text);
    read_text(file, sources, report).map(|node| (file, node))
}

/// Reads a registered text as YAML.
pub fn read_text(file: FileId, sources: &Sources, report: &mut Report) -> Option<Node> {
    let whole = &sources.get(file).text;
    let base = if whole.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = &whole[base..];
    if !check_characters(text, file, base, report) {
        return None;
    }
    let tree = match scan(text, file, base, report) {
        Scan::Forbidden => return None,
        Scan::Tree(None) => {
            report.push(Problem::EmptyFile, Some(Span::new(file, base..base)));
            return None;
        }
        Scan::Tree(tree) => tree,
        Scan::Refused => None,
    };
    if let Some(tree) = &tree {
        let before = report.iter().count();
        duplicate_keys(tree, file, base, report);
        if report.iter().count() > before {
            return None;
        }
        lost_comments(tree, text, file, base, report);
    }
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(value) => Some(join(&value, tree.as_ref(), Place { text, file, base })),
        Err(error) => {
            syntax_error(&error, text, file, base, report);
            None
        }
    }
}

/// Reads a text of the program's own, whose places nobody will be shown; `None` if it is no YAML, which a test rules out.
pub fn read_own(text: &str) -> Option<Node> {
    let value = serde_yaml::from_str::<serde_yaml::Value>(text).ok()?;
    let file = Sources::default().add("", "");
    Some(join(&value, None, Place { text, file, base: 0 }))
}

/// Refuses control, bidi, zero-width and private-use characters wherever they stand.
fn check_characters(text: &str, file: FileId, base: usize, report: &mut Report) -> bool {
    let mut fine = true;
    for (at, c) in text.char_indices().filter(|(_, c)| forbidden_char(*c)) {
        let span = Span::new(file, base + at..base + at + c.len_utf8());
        report.push(Problem::ForbiddenChar { name: char_name(c) }, Some(span));
        fine = false;
    }
    fine
}

/// `U+202E`: how messages name a character that cannot be shown.
pub(crate) fn char_name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn syntax_error(error: &serde_yaml::Error, text: &str, file: FileId, base: usize, report: &mut Report) {
    let at = error.location().map_or(0, |l| l.index()).min(text.len());
    let line_start = text[..floor(text, at)].rfind('\n').map_or(0, |p| p + 1);
    let line_end = text[line_start..].find('\n').map_or(text.len(), |p| line_start + p);
    let line = &text[line_start..line_end];
    let indent = line.len() - line.trim_start().len();
    let full = error.to_string();
    if let Some(tab) = line[..indent].find('\t') {
        let span = Span::new(file, base + line_start + tab..base + line_start + tab + 1);
        report.push(Problem::TabIndent, Some(span));
    } else if full.contains("u128") || full.contains("i128") || full.contains("integer") {
        // serde_yaml tells the mapping, not the number: the first run of digits too long for 64 bits is it.
        let (from, digits) = longest_digits(text);
        let span = Span::new(file, base + from..base + from + digits.len());
        report.push(Problem::HugeInteger { text: digits.to_owned() }, Some(span));
    } else {
        // serde_yaml ends its messages with the position, which the caret shows.
        let detail = translated(full.split(" at line ").next().unwrap_or(&full));
        let at = floor(text, at);
        let len = text[at..].chars().next().map_or(0, char::len_utf8);
        report.push(Problem::YamlSyntax { detail }, Some(Span::new(file, base + at..base + at + len)));
    }
}

/// The longest run of digits of a text and where it starts.
fn longest_digits(text: &str) -> (usize, &str) {
    let mut best = (0, "");
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if digits.len() > best.1.len() {
            best = (at, digits);
        }
        at += part.len();
    }
    best
}

/// The scanner's messages in a clerk's words.
fn translated(english: &str) -> Text {
    let vi = if english.contains("mapping values are not allowed") {
        "dấu hai chấm `: ` ở chỗ không được phép"
    } else if english.contains("cannot start any token") {
        "giá trị không được bắt đầu bằng ký tự này"
    } else if english.contains("alphabetic or numeric character") {
        "giá trị không được bắt đầu bằng `*` hoặc `&`"
    } else if english.contains("expected key") || english.contains("block mapping") {
        "dòng này không đọc được thành `khóa: giá trị` (thụt đầu dòng lệch, hoặc có chữ sau dấu ngoặc kép đóng)"
    } else if english.contains("'-' indicator") || english.contains("block collection") {
        "dòng này không thẳng hàng với các dòng `- ` của danh sách"
    } else if english.contains("',' or") {
        "thiếu dấu phẩy hoặc dấu đóng ] }"
    } else if english.contains("could not find expected ':'") {
        "thiếu dấu hai chấm `:` sau khóa"
    } else if english.contains("end of stream") || english.contains("quoted scalar") {
        "thiếu dấu ngoặc kép đóng"
    } else if english.contains("escape") {
        "dấu `\\` trong ngoặc kép đứng trước ký tự không hợp lệ"
    } else if english.contains("indentation") {
        "thụt đầu dòng lệch"
    } else {
        "không đọc được chỗ này"
    };
    Text::new(vi, english)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Warns where a plain text ends at a ` #` that does not look like a comment (`#1`, `#abc`).
fn lost_comments(tree: &Scanned, text: &str, file: FileId, base: usize, report: &mut Report) {
    match &tree.kind {
        Kind::Scalar { style: Style::Plain, .. } if tree.end > tree.start => {
            let rest = text[tree.end..].split('\n').next().unwrap_or("");
            let after = rest.trim_start();
            if rest.len() > after.len()
                && after.starts_with('#')
                && after[1..].starts_with(|c: char| !c.is_whitespace())
            {
                let at = tree.end + rest.len() - after.len();
                let lost = after.trim_end();
                let span = Span::new(file, base + at..base + at + lost.len());
                report.push(Problem::CutByComment { lost: lost.to_owned() }, Some(span));
            }
        }
        Kind::Scalar { .. } => {}
        Kind::List(items) => items.iter().for_each(|item| lost_comments(item, text, file, base, report)),
        Kind::Map(entries) => entries.iter().for_each(|(_, value)| lost_comments(value, text, file, base, report)),
    }
}

#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    file: FileId,
    base: usize,
}

/// Joins the value of `serde_yaml` with what the scan saw at the same path.
fn join(value: &serde_yaml::Value, scanned: Option<&Scanned>, place: Place<'_>) -> Node {
    let span = scanned.map(|s| Span::new(place.file, place.base + s.start..place.base + s.end));
    let scalar = |scalar: Scalar| {
        let source = match scanned.map(|s| &s.kind) {
            Some(Kind::Scalar { text, style }) => {
                let lines = match (scanned, style) {
                    (Some(s), Style::Literal) => literal_lines(place, s.start, text),
                    _ => Vec::new(),
                };
                Some(Source { style: *style, text: text.clone(), lines })
            }
            _ => None,
        };
        // For text the two parsers must agree on every character, or the place is not used.
        let agrees = match (&scalar, &source) {
            (Scalar::Text(a), Some(b)) => a.trim_end_matches('\n') == b.text.trim_end_matches('\n'),
            (_, Some(b)) => b.style == Style::Plain,
            (_, None) => false,
        };
        let (span, source) = if agrees { (span, source) } else { (None, None) };
        Node { span, value: Value::Scalar(scalar), source }
    };
    match value {
        serde_yaml::Value::Null => {
            let empty = matches!(scanned.map(|s| &s.kind), Some(Kind::Scalar { style: Style::Plain, .. }));
            Node { span: if empty { span } else { None }, value: Value::Null, source: None }
        }
        serde_yaml::Value::Bool(b) => scalar(Scalar::Bool(*b)),
        serde_yaml::Value::Number(n) => match n.as_i64() {
            Some(i) => scalar(Scalar::Int(i)),
            None => scalar(Scalar::Float(n.as_f64().unwrap_or(f64::NAN))),
        },
        serde_yaml::Value::String(s) => scalar(Scalar::Text(s.clone())),
        serde_yaml::Value::Sequence(list) => {
            let items = match scanned.map(|s| &s.kind) {
                Some(Kind::List(items)) if items.len() == list.len() => Some(items),
                _ => None,
            };
            let nodes = list.iter().enumerate().map(|(i, v)| join(v, items.map(|items| &items[i]), place)).collect();
            Node { span: items.and(span), value: Value::List(nodes), source: None }
        }
        serde_yaml::Value::Mapping(map) => {
            let scanned_entries = match scanned.map(|s| &s.kind) {
                Some(Kind::Map(entries)) if entries.len() == map.len() => Some(entries),
                _ => None,
            };
            let mut entries = Vec::with_capacity(map.len());
            for (i, (key, value)) in map.iter().enumerate() {
                let key = key_text(key);
                let pair = scanned_entries
                    .map(|list| &list[i])
                    .filter(|(k, _)| matches!(&k.kind, Kind::Scalar { text, .. } if *text == key));
                let key_span = pair.map(|(k, _)| Span::new(place.file, place.base + k.start..place.base + k.end));
                let mut node = join(value, pair.map(|(_, v)| v), place);
                if node.value == Value::Null {
                    // An empty value is best shown at its key.
                    node.span = key_span.or(node.span);
                }
                entries.push(Entry { key, key_span, value: node });
            }
            Node { span: scanned_entries.and(span), value: Value::Map(entries), source: None }
        }
        serde_yaml::Value::Tagged(tagged) => join(&tagged.value, None, place),
    }
}

fn key_text(key: &serde_yaml::Value) -> String {
    match key {
        serde_yaml::Value::String(s) => s.clone(),
        serde_yaml::Value::Number(n) => n.to_string(),
        serde_yaml::Value::Bool(b) => b.to_string(),
        serde_yaml::Value::Null => "null".into(),
        _ => "…".into(),
    }
}

/// The file offset of each line of a `|` block whose first character that is not blank stands at `start`.
fn literal_lines(place: Place<'_>, start: usize, value: &str) -> Vec<Option<usize>> {
    let lines: Vec<&str> = value.split('\n').collect();
    let lead = lines.iter().take_while(|line| line.trim().is_empty()).count();
    let mut out = vec![None; lead.min(lines.len())];
    let mut at = place.text[..start].rfind('\n').map_or(0, |p| p + 1);
    let own = lines.get(lead).map_or(0, |line| line.len() - line.trim_start().len());
    let indent = (start - at).saturating_sub(own);
    for line in lines.iter().skip(lead) {
        let end = place.text[at..].find('\n').map_or(place.text.len(), |p| at + p);
        let raw = place.text[at..end].trim_end_matches('\r');
        let content = raw.get(indent.min(raw.len())..).unwrap_or("");
        out.push((content == *line).then_some(place.base + at + indent.min(raw.len())));
        at = (end + 1).min(place.text.len());
    }
    out
}
