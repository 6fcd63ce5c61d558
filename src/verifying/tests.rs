//! Small signed documents, untouched and attacked.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::*;
use crate::crypto::{HashKind, Key, Secret, open_pkcs12, sign_cms};
use crate::diag::Lang;
use crate::revision::{
    Appearance, FieldChoice, NewSignatureField, NewTextField, Permission, Picture, Place as On, Rect, Signature,
    TextLine, add_fields, fill, sign,
};

#[path = "../../tests/common/attacks.rs"]
mod attacks;

const FACE: &[u8] = include_bytes!("../../fonts/LiberationSerif-Regular.ttf");
const PERSON: &[u8] = include_bytes!("../../tests/pki/person.p12");
const ROOT: &[u8] = include_bytes!("../../tests/pki/root.crt");
/// A day at which the certificates of the tests are valid.
const NOW: i64 = 1_800_000_000;

/// A document of two pages with a font, metadata, and a number that leads nowhere.
fn document() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman" });
    let content =
        Stream::new(Dictionary::new(), b"BT /F 12 Tf 72 720 Td (MAU) Tj ET ".repeat(20)).with_compression(false);
    let mut kids = Vec::new();
    for _ in 0..2 {
        let content = document.add_object(content.clone());
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
            "MediaBox" => [0, 0, 595, 842].map(Object::from).to_vec(),
        });
        kids.push(page.into());
    }
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2 }.into());
    let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
        <rdf:Description xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' rdf:about=''><pdfaid:part>2</pdfaid:part>\
        <rdf:li>MAU</rdf:li></rdf:Description></rdf:RDF></x:xmpmeta>";
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp.into());
    let metadata = document.add_object(metadata.with_compression(false));
    let root = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata,
        // Nothing stands there yet.
        "Threads" => Object::Reference((900, 0)),
    });
    document.trailer.set("Root", root);
    let half = Object::String(vec![7; 16], lopdf::StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![half.clone(), half]);
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    let mut out = Vec::new();
    document.save_to(&mut out).expect("memory");
    out
}

fn on(x: f64, y: f64) -> On {
    On { page: 1, rect: Rect { x, y, width: 40.0, height: 20.0 } }
}

/// Empty fields: two signatures and a number.
pub(super) fn prepared() -> Vec<u8> {
    let signature =
        |name: &str, x: f64| NewSignatureField { name: name.into(), tooltip: name.into(), place: Some(on(x, 200.0)) };
    let value = TextLine { text: "Số:     ".into(), alphabet: String::new(), face: FACE, size: 13.0, baseline: None };
    let number = NewTextField { name: "so".into(), tooltip: "số".into(), place: on(20.0, 30.0), value };
    add_fields(&document(), &[signature("nguoi-ky", 120.0), signature("co-quan", 80.0)], &[number]).expect("fields")
}

pub(super) fn signed(pdf: &[u8], field: &str, certify: Option<Permission>) -> Vec<u8> {
    let key = open_pkcs12(PERSON, &Secret::new("matkhau".into())).expect("a key");
    let rgba = [0, 0, 200, 128].repeat(16);
    let signature = Signature {
        field: FieldChoice::Existing(field),
        appearance: Appearance::Image(Picture { rgba: &rgba, width: 4, height: 4, area: None }),
        moment: NOW,
        reason: None,
        location: None,
        name: None,
        contact: None,
        certify,
        reserve: 8192,
    };
    sign(pdf, &[], &signature, &mut |parts| sign_cms(&key, &HashKind::Sha256.digest_parts(parts), key.issuers(), None))
        .expect("a signature")
}

fn look(pdf: &[u8]) -> Findings {
    let anchors = Certificate::from_pem_or_der_many(ROOT).expect("a certificate");
    verify(&Request { pdf, anchors: &anchors, now: NOW, at: None }).expect("a PDF")
}

/// All ids of faults and of changes that are not permitted.
fn ids(findings: &Findings) -> Vec<&'static str> {
    let own = findings.document.iter().map(Fault::id);
    let signatures = findings.signatures.iter().flat_map(|facts| {
        let changes = facts.changes.iter().filter(|change| !change.permitted).map(|change| change.kind.id());
        facts.faults.iter().map(Fault::id).chain(changes)
    });
    own.chain(signatures).chain(findings.not_checked.iter().map(NotChecked::id)).collect()
}

#[test]
fn untouched_files_are_fine() {
    for certify in [None, Some(Permission::FormFilling), Some(Permission::Annotations)] {
        let one = signed(&prepared(), "nguoi-ky", certify);
        let filled = fill(&one, &[("so", "Số: 35")]).expect("filled");
        let both = signed(&filled, "co-quan", None);
        for pdf in [&one, &filled, &both] {
            let findings = look(pdf);
            assert_eq!(findings.verdict(), Verdict::Fine, "{findings:#?}");
            assert_eq!(findings.signatures[0].level, Level::BB);
            assert_eq!(findings.signatures[0].chain, ChainState::Trusted);
        }
        let findings = look(&both);
        assert_eq!(findings.revisions, 5);
        assert!(findings.signatures[1].covers_whole_file);
        let changes: Vec<&str> = findings.signatures[0].changes.iter().map(|change| change.kind.id()).collect();
        assert_eq!(changes, ["field-filled", "signed"]);
        assert_eq!(findings.claims.pdfa.as_deref(), Some("2"));
    }
}

