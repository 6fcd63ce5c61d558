//! `vanthu check`: everything that `render` would say, and nothing written. Warnings count as findings.

use std::path::PathBuf;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, render};
use crate::plan::Overrides;

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    if let Some(engine) = context.engine() {
        for plan in matches.get_many::<PathBuf>("plans").into_iter().flatten() {
            render::typeset(plan, Overrides::default(), &engine, context);
        }
    }
    context.print_report(Channel::Out);
    if context.report.is_empty() {
        let fine = context.text("không thấy lỗi nào", "nothing to report");
        context.say(fine);
    }
    context.exit(true)
}
