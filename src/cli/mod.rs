//! The command line: arguments, files, messages. One file per command; `main` only calls [`run`].

mod anchors;
pub mod args;
mod args_batch;
mod args_check;
mod args_merge;
mod args_print;
mod args_sign;
mod batch;
mod check;
mod completions;
mod context;
mod copy;
mod input;
mod issue;
mod kinds;
mod merge;
mod new;
mod output;
mod print;
mod render;
mod rules;
mod schema;
mod sign;
mod signer;
mod verify;
mod watch;
mod wrong_call;

use std::ffi::OsString;
use std::io::Write;

use clap::ArgMatches;
use context::Context;

use crate::diag::Lang;
use crate::typeset;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Fine = 0,
    /// Something is wrong with a plan.
    Findings = 1,
    /// The command could not do its work: arguments, files, templates.
    CouldNotRun = 2,
}

/// Runs the command line `args` (the program's name first).
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let lang = args::language(args.iter().filter_map(|a| a.to_str()), locale.as_deref());
    let matches = match args::command(lang).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are answers; anything else is a wrong call.
            let fine = !error.use_stderr();
            match wrong_call::wording(&error).filter(|_| lang == Lang::Vi) {
                Some(text) => drop(anstream::stderr().write_all(text.as_bytes())),
                None => drop(error.print()),
            }
            return if fine { Exit::Fine } else { Exit::CouldNotRun };
        }
    };
    let Some((name, sub)) = matches.subcommand() else {
        return Exit::CouldNotRun;
    };
    let mut context = Context::new(sub, lang);
    typeset::alone(|| command(name, sub, &mut context))
}

fn command(name: &str, sub: &ArgMatches, context: &mut Context) -> Exit {
    match name {
        "render" => render::run(sub, context),
        "check" => check::run(sub, context),
        "copy" => copy::run(sub, context),
        "merge" => merge::run(sub, context),
        "new" => new::run(sub, context),
        "watch" => watch::run(sub, context),
        "print" => print::run(sub, context),
        "anchors" => anchors::run(sub, context),
        "sign" => sign::run(sub, context),
        "issue" => issue::run(sub, context),
        "verify" => verify::run(sub, context),
        "explain" => rules::explain(sub, context),
        "rules" => rules::list(context),
        "schema" => schema::run(context),
        "kinds" => kinds::run(context),
        "batch" => batch::run(sub, context),
        crate::batch::COMMAND => worker(),
        "completions" => completions::run(sub, context),
        _ => Exit::CouldNotRun,
    }
}

/// A process of a batch: rows come in, documents go out.
fn worker() -> Exit {
    match crate::batch::serve(std::io::stdin(), std::io::stdout()) {
        Ok(()) => Exit::Fine,
        Err(_) => Exit::CouldNotRun,
    }
}
