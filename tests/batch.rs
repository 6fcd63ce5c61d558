//! `vanthu batch` from outside: rows, faults, resuming, streams, numbers, and workers that hang or die.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

const PLAN: &str = r#"loai: giay-moi
co_quan: { ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU, ten: Ủy ban nhân dân xã Mẫu, viet_tat: UBND }
dia_danh: Mẫu
ngay: 2026-04-07
trich_yeu: Dự hội nghị của {{ don_vi }}
bien:
  ma: { khoa: true, vi_du: A1 }
  ho_ten: { cot: Họ và tên, vi_du: Nguyễn Văn Mẫu }
  don_vi: { cot: Đơn vị, vi_du: thôn Mẫu }
  ghe: { kieu: so, cot: Ghế, vi_du: 7 }
  tien: { kieu: tien, cot: Tiền, bat_buoc: false, vi_du: 150.000 }
  ngay: { kieu: ngay, cot: Ngày, vi_du: 15/4/2026 }
  noi: { kieu: co-khong, cot: Nói, bat_buoc: false, vi_du: có }
ten_tep: "{{ ma }}-{{ ho_ten | khong_dau }}"
giay_moi: { kinh_moi: "{{ ho_ten }}", toi_du: hội nghị mẫu, thoi_gian: "08 giờ 00, {{ ngay | ngay_chu }}", dia_diem: Hội trường }
noi_dung: |
  Ghế số {{ ghe | hai_chu_so }} dành cho {{ ho_ten }}.
  {% if tien %}

  Hỗ trợ {{ tien | tien }} ({{ tien | bang_chu }} đồng).
  {% endif %}
  {% if noi %}

  Đề nghị phát biểu.
  {% endif %}
noi_nhan: [Như trên]
luu: [VT]
ky: { chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }
"#;

const HEAD: &str = "ma;Họ và tên;Đơn vị;Ghế;Tiền;Ngày;Nói";

/// A folder with the plan in it, and the program to run there.
struct Test {
    folder: TempDir,
}

impl Test {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("vanthu loạt ").tempdir().expect("a folder");
        let test = Self { folder };
        test.write("mời.yaml", PLAN.as_bytes());
        test
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("written");
    }

    /// A table of so many good rows.
    fn rows(&self, name: &str, count: usize) -> Vec<String> {
        let rows: Vec<String> = (1..=count).map(good).collect();
        self.table(name, &rows);
        rows
    }

    fn table(&self, name: &str, rows: &[String]) {
        self.write(name, format!("{HEAD}\r\n{}\r\n", rows.join("\r\n")).as_bytes());
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
        command
            .args(["batch", "mời.yaml"])
            .args(args)
            .current_dir(self.folder.path())
            .env("LANG", "C")
            .env_remove("LC_ALL");
        command
    }

    #[track_caller]
    fn exits(&self, code: i32, args: &[&str]) -> (Vec<u8>, String) {
        let Output { status, stdout, stderr } = self.command(args).output().expect("it runs");
        let said = String::from_utf8_lossy(&stderr).into_owned();
        assert_eq!(status.code(), Some(code), "{args:?}\n{said}");
        (stdout, said)
    }

    fn start(&self, args: &[&str]) -> Child {
        self.command(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs")
    }

    /// The documents of a folder with their hashes.
    fn documents(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(self.path(folder)).expect("a folder");
        let pdfs =
            entries.map(|entry| entry.expect("readable").path()).filter(|p| p.extension().is_some_and(|e| e == "pdf"));
        pdfs.map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, Sha256::digest(std::fs::read(&path).expect("readable")).to_vec())
        })
        .collect()
    }

    fn journal(&self, folder: &str) -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(self.path(folder).join("vanthu-batch.jsonl")).expect("a journal");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

fn good(n: usize) -> String {
    format!(
        "M{n:04};Nguyễn Văn Mẫu {n};thôn Mẫu {};{n};{}.000;15/4/2026;{}",
        n % 7,
        100 + n % 9,
        if n.is_multiple_of(2) { "có" } else { "" }
    )
}

