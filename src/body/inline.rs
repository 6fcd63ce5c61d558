//! The text inside a block: emphasis and escapes, by `pulldown-cmark`; everything else that Markdown knows is printed as typed.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::model::body::{Inline, Rich};

/// Marks a line break inside the text of a block.
pub const BREAK: char = '\n';

/// Parses the text of one block.
pub fn parse(text: &str) -> Rich {
    let source = shield(text);
    let mut stack: Vec<(Option<bool>, Rich)> = vec![(None, Vec::new())];
    let mut at_start = true;
    for event in Parser::new_ext(&source, Options::empty()) {
        match event {
            Event::Start(Tag::Strong) => stack.push((Some(true), Vec::new())),
            Event::Start(Tag::Emphasis) => stack.push((Some(false), Vec::new())),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => {
                if let Some((strong, inner)) = stack.pop() {
                    let node = if strong == Some(true) { Inline::Strong(inner) } else { Inline::Emph(inner) };
                    push(&mut stack, node);
                }
            }
            Event::Text(text) => {
                let text = if at_start { text.strip_prefix(SHIELD).unwrap_or(&text) } else { &text };
                at_start = false;
                if !text.is_empty() {
                    push(&mut stack, Inline::Text(text.to_owned()));
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                push(&mut stack, Inline::Break);
                at_start = true;
            }
            _ => {}
        }
    }
    stack.pop().map(|(_, rich)| rich).unwrap_or_default()
}

fn push(stack: &mut [(Option<bool>, Rich)], node: Inline) {
    let Some((_, rich)) = stack.last_mut() else {
        return;
    };
    match (rich.last_mut(), node) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, node) => rich.push(node),
    }
}

/// Stands escaped before each line, so that no line can begin a Markdown block, and is taken off again.
const SHIELD: char = '!';

/// Escapes what is Markdown to `pulldown-cmark` but plain text to us: all but `*` and `\`.
fn shield(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    out.push('\\');
    out.push(SHIELD);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.peek() {
                Some(next) if next.is_ascii_punctuation() => {
                    out.push('\\');
                    out.extend(chars.next());
                }
                _ => out.push_str("\\\\"),
            },
            BREAK => {
                out.push_str("\\\n\\");
                out.push(SHIELD);
            }
            '*' => out.push('*'),
            c if c.is_ascii_punctuation() => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    // White space at the end of a line would be dropped, and two blanks are a break: blocks come without it.
    out
}

/// Escapes a value so that it stands in the text of a body exactly as it is.
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::body::plain;

    fn text(s: &str) -> Inline {
        Inline::Text(s.into())
    }

    #[test]
    fn emphasis_and_everything_else_as_typed() {
        assert_eq!(
            parse("triển khai (*như các phong trào, … khí hậu...*)."),
            [text("triển khai ("), Inline::Emph(vec![text("như các phong trào, … khí hậu...")]), text(").")]
        );
        assert_eq!(
            parse("**Điều** *x*"),
            [Inline::Strong(vec![text("Điều")]), text(" "), Inline::Emph(vec![text("x")])]
        );
        for same in [
            "a_b_c `x` [y] <z> &amp; ~~n~~ 2 * 3 # C$",
            "- x",
            "1) x",
            "> x",
            "\"a\" ... -- ---",
            "a* b *c",
            "\\",
            "đ\\",
        ] {
            assert_eq!(plain(&parse(same)), same);
        }
        assert_eq!(plain(&parse(r"\*x\* \\ \|")), r"*x* \ |");
        assert_eq!(parse("a\nb"), [text("a"), Inline::Break, text("b")]);
    }

    #[test]
    fn escaped_values_come_back() {
        for value in ["*x*", "1. a", "a|b", "\\*", "<b>", "{{ x }}", "#!$%^&()_+-=[]'"] {
            assert_eq!(parse(&escape(value)), [text(value)], "{value}");
        }
    }
}
