//! Blanks: too many, too few, of the wrong sort.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lint::rule::rule;
use crate::lint::words::{after, before, in_address, in_word, lower, same, word_before};
use crate::lint::{Found, Piece, Role, Safety, Shape, Subject};

rule! {
    /// # Chỉ một dấu cách giữa hai từ
    ///
    /// ## Phát hiện gì
    /// Hai dấu cách trở lên giữa hai từ trong nội dung. Dấu cách đầu dòng, cuối dòng và trong bảng không tính; ở các khóa khác (nơi nhận, tên người)
    /// chương trình tự bỏ khi đọc.
    ///
    /// ## Vì sao
    /// Thông lệ đánh máy: một dấu cách giữa hai từ; dòng căn đều hai bên sẽ lộ khoảng trống thừa.
    ///
    /// ## Ví dụ
    /// ```text
    /// tổ chức  thực hiện      # sai
    /// tổ chức thực hiện      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dấu cách thừa. `--fix` làm được việc này.
    DoubleBlank = 701, "dau-cach-thua", Text, Warning, Plan, Safe,
    Custom("thông lệ"),
    "thừa dấu cách", "more than one blank" => double_blank;
}

rule! {
    /// # Không có dấu cách trước dấu câu
    ///
    /// ## Phát hiện gì
    /// Dấu cách trước `,` `.` `;` `:` `!` `?` `)` `”`, hoặc sau `(` `“`.
    ///
    /// ## Vì sao
    /// Thông lệ đánh máy: dấu câu viết liền với chữ trước nó; dấu mở ngoặc viết liền với chữ sau nó.
    ///
    /// ## Ví dụ
    /// ```text
    /// kế hoạch , báo cáo ( nếu có )      # sai
    /// kế hoạch, báo cáo (nếu có)      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dấu cách. `--fix` làm được việc này.
    BlankBefore = 702, "dau-cach-truoc-dau-cau", Text, Warning, Plan, Safe,
    Custom("thông lệ"),
    "dấu cách trước dấu câu", "a blank before a mark" => blank_before;
}

rule! {
    /// # Có dấu cách sau dấu câu
    ///
    /// ## Phát hiện gì
    /// Sau `,` `;` `:` là chữ cái viết liền; sau dấu chấm hết câu là chữ hoa viết liền. Số, chữ viết tắt (`TP.Mẫu`), ký hiệu một chữ (`A:B`), tỷ lệ, tên
    /// tệp, địa chỉ trang thông tin, thư điện tử không tính.
    ///
    /// ## Vì sao
    /// Thông lệ đánh máy: sau dấu câu có một dấu cách.
    ///
    /// ## Ví dụ
    /// ```text
    /// xanh,sạch,đẹp      # sai
    /// xanh, sạch, đẹp      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm dấu cách. `--fix` làm được việc này.
    NoBlankAfter = 703, "thieu-dau-cach-sau-dau-cau", Text, Warning, Plan, Safe,
    Custom("thông lệ"),
    "thiếu dấu cách sau dấu câu", "no blank behind a mark" => no_blank_after;
}

rule! {
    /// # Dấu cách không ngắt dùng đúng chỗ
    ///
    /// ## Phát hiện gì
    /// Dấu cách không ngắt (U+00A0) đứng cạnh một dấu cách khác, ở đầu hay cuối đoạn, hoặc trước dấu câu. Dấu này thường lẫn vào khi chép từ trang
    /// thông tin hay Word.
    ///
    /// ## Vì sao
    /// Dấu cách không ngắt giữ hai từ trên cùng một dòng (`Điều 5`, `số 12`); ở chỗ khác nó làm thừa khoảng trống. Đây là thông lệ dàn trang.
    ///
    /// ## Ví dụ
    /// Chép một đoạn từ trang thông tin điện tử: giữa hai từ có một dấu cách thường và một dấu cách không ngắt (sai); chỉ giữ một dấu cách (đúng).
    ///
    /// ## Cách sửa
    /// Thay bằng một dấu cách thường. `--fix` làm được việc này.
    NoBreakBlank = 717, "dau-cach-khong-ngat", Text, Warning, Plan, Safe,
    Custom("thông lệ"),
    "dấu cách không ngắt đặt sai chỗ", "a no-break blank out of place" => no_break_blank;
}

const NBSP: char = '\u{a0}';

/// Abbreviations that are written with their name: `TP.Mẫu`.
static ABBREVIATIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| crate::lint::words::entries(include_str!("../capitals/abbreviations.txt")).collect());

/// Whether no blank stands before a mark.
fn is_mark(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '”')
}

/// Rows of a table are set in columns by their author; marks of a layout are no prose.
fn prose<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = &'s Piece<'a>> {
    subject.texts.iter().filter(|piece| piece.shape != Shape::Table)
}

fn double_blank(subject: &Subject<'_>, found: &mut Found) {
    for piece in prose(subject).filter(|piece| piece.role == Role::Body) {
        let end = piece.text.trim_end().len();
        let mut at = piece.start;
        while let Some(gap) = piece.text.get(at..end).and_then(|rest| rest.find("  ")) {
            let start = at + gap;
            let len = piece.text[start..].len() - piece.text[start..].trim_start_matches(' ').len();
            at = start + len;
            let beside = before(&piece.text, start) == Some(NBSP) || after(&piece.text, at) == Some(NBSP);
            // Before a mark there is no blank at all: another rule's.
            let mark = after(&piece.text, at).is_some_and(is_mark);
            if beside || mark || start == piece.start {
                continue;
            }
            found
                .report(piece.place(start..at), format!("{len} dấu cách liền nhau"), format!("{len} blanks in a row"))
                .replace(piece.exact(start..at), " ", Safety::Safe);
        }
    }
}

