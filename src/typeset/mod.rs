//! Typst source → pages, in process. The world serves the library, the fonts and the images of one plan, and nothing else:
//! no other file, no network, no clock.

mod alone;
mod assets;
mod facts;
mod fonts;
mod inspect;
mod world;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::Warned;
use typst::foundations::Bytes;
pub use typst_layout::PagedDocument;

use crate::diag::{Problem, Report};
use crate::template::Templates;
pub use alone::alone;
pub use assets::{Assets, load as load_assets};
pub use facts::facts;
pub(crate) use fonts::FACES;
pub use fonts::{Faces, Fonts};
pub use inspect::{Anchor, anchors, check_pages, room_to_reserve};
use world::{Shared, World};

/// What all documents of a run share: the standard library, the fonts, the layout library.
pub struct Typesetter {
    shared: Arc<Shared>,
    /// How many documents were made.
    made: AtomicUsize,
    /// Whether some of the layout library is the user's own: its errors are not ours.
    own_templates: bool,
}

impl Typesetter {
    /// Prepares the shared parts: on a second thread what Typst will ask for, while the first plan is read.
    pub fn new(templates: &Templates, fonts: Fonts) -> Self {
        let shared = Arc::new(Shared::new(templates, fonts));
        let ahead = Arc::clone(&shared);
        // Without a second thread the first document does it.
        drop(std::thread::Builder::new().spawn(move || ahead.prepare()));
        Self { shared, made: AtomicUsize::new(0), own_templates: templates.read().next().is_some() }
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

    /// Frees what Typst remembers and has not used for some documents. Call it after each document, on failure too.
    pub fn forget_old(&self) {
        // Looking through all that is remembered costs some thirtieth of a document; not each one has to pay for it.
        const EVERY: usize = 8;
        if self.made.fetch_add(1, Ordering::Relaxed) % EVERY == EVERY - 1 {
            comemo::evict(2);
        }
    }
}

pub(crate) fn bytes(data: Vec<u8>) -> Bytes {
    Bytes::new(data)
}
