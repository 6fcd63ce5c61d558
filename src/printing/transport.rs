//! One IPP request over HTTP, with a time limit, and what a failure means for the document: whether it may have arrived.
//!
//! The messages are the `ipp` crate's. Its own client is not used: it would go through the proxy of the environment, which never
//! leads to a printer on the desk, and it does not tell whether the document was on its way when the connection broke.

use std::cell::Cell;
use std::io::{Cursor, Read};
use std::time::Duration;

use ipp::parser::IppParser;
use ipp::prelude::IppRequestResponse;
use ipp::reader::IppReader;
use ureq::{Agent, SendBody, Timeout};

use super::address::Address;
use super::answer::Answer;
use crate::diag::Text;

/// A printer in the same building answers the telephone at once.
const CONNECT: Duration = Duration::from_secs(10);

/// No answer to our questions is longer.
const LONGEST_ANSWER: u64 = 8 << 20;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing of the document left this machine: asking again is safe.
    NotSent(Text),
    /// The connection broke, or the time was over, after the document began to leave: it may or may not be printed.
    Lost {
        /// What broke.
        why: Text,
        /// Whether the printer may still be busy with what it got.
        timed_out: bool,
    },
    /// The printer refuses; asking again changes nothing.
    Refused(Text),
}

impl Fault {
    /// What happened, for people.
    pub fn why(&self) -> &Text {
        match self {
            Self::NotSent(why) | Self::Lost { why, .. } | Self::Refused(why) => why,
        }
    }

    /// Whether the same question may be answered later.
    pub fn passes(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

impl From<ipp::parser::IppParseError> for Fault {
    fn from(error: ipp::parser::IppParseError) -> Self {
        Self::Refused(Text::new(
            format!("không lập được yêu cầu in: {error}"),
            format!("the request cannot be made: {error}"),
        ))
    }
}

/// The way to one printer.
#[derive(Debug)]
pub struct Connection {
    address: Address,
    agent: Agent,
}

impl Connection {
    /// A way to `address`; nothing is sent yet.
    pub fn new(address: &Address) -> Self {
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            // A kept connection that the printer closed meanwhile would look like a document that was lost on its way.
            .max_idle_connections(0)
            .timeout_connect(Some(CONNECT))
            .user_agent(concat!("vanthu/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { address: address.clone(), agent: config.into() }
    }

    /// Where it leads.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Sends a request, with the document behind it if there is one, and reads the answer.
    ///
    /// # Errors
    /// With what is known about the document.
    pub fn ask(&self, request: &IppRequestResponse, document: &[u8], limit: Duration) -> Result<Answer, Fault> {
        let head = request.to_bytes();
        let length = head.len() + document.len();
        let left = Cell::new(false);
        let mut body = Cursor::new(head).chain(Watched { rest: document, left: &left });
        let sent = self
            .agent
            .post(self.address.http())
            .config()
            .timeout_global(Some(limit))
            .build()
            .header("content-type", "application/ipp")
            // Said beforehand: old printers do not take a body of unknown length.
            .header("content-length", length.to_string())
            .send(SendBody::from_reader(&mut body));
        let lost = |error: &ureq::Error| fault(error, left.get());
        let response = sent.map_err(|error| lost(&error))?;
        match response.status().as_u16() {
            200 => {}
            503 => {
                return Err(Fault::NotSent(Text::new("máy in đang bận (HTTP 503)", "the printer is busy (HTTP 503)")));
            }
            status @ (100..=499) => return Err(Fault::Refused(refusal(status))),
            status => {
                let why =
                    Text::new(format!("máy in báo lỗi HTTP {status}"), format!("the printer answered HTTP {status}"));
                return Err(if left.get() { Fault::Lost { why, timed_out: false } } else { Fault::NotSent(why) });
            }
        }
        let bytes = response
            .into_body()
            .into_with_config()
            .limit(LONGEST_ANSWER)
            .read_to_vec()
            .map_err(|error| lost(&error))?;
        match IppParser::new(IppReader::new(Cursor::new(bytes))).parse() {
            Ok(answer) => Ok(Answer::new(answer)),
            Err(error) => {
                let why = Text::new(
                    format!("không hiểu câu trả lời của máy in: {error}"),
                    format!("the printer's answer cannot be read: {error}"),
                );
                Err(if left.get() { Fault::Lost { why, timed_out: false } } else { Fault::Refused(why) })
            }
        }
    }
}

/// Notes that the document began to leave.
struct Watched<'a> {
    rest: &'a [u8],
    left: &'a Cell<bool>,
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let len = self.rest.read(into)?;
        if len > 0 {
            self.left.set(true);
        }
        Ok(len)
    }
}

fn fault(error: &ureq::Error, left: bool) -> Fault {
    let timed_out = matches!(error, ureq::Error::Timeout(_));
    let why = match error {
        ureq::Error::HostNotFound => {
            Text::new("không tìm thấy máy này trong mạng", "there is no such host in the network")
        }
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => {
            Text::new("máy in không trả lời; có thể đang tắt", "the printer does not answer; it may be off")
        }
        ureq::Error::Timeout(_) => Text::new("chờ quá lâu không có câu trả lời", "no answer within the time limit"),
        ureq::Error::Io(error) => broken(error),
        _ => Text::new(format!("kết nối bị lỗi: {error}"), format!("the connection failed: {error}")),
    };
    if left { Fault::Lost { why, timed_out } } else { Fault::NotSent(why) }
}

fn broken(error: &std::io::Error) -> Text {
    use std::io::ErrorKind;
    let vi = match error.kind() {
        ErrorKind::ConnectionRefused => "không có gì nhận lệnh in ở địa chỉ này; máy in tắt hoặc sai cổng",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => "máy in ngắt kết nối giữa chừng",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => "không tới được máy in qua mạng",
        ErrorKind::TimedOut => "chờ quá lâu không có câu trả lời",
        _ => return Text::new(format!("kết nối bị lỗi: {error}"), format!("the connection failed: {error}")),
    };
    Text::new(vi, format!("the connection failed: {error}"))
}

fn refusal(status: u16) -> Text {
    match status {
        401 | 403 => Text::new(
            "máy in đòi đăng nhập; vanthu không đăng nhập vào máy in, hãy in qua CUPS",
            "the printer asks for a login; vanthu does not log in to printers, print through CUPS",
        ),
        426 => Text::new(
            "máy in chỉ nhận kết nối mã hóa; hãy in qua CUPS",
            "the printer takes encrypted connections only; print through CUPS",
        ),
        400 | 404 | 405 => Text::new(
            format!("ở địa chỉ này không có máy in IPP (HTTP {status}); phần sau tên máy thường là /ipp/print"),
            format!("there is no IPP printer at this address (HTTP {status}); the path is often /ipp/print"),
        ),
        _ => Text::new(format!("máy in từ chối (HTTP {status})"), format!("the printer refuses (HTTP {status})")),
    }
}
