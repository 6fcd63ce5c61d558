//! Honours, holidays, the calendar, offices, works (Phụ lục II, V).

use std::ops::Range;
use std::sync::LazyLock;

use super::listed::listed;
use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::scan::{entries, words};
use crate::lint::words::{capital, lower, may_begin, word_after, word_before};
use crate::lint::{Found, Piece, Safety, Subject};

static HONOURS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("honours.txt")));
static HOLIDAYS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("holidays.txt")));
static FESTIVALS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("festivals.txt")));
static EVENTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("events.txt")));
static MONTHS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("months.txt")));
static WORKS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("works.txt")));
static WEEKDAYS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("weekdays.txt")));
static DEPUTIES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("deputies.txt")));
static OFFICES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("offices.txt")));

rule! {
    /// # Viết hoa tên huân chương, danh hiệu
    ///
    /// ## Phát hiện gì
    /// Tên huân chương, danh hiệu trong danh sách viết sai chữ hoa: `huân chương Lao động hạng ba`, `Nhà giáo ưu tú`.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của các âm tiết thành phần tên huân chương, danh hiệu và thứ, hạng (NĐ 30/2020, Phụ lục II, V.2).
    ///
    /// ## Ví dụ
    /// ```text
    /// Huân chương lao động hạng nhất      # sai
    /// Huân chương Lao động hạng Nhất      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết đúng tên danh hiệu. `--fix` làm được việc này.
    Honour = 660, "huan-chuong-danh-hieu", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.2"),
    "tên huân chương, danh hiệu viết sai chữ hoa", "the name of an honour has wrong capitals" =>
        |subject, found| listed(subject, found, &HONOURS, Safety::Safe, |_, _| false);
}

rule! {
    /// # Viết hoa tên ngày lễ, ngày kỷ niệm
    ///
    /// ## Phát hiện gì
    /// Tên ngày lễ, ngày kỷ niệm trong danh sách viết sai chữ hoa: `ngày quốc khánh`, `ngày Nhà Giáo Việt Nam`.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của âm tiết thứ nhất tạo thành tên gọi ngày lễ, ngày kỷ niệm: ngày Quốc khánh 2-9, ngày Quốc tế Lao động 1-5 (NĐ 30/2020,
    /// Phụ lục II, V.5).
    ///
    /// ## Ví dụ
    /// ```text
    /// ngày nhà giáo Việt Nam 20-11      # sai
    /// ngày Nhà giáo Việt Nam 20-11      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa như trong ví dụ. `--fix` làm được việc này.
    Holiday = 661, "ten-ngay-le", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.5"),
    "tên ngày lễ viết sai chữ hoa", "the name of a holiday has wrong capitals" =>
        |subject, found| listed(subject, found, &HOLIDAYS, Safety::Safe, |_, _| false);
}

rule! {
    /// # Năm âm lịch, ngày tết, sự kiện
    ///
    /// ## Phát hiện gì
    /// Tên năm âm lịch, ngày tết, sự kiện lịch sử trong danh sách viết sai chữ hoa: `năm bính ngọ`, `tết Nguyên Đán`, `Cách mạng tháng tám`. Chữ `Tết`
    /// viết hoa hay thường đều được bỏ qua; tên đường, trường, phường đặt theo sự kiện (`đường Cách Mạng Tháng Tám`) không tính.
    ///
    /// ## Vì sao
    /// Viết hoa tất cả các âm tiết tên gọi năm âm lịch (Kỷ Tỵ); tết Nguyên đán, tết Trung thu; số chỉ ngày tháng trong tên sự kiện viết bằng chữ thì
    /// viết hoa (NĐ 30/2020, Phụ lục II, V.8a, V.8b và V.9).
    ///
    /// ## Ví dụ
    /// ```text
    /// tết Nguyên Đán năm bính ngọ      # sai
    /// tết Nguyên đán năm Bính Ngọ      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa như trong ví dụ. `--fix` làm được việc này; tên sự kiện thì `--fix --unsafe-fixes`.
    Festival = 666, "nam-am-lich-ngay-tet", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.8a, V.8b và V.9"),
    "năm âm lịch, ngày tết, sự kiện viết sai chữ hoa", "a lunar year, a festival or an event has wrong capitals" => festival;
}

fn festival(subject: &Subject<'_>, found: &mut Found) {
    listed(subject, found, &FESTIVALS, Safety::Safe, |_, _| false);
    listed(subject, found, &EVENTS, Safety::Unsafe, |piece, range| {
        let before = lower(word_before(&piece.text, range.start));
        let bearer = entries(include_str!("event-bearers.txt")).any(|bearer| bearer == before);
        let house = before.bytes().any(|byte| byte.is_ascii_digit());
        // With all capitals it is how streets and schools write it, unless the word before says that the event is meant.
        let title = words(&piece.text[range.clone()]).all(|word| capital(word.text));
        bearer || house || title && !matches!(before.as_str(), "cuộc" | "niệm" | "của")
    });
}

