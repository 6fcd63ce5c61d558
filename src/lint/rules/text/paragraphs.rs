//! Whole paragraphs: their end marks, their length, their capitals.

use crate::lint::rule::rule;
use crate::lint::words::{all_capital, in_word};
use crate::lint::{Found, Piece, Role, Shape, Subject};

rule! {
    /// # Đoạn văn có dấu kết thúc
    ///
    /// ## Phát hiện gì
    /// Một đoạn văn dài (từ 15 chữ) ở giữa nội dung kết thúc bằng chữ, không có dấu câu. Tiêu đề, dòng có biểu thức, dòng đứng trước bảng và đoạn
    /// cuối của nội dung (chương trình tự đặt `./.`) không tính.
    ///
    /// ## Vì sao
    /// Câu hoàn chỉnh kết thúc bằng dấu câu; đây là quy tắc chính tả chung, không có điều khoản riêng.
    ///
    /// ## Ví dụ
    /// Đoạn `Các đơn vị báo cáo kết quả về Ủy ban nhân dân xã trước ngày 05 hằng tháng` ở giữa văn bản không có dấu chấm cuối (sai); có dấu chấm
    /// (đúng).
    ///
    /// ## Cách sửa
    /// Thêm dấu chấm, chấm phẩy hoặc hai chấm.
    NoEndMark = 718, "doan-thieu-dau-cuoi", Text, Note, Plan, No,
    Custom("thông lệ"),
    "đoạn văn thiếu dấu kết thúc", "a paragraph has no end mark" => no_end_mark;
}

rule! {
    /// # Các ý của một danh sách kết thúc như nhau
    ///
    /// ## Phát hiện gì
    /// Trong một danh sách gạch đầu dòng hay điểm `a)`, `b)`, các ý không phải ý cuối có ý kết thúc bằng `;`, có ý kết thúc bằng `.` hay `,`. Dấu ít
    /// dùng hơn được chỉ ra.
    ///
    /// ## Vì sao
    /// Viết thống nhất là thông lệ; các mẫu của NĐ 30/2020 dùng `;` giữa các ý và `.` ở ý cuối.
    ///
    /// ## Ví dụ
    /// ```text
    /// - ý thứ nhất;    - ý thứ hai.    - ý thứ ba;    - ý cuối.      # sai
    /// - ý thứ nhất;    - ý thứ hai;    - ý thứ ba;    - ý cuối.      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Dùng một loại dấu cho các ý.
    MixedListMarks = 719, "danh-sach-lan-dau-cuoi", Text, Note, Plan, No,
    Custom("thông lệ"),
    "các ý của danh sách kết thúc khác nhau", "the items of a list end differently" => mixed_list_marks;
}

rule! {
    /// # Đoạn văn không viết hoa toàn bộ
    ///
    /// ## Phát hiện gì
    /// Một đoạn văn (không phải tiêu đề) từ 8 chữ viết hoa tất cả.
    ///
    /// ## Vì sao
    /// Nội dung trình bày bằng chữ in thường (NĐ 30/2020, Phụ lục I, Phần I, II.6); chữ in hoa khó đọc và không cho biết tên riêng.
    ///
    /// ## Ví dụ
    /// ```text
    /// ĐỀ NGHỊ CÁC ĐƠN VỊ KHẨN TRƯƠNG THỰC HIỆN.      # sai
    /// Đề nghị các đơn vị khẩn trương thực hiện.      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết chữ thường; muốn nhấn mạnh thì dùng chữ đậm (`**…**`).
    Shouted = 720, "doan-viet-hoa", Text, Note, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"),
    "đoạn văn viết hoa toàn bộ", "a paragraph in capitals" => shouted;
}

rule! {
    /// # Câu quá dài
    ///
    /// ## Phát hiện gì
    /// Một câu (đến dấu chấm, chấm hỏi, chấm than hay chấm phẩy) có hơn 100 chữ.
    ///
    /// ## Vì sao
    /// Văn bản cần ngắn gọn, rõ ràng, dễ hiểu. Con số 100 là của chương trình; đây chỉ là lời nhắc.
    ///
    /// ## Ví dụ
    /// Một câu kể liền mười việc, nối bằng dấu phẩy (nên tránh); mỗi việc một gạch đầu dòng (nên viết).
    ///
    /// ## Cách sửa
    /// Tách thành nhiều câu, hoặc thành danh sách.
    Overlong = 721, "cau-qua-dai", Text, Note, Plan, No,
    Custom("thông lệ"),
    "câu quá 100 chữ", "a sentence of more than 100 words" => overlong;
}

/// The longest sentence that is not reported, in syllables.
const LONGEST: usize = 100;

/// The paragraphs of each body: the line that begins one, and its last.
fn paragraphs<'s, 'a>(subject: &'s Subject<'a>) -> Vec<Vec<(&'s Piece<'a>, &'s Piece<'a>)>> {
    let mut bodies: Vec<Vec<(&Piece<'a>, &Piece<'a>)>> = Vec::new();
    let mut body = None;
    for piece in subject.texts.iter().filter(|piece| piece.role == Role::Body && !piece.text.trim().is_empty()) {
        if body != Some(piece.body) {
            body = Some(piece.body);
            bodies.push(Vec::new());
        }
        let Some(list) = bodies.last_mut() else { continue };
        match list.last_mut() {
            Some((_, last)) if piece.shape == Shape::Plain => *last = piece,
            _ => list.push((piece, piece)),
        }
    }
    bodies
}

