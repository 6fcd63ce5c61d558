//! `vanthu check`: everything that `render` would say, and what the rules find in plans and on pages. Warnings count as findings.

mod checker;
mod mend;
mod tally;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, input};
use crate::diag::{Problem, Text};
use crate::export::Standards;
use crate::plan::Overrides;
use checker::Checker;
use tally::Tally;

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let (fix, diff) = (matches.get_flag("fix"), matches.get_flag("diff"));
    let files = input::plans_and_pdfs(matches, context);
    let codes = |name: &str| -> Vec<String> {
        matches.get_many::<String>(name).into_iter().flatten().map(|code| code.trim().to_uppercase()).collect()
    };
    let (select, ignore) = (codes("select"), codes("ignore"));
    unknown(&select, &ignore, context);
    // Where the mended text goes to standard output, what was found goes beside it.
    let stdin = files.iter().any(|path| path.as_os_str() == "-");
    let channel = if diff || fix && stdin { Channel::Err } else { Channel::Out };
    let engine = if context.report.has_errors() { None } else { context.engine() };
    let (Some(engine), Ok(standards)) = (engine, Standards::new(&[])) else {
        context.print_report(channel);
        return context.exit(true);
    };
    let overrides = Overrides { newer_rules: matches.get_flag("he-cu"), ..Overrides::default() };
    let checker = Checker { engine, standards, overrides, select, ignore };
    let mut tally = Tally::default();
    if fix || diff {
        let how = mend::How { unsafe_too: matches.get_flag("unsafe-fixes"), show: diff };
        for path in &files {
            let checked = mend::mend(path, &checker, how, context);
            tally.add(&checked);
            checked.hand_over(context);
        }
    } else {
        for checked in checker.all(&files) {
            tally.add(&checked);
            checked.hand_over(context);
        }
    }
    context.print_report(channel);
    tally.tell(files.len(), context);
    context.exit(true)
}

/// Refuses codes of the command line that no rule has: nobody would notice that nothing was looked at.
fn unknown(select: &[String], ignore: &[String], context: &mut Context) {
    for (option, code) in
        select.iter().map(|code| ("--select", code)).chain(ignore.iter().map(|code| ("--ignore", code)))
    {
        if !crate::lint::all().iter().any(|rule| rule.meta().code.to_string().starts_with(code.as_str())) {
            let detail = Text::new(
                format!("{option} {code}: không có quy tắc nào như vậy; vanthu rules liệt kê các quy tắc"),
                format!("{option} {code}: there is no such rule; vanthu rules lists the rules"),
            );
            context.report.push(Problem::Option { detail }, None);
        }
    }
}
