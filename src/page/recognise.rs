//! Names the parts of a document that does not name them itself, from its text.
//!
//! Official documents start their parts with fixed words ("Số:", "Kính gửi:", "Nơi nhận:") in fixed places, so
//! the names can mostly be told. What is not recognised is simply not named; checks that need it are then not
//! evaluated.

mod closing;
mod documents;
#[cfg(test)]
mod tests;

use super::facts::{MM, Page, PageFacts, Part, Rule, TextLine};
use super::geometry::Layout;
pub use documents::{Piece, documents};

/// The parts found in the text; positions are those of their lines.
pub fn recognise(facts: &PageFacts) -> Vec<Part> {
    let mut found = Found::default();
    let Some(first) = facts.pages.first() else {
        return Vec::new();
    };
    let head_end = head(first, &mut found);
    marks(first, &mut found);
    for (number, page) in (1..).zip(&facts.pages) {
        page_furniture(number, page, &mut found);
        let foot = if number == 1 { footer(page, &mut found) } else { page.height };
        let signed = closing::tail(number, page, foot, &mut found);
        let top = if number == 1 { head_end } else { 0.0 };
        // Pages after the signature are appendices: text all the same.
        let bottom = signed.map_or(foot, |y| y - 2.0);
        if bottom > top {
            found.area("noi_dung", number, (0.0, top, page.width, bottom));
        }
    }
    found.parts
}

/// Whether the pages are those of a letter, which has no name of a kind: "V/v …" under the number (ô 5b), or "Kính gửi" without a
/// kind's name above. What is neither counts as titled.
pub fn layout_of(facts: &PageFacts) -> Layout {
    let recognised;
    let parts = if facts.parts.is_empty() {
        recognised = recognise(facts);
        &recognised
    } else {
        &facts.parts
    };
    let has = |name: &str| parts.iter().any(|part| part.name == name);
    let lines = || facts.pages.iter().take(1).flat_map(|page| &page.lines);
    let about = lines().any(|line| line.text().starts_with("V/v"));
    if !has("ten_loai") && (about || has("kinh_gui")) { Layout::Letter } else { Layout::Titled }
}

#[derive(Default)]
struct Found {
    parts: Vec<Part>,
}

impl Found {
    /// Adds a part around a line: from the ascenders to the descenders.
    fn line(&mut self, name: &str, page: usize, line: &TextLine) {
        let (size, y) = (line.size(), line.baseline());
        self.area(name, page, (line.x0(), y - 0.7 * size, line.x1(), y + 0.2 * size));
    }

    fn area(&mut self, name: &str, page: usize, (x0, y0, x1, y1): (f64, f64, f64, f64)) {
        self.parts.push(Part {
            name: name.to_owned(),
            page,
            x: x0 / MM,
            y: y0 / MM,
            width: (x1 - x0) / MM,
            height: (y1 - y0) / MM,
        });
    }
}

fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

fn is_bold(line: &TextLine) -> bool {
    line.main_run().is_some_and(super::facts::Run::is_bold)
}

fn is_italic(line: &TextLine) -> bool {
    line.main_run().is_some_and(super::facts::Run::is_italic)
}

/// Names the heading of page 1; returns where the text below it starts.
fn head(page: &Page, found: &mut Found) -> f64 {
    let Some(nation) = page.lines.iter().find(|line| is_nation(line)) else { return 0.0 };
    found.line("quoc_hieu", 1, nation);
    let top = nation.baseline();
    // Everything of the heading stands in the upper half of the page.
    let below = || page.lines.iter().filter(|line| line.baseline() < page.height / 2.0);
    let mut end = top + 6.0;
    // Broken over two lines it is a fault, but all of it is quốc hiệu.
    let rest = below().find(|line| {
        let step = line.baseline() - top;
        let close = step > 1.0 && step < 2.5 * nation.size() && (line.centre() - nation.centre()).abs() < 60.0;
        close && matches!(line.text().as_str(), "VIỆT NAM" | "NGHĨA VIỆT NAM" | "CHỦ NGHĨA VIỆT NAM")
    });
    if let Some(rest) = rest {
        found.line("quoc_hieu", 1, rest);
        end = rest.baseline() + 6.0;
    }
    let motto = below().find(|line| line.text().to_lowercase().starts_with("độc lập"));
    let number = below().find(|line| line.text().starts_with("Số") && line.x0() < nation.x0());
    let date = below().find(|line| is_date(line, nation));
    // A number or a day left blank cuts its line in pieces.
    if let Some(number) = number {
        let level = |line: &&TextLine| (line.baseline() - number.baseline()).abs() < 1.5;
        for line in below().filter(level).filter(|line| !std::ptr::eq(*line, number)) {
            if line.x1() < nation.x0() && line.x0() > number.x1() {
                found.line("so_ky_hieu", 1, line);
            } else if date.is_none() && line.x0() > nation.x0() - 30.0 && is_italic(line) {
                found.line("ngay", 1, line);
            }
        }
    }
    for (name, line) in [("tieu_ngu", motto), ("so_ky_hieu", number), ("ngay", date)] {
        if let Some(line) = line {
            found.line(name, 1, line);
            end = f64::max(end, line.baseline() + 6.0);
        }
    }
    let floor = number.or(motto).map_or(top + 60.0, TextLine::baseline);
    for line in below().filter(|line| line.x1() < nation.x0() && line.baseline() < floor - 1.0) {
        let regular_left = line.baseline() >= top - 20.0;
        if regular_left {
            found.line(if is_bold(line) { "ban_hanh" } else { "chu_quan" }, 1, line);
            end = end.max(line.baseline() + 6.0);
        }
    }
    let end = subject(page, nation, end, found);
    addressees(page, end, found)
}

