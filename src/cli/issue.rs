//! `vanthu issue`: number and date for documents that await them, after the leader has signed.

use std::fs::File;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::output::Staged;
use super::{Exit, input, output, render, sign};
use crate::diag::{Problem, Text};
use crate::files::{hold, sha256};
use crate::signing::{Item, SigningError, awaiting, is_unchanged};
use crate::vi::date::PartialDate;

/// The largest number of a document.
const LAST: u32 = 99_999;

/// A document with its number, not yet in its place.
struct Issued<'a> {
    item: &'a Item,
    number: u32,
    /// The SHA-256 of the file that it was made from.
    before: String,
    file: Staged,
    /// No other command works on it meanwhile.
    held: File,
}

/// Runs the command. Nothing is written while any file has an error; a file that has its number already is passed over, so that a run
/// that was cut off can be repeated.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let items = sign::items(matches, context);
    let issued = items.as_deref().and_then(|items| prepare(items, matches, context));
    for Issued { item, number, before, file, held } in issued.into_iter().flatten() {
        let shown = file.path().display().to_string();
        // A signature that was made meanwhile is not lost.
        let unchanged = is_unchanged(&item.input, &before);
        if cfg!(windows) {
            // There a file that is open cannot be replaced.
            drop(held);
        }
        match unchanged {
            Ok(true) if file.publish(context) => {
                let done = context.text("đã cấp số", "number given");
                context.say(&format!("{done} {number}: {shown}"));
            }
            Ok(true) => break,
            Ok(false) => fail(item, SigningError::Changed.wording(), context),
            Err(error) => fail(item, Text::of_io(&error), context),
        }
    }
    context.print_report(Channel::Err);
    context.exit(false)
}

/// All documents with their numbers; `None` when the report says why not.
fn prepare<'a>(items: &'a [Item], matches: &ArgMatches, context: &mut Context) -> Option<Vec<Issued<'a>>> {
    let date = render::date(matches, context)??;
    let first = matches.get_one::<u32>("so").copied()?;
    let numbered = (first..).zip(items);
    let issued: Vec<Issued> = numbered.filter_map(|(number, item)| one(item, number, date, context)).collect();
    (!context.report.has_errors()).then_some(issued)
}

fn one<'a>(item: &'a Item, number: u32, date: PartialDate, context: &mut Context) -> Option<Issued<'a>> {
    let held = match hold(&item.input) {
        Ok(held) => held,
        Err(error) => {
            fail(item, Text::of_io(&error), context);
            return None;
        }
    };
    let bytes = input::read_file(&item.input, context)?;
    if number > LAST {
        let detail = Text::new("hết số: số lớn nhất là 99999", "no number is left: the largest is 99999");
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    match awaiting::issue(&bytes, number, date) {
        Ok(Some(_)) if item.output != item.input && item.output.exists() => {
            fail(item, SigningError::OutputTaken.wording(), context);
            None
        }
        Ok(Some(issued)) => {
            let file = output::stage(&item.output, issued, context)?;
            Some(Issued { item, number, before: sha256(&bytes), file, held })
        }
        Ok(None) => {
            let done = context.text("đã có số từ trước", "had its number already:");
            context.say(&format!("{done} {number}: {}", item.input.display()));
            None
        }
        Err(error) => {
            fail(item, error.wording(), context);
            None
        }
    }
}

fn fail(item: &Item, why: Text, context: &mut Context) {
    let path = item.input.display().to_string();
    context.report.push(Problem::NotIssued { path, why }, None);
}
