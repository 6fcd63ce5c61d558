//! Years and dates of cited documents that disagree.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::diag::Span;
use crate::lint::rule::rule;
use crate::lint::scan::{document_days, of_roles, shown};
use crate::lint::{Found, Role, Subject};

rule! {
    /// # Căn cứ có trước văn bản
    ///
    /// ## Phát hiện gì
    /// Một căn cứ ban hành sau ngày của văn bản.
    ///
    /// ## Vì sao
    /// Văn bản làm căn cứ phải có trước (NĐ 30/2020, Phụ lục I, Phần I, II.6: ghi thời gian ban hành của văn bản làm căn cứ).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ngay: 2026-03-15
    /// can_cu: [Căn cứ Kế hoạch số 22/KH-UBND ngày 02 tháng 4 năm 2026 của …]      # sai
    /// can_cu: [Căn cứ Kế hoạch số 22/KH-UBND ngày 02 tháng 02 năm 2026 của …]     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Xem lại ngày của căn cứ.
    BaseLater = 757, "can-cu-sau-van-ban", Figures, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.6"),
    "căn cứ ban hành sau văn bản", "a base is dated after the document" => base_later;
}

rule! {
    /// # Năm trong số, ký hiệu khớp với ngày
    ///
    /// ## Phát hiện gì
    /// Văn bản được dẫn có năm trong số, ký hiệu (30/2020/NĐ-CP) khác năm của ngày ban hành ghi sau đó.
    ///
    /// ## Vì sao
    /// Văn bản quy phạm pháp luật ghi năm ban hành trong số, ký hiệu; hai năm khác nhau là gõ nhầm.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// can_cu: [Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2021 của Chính phủ]     # sai
    /// can_cu: [Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ]     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Tra lại văn bản gốc.
    SymbolYear = 758, "nam-ky-hieu-khac-ngay", Figures, Warning, Plan, No,
    Custom("thông lệ"),
    "năm trong số, ký hiệu khác năm ban hành", "the year in a symbol differs from the date's" => symbol_year;
}

rule! {
    /// # Một văn bản, một ngày ban hành
    ///
    /// ## Phát hiện gì
    /// Cùng số, ký hiệu, cùng cơ quan ban hành và cùng năm mà dẫn với hai ngày khác nhau.
    ///
    /// ## Vì sao
    /// Số văn bản là duy nhất trong một năm của một cơ quan (NĐ 30/2020, Điều 15), nên một trong hai ngày là sai.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: Kế hoạch số 22/KH-UBND ngày 02/02/2026 …; Kế hoạch số 22/KH-UBND ngày 12/02/2026 …      # sai
    /// noi_dung: Kế hoạch số 22/KH-UBND ngày 02/02/2026 …; Kế hoạch số 22/KH-UBND …                      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Tra lại văn bản gốc.
    TwoDates = 759, "van-ban-hai-ngay", Figures, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Điều 15"),
    "một văn bản dẫn với hai ngày", "one document is cited with two dates" => two_dates;
}

fn base_later(subject: &Subject<'_>, found: &mut Found) {
    let Some((_, last)) = subject.plan.and_then(document_days) else { return found.not_evaluated() };
    for piece in of_roles(subject, &[Role::Base]) {
        for citation in piece.citations() {
            let Some(date) = &citation.date else { continue };
            if let Some(day) = date.value().filter(|day| *day > last) {
                found.report(
                    piece.place(date.range.clone()),
                    format!("căn cứ ngày {} có sau văn bản ({})", shown(day), shown(last)),
                    format!("the base of {} is later than the document ({})", shown(day), shown(last)),
                );
            }
        }
    }
}

fn symbol_year(subject: &Subject<'_>, found: &mut Found) {
    for piece in &subject.texts {
        for citation in piece.citations() {
            let year =
                citation.name.split('/').nth(1).filter(|part| part.len() == 4).and_then(|part| part.parse().ok());
            let (Some(year), Some(date)) = (year, &citation.date) else { continue };
            let year: i32 = year;
            if date.year.is_some_and(|dated| dated != year) {
                found
                    .report(
                        piece.place(date.range.clone()),
                        format!("«{}» là của năm {year}", citation.name),
                        format!("“{}” is of the year {year}", citation.name),
                    )
                    .related(piece.place(citation.range.clone()), "số, ký hiệu", "number and symbol");
            }
        }
    }
}

fn two_dates(subject: &Subject<'_>, found: &mut Found) {
    let mut seen: HashMap<(&str, String, i32), (NaiveDate, Option<Span>)> = HashMap::new();
    for piece in &subject.texts {
        for citation in piece.citations() {
            let Some((date, day)) = citation.date.as_ref().and_then(|date| Some((date, date.value()?))) else {
                continue;
            };
            let issuer = citation.issuer.clone().and_then(|range| piece.text.get(range)).unwrap_or_default();
            let issuer = issuer.trim().to_lowercase();
            let place = piece.place(date.range.clone());
            let (known, first) = *seen.entry((&citation.name, issuer, day.year())).or_insert((day, place));
            if known != day {
                found
                    .report(
                        place,
                        format!("«{}» đã dẫn với ngày {}", citation.name, shown(known)),
                        format!("“{}” is cited with the date {} above", citation.name, shown(known)),
                    )
                    .related(first, "ngày đã ghi", "the first date");
            }
        }
    }
}
