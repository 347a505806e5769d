//! A report in each of its forms, of a job of 30 tasks and of 10,000.
//!
//! `cargo bench --bench report`, and with `--features pdf` the PDF too. Only ratios within a run
//! mean something: `assess` is what comes before any report, and the floor beside the others.
#![allow(clippy::unwrap_used, reason = "a benchmark stops at a fault")]

#[path = "../tests/support/batch.rs"]
mod batch;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use rugwijzer::domain::{Assessment, Language};
use rugwijzer::report::Format;
use rugwijzer::run::{self, Options, Setting, assess, recordings};

fn assessed(rows: usize) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tasks.csv");
    std::fs::write(&file, batch::lines(rows, false)).unwrap();
    assess::files(&[file], &Options::default(), &recordings::Options::default(), Setting::default()).unwrap()
}

fn forms(criterion: &mut Criterion) {
    let texts = run::texts(Language::Dutch);
    for (rows, samples) in [(30, 30), (10_000, 10)] {
        let mut group = criterion.benchmark_group(format!("report of {rows} tasks"));
        group.sample_size(samples).measurement_time(Duration::from_secs(8));
        group.bench_function("assess", |bencher| bencher.iter(|| black_box(assessed(rows))));
        let assessment = assessed(rows);
        for format in Format::ALL.iter().copied() {
            group.bench_function(format.ending(), |bencher| {
                bencher.iter(|| run::report::bytes(black_box(&assessment), &texts, format).unwrap());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, forms);
criterion_main!(benches);
