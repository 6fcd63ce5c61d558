//! References to parts of the document itself.

use crate::lint::rule::rule;
use crate::lint::scan::{adjoin, beginning, words_of};
use crate::lint::{Found, Piece, Role, Subject};
use crate::model::body::{Block, BlockKind};
use crate::plan::kind::kind;

rule! {
    /// # Điều được dẫn có trong văn bản
    ///
    /// ## Phát hiện gì
    /// «Như Điều 9» ở nơi nhận, hoặc «Điều 9 Quyết định này», «Điều 9 Quy chế này» trong nội dung, mà văn bản không có Điều 9.
    ///
    /// ## Vì sao
    /// Dòng đầu nơi nhận của quyết định, nghị quyết chỉ Điều nêu người thi hành (NĐ 30/2020, Phụ lục I, Phần I, II.9); thêm, bớt điều mà không sửa chỗ dẫn
    /// thì dẫn sai. Phụ lục được dẫn đã được kiểm tra khi tạo văn bản.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// # nội dung có Điều 1, Điều 2, Điều 3
    /// noi_nhan: [Như Điều 4]     # sai
    /// noi_nhan: [Như Điều 3]     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi đúng số của Điều.
    NoSuchArticle = 765, "dieu-khong-co", Figures, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.9"),
    "dẫn đến một Điều không có", "a reference to an article that is not there" => no_such_article;
}

/// How many articles a body has.
fn articles(blocks: &[Block]) -> u32 {
    let marks = blocks.iter().filter(|block| match &block.kind {
        BlockKind::Unit { mark, .. } => mark.starts_with("Điều "),
        _ => false,
    });
    u32::try_from(marks.count()).unwrap_or(u32::MAX)
}

fn no_such_article(subject: &Subject<'_>, found: &mut Found) {
    let (Some(document), Some(plan)) = (subject.document, subject.plan) else { return found.not_evaluated() };
    let own = (articles(&document.body), kind(plan.kind).name);
    let attached = document.attached.as_ref().map(|text| articles(&text.body));
    let attached = attached.zip(plan.attached.as_ref().map(|text| kind(text.kind).name));
    for piece in &subject.texts {
        match piece.role {
            Role::Recipient if beginning(&piece.text, "như điều").is_some() => {
                recipients(piece, own.0, found);
            }
            Role::Body => {
                for (count, name) in [Some(own), attached].into_iter().flatten() {
                    body(piece, count, name, found);
                }
            }
            _ => {}
        }
    }
}

fn report(piece: &Piece<'_>, range: std::ops::Range<usize>, number: u32, count: u32, found: &mut Found) {
    found.report(
        piece.place(range),
        format!("không có Điều {number}: văn bản có {count} Điều"),
        format!("there is no Điều {number}: the text has {count}"),
    );
}

/// `Như Điều 3`, `Như Điều 2, 3 và 4`.
fn recipients(piece: &Piece<'_>, count: u32, found: &mut Found) {
    for word in words_of(piece).iter().filter(|word| word.is_digits(3)) {
        if let Some(number) = word.number().filter(|number| *number > count) {
            report(piece, word.range(), number, count, found);
        }
    }
}

/// `Điều 9 Quyết định này`, `Điều 9 của Quy chế này`.
fn body(piece: &Piece<'_>, count: u32, name: &str, found: &mut Found) {
    let text = piece.text.as_ref();
    if count == 0 || !piece.has_digits() {
        return;
    }
    let words = words_of(piece);
    for pair in words.windows(2).filter(|pair| pair[0].text == "Điều" && adjoin(text, &pair[0], &pair[1])) {
        let Some(number) = pair[1].number().filter(|number| *number > count) else { continue };
        let rest = text.get(pair[1].end()..).unwrap_or_default().trim_start();
        let rest = rest.strip_prefix("của ").unwrap_or(rest);
        let this = beginning(rest, &format!("{name} này")).is_some();
        if this {
            report(piece, pair[0].start..pair[1].end(), number, count, found);
        }
    }
}
