//! Names of persons (Phụ lục II, II.1a).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::units::FAMILIES;
use crate::lint::rule::rule;
use crate::lint::scan::{Word, between, words_of};
use crate::lint::words::{capital, capitalised, entries, lower};
use crate::lint::{Found, Piece, Role, Safety, Subject};

rule! {
    /// # Viết hoa mọi âm tiết của họ tên
    ///
    /// ## Phát hiện gì
    /// Họ tên người ký, hoặc người được giới thiệu, người nghỉ phép, có chữ viết thường. Các chữ chỉ danh xưng, học vị, cấp bậc đứng trước (ông, bà,
    /// bác sĩ, thiếu tá …) không tính. Trong nội dung: chỉ chữ đệm viết thường (văn, thị …) giữa họ và tên, sau ông, bà, đồng chí.
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
    Heuristic("NĐ 30/2020, Phụ lục II, II.1a"),
    "họ tên có âm tiết viết thường", "a name has a word in small letters" => person_name;
}

static FORMS_OF_ADDRESS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("forms-of-address.txt")).collect());
static MIDDLE_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("middle-names.txt")).collect());

fn person_name(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| matches!(piece.role, Role::SignerName | Role::Person)) {
        let all = &piece.read().words;
        let titles = all
            .iter()
            .take_while(|word| FORMS_OF_ADDRESS.contains(lower(&piece.text[(*word).clone()]).as_str()))
            .count();
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
            report(piece, &Word { text, start: word.start }, found);
        }
    }
    for piece in subject.texts.iter().filter(|piece| matches!(piece.role, Role::Body | Role::Base | Role::Field)) {
        let words = words_of(piece);
        for group in words.windows(4) {
            let [address, family, middle, given] = group else { continue };
            let joined = group.windows(2).all(|pair| between(&piece.text, &pair[0], &pair[1]) == " ");
            let known = ["ông", "bà", "chí", "anh", "chị"].iter().any(|word| address.is(word))
                && FAMILIES.contains(lower(family.text).as_str())
                && MIDDLE_NAMES.contains(middle.text);
            if joined && known && capital(family.text) && capital(given.text) {
                report(piece, middle, found);
            }
        }
    }
}

fn report(piece: &Piece<'_>, word: &Word<'_>, found: &mut Found) {
    let (text, right) = (word.text, capitalised(word.text));
    found
        .report(
            piece.place(word.range()),
            format!("«{text}» trong họ tên phải viết hoa: «{right}»"),
            format!("«{text}» is part of a name: write «{right}»"),
        )
        .replace(piece.exact(word.range()), right, Safety::Unsafe);
}
