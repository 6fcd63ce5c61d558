//! The running text of the pages: its lines, its paragraphs and the text area that follows from them.

use super::view::{Row, SINGLE, TextArea, View, joined};
use crate::page::facts::{MM, Page};

/// The two legal indents of a first line, pt.
pub(super) const INDENTS: [f64; 2] = [10.0 * MM, 12.7 * MM];
/// An edge this near to another is the same edge, pt.
pub(super) const EDGE: f64 = 1.0;
/// What stands this far right of the margin starts a paragraph, pt.
const INDENTED: f64 = 5.0;
/// A line that comes this near to the edge of the sheet fills the text area: no legal right margin is wider than 20 mm.
const FILLING: f64 = 25.0 * MM;
/// So many lines that end at one place fill the text area, wherever that is.
const MANY: usize = 4;

/// A paragraph: its lines, across pages where it runs on.
#[derive(Debug)]
pub struct Paragraph {
    /// The lines.
    pub rows: Vec<Row>,
    /// A heading in the middle of the text area.
    pub centred: bool,
    /// Directly below the paragraph before, on the same page, with nothing between.
    pub follows: bool,
}

/// The running text of all pages.
#[derive(Debug, Default)]
pub(super) struct Running {
    /// Its lines in reading order, without tables.
    pub(super) rows: Vec<Row>,
    /// The usual step between two lines of one paragraph, pt.
    pub(super) pitch: Option<f64>,
    /// Its paragraphs, as a reader finds them: by indents, gaps and short last lines.
    pub(super) paragraphs: Vec<Paragraph>,
}

impl Running {
    /// Reads it from the pages; their text areas are known.
    pub(super) fn of(view: &View<'_>) -> Self {
        let rows = rows(view);
        let pitch = usual_pitch(view, &rows);
        let paragraphs = paragraphs(view, &rows, pitch);
        Self { rows, pitch, paragraphs }
    }
}

fn rows(view: &View<'_>) -> Vec<Row> {
    rows_on(view, |_| true)
}

fn rows_on(view: &View<'_>, wanted: impl Fn(usize) -> bool) -> Vec<Row> {
    let mut found = Vec::new();
    for (number, page) in view.pages().filter(|(number, _)| wanted(*number)) {
        for (index, line) in page.lines.iter().enumerate() {
            if matches!(view.name_of(number, index), Some("noi_dung" | "can_cu")) && !view.in_table(number, line) {
                found.push(Row { page: number, line: line.clone() });
            }
        }
    }
    joined(found)
}

/// The text area of each page, from its own text or from that of pages of the same size.
///
/// The left edge is where lines stand that continue an indented one; the right edge is where lines end that are
/// continued. Both are taken as the most frequent value, so that a line that sticks out is seen as a fault of
/// this line and not as the margin. Where no line is surely continued (every paragraph is of one line) nothing proves
/// the margins, and there is no area.
pub(super) fn text_areas(view: &View<'_>) -> Vec<Option<TextArea>> {
    let rows = rows(view);
    let sizes: Vec<(f64, f64)> = view.facts.pages.iter().map(|page| (page.width, page.height)).collect();
    let mut areas: Vec<Option<TextArea>> = Vec::new();
    for size in &sizes {
        let known = sizes.iter().zip(&areas).find_map(|(other, area)| (other == size).then_some(*area));
        areas.push(known.unwrap_or_else(|| {
            let same = |row: &&Row| sizes.get(row.page.wrapping_sub(1)).is_some_and(|other| near(*other, *size));
            let pages = view.pages().filter(|(_, page)| near((page.width, page.height), *size));
            let sheet = Sheet { width: size.0, leftmost: leftmost(view, pages) };
            area_of(&rows.iter().filter(same).collect::<Vec<_>>(), &sheet)
        }));
    }
    // A page of its own size without text (a turned one with a table) has the margins of the others.
    let known = sizes.iter().zip(&areas).find_map(|(size, area)| area.map(|area| (area, size.0)));
    if let Some((area, width)) = known {
        for (size, missing) in sizes.iter().zip(&mut areas).filter(|(_, area)| area.is_none()) {
            *missing = Some(TextArea { left: area.left, right: size.0 - (width - area.right) });
        }
    }
    areas
}

fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    (a.0 - b.0).abs() < 2.0 && (a.1 - b.1).abs() < 2.0
}

