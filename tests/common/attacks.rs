//! Attacks on signed PDFs, as bytes: each takes a signed file with a classic cross-reference table and makes one that a careless reader
//! would still call signed. Used to prove that `verify` reports every one of them.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, Writer, dictionary};

/// A tampered file.
#[derive(Debug, Clone)]
pub struct Attack {
    /// What was done.
    pub name: &'static str,
    /// Ids of faults or changes, of which at least one must be reported.
    pub expected: &'static [&'static str],
    /// The file.
    pub pdf: Vec<u8>,
}

/// All attacks that apply to a signed file.
///
/// # Panics
/// When the file is not as this project's tests make them.
pub fn all(pdf: &[u8]) -> Vec<Attack> {
    let mut attacks = updates(pdf);
    attacks.extend(signature_fields(pdf));
    attacks.extend(bytes(pdf));
    attacks.extend(tables(pdf));
    attacks
}

/// A file under attack, and its objects.
struct Target<'a> {
    pdf: &'a [u8],
    document: Document,
    root: ObjectId,
}

impl<'a> Target<'a> {
    fn new(pdf: &'a [u8]) -> Self {
        let document = Document::load_mem(pdf).expect("a PDF");
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).expect("a catalog");
        Self { pdf, document, root }
    }

    fn dict(&self, id: ObjectId) -> Dictionary {
        self.document.get_dictionary(id).expect("a dictionary").clone()
    }

    fn catalog(&self) -> Dictionary {
        self.dict(self.root)
    }

    fn page(&self) -> ObjectId {
        *self.document.get_pages().values().next().expect("a page")
    }

    /// A number that is not in use.
    fn free(&self) -> ObjectId {
        let size = self.document.trailer.get(b"Size").and_then(Object::as_i64).expect("/Size");
        (u32::try_from(size).expect("/Size").max(self.document.max_id + 1), 0)
    }

    /// The first signed field.
    fn signed_field(&self) -> (ObjectId, Dictionary) {
        let signed = |(id, object): (&ObjectId, &Object)| {
            let dict = object.as_dict().ok()?;
            let kind = dict.get(b"FT").and_then(Object::as_name).ok()?;
            (kind == b"Sig" && dict.has(b"V")).then(|| (*id, dict.clone()))
        };
        self.document.objects.iter().find_map(signed).expect("a signed field")
    }

    /// The first signature field that nobody has signed.
    fn empty_field(&self) -> Option<(ObjectId, Dictionary)> {
        let is_empty = |dict: &Dictionary| {
            dict.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig")
                && !dict.has(b"V")
                && dict.has(b"T")
        };
        self.find(is_empty).and_then(|(id, object)| Some((id, object.as_dict().ok()?.clone())))
    }

    /// The file with an update that adds a signature field and what belongs to it.
    fn add_field(&self, number: ObjectId, field: Dictionary, others: &[(ObjectId, Object)]) -> Vec<u8> {
        let mut catalog = self.catalog();
        let page = self.page();
        let mut page_dict = self.dict(page);
        let mut objects = others.to_vec();
        let resolved = |object: &Object| match object {
            Object::Reference(id) => self.document.get_object(*id).expect("an object").clone(),
            other => other.clone(),
        };
        let mut grown = |holder: &mut Dictionary, key: &str| {
            let old = holder.get(key.as_bytes()).cloned().unwrap_or_else(|_| Object::Array(Vec::new()));
            let mut list = resolved(&old).as_array().expect("a list").clone();
            list.push(number.into());
            match old {
                Object::Reference(id) => objects.push((id, list.into())),
                _ => holder.set(key, list),
            }
        };
        grown(&mut page_dict, "Annots");
        let form = catalog.get(b"AcroForm").expect("a form").clone();
        let mut form_dict = resolved(&form).as_dict().expect("a form").clone();
        grown(&mut form_dict, "Fields");
        match form {
            Object::Reference(id) => objects.push((id, form_dict.into())),
            _ => {
                catalog.set("AcroForm", form_dict);
                objects.push((self.root, catalog.into()));
            }
        }
        objects.extend([(page, page_dict.into()), (number, field.into())]);
        objects.sort_by_key(|(id, _)| *id);
        self.update(&objects)
    }

    /// The first object that `wanted` holds for.
    fn find(&self, wanted: impl Fn(&Dictionary) -> bool) -> Option<(ObjectId, Object)> {
        let dict = |object: &Object| match object {
            Object::Dictionary(dict) => Some(dict.clone()),
            Object::Stream(stream) => Some(stream.dict.clone()),
            _ => None,
        };
        self.document.objects.iter().find(|(_, o)| dict(o).is_some_and(|d| wanted(&d))).map(|(id, o)| (*id, o.clone()))
    }

    /// The file with an update of these objects, in all correctness.
    fn update(&self, objects: &[(ObjectId, Object)]) -> Vec<u8> {
        let bodies: Vec<(ObjectId, Vec<u8>)> = objects
            .iter()
            .map(|(id, object)| {
                let mut body = Vec::new();
                Writer::write_object(&mut body, object).expect("memory");
                (*id, body)
            })
            .collect();
        self.raw(&bodies, |_| String::new(), b"")
    }

    /// The same from written bodies; `entries` gives further entries of the table from the offset of the first object, `between` stands
    /// before the table.
    fn raw(&self, objects: &[(ObjectId, Vec<u8>)], entries: impl Fn(usize) -> String, between: &[u8]) -> Vec<u8> {
        let mut out = self.pdf.to_vec();
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        let first = out.len();
        let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
        for ((number, generation), body) in objects {
            table += &format!("{number} 1\n{:010} {generation:05} n \n", out.len());
            out.extend(format!("{number} {generation} obj\n").bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        table += &entries(first);
        out.extend(between);
        let start = out.len();
        out.extend(table.bytes());
        let mut trailer = Dictionary::new();
        let size = objects.iter().map(|((number, _), _)| i64::from(*number) + 1).max().unwrap_or(0);
        trailer.set("Size", size.max(i64::from(self.free().0)));
        for key in [b"Root".as_slice(), b"Info", b"ID"] {
            if let Ok(value) = self.document.trailer.get(key) {
                trailer.set(key.to_vec(), value.clone());
            }
        }
        trailer.set("Prev", i64::try_from(self.document.xref_start).expect("an offset"));
        out.extend(b"trailer\n");
        Writer::write_object(&mut out, &Object::Dictionary(trailer)).expect("memory");
        out.extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
        out
    }
}

fn with(dict: &Dictionary, key: &str, value: impl Into<Object>) -> Object {
    let mut dict = dict.clone();
    dict.set(key, value);
    Object::Dictionary(dict)
}

fn without(dict: &Dictionary, key: &[u8]) -> Object {
    let mut dict = dict.clone();
    dict.remove(key);
    Object::Dictionary(dict)
}

fn content() -> Stream {
    Stream::new(Dictionary::new(), b"0 0 0 rg 0 0 600 800 re f".to_vec())
}

/// A form that paints everything.
fn paint() -> Object {
    let all = [0, 0, 600, 800].map(Object::from).to_vec();
    Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => all }, content().content).into()
}

