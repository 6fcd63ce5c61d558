//! Reading a signed PDF: what each signature covers, what came after it, and whether anything was tampered with. Fails closed: what
//! cannot be read, or is not known to be allowed, is a fault.
//!
//! ```text
//! syntax     values, read strictly          sections  cross-reference sections
//! file       revisions and their objects    update    the bytes of an update
//! signature  fields, /ByteRange, /Contents  compare   what a revision changed; change: whether that was permitted
//! proof      the cryptography               dss       the validation data that no signature covers
//! issuers    who issued whom, within bounds
//! findings   all that is said               json, lines  how it is said
//! ```
//!
//! The file is read twice in spirit: every revision is what a reader of its first bytes would see, so that objects that were replaced
//! later cannot hide (ISO 32000-2, 7.5.6, 12.8; ETSI EN 319 142-1).

mod change;
mod claims;
mod compare;
mod dss;
mod fault;
mod file;
mod findings;
mod issuers;
mod json;
mod lines;
mod proof;
mod sections;
mod signature;
mod syntax;
mod update;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use change::{Change, ChangeKind, Place};
pub use fault::Fault;
pub use findings::{ChainState, Claims, Findings, Level, NotChecked, RevocationState, SignatureFacts, Signer, Verdict};
pub use json::to_json;
pub use lines::lines;

use crate::crypto::Certificate;
use crate::diag::Text;
use file::{File, View};
use signature::{Field, Raw};
use syntax::{Dict, Value, text};

/// What is to be verified.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The file.
    pub pdf: &'a [u8],
    /// Certificates that are trusted; without any, no chain is checked.
    pub anchors: &'a [Certificate],
    /// The present time, Unix seconds.
    pub now: i64,
    /// The time for which the question is asked, instead of the present, Unix seconds.
    pub at: Option<i64>,
}

/// Why a file cannot be verified at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifyError {
    /// No PDF.
    NotAPdf,
    /// The PDF is encrypted.
    Encrypted,
}

impl VerifyError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::NotAPdf => Text::new("không phải tệp PDF", "not a PDF"),
            Self::Encrypted => Text::new(
                "tệp PDF bị mã hóa nên không kiểm được chữ ký; bỏ khóa làm mất chữ ký, hãy xin tệp gốc không khóa",
                "the PDF is encrypted, so its signatures cannot be checked; ask for the original without a password",
            ),
        }
    }
}

/// A signature field with its value, on the way to its facts.
struct Candidate {
    field: Field,
    /// The object of the signature dictionary.
    number: Option<u32>,
    raw: Option<Raw>,
    faults: Vec<Fault>,
}

impl Candidate {
    fn is_timestamp(&self) -> bool {
        self.raw
            .as_ref()
            .is_some_and(|raw| raw.dict.is("Type", "DocTimeStamp") || raw.dict.is("SubFilter", "ETSI.RFC3161"))
    }
}

/// Verifies a file.
///
/// # Errors
/// When it is no PDF, or encrypted. A file without a signature, and a damaged one, are findings.
pub fn verify(request: &Request) -> Result<Findings, VerifyError> {
    let pdf = request.pdf;
    let head = pdf.get(..pdf.len().min(1024)).unwrap_or_default();
    let at = head.windows(5).position(|window| window == b"%PDF-").ok_or(VerifyError::NotAPdf)?;
    let mut findings = Findings::default();
    if at != 0 {
        findings.document.push(Fault::JunkBefore);
    }
    let file = match File::open(pdf) {
        Ok(file) => file,
        Err(fault) => {
            findings.document.push(fault);
            return Ok(findings);
        }
    };
    let last = file.last();
    if file.revisions.iter().flat_map(|r| &r.sections).any(|section| section.trailer.get("Encrypt").is_some()) {
        return Err(VerifyError::Encrypted);
    }
    if last.catalog().is_none() {
        file.fault(Fault::NoCatalog);
    }
    let candidates = candidates(&file);
    let first = candidates.iter().filter_map(|c| c.raw.as_ref()).map(|raw| raw.revision).min();
    document(&file, &candidates, first);
    let mut steps: BTreeMap<usize, Vec<ChangeKind>> = BTreeMap::new();
    if !candidates.is_empty() {
        for revision in first.unwrap_or(0) + 1..file.revisions.len() {
            update::check(&file, revision);
            steps.insert(revision, compare::step(&file, revision));
        }
    }
    findings.claims = claims::read(last);
    let store = dss::Store::read(last);
    let raws: Vec<&Raw> = candidates.iter().filter_map(|c| c.raw.as_ref()).collect();
    let issuers = issuers::Issuers::new(&store, request.anchors, &raws);
    dss::check(&file, &store, &issuers, &raws);
    // Document timestamps first: they prove how old the rest is. The newest first, for the same reason.
    let mut candidates: Vec<&Candidate> = candidates.iter().collect();
    candidates.sort_by_key(|c| (!c.is_timestamp(), std::cmp::Reverse(c.raw.as_ref().map(|raw| raw.revision))));
    let mut stamps = Vec::new();
    let mut holding: BTreeSet<String> = BTreeSet::new();
    let mut judged = Vec::new();
    for candidate in candidates {
        let ground = proof::Ground { file: &file, request, store: &store, issuers: &issuers, stamps: &stamps };
        let facts = facts(&ground, candidate);
        if facts.holds() {
            holding.insert(facts.field.clone());
        }
        if let (true, Some(time), Some(raw)) =
            (facts.is_timestamp && facts.holds(), facts.timestamp_time, &candidate.raw)
        {
            let with_store = dss::has_store(file.view(raw.revision));
            stamps.push(proof::Stamp { revision: raw.revision, time, with_store });
        }
        judged.push((candidate, facts));
    }
    for (candidate, mut facts) in judged {
        changes(&file, candidate, &steps, &holding, &mut facts);
        findings.signatures.push(facts);
    }
    findings.signatures.sort_by_key(|facts| facts.revision);
    if issuers.is_exhausted() {
        file.fault(Fault::TooLarge);
    }
    findings.revisions = file.revisions.len();
    findings.document.extend(file.faults.take());
    findings.finish(request);
    Ok(findings)
}

