//! The program from outside: exit codes, files, messages.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use vanthu::plan::KindName;

/// A folder with a plan in it, and the program to run there.
struct Test {
    folder: TempDir,
}

const PLAN: &str = include_str!("../plans/cong-van-phong-trao-2024.yaml");

impl Test {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("vanthu thử ").tempdir().expect("a folder");
        std::fs::write(folder.path().join("kế hoạch.yaml"), PLAN).expect("written");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> &Self {
        std::fs::write(self.path(name), text).expect("written");
        self
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanthu"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "C");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("it runs")
    }

    #[track_caller]
    fn exits(&self, code: i32, args: &[&str]) -> (String, String) {
        let output = self.run(args);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{err}");
        (out, err)
    }
}

fn is_pdf(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"%PDF-"))
}

#[test]
fn render_writes_beside_the_plan_or_where_it_is_told() {
    let t = Test::new();
    let (_, said) = t.exits(0, &["render", "kế hoạch.yaml"]);
    assert!(said.contains("đã ghi kế hoạch.pdf"), "{said}");
    assert!(is_pdf(&t.path("kế hoạch.pdf")));
    t.exits(0, &["render", "kế hoạch.yaml", "-o", "nơi khác/"]);
    assert!(is_pdf(&t.path("nơi khác/kế hoạch.pdf")));
    t.exits(0, &["render", "kế hoạch.yaml", "-o", "tên khác.pdf", "--keep-source"]);
    assert!(is_pdf(&t.path("tên khác.pdf")));
    assert!(t.path("tên khác.typ").exists());
    let output = t.run(&["render", "kế hoạch.yaml", "-o", "-"]);
    assert_eq!(output.stdout, std::fs::read(t.path("kế hoạch.pdf")).expect("written"), "the same bytes everywhere");
    let left: Vec<_> = std::fs::read_dir(t.folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".vanthu-")), "{left:?}");
}

