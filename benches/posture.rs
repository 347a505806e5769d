//! A trunk sensor's day: 8 h × 100 Hz = 2.88 million samples.
//!
//! `analyse` is what a user waits for without the reading of the file: low-pass, angles, shares,
//! percentiles, velocities, episodes, and two intervals of 10 000 draws each. `read` is the reading alone, of
//! an Axivity file and of text, beside the loop that an expert would write for the same text: every row with
//! `csv::ByteRecord`, four cells as numbers. The whole process against numpy and scipy: `posture_peer.py`.

use std::hint::black_box;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use rugwijzer::domain::Phrase;
use rugwijzer::input::recording::{self, Block, Error, Info, Recording};
use rugwijzer::run::posture::{self, Options, Stretch};
use rugwijzer::signal::bootstrap;
use rugwijzer::signal::fusion::{self, Fusion};

#[path = "../tests/support/recording.rs"]
#[allow(dead_code, reason = "tests use more of it")]
mod script;

use script::{Script, What};

const RATE: f64 = 100.0;
const SAMPLES: usize = 8 * 3600 * 100;

/// A day of bends at random, with sway and noise.
fn day() -> Block {
    let mut generator = bootstrap::Generator::new(8);
    let mut block = Block::default();
    let (mut angle, mut goal) = (0.0_f64, 0.0_f64);
    for at in 0..SAMPLES {
        let time = at as f64 / RATE;
        if time > 20.0 && generator.unit() < 0.001 {
            goal = if goal > 10.0 { 5.0 } else { 90.0 * generator.unit() };
        }
        let rate = (goal - angle) * 0.02 + 0.02 * (time * 1.7).cos();
        angle += rate;
        let (sine, cosine) = angle.to_radians().sin_cos();
        let mut noise = || 0.1 * (generator.unit() - 0.5);
        block.acceleration.push([-9.81 * sine + noise(), noise(), 9.81 * cosine + noise()]);
        block.rotation.push([0.0, rate.to_radians() * RATE, 0.0]);
        block.time_s.push(time);
    }
    block
}

struct Samples {
    info: Info,
    day: Rc<Block>,
    at: usize,
}

impl Recording for Samples {
    fn info(&self) -> &Info {
        &self.info
    }

    fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.clear();
        let to = (self.at + 8192).min(self.day.time_s.len());
        block.time_s.extend_from_slice(&self.day.time_s[self.at..to]);
        block.acceleration.extend_from_slice(&self.day.acceleration[self.at..to]);
        if self.info.has_rotation {
            block.rotation.extend_from_slice(&self.day.rotation[self.at..to]);
        }
        self.at = to;
        Ok(!block.time_s.is_empty())
    }

    fn position(&self) -> u64 {
        self.at as u64
    }

    fn notes(&self) -> Vec<Phrase> {
        Vec::new()
    }
}

fn analyse(day: &Rc<Block>, has_rotation: bool) -> posture::Analysis {
    let info = Info { rate_hz: RATE, has_rotation, has_time: true, full_scale: None, bytes: 0 };
    let open = || Ok(Box::new(Samples { info: info.clone(), day: Rc::clone(day), at: 0 }) as Box<dyn Recording>);
    let options = Options { reference: Some(Stretch { from: 0.0, to: 10.0 }), ..Options::default() };
    posture::analyse(&open, &options, &mut |_, _| {}).expect("a recording in memory")
}

/// All samples of a file, and the sum of what was read, so that nothing is left out.
fn read(path: &Path) -> (usize, f64) {
    let mut recording = recording::open(path, &recording::Options::default()).expect("a recording");
    let mut block = Block::default();
    let mut found = (0, 0.0);
    while recording.read(&mut block).expect("a whole recording") {
        found.0 += block.time_s.len();
        found.1 += block.acceleration.iter().map(|sample| sample[0]).sum::<f64>();
    }
    found
}

/// Every row of a text with the general reader, and four of its cells as numbers.
fn read_generally(path: &Path) -> (usize, f64) {
    let mut reader = csv::Reader::from_path(path).expect("a text");
    let mut record = csv::ByteRecord::new();
    let mut found = (0, 0.0);
    while reader.read_byte_record(&mut record).expect("a row") {
        let number = |at: usize| std::str::from_utf8(&record[at]).ok().and_then(|cell| cell.parse().ok()).unwrap_or(f64::NAN);
        let [_, x, _, _]: [f64; 4] = black_box([0, 1, 2, 3].map(number));
        found.0 += 1;
        found.1 += x;
    }
    found
}

fn reading(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let script = (0..16).fold(Script::new(100), |script, _| script.then(600, What::Lean(3.0)).bends(40, 70.0));
    let (cwa, text) = (folder.path().join("day.cwa"), folder.path().join("day.csv"));
    std::fs::write(&cwa, script.cwa()).expect("a file");
    std::fs::write(&text, script.csv()).expect("a file");
    let mut group = c.benchmark_group("posture reading");
    group.sample_size(10).measurement_time(Duration::from_secs(6));
    group.bench_function("read .cwa 8 h", |b| b.iter(|| read(black_box(&cwa))));
    group.bench_function("read text 8 h", |b| b.iter(|| read(black_box(&text))));
    group.bench_function("csv::ByteRecord and four f64, text 8 h", |b| b.iter(|| read_generally(black_box(&text))));
    let options = Options { reference: Some(Stretch { from: 0.0, to: 10.0 }), ..Options::default() };
    for (name, path) in [("file .cwa 8 h", &cwa), ("file text 8 h", &text)] {
        group.bench_function(name, |b| {
            b.iter(|| posture::analyse_file(path, &recording::Options::default(), &options, &mut |_, _| {}));
        });
    }
    group.finish();
}

fn benches(c: &mut Criterion) {
    let day = Rc::new(day());
    let mut group = c.benchmark_group("posture");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    group.bench_function("analyse accelerometer 8 h", |b| b.iter(|| analyse(black_box(&day), false)));
    group.bench_function("analyse vqf 8 h", |b| b.iter(|| analyse(black_box(&day), true)));
    for (name, method) in [("low-pass 8 h", Fusion::Accelerometer), ("vqf 8 h", Fusion::Vqf)] {
        group.bench_function(name, |b| {
            b.iter_batched(
                || fusion::estimator(method, RATE),
                |mut estimator| {
                    let mut ups = Vec::with_capacity(1 << 14);
                    for (acceleration, rotation) in day.acceleration.chunks(8192).zip(day.rotation.chunks(8192)) {
                        estimator.push(acceleration, rotation, &mut ups);
                        ups.clear();
                    }
                    estimator.finish(&mut ups);
                    ups
                },
                BatchSize::LargeInput,
            );
        });
    }
    let seconds: Vec<(f32, [f32; 2])> =
        (0..28_800_u16).map(|at| (1.0, [f32::from(at % 7 / 6), f32::from(at % 11 / 10)])).collect();
    group.bench_function("10 000 draws, two intervals", |b| {
        b.iter(|| bootstrap::intervals(black_box(&seconds), bootstrap::DRAWS));
    });
    group.finish();
}

criterion_group!(posture_benches, reading, benches);
criterion_main!(posture_benches);
