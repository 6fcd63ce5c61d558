//! For the tests of finished PDFs: a folder to run in, small documents, and what stands in a merged file.
#![allow(dead_code)] // Each test file uses its own part.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use vanthu::page::{PageFacts, TextLine};

/// A folder with documents in it.
pub struct Test {
    folder: tempfile::TempDir,
}

impl Test {
    /// An empty one.
    pub fn new() -> Self {
        Self { folder: tempfile::Builder::new().prefix("vanthu in ").tempdir().expect("a folder") }
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with its folder.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::create_dir_all(self.path(name).parent().expect("a folder")).expect("made");
        std::fs::write(self.path(name), bytes).expect("written");
    }

    /// What the interpreter of pages finds in a file.
    pub fn facts(&self, name: &str) -> PageFacts {
        vanthu::page::read(&std::fs::read(self.path(name)).expect("written")).expect("readable")
    }

    /// The objects of a file.
    pub fn read(&self, name: &str) -> Document {
        Document::load(self.path(name)).expect("readable")
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
        command.current_dir(self.folder.path()).args(args).env("LANG", "vi_VN.UTF-8").env_remove("LC_ALL");
        command.output().expect("it runs")
    }

    /// Runs the program with these variables; its exit code, and all that it said.
    pub fn with_env(&self, args: &[&str], env: &[(&str, &str)]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
        command.current_dir(self.folder.path()).args(args).env("LANG", "vi_VN.UTF-8").env_remove("LC_ALL");
        let output = command.envs(env.iter().copied()).output().expect("it runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }

    /// Runs the program with this on standard input; its exit code, and all that it said.
    pub fn with_input(&self, args: &[&str], input: &[u8]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
        command.current_dir(self.folder.path()).args(args).env("LANG", "vi_VN.UTF-8").env_remove("LC_ALL");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it runs");
        child.stdin.take().expect("piped").write_all(input).expect("taken");
        let output = child.wait_with_output().expect("it ends");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
    }

    /// The command, what it says and its exit code, in both languages.
    pub fn shown(&self, args: &[&str]) -> String {
        let mut shown = String::new();
        for lang in ["vi", "en"] {
            let output = self.run(&[args, &["--lang", lang]].concat());
            let (said, code) = (String::from_utf8_lossy(&output.stderr), output.status.code().unwrap_or(-1));
            shown += &format!("$ vanthu {} --lang {lang}\n{said}exit {code}\n\n", args.join(" "));
        }
        shown
    }

    /// Runs the program, which must succeed; what it said.
    #[track_caller]
    pub fn merged(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        said
    }

    /// Runs the program, which must refuse; what it said.
    #[track_caller]
    pub fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        said
    }
}

/// A letter of one page; `tail` gives nơi nhận and Lưu, and may give kính gửi.
pub fn numbered(tail: &str) -> Vec<u8> {
    let addressee = if tail.contains("kinh_gui") { "" } else { "kinh_gui: Các đơn vị\n" };
    super::common::pdf_of(&format!(
        "loai: cong-van\nco_quan: {{ ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }}\nso: 12\nky_hieu: UBND-VX\ndia_danh: Xã Mẫu\n\
         ngay: 2026-03-15\ntrich_yeu: thực hiện nhiệm vụ mẫu\nnoi_dung: Nội dung mẫu.\n\
         ky: {{ quyen_han: [TM. ỦY BAN NHÂN DÂN], chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }}\n{addressee}{tail}\n"
    ))
}

/// A PDF that opens only with a password.
pub fn locked() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/so-lieu/khoa.pdf")
}

/// The PDF with a signature field on page 1 whose picture is a plain bar, 100 pt wide, and with what signing leaves in a file.
pub fn signed(pdf: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).expect("readable");
    let page = *document.get_pages().get(&1).expect("a page");
    // MẪU: a bar in the middle of a box twice as large as the field.
    let content = b"0 0 0 rg 0 49 200 2 re f".to_vec();
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers([0, 0, 200, 100]) };
    let picture = document.add_object(Stream::new(form, content));
    let value = document.add_object(dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "ByteRange" => numbers([0, 10, 20, 10]),
        "Contents" => Object::string_literal("MẪU"),
    });
    let field = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => Object::string_literal("Signature1"),
        "F" => 132,
        "Rect" => numbers([300, 200, 400, 250]),
        "AP" => dictionary! { "N" => picture },
        "V" => value,
        "P" => page,
    });
    document.get_dictionary_mut(page).expect("a page").set("Annots", vec![field.into()]);
    let catalog = document.catalog_mut().expect("a catalog");
    let fields: Vec<Object> = vec![field.into()];
    catalog.set("AcroForm", dictionary! { "Fields" => fields, "SigFlags" => 3 });
    catalog.set("DSS", Dictionary::new());
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("written");
    bytes
}

fn numbers<const N: usize>(list: [i64; N]) -> Vec<Object> {
    list.map(Object::from).to_vec()
}

/// A bookmark of a file.
pub struct Mark {
    /// How deep it lies, from 0.
    pub depth: usize,
    /// The page it shows, from 0.
    pub page: usize,
    /// What it says.
    pub title: String,
}

/// The bookmarks of a file from top to bottom.
pub fn bookmarks(document: &Document) -> Vec<Mark> {
    let root = document.catalog().and_then(|c| c.get(b"Outlines")?.as_reference()).expect("bookmarks");
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut marks = Vec::new();
    let dict = |id: ObjectId| document.get_dictionary(id).expect("a dictionary");
    let link = |id: ObjectId, key: &[u8]| dict(id).get(key).and_then(Object::as_reference).ok();
    let mut open: Vec<ObjectId> = link(root, b"First").into_iter().collect();
    while let Some(id) = open.pop() {
        let entry = dict(id);
        let title = lopdf::decode_text_string(entry.get(b"Title").expect("a title")).expect("text");
        let shown = entry.get(b"Dest").and_then(Object::as_array).expect("a place")[0].as_reference().expect("a page");
        let page = pages.iter().position(|page| *page == shown).expect("a page of the file");
        let above = |id: ObjectId| link(id, b"Parent").expect("a parent");
        let depth = std::iter::successors(Some(above(id)), |id| link(*id, b"Parent")).count() - 1;
        marks.push(Mark { depth, page, title });
        open.extend(link(id, b"Next"));
        open.extend(link(id, b"First"));
    }
    marks
}

/// The text of a page (from 0), its lines joined.
pub fn text(facts: &PageFacts, page: usize) -> String {
    facts.pages[page].lines.iter().map(TextLine::text).collect::<Vec<_>>().join("\n")
}
