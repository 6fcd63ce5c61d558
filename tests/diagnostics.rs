//! Every file of `tests/diagnostics/` through the pipeline: the messages in both languages, as a reviewed snapshot.
//! A file is named after the code it shows.

mod common;

use vanthu::Engine;
use vanthu::diag::{Lang, Report, Sources, human};
use vanthu::plan::Overrides;

#[test]
fn messages() {
    let engine = Engine::built_in().expect("built-in templates");
    insta::glob!("diagnostics/*.yaml", |path| {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        if name == "ho-so-sai.yaml" {
            return; // The profile that VT114-loi-trong-ho-so.yaml names.
        }
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let bytes = std::fs::read(path).expect("readable");
        let folder = path.parent().expect("a folder");
        let made = engine.typeset(bytes, name, folder, Overrides::default(), &mut sources, &mut report);
        assert_eq!(made.is_none(), report.has_errors(), "{name}: no document means an error, and the reverse");
        assert!(!report.is_empty() || name.contains("kieu-viet"), "{name}: nothing was found");
        if let Some(code) = name.strip_prefix("VT").and_then(|n| n.split('-').next())
            && !name.contains("kieu-viet")
            && !name.contains("loi-trong-ho-so")
        {
            let codes: Vec<String> = report.iter().map(|d| d.problem.entry().code.to_string()).collect();
            assert!(codes.contains(&format!("VT{code}")), "{name}: {codes:?}");
        }
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).display().to_string();
        let text = format!(
            "{}────────\n{}",
            human::render(&report, &sources, Lang::Vi, false),
            human::render(&report, &sources, Lang::En, false)
        );
        // Profiles are shown with the path they were read from.
        let text = text.replace(&root, "").replace("\\tests\\diagnostics\\", "/tests/diagnostics/");
        insta::assert_snapshot!(text);
    });
}
