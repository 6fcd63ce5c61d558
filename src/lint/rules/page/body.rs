//! The running text: G20 to G23.

use super::measured::measured;

measured! {
    /// # Thụt đầu dòng 1 cm hoặc 1,27 cm
    ///
    /// ## Phát hiện gì
    /// Dòng đầu của một đoạn không lùi vào 1 cm hoặc 1,27 cm, hoặc lùi khác các đoạn còn lại.
    ///
    /// ## Vì sao
    /// Khi xuống dòng, chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm (NĐ 30/2020, Phụ lục I, Phần I, II.6). Chữ của luật nói rõ; thành phần được
    /// nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: đoạn văn bắt đầu sát lề trái.
    ///
    /// Đúng: mọi đoạn lùi vào 1,27 cm.
    ///
    /// ## Cách sửa
    /// Word: Paragraph → Special: First line, By: 1,27 cm; không dùng phím Tab hay dấu cách.
    Indent = 820, "thut-dau-dong", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"), "G20",
    "thụt đầu dòng không phải 1 cm hoặc 1,27 cm", "the first line is not indented by 1 or 1.27 cm",
    "đặt Special: First line 1 hoặc 1,27 cm cho mọi đoạn (Word: Paragraph)",
    "set Special: First line 1 or 1.27 cm for all paragraphs (Word: Paragraph)";
}

measured! {
    /// # Khoảng cách dòng từ đơn đến 1,5
    ///
    /// ## Phát hiện gì
    /// Bước dòng trong một đoạn nhỏ hơn dòng đơn hoặc lớn hơn 1,5 dòng.
    ///
    /// ## Vì sao
    /// Khoảng cách giữa các dòng tối thiểu là dòng đơn, tối đa là 1,5 lines (NĐ 30/2020, Phụ lục I, Phần I, II.6). Chữ của luật nói rõ;
    /// thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: cách dòng 2,0.
    ///
    /// Đúng: cách dòng 1,15.
    ///
    /// ## Cách sửa
    /// Word: Paragraph → Line Spacing: Single, 1.5 lines hoặc Multiple 1,0-1,5.
    LinePitch = 821, "cach-dong", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"), "G21",
    "khoảng cách dòng ngoài mức dòng đơn đến 1,5", "the line spacing is not single to 1.5",
    "đặt Line Spacing từ Single đến 1.5 lines (Word: Paragraph)",
    "set Line Spacing from Single to 1.5 lines (Word: Paragraph)";
}

measured! {
    /// # Khoảng cách đoạn ít nhất 6 pt
    ///
    /// ## Phát hiện gì
    /// Khoảng thêm giữa hai đoạn văn liền nhau nhỏ hơn 6 pt.
    ///
    /// ## Vì sao
    /// Khoảng cách giữa các đoạn văn tối thiểu là 6 pt (NĐ 30/2020, Phụ lục I, Phần I, II.6). Chữ của luật nói rõ; thành phần được nhận
    /// ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: Spacing Before và After đều 0.
    ///
    /// Đúng: Spacing Before 6 pt.
    ///
    /// ## Cách sửa
    /// Word: Paragraph → Spacing Before: 6 pt (hoặc After: 6 pt); bỏ dấu «Don't add space between paragraphs of the same style».
    ParagraphGap = 822, "cach-doan", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"), "G22",
    "khoảng cách giữa hai đoạn nhỏ hơn 6 pt", "the gap between paragraphs is under 6 pt",
    "đặt Spacing Before hoặc After từ 6 pt (Word: Paragraph)",
    "set Spacing Before or After to 6 pt or more (Word: Paragraph)";
}

measured! {
    /// # Canh đều hai bên
    ///
    /// ## Phát hiện gì
    /// Dòng chưa hết đoạn không kết thúc ở mép phải, hoặc dòng tiếp theo của đoạn không bắt đầu ở mép trái.
    ///
    /// ## Vì sao
    /// Nội dung văn bản được canh đều cả hai lề (NĐ 30/2020, Phụ lục I, Phần I, II.6). Chữ của luật nói rõ; thành phần được nhận ra theo
    /// vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: đoạn văn canh trái, mép phải lởm chởm.
    ///
    /// Đúng: đoạn văn canh đều (Justify).
    ///
    /// ## Cách sửa
    /// Word: chọn các đoạn, Ctrl+J; đưa Indent Left và Right về 0.
    Justified = 823, "canh-deu", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"), "G23",
    "thân văn bản không canh đều hai bên", "the body is not justified",
    "canh đều hai bên (Ctrl+J)",
    "justify the text (Ctrl+J)";
}
