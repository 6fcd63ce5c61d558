//! Dates that cannot be, given when the document is issued, and years and dates of cited documents that disagree.

use chrono::{Datelike, NaiveDate};

use crate::lint::rule::rule;
use crate::lint::scan::{DateAt, dates, document_days, of_roles, phrase, phrase_in, shown, words_of};
use crate::lint::{Found, Piece, Role, Shape, Subject};
use crate::plan::KindName;

rule! {
    /// # Thời hạn sau ngày ban hành
    ///
    /// ## Phát hiện gì
    /// Thời hạn («báo cáo trước ngày …», «chậm nhất …», `phan_cong.thoi_han`, mốc cuối của `tien_do`) đã qua trước ngày của văn bản.
    /// Ngày không ghi năm và câu kể việc đã qua («đã …», «ban hành trước ngày …») không bị xét.
    ///
    /// ## Vì sao
    /// Việc giao sau khi đã hết hạn thì không thực hiện được; thường do chép từ văn bản năm trước.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ngay: 2026-03-15
    /// noi_dung: Báo cáo kết quả trước ngày 01/02/2026.     # sai
    /// noi_dung: Báo cáo kết quả trước ngày 01/4/2026.      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Sửa thời hạn, hoặc ngày của văn bản.
    DuePast = 756, "han-truoc-ngay-van-ban", Figures, Warning, Plan, No,
    Heuristic("thông lệ"),
    "thời hạn trước ngày của văn bản", "a deadline before the document's own date" => due_past;
}

rule! {
    /// # Năm trong trích yếu và năm của văn bản
    ///
    /// ## Phát hiện gì
    /// Kế hoạch, chương trình, phương án … có trích yếu ghi một năm đã qua, như «Kế hoạch … năm 2023» ban hành năm 2024. Trích yếu về tổng kết, sơ kết,
    /// đánh giá, quyết toán không bị xét.
    ///
    /// ## Vì sao
    /// Thường do chép từ kế hoạch năm trước; có khi đúng, nên đây chỉ là lời nhắc.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ngay: 2026-03-15
    /// trich_yeu: Công tác cải cách hành chính năm 2025     # xem lại
    /// trich_yeu: Công tác cải cách hành chính năm 2026     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Xem lại năm ở trích yếu và ở khóa `ngay`.
    SubjectYear = 766, "nam-trich-yeu", Figures, Note, Plan, No,
    Custom("thông lệ"),
    "năm trong trích yếu đã qua", "the year in the subject is past" => subject_year;
}

/// Words of one who asks for something.
const ASKED: &[&str] =
    &["gửi", "nộp", "hoàn thành", "báo cáo", "xong", "đăng ký", "tổng hợp", "thực hiện", "triển khai", "trình"];
/// Words of one who tells what was.
const TOLD: &[&str] = &["đã", "được", "ban hành", "nguyên", "tại"];

fn due_past(subject: &Subject<'_>, found: &mut Found) {
    let Some((first, _)) = subject.plan.and_then(document_days) else { return found.not_evaluated() };
    for piece in of_roles(subject, &[Role::Body]).filter(|piece| piece.shape != Shape::Table) {
        for date in piece.dates().iter().filter(|date| is_due(&piece.text, date)) {
            report_due(piece, date, first, found);
        }
    }
    let due = subject.plan.iter().flat_map(|plan| plan.assignments.iter().flatten()).filter_map(|a| a.due.as_ref());
    for text in due {
        // Of a period the end counts; it is the last of its dates.
        let last = dates(&text.value).pop().and_then(|date| Some((date.value()?, date.range)));
        if let Some((day, range)) = last.filter(|(day, _)| *day < first) {
            told(text.place(range.start, range.len()), day, first, found);
        }
    }
    for step in subject.plan.iter().flat_map(|plan| plan.schedule.iter().flatten()) {
        let until = step.until.value.last_day();
        if until < first {
            told(step.until.span, until, first, found);
        }
    }
}

fn report_due(piece: &Piece<'_>, date: &DateAt, first: NaiveDate, found: &mut Found) {
    if let Some(day) = date.value().filter(|day| *day < first) {
        told(piece.place(date.range.clone()), day, first, found);
    }
}

fn told(place: Option<crate::diag::Span>, day: NaiveDate, first: NaiveDate, found: &mut Found) {
    found.report(
        place,
        format!("thời hạn {} đã qua khi ban hành văn bản ({})", shown(day), shown(first)),
        format!("the deadline {} is before the document ({})", shown(day), shown(first)),
    );
}

/// Whether a date of a sentence is one by which something is asked for.
fn is_due(text: &str, date: &DateAt) -> bool {
    let before = text.get(..date.word_at.unwrap_or(date.range.start)).unwrap_or_default();
    let clause = before.rsplit([';', '.', ':', '(']).next().unwrap_or_default().to_lowercase();
    let clause = clause.trim_end();
    let latest = ["chậm nhất", "chậm nhất là", "chậm nhất đến", "chậm nhất là đến", "hạn cuối", "hạn cuối là"];
    if latest.iter().any(|word| clause.ends_with(word)) {
        return true;
    }
    let has = |known: &[&str]| known.iter().any(|word| phrase(clause, word).is_some());
    // "nộp trước ngày … đã được giải quyết": what follows may tell, too.
    let after = text.get(date.range.end..).unwrap_or_default().split([';', '.', ')']).next().unwrap_or_default();
    let told_after = ["đã", "được", "thì", "không"].iter().any(|word| phrase(after, word).is_some());
    clause.ends_with("trước") && has(ASKED) && !has(TOLD) && !told_after
}

/// Words of what looks back.
const LOOKING_BACK: &[&str] = &[
    "tổng kết",
    "sơ kết",
    "đánh giá",
    "quyết toán",
    "kiểm điểm",
    "khắc phục",
    "rà soát",
    "kết quả",
    "thực hiện nghị quyết",
    "giải quyết",
    "khen thưởng",
    "xếp loại",
    "công khai",
    "kiểm tra",
    "điều chỉnh",
    "sửa đổi",
    "kéo dài",
];

fn subject_year(subject: &Subject<'_>, found: &mut Found) {
    let planning = [
        KindName::Plan,
        KindName::Programme,
        KindName::Scheme,
        KindName::Proposal,
        KindName::Project,
        KindName::Guidance,
    ];
    let Some(plan) = subject.plan.filter(|plan| planning.contains(&plan.kind)) else { return found.not_evaluated() };
    let Some((first, _)) = document_days(plan) else { return };
    let texts: Vec<_> = of_roles(subject, &[Role::Subject]).collect();
    if texts.iter().any(|piece| LOOKING_BACK.iter().any(|word| phrase_in(piece, word).is_some())) {
        return;
    }
    let years = texts.iter().flat_map(|piece| {
        let words = words_of(piece);
        let years: Vec<_> =
            words.iter().filter(|w| w.text.len() == 4).filter_map(|w| Some((w.number()?, w.range()))).collect();
        years
            .into_iter()
            .filter(|(year, _)| (1990..=2100).contains(year))
            .map(move |(year, range)| (*piece, year, range))
    });
    let Some((piece, year, range)) = years.max_by_key(|(_, year, _)| *year) else { return };
    if i64::from(year) < i64::from(first.year()) {
        found.report(
            piece.place(range),
            format!("trích yếu ghi năm {year}, văn bản của năm {}", first.year()),
            format!("the subject says {year}, the document is of {}", first.year()),
        );
    }
}
