//! The heading of page 1: G09 to G16.

use super::measured::measured;

measured! {
    /// # Quốc hiệu trên một dòng
    ///
    /// ## Phát hiện gì
    /// Quốc hiệu ngắt thành hai dòng, viết khác «CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM», nằm dưới một dòng khác, hoặc sát khối tên cơ quan
    /// dưới 3 mm.
    ///
    /// ## Vì sao
    /// Quốc hiệu ở trên cùng, bên phải trang đầu; sơ đồ và các mẫu đặt trên một dòng, tách khỏi khối bên trái (NĐ 30/2020, Phụ lục I,
    /// Phần I, II.1). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: «… CHỦ NGHĨA» và «VIỆT NAM» ở hai dòng.
    ///
    /// Đúng: cả quốc hiệu trên một dòng cỡ 12 hoặc 13.
    ///
    /// ## Cách sửa
    /// Word: nới cột phải của bảng đầu trang (ít nhất 9 cm ở cỡ 12, 9,7 cm ở cỡ 13) hoặc giảm quốc hiệu xuống cỡ 12; ngắt tên cơ quan dài
    /// ở cột trái.
    NationalName = 809, "quoc-hieu", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.1"), "G09",
    "quốc hiệu không trên một dòng ở đầu trang", "the national name is not one line at the top",
    "nới cột phải của phần đầu hoặc dùng cỡ 12",
    "widen the right column of the heading or use 12 pt";
}

measured! {
    /// # Tiêu ngữ canh giữa dưới quốc hiệu
    ///
    /// ## Phát hiện gì
    /// Điểm giữa của tiêu ngữ lệch khỏi điểm giữa của quốc hiệu hơn 1 pt.
    ///
    /// ## Vì sao
    /// Tiêu ngữ được canh giữa dưới quốc hiệu (NĐ 30/2020, Phụ lục I, Phần I, II.1). Chữ của luật nói rõ; thành phần được nhận ra theo vị
    /// trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: tiêu ngữ lệch sang trái vì dùng phím cách.
    ///
    /// Đúng: hai dòng cùng ở giữa cột phải.
    ///
    /// ## Cách sửa
    /// Word: đặt cả hai dòng trong một ô, canh giữa (Ctrl+E), bỏ thụt lề và dấu cách thừa.
    MottoCentre = 810, "tieu-ngu-giua", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.1"), "G10",
    "tiêu ngữ không ở giữa dưới quốc hiệu", "the motto is not centred under the national name",
    "canh giữa hai dòng trong cùng một ô (Ctrl+E), bỏ dấu cách thừa",
    "centre both lines in one cell (Ctrl+E), without extra spaces";
}

measured! {
    /// # Quốc hiệu và tiêu ngữ cách dòng đơn
    ///
    /// ## Phát hiện gì
    /// Khoảng cách giữa hai chân dòng không phải dòng đơn (1,0-1,25 lần cỡ chữ).
    ///
    /// ## Vì sao
    /// Hai dòng được trình bày cách nhau dòng đơn (NĐ 30/2020, Phụ lục I, Phần I, II.1). Chữ của luật nói rõ; thành phần được nhận ra
    /// theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: hai dòng cách nhau 1,5 dòng.
    ///
    /// Đúng: hai dòng cách nhau dòng đơn, không có khoảng trống thêm.
    ///
    /// ## Cách sửa
    /// Word: chọn hai dòng, Line Spacing: Single, Spacing Before/After: 0 pt.
    MottoStep = 811, "tieu-ngu-dong-don", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.1"), "G11",
    "quốc hiệu và tiêu ngữ không cách dòng đơn", "the national name and the motto are not single-spaced",
    "đặt Line Spacing: Single, Before và After: 0 pt",
    "set Line Spacing: Single, Before and After: 0 pt";
}

measured! {
    /// # Đường kẻ dưới tiêu ngữ
    ///
    /// ## Phát hiện gì
    /// Dưới tiêu ngữ không có đường kẻ ngang nét liền, hoặc đường kẻ dài ngắn khác dòng chữ, lệch giữa, đứt nét, quá sát hay quá xa chân
    /// chữ. Gạch chân (underline) từng chữ không thay được đường kẻ.
    ///
    /// ## Vì sao
    /// Phía dưới tiêu ngữ có đường kẻ ngang, nét liền, dài bằng dòng chữ; khoảng cách 0,5-4 pt là mức của thiết kế (NĐ 30/2020, Phụ lục
    /// I, Phần I, II.1). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: không có đường kẻ; hoặc đường kẻ chỉ dài nửa dòng.
    ///
    /// Đúng: đường kẻ liền dài đúng bằng «Độc lập - Tự do - Hạnh phúc».
    ///
    /// ## Cách sửa
    /// Word: Insert → Shapes → Line (giữ Shift), kéo dài đúng bằng dòng chữ; hoặc viền dưới của đoạn với thụt lề hai bên cho vừa dòng
    /// chữ.
    MottoRule = 812, "ke-duoi-tieu-ngu", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.1"), "G12",
    "đường kẻ dưới tiêu ngữ thiếu hoặc sai", "the rule under the motto is missing or wrong",
    "kẻ đường liền dài bằng dòng chữ (Word: Insert → Shapes → Line, giữ Shift)",
    "draw a solid line as long as the text (Word: Insert → Shapes → Line, hold Shift)";
}

