//! Printing, against a printer in this process: what is sent, and above all what is never sent twice.

#[path = "print/fake.rs"]
mod fake;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use fake::{Fake, OnPrint};
use ipp::prelude::Operation;
use tempfile::TempDir;
use vanthu::diag::{Lang, Report, Text};
use vanthu::printing::{Address, Ending, Item, JOURNAL_NAME, Journal, Options, Patience, Sides, Unclear, print};

/// Documents in a folder, and the printer.
struct Test {
    folder: TempDir,
    printer: Fake,
    options: Options,
    said: Vec<String>,
    codes: Vec<u16>,
}

impl Test {
    fn new() -> Self {
        let patience = Patience {
            retries: 3,
            first_pause: Duration::from_millis(2),
            longest_pause: Duration::from_millis(10),
            poll: Duration::from_millis(4),
            answer: Duration::from_secs(5),
            stall: Duration::from_millis(300),
        };
        let options =
            Options { sides: None, tray: None, user: "văn thư".into(), again: false, unclear: None, patience };
        let folder = tempfile::Builder::new().prefix("vanthu in ").tempdir().expect("a folder");
        Self { folder, printer: Fake::new(), options, said: Vec::new(), codes: Vec::new() }
    }

    fn items(&self, names: &[&str]) -> Vec<Item> {
        let item = |name: &&str| {
            let path = self.folder.path().join(format!("{name}.pdf"));
            if !path.exists() {
                std::fs::write(&path, content(name)).expect("written");
            }
            Item { path, copies: 1, title: (*name).to_owned() }
        };
        names.iter().map(item).collect()
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join(JOURNAL_NAME)
    }

    fn states(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.journal()).unwrap_or_default();
        let state = |line: &str| {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            line["trang_thai"].as_str().expect("a state").to_owned()
        };
        text.lines().map(state).collect()
    }

    fn print(&mut self, items: &[Item]) -> Ending {
        let address = Address::parse(&self.printer.uri()).expect("an address");
        self.print_at(&address, items)
    }

    fn print_at(&mut self, address: &Address, items: &[Item]) -> Ending {
        let mut journal = Journal::open(&self.journal()).expect("a journal");
        let mut report = Report::default();
        let said = &mut self.said;
        let ending = print(items, address, &self.options, &mut journal, &mut report, &mut |text: &Text| {
            said.push(text.get(Lang::Vi).to_owned());
        });
        self.codes = report.iter().map(|item| item.problem.entry().code.0).collect();
        ending
    }

    fn print_jobs(&self) -> usize {
        self.printer.state().asked.iter().filter(|what| **what == Operation::PrintJob).count()
    }
}

fn content(name: &str) -> String {
    format!("%PDF-1.7\n{name}\n%%EOF\n")
}

fn contents(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| content(name)).collect()
}

fn value<'a>(list: &'a [(String, String)], name: &str) -> &'a str {
    list.iter().find(|(own, _)| own == name).map_or("–", |(_, value)| value)
}

#[test]
fn a_job_asks_for_exactly_what_an_official_document_needs() {
    let mut test = Test::new();
    let mut items = test.items(&["công văn"]);
    items[0].copies = 3;
    assert!(test.print(&items).is_complete(), "{:?}", test.codes);
    assert_eq!(test.printer.documents(), contents(&["công văn"]));
    let job = test.printer.state().jobs[0].clone();
    assert!(job.name.starts_with("công văn (vt-"), "{}", job.name);
    assert_eq!(value(&job.operation, "requesting-user-name"), "văn thư");
    assert_eq!(value(&job.operation, "document-format"), "application/pdf");
    assert_eq!(value(&job.operation, "ipp-attribute-fidelity"), "true");
    assert_eq!(value(&job.attributes, "copies"), "3");
    assert_eq!(value(&job.attributes, "sides"), "two-sided-long-edge");
    assert_eq!(value(&job.attributes, "media"), "iso_a4_210x297mm");
    assert_eq!(value(&job.attributes, "print-color-mode"), "color");
    assert_eq!(test.states(), ["gui", "gui", "xong"]);
}

#[test]
fn a_tray_goes_with_the_paper_into_one_collection() {
    let mut test = Test::new();
    test.options.tray = Some("tray-1".into());
    test.options.sides = Some(Sides::One);
    let items = test.items(&["a"]);
    assert!(test.print(&items).is_complete(), "{:?}", test.codes);
    let job = test.printer.state().jobs[0].clone();
    assert_eq!(value(&job.attributes, "sides"), "one-sided");
    assert_eq!(value(&job.attributes, "media"), "–");
    let media = value(&job.attributes, "media-col");
    assert!(media.contains("tray-1") && media.contains("21000") && media.contains("29700"), "{media}");
}

