//! The subject (ô 5a, 5b).

use crate::lint::rule::rule;
use crate::lint::scan::{all_capital, beginning, of_roles, words_of};
use crate::lint::{Found, Piece, Role, Safety, Subject};
use crate::plan::kind::{Kind, kind};

rule! {
    /// # Trích yếu không có dấu kết thúc câu
    ///
    /// ## Phát hiện gì
    /// Trích yếu nội dung kết thúc bằng dấu chấm, chấm phẩy, chấm than hay dấu hỏi.
    ///
    /// ## Vì sao
    /// Trích yếu là một câu ngắn gọn hoặc một cụm từ phản ánh khái quát nội dung chủ yếu (NĐ 30/2020, Phụ lục I, Phần I, II.5); các mẫu không có dấu
    /// ở cuối.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// trich_yeu: Tổ chức hội nghị.      # sai
    /// trich_yeu: Tổ chức hội nghị       # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dấu ở cuối. `--fix` làm được việc này.
    SubjectEndMark = 612, "trich-yeu-co-dau-cuoi", Components, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.5"),
    "trích yếu kết thúc bằng dấu câu", "the subject ends with a mark" => end_mark;
}

rule! {
    /// # Trích yếu không viết toàn chữ in hoa
    ///
    /// ## Phát hiện gì
    /// Trích yếu gồm toàn chữ in hoa.
    ///
    /// ## Vì sao
    /// Trích yếu nội dung trình bày bằng chữ in thường (NĐ 30/2020, Phụ lục I, Phần I, II.5); chỉ tên loại văn bản viết bằng chữ in hoa.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// trich_yeu: TỔ CHỨC HỘI NGHỊ SƠ KẾT      # sai
    /// trich_yeu: Tổ chức hội nghị sơ kết      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại bằng chữ thường; giữ chữ hoa của tên riêng.
    SubjectCapitals = 613, "trich-yeu-viet-hoa", Components, Error, Plan, No,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.5"),
    "trích yếu toàn chữ in hoa", "the subject is all in capitals" => in_capitals;
}

rule! {
    /// # Trích yếu lặp lại tên loại
    ///
    /// ## Phát hiện gì
    /// Trích yếu bắt đầu bằng chính tên loại của văn bản, như «Kế hoạch …» trong một kế hoạch.
    ///
    /// ## Vì sao
    /// Tên loại đã in ở dòng trên (NĐ 30/2020, Phụ lục I, Phần I, II.5), nên trên giấy sẽ thành «KẾ HOẠCH» rồi «Kế hoạch …». Thông lệ.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// loai: ke-hoach
    /// trich_yeu: Kế hoạch tổ chức Ngày hội     # sai
    /// trich_yeu: Tổ chức Ngày hội              # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ tên loại ở đầu trích yếu. `--fix --unsafe-fixes` làm được việc này.
    SubjectRepeatsKind = 614, "trich-yeu-lap-ten-loai", Components, Warning, Plan, Unsafe,
    Custom("thông lệ"),
    "trích yếu bắt đầu bằng tên loại", "the subject begins with the kind's name" => repeats_kind;
}

rule! {
    /// # Trích yếu là một câu
    ///
    /// ## Phát hiện gì
    /// Trích yếu có dấu chấm ở giữa, sau đó là một câu khác.
    ///
    /// ## Vì sao
    /// Trích yếu là một câu ngắn gọn hoặc một cụm từ phản ánh khái quát nội dung chủ yếu của văn bản (NĐ 30/2020, Phụ lục I, Phần I, II.5).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// trich_yeu: Tổ chức hội nghị. Phân công nhiệm vụ     # sai
    /// trich_yeu: Tổ chức hội nghị                         # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại thành một cụm từ.
    SubjectOfSentences = 615, "trich-yeu-nhieu-cau", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.5"),
    "trích yếu có nhiều câu", "the subject has several sentences" => sentences;
}

rule! {
    /// # «V/v» chỉ dùng ở công văn
    ///
    /// ## Phát hiện gì
    /// Trích yếu của văn bản có tên loại bắt đầu bằng «V/v».
    ///
    /// ## Vì sao
    /// «V/v» đứng dưới số, ký hiệu của công văn; văn bản có tên loại viết «Về việc …» hoặc nêu thẳng nội dung (NĐ 30/2020, Phụ lục I, Phần I, II.5;
    /// Phụ lục III, Mẫu 1.2).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// loai: quyet-dinh
    /// trich_yeu: V/v thành lập Tổ công tác          # sai
    /// trich_yeu: Về việc thành lập Tổ công tác      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết «Về việc». `--fix` làm được việc này.
    SubjectOfLetter = 616, "trich-yeu-v-v", Components, Warning, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.5"),
    "«V/v» ở văn bản có tên loại", "V/v in a titled document" => of_letter;
}