/// Quốc hiệu, or the title of papers of the Party in its place.
fn is_nation(line: &TextLine) -> bool {
    let text = line.text();
    text.starts_with("CỘNG HÒA XÃ HỘI") || text.starts_with("CỘNG HOÀ XÃ HỘI") || text == "ĐẢNG CỘNG SẢN VIỆT NAM"
}

fn is_date(line: &TextLine, nation: &TextLine) -> bool {
    let text = line.text();
    let below = line.baseline() - nation.baseline();
    // Upright it is a fault, but told by its words and its place under quốc hiệu.
    let written = text.contains("ngày") && text.contains("tháng") && text.contains("năm");
    let placed = line.x0() > nation.x0() - 30.0 && (0.0..120.0).contains(&below);
    text.contains("ngày") && text.contains("năm") && line.centre() > nation.x0() && is_italic(line)
        || written && placed && text.chars().count() < 70
}

/// "V/v …" under the number, or the kind and the subject in the middle.
fn subject(page: &Page, nation: &TextLine, end: f64, found: &mut Found) -> f64 {
    let mut below = page.lines.iter().filter(|line| line.baseline() > end).peekable();
    let Some(first) = below.peek() else {
        return end;
    };
    let letter = first.text().starts_with("V/v");
    let kind = !letter && is_bold(first) && is_upper(&first.text());
    if !letter && !kind {
        return end;
    }
    let (mut last, mut titled): (Option<f64>, bool) = (None, kind);
    for line in below {
        // The rule under a subject ends it; who decides ("CHỦ TỊCH …") may stand close below.
        let ruled = last.is_some_and(|last| {
            let between =
                |rule: &Rule| rule.is_horizontal() && rule.y0 > last && rule.y1 < line.baseline() - 0.7 * line.size();
            page.rules.iter().any(|rule| between(rule) && rule.x0 < line.x1() && rule.x1 > line.x0())
        });
        let decides = kind && !titled && is_upper(&line.text()) && line.text().split(' ').count() > 2;
        let near = last.is_none_or(|last| line.baseline() - last < 2.2 * line.size());
        let same =
            if letter { line.x1() < nation.x0() + 20.0 && line.size() < 13.1 && !is_bold(line) } else { is_bold(line) };
        let middle = letter || (line.centre() - page.width / 2.0).abs() < 40.0;
        if !near || !same || !middle || ruled || decides {
            break;
        }
        titled = titled && is_upper(&line.text());
        found.line(if titled { "ten_loai" } else { "trich_yeu" }, 1, line);
        last = Some(line.baseline());
    }
    last.map_or(end, |last| last + 4.0)
}

