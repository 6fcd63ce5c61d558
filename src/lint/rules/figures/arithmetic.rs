//! Sums and products that are written out in a sentence.

use std::ops::Range;

use super::amounts::{figures, multiple, whole};
use crate::lint::rule::rule;
use crate::lint::scan::{beginning, phrase};
use crate::lint::{Found, Piece, Shape, Subject};
use crate::vi::number::grouped;

rule! {
    /// # Phép tính viết trong câu phải đúng
    ///
    /// ## Phát hiện gì
    /// Phép cộng, phép nhân viết đủ mà kết quả khác: «2.000.000đ + 3.000.000đ = 6.000.000đ», «3 lớp x 20 người = 70 người». Số thập phân, phép tính
    /// đổi đơn vị (100 ha x 60 tạ/ha = 600 tấn), phép tính có số khác đứng trước trong cùng vế câu, có «khoảng», «làm tròn» không bị xét.
    ///
    /// ## Vì sao
    /// Người đọc không biết theo số nào. Đây là thông lệ.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Quà tặng 3 lớp x 20 suất = 70 suất.     # sai
    /// noi_dung: Quà tặng 3 lớp x 20 suất = 60 suất.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Tính lại, hoặc để chương trình tính: `{{ 3 * 20 }}`.
    WrongResult = 769, "phep-tinh-sai", Figures, Warning, Plan, No,
    Custom("thông lệ"),
    "phép tính trong câu sai", "a calculation that is wrong" => wrong_result;
}

/// How many characters around a calculation tell what it is about.
const LONGEST_CLAUSE: usize = 200;
/// How many characters a unit may have.
const LONGEST_UNIT: usize = 60;

/// A number with its unit.
struct Term<'t> {
    range: Range<usize>,
    value: u64,
    unit: &'t str,
}

/// Terms that one sign joins, and what they are said to make.
struct Calculation<'t> {
    terms: Vec<Term<'t>>,
    times: bool,
    result: Term<'t>,
}

fn wrong_result(subject: &Subject<'_>, found: &mut Found) {
    let written = |piece: &&Piece<'_>| piece.shape != Shape::Table && piece.has_digits() && piece.may_have('=');
    for piece in subject.texts.iter().filter(written) {
        let text = piece.text.as_ref();
        let numbers: Vec<Range<usize>> = figures(text).into_iter().map(|number| number.range).collect();
        let mut first = 0;
        while first < numbers.len() {
            let (walked, calculation) = calculation(text, &numbers[first..]);
            first += walked;
            let Some(calculation) = calculation.filter(|calculation| is_plain(text, calculation)) else { continue };
            let Term { range, value, .. } = &calculation.result;
            let Some(due) = due(&calculation).filter(|due| due != value) else { continue };
            let (Ok(due), Ok(shown)) = (i64::try_from(due).map(grouped), i64::try_from(*value).map(grouped)) else {
                continue;
            };
            found.report(
                piece.place(range.clone()),
                format!("tính ra {due}, không phải {shown}"),
                format!("it makes {due}, not {shown}"),
            );
        }
    }
}

/// How many numbers belong together, and the calculation that they are.
fn calculation<'t>(text: &'t str, numbers: &[Range<usize>]) -> (usize, Option<Calculation<'t>>) {
    let (mut terms, mut times) = (Vec::new(), None);
    for (index, pair) in numbers.windows(2).enumerate() {
        let Some((unit, sign)) = unit_and_sign(&text[pair[0].end..pair[1].start]) else { return (index + 1, None) };
        terms.extend(term(text, &pair[0], unit));
        match (sign, times) {
            ('=', Some(times)) if terms.len() == index + 1 => {
                let result = unit_behind(text, pair[1].end).and_then(|unit| term(text, &pair[1], unit));
                return (index + 2, result.map(|result| Calculation { terms, times, result }));
            }
            (_, Some(known)) if sign == '=' || known != (sign == '×') => return (index + 1, None),
            ('=', None) => return (index + 1, None),
            _ => times = Some(sign == '×'),
        }
    }
    (numbers.len(), None)
}

