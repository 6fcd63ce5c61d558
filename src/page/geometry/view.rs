//! The facts, sorted for measuring: which part a line belongs to, where the text area is, what is a table.

use super::Layout;
use super::text::Running;
use crate::page::facts::{Area, Page, PageFacts, Part, Rule, TextLine};
use crate::page::recognise::recognise;

/// Metrics of Times New Roman (and of its metric-compatible stand-ins) in em.
pub(super) const ASCENT: f64 = 0.891;
/// Depth of the descender box, em.
pub(super) const DESCENT: f64 = 0.216;
/// Height of capitals without marks, em.
pub(super) const CAP: f64 = 0.662;
/// Single line spacing, em.
pub(super) const SINGLE: f64 = 1.149;

/// Rules darker than this (each channel) count as drawn; paler ones are decoration.
const VISIBLE: f32 = 0.9;
/// Slack around the rectangle of a part, pt.
const SLACK: f64 = 1.5;

/// A line of a part, and the page it is on.
#[derive(Debug, Clone)]
pub struct Row {
    /// The page, counted from 1.
    pub page: usize,
    /// The text.
    pub line: TextLine,
}

impl Row {
    pub(super) fn x0(&self) -> f64 {
        self.line.x0()
    }
    pub(super) fn x1(&self) -> f64 {
        self.line.x1()
    }
    pub(super) fn centre(&self) -> f64 {
        self.line.centre()
    }
    pub(super) fn width(&self) -> f64 {
        self.x1() - self.x0()
    }
    pub(super) fn baseline(&self) -> f64 {
        self.line.baseline()
    }
    pub(super) fn size(&self) -> f64 {
        self.line.size()
    }
    pub(super) fn text(&self) -> String {
        self.line.text()
    }
    /// Where to point at.
    pub(super) fn at(&self) -> (f64, f64) {
        (self.x0(), self.baseline())
    }
    /// The top of capitals.
    pub(super) fn cap_top(&self) -> f64 {
        cap_top(&self.line)
    }
    /// The lowest ink.
    pub(super) fn ink_bottom(&self) -> f64 {
        ink_bottom(&self.line)
    }
}

/// The left and right edges of the running text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextArea {
    /// Left edge, pt.
    pub left: f64,
    /// Right edge, pt.
    pub right: f64,
}

impl TextArea {
    pub(super) fn centre(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// How far the running text stays from the sides of every page, pt, where whoever laid it out tells it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SideMargins {
    /// The left margin.
    pub left: f64,
    /// The right margin.
    pub right: f64,
}

/// The facts with the answers that every check needs.
pub(super) struct View<'a> {
    pub(super) facts: &'a PageFacts,
    pub(super) kind: Layout,
    /// The margins, where they are known beforehand.
    pub(super) margins: Option<SideMargins>,
    /// The named parts, from the file or recognised.
    pub(super) parts: Vec<Part>,
    /// Per page and line: the index of the smallest part around it.
    owners: Vec<Vec<Option<usize>>>,
    /// Per page: the tables.
    pub(super) tables: Vec<Vec<Area>>,
    /// Per page: the text area, as the margins tell it or as its text proves it.
    pub(super) areas: Vec<Option<TextArea>>,
    /// The running text of all pages.
    pub(super) running: Running,
}

impl<'a> View<'a> {
    pub(super) fn new(facts: &'a PageFacts, kind: Layout, margins: Option<SideMargins>) -> Self {
        let mut parts = if facts.parts.is_empty() { recognise(facts) } else { facts.parts.clone() };
        for part in &mut parts {
            // Of several signatures, those left of the last are told apart: quyen_han_1, ho_ten_1 …
            if let Some((name, index)) = part.name.rsplit_once('_')
                && index.bytes().all(|b| b.is_ascii_digit())
            {
                part.name = name.to_owned();
            }
        }
        let owners = facts
            .pages
            .iter()
            .enumerate()
            .map(|(index, page)| page.lines.iter().map(|line| owner(&parts, index + 1, line)).collect())
            .collect();
        let tables = facts.pages.iter().map(tables_of).collect();
        let (areas, running) = (Vec::new(), Running::default());
        let mut view = Self { facts, kind, margins, parts, owners, tables, areas, running };
        view.areas = match margins {
            Some(SideMargins { left, right }) => {
                facts.pages.iter().map(|page| Some(TextArea { left, right: page.width - right })).collect()
            }
            None => super::text::text_areas(&view),
        };
        view.running = Running::of(&view);
        view
    }

    /// The pages with their numbers from 1.
    pub(super) fn pages(&self) -> impl Iterator<Item = (usize, &'a Page)> {
        (1..).zip(&self.facts.pages)
    }

