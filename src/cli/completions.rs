//! `vanthu completions SHELL`.

use clap::ArgMatches;

use super::context::Context;
use super::{Exit, args};

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &Context) -> Exit {
    let Some(shell) = matches.get_one::<clap_complete::Shell>("shell") else {
        return Exit::CouldNotRun;
    };
    let mut out = Vec::new();
    clap_complete::generate(*shell, &mut args::command(context.lang), "vanthu", &mut out);
    drop(std::io::Write::write_all(&mut std::io::stdout(), &out));
    Exit::Fine
}
