//! Number and symbol (ô 3): Phụ lục I, II.3 and Điều 15.

use super::Builder;
use crate::diag::{Problem, Report, Text as Wording};
use crate::family::Family;
use crate::vi::number::two_digits;

/// Field 5 of Phụ lục VI.
const MAX_SYMBOL: usize = 30;

/// The symbol, given or derived: `<kind>-<body>`, for a công văn `<body>-<unit>`; families have their own sign between the two.
pub fn build(of: Builder<'_>, report: &mut Report) -> Option<String> {
    let plan = of.plan;
    if let Some(given) = &plan.symbol {
        let text = &given.value;
        if !well_formed(text) {
            report.push(Problem::BadSymbol { text: text.clone() }, given.span);
            return None;
        }
        let len = text.chars().count();
        if len > MAX_SYMBOL {
            report.push(Problem::TooLong { key: "ky_hieu".into(), len, limit: MAX_SYMBOL }, given.span);
            return None;
        }
        return Some(text.clone());
    }
    let agencies = plan.agency.as_ref().map(|a| a.items.as_slice()).unwrap_or_default();
    // A joint document's symbol is agreed upon, not derived.
    let body = match agencies {
        [only] => only.abbreviation.as_ref(),
        _ => None,
    };
    let unit = plan.drafting_unit.as_ref();
    let sign = &of.family.words.in_symbol.value.value;
    let derived = match (of.family.abbreviation(of.kind.key).or(of.kind.abbreviation), body, unit) {
        (Some(kind), Some(body), _) => format!("{kind}{sign}{}", body.value),
        (None, Some(body), Some(unit)) => format!("{}{sign}{}", body.value, unit.value),
        _ => {
            let what = Wording::new(
                "ghi ký hiệu, hoặc `co_quan.viet_tat` (công văn: cả `don_vi_soan_thao`) để suy ra",
                "give the symbol, or `co_quan.viet_tat` (for a công văn also `don_vi_soan_thao`) to derive it",
            );
            report.push(Problem::MissingKey { key: "ky_hieu".into(), what }, of.top());
            return None;
        }
    };
    if !well_formed(&derived) {
        report.push(Problem::BadSymbol { text: derived }, body.or(unit).and_then(|t| t.span));
        return None;
    }
    Some(derived)
}

/// Letters without marks (and Đ), digits and dots, joined by `-`; a letter first. Lower case occurs (`QyĐ`, `TTr`, `CTr`).
fn well_formed(symbol: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || c == 'Đ' || c == 'đ';
    symbol.starts_with(letter)
        && symbol.split(['-', '/']).all(|part| {
            part.starts_with(|c: char| letter(c) || c.is_ascii_digit())
                && part.chars().all(|c| letter(c) || c.is_ascii_digit() || c == '.')
        })
}

/// `05/KH-UBND`, or `/KH-UBND` while there is no number; with the family's sign.
pub fn printed(number: Option<u32>, symbol: &str, family: &Family) -> String {
    let sign = &family.words.after_number.value.value;
    match number {
        Some(number) => format!("{}{sign}{symbol}", two_digits(u64::from(number))),
        None => format!("{sign}{symbol}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for good in ["KH-MTTQ-BTT", "QyĐ-BNV", "UBND-VX", "HD-VPTW", "QĐ-TTg", "UBND-P1.2"] {
            assert!(well_formed(good), "{good}");
        }
        for bad in ["", "-KH", "KH-", "/KH", "KH/", "KH UBND", "KH--X", "KẾ-X", "KH_X"] {
            assert!(!well_formed(bad), "{bad}");
        }
    }
}
