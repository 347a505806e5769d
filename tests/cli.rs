//! The program as a user meets it: exit statuses, where results and messages go, and what `score`
//! promises of a file.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use rugwijzer::domain::Language;
use rugwijzer::run::{self, Options, Setting, report};
use support::program::{Ran, command, ended, run as program, run_with};
use support::{batch, root};

const MAGAZIJN: &str = "fixtures/tasks/valid/magazijn.csv";
const FAULTY: &str = "fixtures/tasks/broken/typing_error.csv";
const REFUSED: &str = "fixtures/tasks/broken/decimal_ambiguous_only.csv";

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The files of `fixtures/tasks/<folder>` that are CSV.
fn fixtures(folder: &str) -> Vec<String> {
    let folder = format!("fixtures/tasks/{folder}");
    let mut files: Vec<String> = fs::read_dir(root().join(&folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "csv") && name != "expected.csv")
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    files
}

// ---- exit statuses, and what goes where ----

#[test]
fn complete_is_0_and_the_result_is_on_standard_output() {
    for line in [
        "report fixtures/tasks/valid/magazijn.csv",
        "score fixtures/tasks/valid/magazijn.csv",
        "redesign fixtures/tasks/valid/magazijn.csv",
        "redesign fixtures/tasks/valid/magazijn.csv --format json",
        "explain niosh",
        "explain L05",
        "explain return-to-work --weeks 6",
        "template",
        "template niosh mac --lang en",
        "template --list",
        "methods",
        "--help",
        "--version",
    ] {
        let ran = program(&words(line));
        assert_eq!(ran.status, Some(0), "{line}: {}", ran.said);
        assert!(!ran.out.is_empty(), "{line} writes its result to standard output");
        assert!(!ran.said.contains("rugwijzer:"), "{line} has nothing to complain of: {}", ran.said);
    }
}

#[test]
fn rejected_rows_are_3_and_named() {
    for line in ["report", "score", "redesign"] {
        let ran = program(&[line, FAULTY]);
        assert_eq!(ran.status, Some(3), "{line}: {}", ran.said);
        assert!(!ran.out.is_empty(), "{line} writes the rest");
    }
    for line in ["report", "score", "redesign"] {
        let ran = program(&[line, FAULTY]);
        for (row, column, found) in [("rij 3", "kolom grip", "'geod'"), ("rij 4", "kolom last_kg", "'1O'")] {
            let named = ran.said.lines().any(|said| [row, column, found].iter().all(|word| said.contains(word)));
            assert!(named, "{line} names {row}, {column} and {found}: {}", ran.said);
            assert!(
                line == "redesign" || text(&ran.out).contains(found.trim_matches('\'')),
                "the result of {line} names {found}"
            );
        }
    }
}

#[test]
fn quiet_says_nothing_but_failures() {
    for line in ["report", "score", "redesign"] {
        let ran = program(&[line, MAGAZIJN, "--quiet"]);
        assert_eq!((ran.status, ran.said.as_str()), (Some(0), ""), "{line}");
        // Status 3 never comes without its reason.
        let ran = program(&[line, FAULTY, "--quiet"]);
        assert_eq!(ran.status, Some(3), "{line}");
        let named = |row: &str| ran.said.lines().any(|said| said.starts_with(&format!("{FAULTY}, {row}, ")));
        assert!(named("rij 3") && named("rij 4"), "{line}: {}", ran.said);
        assert!(ran.said.lines().all(|said| said.starts_with(FAULTY)), "{line} says nothing else: {}", ran.said);
        let ran = program(&["--quiet", line, "absent.csv"]);
        assert!(ran.status == Some(1) && ran.said.contains("absent.csv"), "{line}: {}", ran.said);
    }
}

