//! Elements that were typed where the program prints them itself, or that have a key of their own.

use crate::lint::rule::rule;
use crate::lint::scan::{beginning, of_roles, phrase_in};
use crate::lint::words::{begins_plain, behind, in_word};
use crate::lint::{Found, Role, Safety, Subject};
use crate::plan::kind::KindName;

rule! {
    /// # Thành phần thể thức gõ vào nội dung
    ///
    /// ## Phát hiện gì
    /// Một dòng của `noi_dung` là quốc hiệu, tiêu ngữ, «Kính gửi:», «Nơi nhận:» hoặc «Lưu: VT». Nội dung phụ lục không bị xét, vì có thể là biểu mẫu.
    ///
    /// ## Vì sao
    /// Các thành phần này có vị trí riêng ở đầu và cuối văn bản (NĐ 30/2020, Phụ lục I, Phần I, mục II và mục IV); chương trình tự in từ các khóa khác,
    /// nên gõ vào nội dung thì in hai lần.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: |
    ///   Kính gửi: Sở Nội vụ        # sai
    /// kinh_gui: Sở Nội vụ          # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Xóa dòng đó; ghi ở khóa `kinh_gui`, `noi_nhan`, `luu`.
    ElementInBody = 629, "thanh-phan-trong-noi-dung", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, mục II"),
    "thành phần thể thức gõ vào nội dung", "an element of the form is typed into the body" => in_body;
}

rule! {
    /// # Độ khẩn, độ mật ghi ở khóa riêng
    ///
    /// ## Phát hiện gì
    /// Trích yếu có chữ in hoa KHẨN, THƯỢNG KHẨN, HỎA TỐC, MẬT …, hoặc một dòng của nội dung chỉ gồm chữ đó.
    ///
    /// ## Vì sao
    /// Dấu chỉ độ khẩn và độ mật có vị trí riêng, trong khung viền đỏ (NĐ 30/2020, Phụ lục I, Phần I, III.2).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// trich_yeu: (HỎA TỐC) ứng phó mưa lũ     # sai
    /// trich_yeu: ứng phó mưa lũ               # đúng
    /// khan: hoa-toc
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ chữ đó, dùng khóa `khan` hoặc `mat`.
    UrgencyInText = 637, "do-khan-trong-van-ban", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, III.2"),
    "độ khẩn, độ mật ghi trong trích yếu, nội dung", "urgency or secrecy in the text" => urgency;
}

rule! {
    /// # Tiêu đề phụ lục không lặp chữ «Phụ lục»
    ///
    /// ## Phát hiện gì
    /// `tieu_de` của phụ lục bắt đầu bằng «PHỤ LỤC».
    ///
    /// ## Vì sao
    /// Chương trình tự in dòng «Phụ lục» kèm số La Mã trên tiêu đề (NĐ 30/2020, Phụ lục I, Phần I, III.1), nên ghi thêm thì in hai lần.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// tieu_de: PHỤ LỤC I DANH SÁCH HỘ NGHÈO     # sai
    /// tieu_de: DANH SÁCH HỘ NGHÈO               # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ chữ «PHỤ LỤC» và số. `--fix --unsafe-fixes` làm được việc này.
    AppendixWord = 639, "phu-luc-lap-chu", Components, Warning, Plan, Unsafe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, III.1"),
    "tiêu đề phụ lục lặp chữ «Phụ lục»", "the title of an appendix repeats the word" => appendix_word;
}

/// What the program prints, in small letters, and the key that it comes from.
const PRINTED: &[(&str, &str)] = &[
    ("cộng hòa xã hội chủ nghĩa việt nam", "he"),
    ("cộng hoà xã hội chủ nghĩa việt nam", "he"),
    ("độc lập - tự do - hạnh phúc", "he"),
    ("đảng cộng sản việt nam", "he"),
    ("kính gửi:", "kinh_gui"),
    ("nơi nhận:", "noi_nhan"),
    ("lưu: vt", "luu"),
];

