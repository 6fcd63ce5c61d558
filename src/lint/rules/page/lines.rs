//! Lines: torn ones, and what should not stand at their ends.

use crate::lint::rule::rule;
use crate::lint::{Found, Subject};
use crate::page::facts::MM;
use crate::page::{Paragraph, Row};

/// The point to show, in mm.
pub(super) fn at(row: &Row) -> (f64, f64) {
    (row.line.x0() / MM, row.line.baseline() / MM)
}

/// Lines that another line of the same paragraph follows.
pub(super) fn continued(paragraph: &Paragraph) -> impl Iterator<Item = (&Row, &Row)> {
    paragraph.rows.windows(2).filter_map(|pair| match pair {
        [upper, lower] => Some((upper, lower)),
        _ => None,
    })
}

rule! {
    /// # Dòng cuối đoạn có một tiếng
    ///
    /// ## Phát hiện gì
    /// Dòng cuối của một đoạn nhiều dòng chỉ có một tiếng ngắn (tối đa sáu chữ cái, không kể dấu).
    ///
    /// ## Vì sao
    /// Đoạn văn trông dài thêm một dòng mà gần như trống; bớt một tiếng là gọn. Luật không quy định: đây là thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: dòng cuối chỉ có «sở.».
    ///
    /// Đúng: dòng cuối có từ hai tiếng.
    ///
    /// ## Cách sửa
    /// Bớt hoặc đổi một hai tiếng trong đoạn; không nên thu hẹp chữ.
    LoneSyllable = 842, "dong-cuoi-mot-tieng", Page, Note, Page, No, Custom("thông lệ"),
    "dòng cuối đoạn chỉ có một tiếng", "the last line of a paragraph is one syllable" => lone_syllable;
}

rule! {
    /// # Số đi liền chữ trước nó
    ///
    /// ## Phát hiện gì
    /// Dòng kết thúc bằng «Điều», «khoản», «số», «ngày», «tháng», «năm» … mà số của nó ở đầu dòng sau.
    ///
    /// ## Vì sao
    /// «Điều» ở cuối dòng và «5» ở đầu dòng sau khó đọc và dễ đọc nhầm. Luật không quy định: đây là thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: «… quy định tại Điều | 5 của …».
    ///
    /// Đúng: «… quy định tại | Điều 5 của …».
    ///
    /// ## Cách sửa
    /// Viết dấu cách không ngắt giữa hai tiếng: trong kế hoạch YAML là ký tự U+00A0; trong Word là Ctrl+Shift+Space.
    PairsApart = 845, "cap-tach-dong", Page, Note, Page, No, Custom("thông lệ"),
    "số tách khỏi chữ đi trước sang dòng sau", "a number parted from its word at a line's end" => pairs_apart;
}

rule! {
    /// # Dòng canh đều không quá thưa
    ///
    /// ## Phát hiện gì
    /// Khoảng trống giữa các tiếng của một dòng canh đều rộng hơn 2,5 lần dấu cách thường.
    ///
    /// ## Vì sao
    /// Dòng thưa xuất hiện khi một cụm dài không ngắt được rơi xuống dòng sau; trang trông như có lỗ. Luật không quy định: đây là thông
    /// lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: «Căn     cứ     Thông     tư» trải hết dòng.
    ///
    /// Đúng: các tiếng cách nhau đều như những dòng khác.
    ///
    /// ## Cách sửa
    /// Đổi thứ tự từ, cho phép ngắt ở cụm dài, hoặc bỏ ngắt dòng bằng tay (Shift+Enter) ở cuối dòng ấy.
    SparseLines = 846, "dong-thua-chu", Page, Warning, Page, No, Custom("thông lệ"),
    "dòng canh đều bị giãn thưa", "a justified line has wide gaps" => sparse_lines;
}

