//! Document → Typst source, by minijinja: WHAT stands in the document. HOW it looks is in `templates/lib`.

mod context;
mod files;
mod style;

use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use crate::diag::{Problem, Report, Sources, Span};
use crate::literal;
use crate::model::Document;
pub use files::{FILES, Templates};

/// How many steps one template may take.
const FUEL: u64 = 2_000_000;

/// The compiled templates, ready for many documents.
pub struct Renderer {
    env: Environment<'static>,
}

impl Renderer {
    /// Compiles the templates of the kinds.
    ///
    /// # Errors
    /// The first template with a syntax error, as a report.
    pub fn new(templates: &Templates, sources: &mut Sources) -> Result<Self, Box<Report>> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_fuel(Some(FUEL));
        env.set_debug(true);
        env.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
        env.set_formatter(|out, _, value| {
            let mut text = String::new();
            literal::write(value, &mut text)?;
            out.write_str(&text).map_err(Error::from)
        });
        // They print something else than one whole literal.
        for unsafe_filter in ["safe", "escape", "e", "tojson"] {
            env.remove_filter(unsafe_filter);
        }
        let mut report = Report::default();
        for (path, text) in templates.kinds() {
            if let Err(error) = env.add_template_owned(path.to_owned(), text.to_owned()) {
                report_error(&error, templates, sources, &mut report);
            }
        }
        if report.has_errors() { Err(Box::new(report)) } else { Ok(Self { env }) }
    }

    /// The Typst source of a document; `font` is the family that it is set in.
    pub fn render(
        &self,
        document: &Document,
        font: &str,
        templates: &Templates,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<String> {
        let rendered =
            self.env.get_template(document.kind.template).and_then(|t| t.render(context::document(document, font)));
        match rendered {
            Ok(mut text) => {
                text.push('\n');
                Some(text)
            }
            Err(error) => {
                report_error(&error, templates, sources, report);
                None
            }
        }
    }
}

fn report_error(error: &Error, templates: &Templates, sources: &mut Sources, report: &mut Report) {
    // An error in a parent template is reported at the `extends`; its cause has the place.
    let mut innermost = error;
    while let Some(cause) = std::error::Error::source(innermost).and_then(|c| c.downcast_ref::<Error>()) {
        innermost = cause;
    }
    let detail = match innermost.detail() {
        Some(detail) => format!("{}: {detail}", innermost.kind()),
        None => innermost.kind().to_string(),
    };
    let span = innermost.name().and_then(|name| {
        let (shown, text) = templates.source(name)?;
        let file = sources.add(shown, text);
        let range = innermost.range().or_else(|| line_range(text, innermost.line()?))?;
        Some(Span::new(file, range))
    });
    let problem = match innermost.kind() {
        ErrorKind::SyntaxError => Problem::TemplateSyntax { detail },
        _ => Problem::TemplateFailed { detail },
    };
    report.push(problem, span);
}

fn line_range(text: &str, line: usize) -> Option<std::ops::Range<usize>> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let len = text.get(start..)?.lines().next().map_or(0, str::len);
    Some(start..start + len)
}