fn blank_before(subject: &Subject<'_>, found: &mut Found) {
    for piece in &subject.texts {
        let text = piece.text.as_ref();
        let marks = |(at, c): &(usize, char)| (is_mark(*c) || matches!(c, '(' | '“')) && *at > piece.start;
        for (at, mark) in text.char_indices().filter(marks) {
            let next = after(text, at + mark.len_utf8());
            let gap = if is_mark(mark) {
                let start = text[..at].trim_end_matches(' ').len();
                let stands = before(text, start).is_some_and(|c| in_word(c) || ")”\"%_".contains(c));
                // " .docx", " ...", " ,5", "1 : 500" are no ends of a phrase.
                let ends = next.is_none_or(|c| c.is_whitespace() || "”\")*,;./|".contains(c))
                    && !(mark == '.' && next == Some('.'));
                let ratio = mark == ':' && before(text, start).is_some_and(|c| c.is_ascii_digit());
                (stands && ends && !ratio && start > piece.start).then_some(start..at)
            } else if matches!(mark, '(' | '“') && next == Some(' ') {
                let from = at + mark.len_utf8();
                let len = text[from..].len() - text[from..].trim_start_matches(' ').len();
                // "( )" is a box to tick.
                after(text, from + len).is_some_and(in_word).then_some(from..from + len)
            } else {
                None
            };
            let Some(gap) = gap.filter(|gap| !gap.is_empty()) else { continue };
            let (vi, en) = if gap.end == at { ("trước", "before") } else { ("sau", "behind") };
            found
                .report(
                    piece.place(gap.clone()),
                    format!("không có dấu cách {vi} «{mark}»"),
                    format!("there is no blank {en} «{mark}»"),
                )
                .replace(piece.exact(gap), "", Safety::Safe);
        }
    }
}

fn no_blank_after(subject: &Subject<'_>, found: &mut Found) {
    for piece in prose(subject).filter(|piece| !matches!(piece.role, Role::Footer | Role::Archive)) {
        let text = piece.text.as_ref();
        for (at, mark) in text.char_indices().filter(|(at, c)| matches!(c, ',' | ';' | ':' | '.') && *at > piece.start)
        {
            let (Some(last), Some(next)) = (before(text, at), after(text, at + 1)) else { continue };
            let plain = (last.is_alphabetic() || last == ')' || last == '”') && next.is_alphabetic();
            if !plain {
                continue;
            }
            let word = last_word(text, at);
            // "A:B", "x;y" are signs of something, and so is a code.
            let letter = |c: Option<char>| c.is_none_or(|c| !in_word(c));
            if letter(before(text, at - last.len_utf8())) && in_word(last)
                || letter(after(text, at + 1 + next.len_utf8()))
            {
                continue;
            }
            let fits = if mark == '.' {
                let behind = after(text, at + 1 + next.len_utf8());
                let sentence = next.is_uppercase() && behind.is_some_and(char::is_lowercase);
                sentence
                    && word.chars().count() > 1
                    && !word.chars().any(char::is_uppercase)
                    && !ABBREVIATIONS.contains(lower(word).as_str())
            } else {
                // "tỷ lệ nam:nữ"
                mark != ':' || !same(word_before(text, at - word.len()), "lệ")
            };
            if !fits || in_address(text, at) {
                continue;
            }
            let place = at..at + 1;
            found
                .report(
                    piece.place(place.clone()),
                    format!("thiếu dấu cách sau «{mark}»"),
                    format!("a blank is missing behind «{mark}»"),
                )
                .replace(piece.exact(place), format!("{mark} "), Safety::Safe);
        }
    }
}

/// The word that ends at a place.
fn last_word(text: &str, at: usize) -> &str {
    let head = &text[..at];
    let start = head.char_indices().rev().take_while(|(_, c)| in_word(*c)).last();
    start.map_or("", |(start, _)| &head[start..])
}

fn no_break_blank(subject: &Subject<'_>, found: &mut Found) {
    for piece in prose(subject).filter(|piece| piece.may_have(NBSP)) {
        let text = piece.text.as_ref();
        let mut end = 0;
        for (at, _) in text.match_indices(NBSP) {
            if at < end {
                continue;
            }
            let blank = |c: char| c == ' ' || c == NBSP;
            let start = text[..at].trim_end_matches(blank).len().max(piece.start.min(at));
            end = text.len() - text[at..].trim_start_matches(blank).len();
            let single = end - start == NBSP.len_utf8();
            let next = after(text, end);
            let mark = next.is_some_and(is_mark);
            let edge = start == 0 || next.is_none();
            if single && !mark && !edge {
                continue;
            }
            let right = if mark || edge { "" } else { " " };
            found
                .report(
                    piece.place(start..end),
                    "dấu cách không ngắt (U+00A0) đặt sai chỗ",
                    "a no-break blank (U+00A0) stands out of place",
                )
                .help("gõ lại một dấu cách thường", "type one ordinary blank")
                .replace(piece.exact(start..end), right, Safety::Safe);
        }
    }
}
