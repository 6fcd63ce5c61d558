//! Updates as a whole, on small documents.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::*;

const FACE: &[u8] = include_bytes!("../../fonts/LiberationSerif-Regular.ttf");
const MOMENT: i64 = 1_764_000_000;

fn permission(pdf: &[u8]) -> Result<Option<Permission>, RevisionError> {
    let update = Update::open(pdf)?;
    Ok(lock::permission(&update, &form::all(&update)?))
}

/// A document of one page, tagged with a nested parent tree or not at all.
fn document(tagged: bool) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages });
    document.objects.insert(
        pages,
        dictionary! {
            "Type" => "Pages",
            "Kids" => Object::Array(vec![page.into()]),
            "Count" => 1,
            "MediaBox" => Object::Array(vec![0.into(), 0.into(), 595.into(), 842.into()]),
        }
        .into(),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    if tagged {
        let limits = |from: i64, to: i64| Object::Array(vec![from.into(), to.into()]);
        let leaf = |document: &mut Document, key: i64| {
            document.add_object(dictionary! {
                "Limits" => limits(key, key),
                "Nums" => Object::Array(vec![key.into(), Object::Null]),
            })
        };
        let (first, last) = (leaf(&mut document, 0), leaf(&mut document, 7));
        let middle = document.add_object(dictionary! {
            "Limits" => limits(0, 7),
            "Kids" => Object::Array(vec![first.into(), last.into()]),
        });
        let tree = document.new_object_id();
        let element = document.add_object(dictionary! { "Type" => "StructElem", "S" => "Document", "P" => tree });
        document.objects.insert(
            tree,
            dictionary! {
                "Type" => "StructTreeRoot",
                "K" => element,
                "ParentTree" => dictionary! { "Kids" => Object::Array(vec![middle.into()]) },
                "ParentTreeNextKey" => 3,
            }
            .into(),
        );
        catalog.set("StructTreeRoot", tree);
    }
    let root = document.add_object(catalog);
    document.trailer.set("Root", root);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("written");
    out
}

fn place(x: f64) -> Place {
    Place { page: 1, rect: Rect { x, y: 50.0, width: 60.0, height: 10.0 } }
}

fn signature_field(name: &str) -> NewSignatureField {
    NewSignatureField { name: name.into(), tooltip: "Chữ ký".into(), place: Some(place(10.0)) }
}

fn number_field() -> NewTextField<'static> {
    let value =
        TextLine {
            text: "Số: …/KH-UBND".into(), alphabet: String::new(), face: FACE, size: 13.0, baseline: Some(7.0)
        };
    NewTextField { name: "so".into(), tooltip: "Số, ký hiệu".into(), place: place(20.0), value }
}

fn signature(field: FieldChoice<'_>, certify: Option<Permission>) -> Signature<'_> {
    Signature {
        field,
        appearance: Appearance::None,
        moment: MOMENT,
        reason: Some("/ByteRange[0 9999999999 9999999999 9999999999]/Contents<00>"),
        location: None,
        name: None,
        contact: None,
        certify,
        reserve: 64,
    }
}

/// Signs with a digest of the digest.
fn signed(pdf: &[u8], signature: &Signature) -> Result<Vec<u8>, SignError<()>> {
    sign(pdf, &[], signature, &mut |parts| Ok(super::sha256(parts).to_vec()))
}

fn new(name: &str, certify: Option<Permission>) -> Signature<'static> {
    signature(FieldChoice::New(signature_field(name)), certify)
}

