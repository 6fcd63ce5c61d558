//! The names of the issuing body (ô 2), and bodies that are no more.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::scan;
use crate::lint::scan::{all_capital, entries, of_roles, words_of};
use crate::lint::{Found, Piece, Role, Subject};

rule! {
    /// # Tên cơ quan ban hành không viết tắt
    ///
    /// ## Phát hiện gì
    /// `co_quan.ban_hanh` có chữ viết tắt như UBND, HĐND, THCS.
    ///
    /// ## Vì sao
    /// Tên cơ quan, tổ chức ban hành là tên chính thức, đầy đủ; chỉ tên cơ quan chủ quản mới được viết tắt những cụm từ thông dụng
    /// (NĐ 30/2020, Phụ lục I, Phần I, II.2). Danh sách chữ viết tắt là của chương trình.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// co_quan: { ban_hanh: UBND XÃ MẪU }                # sai
    /// co_quan: { ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết đầy đủ tên cơ quan ban hành.
    AgencyAbbreviated = 601, "co-quan-viet-tat", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.2"),
    "tên cơ quan ban hành viết tắt", "the issuing body's name is abbreviated" => abbreviated;
}

rule! {
    /// # Tên cơ quan trong câu không viết toàn chữ in hoa
    ///
    /// ## Phát hiện gì
    /// `co_quan.ten` gồm toàn chữ in hoa.
    ///
    /// ## Vì sao
    /// Khóa này dùng trong câu, như dòng «(Kèm theo Kế hoạch số … của …)», in bằng chữ in thường (NĐ 30/2020, Phụ lục I, Phần I, III.1);
    /// viết hoa theo Phụ lục II, mục IV.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ten: ỦY BAN NHÂN DÂN XÃ MẪU      # sai
    /// ten: Ủy ban nhân dân xã Mẫu      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết tên cơ quan như trong câu.
    RunningNameCapitals = 602, "ten-trong-cau-viet-hoa", Components, Warning, Plan, No,
    Law("NĐ 30/2020, Phụ lục I, Phần I, III.1"),
    "tên cơ quan trong câu toàn chữ in hoa", "the running name of the body is all in capitals" => running;
}

rule! {
    /// # Đơn vị hành chính không còn sau ngày 01/7/2025
    ///
    /// ## Phát hiện gì
    /// Văn bản đề ngày từ 01/7/2025 mà tên cơ quan, địa danh, nơi gửi, nơi nhận hoặc chức vụ người ký còn huyện, quận, thị xã, thị trấn, thành phố
    /// thuộc tỉnh (theo tên: `thành phố Quảng Ngãi`), hoặc tên một tỉnh đã sáp nhập.
    ///
    /// ## Vì sao
    /// Từ ngày 01/7/2025 chính quyền địa phương có hai cấp, không còn cấp huyện (Luật Tổ chức chính quyền địa phương số 72/2025/QH15); cả nước có
    /// 34 tỉnh, thành phố (Nghị quyết số 202/2025/QH15). Trích yếu, căn cứ và nội dung không bị xét, vì có thể nói về văn bản, sự việc cũ;
    /// dòng có chữ «nguyên», «cũ», «trước đây» cũng vậy.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ngay: 2026-03-15
    /// noi_nhan: [Ủy ban nhân dân huyện Mẫu]    # sai
    /// noi_nhan: [Ủy ban nhân dân xã Mẫu]       # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi tên cơ quan hiện nay.
    ObsoleteUnit = 603, "don-vi-da-bo", Components, Warning, Plan, No,
    Heuristic("Luật 72/2025/QH15; Nghị quyết 202/2025/QH15"),
    "đơn vị hành chính không còn từ 01/7/2025", "an administrative unit that is no more since 1 July 2025" => obsolete;
}

rule! {
    /// # Cơ quan đã đổi tên, sáp nhập năm 2025
    ///
    /// ## Phát hiện gì
    /// Tên cơ quan, nơi gửi, nơi nhận là một bộ, sở, ban không còn vào ngày của văn bản: `Bộ Kế hoạch và Đầu tư`, `Sở Giao thông vận tải`. Chỉ xét các tên
    /// trong danh sách, các bộ từ 01/3/2025, cơ quan của tỉnh và huyện từ 01/7/2025.
    ///
    /// ## Vì sao
    /// Từ ngày 01/3/2025 các bộ được sắp xếp lại (Nghị quyết số 176/2025/QH15), rồi đến các sở; gửi đến tên cũ thì văn bản dễ thất lạc. Trích yếu, căn cứ
    /// và nội dung không bị xét, vì có thể nói về văn bản, sự việc cũ; dòng có chữ «nguyên», «cũ», «trước đây» cũng vậy. Danh sách là của chương trình.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ngay: 2026-03-15
    /// kinh_gui: Sở Kế hoạch và Đầu tư      # sai
    /// kinh_gui: Sở Tài chính               # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi tên cơ quan hiện nay; nhiều nơi nhiệm vụ được chia cho mấy cơ quan, nên phải tra lại.
    EndedBody = 640, "co-quan-da-doi", Components, Warning, Plan, No,
    Heuristic("Nghị quyết 176/2025/QH15"),
    "cơ quan đã đổi tên, sáp nhập", "a body that is no more" => ended;
}

