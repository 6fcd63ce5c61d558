//! Numbers in figures the Vietnamese way: a dot groups thousands, a comma starts the decimals
//! (Luật Kế toán, Điều 11).

/// A number that was written in Vietnamese figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VietnameseNumber {
    /// A whole number with grouped thousands: `5.000.000`.
    Integer(i64),
    /// A number with a decimal comma: `5,5` or `1.234,25`.
    Decimal(f64),
}

/// A whole number with a dot between groups of three digits: `5.000.000` (Luật Kế toán, Điều 11).
pub fn grouped(n: i64) -> String {
    let digits = group_digits(&n.unsigned_abs().to_string());
    if n < 0 { format!("-{digits}") } else { digits }
}

/// An amount of money in figures with the national sign: `5.000.000đ` (Luật 46/2010/QH12, Điều 16).
pub fn money(n: i64) -> String {
    format!("{}đ", grouped(n))
}

/// A number with a leading 0 below 10, as the number of a document and the day of a date are
/// written (NĐ 30/2020, Phụ lục I, II.3 and II.4): 5 is `05`, 358 stays `358`.
pub fn two_digits(n: u64) -> String {
    format!("{n:02}")
}

/// A number in the shortest figures that keep its first 14 digits, with a decimal comma and grouped
/// thousands: `1.234,25` (Luật Kế toán, Điều 11).
///
/// What is not a finite number has no figures and is printed as Rust prints it.
pub fn decimal(f: f64) -> String {
    if !f.is_finite() {
        return f.to_string();
    }
    // Sums of decimals are exact to some 15 digits: 3.3000000000000003 is 3.3. Never an exponent.
    let plain = settled(f.abs()).to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    // Minus zero is zero.
    let mut text = String::from(if f < 0.0 { "-" } else { "" });
    text.push_str(&group_digits(whole));
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

/// The number without the last digits, which binary arithmetic leaves behind (`100 * 1.15` is 114.99999999999999).
pub fn settled(f: f64) -> f64 {
    // Whole numbers are exact as they are: an account number keeps all its digits.
    if f.fract() == 0.0 {
        return f;
    }
    format!("{f:.13e}").parse().unwrap_or(f)
}

/// Whether the text is a decimal with a point that may as well be a number with one thousands dot forgotten: `1234.567`.
pub fn is_ambiguous(text: &str) -> bool {
    text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3 && is_digits(decimals))
}

/// Whether the text is most likely a number with a wrong group: `1.000.00`, `12.5000.000`.
pub fn is_misgrouped(text: &str) -> bool {
    let groups: Vec<&str> = text.split('.').collect();
    groups.len() > 2
        && groups.iter().all(|group| is_digits(group))
        && groups.iter().any(|group| group.len() == 3)
        && ungrouped(text).is_none()
}

/// Reads a number in Vietnamese figures (Luật Kế toán, Điều 11); `None` for every other text.
///
/// Read are grouped whole numbers (`5.000.000`, `-1.500`) and numbers with a decimal comma (`5,5`,
/// `1.234,25`). Plain digits are not: `2024` may be a year, and other readers know plain numbers.
/// Nor are groups that start with 0: `0.125` is a decimal with a point, `091.234.567` a telephone
/// number. A number too large to hold is `None` as well.
pub fn parse_vietnamese(text: &str) -> Option<VietnameseNumber> {
    // `5.000.000đ`, `5.000.000 đồng`: the unit is written by whoever prints the number.
    let text = ["đồng", "đ"].iter().find_map(|unit| text.strip_suffix(unit)).map_or(text, str::trim_end);
    if let Some((whole, fraction)) = text.split_once(',') {
        if !is_digits(fraction) {
            return None;
        }
        let whole = if is_digits(whole) { whole.to_owned() } else { ungrouped(whole)? };
        let value: f64 = format!("{whole}.{fraction}").parse().ok()?;
        return value.is_finite().then_some(VietnameseNumber::Decimal(value));
    }
    let (sign, figures) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    // The sign is read together with the digits, so that the smallest i64 is not an overflow.
    let value = format!("{sign}{}", ungrouped(figures)?).parse().ok()?;
    Some(VietnameseNumber::Integer(value))
}

