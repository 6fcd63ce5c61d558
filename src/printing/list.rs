//! The printers of a CUPS server.

use ipp::prelude::DelimiterTag;

use super::address::Address;
use super::answer::{flag, list, number, status, text};
use super::ticket::Sides;
use super::transport::Connection;
use super::{Patience, reasons, request};
use crate::diag::{Problem, Text};

const WANTED: &[&str] = &[
    "printer-name",
    "printer-info",
    "printer-uri-supported",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "sides-supported",
    "color-supported",
    "print-color-mode-supported",
];

/// One printer of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What to give to `--printer`.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// How it is.
    pub state: Text,
    /// Whether it prints on both sides.
    pub two_sided: bool,
    /// Whether it prints in colour.
    pub colour: bool,
}

/// Asks a CUPS server for its printers.
///
/// # Errors
/// When there is no server, or it is no CUPS.
pub fn printers(server: &Address, user: &str, patience: &Patience) -> Result<Vec<Listed>, Problem> {
    let none = |why: Text| Problem::NoCups { server: server.as_str().to_owned(), why };
    let connection = Connection::new(server);
    let request =
        request::cups_printers(user, WANTED).map_err(|error| none(Text::new(error.to_string(), error.to_string())))?;
    let answer = connection.ask(&request, &[], patience.answer).map_err(|fault| none(fault.why().clone()))?;
    match answer.code() {
        // CUPS without a single printer says that it found none.
        status::NOT_FOUND => return Ok(Vec::new()),
        status::NO_SUCH_OPERATION => {
            return Err(none(Text::new(
                "đây là một máy in chứ không phải máy chủ CUPS; in thẳng bằng --printer",
                "this is a printer, not a CUPS server; use it with --printer",
            )));
        }
        _ if answer.is_fine() => {}
        _ => return Err(none(answer.reason())),
    }
    Ok(answer
        .all(DelimiterTag::PrinterAttributes)
        .filter_map(|group| {
            let sides = list(group, "sides-supported");
            let colours = list(group, "print-color-mode-supported");
            Some(Listed {
                // Encrypted ways are listed, too; the plain one is the one that can be used.
                uri: list(group, "printer-uri-supported").into_iter().find(|uri| Address::parse(uri).is_ok())?,
                name: text(group, "printer-info")
                    .filter(|info| !info.is_empty())
                    .or_else(|| text(group, "printer-name"))
                    .unwrap_or_default(),
                state: state(
                    number(group, "printer-state"),
                    flag(group, "printer-is-accepting-jobs"),
                    &list(group, "printer-state-reasons"),
                ),
                two_sided: sides.iter().any(|word| word == Sides::TwoLong.keyword()),
                colour: flag(group, "color-supported") == Some(true) || colours.iter().any(|mode| mode == "color"),
            })
        })
        .collect())
}

fn state(state: Option<i32>, accepts: Option<bool>, said: &[String]) -> Text {
    let bare = match state {
        _ if accepts == Some(false) => Text::new("không nhận lệnh in", "takes no jobs"),
        Some(3) => Text::new("sẵn sàng", "ready"),
        Some(4) => Text::new("đang in", "printing"),
        Some(5) => Text::new("đang dừng", "stopped"),
        _ => Text::new("không rõ", "unknown"),
    };
    match reasons::words(said) {
        Some(why) => Text::new(format!("{} ({})", bare.vi, why.vi), format!("{} ({})", bare.en, why.en)),
        None => bare,
    }
}
