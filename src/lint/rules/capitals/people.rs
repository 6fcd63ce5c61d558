//! Names of persons (Phụ lục II, II.1a).

use crate::lint::rule::rule;
use crate::lint::words::{capitalised, lower};
use crate::lint::{Found, Role, Safety, Subject};

rule! {
    /// # Viết hoa mọi âm tiết của họ tên
    ///
    /// ## Phát hiện gì
    /// Họ tên người ký, hoặc người được giới thiệu, người nghỉ phép, có chữ viết thường. Các chữ chỉ danh xưng, học vị, cấp bậc đứng trước (ông, bà,
    /// bác sĩ, thiếu tá …) không tính.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu tất cả các âm tiết của danh từ riêng chỉ tên người (NĐ 30/2020, Phụ lục II, II.1a).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ho_ten: Nguyễn văn Mẫu      # sai
    /// ho_ten: Nguyễn Văn Mẫu      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa chữ cái đầu của từng âm tiết.
    PersonName = 652, "ho-ten-am-tiet-viet-thuong", Capitals, Error, Plan, Unsafe,
    Law("NĐ 30/2020, Phụ lục II, II.1a"),
    "họ tên có âm tiết viết thường", "a name has a word in small letters" => person_name;
}

/// Words that stand before a name and are no part of it.
const TITLES: [&str; 33] = [
    "ông",
    "bà",
    "anh",
    "chị",
    "đồng",
    "chí",
    "thạc",
    "tiến",
    "sĩ",
    "bác",
    "dược",
    "giáo",
    "phó",
    "sư",
    "kỹ",
    "luật",
    "cử",
    "nhân",
    "nghệ",
    "chuyên",
    "khoa",
    "đại",
    "thượng",
    "trung",
    "thiếu",
    "tá",
    "úy",
    "uý",
    "tướng",
    "nhà",
    "ưu",
    "tú",
    "linh",
];

fn person_name(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| matches!(piece.role, Role::SignerName | Role::Person)) {
        let all = &piece.read().words;
        let titles =
            all.iter().take_while(|word| TITLES.contains(&lower(&piece.text[(*word).clone()]).as_str())).count();
        // What is left must look like a name at all: `{{ ho_ten }}`, or words that say who signs.
        let name = &all[titles..];
        if piece.text.contains('_') || name.len() < 2 {
            continue;
        }
        for word in name {
            let text = &piece.text[word.clone()];
            let inside =
                word.start > 0 && matches!(piece.text[..word.start].chars().next_back(), Some('-' | '\'' | '’' | '.'));
            if !text.chars().next().is_some_and(char::is_lowercase) || inside {
                continue;
            }
            let right = capitalised(text);
            found
                .report(
                    piece.place(word.clone()),
                    format!("«{text}» trong họ tên phải viết hoa: «{right}»"),
                    format!("«{text}» is part of a name: write «{right}»"),
                )
                .replace(piece.exact(word.clone()), right, Safety::Unsafe);
        }
    }
}
