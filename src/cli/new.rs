//! `vanthu new KIND`: a complete, commented plan whose placeholders `check` refuses to let through.

use std::io::Write;
use std::path::Path;

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, args, output};
use crate::diag::{Problem, Text};
use crate::family::Families;
use crate::plan::kind::kind;
use crate::plan::{KindName, profile, schema_text};
use crate::scaffold::scaffold;

/// Where the schema stands beside a new plan, for its editor.
const SCHEMA: &str = ".vanthu/vanthu.schema.json";

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let Some(name) = KindName::from_word(args::word(matches, "kind")) else { return Exit::CouldNotRun };
    let families = Families::built_in();
    let folder = args::path(matches, "output").and_then(|path| path.parent()).unwrap_or(Path::new(""));
    let text = match matches.get_one::<String>("don-vi") {
        None => scaffold(kind(name), &families, None),
        Some(wanted) => {
            let profile = profile(wanted, None, folder, &mut context.sources, &mut context.report, &mut Vec::new());
            let Some(profile) = profile else {
                context.print_report_if_any(Channel::Err);
                return Exit::CouldNotRun;
            };
            scaffold(kind(name), &families, Some((wanted, &profile)))
        }
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
