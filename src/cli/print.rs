//! `vanthu print`: PDFs to an IPP printer, or the printers of a CUPS server.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, args};
use crate::diag::{Problem, Report, Text};
use crate::jsonl::OpenError;
use crate::printing::{Address, Ending, Item, JOURNAL_NAME, Journal, Options, Patience, Sides, Unclear};
use crate::printing::{list, print};

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let exit = if matches.get_flag("list") {
        show_printers(matches, context)
    } else {
        let ending = print_files(matches, context);
        conclude(ending, context)
    };
    context.print_report_if_any(Channel::Err);
    exit
}

fn print_files(matches: &ArgMatches, context: &mut Context) -> Ending {
    let files: Vec<&PathBuf> = matches.get_many::<PathBuf>("files").into_iter().flatten().collect();
    let Some(address) = address(args::word(matches, "printer"), context) else { return Ending::default() };
    let copies = matches.get_one::<u32>("copies").copied().unwrap_or(1);
    let name = matches.get_one::<String>("job-name").map(String::as_str);
    let items: Vec<Item> = files
        .iter()
        .map(|path| Item { path: (*path).clone(), copies, title: title(path, name, files.len()) })
        .collect();
    let Some(first) = files.first() else { return Ending::default() };
    let path = match args::path(matches, "journal") {
        Some(path) => path.clone(),
        None => first.with_file_name(JOURNAL_NAME),
    };
    // A slip in the first name is not the journal's fault.
    if let Err(error) = std::fs::metadata(first) {
        let path = first.display().to_string();
        context.report.push(Problem::CannotRead { path, why: Text::of_io(&error) }, None);
        return Ending::default();
    }
    let Some(mut journal) = journal(&path, context) else { return Ending::default() };
    let mut report = Report::default();
    let ending = print(&items, &address, &options(matches), &mut journal, &mut report, &mut |text: &Text| {
        context.say(text.get(context.lang));
    });
    context.report.append(report);
    ending
}

fn options(matches: &ArgMatches) -> Options {
    let usual = Patience::default();
    let patience = Patience {
        retries: matches.get_one::<u32>("retries").copied().unwrap_or(usual.retries),
        stall: matches.get_one::<u64>("timeout").map_or(usual.stall, |seconds| Duration::from_secs(*seconds)),
        ..usual
    };
    Options {
        sides: Sides::from_word(args::word(matches, "sides")),
        tray: matches.get_one::<String>("tray").cloned(),
        user: user(),
        again: matches.get_flag("again"),
        unclear: match args::word(matches, "unclear") {
            "printed" => Some(Unclear::Printed),
            "reprint" => Some(Unclear::Reprint),
            _ => None,
        },
        patience,
    }
}

/// The name that printers and CUPS show beside a job.
fn user() -> String {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "vanthu".to_owned())
}

/// The file's name, or the chosen one; with the file's behind it where one name stands for several.
fn title(path: &Path, chosen: Option<&str>, count: usize) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    match chosen {
        Some(name) if count == 1 => name.to_owned(),
        Some(name) => format!("{name} – {stem}"),
        None => stem.into_owned(),
    }
}

fn address(text: &str, context: &mut Context) -> Option<Address> {
    match Address::parse(text) {
        Ok(address) => Some(address),
        Err(why) => {
            context.report.push(Problem::PrinterAddress { text: text.to_owned(), why }, None);
            None
        }
    }
}

fn journal(path: &Path, context: &mut Context) -> Option<Journal> {
    let (why, help) = match Journal::open(path) {
        Ok(journal) => return Some(journal),
        Err(OpenError::Locked) => (
            Text::new("một lệnh `vanthu print` khác đang dùng", "another `vanthu print` is using it"),
            Text::new("chờ lệnh kia xong", "wait for the other to end"),
        ),
        Err(OpenError::Line(line)) => (
            Text::new(format!("dòng {line} không đọc được"), format!("line {line} cannot be read")),
            Text::new(
                "sửa hoặc xóa dòng đó; nếu dời tệp đi nơi khác thì mọi tài liệu sẽ in lại",
                "mend or delete the line; if you move the file away, everything is printed anew",
            ),
        ),
        Err(OpenError::Io(error)) => (
            Text::of_io(&error),
            Text::new("chọn nơi ghi được bằng --journal", "choose a place that can be written with --journal"),
        ),
    };
    context.report.push(Problem::PrintJournal { path: path.display().to_string(), why, help }, None);
    None
}

fn conclude(ending: Ending, context: &mut Context) -> Exit {
    if !ending.ready {
        return Exit::CouldNotRun;
    }
    if ending.left > 0 {
        context.report.push(Problem::NotTried { count: ending.left }, None);
    }
    let Ending { printed, already, failed, left, .. } = ending;
    let vi = format!("in xong {printed}, đã in từ trước {already}, chưa chắc hoặc lỗi {failed}, chưa gửi {left}");
    let en = format!("printed {printed}, printed before {already}, failed or unclear {failed}, not sent {left}");
    context.say(context.text(&vi, &en));
    if ending.is_complete() { Exit::Fine } else { Exit::Findings }
}

fn show_printers(matches: &ArgMatches, context: &mut Context) -> Exit {
    let Some(server) = address(args::word(matches, "server"), context) else { return Exit::CouldNotRun };
    let printers = match list::printers(&server, &user(), &Patience::default()) {
        Ok(printers) => printers,
        Err(problem) => {
            context.report.push(problem, None);
            return Exit::CouldNotRun;
        }
    };
    if printers.is_empty() {
        context.say(context.text("CUPS chưa có máy in nào", "CUPS has no printer"));
        return Exit::Fine;
    }
    let mut text = String::new();
    for printer in printers {
        let sides = if printer.two_sided { ("hai mặt", "two-sided") } else { ("một mặt", "one-sided") };
        let colour = if printer.colour { ("màu", "colour") } else { ("đen trắng", "black and white") };
        text += &format!(
            "{}\n    {}; {}; {}; {}\n",
            printer.uri,
            printer.name,
            printer.state.get(context.lang),
            context.text(sides.0, sides.1),
            context.text(colour.0, colour.1),
        );
    }
    drop(std::io::stdout().write_all(text.as_bytes()));
    Exit::Fine
}
