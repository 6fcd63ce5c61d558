//! The place (ô 4).

use crate::lint::rule::rule;
use crate::lint::scan::{NAMESAKES, Word, all_capital, beginning, entries, of_roles, phrase_in, units, words_of};
use crate::lint::words::{before, capital, lower};
use crate::lint::{Found, Piece, Role, Safety, Subject};

rule! {
    /// # Địa danh không kèm ngày, tháng
    ///
    /// ## Phát hiện gì
    /// `dia_danh` có cả «ngày … tháng … năm …» hoặc có dấu phẩy ở cuối.
    ///
    /// ## Vì sao
    /// Địa danh và thời gian ban hành cách nhau một dấu phẩy (NĐ 30/2020, Phụ lục I, Phần I, II.4); chương trình tự in dấu phẩy và thời gian
    /// từ khóa `ngay`, nên ghi thêm thì in hai lần.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// dia_danh: Mẫu, ngày 15 tháng 3 năm 2026   # sai
    /// dia_danh: Mẫu                             # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Chỉ giữ địa danh, ghi thời gian ở khóa `ngay`. `--fix --unsafe-fixes` bỏ phần thừa; xem lại khóa `ngay`.
    PlaceWithDate = 604, "dia-danh-co-ngay", Components, Error, Plan, Unsafe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.4"),
    "địa danh kèm ngày, tháng", "the place holds the date" => with_date;
}

rule! {
    /// # Địa danh viết chữ thường, hoa chữ cái đầu
    ///
    /// ## Phát hiện gì
    /// Địa danh viết toàn chữ in hoa, hoặc có âm tiết viết thường (`Quảng ngãi`); chữ chỉ đơn vị đứng trước tên thì chỉ xét chữ đầu (`Thành phố`).
    ///
    /// ## Vì sao
    /// Địa danh, thời gian trình bày bằng chữ in thường, kiểu nghiêng; các chữ cái đầu của địa danh viết hoa (NĐ 30/2020, Phụ lục I, Phần I, II.4).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// dia_danh: QUẢNG NGÃI     # sai
    /// dia_danh: Quảng Ngãi     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa chữ cái đầu của địa danh, các chữ khác viết thường.
    PlaceCapitals = 605, "dia-danh-viet-hoa", Components, Warning, Plan, No,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.4"),
    "địa danh toàn chữ in hoa hoặc có âm tiết viết thường", "the place is all in capitals or has a small first letter"
    => capitals;
}

rule! {
    /// # Địa danh không có chữ «Tỉnh»
    ///
    /// ## Phát hiện gì
    /// Địa danh bắt đầu bằng chữ «Tỉnh».
    ///
    /// ## Vì sao
    /// Chỉ đơn vị hành chính đặt theo tên người, chữ số hoặc sự kiện lịch sử mới ghi đủ tên gọi; các địa danh khác ghi tên riêng
    /// (NĐ 30/2020, Phụ lục I, Phần I, II.4). Không tỉnh nào có tên như vậy.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// dia_danh: Tỉnh Quảng Ngãi    # sai
    /// dia_danh: Quảng Ngãi         # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ chữ «Tỉnh». `--fix` làm được việc này.
    PlaceWithProvince = 606, "dia-danh-co-tinh", Components, Warning, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.4"),
    "địa danh có chữ «Tỉnh»", "the place has the word Tỉnh" => with_province;
}

rule! {
    /// # Địa danh ghi tên riêng của một đơn vị
    ///
    /// ## Phát hiện gì
    /// Địa danh bắt đầu bằng «Xã», «Phường», «Đặc khu» … mà tên sau đó không phải chữ số và không có trong danh sách tên người, sự kiện;
    /// hoặc địa danh ghi hai cấp («xã Mẫu, tỉnh Mẫu»).
    ///
    /// ## Vì sao
    /// Tên gọi đầy đủ chỉ ghi khi đơn vị mang tên người, chữ số, sự kiện lịch sử (NĐ 30/2020, Phụ lục I, Phần I, II.4). Danh sách tên của chương trình
    /// không thể đủ, nên đây chỉ là lời nhắc.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// dia_danh: Xã Măng Đen           # xem lại: Măng Đen
    /// dia_danh: Phường Lê Lợi         # đúng: tên người
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi tên riêng của đơn vị nơi cơ quan đóng trụ sở.
    PlaceWithUnit = 607, "dia-danh-co-cap", Components, Note, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.4"),
    "địa danh có chữ «Xã», «Phường» … hoặc hai cấp", "the place has a unit's word or two levels" => with_unit;
}

