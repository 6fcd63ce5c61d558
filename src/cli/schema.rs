//! `vanthu schema`: the JSON Schema of plans, for editors.

use std::io::Write;

use super::Exit;
use super::context::Context;

/// Runs the command.
pub fn run(_: &Context) -> Exit {
    drop(std::io::stdout().write_all(crate::plan::schema_text().as_bytes()));
    Exit::Fine
}