#[test]
fn without_anchors_it_says_so() {
    let pdf = signed(&prepared(), "nguoi-ky", None);
    let findings = verify(&Request { pdf: &pdf, anchors: &[], now: NOW, at: None }).expect("a PDF");
    assert_eq!(findings.verdict(), Verdict::Fine, "{findings:#?}");
    assert_eq!(findings.signatures[0].chain, ChainState::NotTrustedYet);
    assert!(findings.not_checked.contains(&NotChecked::Trust));
    assert_eq!(to_json(&findings, Lang::En)["chu_ky"][0]["tin_cay"], "chua-kiem");
    assert!(lines(&findings, Lang::Vi).iter().any(|line| line.contains("--trust")));
}

#[test]
fn a_certification_forbids_what_it_says() {
    let closed = signed(&prepared(), "nguoi-ky", Some(Permission::Nothing));
    assert_eq!(look(&closed).verdict(), Verdict::Fine);
    // Our own writer refuses; another one may not.
    assert!(fill(&closed, &[("so", "Số: 35")]).is_err());
    let kind = ChangeKind::Filled { field: "so".into() };
    let locked = [signature::Locked::Include(vec!["so".into()])];
    let (holds, fails) = (|_: &str| true, |_: &str| false);
    assert!(kind.permitted(None, &[], &fails) && kind.permitted(Some(2), &[], &fails));
    assert!(!kind.permitted(Some(1), &[], &holds) && !kind.permitted(Some(2), &locked, &holds));
    let added = ChangeKind::FieldAdded { field: "x".into(), visible: true, signed: true };
    assert!(added.permitted(None, &[], &holds) && !added.permitted(None, &[], &fails));
    assert!(!added.permitted(Some(2), &[], &holds));
    let empty = ChangeKind::FieldAdded { field: "x".into(), visible: true, signed: false };
    assert!(!empty.permitted(None, &[], &holds));
    let signed = ChangeKind::Signed { field: "x".into() };
    assert!(signed.permitted(Some(2), &[], &holds) && !signed.permitted(Some(2), &[], &fails));
}

#[test]
fn every_attack_is_reported() {
    let one = signed(&prepared(), "nguoi-ky", None);
    let both = signed(&fill(&one, &[("so", "Số: 35")]).expect("filled"), "co-quan", None);
    for pdf in [one, both] {
        for attack in attacks::all(&pdf) {
            let findings = look(&attack.pdf);
            assert_eq!(findings.verdict(), Verdict::Problems, "{}", attack.name);
            let ids = ids(&findings);
            assert!(ids.iter().any(|id| attack.expected.contains(id)), "{}: {ids:?}", attack.name);
        }
    }
}

#[test]
fn an_object_that_was_missing_cannot_come_later() {
    let pdf = signed(&prepared(), "nguoi-ky", None);
    let mut update = lopdf::IncrementalDocument::create_from(pdf.clone(), Document::load_mem(&pdf).expect("a PDF"));
    update.new_document.objects.insert((900, 0), Object::Array(Vec::new()));
    update.new_document.max_id = 900;
    let mut out = Vec::new();
    update.save_to(&mut out).expect("memory");
    assert!(ids(&look(&out)).contains(&"object-filled-in"));
}