#[test]
fn what_the_printer_cannot_do_is_refused_before_the_first_sheet() {
    let refused = |prepare: fn(&mut Test, &mut Item)| {
        let mut test = Test::new();
        let mut items = test.items(&["a"]);
        prepare(&mut test, &mut items[0]);
        let ending = test.print(&items);
        assert_eq!((ending.ready, test.print_jobs()), (false, 0));
        assert_eq!(test.codes, [523]);
    };
    refused(|test, _| {
        test.printer.state().sides = vec!["one-sided"];
        test.options.sides = Some(Sides::TwoLong);
    });
    refused(|test, _| test.printer.state().formats = vec!["image/pwg-raster"]);
    refused(|test, _| test.options.tray = Some("tray-9".into()));
    refused(|_, item| item.copies = 100);
}

#[test]
fn one_side_and_no_colour_are_said_and_printed() {
    let mut test = Test::new();
    test.printer.state().sides = vec!["one-sided"];
    test.printer.state().colour = false;
    let items = test.items(&["a"]);
    assert!(test.print(&items).is_complete());
    assert_eq!(test.codes, [526, 524]);
    let job = test.printer.state().jobs[0].clone();
    assert_eq!(value(&job.attributes, "sides"), "one-sided");
    assert_eq!(value(&job.attributes, "print-color-mode"), "–");
}

#[test]
fn a_busy_printer_is_asked_again_but_not_for_ever() {
    let mut test = Test::new();
    test.printer.state().on_print = VecDeque::from([OnPrint::Busy, OnPrint::Busy]);
    let items = test.items(&["a", "b"]);
    assert!(test.print(&items).is_complete());
    assert_eq!(test.printer.documents(), contents(&["a", "b"]));

    test.printer.state().on_print = VecDeque::from([OnPrint::Busy; 4]);
    let items = test.items(&["c", "d"]);
    let ending = test.print(&items);
    assert_eq!((ending.failed, ending.left, test.codes.clone()), (1, 1, vec![521]));
    assert!(test.print(&items).is_complete());
    assert_eq!(test.printer.documents(), contents(&["a", "b", "c", "d"]));
}

#[test]
fn a_document_whose_answer_was_lost_is_looked_up_and_not_sent_twice() {
    let mut test = Test::new();
    test.printer.state().on_print = VecDeque::from([OnPrint::Take, OnPrint::TakeAndHangUp]);
    let items = test.items(&["a", "b", "c"]);
    assert!(test.print(&items).is_complete(), "{:?} {:?}", test.codes, test.said);
    assert_eq!(test.printer.documents(), contents(&["a", "b", "c"]));
    assert_eq!(test.print_jobs(), 3);
    assert!(test.printer.state().asked.contains(&Operation::GetJobs));
}

#[test]
fn a_document_that_surely_did_not_arrive_is_sent_again() {
    let mut test = Test::new();
    // The printer lists the first document, so it would list the second.
    test.printer.state().on_print = VecDeque::from([OnPrint::Take, OnPrint::LoseAndHangUp]);
    let items = test.items(&["a", "b"]);
    assert!(test.print(&items).is_complete(), "{:?} {:?}", test.codes, test.said);
    assert_eq!(test.printer.documents(), contents(&["a", "b"]));
    assert_eq!(test.print_jobs(), 3);
}

#[test]
fn what_cannot_be_known_stops_the_run_and_is_left_to_a_person() {
    let mut test = Test::new();
    // No job in its lists: it may keep none.
    test.printer.state().on_print = VecDeque::from([OnPrint::LoseAndHangUp]);
    let items = test.items(&["a", "b"]);
    let ending = test.print(&items);
    assert_eq!((ending.failed, ending.left, test.codes.clone()), (1, 1, vec![532]));
    assert_eq!(test.states(), ["gui", "khong-ro"]);

    // The same command: the unclear one is not sent, the others are.
    let ending = test.print(&items);
    assert_eq!((ending.printed, ending.failed, test.codes.clone()), (1, 1, vec![532]));
    assert_eq!(test.printer.documents(), contents(&["b"]));

    test.options.unclear = Some(Unclear::Reprint);
    let ending = test.print(&items);
    assert_eq!((ending.printed, ending.already, ending.is_complete()), (1, 1, true));
    assert_eq!(test.printer.documents(), contents(&["b", "a"]));
}

