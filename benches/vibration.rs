//! Whole-body vibration: reading text and weighting, each beside what it is measured against, in one run.
//!
//! `cargo bench --bench vibration`. Only ratios within a run mean something.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rugwijzer::input::recording::{self, Block, Options};
use rugwijzer::signal::Lanes;
use rugwijzer::signal::discretise::{bilinear, design};
use rugwijzer::signal::metrics::Metrics;
use rugwijzer::signal::sections::{Cascade, Filter};
use rugwijzer::signal::spectrum::Spectrum;
use rugwijzer::signal::vibration::{Analyser, Settings};
use rugwijzer::signal::watch::Watch;
use rugwijzer::signal::weighting::Weighting;

const RATE: f64 = 500.0;
const SAMPLES: usize = 500 * 600;

/// Ten minutes of a ride that never repeats: three sweeps and gravity.
fn ride() -> Vec<Lanes> {
    (0..SAMPLES)
        .map(|at| {
            let t = at as f64 / RATE;
            let wave = |hz: f64| (std::f64::consts::TAU * hz * t + (0.3 * t).sin() * 9.0).sin();
            [0.3 * wave(1.3) + 0.1 * wave(31.0), 0.2 * wave(2.1), 9.81 + 0.6 * wave(4.7) + 0.2 * wave(17.0), 0.0]
        })
        .collect()
}

/// The loop that an expert writes by hand: four sections on four lanes, r.m.s., VDV, exponential MTVV and peak.
fn by_hand(cascades: &[Cascade; 3], samples: &[Lanes]) -> [Lanes; 4] {
    let lanes = |get: fn(&Cascade, usize) -> f64, section: usize| -> Lanes {
        [get(&cascades[0], section), get(&cascades[1], section), get(&cascades[2], section), 0.0]
    };
    let coefficients: [[Lanes; 5]; 4] = std::array::from_fn(|at| {
        [
            lanes(|c, s| c.sections[s].numerator[0], at),
            lanes(|c, s| c.sections[s].numerator[1], at),
            lanes(|c, s| c.sections[s].numerator[2], at),
            lanes(|c, s| c.sections[s].denominator[0], at),
            lanes(|c, s| c.sections[s].denominator[1], at),
        ]
    });
    let mut state = [[[0.0; 4]; 2]; 4];
    let share = -(-1.0 / RATE).exp_m1();
    let (mut squares, mut fourths, mut mean, mut highest, mut peak) =
        ([0.0; 4], [0.0; 4], [0.0; 4], [0.0_f64; 4], [0.0_f64; 4]);
    for sample in samples {
        let mut x = *sample;
        for ([b0, b1, b2, a1, a2], [s1, s2]) in coefficients.iter().zip(&mut state) {
            for lane in 0..4 {
                let y = b0[lane] * x[lane] + s1[lane];
                s1[lane] = b1[lane] * x[lane] - a1[lane] * y + s2[lane];
                s2[lane] = b2[lane] * x[lane] - a2[lane] * y;
                x[lane] = y;
            }
        }
        for lane in 0..4 {
            let square = x[lane] * x[lane];
            squares[lane] += square;
            fourths[lane] += square * square;
            mean[lane] += share * (square - mean[lane]);
            highest[lane] = if mean[lane] > highest[lane] { mean[lane] } else { highest[lane] };
            let size = x[lane].abs();
            peak[lane] = if size > peak[lane] { size } else { peak[lane] };
        }
    }
    [squares, fourths, highest, peak]
}

fn signal(criterion: &mut Criterion) {
    let ride = ride();
    let weightings = [Weighting::Wd, Weighting::Wd, Weighting::Wk];
    let plain = weightings.map(|weighting| bilinear(weighting, RATE));
    let fitted = weightings.map(|weighting| design(weighting, RATE));
    let times: Vec<f64> = (0..SAMPLES).map(|at| at as f64 / RATE).collect();
    let mut tail = ride.clone();
    tail[SAMPLES / 10..].fill([0.0; 4]);

    let mut group = criterion.benchmark_group("signal");
    group.throughput(Throughput::Elements(SAMPLES as u64)).sample_size(20);
    group.bench_function("hand-written loop", |bench| bench.iter(|| by_hand(&plain, black_box(&ride))));
    let filter_and_metrics = |samples: &[Lanes]| {
        let mut filter = Filter::new(&fitted, None);
        let mut metrics = Metrics::new(RATE, false);
        let mut work = Vec::with_capacity(512);
        for part in samples.chunks(512) {
            work.clear();
            work.extend_from_slice(part);
            filter.run(&mut work);
            metrics.push(&work);
        }
        metrics.rms(0)
    };
    group.bench_function("filter and metrics", |bench| bench.iter(|| filter_and_metrics(black_box(&ride))));
    group.bench_function("filter and metrics, silent tail", |bench| bench.iter(|| filter_and_metrics(black_box(&tail))));
    group.bench_function("spectrum", |bench| {
        bench.iter(|| {
            let mut spectrum = Spectrum::new(RATE);
            black_box(&ride).chunks(512).for_each(|part| spectrum.push(part));
            spectrum.interrupt();
            spectrum.bands(0).len()
        });
    });
    group.bench_function("watch", |bench| {
        bench.iter(|| {
            let mut watch = Watch::new(None);
            black_box(&ride).chunks(4096).for_each(|part| watch.push(part));
            watch.clipped(0)
        });
    });
    let settings =
        Settings { rate_hz: RATE, weightings, skip_seconds: None, exponential: false, spectrum: true, full_scale: None };
    group.bench_function("everything", |bench| {
        bench.iter(|| {
            let mut analyser = Analyser::new(settings);
            for (times, samples) in black_box(&times).chunks(4096).zip(ride.chunks(4096)) {
                analyser.push(times, samples);
            }
            analyser.finish().measured
        });
    });
    group.finish();
}

fn text(criterion: &mut Criterion) {
    let ride = ride();
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a temporary file");
    let mut content = String::from("x,y,z\n");
    for [x, y, z, _] in &ride {
        writeln!(content, "{x:.5},{y:.5},{z:.5}").expect("a string takes everything");
    }
    file.write_all(content.as_bytes()).expect("a written file");

    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(content.len() as u64)).sample_size(20);
    group.bench_function("csv::ByteRecord and three numbers", |bench| {
        bench.iter(|| {
            let mut reader = csv::Reader::from_path(file.path()).expect("a file");
            let mut record = csv::ByteRecord::new();
            let mut sum = 0.0;
            while reader.read_byte_record(&mut record).expect("a record") {
                for field in &record {
                    sum += std::str::from_utf8(field).ok().and_then(|text| text.parse::<f64>().ok()).expect("a number");
                }
            }
            sum
        });
    });
    group.bench_function("recording", |bench| {
        let options = Options { rate_hz: Some(RATE), ..Options::default() };
        bench.iter(|| {
            let mut recording = recording::open(file.path(), &options).expect("a recording");
            let mut block = Block::default();
            let mut sum = 0.0;
            while recording.read(&mut block).expect("a block") {
                sum += block.acceleration.iter().map(|sample| sample[0]).sum::<f64>();
            }
            sum
        });
    });
    group.finish();
}

criterion_group!(benches, signal, text);
criterion_main!(benches);
