#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(facts) = vanthu_fuzz::page::read(data) {
        let layout = vanthu_fuzz::page::layout_of(&facts);
        vanthu_fuzz::lint::examine(&vanthu_fuzz::lint::Subject::of_pages(&facts, layout), |_| true);
    }
    drop(vanthu_fuzz::verifying::verify(&vanthu_fuzz::verifying::Request { pdf: data, anchors: &[], now: 1_700_000_000, at: None }));
});
