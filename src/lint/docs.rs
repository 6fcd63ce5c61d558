//! The pages of the rules, in Vietnamese, made of their doc comments: `vanthu explain`, and `docs/rules/`.

use super::{Confidence, Fixable, Group, Meta, Needs, all};
use crate::diag::Lang;

/// The page of a rule, as Markdown.
pub fn page(meta: &Meta) -> String {
    // A doc comment begins each line with a space.
    let lines: Vec<&str> = meta.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let (title, rest) = lines.split_first().unwrap_or((&"", &[]));
    let title = title.trim_start_matches('#').trim();
    let body = rest.join("\n");
    let fix = match meta.fixable {
        Fixable::No => "không",
        Fixable::Safe => "`--fix`",
        Fixable::Unsafe => "`--fix --unsafe-fixes`",
    };
    let reads = match meta.needs {
        Needs::Plan => "kế hoạch",
        Needs::Page => "trang đã dàn, tệp PDF",
    };
    format!(
        "# {}: {title}\n\n| | |\n|---|---|\n| Tên | `{}` |\n| Nhóm | {} |\n| Mức | {} |\n| Xét trên | {reads} |\n| Căn cứ | {} ({}) |\n| Tự sửa | {fix} |\n\n{}\n",
        meta.code,
        meta.name,
        meta.group.name(Lang::Vi),
        meta.severity.name(Lang::Vi),
        meta.clause,
        sure(meta.confidence),
        body.trim(),
    )
}

fn sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Law => "đúng theo văn bản",
        Confidence::Heuristic => "theo văn bản; cách nhận biết là của chương trình, có thể nhầm",
        Confidence::Custom => "không có văn bản quy định",
    }
}

/// The list of all rules, as Markdown, with links to their pages.
pub fn index() -> String {
    let mut out = String::from(
        "# Các quy tắc của `vanthu check`\n\nTệp này và các trang do chương trình tạo (`VANTHU_WRITE=1 cargo test --test rules`); sửa ở `src/lint/rules/`.\n",
    );
    for group in Group::ALL {
        out += &format!(
            "\n## {}\n\n| Mã | Tên | Mức | Phát hiện | Tự sửa |\n|---|---|---|---|---|\n",
            group.name(Lang::Vi)
        );
        for meta in all().iter().map(|rule| rule.meta()).filter(|meta| meta.group == group) {
            let fix = match meta.fixable {
                Fixable::No => "",
                Fixable::Safe => "có",
                Fixable::Unsafe => "có, cần xem lại",
            };
            let code = meta.code;
            out += &format!(
                "| [{code}]({code}.md) | `{}` | {} | {} | {fix} |\n",
                meta.name,
                meta.severity.name(Lang::Vi),
                meta.summary.0
            );
        }
    }
    out
}
