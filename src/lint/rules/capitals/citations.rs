//! Names of texts and of their parts (Phụ lục II, V.6 and V.7).

use std::sync::LazyLock;

use super::listed::listed;
use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::words::{
    after, before, capitalised, in_word, lower, may_begin, uncapitalised, word_after, word_before,
};
use crate::lint::{Found, Role, Safety, Shape, Subject};

static LAWS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("laws.txt")));

rule! {
    /// # Viết hoa tên loại của một văn bản cụ thể
    ///
    /// ## Phát hiện gì
    /// Tên loại viết thường trước số và ký hiệu của một văn bản cụ thể: `nghị định số 30/2020/NĐ-CP`, `kế hoạch số 12/KH-UBND`.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của tên loại văn bản khi nêu tên một văn bản cụ thể (NĐ 30/2020, Phụ lục II, V.6). Nói chung về một loại văn bản thì viết
    /// thường.
    ///
    /// ## Ví dụ
    /// ```text
    /// theo nghị định số 30/2020/NĐ-CP      # sai
    /// theo Nghị định số 30/2020/NĐ-CP      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa chữ đầu của tên loại. `--fix` làm được việc này.
    NumberedText = 662, "ten-loai-van-ban", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.6"),
    "tên loại của văn bản cụ thể viết thường", "the kind of a certain text lacks its capital" => numbered_text;
}

rule! {
    /// # Viết hoa tên luật
    ///
    /// ## Phát hiện gì
    /// Tên một luật, bộ luật trong danh sách viết sai chữ hoa: `luật Đất đai`, `Luật đất đai`, `Bộ Luật Dân Sự`.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của tên loại và chữ cái đầu của âm tiết thứ nhất tạo thành tên gọi của văn bản: Luật Tổ chức Quốc hội, Bộ luật Hình sự
    /// (NĐ 30/2020, Phụ lục II, V.6).
    ///
    /// ## Ví dụ
    /// ```text
    /// Căn cứ Luật đất đai      # sai
    /// Căn cứ Luật Đất đai      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết đúng tên luật. `--fix` làm được việc này.
    LawTitle = 663, "ten-luat", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.6"),
    "tên luật viết sai chữ hoa", "the title of a law has wrong capitals" =>
        |subject, found| listed(subject, found, &LAWS, Safety::Safe, |piece, range| {
            // "pháp luật đất đai", "kỷ luật cán bộ", "dự án luật …": another noun, or no certain law.
            let before = lower(word_before(&piece.text, range.start));
            let title = &piece.text[range.clone()];
            matches!(before.as_str(), "pháp" | "kỷ" | "kỉ" | "hình" | "bộ" | "án" | "thảo" | "cán") || (title == lower(title) && before != "cứ")
        });
}

rule! {
    /// # Viện dẫn khoản, điểm viết thường
    ///
    /// ## Phát hiện gì
    /// `Khoản`, `Điểm` viết hoa giữa câu khi viện dẫn: `Điểm a Khoản 2 Điều 5`.
    ///
    /// ## Vì sao
    /// Khi viện dẫn, viết hoa phần, chương, mục, tiểu mục, điều; khoản và điểm viết thường: điểm a khoản 2 Điều 103 (NĐ 30/2020, Phụ lục II, V.7).
    ///
    /// ## Ví dụ
    /// ```text
    /// theo Điểm a Khoản 2 Điều 5      # sai
    /// theo điểm a khoản 2 Điều 5      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết thường `khoản`, `điểm`. `--fix` làm được việc này.
    SmallPart = 664, "khoan-diem-viet-thuong", Capitals, Warning, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục II, V.7"),
    "viện dẫn khoản, điểm viết hoa", "a cited khoản or điểm has a capital" => small_part;
}

rule! {
    /// # Viện dẫn Điều, Chương, Mục, Phần viết hoa
    ///
    /// ## Phát hiện gì
    /// `điều` viết thường trước chữ số, `chương`, `mục`, `phần` viết thường trước số La Mã. Không tính khi là số đếm (`5 điều`, `hai chương`) hay
    /// thuộc từ khác (danh mục, thành phần).
    ///
    /// ## Vì sao
    /// Khi viện dẫn phần, chương, mục, tiểu mục, điều của một văn bản cụ thể phải viết hoa chữ cái đầu (NĐ 30/2020, Phụ lục II, V.7).
    ///
    /// ## Ví dụ
    /// ```text
    /// quy định tại điều 5 chương II      # sai
    /// quy định tại Điều 5 Chương II      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa `Điều`, `Chương`, `Mục`, `Phần`. `--fix` làm được việc này.
    GreatPart = 665, "dieu-chuong-viet-hoa", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.7"),
    "viện dẫn điều, chương viết thường", "a cited điều or chương lacks its capital" => great_part;
}

/// Whether the number before a place belongs to a part that is cited itself: `điều 5 chương II`.
fn cites(text: &str, at: usize) -> bool {
    let number = word_before(text, at);
    let part = word_before(text, at.saturating_sub(number.len() + 1));
    ["điểm", "khoản", "điều", "mục", "chương"].contains(&lower(part).as_str())
}

