//! What lifting costs: one evaluation of the equation, the whole of *what would it take* for one
//! task, and the composite index of a job.
//!
//! Goals: an evaluation under 100 ns, a redesign under 1 ms, a composite of 30 tasks under 20 µs.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rugwijzer::assess::redesign::{Limits, Target, index, redesign};
use rugwijzer::domain::{Cell, Cells, Column};
use rugwijzer::method::lifting::rnle::composite::index::{Part, composite};
use rugwijzer::method::lifting::rnle::input::{Lift, Reading, read};
use rugwijzer::method::lifting::rnle::niosh::Outcome;

fn row(numbers: &[(Column, f64)], coupling: u8, control: u8) -> Cells {
    let mut cells = Cells::default();
    for &(column, value) in numbers {
        cells.set(column, Cell::Number(value));
    }
    cells.set(Column::Coupling, Cell::Choice(coupling));
    cells.set(Column::ControlAtDestination, Cell::Choice(control));
    cells
}

/// Boxes from the lowest shelf, put down without care: the usual row.
fn boxes() -> Cells {
    let numbers = [
        (Column::LoadKg, 12.5),
        (Column::LoadMaxKg, 18.0),
        (Column::HOriginCm, 48.0),
        (Column::VOriginCm, 22.0),
        (Column::AOriginDeg, 30.0),
        (Column::HDestinationCm, 40.0),
        (Column::VDestinationCm, 95.0),
        (Column::ADestinationDeg, 0.0),
        (Column::LiftsPerMin, 2.5),
        (Column::LiftingHours, 3.0),
    ];
    row(&numbers, 1, 0)
}

/// Sacks on a pallet, put down with care: every lever there is, the dearest row.
fn sacks() -> Cells {
    let numbers = [
        (Column::LoadKg, 25.0),
        (Column::HOriginCm, 40.0),
        (Column::VOriginCm, 85.0),
        (Column::AOriginDeg, 45.0),
        (Column::HDestinationCm, 58.0),
        (Column::VDestinationCm, 20.0),
        (Column::ADestinationDeg, 30.0),
        (Column::LiftsPerMin, 4.0),
        (Column::LiftingHours, 3.0),
    ];
    row(&numbers, 2, 1)
}

fn lift(cells: &Cells) -> Lift {
    match read(cells) {
        Reading::Lift(lift) => lift,
        other => panic!("a lift that the equation can judge, not {other:?}"),
    }
}

fn equation(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rnle");
    for (name, cells) in [("origin only", boxes()), ("both ends", sacks())] {
        let read = lift(&cells);
        group.bench_function(format!("evaluation, {name}"), |bench| bench.iter(|| Outcome::of(black_box(&read)).li()));
        group.bench_function(format!("reading and evaluation, {name}"), |bench| bench.iter(|| index(black_box(&cells))));
    }
    group.finish();
}

fn what_would_it_take(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("redesign");
    for (name, cells) in [("boxes", boxes()), ("sacks, every lever", sacks())] {
        group.bench_function(name, |bench| {
            bench.iter(|| redesign(black_box(&cells), &Limits::default(), Target::Acceptable).expect("above its limit"));
        });
    }
    group.finish();
}

fn job(criterion: &mut Criterion) {
    const TASKS: usize = 30;
    let names: Vec<String> = (0..TASKS).map(|task| format!("task {task}")).collect();
    let lifts: Vec<Lift> = (0..TASKS)
        .map(|task| {
            let mut cells = boxes();
            let step = task as f64;
            cells.set(Column::LoadKg, Cell::Number(4.0 + step * 0.5));
            cells.set(Column::HOriginCm, Cell::Number(26.0 + step));
            cells.set(Column::VOriginCm, Cell::Number(30.0 + (step * 37.0) % 90.0));
            cells.set(Column::LiftsPerMin, Cell::Number(0.2));
            lift(&cells)
        })
        .collect();
    criterion.bench_function("composite of 30 tasks", |bench| {
        bench.iter(|| {
            let parts = lifts.iter().zip(&names).enumerate().map(|(place, (lift, name))| Part::of(name, place, *lift));
            composite(black_box(parts.collect())).expect("inside the table").cli
        });
    });
}

criterion_group!(benches, equation, what_would_it_take, job);
criterion_main!(benches);
