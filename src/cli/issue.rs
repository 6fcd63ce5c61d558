//! `vanthu issue`: number and date for documents that await them, after the leader has signed.

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::output::Staged;
use super::{Exit, input, output, render, sign};
use crate::diag::{Problem, Text};
use crate::signing::{Item, awaiting};
use crate::vi::date::PartialDate;

/// Runs the command: all files get their numbers, or none.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    if let Some(files) = prepare(matches, context).filter(|_| !context.report.has_errors()) {
        for (number, file) in files {
            let shown = file.path().display().to_string();
            if !file.publish(context) {
                break;
            }
            let done = context.text("đã cấp số", "number given");
            context.say(&format!("{done} {number}: {shown}"));
        }
    }
    context.print_report(Channel::Err);
    context.exit(false)
}

fn prepare(matches: &ArgMatches, context: &mut Context) -> Option<Vec<(u32, Staged)>> {
    let date = render::date(matches, context)??;
    let first = matches.get_one::<u32>("so").copied()?;
    let items = sign::items(matches, context)?;
    let mut staged = Vec::new();
    for (number, item) in (first..).zip(&items) {
        if let Some(file) = one(item, number, date, context) {
            staged.push((number, file));
        }
    }
    Some(staged)
}

fn one(item: &Item, number: u32, date: PartialDate, context: &mut Context) -> Option<Staged> {
    let bytes = input::read_file(&item.input, context)?;
    if number > LAST {
        let detail = Text::new("hết số: số lớn nhất là 99999", "no number is left: the largest is 99999");
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    match awaiting::issue(&bytes, number, date) {
        Ok(issued) => output::stage(&item.output, issued, context),
        Err(error) => {
            let path = item.input.display().to_string();
            context.report.push(Problem::NotIssued { path, why: error.wording() }, None);
            None
        }
    }
}

/// The largest number of a document.
const LAST: u32 = 99_999;
