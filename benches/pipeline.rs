//! The stages of one document timed apart, for one page and for ten: `cargo bench`.

use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use vanthu::Engine;
use vanthu::build::{Built, build};
use vanthu::diag::{Report, Sources};
use vanthu::export::{Standards, pdf};
use vanthu::family::{Families, Family};
use vanthu::plan::{Loaded, Overrides, read};
use vanthu::template::{Renderer, Templates};
use vanthu::typeset::{Assets, Fonts, PagedDocument, Typesetter};

fn main() {
    divan::main();
}

/// Paragraphs that fill so many pages.
const PAGES: [(&str, usize); 2] = [("1-page", 3), ("10-page", 82)];

/// A công văn with `paragraphs` paragraphs; `word` differs between versions of one plan.
fn plan(paragraphs: usize, word: &str) -> String {
    let paragraph = "Các cơ quan, đơn vị, địa phương căn cứ chức năng, nhiệm vụ được giao, chủ động rà soát, xây dựng kế hoạch \
        thực hiện bảo đảm hiệu quả, thực chất, phù hợp với tình hình thực tế; theo dõi, đánh giá, kiểm tra, giám sát, sơ kết, \
        tổng kết việc thực hiện trên địa bàn theo quy định.";
    let body: String = (0..paragraphs).map(|n| format!("  {}. {word} {paragraph}\n\n", n + 1)).collect();
    format!(
        "loai: cong-van\nco_quan: {{ ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }}\nky_hieu: UBND-VX\ndia_danh: Xã Mẫu\nngay: 2026-03-15\n\
         trich_yeu: thực hiện nhiệm vụ mẫu\nkinh_gui: Các phòng thuộc xã\nnoi_dung: |\n{body}noi_nhan:\n  - Như trên\nluu: [VT]\n\
         ky: {{ quyen_han: [TM. ỦY BAN NHÂN DÂN], chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }}\n"
    )
}

fn loaded(text: &str) -> Loaded {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let tree =
        read(text.as_bytes().to_vec(), "plan.yaml", Path::new("."), Overrides::default(), &mut sources, &mut report);
    tree.and_then(|tree| tree.decode(None, &mut sources, &mut report)).expect("a good plan")
}

/// The family of the state's documents.
fn family() -> Arc<Family> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let families = Families::built_in();
    families
        .find("nha-nuoc", None, Path::new("."), &mut sources, &mut report, &mut Vec::new())
        .expect("inside the program")
}

fn built(text: &str) -> Built {
    build(&loaded(text), &family(), &mut Report::default()).expect("a good plan")
}

fn source(built: &Built) -> String {
    let templates = Templates::built_in();
    let mut sources = Sources::default();
    let renderer = Renderer::new(&templates, &mut sources).expect("built-in templates");
    renderer
        .render(&built.document, "Liberation Serif", &templates, &mut sources, &mut Report::default())
        .expect("built-in templates")
}

fn pages(typesetter: &Typesetter, source: &str) -> PagedDocument {
    typesetter.typeset(source, &Assets::default(), &mut Report::default()).expect("a good document")
}

fn typesetter() -> Typesetter {
    Typesetter::new(&Templates::built_in(), Fonts::built_in())
}

#[divan::bench(name = "read", args = PAGES.map(|p| p.0))]
fn read_plan(bencher: Bencher, size: &str) {
    let text = plan(paragraphs(size), "");
    bencher.bench(|| loaded(black_box(&text)));
}

#[divan::bench(args = PAGES.map(|p| p.0))]
fn build_document(bencher: Bencher, size: &str) {
    let loaded = loaded(&plan(paragraphs(size), ""));
    let family = family();
    bencher.bench(|| build(black_box(&loaded), &family, &mut Report::default()));
}

#[divan::bench(args = PAGES.map(|p| p.0))]
fn render(bencher: Bencher, size: &str) {
    let built = built(&plan(paragraphs(size), ""));
    let templates = Templates::built_in();
    let mut sources = Sources::default();
    let renderer = Renderer::new(&templates, &mut sources).expect("built-in templates");
    bencher.bench_local(|| {
        renderer.render(
            black_box(&built.document),
            "Liberation Serif",
            &templates,
            &mut sources,
            &mut Report::default(),
        )
    });
}

/// From nothing: Typst's memory is emptied before each round.
#[divan::bench(args = PAGES.map(|p| p.0))]
fn typeset_cold(bencher: Bencher, size: &str) {
    let source = source(&built(&plan(paragraphs(size), "")));
    let typesetter = typesetter();
    bencher.with_inputs(|| comemo::evict(0)).bench_local_values(|()| pages(&typesetter, &source));
}

#[divan::bench(args = PAGES.map(|p| p.0))]
fn export(bencher: Bencher, size: &str) {
    let built = built(&plan(paragraphs(size), ""));
    let pages = pages(&typesetter(), &source(&built));
    let standards = Standards::new(&[]).expect("default standards");
    bencher.bench_local(|| pdf(&pages, &built.document, &standards, &mut Report::default()));
}

/// What `vanthu watch` does for a changed paragraph: everything from the text to the PDF, in a warm engine.
#[divan::bench(args = PAGES.map(|p| p.0))]
fn watch_change(bencher: Bencher, size: &str) {
    let engine = Engine::built_in().expect("built-in templates");
    let standards = Standards::new(&[]).expect("default standards");
    let mut round = 0_u64;
    let paragraphs = paragraphs(size);
    bencher.bench_local(|| {
        round += 1;
        let text = plan(paragraphs, "").replacen("giám sát", &format!("giám sát lần {round}"), 1);
        let mut report = Report::default();
        let made = engine
            .typeset(
                text.into_bytes(),
                "plan.yaml",
                Path::new("."),
                Overrides::default(),
                &mut Sources::default(),
                &mut report,
            )
            .expect("a good plan");
        pdf(&made.pages, &made.document, &standards, &mut report)
    });
}

fn paragraphs(size: &str) -> usize {
    PAGES.iter().find(|p| p.0 == size).map_or(1, |p| p.1)
}