#[test]
fn standard_input_and_output() {
    use std::io::Write;
    let t = Test::new();
    let mut child = t
        .command(&["render", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().expect("piped").write_all(PLAN.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stdout.starts_with(b"%PDF-"));
}

#[test]
fn nothing_is_written_while_any_plan_is_wrong() {
    let t = Test::new();
    t.write("sai.yaml", "loai: ke-hoach\ntrich_yeuu: x\n").write("kế hoạch.pdf", "bản cũ");
    let (_, err) = t.exits(1, &["render", "kế hoạch.yaml", "sai.yaml"]);
    assert!(err.contains("VT101") && err.contains("VT102"), "{err}");
    assert_eq!(std::fs::read_to_string(t.path("kế hoạch.pdf")).expect("still there"), "bản cũ");
}

#[test]
fn messages_in_three_forms_and_two_languages() {
    let t = Test::new();
    t.write("sai.yaml", "loai: ke-hoach\ntrich_yeuu: x\n");
    let (out, _) = t.exits(1, &["check", "sai.yaml", "--messages", "short"]);
    assert!(out.starts_with("sai.yaml:1:1: lỗi[VT102]: "), "{out}");
    let (out, _) = t.exits(1, &["check", "sai.yaml", "--messages", "short", "--lang", "en"]);
    assert!(out.contains("sai.yaml:2:1: error[VT101]: there is no key `trich_yeuu` here\n"), "{out}");
    let (out, _) = t.exits(1, &["check", "sai.yaml", "--messages", "json", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let unknown = json.as_array().expect("a list").iter().find(|d| d["code"] == "VT101").expect("VT101");
    assert_eq!(unknown["place"]["start"]["line"], 2);
    assert_eq!(unknown["help"], "did you mean `trich_yeu`?");
    let english = t.command(&["check", "sai.yaml"]).env("LANG", "en_US.UTF-8").output().expect("it runs");
    assert!(String::from_utf8_lossy(&english.stdout).contains("error[VT101]"));
    let (out, _) = t.exits(0, &["check", "kế hoạch.yaml", "--select", "VT60", "--messages", "json"]);
    assert_eq!(out, "[]\n");
    assert!(t.exits(0, &["--help"]).0.contains("Cách dùng"));
    assert!(t.exits(0, &["--help", "--lang", "en"]).0.contains("Usage"));
}

#[test]
fn warnings_count_for_check_only() {
    let t = Test::new();
    t.write("thiếu.yaml", &PLAN.replace("  - Như trên (t/h)\n", ""));
    t.exits(1, &["check", "thiếu.yaml"]);
    t.exits(0, &["render", "thiếu.yaml"]);
}

#[test]
fn what_cannot_run_says_so_with_2() {
    let t = Test::new();
    assert!(t.exits(2, &["render", "không-có.yaml"]).1.contains("VT401"));
    t.exits(2, &["render"]);
    t.exits(2, &["render", "kế hoạch.yaml", "--standard", "x-9"]);
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "--standard", "a-4,1.4"]).1.contains("VT407"));
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "--font-path", "."]).1.contains("VT406"));
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "kế hoạch.yaml", "-o", "a.pdf"]).1.contains("VT409"));
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "kế hoạch.yaml"]).1.contains("VT405"));
    t.write("tệp", "");
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "-o", "tệp/x.pdf"]).1.contains("VT402"));
    assert!(t.exits(2, &["anchors", "kế hoạch.yaml"]).1.contains("VT408"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_the_old_file_stays() {
    let t = Test::new();
    let (_, err) = t.exits(2, &["render", "kế hoạch.yaml", "-o", "/dev/full"]);
    assert!(err.contains("VT402") && err.contains("ổ đĩa hết chỗ trống"), "{err}");
}

#[test]
fn a_file_of_100_mb_is_refused_without_reading_it() {
    let t = Test::new();
    let file = std::fs::File::create(t.path("lớn.yaml")).expect("made");
    file.set_len(100_000_000).expect("sparse");
    let (_, err) = t.exits(1, &["render", "lớn.yaml"]);
    assert!(err.contains("VT002") && err.contains("100 MB"), "{err}");
}

#[test]
fn number_and_date_at_the_last_minute() {
    let t = Test::new();
    t.exits(0, &["render", "kế hoạch.yaml", "-o", "a.pdf", "--so", "35", "--ngay", "4/2/2024"]);
    let facts = vanthu::page::read(&std::fs::read(t.path("a.pdf")).expect("written")).expect("readable");
    let text: String = facts.pages[0].lines.iter().map(|l| l.text() + "\n").collect();
    assert!(text.contains("Số: 35/UBND-VHTT") && text.contains("ngày 04 tháng 02 năm 2024"), "{text}");
}

#[test]
fn every_format() {
    let t = Test::new();
    t.exits(0, &["render", "kế hoạch.yaml", "--format", "png", "--ppi", "36", "-o", "ảnh/"]);
    assert!(std::fs::read(t.path("ảnh/kế hoạch-1.png")).expect("written").starts_with(b"\x89PNG"));
    assert!(t.path("ảnh/kế hoạch-3.png").exists());
    t.exits(0, &["render", "kế hoạch.yaml", "--format", "svg", "-o", "ảnh/"]);
    assert!(std::fs::read_to_string(t.path("ảnh/kế hoạch-1.svg")).expect("written").starts_with("<svg"));
    t.exits(0, &["render", "kế hoạch.yaml", "--format", "typ", "-o", "nguồn/"]);
    for file in ["main.typ", "lib/lib.typ", "fonts/LiberationSerif-Regular.ttf"] {
        assert!(t.path("nguồn/kế hoạch").join(file).exists(), "{file}");
    }
    t.exits(2, &["render", "kế hoạch.yaml", "--format", "png", "-o", "-"]);
}

#[test]
fn anchors_are_in_the_pdf_too() {
    let t = Test::new();
    t.exits(0, &["render", "kế hoạch.yaml", "--anchors", "chỗ.json"]);
    let kept = t.exits(0, &["anchors", "kế hoạch.pdf"]).0;
    assert_eq!(kept, std::fs::read_to_string(t.path("chỗ.json")).expect("written"));
    for part in ["so_ky_hieu", "ngay", "chu_ky", "dau", "noi_nhan", "quyen_han", "ho_ten", "trich_yeu"] {
        assert!(kept.contains(&format!("\"ten\": \"{part}\"")), "{part} is not in {kept}");
    }
}

#[test]
fn new_plans_wait_to_be_filled_in() {
    let t = Test::new();
    t.exits(0, &["render", "kế hoạch.yaml"]);
    for kind in KindName::WORDS {
        let file = format!("{kind}.yaml");
        t.exits(0, &["new", kind, "-o", &file]);
        assert!(t.path(".vanthu/vanthu.schema.json").exists());
        let text = std::fs::read_to_string(t.path(&file)).expect("written");
        let (out, _) = t.exits(1, &["check", &file, "--messages", "short"]);
        let waiting = text.lines().filter(|l| !l.starts_with('#')).map(|l| l.matches("<<").count()).sum::<usize>();
        assert_eq!(out.matches("VT109").count(), waiting, "{out}");
        assert_eq!(out.lines().count(), waiting, "nothing else is wrong with it: {out}");
        // A date is filled in as a date, every other place by its own words.
        let mut filled = text.replace("Như Điều <<số>>", "Như Điều 3");
        for date in ["2026-03-15", "2026-04-30", "2026-03-02", "2026-03-09", "2026-03-13"] {
            filled = filled.replace(&format!("<<{date}>>"), date);
        }
        let filled = filled.replace("<<UBND>>", "UBND").replace("<<VX>>", "VX");
        t.write(
            &file,
            &filled
                .replace("<<", "")
                .replace(">>", "")
                .replace("{{ (muc_chi * so_don_vi) | tien }}", "0đ")
                .replace("[VT, đơn", "[VT, Đơn"),
        );
        if *kind == "trich-sao" {
            // A part is chosen from several pages: tests/copies.rs.
        } else if kind.contains("sao") {
            t.exits(0, &["copy", kind, "kế hoạch.pdf", "--plan", &file]);
        } else {
            t.exits(0, &["render", &file]);
        }
        t.exits(2, &["new", kind, "-o", &file]);
    }
    assert!(t.exits(0, &["new", "ke-hoach"]).0.contains("loai: ke-hoach"));
}

#[test]
fn templates_of_the_user() {
    let t = Test::new();
    let kind = include_str!("../templates/kinds/cong-van.typ.j2");
    std::fs::create_dir_all(t.path("mẫu/kinds")).expect("made");
    let file = "mẫu/kinds/cong-van.typ.j2";
    t.write(file, &kind.replace("{% block head -%}", "{% block head -%}\nMẪU RIÊNG"));
    t.exits(0, &["render", "kế hoạch.yaml", "--templates", "mẫu"]);
    let facts = vanthu::page::read(&std::fs::read(t.path("kế hoạch.pdf")).expect("written")).expect("readable");
    assert!(facts.pages[0].lines.iter().any(|l| l.text().contains("MẪU RIÊNG")));
    t.write(file, "{% block %}");
    let (_, err) = t.exits(2, &["render", "kế hoạch.yaml", "--templates", "mẫu"]);
    assert!(err.contains("VT403") && err.contains("cong-van.typ.j2:1"), "{err}");
    t.write(file, "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}");
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "--templates", "mẫu"]).1.contains("VT404"));
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "--templates", "không có"]).1.contains("VT401"));
    // A mistake in the user's own layout library is not the program's.
    std::fs::create_dir_all(t.path("mẫu/lib")).expect("made");
    t.write(file, kind);
    t.write("mẫu/lib/marks.typ", "#let top-marks(");
    assert!(t.exits(2, &["render", "kế hoạch.yaml", "--templates", "mẫu"]).1.contains("VT404"));
}

