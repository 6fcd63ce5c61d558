//! `vanthu check`: everything that `render` would say, and nothing written. Warnings count as findings.

use std::path::PathBuf;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, render};
use crate::export::Standards;
use crate::plan::Overrides;

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    if let (Some(engine), Ok(standards)) = (context.engine(), Standards::new(&[])) {
        let overrides = Overrides { newer_rules: matches.get_flag("he-cu"), ..Overrides::default() };
        for plan in matches.get_many::<PathBuf>("plans").into_iter().flatten() {
            if let Some(made) = render::typeset(plan, overrides, &engine, context) {
                // What only the export refuses (PDF/A, PDF/UA).
                drop(engine.pdf(&made, &standards, &mut context.report));
            }
        }
    }
    context.print_report(Channel::Out);
    if context.report.is_empty() {
        let fine = context.text("không thấy lỗi nào", "nothing to report");
        context.say(fine);
    }
    context.exit(true)
}
