//! A print run: the documents one after another, each sent and waited for before the next, so that never more than one can be unclear.

mod seek;
mod send;
mod wait;

use std::collections::HashMap;
use std::time::Duration;

use super::job::Stage;
use super::journal::{Change, Journal, Key, Known, State};
use super::printer::Printer;
use super::ticket::{self, Ticket};
use super::transport::{Connection, Fault};
use super::{Address, Item, Options, Unclear, files};
use crate::diag::{Problem, Report, Text};
use seek::Fate;

/// What became of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ending {
    /// Whether the run came so far as to print.
    pub ready: bool,
    /// Documents that the printer confirmed in this run.
    pub printed: usize,
    /// Documents that an earlier run had printed.
    pub already: usize,
    /// Documents that are not, or not surely, printed.
    pub failed: usize,
    /// Documents that were not tried because the run had to stop.
    pub left: usize,
}

impl Ending {
    /// Whether every document is printed.
    pub fn is_complete(&self) -> bool {
        self.ready && self.failed == 0 && self.left == 0
    }
}

/// What became of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Printed.
    Printed,
    /// Printed by an earlier run.
    Already,
    /// Not printed; the next may be tried.
    Failed,
    /// Not surely printed, and the next must not be tried.
    Stop,
}

/// What all steps of a run share.
struct Run<'a> {
    connection: &'a Connection,
    printer: &'a Printer,
    ticket: &'a Ticket,
    options: &'a Options,
    journal: &'a mut Journal,
    report: &'a mut Report,
    say: &'a mut dyn FnMut(&Text),
}

/// The document at hand.
struct Document<'a> {
    item: &'a Item,
    label: String,
    key: Key,
    bytes: Vec<u8>,
}

impl Document<'_> {
    fn file(&self) -> String {
        self.item.path.display().to_string()
    }
}

impl Run<'_> {
    fn say(&mut self, document: &Document<'_>, vi: &str, en: &str) {
        (self.say)(&Text::new(format!("{} {vi}", document.label), format!("{} {en}", document.label)));
    }

    /// Keeps what is known of a document. A run that cannot keep it must not go on.
    fn note(&mut self, document: &Document<'_>, known: Known, pages: Option<i32>, by_person: bool) -> Result<(), Step> {
        let change = Change { key: &document.key, file: &document.item.path, known, pages, by_person };
        self.journal.write(change).map_err(|error| {
            let path = self.journal.path().display().to_string();
            self.report.push(Problem::CannotWrite { path, why: Text::of_io(&error) }, None);
            Step::Stop
        })
    }
}

/// Prints the documents that the journal does not know as printed.
pub fn print(
    items: &[Item],
    address: &Address,
    options: &Options,
    journal: &mut Journal,
    report: &mut Report,
    say: &mut dyn FnMut(&Text),
) -> Ending {
    let mut ending = Ending::default();
    if !files::check(items, report) {
        return ending;
    }
    let connection = Connection::new(address);
    let Some(printer) = meet(&connection, options, report, say) else { return ending };
    let Some(ticket) = ticket::settle(&printer, options, items, report) else { return ending };
    ending.ready = true;
    let mut run = Run { connection: &connection, printer: &printer, ticket: &ticket, options, journal, report, say };
    let mut times: HashMap<(String, u32), u32> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let step = match files::read(&item.path) {
            Ok((bytes, sha256)) => {
                let nth = times.entry((sha256.clone(), item.copies)).or_default();
                *nth += 1;
                let key = Key { sha256, printer: address.as_str().to_owned(), copies: item.copies, nth: *nth };
                let name = item.path.file_name().unwrap_or_default().to_string_lossy();
                let label = format!("[{}/{}] {name}:", index + 1, items.len());
                print_one(&mut run, &Document { item, label, key, bytes })
            }
            Err(error) => {
                let path = item.path.display().to_string();
                run.report.push(Problem::CannotRead { path, why: Text::of_io(&error) }, None);
                Step::Failed
            }
        };
        match step {
            Step::Printed => ending.printed += 1,
            Step::Already => ending.already += 1,
            Step::Failed => ending.failed += 1,
            Step::Stop => {
                ending.failed += 1;
                ending.left = items.len() - index - 1;
                break;
            }
        }
    }
    ending
}