/// The prepared document with the widget of a field apart from it.
fn prepared_apart() -> Vec<u8> {
    let mut document = Document::load_mem(&prepared()).expect("a PDF");
    let named = |object: &Object| {
        let name = object.as_dict().and_then(|dict| dict.get(b"T").and_then(lopdf::decode_text_string));
        name.is_ok_and(|name| name == "nguoi-ky")
    };
    let (id, widget) =
        document.objects.iter().find(|(_, o)| named(o)).map(|(id, o)| (*id, o.clone())).expect("a field");
    let mut widget = widget.as_dict().expect("a field").clone();
    let kid = document.new_object_id();
    let mut field = dictionary! { "Kids" => vec![Object::from(kid)] };
    for key in [b"FT".as_slice(), b"T", b"TU"] {
        field.set(key.to_vec(), widget.remove(key).expect("an entry"));
    }
    widget.set("Parent", id);
    document.objects.insert(id, field.into());
    document.objects.insert(kid, widget.into());
    // The page shows the widget.
    for object in document.objects.values_mut() {
        if let Ok(Object::Array(list)) = object.as_dict_mut().and_then(|dict| dict.get_mut(b"Annots")) {
            list.iter_mut().filter(|annot| **annot == id.into()).for_each(|annot| *annot = kid.into());
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("memory");
    out
}

#[test]
fn a_widget_may_stand_apart_from_its_field() {
    let one = signed(&prepared_apart(), "co-quan", None);
    let both = signed(&one, "nguoi-ky", None);
    let findings = look(&both);
    assert_eq!(findings.verdict(), Verdict::Fine, "{findings:#?}");
    let changes: Vec<&str> = findings.signatures[0].changes.iter().map(|change| change.kind.id()).collect();
    assert_eq!((changes, findings.signatures[1].place.map(|place| place.page)), (vec!["signed"], Some(1)));
    // Its picture comes with the signature, not before, not later.
    for (pdf, fault) in [(one, "field-changed"), (both, "signed-field-changed")] {
        let document = Document::load_mem(&pdf).expect("a PDF");
        let is_kid = |o: &&Object| o.as_dict().is_ok_and(|dict| dict.has(b"Parent") && dict.has(b"Rect"));
        let (id, kid) =
            document.objects.iter().find(|(_, o)| is_kid(o)).map(|(id, o)| (*id, o.clone())).expect("a kid");
        let mut kid = kid.as_dict().expect("a kid").clone();
        let form =
            dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => [0, 0, 9, 9].map(Object::from).to_vec() };
        let mut update = lopdf::IncrementalDocument::create_from(pdf.clone(), document);
        let picture = update.new_document.add_object(Stream::new(form, b"0 0 9 9 re f".to_vec()));
        kid.set("AP", dictionary! { "N" => picture });
        update.new_document.objects.insert(id, kid.into());
        let mut out = Vec::new();
        update.save_to(&mut out).expect("memory");
        let ids = ids(&look(&out));
        assert!(ids.contains(&fault), "{ids:?}");
    }
}

#[test]
fn a_second_signature_may_bring_its_own_visible_field() {
    let key = open_pkcs12(PERSON, &Secret::new("matkhau".into())).expect("a key");
    let stranger = include_bytes!("../../tests/pki/stranger.p12");
    let stranger = open_pkcs12(stranger, &Secret::new("matkhau".into())).expect("a key");
    let one = signed(&prepared(), "nguoi-ky", None);
    let rgba = [0, 0, 200, 128].repeat(16);
    let place = Some(on(20.0, 100.0));
    let second = |key: &dyn Key| {
        let signature = Signature {
            field: FieldChoice::New(NewSignatureField { name: "them".into(), tooltip: "thêm".into(), place }),
            appearance: Appearance::Image(Picture { rgba: &rgba, width: 4, height: 4, area: None }),
            moment: NOW,
            reason: None,
            location: None,
            name: None,
            contact: None,
            certify: None,
            reserve: 8192,
        };
        let mut make = |parts: [&[u8]; 2]| sign_cms(key, &key.scheme().hash().digest_parts(parts), key.issuers(), None);
        sign(&one, &[], &signature, &mut make).expect("signed")
    };
    let findings = look(&second(&key));
    assert_eq!(findings.verdict(), Verdict::Fine, "{findings:#?}");
    assert!(lines(&findings, Lang::Vi).iter().any(|line| line.contains("hình nằm đè lên trang")));
    // One that nobody trusts paints over the page only.
    let findings = look(&second(&stranger));
    assert!(ids(&findings).contains(&"signature-field-added"), "{findings:#?}");
    assert!(findings.signatures[0].faults.iter().any(|fault| fault.wording().vi.contains("không đáng tin")));
}

#[test]
fn flipped_bytes_are_reported() {
    let both = signed(&signed(&prepared(), "nguoi-ky", None), "co-quan", None);
    let anchors = Certificate::from_pem_or_der_many(ROOT).expect("a certificate");
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..300 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let mut pdf = both.clone();
        let at = state as usize % pdf.len();
        pdf[at] ^= 1 << (state >> 60 & 7);
        // Certificates that came along with a signature can be checked with their anchor only.
        let found = verify(&Request { pdf: &pdf, anchors: &anchors, now: NOW, at: None });
        assert!(found.is_err() || found.is_ok_and(|f| f.verdict() == Verdict::Problems), "byte {at} of {}", pdf.len());
    }
}

#[test]
fn what_is_no_signed_pdf_is_told_apart() {
    let open = |pdf: &[u8]| verify(&Request { pdf, anchors: &[], now: NOW, at: None });
    assert_eq!(open(b"").err(), Some(VerifyError::NotAPdf));
    assert_eq!(open(b"PK\x03\x04").err(), Some(VerifyError::NotAPdf));
    let findings = open(&document()).expect("a PDF");
    assert!(findings.document.is_empty(), "{:?}", findings.document);
    assert_eq!(findings.not_checked.first(), Some(&NotChecked::NoSignature));
    assert_eq!(findings.verdict(), Verdict::Problems);
}

#[test]
fn any_beginning_of_a_file_is_survived() {
    let pdf = signed(&prepared(), "nguoi-ky", None);
    for end in (0..pdf.len()).step_by(997) {
        let found = verify(&Request { pdf: &pdf[..end], anchors: &[], now: NOW, at: None });
        assert!(found.is_err() || found.is_ok_and(|f| f.verdict() == Verdict::Problems), "{end}");
    }
}
