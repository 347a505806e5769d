//! The task file as a store: what a user gave stays, whoever else writes it, whenever it is cut off.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its file must stop")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rugwijzer::domain::Column;
use rugwijzer::run::store::{BACKUPS, CellChange, Change, Outcome, RowId, STEPS, Store};
use rugwijzer::run::{Error, Options, Setting};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new(text: Option<&str>) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        if let Some(text) = text {
            fs::write(place.file(), text).unwrap();
        }
        place
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("taken.csv")
    }

    fn open(&self) -> Store {
        Store::open(&self.file(), Options::default(), Setting::default()).unwrap()
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn names(&self, part: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains(part))
            .collect();
        names.sort();
        names
    }
}

const FILE: &str = "\u{feff}taak;last_kg;eigen\r\nkist;12,5;a\r\nzak;25;b\r\n";

fn set(store: &mut Store, row: RowId, column: Column, before: &str, after: &str) -> Outcome {
    let cells = vec![CellChange { column, before: before.to_owned(), after: after.to_owned() }];
    store.change(&Change::Cells { row, cells }).unwrap()
}

fn rows(store: &Store) -> Vec<RowId> {
    store.rows().map(|(row, _)| row).collect()
}

#[test]
fn a_new_file_is_what_a_dutch_spreadsheet_opens() {
    let place = Place::new(None);
    let mut store = place.open();
    assert!(!place.file().exists(), "nothing is written before there is something");
    let cells = vec![(Column::Task, "kist; groot".to_owned()), (Column::LoadKg, "12,5".to_owned())];
    let row = store.change(&Change::Add { cells, like: None }).unwrap().row.unwrap();
    let text = place.text();
    assert!(text.starts_with("\u{feff}organisatie;afdeling;werkplek;functie;taak;"), "{text}");
    assert!(text.contains(";last_kg\r\n;;;;\"kist; groot\";"), "{text}");
    assert!(text.trim_end().ends_with(";12,5"));
    set(&mut store, row, Column::HOriginCm, "", "40");
    drop(store);
    let again = place.open();
    assert_eq!(again.cell(rows(&again)[0], Column::HOriginCm), "40");
}

#[test]
fn every_change_is_on_disk_and_touches_its_cell_alone() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[1];
    assert!(set(&mut store, row, Column::LoadKg, "25", "24,5").written);
    assert_eq!(place.text(), FILE.replace("zak;25", "zak;24,5"));
    assert_eq!(fs::read_to_string(place.folder.path().join("taken.backup-0001.csv")).unwrap(), FILE);
    assert!(!set(&mut store, row, Column::LoadKg, "24,5", "24,5").written);
}

#[test]
fn what_cannot_be_used_is_kept_as_it_was_typed() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    set(&mut store, row, Column::LoadKg, "12,5", "twaalf kilo");
    assert!(place.text().contains("kist;twaalf kilo;a"));
    assert_eq!(store.table().unwrap().rows[0].faults.len(), 1);
}

#[test]
fn the_other_decimal_sign_is_written_as_the_file_has_it_and_said() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    let outcome = set(&mut store, row, Column::LoadKg, "12,5", "13.25");
    assert!(place.text().contains("kist;13,25;a"));
    assert_eq!(outcome.said.len(), 1);
    // 1,234 alone in a file could be read as a thousand.
    let place = Place::new(Some("taak;aw_z_ms2\nrit;\n"));
    let mut store = place.open();
    let row = rows(&store)[0];
    set(&mut store, row, Column::AwZMs2, "", "1,234");
    assert!(place.text().contains("rit;1,2340"));
    drop(store);
    place.open();
}

#[test]
fn steps_go_back_and_forth() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    for (before, after) in [("12,5", "13"), ("13", "14"), ("14", "15")] {
        set(&mut store, row, Column::LoadKg, before, after);
    }
    store.change(&Change::Remove { row }).unwrap();
    assert_eq!(rows(&store).len(), 1);
    store.undo().unwrap().unwrap();
    assert_eq!(store.cell(row, Column::LoadKg), "15", "the row is the same one as before");
    store.undo().unwrap().unwrap();
    store.undo().unwrap().unwrap();
    assert!(place.text().contains("kist;13;a"));
    store.redo().unwrap().unwrap();
    assert!(place.text().contains("kist;14;a"));
    store.undo().unwrap();
    store.undo().unwrap();
    assert_eq!(place.text(), FILE);
    assert_eq!(store.undo().unwrap(), None);
    for at in 0..=STEPS {
        let before = store.cell(row, Column::Note);
        set(&mut store, row, Column::Note, &before, &format!("n{at}"));
    }
    let mut back = 0;
    while store.undo().unwrap().is_some() {
        back += 1;
    }
    assert_eq!(back, STEPS);
}