/// Asks the printer what it can do, patiently.
fn meet(
    connection: &Connection,
    options: &Options,
    report: &mut Report,
    say: &mut dyn FnMut(&Text),
) -> Option<Printer> {
    let shown = connection.address().as_str().to_owned();
    let mut failures = 0;
    loop {
        match Printer::ask(connection, &options.user, options.patience.answer) {
            Ok(printer) => return Some(printer),
            Err(Fault::Refused(why)) => {
                report.push(Problem::PrinterRefuses { printer: shown, why }, None);
                return None;
            }
            Err(fault) if failures >= options.patience.retries => {
                report.push(Problem::PrinterAway { printer: shown, why: fault.why().clone() }, None);
                return None;
            }
            Err(fault) => {
                if failures == 0 {
                    let why = fault.why();
                    say(&Text::new(format!("{}; đang thử lại", why.vi), format!("{}; trying again", why.en)));
                }
                rest(options.patience.pause(failures));
                failures += 1;
            }
        }
    }
}

fn print_one(run: &mut Run<'_>, document: &Document<'_>) -> Step {
    let known = if run.options.again { None } else { run.journal.known(&document.key).cloned() };
    let outcome = match known {
        Some(Known { state: State::Done, .. }) => {
            run.say(document, "đã in trước đây, bỏ qua", "printed before, left out");
            return Step::Already;
        }
        Some(known) if matches!(known.state, State::Sent | State::Unclear) => clear_up(run, document, &known),
        _ => send::send(run, document).and_then(|known| wait::wait(run, document, &known)),
    };
    outcome.unwrap_or_else(|step| step)
}

/// A document that an earlier run sent and did not see printed: the printer is asked before anything else.
fn clear_up(run: &mut Run<'_>, document: &Document<'_>, known: &Known) -> Result<Step, Step> {
    run.say(document, "đã gửi ở lần trước, đang hỏi máy in", "sent by an earlier run, asking the printer");
    let send_anew = |run: &mut Run<'_>| send::send(run, document).and_then(|known| wait::wait(run, document, &known));
    match seek::seek_old(run, known) {
        Fate::Found(job) => {
            let known = Known { state: State::Sent, job: Some(job.id), token: known.token.clone() };
            if matches!(job.stage, Stage::Aborted | Stage::Cancelled) {
                // Running the command again is the wish to have it printed after all.
                let state = if job.stage == Stage::Aborted { State::Failed } else { State::Cancelled };
                run.note(document, Known { state, ..known }, job.pages, false)?;
                return send_anew(run);
            }
            wait::wait(run, document, &known)
        }
        Fate::Absent => send_anew(run),
        Fate::Away(why) => {
            let printer = run.connection.address().as_str().to_owned();
            run.report.push(Problem::PrinterAway { printer, why }, None);
            Err(Step::Stop)
        }
        Fate::Unknown => match run.options.unclear {
            Some(Unclear::Printed) => {
                run.note(document, Known { state: State::Done, ..known.clone() }, None, true)?;
                run.say(document, "ghi là đã in", "noted as printed");
                Ok(Step::Already)
            }
            Some(Unclear::Reprint) => send_anew(run),
            None => {
                unclear(run, document, known)?;
                Ok(Step::Failed)
            }
        },
    }
}

/// Notes and reports that it cannot be known whether a document is printed.
fn unclear(run: &mut Run<'_>, document: &Document<'_>, known: &Known) -> Result<(), Step> {
    if known.state != State::Unclear {
        run.note(document, Known { state: State::Unclear, ..known.clone() }, None, false)?;
    }
    run.say(document, "không rõ đã in hay chưa", "it is not clear whether it is printed");
    run.report.push(Problem::PrintUnclear { file: document.file(), job: known.job }, None);
    Ok(())
}

/// The only place where a run sleeps.
fn rest(pause: Duration) {
    std::thread::sleep(pause);
}
