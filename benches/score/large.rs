//! The built program on files of many rows, beside the loop and beside its peers. Linux only: what a
//! process used is read below `/proc`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{NOWHERE, batch, by_hand, median};

/// How often each is run, in turn with all others: a machine that others use changes its speed from minute to
/// minute, so that only what ran in one round can be compared, and one round does not tell. Of the longest
/// files fewer rounds are affordable.
const fn rounds(rows: usize) -> usize {
    if rows > 1_000_000 { 3 } else { 11 }
}

/// What the peers write, of our results.
const FEW: &str = "task,niosh_rwl_kg,niosh_li,niosh_class,niosh_limiting_multiplier";

const PEERS: [&str; 3] = ["polars", "duckdb", "pandas"];

/// What one run used.
#[derive(Debug, Clone, Copy)]
struct Used {
    /// Seconds of processor time.
    processor: f64,
    elapsed: f64,
    /// The most resident memory at any moment, MiB.
    memory: f64,
}

/// What is run, and what came of it.
struct Contender<'a> {
    name: String,
    work: Box<dyn Fn() -> Option<Used> + 'a>,
    /// The name of the contender that it is held against, which writes as much.
    against: &'static str,
    used: Vec<Used>,
}

impl<'a> Contender<'a> {
    fn new(name: &str, against: &'static str, work: Box<dyn Fn() -> Option<Used> + 'a>) -> Self {
        Self { name: name.to_owned(), work, against, used: Vec::new() }
    }

    fn median(&self, of: impl Fn(&Used) -> f64) -> f64 {
        median(self.used.iter().map(of).collect())
    }

    /// How much more processor time it used than `other`: the median of the ratios of each round.
    fn times(&self, other: &Self) -> f64 {
        let ratios = self.used.iter().zip(&other.used).filter(|(_, other)| other.processor > 0.0);
        let ratios: Vec<f64> = ratios.map(|(used, other)| used.processor / other.processor).collect();
        if ratios.is_empty() { f64::NAN } else { median(ratios) }
    }

    fn most(&self) -> f64 {
        self.used.iter().map(|used| used.memory).fold(0.0, f64::max)
    }
}

/// Compares on files of `rows`, a tenth and a hundredth of it.
pub(super) fn run(rows: usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    println!(
        "Medians of runs in turn, and of the ratios of each turn; processor time of whole processes (of the loop: of its call)."
    );
    for rows in [rows / 100, rows / 10, rows] {
        println!("\n{rows} rows, {} turns, all methods (42 columns):\n", rounds(rows));
        write(&file, |out| batch::write_all_methods(rows, false, out));
        compare(&file, b';', rows, false);
        println!("\n{rows} rows, the lifting equation only (7 numbers and the grip):\n");
        write(&file, |out| batch::write_lifts(rows, out));
        compare(&file, b',', rows, true);
    }
}

fn write(file: &Path, rows: impl Fn(&mut BufWriter<File>) -> io::Result<()>) {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(file).unwrap());
    rows(&mut out).unwrap();
    out.flush().unwrap();
}

fn compare(file: &Path, delimiter: u8, rows: usize, with_peers: bool) {
    let own = by_hand(file, delimiter, b"") / rows as u64;
    let all = vec![b'-'; filler(file, &[]).saturating_sub(usize::try_from(own).unwrap())];
    let few = vec![b'-'; filler(file, &["--columns", FEW])];
    let copy = || {
        by_hand(file, delimiter, &all);
    };
    let score = |threads: &'static str, more: &'static [&'static str]| -> Box<dyn Fn() -> Option<Used>> {
        let file = file.to_owned();
        Box::new(move || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_rugwijzer"));
            command.args(["score", "--quiet", "--threads", threads, "-o", NOWHERE]).args(more).arg(&file);
            Some(watch(command).expect("score ends well"))
        })
    };
    let mut contenders = vec![
        Contender::new("loop", "loop", Box::new(|| Some(alone(copy)))),
        Contender::new("two loops at once, each", "loop", Box::new(|| Some(twice(copy)))),
        Contender::new("score, 1 thread", "loop", score("1", &[])),
        Contender::new("score, 2 threads", "loop", score("2", &[])),
    ];
    if with_peers {
        contenders.push(Contender::new(
            "loop, 5 columns",
            "loop, 5 columns",
            Box::new(|| Some(alone(|| pass(file, delimiter, &few)))),
        ));
        contenders.push(Contender::new("score, 5 columns, 1 thread", "loop, 5 columns", score("1", &["--columns", FEW])));
        contenders.push(Contender::new("score, 5 columns, 2 threads", "loop, 5 columns", score("2", &["--columns", FEW])));
        for peer in PEERS {
            contenders.push(Contender::new(peer, "loop, 5 columns", Box::new(move || beside(peer, file))));
        }
    }
    for round in 0..rounds(rows) {
        let count = contenders.len();
        for at in 0..count {
            let contender = &mut contenders[(at + round) % count];
            let used = (contender.work)();
            contender.used.extend(used);
        }
    }
    table(&contenders, rows);
}

