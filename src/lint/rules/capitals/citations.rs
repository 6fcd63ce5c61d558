//! Names of texts and of their parts (Phụ lục II, V.6 and V.7).

use std::ops::Range;
use std::sync::LazyLock;

use super::listed::listed;
use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::scan::{between, kind_at, words_of};
use crate::lint::words::{
    after, before, capital, capitalised, lower, may_begin, uncapitalised, word_after, word_before,
};
use crate::lint::{Found, Piece, Role, Safety, Shape, Subject};

static LAWS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("laws.txt")));

rule! {
    /// # Viết hoa tên loại của một văn bản cụ thể
    ///
    /// ## Phát hiện gì
    /// Tên loại viết thường trước số và ký hiệu của một văn bản cụ thể: `nghị định số 30/2020/NĐ-CP`, `kế hoạch 12/KH-UBND`. Nhiều văn bản nêu chung
    /// (các nghị quyết số …) không tính.
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
    /// `điều` viết thường trước chữ số; `chương`, `phần` viết thường trước số La Mã; `mục`, `tiểu mục` viết thường trước chữ số hay số La Mã, chỉ khi
    /// bên cạnh có Chương, Phần, Điều hoặc tên văn bản (`mục 2` của một kế hoạch thường không phải là Mục). Không tính khi là số đếm (`5 điều`,
    /// `hai chương`) hay thuộc từ khác (danh mục, thành phần).
    ///
    /// ## Vì sao
    /// Khi viện dẫn phần, chương, mục, tiểu mục, điều của một văn bản cụ thể phải viết hoa chữ cái đầu: Điều 24 Tiểu mục 1 Mục 1 Chương III (NĐ 30/2020,
    /// Phụ lục II, V.7). Phần, chương đánh số La Mã; mục, tiểu mục đánh số Ả Rập (Phụ lục I, Phần I, II.6).
    ///
    /// ## Ví dụ
    /// ```text
    /// quy định tại điều 5 mục 2 chương II      # sai
    /// quy định tại Điều 5 Mục 2 Chương II      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa `Điều`, `Chương`, `Mục`, `Tiểu mục`, `Phần`. `--fix` làm được việc này.
    GreatPart = 665, "dieu-chuong-viet-hoa", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.7"),
    "viện dẫn điều, chương viết thường", "a cited điều or chương lacks its capital" => great_part;
}

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

fn running<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = &'s Piece<'a>> {
    subject.texts.iter().filter(|piece| {
        let role = matches!(piece.role, Role::Body | Role::Base | Role::Subject | Role::Field | Role::AppendixTitle);
        role && piece.shape != Shape::Table
    })
}

/// Kinds whose names are everyday words, too: a number behind them does not make them a certain document's.
const EVERYDAY: [&str; 3] = ["Văn bản", "Lệnh", "Dự án"];

