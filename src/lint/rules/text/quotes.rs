//! Quotation marks and brackets.

use crate::lint::rule::rule;
use crate::lint::words::before;
use crate::lint::{Found, Piece, Role, Safety, Shape, Subject};

rule! {
    /// # Dùng một loại dấu ngoặc kép
    ///
    /// ## Phát hiện gì
    /// Dấu ngoặc kép thẳng `"…"` trong một văn bản đã dùng dấu ngoặc kép cong `“…”`.
    ///
    /// ## Vì sao
    /// Nghị định 30/2020 không quy định; các mẫu dùng dấu cong, và dùng thống nhất là thông lệ.
    ///
    /// ## Ví dụ
    /// ```text
    /// Phong trào "Toàn dân đoàn kết" … Phong trào “Toàn dân đoàn kết”      # sai
    /// Phong trào “Toàn dân đoàn kết” … Phong trào “Toàn dân đoàn kết”      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thay bằng `“` và `”`. `--fix` làm được việc này.
    MixedQuotes = 704, "lan-dau-ngoac-kep", Text, Note, Plan, Safe,
    Custom("thông lệ"),
    "lẫn dấu ngoặc kép thẳng và cong", "straight and curly quotes are mixed" => mixed_quotes;
}

rule! {
    /// # Dấu ngoặc mở phải có dấu đóng
    ///
    /// ## Phát hiện gì
    /// Dấu ngoặc đơn, ngoặc vuông mở mà không đóng, hoặc đóng mà không mở, trong một đoạn; dấu ngoặc kép cong mở mà không đóng trong cả nội dung. Dấu
    /// của điểm (`a)`) không tính.
    ///
    /// ## Vì sao
    /// Thường là sót chữ khi sửa văn bản. Đây là thông lệ, không có điều khoản riêng.
    ///
    /// ## Ví dụ
    /// ```text
    /// các đơn vị (nếu có báo cáo.      # sai
    /// các đơn vị (nếu có) báo cáo.      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm dấu còn thiếu, hoặc bỏ dấu thừa.
    Unbalanced = 705, "ngoac-khong-can", Text, Warning, Plan, No,
    Custom("thông lệ"),
    "dấu ngoặc không đủ đôi", "a bracket or quote lacks its other half" => unbalanced;
}

fn mixed_quotes(subject: &Subject<'_>, found: &mut Found) {
    if !subject
        .texts
        .iter()
        .any(|piece| ['“', '”'].into_iter().any(|quote| piece.may_have(quote) && piece.text.contains(quote)))
    {
        return;
    }
    for piece in subject.texts.iter().filter(|piece| piece.shape != Shape::Table && piece.may_have('"')) {
        let straight: Vec<usize> = piece.text.match_indices('"').map(|(at, _)| at).collect();
        // Inches and seconds stand behind a figure; an odd count is no pair.
        let figure = |at: &usize| before(&piece.text, *at).is_some_and(|c| c.is_ascii_digit());
        if straight.len() % 2 == 1 || straight.iter().any(figure) {
            continue;
        }
        for (index, at) in straight.into_iter().enumerate() {
            let right = if index % 2 == 0 { "“" } else { "”" };
            found
                .report(
                    piece.place(at..at + 1),
                    "dấu ngoặc kép thẳng trong văn bản dùng dấu “ ”",
                    "a straight quote in a document that writes “ ”",
                )
                .help(format!("viết «{right}»"), format!("write «{right}»"))
                .replace(piece.exact(at..at + 1), right, Safety::Safe);
        }
    }
}

fn unbalanced(subject: &Subject<'_>, found: &mut Found) {
    let mut pieces = subject.texts.as_slice();
    while let Some(first) = pieces.first() {
        // A paragraph goes on over plain lines.
        let body = first.role == Role::Body;
        let goes_on = |piece: &&Piece<'_>| {
            body && piece.role == Role::Body && piece.shape == Shape::Plain && !piece.text.trim().is_empty()
        };
        let count = 1 + pieces[1..].iter().take_while(goes_on).count();
        let (paragraph, rest) = pieces.split_at(count);
        for (open, close) in [('(', ')'), ('[', ']')] {
            pairs(paragraph, open, close, found);
        }
        if !body {
            pairs(paragraph, '“', '”', found);
        }
        pieces = rest;
    }
    // A quotation may have several paragraphs.
    let of_one = |one: &Piece<'_>, two: &Piece<'_>| one.role == two.role && one.body == two.body;
    for body in subject.texts.chunk_by(of_one).filter(|body| body[0].role == Role::Body) {
        pairs(body, '“', '”', found);
    }
}

fn pairs(pieces: &[Piece<'_>], open: char, close: char, found: &mut Found) {
    let mut opened: Vec<(&Piece<'_>, usize)> = Vec::new();
    let has = |piece: &&Piece<'_>| piece.may_have(open) || piece.may_have(close);
    for piece in pieces.iter().filter(|piece| piece.shape != Shape::Table).filter(has) {
        for (at, c) in piece.text.char_indices().filter(|(at, _)| *at >= piece.start) {
            if c == open {
                opened.push((piece, at));
            } else if c == close && opened.pop().is_none() && !(c == ')' && numbers(piece, at)) {
                report(piece, at, c, ("đóng mà không mở", "closes what is not open"), found);
            }
        }
    }
    for (piece, at) in opened {
        report(piece, at, open, ("mở mà không đóng", "opens and is never closed"), found);
    }
}

/// Whether a bracket closes a mark of numbering in the text: `a)`, `1)`, `iii)`.
fn numbers(piece: &Piece<'_>, at: usize) -> bool {
    let words = &piece.read().words;
    let word = words.get(words.partition_point(|word| word.end < at));
    word.is_some_and(|word| word.end == at && piece.text[word.clone()].chars().count() <= 3)
}

fn report(piece: &Piece<'_>, at: usize, c: char, (vi, en): (&str, &str), found: &mut Found) {
    found.report(piece.place(at..at + c.len_utf8()), format!("«{c}» {vi}"), format!("«{c}» {en}"));
}
