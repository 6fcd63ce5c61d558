//! Signs: &, %, units, mail addresses.

use std::ops::Range;

use crate::lint::rule::rule;
use crate::lint::words::{after, before, in_address, same};
use crate::lint::{Found, Piece, Role, Safety, Subject};

rule! {
    /// # Viết «và», không viết «&»
    ///
    /// ## Phát hiện gì
    /// Dấu `&` giữa hai từ tiếng Việt, ít nhất một từ viết thường. Tên doanh nghiệp (`Mẫu & Thí Dụ`) không tính.
    ///
    /// ## Vì sao
    /// Văn bản dùng ngôn ngữ tiếng Việt phổ thông; viết `và` là thông lệ.
    ///
    /// ## Ví dụ
    /// ```text
    /// an ninh & trật tự      # sai
    /// an ninh và trật tự      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết `và`.
    Ampersand = 714, "dau-va", Text, Note, Plan, Unsafe,
    Custom("thông lệ"),
    "dấu & thay cho «và»", "& stands for «và»" => ampersand;
}

rule! {
    /// # Dấu % viết liền với số
    ///
    /// ## Phát hiện gì
    /// Dấu cách giữa số và dấu `%`.
    ///
    /// ## Vì sao
    /// Không có quy định; văn bản hành chính thường viết liền. Đây là thông lệ.
    ///
    /// ## Ví dụ
    /// ```text
    /// đạt 98,2 %      # sai
    /// đạt 98,2%      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dấu cách. `--fix` làm được việc này.
    Percent = 715, "phan-tram-cach", Text, Note, Plan, Safe,
    Custom("thông lệ"),
    "dấu cách trước %", "a blank before %" => percent;
}

rule! {
    /// # Có dấu cách giữa số và đơn vị đo
    ///
    /// ## Phát hiện gì
    /// Số viết liền với đơn vị đo: `5km`, `10kg`, `200m2`. Đơn vị tiền (`5.000đ`), tên (`Lớp 5g`, `phòng 3m`, mạng `5g`) không tính.
    ///
    /// ## Vì sao
    /// Giữa trị số và ký hiệu đơn vị đo có một dấu cách (15 °C, 5 km), theo quy định về đơn vị đo pháp định (NĐ 86/2012/NĐ-CP).
    ///
    /// ## Ví dụ
    /// ```text
    /// dài 5km      # sai
    /// dài 5 km      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm dấu cách. `--fix` làm được việc này.
    UnitGlued = 716, "don-vi-do-viet-lien", Text, Note, Plan, Safe,
    Heuristic("NĐ 86/2012/NĐ-CP"),
    "số viết liền với đơn vị đo", "a unit is glued to its figure" => unit_glued;
}

rule! {
    /// # Địa chỉ thư điện tử
    ///
    /// ## Phát hiện gì
    /// Địa chỉ thư điện tử có chữ tiếng Việt, có dấu cách trước hay sau `@`, hoặc tên miền không có dấu chấm.
    ///
    /// ## Vì sao
    /// Người nhận không gửi được thư đến một địa chỉ viết sai. Đây là thông lệ.
    ///
    /// ## Ví dụ
    /// ```text
    /// vanphong @mau.gov.vn      # sai
    /// vanphong@mau.gov.vn      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại địa chỉ.
    Mail = 722, "thu-dien-tu-sai", Text, Warning, Plan, No,
    Custom("thông lệ"),
    "địa chỉ thư điện tử viết sai", "a malformed mail address" => mail;
}

const UNITS: [&str; 17] =
    ["km", "m", "cm", "mm", "ha", "kg", "g", "km2", "m2", "m3", "kWh", "kW", "kV", "MW", "lít", "tấn", "m²"];

/// What is named with a figure and a letter: `Lớp 5g`.
const NAMED: [&str; 18] = [
    "lớp",
    "khối",
    "phòng",
    "số",
    "nhà",
    "lô",
    "tổ",
    "mạng",
    "sóng",
    "đường",
    "ngõ",
    "hẻm",
    "kiệt",
    "tầng",
    "dãy",
    "khu",
    "nhóm",
    "điểm",
];

