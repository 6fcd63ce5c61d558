//! What not every document has: G29 to G32.

use super::measured::measured;

measured! {
    /// # Dấu chỉ mức độ khẩn
    ///
    /// ## Phát hiện gì
    /// Khung của HỎA TỐC không phải 30 × 8 mm, THƯỢNG KHẨN 40 × 8 mm, KHẨN 20 × 8 mm; không đỏ tươi; chữ không cân đối trong khung; không
    /// có khung.
    ///
    /// ## Vì sao
    /// Con dấu khẩn hình chữ nhật, viền đơn, màu đỏ tươi, cỡ theo từng mức (NĐ 30/2020, Phụ lục I, Phần I, III.2). Chữ của luật nói rõ;
    /// thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: «KHẨN» màu đen, không khung.
    ///
    /// Đúng: «KHẨN» đỏ trong khung 20 × 8 mm.
    ///
    /// ## Cách sửa
    /// Dùng con dấu khắc sẵn; hoặc vẽ khung bằng Insert → Text Box, đặt kích thước ở Shape Format → Size.
    Urgency = 829, "dau-khan", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, III.2"), "G29",
    "dấu độ khẩn sai cỡ khung, màu hoặc vị trí chữ", "the urgency mark has a wrong box, colour or place",
    "đặt khung đúng cỡ, màu đỏ tươi, chữ ở giữa",
    "set the box to its legal size, bright red, the text centred";
}

measured! {
    /// # Địa chỉ cơ quan ở chân trang
    ///
    /// ## Phát hiện gì
    /// Địa chỉ, thư điện tử, điện thoại ở chân trang không phải cỡ 11-12, không dưới một đường kẻ rộng bằng vùng chữ, hoặc lặp lại ở
    /// trang sau.
    ///
    /// ## Vì sao
    /// Các thông tin này ở ô 13 trang thứ nhất, cỡ 11-12, dưới đường kẻ nét liền dài bằng chiều ngang vùng trình bày (NĐ 30/2020, Phụ lục
    /// I, Phần I, III.4). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: địa chỉ lặp lại ở mọi trang.
    ///
    /// Đúng: địa chỉ chỉ ở trang 1, dưới đường kẻ suốt vùng chữ.
    ///
    /// ## Cách sửa
    /// Word: Insert → Footer với Different First Page, chỉ điền chân trang đầu; viền trên của đoạn làm đường kẻ.
    Footer = 830, "dia-chi-chan-trang", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, III.4"), "G30",
    "địa chỉ ở chân trang sai chỗ hoặc sai kiểu", "the address at the foot is misplaced or wrongly set",
    "chỉ đặt ở chân trang 1, dưới đường kẻ rộng bằng vùng chữ",
    "only at the foot of page 1, below a rule as wide as the text";
}

measured! {
    /// # Trình bày phụ lục
    ///
    /// ## Phát hiện gì
    /// Phụ lục không đánh số trang lại từ đầu; «Phụ lục» không phải cỡ 14 đậm, không ở giữa; dòng «(Kèm theo …)» không nghiêng.
    ///
    /// ## Vì sao
    /// Số trang của phụ lục được đánh riêng theo từng phụ lục; từ «Phụ lục» canh giữa, cỡ 14, đứng, đậm; thông tin kèm theo canh giữa,
    /// nghiêng (NĐ 30/2020, Phụ lục I, Phần I, III.1). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có
    /// thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: phụ lục mang số trang 5, 6 nối tiếp văn bản.
    ///
    /// Đúng: trang thứ hai của phụ lục mang số 2.
    ///
    /// ## Cách sửa
    /// Word: Layout → Breaks → Next Page, rồi Page Number → Format → Start at 1 cho phần phụ lục.
    Appendix = 831, "phu-luc-trinh-bay", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, III.1"), "G31",
    "trang phụ lục sai số trang hoặc sai kiểu đầu đề", "an appendix has wrong page numbers or headings",
    "đánh số trang lại từ 1 cho mỗi phụ lục và sửa kiểu chữ đầu đề",
    "number each appendix from 1 and mend the style of its heading";
}

measured! {
    /// # Thông tin ký số, sao y điện tử
    ///
    /// ## Phát hiện gì
    /// Thông tin ở góc trên bên phải trang 1 không nằm trong lề trên, không phải cỡ 10, hoặc sát mép giấy dưới 5 mm.
    ///
    /// ## Vì sao
    /// Chữ ký số của cơ quan trên bản sao ở góc trên, bên phải, trang đầu; cỡ chữ 10, đứng, màu đen (NĐ 30/2020, Phụ lục I, Phần II,
    /// I.3). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: «SAO Y» cỡ 12 giữa trang.
    ///
    /// Đúng: thông tin sao y cỡ 10 trong lề trên, bên phải.
    ///
    /// ## Cách sửa
    /// Đặt lại vị trí hiển thị chữ ký trong phần mềm ký số.
    CopyLine = 832, "thong-tin-ky-so", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần II, I.3"), "G32",
    "thông tin ký số, sao y sai chỗ hoặc sai cỡ", "the line of an electronic copy is misplaced or wrongly sized",
    "đặt ở góc trên bên phải, trong lề trên, cỡ 10",
    "put it in the top right corner, inside the top margin, at 10 pt";
}