#[test]
fn wrong_usage_is_2_and_says_what_is_right() {
    for (line, helps) in [
        ("", "Usage"),
        ("score", "<FILE>"),
        ("report", "<FILE>"),
        ("beoordeel x.csv", "beoordeel"),
        ("report fixtures/tasks/valid/magazijn.csv --format docx", "html, md, json"),
        ("report fixtures/tasks/valid/magazijn.csv -o rapport.docx", "html, md, json"),
        ("report fixtures/tasks/valid/magazijn.csv -o rapport", "--format"),
        ("report absent.csv --format docx", "html, md, json"),
        ("score fixtures/tasks/valid/magazijn.csv --decimal both", "point, comma"),
        ("score fixtures/tasks/valid/magazijn.csv --threads 0", "1..=256"),
        ("report fixtures/tasks/valid/magazijn.csv --lang fr", "nl, en"),
        ("redesign fixtures/tasks/valid/magazijn.csv --row 99", "99"),
        ("redesign fixtures/tasks/valid/magazijn.csv --min-reach dichtbij", "--min-reach"),
        ("explain nioshh", "niosh"),
        ("template nioshh", "niosh"),
    ] {
        let arguments: Vec<&str> = words(line).into_iter().filter(|word| !word.is_empty()).collect();
        let ran = program(&arguments);
        assert_eq!(ran.status, Some(2), "{line}: {}", ran.said);
        assert!(ran.said.contains(helps), "{line} should mention {helps}: {}", ran.said);
        assert!(ran.out.is_empty(), "{line} writes nothing");
    }
    assert!(!root().join("rapport.docx").exists() && !root().join("rapport").exists());
}

/// What stays of an OUT that exists, and of one that does not, when `line` fails.
fn writes_nothing(command: &str, file: &str, said: &str) {
    let folder = tempfile::tempdir().unwrap();
    let ending = if command == "report" { "html" } else { "csv" };
    let (old, new) = (folder.path().join(format!("old.{ending}")), folder.path().join(format!("new.{ending}")));
    fs::write(&old, "old").unwrap();
    for out in [&old, &new] {
        let ran = program(&[command, file, "-o", out.to_str().unwrap()]);
        assert_eq!(ran.status, Some(1), "{command} {file}: {}", ran.said);
        assert!(ran.said.contains(file) && ran.said.contains(said), "{command} {file} should say {said}: {}", ran.said);
        assert!(ran.out.is_empty());
    }
    assert_eq!(fs::read(&old).unwrap(), b"old", "{command} {file}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{command} {file} leaves nothing behind");
}

#[test]
fn a_file_that_is_absent_a_folder_or_refused_is_1_and_nothing_is_written() {
    for command in ["report", "score"] {
        writes_nothing(command, "absent.csv", "dit bestand is er niet");
        if command == "report" {
            writes_nothing(command, "fixtures/tasks", "dit is een map");
        }
        writes_nothing(command, REFUSED, "--decimal");
    }
    for (file, said) in [("absent.csv", "dit bestand is er niet"), ("fixtures/tasks", "dit is een map"), (REFUSED, "--decimal")]
    {
        let ran = program(&["redesign", file]);
        assert!(ran.status == Some(1) && ran.out.is_empty() && ran.said.contains(said), "redesign {file}: {ran:?}");
    }
}

