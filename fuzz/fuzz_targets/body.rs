#![no_main]

// The body of a plan that is right otherwise.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let body: String = text.split('\n').map(|line| format!("  {line}\n")).collect();
    let plan = format!(
        "loai: thong-bao\nco_quan: {{ ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }}\nso: 12\nky_hieu: TB-UBND\ndia_danh: Xã Mẫu\n\
         ngay: 2026-03-15\ntrich_yeu: Mẫu\nnoi_nhan: [Các đơn vị]\nluu: [VT]\n\
         ky: {{ chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }}\nnoi_dung: |\n{body}"
    );
    vanthu_fuzz::plan_text(plan.as_bytes());
});
