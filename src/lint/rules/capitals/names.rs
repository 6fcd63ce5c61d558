//! Honours, holidays, the calendar, international names, offices (Phụ lục II, IV and V).

use std::sync::LazyLock;

use super::listed::listed;
use crate::lint::Safety;
use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::words::word_before;

static HONOURS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("honours.txt")));
static HOLIDAYS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("holidays.txt")));
static FESTIVALS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("festivals.txt")));
static WEEKDAYS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("weekdays.txt")));
static INTERNATIONAL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("international.txt")));
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
    /// Tên năm âm lịch, ngày tết, tháng âm lịch, sự kiện lịch sử trong danh sách viết sai chữ hoa: `năm bính ngọ`, `tết Nguyên Đán`, `Cách mạng tháng
    /// tám`. Chữ `Tết` viết hoa hay thường đều được bỏ qua.
    ///
    /// ## Vì sao
    /// Viết hoa tất cả các âm tiết tên gọi năm âm lịch (Kỷ Tỵ); tết Nguyên đán, tết Trung thu; số chỉ ngày tháng trong tên sự kiện viết bằng chữ thì
    /// viết hoa (NĐ 30/2020, Phụ lục II, V.8 và V.9).
    ///
    /// ## Ví dụ
    /// ```text
    /// tết Nguyên Đán năm bính ngọ      # sai
    /// tết Nguyên đán năm Bính Ngọ      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa như trong ví dụ. `--fix` làm được việc này.
    Festival = 666, "nam-am-lich-ngay-tet", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.8 và V.9"),
    "năm âm lịch, ngày tết, sự kiện viết sai chữ hoa", "a lunar year, a festival or an event has wrong capitals" =>
        |subject, found| listed(subject, found, &FESTIVALS, Safety::Safe, |_, _| false);
}

rule! {
    /// # Viết hoa ngày trong tuần viết bằng chữ
    ///
    /// ## Phát hiện gì
    /// Ngày trong tuần viết bằng chữ mà không viết hoa: sáng thứ hai, thứ bảy và chủ nhật. Chỉ xét các cụm từ không thể hiểu là thứ tự
    /// (`lần thứ hai`).
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của âm tiết chỉ ngày trong tuần khi không dùng chữ số: thứ Hai, thứ Tư (NĐ 30/2020, Phụ lục II, V.8).
    ///
    /// ## Ví dụ
    /// ```text
    /// họp vào sáng thứ hai      # sai
    /// họp vào sáng thứ Hai      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa `Hai`, `Ba`, … `Bảy`, `Chủ nhật`.
    Weekday = 667, "ngay-trong-tuan", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.8c"),
    "ngày trong tuần viết thường", "a day of the week lacks its capital" =>
        |subject, found| listed(subject, found, &WEEKDAYS, Safety::Unsafe, |piece, range| {
            word_before(&piece.text, range.start) == "phiên"
        });
}

rule! {
    /// # Tên viết tắt nước ngoài viết như nguyên ngữ
    ///
    /// ## Phát hiện gì
    /// Tên tổ chức, tên riêng nước ngoài trong danh sách viết sai chữ hoa: `Unesco`, `facebook`. Địa chỉ trang thông tin, thư điện tử không tính.
    ///
    /// ## Vì sao
    /// Tên cơ quan, tổ chức nước ngoài viết tắt thì viết hoa như nguyên ngữ: WTO, UNESCO (NĐ 30/2020, Phụ lục II, IV.2b). Tên các mạng xã hội: theo
    /// cách viết của chủ tên.
    ///
    /// ## Ví dụ
    /// ```text
    /// di sản Unesco      # sai
    /// di sản UNESCO      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết như nguyên ngữ. `--fix` làm được việc này.
    International = 669, "ten-nuoc-ngoai", Capitals, Note, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, IV.2b"),
    "tên nước ngoài viết sai chữ hoa", "a foreign name has wrong capitals" =>
        |subject, found| listed(subject, found, &INTERNATIONAL, Safety::Safe, |_, _| false);
}

rule! {
    /// # Viết hoa chức vụ gắn với một cơ quan
    ///
    /// ## Phát hiện gì
    /// Chức vụ trong danh sách viết sai chữ hoa: `Phó chủ tịch Ủy ban nhân dân`, `phó Thủ tướng Chính phủ`, `chánh văn phòng`.
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
    "chức vụ viết sai chữ hoa", "an office has wrong capitals" =>
        |subject, found| listed(subject, found, &OFFICES, Safety::Unsafe, |_, _| false);
}
