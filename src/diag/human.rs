//! Findings for people: the user's own line with a caret, the clause, and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};

use super::{FileId, Lang, Report, Safety, Severity, Sources, Span};

/// Renders the report. `color` adds ANSI styles. A summary line is not included: it belongs to the command.
pub fn render(report: &Report, sources: &Sources, lang: Lang, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for item in report.sorted() {
        let entry = item.problem.entry();
        let level = match entry.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        }
        .with_name(entry.severity.name(lang));
        let mut group =
            Group::with_title(level.primary_title(entry.message.get(lang).to_owned()).id(entry.code.to_string()));
        if let Some(span) = item.span {
            let (text, from, line) = window(sources, span);
            let name = sources.get(span.file).name.clone();
            let mut snippet = Snippet::source(text.to_owned()).line_start(line);
            if is_cut(sources, span.file, from) {
                // The column is that of the whole line.
                let at = sources.position(span);
                group = group.element(Origin::path(name).line(at.line).char_column(at.column));
            } else {
                snippet = snippet.path(name);
            }
            snippet = snippet.annotation(AnnotationKind::Primary.span(within(text, span, from)));
            for (other, label) in item.related.iter().filter(|(s, _)| s.file == span.file) {
                if other.start >= from && other.end <= from + text.len() {
                    snippet = snippet.annotation(
                        AnnotationKind::Context.span(within(text, *other, from)).label(label.get(lang).to_owned()),
                    );
                }
            }
            group = group.element(snippet);
            for (other, label) in &item.related {
                if other.file != span.file || other.start < from || other.end > from + text.len() {
                    let at = sources.position(*other);
                    let note =
                        format!("{}: {}:{}:{}", label.get(lang), sources.get(other.file).name, at.line, at.column);
                    group = group.element(Level::NOTE.with_name(Severity::Note.name(lang)).message(note));
                }
            }
        }
        if let (Some(file), None, None) = (item.file, item.span, &item.page) {
            group = group.element(Origin::path(sources.get(file).name.clone()));
        }
        if let Some(page) = &item.page {
            let file = &sources.get(page.file).name;
            let name = match lang {
                Lang::Vi => "trên giấy",
                Lang::En => "on paper",
            };
            group = group.element(Level::NOTE.with_name(name).message(format!("{file}, {}", page.wording(lang))));
        }
        if let Some(clause) = entry.clause {
            let name = match lang {
                Lang::Vi => "căn cứ",
                Lang::En => "clause",
            };
            group = group.element(Level::NOTE.with_name(name).message(clause));
        }
        if let Some(help) = &entry.help {
            let name = match lang {
                Lang::Vi => "cách sửa",
                Lang::En => "help",
            };
            group = group.element(Level::HELP.with_name(name).message(help.get(lang).to_owned()));
        }
        if let Some(fix) = &item.fix {
            let (name, how) = match (lang, fix.safety) {
                (Lang::Vi, Safety::Safe) => ("tự sửa", "--fix"),
                (Lang::Vi, Safety::Unsafe) => ("tự sửa", "--fix --unsafe-fixes (xem lại sau khi sửa)"),
                (Lang::En, Safety::Safe) => ("fixable", "--fix"),
                (Lang::En, Safety::Unsafe) => ("fixable", "--fix --unsafe-fixes (look at it afterwards)"),
            };
            group = group.element(Level::HELP.with_name(name).message(how));
        }
        out += &renderer.render(&[group]);
        out += "\n\n";
    }
    out
}

/// How many bytes of a very long line are given to the renderer on each side of the place; it shows what fits on a screen.
const LINE_WINDOW: usize = 10_000;

/// Whether a window begins within a line.
fn is_cut(sources: &Sources, file: FileId, from: usize) -> bool {
    let head = sources.get(file).text.get(..from).unwrap_or_default();
    !matches!(head, "" | "\u{feff}") && !head.ends_with('\n')
}

/// The lines around a span (from three lines above a nearby related place at most), the byte offset at which they start,
/// and the number of their first line. Only this window is given to the renderer, so that huge files stay cheap.
fn window(sources: &Sources, span: Span) -> (&str, usize, usize) {
    let text = &sources.get(span.file).text;
    let clamp = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (clamp(span.start), clamp(span.end));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    // A line of a hostile file may be megabytes long.
    let mut from = if start - line_start > LINE_WINDOW { clamp(start - LINE_WINDOW) } else { line_start };
    if from == 0 && text.starts_with('\u{feff}') {
        from = '\u{feff}'.len_utf8();
    }
    let until = end.clamp(start, line_end);
    let to = if line_end - until > LINE_WINDOW { clamp(until + LINE_WINDOW) } else { line_end };
    let line = sources.locate(span.file, line_start).line;
    (text[from..to.max(from)].trim_end_matches('\r'), from, line)
}

/// `span` as a range of the window text, on character boundaries.
fn within(text: &str, span: Span, from: usize) -> Range<usize> {
    let clamp = |at: usize| {
        let mut at = at.saturating_sub(from).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    clamp(span.start)..clamp(span.end).max(clamp(span.start))
}