/// The text of a PDF, without white space.
fn text(path: &Path) -> String {
    let facts = vanthu::page::read(&std::fs::read(path).expect("readable")).expect("a PDF");
    let lines = facts.pages.iter().flat_map(|page| page.lines.iter().map(vanthu::page::TextLine::text));
    lines.collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn each_row_is_a_document_with_its_own_words() {
    let t = Test::new();
    t.rows("bảng.csv", 5);
    let (_, said) = t.exits(0, &["--data", "bảng.csv", "--out", "ra"]);
    assert!(said.contains("xong 5 văn bản (5 trang)"), "{said}");
    let documents = t.documents("ra");
    assert_eq!(documents.keys().next().map(String::as_str), Some("M0001-Nguyen Van Mau 1.pdf"));
    assert_eq!(documents.len(), 5);
    let page = text(&t.path("ra/M0004-Nguyen Van Mau 4.pdf"));
    for expected in ["DựhộinghịcủathônMẫu4", "NguyễnVănMẫu4", "Ghếsố04", "ngày15tháng4năm2026", "Đềnghịphátbiểu"]
    {
        assert!(page.contains(expected), "`{expected}` is not in {page}");
    }
    assert!(page.contains("104.000đ("), "{page}");
    assert!(!text(&t.path("ra/M0001-Nguyen Van Mau 1.pdf")).contains("phátbiểu"));
    let journal = t.journal("ra");
    let first = journal.iter().find(|line| line["khoa"] == "M0001").expect("the first row");
    assert_eq!(first["dong"], 2, "the row as Excel counts it");
}

#[test]
fn text_of_cells_is_never_code() {
    let t = Test::new();
    let names = [
        "#set page(fill: red)",
        "*đậm* _nghiêng_ `mã`",
        "{{ 1 + 1 }} {% raw %}",
        "a|b \\ $x$ <b> &amp; [c](d)",
        "1. Mẫu",
        "# Mẫu",
    ];
    let rows: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            format!("K{n};\"{name}\";Đơn vị \"\"x\"\";1;;15/4/2026;").replace("Đơn vị \"\"x\"\"", "Đơn vị x")
        })
        .collect();
    t.table("bảng.csv", &rows);
    t.exits(0, &["--data", "bảng.csv", "--out", "ra"]);
    for (n, name) in names.iter().enumerate() {
        let path = std::fs::read_dir(t.path("ra")).expect("a folder").flatten().map(|e| e.path());
        let path = path
            .into_iter()
            .find(|p| p.file_name().is_some_and(|f| f.to_string_lossy().starts_with(&format!("K{n}-"))))
            .expect(name);
        let expected: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let page = text(&path);
        assert_eq!(page.matches(&expected).count(), 2, "`{expected}` in {page}");
    }
}

/// Twelve kinds of faults: what is put into a row, and what is said of it.
const FAULTS: [(&str, &str); 12] = [
    ("{m};;thôn Mẫu;1;;15/4/2026;", "cột Họ và tên: ô bắt buộc mà để trống"),
    ("{m};Mẫu;thôn Mẫu;mười;;15/4/2026;", "cột Ghế: `mười` không phải số"),
    ("{m};Mẫu;thôn Mẫu;1;1,000,000;15/4/2026;", "cột Tiền: `1,000,000` có dấu phẩy hàng nghìn kiểu Anh"),
    ("{m};Mẫu;thôn Mẫu;1;1.000.00;15/4/2026;", "cột Tiền: `1.000.00` không rõ là số thập phân"),
    ("{m};Mẫu;thôn Mẫu;1;-5000;15/4/2026;", "cột Tiền: `-5000` không phải số tiền"),
    ("{m};Mẫu;thôn Mẫu;1;;31/2/2026;", "cột Ngày: không có ngày `31/2/2026`"),
    ("{m};Mẫu;thôn Mẫu;1;;46127;", "cột Ngày: `46127` là số thứ tự ngày của Excel (15/4/2026)"),
    ("{m};Mẫu;thôn Mẫu;1;;hôm nay;", "cột Ngày: `hôm nay` không phải ngày tháng"),
    ("{m};Mẫu;thôn Mẫu;1;;15/4/2026;có lẽ", "cột Nói: `có lẽ` không phải có hay không"),
    ("{m};Mẫu;thôn Mẫu;1;15/4/2026;", "có 6 ô, đầu bảng có 7 ô"),
    ("{m};Mẫu\u{202e};thôn Mẫu;1;;15/4/2026;", "cột Họ và tên: ký tự không in được U+202E"),
    ("M0001;Mẫu;thôn Mẫu;1;;15/4/2026;", "cột ma: `M0001` trùng với dòng 2"),
];