    pub(super) fn page(&self, number: usize) -> Option<&'a Page> {
        self.facts.pages.get(number.checked_sub(1)?)
    }

    /// The name of the part that a line belongs to.
    pub(super) fn name_of(&self, page: usize, line: usize) -> Option<&str> {
        let owner = *self.owners.get(page.checked_sub(1)?)?.get(line)?;
        Some(self.parts.get(owner?)?.name.as_str())
    }

    /// The lines of all parts of this name, from the first page on.
    pub(super) fn rows(&self, name: &str) -> Vec<Row> {
        let mut rows = Vec::new();
        for (number, page) in self.pages() {
            for (index, line) in page.lines.iter().enumerate() {
                if self.name_of(number, index) == Some(name) {
                    rows.push(Row { page: number, line: line.clone() });
                }
            }
        }
        rows
    }

    /// The same on page 1, lines that share a baseline joined: a number left blank may cut its line in two.
    pub(super) fn head(&self, name: &str) -> Vec<Row> {
        let rows = self.rows(name).into_iter().filter(|row| row.page == 1).collect();
        joined(rows)
    }

    /// The text area of a page.
    pub(super) fn area(&self, page: usize) -> Option<TextArea> {
        *self.areas.get(page.checked_sub(1)?)?
    }

    /// Whether a line stands inside a drawn table.
    pub(super) fn in_table(&self, page: usize, line: &TextLine) -> bool {
        let (x, y) = middle(line);
        self.tables(page).iter().any(|table| table.contains(x, y, 0.5))
    }

    pub(super) fn tables(&self, page: usize) -> &[Area] {
        page.checked_sub(1).and_then(|index| self.tables.get(index)).map_or(&[], Vec::as_slice)
    }

    /// The visible horizontal rule nearest below a line and above `limit`, that reaches under the line. The sides
    /// of tables and boxes are no such rules.
    pub(super) fn rule_below(&self, row: &Row, limit: f64) -> Option<&'a Rule> {
        let boxed = |rule: &Rule| {
            let y = f64::midpoint(rule.y0, rule.y1);
            self.tables(row.page).iter().any(|table| table.contains(rule.centre(), y, 0.5))
        };
        self.page(row.page)?
            .rules
            .iter()
            .filter(|rule| rule.is_horizontal() && is_visible(rule) && !boxed(rule))
            .filter(|rule| rule.y0 >= row.baseline() - 0.5 && rule.y1 <= limit)
            .filter(|rule| rule.x1 > row.x0() && rule.x0 < row.x1())
            .min_by(|a, b| a.y0.total_cmp(&b.y0))
    }
}

/// Joins the rows that share a page and a baseline.
pub(super) fn joined(rows: Vec<Row>) -> Vec<Row> {
    let mut kept: Vec<Row> = Vec::new();
    for mut row in rows {
        match kept.last_mut() {
            Some(last) if last.page == row.page && (last.baseline() - row.baseline()).abs() < 1.0 => {
                // Pieces that are so far apart are a torn line, or one with a blank to fill in.
                last.line.word_gap = last.line.word_gap.max(row.line.word_gap).max(row.x0() - last.x1());
                if let Some(run) = last.line.runs.last_mut() {
                    run.text.push(' ');
                }
                last.line.runs.append(&mut row.line.runs);
            }
            _ => kept.push(row),
        }
    }
    kept
}

/// Whether a rule can be seen on white paper.
pub(super) fn is_visible(rule: &Rule) -> bool {
    rule.color.iter().any(|channel| *channel < VISIBLE)
}

/// The point that decides where a line belongs.
fn middle(line: &TextLine) -> (f64, f64) {
    (line.centre(), line.baseline() - 0.3 * line.size())
}

/// The smallest part around a line, so that a part inside another keeps its lines.
fn owner(parts: &[Part], page: usize, line: &TextLine) -> Option<usize> {
    let (x, y) = middle(line);
    parts
        .iter()
        .enumerate()
        .filter(|(_, part)| part.page == page && part.area().contains(x, y, SLACK))
        .min_by(|(_, a), (_, b)| (a.width * a.height).total_cmp(&(b.width * b.height)))
        .map(|(index, _)| index)
}

/// Rules that touch each other and include two vertical ones are the borders of a table.
fn tables_of(page: &Page) -> Vec<Area> {
    let mut groups: Vec<(Area, usize)> = Vec::new();
    for rule in page.rules.iter().filter(|rule| is_visible(rule)) {
        let mut area = Area { x0: rule.x0, y0: rule.y0, x1: rule.x1, y1: rule.y1 };
        let mut verticals = usize::from(!rule.is_horizontal());
        // The group grows with each one it meets, so look again until it meets no more.
        while let Some(met) = groups.iter().position(|(other, _)| meet(&area, other)) {
            let (other, count) = groups.swap_remove(met);
            area = area.union(&other);
            verticals += count;
        }
        groups.push((area, verticals));
    }
    groups.into_iter().filter(|(_, verticals)| *verticals >= 2).map(|(area, _)| area).collect()
}

fn meet(a: &Area, b: &Area) -> bool {
    a.x0 <= b.x1 + 1.0 && b.x0 <= a.x1 + 1.0 && a.y0 <= b.y1 + 1.0 && b.y0 <= a.y1 + 1.0
}

/// The top of the capitals of a line.
pub(super) fn cap_top(line: &TextLine) -> f64 {
    line.baseline() - CAP * line.size()
}

/// The lowest ink of a line: the baseline, or lower where letters or marks below hang down.
pub(super) fn ink_bottom(line: &TextLine) -> f64 {
    let hangs = |c: char| "gjpqyQ,;()[]/ỵýỳỷỹạặậẹệịọộợụựẠẶẬẸỆỊỌỘỢỤỰỴ".contains(c);
    if line.text().chars().any(hangs) { line.baseline() + DESCENT * line.size() } else { line.baseline() }
}