fn with_date(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Place]) {
        let text = piece.text.as_ref();
        let word = phrase_in(piece, "ngày").map(|range| range.start);
        let date = piece.dates().first().map(|date| date.range.start);
        let begin = match (word, date) {
            (Some(word), Some(date)) => word.min(date),
            (Some(word), None) => word,
            (None, Some(date)) => date,
            (None, None) => text.len(),
        };
        let kept = text.get(..begin).unwrap_or_default().trim_end_matches([' ', ',', '\u{a0}']).len();
        if kept == text.len() {
            continue;
        }
        found
            .report(
                piece.place(kept..text.len()),
                format!("chỉ ghi địa danh, bỏ «{}»", text.get(kept..).unwrap_or_default().trim()),
                "give the place only",
            )
            .help("thời gian ghi ở khóa `ngay`", "the date belongs to `ngay`")
            .replace(piece.exact(kept..text.len()).filter(|_| kept > 0), "", Safety::Unsafe);
    }
}

fn capitals(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Place]) {
        let text = piece.text.as_ref();
        let small = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let place = if small || all_capital(text, 3) {
            piece.whole()
        } else if let Some(word) = small_syllable(piece) {
            piece.place(word.range())
        } else {
            continue;
        };
        found.report(
            place,
            format!("địa danh viết hoa chữ cái đầu, các chữ khác viết thường: «{text}»"),
            format!("capital first letters, the others small: “{text}”"),
        );
    }
}

/// The first small syllable of the name of a place, behind the word for its unit.
fn small_syllable<'t>(piece: &'t Piece<'_>) -> Option<Word<'t>> {
    let text = piece.text.as_ref();
    // Two levels, or a date: another rule's.
    if text.contains([',', '_']) || phrase_in(piece, "ngày").is_some() || piece.has_digits() {
        return None;
    }
    let unit = units().find_map(|unit| beginning(text, unit)).map_or(0, |unit| unit.end);
    let name = words_of(piece).into_iter().filter(|word| word.start >= unit);
    // `Ea H'leo`, `Lê-nin`: one word with what stands before it.
    name.into_iter().find(|word| !capital(word.text) && matches!(before(text, word.start), Some(' ' | '\u{a0}')))
}

fn with_province(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Place]) {
        let words = words_of(piece);
        let [first, second, ..] = words.as_slice() else { continue };
        if first.is("tỉnh") {
            found
                .report(piece.place(first.range()), "địa danh không ghi chữ «Tỉnh»", "the place goes without “Tỉnh”")
                .replace(piece.exact(first.start..second.start), "", Safety::Safe);
        }
    }
}

/// Names of persons and events that units bear.
const PERSONS: &str = include_str!("ten-nguoi-su-kien.txt");

fn with_unit(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Place]) {
        let text = piece.text.as_ref();
        // `Tỉnh` is the rule's above.
        let unit = units().filter(|unit| *unit != "tỉnh").find_map(|unit| beginning(text, unit));
        if let Some(unit) = unit {
            let name = text.get(unit.end..).unwrap_or_default().trim();
            let known = name.starts_with(|c: char| c.is_ascii_digit() || c == '_')
                || entries(PERSONS).any(|person| beginning(name, person).is_some())
                || entries(NAMESAKES).any(|person| beginning(name, &lower(person)).is_some());
            if !known {
                let shown = text.get(unit.clone()).unwrap_or_default().to_owned();
                found.report(
                    piece.place(unit),
                    format!("chỉ ghi «{shown}» khi đơn vị mang tên người, chữ số, sự kiện lịch sử"),
                    format!("“{shown}” stands only before the name of a person, a number or an event"),
                );
            }
        } else if let Some(at) = text.find(", ").filter(|_| phrase_in(piece, "ngày").is_none()) {
            found.report(
                piece.place(at..text.len()),
                "địa danh là tên của một đơn vị hành chính",
                "the place is the name of one administrative unit",
            );
        }
    }
}