#[test]
fn fifty_faults_in_a_thousand_rows_are_told_in_one_run_and_the_others_are_made() {
    let t = Test::new();
    let mut rows: Vec<String> = (1..=1000).map(good).collect();
    let mut expected = Vec::new();
    for n in 0..50 {
        let index = 3 + n * 19;
        let (row, said) = FAULTS[n % FAULTS.len()];
        rows[index] = row.replace("{m}", &format!("L{n:04}"));
        expected.push(format!("dòng {}{}{said}", index + 2, if said.starts_with("có 6") { ": " } else { ", " }));
    }
    t.table("bảng.csv", &rows);
    let (_, said) = t.exits(1, &["--data", "bảng.csv", "--out", "ra"]);
    for expected in &expected {
        assert!(said.contains(expected.as_str()), "`{expected}` is not in\n{said}");
    }
    assert_eq!(said.matches("VT501").count(), 50, "{said}");
    assert_eq!(t.documents("ra").len(), 950);
    let failures = std::fs::read_to_string(t.path("ra/loi.csv")).expect("written");
    assert!(failures.starts_with('\u{feff}'), "Excel knows UTF-8 by this mark");
    assert_eq!(failures.lines().count(), 51);
    // Mended and fed back, into the same folder.
    let mended: Vec<String> = (0..50).map(|n| format!("S{n:04};Mẫu;thôn Mẫu;1;;15/4/2026;")).collect();
    t.table("sửa.csv", &mended);
    let (_, said) = t.exits(0, &["--data", "sửa.csv", "--out", "ra", "--resume"]);
    assert!(said.contains("xong 50 văn bản"), "{said}");
    assert_eq!(t.documents("ra").len(), 1000);
    assert!(!t.path("ra/loi.csv").exists());
}

#[test]
fn a_batch_that_was_cut_off_goes_on() {
    let t = Test::new();
    t.rows("bảng.csv", 120);
    t.exits(0, &["--data", "bảng.csv", "--out", "nguyên", "-q"]);
    let whole = t.documents("nguyên");
    for round in 0..4 {
        let mut child = t.start(&["--data", "bảng.csv", "--out", "ra", "--resume", "-q"]);
        std::thread::sleep(std::time::Duration::from_millis(150 + round * 130));
        child.kill().expect("killed");
        child.wait().expect("ended");
    }
    // Workers see the end of their input and leave; the lock goes with the process that held it.
    let (_, said) = t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--resume"]);
    assert!(said.contains("xong"), "{said}");
    assert_eq!(t.documents("ra"), whole);
    let left: Vec<String> = std::fs::read_dir(t.path("ra"))
        .expect("a folder")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_none_or(|e| e != "pdf"))
        .collect();
    assert!(left.iter().all(|name| name == "vanthu-batch.jsonl" || name == ".vanthu-batch.lock"), "{left:?}");
    // Nothing is made twice; a damaged file and a changed row are.
    std::fs::write(t.path("ra/M0003-Nguyen Van Mau 3.pdf"), b"").expect("written");
    let mut rows: Vec<String> = (1..=120).map(good).collect();
    rows[4] = rows[4].replace("thôn Mẫu 5", "thôn Mẫu khác");
    t.table("bảng.csv", &rows);
    let (_, said) = t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--resume"]);
    assert!(said.contains("xong 2 văn bản (2 trang), 118 đã có từ trước"), "{said}");
    assert!(text(&t.path("ra/M0005-Nguyen Van Mau 5.pdf")).contains("thônMẫukhác"));
    // A changed plan makes all anew.
    t.write("mời.yaml", PLAN.replace("hội nghị mẫu", "hội nghị khác").as_bytes());
    let (_, said) = t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--resume"]);
    assert!(said.contains("xong 120 văn bản"), "{said}");
}

#[test]
fn folders_in_use_or_full_are_refused() {
    let t = Test::new();
    t.rows("bảng.csv", 3);
    t.exits(0, &["--data", "bảng.csv", "--out", "ra"]);
    let (_, said) = t.exits(2, &["--data", "bảng.csv", "--out", "ra"]);
    assert!(said.contains("--resume"), "{said}");
    std::fs::create_dir(t.path("khác")).expect("made");
    t.write("khác/việc riêng.txt", b"x");
    let (_, said) = t.exits(2, &["--data", "bảng.csv", "--out", "khác"]);
    assert!(said.contains("thư mục trống"), "{said}");
    std::fs::create_dir(t.path("khóa")).expect("made");
    let lock = std::fs::File::create(t.path("khóa/.vanthu-batch.lock")).expect("made");
    lock.lock().expect("locked");
    let (_, said) = t.exits(2, &["--data", "bảng.csv", "--out", "khóa"]);
    assert!(said.contains("một lượt in hàng loạt khác"), "{said}");
}

