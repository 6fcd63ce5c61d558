//! Words for administrative units before a name (Phụ lục II, III.1).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lint::phrases::{Phrase, Phrases};
use crate::lint::rule::rule;
use crate::lint::scan::{self, units};
use crate::lint::words::{
    after, before, capital, capitalised, entries, lower, may_begin, uncapitalised, word_after, word_before,
};
use crate::lint::{Found, Piece, Role, Safety, Shape, Subject};

pub(super) static FAMILIES: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("families.txt")).collect());
static NAMESAKES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(scan::NAMESAKES));

static UNITS: LazyLock<Vec<&str>> = LazyLock::new(|| units().collect());

/// Words that make another noun of what stands before them: Tỉnh Đoàn, Huyện Ủy.
const OTHER_NOUNS: [&str; 8] = ["đoàn", "ủy", "uỷ", "hội", "đội", "đảng", "hồ", "bộ"];

rule! {
    /// # Chữ chỉ đơn vị hành chính đứng trước tên riêng viết thường
    ///
    /// ## Phát hiện gì
    /// Trong câu có `Tỉnh`, `Huyện`, `Xã`, `Phường`, `Thị trấn`, `Thành phố`, `Thôn` … viết hoa trước một tên riêng. Không tính ở đầu câu; tên là chữ
    /// số, tên người hay sự kiện lịch sử (Quận 1, Phường Điện Biên Phủ); `Thành phố Hồ Chí Minh`.
    ///
    /// ## Vì sao
    /// Tên đơn vị hành chính cấu tạo giữa danh từ chung và tên riêng thì chỉ viết hoa tên riêng: tỉnh Nam Định, thành phố Thái Nguyên (NĐ 30/2020,
    /// Phụ lục II, III.1a). Tên người được đoán theo họ, nên có thể sót.
    ///
    /// ## Ví dụ
    /// ```text
    /// trên địa bàn Tỉnh Nam Định      # sai
    /// trên địa bàn tỉnh Nam Định      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết thường chữ chỉ đơn vị hành chính; giữ nguyên nếu tên riêng là tên người hay sự kiện lịch sử.
    UnitWord = 654, "don-vi-hanh-chinh-viet-thuong", Capitals, Warning, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, III.1a"),
    "chữ chỉ đơn vị hành chính viết hoa giữa câu", "the word for a unit has a capital in a sentence" => unit_word;
}

rule! {
    /// # Chữ chỉ đơn vị hành chính viết hoa khi tên là chữ số, tên người, sự kiện
    ///
    /// ## Phát hiện gì
    /// `quận`, `phường` viết thường trước chữ số, và các đơn vị viết thường trước một số tên người, tên sự kiện quen thuộc.
    ///
    /// ## Vì sao
    /// Tên đơn vị hành chính cấu tạo bởi danh từ chung với chữ số, tên người, tên sự kiện lịch sử phải viết hoa cả danh từ chung: Quận 1, Phường Điện
    /// Biên Phủ (NĐ 30/2020, Phụ lục II, III.1b). Danh sách tên do chương trình chọn, chỉ gồm tên chắc chắn.
    ///
    /// ## Ví dụ
    /// ```text
    /// tại quận 1, phường Điện Biên Phủ      # sai
    /// tại Quận 1, Phường Điện Biên Phủ      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa chữ `Quận`, `Phường`, `Xã` …
    NumberedUnit = 655, "don-vi-hanh-chinh-viet-hoa", Capitals, Warning, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, III.1b"),
    "chữ chỉ đơn vị hành chính viết thường trước chữ số, tên người", "the word for a unit lacks its capital before a number or a person's name" => numbered_unit;
}

/// Running texts: a list of names, a table, a heading in the margin have their own capitals.
fn running<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = &'s Piece<'a>> {
    subject.texts.iter().filter(|piece| {
        let role = matches!(
            piece.role,
            Role::Body
                | Role::Subject
                | Role::Base
                | Role::Field
                | Role::Addressee
                | Role::Recipient
                | Role::RunningName
        );
        role && piece.shape != Shape::Table
    })
}

