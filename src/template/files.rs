//! The template files: inside the program, each replaceable by a file of `--templates DIR`.

use std::path::{Path, PathBuf};

use crate::diag::{Problem, Report};

/// The folder under which a document finds the images of its plan.
pub const FILES: &str = "/tep";

/// The files inside the program, by their path under `templates/`.
const BUILT_IN: &[(&str, &str)] = &[
    ("kinds/_khung.typ.j2", include_str!("../../templates/kinds/_khung.typ.j2")),
    ("kinds/ban-sao.typ.j2", include_str!("../../templates/kinds/ban-sao.typ.j2")),
    ("kinds/co-ten-loai.typ.j2", include_str!("../../templates/kinds/co-ten-loai.typ.j2")),
    ("kinds/cong-van.typ.j2", include_str!("../../templates/kinds/cong-van.typ.j2")),
    ("kinds/quyet-dinh.typ.j2", include_str!("../../templates/kinds/quyet-dinh.typ.j2")),
    ("lib/addressees.typ", include_str!("../../templates/lib/addressees.typ")),
    ("lib/appendix.typ", include_str!("../../templates/lib/appendix.typ")),
    ("lib/body.typ", include_str!("../../templates/lib/body.typ")),
    ("lib/breaking.typ", include_str!("../../templates/lib/breaking.typ")),
    ("lib/closing.typ", include_str!("../../templates/lib/closing.typ")),
    ("lib/copy.typ", include_str!("../../templates/lib/copy.typ")),
    ("lib/cover.typ", include_str!("../../templates/lib/cover.typ")),
    ("lib/header.typ", include_str!("../../templates/lib/header.typ")),
    ("lib/lib.typ", include_str!("../../templates/lib/lib.typ")),
    ("lib/marks.typ", include_str!("../../templates/lib/marks.typ")),
    ("lib/measures.typ", include_str!("../../templates/lib/measures.typ")),
    ("lib/page.typ", include_str!("../../templates/lib/page.typ")),
    ("lib/table.typ", include_str!("../../templates/lib/table.typ")),
    ("lib/title.typ", include_str!("../../templates/lib/title.typ")),
];

/// One template file.
#[derive(Debug, Clone)]
struct File {
    path: String,
    text: String,
    /// Where it was read from; `None` inside the program.
    from: Option<PathBuf>,
}

/// All template files of a run.
#[derive(Debug, Clone)]
pub struct Templates {
    files: Vec<File>,
}

impl Templates {
    /// The files inside the program.
    pub fn built_in() -> Self {
        let files = BUILT_IN
            .iter()
            .map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned(), from: None })
            .collect();
        Self { files }
    }

    /// The built-in files, replaced by those of the same path under `folder`; other `.j2` and `.typ` files there are added.
    pub fn with_folder(folder: &Path, report: &mut Report) -> Self {
        let mut templates = Self::built_in();
        for part in ["kinds", "lib"] {
            let under = folder.join(part);
            let Ok(entries) = std::fs::read_dir(&under) else {
                continue;
            };
            let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
            paths.sort();
            for path in paths {
                let Some(name) = path.file_name().and_then(|n| n.to_str()) else {
                    continue;
                };
                if !path.extension().is_some_and(|e| e == "j2" || e == "typ") {
                    continue;
                }
                let own = format!("{part}/{name}");
                match std::fs::read_to_string(&path) {
                    Ok(text) => {
                        templates.files.retain(|f| f.path != own);
                        templates.files.push(File { path: own, text, from: Some(path) });
                    }
                    Err(error) => {
                        report.push(
                            Problem::CannotRead {
                                path: path.display().to_string(),
                                why: crate::diag::Text::of_io(&error),
                            },
                            None,
                        );
                    }
                }
            }
        }
        if !folder.is_dir() {
            let why = crate::diag::Text::of_io(&std::io::Error::from(std::io::ErrorKind::NotFound));
            report.push(Problem::CannotRead { path: folder.display().to_string(), why }, None);
        }
        templates
    }

    /// The minijinja templates: name and text.
    pub fn kinds(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter(|f| f.path.starts_with("kinds/")).map(|f| (f.path.as_str(), f.text.as_str()))
    }

    /// The Typst library: path from the root and text.
    pub fn library(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter(|f| f.path.starts_with("lib/")).map(|f| (f.path.as_str(), f.text.as_str()))
    }

    /// The shown name and the text of a template.
    pub fn source(&self, path: &str) -> Option<(String, &str)> {
        let file = self.files.iter().find(|f| f.path == path)?;
        let shown = file.from.as_ref().map_or_else(|| format!("<templates/{path}>"), |p| p.display().to_string());
        Some((shown, &file.text))
    }

    /// The files that were read from a folder, to watch for changes.
    pub fn read(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter_map(|f| f.from.as_deref())
    }
}