/// The unit behind a number, and the sign before the next one.
fn unit_and_sign(gap: &str) -> Option<(&str, char)> {
    let head = gap.trim_end();
    let signs = [("+", '+'), ("=", '='), ("×", '×'), ("*", '×')];
    let by_letter = || [" x", " X"].iter().find_map(|x| head.strip_suffix(x)).filter(|_| head.len() < gap.len());
    let (unit, sign) = signs
        .iter()
        .find_map(|(typed, sign)| Some((head.strip_suffix(typed)?, *sign)))
        .or_else(|| Some((by_letter()?, '×')))?;
    let fits = unit.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/')) && unit.len() <= LONGEST_UNIT;
    fits.then_some((unit.trim(), sign))
}

/// The unit behind the last number; none where the calculation goes on.
fn unit_behind(text: &str, at: usize) -> Option<&str> {
    let tail = text.get(at..)?;
    let end = tail.find(|c: char| !c.is_alphabetic() && !matches!(c, ' ' | '/')).unwrap_or(tail.len());
    let goes_on = tail[end..].starts_with(['+', '×', '*', '=', '%', '-', '_']) || tail[..end].contains(" x ");
    (!goes_on).then(|| tail[..end].trim())
}

fn term<'t>(text: &str, range: &Range<usize>, unit: &'t str) -> Option<Term<'t>> {
    let value = whole(&text[range.clone()])?;
    let word = unit.split(' ').next().unwrap_or_default();
    let (value, unit) = match multiple(word) {
        Some(times) => (value.checked_mul(times)?, unit[word.len()..].trim_start()),
        None => (value, unit),
    };
    Some(Term { range: range.clone(), value, unit })
}

/// Whether nothing around a calculation makes it another: a number before it, a rounding, another unit.
fn is_plain(text: &str, calculation: &Calculation<'_>) -> bool {
    let Calculation { terms, times, result } = calculation;
    let head = text.get(..terms[0].range.start).unwrap_or_default();
    let before = head.chars().rev().take(LONGEST_CLAUSE).take_while(|c| !matches!(c, '.' | ';' | ':' | '('));
    let part_of_more = before.clone().any(|c| c.is_ascii_digit() || matches!(c, '_' | '+' | '×' | '*' | '='));
    let start = terms[0].range.start - before.clone().map(char::len_utf8).sum::<usize>();
    let tail = text.get(result.range.end..).unwrap_or_default();
    let end = result.range.end + tail.chars().take(LONGEST_UNIT).map(char::len_utf8).sum::<usize>();
    let about = ["tròn", "khoảng", "gần"].iter().any(|word| phrase(&text[start..end], word).is_some());
    // What is paid for each person is counted in money.
    let unit = |unit: &'_ str| -> String {
        let own = unit.split('/').next().unwrap_or_default().trim();
        if matches!(own, "đ" | "VND" | "VNĐ") { "đồng".to_owned() } else { own.to_lowercase() }
    };
    let units: Vec<String> = terms.iter().map(|term| unit(term.unit)).filter(|unit| !unit.is_empty()).collect();
    let made = unit(result.unit);
    let is_made = |unit: &String| beginning(&made, unit).is_some();
    let fits = if *times {
        // 100 ha x 60 tạ/ha are tons: what is made has one of the units.
        if made.is_empty() { units.is_empty() } else { units.iter().filter(|unit| is_made(unit)).count() == 1 }
    } else {
        units.windows(2).all(|pair| pair[0] == pair[1]) && (made.is_empty() || units.iter().all(is_made))
    };
    fits && !part_of_more && !about
}

/// What a calculation makes.
fn due(calculation: &Calculation<'_>) -> Option<u64> {
    let values = calculation.terms.iter().map(|term| term.value);
    if calculation.times {
        values.into_iter().try_fold(1, u64::checked_mul)
    } else {
        values.into_iter().try_fold(0, u64::checked_add)
    }
}
