//! A printer of some 200 lines: HTTP and IPP on a port of its own, which does as a test tells it.

use std::collections::VecDeque;
use std::io::{Cursor, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use ipp::attribute::IppAttributes;
use ipp::parser::IppParser;
use ipp::prelude::{DelimiterTag, IppAttribute, IppRequestResponse, IppValue, IppVersion, Operation, StatusCode};
use ipp::reader::IppReader;

/// What the printer does with a Print-Job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnPrint {
    Take,
    Busy,
    Refuse,
    /// Takes the job and hangs up without an answer.
    TakeAndHangUp,
    /// Reads everything, takes nothing, hangs up.
    LoseAndHangUp,
    /// Reads everything, takes nothing, and says nothing for longer than anybody waits.
    LoseAndStall,
}

/// How long a stalling printer says nothing.
const STALL: Duration = Duration::from_millis(600);

#[derive(Debug, Clone)]
pub struct Job {
    pub id: i32,
    pub name: String,
    pub document: Vec<u8>,
    pub operation: Vec<(String, String)>,
    pub attributes: Vec<(String, String)>,
    /// The states of the next looks; the last stays.
    pub states: VecDeque<i32>,
    pub reasons: String,
}

#[derive(Debug)]
pub struct State {
    pub jobs: Vec<Job>,
    pub on_print: VecDeque<OnPrint>,
    /// The states that a new job goes through.
    pub states: VecDeque<i32>,
    pub reasons: String,
    pub printer_reasons: String,
    pub sides: Vec<&'static str>,
    pub formats: Vec<&'static str>,
    pub trays: Vec<&'static str>,
    pub colour: bool,
    pub most_copies: i32,
    pub up_time: i32,
    pub asked: Vec<Operation>,
    pub cups: Option<usize>,
    closing: bool,
}

pub struct Fake {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

impl Fake {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State {
            jobs: Vec::new(),
            on_print: VecDeque::new(),
            states: VecDeque::from([9]),
            reasons: "none".into(),
            printer_reasons: "none".into(),
            sides: vec!["one-sided", "two-sided-long-edge", "two-sided-short-edge"],
            formats: vec!["application/pdf", "image/pwg-raster"],
            trays: vec!["auto", "tray-1"],
            colour: true,
            most_copies: 99,
            up_time: 1000,
            asked: Vec::new(),
            cups: None,
            closing: false,
        }));
        let shared = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.lock().expect("the state").closing {
                    break;
                }
                drop(serve(stream, &shared));
            }
        });
        Self { address, state, thread: Some(thread) }
    }

    pub fn uri(&self) -> String {
        format!("ipp://{}/ipp/print", self.address)
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the state")
    }

    pub fn documents(&self) -> Vec<String> {
        self.state().jobs.iter().map(|job| String::from_utf8_lossy(&job.document).into_owned()).collect()
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.state().closing = true;
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

const OPERATIONS: [Operation; 5] = [
    Operation::GetPrinterAttributes,
    Operation::PrintJob,
    Operation::GetJobAttributes,
    Operation::GetJobs,
    Operation::CupsGetPrinters,
];

fn serve(mut stream: TcpStream, shared: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|n| n.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body)?;
    let (header, attributes, reader) =
        IppParser::new(IppReader::new(Cursor::new(body))).parse_parts().map_err(std::io::Error::other)?;
    let mut document = Vec::new();
    reader.into_inner().read_to_end(&mut document)?;
    let operation = OPERATIONS
        .into_iter()
        .find(|operation| *operation as i16 == header.operation_or_status)
        .expect("an operation that the printer knows");
    let mut state = shared.lock().expect("the state");
    state.asked.push(operation);
    let Some(answer) = answer(&mut state, operation, &attributes, document) else { return Ok(()) };
    let bytes = answer.to_bytes();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/ipp\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        bytes.len()
    )?;
    stream.write_all(&bytes)
}

