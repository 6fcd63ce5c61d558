//! Totals of tables.

use crate::lint::rule::rule;
use crate::lint::scan::{beginning, phrase};
use crate::lint::{Found, Piece, Shape, Subject};
use crate::vi::VietnameseNumber;
use crate::vi::number::{decimal, parse_vietnamese, settled};

rule! {
    /// # Dòng tổng cộng khớp với các dòng
    ///
    /// ## Phát hiện gì
    /// Dòng cuối của bảng bắt đầu bằng «Tổng», «Cộng», «Tổng cộng» có số khác tổng của cột. Bảng có dòng cộng nhóm, có biểu thức; cột có ô không phải số; cột
    /// tỷ lệ, bình quân, đơn giá, số thứ tự và những cột khác không cộng được thì không bị xét.
    ///
    /// ## Vì sao
    /// Số liệu trong bảng phải khớp nhau; bảng `kinh_phi` do chương trình cộng.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_dung: |
    ///   | Thôn | Số hộ |
    ///   |---|---|
    ///   | Mẫu Đông | 40 |
    ///   | Mẫu Tây | 30 |
    ///   | Tổng cộng | 80 |       # sai, đúng: 70
    /// ```
    ///
    /// ## Cách sửa
    /// Cộng lại.
    WrongTotal = 764, "tong-cot-sai", Figures, Warning, Plan, No,
    Custom("thông lệ"),
    "dòng tổng cộng khác tổng của cột", "a total that differs from its column" => totals;
}

/// The tables of a plan: rows that follow one another, a head, its line, and more.
fn tables<'s, 'a>(subject: &'s Subject<'a>) -> Vec<&'s [Piece<'a>]> {
    let of_one = |a: &Piece<'_>, b: &Piece<'_>| a.shape == Shape::Table && b.shape == Shape::Table && a.body == b.body;
    let chunks = subject.texts.chunk_by(of_one).filter(|rows| rows[0].shape == Shape::Table && rows.len() > 3);
    chunks.filter(|rows| rows[1].text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))).collect()
}

/// The cells of a row with their first bytes.
fn cells(line: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut at = 0;
    for part in line.split('|') {
        let cell = part.trim_matches([' ', '*', '\u{a0}']);
        all.push((at + part.find(cell).unwrap_or(0), cell));
        at += part.len() + 1;
    }
    // What stands outside the outer bars.
    if line.trim_start().starts_with('|') {
        all.remove(0);
    }
    all
}

/// A cell's number; an empty cell or a dash is none.
fn amount(cell: &str) -> Option<f64> {
    if cell.is_empty() || cell == "-" || cell == "–" {
        return Some(0.0);
    }
    let bare = cell.trim_end_matches('đ').trim();
    if (1..=12).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit()) {
        return bare.parse().ok();
    }
    match parse_vietnamese(bare)? {
        #[allow(clippy::cast_precision_loss)] // Sums of tables are far below 2^53.
        VietnameseNumber::Integer(n) => Some(n as f64),
        VietnameseNumber::Decimal(n) => Some(n),
    }
}

/// What heads a column whose figures are not summed up.
const NO_AMOUNTS: &[&str] = &[
    "tỷ lệ",
    "tỉ lệ",
    "bình quân",
    "trung bình",
    "đơn giá",
    "giá",
    "định mức",
    "mức",
    "năng suất",
    "mật độ",
    "hệ số",
    "tốc độ",
    "chỉ số",
    "so với",
    "so sánh",
    "điểm",
    "stt",
    "tt",
    "số thứ tự",
    "năm sinh",
    "thời hạn",
    "ngày",
    "mã số",
    "số hiệu",
];

/// Whether a column's head says that its figures are no amounts.
fn is_no_amount(head: &str) -> bool {
    head.contains('%') || head.contains('/') || NO_AMOUNTS.iter().any(|word| phrase(head, word).is_some())
}

fn is_total(cell: &str) -> bool {
    ["tổng", "cộng"].iter().any(|word| beginning(cell, word).is_some())
}

/// A row that heads a group, or sums one: what it holds is counted twice.
fn is_group(cells: &[(usize, &str)]) -> bool {
    let first = cells.iter().map(|(_, cell)| *cell).find(|cell| !cell.is_empty()).unwrap_or_default();
    let mark = first.trim_end_matches(['.', ')']);
    let letter = mark.chars().count() == 1 && mark.chars().all(char::is_alphabetic);
    letter || crate::vi::from_roman(mark).is_some() || cells.iter().any(|(_, cell)| is_total(cell))
}

fn totals(subject: &Subject<'_>, found: &mut Found) {
    for table in tables(subject) {
        let (Some(last), Some(rows)) = (table.last(), table.get(2..table.len() - 1)) else { continue };
        let (head, total) = (cells(&table[0].text), cells(&last.text));
        let rows: Vec<_> = rows.iter().map(|row| cells(&row.text)).collect();
        let named = total.iter().find(|(_, cell)| !cell.is_empty()).is_some_and(|(_, cell)| is_total(cell));
        let odd = rows.iter().any(|row| row.len() != total.len() || is_group(row));
        if !named || odd || table.iter().any(|row| row.text.contains('_')) {
            continue;
        }
        for (column, (start, cell)) in total.iter().enumerate() {
            if head.get(column).is_some_and(|(_, head)| is_no_amount(head)) {
                continue;
            }
            let Some(stated) = amount(cell).filter(|_| cell.chars().any(|c| c.is_ascii_digit())) else { continue };
            let parts: Option<Vec<f64>> =
                rows.iter().map(|row| row.get(column).and_then(|(_, cell)| amount(cell))).collect();
            let Some(sum) = parts.map(|parts| settled(parts.iter().sum())) else { continue };
            if (sum - stated).abs() > TOLERANCE {
                found
                    .report(
                        last.place(*start..start + cell.len()),
                        format!("tổng ghi {cell}, cộng các dòng được {}", decimal(sum)),
                        format!("the total says {cell}, the rows make {}", decimal(sum)),
                    )
                    .help("cộng lại, hoặc để chương trình tính", "sum it up again, or let the program do it");
            }
        }
    }
}

/// What rounding of decimals may leave.
const TOLERANCE: f64 = 0.001;
