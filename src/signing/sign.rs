//! One document, signed.

use lopdf::Document;

use super::awaiting::{NUMBER, signature_fields};
use super::picture::Picture;
use super::place::{self, PlaceError, Rooms, Wish};
use super::{Level, Role, SigningError};
use crate::crypto::{
    Certificate, CryptoError, Http, Key, Profile, SignedCms, TimestampToken, collect_evidence, order_chain, sign_cms,
    timestamp,
};
use crate::export::{anchors_in, seal_in};
use crate::overlay::Pdf;
use crate::page::facts::MM;
use crate::revision::{
    self, Appearance, FieldChoice, FieldFacts, NewSignatureField, Permission, Place, RevisionError, SignError,
    Signature, add_document_timestamp, add_dss,
};
use crate::verifying::{Request, verify};
use crate::vi::date;

/// With what, and as whom, documents are signed; the same for all documents of a run.
pub struct Job<'a> {
    /// As whom.
    pub role: Role,
    /// Where it is seen.
    pub wish: Wish,
    /// How long it can be verified.
    pub level: Level,
    /// The key.
    pub key: &'a dyn Key,
    /// Certificates between the key's own and a root, beside those that came with the key.
    pub issuers: &'a [Certificate],
    /// The timestamp authority.
    pub authority: Option<&'a str>,
    /// How services are asked.
    pub http: &'a Http,
    /// The picture of signature or seal.
    pub picture: Option<&'a Picture>,
    /// How the line of a copy or an appendix begins.
    pub words: Option<&'a str>,
    /// The face of that line, as a font file.
    pub face: &'a [u8],
    /// Why it is signed.
    pub reason: Option<&'a str>,
    /// Gives the time, seconds since 1970-01-01 UTC.
    pub now: &'a (dyn Fn() -> i64 + Sync),
}

impl Job<'_> {
    /// What tells this signature from the others of a document: the role, and which of several.
    pub fn seat(&self) -> String {
        match self.wish.nth {
            Some(nth) => format!("{}-{nth}", self.role.word()),
            None => self.role.word().to_owned(),
        }
    }
}

/// Room for what is written besides certificates: attributes, the signature value.
const ROOM: usize = 4096;
/// Room for a timestamp with its certificates.
const TIMESTAMP_ROOM: usize = 12 * 1024;

/// Signs a document; the bytes that it had stay as they are, and what was written is verified before it is returned.
///
/// # Errors
/// What the document does not allow; a key, a certificate or a service that fails.
pub fn sign(pdf: &[u8], job: &Job<'_>) -> Result<Vec<u8>, SigningError> {
    let fields = revision::fields(pdf)?;
    let document = Document::load_mem(pdf).map_err(RevisionError::from)?;
    let now = (job.now)();
    let line = job.words.map(|words| format!("{words}; {}", moment(now)));
    let plan = planned(pdf, &document, &fields, job)?;
    let field = match fields.iter().find(|field| field.name == plan.field.name) {
        Some(known) if known.signed => return Err(SigningError::AlreadySigned(job.role)),
        Some(known) => {
            // What lies outside of its field is not seen.
            if let (Some(area), Some(place)) = (plan.area, known.place)
                && !place::lies_in(area, place.rect)
            {
                return Err(PlaceError::OutsideField.into());
            }
            FieldChoice::Existing(known.name.as_str())
        }
        None => FieldChoice::New(plan.field.clone()),
    };
    let first = !fields.iter().any(|field| field.signed);
    let awaiting = fields.iter().any(|field| field.name == NUMBER && !field.read_only);
    if awaiting && job.role == Role::Agency {
        return Err(SigningError::NumberFirst);
    }
    let mut signature = Signature {
        field,
        appearance: match (job.picture, &line) {
            (Some(picture), _) if job.role.has_picture() => Appearance::Image(picture.shown(plan.area)),
            (_, Some(text)) if !job.role.has_picture() => Appearance::Line { text, face: job.face },
            _ => Appearance::None,
        },
        moment: now,
        reason: job.reason,
        location: None,
        name: None,
        contact: None,
        // The leader signs what the clerk completes: number, date and the agency's signature, and nothing else.
        certify: (first && awaiting && job.role == Role::Signer).then_some(Permission::FormFilling),
        reserve: reserve(job),
    };
    let also: Vec<NewSignatureField> = if first { plan.others } else { Vec::new() };
    let mut used = Used::default();
    let mut make = |parts: [&[u8]; 2]| cms(parts, job, now, &mut used);
    let mut signed = match revision::sign(pdf, &also, &signature, &mut make) {
        // An authority with more certificates than most.
        Err(SignError::Revision(RevisionError::TooSmall { needed, .. })) => {
            signature.reserve = needed + ROOM;
            revision::sign(pdf, &also, &signature, &mut make)?
        }
        other => other?,
    };
    if job.level >= Level::LongTerm {
        signed = with_evidence(&signed, &used.certificates, job, now)?;
    }
    if job.level >= Level::Archive {
        let mut make = |digest: &[u8; 32]| token(digest, job, now, &mut used);
        signed = add_document_timestamp(&signed, TIMESTAMP_ROOM + 4096, &mut make)?;
    }
    if signed.starts_with(pdf) && is_intact(&signed, &plan.field.name, now) {
        Ok(signed)
    } else {
        Err(SigningError::NotIntact)
    }
}

