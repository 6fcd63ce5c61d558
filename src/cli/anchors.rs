//! `vanthu anchors FILE.pdf`: the positions that `render` kept in a PDF.

use std::io::Write;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, args};
use crate::diag::Problem;
use crate::export::read_anchors;

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let Some(path) = args::path(matches, "pdf") else {
        return Exit::CouldNotRun;
    };
    let shown = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => match read_anchors(&bytes) {
            Some(json) => {
                let text = serde_json::to_string_pretty(&json).unwrap_or_default() + "\n";
                drop(std::io::stdout().write_all(text.as_bytes()));
            }
            None => context.report.push(Problem::NoAnchors { path: shown }, None),
        },
        Err(error) => {
            context.report.push(Problem::CannotRead { path: shown, why: crate::diag::Text::of_io(&error) }, None);
        }
    }
    context.print_report_if_any(Channel::Err);
    context.exit(false)
}
