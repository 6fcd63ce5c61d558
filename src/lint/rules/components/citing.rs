//! How other documents are cited: in full the first time, by number afterwards (Phụ lục I, Phần I, II.6).

use std::collections::HashMap;
use std::ops::Range;

use crate::lint::rule::rule;
use crate::lint::scan::{Citation, beginning, of_roles, units, words};
use crate::lint::words::{capital, same, word_before};
use crate::lint::{Found, Piece, Role, Shape, Subject};

rule! {
    /// # Viện dẫn lần đầu ghi đầy đủ
    ///
    /// ## Phát hiện gì
    /// Lần đầu dẫn một văn bản có số, ký hiệu mà thiếu tên loại («Căn cứ 30/2020/NĐ-CP») hoặc ngày ban hành; trong căn cứ: cả khi thiếu cơ quan ban hành
    /// («của …»), thiếu chữ «số» («Nghị định 30/2020/NĐ-CP»), hoặc câu hết ngay sau tên cơ quan ban hành, không có trích yếu. Nhiều văn bản nêu liền
    /// nhau («Nghị quyết số 57-NQ/TW, 59-NQ/TW») xét từng văn bản. Bảng biểu và dòng bị ngắt ngay sau số, ký hiệu không bị xét.
    ///
    /// ## Vì sao
    /// Khi viện dẫn lần đầu văn bản có liên quan, phải ghi đầy đủ tên loại, số, ký hiệu, thời gian ban hành, tên cơ quan, tổ chức ban hành và trích yếu
    /// nội dung; các lần sau chỉ ghi tên loại và số, ký hiệu (NĐ 30/2020, Phụ lục I, Phần I, II.6). Nhận ra các phần này là cách của chương trình.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// can_cu: [Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư]                                            # sai
    /// can_cu: [Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư]     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm phần còn thiếu.
    CitedInPart = 617, "vien-dan-lan-dau", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"),
    "viện dẫn lần đầu không đầy đủ", "the first citation lacks kind, date, body or subject" => in_part;
}

rule! {
    /// # Viện dẫn lại chỉ ghi tên loại, số và ký hiệu
    ///
    /// ## Phát hiện gì
    /// Một văn bản đã dẫn đầy đủ ở trên lại được dẫn kèm ngày ban hành trong nội dung.
    ///
    /// ## Vì sao
    /// Trong các lần viện dẫn tiếp theo chỉ ghi tên loại và số, ký hiệu của văn bản đó (NĐ 30/2020, Phụ lục I, Phần I, II.6).
    /// Ghi lại cả ngày không làm sai nghĩa, nên đây chỉ là lời nhắc.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: |
    ///   Theo Kế hoạch số 22/KH-UBND ngày 02 tháng 02 năm 2026, …     # xem lại, đã dẫn đầy đủ ở căn cứ
    ///   Theo Kế hoạch số 22/KH-UBND, …                               # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ ngày, cơ quan ban hành và trích yếu ở lần dẫn lại.
    CitedAgain = 618, "vien-dan-lap-lai", Components, Note, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"),
    "văn bản đã dẫn được dẫn lại đầy đủ", "a document cited above is cited in full again" => again;
}

/// Where other documents are cited.
const CITING: &[Role] = &[Role::Base, Role::Body, Role::Field];

/// All citations of a plan in its order, tables left out.
fn all<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = (&'s Piece<'a>, &'s Citation)> {
    let texts = of_roles(subject, CITING).filter(|piece| piece.shape != Shape::Table);
    texts.flat_map(|piece| piece.citations().iter().map(move |citation| (piece, citation)))
}

fn in_part(subject: &Subject<'_>, found: &mut Found) {
    let mut seen: Vec<String> = Vec::new();
    for (piece, citation) in all(subject) {
        if seen.contains(&citation.name) {
            continue;
        }
        seen.push(citation.name.clone());
        // Laws go by their names.
        if citation.kind.is_some_and(|(kind, _)| ["Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"].contains(&kind))
        {
            continue;
        }
        let lacks = match citation.kind {
            Some(_) => lacking(piece, citation),
            // A number of another kind may look the same: a form's, a file's.
            None => left_bare(&piece.text, citation).then_some(("tên loại", "its kind")),
        };
        if let Some((vi, en)) = lacks {
            let name = &citation.name;
            found
                .report(
                    piece.place(citation.range.clone()),
                    format!("dẫn «{name}» lần đầu thiếu {vi}"),
                    format!("the first citation of “{name}” lacks {en}"),
                )
                .help(
                    "ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu",
                    "give kind, number, date, body and subject",
                );
        }
    }
}

