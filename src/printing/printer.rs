//! What a printer can do and how it is, by Get-Printer-Attributes.

use std::time::{Duration, Instant};

use ipp::prelude::{DelimiterTag, IppAttributeGroup};

use super::answer::{flag, has, list, number, range, text};
use super::request;
use super::ticket::Sides;
use super::transport::{Connection, Fault};

/// Only what is used is asked for: a printer has hundreds of attributes, and one odd one would spoil the answer.
const ABILITIES: &[&str] = &[
    "printer-name",
    "printer-make-and-model",
    "printer-up-time",
    "document-format-supported",
    "sides-supported",
    "media-supported",
    "media-ready",
    "printer-type",
    "media-source-supported",
    "copies-supported",
    "print-color-mode-supported",
    "color-supported",
];

const CONDITION: &[&str] = &["printer-state", "printer-state-reasons", "printer-up-time"];

/// Clocks of printers are coarse, and an answer takes its time.
const CLOCK_SLACK: i64 = 5;

/// A printer as it described itself.
#[derive(Debug, Clone)]
pub struct Printer {
    /// Its name, for messages.
    pub name: String,
    /// The formats that it takes.
    pub formats: Vec<String>,
    /// The kinds of `sides` that it has.
    pub sides: Vec<String>,
    /// The papers that it can be loaded with.
    pub media: Vec<String>,
    /// The papers that lie in it.
    pub ready: Vec<String>,
    /// Its trays.
    pub trays: Vec<String>,
    /// The least and the largest number of copies of a job.
    pub copies: (u32, u32),
    /// Whether it prints in colour.
    pub colour: bool,
    /// Whether a job may ask for colour.
    pub knows_colour_mode: bool,
    started: Option<(i64, Instant)>,
}

impl Printer {
    /// Asks the printer.
    ///
    /// # Errors
    /// When it does not answer, or is no printer.
    pub fn ask(connection: &Connection, user: &str, limit: Duration) -> Result<Self, Fault> {
        let request = request::printer_attributes(connection.address(), user, ABILITIES)?;
        let answer = connection.ask(&request, &[], limit)?;
        match answer.first(DelimiterTag::PrinterAttributes) {
            Some(group) if answer.is_fine() => Ok(Self::read(group, connection.address().as_str())),
            _ if super::answer::status::PASSING.contains(&answer.code()) => Err(Fault::NotSent(answer.reason())),
            _ => Err(Fault::Refused(answer.reason())),
        }
    }

    fn read(group: &IppAttributeGroup, address: &str) -> Self {
        let modes = list(group, "print-color-mode-supported");
        let colour_mode = modes.iter().any(|mode| mode == "color");
        let (least, most) = range(group, "copies-supported").unwrap_or((1, 1));
        Self {
            name: text(group, "printer-make-and-model")
                .or_else(|| text(group, "printer-name"))
                .unwrap_or_else(|| address.to_owned()),
            formats: list(group, "document-format-supported"),
            sides: list(group, "sides-supported"),
            media: list(group, "media-supported"),
            // CUPS does not know what lies in the trays, and names the first papers of its driver.
            ready: if has(group, "printer-type") { Vec::new() } else { list(group, "media-ready") },
            trays: list(group, "media-source-supported"),
            copies: (u32::try_from(least).unwrap_or(1).max(1), u32::try_from(most).unwrap_or(1)),
            // A printer that says nothing of colour is not called colourless.
            colour: colour_mode
                || (!has(group, "print-color-mode-supported") && flag(group, "color-supported") != Some(false)),
            knows_colour_mode: colour_mode,
            started: number(group, "printer-up-time").map(|up| (i64::from(up), Instant::now())),
        }
    }

    /// Whether it prints on these sides.
    pub fn has_sides(&self, sides: Sides) -> bool {
        self.sides.iter().any(|word| word == sides.keyword())
    }

    /// Whether the printer has been on since it was first asked; what it does not know it cannot show.
    pub fn still_runs(&self, now: &Condition) -> bool {
        match (self.started, now.up_time) {
            (Some((then, at)), Some(up)) => {
                let passed = i64::try_from(at.elapsed().as_secs()).unwrap_or(i64::MAX);
                up.saturating_add(CLOCK_SLACK) >= then.saturating_add(passed)
            }
            _ => false,
        }
    }
}

/// How a printer is at the moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition {
    /// Why it does not print, or is about to stop, in IPP's words.
    pub reasons: Vec<String>,
    /// Whether it stands.
    pub stopped: bool,
    up_time: Option<i64>,
}

impl Condition {
    /// Asks the printer.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn ask(connection: &Connection, user: &str, limit: Duration) -> Result<Self, Fault> {
        let request = request::printer_attributes(connection.address(), user, CONDITION)?;
        let answer = connection.ask(&request, &[], limit)?;
        let Some(group) = answer.first(DelimiterTag::PrinterAttributes) else { return Ok(Self::default()) };
        Ok(Self {
            reasons: list(group, "printer-state-reasons").into_iter().filter(|reason| reason != "none").collect(),
            stopped: number(group, "printer-state") == Some(5),
            up_time: number(group, "printer-up-time").map(i64::from),
        })
    }

    /// The same without the printer's clock, which always changes.
    #[must_use]
    pub fn without_clock(mut self) -> Self {
        self.up_time = None;
        self
    }
}