fn numbered_text(subject: &Subject<'_>, found: &mut Found) {
    for piece in running(subject) {
        let mut last = None;
        for citation in piece.citations() {
            let Some((kind, start)) = citation.kind.filter(|(kind, _)| !EVERYDAY.contains(kind)) else { continue };
            let text = &piece.text[start..];
            // Several documents in a row have their kind in common.
            if last.replace(start) == Some(start) || capital(text) {
                continue;
            }
            let previous = word_before(&piece.text, start);
            let other_noun = matches!(lower(previous).as_str(), "pháp" | "kỷ" | "kỉ");
            if other_noun || counting(previous) || before(&piece.text, start) == Some('_') {
                continue;
            }
            let shown = &piece.text[start..citation.range.end];
            // "thông tư liên tịch" and the like: the first word is mended.
            let first = start..start + kind.find(' ').unwrap_or(kind.len());
            let right = capitalised(&piece.text[first.clone()]);
            found
                .report(
                    piece.place(start..start + kind.len()),
                    format!("«{shown}»: viết hoa tên loại của một văn bản cụ thể"),
                    format!("«{shown}»: the kind of a certain text has a capital"),
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
        let parts = parts(piece);
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.small) {
            let cited = match part.name {
                "điều" => !part.roman && before(&piece.text, part.range.start) != Some('-'),
                "chương" | "phần" => part.roman,
                "mục" | "tiểu mục" => of_a_law(&piece.text, &parts, index),
                _ => false,
            };
            let previous = word_before(&piece.text, part.range.start);
            let numbered = index > 0 && parts[index - 1].end + 1 == part.range.start;
            if !cited || counting(previous) && !numbered {
                continue;
            }
            let text = &piece.text[part.range.clone()];
            let (shown, right) = (&piece.text[part.range.start..part.end], capitalised(text));
            found
                .report(
                    piece.place(part.range.clone()),
                    format!("«{shown}»: viện dẫn «{right}» viết hoa"),
                    format!("«{shown}»: a cited «{right}» has a capital"),
                )
                .replace(piece.exact(part.range.clone()), right, Safety::Safe);
        }
    }
}

/// A part of a document as it is cited: `Điều 5`, `tiểu mục 1`.
struct Part {
    /// Its word, in small letters.
    name: &'static str,
    /// The bytes of its word.
    range: Range<usize>,
    /// Where its number ends.
    end: usize,
    /// Whether its number is a Roman one.
    roman: bool,
    /// Whether its word is small.
    small: bool,
}

/// The parts that a text names, each a word and its number.
fn parts(piece: &Piece<'_>) -> Vec<Part> {
    let text = piece.text.as_ref();
    let words = words_of(piece);
    let mut all: Vec<Part> = Vec::new();
    for (index, pair) in words.windows(2).enumerate() {
        let [word, number] = pair else { continue };
        let Some(name) = ["phần", "chương", "mục", "điều", "khoản", "điểm"].into_iter().find(|name| word.is(name))
        else {
            continue;
        };
        let roman = number.text.bytes().all(|b| b"IVXLC".contains(&b));
        let letter = name == "điểm" && number.text.chars().count() == 1;
        if between(text, word, number) != " " || !(roman || letter || number.is_digits(3)) {
            continue;
        }
        // "điều 5%", "điều 1.000": a figure.
        let figure = after(text, number.end()).is_some_and(|c| matches!(c, '.' | ','))
            && after(text, number.end() + 1).is_some_and(|c| c.is_ascii_digit());
        let first =
            index.checked_sub(1).map(|before| &words[before]).filter(|before| between(text, before, word) == " ");
        let (name, start) = match first {
            Some(first) if name == "mục" && first.is("tiểu") => ("tiểu mục", first.start),
            Some(first)
                if OTHER_NOUNS.iter().any(|(end, begins)| *end == name && begins.iter().any(|b| first.is(b))) =>
            {
                continue;
            }
            _ => (name, word.start),
        };
        if !figure {
            let small = text[start..].starts_with(char::is_lowercase);
            all.push(Part { name, range: start..word.end(), end: number.end(), roman, small });
        }
    }
    all
}

/// Nouns that end in the word for a part: what they begin with.
const OTHER_NOUNS: [(&str, &[&str]); 3] = [
    ("chương", &["văn", "huân", "huy", "hiến"]),
    ("mục", &["danh", "hạng", "đề", "đầu", "chuyên"]),
    ("phần", &["thành", "học", "cổ", "góp", "cấu"]),
];

/// Kinds of documents that are divided into Mục with Arabic numbers.
const IN_SECTIONS: [&str; 8] =
    ["Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Thông tư", "Quy chế", "Quy định"];

/// Whether a mục is one of a law and its like, not a heading of a plan: the part that it belongs to, a part of it, or the document stands
/// beside it.
fn of_a_law(text: &str, parts: &[Part], index: usize) -> bool {
    let part = &parts[index];
    let gap = |first: &Part, second: &Part| text.get(first.end..second.range.start).unwrap_or_default().trim();
    let above = parts.get(index + 1).is_some_and(|next| {
        let whole =
            matches!(next.name, "chương" | "phần") && next.roman || part.name == "tiểu mục" && next.name == "mục";
        whole && matches!(gap(part, next), "" | "," | "của" | "thuộc")
    });
    let below = index.checked_sub(1).map(|before| &parts[before]).is_some_and(|last| match last.name {
        "điều" | "tiểu mục" => gap(last, part).is_empty(),
        "chương" | "phần" => last.roman && matches!(gap(last, part), "" | "," | "và"),
        _ => false,
    });
    let rest = text.get(part.end..).unwrap_or_default().trim_start();
    let rest = rest.strip_prefix("của ").unwrap_or(rest);
    let document = kind_at(rest).is_some_and(|kind| {
        // "quy định", "báo cáo" are verbs, too.
        let next = word_after(rest, kind.len());
        (part.roman || IN_SECTIONS.contains(&kind)) && (capital(rest) || matches!(next, "số" | "này"))
    });
    above || below || document
}
