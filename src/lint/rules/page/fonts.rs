//! Page numbers, fonts and sizes: G06 to G08.

use super::measured::measured;

measured! {
    /// # Số trang
    ///
    /// ## Phát hiện gì
    /// Trang 1 có số; trang từ 2 trở đi không có số ở lề trên, có hai số, sai thứ tự, không ở giữa, hoặc không phải cỡ 13-14 chữ đứng.
    ///
    /// ## Vì sao
    /// Số trang là chữ số Ả Rập, cỡ 13-14, kiểu đứng, ở giữa phần lề trên, không hiển thị ở trang thứ nhất (NĐ 30/2020, Phụ lục I, Phần
    /// I, I.7). Chữ của luật nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: số trang ở chân trang bên phải.
    ///
    /// Đúng: số «2» ở giữa lề trên của trang 2.
    ///
    /// ## Cách sửa
    /// Word: Insert → Page Number → Top of Page → Plain Number 2, rồi đánh dấu Different First Page.
    PageNumber = 806, "so-trang", Warning, Law("NĐ 30/2020, Phụ lục I, Phần I, I.7"), "G06",
    "số trang sai chỗ hoặc sai kiểu", "the page number is misplaced or wrongly set",
    "đặt số trang ở giữa lề trên, bỏ ở trang 1 (Word: Insert → Page Number → Top of Page; Different First Page)",
    "put the number in the middle of the top margin, none on page 1 (Word: Insert → Page Number → Top of Page; Different First Page)";
}

measured! {
    /// # Phông Times New Roman
    ///
    /// ## Phát hiện gì
    /// Có chữ dùng phông khác Times New Roman, hoặc hai phông lẫn nhau. Các phông tự do cùng số đo (Liberation Serif, Tinos) được coi là
    /// Times New Roman.
    ///
    /// ## Vì sao
    /// Phông chữ tiếng Việt của cả văn bản là Times New Roman, Unicode theo TCVN 6909:2001 (NĐ 30/2020, Phụ lục I, Phần I, I.4). Chữ của
    /// luật nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: thân văn bản dùng Arial.
    ///
    /// Đúng: cả văn bản dùng Times New Roman.
    ///
    /// ## Cách sửa
    /// Word: Ctrl+A rồi chọn phông Times New Roman ở Home → Font; nhớ cả đầu trang, chân trang và bảng.
    FontFamily = 807, "phong-chu", Warning, Law("NĐ 30/2020, Phụ lục I, Phần I, I.4"), "G07",
    "phông chữ không phải Times New Roman", "the font is not Times New Roman",
    "đổi sang Times New Roman (Word: Ctrl+A, Home → Font)",
    "change to Times New Roman (Word: Ctrl+A, Home → Font)";
}

measured! {
    /// # Cỡ chữ và kiểu chữ của từng thành phần
    ///
    /// ## Phát hiện gì
    /// Một dòng có cỡ chữ hoặc kiểu (đậm, nghiêng, đứng) khác bảng mẫu chữ: quốc hiệu 12-13 đậm; tiêu ngữ 13-14 đậm; số 13; nội dung
    /// 13-14; «Nơi nhận:» 12 nghiêng đậm, các nơi nhận 11; v.v. Chữ trong bảng biểu không tính. Mỗi thành phần sai được nêu một lần
    /// ở mỗi trang.
    ///
    /// ## Vì sao
    /// Mẫu chữ và chi tiết trình bày thể thức văn bản hành chính (NĐ 30/2020, Phụ lục I, Phần I, V). Chữ của luật nói rõ; thành phần được
    /// nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: «Nơi nhận:» cỡ 13, không nghiêng.
    ///
    /// Đúng: «Nơi nhận:» cỡ 12, nghiêng, đậm.
    ///
    /// ## Cách sửa
    /// Word: chọn dòng bị nêu, sửa cỡ và kiểu ở Home → Font.
    FontSizes = 808, "co-chu", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, V"), "G08",
    "cỡ chữ hoặc kiểu chữ của thành phần sai bảng mẫu", "an element has a size or style outside the table",
    "sửa cỡ và kiểu chữ của dòng này (Word: Home → Font)",
    "set the size and style of this line (Word: Home → Font)";
}

measured! {
    /// # Phông nhúng trong tệp
    ///
    /// ## Phát hiện gì
    /// Tệp dùng phông không nhúng, hoặc chữ không kèm bảng mã (`ToUnicode`) nên không tìm, chép lại được.
    ///
    /// ## Vì sao
    /// Máy khác không có phông ấy sẽ hiện chữ khác; lưu trữ điện tử cần PDF/A, trong đó mọi phông đều nhúng. Luật không quy định: đây là
    /// thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: phông Times New Roman chỉ được gọi tên.
    ///
    /// Đúng: mọi phông nhúng trong tệp.
    ///
    /// ## Cách sửa
    /// Word: File → Save As → PDF → Options → chọn PDF/A; `LibreOffice`: Export as PDF → PDF/A.
    NotEmbedded = 848, "phong-khong-nhung", Warning, Custom("thông lệ"), "G07" Embedding,
    "phông không nhúng hoặc chữ không đọc lại được", "a font is not embedded, or its text cannot be read back",
    "xuất lại PDF có nhúng phông (Word: Save As → PDF → Options → PDF/A)",
    "export the PDF with embedded fonts (Word: Save As → PDF → Options → PDF/A)";
}

measured! {
    /// # Chữ màu đen
    ///
    /// ## Phát hiện gì
    /// Có chữ không phải màu đen, ngoài dấu chỉ độ khẩn, độ mật, phạm vi lưu hành và dấu, chữ ký.
    ///
    /// ## Vì sao
    /// Phông chữ của văn bản có màu đen (NĐ 30/2020, Phụ lục I, Phần I, I.4). Chữ của luật nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: đường liên kết màu xanh.
    ///
    /// Đúng: cả văn bản màu đen.
    ///
    /// ## Cách sửa
    /// Word: Ctrl+A → Font Color → Automatic; liên kết: chuột phải → Remove Hyperlink.
    TextColour = 849, "chu-khong-den", Warning, Law("NĐ 30/2020, Phụ lục I, Phần I, I.4"), "G07" Colour,
    "chữ không phải màu đen", "text is not black",
    "đổi chữ sang màu đen (Word: Font Color → Automatic)",
    "make the text black (Word: Font Color → Automatic)";
}
