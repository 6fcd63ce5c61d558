//! References to parts of the document itself.

use crate::diag::Span;
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

rule! {
    /// # Khoản được dẫn có trong Điều
    ///
    /// ## Phát hiện gì
    /// «khoản 5 Điều này», «khoản 5 Điều 2 Quy định này» mà Điều đó có ít khoản hơn. Điều không chia khoản, và văn bản chép lại điều khoản của văn bản khác
    /// trong ngoặc kép, không bị xét.
    ///
    /// ## Vì sao
    /// Thêm, bớt khoản mà không sửa chỗ dẫn thì dẫn sai. Đây là thông lệ.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// # Điều 2 có khoản 1, khoản 2
    /// noi_dung: Hồ sơ theo khoản 3 Điều 2 Quy định này.     # sai
    /// noi_dung: Hồ sơ theo khoản 2 Điều 2 Quy định này.     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi đúng số của khoản.
    NoSuchClause = 768, "khoan-khong-co", Figures, Warning, Plan, No,
    Custom("thông lệ"),
    "dẫn đến một khoản không có", "a reference to a clause that is not there" => no_such_clause;
}

/// An article of a body.
struct Article {
    /// Its mark: `Điều 3`.
    mark: String,
    /// Where it begins.
    start: Option<Span>,
    /// How many khoản it has.
    clauses: u32,
}

/// The articles of a body.
fn articles(blocks: &[Block]) -> Vec<Article> {
    let mut all: Vec<Article> = Vec::new();
    for block in blocks {
        let BlockKind::Unit { mark, .. } = &block.kind else { continue };
        let core = mark.trim_end_matches('.');
        if core.starts_with("Điều ") {
            all.push(Article { mark: core.to_owned(), start: block.span, clauses: 0 });
        } else if let Some(article) = all.last_mut().filter(|_| core.bytes().all(|b| b.is_ascii_digit())) {
            article.clauses += 1;
        }
    }
    all
}

/// How many articles a body has.
fn count(blocks: &[Block]) -> u32 {
    u32::try_from(articles(blocks).len()).unwrap_or(u32::MAX)
}

fn no_such_clause(subject: &Subject<'_>, found: &mut Found) {
    let (Some(document), Some(plan)) = (subject.document, subject.plan) else { return found.not_evaluated() };
    // An amendment quotes the articles of another document.
    let quotes = |piece: &Piece<'_>| piece.role == Role::Body && piece.text.trim_start().starts_with('“');
    if subject.texts.iter().any(quotes) {
        return;
    }
    let own = (articles(&document.body), kind(plan.kind).name);
    let attached = document.attached.as_ref().map(|text| articles(&text.body));
    let attached = attached.zip(plan.attached.as_ref().map(|text| kind(text.kind).name));
    let bodies: Vec<_> = [Some(own), attached].into_iter().flatten().collect();
    let written = |piece: &&Piece<'_>| piece.role == Role::Body && piece.has_digits();
    for piece in subject.texts.iter().filter(written) {
        let text = piece.text.as_ref();
        for four in words_of(piece).windows(4) {
            let [word, number, of, which] = four else { continue };
            let adjoin = four.windows(2).all(|pair| adjoin(text, &pair[0], &pair[1]));
            if !word.is("khoản") || of.text != "Điều" || !adjoin {
                continue;
            }
            let range = word.start..which.end();
            let Some(number) = number.number() else { continue };
            let article = if which.text == "này" {
                piece.place(range.clone()).and_then(|place| around(&bodies, place))
            } else {
                let rest = text.get(which.end()..).unwrap_or_default().trim_start();
                let rest = rest.strip_prefix("của ").unwrap_or(rest);
                let mark = format!("Điều {}", which.text);
                let this = bodies.iter().find(|(_, name)| beginning(rest, &format!("{name} này")).is_some());
                this.and_then(|(articles, _)| articles.iter().find(|article| article.mark == mark))
            };
            let Some(Article { mark, clauses, .. }) = article.filter(|a| a.clauses > 0 && number > a.clauses) else {
                continue;
            };
            found.report(
                piece.place(range),
                format!("không có khoản {number}: {mark} có {clauses} khoản"),
                format!("there is no khoản {number}: {mark} has {clauses}"),
            );
        }
    }
}

/// The article in which a place stands: the last one that begins before it.
fn around<'a>(bodies: &'a [(Vec<Article>, &'static str)], place: Span) -> Option<&'a Article> {
    let begins = |article: &Article| article.start.filter(|s| s.file == place.file && s.start <= place.start);
    let all = bodies.iter().flat_map(|(articles, _)| articles);
    all.filter_map(|article| Some((begins(article)?.start, article))).max_by_key(|(start, _)| *start).map(|(_, a)| a)
}

fn no_such_article(subject: &Subject<'_>, found: &mut Found) {
    let (Some(document), Some(plan)) = (subject.document, subject.plan) else { return found.not_evaluated() };
    let own = (count(&document.body), kind(plan.kind).name);
    let attached = document.attached.as_ref().map(|text| count(&text.body));
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
