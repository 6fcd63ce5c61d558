//! How the lines of kính gửi, nơi nhận and of the bases are typed.

use crate::lint::rule::rule;
use crate::lint::scan::of_roles;
use crate::lint::{Found, Piece, Role, Safety, Subject};

rule! {
    /// # Không gõ dấu ở cuối dòng
    ///
    /// ## Phát hiện gì
    /// Một dòng `noi_nhan`, `kinh_gui`, `can_cu` hoặc `luu` kết thúc bằng dấu chấm phẩy, dấu phẩy hoặc dấu chấm.
    ///
    /// ## Vì sao
    /// Dấu chấm phẩy ở cuối mỗi dòng và dấu chấm ở dòng cuối (NĐ 30/2020, Phụ lục I, Phần I, II.6 và II.9) do chương trình đặt; dấu gõ tay bị bỏ đi,
    /// và dễ lẫn khi thêm, bớt dòng. Quy ước của chương trình.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_nhan: [Sở Nội vụ;]      # thừa dấu
    /// noi_nhan: [Sở Nội vụ]       # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dấu. `--fix` làm được việc này.
    TypedEndMark = 635, "dau-cuoi-dong", Components, Note, Plan, Safe,
    Custom("thông lệ"),
    "dấu gõ ở cuối dòng", "a mark is typed at the end of a line" => typed_mark;
}

rule! {
    /// # Ghi mục đích gửi theo một cách
    ///
    /// ## Phát hiện gì
    /// Trong một văn bản có dòng nơi nhận ghi «(để b/c)», dòng khác lại ghi «(b/c)», «(B/cáo)» hoặc «(để báo cáo)».
    ///
    /// ## Vì sao
    /// Nghị định 30 không quy định phần ghi thêm này; thông lệ là ghi thống nhất trong một văn bản.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_nhan: [Sở Nội vụ (để b/c), Ủy ban nhân dân xã (p/h)]        # chưa thống nhất
    /// noi_nhan: [Sở Nội vụ (để b/c), Ủy ban nhân dân xã (để p/h)]     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Chọn một cách ghi.
    PurposeForms = 636, "muc-dich-noi-nhan", Components, Note, Plan, No,
    Custom("thông lệ"),
    "mục đích gửi ghi theo nhiều cách", "the purposes of sending are written in several ways" => purposes;
}

fn typed_mark(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Recipient, Role::Addressee, Role::Base, Role::Archive]) {
        let text = piece.text.as_ref();
        let kept = text.trim_end_matches([';', ',', '.', ' ']).len();
        // An ellipsis and `v.v.` are no end marks; neither is the end of an expression.
        let marks = text.get(kept..).unwrap_or_default();
        if marks.is_empty()
            || marks.contains("...")
            || text.get(..kept).is_some_and(|t| t.ends_with("v.v"))
            || kept == 0
        {
            continue;
        }
        found
            .report(
                piece.place(kept..text.len()),
                format!("không gõ «{marks}» ở cuối dòng, chương trình tự đặt dấu"),
                format!("“{marks}” at the end of the line is set by the program"),
            )
            .replace(piece.exact(kept..text.len()), "", Safety::Safe);
    }
}

/// How the purpose of sending is written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    /// With `để`.
    with_word: bool,
    /// `b/c` (1), `b/cáo` (2), `báo cáo` (3).
    length: u8,
}

/// Purposes: initials, and the words that they stand for.
const PURPOSES: &[(&str, &str)] =
    &[("b/c", "báo cáo"), ("t/h", "thực hiện"), ("p/h", "phối hợp"), ("b/cáo", ""), ("t/hiện", ""), ("p/hợp", "")];

/// The style of the purpose in brackets at the end of a line, with its place.
fn style(text: &str) -> Option<(Style, std::ops::Range<usize>)> {
    let kept = text.trim_end_matches([';', '.', ',', ' ']);
    let start = kept.rfind('(')?;
    let inner = kept.get(start + 1..)?.strip_suffix(')')?.trim().to_lowercase();
    let (with_word, purpose) = match inner.strip_prefix("để ") {
        Some(rest) => (true, rest.trim()),
        None => (false, inner.as_str()),
    };
    let length =
        PURPOSES.iter().enumerate().find_map(|(index, (short, long))| match (purpose == *short, purpose == *long) {
            (true, _) => Some(if index < 3 { 1 } else { 2 }),
            (_, true) => Some(3),
            _ => None,
        })?;
    Some((Style { with_word, length }, start..kept.len()))
}

fn purposes(subject: &Subject<'_>, found: &mut Found) {
    let mut first: Option<(Style, &Piece<'_>, String)> = None;
    for piece in of_roles(subject, &[Role::Recipient]) {
        let Some((own, range)) = style(&piece.text) else { continue };
        let shown = piece.text.get(range.clone()).unwrap_or_default().to_owned();
        match &first {
            None => first = Some((own, piece, shown)),
            Some((style, other, before)) if *style != own => {
                found
                    .report(
                        piece.place(range),
                        format!("«{shown}» khác cách ghi «{before}» ở trên"),
                        format!("“{shown}” is written otherwise than “{before}” above"),
                    )
                    .related(other.whole(), "dòng này", "this one");
            }
            Some(_) => {}
        }
    }
}