#[test]
fn an_out_that_cannot_be_written_is_1() {
    let folder = tempfile::tempdir().unwrap();
    for out in [folder.path().to_path_buf(), folder.path().join("absent/out.csv")] {
        for arguments in [vec!["score", MAGAZIJN], vec!["template"], vec!["report", MAGAZIJN, "--format", "md"]] {
            // A folder is where score puts an output for each input.
            if arguments[0] == "score" && out == folder.path() {
                continue;
            }
            let ran = program(&[arguments.as_slice(), &["-o", out.to_str().unwrap()]].concat());
            assert_eq!(ran.status, Some(1), "{arguments:?}: {}", ran.said);
            assert!(ran.said.contains(out.to_str().unwrap()), "{}", ran.said);
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn one_refused_file_of_several_refuses_the_report() {
    let ran = program(&["report", MAGAZIJN, "absent.csv"]);
    assert!(ran.status == Some(1) && ran.out.is_empty() && ran.said.contains("absent.csv"), "{}", ran.said);
}

#[test]
fn messages_are_in_the_language_that_is_asked() {
    let ran = program(&["score", "absent.csv", "--lang", "en"]);
    assert!(ran.said.contains("there is no such file"), "{}", ran.said);
}

#[test]
fn out_is_replaced_and_may_be_the_input_itself() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken.csv");
    fs::copy(root().join(MAGAZIJN), &file).unwrap();
    let name = file.to_str().unwrap();
    assert_eq!(program(&["score", name, "-o", name]).status, Some(0));
    assert_eq!(fs::read(&file).unwrap(), program(&["score", MAGAZIJN]).out);
}

#[test]
fn the_program_and_the_library_write_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    for ending in ["md", "json", "html"] {
        let by_program = folder.path().join(format!("program.{ending}"));
        let ran = program(&["report", MAGAZIJN, "-o", by_program.to_str().unwrap()]);
        assert!(ran.status == Some(0) && ran.out.is_empty(), "{}", ran.said);
        let by_library = folder.path().join(format!("library.{ending}"));
        let request = report::Request {
            before: report::Before::NotAsked,
            portfolio: false,
            files: vec![MAGAZIJN.into()],
            options: Options::default(),
            recordings: run::recordings::Options::default(),
            plan: None,
            cover: report::Cover::default(),
            out: Some(by_library.clone()),
            format: None,
            setting: Setting::default(),
        };
        report::run(&request, &run::texts(Language::Dutch), &mut |_, _| {}).unwrap();
        assert!(fs::read(by_program).unwrap() == fs::read(by_library).unwrap(), "the {ending} differ");
        let to_standard = program(&["report", MAGAZIJN, "--format", ending]).out;
        assert!(to_standard == fs::read(folder.path().join(format!("program.{ending}"))).unwrap());
    }
}

// ---- score ----

fn score(file: &str) -> Ran {
    let ran = program(&["score", file]);
    assert!(matches!(ran.status, Some(0 | 3)), "{file}: {}", ran.said);
    ran
}

/// The values of a result column. No cell of the input may hold a line break.
fn column(out: &[u8], delimiter: u8, name: &str) -> Vec<String> {
    let out = text(out).trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(out.as_bytes());
    let place = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|row| row.unwrap()[place].to_owned()).collect()
}

/// Every line of `out` must begin with the line of `input` in its place, and the line ends be the
/// same. Empty lines of the input do not come back.
fn repeats(input: &[u8], out: &[u8], line_end: &str, delimiter: char, name: &str) {
    let filled = |line: &&str| !line.chars().all(|sign| sign == delimiter);
    let before: Vec<&str> = text(input).split(line_end).filter(filled).collect();
    let after: Vec<&str> = text(out).split_terminator(line_end).collect();
    assert_eq!(after.len(), before.len(), "{name}: every row once");
    for (before, after) in before.iter().zip(after) {
        let rest = after.strip_prefix(before).unwrap_or_else(|| panic!("{name}: {after} should begin with {before}"));
        assert!(rest.starts_with(delimiter), "{name}: {rest}");
    }
    assert!(text(out).ends_with(line_end));
}

#[test]
fn every_row_comes_out_once_with_its_own_cells_as_they_came() {
    for file in fixtures("valid") {
        let input = fs::read(root().join(&file)).unwrap();
        let line_end = if input.contains(&b'\r') { "\r\n" } else { "\n" };
        repeats(&input, &score(&file).out, line_end, ';', &file);
    }
}

/// One file in every dialect: decimal comma where cells are not separated by one.
fn dialects() -> Vec<(String, Vec<u8>, &'static str, char)> {
    let mut dialects = Vec::new();
    for delimiter in [',', ';', '\t'] {
        for line_end in ["\n", "\r\n"] {
            for mark in ["", "\u{feff}"] {
                let comma = if delimiter == ',' { '.' } else { ',' };
                let plain = "task;load_kg;kleur;h_origin_cm;v_origin_cm;v_destination_cm;lifts_per_min;lifting_hours;coupling;\
                     control_at_destination\n\"doos; 12 \"\" breed\";12#50;  rood ;030#0;20;95;2;1;goed;nee\n\
                     zak;7;;27;75;120;1#5;2;poor;no\n;;;;;;;;;\nkrat;;\"\";;;;;;;\n";
                let file = plain.replace("; 12", "| 12").replace(';', &delimiter.to_string()).replace('#', &comma.to_string());
                let file = file.replace('|', &delimiter.to_string()).replace('\n', line_end);
                let name = format!("{delimiter:?} {line_end:?} {mark:?}");
                dialects.push((name, format!("{mark}{file}").into_bytes(), line_end, delimiter));
            }
        }
    }
    dialects
}