/// Reads the finished file as a stranger would: whether the signature of a field holds.
fn is_intact(pdf: &[u8], field: &str, now: i64) -> bool {
    let findings = verify(&Request { pdf, anchors: &[], now, at: None });
    let facts = findings.as_ref().ok().and_then(|found| found.signatures.iter().find(|facts| facts.field == field));
    facts.is_some_and(|facts| facts.intact)
}

/// `24/11/2026; 09:30:15 +07:00` (ISO 8601 zone; NĐ 30/2020, Phụ lục I, Phần I, II.8).
fn moment(now: i64) -> String {
    date::moment(now, "%d/%m/%Y; %H:%M:%S %:z")
}

/// Which field is signed, and where its picture goes.
struct Planned {
    field: NewSignatureField,
    /// The picture, where it does not fill the field.
    area: Option<revision::Rect>,
    /// The fields of the other signatures, to be added before the first.
    others: Vec<NewSignatureField>,
}

fn planned(pdf: &[u8], document: &Document, fields: &[FieldFacts], job: &Job<'_>) -> Result<Planned, SigningError> {
    if !job.role.has_picture() {
        let place = match job.words {
            Some(_) if job.role == Role::Copy && has_line(pdf) => return Err(SigningError::LineThere),
            Some(_) => Some(job.wish.at.map_or_else(|| line_place(pdf), Ok)?),
            // The line of a copy that `vanthu copy --dien-tu` made is on the page already.
            None if has_line(pdf) => None,
            None => return Err(SigningError::NoWords(job.role)),
        };
        return Ok(Planned { field: new_field(job.role, "", place), area: None, others: Vec::new() });
    }
    let room = place::room(pdf, document, &job.wish)?;
    let name = |role: Role| format!("{}{}", role.word(), room.suffix);
    let (place, area) = match job.role {
        Role::Agency => seal_place(document, fields, job, &room, &name(Role::Signer))?,
        _ => {
            let fitted = job.picture.map_or(room.signature.rect, |p| place::fitted(room.signature.rect, p.size()));
            (Place { rect: fitted, ..room.signature }, Some(fitted))
        }
    };
    let own = new_field(job.role, &room.suffix, Some(place));
    if job.wish.at.is_some() || job.wish.above.is_some() {
        within_page(pdf, place)?;
    }
    let anchors = anchors_in(document);
    let mut others = signature_fields(&anchors, seal_in(document));
    others.retain(|other| other.name != own.name && !fields.iter().any(|field| field.name == other.name));
    if job.wish.at.is_some() || job.wish.above.is_some() {
        others.clear();
    }
    Ok(Planned { field: own, area, others })
}

fn new_field(role: Role, suffix: &str, place: Option<Place>) -> NewSignatureField {
    NewSignatureField { name: format!("{}{suffix}", role.word()), tooltip: role.tooltip().to_owned(), place }
}

