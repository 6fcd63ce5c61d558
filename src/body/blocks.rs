//! Lines → blocks. Markdown's own block rules do not fit official prose (`4.` in the middle of a paragraph, `a)`, indented
//! paragraphs, `* Ghi chú`), so lines are read by this scanner; design: `ARCHITECTURE.md`, "Body".

use super::expand::Line;
use super::inline::{self, BREAK};
use super::marks::{self, Mark};
use super::numbering::Numbering;
use super::table;
use super::ticket::{self, Ready};
use crate::diag::{Problem, Report, Span, Text};
use crate::model::body::{Block, BlockKind, Inline, Rich};
use crate::plan::Body;
use crate::vi::text::{collapse_spaces, trim_end_mark};

/// Parses expanded lines; problems go to the report.
pub fn parse(lines: &[Line], body: &Body, marks: &[Mark], ready: &[Ready], report: &mut Report) -> Vec<Block> {
    let mut scanner = Scanner {
        body,
        numbering: Numbering::new(marks),
        report,
        blocks: Vec::new(),
        open: None,
        turn_next: None,
        ready,
    };
    let mut at = 0;
    while at < lines.len() {
        if lines[at].text.trim_start().starts_with('|') {
            let len = lines[at..].iter().take_while(|l| l.text.trim_start().starts_with('|')).count();
            scanner.table(&lines[at..at + len]);
            at += len;
        } else {
            scanner.line(&lines[at]);
            at += 1;
        }
    }
    scanner.flush();
    scanner.not_turned();
    scanner.blocks
}

/// A block whose lines are still coming.
struct Open {
    kind: OpenKind,
    text: String,
    source: usize,
}

enum OpenKind {
    Unit { level: usize, typed: String },
    Paragraph,
    Dash(char),
    Note,
}

struct Scanner<'a> {
    body: &'a Body,
    numbering: Numbering<'a>,
    report: &'a mut Report,
    blocks: Vec<Block>,
    open: Option<Open>,
    /// The line `[ngang]` that the next table answers to.
    turn_next: Option<usize>,
    /// What stands for a ticket.
    ready: &'a [Ready],
}

