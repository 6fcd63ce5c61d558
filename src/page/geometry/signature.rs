//! Addressees, recipients and the signature: G24 to G28.

use super::header::EXPLAINED;
use super::view::{ASCENT, Row, View, joined};
use super::{Check, Measurement, mm, pt, words};
use crate::page::facts::MM;

const CLAUSE_SIGN: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7";
const CLAUSE_TO: &str = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 9";
const DESIGN: &str = "thiết kế (luật không quy định)";
const NO_BLOCK: (&str, &str) = ("không có khối quyền hạn, chức vụ", "there is no signature block");

/// The signature columns from left to right: mostly one; biên bản has two.
fn columns(view: &View<'_>) -> Vec<(Vec<Row>, Vec<Row>)> {
    let mut columns: Vec<(Vec<Row>, Vec<Row>)> = Vec::new();
    let overlaps = |a: &Row, b: &Row| a.page == b.page && a.x0() < b.x1() && b.x0() < a.x1();
    for row in view.rows("quyen_han") {
        match columns.iter_mut().find(|(rights, _)| rights.iter().any(|other| overlaps(other, &row))) {
            Some((rights, _)) => rights.push(row),
            None => columns.push((vec![row], Vec::new())),
        }
    }
    columns.sort_by(|a, b| {
        let x = |column: &[Row]| column.first().map_or(0.0, Row::x0);
        x(&a.0).total_cmp(&x(&b.0))
    });
    for row in view.rows("ho_ten") {
        let distance = |column: &(Vec<Row>, Vec<Row>)| {
            column.0.first().map_or(f64::MAX, |right| (right.centre() - row.centre()).abs())
        };
        if let Some(column) = columns.iter_mut().min_by(|a, b| distance(a).total_cmp(&distance(b))) {
            column.1.push(row);
        }
    }
    columns
}

/// G24: the lines of the signature block share one middle, in the right half.
pub(super) fn block(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "các dòng khối ký canh giữa theo nhau (± 1,5 pt), ở nửa phải vùng chữ",
        "the lines of the signature block centred on each other (± 1.5 pt), in the right half",
    );
    let mut check = Check::new("G24", CLAUSE_SIGN, expected);
    let columns = columns(view);
    let Some((rights, _)) = columns.last() else {
        return check.skip(NO_BLOCK);
    };
    let Some(first) = rights.first() else {
        return check.skip(NO_BLOCK);
    };
    let middle = view
        .area(first.page)
        .map(super::view::TextArea::centre)
        .or_else(|| view.page(first.page).map(|page| page.width / 2.0));
    if middle.is_some_and(|middle| first.centre() <= middle) {
        check.fail(first.page, first.at(), words!("khối ký không ở nửa phải", "the block is not in the right half"));
    }
    let mut worst = 0.0_f64;
    for (rights, names) in &columns {
        let Some(first) = rights.first() else {
            continue;
        };
        for row in rights.iter().chain(names) {
            let off = row.centre() - first.centre();
            worst = worst.max(off.abs());
            if off.abs() > 1.5 {
                check.fail(row.page, row.at(), words!("lệch {}: “{}”", "off by {}: “{}”", pt(off), row.text()));
            }
        }
    }
    check.done(words!("lệch nhiều nhất {}", "off by {} at most", pt(worst)), first.page)
}

/// G25: "Nơi nhận:" level with the first line of the block, flush left, and so its items.
pub(super) fn recipients(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "“Nơi nhận:” ngang dòng quyền hạn (± 1,5 pt, hoặc cùng mép trên); các dòng sát lề trái (± 1 pt)",
        "“Nơi nhận:” level with the office (± 1.5 pt, or at the top); its lines flush left (± 1 pt)",
    );
    let mut check = Check::new("G25", CLAUSE_TO, expected);
    let rows = joined(view.rows("noi_nhan"));
    let Some(title) = rows.first() else {
        return check.skip(("không có nơi nhận", "there are no recipients"));
    };
    let columns = columns(view);
    // Biên bản is signed by two persons above the recipients.
    if let ([_], Some(right)) = (columns.as_slice(), columns.first().and_then(|column| column.0.first())) {
        let off = title.baseline() - right.baseline();
        // Two cells of one table row are level at their tops: the smaller letters stand higher.
        let in_one_row = ASCENT * (title.size() - right.size());
        if title.page != right.page {
            check.fail(
                title.page,
                title.at(),
                words!("khối ký ở trang {}", "the signature block is on page {}", right.page),
            );
        } else if off.abs() > 1.5 && (off - in_one_row).abs() > EXPLAINED {
            check.fail(
                title.page,
                title.at(),
                words!("lệch {} so với dòng quyền hạn", "off the line of the office by {}", pt(off)),
            );
        }
    }
    let edge = view.area(title.page).map_or(title.x0(), |area| area.left);
    for row in rows.iter().filter(|row| row.text().starts_with(['N', '-', '–', '+'])) {
        let off = row.x0() - view.area(row.page).map_or(edge, |area| area.left);
        if off.abs() > 1.0 {
            check.fail(
                row.page,
                row.at(),
                words!("cách lề trái {}: “{}”", "{} from the left margin: “{}”", pt(off), row.text()),
            );
        }
    }
    check.done(
        words!("{} dòng sát lề trái {}", "{} lines flush with the left margin of {}", rows.len(), mm(edge)),
        title.page,
    )
}