#[test]
fn every_update_keeps_what_was_there_and_signs_all_but_the_contents() {
    let pdf = document(true);
    let awaiting = add_fields(&pdf, &[signature_field("chu_ky"), signature_field("dau")], &[number_field()]);
    let awaiting = awaiting.expect("fields");
    let leader = signature(FieldChoice::Existing("chu_ky"), Some(Permission::FormFilling));
    let first = signed(&awaiting, &leader).expect("signed");
    let filled = fill(&first, &[("so", "Số: 35/KH-UBND")]).expect("filled");
    let second = signed(&filled, &signature(FieldChoice::Existing("dau"), None)).expect("signed");
    let stored = add_dss(&second, &[vec![1; 40]], &[], &[vec![2; 40]]).expect("stored");
    let stamped = add_document_timestamp::<()>(&stored, 64, &mut |digest| Ok(digest.to_vec())).expect("stamped");
    let steps = [&pdf, &awaiting, &first, &filled, &second, &stored, &stamped];
    assert!(steps.windows(2).all(|pair| pair[1].starts_with(pair[0]) && pair[1].len() > pair[0].len()));
    for (file, name) in [(&first, "chu_ky"), (&second, "dau"), (&stamped, "DauThoiGian1")] {
        let document = Document::load_mem(file).expect("a PDF");
        let (range, contents) = value_of(&document, name);
        let [zero, end, after, rest] = range.try_into().expect("four numbers");
        assert_eq!((zero, after + rest), (0, file.len()), "up to the last byte");
        assert_eq!((file[end], file[after - 1], after - end), (b'<', b'>', 2 * 64 + 2));
        let digest = sha256([&file[..end], &file[after..]]);
        assert_eq!((&contents[..32], &contents[32..]), (digest.as_slice(), [0; 32].as_slice()));
    }
    assert_eq!(permission(&stamped), Ok(Some(Permission::FormFilling)));
    let facts = fields(&stamped).expect("fields");
    let seen: Vec<_> = facts.iter().map(|f| (f.name.as_str(), f.signed, f.read_only, f.value.as_deref())).collect();
    assert_eq!(
        seen,
        [
            ("so", false, true, Some("Số: 35/KH-UBND")),
            ("chu_ky", true, false, None),
            ("dau", true, false, None),
            ("DauThoiGian1", true, false, None),
        ]
    );
}

fn value_of(document: &Document, name: &str) -> (Vec<usize>, Vec<u8>) {
    let fields: Vec<&Dictionary> = document.objects.values().filter_map(|object| object.as_dict().ok()).collect();
    let field = fields
        .into_iter()
        .find(|dict| dict.get(b"T").and_then(Object::as_str).is_ok_and(|text| update::decode_text(text) == name));
    let value = field.and_then(|dict| document.get_dictionary(dict.get(b"V").ok()?.as_reference().ok()?).ok());
    let value = value.expect("a signature");
    let numbers = value.get(b"ByteRange").and_then(Object::as_array).expect("numbers");
    let numbers = numbers.iter().map(|n| usize::try_from(n.as_i64().expect("a number")).expect("positive")).collect();
    (numbers, value.get(b"Contents").and_then(Object::as_str).expect("bytes").to_vec())
}

#[test]
fn a_widget_is_tagged_and_found_through_a_nested_parent_tree() {
    let pdf = add_fields(&document(true), &[signature_field("a"), signature_field("b")], &[]).expect("fields");
    let document = Document::load_mem(&pdf).expect("a PDF");
    let get =
        |dict: &Dictionary, key: &[u8]| document.dereference(dict.get(key).expect("there")).expect("there").1.clone();
    let tree = get(document.catalog().expect("a catalog"), b"StructTreeRoot");
    let tree = tree.as_dict().expect("a tree");
    assert_eq!(get(tree, b"ParentTreeNextKey").as_i64().ok(), Some(10));
    let kid = |node: &Dictionary| {
        let kids = get(node, b"Kids");
        let last = kids.as_array().expect("kids").last().and_then(|kid| kid.as_reference().ok()).expect("a kid");
        document.get_dictionary(last).expect("a node").clone()
    };
    let middle = kid(get(tree, b"ParentTree").as_dict().expect("a node"));
    assert_eq!(get(&middle, b"Limits"), Object::Array(vec![0.into(), 9.into()]));
    let leaf = kid(&middle);
    assert_eq!(get(&leaf, b"Limits"), Object::Array(vec![7.into(), 9.into()]));
    let nums = get(&leaf, b"Nums");
    let [_, _, eight, first, _, _] = nums.as_array().expect("an array").as_slice() else { panic!("{nums:?}") };
    assert_eq!(eight, &Object::Integer(8));
    let element = document.get_dictionary(first.as_reference().expect("an element")).expect("an element");
    assert_eq!(get(element, b"S"), "Form".into());
    let object = get(element, b"K");
    let widget: ObjectId = object.as_dict().and_then(|k| k.get(b"Obj")?.as_reference()).expect("a widget");
    assert_eq!(get(document.get_dictionary(widget).expect("a widget"), b"StructParent"), Object::Integer(8));
    // Where there are no tags, none are made.
    let plain = add_fields(&self::document(false), &[signature_field("a")], &[]).expect("fields");
    assert!(!plain.windows(12).any(|window| window == b"StructParent"));
}