#[test]
fn delimiter_line_ends_mark_and_decimal_sign_are_kept() {
    for (name, input, line_end, delimiter) in dialects() {
        let ran = run_with(&["score", "-"], &input);
        assert_eq!(ran.status, Some(0), "{name}: {}", ran.said);
        let body = input.strip_suffix(line_end.as_bytes()).unwrap();
        repeats(body, &ran.out, line_end, delimiter, &name);
        let weights = column(&ran.out, u8::try_from(delimiter).unwrap(), "niosh_rwl_kg");
        let sign = if delimiter == ',' { '.' } else { ',' };
        assert!(weights[0].contains(sign) && weights[1].contains(sign) && weights[2].is_empty(), "{name}: {weights:?}");
        assert!(ran.said.contains("kleur"), "{name} names the column that it does not know: {}", ran.said);
    }
}

#[test]
fn other_encodings_come_out_as_utf_8_with_a_mark() {
    let file = "taak;last_kg\r\nreünie;12,5\r\n";
    let utf16: Vec<u8> = "\u{feff}".chars().chain(file.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    let windows: Vec<u8> = file.chars().map(|c| u8::try_from(c as u32).unwrap()).collect();
    for input in [utf16, windows] {
        let ran = run_with(&["score", "-"], &input);
        assert_eq!(ran.status, Some(0), "{}", ran.said);
        assert!(text(&ran.out).starts_with("\u{feff}taak;last_kg;rw_class"), "{}", text(&ran.out));
        assert!(text(&ran.out).contains("\r\nreünie;12,5;"));
    }
}

#[test]
fn scoring_the_output_again_changes_nothing() {
    let mut files: Vec<(String, Vec<u8>)> =
        fixtures("valid").into_iter().map(|file| (file.clone(), fs::read(root().join(file)).unwrap())).collect();
    files.extend(dialects().into_iter().map(|(name, bytes, ..)| (name, bytes)));
    files.push(("with rejected rows".to_owned(), fs::read(root().join(FAULTY)).unwrap()));
    for (name, input) in files {
        let once = run_with(&["score", "-"], &input);
        let twice = run_with(&["score", "-"], &once.out);
        assert_eq!(once.status, twice.status, "{name}: {}", twice.said);
        assert!(once.out == twice.out, "{name}:\n{}\n{}", text(&once.out), text(&twice.out));
        assert!(text(&once.out).matches("rw_class,").count() + text(&once.out).matches("rw_class;").count() <= 1, "{name}");
    }
}

/// What is counted on standard error.
fn counts(said: &str) -> [u64; 3] {
    let last = said.lines().last().unwrap();
    let numbers: Vec<u64> = last.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().unwrap_or_else(|numbers| panic!("{last}: {numbers:?}"))
}

#[test]
fn one_thread_and_four_write_the_same_and_every_row_is_counted() {
    const ROWS: u64 = 50_000;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    let input = batch::lines(usize::try_from(ROWS).unwrap(), true);
    fs::write(&file, &input).unwrap();
    let outs = ["1", "4"].map(|threads| {
        let out = folder.path().join(threads);
        let ran = program(&["score", file.to_str().unwrap(), "-o", out.to_str().unwrap(), "--threads", threads]);
        assert!(ran.status == Some(3) && ran.out.is_empty(), "{}", ran.said.lines().last().unwrap());
        (fs::read(out).unwrap(), ran.said)
    });
    let [one, four] = outs;
    assert!(one.0 == four.0, "the outputs differ");
    assert!(one.1 == four.1, "the messages differ");
    let [rows, assessed, rejected] = counts(&one.1);
    let faulty = (0..ROWS).filter(|row| row % 97 == 5).count() as u64;
    assert_eq!((rows, assessed, rejected), (ROWS, ROWS - faulty, faulty));
    let states = column(&one.0, b';', "rw_state");
    let count = |state: &str| states.iter().filter(|found| *found == state).count() as u64;
    assert_eq!((count("assessed"), count("rejected"), states.len() as u64), (assessed, rejected, ROWS));
    assert_eq!(one.1.lines().filter(|line| line.contains("kolom task_hours")).count() as u64, faulty);
    repeats(input.strip_suffix(b"\n").unwrap(), &one.0, "\n", ';', "the generated file");
}

#[test]
fn broken_files_lose_no_row_either() {
    for file in fixtures("broken") {
        let ran = program(&["score", &file]);
        match ran.status {
            Some(1) => assert!(ran.out.is_empty() && ran.said.contains(&file), "{file}: {}", ran.said),
            Some(0 | 3) => {
                let [rows, assessed, rejected] = counts(&ran.said);
                assert_eq!(rows, assessed + rejected, "{file}");
                assert_eq!(rejected == 0, ran.status == Some(0), "{file}");
                let states = text(&ran.out).matches("assessed").count() as u64;
                assert!(states >= assessed, "{file}: {assessed} assessed");
            }
            other => panic!("{file}: {other:?} {}", ran.said),
        }
    }
}

#[test]
fn standard_input_to_standard_output_is_the_same_as_files() {
    let input = fs::read(root().join(MAGAZIJN)).unwrap();
    let piped = run_with(&["score", "-", "-o", "-"], &input);
    assert_eq!(piped.status, Some(0), "{}", piped.said);
    assert!(piped.out == score(MAGAZIJN).out);
    assert!(!root().join("-").exists(), "- is no file");
}

#[test]
fn whoever_stops_reading_has_seen_enough() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    fs::write(&file, batch::lines(20_000, false)).unwrap();
    let file = file.to_str().unwrap();
    for arguments in
        [vec!["score", file], vec!["explain", "niosh"], vec!["report", MAGAZIJN, "--format", "html"], vec!["template"]]
    {
        let mut child = command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(!first.is_empty());
        let ran = ended(child);
        assert_eq!(ran.status, Some(0), "{arguments:?}: {}", ran.said);
        assert!(!ran.said.contains("rugwijzer:"), "{arguments:?}: {}", ran.said);
    }
}

