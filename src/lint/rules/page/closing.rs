//! Signature, recipients and addressees: G24 to G28.

use super::measured::measured;

measured! {
    /// # Khối ký canh giữa, ở nửa phải
    ///
    /// ## Phát hiện gì
    /// Quyền hạn, chức vụ và họ tên không cùng một trục giữa (lệch hơn 1,5 pt), hoặc khối ký không ở nửa phải trang.
    ///
    /// ## Vì sao
    /// Quyền hạn, chức vụ đặt ở ô 7a bên phải; họ tên được canh giữa so với quyền hạn, chức vụ (NĐ 30/2020, Phụ lục I, Phần I, II.7). Chữ
    /// của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: họ tên lệch sang phải so với chức vụ.
    ///
    /// Đúng: cả khối cùng một trục giữa.
    ///
    /// ## Cách sửa
    /// Word: để cả khối ký trong ô phải của một bảng không viền, canh giữa (Ctrl+E).
    SignatureBlock = 824, "khoi-ky-giua", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.7"), "G24",
    "các dòng khối ký không canh giữa theo nhau ở nửa phải", "the signature block is not centred in the right half",
    "đặt cả khối trong ô phải của một bảng, canh giữa (Ctrl+E)",
    "put the block in the right cell of a table, centred (Ctrl+E)";
}

measured! {
    /// # Nơi nhận ngang dòng quyền hạn, sát lề trái
    ///
    /// ## Phát hiện gì
    /// «Nơi nhận:» không ngang dòng đầu của quyền hạn, chức vụ, hoặc «Nơi nhận:» và các dòng gạch đầu không sát lề trái. Chân chữ lệch
    /// nhau vì hai cỡ chữ đứng cùng một hàng bảng thì vẫn là ngang nhau.
    ///
    /// ## Vì sao
    /// «Nơi nhận» nằm trên một dòng riêng, ngang hàng với quyền hạn, chức vụ, sát lề trái (NĐ 30/2020, Phụ lục I, Phần I, II.9). Chữ của
    /// luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: «Nơi nhận:» thấp hơn «TM. …» một dòng, thụt vào 1 cm.
    ///
    /// Đúng: hai dòng ngang nhau, nơi nhận sát lề.
    ///
    /// ## Cách sửa
    /// Word: hai ô cùng một hàng của bảng, lề trong của ô (Cell Margins) trái bằng 0, không thụt lề.
    Recipients = 825, "noi-nhan-sat-le", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.9"), "G25",
    "nơi nhận không ngang quyền hạn hoặc không sát lề trái", "the recipients are not level with the office or not flush left",
    "đặt hai khối ở cùng một hàng bảng, lề trong của ô bằng 0",
    "put both blocks in one table row, with a cell margin of 0";
}

measured! {
    /// # Danh sách kính gửi thẳng hàng
    ///
    /// ## Phát hiện gì
    /// Từ hai nơi trở lên mà «Kính gửi:» không đứng riêng một dòng, các gạch đầu dòng không thẳng nhau, hoặc đứng trước dấu hai chấm.
    ///
    /// ## Vì sao
    /// Gửi nhiều nơi thì xuống dòng, mỗi nơi một dòng có gạch đầu dòng, thẳng hàng với nhau dưới dấu hai chấm (NĐ 30/2020, Phụ lục I,
    /// Phần I, II.9). Chữ của luật nói rõ; thành phần được nhận ra theo vị trí và mấy chữ mở đầu, nên có thể nhận nhầm ở văn bản lạ.
    ///
    /// ## Ví dụ
    /// Sai: gạch đầu dòng bắt đầu ngay dưới chữ «K».
    ///
    /// Đúng: gạch đầu dòng bắt đầu dưới dấu hai chấm.
    ///
    /// ## Cách sửa
    /// Word: đặt danh sách với cùng một Left Indent (hoặc cùng một điểm dừng Tab) bên phải dấu hai chấm.
    Addressees = 826, "kinh-gui-thang-hang", Warning, Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.9"), "G26",
    "danh sách kính gửi không thẳng hàng dưới dấu hai chấm", "the addressees are not aligned below the colon",
    "đặt cùng một Left Indent cho các dòng, dưới dấu hai chấm",
    "give all lines the same Left Indent, below the colon";
}

measured! {
    /// # Khối ký không đứng một mình
    ///
    /// ## Phát hiện gì
    /// Trang có khối ký có ít hơn hai dòng nội dung bên trên (một dòng, nếu cả văn bản chỉ có một dòng nội dung), hoặc chức vụ, họ tên và
    /// nơi nhận nằm ở hai trang.
    ///
    /// ## Vì sao
    /// Khối ký đứng một mình trên trang có thể bị gắn vào một văn bản khác; nhiều cơ quan trả lại văn bản như vậy. NĐ 30/2020 không quy
    /// định. Luật không có số này: đây là thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: trang cuối chỉ có «TM. …», họ tên và nơi nhận.
    ///
    /// Đúng: trang cuối có ít nhất hai dòng nội dung trước khối ký.
    ///
    /// ## Cách sửa
    /// Word: chọn hai dòng cuối của nội dung và khối ký, Paragraph → Line and Page Breaks → Keep with next; hoặc thu khoảng cách đoạn.
    LonelySignature = 827, "khoi-ky-mo-coi", Warning, Custom("thông lệ"), "G27",
    "khối ký tách khỏi nội dung hoặc khỏi nơi nhận", "the signature block is parted from the text or the recipients",
    "giữ hai dòng cuối cùng với khối ký (Word: Keep with next)",
    "keep the last two lines with the block (Word: Keep with next)";
}

measured! {
    /// # Khoảng trống để ký
    ///
    /// ## Phát hiện gì
    /// Khoảng trống giữa chức vụ và họ tên nhỏ hơn 25 mm hoặc từ 60 mm.
    ///
    /// ## Vì sao
    /// Chữ ký và con dấu cần chỗ: con dấu rộng khoảng 36 mm và phủ 1/3 chữ ký. NĐ 30/2020 không quy định số này. Luật không có số này:
    /// đây là thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: họ tên ngay dưới chức vụ 10 mm.
    ///
    /// Đúng: khoảng trống 30 mm.
    ///
    /// ## Cách sửa
    /// Word: dùng Spacing Before của dòng họ tên (khoảng 85 pt) thay cho các dòng trống.
    SignatureRoom = 828, "cho-ky", Warning, Custom("thông lệ"), "G28",
    "khoảng trống để ký không phải 25-60 mm", "the room to sign is not 25-60 mm",
    "để trống 25-60 mm giữa chức vụ và họ tên",
    "leave 25-60 mm between the office and the name";
}