/// Whether a line is nothing but an expression.
fn computed(piece: &Piece<'_>) -> bool {
    piece.prose_words().is_empty()
}

fn no_end_mark(subject: &Subject<'_>, found: &mut Found) {
    for body in paragraphs(subject) {
        for pair in body.windows(2) {
            let [(first, last), (next, _)] = pair else { continue };
            let prose =
                matches!(first.shape, Shape::Paragraph | Shape::Item) && next.shape != Shape::Table && !computed(next);
            // A title over its points, or what leads in to them.
            let leads_in = first.shape == Shape::Item && next.shape == Shape::Item && bullet(first) != bullet(next);
            let text = last.text.trim_end().trim_end_matches('*');
            let long = first.prose_words().len() >= 15;
            let bare = text.chars().next_back().is_some_and(|c| in_word(c) || c == ')');
            if !prose || leads_in || !long || !bare || all_capital(first.prose(), 1) {
                continue;
            }
            let end = text.len();
            let start = last.read().words.last().map_or(0, |word| word.start);
            let word = &text[start..end];
            found.report(
                last.place(start..end),
                format!("đoạn văn kết thúc bằng «{word}», không có dấu câu"),
                format!("the paragraph ends with «{word}» and no mark"),
            );
        }
    }
}

/// What a list is made of: dashes, or letters.
fn bullet(piece: &Piece<'_>) -> Option<bool> {
    let mark = piece.text.get(..piece.start)?.trim();
    match mark {
        "-" | "+" => Some(true),
        _ if mark.ends_with(')') => Some(false),
        _ => None,
    }
}

fn mixed_list_marks(subject: &Subject<'_>, found: &mut Found) {
    for body in paragraphs(subject) {
        let kind = |(first, _): &(&Piece<'_>, &Piece<'_>)| bullet(first).filter(|_| first.shape == Shape::Item);
        for list in body.chunk_by(|one, two| kind(one).is_some() && kind(one) == kind(two)) {
            // The last item ends the list.
            let inner = list.split_last().map(|(_, inner)| inner).unwrap_or_default();
            let mark = |piece: &Piece<'_>| piece.text.trim_end().chars().next_back().filter(|c| ";.,".contains(*c));
            let count = |c| inner.iter().filter(|(_, last)| mark(last) == Some(c)).count();
            let counts = [(';', count(';')), ('.', count('.')), (',', count(','))];
            let Some((kept, most)) = counts.into_iter().rev().max_by_key(|(_, count)| *count) else { continue };
            // Two items say nothing of what is meant.
            if most < 2 || kind(&list[0]).is_none() {
                continue;
            }
            for (_, last) in inner {
                let Some(own) = mark(last).filter(|own| *own != kept) else { continue };
                let end = last.text.trim_end().len();
                found
                    .report(
                        last.place(end - 1..end),
                        format!("ý này kết thúc bằng «{own}», các ý khác bằng «{kept}»"),
                        format!("this item ends with «{own}», the others with «{kept}»"),
                    )
                    .help("dùng một loại dấu cho các ý", "end all items alike");
            }
        }
    }
}

fn shouted(subject: &Subject<'_>, found: &mut Found) {
    for (first, _) in paragraphs(subject).into_iter().flatten() {
        let prose = matches!(first.shape, Shape::Paragraph | Shape::Item);
        // `I. MỤC ĐÍCH` typed with its number is a heading, too.
        let numbered = first.start > 0 && bullet(first).is_none();
        let letters = || {
            let words = first.prose_words().iter().map(|word| &first.text[word.clone()]);
            words.filter(|word| word.chars().any(char::is_alphabetic)).count()
        };
        if prose && !numbered && all_capital(first.prose(), 1) && letters() >= 8 {
            found
                .report(
                    first.place(first.start..first.text.len()),
                    "đoạn văn viết hoa toàn bộ",
                    "the paragraph is in capitals",
                )
                .help("viết chữ thường; nhấn mạnh bằng chữ đậm", "write small letters; emphasise with bold type");
        }
    }
}

fn overlong(subject: &Subject<'_>, found: &mut Found) {
    let prose = |piece: &&Piece<'_>| matches!(piece.role, Role::Body | Role::Base) && piece.shape != Shape::Table;
    for piece in subject.texts.iter().filter(prose).filter(|piece| piece.prose_words().len() > LONGEST) {
        let text = piece.text.as_ref();
        let mut start = piece.start;
        let ends = text.char_indices().filter(|(at, c)| {
            matches!(c, '.' | '!' | '?' | ';')
                && text[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || "”)\"".contains(next))
        });
        let ends: Vec<usize> =
            ends.map(|(at, _)| at + 1).chain([text.len()]).filter(|end| *end > piece.start).collect();
        for end in ends {
            let words = piece.prose_words();
            let first = words.partition_point(|word| word.start < start);
            let count = words.partition_point(|word| word.start < end) - first;
            if count > LONGEST {
                let first = words.get(first).cloned().unwrap_or(start..end);
                found
                    .report(piece.place(first), format!("câu có {count} chữ"), format!("a sentence of {count} words"))
                    .help("tách thành nhiều câu hoặc thành danh sách", "split it into sentences or a list");
            }
            start = end;
        }
    }
}
