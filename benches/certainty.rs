//! How sure the index of a lift is, per task: the lattice, against plain draws.
//!
//! `fixtures/certainty/numpy_speed.py` times the same tasks with a vectorised numpy of 10,000 draws;
//! run it in the same session (docs/performance.md).
#![allow(missing_docs, reason = "criterion makes the functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot read its tasks must stop")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rugwijzer::domain::{Cells, Column};
use rugwijzer::input::{Options, profile, read_table};
use rugwijzer::method::lifting::rnle::certainty::distribution;
use rugwijzer::method::lifting::rnle::input::Document;

/// The tasks of the proof, those of ISO 11228-1 left out; with the errors of the fixture, or with
/// those of the typical profile.
fn tasks(typical: bool) -> Vec<Cells> {
    let bytes = std::fs::read("fixtures/certainty/lifting.csv").unwrap();
    let table = read_table(&bytes, &Options::default()).unwrap();
    let profile = profile::typical();
    let rows = table.rows.iter().filter(|row| !row.cells.is_filled(Column::UserPopulation));
    rows.map(|row| {
        let mut cells = row.cells.clone();
        if typical {
            cells.clear_doubts();
            profile.apply(&mut cells);
        }
        cells
    })
    .collect()
}

fn lifting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("certainty");
    for (name, typical) in [("stated", false), ("typical", true)] {
        let tasks = tasks(typical);
        group.throughput(criterion::Throughput::Elements(tasks.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for cells in &tasks {
                    black_box(distribution(black_box(cells), Document::Niosh));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, lifting);
criterion_main!(benches);