/// As Excel saves: sorted, numbers in its own way, quotes gone.
#[test]
fn another_programs_changes_are_taken_over_row_by_row() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let (crate_row, sack) = (rows(&store)[0], rows(&store)[1]);
    set(&mut store, crate_row, Column::LoadKg, "12,5", "12,50");
    fs::write(place.file(), "\u{feff}taak;last_kg;eigen\r\nvat;80;c\r\nzak;26;b\r\nkist;12,5;a\r\n").unwrap();
    let outcome = set(&mut store, crate_row, Column::LoadKg, "12,50", "13");
    assert!(outcome.written && outcome.conflicts.is_empty(), "{outcome:?}");
    assert_eq!(outcome.said.len(), 1, "it is said that the other version was taken over");
    assert_eq!(place.text(), "\u{feff}taak;last_kg;eigen\r\nvat;80;c\r\nzak;26;b\r\nkist;13;a\r\n");
    assert_eq!(store.cell(sack, Column::LoadKg), "26", "the row is known by its name");
    assert!(store.steps().0.is_some() && store.undo().unwrap().is_some());
    assert!(place.text().contains("zak;26;b"), "going back does not undo what the other program did");
}

#[test]
fn one_cell_changed_by_both_is_refused_and_both_versions_are_kept() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    let theirs = FILE.replace("12,5", "11");
    fs::write(place.file(), &theirs).unwrap();
    let outcome = set(&mut store, row, Column::LoadKg, "12,5", "13");
    assert!(!outcome.written);
    let conflict = &outcome.conflicts[0];
    assert_eq!((conflict.column, conflict.theirs.as_str(), conflict.mine.as_str()), (Some(Column::LoadKg), "11", "13"));
    assert_eq!(place.text(), theirs, "the other program's file is left alone");
    let kept = fs::read_to_string(conflict.kept.as_ref().unwrap()).unwrap();
    assert_eq!(kept, FILE.replace("12,5", "13"), "and so is what was typed here");
    // Knowing what stands there, one can insist.
    assert!(set(&mut store, row, Column::LoadKg, "11", "13").written);
}

#[test]
fn another_cell_of_the_same_row_is_no_conflict() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    fs::write(place.file(), FILE.replace("kist;12,5;a", "kist;12,5;gewogen")).unwrap();
    assert!(set(&mut store, row, Column::LoadKg, "12,5", "13").written);
    assert!(place.text().contains("kist;13;gewogen"));
}

#[test]
fn a_row_that_is_gone_is_not_written_into_another() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    fs::write(place.file(), "\u{feff}taak;last_kg;eigen\r\nheel ander werk;;z\r\nzak;25;b\r\n").unwrap();
    let outcome = set(&mut store, row, Column::LoadKg, "12,5", "13");
    assert!(!outcome.written && outcome.conflicts[0].column.is_none() && outcome.conflicts[0].kept.is_some());
    assert!(place.text().contains("heel ander werk;;z"));
}

#[test]
fn a_file_that_became_no_task_file_is_left_alone() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    fs::write(place.file(), b"PK\x03\x04 a workbook").unwrap();
    let cells = vec![CellChange { column: Column::LoadKg, before: "12,5".to_owned(), after: "13".to_owned() }];
    assert!(store.change(&Change::Cells { row, cells }).is_err());
    assert_eq!(fs::read(place.file()).unwrap(), b"PK\x03\x04 a workbook");
    assert_eq!(place.names("backup").len(), 1, "the last good state is kept");
}

#[test]
fn a_file_that_was_removed_comes_back() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    fs::remove_file(place.file()).unwrap();
    assert!(set(&mut store, row, Column::LoadKg, "12,5", "13").written);
    assert_eq!(place.text(), FILE.replace("12,5", "13"));
}

#[test]
fn a_second_writer_is_kept_away_and_a_dead_one_is_not() {
    let place = Place::new(Some(FILE));
    let store = place.open();
    let second = Store::open(&place.file(), Options::default(), Setting::default());
    let Err(Error::Refused { phrase, .. }) = second else { panic!("a second writer was let in") };
    assert_eq!(phrase.key, "store.locked");
    drop(store);
    // A lock file that a killed process left behind.
    fs::write(place.folder.path().join(".taken.csv.lock"), "99999").unwrap();
    place.open();
}

