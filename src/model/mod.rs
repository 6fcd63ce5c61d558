//! The document: what stands on the paper, valid by construction. Only `build` makes one.

pub mod body;

use std::sync::Arc;

use crate::vi::date::PartialDate;
use body::Block;

use crate::family::Family;
use crate::overlay::Pdf;
use crate::plan::kind::Kind;

/// A document ready to be typeset.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its kind.
    pub kind: &'static Kind,
    /// Its family of layout rules.
    pub family: Arc<Family>,
    /// The agency block (ô 2); joint documents have several.
    pub agencies: Vec<Agency>,
    /// What stands under the last of them: `gach`, `sao`, `ba-sao`, `khong`.
    pub separator: &'static str,
    /// Number and symbol (ô 3), unless the kind has none.
    pub number: Option<NumberLine>,
    /// The place (ô 4), unless the kind has no line of place and date.
    pub place: Option<String>,
    /// What is known of the date (ô 4); at least the year.
    pub date: PartialDate,
    /// The printed name of the kind (ô 5a), unless the subject stands under the number.
    pub title: Option<String>,
    /// The subject (ô 5a, 5b), with its `V/v`.
    pub subject: Option<Name>,
    /// To whom it is sent (ô 9a), or the receivers of a telegram.
    #[doc(alias = "kính gửi")]
    pub addressees: Option<Addressees>,
    /// The issuing authority of a resolution or decision.
    pub authority: Option<Name>,
    /// The legal bases, end marks set.
    #[doc(alias = "căn cứ")]
    pub bases: Vec<String>,
    /// The line between bases and articles: `QUYẾT ĐỊNH:`.
    pub resolves: Option<&'static str>,
    /// The body (ô 6), its end mark set.
    pub body: Vec<Block>,
    /// The lines of recipients and the archive line (ô 9b), dashes and end marks set.
    #[doc(alias = "nơi nhận")]
    pub recipients: Vec<Recipient>,
    /// For whom copies are printed, and how many: the lines of nơi nhận and Lưu that state it.
    pub copies: Vec<Copies>,
    /// Drafter and number of copies (ô 12), such as `PL.(300)`.
    pub drafter: Option<String>,
    /// The signatures (ô 7) from left to right; one stands beside the recipients.
    pub signatures: Vec<Signature>,
    /// Whether room is kept for the place of leave to confirm it.
    pub confirmation: bool,
    /// Marks of the sheet (ô 10, 11, 13, 14, draft).
    pub marks: Marks,
    /// The text that a resolution or decision issues.
    pub attached: Option<Attached>,
    /// The appendices.
    #[doc(alias = "phụ lục")]
    pub appendices: Vec<Appendix>,
    /// Sizes and spaces.
    pub layout: Layout,
    /// Set when a first layout parted the signature from the body: the height (pt) to keep free on the page before, so that the
    /// last lines move on.
    pub keep_end: Option<f64>,
    /// Whether number and date are filled in later, in the finished PDF: their lines are left free.
    pub awaiting: bool,
    /// The first body's name in running text, if known.
    pub running_name: Option<String>,
    /// Name of the output file, if the plan gives one.
    pub output: Option<String>,
    /// Metadata of the file.
    pub metadata: Metadata,
}

/// The names of ô 2.
#[derive(Debug, Clone)]
pub struct Agency {
    /// The superior body (ô 2a).
    pub parent: Option<Name>,
    /// The issuing body (ô 2b).
    pub issuer: Name,
}

/// The line of ô 3.
#[derive(Debug, Clone)]
pub struct NumberLine {
    /// `Số:`
    pub label: String,
    /// The number as printed, such as `05`; none while the document awaits one.
    pub number: Option<String>,
    /// What follows it, such as `/KH-UBND`.
    pub symbol: String,
}

/// A list under a word: `Kính gửi:`.
#[derive(Debug, Clone)]
pub struct Addressees {
    /// The word.
    pub label: String,
    /// The addressees, end marks set.
    pub items: Vec<String>,
    /// Whether the label has a line of its own even before a single one.
    pub listed: bool,
    /// The name of the part: `kinh_gui`, or `nhan_dien` of a telegram.
    pub part: &'static str,
}

/// A line of nơi nhận.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The line as printed.
    pub text: String,
    /// How many copies are printed for it, if the plan says so.
    pub copies: Option<u32>,
}

/// Copies that are printed for one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// The recipient, without dash and end mark.
    pub recipient: String,
    /// How many, at least 1.
    pub count: u32,
}

/// A text that a resolution or decision issues (Mẫu 1.3).
#[derive(Debug, Clone)]
pub struct Attached {
    /// Its printed name.
    pub title: String,
    /// Its subject.
    pub subject: Name,
    /// `(Kèm theo Quyết định …)`.
    pub attached: String,
    /// Its body, end mark set.
    pub body: Vec<Block>,
}

/// A text set in the middle of a narrow place: its lines as given, or phrases between which it may break.
#[derive(Debug, Clone)]
pub struct Name {
    /// Lines or phrases.
    pub parts: Vec<String>,
    /// Whether `parts` are the lines as the user wants them.
    pub given: bool,
}

/// Authority, title and name.
#[derive(Debug, Clone)]
pub struct Signature {
    /// Authority lines (ô 7a), from top to bottom.
    pub authority: Vec<String>,
    /// The signer's own title (ô 7a), below them.
    pub title: String,
    /// Another office of the signer, above the name (ô 7b).
    pub other_title: Option<String>,
    /// Rank and name (ô 7b).
    pub name: String,
    /// Whether `(Đã ký)` is printed.
    pub signed: bool,
}

/// Marks of the sheet, each absent by default.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Whether room is kept for the stamp of secrecy (ô 10a).
    pub secrecy: bool,
    /// The word of urgency (ô 10b) and the width of its box, mm.
    pub urgency: Option<(&'static str, f64)>,
    /// The limit of circulation (ô 11).
    pub circulation: Option<&'static str>,
    /// The word for a draft.
    pub draft: Option<String>,
    /// The line of an electronic copy (ô 14).
    pub copy: Option<String>,
    /// Address lines (ô 13).
    pub footer: Vec<String>,
}

/// An appendix.
#[derive(Debug, Clone)]
pub struct Appendix {
    /// `Phụ lục` or `Phụ lục II`.
    pub label: String,
    /// Its title.
    pub title: Name,
    /// `(Kèm theo …)`: the pieces around the blanks for number and date.
    pub attached: String,
    /// Its body, end mark set.
    pub body: Vec<Block>,
    /// Whether its pages are turned.
    pub landscape: bool,
    /// A finished PDF whose pages follow its own, as they are.
    pub pdf: Option<Pdf>,
}

/// Sizes in pt, lengths in mm, all within the legal ranges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// Top, right, bottom, left margins, mm.
    pub margins: [f64; 4],
    /// Body size, pt.
    pub size: f64,
    /// Which of the family's sets of sizes goes with it.
    pub set: usize,
    /// Line spacing in single lines.
    pub spacing: f64,
    /// Space between paragraphs, pt.
    pub gap: f64,
    /// First-line indent, mm.
    pub indent: f64,
    /// Length of the short rules as a share of their text.
    pub rule: f64,
    /// Room for the signature, mm.
    pub signature_room: f64,
    /// Diameter of the seal, mm, where known.
    pub seal: Option<f64>,
}

/// What the PDF says of itself.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// Kind and subject.
    pub title: String,
    /// The issuing body.
    pub author: String,
    /// Number and symbol, kind.
    pub keywords: Vec<String>,
    /// A text that identifies the document for the PDF's `/ID`.
    pub ident: String,
}
