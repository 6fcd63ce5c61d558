//! `vanthu sign`: signatures on finished PDFs, one after another or many at once.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::signer::Signer;
use super::{Exit, args, input, output};
use crate::diag::{Problem, Text};
use crate::jsonl::OpenError;
use crate::signing::{Item, Journal, Outcome, Role, report, run as sign_all};

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let fine = check_report(matches, context);
    if let Some(items) = items(matches, context).filter(|_| fine) {
        let role = Role::from_word(args::word(matches, "role"));
        let journal = args::path(matches, "journal").map(PathBuf::as_path);
        // A journal that cannot be used is found before the PIN is asked for.
        if let Some(role) = role
            && let Some(journal) = open(journal, context)
            && let Some(signer) = Signer::open(matches, role, context)
        {
            let threads = matches.get_one::<u32>("jobs").map(|n| *n as usize);
            let outcomes = sign(&items, &signer, journal, threads, &AtomicBool::new(false), context);
            if let Some(path) = args::path(matches, "report") {
                write_report(path, &items, &outcomes, &signer, context);
            }
        }
    }
    context.print_report(Channel::Err);
    context.exit(false)
}

/// A report is a table of its own: not the document that was just signed.
fn check_report(matches: &ArgMatches, context: &mut Context) -> bool {
    let Some(path) = args::path(matches, "report") else { return true };
    let fine = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv") || e.eq_ignore_ascii_case("json"));
    if !fine {
        let shown = path.display();
        let detail = Text::new(
            format!("--report {shown}: tên phải có đuôi .csv hoặc .json"),
            format!("--report {shown}: the name must end in .csv or .json"),
        );
        context.report.push(Problem::Option { detail }, None);
    }
    fine
}

/// Signs these files; what goes wrong is in the report, too.
pub(super) fn sign(
    items: &[Item],
    signer: &Signer,
    journal: Option<Journal>,
    threads: Option<usize>,
    interrupted: &AtomicBool,
    context: &mut Context,
) -> Vec<Outcome> {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (lang, human) = (context.lang, context.is_human());
    let told = items.len() <= TOLD;
    let done = |item: &Item, outcome: &Outcome| {
        if human && told && matches!(outcome, Outcome::Signed { .. }) {
            let word = Text::new("đã ký", "signed");
            drop(std::io::Write::write_fmt(
                &mut anstream::stderr(),
                format_args!("{} {}\n", word.get(lang), item.output.display()),
            ));
        }
    };
    let outcomes = sign_all(items, &signer.job(), journal, threads.unwrap_or_else(cores), interrupted, &done);
    tell(items, &outcomes, context);
    outcomes
}

/// More files than this are counted, not named.
const TOLD: usize = 20;

fn tell(items: &[Item], outcomes: &[Outcome], context: &mut Context) {
    let (mut signed, mut earlier, mut left) = (0, 0, 0);
    for (item, outcome) in items.iter().zip(outcomes) {
        match outcome {
            Outcome::Signed { .. } => signed += 1,
            Outcome::Earlier { .. } => earlier += 1,
            Outcome::NotTried => left += 1,
            Outcome::Failed(why) => {
                let path = item.input.display().to_string();
                context.report.push(Problem::NotSigned { path, why: why.clone() }, None);
            }
        }
    }
    if left > 0 {
        context.report.push(Problem::FilesNotTried { count: left }, None);
    }
    if items.len() > TOLD || earlier > 0 {
        let line = match context.lang {
            crate::diag::Lang::Vi => format!("đã ký {signed} tệp; đã ký từ trước {earlier} tệp"),
            crate::diag::Lang::En => format!("signed: {signed}, signed earlier: {earlier}"),
        };
        context.say(&line);
    }
}

fn write_report(path: &Path, items: &[Item], outcomes: &[Outcome], signer: &Signer, context: &mut Context) {
    let (role, level, lang) = (signer.role(), signer.level(), context.lang);
    let is_json = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let bytes = if is_json {
        let json = report::json(items, outcomes, role, level, lang);
        Ok((serde_json::to_string_pretty(&json).unwrap_or_default() + "\n").into_bytes())
    } else {
        report::csv(items, outcomes, role, level, lang)
    };
    match bytes {
        Ok(bytes) => drop(output::write(path, &bytes, context)),
        Err(error) => context.report.push(Problem::Internal { detail: error.to_string() }, None),
    }
}

/// The journal, if one is kept; none when the report says why it cannot be used.
#[allow(clippy::option_option)] // Not asked for, and unusable, are different.
pub(super) fn open(path: Option<&Path>, context: &mut Context) -> Option<Option<Journal>> {
    let Some(path) = path else { return Some(None) };
    let why = match Journal::open(path) {
        Ok(journal) => return Some(Some(journal)),
        Err(OpenError::Locked) => Text::new("một lệnh khác đang dùng", "another command is using it"),
        Err(OpenError::Line(line)) => Text::new(
            format!("dòng {line} không đọc được; sửa hoặc xóa dòng đó"),
            format!("line {line} cannot be read; mend or delete it"),
        ),
        Err(OpenError::Io(error)) => Text::of_io(&error),
    };
    context.report.push(Problem::SignJournal { path: path.display().to_string(), why }, None);
    None
}

/// The files and where their results go; `None` when the report says what is wrong.
pub(super) fn items(matches: &ArgMatches, context: &mut Context) -> Option<Vec<Item>> {
    let inputs = input::pdf_files(matches, context);
    let target = args::path(matches, "output");
    let is_folder = |path: &Path| {
        path.is_dir()
            || path.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
            || (path.extension().is_none() && !path.exists())
    };
    let mut items = Vec::new();
    let mut seen = HashSet::new();
    for input in inputs {
        let output = match target {
            None => input.clone(),
            Some(folder) if is_folder(folder) => folder.join(input.file_name().unwrap_or_default()),
            Some(file) => file.clone(),
        };
        if output.as_os_str() == "-" {
            let detail = Text::new("-o -: không ghi ra đầu ra chuẩn được; ghi tên tệp", "-o -: name a file");
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        // Where the file itself is replaced, a link stays a link.
        let output = match input.canonicalize() {
            Ok(real) if output == input && input.is_symlink() => real,
            _ => output,
        };
        // Two spellings of one file are one file.
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if !seen.insert(real(&output)) {
            let path = output.display();
            let detail = Text::new(
                format!("hai tệp cùng ghi ra `{path}`; nhiều tệp thì -o là một thư mục"),
                format!("two files would go to `{path}`; for several files -o is a folder"),
            );
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        items.push(Item { input, output });
    }
    (!context.report.has_errors()).then_some(items)
}