#[test]
fn a_filled_line_stays_in_the_middle_and_on_its_baseline() {
    let pdf = add_fields(&document(false), &[], &[number_field()]).expect("fields");
    let shown = |pdf: &[u8]| -> (f64, f64) {
        let text = String::from_utf8_lossy(pdf).into_owned();
        let at = text.rfind(" Tm <").expect("a line");
        let numbers: Vec<f64> = text[..at].rsplit(' ').take(2).map(|n| n.parse().expect("a number")).collect();
        (numbers[1], numbers[0])
    };
    let before = shown(&pdf);
    let filled = fill(&pdf, &[("so", "Số: 1234/KH-UBND")]).expect("filled");
    let after = shown(&filled);
    assert!((before.1 - 3.0 * 72.0 / 25.4).abs() < 0.01, "{before:?}");
    assert!(after.0 < before.0 && (after.1 - before.1).abs() < 0.01, "{before:?} {after:?}");
    assert_eq!(fill(&pdf, &[("so", "Số: 35/QĐ")]), Err(RevisionError::NoGlyph('Q')));
    assert_eq!(fill(&filled, &[("so", "Số: 1")]), Err(RevisionError::ReadOnly("so".into())));
    assert_eq!(fill(&pdf, &[("ngay", "1")]), Err(RevisionError::NoSuchField("ngay".into())));
    let wide = "Số: 1234567890123456789012345678901234567890";
    assert_eq!(fill(&pdf, &[("so", wide)]), Err(RevisionError::TooWide { needed: 99, available: 60 }));
    // Composed and decomposed letters are the same text.
    assert!(fill(&pdf, &[("so", "So\u{302}\u{301}: 5/KH-UBND")]).is_ok());
}

#[test]
fn what_a_signature_forbids_is_refused() {
    let pdf = add_fields(&document(false), &[signature_field("a")], &[number_field()]).expect("fields");
    let closed = signed(&pdf, &new("b", Some(Permission::Nothing))).expect("signed");
    assert_eq!(fill(&closed, &[("so", "1")]), Err(RevisionError::Locked));
    let locked = Err(SignError::Revision(RevisionError::Locked));
    assert_eq!(signed(&closed, &signature(FieldChoice::Existing("a"), None)), locked);
    assert!(add_document_timestamp::<()>(&closed, 64, &mut |_| Ok(vec![1])).is_ok());
    assert!(add_dss(&closed, &[vec![1]], &[], &[]).is_ok());
    let open = signed(&pdf, &new("b", Some(Permission::FormFilling))).expect("signed");
    assert_eq!(signed(&open, &new("c", None)), locked);
    assert!(signed(&open, &signature(FieldChoice::Existing("a"), None)).is_ok());
    let again = signed(&open, &signature(FieldChoice::Existing("b"), None));
    assert_eq!(again, Err(RevisionError::AlreadySigned("b".into()).into()));
    let certified = signed(&open, &signature(FieldChoice::Existing("a"), Some(Permission::FormFilling)));
    assert_eq!(certified, Err(RevisionError::SignedAlready.into()));
    assert_eq!(add_fields(&open, &[signature_field("d")], &[]), Err(RevisionError::SignedAlready));
}

#[test]
fn a_field_that_locks_others_does_so_when_signed() {
    let pdf = add_fields(&document(false), &[signature_field("a")], &[number_field()]).expect("fields");
    let mut document = Document::load_mem(&pdf).expect("a PDF");
    let lock = dictionary! {
        "Type" => "SigFieldLock",
        "Action" => "Include",
        "Fields" => Object::Array(vec![Object::string_literal("so")]),
    };
    for object in document.objects.values_mut() {
        if let Object::Dictionary(dict) = object
            && dict.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig")
        {
            dict.set("Lock", lock.clone());
        }
    }
    let mut locking = Vec::new();
    document.save_to(&mut locking).expect("written");
    assert!(fill(&locking, &[("so", "Số: 5")]).is_ok());
    let locked = signed(&locking, &signature(FieldChoice::Existing("a"), None)).expect("signed");
    assert_eq!(fill(&locked, &[("so", "Số: 5")]), Err(RevisionError::Locked));
    assert_eq!(permission(&locked), Ok(None));
}

