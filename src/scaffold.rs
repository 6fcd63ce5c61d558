//! Starting plans: composed key by key from `templates/new/cac-khoa.yaml`, so that every kind shows the keys it can have, and no other.

use crate::family::Families;
use crate::plan::kind::{FirstRecipient, Kind};
use crate::vi::words::capitalised;
use crate::yaml::{Node, Value};

/// The pieces: `#@ NAME` begins each.
const PIECES: &str = include_str!("../templates/new/cac-khoa.yaml");

/// The keys of a starting plan, in their order.
const ORDER: &[&str] = &[
    "he",
    "co_quan",
    "so",
    "don_vi_soan_thao",
    "dia_danh",
    "ngay",
    "trich_yeu",
    "ten_thu",
    "kinh_gui",
    "tham_quyen",
    "can_cu",
    "cong_dien",
    "giay_moi",
    "giay_gioi_thieu",
    "giay_nghi_phep",
    "bien_ban",
    "cac_ben",
    "phan_cong",
    "tien_do",
    "kinh_phi",
    "noi_dung",
    "van_ban_kem_theo",
    "noi_nhan",
    "luu",
    "ky",
];

/// Keys that a kind may have and that its starting plan shows switched off.
const OPTIONAL: &[&str] = &["kinh_gui", "ten_thu", "phan_cong", "tien_do", "kinh_phi", "van_ban_kem_theo"];

/// A complete, commented starting plan. With a profile (its name and content), what the profile gives is left out.
pub fn scaffold(kind: &Kind, families: &Families, profile: Option<(&str, &Node)>) -> String {
    let supported: Vec<&str> = families.iter().filter(|(_, f)| f.has(kind.key)).map(|(word, _)| word).collect();
    let mut text = piece("dau").replace("{loai}", kind.key.word()).replace("{Loai}", &capitalised(kind.name));
    if let Some((name, _)) = profile {
        text += &piece("don_vi").replace("{don_vi}", name);
    }
    for key in ORDER.iter().filter(|key| kind.can_have(key)) {
        if *key == "don_vi_soan_thao" && !kind.is_letter() {
            continue;
        }
        let given = profile.and_then(|(_, node)| node.get(key)).map(|entry| &entry.value);
        let own = piece_of(kind, key);
        let own = match given.map(|node| &node.value) {
            // Of a group, the lines that the profile does not give.
            Some(Value::Map(entries)) if *key == "ky" && kind.signers == 1 => {
                // A name that the profile leaves open is for the plan to fill in.
                let open = |node: &Node| node.as_text().is_some_and(|text| text.starts_with("<<"));
                without(&own, &entries.iter().filter(|e| !open(&e.value)).map(|e| e.key.as_str()).collect::<Vec<_>>())
            }
            Some(_) if !(*key == "ky" && kind.signers > 1) => continue,
            _ => own,
        };
        // A group of which the profile gives all.
        if own.trim_end() == format!("{key}:") {
            continue;
        }
        let off = OPTIONAL.contains(key) && !kind.must.contains(key);
        let gap = own.lines().count() > 1 && !text.ends_with("\n\n");
        text += if gap { "\n" } else { "" };
        text += &if off { commented(&own) } else { own };
    }
    if kind.is_copy() {
        let command = format!("vanthu copy {} BẢN_GỐC.pdf --plan TỆP_NÀY.yaml", kind.key.word());
        text = text.replace("vanthu render TỆP_NÀY.yaml", &command);
    }
    text.replace("{he}", &supported.join(" | ")) + &piece("cuoi")
}

/// A piece by its name.
fn piece(name: &str) -> String {
    find(name).unwrap_or_default()
}

fn find(name: &str) -> Option<String> {
    let mark = format!("#@ {name}\n");
    let start = PIECES.find(&mark)? + mark.len();
    let rest = &PIECES[start..];
    Some(rest[..rest.find("#@ ").unwrap_or(rest.len())].to_owned())
}

/// The piece of a key as the kind needs it.
fn piece_of(kind: &Kind, key: &str) -> String {
    let word = kind.key.word();
    let variant = match (key, kind.first_recipient) {
        ("noi_dung", _) => kind.numbering.first().copied().unwrap_or_default(),
        ("noi_nhan", FirstRecipient::SeeArticle) => "nhu-dieu",
        ("noi_nhan", FirstRecipient::SeeAbove) => "nhu-tren",
        ("noi_nhan", FirstRecipient::SeeAddressees) if kind.must.contains(&"kinh_gui") => "nhu-tren",
        ("ky", _) if kind.signers > 1 => "2",
        _ => "",
    };
    [format!("{key}/{word}"), format!("{key}/{variant}"), key.to_owned()]
        .iter()
        .find_map(|name| find(name))
        .unwrap_or_default()
}

/// A piece switched off.
fn commented(piece: &str) -> String {
    piece.lines().map(|line| if line.is_empty() { "#\n".to_owned() } else { format!("# {line}\n") }).collect()
}

/// A group without some of its keys.
fn without(piece: &str, keys: &[&str]) -> String {
    let kept = piece.lines().filter(|line| !keys.iter().any(|key| line.trim_start().starts_with(&format!("{key}:"))));
    kept.map(|line| format!("{line}\n")).collect()
}