impl Scanner<'_> {
    /// The place of `len` bytes at `offset` of a line's text; the whole line where expressions changed it.
    fn place(&self, line: &Line, offset: usize, len: usize) -> Option<Span> {
        let source = &self.body.lines[line.source];
        if source.text == line.text { source.place(offset, len) } else { source.place(0, source.text.len()) }
    }

    fn line(&mut self, line: &Line) {
        let text = line.text.trim();
        let indent = line.text.len() - line.text.trim_start().len();
        if text.is_empty() {
            return self.flush();
        }
        if text == "[ngang]" {
            self.flush();
            self.not_turned();
            self.turn_next = Some(line.source);
            return;
        }
        if text.contains(ticket::is_ticket) {
            self.flush();
            return self.place_ready(line, text);
        }
        self.not_turned();
        if let Some((what, instead)) = foreign(text) {
            self.flush();
            let span = self.place(line, indent, text.len());
            return self.report.push(Problem::NotInSubset { what, instead }, span);
        }
        let hashes = text.len() - text.trim_start_matches('#').len();
        if hashes > 0 && (text.len() == hashes || text[hashes..].starts_with(' ')) {
            self.flush();
            return self.heading(line, hashes, text[hashes..].trim(), indent);
        }
        if hashes > 0 {
            self.flush();
            let span = self.place(line, indent, text.len());
            let what = Text::new("dấu # dính liền với chữ", "a # without a space after it");
            let instead = Text::new(
                "thêm dấu cách sau # để thành tiêu đề; dấu # thật ở đầu dòng viết \\#",
                "put a space after # to make a heading; write a real # as \\#",
            );
            return self.report.push(Problem::NotInSubset { what, instead }, span);
        }
        if text.contains('\t') {
            self.flush();
            let span = self.place(line, indent, text.len());
            let what = Text::new("phím Tab giữa dòng (bảng dán từ Excel?)", "tabs inside a line (a table from Excel?)");
            let instead = Text::new(
                "bảng viết | cột | cột |, hoặc để vào tệp CSV, XLSX và dùng `phu_luc: [{ bang: tệp }]`",
                "write tables as | column | column |, or put them in a CSV or XLSX file and use `phu_luc: [{ bang: file }]`",
            );
            return self.report.push(Problem::NotInSubset { what, instead }, span);
        }
        if text.starts_with("![") && text.ends_with(')') {
            self.flush();
            return self.image(line, text, indent);
        }
        self.check_inline(line);
        let (kind, start) = if let Some(rest) = text.strip_prefix("- ") {
            (Some(OpenKind::Dash('-')), rest)
        } else if let Some(rest) = text.strip_prefix("+ ") {
            (Some(OpenKind::Dash('+')), rest)
        } else if let Some(rest) = text.strip_prefix("* ") {
            (Some(OpenKind::Note), rest)
        } else if let Some((form, len)) = marks::typed(text) {
            match self.numbering.level_of(form) {
                Some(level) => {
                    (Some(OpenKind::Unit { level, typed: text[..len].to_owned() }), text[len..].trim_start())
                }
                // A number that `danh_so` does not know is text, but it does begin a paragraph.
                None => (Some(OpenKind::Paragraph), text),
            }
        } else {
            (None, text)
        };
        match (kind, &mut self.open) {
            (None, Some(open)) => {
                if open.text.ends_with(BREAK) {
                    open.text.push_str(text);
                } else {
                    open.text.push(' ');
                    open.text.push_str(text);
                }
            }
            (kind, _) => {
                self.flush();
                let kind = kind.unwrap_or(OpenKind::Paragraph);
                self.open = Some(Open { kind, text: start.to_owned(), source: line.source });
            }
        }
        // A single `\` at the end of a line is a line break.
        if let Some(open) = &mut self.open {
            let slashes = open.text.len() - open.text.trim_end_matches('\\').len();
            if slashes % 2 == 1 {
                open.text.pop();
                open.text.truncate(open.text.trim_end().len());
                open.text.push(BREAK);
            }
        }
    }

    fn heading(&mut self, line: &Line, depth: usize, text: &str, indent: usize) {
        let whole = self.place(line, indent, line.text.trim().len());
        if text.starts_with("vanthu:") {
            return self.report.push(Problem::IgnoreInBody, whole);
        }
        if text.is_empty() {
            return self.report.push(Problem::EmptyText { key: "#".repeat(depth) }, whole);
        }
        if depth > self.numbering.levels() {
            let levels = self.numbering.levels();
            return self.report.push(Problem::HeadingTooDeep { depth, levels }, whole);
        }
        self.check_inline(line);
        let level = depth - 1;
        // `# Chương II. QUY ĐỊNH` is the habit of paper: the mark is computed, and must agree.
        if let Some((typed, rest)) = marks::typed_centred(self.numbering.form(level), text) {
            return self.unit(level, Some(typed), true, &collapse_spaces(rest), line.source);
        }
        let (typed, text) = match marks::typed(text) {
            Some((form, len)) if form == self.numbering.form(level) => (Some(&text[..len]), text[len..].trim_start()),
            _ => (None, text),
        };
        self.unit(level, typed, true, &collapse_spaces(text), line.source);
    }

    fn unit(&mut self, level: usize, typed: Option<&str>, titled: bool, text: &str, source: usize) {
        let line = &self.body.lines[source];
        let span = line.place(0, line.text.len());
        let Some(mark) = self.numbering.next(level) else {
            return self.report.push(Problem::TooManyPoints, span);
        };
        if let Some(typed) = typed.filter(|typed| *typed != mark) {
            let at = line.text.find(typed).unwrap_or(0);
            let place = line.place(at, typed.len());
            self.report.push(Problem::WrongNumber { typed: typed.to_owned(), computed: mark.clone() }, place);
        }
        let heading = if titled { self.numbering.heading(level) } else { 0 };
        let centred = self.numbering.form(level).is_centred();
        let text = inline::parse(text);
        self.blocks.push(Block { kind: BlockKind::Unit { mark, level, titled, centred, heading, text }, span });
    }

    fn image(&mut self, line: &Line, text: &str, indent: usize) {
        let span = self.place(line, indent, text.len());
        let Some((alt, path)) = text[2..text.len() - 1].split_once("](") else {
            let what = Text::new("dấu `![`", "a `![`");
            let instead = Text::new(
                "ảnh viết ![lời mô tả](tệp.png) trên một dòng riêng",
                "an image is ![description](file.png) on a line of its own",
            );
            return self.report.push(Problem::NotInSubset { what, instead }, span);
        };
        if alt.trim().is_empty() {
            self.report.push(Problem::ImageNoAlt, span);
        }
        let kind = BlockKind::Image { path: unescaped(path.trim()), alt: collapse_spaces(alt) };
        self.blocks.push(Block { kind, span });
    }

    fn table(&mut self, lines: &[Line]) {
        self.flush();
        for line in lines {
            self.check_inline(line);
        }
        let landscape = self.turn_next.take().is_some();
        let source = &self.body.lines[lines[0].source];
        if let Some(table) = table::parse(lines, self.body, landscape, self.report) {
            self.blocks.push(Block { kind: BlockKind::Table(table), span: source.place(0, source.text.len()) });
        }
    }

    /// Puts the ready blocks in the place of their ticket, which stands alone on its line.
    fn place_ready(&mut self, line: &Line, text: &str) {
        let source = &self.body.lines[line.source];
        let span = source.place(0, source.text.len());
        let alone = text.chars().count() == 1;
        let Some(ready) = self.ready.iter().find(|r| text.contains(r.ticket)) else { return };
        if !alone {
            return self.report.push(Problem::NotAlone { name: ready.name.to_owned() }, span);
        }
        let turned = self.turn_next.take().is_some();
        for kind in &ready.blocks {
            let mut kind = kind.clone();
            if let BlockKind::Table(table) = &mut kind {
                table.landscape |= turned;
            }
            self.blocks.push(Block { kind, span });
        }
    }

    /// Reports `[ngang]` that no table follows.
    fn not_turned(&mut self) {
        if let Some(source) = self.turn_next.take() {
            let line = &self.body.lines[source];
            self.report.push(Problem::TurnsNothing, line.place(0, line.text.len()));
        }
    }

    /// Ends the block whose lines were coming.
    fn flush(&mut self) {
        let Some(open) = self.open.take() else { return };
        let source = &self.body.lines[open.source];
        let span = source.place(0, source.text.len());
        let lines: Vec<String> = open.text.split(BREAK).map(collapse_spaces).filter(|l| !l.is_empty()).collect();
        let text = lines.join(&BREAK.to_string());
        let kind = match open.kind {
            OpenKind::Unit { level, typed } => {
                return self.unit(level, Some(&typed), false, &text, open.source);
            }
            OpenKind::Paragraph => BlockKind::Paragraph(inline::parse(&text)),
            OpenKind::Dash(mark) => BlockKind::Dash { mark, text: inline::parse(&text) },
            OpenKind::Note => BlockKind::Note(inline::parse(&text)),
        };
        self.blocks.push(Block { kind, span });
    }

    /// Reports HTML tags and links inside a line.
    fn check_inline(&mut self, line: &Line) {
        let text = &line.text;
        let escaped = |at: usize| (text[..at].len() - text[..at].trim_end_matches('\\').len()) % 2 == 1;
        for (at, _) in text.match_indices('<').filter(|(at, _)| !escaped(*at)) {
            let after = &text[at + 1..];
            if after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
                && let Some(len) = after.find('>')
            {
                let tag = text[at..at + len + 2].to_owned();
                let span = self.place(line, at, tag.len());
                self.report.push(Problem::RawHtml { tag }, span);
            }
        }
        for (at, _) in text.match_indices("](").filter(|(at, _)| !escaped(*at)) {
            let Some(open) = text[..at].rfind('[').filter(|open| !escaped(*open)) else {
                continue;
            };
            let (from, what) = if text[..open].ends_with('!') {
                (open - 1, Text::new("ảnh giữa dòng", "an image inside a line"))
            } else {
                (open, Text::new("liên kết [ ]( )", "a link [ ]( )"))
            };
            let instead = Text::new(
                "viết thẳng địa chỉ ra; ảnh để riêng một dòng; dấu [ thật viết \\[",
                "write the address itself; put an image on its own line; write a real [ as \\[",
            );
            let len = text[at..].find(')').map_or(at + 2 - from, |end| at + end + 1 - from);
            let span = self.place(line, from, len);
            self.report.push(Problem::NotInSubset { what, instead }, span);
        }
    }
}

