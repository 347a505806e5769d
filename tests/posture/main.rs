//! The trunk sensor against documents, other programs and optical truth: every row of
//! `fixtures/published/posture/`.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and shows what it measured")]

mod gravity;
mod known;
mod people;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rugwijzer::domain::{Language, Phrase};
use rugwijzer::input::recording::cwa::Cwa;
use rugwijzer::input::recording::{Block, Error, Info, Recording};
use rugwijzer::method::posture::trunk_flexion::planning;
use rugwijzer::run::posture::{self, Options, Stretch, summary::LIMIT_PCT};
use rugwijzer::signal::exposure::{ANGLES_DEG, AT_60};
use rugwijzer::signal::{bootstrap, calibration, episode, fusion, lowpass, quantile, tilt};
use rugwijzer::text::Catalogue;
use sha2::{Digest, Sha256};

const GRAVITY: f64 = 9.806_65;

type Row = BTreeMap<String, String>;

/// The rows of a table of published cases. Its last four columns must be filled.
fn cases(table: &str) -> Vec<Row> {
    let path = format!("{}/fixtures/published/posture/{table}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let rows: Vec<Row> = reader
        .records()
        .map(|row| header.iter().map(str::to_owned).zip(row.unwrap().iter().map(str::to_owned)).collect())
        .collect();
    assert!(!rows.is_empty(), "{table} holds no case");
    for row in &rows {
        for column in ["source", "locator", "tolerance", "tolerance_reason"] {
            assert!(!row[column].is_empty(), "{table} {} lacks its {column}", row["case"]);
        }
    }
    rows
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{}: {column} is {:?}", row["case"], row[column]))
}

fn numbers(row: &Row, column: &str) -> Vec<f64> {
    row[column].split_whitespace().map(|text| text.parse().unwrap()).collect()
}

fn vector(row: &Row, prefix: &str) -> [f64; 3] {
    ["x", "y", "z"].map(|axis| number(row, &format!("{prefix}{axis}")))
}

/// Whether `found` is what the row expects within its tolerance; an empty cell expects nothing.
fn agrees(row: &Row, column: &str, found: Option<f64>) -> bool {
    match (row[column].parse::<f64>().ok(), found) {
        (None, None) => true,
        (Some(expected), Some(found)) => (found - expected).abs() <= number(row, "tolerance"),
        _ => false,
    }
}

#[track_caller]
fn check(row: &Row, column: &str, found: Option<f64>) {
    assert!(agrees(row, column, found), "{} {column}: expected {:?}, found {found:?}", row["case"], row[column]);
}

#[test]
fn the_comparison_can_fail() {
    let row: Row = [("tolerance", "0.1"), ("a", "2"), ("none", "")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    assert!(agrees(&row, "a", Some(2.05)) && agrees(&row, "none", None));
    assert!(!agrees(&row, "a", Some(2.2)) && !agrees(&row, "a", None));
    assert!(!agrees(&row, "none", Some(0.0)) && !agrees(&row, "a", Some(f64::NAN)));
}

#[test]
fn angles() {
    for row in cases("tilt") {
        let up = vector(&row, "");
        check(&row, "inclination_deg", tilt::inclination_deg(up));
        check(&row, "sagittal_deg", tilt::sagittal_deg(up));
        check(&row, "lateral_deg", tilt::lateral_deg(up));
    }
}

#[test]
fn zero_postures() {
    for row in cases("reference") {
        let upright = vector(&row, "upright_");
        let frame = match row["kind"].as_str() {
            "standing" => calibration::Frame::standing(upright),
            _ => calibration::Frame::functional(upright, vector(&row, "bow_")),
        };
        let body = frame.unwrap().to_body(vector(&row, ""));
        check(&row, "inclination_deg", tilt::inclination_deg(body));
        check(&row, "inclination_deg", tilt::inclination_from_deg(vector(&row, ""), upright));
        for (column, found) in [("sagittal_deg", tilt::sagittal_deg(body)), ("lateral_deg", tilt::lateral_deg(body))] {
            if !row[column].is_empty() {
                check(&row, column, found);
            }
        }
        for (expected, found) in numbers(&row, "body").iter().zip(body) {
            assert!((expected - found).abs() < number(&row, "tolerance"), "{}", row["case"]);
        }
    }
}

/// Values such as `10x70` (70 of 10) or `-x30` (30 of nothing).
fn series(text: &str) -> Vec<Option<f64>> {
    text.split([' '])
        .flat_map(|part| {
            let (value, times) = part.split_once('x').unwrap();
            std::iter::repeat_n(value.parse().ok(), times.parse().unwrap())
        })
        .collect()
}

fn lean(degrees: f64) -> [f64; 3] {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    [-sine * GRAVITY, 0.0, cosine * GRAVITY]
}

#[test]
fn shares_of_time() {
    for row in cases("time") {
        let spans = numbers(&row, "spans_s");
        let mut exposure = rugwijzer::signal::exposure::Exposure::new(1.0, GRAVITY, Vec::new());
        let mut time = 0.0;
        for (at, value) in series(&row["series"]).into_iter().enumerate() {
            let span = spans.get(at).copied().unwrap_or(1.0);
            if let Some(degrees) = value {
                // A degree of sway a second: so still is no wearer.
                let sway = if at % 2 == 0 { 0.5 } else { -0.5 };
                exposure.add(&[time], &[span], &[lean(degrees + sway)]);
            }
            time += span;
        }
        let counted = exposure.finish();
        let sum = |of: fn(&rugwijzer::signal::exposure::Second) -> f32| {
            counted.seconds.iter().map(|second| f64::from(of(second))).sum::<f64>()
        };
        let share = 100.0 * sum(|s| s.forward[AT_60]) / sum(|s| s.measured);
        check(&row, "share_pct", Some(share));
        assert_eq!((share > LIMIT_PCT).to_string(), row["above_limit"], "{}", row["case"]);
    }
}

#[test]
fn episodes() {
    for row in cases("episodes") {
        // Here the length comes first: `10x20` is ten seconds at 20°.
        let series: Vec<f32> = row["series"]
            .split(',')
            .flat_map(|part| {
                let (times, degrees) = part.split_once('x').unwrap();
                std::iter::repeat_n(degrees.parse::<f32>().unwrap(), times.parse().unwrap())
            })
            .collect();
        let runs = episode::runs(&episode::median5(&series), 60.0);
        check(&row, "longest_s", episode::Episodes::of(runs.into_iter().map(|(_, length)| length)).longest_s);
    }
}

#[test]
fn percentiles() {
    for row in cases("percentiles") {
        check(&row, "expected", quantile::type7(&numbers(&row, "values"), number(&row, "percent")));
    }
}

#[test]
fn velocities() {
    for row in cases("velocity") {
        let found = tilt::velocities(vector(&row, "from_"), vector(&row, "to_"), number(&row, "seconds"));
        check(&row, "inclination_deg_s", found.map(|both| both.0));
        check(&row, "generalized_deg_s", found.map(|both| both.1));
    }
}

#[test]
fn filters() {
    for row in cases("filter") {
        let order = row["order"].parse().unwrap();
        let (cutoff, rate) = (number(&row, "cutoff_hz"), number(&row, "rate_hz"));
        let sections = lowpass::butterworth(order, cutoff, rate).unwrap();
        let decibel = |hz| {
            let (re, im) = lowpass::response(&sections, hz, rate);
            20.0 * f64::hypot(re, im).log10()
        };
        if row["a"].is_empty() {
            let (re, im) = lowpass::response(&sections, 0.0, rate);
            check(&row, "gain_dc", Some(re.hypot(im)));
            check(&row, "gain_cutoff_db", Some(decibel(cutoff)));
            check(&row, "gain_cutoff_zero_phase_db", Some(2.0 * decibel(cutoff)));
            let (re, im) = lowpass::response(&sections, 1e-4, rate);
            check(&row, "delay_dc_s", Some(-im.atan2(re) / (std::f64::consts::TAU * 1e-4)));
        } else {
            let [section] = sections[..] else { panic!("a second-order filter is one section") };
            let found = [section.b.to_vec(), vec![1.0, section.a[0], section.a[1]]].concat();
            for (expected, found) in [numbers(&row, "b"), numbers(&row, "a")].concat().into_iter().zip(found) {
                assert!((expected - found).abs() <= number(&row, "tolerance"), "{} {expected} {found}", row["case"]);
            }
        }
    }
}

#[test]
fn moments_close_together_count_for_less() {
    for row in cases("design_effect") {
        let found =
            planning::design_effect(number(&row, "share_pct") / 100.0, number(&row, "bend_s"), number(&row, "spacing_s"));
        check(&row, "design_effect", Some(found));
    }
}

#[test]
fn the_interval_knows_of_correlation() {
    for row in cases("correlation") {
        let (stay_bent, stay_up) = (number(&row, "p_bent_bent"), number(&row, "p_up_up"));
        let expected = number(&row, "standard_error_pct");
        // The mean of ten days, so that one day's luck does not decide.
        let mut generator = bootstrap::Generator::new(11);
        let mut widths = 0.0;
        for _ in 0..10 {
            let mut bent = false;
            let seconds: Vec<(f32, [f32; 1])> = (0..28_800)
                .map(|_| {
                    if generator.unit() >= if bent { stay_bent } else { stay_up } {
                        bent = !bent;
                    }
                    (1.0, [if bent { 1.0 } else { 0.0 }])
                })
                .collect();
            let [(low, high)] = bootstrap::intervals(&seconds, 400).unwrap();
            widths += (high - low) / (2.0 * 1.96) / 10.0;
        }
        assert!((widths / expected - 1.0).abs() < number(&row, "tolerance"), "{}: {widths} {expected}", row["case"]);
        assert!(widths > 1.3 * number(&row, "standard_error_if_independent_pct"), "{}", row["case"]);
    }
}

/// A recording in memory.
struct Samples {
    info: Info,
    block: Block,
    at: usize,
}

impl Samples {
    fn new(rate_hz: f64, block: Block) -> Self {
        let info = Info {
            rate_hz,
            has_rotation: !block.rotation.is_empty(),
            has_time: true,
            full_scale: None,
            bytes: block.time_s.len() as u64,
        };
        Self { info, block, at: 0 }
    }
}

impl Recording for Samples {
    fn info(&self) -> &Info {
        &self.info
    }

    fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.clear();
        let to = (self.at + 4096).min(self.block.time_s.len());
        block.time_s.extend_from_slice(&self.block.time_s[self.at..to]);
        block.acceleration.extend_from_slice(&self.block.acceleration[self.at..to]);
        if self.info.has_rotation {
            block.rotation.extend_from_slice(&self.block.rotation[self.at..to]);
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

fn analyse(rate_hz: f64, block: &Block, options: &Options) -> posture::Analysis {
    let open = || Ok(Box::new(Samples::new(rate_hz, block.clone())) as Box<dyn Recording>);
    posture::analyse(&open, options, &mut |_, _| {}).unwrap()
}

struct Broad {
    block: Block,
    inclination: Vec<f64>,
    moving: Vec<bool>,
}

fn broad(file: &str) -> Broad {
    let path = format!("{}/fixtures/recordings/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut broad = Broad { block: Block::default(), inclination: Vec::new(), moving: Vec::new() };
    for row in csv::Reader::from_path(path).unwrap().records() {
        let row: Vec<f64> = row.unwrap().iter().map(|cell| cell.parse().unwrap()).collect();
        broad.block.time_s.push(row[0]);
        broad.block.acceleration.push([row[1], row[2], row[3]]);
        broad.block.rotation.push([row[4], row[5], row[6]]);
        broad.inclination.push(row[7]);
        broad.moving.push(row[8] > 0.5);
    }
    broad
}

const BROAD_RATE: f64 = 1.0 / 0.0035;

/// Root mean square error of the inclination while moving, °. The zero is the optical one: the
/// mean up axis of the first two seconds, which is z to within 0.4° and given in the first rows.
fn inclination_error(broad: &Broad, method: fusion::Fusion, reference: [f64; 3]) -> f64 {
    let mut estimator = fusion::estimator(method, BROAD_RATE);
    let mut ups = Vec::new();
    estimator.push(&broad.block.acceleration, &broad.block.rotation, &mut ups);
    estimator.finish(&mut ups);
    let squares: Vec<f64> = (0..ups.len())
        .filter(|&at| broad.moving[at])
        .map(|at| (tilt::inclination_from_deg(ups[at], reference).unwrap() - broad.inclination[at]).powi(2))
        .collect();
    (squares.iter().sum::<f64>() / squares.len() as f64).sqrt()
}

#[test]
fn optical_truth() {
    let mut said = String::new();
    for row in cases("broad") {
        let broad = broad(&row["file"]);
        let reference = match row["file"].as_str() {
            "broad_05_slow_rotation.csv" => [0.003_754_2, 0.004_197_2, 0.999_984_1],
            _ => [0.004_781_3, 0.004_280_3, 0.999_979_4],
        };
        let options = |fusion| Options { reference: Some(Stretch { from: 0.0, to: 2.0 }), fusion, ..Options::default() };
        let found = match row["what"].as_str() {
            "rmse" => inclination_error(&broad, fusion::Fusion::Vqf, reference),
            "acc_rmse" => inclination_error(&broad, fusion::Fusion::Accelerometer, reference),
            what => {
                let stated = (what == "acc_share").then_some(fusion::Fusion::Accelerometer);
                let analysis = analyse(BROAD_RATE, &broad.block, &options(stated));
                let angle = ANGLES_DEG.iter().position(|&angle| (angle - number(&row, "angle_deg")).abs() < 1e-9).unwrap();
                analysis.all.unwrap().shares[angle]
            }
        };
        writeln!(said, "{}: {found:.4}, expected {}", row["case"], row["expected"]).unwrap();
        check(&row, "expected", Some(found));
        if row["what"] == "rmse" {
            assert!(found <= 1.2, "the goal of 1.2°");
        }
    }
    println!("{said}");
}

#[test]
fn an_accelerometer_alone_is_distrusted_when_movement_is_fast() {
    let distrusts = |file: &str, diary: Vec<posture::Entry>| {
        let options = Options {
            reference: Some(Stretch { from: 0.0, to: 2.0 }),
            fusion: Some(fusion::Fusion::Accelerometer),
            diary,
            ..Options::default()
        };
        let analysis = analyse(BROAD_RATE, &broad(file).block, &options);
        analysis.notes.iter().any(|note| note.key == "posture.note.too_dynamic")
    };
    assert!(!distrusts("broad_05_slow_rotation.csv", Vec::new()), "1.5° of error");
    assert!(distrusts("broad_07_fast_rotation.csv", Vec::new()), "16° of error");
    let still = posture::Entry { from: 0.0, to: 2.0, task: "standing still".to_owned() };
    assert!(!distrusts("broad_07_fast_rotation.csv", vec![still]), "what moves outside the work does not count");
}

/// The digest of all samples as lines of whole numbers `x,y,z`.
fn digest(samples: &[[f64; 3]], steps_per_unit: f64) -> String {
    let mut hash = Sha256::new();
    for sample in samples {
        let [x, y, z] = sample.map(|value| {
            let steps = value * steps_per_unit;
            assert!((steps - steps.round()).abs() < 1e-6, "{steps} is no whole number of steps");
            steps.round()
        });
        hash.update(format!("{x},{y},{z}\n"));
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

fn read_all(recording: &mut dyn Recording) -> Block {
    let mut all = Block::default();
    let mut block = Block::default();
    while recording.read(&mut block).unwrap() {
        all.time_s.append(&mut block.time_s);
        all.acceleration.append(&mut block.acceleration);
        all.rotation.append(&mut block.rotation);
    }
    all
}

#[test]
fn files_of_makers_decode_to_the_last_bit() {
    for row in cases("files") {
        let path = format!("{}/fixtures/recordings/{}", env!("CARGO_MANIFEST_DIR"), row["file"]);
        let mut recording = Cwa::open(path.as_ref()).unwrap();
        let info = recording.info().clone();
        assert!((info.rate_hz - number(&row, "rate_nominal_hz")).abs() < 1e-9);
        assert!((info.full_scale.unwrap() / GRAVITY - number(&row, "full_scale_g")).abs() < 1e-9);
        assert_eq!(info.has_rotation, row["has_rotation"] == "yes");
        let all = read_all(&mut recording);
        assert_eq!(all.acceleration.len().to_string(), row["samples"]);
        assert_eq!(digest(&all.acceleration, number(&row, "acceleration_scale") / GRAVITY), row["acceleration_sha256"]);
        if info.has_rotation {
            let steps = number(&row, "rotation_scale_dps") * 180.0 / std::f64::consts::PI;
            assert_eq!(digest(&all.rotation, steps), row["rotation_sha256"]);
        }
        assert!(all.time_s.windows(2).all(|pair| pair[1] > pair[0]));
        assert_eq!(recording.notes(), []);
        // The stored times are rounded to the sector's nearest sample or two; ours are not.
        let expected = path.replace(".cwa", ".expected.csv");
        let mut worst: f64 = 0.0;
        for line in csv::Reader::from_path(expected).unwrap().records() {
            let line: Vec<f64> = line.unwrap().iter().map(|cell| cell.parse().unwrap()).collect();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number")]
            let at = line[0] as usize;
            worst = worst.max((all.time_s[at] - line[1]).abs());
            for axis in 0..3 {
                assert!((all.acceleration[at][axis] / GRAVITY - line[2 + axis]).abs() <= 6e-7);
            }
        }
        assert!(worst < 0.02, "{} times differ by {worst} s", row["file"]);
    }
}

#[test]
fn a_damaged_cwa_file_is_read_as_far_as_it_can_be_believed() {
    let path = format!("{}/fixtures/recordings/ax3_sample.cwa", env!("CARGO_MANIFEST_DIR"));
    let whole = std::fs::read(path).unwrap();
    let read = |bytes: &[u8]| {
        let mut recording = Cwa::new(bytes, bytes.len() as u64).unwrap();
        let all = read_all(&mut recording);
        (all, recording.notes().iter().map(|note| note.key).collect::<Vec<_>>())
    };
    let (cut, notes) = read(&whole[..whole.len() - 100]);
    assert_eq!((cut.acceleration.len(), notes), (58_680, vec!["recording.cwa.cut"]));
    let mut flipped = whole.clone();
    flipped[1024 + 512 * 10 + 200] ^= 0x10;
    let (less, notes) = read(&flipped);
    assert_eq!((less.acceleration.len(), notes), (58_680, vec!["recording.cwa.bad_sectors"]));
    let step = less.time_s.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    assert!((step - 0.61).abs() < 0.02, "the lost sector is a gap of {step} s");
    let (full, _) = read(&whole);
    assert!((full.time_s[58_799] - less.time_s[58_679]).abs() < 1e-9);
    assert!(matches!(Cwa::new(&whole[..500], 500), Err(Error::Format(_))));
    assert!(matches!(Cwa::new(&whole[512..], 500), Err(Error::Format(_))));
}

/// A day at 20 Hz: still standing, then bends of 10 s at 70° in every 100 s, with sway.
fn day(seconds: usize) -> Block {
    let mut block = Block::default();
    for at in 0..seconds * 20 {
        let time = at as f64 / 20.0;
        let sway = if time < 10.0 { 0.1 } else { 2.0 * (time * 1.3).sin() };
        let bent = time >= 60.0 && time % 100.0 >= 60.0 && time % 100.0 < 70.0;
        block.time_s.push(time);
        block.acceleration.push(lean(sway + if bent { 70.0 } else { 0.0 }));
    }
    block
}

fn standing() -> Options {
    Options { reference: Some(Stretch { from: 0.0, to: 9.0 }), ..Options::default() }
}

#[test]
fn a_plain_day_is_what_it_is() {
    let block = day(7200);
    let analysis = analyse(20.0, &block, &standing());
    let all = analysis.all.clone().unwrap();
    let forward = all.forward.unwrap();
    assert!((analysis.worn_seconds - 7200.0).abs() < 0.1);
    // The low-pass takes a tenth of a second off each edge of a bend that begins at once.
    assert!((forward.shares[AT_60] - 9.8).abs() < 0.05, "{forward:?}");
    assert_eq!((forward.episodes[1].count, forward.episodes[1].median_s), (72, Some(10.0)));
    let [_, (low, high)] = forward.intervals.unwrap();
    assert!(
        low > 5.0
            && low <= forward.shares[AT_60]
            && high >= forward.shares[AT_60]
            && forward.verdicts[1] == posture::Verdict::Above
    );
    assert!(forward.shifted[1][0] > forward.shares[AT_60] && forward.shifted[1][1] < forward.shares[AT_60]);
    assert!(analysis.recorded_trunk().is_some());
    let again = analyse(20.0, &block, &standing());
    assert_eq!(again.all, analysis.all, "the same file gives the same interval");
}

#[test]
fn without_a_zero_posture_there_is_no_share() {
    let block = day(700);
    let none = analyse(20.0, &block, &Options::default());
    assert!(none.is_rejected() && none.all.is_none() && none.recorded_trunk().is_none());
    assert!(none.notes.iter().any(|note| note.key == "posture.note.no_reference"));
    let moving = Options {
        reference: Some(Stretch { from: 55.0, to: 75.0 }),
        axes: Some("x=x,y=y,z=z".parse().unwrap()),
        ..Options::default()
    };
    let refused = analyse(20.0, &block, &moving);
    assert!(matches!(refused.reference, posture::Reference::None(Some(_))), "never a silent other zero");
    assert!(refused.is_rejected());
    let stated = Options { reference: None, ..moving };
    assert_eq!(analyse(20.0, &block, &stated).reference.kind(), "sensor");
}

#[test]
fn gaps_ranges_and_diaries_leave_the_denominator() {
    let mut block = day(1300);
    let keep: Vec<usize> = (0..block.time_s.len()).filter(|&at| !(400.0..600.0).contains(&block.time_s[at])).collect();
    block.time_s = keep.iter().map(|&at| block.time_s[at]).collect();
    block.acceleration = keep.iter().map(|&at| block.acceleration[at]).collect();
    let gap = analyse(20.0, &block, &standing());
    assert!((gap.worn_seconds - 1100.0).abs() < 0.2 && (gap.seconds - 1300.0).abs() < 0.2);
    assert!(gap.notes.iter().any(|note| note.key == "posture.note.gap"));
    let range = Options { range: Stretch { from: 100.0, to: 300.0 }, ..standing() };
    let part = analyse(20.0, &block, &range);
    assert!((part.worn_seconds - 200.0).abs() < 0.1 && part.samples == 4000);
    assert!((part.all.unwrap().forward.unwrap().shares[AT_60] - 9.8).abs() < 0.2);
    let diary = posture::diary::read("start;end;task\n60;70;bend\n700;760;stand\n", None).unwrap();
    let tasks = analyse(20.0, &block, &Options { diary, ..standing() });
    assert!((tasks.worn_seconds - 70.0).abs() < 0.1);
    let share = |task: usize| tasks.tasks[task].1.as_ref().unwrap().forward.as_ref().unwrap().shares[AT_60];
    assert!(share(0) > 97.0 && share(1) < 0.5, "{} {}", share(0), share(1));
}

#[test]
fn mounting_is_taken_from_a_bow_or_asked_for() {
    // The sensor on its head and turned: its −y points to the head, its z forward.
    let turn = |[x, y, z]: [f64; 3]| [-y, -z, x];
    let mut block = Block::default();
    for at in 0..20 * 120 {
        let time = f64::from(at) / 20.0;
        let angle = match time {
            t if t < 10.0 => 0.0,
            t if t < 12.0 => 30.0 * (t - 10.0),
            t if t < 20.0 => 60.0,
            t if t < 60.0 => 0.0,
            _ => 80.0,
        };
        block.time_s.push(time);
        block.acceleration.push(turn(lean(angle + 0.3 * (time * 2.0).sin())));
    }
    let found = |options: &Options| analyse(20.0, &block, options);
    let blind = found(&standing());
    let all = blind.all.as_ref().unwrap();
    assert!(all.forward.is_none() && all.shares[AT_60] > 50.0);
    assert!(blind.notes.iter().any(|note| note.key == "posture.note.forward_unknown"));
    let bow = Options { bow: Some(Stretch { from: 13.0, to: 19.0 }), ..standing() };
    let functional = found(&bow);
    assert_eq!(functional.reference.kind(), "functional");
    let share = functional.all.unwrap().forward.unwrap().shares[AT_60];
    let stated = Options { axes: Some("x=z,y=-x,z=-y".parse().unwrap()), ..standing() };
    let known = found(&stated).all.unwrap().forward.unwrap().shares[AT_60];
    assert!((share - known).abs() < 2.0 && share > 50.0, "{share} {known}");
}

#[test]
fn every_sentence_is_there_in_both_languages() {
    let block = day(1300);
    let diary = posture::diary::read("start;end;task\n60;70;bend\n9000;9001;later\n", None).unwrap();
    let runs = [
        analyse(20.0, &block, &standing()),
        analyse(20.0, &block, &Options::default()),
        analyse(20.0, &block, &Options { diary, ..standing() }),
        analyse(20.0, &block, &Options { reference: Some(Stretch { from: 0.0, to: 0.5 }), ..Options::default() }),
        analyse(20.0, &block, &Options { reference: Some(Stretch { from: 55.0, to: 75.0 }), ..Options::default() }),
        analyse(20.0, &block, &Options { bow: Some(Stretch { from: 3.0, to: 8.0 }), ..standing() }),
    ];
    for language in [Language::Dutch, Language::English] {
        let texts = Catalogue::new(language, [posture::TEXT, rugwijzer::input::recording::cwa::TEXT]);
        for analysis in &runs {
            for line in posture::table::lines("a.csv", analysis) {
                let said = texts.say(&line);
                assert!(!said.is_empty() && !said.contains(['{', '}']), "{said}");
            }
        }
        #[cfg(feature = "app")]
        {
            let named: Vec<_> = runs.iter().map(|run| ("a.csv".to_owned(), Ok(run.clone()))).collect();
            let document = posture::json::document(&named, &texts);
            assert_eq!(document["schema"], "rugwijzer/posture/1");
            let first = &document["recordings"][0];
            assert_eq!(first["reference"]["kind"], "standing");
            assert!((first["forward_shares_pct"]["60"].as_f64().unwrap() - 10.0).abs() < 0.3);
            assert!(first["zero_shift_pct"]["60"]["-5"].is_number() && first["episodes"]["60"]["count"].is_number());
            let none = &document["recordings"][1];
            assert!(none["shares_pct"].is_null() && none["reference"]["kind"] == "none");
        }
    }
}