fn in_body(subject: &Subject<'_>, found: &mut Found) {
    let Some(plan) = subject.plan.filter(|plan| plan.body.is_some()) else { return found.not_evaluated() };
    let letter = plan.kind == KindName::PublicLetter;
    for piece in subject.texts.iter().filter(|piece| piece.role == Role::Body && piece.body == 0) {
        let prose = piece.prose();
        let bare = prose.trim_matches(['*', ' ']);
        let line = PRINTED.iter().find(|(text, _)| {
            // The head's lines stand alone; the others go on with what they name.
            let goes_on = text.contains(':') && !(letter && text.starts_with("kính"));
            behind(bare, text).is_some_and(|rest| rest.is_empty() || goes_on)
        });
        let Some((text, key)) = line else { continue };
        let shown = prose.trim();
        let end = if text.contains(':') { prose.find(':').map_or(prose.len(), |at| at + 1) } else { prose.len() };
        let finding = found.report(
            piece.place(piece.start..piece.start + end),
            format!("«{}» do chương trình in, không gõ vào nội dung", shown.get(..end).unwrap_or(shown)),
            format!("“{}” is printed by the program", shown.get(..end).unwrap_or(shown)),
        );
        if *key != "he" {
            finding.help(format!("xóa dòng này, ghi ở khóa `{key}`"), format!("delete it and use `{key}`"));
        }
    }
}

/// Degrees of urgency and secrecy, longest first, with their keys.
const DEGREES: &[(&str, &str)] = &[
    ("HỎA TỐC", "khan: hoa-toc"),
    ("HOẢ TỐC", "khan: hoa-toc"),
    ("THƯỢNG KHẨN", "khan: thuong-khan"),
    ("KHẨN", "khan: khan"),
    ("TUYỆT MẬT", "mat: tuyet-mat"),
    ("TỐI MẬT", "mat: toi-mat"),
    ("MẬT", "mat: mat"),
];

fn urgency(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Subject, Role::Body]) {
        let text = piece.text.as_ref();
        let alone = text.trim_matches(|c: char| !c.is_alphabetic());
        let due = |word: &str| match piece.role {
            Role::Subject => text.chars().any(char::is_lowercase),
            _ => alone == word,
        };
        let degree = DEGREES.iter().filter(|(word, _)| due(word)).find_map(|(word, key)| {
            let range = phrase_in(piece, &word.to_lowercase())?;
            (text.get(range.clone()) == Some(*word)).then_some((*word, *key, range))
        });
        if let Some((word, key, range)) = degree {
            found
                .report(
                    piece.place(range),
                    format!("«{word}» có vị trí riêng trên trang, không ghi ở đây"),
                    format!("“{word}” has its own place on the page"),
                )
                .help(format!("dùng khóa `{key}`"), format!("use `{key}`"));
        }
    }
}

fn appendix_word(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::AppendixTitle]) {
        let text = piece.text.as_ref();
        let Some(range) = beginning(text, "phụ lục") else { continue };
        let rest = text.get(range.end..).unwrap_or_default();
        // The number that follows goes with it.
        let number = rest.trim_start();
        let len = number.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(number.len());
        let is_number = !number[..len].is_empty()
            && (number[..len].bytes().all(|b| b.is_ascii_digit()) || crate::vi::from_roman(&number[..len]).is_some())
            && !number[len..].starts_with(in_word);
        let after = if is_number { &number[len..] } else { rest };
        let kept = after.trim_start_matches([' ', '.', ':', '-', '–', '\u{a0}']);
        let end = text.len() - kept.len();
        found
            .report(
                piece.place(range),
                "chữ «Phụ lục» và số do chương trình in",
                "the word Phụ lục and its number are printed by the program",
            )
            .replace(piece.exact(0..end).filter(|_| begins_plain(kept)), "", Safety::Unsafe);
    }
}