#[test]
fn a_printer_that_said_nothing_in_time_may_still_come_round_to_the_document() {
    let mut test = Test::new();
    // Its lists would prove that nothing arrived, if it had hung up.
    test.printer.state().on_print = VecDeque::from([OnPrint::Take, OnPrint::LoseAndStall]);
    let items = test.items(&["a", "b"]);
    let ending = test.print(&items);
    assert_eq!((ending.printed, ending.failed, test.codes.clone()), (1, 1, vec![532]));
    assert_eq!(test.print_jobs(), 2);
    // A later run sees that it never came: older jobs are listed, and this one is not.
    assert!(test.print(&items).is_complete());
    assert_eq!(test.printer.documents(), contents(&["a", "b"]));
}

#[test]
fn a_person_can_say_that_an_unclear_document_is_there() {
    let mut test = Test::new();
    test.printer.state().on_print = VecDeque::from([OnPrint::LoseAndHangUp]);
    let items = test.items(&["a"]);
    assert!(!test.print(&items).is_complete());
    test.options.unclear = Some(Unclear::Printed);
    assert!(test.print(&items).is_complete());
    test.options.unclear = None;
    assert_eq!(test.print(&items).already, 1);
    assert!(test.printer.documents().is_empty());
}

#[test]
fn an_aborted_job_is_reported_and_only_that_one_is_printed_again() {
    let mut test = Test::new();
    let items = test.items(&["a", "b", "c"]);
    test.printer.state().states = VecDeque::from([8]);
    test.printer.state().reasons = "document-format-error".into();
    let ending = test.print(&items[..1]);
    assert_eq!((ending.failed, test.codes.clone()), (1, vec![530]));
    assert!(test.said.iter().any(|line| line.contains("không đọc được tệp PDF")), "{:?}", test.said);
    test.printer.state().states = VecDeque::from([9]);
    assert!(test.print(&items[1..]).is_complete());
    let ending = test.print(&items);
    assert_eq!((ending.printed, ending.already), (1, 2));
    assert_eq!(test.printer.documents(), contents(&["a", "b", "c", "a"]));
}

#[test]
fn a_cancelled_job_stops_the_run() {
    let mut test = Test::new();
    test.printer.state().states = VecDeque::from([5, 7]);
    let items = test.items(&["a", "b"]);
    let ending = test.print(&items);
    assert_eq!((ending.failed, ending.left, test.codes.clone()), (1, 1, vec![531]));
    assert_eq!(test.states(), ["gui", "gui", "huy"]);
}

#[test]
fn a_jam_is_told_and_when_nothing_changes_the_run_stops_without_losing_the_job() {
    let mut test = Test::new();
    test.printer.state().states = VecDeque::from([5, 6]);
    test.printer.state().printer_reasons = "media-jam-error".into();
    let items = test.items(&["a", "b"]);
    let ending = test.print(&items);
    assert_eq!((ending.failed, ending.left, test.codes.clone()), (1, 1, vec![533]));
    assert!(test.said.iter().any(|line| line.contains("kẹt giấy")), "{:?}", test.said);
    assert_eq!(test.states(), ["gui", "gui"]);

    // The jam is cleared: the job that is there is waited for, and not sent again.
    test.printer.state().jobs[0].states = VecDeque::from([5, 9]);
    test.printer.state().states = VecDeque::from([9]);
    assert!(test.print(&items).is_complete());
    assert_eq!(test.printer.documents(), contents(&["a", "b"]));
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let mut test = Test::new();
    let items = test.items(&["a", "b", "c"]);
    assert!(test.print(&items[..2]).is_complete());
    // As if the run had been killed after the printer took `b`, and while its next line was written.
    let text = std::fs::read_to_string(test.journal()).expect("the journal");
    let lines: Vec<&str> = text.lines().collect();
    std::fs::write(test.journal(), format!("{}\n{}", lines[..5].join("\n"), "{\"tep\":\"b.pdf\",\"sha"))
        .expect("written");
    let ending = test.print(&items);
    assert!(ending.is_complete());
    assert_eq!((ending.printed, ending.already), (2, 1));
    assert_eq!(test.printer.documents(), contents(&["a", "b", "c"]));

    // Killed before the printer's answer was noted: found by the mark in its name.
    std::fs::write(test.journal(), format!("{}\n", lines[..4].join("\n"))).expect("written");
    assert!(test.print(&items[..2]).is_complete());
    assert_eq!(test.print_jobs(), 3);
}

#[test]
fn a_printer_that_began_anew_does_not_pass_for_the_old_one() {
    let mut test = Test::new();
    test.printer.state().states = VecDeque::from([5]);
    let items = test.items(&["a", "b"]);
    assert_eq!(test.print(&items).left, 1);
    // Switched off and on: the same number now is somebody else's job, and that one is finished.
    {
        let mut state = test.printer.state();
        state.states = VecDeque::from([9]);
        state.jobs[0].name = "việc khác".into();
        state.jobs[0].states = VecDeque::from([9]);
    }
    let ending = test.print(&items);
    assert_eq!((ending.printed, ending.failed, test.codes.clone()), (1, 1, vec![532]));
    assert_eq!(test.print_jobs(), 2);
}

