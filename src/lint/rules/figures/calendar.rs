//! Dates and times that the calendar and the clock do not have, or that contradict themselves.

use chrono::Datelike;

use super::clock::joined_time;
use crate::lint::rule::rule;
use crate::lint::scan::{DateAt, Form, adjoin, between, document_days, words_of};
use crate::lint::words::{same, word_after, word_before};
use crate::lint::{Found, Piece, Safety, Subject};

rule! {
    /// # Ngày không có trong lịch
    ///
    /// ## Phát hiện gì
    /// Ngày, tháng viết trong văn bản không có thật: 31/4/2026, ngày 29 tháng 02 năm 2026, ngày 32/5, tháng 13/2026 …
    ///
    /// ## Vì sao
    /// Thời gian ghi sai làm văn bản không thực hiện được. Khóa `ngay` đã được kiểm tra khi đọc kế hoạch; quy tắc này xét các ngày trong câu.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Báo cáo trước ngày 31/4/2026.     # sai
    /// noi_dung: Báo cáo trước ngày 30/4/2026.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi đúng ngày.
    NoSuchDay = 752, "ngay-khong-co", Figures, Error, Plan, No,
    Custom("thông lệ"),
    "ngày không có trong lịch", "a date that the calendar does not have" => no_such_day;
}

rule! {
    /// # Thứ trong tuần khớp với ngày
    ///
    /// ## Phát hiện gì
    /// «thứ Hai, ngày 15/3/2026» mà ngày đó là thứ khác. Ngày không ghi năm được tính theo năm của văn bản.
    ///
    /// ## Vì sao
    /// Người nhận không biết theo thứ hay theo ngày. «Thứ» sau các chữ «lần», «kỳ họp», «phiên họp» là số thứ tự, không bị xét.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Hội nghị tổ chức vào thứ Hai, ngày 15/3/2026.      # sai
    /// noi_dung: Hội nghị tổ chức vào Chủ nhật, ngày 15/3/2026.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Xem lại lịch, sửa thứ hoặc ngày.
    WrongWeekday = 753, "thu-khac-ngay", Figures, Warning, Plan, No,
    Custom("thông lệ"),
    "thứ không khớp với ngày", "the weekday does not match its date" => wrong_weekday;
}

rule! {
    /// # Ngày bắt đầu trước ngày kết thúc
    ///
    /// ## Phát hiện gì
    /// «từ ngày 20/3/2026 đến ngày 15/3/2026», «từ 10h00 đến 9h00», hoặc mốc `tien_do` kết thúc trước khi bắt đầu. Hai ngày không ghi năm chỉ bị xét khi
    /// cùng tháng; giờ chỉ bị xét khi lùi không quá ba giờ (trực đêm từ 22h00 đến 5h00 là đúng).
    ///
    /// ## Vì sao
    /// Khoảng thời gian ngược thì không thực hiện được.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Thực hiện từ ngày 20/3/2026 đến ngày 15/3/2026.     # sai
    /// noi_dung: Thực hiện từ ngày 15/3/2026 đến ngày 20/3/2026.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Xem lại hai ngày.
    TurnedRange = 754, "khoang-ngay-nguoc", Figures, Error, Plan, No,
    Custom("thông lệ"),
    "ngày kết thúc trước ngày bắt đầu", "a period ends before it begins" => turned_range;
}

rule! {
    /// # Ngày dưới 10, tháng 1, 2 có số 0; tháng 3 đến 9 không có
    ///
    /// ## Phát hiện gì
    /// «ngày 5 tháng 3», «ngày 05 tháng 2», «ngày 15 tháng 06». Ngày viết bằng dấu gạch chéo (05/06/2026) không bị xét.
    ///
    /// ## Vì sao
    /// Những số thể hiện ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 ở trước (NĐ 30/2020, Phụ lục I, Phần I, II.4). Quy định viết cho thời gian
    /// ban hành; trong câu là áp dụng tương tự, như các mẫu của Phụ lục III.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Họp ngày 5 tháng 06 năm 2026.     # sai
    /// noi_dung: Họp ngày 05 tháng 6 năm 2026.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm hoặc bỏ số 0. `--fix` làm được việc này.
    Padding = 755, "ngay-thang-so-khong", Figures, Note, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.4"),
    "thiếu hoặc thừa số 0 ở ngày, tháng", "a zero too few or too many in a date" => padding;
}