rule! {
    /// # Viết hoa ngày trong tuần, tháng viết bằng chữ
    ///
    /// ## Phát hiện gì
    /// Ngày trong tuần, tháng viết bằng chữ mà không viết hoa: sáng thứ hai, thứ bảy và chủ nhật; tháng giêng, tháng tám năm 2026. Chỉ xét các cụm từ
    /// không thể hiểu là thứ tự (`lần thứ hai`) hay số đếm (`mỗi tháng hai lần`).
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của âm tiết chỉ ngày và tháng khi không dùng chữ số: thứ Hai, thứ Tư, tháng Năm, tháng Tám (NĐ 30/2020, Phụ lục II, V.8c).
    ///
    /// ## Ví dụ
    /// ```text
    /// họp vào sáng thứ hai      # sai
    /// họp vào sáng thứ Hai      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa `Hai`, `Ba`, … `Bảy`, `Chủ nhật`, `Giêng` …
    Weekday = 667, "ngay-trong-tuan", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.8c"),
    "ngày trong tuần, tháng bằng chữ viết thường", "a day of the week or a month lacks its capital" => weekday;
}

fn weekday(subject: &Subject<'_>, found: &mut Found) {
    listed(subject, found, &WEEKDAYS, Safety::Unsafe, |piece, range| word_before(&piece.text, range.start) == "phiên");
    listed(subject, found, &MONTHS, Safety::Unsafe, |piece, range| !is_month(piece, range));
}

/// Whether words such as "tháng hai" are the name of a month: they may count months, or what follows.
fn is_month(piece: &Piece<'_>, range: &Range<usize>) -> bool {
    let lunar = ["giêng", "chạp"].iter().any(|month| piece.read().small[range.clone()].ends_with(month));
    let dated = word_after(&piece.text, range.end) == "năm" && {
        let year = word_after(&piece.text, range.end + " năm".len());
        year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
    };
    lunar || dated || word_before(&piece.text, range.start) == "rằm"
}

rule! {
    /// # Viết hoa chức vụ gắn với một cơ quan
    ///
    /// ## Phát hiện gì
    /// Chức vụ trong danh sách viết sai chữ hoa: `Phó chủ tịch Ủy ban nhân dân`, `phó Thủ tướng Chính phủ`, `chánh văn phòng`; `Phó trưởng phòng`, `Phó
    /// Trưởng Phòng` giữa câu (viết thường cả cụm, như nói chung các phó trưởng phòng, thì không tính).
    ///
    /// ## Vì sao
    /// Viết hoa tên chức vụ, chức danh cụ thể: Chủ tịch Quốc hội, Phó Thủ tướng (NĐ 30/2020, Phụ lục II, V.3). Điều này nói về chức vụ gắn với tên
    /// người, nhưng ví dụ không có tên người; vì vậy đây chỉ là lời nhắc.
    ///
    /// ## Ví dụ
    /// ```text
    /// các Phó chủ tịch Ủy ban nhân dân xã      # sai
    /// các Phó Chủ tịch Ủy ban nhân dân xã      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa như trong ví dụ.
    Office = 670, "chuc-vu-viet-hoa", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.3"),
    "chức vụ viết sai chữ hoa", "an office has wrong capitals" => office;
}

fn office(subject: &Subject<'_>, found: &mut Found) {
    listed(subject, found, &OFFICES, Safety::Unsafe, |_, _| false);
    listed(subject, found, &DEPUTIES, Safety::Unsafe, |piece, range| {
        let text = &piece.text[range.clone()];
        // "các phó trưởng phòng" are no certain persons; "Phó Trưởng Phòng Kinh tế" has the name of the body in it.
        let general = !capital(text) || may_begin(&piece.text, piece.start, range.start);
        let body = text.rsplit(' ').next().is_some_and(capital) && capital(word_after(&piece.text, range.end));
        general || body
    });
}

rule! {
    /// # Viết hoa tên tác phẩm, sách, tạp chí
    ///
    /// ## Phát hiện gì
    /// Tên tác phẩm, sách, tạp chí trong danh sách viết sai chữ hoa: `tạp chí cộng sản`, `tác phẩm Đường Kách Mệnh`. Chữ `tạp chí`, `tác phẩm` viết hoa
    /// hay thường đều được bỏ qua.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của âm tiết thứ nhất tạo thành tên tác phẩm, sách báo: từ điển Bách khoa toàn thư, tạp chí Cộng sản (NĐ 30/2020, Phụ lục II,
    /// V.10). Danh sách là của chương trình, không có tên mà chính tờ báo viết khác.
    ///
    /// ## Ví dụ
    /// ```text
    /// đăng trên tạp chí cộng sản      # sai
    /// đăng trên tạp chí Cộng sản      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa như trong ví dụ.
    Work = 673, "ten-tac-pham", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.10"),
    "tên tác phẩm, sách, tạp chí viết sai chữ hoa", "the title of a work or a paper has wrong capitals" =>
        |subject, found| listed(subject, found, &WORKS, Safety::Unsafe, |_, _| false);
}