/// The rows of an output as cells, byte for byte: quotes are kept.
fn raw(out: &[u8], delimiter: u8) -> Vec<Vec<&[u8]>> {
    let cut = |line: &'_ [u8], sign: u8| {
        let (mut cells, mut start, mut quoted) = (Vec::new(), 0, false);
        for (at, &byte) in line.iter().enumerate() {
            quoted ^= byte == b'"';
            if byte == sign && !quoted {
                cells.push(start..at);
                start = at + 1;
            }
        }
        cells.push(start..line.len());
        cells
    };
    let out = out.strip_prefix("\u{feff}".as_bytes()).unwrap_or(out);
    let lines = cut(out, b'\n').into_iter().map(|line| &out[line]).filter(|line| !line.is_empty());
    lines.map(|line| cut(line, delimiter).into_iter().map(|cell| line[cell].trim_ascii_end()).collect()).collect()
}

/// The columns that are asked for are those of the whole output, byte for byte; statuses and messages are the same.
#[test]
fn chosen_columns_are_those_of_the_whole_output() {
    let mut files: Vec<(String, Vec<u8>, &[&str])> = vec![("generated".to_owned(), batch::lines(20_000, true), &[])];
    files.extend(dialects().into_iter().map(|(name, bytes, ..)| (name, bytes, [].as_slice())));
    files.push(("rejected".to_owned(), fs::read(root().join(FAULTY)).unwrap(), &[]));
    files.push(("sure".to_owned(), fs::read(root().join(MAGAZIJN)).unwrap(), &["--profile", "typical"]));
    files.push(("wide".to_owned(), b"taak;last_kg\nvat;9,5;te veel;nog een\n\"kist;3\nzak;1,5\n".to_vec(), &[]));
    for (name, input, more) in files {
        let run = |asked: &[&str]| run_with(&[&["score", "-"], asked, more].concat(), &input);
        let whole = run(&[]);
        let delimiter = text(&whole.out).chars().find(|sign| matches!(sign, ',' | ';' | '\t')).unwrap();
        let all = raw(&whole.out, u8::try_from(delimiter).unwrap());
        let names: Vec<&str> = all[0].iter().map(|name| text(name)).collect();
        // Every second column from the end, then the others: each is asked for once, in a strange order.
        let mut order: Vec<usize> = (0..names.len()).rev().step_by(2).collect();
        order.extend((0..names.len()).rev().skip(1).step_by(2));
        for part in [order.as_slice(), &order[..order.len() / 2], &order[order.len() / 2..]] {
            let asked = part.iter().map(|&place| names[place]).collect::<Vec<_>>().join(",");
            let some = run(&["--columns", &asked]);
            assert_eq!(some.status, whole.status, "{name}: {}", some.said);
            let expected: Vec<Vec<&[u8]>> = all.iter().map(|row| part.iter().map(|&place| row[place]).collect()).collect();
            assert!(raw(&some.out, u8::try_from(delimiter).unwrap()) == expected, "{name}: {asked}\n{}", text(&some.out));
            assert!(whole.said.lines().all(|line| some.said.contains(line)), "{name}: {}", some.said);
        }
    }
}