#[test]
fn the_same_bytes_under_two_names_are_two_documents() {
    let mut test = Test::new();
    let items = test.items(&["a", "b"]);
    std::fs::write(&items[1].path, content("a")).expect("written");
    assert_eq!(test.print(&items).printed, 2);
    assert_eq!(test.print(&items).already, 2);
    test.options.again = true;
    assert_eq!(test.print(&items).printed, 2);
    assert_eq!(test.printer.documents().len(), 4);
}

#[test]
fn a_refused_job_does_not_keep_the_others_up() {
    let mut test = Test::new();
    test.printer.state().on_print = VecDeque::from([OnPrint::Refuse]);
    let items = test.items(&["a", "b"]);
    let ending = test.print(&items);
    assert_eq!((ending.printed, ending.failed, test.codes.clone()), (1, 1, vec![530]));
}

#[test]
fn files_are_looked_at_before_anything_is_sent() {
    let mut test = Test::new();
    let mut items = test.items(&["a", "b", "c"]);
    std::fs::write(&items[1].path, "no PDF").expect("written");
    std::fs::remove_file(&items[2].path).expect("removed");
    items.push(items[0].clone());
    assert!(!test.print(&items).ready);
    assert_eq!(test.codes, [528, 401, 529]);
    assert!(test.printer.state().asked.is_empty());
}

#[test]
fn a_printer_that_is_away() {
    let mut test = Test::new();
    let items = test.items(&["a"]);
    let address = Address::parse("ipp://127.0.0.1:9/ipp/print").expect("an address");
    assert!(!test.print_at(&address, &items).ready);
    assert_eq!(test.codes, [521]);
    assert!(test.said.iter().any(|line| line.contains("đang thử lại")), "{:?}", test.said);
}

fn vanthu(test: &Test, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vanthu"))
        .args(args)
        .current_dir(test.folder.path())
        .env("LANG", "vi_VN.UTF-8")
        .env_remove("LC_ALL")
        // A proxy never leads to the printer on the desk.
        .env("http_proxy", "http://127.0.0.1:9")
        .env("HTTP_PROXY", "http://127.0.0.1:9")
        .output()
        .expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_program_tells_by_its_exit_code() {
    let test = Test::new();
    test.items(&["a", "b"]);
    let uri = test.printer.uri();
    let (code, _, err) = vanthu(&test, &["print", "a.pdf", "b.pdf", "--printer", &uri, "--copies", "2"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("[2/2] b.pdf: in xong, 2 trang"), "{err}");
    assert!(test.journal().exists());
    let (code, _, err) = vanthu(&test, &["print", "a.pdf", "--printer", &uri, "--copies", "2"]);
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(test.printer.documents().len(), 2);

    test.printer.state().states = VecDeque::from([8]);
    assert_eq!(vanthu(&test, &["print", "a.pdf", "--printer", &uri, "--again", "--job-name", "Lần 2"]).0, Some(1));
    assert!(test.printer.state().jobs[2].name.starts_with("Lần 2 ("));

    for args in [
        &["print", "a.pdf", "--printer", "ipps://127.0.0.1/ipp/print"][..],
        &["print", "a.pdf", "--printer", "ipp://127.0.0.1:9/", "--retries", "0"],
        &["print", "không-có.pdf", "--printer", &uri],
        &["print", "a.pdf", "--printer", &uri, "--sides", "three"],
        &["print", "a.pdf"],
        &["print", "--printer", &uri],
    ] {
        let (code, _, err) = vanthu(&test, args);
        assert_eq!(code, Some(2), "{args:?} {err}");
    }
}

#[test]
fn the_printers_of_cups_are_listed() {
    let test = Test::new();
    let uri = test.printer.uri();
    let (code, _, err) = vanthu(&test, &["print", "--list", "--server", &uri]);
    assert_eq!(code, Some(2));
    assert!(err.contains("không phải máy chủ CUPS"), "{err}");
    test.printer.state().cups = Some(0);
    assert_eq!(vanthu(&test, &["print", "--list", "--server", &uri]).0, Some(0));
    test.printer.state().cups = Some(2);
    let (code, out, err) = vanthu(&test, &["print", "--list", "--server", &uri]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("ipp://localhost:631/printers/p1\n    Máy in văn thư; đang dừng (hết giấy"), "{out}");
    assert!(out.contains("hai mặt; màu"), "{out}");
    let (code, _, err) = vanthu(&test, &["print", "--list", "--server", "ipp://127.0.0.1:9"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("VT538"), "{err}");
}
