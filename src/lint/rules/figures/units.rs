//! Shares above the whole, and units of money.

use super::amounts::figures;
use crate::lint::rule::rule;
use crate::lint::scan::words_of;
use crate::lint::{Found, Safety, Subject};

rule! {
    /// # Tỷ lệ không quá 100%
    ///
    /// ## Phát hiện gì
    /// Phần trong tổng thể quá 100%: «chiếm 120%», «120% số hộ», «giảm 150%». Tỷ lệ so với kế hoạch («đạt 120% kế hoạch») có thể quá 100% nên không bị xét.
    ///
    /// ## Vì sao
    /// Phần không thể lớn hơn tổng thể; thường do thừa một chữ số.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Hộ nghèo chiếm 105% số hộ.      # sai
    /// noi_dung: Hộ nghèo chiếm 10,5% số hộ.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Xem lại số liệu.
    ShareAbove = 761, "ti-le-qua-100", Figures, Warning, Plan, No,
    Custom("thông lệ"),
    "tỷ lệ quá 100%", "a share above 100 per cent" => share_above;
}

rule! {
    /// # Đơn vị tiền là «đồng», «đ»
    ///
    /// ## Phát hiện gì
    /// `VNĐ`, `VNđ`, `₫` trong văn bản.
    ///
    /// ## Vì sao
    /// Đơn vị tiền là Đồng, ký hiệu quốc gia là «đ», ký hiệu quốc tế là «VND» (Luật Ngân hàng Nhà nước Việt Nam, Điều 16; Luật Kế toán, Điều 10).
    /// «VNĐ», «₫» không có trong luật nhưng quen dùng, nên đây chỉ là lời nhắc.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Kinh phí 5.000.000 VNĐ.      # xem lại
    /// noi_dung: Kinh phí 5.000.000 đồng.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết «đồng» hoặc «đ». `--fix` làm được việc này.
    MoneyUnit = 763, "don-vi-vnd", Figures, Note, Plan, Safe,
    Law("Luật Ngân hàng Nhà nước Việt Nam, Điều 16"),
    "đơn vị tiền viết «VNĐ», «₫»", "a unit of money that no law names" => unit;
}

/// What a share is of.
const WHOLES: &[&str] =
    &["tổng số", "số hộ", "số dân", "dân số", "số người", "hộ dân", "hộ gia đình", "số thôn", "số xã", "diện tích"];

/// What a share follows.
const SHARES: &[&str] =
    &["chiếm", "chiếm tỷ lệ", "chiếm tỉ lệ", "chiếm khoảng", "chiếm trên", "chiếm hơn", "giảm", "giảm còn"];

fn share_above(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.may_have('%')) {
        let text = piece.text.as_ref();
        for number in figures(text) {
            let rest = text.get(number.range.end..).unwrap_or_default().trim_start();
            let Some(after) = rest.strip_prefix('%') else { continue };
            let shown = &text[number.range.clone()];
            let value: Option<f64> = shown.replace(',', ".").parse().ok();
            if value.is_none_or(|value| value <= 100.0) {
                continue;
            }
            let before = piece.read().small.get(..number.range.start).unwrap_or_default().trim_end();
            let is_share = SHARES.iter().any(|word| before.ends_with(word));
            let after = after.trim_start();
            let of_whole =
                WHOLES.iter().any(|word| after.starts_with(word) || after.starts_with(&format!("trên {word}")));
            // `tăng 120% số hộ`: a growth may be any.
            if is_share || (of_whole && !before.ends_with("tăng") && !before.ends_with("tăng thêm")) {
                found.report(
                    piece.place(number.range.clone()),
                    format!("tỷ lệ {shown}% lớn hơn 100%"),
                    format!("a share of {shown} per cent"),
                );
            }
        }
    }
}

fn unit(subject: &Subject<'_>, found: &mut Found) {
    for piece in &subject.texts {
        let text = piece.text.as_ref();
        let marks = words_of(piece).into_iter().filter(|word| matches!(word.text, "VNĐ" | "VNđ" | "vnđ" | "Vnđ"));
        let mut ranges: Vec<_> = marks.map(|word| (word.range(), "đồng")).collect();
        ranges.extend(text.match_indices('₫').map(|(at, mark)| (at..at + mark.len(), "đ")));
        for (range, due) in ranges {
            let typed = text.get(range.clone()).unwrap_or_default();
            found
                .report(
                    piece.place(range.clone()),
                    format!("đơn vị tiền viết «{due}», không viết «{typed}»"),
                    format!("write “{due}”, not “{typed}”"),
                )
                .replace(piece.exact(range), due, Safety::Safe);
        }
    }
}