const KINDS: [&str; 24] = [
    "nghị quyết",
    "nghị định",
    "quyết định",
    "thông tư",
    "thông tư liên tịch",
    "chỉ thị",
    "pháp lệnh",
    "luật",
    "kế hoạch",
    "công văn",
    "tờ trình",
    "báo cáo",
    "thông báo",
    "thông cáo",
    "hướng dẫn",
    "chương trình",
    "quy chế",
    "quy định",
    "công điện",
    "giấy mời",
    "hợp đồng",
    "đề án",
    "phương án",
    "biên bản",
];

/// What makes a number of texts, or of parts, of what follows.
fn counting(word: &str) -> bool {
    let word = lower(word);
    word.bytes().any(|b| b.is_ascii_digit())
        || [
            "các", "những", "mỗi", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "nhiều",
            "mấy",
        ]
        .contains(&word.as_str())
}

fn running<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = &'s crate::lint::Piece<'a>> {
    subject.texts.iter().filter(|piece| {
        let role = matches!(piece.role, Role::Body | Role::Base | Role::Subject | Role::Field | Role::AppendixTitle);
        role && piece.shape != Shape::Table
    })
}

fn numbered_text(subject: &Subject<'_>, found: &mut Found) {
    for piece in running(subject).filter(|piece| piece.has_digits() && piece.may_have('/')) {
        for (at, _) in piece.text.match_indices(" số ") {
            let number = &piece.text[at + " số ".len()..];
            let number = number.split([' ', ',', ';', ')']).next().unwrap_or_default();
            // 30/2020/NĐ-CP, 05-HD/VPTW: digits first, a stroke, letters.
            let whole = number.starts_with(|c: char| c.is_ascii_digit())
                && number.contains('/')
                && number.chars().any(char::is_alphabetic);
            let head = &piece.text[..at];
            let kind = KINDS.iter().filter(|kind| head.ends_with(**kind)).max_by_key(|kind| kind.len());
            let Some(kind) = kind.filter(|_| whole) else { continue };
            let start = at - kind.len();
            let joined = before(&piece.text, start).is_some_and(|c| in_word(c) || c == '_');
            if joined || counting(word_before(&piece.text, start)) {
                continue;
            }
            // "thông tư liên tịch" and the like end in what was found; the first word is mended.
            let first = start..start + kind.find(' ').unwrap_or(kind.len());
            let right = capitalised(&piece.text[first.clone()]);
            found
                .report(
                    piece.place(start..at),
                    format!("«{kind} số {number}»: viết hoa tên loại của một văn bản cụ thể"),
                    format!("«{kind} số {number}»: the kind of a certain text has a capital"),
                )
                .replace(piece.exact(first), right, Safety::Safe);
        }
    }
}

fn small_part(subject: &Subject<'_>, found: &mut Found) {
    for piece in running(subject) {
        for word in &piece.read().words {
            let text = &piece.text[word.clone()];
            if !matches!(text, "Khoản" | "Điểm") {
                continue;
            }
            let next = word_after(&piece.text, word.end);
            let cited = match text {
                "Khoản" => next.len() <= 2 && next.bytes().all(|b| b.is_ascii_digit()),
                _ => next.chars().count() == 1 && next.chars().all(|c| c.is_alphabetic() && c.is_lowercase()),
            };
            if !cited || next.is_empty() || may_begin(&piece.text, piece.start, word.start) {
                continue;
            }
            let right = uncapitalised(text);
            found
                .report(
                    piece.place(word.clone()),
                    format!("«{text} {next}»: viện dẫn «{right}» viết thường"),
                    format!("«{text} {next}»: a cited «{right}» is small"),
                )
                .replace(piece.exact(word.clone()), right, Safety::Safe);
        }
    }
}

fn great_part(subject: &Subject<'_>, found: &mut Found) {
    for piece in running(subject) {
        for word in &piece.read().words {
            let text = &piece.text[word.clone()];
            if !matches!(text, "điều" | "chương" | "mục" | "phần") {
                continue;
            }
            let next = word_after(&piece.text, word.end);
            let digits = !next.is_empty() && next.len() <= 3 && next.bytes().all(|b| b.is_ascii_digit());
            let roman = !next.is_empty() && next.bytes().all(|b| b"IVXLC".contains(&b));
            let previous = word_before(&piece.text, word.start);
            let cited = match text {
                "điều" => digits && before(&piece.text, word.start) != Some('-'),
                "chương" => roman && !matches!(previous, "văn" | "huân" | "huy" | "hiến"),
                "mục" => roman && !matches!(previous, "danh" | "hạng" | "đề" | "đầu" | "chuyên" | "tiểu"),
                _ => roman && !matches!(previous, "thành" | "học" | "cổ" | "góp" | "cấu"),
            };
            // "điều 5%", "điều 1.000": a figure.
            let end = word.end + 1 + next.len();
            let figure = after(&piece.text, end).is_some_and(|c| matches!(c, '.' | ','))
                && after(&piece.text, end + 1).is_some_and(|c| c.is_ascii_digit());
            if !cited || figure || counting(previous) && !cites(&piece.text, word.start) {
                continue;
            }
            let right = capitalised(text);
            found
                .report(
                    piece.place(word.clone()),
                    format!("«{text} {next}»: viện dẫn «{right}» viết hoa"),
                    format!("«{text} {next}»: a cited «{right}» has a capital"),
                )
                .replace(piece.exact(word.clone()), right, Safety::Safe);
        }
    }
}