#[test]
fn tables_that_cannot_be_read_are_named() {
    let t = Test::new();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(HEAD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let long = format!("{HEAD}\nA;{};thôn;1;;15/4/2026;\n", "x".repeat(1_000_000));
    let nfd: String = unicode_normalization::UnicodeNormalization::nfd(HEAD).collect();
    for (name, bytes, code, expected) in [
        ("rỗng.csv", b"".to_vec(), 1, "tệp không có nội dung"),
        ("đầu.csv", format!("{HEAD}\n").into_bytes(), 1, "không có dòng số liệu nào"),
        ("hai.csv", format!("{HEAD};ma\nx\n").into_bytes(), 1, "có hai cột `ma`"),
        ("thiếu.csv", b"ma;don_vi\nA;b\n".to_vec(), 1, "không có cột `Họ và tên`"),
        ("utf16.csv", utf16, 1, "UTF-16"),
        ("1258.csv", b"ma;Nguy\xea\xden V\xe3n \xd0\xfd\xecc\nA;b\n".to_vec(), 1, "Windows-1258"),
        ("tcvn3.csv", "ma;NguyÔn V¨n, x· MÉu\nA;b\n".as_bytes().to_vec(), 1, "TCVN3"),
        ("vni.csv", "ma;Nguyeãn Vaên Maãu\nA;b\n".as_bytes().to_vec(), 1, "VNI"),
        ("ngoặc.csv", format!("{HEAD}\nA;\"x;thôn;1;;15/4/2026;\n").into_bytes(), 1, "không đóng lại"),
        ("dài.csv", long.into_bytes(), 1, "ô dài 1000 KB"),
        ("nfd.csv", format!("{nfd}\nA;Mẫu;thôn;1;;15/4/2026;\n").into_bytes(), 0, "xong 1 văn bản"),
        ("sep.csv", format!("sep=;\r\n{HEAD}\r\nA;Mẫu;thôn;1;;15/4/2026;\r\n").into_bytes(), 0, "xong 1 văn bản"),
        ("sep sai.csv", format!("sep=;\r\n{HEAD}\r\nA;Mẫu;thôn;1;;x;\r\n").into_bytes(), 1, "dòng 3, cột Ngày"),
        ("tựa.csv", format!("DANH SÁCH MẪU\n{HEAD}\nA;Mẫu;thôn;1;;15/4/2026;\n").into_bytes(), 1, "xóa dòng tiêu đề"),
        ("hỏng.csv", "ma;Há»\u{8d} vÃ  tÃªn;Ä\u{90}á»‹a\nA;b;c\n".as_bytes().to_vec(), 1, "chữ đã hỏng"),
        ("x.json", b"{}".to_vec(), 1, "danh sách JSON"),
        ("không-có.csv", Vec::new(), 1, "không có"),
        ("a.docx", b"x".to_vec(), 1, ".xlsx"),
    ] {
        if name != "không-có.csv" {
            t.write(name, &bytes);
        }
        let out = format!("ra-{name}");
        let (_, said) = t.exits(code, &["--data", name, "--out", &out]);
        assert!(said.contains(expected), "{name}: {said}");
        assert!(!said.contains("VT9"), "{name}: {said}");
    }
}

#[test]
fn other_tables_give_the_same_documents() {
    let t = Test::new();
    t.rows("bảng.csv", 3);
    t.exits(0, &["--data", "bảng.csv", "--out", "csv"]);
    let expected = t.documents("csv");
    let object = |n: usize| {
        serde_json::json!({
            "ma": format!("M{n:04}"), "Họ và tên": format!("Nguyễn Văn Mẫu {n}"), "Đơn vị": format!("thôn Mẫu {n}"),
            "Ghế": n, "Tiền": (100 + n) * 1000, "Ngày": "2026-04-15", "Nói": n.is_multiple_of(2),
        })
    };
    let lines: String = (1..=3).map(|n| format!("{}\n", object(n))).collect();
    t.write("bảng.jsonl", lines.as_bytes());
    t.write("bảng.json", serde_json::json!([object(1), object(2), object(3)]).to_string().as_bytes());
    t.write("bảng.tsv", std::fs::read_to_string(t.path("bảng.csv")).expect("read").replace(';', "\t").as_bytes());
    for name in ["bảng.jsonl", "bảng.json", "bảng.tsv"] {
        let out = format!("ra {name}");
        t.exits(0, &["--data", name, "--out", &out]);
        assert_eq!(t.documents(&out), expected, "{name}");
    }
}

#[test]
fn streams_in_the_order_of_the_rows() {
    use base64::Engine;
    let t = Test::new();
    t.rows("bảng.csv", 30);
    t.exits(0, &["--data", "bảng.csv", "--out", "ra"]);
    let expected = t.documents("ra");
    let (tar, _) = t.exits(0, &["--data", "bảng.csv", "--out", "-"]);
    let mut archive = tar::Archive::new(tar.as_slice());
    let mut names = Vec::new();
    for entry in archive.entries().expect("an archive") {
        let mut entry = entry.expect("an entry");
        let name = entry.path().expect("a name").to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).expect("read");
        assert_eq!(expected.get(&name), Some(&Sha256::digest(&bytes).to_vec()), "{name}");
        names.push(name);
    }
    assert!(names.is_sorted() && names.len() == 30, "{names:?}");
    // Rows from standard input, one of them bad.
    let mut child = t
        .command(&["--data", "-", "--out", "-", "--format", "jsonl", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let mut input = child.stdin.take().expect("piped");
    for n in 1..=3 {
        let date = if n == 2 { "ngày mai" } else { "2026-04-15" };
        writeln!(input, "{}", serde_json::json!({
            "ma": format!("M{n:04}"), "ho_ten": format!("Nguyễn Văn Mẫu {n}"), "don_vi": format!("thôn Mẫu {n}"), "ghe": n,
            "tien": (100 + n) * 1000, "ngay": date, "noi": n % 2 == 0,
        }))
        .expect("written");
    }
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .expect("text")
        .lines()
        .map(|l| serde_json::from_str(l).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1]["loi"][0].as_str().is_some_and(|e| e.contains("ngày mai")), "{}", lines[1]);
    let pdf =
        base64::engine::general_purpose::STANDARD.decode(lines[2]["pdf"].as_str().expect("bytes")).expect("base64");
    assert_eq!(expected.get("M0003-Nguyen Van Mau 3.pdf"), Some(&Sha256::digest(&pdf).to_vec()));
}

#[test]
fn rows_are_chosen() {
    let t = Test::new();
    t.rows("bảng.csv", 20);
    let count = |args: &[&str], out: &str| {
        t.exits(0, &[&["--data", "bảng.csv", "--out", out], args].concat());
        t.documents(out).len()
    };
    assert_eq!(count(&["--where", "ghe > 15 and noi"], "w"), 3);
    assert_eq!(count(&["--limit", "4"], "l"), 4);
    assert_eq!(count(&["--sample", "5"], "s"), 5);
    let names: Vec<String> = (1..=3)
        .flat_map(|k| {
            count(&["--shard", &format!("{k}/3")], &format!("h{k}"));
            t.documents(&format!("h{k}")).into_keys()
        })
        .collect();
    assert_eq!(names.len(), 20);
    let (_, said) = t.exits(2, &["--data", "bảng.csv", "--out", "x", "--where", "ghe >"]);
    assert!(said.contains("--where"), "{said}");
    t.exits(2, &["--data", "bảng.csv", "--out", "x", "--shard", "4/3"]);
    let (_, said) = t.exits(0, &["--data", "bảng.csv", "--dry-run"]);
    assert!(said.contains("20 dòng đúng, 0 dòng lỗi"), "{said}");
}

#[test]
fn numbers_without_gaps() {
    let t = Test::new();
    let mut rows = t.rows("bảng.csv", 6);
    rows[2] = rows[2].replace("15/4/2026", "ngày mai");
    t.table("sai.csv", &rows);
    // One wrong row: no number is given at all.
    t.exits(1, &["--data", "sai.csv", "--out", "ra", "--so", "125..", "--so-file", "sổ.csv"]);
    assert!(t.documents("ra").is_empty() && !t.path("sổ.csv").exists());
    t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--resume", "--so", "125..", "--so-file", "sổ.csv"]);
    assert!(text(&t.path("ra/M0001-Nguyen Van Mau 1.pdf")).contains("Số:125/GM-UBND"));
    assert!(text(&t.path("ra/M0006-Nguyen Van Mau 6.pdf")).contains("Số:130/GM-UBND"));
    assert_eq!(std::fs::read_to_string(t.path("sổ.csv")).expect("a register").lines().count(), 7);
    for (start, expected) in [("125..", "đã cấp"), ("132..", "bỏ trống")] {
        let (_, said) = t.exits(2, &["--data", "bảng.csv", "--out", "ra2", "--so", start, "--so-file", "sổ.csv"]);
        assert!(said.contains(expected) && said.contains("131"), "{said}");
        std::fs::remove_dir_all(t.path("ra2")).expect("removed");
    }
    // New rows of the same table go on behind; the old ones keep their numbers.
    t.rows("bảng.csv", 8);
    let (_, said) =
        t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--resume", "--so", "125..", "--so-file", "sổ.csv"]);
    assert!(said.contains("xong 2 văn bản (2 trang), 6 đã có từ trước"), "{said}");
    assert!(text(&t.path("ra/M0008-Nguyen Van Mau 8.pdf")).contains("Số:132/GM-UBND"));
}

#[test]
fn names_that_collide_are_told() {
    let t = Test::new();
    t.write("mời.yaml", PLAN.replace("{{ ma }}-", "").as_bytes());
    t.table(
        "bảng.csv",
        &[good(1), good(1).replace("M0001", "M0009"), good(2).replace("Nguyễn Văn Mẫu 2", "NGUYỄN VĂN MẪU 1")],
    );
    let (_, said) = t.exits(1, &["--data", "bảng.csv", "--out", "ra"]);
    assert!(said.contains("dòng 3: tên tệp `Nguyen Van Mau 1` trùng với dòng 2"), "{said}");
    assert!(said.contains("dòng 4: tên tệp `NGUYEN VAN MAU 1` trùng với dòng 2"), "{said}");
}

#[test]
fn a_plan_without_columns_gets_them_suggested() {
    let t = Test::new();
    t.rows("bảng.csv", 2);
    t.write("mời.yaml", include_bytes!("../plans/giay-moi.yaml"));
    let (_, said) = t.exits(1, &["--data", "bảng.csv", "--out", "ra"]);
    assert!(said.contains("VT502") && said.contains("ho_va_ten: { kieu: chu, vi_du: \"Nguyễn Văn Mẫu 1\" }"), "{said}");
}

/// A row that hangs, one that eats memory and one that recurses: each costs itself.
#[cfg(target_os = "linux")]
#[test]
fn documents_that_hang_or_crash_cost_themselves() {
    let t = Test::new();
    std::fs::create_dir_all(t.path("mẫu/kinds")).expect("made");
    let frame = include_str!("../templates/kinds/_khung.typ.j2").to_owned();
    let trap = "\n{% if 'treo' in doc.metadata.title %}\n#for a in range(100000) { for b in range(100000) { let c = a * b } }\n{% endif %}\n\
                {% if 'nuốt' in doc.metadata.title %}\n#let x = \"mẫu \" * 600000000\n{% endif %}\n\
                {% if 'lặp' in doc.metadata.title %}\n{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}\n{% endif %}\n";
    t.write("mẫu/kinds/_khung.typ.j2", (frame + trap).as_bytes());
    let mut rows: Vec<String> = (1..=12).map(good).collect();
    rows[2] = rows[2].replace("thôn Mẫu", "thôn treo");
    rows[5] = rows[5].replace("thôn Mẫu", "thôn nuốt");
    rows[8] = rows[8].replace("thôn Mẫu", "thôn lặp");
    t.table("bảng.csv", &rows);
    let args = ["--data", "bảng.csv", "--out", "ra", "--templates", "mẫu", "--timeout", "20", "--memory", "256"];
    let (_, said) = t.exits(1, &args);
    assert!(said.contains("dòng 4: quá thời gian"), "{said}");
    assert!(said.contains("dòng 7: cần quá nhiều bộ nhớ"), "{said}");
    assert!(said.contains("dòng 10: [VT"), "{said}");
    assert_eq!(t.documents("ra").len(), 9, "{said}");
    assert!(said.contains("xong 9 văn bản"), "{said}");
}

#[test]
fn the_example_of_the_readmes() {
    let root = env!("CARGO_MANIFEST_DIR");
    for readme in ["README.md", "README.vi.md"] {
        let text = std::fs::read_to_string(Path::new(root).join(readme)).expect("readable");
        assert!(
            text.contains(
                "vanthu batch plans/giay-moi-hoi-nghi.yaml --data plans/giay-moi-hoi-nghi.csv --out giay-moi\n"
            )
        );
    }
    let out = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_vanthu"))
        .args(["batch", "plans/giay-moi-hoi-nghi.yaml", "--data", "plans/giay-moi-hoi-nghi.csv", "--out"])
        .arg(out.path())
        .args(["--sample", "9", "--lang", "en"])
        .current_dir(root)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("made 9 documents (9 pages)"), "{said}");
    let last = text(&out.path().join("DB1000 Hoang Van Mau.pdf"));
    assert!(last.contains("ghếsố1000"), "{last}");
}