/// Signature fields as a pretext to paint over the page.
fn signature_fields(pdf: &[u8]) -> Vec<Attack> {
    let target = Target::new(pdf);
    let new = target.free();
    let [picture, value, rect] = [1, 2, 3].map(|n| (new.0 + n, 0));
    let shown = || dictionary! { "N" => picture };
    let all = || [0, 0, 600, 800].map(Object::from).to_vec();
    let nothing = dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => [0, 10, 20, 10].map(Object::from).to_vec(),
        "Contents" => Object::String(vec![0x30, 0], StringFormat::Hexadecimal),
    };
    let mut attacks = Vec::new();
    let mut add = |name, expected, pdf| attacks.push(Attack { name, expected, pdf });
    if let Some((field, dict)) = target.empty_field() {
        let painted = with(&dict, "AP", shown());
        add(
            "picture for a field that nobody signed",
            &["field-changed"],
            target.update(&[(field, painted.clone()), (picture, paint())]),
        );
        let old = dict.get(b"AP").and_then(Object::as_dict).and_then(|ap| ap.get(b"N")?.as_reference());
        if let Ok(old) = old {
            add("picture replaced in a field that nobody signed", &["field-changed"], target.update(&[(old, paint())]));
        }
        let signed = with(painted.as_dict().expect("a field"), "V", value);
        add(
            "field signed with nothing",
            &["signed"],
            target.update(&[(field, signed), (picture, paint()), (value, nothing.clone().into())]),
        );
    }
    let mut field = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("MAU"), "F" => 4,
        "Rect" => all(), "AP" => shown(), "P" => target.page(),
    };
    add(
        "empty field over the page",
        &["signature-field-added"],
        target.add_field(new, field.clone(), &[(picture, paint())]),
    );
    let mut signed = field.clone();
    signed.set("V", value);
    let objects = [(picture, paint()), (value, nothing.into())];
    add("field over the page signed with nothing", &["signature-field-added"], target.add_field(new, signed, &objects));
    field.set("F", 4 | 32);
    add(
        "field for paper only",
        &["signature-field-added"],
        target.add_field(new, field.clone(), &[(picture, paint())]),
    );
    field.set("F", 4);
    field.set("Rect", rect);
    let objects = [(picture, paint()), (rect, all().into())];
    add("field whose place stands elsewhere", &["field-changed"], target.add_field(new, field.clone(), &objects));
    field.set("Rect", [0, 0, 0, 0].map(Object::from).to_vec());
    add("field without a place that paints", &["field-changed"], target.add_field(new, field, &[(picture, paint())]));
    attacks
}