#[test]
fn columns_are_asked_for_by_any_of_their_names_and_once() {
    let run =
        |columns: &str| run_with(&["score", "-", "--columns", columns, "--lang", "en"], b"taak;last_kg;kleur\nvat;30;rood\n");
    let ran = run("Kleur, task ,LOAD_KG,screening_branch,rw_class");
    assert_eq!(text(&ran.out), "kleur;taak;last_kg;screening_branch;rw_class\nrood;vat;30;heavy;high\n");
    assert!(
        ran.said.contains("Not in this output: rw_state, rw_provisional, rw_incomplete."),
        "what it hides is said: {}",
        ran.said
    );
    assert!(!run("task,rw_class,rw_state,rw_provisional,rw_incomplete").said.contains("Not in"));
    assert!(!run("task,kleur").said.contains("Not in"), "nothing was asked of us");
    for (columns, said) in [("task,li", "no column “li”. Results: rw_class,"), ("task,taak", "“taak” is asked for twice")]
    {
        let ran = run(columns);
        assert!(ran.status == Some(2) && ran.out.is_empty() && ran.said.contains(said), "{columns}: {}", ran.said);
    }
}

/// What `score` appended is recognised by `report` and `redesign`: nothing is said of unknown
/// columns, and the answer is that of the file without them.
/// Vibration that is assessed in full is not to be assessed once more; vibration of which only the
/// hours are known is.
#[test]
fn vibration_is_to_be_assessed_only_where_it_was_not() {
    let advised = |rows: &str| {
        let file = format!("task;vehicle;vibration_hours;aw_x_ms2;aw_y_ms2;aw_z_ms2;task_hours;workday_hours\n{rows}");
        let report = run_with(&words("report - --format json"), file.as_bytes());
        let report: serde_json::Value = serde_json::from_slice(&report.out).unwrap();
        let of_day = report["jobs"][0]["measures"].as_array().unwrap().iter().any(|measure| measure["id"] == "V01");
        let planned = report["plan"].to_string().contains("V01");
        assert_eq!(of_day, planned, "{rows}");
        let scored = run_with(&words("score - -o -"), file.as_bytes());
        let of_rows = column(&scored.out, b';', "measures");
        (of_day, of_rows.iter().map(|ids| ids.split(' ').any(|id| id == "V01")).collect::<Vec<_>>())
    };
    assert_eq!(advised("driving;truck;4;;;;4;8\n"), (true, vec![true]), "only the hours are known");
    assert_eq!(advised("driving;truck;4;0.2;0.2;0.9;4;8\n"), (false, vec![false]), "above the action value");
    assert_eq!(advised("driving;truck;4;0.1;0.1;0.2;4;8\n"), (false, vec![false]), "below it, and above the hours");
    let both = advised("driving;truck;4;0.2;0.2;0.9;4;8\nfetching;tractor;2;;;;2;8\n");
    assert_eq!(both, (true, vec![false, true]), "one of two vehicles is not measured");
}