/// The text area of one page from its own text alone, where that is plain enough and not known anyway.
pub(super) fn own_area(view: &View<'_>, page: usize) -> Option<TextArea> {
    if view.margins.is_some() {
        return None;
    }
    let rows = rows_on(view, |number| number == page);
    let rows: Vec<&Row> = rows.iter().collect();
    let own = view.page(page)?;
    let plain = pairs(&rows, own.width).iter().filter(|pair| steps_out(pair)).count() >= 2;
    let sheet = Sheet { width: own.width, leftmost: leftmost(view, std::iter::once((page, own))) };
    if plain { area_of(&rows, &sheet) } else { None }
}

/// What pages of one size have in common.
struct Sheet {
    width: f64,
    /// Where the line begins that stands furthest to the left, whatever part it is of.
    leftmost: f64,
}

fn leftmost<'p>(view: &View<'_>, pages: impl Iterator<Item = (usize, &'p Page)>) -> f64 {
    let lines = pages.flat_map(|(number, page)| page.lines.iter().map(move |line| (number, line)));
    lines.filter(|(number, line)| !view.in_table(*number, line)).map(|(_, line)| line.x0()).fold(f64::MAX, f64::min)
}

fn area_of(rows: &[&Row], sheet: &Sheet) -> Option<TextArea> {
    let pairs = pairs(rows, sheet.width);
    let stepped: Vec<&Pair<'_>> = pairs.iter().filter(|pair| steps_out(pair)).collect();
    let starts: Vec<f64> = match stepped.as_slice() {
        [] if unindented(rows, &pairs, sheet) => pairs.iter().map(|(_, lower)| lower.x0()).collect(),
        // A single line may follow a deeper one by chance: then the indent has to be a legal one.
        [(upper, lower)] if !is_legal(upper.x0() - lower.x0()) => Vec::new(),
        _ => stepped.iter().map(|(_, lower)| lower.x0()).collect(),
    };
    let left = most_frequent(&starts, |a, b| a < b)?;
    let ends: Vec<f64> = pairs.iter().filter(|(_, b)| (b.x0() - left).abs() <= EDGE).map(|(a, _)| a.x1()).collect();
    let right = most_frequent(&ends, |a, b| a > b)?;
    Some(TextArea { left, right })
}

/// A line, and the one below that may continue it.
type Pair<'r> = (&'r Row, &'r Row);

fn pairs<'r>(rows: &[&'r Row], width: f64) -> Vec<Pair<'r>> {
    let widest = widest(rows);
    if width - widest > FILLING && rows.iter().filter(|row| widest - row.x1() <= EDGE).count() < MANY {
        return Vec::new();
    }
    rows.windows(2)
        .filter_map(|pair| match pair {
            [upper, lower] if continues(upper, lower, widest) => Some((*upper, *lower)),
            _ => None,
        })
        .collect()
}

fn widest(rows: &[&Row]) -> f64 {
    rows.iter().map(|row| row.x1()).fold(0.0, f64::max)
}

/// Whether lines that begin where the one before begins are continued, and not paragraphs of one line each: two of them
/// end together at the right margin, or so many are full that it is no chance; and nothing begins further to the left,
/// as the recipients do where it is indented paragraphs that are alike.
fn unindented(rows: &[&Row], pairs: &[Pair<'_>], sheet: &Sheet) -> bool {
    let widest = widest(rows);
    let full = pairs.iter().filter(|(upper, _)| widest - upper.x1() <= EDGE).count();
    let outermost = pairs.iter().all(|(_, lower)| lower.x0() <= sheet.leftmost + INDENTED);
    sheet.width - widest <= FILLING && outermost && (full >= 2 || pairs.len() >= MANY)
}

fn is_legal(indent: f64) -> bool {
    INDENTS.iter().any(|legal| (indent - legal).abs() <= EDGE)
}

/// A line that starts left of the one before is certainly no new paragraph.
fn steps_out((upper, lower): &Pair<'_>) -> bool {
    lower.x0() < upper.x0() - INDENTED
}

/// Whether the lower line may continue the upper one: close below (even where the pitch is far too wide), not
/// further right, and the upper one is long: the next word had no room on it.
fn continues(upper: &Row, lower: &Row, widest: f64) -> bool {
    let step = lower.baseline() - upper.baseline();
    let size = upper.size().max(lower.size());
    upper.page == lower.page
        && step > 0.5 * size
        && step <= 2.5 * SINGLE * size
        && lower.x0() <= upper.x0() + EDGE
        && upper.x1() >= widest - 60.0
        && upper.x1() + 0.25 * size + first_word(lower) >= widest - EDGE
}

/// The value that most others are near to; `better` decides between equals.
fn most_frequent(values: &[f64], better: impl Fn(f64, f64) -> bool) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = |value: f64| {
        sorted.partition_point(|other| other - value <= EDGE / 2.0)
            - sorted.partition_point(|other| other - value < -EDGE / 2.0)
    };
    values.iter().copied().reduce(|best, value| {
        let (known, new) = (count(best), count(value));
        if new > known || (new == known && better(value, best)) { value } else { best }
    })
}