#[test]
fn what_would_harm_is_refused() {
    let t = Test::new();
    let before = std::fs::read(t.path("kế hoạch.yaml")).expect("there");
    let (_, err) = t.exits(2, &["render", "kế hoạch.yaml", "-o", "kế hoạch.yaml"]);
    assert!(err.contains("-o"), "{err}");
    let (_, err) = t.exits(2, &["render", "kế hoạch.yaml", "--anchors", "kế hoạch.yaml"]);
    assert!(err.contains("ghi đè"), "{err}");
    assert_eq!(std::fs::read(t.path("kế hoạch.yaml")).expect("there"), before);
    std::fs::copy(t.path("kế hoạch.yaml"), t.path("hai.yaml")).expect("copied");
    let (_, err) = t.exits(2, &["render", "kế hoạch.yaml", "hai.yaml", "--so", "35"]);
    assert!(err.contains("--so"), "{err}");
    let (_, err) = t.exits(2, &["render", "kế hoạch.yaml", "-o", "ra.docx"]);
    assert!(err.contains(".docx"), "{err}");
}

#[test]
fn a_profile_starts_a_plan() {
    let t = Test::new();
    let (out, _) = t.exits(0, &["new", "thong-bao", "--don-vi", "ubnd-xa-mang-den"]);
    assert!(
        out.contains("don_vi: ubnd-xa-mang-den") && !out.contains("\nco_quan:") && out.contains("ho_ten: <<"),
        "{out}"
    );
    let (_, err) = t.exits(2, &["new", "thong-bao", "--don-vi", "khong-co"]);
    assert!(err.contains("VT113"), "{err}");
    // What the profile leaves open is refused until the plan says it.
    t.write("tb.yaml", "loai: thong-bao\ndon_vi: ubnd-xa-mang-den\nso:\nngay: 2026\ntrich_yeu: Mẫu\nnoi_dung: |\n  Nội dung.\nluu: [VT]\nky: { chuc_vu: CHỦ TỊCH }\n");
    assert!(t.exits(1, &["check", "tb.yaml", "--messages", "short"]).0.contains("VT109"));
}

