//! `score` beside the loop that an expert writes to copy a CSV: read each row with
//! `csv::ByteRecord`, write as many bytes. Both from a file in the page cache to the null device.
//!
//! `cargo bench --bench score`. Only ratios within a run mean something; the last lines print them,
//! of processor time where the system tells it, else of time.
//!
//! `cargo bench --bench score -- --rows 10000000` does the same with the built program on files of
//! that many rows, in two shapes, with its memory, and with `benches/peers.py` where they are there.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark stops at a fault, and prints what it measured")]

#[path = "../tests/support/batch.rs"]
mod batch;
#[path = "score/large.rs"]
mod large;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group};
use rugwijzer::domain::Language;
use rugwijzer::run::score::{Listener, Request, Summary, run};
use rugwijzer::run::{Options, Setting, texts};
use rugwijzer::text::Catalogue;

const ROWS: usize = 100_000;
const NOWHERE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

struct Silent;

impl Listener for Silent {
    fn problems(&mut self, _: &str) {}
    fn progress(&mut self, _: u64) {}
    fn note(&mut self, _: &str) {}
}

fn score(file: &Path, out: &Path, threads: usize, texts: &Catalogue) -> Summary {
    let request = Request {
        file: file.to_owned(),
        options: Options::default(),
        out: Some(out.to_owned()),
        columns: Vec::new(),
        setting: Setting::default(),
        threads,
    };
    run(&request, texts, &mut Silent).unwrap()
}

/// Reads every cell of every row and writes it again, with `filler` behind each row.
fn by_hand(file: &Path, delimiter: u8, filler: &[u8]) -> u64 {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).buffer_capacity(1 << 20).from_path(file).unwrap();
    let mut out = BufWriter::with_capacity(1 << 18, File::options().write(true).open(NOWHERE).unwrap());
    let mut record = csv::ByteRecord::new();
    let mut bytes = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        for cell in &record {
            out.write_all(cell).unwrap();
            out.write_all(b";").unwrap();
            bytes += cell.len() as u64 + 1;
        }
        out.write_all(filler).unwrap();
        bytes += filler.len() as u64;
    }
    out.flush().unwrap();
    bytes
}

/// Seconds of processor time that this process used, as far as the system tells.
fn processor() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

/// The cost of `rounds` calls, in seconds.
fn cost(rounds: usize, mut work: impl FnMut()) -> f64 {
    let (start, before) = (Instant::now(), processor());
    (0..rounds).for_each(|_| work());
    let used = processor().zip(before).map(|(after, before)| after - before);
    used.unwrap_or_else(|| start.elapsed().as_secs_f64())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn bench(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let (file, out): (PathBuf, PathBuf) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
    fs::write(&file, batch::lines(ROWS, false)).unwrap();
    let texts = texts(Language::Dutch);
    assert_eq!(score(&file, &out, 1, &texts), Summary { assessed: ROWS as u64, rejected: 0 });
    let written = fs::metadata(&out).unwrap().len();
    let own = by_hand(&file, b';', b"");
    let filler = vec![b'-'; usize::try_from((written - own) / ROWS as u64).unwrap()];
    let short = written - by_hand(&file, b';', &filler);
    assert!(short < 2 * ROWS as u64, "both write as much, to {short} bytes of {written}");

    let nowhere = Path::new(NOWHERE);
    let mut group = criterion.benchmark_group("score");
    group.sample_size(10).throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("csv::ByteRecord", |b| b.iter(|| by_hand(&file, b';', &filler)));
    group.bench_function("one thread", |b| b.iter(|| score(&file, nowhere, 1, &texts)));
    group.bench_function("two threads", |b| b.iter(|| score(&file, nowhere, 2, &texts)));
    group.finish();

    // Turn and turn about, so that what else the machine does meets all of them.
    let mut ratios: [Vec<f64>; 2] = Default::default();
    for _ in 0..7 {
        let hand = cost(6, || {
            by_hand(&file, b';', &filler);
        });
        for (ratios, threads) in ratios.iter_mut().zip([1, 2]) {
            let scored = cost(6, || {
                score(&file, nowhere, threads, &texts);
            });
            ratios.push(scored / hand);
        }
    }
    let [one, two] = ratios.map(median);
    println!("cost of score / csv::ByteRecord: {one:.2} with one thread, {two:.2} with two");
}

criterion_group!(benches, bench);

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--rows").skip(1);
    if let Some(rows) = arguments.next() {
        large::run(rows.parse().expect("--rows is followed by a number"));
    } else {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
}
