//! Amounts: figures and words, groups, units, shares.

use std::ops::Range;

use super::amounts::{bracket, figures, money_after, whole};
use super::spoken::{Spoken, spoken};
use crate::lint::rule::rule;
use crate::lint::words::{same, word_before};
use crate::lint::{Found, Safety, Subject};
use crate::vi::number::{grouped, is_misgrouped};
use crate::vi::words::{capitalised, words as in_words};

rule! {
    /// # Số tiền bằng chữ khớp với bằng số
    ///
    /// ## Phát hiện gì
    /// Số tiền trong ngoặc viết bằng chữ khác số tiền đứng trước: «50.000.000đ (Năm triệu đồng)». Các cách đọc đều được nhận: nghìn, ngàn, tỷ, tỉ,
    /// linh, lẻ, tư, bốn. Số do biểu thức tính không bị xét.
    ///
    /// ## Vì sao
    /// Hai số tiền khác nhau thì không biết theo số nào (thông lệ kế toán: khi khác nhau, chứng từ không hợp lệ).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Mức hỗ trợ 50.000.000 đồng (Năm triệu đồng).          # sai
    /// noi_dung: Mức hỗ trợ 50.000.000 đồng (Năm mươi triệu đồng).     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Sửa số hoặc chữ; hoặc để chương trình viết: `{{ so_tien | tien }} ({{ so_tien | bang_chu }} đồng)`.
    WordsDiffer = 750, "bang-chu-khac-so", Figures, Error, Plan, No,
    Custom("thông lệ"),
    "số tiền bằng chữ khác bằng số", "an amount in words differs from its figures" => words_differ;
}

rule! {
    /// # Số lượng bằng chữ khớp với bằng số
    ///
    /// ## Phát hiện gì
    /// «02 (ba) người»: chữ trong ngoặc khác số đứng trước.
    ///
    /// ## Vì sao
    /// Hai số khác nhau thì không biết theo số nào.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Cử 02 (ba) người tham gia.      # sai
    /// noi_dung: Cử 02 (hai) người tham gia.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Sửa số hoặc chữ.
    CountDiffers = 751, "dem-bang-chu-khac-so", Figures, Error, Plan, No,
    Custom("thông lệ"),
    "số lượng bằng chữ khác bằng số", "a count in words differs from its figures" => count_differs;
}

rule! {
    /// # Số tiền có dấu chấm hàng nghìn
    ///
    /// ## Phát hiện gì
    /// Số tiền trước «đ», «đồng», «VND» không có dấu chấm hàng nghìn (1000000đ), dùng dấu phẩy (5,000,000 đồng) hoặc chia nhóm sai (1.000.00 đồng).
    /// Năm («năm 2026 đ/c Mẫu») không tính.
    ///
    /// ## Vì sao
    /// Chữ số viết theo tiếng Việt có dấu chấm sau hàng nghìn, triệu, tỷ và dấu phẩy sau hàng đơn vị (Luật Kế toán, Điều 11).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Kinh phí 5,000,000 đồng.     # sai
    /// noi_dung: Kinh phí 5.000.000 đồng.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Đặt dấu chấm sau mỗi ba chữ số. `--fix` làm được việc này, trừ khi nhóm chia sai; số bốn chữ số cần `--unsafe-fixes`, vì có thể là một năm.
    Groups = 762, "so-tien-dau-cham", Figures, Warning, Plan, Safe,
    Law("Luật Kế toán, Điều 11"),
    "số tiền chia nhóm sai", "an amount without its dots" => groups;
}

fn words_differ(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.has_digits() && piece.may_have('(')) {
        let text = piece.text.as_ref();
        for number in figures(text) {
            let Some(value) = whole(&text[number.range.clone()]) else { continue };
            let Some((multiple, end)) = money_after(text, number.range.end) else { continue };
            let Some(range) = bracket(text, end) else { continue };
            let Some(Spoken { values, money }) = spoken(&text[range.clone()]) else { continue };
            // A small number without its unit may count something else.
            if !money && values.iter().all(|value| *value < 1_000) {
                continue;
            }
            let Some(value) = value.checked_mul(multiple).filter(|value| !values.contains(value)) else { continue };
            let figures = &text[number.range.start..end];
            found
                .report(
                    piece.place(range.clone()),
                    format!("«{}» không phải {figures}", &text[range]),
                    format!("the words do not say {figures}"),
                )
                .related(piece.place(number.range.start..end), "số tiền bằng số", "the figures")
                .help(
                    format!("nếu số đúng thì viết: {} đồng", capitalised(&in_words(value))),
                    format!("if the figures are right: {} đồng", capitalised(&in_words(value))),
                );
        }
    }
}

fn count_differs(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.has_digits() && piece.may_have('(')) {
        let text = piece.text.as_ref();
        for number in figures(text) {
            let Some(value) = whole(&text[number.range.clone()]) else { continue };
            let Some(range) = bracket(text, number.range.end) else { continue };
            let Some(Spoken { values, money: false }) = spoken(&text[range.clone()]) else { continue };
            // "12 (năm)" are years, and "2 (không)" is an answer.
            let other = ["năm", "không"].contains(&text[range.clone()].trim().to_lowercase().as_str());
            if other || values.contains(&value) {
                continue;
            }
            found
                .report(
                    piece.place(range.clone()),
                    format!("«{}» không phải {}", &text[range], &text[number.range.clone()]),
                    format!("the word does not say {}", &text[number.range.clone()]),
                )
                .help(
                    format!("nếu số đúng thì viết: {}", in_words(value)),
                    format!("if the figure is right: {}", in_words(value)),
                );
        }
    }
}

fn groups(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.has_digits()) {
        let text = piece.text.as_ref();
        for number in figures(text) {
            let Some((1, _)) = money_after(text, number.range.end) else { continue };
            let shown = &text[number.range.clone()];
            let parts: Vec<&str> = shown.split(',').collect();
            let by_comma = parts.len() > 1
                && (1..=3).contains(&parts[0].len())
                && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
                && parts[1..].iter().all(|part| part.len() == 3);
            let bare = shown.len() > 3 && shown.bytes().all(|b| b.is_ascii_digit()) && !shown.starts_with('0');
            let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
            if bare && is_year(text, &number.range) {
                continue;
            }
            let due = digits.parse().ok().map(grouped).filter(|_| by_comma || bare);
            if due.is_none() && !is_misgrouped(shown) {
                continue;
            }
            let finding = found.report(
                piece.place(number.range.clone()),
                format!("số tiền có dấu chấm sau mỗi ba chữ số: «{shown}»"),
                format!("an amount has a dot between groups of three: “{shown}”"),
            );
            if let Some(due) = due {
                finding.help(format!("viết {due}"), format!("write {due}"));
                let safety = if shown.len() == 4 { Safety::Unsafe } else { Safety::Safe };
                finding.replace(piece.exact(number.range.clone()), due, safety);
            }
        }
    }
}

/// Whether a number is that of a year: `năm 2026`.
fn is_year(text: &str, range: &Range<usize>) -> bool {
    let year = text[range.clone()].parse().is_ok_and(|year: u32| (1900..=2100).contains(&year));
    year && same(word_before(text, range.start), "năm")
}
