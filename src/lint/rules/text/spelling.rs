//! Words that are written wrong, by lists.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::words::{all_capital, capital, capitalised, entries, in_address};
use crate::lint::{Found, Role, Safety, Shape, Subject};

static DOUBLED: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("doubled.txt")).collect());
static I_AND_Y: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("i-y.txt")));
static SPELLING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("spelling.txt")));

rule! {
    /// # Từ lặp
    ///
    /// ## Phát hiện gì
    /// Một từ viết hai lần liền nhau: `của của`, `huyện huyện`. Từ láy và từ lặp có nghĩa (luôn luôn, người người, năm năm) không tính.
    ///
    /// ## Vì sao
    /// Lỗi thường gặp khi sửa, chép. Danh sách từ láy do chương trình chọn, nên có thể báo nhầm.
    ///
    /// ## Ví dụ
    /// ```text
    /// kế hoạch của của xã      # sai
    /// kế hoạch của xã      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ một từ.
    Doubled = 710, "tu-lap", Text, Warning, Plan, Unsafe,
    Custom("thông lệ"),
    "một từ viết hai lần", "a word stands twice" => doubled;
}

rule! {
    /// # Viết kỹ, lý, quy
    ///
    /// ## Phát hiện gì
    /// `kĩ thuật`, `xử lí`, `tỉ lệ`, `qui định` …: các từ văn bản nhà nước thường viết với `y`.
    ///
    /// ## Vì sao
    /// Luật, nghị định viết kỹ, lý, quy; đây là thông lệ, không có điều khoản riêng (sách giáo khoa có viết `i`).
    ///
    /// ## Ví dụ
    /// ```text
    /// quản lí kĩ thuật      # sai
    /// quản lý kỹ thuật      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết `y`. `--fix` làm được việc này.
    IAndY = 711, "i-ngan-y-dai", Text, Note, Plan, Safe,
    Custom("thông lệ"),
    "viết i thay cho y", "i stands for y" => |subject, found| by_list(subject, found, &I_AND_Y, Safety::Safe);
}

rule! {
    /// # Lỗi chính tả
    ///
    /// ## Phát hiện gì
    /// Một số lỗi chính tả chắc chắn hay gặp trong văn bản hành chính: `bổ xung`, `hổ trợ`, `lòng ghép`, `đuợc`, và `d` viết thay cho `đ`: `dơn vị`.
    ///
    /// ## Vì sao
    /// Nội dung văn bản phải chính xác (NĐ 30/2020, Phụ lục I, II.6). Danh sách chỉ gồm chữ không thể là một từ khác; trường hợp còn tranh luận không
    /// có trong danh sách.
    ///
    /// ## Ví dụ
    /// ```text
    /// bổ xung, lòng ghép      # sai
    /// bổ sung, lồng ghép      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại cho đúng.
    Misspelt = 712, "loi-chinh-ta", Text, Warning, Plan, Unsafe,
    Custom("thông lệ"),
    "lỗi chính tả", "a misspelling" => |subject, found| by_list(subject, found, &SPELLING, Safety::Unsafe);
}

fn doubled(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.shape != Shape::Table && piece.role != Role::SignerName) {
        let text = piece.text.as_ref();
        let read = piece.read();
        for (pair, keys) in read.words.windows(2).zip(read.keys.windows(2)) {
            let [first, second] = pair else { continue };
            if keys[0] != keys[1] {
                continue;
            }
            let (one, two) = (&text[first.clone()], &text[second.clone()]);
            let letters = one.chars().count() > 1 && one.chars().all(char::is_alphabetic);
            // A capital on the second begins a name: "huyện Huyện".
            let same = &read.small[first.clone()] == two && !capital(two);
            let gap = &text[first.end..second.start];
            if !letters || !same || gap != " " || DOUBLED.contains(two) {
                continue;
            }
            found
                .report(piece.place(second.clone()), format!("«{two}» viết hai lần"), format!("«{two}» stands twice"))
                .replace(piece.exact(first.end..second.end), "", Safety::Unsafe);
        }
    }
}

/// Reports what a list of spellings knows.
fn by_list(subject: &Subject<'_>, found: &mut Found, list: &Phrases, safety: Safety) {
    for piece in subject.texts.iter().filter(|piece| !matches!(piece.role, Role::SignerName | Role::Person)) {
        for (range, phrase) in list.matches(piece.read()) {
            let text = &piece.text[range.clone()];
            let right = like(text, &phrase.right);
            // A name may be written as it is; an address, too.
            let name = text.split(' ').skip(1).any(capital) && !all_capital(text, 1);
            if name || in_address(&piece.text, range.start) {
                continue;
            }
            found
                .report(
                    piece.place(range.clone()),
                    format!("«{text}»: viết «{right}»"),
                    format!("«{text}»: write «{right}»"),
                )
                .replace(piece.exact(range), right, safety);
        }
    }
}

/// A word with the capitals of another.
fn like(model: &str, word: &str) -> String {
    if all_capital(model, 1) {
        word.to_uppercase()
    } else if capital(model) {
        capitalised(word)
    } else {
        word.to_owned()
    }
}