/// Well-formed updates that change what one sees, or what is proven.
fn updates(pdf: &[u8]) -> Vec<Attack> {
    let target = Target::new(pdf);
    let (root, page, new) = (target.root, target.page(), target.free());
    let (catalog, page_dict) = (target.catalog(), target.dict(page));
    let (field, field_dict) = target.signed_field();
    let mut attacks = Vec::new();
    let mut add = |name, expected, objects: &[(ObjectId, Object)]| {
        attacks.push(Attack { name, expected, pdf: target.update(objects) });
    };

    let stream = match page_dict.get(b"Contents").expect("content") {
        Object::Array(list) => list[0].as_reference().expect("content"),
        other => other.as_reference().expect("content"),
    };
    add("page content replaced", &["page-changed"], &[(stream, content().into())]);
    add(
        "page shows other content",
        &["page-changed"],
        &[(new, content().into()), (page, with(&page_dict, "Contents", new))],
    );
    let media: Vec<Object> = [0, 0, 100, 100].map(Object::from).to_vec();
    add("page box changed", &["page-changed"], &[(page, with(&page_dict, "MediaBox", media))]);
    add("page turned", &["page-changed"], &[(page, with(&page_dict, "Rotate", 180))]);
    let resources = dictionary! { "Font" => Dictionary::new() };
    add("page resources changed", &["page-changed"], &[(page, with(&page_dict, "Resources", resources))]);
    let stamp = dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText", "F" => 4, "Contents" => Object::string_literal("MẪU"),
        "Rect" => [0, 0, 600, 800].map(Object::from).to_vec(), "DA" => Object::string_literal("/Helv 12 Tf"),
    };
    let mut annots = match page_dict.get(b"Annots") {
        Ok(Object::Array(list)) => list.clone(),
        Ok(Object::Reference(id)) => {
            target.document.get_object(*id).and_then(Object::as_array).expect("a list").clone()
        }
        _ => Vec::new(),
    };
    let fewer = without(&page_dict, b"Annots");
    annots.push(new.into());
    add(
        "annotation laid over the page",
        &["annotations-changed"],
        &[(new, stamp.into()), (page, with(&page_dict, "Annots", annots))],
    );
    add("annotations removed", &["annotations-changed"], &[(page, fewer)]);
    if let Some((id, Object::Dictionary(font))) = target.find(|d| d.has(b"BaseFont")) {
        add("font replaced", &["object-replaced"], &[(id, with(&font, "BaseFont", "Helvetica"))]);
    }
    if let Some((id, Object::Stream(mut file))) = target.find(|d| d.has(b"Length1") || d.has_type(b"FontFile")) {
        file.content.reverse();
        add("font program replaced", &["object-replaced"], &[(id, file.into())]);
    }
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    add("script on opening", &["catalog-changed"], &[(root, with(&catalog, "OpenAction", script))]);
    let layers = dictionary! { "OCGs" => Vec::<Object>::new(), "D" => Dictionary::new() };
    add("layers added", &["catalog-changed"], &[(root, with(&catalog, "OCProperties", layers))]);
    add("names added", &["catalog-changed"], &[(root, with(&catalog, "Names", Dictionary::new()))]);
    add("certification claimed later", &["catalog-changed"], &[(root, with(&catalog, "Perms", Dictionary::new()))]);
    add("form removed", &["form-changed", "signature-removed"], &[(root, without(&catalog, b"AcroForm"))]);
    if catalog.has(b"DSS") {
        add("validation data removed", &["validation-data-removed"], &[(root, without(&catalog, b"DSS"))]);
    }
    let pages = catalog.get(b"Pages").and_then(Object::as_reference).expect("pages");
    let tree = target.dict(pages);
    let mut kids = tree.get(b"Kids").and_then(Object::as_array).expect("kids").clone();
    kids.reverse();
    kids.push(kids[0].clone());
    add("pages in another order", &["pages-changed"], &[(pages, with(&tree, "Kids", kids))]);

    let rect: Vec<Object> = [0, 0, 10, 10].map(Object::from).to_vec();
    add("signature moved", &["signed-field-changed"], &[(field, with(&field_dict, "Rect", rect))]);
    add("signature hidden", &["signed-field-changed"], &[(field, with(&field_dict, "F", 2))]);
    add(
        "signature taken out of its field",
        &["signed-field-changed", "signature-removed"],
        &[(field, without(&field_dict, b"V"))],
    );
    if let Ok(picture) = field_dict.get(b"AP").and_then(Object::as_dict).and_then(|ap| ap.get(b"N")?.as_reference()) {
        add("picture of the signature replaced", &["signed-field-changed"], &[(picture, paint())]);
    }
    let value = field_dict.get(b"V").and_then(Object::as_reference).expect("a signature");
    let signature = target.dict(value);
    let reason = Object::String(b"MAU".to_vec(), StringFormat::Literal);
    add("signature dictionary changed", &["signature-changed"], &[(value, with(&signature, "Reason", reason))]);
    add("unused object added", &["unused-object"], &[(new, content().into())]);
    if let Ok(metadata) = catalog.get(b"Metadata").and_then(Object::as_reference) {
        let mut stream = target.document.get_object(metadata).and_then(Object::as_stream).expect("metadata").clone();
        let text = String::from_utf8_lossy(&stream.content).replace("</rdf:li>", " (giả)</rdf:li>");
        stream.set_plain_content(text.into_bytes());
        add("title changed", &["catalog-changed"], &[(metadata, stream.into())]);
    }
    attacks
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Changes of single bytes, of the signed range and of the value.
fn bytes(pdf: &[u8]) -> Vec<Attack> {
    let range = find(pdf, b"/ByteRange").expect("/ByteRange");
    let open = range + find(&pdf[range..], b"[").expect("[") + 1;
    let close = open + find(&pdf[open..], b"]").expect("]");
    let numbers: Vec<usize> = String::from_utf8_lossy(&pdf[open..close])
        .split_ascii_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect();
    let (gap, after, rest) = (numbers[1], numbers[2], numbers[3]);
    let patched = |numbers: [usize; 4]| {
        let mut out = pdf.to_vec();
        let text = format!("{:<width$}", numbers.map(|n| n.to_string()).join(" "), width = close - open);
        // Another program may have left no room for more digits.
        if text.len() == close - open {
            out[open..close].copy_from_slice(text.as_bytes());
        } else {
            out.splice(open..close, text.bytes());
        }
        out
    };
    let set = |at: usize, value: u8| {
        let mut out = pdf.to_vec();
        out[at] = value;
        out
    };
    let mut attacks = Vec::new();
    let mut add = |name, expected, pdf| attacks.push(Attack { name, expected, pdf });
    add("range of nothing", &["bad-byte-range"], patched([0, gap, 0, 0]));
    add("range begins later", &["range-start"], patched([9, gap - 9, after, rest]));
    add("range leaves out more", &["range-gap"], patched([0, gap - 1, after, rest]));
    add("range leaves out what follows", &["range-gap"], patched([0, gap, after + 1, rest - 1]));
    add("range ends early", &["range-end"], patched([0, gap, after, rest - 9]));
    add("range beyond the file", &["bad-byte-range", "no-end", "bad-xref"], patched([0, gap, after, 10 * pdf.len()]));
    add("padding of the value", &["bad-padding"], set(after - 3, b'1'));
    let letter = (gap + 1..after).find(|at| pdf[*at].is_ascii_alphabetic()).expect("a letter");
    add("one digit in the other case", &["bad-contents"], set(letter, pdf[letter] ^ 0x20));
    let stored = 300.min(gap / 2);
    add("a signed byte", &["digest-mismatch", "bad-object", "bad-xref"], set(stored, pdf[stored] ^ 1));
    add(
        "the value itself",
        &["bad-cms", "bad-contents", "signature-mismatch", "digest-mismatch", "chain", "bad-timestamp"],
        set(gap + 600, swap(pdf[gap + 600])),
    );
    add("bytes at the end", &["bytes-after-end"], [pdf, b"% MAU\n"].concat());
    add("bytes before the header", &["junk-before-header"], [b"MAU\n", pdf].concat());
    add("cut off", &["no-end", "bad-xref", "bytes-after-end", "xref-elsewhere"], pdf[..pdf.len() - 20].to_vec());
    attacks
}