#[test]
fn generated_files_are_current() {
    let t = Test::new();
    let committed = include_str!("../schema/vanthu.schema.json");
    assert!(
        t.exits(0, &["schema"]).0 == committed.replace("\r\n", "\n"),
        "stale: run `cargo run -- schema > schema/vanthu.schema.json`"
    );
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(t.exits(0, &["completions", shell]).0.contains("vanthu"), "{shell}");
    }
    let kinds = t.exits(0, &["kinds"]).0;
    assert!(
        kinds.contains("ke-hoach") && kinds.contains("cong-van") && kinds.contains("chưa có văn bản gốc"),
        "{kinds}"
    );
}

/// Kills the child however the test ends.
struct Guard(std::process::Child);

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn watch_renders_again_on_change() {
    let t = Test::new();
    let mut command = t.command(&["watch", "kế hoạch.yaml"]);
    let _guard = Guard(command.stderr(std::process::Stdio::null()).spawn().expect("it runs"));
    let pdf = t.path("kế hoạch.pdf");
    let wait_for = |wanted: &dyn Fn() -> bool| {
        for _ in 0..600 {
            if wanted() {
                return true;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        false
    };
    assert!(wait_for(&|| is_pdf(&pdf)), "the first PDF");
    let first = std::fs::read(&pdf).expect("written");
    // The watch begins after the first PDF: change the plan until it is seen.
    let seen = wait_for(&|| {
        t.write("kế hoạch.yaml", &PLAN.replace("Phạm Văn Thắng", "Nguyễn Văn Mẫu"));
        std::thread::sleep(std::time::Duration::from_millis(200));
        std::fs::read(&pdf).is_ok_and(|now| now.starts_with(b"%PDF-") && now != first)
    });
    assert!(seen, "the changed plan");
}

/// What the command line says in both languages when it cannot run. The system's own words ("No such file") are Linux's.
#[cfg(target_os = "linux")]
#[test]
fn messages_of_the_command_line() {
    let t = Test::new();
    std::fs::File::create(t.path("lon.yaml")).and_then(|f| f.set_len(100_000_000)).expect("sparse");
    std::fs::create_dir_all(t.path("sai/kinds")).expect("made");
    std::fs::create_dir_all(t.path("lap/kinds")).expect("made");
    t.write("tep", "");
    t.write("sai/kinds/cong-van.typ.j2", "{% block %}");
    t.write(
        "lap/kinds/cong-van.typ.j2",
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}",
    );
    let plan = "kế hoạch.yaml";
    let mut said = String::new();
    for args in [
        &["render", "lon.yaml"][..],
        &["render", "khong-co.yaml"],
        &["render", plan, "-o", "tep/x.pdf"],
        &["render", plan, "-o", "/dev/full"],
        &["render", plan, "--templates", "sai"],
        &["render", plan, "--templates", "lap"],
        &["render", plan, "--templates", "khong-co"],
        &["render", plan, plan],
        &["render", plan, plan, "-o", "mot.pdf"],
        &["render", plan, "--font-path", "."],
        &["render", plan, "--standard", "a-4,1.4"],
        &["render", plan, "--ngay", "mai"],
        &["anchors", plan],
    ] {
        for lang in ["vi", "en"] {
            let output = stderr_and_exit(&t, args, lang);
            said += &format!("$ vanthu {} --lang {lang}\n{output}\n", args.join(" "));
        }
    }
    insta::assert_snapshot!(said);
}

#[cfg(target_os = "linux")]
fn stderr_and_exit(t: &Test, args: &[&str], lang: &str) -> String {
    let output = t.run(&[args, &["--lang", lang]].concat());
    format!("{}exit {}\n", String::from_utf8_lossy(&output.stderr), output.status.code().unwrap_or(-1))
}

#[test]
fn wrong_calls_are_told_in_the_chosen_language() {
    let t = Test::new();
    for (args, expected) in [
        (&["render"][..], "thiếu"),
        (&["rendr"], "có phải `render`?"),
        (&["render", "a.yaml", "--formt", "pdf"], "có phải `--format`?"),
        (&["render", "a.yaml", "--format", "docx"], "các giá trị: pdf, png, svg, typ"),
        (&["render", "a.yaml", "--so", "0"], "phải từ 1 đến 99999"),
        (&["merge", "a.pdf", "-o", "b.pdf", "--copies", "2", "--covers"], "không dùng cùng"),
    ] {
        let (_, said) = t.exits(2, args);
        assert!(
            said.starts_with("lỗi: ") && said.contains(expected) && said.ends_with("thêm --help\n"),
            "{args:?}: {said}"
        );
        let english = t.exits(2, &[args, &["--lang", "en"]].concat()).1;
        assert!(english.starts_with("error: "), "{english}");
    }
}