fn ampersand(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.role != Role::Footer && piece.may_have('&')) {
        let (text, all) = (piece.text.as_ref(), &piece.read().words);
        for (at, _) in text.match_indices(" & ") {
            let next = all.partition_point(|word| word.start < at);
            let left = all[..next].last().filter(|word| word.end == at).map(|word| &text[word.clone()]);
            let right = all.get(next).filter(|word| word.start == at + 3).map(|word| &text[word.clone()]);
            let small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
            let (Some(left), Some(right)) = (left, right) else { continue };
            if !small(left) && !small(right) {
                continue;
            }
            let place = at + 1..at + 2;
            found
                .report(
                    piece.place(place.clone()),
                    format!("«{left} & {right}»: viết «và»"),
                    format!("«{left} & {right}»: write «và»"),
                )
                .replace(piece.exact(place), "và", Safety::Unsafe);
        }
    }
}

fn percent(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.may_have('%')) {
        for (at, _) in piece.text.match_indices(" %") {
            if before(&piece.text, at).is_some_and(|c| c.is_ascii_digit()) {
                found
                    .report(piece.place(at..at + 1), "không có dấu cách trước «%»", "there is no blank before «%»")
                    .replace(piece.exact(at..at + 1), "", Safety::Safe);
            }
        }
    }
}

fn unit_glued(subject: &Subject<'_>, found: &mut Found) {
    let measuring = |piece: &&Piece<'_>| !matches!(piece.role, Role::Footer | Role::Place) && piece.has_digits();
    for piece in subject.texts.iter().filter(measuring) {
        let text = piece.text.as_ref();
        let words = &piece.read().words;
        for (index, word) in words.iter().enumerate() {
            let own = &text[word.clone()];
            let digits = own.len() - own.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if digits == 0 {
                continue;
            }
            let unit = &own[digits..];
            if !UNITS.contains(&unit) {
                continue;
            }
            let (first, start) = figure_start(text, words, index);
            // "12/KH-…5m", a code, a plate number: joined by marks.
            let joined = before(text, start).is_some_and(|c| "-/_.,".contains(c))
                || after(text, word.end).is_some_and(|c| "-_".contains(c));
            let before = first.checked_sub(1).map(|before| &words[before]);
            let named = before.is_some_and(|before| {
                &text[before.end..start] == " " && NAMED.iter().any(|name| same(&text[before.clone()], name))
            });
            // A network, not a weight.
            let network = unit == "g" && word.end - start == 2;
            if joined || named || network || in_address(text, word.start) {
                continue;
            }
            let own = &text[start..word.end];
            let place = word.start + digits..word.end;
            found
                .report(
                    piece.place(place.clone()),
                    format!("«{own}»: có dấu cách giữa số và đơn vị «{unit}»"),
                    format!("«{own}»: a blank stands between a figure and its unit «{unit}»"),
                )
                .replace(piece.exact(place), format!(" {unit}"), Safety::Safe);
        }
    }
}

/// The word with which the figure of a word begins, and where: `3.500kg` has two.
fn figure_start(text: &str, words: &[Range<usize>], index: usize) -> (usize, usize) {
    let mut first = index;
    while let Some(before) = first.checked_sub(1) {
        let glued = matches!(&text[words[before].end..words[first].start], "." | ",");
        if !glued || !text[words[before].clone()].bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        first = before;
    }
    (first, words[first].start)
}

fn mail(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.may_have('@')) {
        let text = piece.text.as_ref();
        for (at, _) in text.match_indices('@') {
            let start = text[..at].rfind(|c: char| c.is_whitespace() || "(<:;,@".contains(c)).map_or(0, |i| i + 1);
            let end = text[at + 1..].find(|c: char| c.is_whitespace() || ")>;,@".contains(c));
            let end = end.map_or(text.len(), |i| at + 1 + i);
            let (Some(name), Some(domain)) = (text.get(start..at), text.get(at + 1..end)) else { continue };
            // `_` may be an expression.
            if name.contains('_') || domain.contains('_') {
                continue;
            }
            let fits =
                !name.is_empty() && name.is_ascii() && domain.is_ascii() && domain.trim_end_matches('.').contains('.');
            if !fits {
                found
                    .report(
                        piece.place(at..at + 1),
                        format!("«{name}@{domain}» không phải địa chỉ thư điện tử"),
                        format!("«{name}@{domain}» is no mail address"),
                    )
                    .help("viết liền, không dấu: ten@ten-mien.vn", "write it without blanks and marks: name@domain.vn");
            }
        }
    }
}