/// The digits of a grouped number without their dots; `None` unless there are at least two groups,
/// the first of one to three digits with no leading 0, the others of exactly three.
fn ungrouped(text: &str) -> Option<String> {
    let (first, rest) = text.split_once('.')?;
    let well_formed = is_digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && rest.split('.').all(|group| group.len() == 3 && is_digits(group));
    well_formed.then(|| text.replace('.', ""))
}

/// Whether the text is one or more ASCII digits and nothing else.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Puts a dot between the groups of three of a string of digits.
fn group_digits(digits: &str) -> String {
    let count = digits.chars().count();
    let mut text = String::with_capacity(count + count / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping() {
        for (n, expected) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1.000"),
            (12_345, "12.345"),
            (5_000_000, "5.000.000"),
            (-1_500, "-1.500"),
            (-999, "-999"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(grouped(n), expected);
            assert_eq!(money(n), format!("{expected}đ"));
        }
    }

    #[test]
    fn leading_zero() {
        for (n, expected) in [(0, "00"), (5, "05"), (10, "10"), (358, "358")] {
            assert_eq!(two_digits(n), expected);
        }
    }

    #[test]
    fn decimals() {
        for (f, expected) in [
            (5.5, "5,5"),
            (1234.25, "1.234,25"),
            (0.1, "0,1"),
            (3.0, "3"),
            (-0.0, "0"),
            (-1234.5, "-1.234,5"),
            (1e15, "1.000.000.000.000.000"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(decimal(f), expected);
        }
    }

    #[test]
    fn reading() {
        use VietnameseNumber::{Decimal, Integer};
        for (text, expected) in [
            ("5.000.000", Some(Integer(5_000_000))),
            ("1.500", Some(Integer(1_500))),
            ("-1.500", Some(Integer(-1_500))),
            ("-9.223.372.036.854.775.808", Some(Integer(i64::MIN))),
            ("9.223.372.036.854.775.808", None),
            ("5,5", Some(Decimal(5.5))),
            ("0,5", Some(Decimal(0.5))),
            ("1234,5", Some(Decimal(1234.5))),
            ("1.234,25", Some(Decimal(1234.25))),
        ] {
            assert_eq!(parse_vietnamese(text), expected, "{text:?}");
        }
        for text in [
            "",
            "-",
            "5",
            "2024",
            "5.5",
            "5.00",
            "5.0000",
            "1234.567",
            "0.125",
            "091.234.567",
            "1..000",
            ".000",
            "1.000.",
            "5,",
            ",5",
            "1,000,000",
            "1.00,5",
            "-5,5",
            "--1.000",
            "+1.000",
            " 1.000",
            "１.000",
            "15.04.2023",
            "1.000.000.000.000.000.000.000",
        ] {
            assert_eq!(parse_vietnamese(text), None, "{text:?}");
        }
        assert_eq!(parse_vietnamese(&format!("{},5", "9".repeat(400))), None);
    }

    #[test]
    fn the_sign_of_the_currency_is_no_part_of_the_number() {
        for text in ["1.500đ", "1.500 đ", "1.500 đồng"] {
            assert_eq!(parse_vietnamese(text), Some(VietnameseNumber::Integer(1500)), "{text}");
        }
        assert!(is_misgrouped("1.000.00") && is_misgrouped("12.5000.000"));
        assert!(!is_misgrouped("1.000.000") && !is_misgrouped("1.1.1") && !is_misgrouped("15.04.2023"));
    }

    #[test]
    fn binary_dust_is_not_printed() {
        assert_eq!(decimal(1.1 * 3.0), "3,3");
        assert_eq!(decimal(100.0 * 1.15), "115");
        assert_eq!(decimal(0.1 + 0.2), "0,3");
        assert_eq!(decimal(1_234_567_890_123.0), "1.234.567.890.123");
    }

    #[test]
    fn what_is_written_is_read_back() {
        for n in [1_000, 999_999, -1_000_000, i64::MAX, i64::MIN] {
            assert_eq!(parse_vietnamese(&grouped(n)), Some(VietnameseNumber::Integer(n)));
        }
    }
}
