//! Documents that await their number (`render --cho-so`): the leader signs first, then the clerk gives number and date and signs for the
//! agency (NĐ 30/2020, Điều 15, 18). Every field that the office needs is there before anybody signs, since a later signature allows its
//! fields to be filled, not new ones to be added.

use lopdf::Document as Pdf;

use super::Role;
use super::place::{rooms_of, seal_field};
use crate::diag::Text;
use crate::export::{Awaited, anchors_in, awaited_in};
use crate::model::Document;
use crate::revision::{NewSignatureField, NewTextField, Place, Rect, RevisionError, TextLine, add_fields, fill};
use crate::typeset::{Anchor, Faces};
use crate::vi::date::PartialDate;
use crate::vi::number::two_digits;

/// The fields of number and date; the names are those of the parts.
pub const NUMBER: &str = "so_ky_hieu";
/// See [`NUMBER`].
pub const DATE: &str = "ngay";

/// The line box of Times New Roman and its equals below the baseline, em.
const DESCENT: f64 = 0.216;
/// A point, mm.
const POINT: f64 = 25.4 / 72.0;
/// What is printed where a number or day is not known: as wide as on paper.
const BLANK: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";
/// The diameter that room is kept for where the plan does not know it, mm: the largest of a state body.
const LARGEST_SEAL: f64 = 42.0;

/// Adds the fields of number, date and signatures to the finished PDF of a document.
///
/// # Errors
/// A line that is too long for its column; a letter without a glyph.
pub fn prepare(pdf: &[u8], document: &Document, faces: Faces<'_>) -> Result<Vec<u8>, RevisionError> {
    let read = Pdf::load_mem(pdf)?;
    let anchors = anchors_in(&read);
    let set = document.layout.set;
    let sizes = &document.family.sizes;
    let mut texts = Vec::new();
    if let (Some(line), Some(anchor)) = (&document.number, find(&anchors, NUMBER)) {
        let text = number_line(&line.label, BLANK, &line.symbol);
        let size = sizes.number.get(set);
        texts.push(text_field(NUMBER, "Số và ký hiệu văn bản", anchor, text, faces.regular, size));
    }
    if let (Some(place), Some(anchor)) = (&document.place, find(&anchors, DATE)) {
        let parts = document.date.official_parts();
        let blank = || BLANK.to_owned();
        let (day, month) = (parts.day.unwrap_or_else(blank), parts.month.unwrap_or_else(blank));
        let text = date_line(place, &day, &month, &parts.year);
        let size = sizes.place.get(set);
        texts.push(text_field(DATE, "Địa danh và ngày, tháng, năm ban hành", anchor, text, faces.italic, size));
    }
    add_fields(pdf, &signature_fields(&anchors, document.layout.seal), &texts)
}

/// The fields of all signatures that a document will bear.
pub fn signature_fields(anchors: &[Anchor], seal: Option<f64>) -> Vec<NewSignatureField> {
    let mut fields = Vec::new();
    for room in rooms_of(anchors).iter().filter(|room| !room.signed) {
        let mut add = |role: Role, place: Place| {
            fields.push(NewSignatureField {
                name: format!("{}{}", role.word(), room.suffix),
                tooltip: role.tooltip().to_owned(),
                place: Some(place),
            });
        };
        add(Role::Signer, room.signature);
        let rect = seal_field(room.signature.rect, seal.unwrap_or(LARGEST_SEAL));
        add(Role::Agency, Place { page: room.signature.page, rect });
    }
    fields
}

fn find<'a>(anchors: &'a [Anchor], name: &str) -> Option<&'a Anchor> {
    anchors.iter().find(|anchor| anchor.name == name)
}

/// The anchor of a line that was left free ends at its baseline.
fn text_field<'a>(
    name: &str,
    tooltip: &str,
    anchor: &Anchor,
    text: String,
    face: &'a [u8],
    size: f64,
) -> NewTextField<'a> {
    let rect = Rect { x: anchor.x, y: anchor.y, width: anchor.width, height: anchor.height + DESCENT * size * POINT };
    NewTextField {
        name: name.to_owned(),
        tooltip: tooltip.to_owned(),
        place: Place { page: anchor.page, rect },
        value: TextLine { text, alphabet: String::new(), face, size, baseline: Some(anchor.height) },
    }
}

fn number_line(label: &str, number: &str, symbol: &str) -> String {
    format!("{label} {number}{symbol}")
}

fn date_line(place: &str, day: &str, month: &str, year: &str) -> String {
    format!("{place}, ngày {day} tháng {month} năm {year}")
}

/// Why number and date cannot be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueError {
    /// The file does not await a number.
    NotAwaiting,
    /// The date is not whole.
    WholeDate,
    /// The date is of another year than the document.
    OtherYear(i32),
    /// The PDF does not allow it.
    Revision(RevisionError),
}

impl IssueError {
    /// What is wrong, and what to do.
    pub fn wording(&self) -> Text {
        match self {
            Self::NotAwaiting => Text::new(
                "văn bản này không chờ số; tạo bằng `vanthu render --cho-so`",
                "this document does not await a number; make it by `vanthu render --cho-so`",
            ),
            Self::WholeDate => Text::new("ngày ban hành phải đủ ngày, tháng, năm", "the date must be whole"),
            Self::OtherYear(year) => Text::new(
                format!(
                    "văn bản là của năm {year}; ngày ban hành phải trong năm đó, hoặc sửa `ngay` trong kế hoạch rồi tạo lại"
                ),
                format!(
                    "the document is of {year}; the date must be in that year, or mend `ngay` in the plan and render again"
                ),
            ),
            Self::Revision(RevisionError::ReadOnly(_)) => Text::new(
                "văn bản đã có số, ngày; số đã cấp không sửa được",
                "the document has its number and date; what was given cannot be changed",
            ),
            Self::Revision(error) => error.wording(),
        }
    }
}

/// Writes number and date into their fields; none when the file has just these already.
///
/// # Errors
/// When the file does not await them, has others already, or a signature forbids it.
pub fn issue(pdf: &[u8], number: u32, date: PartialDate) -> Result<Option<Vec<u8>>, IssueError> {
    let revision = |error: RevisionError| IssueError::Revision(error);
    let parts = date.official_parts();
    let (Some(day), Some(month)) = (&parts.day, &parts.month) else { return Err(IssueError::WholeDate) };
    // The kinds of damage are told apart there.
    let fields = crate::revision::fields(pdf).map_err(revision)?;
    let read = Pdf::load_mem(pdf).map_err(|error| revision(error.into()))?;
    let Awaited { label, symbol, place, year } = awaited_in(&read).ok_or(IssueError::NotAwaiting)?;
    if date.year() != year {
        return Err(IssueError::OtherYear(year));
    }
    let mut values = vec![(NUMBER, number_line(&label, &two_digits(u64::from(number)), &symbol))];
    if let Some(place) = place.filter(|_| fields.iter().any(|field| field.name == DATE)) {
        values.push((DATE, date_line(&place, day, month, &parts.year)));
    }
    let is_given = |(name, text): &(&str, String)| {
        fields.iter().any(|field| field.name == *name && field.read_only && field.value.as_ref() == Some(text))
    };
    if values.iter().all(is_given) {
        return Ok(None);
    }
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    fill(pdf, &values).map(Some).map_err(revision)
}