#[test]
fn a_print_run_of_the_whole_batch() {
    let t = Test::new();
    t.write("mời.yaml", PLAN.replace("luu: [VT]", "luu: [{ ten: VT, so_ban: 2 }]").as_bytes());
    t.rows("bảng.csv", 4);
    let (_, said) = t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--merge", "in.pdf"]);
    assert!(said.contains("đã ghi in.pdf"), "{said}");
    let facts = vanthu::page::read(&std::fs::read(t.path("in.pdf")).expect("written")).expect("a PDF");
    // Two copies of each, one page with its blank back.
    assert_eq!(facts.pages.len(), 16);
    let (_, said) = t.exits(
        0,
        &["--data", "bảng.csv", "--out", "ra", "--resume", "--merge", "tập.pdf", "--volume", "3", "--one-sided"],
    );
    assert!(said.contains("4 đã có từ trước"), "{said}");
    for (file, pages) in [("tập-001.pdf", 6), ("tập-002.pdf", 2)] {
        let facts = vanthu::page::read(&std::fs::read(t.path(file)).expect("written")).expect("a PDF");
        assert_eq!(facts.pages.len(), pages, "{file}");
    }
}

#[test]
fn workbooks_are_told_by_cell() {
    let t = Test::new();
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/batch-tables/loi.xlsx");
    let (_, said) = t.exits(1, &["--data", table.to_str().expect("a path"), "--out", "ra"]);
    for expected in [
        "ô E3 (Tiền): công thức chưa có kết quả",
        "ô F4 (Ngày): `46127` là số thứ tự ngày của Excel (15/4/2026)",
        "ô B5 (Họ và tên): công thức bị lỗi #N/A",
        "xong 1 văn bản",
    ] {
        assert!(said.contains(expected), "`{expected}` is not in\n{said}");
    }
    assert!(text(&t.path("ra/X1-Nguyen Van Mau.pdf")).contains("Đềnghịphátbiểu"));
}

