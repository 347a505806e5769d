//! What goes wrong around the program: it is killed, the disk is full, its input changes under its
//! hands. OUT is the old file or the new one, never half of one, and nothing hangs.
#![cfg(all(feature = "app", unix))]
#![allow(clippy::unwrap_used, reason = "a test that cannot make its fault must stop")]
#![allow(clippy::print_stderr, reason = "a test that could not make its fault says so")]

mod support;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::batch;
use support::program::{Ran, command, ended, run as program, run_with};

const ROWS: usize = 20_000;
/// What hangs takes longer, on any machine, however busy.
const PATIENCE: Duration = Duration::from_mins(2);
const HEAD: &str = "task;load_kg\n";

/// A folder with a task file, and an OUT from an earlier day.
struct Place {
    folder: tempfile::TempDir,
    file: PathBuf,
    out: PathBuf,
}

impl Place {
    fn new(input: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (file, out) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
        fs::write(&file, input).unwrap();
        fs::write(&out, "old").unwrap();
        Self { folder, file, out }
    }

    fn arguments(&self) -> [&str; 4] {
        ["score", self.file.to_str().unwrap(), "-o", self.out.to_str().unwrap()]
    }

    /// What lies beside the task file and OUT.
    fn litter(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "in.csv" && name != "out.csv").collect()
    }

    fn kept_old(&self) {
        assert_eq!(fs::read(&self.out).unwrap(), b"old");
        assert_eq!(self.litter(), [""; 0]);
    }
}

/// The program on `input` with at most a GB of memory to itself.
fn bounded(input: &[u8]) -> (Ran, Duration) {
    let place = Place::new(input);
    let start = Instant::now();
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -v 1000000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_rugwijzer")]);
    shell.args(["score", place.file.to_str().unwrap(), "--threads", "2"]);
    let ran = ended(shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    (ran, start.elapsed())
}

fn rows(out: &[u8]) -> usize {
    // The piece after the last line feed, and the header, are no rows.
    out.split(|&byte| byte == b'\n').count() - 2
}

#[test]
fn killed_at_any_moment_out_is_old_or_new() {
    let place = Place::new(&batch::lines(ROWS, false));
    let start = Instant::now();
    assert_eq!(program(&place.arguments()).status, Some(0));
    let whole = start.elapsed();
    let new = fs::read(&place.out).unwrap();
    let mut killed = 0;
    for part in [0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 0.97, 1.05] {
        fs::write(&place.out, "old").unwrap();
        let mut child = command(&place.arguments()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(whole.mul_f64(part));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        let found = fs::read(&place.out).unwrap();
        assert!(found == b"old" || found == new, "{} bytes of {} after a kill at {part}", found.len(), new.len());
        for name in place.litter() {
            assert!(name.starts_with(".rugwijzer-") && Path::new(&name).extension().is_some_and(|end| end == "part"), "{name}");
        }
    }
    assert!(killed > 0, "no run was killed");
    assert_eq!(program(&place.arguments()).status, Some(0));
    assert_eq!(place.litter(), [""; 0], "the next run takes away what the killed ones left");
}

/// Ctrl-C and what a scheduler or a shutdown sends: the old file stays, and nothing beside it.
#[test]
fn stopped_from_outside_it_takes_away_what_it_was_writing() {
    for signal in ["INT", "TERM", "HUP"] {
        let place = Place::new(b"");
        let arguments = ["score", "-", "-o", place.out.to_str().unwrap()];
        let mut child = command(&arguments).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(&batch::lines(ROWS, false)).unwrap();
        let begun = Instant::now();
        while place.litter().is_empty() && begun.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
        assert!(!place.litter().is_empty(), "it never began to write");
        let kill = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}");
        place.kept_old();
    }
}

#[test]
fn killed_halfway_out_is_old_and_the_next_run_is_whole() {
    let input = batch::lines(ROWS, false);
    let place = Place::new(&input);
    let arguments = ["score", "-", "-o", place.out.to_str().unwrap()];
    let mut child = command(&arguments).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(&input[..input.len() * 3 / 4]).unwrap();
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None);
    assert_eq!(fs::read(&place.out).unwrap(), b"old");
    assert_eq!(program(&place.arguments()).status, Some(0));
    assert_eq!(rows(&fs::read(&place.out).unwrap()), ROWS);
}

#[test]
fn a_full_disk_is_said() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        eprintln!("skipped: there is no /dev/full here");
        return;
    }
    let place = Place::new(&batch::lines(100, false));
    let file = place.file.to_str().unwrap();
    for arguments in [vec!["score", file], vec!["report", file, "--format", "md"], vec!["template"]] {
        let ran = program(&[arguments.as_slice(), &["-o", "/dev/full"]].concat());
        assert!(ran.status == Some(1) && ran.said.contains("de schijf is vol"), "{arguments:?}: {ran:?}");
    }
    for arguments in
        [vec!["score", file], vec!["report", file], vec!["template"], vec!["explain", "niosh"], vec!["redesign", file]]
    {
        let child = command(&arguments).stdout(File::options().write(true).open(full).unwrap()).stderr(Stdio::piped()).spawn();
        let ran = ended(child.unwrap());
        assert!(ran.status == Some(1) && ran.said.contains("de schijf is vol"), "{arguments:?}: {ran:?}");
    }
}

