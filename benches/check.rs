//! `vanthu check` over many plans: `cargo bench --bench check [-- PLANS]`. Versions of one letter of two pages (number, addressee and one
//! name in the text differ), and letters of two pages that share no paragraph.
//!
//! The whole command (start, reading, layout, rules, messages), and apart from it one plan in a warm process. The command is that of this
//! build, or `VANTHU=/path/to/another`, such as the one that is shipped.

#![allow(clippy::print_stdout)] // The table is what the bench is for.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use vanthu::diag::{Report, Sources};
use vanthu::export::Standards;
use vanthu::lint::{Subject, examine};
use vanthu::plan::Overrides;
use vanthu::{Engine, typeset};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 3;

fn main() {
    let plans: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1000);
    let names: Vec<String> = (0..plans).map(|n| format!("{n}.yaml")).collect();
    let folder = |text: fn(usize) -> String| {
        let folder = tempfile::tempdir().expect("a folder");
        for (n, name) in names.iter().enumerate() {
            std::fs::write(folder.path().join(name), text(n)).expect("written");
        }
        folder
    };
    let (versions, apart) = (folder(version), folder(plan));
    let rate = |folder: &Path| {
        let mut rates: Vec<f64> = (0..ROUNDS).map(|_| plans as f64 / command(folder, &names)).collect();
        rates.sort_by(f64::total_cmp);
        rates[ROUNDS / 2]
    };
    let mut alone: Vec<f64> = (0..20).map(|_| command(apart.path(), &names[..1])).collect();
    alone.sort_by(f64::total_cmp);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!("| plans of 2 pages, {cores} cores | |\n|---|---:|");
    println!("| {plans} versions of one in one run, median of {ROUNDS} | {:.0} plans/s |", rate(versions.path()));
    println!("| {plans} that share no paragraph, median of {ROUNDS} | {:.0} plans/s |", rate(apart.path()));
    println!("| one in a process of its own, median of {} | {:.1} ms |", alone.len(), alone[alone.len() / 2] * 1000.0);
    println!("| one in a warm process, median of 50 | {:.1} ms |", warm() * 1000.0);
}

/// A letter of two pages; each has its own words in every paragraph.
fn plan(n: usize) -> String {
    letter(n, |k| format!("Nhóm {n} gồm các đơn vị thứ {}", n * 9 + k))
}

/// The same letter to another body: its number, its addressee and a name in its first paragraph are its own.
fn version(n: usize) -> String {
    letter(n, |k| {
        if k == 1 {
            format!("Nhóm {n} gồm các đơn vị thứ {k}")
        } else {
            format!("Nhóm này gồm các đơn vị thứ {k}")
        }
    })
}

fn letter(n: usize, beginning: impl Fn(usize) -> String) -> String {
    let body: String = (1..=9)
        .map(|k| {
            format!(
                "  {k}. {} căn cứ chức năng, nhiệm vụ được giao, chủ động rà soát, xây dựng kế hoạch thực hiện \
                 bảo đảm hiệu quả, thực chất, phù hợp với tình hình thực tế; theo dõi, đánh giá, kiểm tra, giám sát, sơ kết, tổng kết việc \
                 thực hiện trên địa bàn theo quy định; báo cáo kết quả về Ủy ban nhân dân xã.\n\n",
                beginning(k)
            )
        })
        .collect();
    let number = n + 1;
    format!(
        "loai: cong-van\nco_quan: {{ ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }}\nso: {number}\nky_hieu: UBND-VX\ndia_danh: Mẫu\nngay: 2026-03-15\n\
         trich_yeu: thực hiện nhiệm vụ mẫu\nkinh_gui: Nhóm {number}, xã Mẫu\nnoi_dung: |\n{body}noi_nhan:\n  - Như trên\nluu: [VT]\n\
         ky: {{ quyen_han: [TM. ỦY BAN NHÂN DÂN], chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }}\n"
    )
}

/// Seconds of one run of the command.
fn command(folder: &Path, names: &[String]) -> f64 {
    let program = std::env::var_os("VANTHU").unwrap_or_else(|| env!("CARGO_BIN_EXE_vanthu").into());
    let started = Instant::now();
    let output = Command::new(program)
        .args(["check", "--messages", "short"])
        .args(names)
        .current_dir(folder)
        .output()
        .expect("it runs");
    let took = started.elapsed().as_secs_f64();
    assert!(output.status.code() == Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    took
}

/// Seconds for one plan in a warm process, on one thread: layout, facts of the pages, all rules.
fn warm() -> f64 {
    let engine = Engine::built_in().expect("built-in templates");
    let standards = Standards::new(&[]).expect("default");
    let mut times: Vec<f64> = typeset::alone(|| {
        (0..60)
            .map(|n| {
                let (mut sources, mut report) = (Sources::default(), Report::default());
                let text = plan(n);
                let started = Instant::now();
                let overrides = Overrides::default();
                let made = engine
                    .typeset(text.into_bytes(), "plan.yaml", Path::new("."), overrides, &mut sources, &mut report)
                    .expect("a good plan");
                if !engine.surely_exports(&made) {
                    engine.pdf(&made, &standards, &mut report).expect("exported");
                }
                let facts = typeset::facts(&made.pages);
                let subject = Subject::of_plan(&made.loaded, Some(&made.document), Some(&facts));
                std::hint::black_box(examine(&subject, |_| true));
                started.elapsed().as_secs_f64()
            })
            .collect()
    });
    // The first ones fill the caches.
    let mut times = times.split_off(10);
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