#[test]
fn a_scored_file_can_be_reported() {
    let folder = tempfile::tempdir().unwrap();
    let scored = folder.path().join("gescoord.csv");
    let path = scored.to_str().unwrap();
    assert_eq!(program(&["score", MAGAZIJN, "-o", path]).status, Some(0));
    for command in ["report", "redesign"] {
        let answer = |file: &str| {
            let ran = program(&[command, file, "--format", "json"]);
            assert_eq!(ran.status, Some(0), "{}", ran.said);
            assert!(!text(&ran.out).contains("rw_state"), "{command}");
            let json: serde_json::Value = serde_json::from_slice(&ran.out).unwrap();
            let jobs = if command == "report" { &json["jobs"] } else { &json };
            jobs.to_string().replace(file, "FILE")
        };
        assert_eq!(answer(MAGAZIJN), answer(path), "{command}");
    }
}

/// Each recording with the moment of its own row; a row without one has that of the option.
#[test]
fn a_row_says_when_the_wearer_of_its_recording_stood_upright() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.csv", "b.csv"] {
        fs::copy(root().join("fixtures/recordings/synthetic_trunk.csv"), folder.path().join(name)).unwrap();
    }
    let share = |rows: &str, options: &[&str]| {
        let file = folder.path().join("taken.csv");
        fs::write(&file, format!("taak;taak_uren;meting;romp_referentie_s;romp_opname\n{rows}")).unwrap();
        let ran = program(&[&["report", file.to_str().unwrap(), "--format", "json", "--quiet"], options].concat());
        let json: serde_json::Value = serde_json::from_slice(&ran.out).unwrap();
        let figures = json["jobs"][0]["findings"].as_array().unwrap().iter().find(|one| one["method"] == "trunk_flexion");
        (ran.status, figures.unwrap()["figures"]["ge45_pct"].as_f64(), ran.said)
    };
    let (_, by_option, _) = share("A;8;1;;a.csv\n", &["--trunk-reference", "2..28"]);
    let (status, by_row, said) = share("A;8;1;2..28;a.csv\n", &[]);
    assert_eq!((status, by_row), (Some(0), by_option), "{said}");
    assert!(by_option.is_some());
    // A wrong moment for all is set right by the row.
    assert_eq!(share("A;8;1;2,0..28,0;a.csv\n", &["--trunk-reference", "90000..90010"]).1, by_option);
    // Of two measurements each has its own; one without any has none.
    assert_eq!(share("A;8;1;2..28;a.csv\nA;8;2;2..28;b.csv\n", &[]).1, by_option);
    for rows in ["A;8;1;2..28;a.csv\nA;8;2;;b.csv\n", "A;8;1;;a.csv\nA;8;2;2..28;b.csv\n"] {
        let (status, share, said) = share(rows, &[]);
        assert_eq!((status, share), (Some(3), None), "{said}");
    }
    let (status, none, said) = share("A;8;1;vroeg;a.csv\n", &[]);
    assert_eq!((status, none), (Some(3), None));
    assert!(said.contains("romp_referentie_s") && said.contains("'vroeg'") && said.contains("5..15"), "{said}");
}

/// Errors of measurement that `score` does not reckon with are named, in text and in a workbook.
#[test]
fn errors_of_measurement_that_are_not_used_are_named() {
    const MEETFOUTEN: &str = "fixtures/tasks/valid/meetfouten.csv";
    let notes = |options: &[&str]| {
        let ran = program(&[&["score", MEETFOUTEN, "-o", "-"], options].concat());
        assert_eq!(ran.status, Some(0), "{}", ran.said);
        ran.said.lines().filter(|line| line.contains("_pm")).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let without = notes(&[]);
    assert_eq!(without.len(), 1, "{without:?}");
    assert!(without[0].contains("last_kg_pm") && without[0].contains("--uncertainty"), "{without:?}");
    // With it the lifting index has its errors; those of vibration and of the MAC are not asked for.
    let with = notes(&["--uncertainty"]);
    assert_eq!(with.len(), 1, "{with:?}");
    assert!(with[0].contains("aw_x_ms2_pm") && with[0].contains("mac_handafstand_alt"), "{with:?}");
    assert!(!with[0].contains("last_kg_pm") && !with[0].contains("tilfrequentie_per_min_pm"), "{with:?}");
    assert!(notes(&["--quiet"]).is_empty());
}
