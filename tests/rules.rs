//! The rules of `vanthu check` from outside: their pages, fixes, ignoring, forms of output.

mod common;
#[path = "common/prints.rs"]
mod prints;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use prints::Test;
use vanthu::lint::{all, docs};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_pages_are_current() {
    let mut expected: BTreeMap<String, String> =
        all().iter().map(|rule| (format!("{}.md", rule.meta().code), docs::page(rule.meta()))).collect();
    expected.insert("README.md".to_owned(), docs::index());
    let folder = root("docs/rules");
    if std::env::var_os("VANTHU_WRITE").is_some() {
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).expect("made");
        for (name, text) in &expected {
            std::fs::write(folder.join(name), text).expect("written");
        }
    }
    let found: BTreeMap<String, String> = std::fs::read_dir(&folder)
        .expect("docs/rules")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("text"))
        })
        .collect();
    let stale: Vec<&String> =
        expected.keys().chain(found.keys()).filter(|name| expected.get(*name) != found.get(*name)).collect();
    assert!(stale.is_empty(), "VANTHU_WRITE=1 cargo test --test rules writes them anew: {stale:?}");
}

#[test]
fn there_are_enough_of_them() {
    assert!(all().len() >= 60, "{}", all().len());
}

/// All failing cases of rules over plans.
fn cases() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(root("tests/rules")).expect("the cases").filter_map(Result::ok) {
        let Ok(entries) = std::fs::read_dir(folder.path()) else { continue };
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.starts_with("sai") && path.extension().is_some_and(|e| e == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The findings of a file as JSON.
fn findings(t: &Test, name: &str) -> Vec<serde_json::Value> {
    let (_, said) = t.with_env(&["check", name, "--messages", "json"], &[]);
    // The summary follows on standard error.
    let mut values = serde_json::Deserializer::from_str(&said).into_iter::<Vec<serde_json::Value>>();
    values.next().expect("a list").unwrap_or_else(|e| panic!("{name}: {e}: {said}"))
}

#[test]
fn a_fix_changes_what_was_found_and_no_other_byte() {
    let t = Test::new();
    let mut fixed = 0;
    for (index, case) in cases().iter().enumerate() {
        let name = format!("{index}.yaml");
        let before = std::fs::read_to_string(case).expect("a case");
        t.write(&name, before.as_bytes());
        // By hand: the edits that the JSON tells, from the last to the first, those that touch one another left out.
        let mut edits: Vec<(usize, usize, String)> = Vec::new();
        for finding in findings(&t, &name) {
            for edit in finding["fix"]["edits"].as_array().into_iter().flatten() {
                let byte = |at: &str| edit["place"][at]["byte"].as_u64().expect("a place") as usize;
                edits.push((byte("start"), byte("end"), edit["text"].as_str().expect("a text").to_owned()));
            }
        }
        edits.sort();
        let apart = edits.windows(2).all(|pair| pair[0].1 < pair[1].0);
        t.with_env(&["check", &name, "--fix", "--unsafe-fixes"], &[]);
        let after = std::fs::read_to_string(t.path(&name)).expect("still there");
        if edits.is_empty() {
            assert_eq!(after, before, "{}", case.display());
            continue;
        }
        fixed += 1;
        assert_ne!(after, before, "{}", case.display());
        if apart {
            let mut by_hand = before.clone();
            for (start, end, text) in edits.iter().rev() {
                by_hand.replace_range(*start..*end, text);
            }
            // A second round may mend what the first one uncovered; on the lines that nothing was found on nothing changes.
            let touched: Vec<usize> = edits
                .iter()
                .flat_map(|(start, end, _)| [*start, *end])
                .map(|at| before[..at].matches('\n').count())
                .collect();
            if before.lines().count() == by_hand.lines().count() {
                for (number, (old, new)) in before.lines().zip(after.lines()).enumerate() {
                    assert!(old == new || touched.contains(&number), "{}: line {}", case.display(), number + 1);
                }
            }
        }
        // Once more changes nothing, and what is there is a plan.
        let (code, said) = t.with_env(&["check", &name, "--fix", "--unsafe-fixes"], &[]);
        assert_eq!(std::fs::read_to_string(t.path(&name)).expect("there"), after, "{}: {said}", case.display());
        assert_ne!(code, 2, "{}: {said}", case.display());
        let left = findings(&t, &name);
        let unread = |f: &serde_json::Value| f["code"].as_str().is_some_and(|code| code.starts_with("VT0"));
        assert!(!left.iter().any(|f| unread(f) && f["severity"] == "error"), "{}: {left:?}", case.display());
    }
    assert!(fixed > 5, "{fixed} cases had fixes");
}

const PLAN: &str = "loai: thong-bao\nco_quan: { ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }\nso: 12\nky_hieu: TB-UBND\ndia_danh: Xã Mẫu\n\
    ngay: 2026-03-15\ntrich_yeu: Kết luận cuộc họp.\nnoi_dung: |\n  Nội dung mẫu.\nnoi_nhan: [Các đơn vị]\nluu: [VT]\n\
    ky: { quyen_han: [TM. ỦY BAN NHÂN DÂN], chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }\n";

#[test]
fn what_is_ignored_and_what_for_nothing() {
    let t = Test::new();
    let only = ["--select", "VT612"];
    let check = |text: &str| {
        t.write("a.yaml", text.as_bytes());
        t.with_env(&[&["check", "a.yaml", "--messages", "short"], &only[..]].concat(), &[])
    };
    let (code, said) = check(PLAN);
    assert!(code == 1 && said.contains("a.yaml:7:29: cảnh báo[VT612]"), "{said}");
    let line = "trich_yeu: Kết luận cuộc họp.";
    let ignored = PLAN.replace(line, &format!("{line} # vanthu: bo-qua VT612 tên riêng có dấu chấm"));
    assert_eq!(check(&ignored).0, 0);
    let above = PLAN.replace(line, &format!("# vanthu: bo-qua VT612\n{line}"));
    assert_eq!(check(&above).0, 0);
    assert_eq!(check(&format!("bo_qua: [VT612]\n{PLAN}")).0, 0);
    let (code, said) = check(&ignored.replace("họp. #", "họp #"));
    assert!(code == 1 && said.contains("VT590"), "{said}");
    let (code, said) = check(&ignored.replace("VT612", "VT699"));
    assert!(code == 1 && said.contains("VT591") && said.contains("VT612"), "{said}");
    let (code, said) = t.with_env(&["check", "a.yaml", "--select", "VT7", "--ignore", "VT7"], &[]);
    assert!(code == 1 && said.contains("VT591") && !said.contains("VT612"), "{said}");
}

#[test]
fn an_error_elsewhere_silences_no_rule() {
    let t = Test::new();
    // A number that is none, a subject with a full stop, and a space before a comma: all in one run.
    t.write("a.yaml", PLAN.replace("so: 12", "so: abc").replace("Nội dung mẫu.", "Nội dung , mẫu.").as_bytes());
    let (code, said) = t.with_env(&["check", "khong-co.yaml", "a.yaml", "--messages", "short"], &[]);
    assert_eq!(code, 2, "{said}");
    let order: Vec<&str> =
        ["VT401", "VT103", "VT612", "VT702"].into_iter().filter(|code| said.contains(code)).collect();
    let places: Vec<_> = order.iter().map(|code| said.find(code)).collect();
    assert!(order.len() == 4 && places.is_sorted(), "{said}");
    assert!(said.starts_with("khong-co.yaml: "), "{said}");
}

#[test]
fn a_fix_that_would_spoil_the_plan_is_not_made() {
    let t = Test::new();
    let before = PLAN.replace("trich_yeu: Kết luận cuộc họp.", "trich_yeu: Hội nghị:sơ kết.");
    t.write("a.yaml", before.as_bytes());
    t.with_env(&["check", "a.yaml", "--fix"], &[]);
    assert_eq!(std::fs::read_to_string(t.path("a.yaml")).expect("there"), before.replace("kết.", "kết"));
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let t = Test::new();
    t.write("a.yaml", PLAN.as_bytes());
    let (_, said) = t.with_input(&["check", "-", "--fix", "--select", "VT612"], PLAN.as_bytes());
    assert!(said.starts_with(&PLAN.replace("họp.", "họp")), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let t = Test::new();
    t.write("that/a.yaml", PLAN.as_bytes());
    std::os::unix::fs::symlink("that/a.yaml", t.path("link.yaml")).expect("linked");
    t.with_env(&["check", "link.yaml", "--fix", "--select", "VT612"], &[]);
    assert!(std::fs::symlink_metadata(t.path("link.yaml")).expect("there").is_symlink());
    assert_eq!(std::fs::read_to_string(t.path("that/a.yaml")).expect("there"), PLAN.replace("họp.", "họp"));
}

#[test]
fn the_examples_have_no_errors_in_text_and_on_pages() {
    let t = Test::new();
    let plans = root("plans");
    for finding in findings(&t, &plans.to_string_lossy()) {
        assert_ne!(finding["severity"], "error", "{finding:#}");
    }
}

/// Leaves of a YAML tree: where they stand, and what they say.
fn leaves(value: &serde_yaml::Value, at: &str, found: &mut BTreeMap<String, String>) {
    match value {
        serde_yaml::Value::Mapping(map) => {
            for (key, value) in map {
                leaves(value, &format!("{at}/{}", key.as_str().unwrap_or("?")), found);
            }
        }
        serde_yaml::Value::Sequence(list) => {
            for (index, value) in list.iter().enumerate() {
                leaves(value, &format!("{at}/{index}"), found);
            }
        }
        other => {
            found.insert(at.to_owned(), format!("{other:?}"));
        }
    }
}

#[test]
fn a_fix_is_shown_made_and_made_once() {
    let t = Test::new();
    t.write("a.yaml", PLAN.as_bytes());
    let (code, said) = t.with_env(&["check", "a.yaml", "--diff", "--select", "VT612"], &[]);
    assert!(code == 1 && said.contains("-trich_yeu: Kết luận cuộc họp.\n+trich_yeu: Kết luận cuộc họp\n"), "{said}");
    assert_eq!(std::fs::read_to_string(t.path("a.yaml")).expect("there"), PLAN);
    let (code, said) = t.with_env(&["check", "a.yaml", "--fix", "--select", "VT612"], &[]);
    assert!(code == 0 && said.contains("đã sửa 1 chỗ"), "{said}");
    assert_eq!(std::fs::read_to_string(t.path("a.yaml")).expect("there"), PLAN.replace("họp.", "họp"));
}

#[test]
fn forms_of_output() {
    let t = Test::new();
    t.write("kế hoạch.yaml", PLAN.as_bytes());
    let shown = ["human", "short", "json", "sarif", "github"].map(|form| {
        let args = ["check", "kế hoạch.yaml", "--select", "VT612", "--messages", form];
        let (code, said) = t.with_env(&args, &[]);
        format!("# {form}\n{said}exit {code}\n")
    });
    let shown = shown.join("\n").replace(concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\""), "\"version\": …");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_page_explains_a_rule() {
    let t = Test::new();
    let (code, said) = t.with_env(&["explain", "vt612"], &[]);
    assert!(code == 0 && said.starts_with("# VT612: "), "{said}");
    assert_eq!(t.with_env(&["explain", "VT999"], &[]).0, 1);
    let (code, said) = t.with_env(&["explain", "VT227"], &[]);
    assert!(code == 2 && said.contains("không phải quy tắc"), "{said}");
    let (code, said) = t.with_env(&["rules"], &[]);
    assert!(code == 0 && said.lines().count() == all().len(), "{said}");
}

#[test]
fn findings_of_many_files_come_in_their_order() {
    let t = Test::new();
    let names: Vec<String> = (0..12).map(|n| format!("{n}.yaml")).collect();
    for name in &names {
        t.write(name, PLAN.as_bytes());
    }
    let mut args = vec!["check", "--messages", "short", "--select", "VT612"];
    args.extend(names.iter().map(String::as_str));
    let (_, said) = t.with_env(&args, &[]);
    let order: Vec<&str> =
        said.lines().filter_map(|line| line.split(':').next()).filter(|n| names.iter().any(|name| name == n)).collect();
    assert_eq!(order, names);
}

/// The fixes of a plan that were made, and the text after them.
fn mended_once(text: &str) -> (Vec<vanthu::diag::Fix>, String) {
    use vanthu::diag::{Report, Sources};
    use vanthu::lint::{Mending, Subject, examine};
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let folder = root("plans");
    let tree = vanthu::plan::read(
        text.as_bytes().to_vec(),
        "a.yaml",
        &folder,
        vanthu::plan::Overrides::default(),
        &mut sources,
        &mut report,
    );
    let loaded = tree.and_then(|tree| tree.decode(None, &mut sources, &mut report));
    let loaded = loaded.unwrap_or_else(|| panic!("no plan:\n{text}"));
    let found = examine(&Subject::of_plan(&loaded, None, None), |_| true);
    let fixes: Vec<_> = found.findings.into_iter().filter_map(|finding| finding.fix).collect();
    let file = sources.first().expect("the plan");
    let (after, made) = Mending { text, file, folder: &folder }.make(&fixes);
    (made.into_iter().cloned().collect(), after)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(150))]

    /// Whatever stands in a body: outside of what was found every byte stays, the result is a plan, and after a few rounds nothing is left.
    #[test]
    fn fixes_of_any_text(
        words in proptest::collection::vec(
            proptest::sample::select(&[
                "Điều 5", "khoản 2", "Khoản 3", "điều 7", "  ", " ,", ",", ". ", "; ", "uỷ", "ủy", "văn hoá", "văn hóa", "hòa", "hoà",
                "huyện huyện", "của của", "ngày 5 tháng 06 năm 2026", "từ ngày 4/2023", "5km", "50 %", "5000000đ", "5.000.000 VNĐ", "...",
                "\"Mẫu\"", "“Mẫu”", "(", ")", "Thị trấn Mẫu", "nhà nước", "nghị định số 30/2020/NĐ-CP", "luật Đất đai", "thứ hai, ngày",
                "Thôn 2- xã", " - ", "–", "&", "facebook", "xữ lý", "kĩ thuật", "{{ 1 + 1 }}", "tết nguyên đán", "Uỷ ban", "a\u{a0}b", "Tổ chức",
            ][..]),
            1..30,
        ),
        spaced in proptest::bool::ANY,
        style in 0..4usize,
    ) {
        let body = words.join(if spaced { " " } else { "" });
        // In a body, and in texts of every style of YAML that a text may have.
        let short: String = words.iter().take(4).copied().collect::<Vec<_>>().join(" ");
        let quoted = |quote: char| format!("{quote}Về {}{quote}", short.replace(['"', '\''], "”"));
        let scalar = match style {
            0 => format!("Về {}", short.replace([':', '#', '{', '&'], "")),
            1 => quoted('"'),
            2 => quoted('\''),
            _ => format!(">-\n  Về {short}\n  tiếp theo"),
        };
        let plan = PLAN.replace("  Nội dung mẫu.\n", &format!("  Thực hiện {body}\n\n  - {body}\n"));
        let plan = plan.replace("trich_yeu: Kết luận cuộc họp.", &format!("trich_yeu: {scalar}"));
        let mut text = plan.replace("noi_nhan: [Các đơn vị]", &format!("noi_nhan:\n  - Các đơn vị\n  - {}\n  - {}", quoted('"'), quoted('\'')));
        for round in 0.. {
            let (fixes, after) = mended_once(&text);
            if after == text {
                break;
            }
            // Every byte outside of the edits that were made is where it was, counted from the edit before.
            let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
            edits.sort_by_key(|edit| edit.span.start);
            let (mut at, mut at_after) = (0, 0);
            for edit in &edits {
                let kept = &text[at..edit.span.start];
                proptest::prop_assert_eq!(after.get(at_after..at_after + kept.len()), Some(kept));
                at_after += kept.len() + edit.text.len();
                at = edit.span.end;
            }
            proptest::prop_assert_eq!(after.get(at_after..), Some(&text[at..]));
            // Another reader of YAML sees the same values, but for as many as were mended.
            let values = |text: &str| {
                let mut found = BTreeMap::new();
                leaves(&serde_yaml::from_str(text).expect("YAML"), "", &mut found);
                found
            };
            let (old, new) = (values(&text), values(&after));
            if old.len() == new.len() {
                let changed = old.iter().filter(|(at, value)| new.get(*at) != Some(value)).count();
                proptest::prop_assert!(changed <= edits.len(), "{changed} values changed by {} edits:\n{text}\n{after}", edits.len());
            } else {
                proptest::prop_assert!(new.len() < old.len() && old.len() - new.len() <= edits.len(), "values appeared:\n{text}\n{after}");
            }
            proptest::prop_assert!(round < 10, "the rules do not agree:\n{text}\n{after}");
            text = after;
        }
    }
}
