//! A batch against the bare loop of compiling and exporting, side by side in one run: `cargo bench --bench batch [-- DOCUMENTS]`.
//!
//! Two texts of two pages: a mail merge, in which one name differs, and bodies that share no paragraph. Each round measures the loop and
//! the batch after one another, so that a busy machine slows both; the table shows medians of the rounds.

#![allow(clippy::print_stdout)] // The table is what the bench is for.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use vanthu::Engine;
use vanthu::diag::{Report, Sources};
use vanthu::export::{Standards, pdf};
use vanthu::plan::{Overrides, Row, Tree, read};
use vanthu::typeset::alone;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 3;

fn main() {
    let documents = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1000);
    println!("{documents} documents of 2 pages, PDF/A-2a + PDF/UA-1, median of {ROUNDS} rounds\n");
    println!("| text | threads | bare loop, documents/s | batch, documents/s | batch / loop |");
    println!("|---|---:|---:|---:|---:|");
    for (name, different) in [("mail merge", false), ("different bodies", true)] {
        for threads in [1, 2] {
            let mut rates: Vec<(f64, f64)> = (0..ROUNDS)
                .map(|_| (bare(documents, threads, different), batch(documents, threads, different)))
                .collect();
            rates.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
            let (bare, batch) = rates[ROUNDS / 2];
            println!("| {name} | {threads} | {bare:.0} | {batch:.0} | {:.0} % |", batch / bare * 100.0);
        }
    }
    split(documents.min(300));
}

/// Paragraphs that fill two pages.
const PARAGRAPHS: usize = 9;

/// The text of a plan; its name, and with `different` its paragraphs, come from the row.
fn plan(different: bool) -> String {
    let paragraph = "chủ động rà soát, xây dựng kế hoạch thực hiện bảo đảm hiệu quả, thực chất, phù hợp với tình hình thực tế; theo dõi, \
        đánh giá, kiểm tra, giám sát, sơ kết, tổng kết việc thực hiện trên địa bàn theo quy định; báo cáo kết quả về Ủy ban nhân dân xã.";
    let word = if different { "{{ tu }}" } else { "Các đơn vị" };
    let body: String = (1..=PARAGRAPHS)
        .map(|n| format!("  {n}. {word} căn cứ chức năng, nhiệm vụ được giao, {paragraph}\n\n"))
        .collect();
    format!(
        "loai: cong-van\nco_quan: {{ ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }}\nky_hieu: UBND-VX\ndia_danh: Xã Mẫu\nngay: 2026-03-15\n\
         trich_yeu: thực hiện nhiệm vụ mẫu\nkinh_gui: \"{{{{ ten }}}}\"\nbien:\n  ten: {{ vi_du: Đơn vị mẫu }}\n  tu: {{ vi_du: Mẫu }}\n\
         noi_dung: |\n{body}noi_nhan:\n  - Như trên\nluu: [VT]\n\
         ky: {{ quyen_han: [TM. ỦY BAN NHÂN DÂN], chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }}\n"
    )
}

fn values(n: usize) -> [(&'static str, String); 2] {
    [("ten", format!("Đơn vị mẫu số {n}")), ("tu", format!("Nhóm {n} gồm các đơn vị thứ {}", n * 7))]
}

fn row(n: usize) -> Row {
    let values = values(n).map(|(name, text)| (name.to_owned(), minijinja::Value::from(text)));
    Row { values: values.to_vec(), number: None, index: n }
}

/// Compiling and exporting, nothing else: one engine, a pool of one thread for each thread.
fn bare(documents: usize, threads: usize, different: bool) -> f64 {
    let engine = Engine::built_in().expect("built-in templates");
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let tree = tree(different, &mut sources, &mut report);
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let standards = Standards::new(&[]).expect("default");
                alone(|| {
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        if n >= documents {
                            break;
                        }
                        let (mut sources, mut report) = (sources.clone(), Report::default());
                        let made = engine.typeset_row(&tree, Some(&row(n)), &mut sources, &mut report).expect("good");
                        let bytes = pdf(&made.pages, &made.document, &standards, &mut report).expect("good");
                        std::hint::black_box(bytes);
                    }
                });
            });
        }
    });
    documents as f64 / started.elapsed().as_secs_f64()
}

fn tree(different: bool, sources: &mut Sources, report: &mut Report) -> Tree {
    read(plan(different).into_bytes(), "plan.yaml", Path::new("."), Overrides::default(), sources, report)
        .expect("good")
}

/// The whole command: table, journal, files, start of the processes.
fn batch(documents: usize, workers: usize, different: bool) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("plan.yaml"), plan(different)).expect("written");
    let lines: String = (0..documents)
        .map(|n| {
            let values = values(n).map(|(_, text)| text);
            format!("{}\n", values.join(";"))
        })
        .collect();
    std::fs::write(folder.path().join("rows.csv"), format!("ten;tu\n{lines}")).expect("written");
    let started = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_vanthu"))
        .args(["batch", "plan.yaml", "--data", "rows.csv", "--out", "out", "-q", "--jobs", &workers.to_string()])
        .current_dir(folder.path())
        .status()
        .expect("it runs");
    let took = started.elapsed();
    assert!(status.success());
    documents as f64 / took.as_secs_f64()
}

/// Where the time of one thread goes.
fn split(documents: usize) {
    println!("\n| text, one thread | fill, read, build, render, typeset | export | write |\n|---|---:|---:|---:|");
    for (name, different) in [("mail merge", false), ("different bodies", true)] {
        let engine = Engine::built_in().expect("built-in templates");
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let tree = tree(different, &mut sources, &mut report);
        let standards = Standards::new(&[]).expect("default");
        let folder = tempfile::tempdir().expect("a folder");
        let mut times = [Duration::ZERO; 3];
        alone(|| {
            for n in 0..documents {
                let (mut sources, mut report) = (sources.clone(), Report::default());
                let started = Instant::now();
                let made = engine.typeset_row(&tree, Some(&row(n)), &mut sources, &mut report).expect("good");
                times[0] += started.elapsed();
                let started = Instant::now();
                let bytes = pdf(&made.pages, &made.document, &standards, &mut report).expect("good");
                times[1] += started.elapsed();
                let started = Instant::now();
                std::fs::write(folder.path().join(format!("{n}.pdf")), bytes).expect("written");
                times[2] += started.elapsed();
            }
        });
        let [a, b, c] = times.map(|time| time.as_secs_f64() * 1000.0 / documents as f64);
        println!("| {name} | {a:.2} ms | {b:.2} ms | {c:.2} ms |");
    }
}
