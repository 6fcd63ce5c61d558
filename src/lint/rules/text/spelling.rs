//! Words that are written wrong, by lists.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::words::{all_capital, capital, capitalised, entries, in_address, key};
use crate::lint::{Found, Piece, Role, Safety, Shape, Subject};

static DOUBLED: LazyLock<Vec<(u32, &str)>> =
    LazyLock::new(|| entries(include_str!("doubled.txt")).map(|word| (key(word), word)).collect());
static DOUBLED_RIGHT: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("doubled-right.txt")));
static I_AND_Y: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("i-y.txt")));
static SPELLING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("spelling.txt")));

rule! {
    /// # Từ lặp
    ///
    /// ## Phát hiện gì
    /// Một hư từ viết hai lần liền nhau (`của của`, `các các`), hoặc một cụm từ hai đến sáu tiếng viết hai lần (`đơn vị đơn vị`). Hai từ ghép đứng
    /// cạnh nhau (`hành vi vi phạm`, `hiện tại tại`), từ láy, và động từ sau từ chỉ người làm việc đó (`đơn vị chủ trì chủ trì`) không tính.
    ///
    /// ## Vì sao
    /// Lỗi thường gặp khi sửa, chép. Đây là thông lệ, không có điều khoản riêng.
    ///
    /// ## Ví dụ
    /// ```text
    /// kế hoạch của của xã; các đơn vị đơn vị thực hiện      # sai
    /// kế hoạch của xã; các đơn vị thực hiện      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ phần lặp.
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
    /// Nội dung văn bản phải chính xác (NĐ 30/2020, Phụ lục I, Phần I, II.6). Danh sách chỉ gồm chữ không thể là một từ khác; trường hợp còn tranh luận không
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

/// How many words a phrase that stands twice may have.
const LONGEST: usize = 6;
/// What ends the name of one who acts; behind it the same verb may stand twice: `đơn vị chủ trì chủ trì`, `cấp có thẩm quyền quyết định quyết định`.
const ACTORS: &[&str] = &["vị", "quan", "người", "bên", "chức", "quyền", "phận", "viên", "trưởng", "cấp", "bộ"];

fn doubled(subject: &Subject<'_>, found: &mut Found) {
    let named = |piece: &&Piece<'_>| matches!(piece.role, Role::SignerName | Role::Person);
    for piece in subject.texts.iter().filter(|piece| piece.shape != Shape::Table && !named(piece)) {
        let words = &piece.read().words;
        let right = LazyCell::new(|| DOUBLED_RIGHT.matches(piece.read()));
        let mut at = 0;
        while at < words.len() {
            let Some(count) = (1..=LONGEST).find(|count| is_twice(piece, at, *count)) else {
                at += 1;
                continue;
            };
            let (end, again) = (words[at + count - 1].end, words[at + count].start..words[at + 2 * count - 1].end);
            at += count;
            let phrase = right.get(right.partition_point(|(range, _)| range.end <= end));
            if phrase.is_some_and(|(range, _)| range.start < end) {
                continue;
            }
            let own = &piece.text[again.clone()];
            found
                .report(piece.place(again.clone()), format!("«{own}» viết hai lần"), format!("«{own}» stands twice"))
                .replace(piece.exact(end..again.end), "", Safety::Unsafe);
        }
    }
}

/// Whether some words from one on stand twice, and that may be a slip.
fn is_twice(piece: &Piece<'_>, from: usize, count: usize) -> bool {
    let read = piece.read();
    let (Some(words), Some(keys)) = (read.words.get(from..from + 2 * count), read.keys.get(from..from + 2 * count))
    else {
        return false;
    };
    if keys[..count] != keys[count..] {
        return false;
    }
    // A capital on the second begins a name: "huyện Huyện".
    let same = |(one, two): (&Range<usize>, &Range<usize>)| read.small[one.clone()] == piece.text[two.clone()];
    let spaced = words.windows(2).all(|pair| &piece.text[pair[0].end..pair[1].start] == " ");
    let letters = words[..count].iter().all(|word| piece.text[word.clone()].chars().all(char::is_alphabetic));
    if !spaced || !letters || !words[..count].iter().zip(&words[count..]).all(same) {
        return false;
    }
    if count == 1 {
        let own = &read.small[words[0].clone()];
        return DOUBLED.iter().any(|(key, word)| *key == keys[0] && *word == own);
    }
    // "vui vui vui vui" is no phrase.
    let one_word = keys[1..count].iter().all(|key| *key == keys[0]);
    let acts = from.checked_sub(1).map(|before| &read.words[before]).is_some_and(|before| {
        &piece.text[before.end..words[0].start] == " " && ACTORS.contains(&&read.small[before.clone()])
    });
    !one_word && !acts
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
