//! All rules, in the order of their codes; each group lists its own.

use std::sync::LazyLock;

use super::rules::{capitals, components, figures, page, text};
use super::{Meta, Rule};

/// All rules.
pub fn all() -> &'static [&'static dyn Rule] {
    &ALL
}

/// The rule of a code, such as `VT612`.
pub fn by_code(code: &str) -> Option<&'static Meta> {
    all().iter().map(|rule| rule.meta()).find(|meta| meta.code.to_string().eq_ignore_ascii_case(code))
}

static ALL: LazyLock<Vec<&'static dyn Rule>> =
    LazyLock::new(|| [components::RULES, capitals::RULES, text::RULES, figures::RULES, page::RULES].concat());

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lint::{Confidence, Group};

    #[test]
    fn codes_are_in_order_in_their_groups_and_named_once() {
        let mut names = HashSet::new();
        let mut last = 0;
        for meta in all().iter().map(|rule| rule.meta()) {
            assert!(meta.code.0 > last, "{} after VT{last}", meta.code);
            last = meta.code.0;
            let group = match last {
                600..650 => Group::Components,
                650..700 => Group::Capitals,
                700..750 => Group::Text,
                750..800 => Group::Figures,
                800..900 => Group::Page,
                _ => panic!("{} is no code of a rule", meta.code),
            };
            assert_eq!(meta.group, group, "{}", meta.code);
            assert!(names.insert(meta.name), "{} is there twice", meta.name);
            let custom = meta.confidence == Confidence::Custom;
            assert_eq!(meta.clause == "thông lệ", custom, "{}: custom is what has no clause", meta.code);
            for heading in ["## Phát hiện gì", "## Vì sao", "## Ví dụ"] {
                assert!(meta.doc.contains(heading), "{} lacks {heading}", meta.code);
            }
        }
        assert!(last > 0);
    }
}
