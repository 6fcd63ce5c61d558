//! Foreign names (Phụ lục II, II.2, III.2 and IV.2).

use std::sync::LazyLock;

use super::listed::listed;
use crate::lint::Safety;
use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;

static INTERNATIONAL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("international.txt")));
static NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("foreign-names.txt")));

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
    /// # Tên người, địa danh nước ngoài phiên âm
    ///
    /// ## Phát hiện gì
    /// Tên người, địa danh nước ngoài trong danh sách viết sai chữ hoa: `Lê-Nin`, `Mát-xcơ-Va`, `bình nhưỡng`.
    ///
    /// ## Vì sao
    /// Tên phiên âm sát nguyên ngữ viết hoa chữ cái đầu âm tiết thứ nhất của mỗi thành phần: Vla-đi-mia I-lích Lê-nin, Mát-xcơ-va; tên phiên âm
    /// Hán - Việt viết như tên Việt Nam: Mao Trạch Đông, Bình Nhưỡng (NĐ 30/2020, Phụ lục II, II.2 và III.2). Danh sách là của chương trình.
    ///
    /// ## Ví dụ
    /// ```text
    /// tượng đài Lê-Nin      # sai
    /// tượng đài Lê-nin      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa như trong ví dụ.
    ForeignName = 671, "ten-phien-am", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, II.2 và III.2"),
    "tên phiên âm viết sai chữ hoa", "a foreign name in Vietnamese sounds has wrong capitals" =>
        |subject, found| listed(subject, found, &NAMES, Safety::Unsafe, |_, _| false);
}
