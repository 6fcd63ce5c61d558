//! The kind and the subject: G17 to G19.

use super::measured::measured;

measured! {
    /// # Tên loại và trích yếu ở giữa vùng chữ
    ///
    /// ## Phát hiện gì
    /// Một dòng của tên loại hay trích yếu lệch khỏi giữa vùng chữ hơn 1,5 pt, hoặc trích yếu không ngay dưới tên loại.
    ///
    /// ## Vì sao
    /// Tên loại được canh giữa theo chiều ngang; trích yếu đặt canh giữa, ngay dưới tên loại (NĐ 30/2020, Phụ lục I, Phần I, II.5). Chữ
    /// của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: trích yếu còn thụt đầu dòng 1,27 cm nên lệch sang phải.
    ///
    /// Đúng: hai dòng canh giữa, không thụt.
    ///
    /// ## Cách sửa
    /// Word: canh giữa (Ctrl+E), đặt Special Indent: (none), Left và Right: 0.
    TitleCentred = 817, "ten-loai-giua", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.5"), "G17",
    "tên loại và trích yếu không ở giữa hoặc cách xa nhau", "the kind and subject are not centred or stand apart",
    "canh giữa và bỏ thụt đầu dòng (Ctrl+E; Special: none)",
    "centre it without an indent (Ctrl+E; Special: none)";
}

measured! {
    /// # Đường kẻ dưới trích yếu
    ///
    /// ## Phát hiện gì
    /// Văn bản có tên loại mà dưới trích yếu không có đường kẻ dài 1/3-1/2 dòng chữ, canh giữa; hoặc công văn lại có đường kẻ dưới «V/v
    /// …».
    ///
    /// ## Vì sao
    /// Bên dưới trích yếu có đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ, cân đối; trích yếu công văn không có (NĐ 30/2020, Phụ
    /// lục I, Phần I, II.5). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản
    /// lạ.
    ///
    /// ## Ví dụ
    /// Sai: đường kẻ dài bằng trích yếu.
    ///
    /// Đúng: đường kẻ dài khoảng 40 % dòng trích yếu.
    ///
    /// ## Cách sửa
    /// Word: Insert → Shapes → Line (giữ Shift), rộng 0,4 lần dòng chữ, canh giữa trang; ở công văn thì xóa đường kẻ.
    TitleRule = 818, "ke-duoi-trich-yeu", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.5"), "G18",
    "đường kẻ dưới trích yếu thiếu, sai, hoặc thừa ở công văn", "the rule under the subject is missing, wrong, or out of place in a letter",
    "kẻ đường liền dài 1/3-1/2 dòng trích yếu; công văn thì không kẻ",
    "draw a solid line of 1/3-1/2 of the subject; none in a letter";
}

measured! {
    /// # Trích yếu công văn cách số, ký hiệu 6 pt
    ///
    /// ## Phát hiện gì
    /// Khoảng trống giữa dòng số và dòng «V/v …» khác 6 pt (± 1,5 pt).
    ///
    /// ## Vì sao
    /// Trích yếu công văn canh giữa dưới số, ký hiệu, cách dòng 6 pt (NĐ 30/2020, Phụ lục I, Phần I, II.5). Chữ của luật nói rõ; thành
    /// phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: «V/v …» sát ngay dưới số.
    ///
    /// Đúng: «V/v …» có Spacing Before 6 pt.
    ///
    /// ## Cách sửa
    /// Word: Paragraph → Spacing Before: 6 pt, Line Spacing: Single ở dòng «V/v …».
    SubjectGap = 819, "trich-yeu-cong-van-cach", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.5"), "G19",
    "trích yếu công văn không cách số, ký hiệu 6 pt", "the subject of a letter is not 6 pt below the number",
    "đặt Spacing Before 6 pt, dòng đơn",
    "set Spacing Before 6 pt, single-spaced";
}
