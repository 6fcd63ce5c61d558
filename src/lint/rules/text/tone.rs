//! One style of tone marks in a document.

use crate::lint::rule::rule;
use crate::lint::tones::{Style, other};
use crate::lint::words::{all_capital, capital};
use crate::lint::{Found, Piece, Role, Safety, Subject};

rule! {
    /// # Một văn bản dùng một kiểu đặt dấu thanh
    ///
    /// ## Phát hiện gì
    /// Trong cùng một văn bản có chữ đặt dấu kiểu cũ (hòa, khỏe, ủy) và chữ đặt dấu kiểu mới (hoà, khoẻ, uỷ). Kiểu ít dùng hơn được chỉ ra; nếu bằng
    /// nhau thì theo kiểu thường gặp: `hòa`, `ủy` (văn bản của Đảng: `hoà`, `uỷ`).
    /// Không xét tên người và các chữ viết hoa chữ đầu (trừ `Ủy`), vì có thể là tên riêng.
    ///
    /// ## Vì sao
    /// Nghị định 30/2020 không quy định kiểu đặt dấu và chính các phụ lục của nghị định cũng dùng cả hai; viết thống nhất trong một văn bản là thông
    /// lệ.
    ///
    /// ## Ví dụ
    /// ```text
    /// đời sống văn hóa … nhà văn hoá      # sai
    /// đời sống văn hóa … nhà văn hóa      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết theo một kiểu. `--fix` đổi các chữ theo kiểu ít dùng hơn.
    MixedTones = 700, "lan-kieu-dau-thanh", Text, Note, Plan, Safe,
    Custom("thông lệ"),
    "lẫn hai kiểu đặt dấu thanh", "two styles of tone marks are mixed" => mixed;
}

/// The words whose style tells something, each with the other way to write it.
fn styled<'t>(piece: &'t Piece<'_>) -> impl Iterator<Item = (std::ops::Range<usize>, Style, String)> + 't {
    let shouted = all_capital(&piece.text, 1);
    piece.read().words.iter().filter_map(move |word| {
        let text = &piece.text[word.clone()];
        let (style, changed) = other(text)?;
        let known = matches!(text, "Ủy" | "Uỷ" | "ỦY" | "UỶ");
        (known || !capital(text) || shouted).then(|| (word.clone(), style, changed))
    })
}

fn mixed(subject: &Subject<'_>, found: &mut Found) {
    let party = subject.plan.and_then(|plan| plan.family.as_ref()).is_some_and(|family| family.value == "dang");
    let texts = || subject.texts.iter().filter(|piece| !matches!(piece.role, Role::SignerName | Role::Person));
    let (mut old, mut new) = (0_usize, 0_usize);
    for piece in texts() {
        for (_, style, _) in styled(piece) {
            *if style == Style::Old { &mut old } else { &mut new } += 1;
        }
    }
    if old == 0 || new == 0 {
        return;
    }
    let kept = if new > old || new == old && party { Style::New } else { Style::Old };
    for piece in texts() {
        for (word, style, changed) in styled(piece).filter(|(_, style, _)| *style != kept) {
            let _ = style;
            let text = &piece.text[word.clone()];
            found
                .report(
                    piece.place(word.clone()),
                    format!("«{text}»: phần lớn văn bản đặt dấu theo kiểu «{changed}»"),
                    format!("«{text}»: most of the document writes «{changed}»"),
                )
                .help("dùng một kiểu đặt dấu trong cả văn bản", "use one style of tone marks in the whole document")
                .replace(piece.exact(word), changed, Safety::Safe);
        }
    }
}