measured! {
    /// # Đường kẻ dưới tên cơ quan ban hành
    ///
    /// ## Phát hiện gì
    /// Dưới tên cơ quan ban hành không có đường kẻ, hoặc đường kẻ không dài từ 1/3 đến 1/2 dòng chữ, hoặc lệch giữa, đứt nét. Tên nhiều
    /// dòng: tính theo dòng cuối hoặc dòng dài nhất.
    ///
    /// ## Vì sao
    /// Bên dưới tên cơ quan có đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 độ dài dòng chữ và đặt cân đối (NĐ 30/2020, Phụ lục I, Phần
    /// I, II.2). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: đường kẻ dài bằng cả dòng tên cơ quan.
    ///
    /// Đúng: đường kẻ dài khoảng 40 % dòng chữ, ở giữa.
    ///
    /// ## Cách sửa
    /// Word: Insert → Shapes → Line (giữ Shift), chỉnh Width bằng 0,4 lần dòng chữ, rồi Align Center trong ô.
    AgencyRule = 813, "ke-duoi-co-quan", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.2"), "G13",
    "đường kẻ dưới tên cơ quan thiếu hoặc sai", "the rule under the agency is missing or wrong",
    "kẻ đường liền dài 1/3-1/2 dòng chữ, ở giữa",
    "draw a solid line of 1/3-1/2 of the text, centred";
}

measured! {
    /// # Khối bên trái canh giữa theo nhau
    ///
    /// ## Phát hiện gì
    /// Cơ quan chủ quản, cơ quan ban hành, số, ký hiệu và trích yếu công văn không cùng một trục giữa (lệch hơn 1,5 pt).
    ///
    /// ## Vì sao
    /// Các thành phần này được canh giữa dưới nhau (NĐ 30/2020, Phụ lục I, Phần I, II.2, II.3 và II.5). Chữ của luật nói rõ; thành phần
    /// được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: số, ký hiệu canh trái còn tên cơ quan canh giữa.
    ///
    /// Đúng: mọi dòng của khối canh giữa.
    ///
    /// ## Cách sửa
    /// Word: đặt các dòng trong cùng một ô của bảng đầu trang và canh giữa (Ctrl+E); bỏ dấu cách và Tab dùng để đẩy chữ.
    LeftColumn = 814, "khoi-trai-giua", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.2, II.3 và II.5"), "G14",
    "các dòng khối bên trái không canh giữa theo nhau", "the lines of the left block are not centred on each other",
    "canh giữa mọi dòng của khối trong một ô (Ctrl+E)",
    "centre all lines of the block in one cell (Ctrl+E)";
}

measured! {
    /// # Số, ký hiệu ngang hàng với địa danh, thời gian
    ///
    /// ## Phát hiện gì
    /// Chân dòng của hai thành phần lệch nhau hơn 1 pt. Độ lệch đúng bằng chênh lệch cỡ chữ của hai ô cùng một hàng bảng thì không bị nêu.
    ///
    /// ## Vì sao
    /// Địa danh và thời gian ban hành nằm trên cùng một dòng với số, ký hiệu (NĐ 30/2020, Phụ lục I, Phần I, II.4). Chữ của luật nói rõ;
    /// thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: ngày tháng thấp hơn số một dòng.
    ///
    /// Đúng: hai thành phần trên một dòng.
    ///
    /// ## Cách sửa
    /// Word: để số, ký hiệu và địa danh, thời gian ở cùng một hàng của bảng đầu trang, cùng Spacing Before.
    NumberAndDate = 815, "so-ngang-ngay", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.4"), "G15",
    "số, ký hiệu không ngang hàng với địa danh, thời gian", "the number is not level with place and date",
    "đặt hai thành phần ở cùng một hàng của bảng đầu trang",
    "put both in one row of the heading's table";
}

measured! {
    /// # Địa danh, thời gian canh giữa dưới quốc hiệu
    ///
    /// ## Phát hiện gì
    /// Điểm giữa của địa danh, thời gian lệch khỏi điểm giữa của quốc hiệu hơn 1,5 pt.
    ///
    /// ## Vì sao
    /// Địa danh và thời gian được canh giữa dưới quốc hiệu (NĐ 30/2020, Phụ lục I, Phần I, II.4). Chữ của luật nói rõ; thành phần được
    /// nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: địa danh, thời gian canh phải.
    ///
    /// Đúng: địa danh, thời gian canh giữa cột phải.
    ///
    /// ## Cách sửa
    /// Word: canh giữa (Ctrl+E) trong ô bên phải, bỏ thụt lề.
    DateCentre = 816, "ngay-giua", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.4"), "G16",
    "địa danh, thời gian không ở giữa dưới quốc hiệu", "place and date are not centred under the national name",
    "canh giữa trong cột phải (Ctrl+E)",
    "centre it in the right column (Ctrl+E)";
}
