//! What callers ask for.

/// A rectangle on a page as one sees it: mm from its top left corner, as in the anchors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge, mm from the left of the page.
    pub x: f64,
    /// Top edge, mm from the top of the page.
    pub y: f64,
    /// Width, mm.
    pub width: f64,
    /// Height, mm.
    pub height: f64,
}

/// Where a field is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Page, from 1.
    pub page: usize,
    /// Rectangle on the page.
    pub rect: Rect,
}

/// An empty signature field to be added.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSignatureField {
    /// Partial field name (`/T`), without full stops.
    pub name: String,
    /// What a screen reader says (`/TU`); PDF/UA-1, 7.18.1 asks for it.
    pub tooltip: String,
    /// Where its picture will be; `None` for a field that shows nothing.
    pub place: Option<Place>,
}

/// A text field to be added, to be filled once by [`fill`](super::fill).
#[derive(Debug, Clone, PartialEq)]
pub struct NewTextField<'a> {
    /// Partial field name (`/T`), without full stops.
    pub name: String,
    /// What a screen reader says (`/TU`).
    pub tooltip: String,
    /// The rectangle in which the line is centred.
    pub place: Place,
    /// What it shows until it is filled, and how.
    pub value: TextLine<'a>,
}

/// A line of text, black, in one face.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine<'a> {
    /// The line.
    pub text: String,
    /// Further characters that later texts of the field may need, beside the digits and those of `text`.
    pub alphabet: String,
    /// The face: the bytes of a `TrueType` file.
    pub face: &'a [u8],
    /// Font size, pt.
    pub size: f64,
    /// The baseline, mm below the top of the rectangle; `None` centres the capitals in it.
    pub baseline: Option<f64>,
}

/// What a signature shows in its rectangle.
#[derive(Debug, Clone, Default)]
pub enum Appearance<'a> {
    /// Nothing.
    #[default]
    None,
    /// A picture, centred in the rectangle or in a part of it, as large as fits.
    Image(Picture<'a>),
    /// One line, 10 pt, black, right aligned (Decree 30/2020, annex I, II.8): for appendices in files of their own and for copies.
    Line {
        /// The line.
        text: &'a str,
        /// The face: the bytes of a `TrueType` file.
        face: &'a [u8],
    },
}

/// Pixels with transparency.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// Red, green, blue (sRGB) and opacity of each pixel, row by row from the top left.
    pub rgba: &'a [u8],
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The part of the page, inside of the field, in which it is centred; `None`: the whole field.
    pub area: Option<Rect>,
}

/// What may change after a signature that certifies (`DocMDP`; ISO 32000-1, table 254).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// Nothing (validation material and document timestamps apart).
    Nothing = 1,
    /// Forms may be filled and signature fields signed.
    FormFilling = 2,
    /// Comments as well.
    Annotations = 3,
}

/// The field that is signed.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldChoice<'a> {
    /// One that the document has, by its full name.
    Existing(&'a str),
    /// One that is added in the same update.
    New(NewSignatureField),
}

/// A signature to be made.
#[derive(Debug, Clone)]
pub struct Signature<'a> {
    /// The field.
    pub field: FieldChoice<'a>,
    /// What it shows.
    pub appearance: Appearance<'a>,
    /// The claimed time (`/M`), seconds since 1970-01-01 UTC; written in the zone +07:00.
    pub moment: i64,
    /// Why it is signed.
    pub reason: Option<&'a str>,
    /// Where it is signed.
    pub location: Option<&'a str>,
    /// Who signs.
    pub name: Option<&'a str>,
    /// How the signer is reached.
    pub contact: Option<&'a str>,
    /// Certifies the document; only the first signature can (ISO 32000-1, 12.8.2.2).
    pub certify: Option<Permission>,
    /// Room for the bytes of `/Contents`.
    pub reserve: usize,
}

/// What kind of field it is (`/FT`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Signature or document timestamp.
    Signature,
    /// Text.
    Text,
    /// Anything else.
    Other,
}

/// What is known of a field of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldFacts {
    /// Full name: partial names joined by full stops.
    pub name: String,
    /// Kind.
    pub kind: FieldKind,
    /// Where its widget is, when it is on a page and has an area.
    pub place: Option<Place>,
    /// Where the picture of a signature is drawn, on the page of `place`; known of pictures that this program drew.
    pub drawn: Option<Rect>,
    /// The value of a text field.
    pub value: Option<String>,
    /// A signature field that is signed.
    pub signed: bool,
    /// Whether it can no longer be changed.
    pub read_only: bool,
}
