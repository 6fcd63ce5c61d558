//! How number and date are written on the page.

use crate::lint::rule::rule;
use crate::lint::{Found, Subject};
use crate::page::facts::MM;
use crate::page::{Part, TextLine};

rule! {
    /// # Cách ghi địa danh, thời gian
    ///
    /// ## Phát hiện gì
    /// Dòng địa danh, thời gian ghi ngày nhỏ hơn 10 không có số 0, tháng 1, 2 không có số 0, tháng 3 đến 9 lại có số 0, thiếu dấu phẩy
    /// sau địa danh, hoặc năm không đủ bốn chữ số. Chỗ để trống chờ cấp số không bị nêu.
    ///
    /// ## Vì sao
    /// Ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 phía trước; sau địa danh có dấu phẩy (NĐ 30/2020, Phụ lục I, Phần I, II.4). Chữ
    /// của luật nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: «ngày 5 tháng 06 năm 2026».
    ///
    /// Đúng: «ngày 05 tháng 6 năm 2026».
    ///
    /// ## Cách sửa
    /// Sửa lại dòng địa danh, thời gian.
    DateForm = 851, "cach-ghi-ngay", Page, Error, Page, No, Law("NĐ 30/2020, Phụ lục I, Phần I, II.4"),
    "ngày, tháng ghi sai cách", "day or month is not written as it must be" => date_form;
}

rule! {
    /// # Văn bản đã ký số thì có số và ngày
    ///
    /// ## Phát hiện gì
    /// Tệp có chữ ký số mà sau «Số:» chưa có số, hoặc sau «ngày» chưa có ngày. Tệp có ô điền (biểu mẫu) đã điền chữ thì không xét, vì số
    /// có thể nằm trong ô.
    ///
    /// ## Vì sao
    /// Văn thư cấp số và ngày sau khi lãnh đạo ký, trước khi cơ quan ký số: văn bản đã phát hành phải có cả hai (NĐ 30/2020, Điều 15 và
    /// Phụ lục I, Phần I, II.3, II.4). Chữ của luật nói rõ; cách nhận ra là của công cụ, có thể nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: «Số:      /KH-UBND» trong tệp đã ký.
    ///
    /// Đúng: «Số: 05/KH-UBND».
    ///
    /// ## Cách sửa
    /// Cấp số và ngày rồi ký lại; sửa chữ sau khi ký làm chữ ký mất hiệu lực.
    SignedWithoutNumber = 852, "da-ky-chua-so", Page, Warning, Page, No, Heuristic("NĐ 30/2020, Điều 15 và Phụ lục I, Phần I, II.3, II.4"),
    "văn bản đã ký số mà chưa có số hoặc ngày", "the document is signed but has no number or date" => signed_without_number;
}

rule! {
    /// # Cách ghi số, ký hiệu
    ///
    /// ## Phát hiện gì
    /// Sau «Số» thiếu dấu hai chấm, số nhỏ hơn 10 không có số 0 phía trước, số có số 0 thừa, có dấu cách quanh gạch chéo, gạch nối, hoặc
    /// một nhóm của ký hiệu viết toàn chữ thường. Mọi chỗ sai của dòng được nêu cùng lúc. Số để trống không bị nêu.
    ///
    /// ## Vì sao
    /// Sau từ «Số» có dấu hai chấm; số nhỏ hơn 10 ghi thêm số 0; ký hiệu bằng chữ in hoa; giữa số và ký hiệu là dấu gạch chéo, giữa các nhóm chữ là gạch nối không
    /// cách chữ (NĐ 30/2020, Phụ lục I, Phần I, II.3). Chữ của luật nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: «Số 5 / KH - UBND».
    ///
    /// Đúng: «Số: 05/KH-UBND».
    ///
    /// ## Cách sửa
    /// Sửa lại dòng số, ký hiệu.
    NumberForm = 853, "cach-ghi-so", Page, Warning, Page, No, Law("NĐ 30/2020, Phụ lục I, Phần I, II.3"),
    "số, ký hiệu ghi sai cách", "the number and symbol are not written as they must be" => number_form;
}

/// The line of a named part of page 1; none where the document does not begin with quốc hiệu (papers of the Party write both otherwise).
fn head_line<'a>(subject: &Subject<'a>, name: &str) -> Option<(&'a TextLine, String)> {
    let (page, parts) = (subject.page?.pages.first()?, &subject.survey().parts);
    let national = |line: &TextLine| {
        let text = line.text();
        text.starts_with("CỘNG HÒA XÃ HỘI") || text.starts_with("CỘNG HOÀ XÃ HỘI")
    };
    page.lines.iter().find(|line| national(line))?;
    let areas: Vec<_> = parts.iter().filter(|part| part.name == name && part.page == 1).map(Part::area).collect();
    let within = |line: &&TextLine| {
        let y = line.baseline() - 0.3 * line.size();
        areas.iter().any(|area| area.contains(line.centre(), y, 1.5))
    };
    // A number that is left blank cuts its line in pieces.
    let mut pieces: Vec<&TextLine> = page.lines.iter().filter(within).collect();
    pieces.sort_by(|a, b| a.x0().total_cmp(&b.x0()));
    let text: Vec<String> = pieces.iter().map(|line| line.text()).collect();
    Some((*pieces.first()?, text.join(" ")))
}

