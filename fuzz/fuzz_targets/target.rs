//! Every target is this file: its name chooses the body.
#![no_main]

#[path = "../../tests/fuzz/bodies.rs"]
mod bodies;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static BODY: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    // libFuzzer's hook ends the process at every panic, also at one of the crate that reads workbooks, which the
    // program catches and refuses. One that nobody catches still ends the run.
    drop(std::panic::take_hook());
    let name = env!("CARGO_BIN_NAME");
    bodies::TARGETS.iter().find(|target| target.0 == name).expect("a body of this name").1
});

fuzz_target!(|data: &[u8]| (*BODY)(data));
