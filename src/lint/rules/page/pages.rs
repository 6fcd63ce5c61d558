//! Whole pages: empty ones, pictures without text, sizes.

use crate::lint::rule::rule;
use crate::lint::{Found, Subject};
use crate::page::Page;
use crate::page::facts::MM;

/// Sizes that differ less are the same, pt.
const SAME: f64 = 3.0;

rule! {
    /// # Không có trang trống
    ///
    /// ## Phát hiện gì
    /// Một trang không có chữ, đường kẻ hay hình nào (số trang không tính). Trong tệp ghép nhiều văn bản, mặt sau để trống giữa hai văn
    /// bản không bị nêu.
    ///
    /// ## Vì sao
    /// Trang trống làm sai số trang và tốn giấy, thường do một ngắt trang hay dòng trống thừa. Luật không quy định: đây là thông lệ trình
    /// bày.
    ///
    /// ## Ví dụ
    /// Sai: trang 3 chỉ có số trang.
    ///
    /// Đúng: văn bản hai trang.
    ///
    /// ## Cách sửa
    /// Word: bật ¶, xóa ngắt trang và đoạn trống ở cuối; sau bảng ở cuối trang thì đặt đoạn cuối cỡ 1 pt.
    EmptyPage = 847, "trang-trong", Page, Warning, Page, No, Custom("thông lệ"),
    "trang trống", "an empty page" => empty_page;
}

rule! {
    /// # Trang không có chữ đọc được
    ///
    /// ## Phát hiện gì
    /// Trang chỉ có hình (bản quét, bản chụp), hoặc chữ đã đổi thành nét vẽ; các quy tắc về trang không đánh giá được trang ấy.
    ///
    /// ## Vì sao
    /// Không có chữ thì không đo được gì: im lặng ở đây sẽ bị hiểu nhầm là đúng thể thức. Luật không quy định: đây là thông lệ trình bày.
    ///
    /// ## Ví dụ
    /// Sai: bản quét từ máy photocopy, không có lớp chữ nhìn thấy.
    ///
    /// Đúng: tệp PDF xuất từ Word, `LibreOffice` hay vanthu.
    ///
    /// ## Cách sửa
    /// Kiểm tra tệp gốc thay cho bản quét. Lớp chữ ẩn của bản quét không dùng được vì vị trí của nó là phỏng đoán.
    NoText = 850, "trang-khong-chu", Page, Warning, Page, No, Custom("thông lệ"),
    "trang không có chữ đọc được: không đánh giá được", "no readable text on the page: nothing can be judged" => no_text;
}

rule! {
    /// # Các trang cùng khổ
    ///
    /// ## Phát hiện gì
    /// Tệp có trang khác khổ trang đầu (xoay ngang thì không tính là khác).
    ///
    /// ## Vì sao
    /// Mọi trang của văn bản là A4; trang khác khổ thường là trang ghép từ tệp khác (NĐ 30/2020, Phụ lục I, Phần I, I.1). Chữ của luật
    /// nói rõ; máy đo trực tiếp trên trang.
    ///
    /// ## Ví dụ
    /// Sai: trang 1-2 khổ A4, trang 3 khổ Letter.
    ///
    /// Đúng: cả ba trang khổ A4; trang có bảng rộng xoay ngang.
    ///
    /// ## Cách sửa
    /// Word: đặt Layout → Size → A4 cho từng phần (section), rồi xuất lại PDF.
    MixedSizes = 854, "kho-trang-lan-lon", Page, Warning, Page, No, Law("NĐ 30/2020, Phụ lục I, Phần I, I.1"),
    "các trang không cùng khổ", "the pages differ in size" => mixed_sizes;
}

fn empty_page(subject: &Subject<'_>, found: &mut Found) {
    for (number, page) in (1..).zip(subject.page.iter().flat_map(|facts| &facts.pages)) {
        if page.is_blank() {
            found
                .on_page(number, None, "trang trống", "the page is empty")
                .help("xóa ngắt trang hoặc dòng trống thừa", "delete the extra page break or empty lines");
        }
    }
}

fn no_text(subject: &Subject<'_>, found: &mut Found) {
    for (number, page) in (1..).zip(subject.page.iter().flat_map(|facts| &facts.pages)) {
        if page.lines.is_empty() && (page.lowest > 0.0 || !page.images.is_empty()) {
            let (vi, en) = if page.images.is_empty() { ("nét vẽ", "shapes") } else { ("hình", "pictures") };
            found
                .on_page(
                    number,
                    None,
                    format!("trang chỉ có {vi}, không có chữ đọc được: không đánh giá được"),
                    format!("the page has only {en} and no readable text: it cannot be judged"),
                )
                .help("kiểm tra tệp gốc thay cho bản quét", "check the original file, not the scan");
        }
    }
}

fn mixed_sizes(subject: &Subject<'_>, found: &mut Found) {
    let sides = |page: &Page| (page.width.min(page.height), page.width.max(page.height));
    let pages = subject.page.map_or(&[][..], |facts| facts.pages.as_slice());
    let Some((short, long)) = pages.first().map(sides) else { return found.not_evaluated() };
    if pages.len() < 2 {
        return found.not_evaluated();
    }
    let shown = |a: f64, b: f64| format!("{:.0} × {:.0} mm", a / MM, b / MM);
    for (number, page) in (1..).zip(pages) {
        let (narrow, wide) = sides(page);
        if (narrow - short).abs() > SAME || (wide - long).abs() > SAME {
            let (own, first) = (shown(narrow, wide), shown(short, long));
            found.on_page(
                number,
                None,
                format!("trang khổ {own}, trang đầu khổ {first}"),
                format!("the page is {own}, the first one {first}"),
            );
        }
    }
}