/// All dates of running text with their pieces.
fn all_dates<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = (&'s Piece<'a>, &'s DateAt)> {
    subject.texts.iter().flat_map(|piece| piece.dates().iter().map(move |date| (piece, date)))
}

fn no_such_day(subject: &Subject<'_>, found: &mut Found) {
    for (piece, date) in all_dates(subject).filter(|(_, date)| !date.exists()) {
        let text = piece.text.get(date.range.clone()).unwrap_or_default();
        found.report(
            piece.place(date.range.clone()),
            format!("không có ngày «{text}»"),
            format!("there is no such date: “{text}”"),
        );
    }
    for piece in subject.texts.iter().filter(|piece| piece.has_digits() && piece.may_have('/')) {
        let words = words_of(piece);
        for triple in words.windows(3) {
            let [word, month, year] = triple else { continue };
            let named =
                word.is("tháng") && adjoin(&piece.text, word, month) && between(&piece.text, month, year) == "/";
            let no_month = month.is_digits(2) && month.number().is_some_and(|month| month == 0 || month > 12);
            // "lương tháng 13" is a bonus.
            let pay = ["lương", "thưởng"].iter().any(|pay| same(word_before(&piece.text, word.start), pay));
            if named && no_month && !pay && year.is_digits(4) && year.text.len() == 4 {
                let range = word.start..year.end();
                let text = &piece.text[range.clone()];
                found.report(
                    piece.place(range),
                    format!("không có «{text}»"),
                    format!("there is no such month: “{text}”"),
                );
            }
        }
    }
}

/// The weekdays as they are written, from Monday.
const WEEKDAYS: [[&str; 2]; 7] =
    [["hai", "2"], ["ba", "3"], ["tư", "4"], ["năm", "5"], ["sáu", "6"], ["bảy", "7"], ["nhật", ""]];
/// Words after which "thứ" counts.
const COUNTED: &[&str] =
    &["lần", "đợt", "khóa", "khoá", "kỳ", "phiên", "năm", "hội", "nghị", "lớp", "kỳ họp", "phiên họp"];

fn wrong_weekday(subject: &Subject<'_>, found: &mut Found) {
    let year = subject.plan.and_then(document_days).filter(|(first, last)| first.year() == last.year());
    for piece in subject.texts.iter().filter(|piece| !piece.dates().is_empty()) {
        let (text, words, dates) = (piece.text.as_ref(), words_of(piece), piece.dates());
        for pair in words.windows(2) {
            let (word, day) = (&pair[0], &pair[1]);
            let counted = word.is("thứ");
            if !counted && !word.is("chủ") {
                continue;
            }
            let place = WEEKDAYS.iter().position(|names| names.iter().any(|name| day.is(name)));
            let Some(place) = place.filter(|place| (*place == 6) != counted) else { continue };
            let before = piece.read().small.get(..word.start).unwrap_or_default().trim_end();
            let counts = counted && COUNTED.iter().any(|counted| before.ends_with(counted));
            let next = dates.get(dates.partition_point(|date| date.range.start < day.end())).filter(|date| {
                let from = date.word_at.unwrap_or(date.range.start);
                text.get(day.end()..from).is_some_and(|gap| gap.trim_matches([' ', ',', '(', '\u{a0}']).is_empty())
            });
            let Some(date) = next.filter(|_| !counts && adjoin(text, word, day)) else { continue };
            let value = date.value().or_else(|| date.in_year(year?.0.year()));
            let Some(real) = value.map(|value| value.weekday().num_days_from_monday() as usize).filter(|r| *r != place)
            else {
                continue;
            };
            let name = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"][real % 7];
            let stated = text.get(date.range.clone()).unwrap_or_default();
            found.report(
                piece.place(word.start..day.end()),
                format!("ngày {stated} là {name}"),
                format!("{stated} is another weekday ({name})"),
            );
        }
    }
}

