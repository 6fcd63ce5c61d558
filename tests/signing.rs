//! `vanthu sign`, `issue` and `verify`, from outside: files in, files out, read back by other parsers where they can be.

mod common;
#[path = "common/prints.rs"]
mod prints;

use lopdf::{Dictionary, Document, Object};
use prints::Test;

/// A file of the tests' keys and pictures.
fn pki(name: &str) -> String {
    format!("{}/tests/pki/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A folder with a letter in it.
fn letter() -> Test {
    let t = Test::new();
    t.write("cv.pdf", &common::render("plans/cong-van-phong-trao-2024.yaml"));
    t
}

/// `sign` with a key of the tests.
fn signed(t: &Test, files: &[&str], role: &str, key: &str, more: &[&str]) -> (i32, String) {
    let key = pki(key);
    let args = [&["sign"], files, &["--role", role, "--p12", &key, "--pin-env", "MAT_KHAU"], more].concat();
    t.with_env(&args, &[("MAT_KHAU", "matkhau")])
}

fn person(t: &Test, files: &[&str], more: &[&str]) -> (i32, String) {
    let image = pki("chu-ky-mau.png");
    signed(t, files, "nguoi-ky", "person.p12", &[&["--image", &image], more].concat())
}

fn agency(t: &Test, files: &[&str], more: &[&str]) -> (i32, String) {
    let image = pki("dau-mau.png");
    signed(t, files, "co-quan", "agency.p12", &[&["--image", &image, "--diameter", "36"], more].concat())
}

#[track_caller]
fn fine((code, said): (i32, String)) -> String {
    assert_eq!(code, 0, "{said}");
    said
}

/// `verify` as JSON: its exit code, and the entry of the one file.
fn verified(t: &Test, file: &str) -> (i32, serde_json::Value) {
    let (code, said) = t.with_env(&["verify", file, "--trust", &pki("root.crt"), "--messages", "json"], &[]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}"));
    (code, json[0].clone())
}

fn bytes(t: &Test, name: &str) -> Vec<u8> {
    std::fs::read(t.path(name)).expect(name)
}

/// The widgets of a file by the names of their fields: page from 1, rectangle in pt, and the dictionary.
fn widgets(pdf: &[u8]) -> Vec<(String, usize, [f64; 4], Dictionary)> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let mut found = Vec::new();
    for (page, id) in document.get_pages() {
        let dict = document.get_dictionary(id).expect("a page");
        let Ok(list) = dict.get(b"Annots").and_then(|a| document.dereference(a)) else { continue };
        for annotation in list.1.as_array().expect("a list") {
            let widget = document.dereference(annotation).expect("there").1.as_dict().expect("a widget").clone();
            let name = lopdf::decode_text_string(widget.get(b"T").expect("a name")).expect("text");
            let rect = widget.get(b"Rect").and_then(Object::as_array).expect("a rectangle");
            let rect: Vec<f64> = rect.iter().map(|n| f64::from(n.as_float().expect("a number"))).collect();
            found.push((name, page as usize, rect.try_into().expect("four"), widget));
        }
    }
    found
}

#[test]
fn a_signature_is_added_and_holds() {
    let t = letter();
    let before = bytes(&t, "cv.pdf");
    fine(person(&t, &["cv.pdf"], &["-o", "đã ký.pdf"]));
    assert_eq!(bytes(&t, "cv.pdf"), before, "with -o the file stays");
    let after = bytes(&t, "đã ký.pdf");
    assert!(after.starts_with(&before) && after.len() > before.len());
    let (code, json) = verified(&t, "đã ký.pdf");
    assert_eq!((code, json["ket_luan"].as_str()), (0, Some("dat")), "{json:#}");
    // Flags 4 (print) and 128 (locked); a word for screen readers; a place in the tag tree.
    let (_, page, rect, widget) = widgets(&after).into_iter().find(|(name, ..)| name == "nguoi-ky").expect("a field");
    assert_eq!(page, 3);
    assert_eq!(widget.get(b"F").and_then(Object::as_i64).expect("flags"), 132);
    assert!(widget.has(b"TU") && widget.has(b"StructParent"));
    // The picture stands in the room of 45 x 30 mm between title and name, 131.25 mm from the left.
    let mm = 25.4 / 72.0;
    assert!((rect[0] * mm - 131.25).abs() < 0.05 && ((rect[2] - rect[0]) * mm - 45.0).abs() < 0.05, "{rect:?}");
    // In place, without -o.
    fine(person(&t, &["cv.pdf"], &[]));
    assert!(bytes(&t, "cv.pdf").starts_with(&before));
    let (code, said) = person(&t, &["cv.pdf"], &[]);
    assert!(code == 2 && said.contains("VT554") && said.contains("nguoi-ky"), "{said}");
}

#[test]
fn one_changed_byte_is_told() {
    let t = letter();
    fine(person(&t, &["cv.pdf"], &[]));
    let good = bytes(&t, "cv.pdf");
    for at in [20, good.len() / 3, good.len() / 2, good.len() - 30] {
        let mut bad = good.clone();
        bad[at] ^= 1;
        t.write("hỏng.pdf", &bad);
        let (code, said) = t.with_env(&["verify", "hỏng.pdf", "--trust", &pki("root.crt")], &[]);
        assert_ne!(code, 0, "byte {at}: {said}");
    }
    let (code, said) = t.with_env(&["verify", "cv.pdf", "--trust", &pki("person.crt")], &[]);
    assert_ne!(code, 0, "a certificate that is no root of it: {said}");
}

#[test]
fn the_offices_order() {
    for plan in ["cong-van-phong-trao-2024", "ke-hoach-mo-hinh-diem-2023"] {
        let t = Test::new();
        let text = std::fs::read_to_string(format!("plans/{plan}.yaml")).expect("the plan");
        // What is printed "(Đã ký)" cannot be signed.
        t.write("vb.yaml", text.replace("da_ky: true", "da_ky: false").as_bytes());
        std::fs::create_dir_all(t.path("don-vi")).expect("made");
        for entry in std::fs::read_dir("plans/don-vi").expect("profiles") {
            let entry = entry.expect("a profile");
            std::fs::copy(entry.path(), t.path("don-vi").join(entry.file_name())).expect("copied");
        }
        fine(t.with_env(&["render", "vb.yaml", "--cho-so", "-o", "vb.pdf"], &[]));
        let names: Vec<String> = widgets(&bytes(&t, "vb.pdf")).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        fine(person(&t, &["vb.pdf"], &[]));
        let first = bytes(&t, "vb.pdf");
        let (code, said) = agency(&t, &["vb.pdf"], &[]);
        assert!(code == 2 && said.contains("vanthu issue"), "number and date first: {said}");
        let year = if plan.ends_with("2024") { 2024 } else { 2023 };
        let day = format!("24/11/{year}");
        let (code, said) = t.with_env(&["issue", "vb.pdf", "--so", "7", "--ngay", "24/11/2031"], &[]);
        assert!(code == 2 && said.contains(&year.to_string()), "{said}");
        fine(t.with_env(&["issue", "vb.pdf", "--so", "7", "--ngay", &day], &[]));
        let issued = bytes(&t, "vb.pdf");
        fine(t.with_env(&["issue", "vb.pdf", "--so", "7", "--ngay", &day], &[]));
        assert_eq!(bytes(&t, "vb.pdf"), issued, "the same once more changes nothing");
        let (code, said) = t.with_env(&["issue", "vb.pdf", "--so", "8", "--ngay", &day], &[]);
        assert!(code == 2 && said.contains("VT557"), "a number is given once: {said}");
        fine(agency(&t, &["vb.pdf"], &[]));
        let whole = bytes(&t, "vb.pdf");
        assert!(whole.starts_with(&first));
        let (code, json) = verified(&t, "vb.pdf");
        assert_eq!(code, 0, "{json:#}");
        let fields = widgets(&whole);
        let value = |wanted: &str| {
            let (.., widget) = fields.iter().find(|(name, ..)| name == wanted).expect(wanted);
            lopdf::decode_text_string(widget.get(b"V").expect("a value")).expect("text")
        };
        assert!(value("so_ky_hieu").starts_with("Số: 07/"), "{}", value("so_ky_hieu"));
        assert!(value("ngay").ends_with(&format!(", ngày 24 tháng 11 năm {year}")), "{}", value("ngay"));
        // What the agency's picture covers of the signature's: a third of its width, on its left.
        let facts = vanthu::revision::fields(&whole).expect("fields");
        let drawn = |wanted: &str| facts.iter().find(|f| f.name == wanted).and_then(|f| f.drawn).expect(wanted);
        let (signature, seal) = (drawn("nguoi-ky"), drawn("co-quan"));
        let covered = (seal.x + seal.width - signature.x) / signature.width;
        assert!((covered - 1.0 / 3.0).abs() < 0.005 && seal.x < signature.x, "{covered}");
        assert!((seal.width - 36.0).abs() < 0.05, "its real size: {}", seal.width);
    }
}

#[test]
fn copies_and_appendices_have_a_line() {
    let t = letter();
    t.write("pl.pdf", &bytes(&t, "cv.pdf"));
    let line = ["--text", "SAO Y; Ủy ban nhân dân xã Mẫu"];
    fine(signed(&t, &["cv.pdf"], "ban-sao", "agency.p12", &line));
    fine(signed(&t, &["pl.pdf"], "phu-luc", "agency.p12", &["--text", "Số: 35/KH-UBND"]));
    for (file, role) in [("cv.pdf", "ban-sao"), ("pl.pdf", "phu-luc")] {
        assert_eq!(verified(&t, file).0, 0);
        let (_, page, rect, _) = widgets(&bytes(&t, file)).into_iter().find(|(name, ..)| name == role).expect(role);
        assert!(page == 1 && rect[3] > 842.0 - 20.0 * 72.0 / 25.4 && rect[2] > 500.0, "top right: {rect:?}");
    }
    let (code, said) = signed(&letter(), &["cv.pdf"], "phu-luc", "agency.p12", &[]);
    assert!(code == 2 && said.contains("--text"), "{said}");
}

#[test]
fn a_journal_knows_what_is_signed() {
    let t = Test::new();
    let letter = common::render("plans/cong-van-khan.yaml");
    for name in ["10.pdf", "9.pdf", "11.pdf"] {
        t.write(&format!("vb/{name}"), &letter);
    }
    t.write("vb/10.pdf", b"no PDF");
    let more = ["-o", "ký/", "--journal", "ký.jsonl", "--report", "ký.csv"];
    let (code, said) = person(&t, &["vb"], &more);
    assert!(code == 2 && said.contains("10.pdf"), "{said}");
    let report = std::fs::read_to_string(t.path("ký.csv")).expect("a report");
    let states: Vec<&str> = report.lines().skip(1).map(|line| line.split(',').nth(4).expect("a state")).collect();
    assert_eq!(states, ["da-ky", "loi", "da-ky"], "in the order of numbers: {report}");
    assert!(!t.path("ký/10.pdf").exists());
    let first = bytes(&t, "ký/9.pdf");
    // As if the run had ended after a file was signed and before it took its place.
    std::fs::remove_file(t.path("ký/11.pdf")).expect("removed");
    t.write("vb/10.pdf", &letter);
    let said = fine(person(&t, &["vb"], &more));
    assert!(said.contains("đã ký 2 tệp; đã ký từ trước 1 tệp"), "{said}");
    assert_eq!(bytes(&t, "ký/9.pdf"), first);
    // A document that was made anew is signed anew.
    t.write("vb/9.pdf", &common::render("plans/cong-van-phong-trao-2024.yaml"));
    let said = fine(person(&t, &["vb"], &more));
    assert!(said.contains("đã ký 1 tệp; đã ký từ trước 2 tệp"), "{said}");
    assert!(bytes(&t, "ký/9.pdf").starts_with(&bytes(&t, "vb/9.pdf")));
    for name in ["9", "10", "11"] {
        assert_eq!(verified(&t, &format!("ký/{name}.pdf")).0, 0);
    }
}

#[test]
fn a_batch_is_signed_and_printed() {
    let t = Test::new();
    std::fs::copy("plans/giay-moi-hoi-nghi.yaml", t.path("gm.yaml")).expect("copied");
    let table = std::fs::read_to_string("plans/giay-moi-hoi-nghi.csv").expect("the table");
    let rows: Vec<&str> = table.lines().take(4).collect();
    t.write("gm.csv", (rows.join("\n") + "\n").as_bytes());
    let (key, image) = (pki("person.p12"), pki("chu-ky-mau.png"));
    let args = [
        "batch",
        "gm.yaml",
        "--data",
        "gm.csv",
        "--out",
        "gm",
        "--sign",
        "nguoi-ky",
        "--p12",
        &key,
        "--image",
        &image,
        "--pin-env",
        "MAT_KHAU",
        "--merge",
        "in.pdf",
        "--quiet",
    ];
    fine(t.with_env(&args, &[("MAT_KHAU", "matkhau")]));
    let signed: Vec<_> = std::fs::read_dir(t.path("gm/da-ky")).expect("a folder").filter_map(Result::ok).collect();
    let pdfs = signed.iter().filter(|e| e.path().extension().is_some_and(|x| x == "pdf")).count();
    assert_eq!(pdfs, 3);
    assert_eq!(t.with_env(&["verify", "gm/da-ky", "--trust", &pki("root.crt")], &[]).0, 0);
    // The print run has the pictures of the signatures.
    let images = |name: &str| t.facts(name).pages.iter().map(|page| page.images.len()).sum::<usize>();
    fine(t.with_env(&["merge", "gm", "-o", "khong-ky.pdf"], &[]));
    assert!(images("khong-ky.pdf") == 0 && images("in.pdf") >= 3, "{}", images("in.pdf"));
    assert!(!t.read("in.pdf").catalog().expect("a catalog").has(b"AcroForm"));
    // A row that is mended is signed again.
    let text = std::fs::read_to_string(t.path("gm.csv")).expect("the table");
    let last = text.lines().last().expect("a row");
    t.write("gm.csv", text.replace(last, &last.replacen("Mẫu", "Mẫu Mới", 1)).as_bytes());
    assert_ne!(text, std::fs::read_to_string(t.path("gm.csv")).expect("the table"));
    let said = fine(t.with_env(&[&args[..], &["--resume"]].concat(), &[("MAT_KHAU", "matkhau")]));
    assert!(said.contains("đã ký 1 tệp; đã ký từ trước 2 tệp"), "{said}");
}

#[test]
fn what_is_refused_and_why() {
    let t = letter();
    t.write("khoa.pdf", &std::fs::read(prints::locked()).expect("there"));
    t.write("hong.pdf", b"%PDF-1.7\nnothing else");
    t.write("la.pdf", &common::render("plans/ke-hoach-mo-hinh-diem-2023.yaml"));
    let before = bytes(&t, "cv.pdf");
    let names = |t: &Test| {
        let mut names: Vec<_> =
            std::fs::read_dir(t.path(".")).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    let there = names(&t);
    let image = |name: &str| pki(name);
    let mut shown = String::new();
    let mut refuse = |what: &str, args: &[&str], password: &str| {
        for lang in ["vi", "en"] {
            let args = [args, &["--pin-env", "MAT_KHAU", "--lang", lang]].concat();
            let (code, said) = t.with_env(&args, &[("MAT_KHAU", password)]);
            assert_ne!(code, 0, "{what}: {said}");
            let said = said.replace(&pki(""), "");
            shown += &format!("# {what}\n{said}exit {code}\n\n");
        }
    };
    let key = |name: &str| pki(name);
    let (good, picture) = (key("person.p12"), image("chu-ky-mau.png"));
    let base = |file: &'static str| ["sign", file, "--role", "nguoi-ky", "--image"];
    let signing = |file: &'static str, key: &str, picture: &str| {
        let mut args: Vec<String> = base(file).iter().map(|s| (*s).to_owned()).collect();
        args.extend([picture.to_owned(), "--p12".to_owned(), key.to_owned()]);
        args
    };
    let mut sign = |what: &str, file: &'static str, key: &str, picture: &str, password: &str| {
        let args = signing(file, key, picture);
        refuse(what, &args.iter().map(String::as_str).collect::<Vec<_>>(), password);
    };
    sign("wrong password", "cv.pdf", &good, &picture, "sai");
    for bad in ["expired.p12", "not-yet-valid.p12", "non-signing.p12", "rsa1024.p12", "sha1.p12"] {
        sign(bad, "cv.pdf", &key(bad), &picture, "matkhau");
    }
    sign("no key file", "cv.pdf", &picture, &picture, "matkhau");
    for bad in ["opaque.png", "black-signature.png", "green-seal.png", "huge.png", "tiny.png", "not-a-png.png"] {
        sign(bad, "cv.pdf", &good, &image(bad), "matkhau");
    }
    sign("encrypted", "khoa.pdf", &good, &picture, "matkhau");
    sign("damaged", "hong.pdf", &good, &picture, "matkhau");
    sign("(Đã ký) is printed", "la.pdf", &good, &picture, "matkhau");
    sign("not there", "khong-co.pdf", &good, &picture, "matkhau");
    let seal = image("dau-mau.png");
    refuse("no diameter", &["sign", "cv.pdf", "--role", "co-quan", "--image", &seal, "--p12", &good], "matkhau");
    let find = ["sign", "cv.pdf", "--role", "nguoi-ky", "--image", &picture, "--p12", &good, "--find"];
    refuse("no such name", &[&find[..], &["Nguyễn Văn Mẫu"]].concat(), "matkhau");
    refuse("b-t without an authority", &[&find[..8], &["--level", "b-t"]].concat(), "matkhau");
    refuse("no module", &["sign", "cv.pdf", "--role", "nguoi-ky", "--pkcs11", "khong-co.so", "--token", "T"], "1234");
    insta::assert_snapshot!(shown);
    assert_eq!(bytes(&t, "cv.pdf"), before);
    assert_eq!(names(&t), there, "nothing is left behind");
}

#[test]
fn awaiting_a_number_has_its_rules() {
    let t = letter();
    let (code, said) = t.with_env(&["issue", "cv.pdf", "--so", "7", "--ngay", "24/11/2026"], &[]);
    assert!(code == 2 && said.contains("--cho-so"), "{said}");
    let plan = format!("{}/plans/ke-hoach.yaml", env!("CARGO_MANIFEST_DIR"));
    let (code, said) = t.with_env(&["render", &plan, "--cho-so", "-o", "x.pdf"], &[]);
    assert!(code == 1 && said.contains("VT127"), "{said}");
    let plan = format!("{}/plans/hop-dong.yaml", env!("CARGO_MANIFEST_DIR"));
    let (code, said) = t.with_env(&["render", &plan, "--cho-so", "-o", "x.pdf"], &[]);
    assert!(code != 0 && !t.path("x.pdf").exists(), "{said}");
}
