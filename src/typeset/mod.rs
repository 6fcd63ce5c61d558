//! Typst source → pages, in process. The world serves the library, the fonts and the images of one plan, and nothing else:
//! no other file, no network, no clock.

mod assets;
mod facts;
mod fonts;
mod inspect;
mod world;

use typst::diag::Warned;
use typst::foundations::Bytes;
pub use typst_layout::PagedDocument;

use crate::diag::{Problem, Report};
use crate::template::Templates;
pub use assets::{Assets, load as load_assets};
pub use facts::facts;
pub(crate) use fonts::FACES;
pub use fonts::{Faces, Fonts};
pub use inspect::{Anchor, anchors, check_pages, room_to_reserve};
use world::{Shared, World};

/// What all documents of a run share: the standard library, the fonts, the layout library.
pub struct Typesetter {
    shared: Shared,
    /// Whether some of the layout library is the user's own: its errors are not ours.
    own_templates: bool,
}

impl Typesetter {
    /// Prepares the shared parts.
    pub fn new(templates: &Templates, fonts: Fonts) -> Self {
        Self { shared: Shared::new(templates, fonts), own_templates: templates.read().next().is_some() }
    }

    /// Whether layout library and fonts are those inside the program.
    pub fn is_built_in(&self) -> bool {
        !self.own_templates && self.shared.family() == fonts::BUILT_IN
    }

    /// The font family that documents are set in.
    pub fn font(&self) -> &str {
        self.shared.family()
    }

    /// Its upright and italic face.
    pub fn faces(&self) -> Faces<'_> {
        self.shared.faces()
    }

    /// Sets one document.
    pub fn typeset(&self, source: &str, assets: &Assets, report: &mut Report) -> Option<PagedDocument> {
        let world = World::new(&self.shared, source, assets);
        let Warned { output, warnings: _ } = typst::compile::<PagedDocument>(&world);
        match output {
            Ok(document) => Some(document),
            Err(errors) => {
                for error in errors.iter().take(3) {
                    let at = world.describe(error.span);
                    let detail = format!("Typst{at}: {}", error.message);
                    let problem = if self.own_templates {
                        Problem::TemplateFailed { detail }
                    } else {
                        Problem::Internal { detail }
                    };
                    report.push(problem, None);
                }
                None
            }
        }
    }
}

/// Frees what Typst remembers of documents older than the last few. Call it after each document, on failure too.
pub fn forget_old() {
    comemo::evict(10);
}

pub(crate) fn bytes(data: Vec<u8>) -> Bytes {
    Bytes::new(data)
}
