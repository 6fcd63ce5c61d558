//! What became of the rules, over all files: a clean run is no certificate.

use super::super::context::{Context, say_always};
use super::checker::Checked;
use crate::diag::{Lang, Severity};
use crate::lint::Outcome;

/// Counts of rules asked, over all files.
#[derive(Default)]
pub struct Tally {
    passed: usize,
    failed: usize,
    ignored: usize,
    not_evaluated: usize,
    /// Files whose rules could not be asked, since they could not be read.
    not_asked: usize,
}

impl Tally {
    /// Adds a file.
    pub fn add(&mut self, checked: &Checked) {
        for (_, outcome) in &checked.outcomes {
            match outcome {
                Outcome::Passed => self.passed += 1,
                Outcome::Failed => self.failed += 1,
                Outcome::Ignored => self.ignored += 1,
                Outcome::NotEvaluated => self.not_evaluated += 1,
            }
        }
        if checked.outcomes.is_empty() {
            self.not_asked += 1;
        }
    }

    /// Says on standard error what was looked at, and what was not, whatever the form of the findings.
    pub fn tell(&self, files: usize, context: &Context) {
        let Self { passed, failed, ignored, not_evaluated, not_asked } = self;
        let mut line = match context.lang {
            Lang::Vi => format!(
                "{files} tệp, tổng số lượt xét quy tắc: {passed} đạt, {failed} có phát hiện, {not_evaluated} chưa đánh giá được"
            ),
            Lang::En => format!(
                "files: {files}; rules over all of them: {passed} passed, {failed} found something, {not_evaluated} not evaluated"
            ),
        };
        if *ignored > 0 {
            line += &match context.lang {
                Lang::Vi => format!(", {ignored} được bỏ qua theo yêu cầu"),
                Lang::En => format!(", {ignored} passed over as asked"),
            };
        }
        if *not_asked > 0 {
            line += &match context.lang {
                Lang::Vi => format!("; {not_asked} tệp không đọc được nên chưa xét quy tắc nào"),
                Lang::En => format!("; {not_asked} files could not be read: no rule was asked"),
            };
        }
        let said = context.report.iter().any(|item| item.severity() != Severity::Note);
        if *failed == 0 && *not_asked == 0 && !said {
            line +=
                context.text("; không thấy gì sai trong những điều đã xét", "; nothing wrong in what was looked at");
        }
        say_always(&line);
    }
}