fn in_capitals(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Subject]) {
        // One word, or two, may be an abbreviation.
        if all_capital(&piece.text, 1) && piece.read().words.len() > 2 && !piece.text.contains('_') {
            found.report(
                piece.whole(),
                "trích yếu viết bằng chữ thường, không toàn chữ in hoa",
                "a subject is not all in capitals",
            );
        }
    }
}

/// The first lines of the subjects, each with the kind of its text: the document's, then the attached one's.
fn first_lines<'s, 'a>(subject: &'s Subject<'a>) -> Vec<(&'s Piece<'a>, &'static Kind)> {
    let Some(plan) = subject.plan else { return Vec::new() };
    let own = plan.subject.as_ref().map_or(0, |lines| lines.items.len());
    let mut pieces = of_roles(subject, &[Role::Subject]);
    let first = if own > 0 { pieces.next() } else { None };
    let second = pieces.nth(own.saturating_sub(1));
    let attached = plan.attached.as_ref().map(|attached| kind(attached.kind));
    let own_kind = subject.kind.filter(|_| first.is_some());
    [first.zip(own_kind), second.zip(attached)].into_iter().flatten().collect()
}

fn repeats_kind(subject: &Subject<'_>, found: &mut Found) {
    for (piece, kind) in first_lines(subject) {
        let text = piece.text.as_ref();
        let Some(name) = beginning(text, kind.name).filter(|_| !kind.is_letter()) else {
            continue;
        };
        let rest = text.get(name.end..).unwrap_or_default();
        let kept = rest.trim_start_matches([' ', ':', '\u{a0}']);
        let shown = text.get(name.clone()).unwrap_or_default().to_owned();
        let finding = found.report(
            piece.place(name),
            format!("trích yếu không lặp lại tên loại «{shown}»"),
            format!("the subject does not repeat the kind's name “{shown}”"),
        );
        if let Some(first) = kept.chars().next().filter(|c| c.is_alphabetic()) {
            let capital: String = first.to_uppercase().collect();
            let end = text.len() - kept.len() + first.len_utf8();
            finding.replace(piece.exact(0..end), capital, Safety::Unsafe);
        }
    }
}

fn sentences(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Subject]) {
        let words = words_of(piece);
        let two = words.windows(2).find(|pair| {
            let gap = crate::lint::scan::between(&piece.text, &pair[0], &pair[1]);
            // Short words before a stop are abbreviations: `TP. Mẫu`, `ThS. Nguyễn`.
            gap.starts_with(". ")
                && pair[0].text.chars().count() > 2
                && pair[0].text.chars().next().is_some_and(|c| !c.is_uppercase())
                && pair[1].text.starts_with(char::is_uppercase)
        });
        if let Some(pair) = two {
            found.report(
                piece.place(pair[0].end()..pair[0].end() + 1),
                "trích yếu là một câu hoặc một cụm từ",
                "a subject is one sentence or phrase",
            );
        }
    }
}

fn of_letter(subject: &Subject<'_>, found: &mut Found) {
    for (piece, kind) in first_lines(subject) {
        let text = piece.text.as_ref();
        let typed = ["V/v", "V/V", "v/v"].iter().find(|typed| text.starts_with(**typed));
        if let Some(typed) = typed.filter(|_| !kind.is_letter()) {
            found
                .report(
                    piece.place(0..typed.len()),
                    format!("«{typed}» chỉ dùng ở công văn"),
                    format!("“{typed}” is for a công văn only"),
                )
                .replace(piece.exact(0..typed.len()), "Về việc", Safety::Safe);
        }
    }
}

fn end_mark(subject: &Subject<'_>, found: &mut Found) {
    for piece in subject.texts.iter().filter(|piece| piece.role == Role::Subject) {
        let kept = piece.text.trim_end_matches(['.', ';', '!', '?']).len();
        if kept == piece.text.len() {
            continue;
        }
        let marks = kept..piece.text.len();
        found
            .report(piece.place(marks.clone()), "trích yếu không có dấu ở cuối", "a subject has no mark at its end")
            .replace(piece.exact(marks), "", Safety::Safe);
    }
}
