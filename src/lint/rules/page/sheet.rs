//! Paper and margins: G01 to G05.

use super::measured::measured;

measured! {
    /// # Khổ giấy A4
    ///
    /// ## Phát hiện gì
    /// Một trang không phải khổ A4 (210 × 297 mm), đứng hoặc xoay ngang.
    ///
    /// ## Vì sao
    /// Mọi văn bản hành chính dùng khổ A4; trang có bảng rộng được xoay ngang (NĐ 30/2020, Phụ lục I, Phần I, I.1 và I.2). Chữ của luật
    /// nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: trang khổ Letter 215,9 × 279,4 mm, thường do Word cài sẵn kiểu Mỹ.
    ///
    /// Đúng: trang 210 × 297 mm.
    ///
    /// ## Cách sửa
    /// Word: Layout → Size → A4, chọn áp dụng cho cả văn bản (Apply to: Whole document).
    Paper = 801, "kho-giay", Error, Law("NĐ 30/2020, Phụ lục I, Phần I, I.1 và I.2"), "G01",
    "khổ giấy không phải A4", "the paper is not A4",
    "chọn khổ A4 (Word: Layout → Size → A4)",
    "choose A4 (Word: Layout → Size → A4)";
}

measured! {
    /// # Lề trái 30-35 mm
    ///
    /// ## Phát hiện gì
    /// Có dòng chữ nằm bên trái mốc 30 mm, hoặc cả vùng chữ bắt đầu sau mốc 35 mm. Chữ trong bảng không tính ở đây (xem VT844).
    /// Khi mọi đoạn chỉ có một dòng thì trang không cho biết vùng chữ bắt đầu từ đâu, nên điều ấy không được đánh giá.
    ///
    /// ## Vì sao
    /// Lề trái tính từ mép giấy đến vùng chữ là 30-35 mm (NĐ 30/2020, Phụ lục I, Phần I, I.3). Chữ của luật nói rõ; máy đo trực tiếp trên
    /// trang.
    ///
    /// ## Ví dụ
    /// Sai: lề trái 25 mm.
    ///
    /// Đúng: lề trái 30 mm.
    ///
    /// ## Cách sửa
    /// Word: Layout → Margins → Custom Margins → Left: 3 cm. Nếu chỉ một đoạn lệch thì đưa thụt lề trái (Indent Left) của đoạn ấy về 0.
    LeftMargin = 802, "le-trai", Warning, Law("NĐ 30/2020, Phụ lục I, Phần I, I.3"), "G02",
    "lề trái ngoài khoảng 30-35 mm", "the left margin is not 30-35 mm",
    "đặt lề trái 3-3,5 cm (Word: Layout → Margins)",
    "set the left margin to 3-3.5 cm (Word: Layout → Margins)";
}

measured! {
    /// # Lề phải 15-20 mm
    ///
    /// ## Phát hiện gì
    /// Có dòng chữ kết thúc cách mép phải chưa tới 15 mm, hoặc các dòng canh đều kết thúc cách mép phải hơn 20 mm.
    ///
    /// ## Vì sao
    /// Lề phải tính từ mép giấy đến vùng chữ là 15-20 mm (NĐ 30/2020, Phụ lục I, Phần I, I.3). Chữ của luật nói rõ; máy đo trực tiếp trên
    /// trang.
    ///
    /// ## Ví dụ
    /// Sai: lề phải 14 mm.
    ///
    /// Đúng: lề phải 15 mm hoặc 20 mm.
    ///
    /// ## Cách sửa
    /// Word: Layout → Margins → Custom Margins → Right: 1,5 hoặc 2 cm. Nếu chỉ một đoạn lệch thì xem Indent Right của đoạn ấy.
    RightMargin = 803, "le-phai", Warning, Law("NĐ 30/2020, Phụ lục I, Phần I, I.3"), "G03",
    "lề phải ngoài khoảng 15-20 mm", "the right margin is not 15-20 mm",
    "đặt lề phải 1,5-2 cm (Word: Layout → Margins)",
    "set the right margin to 1.5-2 cm (Word: Layout → Margins)";
}

measured! {
    /// # Lề trên 20-25 mm
    ///
    /// ## Phát hiện gì
    /// Dòng đầu của một trang nằm cao hơn 20 mm hoặc thấp hơn 25 mm, có tính khoảng trống phía trên chữ hoa. Số trang, phạm vi lưu hành
    /// và thông tin ký số không tính.
    ///
    /// ## Vì sao
    /// Lề trên là 20-25 mm (NĐ 30/2020, Phụ lục I, Phần I, I.3). Chữ của luật nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: quốc hiệu cách mép trên 12 mm.
    ///
    /// Đúng: quốc hiệu ngay dưới lề trên 20 mm.
    ///
    /// ## Cách sửa
    /// Word: Layout → Margins → Custom Margins → Top: 2 đến 2,5 cm; xóa các đoạn trống ở đầu trang.
    TopMargin = 804, "le-tren", Warning, Law("NĐ 30/2020, Phụ lục I, Phần I, I.3"), "G04",
    "lề trên ngoài khoảng 20-25 mm", "the top margin is not 20-25 mm",
    "đặt lề trên 2-2,5 cm và bỏ dòng trống ở đầu trang (Word: Layout → Margins)",
    "set the top margin to 2-2.5 cm and delete empty lines at the top (Word: Layout → Margins)";
}

measured! {
    /// # Lề dưới ít nhất 20 mm
    ///
    /// ## Phát hiện gì
    /// Chữ hoặc đường kẻ của một trang xuống thấp hơn mốc cách mép dưới 20 mm.
    ///
    /// ## Vì sao
    /// Lề dưới là 20-25 mm; trang chưa đầy thì chỗ trống bên dưới lớn hơn là thường (NĐ 30/2020, Phụ lục I, Phần I, I.3). Chữ của luật
    /// nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: dòng cuối cách mép dưới 12 mm.
    ///
    /// Đúng: dòng cuối cách mép dưới 21 mm.
    ///
    /// ## Cách sửa
    /// Word: Layout → Margins → Custom Margins → Bottom: 2 đến 2,5 cm.
    BottomMargin = 805, "le-duoi", Warning, Law("NĐ 30/2020, Phụ lục I, Phần I, I.3"), "G05",
    "lề dưới nhỏ hơn 20 mm", "the bottom margin is under 20 mm",
    "đặt lề dưới 2-2,5 cm (Word: Layout → Margins)",
    "set the bottom margin to 2-2.5 cm (Word: Layout → Margins)";
}
