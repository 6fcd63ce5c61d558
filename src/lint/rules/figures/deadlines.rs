//! Dates that cannot be, given when the document is issued, and years and dates of cited documents that disagree.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::lint::rule::rule;
use crate::lint::scan::{DateAt, adjoin, between, dates, document_days, of_roles, phrase, phrase_in, shown, words_of};
use crate::lint::{Found, Piece, Role, Shape, Subject};
use crate::plan::KindName;

rule! {
    /// # Thời hạn sau ngày ban hành
    ///
    /// ## Phát hiện gì
    /// Thời hạn («báo cáo trước ngày …», «hoàn thành trong tháng …», «chậm nhất …», `phan_cong.thoi_han`, mốc cuối của `tien_do`) đã qua trước ngày
    /// của văn bản. Ngày không ghi năm chỉ bị xét khi vừa qua không quá một tháng; câu kể việc đã qua («đã …», «ban hành trước ngày …») không bị xét.
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
    Custom("thông lệ"),
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
/// The same behind a date, and what makes it one of every year, or of another.
const TOLD_AFTER: &[&str] = &["đã", "được", "thì", "không", "hằng năm", "hàng năm", "mỗi năm", "năm sau", "âm lịch"];
/// What stands before the last day of a term.
const LATEST: &[&str] = &[
    "chậm nhất",
    "chậm nhất là",
    "chậm nhất đến",
    "chậm nhất là đến",
    "hạn cuối",
    "hạn cuối là",
    "hạn chót",
    "hạn chót là",
];

fn due_past(subject: &Subject<'_>, found: &mut Found) {
    let Some((first, _)) = subject.plan.and_then(document_days) else { return found.not_evaluated() };
    for piece in of_roles(subject, &[Role::Body]).filter(|piece| piece.shape != Shape::Table) {
        for date in piece.dates() {
            let day = date.value().or_else(|| just_past(date, first)).filter(|day| *day < first);
            if let Some(day) = day.filter(|_| is_due(piece, date)) {
                told(piece.place(date.range.clone()), day, first, found);
            }
        }
        for (range, end) in periods(piece).into_iter().filter(|(_, end)| *end < first) {
            let before = clause_before(piece, range.start);
            let goal = ["trong", "trước"].iter().any(|word| before.ends_with(word));
            if goal && is_asked(before, clause_after(piece, range.end)) {
                told(piece.place(range), end, first, found);
            }
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

/// A day without its year that is past by a month at most: an older one may be that of the next year.
fn just_past(date: &DateAt, first: NaiveDate) -> Option<NaiveDate> {
    let day = date.in_year(first.year()).filter(|_| date.year.is_none())?;
    ((first - day).num_days() <= 31).then_some(day)
}

/// The months (`tháng 02/2026`, `tháng 02 năm 2026`) and quarters (`quý IV năm 2025`, `quý IV/2025`) of a text, each with its last day.
fn periods(piece: &Piece<'_>) -> Vec<(Range<usize>, NaiveDate)> {
    let (text, words) = (piece.text.as_ref(), words_of(piece));
    let read = |index: usize| {
        let [word, number, next] = words.get(index..index + 3)? else { return None };
        let month = match (word.text, number.text) {
            ("tháng", _) if number.is_digits(2) => number.number().filter(|month| (1..=12).contains(month))?,
            ("quý", roman) => 3 * crate::vi::from_roman(roman).filter(|quarter| *quarter <= 4)?,
            _ => return None,
        };
        let year = if between(text, number, next) == "/" {
            next
        } else {
            words
                .get(index + 3)
                .filter(|year| next.text == "năm" && adjoin(text, number, next) && adjoin(text, next, year))?
        };
        let year = (year, i32::try_from(year.number().filter(|_| year.text.len() == 4)?).ok()?);
        let after = NaiveDate::from_ymd_opt(year.1 + i32::from(month == 12), month % 12 + 1, 1)?;
        adjoin(text, word, number).then_some((word.start..year.0.end(), after.pred_opt()?))
    };
    (0..words.len()).filter_map(read).collect()
}

fn told(place: Option<crate::diag::Span>, day: NaiveDate, first: NaiveDate, found: &mut Found) {
    found.report(
        place,
        format!("thời hạn {} đã qua khi ban hành văn bản ({})", shown(day), shown(first)),
        format!("the deadline {} is before the document ({})", shown(day), shown(first)),
    );
}

/// How many characters of a sentence tell what a date in it is.
const LONGEST_CLAUSE: usize = 300;

/// What stands in small letters before a place in its clause, without the blanks at its end.
fn clause_before<'t>(piece: &'t Piece<'_>, at: usize) -> &'t str {
    let head = piece.read().small.get(..at).unwrap_or_default();
    let begins = |(_, c): &(usize, char)| matches!(c, ';' | '.' | ':' | '(');
    let start = head.char_indices().rev().take(LONGEST_CLAUSE).take_while(|c| !begins(c)).last();
    start.map_or("", |(start, _)| &head[start..]).trim_end()
}

/// What stands in small letters behind a place in its clause.
fn clause_after<'t>(piece: &'t Piece<'_>, at: usize) -> &'t str {
    let tail = piece.read().small.get(at..).unwrap_or_default();
    let ends = |(_, c): &(usize, char)| matches!(c, ';' | '.' | ')');
    let last = tail.char_indices().take(LONGEST_CLAUSE).take_while(|c| !ends(c)).last();
    last.map_or("", |(last, c)| &tail[..last + c.len_utf8()])
}

/// Whether a date of a sentence is one by which something is asked for.
fn is_due(piece: &Piece<'_>, date: &DateAt) -> bool {
    let clause = clause_before(piece, date.word_at.unwrap_or(date.range.start));
    LATEST.iter().any(|word| clause.ends_with(word))
        || clause.ends_with("trước") && is_asked(clause, clause_after(piece, date.range.end))
}

/// Whether a clause asks for something, and neither tells what was nor what is every year.
fn is_asked(before: &str, after: &str) -> bool {
    let has = |known: &[&str]| known.iter().any(|word| phrase(before, word).is_some());
    // "nộp trước ngày … đã được giải quyết": what follows may tell, too.
    let told = TOLD_AFTER.iter().any(|word| phrase(after, word).is_some());
    has(ASKED) && !has(TOLD) && !told
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