/// How many bytes a row of the output has.
fn filler(file: &Path, more: &[&str]) -> usize {
    // The beginning stands for the whole: the file may be larger than the disk has room for twice.
    let head = file.with_file_name("head.csv");
    let mut text = Vec::new();
    File::open(file).unwrap().take(4 << 20).read_to_end(&mut text).unwrap();
    text.truncate(text.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1));
    fs::write(&head, text).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_rugwijzer")).args(["score", "--quiet"]).args(more).arg(&head).output().unwrap();
    let lines = output.stdout.split(|&byte| byte == b'\n').count() - 1;
    fs::remove_file(head).unwrap();
    output.stdout.len() / lines
}

/// Reads every cell of every row, and writes `filler` for each row.
fn pass(file: &Path, delimiter: u8, filler: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).buffer_capacity(1 << 20).from_path(file).unwrap();
    let mut out = BufWriter::with_capacity(1 << 18, File::options().write(true).open(NOWHERE).unwrap());
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap() {
        out.write_all(filler).unwrap();
    }
    out.flush().unwrap();
}

fn table(contenders: &[Contender<'_>], rows: usize) {
    let find = |name: &str| contenders.iter().find(|contender| contender.name == name);
    println!("| | ns a row | times the loop that writes as much | most MiB | elapsed s |\n|---|---|---|---|---|");
    for contender in contenders {
        if contender.used.is_empty() {
            println!("| {} | not here | | | |", contender.name);
            continue;
        }
        let (processor, elapsed) = (contender.median(|used| used.processor), contender.median(|used| used.elapsed));
        let times = find(contender.against).map_or(1.0, |hand| contender.times(hand));
        let memory = if contender.most() > 0.0 { format!("{:.0}", contender.most()) } else { String::new() };
        println!("| {} | {:.0} | {:.2} | {memory} | {elapsed:.2} |", contender.name, processor * 1e9 / rows as f64, times);
    }
    if let Some(own) = find("score, 5 columns, 1 thread") {
        for peer in PEERS.iter().filter_map(|peer| find(peer)).filter(|peer| !peer.used.is_empty()) {
            println!("\nscore with the same 5 columns, 1 thread: 1/{:.1} of {}", peer.times(own), peer.name);
        }
    }
    if let (Some(one), Some(two)) = (find("score, 1 thread"), find("score, 2 threads")) {
        let faster = median(one.used.iter().zip(&two.used).map(|(one, two)| one.elapsed / two.elapsed).collect());
        println!("\ntwo threads: {faster:.2} times as fast as one");
    }
}

/// What a call of ours used; its memory is not told apart from the rest of this process.
fn alone(work: impl Fn()) -> Used {
    let (start, before) = (Instant::now(), seconds("/proc/self/stat", 11));
    work();
    Used { processor: seconds("/proc/self/stat", 11) - before, elapsed: start.elapsed().as_secs_f64(), memory: 0.0 }
}

/// What each of two calls used that ran at once: what sharing a machine costs.
fn twice(work: impl Fn() + Sync) -> Used {
    let both = alone(|| {
        thread::scope(|scope| {
            scope.spawn(&work);
            work();
        });
    });
    Used { processor: both.processor / 2.0, ..both }
}

/// The same columns by another program; `None` where it is not installed.
fn beside(peer: &str, file: &Path) -> Option<Used> {
    let mut command = Command::new("python3");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers.py")).arg(peer).args([file, Path::new(NOWHERE)]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    watch(command)
}

/// Runs a process to its end; `None` if it fails.
fn watch(mut command: Command) -> Option<Used> {
    let (start, before) = (Instant::now(), seconds("/proc/self/stat", 13));
    let mut child = command.spawn().ok()?;
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0_f64;
    let ended = loop {
        if let Some(ended) = child.try_wait().ok()? {
            break ended;
        }
        memory = memory.max(peak(&status).unwrap_or(0.0));
        thread::sleep(Duration::from_millis(10));
    };
    let processor = seconds("/proc/self/stat", 13) - before;
    ended.success().then(|| Used { processor, elapsed: start.elapsed().as_secs_f64(), memory })
}

/// The highest resident memory so far, MiB.
fn peak(status: &str) -> Option<f64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}

/// Seconds of processor time of a process itself (`first` 11) or of those that it waited for (13).
fn seconds(stat: &str, first: usize) -> f64 {
    let stat = fs::read_to_string(stat).expect("Linux tells");
    let fields: Vec<&str> = stat.rsplit_once(')').expect("a name in brackets").1.split_whitespace().collect();
    fields[first..first + 2].iter().map(|ticks| ticks.parse::<f64>().unwrap_or(0.0)).sum::<f64>() / 100.0
}