fn place(line: &TextLine) -> (f64, f64) {
    (line.x0() / MM, line.baseline() / MM)
}

/// The digits that follow a word, where digits do.
fn digits_after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.split_once(word)?.1.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|digits| !digits.is_empty())
}

fn date_form(subject: &Subject<'_>, found: &mut Found) {
    let Some((line, text)) = head_line(subject, "ngay") else { return found.not_evaluated() };
    let mut say = |vi: String, en: String| {
        found.on_page(1, Some(place(line)), format!("«{text}»: {vi}"), format!("«{text}»: {en}"));
    };
    let Some((before, rest)) = text.split_once("ngày") else { return };
    if !before.trim_end().ends_with(',') && before.chars().any(char::is_alphabetic) {
        say("sau địa danh phải có dấu phẩy".to_owned(), "a comma must follow the place".to_owned());
    }
    if let Some(day) = digits_after(&text, "ngày")
        && day.len() != 2
    {
        let number = day.trim_start_matches('0');
        say(format!("ngày phải ghi hai chữ số ({number:0>2})"), format!("the day has two digits ({number:0>2})"));
    }
    if let Some(month) = digits_after(rest, "tháng") {
        let number = month.trim_start_matches('0');
        let right = if matches!(number, "1" | "2") { format!("0{number}") } else { number.to_owned() };
        if !number.is_empty() && month != right {
            say(
                format!("phải ghi tháng {right} (chỉ tháng 1, 2 thêm số 0)"),
                format!("write tháng {right} (only months 1 and 2 get a 0)"),
            );
        }
    }
    // "năm 20…" is left for the year to be written in.
    if let Some(year) = digits_after(rest, "năm")
        && year.len() != 4
        && year != "20"
    {
        say("năm phải đủ bốn chữ số".to_owned(), "the year has four digits".to_owned());
    }
}

fn number_form(subject: &Subject<'_>, found: &mut Found) {
    let Some((line, text)) = head_line(subject, "so_ky_hieu") else { return found.not_evaluated() };
    let Some(rest) = text.strip_prefix("Số") else { return };
    let mut faults: Vec<(&'static str, &'static str)> = Vec::new();
    let rest = rest.strip_prefix(':').unwrap_or_else(|| {
        faults.push(("sau «Số» phải có dấu hai chấm", "a colon must follow «Số»"));
        rest
    });
    if let Some((number, symbol)) = rest.split_once('/') {
        faults.extend(number_faults(number.trim()));
        // A blank to write on may end before the slash.
        let before = number.trim_end() != number && number.bytes().any(|byte| byte.is_ascii_digit());
        if before || symbol.starts_with(char::is_whitespace) || symbol.contains(" -") || symbol.contains("- ") {
            faults.push(("không để dấu cách quanh gạch chéo, gạch nối", "no spaces around the slash and the hyphens"));
        }
        // "TTr" and "TTg" have small letters, but none is all of them.
        let small = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_lowercase);
        if symbol.split(['-', '/', '.']).map(str::trim).any(small) {
            faults.push(("ký hiệu viết bằng chữ in hoa", "the symbol is in capitals"));
        }
    }
    if !faults.is_empty() {
        let all = |name: fn(&(&'static str, &'static str)) -> &'static str| {
            let named: Vec<&str> = faults.iter().map(name).collect();
            format!("«{text}»: {}", named.join("; "))
        };
        found.on_page(1, Some(place(line)), all(|fault| fault.0), all(|fault| fault.1));
    }
}

/// What is wrong with the digits of a number; nothing of one that is left blank, or has dots to write on.
fn number_faults(digits: &str) -> Option<(&'static str, &'static str)> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (digits.len(), digits.trim_start_matches('0').len()) {
        (1, _) => Some(("số nhỏ hơn 10 phải thêm số 0 phía trước", "a number under 10 gets a 0 before it")),
        (all, kept) if kept < all && all > 2 => {
            Some(("thừa số 0 phía trước", "there are zeros too many before the number"))
        }
        _ => None,
    }
}

fn signed_without_number(subject: &Subject<'_>, found: &mut Found) {
    let Some(facts) = subject.page else { return };
    let (number, date) = (head_line(subject, "so_ky_hieu"), head_line(subject, "ngay"));
    if facts.signatures == 0 || facts.filled_fields > 0 || number.is_none() && date.is_none() {
        return found.not_evaluated();
    }
    if let Some((line, text)) = number
        && text.split('/').next().is_some_and(|before| !before.bytes().any(|byte| byte.is_ascii_digit()))
    {
        let text = text.as_str();
        let vi = format!("văn bản có {} chữ ký số mà chưa có số: «{text}»", facts.signatures);
        found.on_page(
            1,
            Some(place(line)),
            vi,
            format!("signed {} times, but without a number: «{text}»", facts.signatures),
        );
    }
    if let Some((line, text)) = date
        && digits_after(&text, "ngày").is_none()
    {
        let vi = format!("văn bản có {} chữ ký số mà chưa có ngày: «{text}»", facts.signatures);
        found.on_page(
            1,
            Some(place(line)),
            vi,
            format!("signed {} times, but without a date: «{text}»", facts.signatures),
        );
    }
}