#[test]
fn levels_that_are_not_understood_permit_nothing() {
    let pdf = add_fields(&document(false), &[signature_field("a"), signature_field("b")], &[number_field()]);
    let certified =
        signed(&pdf.expect("fields"), &signature(FieldChoice::Existing("a"), Some(Permission::Annotations)));
    let certified = certified.expect("signed");
    assert_eq!(permission(&certified), Ok(Some(Permission::Annotations)));
    let with_level = |level: &[u8]| {
        let at = certified.windows(4).rposition(|window| window == b"/P 3").expect("a level");
        [&certified[..at], b"/P ", level, &certified[at + 4..]].concat()
    };
    assert_eq!(permission(&with_level(b"2")), Ok(Some(Permission::FormFilling)));
    for odd in [b"7".as_slice(), b"0"] {
        let odd = with_level(odd);
        assert_eq!(permission(&odd), Ok(Some(Permission::Nothing)));
        assert_eq!(fill(&odd, &[("so", "Số: 5")]), Err(RevisionError::Locked));
    }
}

#[test]
fn the_level_of_a_lock_holds_for_the_whole_document() {
    let pdf = add_fields(&document(false), &[signature_field("a"), signature_field("b")], &[number_field()]);
    let mut document = Document::load_mem(&pdf.expect("fields")).expect("a PDF");
    let lock = |level: i64| dictionary! { "Type" => "SigFieldLock", "Action" => "Include", "P" => level };
    for (level, wanted) in [(1, Permission::Nothing), (2, Permission::FormFilling), (9, Permission::Nothing)] {
        for object in document.objects.values_mut() {
            if let Object::Dictionary(dict) = object
                && dict.get(b"T").and_then(lopdf::decode_text_string).is_ok_and(|name| name == "a")
            {
                dict.set("Lock", lock(level));
            }
        }
        let mut locking = Vec::new();
        document.clone().save_to(&mut locking).expect("written");
        assert_eq!(permission(&locking), Ok(None));
        let done = signed(&locking, &signature(FieldChoice::Existing("a"), None)).expect("signed");
        assert_eq!(permission(&done), Ok(Some(wanted)));
        assert_eq!(fill(&done, &[("so", "Số: 5")]).is_ok(), wanted == Permission::FormFilling);
    }
}

#[test]
fn material_is_filed_under_the_newest_signature() {
    let pdf = add_fields(&document(false), &[signature_field("b"), signature_field("a")], &[]).expect("fields");
    let first = signed(&pdf, &signature(FieldChoice::Existing("a"), None)).expect("signed");
    let first = add_dss(&first, &[vec![1; 40]], &[], &[]).expect("stored");
    let second = sign::<()>(&first, &[], &signature(FieldChoice::Existing("b"), None), &mut |_| Ok(vec![9; 40]));
    let second = add_dss(&second.expect("signed"), &[vec![2; 40]], &[], &[]).expect("stored");
    let document = Document::load_mem(&second).expect("a PDF");
    let store = document.catalog().and_then(|root| root.get_deref(b"DSS", &document)?.as_dict()).expect("a store");
    let related = store.get_deref(b"VRI", &document).and_then(Object::as_dict).expect("VRI");
    assert_eq!(related.len(), 2);
    for (_, entry) in related {
        let (_, entry) = document.dereference(entry).expect("an entry");
        let listed = entry.as_dict().and_then(|entry| entry.get(b"Cert")?.as_array()).map(Vec::len);
        assert!(matches!(listed, Ok(1)));
    }
    // Empty fields come before the first signature.
    let late =
        sign::<()>(&first, &[signature_field("c")], &signature(FieldChoice::Existing("b"), None), &mut |_| Ok(vec![1]));
    assert_eq!(late, Err(RevisionError::SignedAlready.into()));
}

