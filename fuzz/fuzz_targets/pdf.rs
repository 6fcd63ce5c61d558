#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(facts) = vanthu_fuzz::page::read(data) {
        vanthu_fuzz::lint::examine_pages(facts, |_| true);
    }
    drop(vanthu_fuzz::verifying::verify(&vanthu_fuzz::verifying::Request { pdf: data, anchors: &[], now: 1_700_000_000, at: None }));
});
