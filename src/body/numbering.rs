//! The counters of a body: every unit advances the counter of its level and starts those below anew.

use super::marks::Mark;

/// Counters of all levels.
pub struct Numbering<'a> {
    marks: &'a [Mark],
    counters: Vec<u32>,
    last_heading: usize,
    top_heading: Option<usize>,
}

impl<'a> Numbering<'a> {
    /// Counters at nought.
    pub fn new(marks: &'a [Mark]) -> Self {
        Self { marks, counters: vec![0; marks.len()], last_heading: 0, top_heading: None }
    }

    /// The level whose marks have this form.
    pub fn level_of(&self, form: Mark) -> Option<usize> {
        self.marks.iter().position(|mark| *mark == form)
    }

    /// How many levels there are.
    pub fn levels(&self) -> usize {
        self.marks.len()
    }

    /// The form of a level's marks.
    pub fn form(&self, level: usize) -> Mark {
        self.marks[level]
    }

    /// Counts one unit of `level`; its mark, or `None` when the letters have run out.
    pub fn next(&mut self, level: usize) -> Option<String> {
        self.counters[level] += 1;
        for (counter, mark) in self.counters.iter_mut().zip(self.marks).skip(level + 1) {
            if !mark.runs_on() {
                *counter = 0;
            }
        }
        self.marks[level].text(&self.counters[..=level])
    }

    /// The tag level of a titled unit: counted from the highest level used, and never more than one below the last heading,
    /// since PDF/UA allows no gaps.
    pub fn heading(&mut self, level: usize) -> usize {
        let top = *self.top_heading.get_or_insert(level);
        let heading = (level.saturating_sub(top) + 1).min(self.last_heading + 1);
        self.last_heading = heading;
        heading
    }
}
