//! Any bytes at all: no panic, no hang, memory bounded by the input, no row lost.
//!
//! The quick test tries some hundred inputs per target; the ignored one half a minute of them and
//! runs in the check of the project (`cargo test --release --test fuzz -- --ignored --nocapture`).
//! `FUZZ_SECONDS` makes it longer, `FUZZ_SEED` other; `FUZZ_ONE=target:seed:number` tries one input
//! again.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fuzz body fails by panicking")]
#![allow(clippy::print_stderr, reason = "a run says what it did")]

mod bodies;
mod corpus;
mod mutate;
#[path = "../support/mod.rs"]
mod support;

use std::panic::catch_unwind;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bodies::{TARGETS, Target};
use mutate::{Dice, mutated};

/// No single input may take longer, on any machine, in any build.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a process may hold at most, KiB, whatever inputs of at most 64 KiB it was given.
const MOST_MEMORY: u64 = 512 << 10;

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// The input with this number, of this seed.
fn input(target: Target, seeds: &[Vec<u8>], seed: u64, number: u64) -> Vec<u8> {
    let name = target.0.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut dice = Dice::new(seed ^ name.rotate_left(32) ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93));
    mutated(seeds, &mut dice)
}

/// Tries inputs until `enough` says so; returns how many.
fn try_target(target: Target, seed: u64, enough: impl Fn(u64) -> bool) -> u64 {
    let seeds = corpus::seeds(target.0);
    assert!(!seeds.is_empty(), "{} has no corpus", target.0);
    for seed in &seeds {
        (target.1)(seed);
    }
    let (number, done) = (AtomicU64::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            let (mut last, mut since) = (0, Instant::now());
            while !done.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(50));
                let now = number.load(Ordering::Relaxed);
                if now != last {
                    (last, since) = (now, Instant::now());
                } else if since.elapsed() > PATIENCE {
                    eprintln!("{}:{seed}:{now} takes longer than {PATIENCE:?}", target.0);
                    std::process::abort();
                }
            }
        });
        while !enough(number.load(Ordering::Relaxed)) {
            let at = number.load(Ordering::Relaxed);
            let bytes = input(target, &seeds, seed, at);
            if catch_unwind(|| (target.1)(&bytes)).is_err() {
                done.store(true, Ordering::Relaxed);
                panic!(
                    "FUZZ_ONE={}:{seed}:{at} tries this again: {:?}",
                    target.0,
                    String::from_utf8_lossy(&bytes[..bytes.len().min(2000)])
                );
            }
            number.store(at + 1, Ordering::Relaxed);
        }
        done.store(true, Ordering::Relaxed);
    });
    number.into_inner()
}

/// The most that this process ever held, KiB, where the system says it.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

#[test]
fn a_few_hundred_inputs_per_target() {
    if let Ok(one) = std::env::var("FUZZ_ONE") {
        let parts: Vec<_> = one.split(':').collect();
        let [name, seed, number] = parts[..] else { panic!("FUZZ_ONE is target:seed:number") };
        let target = *TARGETS.iter().find(|target| target.0 == name).unwrap();
        let bytes = input(target, &corpus::seeds(name), seed.parse().unwrap(), number.parse().unwrap());
        eprintln!("{:?}", String::from_utf8_lossy(&bytes));
        return (target.1)(&bytes);
    }
    for &target in TARGETS {
        let most = if matches!(target.0, "report" | "score" | "shares" | "form") { 40 } else { 300 };
        try_target(target, 1, |number| number >= most);
    }
}

#[test]
fn the_same_number_is_the_same_input() {
    let (target, seeds) = (TARGETS[0], corpus::seeds("table"));
    assert_eq!(input(target, &seeds, 1, 7), input(target, &seeds, 1, 7));
    assert_ne!(input(target, &seeds, 1, 7), input(target, &seeds, 1, 8));
    assert_ne!(input(target, &seeds, 1, 7), input(target, &seeds, 2, 7));
}

/// The starting corpora as files, for a coverage-guided fuzzer: `FUZZ_CORPUS=fuzz/corpus`.
#[test]
#[ignore = "writes files"]
fn the_corpora_as_files() {
    let Some(folder) = std::env::var_os("FUZZ_CORPUS").map(std::path::PathBuf::from) else { return };
    for target in TARGETS {
        let folder = folder.join(target.0);
        std::fs::create_dir_all(&folder).unwrap();
        for (number, seed) in corpus::seeds(target.0).iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number:03}")), seed).unwrap();
        }
    }
}

/// A process per target, so that each has its own memory to be measured; two at a time.
#[test]
#[ignore = "half a minute per target"]
fn half_a_minute_per_target() {
    if let Ok(name) = std::env::var("FUZZ_TARGET") {
        let target = *TARGETS.iter().find(|target| target.0 == name).unwrap();
        let (seconds, start) = (setting("FUZZ_SECONDS", 30), Instant::now());
        let seed = setting("FUZZ_SEED", 2026);
        let tried = try_target(target, seed, |_| start.elapsed() >= Duration::from_secs(seconds));
        let memory = most_memory();
        eprintln!("{name}: {tried} inputs in {seconds} s, seed {seed}, at most {} MiB", memory.unwrap_or(0) >> 10);
        return assert!(memory.is_none_or(|most| most <= MOST_MEMORY), "{memory:?} KiB");
    }
    let run = |name: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "half_a_minute_per_target", "--ignored", "--nocapture"]).env("FUZZ_TARGET", name);
        let out = command.output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        if !out.status.success() {
            eprintln!("{said}");
        }
        said.lines().filter(|line| line.starts_with(&format!("{name}: "))).for_each(|line| eprintln!("{line}"));
        out.status.success()
    };
    let next = AtomicU64::new(0);
    let failed = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(target) = TARGETS.get(usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap()) {
                    failed.fetch_add(u64::from(!run(target.0)), Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(failed.into_inner(), 0, "targets failed");
}