/// Abbreviations of bodies.
const ABBREVIATIONS: &str = include_str!("co-quan-viet-tat.txt");

fn abbreviated(subject: &Subject<'_>, found: &mut Found) {
    if !scan::is_state(subject) {
        return;
    }
    for piece in of_roles(subject, &[Role::Issuer]) {
        for word in words_of(piece) {
            if entries(ABBREVIATIONS).any(|known| known == word.text) {
                found.report(
                    piece.place(word.range()),
                    format!("tên cơ quan ban hành không viết tắt: «{}»", word.text),
                    format!("the issuing body's name is written in full: “{}”", word.text),
                );
            }
        }
    }
}

fn running(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::RunningName]) {
        if all_capital(&piece.text, 1) && piece.read().words.len() > 2 {
            found
                .report(
                    piece.whole(),
                    "tên cơ quan trong câu không viết toàn chữ in hoa",
                    "the body's name in running text is not all in capitals",
                )
                .help("viết như trong câu: Ủy ban nhân dân xã …", "write it as in a sentence");
        }
    }
}

/// Units and provinces that are no more.
static OBSOLETE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("don-vi-da-bo.txt")));

/// Bodies that are no more: `name = date = where their work went`.
static ENDED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("co-quan-da-doi.txt")));

/// Where today's bodies are named.
const TODAY: &[Role] = &[
    Role::Parent,
    Role::Issuer,
    Role::RunningName,
    Role::Place,
    Role::Addressee,
    Role::Authority,
    Role::Recipient,
    Role::SignatureAuthority,
    Role::SignerTitle,
];

fn obsolete(subject: &Subject<'_>, found: &mut Found) {
    let Some((first, _)) = subject.plan.and_then(scan::document_days) else { return found.not_evaluated() };
    if first < NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default() {
        return;
    }
    for piece in of_roles(subject, TODAY).filter(|piece| !of_the_past(piece)) {
        let Some((range, _)) = OBSOLETE.matches(piece.read()).into_iter().next() else { continue };
        let shown = piece.text.get(range.clone()).unwrap_or_default().to_owned();
        found
            .report(
                piece.place(range),
                format!("«{shown}» không còn từ ngày 01/7/2025"),
                format!("“{shown}” is no more since 1 July 2025"),
            )
            .help("ghi tên đơn vị hành chính, cơ quan hiện nay", "name today's unit or body");
    }
}

/// Whether a line says that it names what was.
fn of_the_past(piece: &Piece<'_>) -> bool {
    ["nguyên", "cũ", "trước đây"].iter().any(|word| scan::phrase_in(piece, word).is_some())
}

/// The date and the successor of a body that is no more; the successor is empty where several took over.
fn end_of(entry: &str) -> Option<(NaiveDate, &str)> {
    let (date, successor) = entry.split_once('=').unwrap_or((entry, ""));
    Some((date.trim().parse().ok()?, successor.trim()))
}

fn ended(subject: &Subject<'_>, found: &mut Found) {
    let Some((first, _)) = subject.plan.and_then(scan::document_days) else { return found.not_evaluated() };
    let roles = [Role::Parent, Role::Issuer, Role::Addressee, Role::Recipient];
    for piece in of_roles(subject, &roles).filter(|piece| !of_the_past(piece)) {
        for (range, body) in ENDED.matches(piece.read()) {
            let Some((end, successor)) = end_of(&body.right).filter(|(end, _)| first >= *end) else { continue };
            let shown = piece.text.get(range.clone()).unwrap_or_default();
            let finding = found.report(
                piece.place(range),
                format!("«{shown}» không còn từ ngày {}", scan::shown(end)),
                format!("“{shown}” is no more since {}", scan::shown(end)),
            );
            if successor.is_empty() {
                finding.help(
                    "nhiệm vụ đã chuyển cho nhiều cơ quan: kiểm tra lại tên nơi nhận",
                    "several bodies took over: look up the name",
                );
            } else {
                finding.help(
                    format!("kiểm tra lại tên: nhiệm vụ đã chuyển về {successor}"),
                    format!("look up the name: {successor} took over"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_that_is_no_more_has_its_date() {
        for entry in entries(include_str!("co-quan-da-doi.txt")) {
            let (_, rest) = entry.split_once('=').unwrap_or_else(|| panic!("{entry}"));
            assert!(end_of(rest).is_some(), "{entry}");
        }
    }
}