#[test]
fn copies_are_numbered_and_bounded() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    for at in 0..BACKUPS + 5 {
        // Each time another program writes, a copy of ours is made.
        fs::write(place.file(), FILE.replace("12,5", &at.to_string())).unwrap();
        store.refresh().unwrap();
    }
    let names = place.names("backup");
    assert_eq!(names.len(), BACKUPS);
    assert_eq!(names.last().unwrap(), &format!("taken.backup-{:04}.csv", BACKUPS + 5));
}

#[test]
fn a_failing_disk_changes_nothing() {
    let place = Place::new(Some(FILE));
    let mut store = place.open();
    let row = rows(&store)[0];
    set(&mut store, row, Column::LoadKg, "12,5", "13");
    // A folder where the file should go: it cannot be replaced.
    fs::remove_file(place.file()).unwrap();
    fs::create_dir(place.file()).unwrap();
    let cells = vec![CellChange { column: Column::LoadKg, before: "13".to_owned(), after: "14".to_owned() }];
    assert!(store.change(&Change::Cells { row, cells }).is_err());
    assert_eq!(store.cell(row, Column::LoadKg), "13", "what is shown is what was last written");
}

#[test]
fn workbooks_are_sent_back() {
    let place = Place::new(None);
    fs::write(place.file(), b"PK\x03\x04").unwrap();
    let refused = Store::open(&place.file(), Options::default(), Setting::default());
    assert!(matches!(refused, Err(Error::Refused { phrase, .. }) if phrase.key == "input.refused.workbook_to_change"));
    assert_eq!(fs::read(place.file()).unwrap(), b"PK\x03\x04");
}

/// What is at its place is whole at every moment: read while it is written again and again.
#[test]
fn a_reader_never_sees_half_a_file() {
    let place = Place::new(Some(FILE));
    let path = place.file();
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (seen, watched) = (done.clone(), path.clone());
    let reader = std::thread::spawn(move || {
        let mut reads = 0_u32;
        while !seen.load(std::sync::atomic::Ordering::Relaxed) {
            let text = fs::read_to_string(&watched).unwrap();
            assert!(text.starts_with("\u{feff}taak") && text.ends_with("zak;25;b\r\n"), "{text:?}");
            reads += 1;
        }
        reads
    });
    let mut store = place.open();
    let row = rows(&store)[0];
    for at in 0..60 {
        let before = store.cell(row, Column::Task);
        set(&mut store, row, Column::Task, &before, &"kist ".repeat(at + 1));
    }
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(reader.join().unwrap() > 0);
}

fn cells_of(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever two programs do to different cells, in turns, both sets of changes are in the file.
    #[test]
    fn changes_of_different_cells_meet(
        mine in proptest::collection::vec((0_usize..4, 1_u32..99), 1..6),
        theirs in proptest::collection::vec((0_usize..4, 1_u32..99), 1..6),
        swap in any::<bool>(),
    ) {
        let text = "taak;last_kg;eigen\nt0;50,5;\nt1;51,5;\nt2;52,5;\nt3;53,5;\n";
        let place = Place::new(Some(text));
        let mut store = place.open();
        let ids = rows(&store);
        let mut expected: Vec<(String, String)> = (0..4).map(|at| (format!("5{at},5"), String::new())).collect();
        for at in 0..mine.len().max(theirs.len()) {
            if let Some((row, value)) = theirs.get(at) {
                let mut cells = cells_of(&place.file());
                let task = format!("t{row}");
                cells.iter_mut().find(|cells| cells[0] == task).unwrap()[2] = value.to_string();
                if swap {
                    cells.reverse();
                }
                let lines: Vec<String> = cells.iter().map(|cells| cells.join(";")).collect();
                fs::write(place.file(), format!("taak;last_kg;eigen\n{}\n", lines.join("\n"))).unwrap();
                expected[*row].1 = value.to_string();
            }
            if let Some((row, value)) = mine.get(at) {
                let before = expected[*row].0.clone();
                let outcome = set(&mut store, ids[*row], Column::LoadKg, &before, &value.to_string());
                prop_assert!(outcome.conflicts.is_empty());
                expected[*row].0 = value.to_string();
            }
        }
        let mut found = cells_of(&place.file());
        found.sort();
        for (at, (load, own)) in expected.iter().enumerate() {
            prop_assert_eq!(&found[at], &vec![format!("t{at}"), load.clone(), own.clone()]);
        }
    }
}