fn lone_syllable(subject: &Subject<'_>, found: &mut Found) {
    let paragraphs = &subject.survey().paragraphs;
    if paragraphs.is_empty() {
        found.not_evaluated();
    }
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.rows.len() > 1 && !paragraph.centred) {
        let Some(last) = paragraph.rows.last() else { continue };
        let text = last.line.text();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if !text.contains(char::is_whitespace) && (1..=6).contains(&letters) {
            found.on_page(
                last.page,
                Some(at(last)),
                format!("dòng cuối đoạn chỉ có «{text}»"),
                format!("the last line of the paragraph is only «{text}»"),
            );
        }
    }
}

/// Words that their number must follow on the same line.
const BEFORE_NUMBER: [&str; 9] = ["điều", "khoản", "mục", "số", "ngày", "tháng", "năm", "quý", "phụ lục"];

fn pairs_apart(subject: &Subject<'_>, found: &mut Found) {
    let paragraphs = &subject.survey().paragraphs;
    if paragraphs.is_empty() {
        found.not_evaluated();
    }
    let help = if subject.plan.is_some() {
        (
            "trong kế hoạch, viết dấu cách không ngắt (ký tự U+00A0) giữa hai tiếng",
            "write a no-break space (the character U+00A0) between the two in the plan",
        )
    } else {
        (
            "nối bằng dấu cách không ngắt U+00A0 (Word: Ctrl+Shift+Space)",
            "join them with a no-break space, U+00A0 (Word: Ctrl+Shift+Space)",
        )
    };
    for (upper, lower) in paragraphs.iter().flat_map(continued) {
        let (text, next) = (upper.line.text(), lower.line.text());
        let next = next.split(char::is_whitespace).next().unwrap_or_default();
        let low = text.to_lowercase();
        let word = BEFORE_NUMBER.iter().find(|word| {
            let before = low.strip_suffix(**word);
            before.is_some_and(|before| before.is_empty() || before.ends_with(|c: char| !c.is_alphanumeric()))
        });
        let roman = || next.trim_end_matches(['.', ',', ';', ':']).bytes().all(|byte| b"IVX".contains(&byte));
        let numbered = next.starts_with(|c: char| c.is_ascii_digit()) || !next.is_empty() && roman();
        // "hằng năm 12 xã" and "trong năm | 15 hộ" are no dates: a year has four digits.
        let year = next.bytes().take_while(u8::is_ascii_digit).count() == 4;
        if let Some(word) = word
            && numbered
            && (*word != "năm" || year)
        {
            found
                .on_page(
                    upper.page,
                    Some((upper.line.x1() / MM, upper.line.baseline() / MM)),
                    format!("«{word}» ở cuối dòng, «{next}» ở đầu dòng sau"),
                    format!("«{word}» ends a line, «{next}» begins the next"),
                )
                .help(help.0, help.1);
        }
    }
}

/// The space of Times and of the fonts with its metrics, em.
const SPACE: f64 = 0.25;
/// Gaps wider than so many spaces tear a line.
const SPARSE: f64 = 2.5;

fn sparse_lines(subject: &Subject<'_>, found: &mut Found) {
    let survey = subject.survey();
    if survey.paragraphs.is_empty() {
        found.not_evaluated();
    }
    for (row, _) in survey.paragraphs.iter().filter(|paragraph| !paragraph.centred).flat_map(continued) {
        let area = row.page.checked_sub(1).and_then(|index| survey.areas.get(index)).copied().flatten();
        let full = area.is_some_and(|area| (area.right - row.line.x1()).abs() <= 1.0);
        let spaces = row.line.word_gap / (SPACE * row.line.size()).max(0.1);
        if full && spaces > SPARSE {
            let text = row.line.text();
            let shown = format!("{spaces:.1}").replace('.', ",");
            found
                .on_page(
                    row.page,
                    Some(at(row)),
                    format!("dòng giãn thưa, khoảng cách gấp {shown} lần dấu cách: «{text}»"),
                    format!("gaps of {spaces:.1} spaces in the line «{text}»"),
                )
                .help("đổi chỗ ngắt dòng hoặc bớt chữ trong đoạn", "change the line break or the wording");
        }
    }
}
