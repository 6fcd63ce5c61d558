//! Citations of other documents: `Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ`.

use std::ops::Range;
use std::sync::LazyLock;

use super::{DateAt, entries};
use crate::lint::words::{in_word, lower};

/// Kinds of documents that are cited, longest names first where one begins another.
static KINDS: LazyLock<Vec<&str>> = LazyLock::new(|| entries(include_str!("kinds.txt")).collect());

/// How many characters the name of a body may have.
const LONGEST_ISSUER: usize = 200;

/// A document cited by its number.
#[derive(Debug, Clone)]
pub struct Citation {
    /// The bytes of number and symbol: `30/2020/NĐ-CP`.
    pub range: Range<usize>,
    /// Number and symbol.
    pub name: String,
    /// The kind that stands right before it, with its place; of several documents in a row (`Nghị quyết số 57-NQ/TW, số 59-NQ/TW`) the first one's.
    pub kind: Option<(&'static str, usize)>,
    /// The date that follows it.
    pub date: Option<DateAt>,
    /// Who issued it, as far as it follows: the text after `của`.
    pub issuer: Option<Range<usize>>,
}

/// The citations of a text, in its order; `dates` are those of the text.
pub fn citations(text: &str, dates: &[DateAt]) -> Vec<Citation> {
    let mut all: Vec<Citation> = Vec::new();
    for range in tokens(text).filter(|range| is_name(&text[range.clone()])) {
        let date = dates.get(dates.partition_point(|date| date.range.start < range.end)).filter(|date| {
            let from = date.word_at.unwrap_or(date.range.start);
            text.get(range.end..from).is_some_and(|gap| gap.trim_matches([' ', ',', '\u{a0}']).is_empty())
        });
        let known = date.map_or(range.end, |date| date.range.end);
        let rest = text.get(known..).unwrap_or_default();
        let trimmed = rest.trim_start_matches([' ', ',', '\u{a0}']);
        let issuer = trimmed.strip_prefix("của ").map(|name| {
            let start = text.len() - name.len();
            let ends = |(_, c): &(usize, char)| matches!(c, ';' | '.' | ',' | '(' | ')');
            let last = name.char_indices().take(LONGEST_ISSUER).take_while(|c| !ends(c)).last();
            let name = last.map_or("", |(last, c)| &name[..last + c.len_utf8()]);
            let ends = [" về ", " quy định ", " hướng dẫn ", " ban hành "];
            start..start + ends.iter().filter_map(|word| name.find(word)).fold(name.len(), usize::min)
        });
        let name = text[range.clone()].to_owned();
        let kind = kind_before(text, range.start).or_else(|| {
            let last = all.last()?;
            let end = last.date.as_ref().map_or(last.range.end, |date| date.range.end);
            in_a_row(text.get(end..range.start)?).then_some(last.kind).flatten()
        });
        all.push(Citation { kind, range, name, date: date.cloned(), issuer });
    }
    all
}

/// Whether what stands between two citations only strings them together.
fn in_a_row(gap: &str) -> bool {
    gap.split([' ', ',', ';', '\u{a0}']).all(|word| matches!(word, "" | "số" | "và"))
}

/// The kind with which a text begins, its first letter capital or small.
pub fn kind_at(text: &str) -> Option<&'static str> {
    let goes_on = |kind: &str| text.get(kind.len()..).is_some_and(|rest| rest.starts_with(in_word));
    KINDS.iter().copied().find(|kind| super::beginning(text, &lower(kind)).is_some() && !goes_on(kind))
}

/// The runs between spaces, brackets and quotes, without the marks at their ends.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '“' | '”' | '"' | ',' | ';' | ':' | '|');
    text.split(ends).map(move |token| {
        let start = token.as_ptr() as usize - text.as_ptr() as usize;
        let kept = token.trim_end_matches(['.', '/', '*', '!', '?']);
        start..start + kept.len()
    })
}

/// `30/2020/NĐ-CP`, `582/UBND-KGVX`, `05-HD/VPTW`: a number, then a symbol in capitals.
fn is_name(token: &str) -> bool {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &token[digits..];
    (1..=5).contains(&digits)
        && rest.starts_with(['/', '-'])
        && token.contains('/')
        && rest.chars().filter(|c| c.is_uppercase()).count() >= 2
        && rest.chars().all(|c| in_word(c) || matches!(c, '/' | '-' | '.' | '&'))
}

/// The kind whose name ends right before a number.
fn kind_before(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let before = text.get(..at)?.trim_end();
    let before = before.strip_suffix("số:").or_else(|| before.strip_suffix("số")).unwrap_or(before).trim_end();
    let mut found = None;
    for kind in KINDS.iter().copied() {
        let Some(rest) = ends_with(before, kind) else { continue };
        if !rest.ends_with(in_word) {
            found = Some((kind, rest.len()));
            break;
        }
    }
    found
}

/// The text before a kind's name, whose first letter may be small.
fn ends_with<'a>(text: &'a str, kind: &str) -> Option<&'a str> {
    let first = kind.chars().next()?;
    let rest = text.strip_suffix(&kind[first.len_utf8()..])?;
    let before = rest.strip_suffix(first);
    before.or_else(|| first.to_lowercase().next().and_then(|small| rest.strip_suffix(small)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::scan::dates;

    fn read(text: &str) -> Vec<Citation> {
        citations(text, &dates(text))
    }

    #[test]
    fn citations_are_read() {
        let text = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư";
        let all = read(text);
        let [one] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!((one.name.as_str(), one.kind.map(|k| k.0)), ("30/2020/NĐ-CP", Some("Nghị định")));
        assert_eq!(one.date.as_ref().and_then(|d| d.year), Some(2020));
        assert_eq!(one.issuer.clone().map(|r| &text[r]), Some("Chính phủ"));
        let party = read("Quy chế số 01-QC/ĐU, ngày 15/9/2025 của Ban Chấp hành");
        assert_eq!(party[0].name, "01-QC/ĐU");
        assert!(party[0].date.is_some());
        let row = read("theo Nghị quyết số 57-NQ/TW ngày 22/12/2024, số 59-NQ/TW và 68-NQ/TW; 12/TB-UBND");
        let kinds: Vec<_> = row.iter().map(|one| one.kind.map(|kind| kind.0)).collect();
        assert_eq!(kinds, [Some("Nghị quyết"); 4]);
        let apart = read("Nghị quyết số 57-NQ/TW của Bộ Chính trị, mẫu 12/TB-UBND");
        assert_eq!(apart[1].kind, None);
        assert_eq!((kind_at("quy chế này"), kind_at("Luật"), kind_at("luậtx")), (Some("Quy chế"), Some("Luật"), None));
        assert!(read("5/2026, 50.000đ/HS và/hoặc, 24/7, 10 m/s, 3/4 số hộ").is_empty());
    }
}