/// Markdown that official prose does not have: what it is, and what to write instead.
fn foreign(text: &str) -> Option<(Text, Text)> {
    let only = |c: char| text.len() >= 3 && text.chars().all(|t| t == c);
    if text.starts_with("```") || text.starts_with("~~~") {
        return Some((
            Text::new("khung mã lệnh", "a code fence"),
            Text::new("bỏ dòng này; đoạn văn viết bình thường", "take the line off; write a plain paragraph"),
        ));
    }
    if text == ">" || text.starts_with("> ") {
        return Some((
            Text::new("đoạn trích `>`", "a block quote"),
            Text::new(
                "đặt đoạn trích trong “…”; dấu > thật viết \\>",
                "put the quotation in “…”; write a real > as \\>",
            ),
        ));
    }
    if only('-') || only('*') || only('_') || only('=') {
        return Some((
            Text::new("dòng kẻ ngang", "a rule or an underlined heading"),
            Text::new("bỏ dòng này; tiêu đề viết bằng dấu #", "take the line off; write headings with #"),
        ));
    }
    if text.starts_with('[') && (text.starts_with("[^") || text.contains("]: ")) {
        return Some((
            Text::new("chú thích hoặc định nghĩa liên kết", "a footnote or a link definition"),
            Text::new(
                "viết thẳng vào câu, hoặc dùng dòng `* Ghi chú: …`; dấu [ thật viết \\[",
                "write it in the sentence, or in a line `* Ghi chú: …`; write a real [ as \\[",
            ),
        ));
    }
    None
}