/// G26: the dashes of several addressees stand below the colon, in one line.
pub(super) fn addressees(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "các gạch đầu dòng thẳng nhau (± 1 pt), dưới dấu hai chấm; “Kính gửi:” đứng riêng một dòng",
        "the dashes in one line (± 1 pt), below the colon; “Kính gửi:” alone on its line",
    );
    let mut check = Check::new("G26", CLAUSE_TO, expected);
    let rows = joined(view.rows("kinh_gui"));
    let dashes: Vec<&Row> = rows.iter().filter(|row| row.text().starts_with(['-', '–'])).collect();
    let Some(label) = rows.first() else {
        return check.skip(("không có kính gửi", "there are no addressees"));
    };
    let Some(first) = dashes.first() else {
        return check.skip(("kính gửi một nơi: không có danh sách", "one addressee: no list"));
    };
    if !label.text().ends_with(':') {
        check.fail(
            label.page,
            label.at(),
            words!("“{}” không đứng riêng", "“{}” is not alone on its line", label.text()),
        );
    }
    let colon = label.x1();
    let mut worst = 0.0_f64;
    for row in &dashes {
        let off = row.x0() - first.x0();
        worst = worst.max(off.abs());
        if off.abs() > 1.0 {
            check.fail(row.page, row.at(), words!("gạch đầu dòng lệch {}", "a dash is off by {}", pt(off)));
        }
    }
    // The colon is about 3 pt wide: its left edge counts.
    let width = 0.278 * label.size();
    if first.x0() < colon - width - 3.0 {
        check.fail(
            first.page,
            first.at(),
            words!(
                "gạch đầu dòng ở trước dấu hai chấm {}",
                "the dashes stand {} before the colon",
                pt(colon - width - first.x0())
            ),
        );
    }
    check.done(
        words!("{} nơi, lệch nhiều nhất {}", "{} addressees, off by {} at most", dashes.len(), pt(worst)),
        label.page,
    )
}

/// G27: block and recipients stay together, with two lines of the body before them.
pub(super) fn company(view: &View<'_>) -> Vec<Measurement> {
    let expected = (
        "khối ký và nơi nhận cùng một trang, trên đó có ít nhất 2 dòng nội dung",
        "block and recipients on one page, with at least 2 lines of the body above",
    );
    let mut check = Check::new("G27", DESIGN, expected);
    let columns = columns(view);
    let Some(first) = columns.first().and_then(|column| column.0.first()) else {
        return check.skip(NO_BLOCK);
    };
    for (rights, names) in &columns {
        for row in rights.iter().chain(names).filter(|row| row.page != first.page) {
            check.fail(
                row.page,
                row.at(),
                words!(
                    "“{}” tách khỏi khối ký ở trang {}",
                    "“{}” is parted from the block on page {}",
                    row.text(),
                    first.page
                ),
            );
        }
    }
    if let Some(title) = view.rows("noi_nhan").first()
        && title.page != first.page
    {
        check.fail(
            title.page,
            title.at(),
            words!(
                "nơi nhận ở trang khác khối ký ({})",
                "the recipients are on another page than the block ({})",
                first.page
            ),
        );
    }
    let before = |page: usize, y: f64| page < first.page || page == first.page && y < first.baseline();
    let lines = view.running.rows.iter().filter(|row| before(row.page, row.baseline())).map(|row| (row.page, 1));
    // A table that ends on a page keeps the block company as well as two lines of text do.
    let tables = (1..=first.page).flat_map(|page| view.tables(page).iter().map(move |table| (page, table)));
    let tables = tables.filter(|(page, table)| before(*page, table.y1)).map(|(page, _)| (page, 2));
    let body: Vec<(usize, usize)> = lines.chain(tables).collect();
    let on = |page: usize| body.iter().filter(|(own, _)| *own == page).map(|(_, lines)| lines).sum::<usize>();
    let (here, all) = (on(first.page), body.iter().map(|(_, lines)| lines).sum::<usize>());
    // A body that begins on this page cannot have left its block alone.
    if here < all.min(2) {
        check.fail(
            first.page,
            first.at(),
            words!("{} dòng nội dung trước khối ký", "{} lines of the body before the block", here),
        );
    }
    check.done(words!("{} dòng nội dung trước khối ký", "{} lines of the body before the block", here), first.page)
}

/// G28: room for the signature between the office and the name.
pub(super) fn room(view: &View<'_>) -> Vec<Measurement> {
    let mut check = Check::new("G28", DESIGN, ("khoảng trống để ký 25-60 mm", "25-60 mm of room to sign"));
    let columns = columns(view);
    if columns.is_empty() {
        return check.skip(NO_BLOCK);
    }
    let mut measured: Option<(usize, f64)> = None;
    for (rights, names) in &columns {
        let (Some(office), Some(name)) = (rights.last(), names.first()) else {
            continue;
        };
        if office.page != name.page {
            continue;
        }
        let free = name.cap_top() - office.ink_bottom();
        measured = measured.or(Some((office.page, free)));
        if !(25.0 * MM - 0.5..60.0 * MM).contains(&free) {
            check.fail(name.page, name.at(), mm(free));
        }
    }
    match measured {
        Some((page, free)) => check.done(mm(free), page),
        None => check.skip(("không có họ tên người ký cùng trang với chức vụ", "no name on the page of its office")),
    }
}
