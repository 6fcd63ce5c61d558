//! The world of one document, over what all documents share.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, DiagSpanKind, FileId, RootedPath, Source, VirtualPath, VirtualRoot, ast};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, hash128};
use typst::{Library, LibraryExt};

use super::{Assets, Faces, Fonts};
use crate::template::FILES;
use crate::template::Templates;

/// The folder of the layout library, and the file of it that every kind imports.
const FOLDER: &str = "/lib";
const COMMON: &str = "lib.typ";

/// Library, fonts and layout library; the same for every document, so that Typst's memory of them stays valid.
pub struct Shared {
    library: LazyHash<Library>,
    fonts: Fonts,
    sources: HashMap<FileId, LibraryFile>,
    main: FileId,
}

/// A file of the layout library: parsed when the first document imports it.
struct LibraryFile {
    text: String,
    parsed: OnceLock<Source>,
}

impl Shared {
    pub fn new(templates: &Templates, fonts: Fonts) -> Self {
        let sources = templates
            .library()
            .filter_map(|(path, text)| {
                let id = file_id(&format!("/{path}"))?;
                Some((id, LibraryFile { text: text.to_owned(), parsed: OnceLock::new() }))
            })
            .collect();
        // The virtual paths of the program's own files are always valid.
        let main = file_id("/main.typ").unwrap_or_else(|| FileId::new(RootedPath::new(VirtualRoot::Project, root())));
        Self { library: LazyHash::new(Library::default()), fonts, sources, main }
    }

    /// Does ahead what the first document would wait for: reads the layout library, and computes the keys under which Typst remembers
    /// it, the standard library and the faces.
    pub fn prepare(&self) {
        let _ = hash128(&self.library);
        // In the order in which the first document comes upon them.
        let mut names = VecDeque::from([COMMON.to_owned()]);
        let mut seen = HashSet::new();
        while let Some(name) = names.pop_front() {
            let id = file_id(&format!("{FOLDER}/{name}")).filter(|id| seen.insert(*id));
            if let Some(source) = id.and_then(|id| self.library_file(id)) {
                let _ = hash128(&source);
                names.extend(imports(&source));
            }
        }
        let _ = hash128(&self.fonts.book);
        for face in &self.fonts.faces {
            let _ = hash128(face);
        }
    }

    /// A file of the layout library; it is parsed once.
    fn library_file(&self, id: FileId) -> Option<Source> {
        let file = self.sources.get(&id)?;
        Some(file.parsed.get_or_init(|| Source::new(id, file.text.clone())).clone())
    }

    pub fn family(&self) -> &str {
        &self.fonts.family
    }

    pub fn faces(&self) -> Faces<'_> {
        self.fonts.faces()
    }
}

/// The files that a file of the layout library imports at its top level: they stand beside it.
fn imports(source: &Source) -> Vec<String> {
    let exprs = source.root().cast::<ast::Markup>().into_iter().flat_map(ast::Markup::exprs);
    let name = |expr| match expr {
        ast::Expr::ModuleImport(import) => match import.source() {
            ast::Expr::Str(name) => Some(name.get().into()),
            _ => None,
        },
        _ => None,
    };
    exprs.filter_map(name).collect()
}

fn root() -> VirtualPath {
    VirtualPath::new("/").unwrap_or_else(|_| unreachable!("the root is a path"))
}

fn file_id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One document's world.
pub struct World<'a> {
    shared: &'a Shared,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl<'a> World<'a> {
    pub fn new(shared: &'a Shared, source: &str, assets: &Assets) -> Self {
        let files = assets
            .files
            .iter()
            .filter_map(|(path, bytes)| Some((file_id(&format!("{FILES}/{path}"))?, bytes.clone())))
            .collect();
        Self { shared, main: Source::new(shared.main, source.to_owned()), files }
    }

    /// Where a Typst error is, for a bug report: ` (/lib/header.typ:12)`.
    pub fn describe(&self, span: DiagSpan) -> String {
        let (id, at) = match span.get() {
            DiagSpanKind::Detached => return String::new(),
            DiagSpanKind::Range { id, range } => (id, Some(range.start)),
            DiagSpanKind::Number { id, num, sub_range } => {
                let range = typst::World::source(self, id).ok().and_then(|s| s.range(num, sub_range));
                (id, range.map(|r| r.start))
            }
        };
        let line = at.and_then(|at| {
            let source = typst::World::source(self, id).ok()?;
            source.lines().byte_to_line(at).map(|line| format!(":{}", line + 1))
        });
        format!(" ({}{})", id.get().vpath().get_with_slash(), line.unwrap_or_default())
    }
}

impl typst::World for World<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.fonts.book
    }

    fn main(&self) -> FileId {
        self.shared.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shared.main {
            return Ok(self.main.clone());
        }
        self.shared.library_file(id).ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.faces.get(index).cloned()
    }

    /// No clock: a document never depends on the day it is made.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