/// "Kính gửi:" and the list after it; of a công điện, "… điện:".
fn addressees(page: &Page, end: f64, found: &mut Found) -> f64 {
    let mut below = page.lines.iter().filter(|line| line.baseline() > end).peekable();
    let is_label = |text: &str| text.starts_with("Kính gửi") || text.ends_with(" điện:") && text.chars().count() < 60;
    let Some(label) = below.find(|line| is_label(&line.text())) else {
        return end;
    };
    let name = if label.text().starts_with("Kính gửi") { "kinh_gui" } else { "noi_nhan_dien" };
    found.line(name, 1, label);
    let mut last = label.baseline();
    // One addressee may need a second line.
    while !label.text().ends_with(':')
        && let Some(line) = below.next_if(|line| {
            line.x0() > label.x0() + 10.0 && line.baseline() - last < 1.8 * line.size() && !is_bold(line)
        })
    {
        found.line(name, 1, line);
        last = line.baseline();
    }
    if label.text().ends_with(':') {
        let (mut dash, mut open) = (None, true);
        for line in below {
            // Alone on its line the label announces a list, wherever its dashes stand.
            let near = line.baseline() - last < 2.5 * line.size();
            let dashed = near && line.text().starts_with(['-', '–']);
            let continued = open && dash.is_some_and(|x| line.x0() >= x);
            if !dashed && !continued {
                break;
            }
            dash = dash.or(Some(line.x0()));
            open = !line.text().ends_with([';', '.']);
            found.line(name, 1, line);
            last = line.baseline();
        }
    }
    last + 4.0
}

/// The page number and the heading of an appendix.
fn page_furniture(number: usize, page: &Page, found: &mut Found) {
    let lowest = page.lines.iter().map(TextLine::baseline).fold(0.0, f64::max);
    for line in &page.lines {
        let text = line.text();
        // At the foot it is a fault, but a page number all the same.
        let at_foot = line.baseline() > page.height - 25.0 * MM && line.baseline() > lowest - 1.0;
        let placed = line.baseline() < 20.0 * MM || at_foot;
        if placed && !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit()) {
            found.line("so_trang", number, line);
        }
    }
    let starts = |line: &&TextLine| {
        let text = line.text();
        let rest = text.strip_prefix("Phụ lục").or_else(|| text.strip_prefix("PHỤ LỤC"));
        rest.is_some_and(|rest| rest.bytes().all(|b| b" IVXLC".contains(&b))) && is_bold(line)
    };
    if number == 1 {
        return;
    }
    if let Some(nation) = page.lines.iter().find(|line| is_nation(line) && line.baseline() < page.height / 4.0) {
        attached(number, page, nation, found);
        return;
    }
    let Some(at) = page.lines.iter().position(|line| starts(&line)) else {
        return;
    };
    for line in page.lines.iter().skip(at) {
        let heading = is_bold(line) || is_italic(line);
        if !heading || (line.centre() - page.width / 2.0).abs() > 40.0 {
            break;
        }
        found.line("phu_luc", number, line);
    }
}

/// The heading of a text that is attached, as a quy chế: it has a quốc hiệu of its own, and its pages are numbered anew.
fn attached(number: usize, page: &Page, nation: &TextLine, found: &mut Found) {
    let mut end = nation.baseline() + 3.0 * nation.size();
    for line in page.lines.iter().filter(|line| line.baseline() >= nation.baseline() - 3.0) {
        let centred = (line.centre() - page.width / 2.0).abs() < 40.0 && (is_bold(line) || is_italic(line));
        if line.baseline() > end && !(centred && line.baseline() - end < 4.0 * line.size()) {
            break;
        }
        found.line("van_ban_kem_theo", number, line);
        end = end.max(line.baseline() + 1.0);
    }
}

/// Urgency, circulation and the line of an electronic copy.
fn marks(page: &Page, found: &mut Found) {
    for line in &page.lines {
        let text = line.text();
        if matches!(text.as_str(), "HỎA TỐC" | "HOẢ TỐC" | "THƯỢNG KHẨN" | "KHẨN") {
            found.line("khan", 1, line);
        } else if matches!(text.as_str(), "XEM XONG TRẢ LẠI" | "LƯU HÀNH NỘI BỘ") {
            found.line("luu_hanh", 1, line);
        } else if line.baseline() < 20.0 * MM && line.centre() > page.width / 2.0 && line.size() < 12.5 {
            found.line("ban_sao", 1, line);
        }
    }
}

/// The address below a wide rule at the foot of page 1; returns where the text above it ends.
fn footer(page: &Page, found: &mut Found) -> f64 {
    let wide = |rule: &&Rule| rule.is_horizontal() && rule.length() > page.width * 0.6 && rule.y0 > page.height * 0.75;
    let lowest = page.rules.iter().filter(wide).max_by(|a, b| a.y0.total_cmp(&b.y0));
    let Some(rule) = lowest else {
        return page.height;
    };
    let below: Vec<&TextLine> = page.lines.iter().filter(|line| line.baseline() > rule.y0).collect();
    // The last rule of a table has nothing below it, or text of the usual size.
    if below.is_empty() || below.iter().any(|line| line.size() > 12.6) {
        return page.height;
    }
    for line in below {
        found.line("chan_trang", 1, line);
    }
    rule.y0
}
