//! The first letter of a sentence (Phụ lục II, I).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lint::rule::rule;
use crate::lint::words::{after, capitalised, entries, in_address, in_word, lower, may_begin, uncapitalised};
use crate::lint::{Found, Piece, Role, Safety, Shape, Subject};

static ABBREVIATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("abbreviations.txt")).collect());
static AFTER_SEMICOLON: LazyLock<Vec<&str>> = LazyLock::new(|| entries(include_str!("after-semicolon.txt")).collect());

rule! {
    /// # Viết hoa chữ cái đầu câu
    ///
    /// ## Phát hiện gì
    /// Chữ thường sau dấu chấm, chấm hỏi, chấm than; chữ thường ở đầu một đoạn, một tiêu đề, một khoản (`1.`), một căn cứ, một dòng nơi nhận. Điểm
    /// `a)`, gạch đầu dòng và các chữ viết tắt có dấu chấm (`TP.`, `ThS.`, `v.v.`) không tính.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu âm tiết thứ nhất của một câu hoàn chỉnh: sau dấu chấm câu, chấm hỏi, chấm than và khi xuống dòng (NĐ 30/2020, Phụ lục II,
    /// mục I). Điều luật rõ; nơi bắt đầu câu do chương trình suy ra.
    ///
    /// ## Ví dụ
    /// ```text
    /// Đã hoàn thành. các đơn vị báo cáo.      # sai
    /// Đã hoàn thành. Các đơn vị báo cáo.      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa chữ đầu câu, hoặc thay dấu chấm nếu câu chưa hết.
    SentenceStart = 650, "viet-hoa-dau-cau", Capitals, Warning, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, mục I"),
    "câu bắt đầu bằng chữ thường", "a sentence begins with a small letter" => sentence_start;
}

rule! {
    /// # Sau dấu chấm phẩy không viết hoa
    ///
    /// ## Phát hiện gì
    /// Sau dấu chấm phẩy trong cùng một dòng là một chữ thường gặp (việc, các, phối hợp, tiếp tục …) mà lại viết hoa. Chỉ xét các từ không thể mở đầu
    /// một tên riêng.
    ///
    /// ## Vì sao
    /// Phụ lục II, mục I của NĐ 30/2020 chỉ cho viết hoa vì phép đặt câu sau dấu chấm, chấm hỏi, chấm than và khi xuống dòng. Danh sách từ là của
    /// chương trình.
    ///
    /// ## Ví dụ
    /// ```text
    /// xây dựng kế hoạch; Phối hợp với các đơn vị      # sai
    /// xây dựng kế hoạch; phối hợp với các đơn vị      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết thường, hoặc dùng dấu chấm nếu là câu mới.
    AfterSemicolon = 651, "viet-hoa-sau-cham-phay", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, mục I"),
    "viết hoa sau dấu chấm phẩy", "a capital behind a semicolon" => after_semicolon;
}

fn sentence_start(subject: &Subject<'_>, found: &mut Found) {
    for piece in &subject.texts {
        if let Some(at) = beginning(piece) {
            report(piece, at, found);
        }
        let running = matches!(piece.role, Role::Body | Role::Subject | Role::Base | Role::Field);
        let marked = ['.', '!', '?'].into_iter().any(|mark| piece.may_have(mark));
        if !running || !marked || piece.shape == Shape::Table {
            continue;
        }
        for (at, mark) in piece.text.match_indices(['.', '!', '?']).filter(|(at, _)| *at > piece.start) {
            let next = at + mark.len() + 1;
            let small = after(&piece.text, next).is_some_and(char::is_lowercase);
            let gap = after(&piece.text, at + mark.len()) == Some(' ');
            if gap && small && ends_sentence(&piece.text[..at], mark) {
                report(piece, next, found);
            }
        }
    }
}

/// Where a text that must begin with a capital begins, if it begins small.
fn beginning(piece: &Piece<'_>) -> Option<usize> {
    let marked = piece.text.get(..piece.start).unwrap_or_default();
    let begins = match (piece.role, piece.shape) {
        (Role::Base | Role::Recipient, _) => true,
        (Role::Body, Shape::Heading | Shape::Paragraph) => true,
        // `1.` begins a sentence; `a)` and a dash may go on what stands above them.
        (Role::Body, Shape::Item) => marked.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    let prose = piece.prose();
    let opened = prose.trim_start_matches(['*', '“', '"', '(', '«', ' ']);
    let at = piece.start + prose.len() - opened.len();
    let small = opened.chars().next().is_some_and(char::is_lowercase);
    (begins && small && !in_address(&piece.text, at)).then_some(at)
}

/// Whether a mark ends a sentence, by what stands before it.
fn ends_sentence(head: &str, mark: &str) -> bool {
    if mark != "." {
        return !head.ends_with(['.', '!', '?']);
    }
    let Some(last) = head.chars().next_back() else { return false };
    if matches!(last, '.' | '/' | '…' | '_' | ' ') {
        return false;
    }
    let start =
        head.rfind(|c: char| !in_word(c)).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let word = &head[start..];
    let short = word.chars().count() == 1 || ABBREVIATIONS.contains(lower(word).as_str());
    // `UBND.`, a number of a list, a date: too unsure.
    let shout = word.chars().any(char::is_uppercase) && word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let number = word.len() < 4 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    !short && !shout && !number
}

fn report(piece: &Piece<'_>, at: usize, found: &mut Found) {
    let Some(word) = piece.read().words.iter().find(|word| word.start == at) else { return };
    let text = &piece.text[word.clone()];
    let right = capitalised(text);
    found
        .report(
            piece.place(word.clone()),
            format!("«{text}» ở đầu câu phải viết hoa: «{right}»"),
            format!("«{text}» begins a sentence: write «{right}»"),
        )
        .replace(piece.exact(word.clone()), right, Safety::Unsafe);
}

fn after_semicolon(subject: &Subject<'_>, found: &mut Found) {
    let running = |piece: &&Piece<'_>| matches!(piece.role, Role::Body | Role::Base | Role::Field);
    for piece in subject.texts.iter().filter(running).filter(|piece| piece.may_have(';')) {
        let small = piece.read().small.as_str();
        for (mark, _) in piece.text.match_indices("; ") {
            let at = mark + 2;
            let (Some(rest), Some(first)) = (small.get(at..), after(&piece.text, at)) else { continue };
            let listed = AFTER_SEMICOLON
                .iter()
                .find(|phrase| rest.starts_with(**phrase) && !after(rest, phrase.len()).is_some_and(in_word));
            let Some(phrase) = listed.filter(|_| first.is_uppercase() && may_begin(&piece.text, piece.start, at))
            else {
                continue;
            };
            let word = at..at + phrase.find(' ').unwrap_or(phrase.len());
            let text = &piece.text[word.clone()];
            // A word in capitals is a heading's.
            if text.chars().filter(|c| c.is_uppercase()).count() > 1 {
                continue;
            }
            let right = uncapitalised(text);
            found
                .report(
                    piece.place(word.clone()),
                    format!("«{text}» sau dấu chấm phẩy: viết thường «{right}»"),
                    format!("«{text}» stands behind a semicolon: write «{right}»"),
                )
                .help(
                    "nếu đây là câu mới thì thay dấu chấm phẩy bằng dấu chấm",
                    "if this is a new sentence, put a full stop before it",
                )
                .replace(piece.exact(word), right, Safety::Unsafe);
        }
    }
}