#[test]
fn bad_wishes_have_their_own_errors() {
    let pdf = document(false);
    let with = |change: &dyn Fn(&mut NewSignatureField)| {
        let mut field = signature_field("a");
        change(&mut field);
        add_fields(&pdf, &[field], &[]).map(|_| ())
    };
    assert_eq!(with(&|f| f.name = "a.b".into()), Err(RevisionError::FieldName("a.b".into())));
    let elsewhere = |page| Some(Place { page, ..place(0.0) });
    assert_eq!(with(&|f| f.place = elsewhere(2)), Err(RevisionError::NoSuchPage(2)));
    assert_eq!(with(&|f| f.place = elsewhere(0)), Err(RevisionError::NoSuchPage(0)));
    for rect in [(0.0, 0.0, 0.0, 5.0), (f64::NAN, 0.0, 5.0, 5.0), (500.0, 0.0, 5.0, 5.0)] {
        let rect = Rect { x: rect.0, y: rect.1, width: rect.2, height: rect.3 };
        assert_eq!(with(&|f| f.place = Some(Place { page: 1, rect })), Err(RevisionError::Place));
    }
    let twice = add_fields(&pdf, &[signature_field("a"), signature_field("a")], &[]);
    assert_eq!(twice, Err(RevisionError::FieldTaken("a".into())));
    let small = sign::<()>(&pdf, &[], &new("a", None), &mut |_| Ok(vec![1; 65]));
    assert_eq!(small, Err(RevisionError::TooSmall { needed: 65, reserved: 64 }.into()));
    assert_eq!(sign(&pdf, &[], &new("a", None), &mut |_| Err("token")), Err(SignError::Make("token")));
    let picture = Picture { rgba: &[0; 15], width: 2, height: 2, area: None };
    let shown = Signature { appearance: Appearance::Image(picture), ..new("a", None) };
    assert_eq!(signed(&pdf, &shown), Err(RevisionError::Picture.into()));
    let line = Signature { appearance: Appearance::Line { text: "SAO Y", face: b"none" }, ..new("a", None) };
    assert_eq!(signed(&pdf, &line), Err(RevisionError::Font.into()));
}

#[test]
fn validation_material_is_stored_once() {
    let pdf = signed(&document(false), &new("a", None)).expect("signed");
    let once = add_dss(&pdf, &[vec![1; 40], vec![2; 40], vec![1; 40]], &[vec![3; 40]], &[]).expect("stored");
    let twice = add_dss(&once, &[vec![2; 40], vec![4; 40]], &[], &[vec![5; 40]]).expect("stored");
    let document = Document::load_mem(&twice).expect("a PDF");
    let store = document.catalog().and_then(|root| root.get_deref(b"DSS", &document)?.as_dict()).expect("a store");
    let count = |dict: &Dictionary, key: &[u8]| {
        dict.get_deref(key, &document).and_then(Object::as_array).map(Vec::len).unwrap_or_default()
    };
    assert_eq!((count(store, b"Certs"), count(store, b"OCSPs"), count(store, b"CRLs")), (3, 1, 1));
    let vri = store.get_deref(b"VRI", &document).and_then(Object::as_dict).expect("VRI");
    let (key, entry) = vri.iter().next().expect("an entry");
    assert!(vri.len() == 1 && key.len() == 40 && key.iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()));
    let entry = document.dereference(entry).and_then(|(_, entry)| entry.as_dict()).expect("an entry");
    assert_eq!((count(entry, b"Cert"), count(entry, b"OCSP"), count(entry, b"CRL")), (3, 1, 1));
}

#[test]
fn a_picture_is_drawn_in_its_part_of_the_field() {
    let area = Rect { x: 30.0, y: 52.0, width: 20.0, height: 6.0 };
    let picture = Picture { rgba: &[0x20; 32], width: 4, height: 2, area: Some(area) };
    let shown = Signature { appearance: Appearance::Image(picture), ..new("a", None) };
    let pdf = signed(&document(false), &shown).expect("signed");
    let drawn = fields(&pdf).expect("fields")[0].drawn.expect("a picture");
    for (is, wanted) in [(drawn.x, 34.0), (drawn.y, 52.0), (drawn.width, 12.0), (drawn.height, 6.0)] {
        assert!((is - wanted).abs() < 0.01, "{drawn:?}");
    }
}

