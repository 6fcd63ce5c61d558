//! Times that the clock does not have, and days that are not named.

use crate::lint::rule::rule;
use crate::lint::scan::{adjoin, words_of};
use crate::lint::{Found, Safety, Subject};

rule! {
    /// # Giờ, phút có thật
    ///
    /// ## Phát hiện gì
    /// «25 giờ 00 phút», «8 giờ 75 phút», «08h61». Thời lượng như «48 giờ» không bị xét.
    ///
    /// ## Vì sao
    /// Giờ từ 0 đến 24, phút từ 0 đến 59.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Bắt đầu lúc 07 giờ 60 phút.     # sai
    /// noi_dung: Bắt đầu lúc 08 giờ 00 phút.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi đúng giờ, phút.
    NoSuchTime = 760, "gio-khong-co", Figures, Error, Plan, No,
    Custom("thông lệ"),
    "giờ, phút không có", "a time that the clock does not have" => no_such_time;
}

rule! {
    /// # «Ngày» mà chỉ có tháng và năm
    ///
    /// ## Phát hiện gì
    /// «từ ngày 4/2023», «ngày 12/2026»: sau chữ «ngày» chỉ có tháng và năm.
    ///
    /// ## Vì sao
    /// Người đọc không biết ngày nào; thường do bỏ sót ngày, hoặc định viết «tháng».
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Thực hiện từ ngày 4/2026.         # sai
    /// noi_dung: Thực hiện từ tháng 4/2026.        # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm ngày, hoặc viết «tháng». `--fix --unsafe-fixes` đổi «ngày» thành «tháng».
    DayWithoutDay = 767, "ngay-chi-co-thang", Figures, Warning, Plan, Unsafe,
    Custom("thông lệ"),
    "sau «ngày» chỉ có tháng và năm", "ngày is followed by month and year only" => day_without_day;
}

fn day_without_day(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.has_digits() && piece.may_have('/')) {
        let (text, words) = (piece.text.as_ref(), words_of(piece));
        for index in 0..words.len() {
            let Some([word, month, year]) = words.get(index..index + 3) else { break };
            let slash = text.get(month.end()..year.start) == Some("/");
            let is_year = year.is_digits(4) && year.number().is_some_and(|year| (1945..=2100).contains(&year));
            let is_month = month.is_digits(2) && month.number().is_some_and(|month| (1..=12).contains(&month));
            let goes_on = text.get(year.end()..).is_some_and(|rest| rest.starts_with(['/', '-', '_']));
            if !slash || !is_year || !is_month || goes_on || !word.is("ngày") || !adjoin(text, word, month) {
                continue;
            }
            let shown = text.get(word.start..year.end()).unwrap_or_default();
            let due = if word.text.starts_with(char::is_uppercase) { "Tháng" } else { "tháng" };
            found
                .report(
                    piece.place(word.start..year.end()),
                    format!("«{shown}» không có ngày"),
                    format!("“{shown}” names no day"),
                )
                .help("thêm ngày, hoặc viết «tháng»", "add the day, or write tháng")
                .replace(piece.exact(word.range()), due, Safety::Unsafe);
        }
    }
}

fn no_such_time(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.has_digits()) {
        let (text, words) = (piece.text.as_ref(), words_of(piece));
        for (index, word) in words.iter().enumerate() {
            let range = if let Some((hour, minute)) = joined_time(word.text) {
                (hour > 24 || minute > 59).then(|| word.range())
            } else {
                let Some([hour, of_hours, minute, of_minutes]) = words.get(index..index + 4) else { continue };
                let both =
                    hour.number().zip(minute.number()).filter(|_| of_hours.text == "giờ" && of_minutes.text == "phút");
                // A duration may have many hours, but no more than 59 minutes beside them.
                let clock = index > 0 && ["lúc", "hồi", "vào"].iter().any(|at| words[index - 1].is(at));
                both.filter(|(h, m)| *m > 59 || (*h > 24 && clock)).map(|_| hour.start..of_minutes.end())
            };
            let Some(range) = range else { continue };
            let shown = text.get(range.clone()).unwrap_or_default();
            found.report(
                piece.place(range.clone()),
                format!("không có giờ «{shown}»"),
                format!("no such time: “{shown}”"),
            );
        }
    }
}

/// `08h30`: hours and minutes in one word.
pub fn joined_time(word: &str) -> Option<(u32, u32)> {
    let (hour, minute) = word.split_once('h')?;
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (digits(hour) && digits(minute) && minute.len() == 2).then(|| Some((hour.parse().ok()?, minute.parse().ok()?)))?
}
