//! What was to be filled in, and rows of dots.

use std::ops::Range;

use crate::lint::rule::rule;
use crate::lint::words::{after, before, in_address, in_word, same, word_before};
use crate::lint::{Found, Role, Subject};

rule! {
    /// # Chỗ cần điền còn sót
    ///
    /// ## Phát hiện gì
    /// `<<…>>`, `[ ]`, `[...]`, `[…]`, `.../...`, `…/…`, `xxx`, `TODO` trong văn bản; ba chấm đứng riêng ở chỗ của một số, một tên (`số ... ngày ...
    /// tháng ...`). Số La Mã `XXX`, ba chấm trong ngoặc kép hay sau một câu không tính; phụ lục là biểu mẫu để điền thì đặt `bo-qua` cho phụ lục đó.
    ///
    /// ## Vì sao
    /// Văn bản ký rồi mới thấy chỗ chưa điền thì phải thu hồi. Đây là thông lệ, không có điều khoản riêng.
    ///
    /// ## Ví dụ
    /// ```text
    /// theo Công văn số xxx ngày 05 tháng 3      # sai
    /// theo Công văn số 12/UBND-VP ngày 05 tháng 3      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Điền nội dung, hoặc bỏ chỗ đó.
    LeftOver = 708, "cho-can-dien-con-sot", Text, Warning, Plan, No,
    Custom("thông lệ"),
    "còn chỗ chưa điền", "something is still to be filled in" => left_over;
}

rule! {
    /// # Dấu ba chấm có ba chấm
    ///
    /// ## Phát hiện gì
    /// Hai dấu chấm liền nhau, hoặc bốn dấu chấm trở lên, giữa câu văn; `….`. Dòng chấm dài (từ mười chấm) là chỗ để điền của biểu mẫu, không tính.
    ///
    /// ## Vì sao
    /// Dấu chấm lửng gồm ba chấm; đây là quy tắc chính tả chung, không có điều khoản riêng.
    ///
    /// ## Ví dụ
    /// ```text
    /// đã hoàn thành.. Các đơn vị, tổ chức.....      # sai
    /// đã hoàn thành. Các đơn vị, tổ chức...      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết một chấm hoặc ba chấm.
    Dots = 709, "dau-cham-thua", Text, Note, Plan, No,
    Custom("thông lệ"),
    "hai chấm, hoặc quá ba chấm liền nhau", "two dots, or more than three, in a row" => dots;
}

const MARKS: [&str; 8] = ["[ ]", "[]", "[...]", "[..]", "[…]", ".../...", "…/…", "<<"];

fn left_over(subject: &Subject<'_>, found: &mut Found) {
    for piece in &subject.texts {
        let text = piece.text.as_ref();
        let mut places: Vec<Range<usize>> = Vec::new();
        let marked = ['[', '/', '<'].into_iter().any(|c| piece.may_have(c));
        for mark in MARKS.into_iter().filter(|_| marked) {
            places.extend(text.match_indices(mark).map(|(at, _)| at..at + mark.len()));
        }
        for word in &piece.read().words {
            let own = &text[word.clone()];
            let filler =
                own.len() >= 3 && own.bytes().all(|b| b == b'x') || own.len() > 3 && own.bytes().all(|b| b == b'X');
            if (filler || matches!(own, "TODO" | "FIXME" | "Lorem")) && !in_address(text, word.start) {
                places.push(word.clone());
            }
        }
        if ['.', '…'].into_iter().any(|c| piece.may_have(c)) {
            places.extend(holes(text));
        }
        places.sort_by_key(|place| place.start);
        places.dedup_by(|next, kept| next.start < kept.end);
        for place in places {
            let own = &text[place.clone()];
            found.report(
                piece.place(place.clone()),
                format!("«{own}»: chỗ cần điền chưa điền"),
                format!("«{own}»: still to be filled in"),
            );
        }
    }
}

/// What is followed by a number or a name: dots behind it stand for one.
const AWAITING: [&str; 16] =
    ["số", "ngày", "tháng", "năm", "lúc", "ông", "bà", "tên", "là", "tại", "của", "từ", "đến", "cho", "với", "theo"];

/// Dots that stand by themselves where a number or a name is due; a row from ten dots on is the line of a form.
fn holes(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let (mut end, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        quoted = match c {
            '“' => true,
            '”' => false,
            '"' => !quoted,
            _ => quoted,
        };
        if !matches!(c, '.' | '…') || at < end {
            continue;
        }
        let row = &text[at..at + text[at..].len() - text[at..].trim_start_matches(['.', '…']).len()];
        end = at + row.len();
        let count: usize = row.chars().map(|c| if c == '.' { 1 } else { 3 }).sum();
        let alone =
            before(text, at) == Some(' ') && after(text, end).is_none_or(|c| matches!(c, ' ' | ',' | ';' | ')'));
        let awaited = AWAITING.iter().any(|word| same(word_before(text, at), word));
        if (3..10).contains(&count) && alone && awaited && !quoted {
            all.push(at..end);
        }
    }
    all
}

fn dots(subject: &Subject<'_>, found: &mut Found) {
    let prose = subject
        .texts
        .iter()
        .filter(|piece| matches!(piece.role, Role::Body | Role::Base | Role::Subject | Role::Field))
        .filter(|piece| piece.may_have('.') || piece.may_have('…'));
    for piece in prose {
        let text = piece.text.as_ref();
        let mut end = 0;
        for (at, _) in text.match_indices(['.', '…']) {
            if at < end {
                continue;
            }
            let row = &text[at..at + text[at..].len() - text[at..].trim_start_matches(['.', '…']).len()];
            end = at + row.len();
            // One sign stands for three dots.
            let count: usize = row.chars().map(|c| if c == '.' { 1 } else { 3 }).sum();
            let word = before(text, at).is_some_and(|c| in_word(c) || c == ')' || c == '”');
            let path = after(text, end).is_some_and(|c| matches!(c, '/' | '\\'));
            if matches!(count, 1 | 3) || count >= 10 || !word || path {
                continue;
            }
            found
                .report(piece.place(at..end), format!("{count} dấu chấm liền nhau"), format!("{count} dots in a row"))
                .help("viết một chấm hết câu, hoặc ba chấm", "write one full stop, or three dots");
        }
    }
}