fn unit_word(subject: &Subject<'_>, found: &mut Found) {
    for piece in running(subject) {
        let (small, words) = (&piece.read().small, &piece.read().words);
        for word in words.iter().filter(|word| capital(&piece.text[word.start..])) {
            let Some(unit) = UNITS.iter().find(|unit| small[word.start..].starts_with(**unit)) else { continue };
            let end = word.start + unit.len();
            let text = &piece.text[word.start..end];
            let name = word_after(&piece.text, end);
            // `Xã`, with the rest of the word for the unit in small letters.
            let titled = capital(text) && text.chars().skip(1).all(|c| !c.is_uppercase());
            if !titled
                || after(&piece.text, end) != Some(' ')
                || !capital(name)
                || !name.chars().any(char::is_lowercase)
            {
                continue;
            }
            if may_begin(&piece.text, piece.start, word.start) || named_after_person(piece, end, name) {
                continue;
            }
            let right = uncapitalised(text);
            let place = word.start..end;
            found
                .report(
                    piece.place(place.clone()),
                    format!("«{text} {name}»: «{right}» viết thường trước tên riêng"),
                    format!("«{text} {name}»: «{right}» is small before a name"),
                )
                .help(
                    "giữ chữ hoa nếu tên riêng là tên người hoặc sự kiện lịch sử",
                    "keep the capital if the name is a person's or an event's",
                )
                .replace(piece.exact(place), right, Safety::Unsafe);
        }
    }
}

/// Whether what stands behind a unit may be a person's name, an event, or another noun.
fn named_after_person(piece: &Piece<'_>, end: usize, name: &str) -> bool {
    let second = word_after(&piece.text, end + 1 + name.len());
    let small = lower(name);
    OTHER_NOUNS.contains(&small.as_str())
        || (FAMILIES.contains(small.as_str()) && capital(second))
        || namesake(piece, end, name).is_some()
}

/// A person or an event whose name begins with the word behind a unit.
fn namesake(piece: &Piece<'_>, end: usize, name: &str) -> Option<&'static Phrase> {
    NAMESAKES.at(&piece.read().small, end + 1..end + 1 + name.len())
}

fn numbered_unit(subject: &Subject<'_>, found: &mut Found) {
    for piece in running(subject) {
        for word in &piece.read().words {
            let Some(unit) = UNITS.iter().find(|unit| piece.text[word.start..].starts_with(**unit)) else { continue };
            let end = word.start + unit.len();
            let name = word_after(&piece.text, end);
            let number = matches!(*unit, "quận" | "phường")
                && (1..=2).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_digit());
            let known = !name.is_empty()
                && capital(name)
                && *unit != "thôn"
                && *unit != "tổ dân phố"
                && namesake(piece, end, name)
                    .is_some_and(|phrase| piece.text[end + 1..].starts_with(phrase.right.as_str()));
            if !number && !known || number && counted(&piece.text, word.start, end, name) {
                continue;
            }
            let (place, right) = (word.start..end, capitalised(unit));
            found
                .report(
                    piece.place(place.clone()),
                    format!("«{unit} {name}»: viết hoa «{right}» trước chữ số, tên người, sự kiện"),
                    format!("«{unit} {name}»: write «{right}» before a number, a person's name, an event"),
                )
                .replace(piece.exact(place), right, Safety::Unsafe);
        }
    }
}

/// Whether the number counts what follows (`5 phường 3 xã`), or the units are many (`các quận 1, 3`).
fn counted(text: &str, start: usize, end: usize, number: &str) -> bool {
    let previous = lower(word_before(text, start));
    let behind = end + 1 + number.len();
    let next = word_after(text, behind);
    previous.bytes().any(|b| b.is_ascii_digit())
        || matches!(previous.as_str(), "các" | "những" | "mỗi" | "hai" | "ba")
        || UNITS.contains(&next)
        || after(text, behind).is_some_and(|c| {
            matches!(c, '/' | '%' | '.') && after(text, behind + 1).is_some_and(|c| c.is_ascii_digit())
        })
        || before(text, start) == Some('_')
}
