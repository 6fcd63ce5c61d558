//! User text is never code: for any string, the Typst literal parses back to exactly that string; any value a body's expression prints
//! comes out of the Markdown stage as exactly that text. `PROPTEST_CASES=10000` in CI.

use minijinja::Value;
use proptest::prelude::*;
use typst::syntax::{SyntaxKind, SyntaxNode, ast, parse_code};
use vanthu::literal;

/// Strings from the alphabet that breaks things: Typst and Markdown syntax, quotes, escapes, Vietnamese, emoji, controls.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[#$\\[\\](){}\"'`*_\\\\/<>@~=+|!?.,:;&%^-]{1,4}",
        "[a-zàáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵĐ ]{1,8}",
        Just("1. ".to_owned()),
        Just("a) ".to_owned()),
        Just("#panic()".to_owned()),
        Just("{{ x }}".to_owned()),
        Just("\u{1f600}".to_owned()),
        Just("\\u{202e}".to_owned()),
        "\\PC{1,3}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// The strings of a code fragment that must hold nothing but one literal.
fn only_string(node: &SyntaxNode) -> Option<String> {
    let mut children = node.children().filter(|c| !c.kind().is_trivia());
    let (Some(child), None) = (children.next(), children.next()) else {
        return None;
    };
    (child.kind() == SyntaxKind::Str).then(|| child.cast::<ast::Str>().map(|s| s.get().to_string())).flatten()
}

proptest! {
    #[test]
    fn a_literal_is_exactly_one_string(text in nasty()) {
        let mut out = String::new();
        literal::string(&text, &mut out);
        let tree = parse_code(&out);
        prop_assert!(!tree.diagnosis().errors, "{out}");
        prop_assert_eq!(only_string(&tree), Some(text));
    }

    #[test]
    fn a_tree_of_values_keeps_its_shape(texts in prop::collection::vec(nasty(), 0..5)) {
        let value = Value::from_pairs([("a", texts.iter().map(|t| Value::from(t.as_str())).collect::<Value>())]);
        let mut out = String::new();
        literal::write(&value, &mut out).unwrap();
        let tree = parse_code(&out);
        prop_assert!(!tree.diagnosis().errors, "{out}");
        let mut found = Vec::new();
        strings(&tree, &mut found);
        let mut expected = vec!["a".to_owned()];
        expected.extend(texts);
        prop_assert_eq!(found, expected);
    }
}

fn strings(node: &SyntaxNode, found: &mut Vec<String>) {
    if let Some(s) = node.cast::<ast::Str>() {
        found.push(s.get().to_string());
    }
    for child in node.children() {
        strings(child, found);
    }
}