/// The seal lies over a third of the signature's picture as it was drawn, or will be.
fn seal_place(
    document: &Document,
    fields: &[FieldFacts],
    job: &Job<'_>,
    room: &Rooms,
    signer: &str,
) -> Result<(Place, Option<revision::Rect>), SigningError> {
    if let Some(at) = job.wish.at {
        return Ok((at, Some(at.rect)));
    }
    let diameter = place::diameter(document, &job.wish)?;
    let drawn = fields.iter().find(|field| field.name == signer).and_then(|field| field.drawn);
    let seal = place::seal(drawn.unwrap_or(room.signature.rect), diameter);
    Ok((Place { page: room.signature.page, rect: seal }, Some(seal)))
}

/// Refuses a place that the user named and that leaves the page.
fn within_page(pdf: &[u8], place: Place) -> Result<(), SigningError> {
    let pages = Pdf::open(pdf).map_err(|error| SigningError::Pdf(error.wording()))?;
    let (width, height) = pages.page_box(place.page).ok_or(PlaceError::NoPage(place.page))?.shown();
    let sheet = revision::Rect { x: 0.0, y: 0.0, width: width / MM, height: height / MM };
    if place::lies_in(place.rect, sheet) { Ok(()) } else { Err(PlaceError::OffPage.into()) }
}

fn line_place(pdf: &[u8]) -> Result<Place, SigningError> {
    let pages = Pdf::open(pdf).map_err(|error| SigningError::Pdf(error.wording()))?;
    let width = pages.page_box(1).ok_or(PlaceError::NoPage(1))?.shown().0 / MM;
    Ok(place::line(width))
}

/// Whether a line of a copy stands at the top of page 1.
fn has_line(pdf: &[u8]) -> bool {
    const MARGIN: f64 = 20.0;
    let facts = crate::page::read(pdf).ok();
    let lines = facts.iter().filter_map(|facts| facts.pages.first()).flat_map(|page| &page.lines);
    lines.filter(|line| line.baseline() < MARGIN * MM).any(|line| {
        let text = line.text();
        text.matches(';').count() >= 2 && ["SAO ", "TRÍCH SAO"].iter().any(|form| text.starts_with(form))
    })
}

/// Everything that is known of the certificates of a signature.
#[derive(Default)]
struct Used {
    certificates: Vec<Certificate>,
}

fn reserve(job: &Job<'_>) -> usize {
    let own = job.key.issuers().iter().chain(job.issuers).chain([job.key.certificate()]);
    let certificates: usize = own.map(|certificate| certificate.der().len()).sum();
    ROOM + certificates + if job.level.needs_authority() { TIMESTAMP_ROOM } else { 0 }
}

/// The bytes of `/Contents`, verified as a stranger would.
fn cms(parts: [&[u8]; 2], job: &Job<'_>, now: i64, used: &mut Used) -> Result<Vec<u8>, CryptoError> {
    // Only those that lead up from the key: others would be of unknown origin to whoever verifies.
    let known: Vec<Certificate> = job.key.issuers().iter().chain(job.issuers).cloned().collect();
    let issuers = order_chain(job.key.certificate(), &known);
    used.certificates = [job.key.certificate()].into_iter().chain(&issuers).cloned().collect();
    let digest = job.key.scheme().hash().digest_parts(parts);
    let der = if job.level.needs_authority() {
        let mut stamp = |imprint: &[u8; 32]| token(imprint, job, now, used);
        sign_cms(job.key, &digest, &issuers, Some(&mut stamp))?
    } else {
        sign_cms(job.key, &digest, &issuers, None)?
    };
    SignedCms::parse(&der)?.verify(Profile::Pades, |hash| hash.digest_parts(parts))?;
    Ok(der)
}

/// A timestamp; its certificates are kept for the evidence.
fn token(imprint: &[u8; 32], job: &Job<'_>, now: i64, used: &mut Used) -> Result<Vec<u8>, CryptoError> {
    let url = job.authority.unwrap_or_default();
    let der = timestamp(job.http, url, imprint, now)?;
    let known = TimestampToken::parse(&der)?;
    for certificate in known.certificates() {
        if !used.certificates.iter().any(|other| other.der() == certificate.der()) {
            used.certificates.push(certificate.clone());
        }
    }
    Ok(der)
}

fn with_evidence(pdf: &[u8], certificates: &[Certificate], job: &Job<'_>, now: i64) -> Result<Vec<u8>, SigningError> {
    let evidence = collect_evidence(job.http, certificates, now)?;
    Ok(add_dss(pdf, &evidence.certificates, &evidence.ocsps, &evidence.crls)?)
}
