//! The IPP requests of a print run, with exactly the attributes that are meant to be sent.

use std::collections::BTreeMap;

use ipp::parser::IppParseError;
use ipp::prelude::{DelimiterTag, IppAttribute, IppRequestResponse, IppValue, IppVersion, Operation};
use ipp::value::{IppKeyword, IppMimeMediaType, IppName};

use super::address::Address;
use super::ticket::Ticket;

/// What IPP calls A4.
pub const A4: &str = "iso_a4_210x297mm";

/// A job's name is shown on small panels, and some printers cut it: kept short, so that the token at its end stays.
const LONGEST_NAME: usize = 120;

/// Made requests, or why a value does not fit.
pub type Made = Result<IppRequestResponse, IppParseError>;

/// What one job is called and who prints it.
#[derive(Debug, Clone, Copy)]
pub struct JobName<'a> {
    /// The document's title.
    pub title: &'a str,
    /// The unique mark by which the job is found again.
    pub token: &'a str,
    /// The user.
    pub user: &'a str,
}

impl JobName<'_> {
    /// `title (token)`, the title cut so that the whole stays short.
    pub fn full(&self) -> String {
        format!("{} ({})", cut(self.title, LONGEST_NAME - self.token.len() - 3), self.token)
    }
}

/// Print-Job: one document, all its copies.
pub fn print_job(address: &Address, name: JobName<'_>, copies: i32, ticket: &Ticket) -> Made {
    let mut request = start(Operation::PrintJob, address, name.user)?;
    operation(&mut request, "job-name", IppValue::NameWithoutLanguage(IppName::new(name.full())?))?;
    operation(&mut request, "document-name", IppValue::NameWithoutLanguage(IppName::new(cut(name.title, 255))?))?;
    // Rather no sheet than a sheet on the wrong paper or a single-sided pile.
    operation(&mut request, "ipp-attribute-fidelity", IppValue::Boolean(true))?;
    operation(&mut request, "document-format", IppValue::MimeMediaType(IppMimeMediaType::new("application/pdf")?))?;
    job(&mut request, "copies", IppValue::Integer(copies))?;
    if let Some(sides) = ticket.sides {
        job(&mut request, "sides", keyword(sides.keyword())?)?;
    }
    match &ticket.tray {
        Some(tray) => job(&mut request, "media-col", a4_from(tray)?)?,
        None => job(&mut request, "media", keyword(A4)?)?,
    }
    if ticket.colour {
        job(&mut request, "print-color-mode", keyword("color")?)?;
    }
    Ok(request)
}

/// Get-Printer-Attributes, only what is named.
pub fn printer_attributes(address: &Address, user: &str, wanted: &[&str]) -> Made {
    let mut request = start(Operation::GetPrinterAttributes, address, user)?;
    operation(&mut request, "requested-attributes", keywords(wanted)?)?;
    Ok(request)
}

/// Get-Job-Attributes of one job.
pub fn job_attributes(address: &Address, user: &str, id: i32, wanted: &[&str]) -> Made {
    let mut request = start(Operation::GetJobAttributes, address, user)?;
    operation(&mut request, "job-id", IppValue::Integer(id))?;
    operation(&mut request, "requested-attributes", keywords(wanted)?)?;
    Ok(request)
}

/// Get-Jobs: those that are finished, or those that are not.
pub fn jobs(address: &Address, user: &str, finished: bool, wanted: &[&str]) -> Made {
    let mut request = start(Operation::GetJobs, address, user)?;
    operation(&mut request, "which-jobs", keyword(if finished { "completed" } else { "not-completed" })?)?;
    operation(&mut request, "requested-attributes", keywords(wanted)?)?;
    Ok(request)
}

/// CUPS-Get-Printers.
pub fn cups_printers(user: &str, wanted: &[&str]) -> Made {
    let mut request = IppRequestResponse::new(IppVersion::v1_1(), Operation::CupsGetPrinters, None)?;
    operation(&mut request, "requesting-user-name", IppValue::NameWithoutLanguage(IppName::new(cut(user, 255))?))?;
    operation(&mut request, "requested-attributes", keywords(wanted)?)?;
    Ok(request)
}

fn start(what: Operation, address: &Address, user: &str) -> Made {
    let mut request = IppRequestResponse::new(IppVersion::v1_1(), what, Some(address.uri().clone()))?;
    operation(&mut request, "requesting-user-name", IppValue::NameWithoutLanguage(IppName::new(cut(user, 255))?))?;
    Ok(request)
}

/// A4 out of one tray: size and tray stand in one collection, since `media` and `media-col` exclude each other.
fn a4_from(tray: &str) -> Result<IppValue, IppParseError> {
    let size = BTreeMap::from([
        (IppName::new("x-dimension")?, IppValue::Integer(21_000)),
        (IppName::new("y-dimension")?, IppValue::Integer(29_700)),
    ]);
    Ok(IppValue::Collection(BTreeMap::from([
        (IppName::new("media-size")?, IppValue::Collection(size)),
        (IppName::new("media-source")?, keyword(tray)?),
    ])))
}

fn operation(request: &mut IppRequestResponse, name: &str, value: IppValue) -> Result<(), IppParseError> {
    request.attributes_mut().add(DelimiterTag::OperationAttributes, IppAttribute::with_name(name, value)?);
    Ok(())
}

fn job(request: &mut IppRequestResponse, name: &str, value: IppValue) -> Result<(), IppParseError> {
    request.attributes_mut().add(DelimiterTag::JobAttributes, IppAttribute::with_name(name, value)?);
    Ok(())
}

fn keyword(word: &str) -> Result<IppValue, IppParseError> {
    Ok(IppValue::Keyword(IppKeyword::new(word)?))
}

fn keywords(words: &[&str]) -> Result<IppValue, IppParseError> {
    words.iter().map(|word| keyword(word)).collect::<Result<_, _>>().map(IppValue::Array)
}

/// At most `limit` bytes, never half a letter.
fn cut(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_vietnamese_title_keeps_the_token() {
        let title = "Kế hoạch triển khai phong trào ".repeat(9);
        let name = JobName { title: &title, token: "vt-0123456789", user: "văn thư" }.full();
        assert!(name.len() <= LONGEST_NAME && name.ends_with(" (vt-0123456789)"), "{name}");
        assert_eq!(JobName { title: "cong-van", token: "vt-1", user: "" }.full(), "cong-van (vt-1)");
    }
}