/// What a citation with its kind lacks.
fn lacking(piece: &Piece<'_>, citation: &Citation) -> Option<(&'static str, &'static str)> {
    let text = piece.text.as_ref();
    let rest = text.get(citation.range.end..).unwrap_or_default().trim_start_matches([',', ' ', '\u{a0}']);
    // The line is broken here, or says which document it means in another way.
    let elsewhere = ["ngày", "tháng", "nêu trên", "nói trên", "trên", "này", "(", "_", "cùng ngày"];
    let broken = rest.is_empty() || elsewhere.iter().any(|word| rest.starts_with(word));
    match (&citation.date, &citation.issuer) {
        (None, _) if !broken => Some(("ngày ban hành", "its date")),
        (Some(_), None) if piece.role == Role::Base && !text.contains(" của ") => {
            Some(("cơ quan ban hành", "its body"))
        }
        (Some(_), Some(issuer)) if piece.role == Role::Base && ends_with_body(text, issuer) => {
            Some(("trích yếu nội dung", "its subject"))
        }
        _ if piece.role == Role::Base && lacks_word(text, citation) => Some(("chữ «số»", "the word số")),
        _ => None,
    }
}

/// Whether nothing stands between the kind and the number: `Nghị định 30/2020/NĐ-CP`.
fn lacks_word(text: &str, citation: &Citation) -> bool {
    let gap = citation.kind.and_then(|(kind, at)| text.get(at + kind.len()..citation.range.start));
    gap.is_some_and(|gap| gap.trim().is_empty())
}

/// Words that only a document's name can follow.
const BEFORE_NAMES: &[&str] = &["cứ", "theo", "hiện", "tại"];

/// Whether a number and symbol stand where the name of a document is due, without a kind: `Căn cứ 30/2020/NĐ-CP`.
fn left_bare(text: &str, citation: &Citation) -> bool {
    let before = text.get(..citation.range.start).unwrap_or_default();
    let before = before.strip_suffix(" số ").map_or(before.len(), |head| head.len() + 1);
    BEFORE_NAMES.iter().any(|word| same(word_before(text, before), word))
}

/// Bodies after whose name nothing but a subject can follow.
const BODIES: &[&str] = &[
    "chính phủ",
    "thủ tướng chính phủ",
    "quốc hội",
    "ủy ban thường vụ quốc hội",
    "bộ chính trị",
    "ban bí thư",
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "uỷ ban nhân dân",
];

/// Whether a text ends with the name of the body that issued what it cites, so that the subject is not there.
fn ends_with_body(text: &str, issuer: &Range<usize>) -> bool {
    if !text.get(issuer.end..).is_some_and(|rest| rest.trim_matches([' ', ';', '.', ',']).is_empty()) {
        return false;
    }
    let name = text.get(issuer.clone()).unwrap_or_default();
    let Some(body) = BODIES.iter().filter_map(|body| beginning(name, body)).max_by_key(|body| body.end) else {
        return false;
    };
    // "của Ủy ban nhân dân xã Mẫu": words for units, and the names of places.
    let rest = name.get(body.end..).unwrap_or_default();
    let of_unit = |word: &str| units().any(|unit| unit.split(' ').any(|part| part == word));
    words(rest).all(|word| capital(word.text) || of_unit(word.text))
}

fn again(subject: &Subject<'_>, found: &mut Found) {
    let mut full: HashMap<String, Option<crate::diag::Span>> = HashMap::new();
    for (piece, citation) in all(subject) {
        let Some(date) = &citation.date else { continue };
        let place = piece.place(citation.range.clone());
        match full.get(&citation.name) {
            Some(first) if piece.role == Role::Body => {
                let start = date.word_at.unwrap_or(date.range.start);
                found
                    .report(
                        piece.place(start..date.range.end),
                        format!("«{}» đã dẫn đầy đủ ở trên, không ghi lại ngày", citation.name),
                        format!("“{}” is cited in full above: its date is not repeated", citation.name),
                    )
                    .related(*first, "dẫn lần đầu", "cited first");
            }
            Some(_) => {}
            None => {
                full.insert(citation.name.clone(), place);
            }
        }
    }
}
