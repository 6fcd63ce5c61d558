//! How other documents are cited: in full the first time, by number afterwards (Phụ lục I, II.6).

use std::collections::HashMap;

use crate::lint::rule::rule;
use crate::lint::scan::{Citation, of_roles};
use crate::lint::{Found, Piece, Role, Shape, Subject};

rule! {
    /// # Viện dẫn lần đầu ghi đầy đủ
    ///
    /// ## Phát hiện gì
    /// Lần đầu dẫn một văn bản có số, ký hiệu mà thiếu ngày ban hành; trong căn cứ: cả khi thiếu cơ quan ban hành («của …»).
    /// Bảng biểu và dòng bị ngắt ngay sau số, ký hiệu không bị xét.
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
    "viện dẫn lần đầu thiếu ngày hoặc cơ quan ban hành", "the first citation lacks date or body" => in_part;
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
        // Laws go by their names; and without a kind it is not known what is named.
        if citation.kind.is_none_or(|(kind, _)| ["Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"].contains(&kind))
        {
            continue;
        }
        let text = piece.text.as_ref();
        let rest = text.get(citation.range.end..).unwrap_or_default().trim_start_matches([',', ' ', '\u{a0}']);
        // The line is broken here, or says which document it means in another way.
        let elsewhere = ["ngày", "tháng", "nêu trên", "nói trên", "trên", "này", "(", "_", "cùng ngày"];
        let broken = rest.is_empty() || elsewhere.iter().any(|word| rest.starts_with(word));
        let lacks = match &citation.date {
            None if !broken => Some(("ngày ban hành", "its date")),
            Some(_) if piece.role == Role::Base && citation.issuer.is_none() && !text.contains(" của ") => {
                Some(("cơ quan ban hành", "its body"))
            }
            _ => None,
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