#[test]
fn damaged_files_give_errors() {
    let good = add_fields(&document(true), &[signature_field("a")], &[number_field()]).expect("fields");
    let good = signed(&good, &signature(FieldChoice::Existing("a"), None)).expect("signed");
    let mut state = 1_u32;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for round in 0..200 {
        let mut bad = good.clone();
        for _ in 0..=round % 8 {
            let at = random(bad.len());
            bad[at] = u8::try_from(random(256)).expect("a byte");
        }
        if round % 5 == 0 {
            bad.truncate(random(good.len()));
        }
        // Whatever comes out, it comes out.
        let _ = (fields(&bad), permission(&bad), fill(&bad, &[("so", "Số: 5")]), add_dss(&bad, &[vec![1]], &[], &[]));
        let _ = (signed(&bad, &new("b", None)), add_fields(&bad, &[signature_field("c")], &[]));
    }
    assert_eq!(fields(b"x"), Err(RevisionError::NotAPdf));
    let text = String::from_utf8_lossy(&document(false)).into_owned();
    assert_eq!(fields(format!("junk {text}").as_bytes()), Err(RevisionError::Damaged("%PDF-".into())));
}

#[test]
fn circles_end() {
    let mut document = Document::load_mem(&document(true)).expect("a PDF");
    let circle = document.new_object_id();
    let kids = Object::Array(vec![circle.into(), circle.into()]);
    let tree = document.add_object(dictionary! { "Kids" => kids });
    let root = document.catalog().and_then(|root| root.get(b"StructTreeRoot")?.as_reference()).expect("a tree");
    document.get_dictionary_mut(root).expect("a tree").set("ParentTree", tree);
    document.objects.insert(
        circle,
        dictionary! { "T" => Object::string_literal("a"), "Kids" => Object::Array(vec![tree.into(), circle.into()]) }
            .into(),
    );
    let form = dictionary! { "Fields" => Object::Array(vec![circle.into()]) };
    document.catalog_mut().expect("a catalog").set("AcroForm", form);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).expect("written");
    assert!(fields(&pdf).is_ok());
    assert!(matches!(add_fields(&pdf, &[signature_field("b")], &[]), Err(RevisionError::Damaged(_))));
}

/// A hybrid-reference file (ISO 32000-1, 7.5.8.4): its form is in an object stream that the table does not name.
fn hybrid() -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    let members = "4 0 <</Fields[]>>";
    for body in [
        "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R>>".to_owned(),
        String::new(),
        format!("<</Type/ObjStm/N 1/First 4/Length {}>>stream\n{members}\nendstream", members.len()),
    ] {
        places.push(file.len());
        if !body.is_empty() {
            file.extend(format!("{} 0 obj\n{body}\nendobj\n", places.len()).bytes());
        }
    }
    let stream = file.len();
    file.extend(
        b"6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Index[4 1]/Length 4>>stream\n\x02\x00\x05\x00\nendstream\nendobj\n",
    );
    let table = file.len();
    file.extend(b"xref\n0 7\n0000000000 65535 f \n");
    for (index, place) in places.iter().chain([&stream]).enumerate() {
        let kind = if index == 3 { "0000000000 00000 f".to_owned() } else { format!("{place:010} 00000 n") };
        file.extend(format!("{kind} \n").bytes());
    }
    file.extend(format!("trailer\n<</Size 7/Root 1 0 R/XRefStm {stream}>>\nstartxref\n{table}\n%%EOF").bytes());
    file
}

#[test]
fn a_hybrid_file_does_not_fall_back_to_its_old_objects() {
    let pdf = hybrid();
    let first = add_fields(&pdf, &[signature_field("a")], &[]).expect("fields");
    let second = add_fields(&first, &[signature_field("b")], &[]).expect("fields");
    let third = signed(&second, &signature(FieldChoice::Existing("b"), None)).expect("signed");
    assert!(third.starts_with(&second) && second.starts_with(&first) && first.starts_with(&pdf));
    assert!(!third[pdf.len()..].windows(7).any(|window| window == b"XRefStm"));
    let names: Vec<_> = fields(&third).expect("fields").into_iter().map(|f| (f.name, f.signed)).collect();
    assert_eq!(names, [("a".to_owned(), false), ("b".to_owned(), true)]);
}