/// All signed signature fields of the file as it is.
fn candidates(file: &File) -> Vec<Candidate> {
    let last = file.last();
    let mut used = BTreeSet::new();
    let mut candidates = Vec::new();
    for field in signature::fields(last) {
        if !field.is_signature() || field.inner {
            continue;
        }
        let Some(value) = field.dict().get("V") else { continue };
        let mut faults = Vec::new();
        let number = value.as_ref().map(|(number, _)| number);
        let raw = match number {
            Some(number) if used.insert(number) => signature::raw(file, last, number, &mut faults),
            _ => {
                faults.push(Fault::BadSignatureObject);
                None
            }
        };
        candidates.push(Candidate { field, number, raw, faults });
    }
    let mut ranges: BTreeMap<usize, usize> = BTreeMap::new();
    for raw in candidates.iter().filter_map(|c| c.raw.as_ref()) {
        *ranges.entry(raw.revision).or_default() += 1;
    }
    for candidate in &mut candidates {
        if candidate.raw.as_ref().is_some_and(|raw| ranges.get(&raw.revision).is_some_and(|count| *count > 1)) {
            candidate.faults.push(Fault::SameRange);
        }
    }
    candidates
}

/// What is to be said of the file as a whole.
fn document(file: &File, candidates: &[Candidate], first: Option<usize>) {
    let Some(end) = file.revisions.last() else { return };
    let signed_end = candidates.iter().filter_map(|c| c.raw.as_ref()).map(|raw| raw.signed[1].end).max();
    let whole = file.bytes.len();
    if whole != end.end && whole != end.end_of_line {
        file.fault(Fault::BytesAfterEnd);
    }
    if let Some(signed) = signed_end
        && signed != whole
        && signed >= end.end
    {
        file.fault(Fault::BytesAfterEnd);
    }
    // Every object must be readable, used or not, and no signature may stand outside the form.
    let last = file.last();
    let known: BTreeSet<u32> = candidates.iter().filter_map(|c| c.number).collect();
    for number in last.numbers() {
        let Some(object) = last.object(number) else { continue };
        generations(last, &object);
        let is_signature = object.as_dict().is_some_and(|dict| {
            dict.get("ByteRange").is_some() && dict.get("Contents").is_some() && !known.contains(&number)
        });
        if is_signature {
            file.fault(Fault::BadSignatureObject);
        }
    }
    // Signatures that were there once.
    let names: BTreeSet<&str> = candidates.iter().map(|c| c.field.name.as_str()).collect();
    for revision in 0..file.revisions.len().saturating_sub(1) {
        if first.is_some_and(|first| revision < first) {
            continue;
        }
        for field in signature::fields(file.view(revision)) {
            if field.is_signature() && field.dict().get("V").is_some() && !names.contains(field.name.as_str()) {
                file.fault(Fault::SignatureRemoved(field.name));
            }
        }
    }
}

