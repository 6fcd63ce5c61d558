//! The document as a folder for the stock `typst compile`: nobody is locked in.

use crate::template::FILES;
use crate::template::Templates;
use crate::typeset::Assets;

/// The files of the folder, by relative path: `main.typ`, the layout library, the fonts, the images, and a note on how to compile.
pub fn typst_folder(source: &str, templates: &Templates, assets: &Assets) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("main.typ".to_owned(), source.as_bytes().to_vec())];
    files.extend(templates.library().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    files.extend(crate::typeset::FACES.iter().map(|(name, data)| (format!("fonts/{name}"), data.to_vec())));
    let folder = FILES.trim_start_matches('/');
    files.extend(assets.iter().map(|(path, data)| (format!("{folder}/{path}"), data.to_vec())));
    files.push(("README.txt".to_owned(), NOTE.as_bytes().to_vec()));
    files
}

const NOTE: &str = "\
typst compile --root . --font-path fonts --ignore-system-fonts main.typ

main.typ   van ban / the document
lib/       bo cuc / its layout
fonts/     Liberation Serif 2.1.5 (SIL Open Font License 1.1)
";