/// A file system of 256 KiB, taken away again at the end.
struct Tiny(tempfile::TempDir);

impl Tiny {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(folder.path()).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then(|| Self(folder))
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_disk_that_fills_up_keeps_the_old_out() {
    let Some(tiny) = Tiny::mount() else {
        eprintln!("skipped: no small file system can be mounted here");
        return;
    };
    let place = Place::new(&batch::lines(5_000, false));
    let out = tiny.0.path().join("out.csv");
    fs::write(&out, "old").unwrap();
    let ran = program(&["score", place.file.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert!(ran.status == Some(1) && ran.said.contains("de schijf is vol"), "{ran:?}");
    assert_eq!(fs::read(&out).unwrap(), b"old");
    assert_eq!(fs::read_dir(tiny.0.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn a_folder_that_cannot_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&batch::lines(10, false));
    let shut = place.folder.path().join("shut");
    fs::create_dir(&shut).unwrap();
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o555)).unwrap();
    let arguments = ["score", place.file.to_str().unwrap(), "-o"].map(str::to_owned);
    let arguments = [&arguments[..], &[shut.join("out.csv").to_str().unwrap().to_owned()]].concat();
    let ran = if File::create(shut.join("try")).is_err() {
        program(&arguments)
    } else {
        // This user may write anywhere: without that right the permissions hold.
        fs::remove_file(shut.join("try")).unwrap();
        let mut bound = Command::new("setpriv");
        bound.args(["--bounding-set=-dac_override,-dac_read_search", env!("CARGO_BIN_EXE_rugwijzer")]).args(&arguments);
        let Ok(child) = bound.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() else {
            eprintln!("skipped: permissions do not bind this user, and there is no setpriv here");
            return;
        };
        ended(child)
    };
    assert!(ran.status == Some(1) && ran.said.contains("geen toegang"), "{ran:?}");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(fs::read_dir(&shut).unwrap().count(), 0);
}

#[test]
fn an_input_that_ends_in_the_middle_of_a_row_loses_no_row() {
    let input = batch::lines(1_000, false);
    let cut = 30 + input[..input.len() / 2].iter().rposition(|&byte| byte == b'\n').unwrap();
    let whole = rows(&input[..cut]);
    let ran = run_with(&["score", "-"], &input[..cut]);
    assert_eq!(ran.status, Some(3), "{}", ran.said);
    assert_eq!(rows(&ran.out), whole + 1, "the row that was cut off too");
    assert!(ran.said.contains(&format!("rij {}", whole + 2)), "{}", ran.said);
}

/// Scores a file of some MB while `change` does something to it. Every row is rejected, so that
/// the run cannot end before its messages are read: that is done after the change.
fn meanwhile(change: impl FnOnce(&Path)) {
    let row = format!("doos;zwaar;{}\n", "o".repeat(1_000));
    let place = Place::new(format!("task;load_kg;note\n{}", row.repeat(4_000)).as_bytes());
    let mut child = command(&place.arguments()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    child.stderr.as_mut().unwrap().read_exact(&mut first).unwrap();
    change(&place.file);
    let ran = ended(child);
    assert!(ran.status == Some(1) && ran.said.contains("in.csv: dit bestand is veranderd"), "{:?} {}", ran.status, ran.said);
    place.kept_old();
}

#[test]
fn an_input_that_shrinks_or_grows_while_it_is_read_is_refused() {
    meanwhile(|file| File::options().write(true).open(file).unwrap().set_len(3_000_000).unwrap());
    meanwhile(|file| File::options().append(true).open(file).unwrap().write_all(b"zak;7;\n").unwrap());
    meanwhile(|file| {
        let file = File::options().write(true).open(file).unwrap();
        file.set_modified(std::time::SystemTime::now() + Duration::from_secs(2)).unwrap();
    });
}

#[test]
fn two_runs_on_one_out_leave_the_whole_of_one() {
    let place = Place::new(&batch::lines(5_000, false));
    let other = Place::new(&batch::lines(6_000, true));
    let out = place.out.to_str().unwrap();
    let expected = [&place, &other].map(|place| program(&["score", place.file.to_str().unwrap()]).out);
    let runs = [&place, &other].map(|place| {
        let arguments = ["score", place.file.to_str().unwrap(), "-o", out];
        command(&arguments).stderr(Stdio::null()).spawn().unwrap()
    });
    let [first, second] = runs.map(|mut child| child.wait().unwrap().code());
    assert_eq!((first, second), (Some(0), Some(3)));
    let found = fs::read(&place.out).unwrap();
    assert!(expected.contains(&found), "{} bytes are neither", found.len());
    assert_eq!(place.litter(), [""; 0]);
}

#[test]
fn a_million_columns_are_refused() {
    // Beyond the first block, and within it.
    for columns in [1_000_000, 50_000] {
        let mut input = HEAD.trim_end().as_bytes().to_vec();
        for number in 0..columns {
            write!(input, ";c{number}").unwrap();
        }
        input.extend_from_slice(b"\ndoos;12,5\n");
        let (ran, took) = bounded(&input);
        assert!(ran.status == Some(1) && ran.out.is_empty(), "{:?}", ran.status);
        assert!(ran.said.contains("De kopregel is te lang") && ran.said.len() < 1_000, "{}", ran.said);
        assert!(took < PATIENCE, "{took:?}");
    }
}

#[test]
fn a_line_without_end_is_refused_after_a_bounded_part_of_it() {
    let place = Place::new(b"");
    let out = place.out.to_str().unwrap();
    let mut child = command(&["score", "-", "-o", out]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(HEAD.as_bytes()).unwrap();
    let mut taken = 0;
    let much = vec![b'a'; 1 << 20];
    // A GiB is offered; the program stops reading long before.
    while taken < 1024 && pipe.write_all(&much).is_ok() {
        taken += 1;
    }
    drop(pipe);
    let ran = ended(child);
    assert!(taken < 64, "{taken} MiB were read");
    assert!(ran.status == Some(1) && ran.said.contains("Rij 2 is langer"), "{ran:?}");
    place.kept_old();
}

/// A file of which one line is a GB, as a disk holds it without taking the room.
#[test]
fn a_line_of_a_gigabyte_in_a_file_is_refused() {
    let place = Place::new(HEAD.as_bytes());
    // A hole reads as zero bytes; that they are no text is not what is refused here.
    File::options().write(true).open(&place.file).unwrap().set_len(1 << 30).unwrap();
    let (start, ran) = (Instant::now(), program(&place.arguments()));
    assert!(ran.status == Some(1) && ran.said.contains("Rij 2 is langer"), "{ran:?}");
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    place.kept_old();
}

/// Every byte of this log may begin a record of 7 710 bytes, and none does. To try each took 10 s
/// for a quarter of a MB; this is thirty times as much.
#[test]
fn a_recording_of_nothing_but_beginnings_ends_in_bounded_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.gt3x");
    let mut archive = zip::ZipWriter::new(File::create(&file).unwrap());
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("info.txt", options).unwrap();
    archive.write_all(b"Serial Number: NEO1C16110020\r\nSample Rate: 30\r\nAcceleration Scale: 256.0\r\n").unwrap();
    archive.start_file("log.bin", options).unwrap();
    let mut record = vec![0x1e, 0, 100, 0, 0, 0, 135, 0];
    record.extend([0; 135]);
    record.push(!record.iter().fold(0, |sum, byte| sum ^ byte));
    archive.write_all(&record).unwrap();
    for _ in 0..8 {
        archive.write_all(&vec![0x1e; 1 << 20]).unwrap();
    }
    archive.finish().unwrap();
    let start = Instant::now();
    let ran = program(&["posture", file.to_str().unwrap(), "--axes", "x=x,y=y,z=z"]);
    assert!(matches!(ran.status, Some(0 | 1 | 3)), "{ran:?}");
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn zero_bytes_cost_their_row_only() {
    let ran = run_with(&["score", "-"], b"task;load_kg\nkrat;4\nza\0k;12,5\ndoos;7\n");
    assert_eq!(ran.status, Some(3), "{}", ran.said);
    assert_eq!(rows(&ran.out), 3);
    assert!(ran.said.contains("rij 3") && !ran.said.contains("rij 2") && !ran.said.contains("rij 4"), "{}", ran.said);
}

#[test]
fn quotes_upon_quotes_end_in_bounded_time() {
    let deep = [HEAD.as_bytes(), &vec![b'"'; 4 << 20], b"\ndoos;12,5\n"].concat();
    let open = [HEAD.to_owned(), "\"zak;12,5\n".repeat(40_000)].concat().into_bytes();
    let half = [HEAD.to_owned(), "\"z\"\"ak;\"\";\"12,5\n".repeat(40_000)].concat().into_bytes();
    for (name, input) in [("deep", deep), ("open", open), ("half", half)] {
        let (ran, took) = bounded(&input);
        assert!(matches!(ran.status, Some(0 | 1 | 3)), "{name}: {:?} {}", ran.status, &ran.said[..ran.said.len().min(300)]);
        assert!(took < PATIENCE, "{name}: {took:?}");
    }
}

#[test]
fn a_reader_that_goes_away_early_is_no_fault() {
    let place = Place::new(&batch::lines(ROWS, false));
    let mut child =
        command(&["score", place.file.to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut part = vec![0; 4096];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut part).unwrap();
    drop(out);
    let ran = ended(child);
    assert!(ran.status == Some(0) && !ran.said.contains("rugwijzer:"), "{}", ran.said);
}