/// Sets the end mark of a body: one mark that the user typed is taken off, then `mark` is set.
pub fn end_with(blocks: &mut [Block], mark: &str) {
    let Some(last) = blocks.last_mut() else {
        return;
    };
    match last.kind.text_mut() {
        // A line to be filled in by hand ("Họ tên:") goes on after its colon.
        // A remark in brackets ("(Bằng chữ: ….)") has its own full stop.
        Some(text) if [":", ".)"].iter().any(|end| crate::model::body::plain(text).ends_with(end)) => {}
        Some(text) => end_rich(text, mark),
        // A table or an image ends by itself: a mark on a line of its own would be the only text of a page.
        None => {}
    }
}

fn end_rich(rich: &mut Rich, mark: &str) {
    trim_rich(rich);
    match rich.last_mut() {
        Some(Inline::Text(text)) => text.push_str(mark),
        _ => rich.push(Inline::Text(mark.to_owned())),
    }
}

/// Takes the end mark off the last text, however deep in emphasis it is.
fn trim_rich(rich: &mut Rich) {
    match rich.last_mut() {
        Some(Inline::Text(text)) => {
            let kept = trim_end_mark(text).trim_end().len();
            text.truncate(kept);
            if text.is_empty() {
                rich.pop();
                trim_rich(rich);
            }
        }
        Some(Inline::Strong(inner) | Inline::Emph(inner)) => {
            trim_rich(inner);
            if inner.is_empty() {
                rich.pop();
                trim_rich(rich);
            }
        }
        Some(Inline::Break) | None => {}
    }
}

/// A path without the escapes that an expression's value has in Markdown. Separators are `/` everywhere.
fn unescaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn end_marks() {
        for (typed, expected) in [
            ("Hết", "Hết./."),
            ("Hết.", "Hết./."),
            ("Hết./.", "Hết./."),
            ("**Hết.**", "Hết./."),
            ("Yêu cầu **thực hiện *ngay.***", "Yêu cầu thực hiện ngay./."),
            ("Hết **.**", "Hết./."),
        ] {
            let mut blocks = vec![Block { kind: BlockKind::Paragraph(inline::parse(typed)), span: None }];
            end_with(&mut blocks, "./.");
            assert_eq!(blocks[0].kind.text(), expected, "{typed}");
        }
    }
}