fn turned_range(subject: &Subject<'_>, found: &mut Found) {
    for piece in &subject.texts {
        let text = piece.text.as_ref();
        for pair in piece.dates().windows(2) {
            let (from, until) = (&pair[0], &pair[1]);
            let before = piece.read().small.get(..from.word_at.unwrap_or(from.range.start)).unwrap_or_default();
            let gap = text.get(from.range.end..until.word_at.unwrap_or(until.range.start)).unwrap_or_default();
            let joined = matches!(gap.trim_matches([' ', ',']), "đến" | "đến hết" | "tới" | "đến trước");
            if !joined || !before.trim_end().ends_with("từ") {
                continue;
            }
            if is_turned(from, until) {
                let shown = text.get(from.range.start..until.range.end).unwrap_or_default();
                found.report(
                    piece.place(from.range.start..until.range.end),
                    format!("ngày kết thúc trước ngày bắt đầu: «{shown}»"),
                    format!("the period ends before it begins: “{shown}”"),
                );
            }
        }
    }
    for piece in subject.texts.iter().filter(|piece| piece.has_digits()) {
        for four in words_of(piece).windows(4) {
            let [from, begins, until, ends] = four else { continue };
            let times = joined_time(begins.text).zip(joined_time(ends.text));
            let spaced = four.windows(2).all(|pair| adjoin(&piece.text, &pair[0], &pair[1]));
            let Some(((hour, minute), (last_hour, last_minute))) = times.filter(|_| spaced) else { continue };
            let back = (60 * hour + minute).saturating_sub(60 * last_hour + last_minute);
            // "từ 7h00 đến 6h00 hôm sau" names the day.
            let next = word_after(&piece.text, ends.end());
            let named = ["hôm", "ngày", "sáng"].iter().any(|day| same(next, day));
            if from.is("từ") && until.is("đến") && (1..=180).contains(&back) && !named {
                let shown = &piece.text[from.start..ends.end()];
                found.report(
                    piece.place(begins.start..ends.end()),
                    format!("giờ kết thúc trước giờ bắt đầu: «{shown}»"),
                    format!("the time ends before it begins: “{shown}”"),
                );
            }
        }
    }
    for step in subject.plan.iter().flat_map(|plan| plan.schedule.iter().flatten()) {
        if step.until.value.last_day() < step.from.value.first_day() {
            found.report(
                step.until.span,
                format!("kết thúc {} trước khi bắt đầu {}", step.until.value.short(), step.from.value.short()),
                format!("it ends on {} before it begins", step.until.value.short()),
            );
        }
    }
}

fn is_turned(from: &DateAt, until: &DateAt) -> bool {
    match (from.value(), until.value()) {
        (Some(from), Some(until)) => until < from,
        // Without a year a later month may be that of the year before.
        _ => from.year.is_none() && from.month == until.month && until.day < from.day,
    }
}

fn padding(subject: &Subject<'_>, found: &mut Found) {
    for (piece, date) in all_dates(subject).filter(|(_, date)| date.form == Form::Words) {
        let text = piece.text.as_ref();
        let month_due = if date.month <= 2 { format!("{:02}", date.month) } else { date.month.to_string() };
        let parts = [
            (date.day_at.clone(), format!("{:02}", date.day), date.day),
            (date.month_at.clone(), month_due, date.month),
        ];
        for (range, due, value) in parts {
            let typed = text.get(range.clone()).unwrap_or_default();
            if typed == due || value == 0 {
                continue;
            }
            found
                .report(
                    piece.place(range.clone()),
                    format!("viết «{due}», không viết «{typed}»"),
                    format!("write “{due}”, not “{typed}”"),
                )
                .replace(piece.exact(range), due, Safety::Safe);
        }
    }
}
