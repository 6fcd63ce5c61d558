//! Where pages break.

use super::lines::{at, continued};
use crate::lint::rule::rule;
use crate::lint::{Found, Subject};
use crate::page::facts::MM;
use crate::page::{Paragraph, Row};

rule! {
    /// # Đề mục không nằm trơ ở cuối trang
    ///
    /// ## Phát hiện gì
    /// Dòng cuối của một trang là đề mục (đậm hoặc canh giữa) mà nội dung của nó bắt đầu ở trang sau.
    ///
    /// ## Vì sao
    /// Người đọc thấy đề mục mà không thấy gì bên dưới. Luật không quy định: đây là thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: «II. NỘI DUNG» là dòng cuối trang 1.
    ///
    /// Đúng: «II. NỘI DUNG» đứng đầu trang 2 cùng nội dung.
    ///
    /// ## Cách sửa
    /// Word: chọn đề mục, Paragraph → Line and Page Breaks → Keep with next.
    HeadingAtFoot = 840, "de-muc-cuoi-trang", Page, Warning, Page, No, Custom("thông lệ"),
    "đề mục ở cuối trang, nội dung ở trang sau", "a heading at the foot of a page, its text on the next" => heading_at_foot;
}

rule! {
    /// # Trang cuối không chỉ có một dòng
    ///
    /// ## Phát hiện gì
    /// Trang cuối chỉ có một dòng chữ, không kể số trang.
    ///
    /// ## Vì sao
    /// Một tờ giấy cho một dòng là lãng phí và dễ thất lạc. Khối ký đứng một mình là việc của VT827. Luật không quy định: đây là thông lệ
    /// trình bày.
    ///
    /// ## Ví dụ
    /// Sai: trang 3 chỉ có dòng «của cơ quan./.».
    ///
    /// Đúng: nội dung gọn trong hai trang, hoặc trang 3 có từ hai dòng.
    ///
    /// ## Cách sửa
    /// Giảm khoảng cách đoạn hoặc cách dòng trong mức cho phép, hoặc bật Widow/Orphan control của Word.
    LastPageOneLine = 841, "trang-cuoi-mot-dong", Page, Warning, Page, No, Custom("thông lệ"),
    "trang cuối chỉ có một dòng", "the last page has a single line" => last_page_one_line;
}

rule! {
    /// # Không hết trang ở giữa một cụm
    ///
    /// ## Phát hiện gì
    /// Dòng cuối của trang kết thúc bằng dấu gạch nối hay gạch chéo dính với chữ trước, và đoạn còn tiếp ở trang sau.
    ///
    /// ## Vì sao
    /// Số, ký hiệu như «12/KH-UBND» bị cắt qua hai trang thì không đọc được. Luật không quy định: đây là thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: cuối trang 1 là «12/KH-», đầu trang 2 là «UBND».
    ///
    /// Đúng: cả «12/KH-UBND» ở một trang.
    ///
    /// ## Cách sửa
    /// Word: thay gạch nối bằng gạch nối không ngắt (Ctrl+Shift+Dấu gạch), hoặc giữ các dòng của đoạn cùng nhau.
    PageEndsInside = 843, "het-trang-giua-tu", Page, Warning, Page, No, Custom("thông lệ"),
    "hết trang ở giữa một cụm có gạch nối hay gạch chéo", "the page ends inside a word" => page_ends_inside;
}

fn is_heading(paragraph: &Paragraph) -> bool {
    let bold = |row: &Row| row.line.runs.iter().all(crate::page::Run::is_bold);
    paragraph.rows.len() <= 3 && (paragraph.centred || paragraph.rows.iter().all(bold))
}

fn heading_at_foot(subject: &Subject<'_>, found: &mut Found) {
    let survey = subject.survey();
    if survey.paragraphs.is_empty() {
        found.not_evaluated();
    }
    for pair in survey.paragraphs.windows(2) {
        let [heading, next] = pair else { continue };
        let (Some(last), Some(first)) = (heading.rows.last(), next.rows.first()) else { continue };
        let tables = last.page.checked_sub(1).and_then(|index| survey.tables.get(index)).map_or(&[][..], Vec::as_slice);
        let below = tables.iter().any(|table| table.y0 > last.line.baseline());
        if first.page != last.page + 1 || !is_heading(heading) || is_heading(next) && next.centred || below {
            continue;
        }
        // A picture, a signature or a line of another part may follow on the page.
        let page = subject.page.and_then(|facts| facts.pages.get(last.page - 1));
        let alone = page.is_some_and(|page| {
            let under = last.line.baseline() + 1.0;
            let text = page.lines.iter().any(|line| line.baseline() > under && !is_number(&line.text()));
            !text && !page.images.iter().any(|image| image.y0 > under)
        });
        if alone {
            let text = last.line.text();
            found
                .on_page(
                    last.page,
                    Some(at(last)),
                    format!("đề mục «{text}» ở cuối trang, nội dung ở trang sau"),
                    format!("the heading «{text}» ends the page, its text is on the next"),
                )
                .help(
                    "giữ đề mục với đoạn sau (Word: Keep with next)",
                    "keep it with the next paragraph (Word: Keep with next)",
                );
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn last_page_one_line(subject: &Subject<'_>, found: &mut Found) {
    let Some((page, number)) = subject.page.and_then(|facts| facts.pages.last().map(|page| (page, facts.pages.len())))
    else {
        return found.not_evaluated();
    };
    if number < 2 {
        return found.not_evaluated();
    }
    let mut lines = page.lines.iter().filter(|line| !is_number(&line.text()));
    let (Some(line), None) = (lines.next(), lines.next()) else { return };
    if page.images.is_empty() && page.rules.len() < 3 {
        found
            .on_page(
                number,
                Some((line.x0() / MM, line.baseline() / MM)),
                format!("trang cuối chỉ có một dòng «{}»", line.text()),
                format!("the last page has only the line «{}»", line.text()),
            )
            .help("thu gọn để dòng này về trang trước", "tighten the text so that the line fits on the page before");
    }
}

fn page_ends_inside(subject: &Subject<'_>, found: &mut Found) {
    let paragraphs = &subject.survey().paragraphs;
    if subject.page.is_none_or(|facts| facts.pages.len() < 2) || paragraphs.is_empty() {
        return found.not_evaluated();
    }
    for (upper, lower) in paragraphs.iter().flat_map(continued).filter(|(a, b)| a.page != b.page) {
        let text = upper.line.text();
        let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        let cut = word.strip_suffix(['-', '/', '\u{ad}', '\u{2010}']);
        if cut.is_some_and(|before| before.ends_with(char::is_alphanumeric)) {
            let next = lower.line.text();
            let next = next.split(char::is_whitespace).next().unwrap_or_default().to_owned();
            found.on_page(
                upper.page,
                Some((upper.line.x1() / MM, upper.line.baseline() / MM)),
                format!("hết trang giữa «{word}» và «{next}»"),
                format!("the page ends between «{word}» and «{next}»"),
            );
        }
    }
}