/// A reference with another generation than its object's leads nowhere, and some readers follow it all the same.
fn generations(view: View, object: &Value) {
    let mut found = Vec::new();
    object.references(&mut found);
    for (number, generation) in found {
        let fits = match view.entry(number) {
            Some(sections::Entry::At(_, own)) => own == generation,
            Some(sections::Entry::In(..)) => generation == 0,
            _ => true,
        };
        if !fits {
            view.file.fault(Fault::XrefElsewhere { number });
        }
    }
}

/// The facts about one signature.
fn facts(ground: &proof::Ground, candidate: &Candidate) -> SignatureFacts {
    let Candidate { field, raw, faults, .. } = candidate;
    let file = ground.file;
    let last = file.last();
    let mut facts = SignatureFacts::new(field.name.clone());
    facts.faults.clone_from(faults);
    facts.place = place(last, field);
    let Some(raw) = raw else { return facts };
    facts.revision = raw.revision + 1;
    facts.covers_whole_file = raw.signed[1].end == file.bytes.len();
    facts.subfilter =
        raw.dict.name("SubFilter").map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default();
    facts.is_timestamp = candidate.is_timestamp();
    facts.claimed_time = raw.dict.get("M").and_then(Value::as_str).map(text);
    facts.reason = words(&raw.dict, "Reason");
    facts.location = words(&raw.dict, "Location");
    proof::check(ground, raw, &mut facts);
    facts
}

/// What came after a signature, and whether it permits that; `holding` are the fields whose signatures hold.
fn changes(
    file: &File,
    candidate: &Candidate,
    steps: &BTreeMap<usize, Vec<ChangeKind>>,
    holding: &BTreeSet<String>,
    facts: &mut SignatureFacts,
) {
    let Candidate { field, raw: Some(raw), .. } = candidate else { return };
    let then = file.view(raw.revision);
    let level = [signature::docmdp(then, &raw.dict), signature::lock_level(then, field.dict())];
    let level = level.into_iter().flatten().min();
    facts.permission = level;
    let locks = signature::locks(then, &raw.dict, field.dict());
    for (revision, changes) in steps.range(raw.revision + 1..) {
        for kind in changes {
            let permitted = kind.permitted(level, &locks, &|field| holding.contains(field));
            if !permitted {
                let fails = kind.permitted(level, &locks, &|_| true);
                facts.faults.push(Fault::NotPermitted(if fails { unsupported(kind) } else { kind.wording() }));
            }
            facts.changes.push(Change { revision: revision + 1, kind: kind.clone(), permitted });
        }
    }
    let mut once = Vec::with_capacity(facts.faults.len());
    for fault in std::mem::take(&mut facts.faults) {
        if !once.contains(&fault) {
            once.push(fault);
        }
    }
    facts.faults = once;
}

/// A change that would be permitted if the signature that came with it held.
fn unsupported(kind: &ChangeKind) -> Text {
    let what = kind.wording();
    Text::new(
        format!("{}; chữ ký trong ô ấy không nguyên vẹn hoặc không đáng tin", what.vi),
        format!("{}; the signature in that field is not intact or not trusted", what.en),
    )
}

fn words(dict: &Dict, key: &str) -> Option<String> {
    let shown = text(dict.get(key)?.as_str()?);
    let shown: String = shown.chars().filter(|c| !c.is_control()).take(200).collect();
    (!shown.is_empty()).then_some(shown)
}

/// Where the widget of a field stands.
fn place(view: View, field: &Field) -> Option<Place> {
    let rect = |dict: &Dict| {
        let rect = view.get(dict, "Rect")?;
        let numbers: Vec<f64> = rect.as_array()?.iter().filter_map(Value::as_number).collect();
        <[f64; 4]>::try_from(numbers).ok()
    };
    // A field may have its widget apart from itself.
    let kids = view.get(field.dict(), "Kids");
    let kids = kids.as_deref().and_then(Value::as_array).unwrap_or_default().iter();
    let kids = kids.filter_map(|kid| Some((kid.as_ref()?.0, view.resolve(kid)?)));
    let own = std::iter::once((field.number, field.value.clone()));
    let (widget, rect) = own.chain(kids).find_map(|(number, value)| Some((number, rect(value.as_dict()?)?)))?;
    let holds = |page: &Value| {
        let list = page.as_dict().and_then(|dict| view.get(dict, "Annots"));
        list.as_deref()
            .and_then(Value::as_array)
            .is_some_and(|annots| annots.iter().any(|annot| annot.as_ref().is_some_and(|(number, _)| number == widget)))
    };
    let page = (1..).zip(view.pages()).find(|(_, (_, page))| holds(page)).map(|(n, _)| n)?;
    Some(Place { page, rect })
}
