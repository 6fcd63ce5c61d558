//! Words for landforms in the names of places (Phụ lục II, III.1d).

use std::ops::Range;
use std::sync::LazyLock;

use super::listed::listed;
use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::scan::of_roles;
use crate::lint::words::{all_capital, capital, may_begin, uncapitalised};
use crate::lint::{Found, Role, Safety, Shape, Subject};

static NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("landform-names.txt")));
static LANDFORMS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("landforms.txt")));

rule! {
    /// # Chữ chỉ địa hình trong địa danh
    ///
    /// ## Phát hiện gì
    /// Địa danh trong danh sách gồm chữ chỉ địa hình và một âm tiết mà chỉ viết hoa chữ đầu: `Vũng tàu`, `Bến tre`; chữ chỉ địa hình viết hoa giữa câu trước
    /// một tên riêng trong danh sách: `Vịnh Hạ Long`, `Quần đảo Hoàng Sa`. Không xét đầu câu, và chỗ có thể là tên của cơ quan, công ty, đường.
    ///
    /// ## Vì sao
    /// Chữ chỉ địa hình kết hợp với danh từ riêng có một âm tiết thành tên địa danh thì viết hoa tất cả: Cửa Lò, Vũng Tàu; đi liền với một danh từ riêng
    /// thì viết thường: biển Cửa Lò, vịnh Hạ Long (NĐ 30/2020, Phụ lục II, III.1d). Danh sách là của chương trình.
    ///
    /// ## Ví dụ
    /// ```text
    /// trên Vịnh Hạ Long, tại Vũng tàu      # sai
    /// trên vịnh Hạ Long, tại Vũng Tàu      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết như trong ví dụ; giữ nguyên nếu là một phần của tên riêng khác.
    Landform = 672, "dia-hinh", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, III.1d"),
    "chữ chỉ địa hình trong địa danh viết sai chữ hoa", "a word for a landform in a name has wrong capitals" => landform;
}

fn landform(subject: &Subject<'_>, found: &mut Found) {
    listed(subject, found, &NAMES, Safety::Unsafe, |piece, range| {
        // "vũng tàu", "yêu cầu giấy" are words; so is what a sentence begins with.
        !capital(&piece.text[range.start..]) || may_begin(&piece.text, piece.start, range.start)
    });
    before_names(subject, found);
}

fn before_names(subject: &Subject<'_>, found: &mut Found) {
    let texts = of_roles(subject, &[Role::Body, Role::Subject, Role::Base, Role::Field]);
    for piece in texts.filter(|piece| piece.shape != Shape::Table) {
        let read = piece.read();
        for (range, phrase) in LANDFORMS.matches(read) {
            let text = &piece.text[range.clone()];
            let right = uncapitalised(text);
            if text == right || right != phrase.right || all_capital(text, 1) {
                continue;
            }
            let index = read.words.partition_point(|word| word.start < range.start);
            let before = &read.words[index.saturating_sub(NEAR)..index];
            // "Công ty Du lịch Vịnh Hạ Long", "phố Sông Hồng": part of another name.
            let name = |word: &Range<usize>| {
                capital(&piece.text[word.clone()]) && !may_begin(&piece.text, piece.start, word.start)
            };
            let named = before.iter().any(name)
                || before
                    .last()
                    .is_some_and(|word| matches!(&piece.text[word.clone()], "đường" | "phố" | "ty" | "tên"));
            if named || may_begin(&piece.text, piece.start, range.start) {
                continue;
            }
            let word = read.words[index].clone();
            let small = uncapitalised(&piece.text[word.clone()]);
            found
                .report(
                    piece.place(range),
                    format!("«{text}» viết là «{right}»"),
                    format!("«{text}» is written «{right}»"),
                )
                .replace(piece.exact(word), small, Safety::Unsafe);
        }
    }
}

/// How many words before a place may still be the beginning of its name.
const NEAR: usize = 4;
