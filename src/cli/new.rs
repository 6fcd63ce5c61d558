//! `vanthu new KIND`: a complete, commented plan whose placeholders `check` refuses to let through.

use std::io::Write;
use std::path::Path;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, args, output};
use crate::diag::{Problem, Text};
use crate::plan::{KindName, schema_text};

/// Where the schema stands beside a new plan, for its editor.
const SCHEMA: &str = ".vanthu/vanthu.schema.json";

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let text = match KindName::from_word(args::word(matches, "kind")) {
        Some(kind) => scaffold(kind),
        None => return Exit::CouldNotRun,
    };
    match args::path(matches, "output") {
        None => drop(std::io::stdout().write_all(text.as_bytes())),
        Some(path) if path.exists() => {
            let shown = path.display();
            let detail = Text::new(
                format!("`{shown}` đã có; chọn tên khác hoặc xóa tệp cũ"),
                format!("`{shown}` exists; choose another name or delete it"),
            );
            context.report.push(Problem::Option { detail }, None);
        }
        Some(path) => {
            let schema = path.parent().unwrap_or(Path::new("")).join(SCHEMA);
            if output::write(path, text.as_bytes(), context)
                && output::write(&schema, schema_text().as_bytes(), context)
            {
                let done = context.text("đã tạo", "made");
                context.say(&format!("{done} {}", path.display()));
            }
        }
    }
    context.print_report_if_any(Channel::Err);
    context.exit(false)
}

/// The starting plan of a kind.
pub fn scaffold(kind: KindName) -> &'static str {
    match kind {
        KindName::Plan => include_str!("../../templates/new/ke-hoach.yaml"),
        KindName::Letter => include_str!("../../templates/new/cong-van.yaml"),
    }
}