fn paragraphs(view: &View<'_>, rows: &[Row], pitch: Option<f64>) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut previous: Option<&Row> = None;
    for row in rows {
        let Some(area) = view.area(row.page) else {
            continue;
        };
        let centred = is_centred(row, area);
        let (mut begins, mut follows) = (true, false);
        if let Some(before) = previous {
            let step = row.baseline() - before.baseline();
            follows = before.page == row.page && !interrupted(view, before, row);
            let most = pitch.unwrap_or(1.5 * SINGLE * row.size()) + 3.0;
            begins = row.x0() > area.left + INDENTED
                || centred
                || found.last().is_some_and(|paragraph| paragraph.centred)
                || (before.page == row.page && (!follows || step > most))
                || ends_early(view, before, row);
        }
        match found.last_mut() {
            Some(paragraph) if !begins => paragraph.rows.push(row.clone()),
            _ => found.push(Paragraph { rows: vec![row.clone()], centred, follows }),
        }
        previous = Some(row);
    }
    found
}

/// In the middle of the text area with room on both sides; a first line that ends early by chance is not.
fn is_centred(row: &Row, area: TextArea) -> bool {
    let indent = row.x0() - area.left;
    indent > INDENTED && !is_legal(indent) && (row.centre() - area.centre()).abs() <= 1.5
}

/// Whether the first word of `row` would still have fitted on the line before: then that line ended a paragraph.
fn ends_early(view: &View<'_>, before: &Row, row: &Row) -> bool {
    let Some(area) = view.area(before.page) else {
        return false;
    };
    // Widths of words are estimated from the mean character, hence the fifth more.
    before.x1() + 0.3 * row.size() + 1.2 * first_word(row) + 2.0 < area.right
}

/// About how wide the first word of a line is, from its mean character.
fn first_word(row: &Row) -> f64 {
    let text = row.text();
    let first = text.split(' ').next().map_or(0, |word| word.chars().count());
    row.width() * first as f64 / text.chars().count().max(1) as f64
}

/// Whether anything else stands between two lines: a table, a picture or a line of another part.
fn interrupted(view: &View<'_>, upper: &Row, lower: &Row) -> bool {
    let Some(page) = view.page(upper.page) else {
        return false;
    };
    let between = |y: f64| y > upper.baseline() + 1.0 && y < lower.baseline() - 1.0;
    let inside = |y0: f64, y1: f64| between(f64::midpoint(y0, y1));
    view.tables(upper.page).iter().any(|table| inside(table.y0, table.y1))
        || page.images.iter().any(|image| inside(image.y0, image.y1))
        || page.lines.iter().enumerate().any(|(index, line)| {
            between(line.baseline())
                && (view.in_table(upper.page, line)
                    || !matches!(view.name_of(upper.page, index), Some("noi_dung" | "can_cu")))
        })
}

fn usual_pitch(view: &View<'_>, rows: &[Row]) -> Option<f64> {
    let steps: Vec<f64> = rows
        .windows(2)
        .filter_map(|pair| match pair {
            [upper, lower] => {
                let area = view.area(upper.page)?;
                let flush = (lower.x0() - area.left).abs() <= EDGE;
                let step = lower.baseline() - upper.baseline();
                (upper.page == lower.page && flush && upper.x1() > area.right - 60.0 && step > 0.0).then_some(step)
            }
            _ => None,
        })
        .collect();
    most_frequent(&steps, |a, b| a < b)
}

/// The steps between the lines of a paragraph that stand on one page.
pub(super) fn steps(paragraph: &Paragraph) -> impl Iterator<Item = (&Row, f64)> {
    paragraph.rows.windows(2).filter_map(|pair| match pair {
        [upper, lower] if upper.page == lower.page => Some((lower, lower.baseline() - upper.baseline())),
        _ => None,
    })
}