fn swap(digit: u8) -> u8 {
    if digit == b'0' { b'1' } else { b'0' }
}

/// Games with the cross-reference table of an update, and with its bytes.
fn tables(pdf: &[u8]) -> Vec<Attack> {
    let target = Target::new(pdf);
    let new = target.free();
    let mut catalog = Vec::new();
    Writer::write_object(&mut catalog, &Object::Dictionary(target.catalog())).expect("memory");
    let same = [(target.root, catalog.clone())];
    let root = target.root.0;
    let mut attacks = Vec::new();
    let mut add = |name, expected, pdf| attacks.push(Attack { name, expected, pdf });
    add(
        "object twice in one table",
        &["duplicate-xref-entry"],
        target.raw(&same, |at| format!("{root} 1\n{at:010} 00000 n \n"), b""),
    );
    add(
        "object in no table",
        &["hidden-object"],
        target.raw(&same, |_| String::new(), format!("{} 0 obj\n1\nendobj\n", new.0).as_bytes()),
    );
    add(
        "table leads back",
        &["hidden-object"],
        target.raw(&same, |_| format!("{} 1\n0000000017 00000 n \n", new.0), b""),
    );
    add(
        "table leads to another object",
        &["hidden-object", "xref-elsewhere"],
        target.raw(&same, |at| format!("{} 1\n{at:010} 00000 n \n", new.0), b""),
    );
    add("object set free", &["hidden-object", "object-removed", "pages-changed"], {
        let page = target.page().0;
        target.raw(&same, |_| format!("{page} 1\n0000000000 00001 f \n"), b"")
    });
    add("comment in an update", &["foreign-bytes"], target.raw(&same, |_| String::new(), b"% MAU\n"));
    add("foreign bytes in an update", &["foreign-bytes"], target.raw(&same, |_| String::new(), b"MAU\n"));
    let twice = [&b"<</Type/Catalog"[..], &catalog[2..]].concat();
    add("key twice", &["duplicate-key"], target.raw(&[(target.root, twice)], |_| String::new(), b""));
    let looped = {
        let good = target.raw(&same, |_| String::new(), b"");
        let start = good.windows(5).rposition(|window| window == b"xref\n").map_or(0, |at| at - 5);
        let table = good[..start].windows(5).rposition(|window| window == b"xref\n").expect("a table");
        let prev = good.windows(6).rposition(|window| window == b"/Prev ").expect("/Prev");
        let end = prev + 6 + good[prev + 6..].iter().position(|b| !b.is_ascii_digit()).expect("an end");
        [&good[..prev + 6], table.to_string().as_bytes(), &good[end..]].concat()
    };
    add("tables in a circle", &["xref-loop", "bad-xref"], looped);
    let skipped = {
        // The newest revision is passed over: its objects are still there, and in no table.
        let good = target.raw(&same, |_| String::new(), b"");
        let prev = good.windows(6).rposition(|window| window == b"/Prev ").expect("/Prev");
        let end = prev + 6 + good[prev + 6..].iter().position(|b| !b.is_ascii_digit()).expect("an end");
        let table = &pdf[target.document.xref_start..];
        let at = find(table, b"/Prev ").expect("/Prev") + 6;
        let digits = table[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let older = String::from_utf8_lossy(&table[at..at + digits]).into_owned();
        [&good[..prev + 6], older.as_bytes(), &good[end..]].concat()
    };
    add(
        "a revision passed over",
        &["foreign-bytes", "range-end", "no-signature", "bad-signature-object", "bad-xref", "hidden-object"],
        skipped,
    );
    add("millions of entries in a few bytes", &["too-large"], packed(&target));
    attacks
}

/// An update with a cross-reference stream that unpacks to far more entries than any file has.
fn packed(target: &Target) -> Vec<u8> {
    const ENTRIES: usize = 9_000_000;
    let mut out = target.pdf.to_vec();
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    let start = out.len();
    let entries = i64::try_from(ENTRIES).expect("a number");
    let dict = dictionary! {
        "Type" => "XRef", "Size" => entries, "Root" => target.root, "W" => [0, 1, 0].map(Object::from).to_vec(),
        "Prev" => i64::try_from(target.document.xref_start).expect("an offset"),
    };
    let mut stream = Stream::new(dict, vec![0; ENTRIES]);
    stream.compress().expect("memory");
    out.extend(format!("{} 0 obj\n", target.free().0).bytes());
    Writer::write_object(&mut out, &stream.into()).expect("memory");
    out.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}