#[test]
fn rows_that_come_back_never_replace_other_documents() {
    let t = Test::new();
    // Without a key and a name of its own a document is named after its row.
    t.write("mời.yaml", PLAN.replace("khoa: true, ", "").replace("ten_tep:", "# ten_tep:").as_bytes());
    let mut rows: Vec<String> = (1..=4).map(good).collect();
    rows[1] = rows[1].replace("15/4/2026", "ngày mai");
    rows[3] += ";thừa";
    t.table("bảng.csv", &rows);
    t.exits(1, &["--data", "bảng.csv", "--out", "ra"]);
    let before = t.documents("ra");
    assert_eq!(before.keys().collect::<Vec<_>>(), ["mời-00002.pdf", "mời-00004.pdf"]);
    let failed = std::fs::read_to_string(t.path("ra/loi.csv")).expect("written");
    assert!(failed.contains(";thừa"), "nothing of a row is lost: {failed}");
    // One row is mended, the other fails again; what was good stays.
    std::fs::write(t.path("ra/loi.csv"), failed.replace("ngày mai", "15/4/2026")).expect("written");
    t.exits(1, &["--data", "ra/loi.csv", "--out", "ra", "--resume"]);
    let after = t.documents("ra");
    assert_eq!(after.keys().collect::<Vec<_>>(), ["mời-00002.pdf", "mời-00003.pdf", "mời-00004.pdf"]);
    assert!(before.iter().all(|(name, hash)| after.get(name) == Some(hash)));
    let failed = std::fs::read_to_string(t.path("ra/loi.csv")).expect("written");
    assert_eq!(failed.lines().count(), 2, "{failed}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_after_the_documents_under_way_and_loses_nothing() {
    let t = Test::new();
    t.rows("bảng.csv", 400);
    t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--limit", "1", "-q"]);
    let table = std::fs::read(t.path("bảng.csv")).expect("read");
    std::fs::write(t.path("ra/loi.csv"), &table).expect("written");
    let child = t
        .command(&["--data", "ra/loi.csv", "--out", "ra", "--resume"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    // Once it is under way; a machine on which it never gets there fails below.
    let patience = std::time::Instant::now();
    while t.documents("ra").len() < 5 && patience.elapsed().as_secs() < 120 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(signal.success());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let made = t.documents("ra").len();
    assert!(made < 400, "it was over before it was stopped");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("--resume"), "{said}");
    assert_eq!(std::fs::read(t.path("ra/loi.csv")).expect("still there"), table);
    t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--resume", "-q"]);
    assert_eq!(t.documents("ra").len(), 400);
}

#[test]
fn batches_share_a_register() {
    let t = Test::new();
    t.rows("a.csv", 3);
    t.table("b.csv", &(11..=13).map(good).collect::<Vec<_>>());
    let run = |table: &str, out: &str, start: &str, more: &[&str]| {
        t.exits(0, &[&["--data", table, "--out", out, "--so", start, "--so-file", "sổ.csv"], more].concat());
    };
    run("a.csv", "a", "1..", &[]);
    run("b.csv", "b", "4..", &[]);
    // The first batch has a new row: its number comes behind those of the second.
    t.rows("a.csv", 4);
    run("a.csv", "a", "1..", &["--resume"]);
    assert!(text(&t.path("a/M0004-Nguyen Van Mau 4.pdf")).contains("Số:07/GM-UBND"));
    let register = std::fs::read_to_string(t.path("sổ.csv")).expect("a register");
    let numbers: Vec<&str> = register.lines().skip(1).filter_map(|line| line.split(';').next()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7"]);
    let (_, said) = t.exits(2, &["--data", "a.csv", "--out", "c", "--so", "8..", "--shard", "1/2"]);
    assert!(said.contains("--shard"), "{said}");
    t.write("mời.yaml", PLAN.replace("khoa: true, ", "").as_bytes());
    let (_, said) = t.exits(2, &["--data", "a.csv", "--out", "c", "--so", "8.."]);
    assert!(said.contains("khoa: true"), "{said}");
}

#[test]
fn what_earlier_runs_left_is_minded() {
    let t = Test::new();
    t.rows("bảng.csv", 3);
    t.exits(0, &["--data", "bảng.csv", "--out", "ra", "-q"]);
    // A row whose name changes takes its old document away; a row that is gone is told.
    t.table("bảng.csv", &[good(1).replace("Nguyễn Văn Mẫu 1", "Trần Văn Mẫu"), good(2)]);
    let (_, said) = t.exits(0, &["--data", "bảng.csv", "--out", "ra", "--resume"]);
    assert!(said.contains("1 văn bản của lượt trước không còn dòng trong bảng") && said.contains("M0003"), "{said}");
    let names: Vec<String> = t.documents("ra").into_keys().collect();
    assert_eq!(names, ["M0001-Tran Van Mau.pdf", "M0002-Nguyen Van Mau 2.pdf", "M0003-Nguyen Van Mau 3.pdf"]);
    // A journal that somebody damaged is not gone on with.
    let journal = t.path("ra/vanthu-batch.jsonl");
    let damaged = std::fs::read_to_string(&journal).expect("read").replacen("\"khoa\"", "khoa", 1);
    std::fs::write(&journal, damaged).expect("written");
    let (_, said) = t.exits(2, &["--data", "bảng.csv", "--out", "ra", "--resume"]);
    assert!(said.contains("hỏng ở dòng 2"), "{said}");
}

#[test]
fn quiet_runs_tell_what_is_wrong_and_images_may_differ_by_row() {
    let t = Test::new();
    let png = include_bytes!("../docs/batch.png");
    t.write("ảnh_1 (a).png", png);
    let plan = PLAN
        .replace("  ma: {", "  anh: { vi_du: ảnh_1 (a).png }\n  ma: {")
        .replace("noi_nhan:", "\n  ![Ảnh]({{ anh }})\nnoi_nhan:");
    t.write("mời.yaml", plan.as_bytes());
    let rows = [("ảnh_1 (a).png", 1), ("thiếu.png", 2)].map(|(image, n)| format!("{image};{}", good(n)));
    t.write("bảng.csv", format!("anh;{HEAD}\n{}\n", rows.join("\n")).as_bytes());
    let (_, said) = t.exits(1, &["--data", "bảng.csv", "--out", "ra", "-q"]);
    assert!(said.contains("dòng 3") && said.contains("VT211"), "{said}");
    assert_eq!(t.documents("ra").len(), 1);
    let (_, said) = t.exits(1, &["--data", "bảng.csv", "--out", "ra2", "--messages", "json"]);
    assert!(said.contains("VT211"), "{said}");
    let (_, said) = t.exits(2, &["--data", "bảng.csv", "--out", "x", "--where", "xa == 1"]);
    assert!(said.contains("không có biến `xa`") && said.contains("ho_ten"), "{said}");
}