fn answer(state: &mut State, what: Operation, asked: &IppAttributes, document: Vec<u8>) -> Option<IppRequestResponse> {
    let mut out = response(StatusCode::SuccessfulOk);
    match what {
        Operation::GetPrinterAttributes => printer(state, &mut out),
        Operation::PrintJob => {
            let doing = state.on_print.pop_front().unwrap_or(OnPrint::Take);
            match doing {
                OnPrint::Busy => return Some(response(StatusCode::ServerErrorBusy)),
                OnPrint::Refuse => return Some(response(StatusCode::ClientErrorAttributesOrValuesNotSupported)),
                OnPrint::LoseAndHangUp => return None,
                OnPrint::LoseAndStall => {
                    std::thread::sleep(STALL);
                    return None;
                }
                OnPrint::Take | OnPrint::TakeAndHangUp => {}
            }
            let id = i32::try_from(state.jobs.len()).expect("few") + 1;
            let (operation, attributes) =
                (flat(asked, DelimiterTag::OperationAttributes), flat(asked, DelimiterTag::JobAttributes));
            let name =
                operation.iter().find(|(name, _)| name == "job-name").map(|(_, v)| v.clone()).unwrap_or_default();
            let (states, reasons) = (state.states.clone(), state.reasons.clone());
            state.jobs.push(Job { id, name, document, operation, attributes, states, reasons });
            if doing == OnPrint::TakeAndHangUp {
                return None;
            }
            add(&mut out, DelimiterTag::JobAttributes, "job-id", IppValue::Integer(id));
        }
        Operation::GetJobAttributes => {
            let wanted = asked.first_of(DelimiterTag::OperationAttributes)?.get("job-id")?.value().clone();
            match state.jobs.iter_mut().find(|job| IppValue::Integer(job.id) == wanted) {
                Some(job) => {
                    if job.states.len() > 1 {
                        job.states.pop_front();
                    }
                    describe(job, &mut out, true);
                }
                None => return Some(response(StatusCode::ClientErrorNotFound)),
            }
        }
        Operation::GetJobs => {
            let which = asked.first_of(DelimiterTag::OperationAttributes)?.get("which-jobs")?.value().clone();
            let finished = which == keyword("completed");
            for job in &state.jobs {
                if job.states.front().is_some_and(|state| (*state >= 7) == finished) {
                    describe(job, &mut out, false);
                }
            }
        }
        Operation::CupsGetPrinters => match state.cups {
            None => return Some(response(StatusCode::ServerErrorOperationNotSupported)),
            Some(count) => {
                for index in 0..count {
                    out.attributes_mut()
                        .groups_mut()
                        .push(ipp::prelude::IppAttributeGroup::new(DelimiterTag::PrinterAttributes));
                    let uri = format!("ipp://localhost:631/printers/p{index}");
                    last(&mut out, "printer-uri-supported", IppValue::new_uri(uri).expect("a URI"));
                    last(
                        &mut out,
                        "printer-info",
                        IppValue::new_name_without_language("Máy in văn thư").expect("a name"),
                    );
                    last(&mut out, "printer-state", IppValue::Enum(5));
                    last(&mut out, "printer-state-reasons", keyword("media-empty-error"));
                    last(&mut out, "sides-supported", keywords(&state.sides));
                    last(&mut out, "color-supported", IppValue::Boolean(state.colour));
                }
            }
        },
        _ => {}
    }
    Some(out)
}

fn printer(state: &State, out: &mut IppRequestResponse) {
    let group = DelimiterTag::PrinterAttributes;
    add(out, group, "printer-make-and-model", IppValue::new_text_without_language("Máy in thử").expect("a text"));
    let formats = state.formats.iter().map(|word| IppValue::new_mime_media_type(*word).expect("a type")).collect();
    add(out, group, "document-format-supported", IppValue::Array(formats));
    add(out, group, "sides-supported", keywords(&state.sides));
    add(out, group, "media-supported", keywords(&["iso_a4_210x297mm", "iso_a5_148x210mm"]));
    add(out, group, "media-source-supported", keywords(&state.trays));
    add(out, group, "copies-supported", IppValue::RangeOfInteger { min: 1, max: state.most_copies });
    let modes: &[&str] = if state.colour { &["monochrome", "color"] } else { &["monochrome"] };
    add(out, group, "print-color-mode-supported", keywords(modes));
    add(out, group, "printer-state", IppValue::Enum(3));
    add(out, group, "printer-state-reasons", keyword(&state.printer_reasons));
    add(out, group, "printer-up-time", IppValue::Integer(state.up_time));
}

fn describe(job: &Job, out: &mut IppRequestResponse, pages: bool) {
    out.attributes_mut().groups_mut().push(ipp::prelude::IppAttributeGroup::new(DelimiterTag::JobAttributes));
    last(out, "job-id", IppValue::Integer(job.id));
    last(out, "job-name", IppValue::new_name_without_language(job.name.clone()).expect("a name"));
    last(out, "job-state", IppValue::Enum(job.states.front().copied().unwrap_or(9)));
    last(out, "job-state-reasons", keyword(&job.reasons));
    if pages {
        last(out, "job-impressions-completed", IppValue::Integer(2));
    }
}

fn response(status: StatusCode) -> IppRequestResponse {
    IppRequestResponse::new_response(IppVersion::v1_1(), status, 1).expect("a response")
}

fn add(out: &mut IppRequestResponse, tag: DelimiterTag, name: &str, value: IppValue) {
    out.attributes_mut().add(tag, IppAttribute::with_name(name, value).expect("a name"));
}

/// Into the last group: lists have one for each job.
fn last(out: &mut IppRequestResponse, name: &str, value: IppValue) {
    let group = out.attributes_mut().groups_mut().last_mut().expect("a group");
    group.attributes_mut().push(IppAttribute::with_name(name, value).expect("a name"));
}

fn keyword(word: &str) -> IppValue {
    IppValue::new_keyword(word).expect("a word")
}

fn keywords(words: &[&str]) -> IppValue {
    IppValue::Array(words.iter().map(|word| keyword(word)).collect())
}

fn flat(attributes: &IppAttributes, tag: DelimiterTag) -> Vec<(String, String)> {
    let group = attributes.first_of(tag);
    group.into_iter().flatten().map(|a| (a.name().to_string(), a.value().to_string())).collect()
}
