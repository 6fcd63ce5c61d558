//! Number and symbol (ô 3): Phụ lục I, II.3 and Điều 15.

use crate::diag::{Problem, Report, Text as Wording};
use crate::model::kind::Kind;
use crate::plan::Plan;
use crate::vi::number::two_digits;

/// Field 5 of Phụ lục VI.
const MAX_SYMBOL: usize = 30;

/// The symbol, given or derived: `<kind>-<body>`, for a công văn `<body>-<unit>`.
pub fn build(plan: &Plan, kind: &Kind, report: &mut Report) -> Option<String> {
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
    let body = plan.agency.as_ref().and_then(|agency| agency.abbreviation.as_ref());
    let unit = plan.drafting_unit.as_ref();
    let derived = match (kind.abbreviation, body, unit) {
        (Some(kind), Some(body), _) => format!("{kind}-{}", body.value),
        (None, Some(body), Some(unit)) => format!("{}-{}", body.value, unit.value),
        _ => {
            let what = Wording::new(
                "ghi ký hiệu, hoặc `co_quan.viet_tat` (công văn: cả `don_vi_soan_thao`) để suy ra",
                "give the symbol, or `co_quan.viet_tat` (for a công văn also `don_vi_soan_thao`) to derive it",
            );
            report.push(Problem::MissingKey { key: "ky_hieu".into(), what }, plan.span.map(|s| s.part(0, 0)));
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
        && symbol.split('-').all(|part| {
            part.starts_with(|c: char| letter(c) || c.is_ascii_digit())
                && part.chars().all(|c| letter(c) || c.is_ascii_digit() || c == '.')
        })
}

/// `05/KH-UBND`, or `/KH-UBND` while there is no number.
pub fn printed(number: Option<u32>, symbol: &str) -> String {
    match number {
        Some(number) => format!("{}/{symbol}", two_digits(u64::from(number))),
        None => format!("/{symbol}"),
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
        for bad in ["", "-KH", "KH-", "35/KH-UBND", "KH UBND", "KH--X", "KẾ-X", "KH_X"] {
            assert!(!well_formed(bad), "{bad}");
        }
        assert_eq!(printed(Some(5), "KH-UBND"), "05/KH-UBND");
        assert_eq!(printed(None, "KH-UBND"), "/KH-UBND");
    }
}
