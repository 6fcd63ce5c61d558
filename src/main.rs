fn main() {
    use vanthu::{Engine, diag::{Report, Sources, Lang}, export::{Standards, pdf}, plan::Overrides};
    let mut sources = Sources::default(); let mut report = Report::default();
    let engine = Engine::built_in().unwrap_or_else(|r| panic!("{:?}", r));
    std::fs::create_dir_all("out").unwrap();
    for p in std::env::args().skip(1) {
        let path = std::path::Path::new(&p);
        let made = engine.typeset(std::fs::read(path).unwrap(), &p, path.parent().unwrap(), Overrides::default(), &mut sources, &mut report);
        if let Some(m) = made {
            if let Some(b) = pdf(&m.pages, &m.document, &Standards::new(&[]).unwrap(), &mut report) {
                std::fs::write(format!("out/{}.pdf", path.file_stem().unwrap().to_str().unwrap()), b).unwrap();
                std::fs::write(format!("out/{}.typ", path.file_stem().unwrap().to_str().unwrap()), m.source).unwrap();
            }
        }
    }
    print!("{}", vanthu::diag::human::render(&report, &sources, Lang::Vi, false));
}
