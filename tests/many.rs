//! Many files, shares of a batch, and merging: what a scheduler does with `score`.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot write its files must stop")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::batch;
use support::program::{Ran, run as program};

const HEAD: &str = "taak;last_kg;kleur\n";

struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder with these files in its folder `in`.
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            let path = folder.at(&format!("in/{name}"));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the program; words that begin with `/` stand for files of this folder.
    fn run(&self, line: &str) -> Ran {
        let word = |word: &str| match word.strip_prefix('/') {
            Some(name) => self.at(name).to_str().unwrap().to_owned(),
            None => word.to_owned(),
        };
        program(&line.split(' ').map(word).collect::<Vec<_>>())
    }

    fn ends(&self, line: &str, status: i32) -> Ran {
        let ran = self.run(line);
        assert_eq!(ran.status, Some(status), "{line}: {}", ran.said);
        ran
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.at(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(self.at(folder)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn three() -> Folder {
    Folder::with(&[
        ("b.csv", format!("{HEAD}kist;12,5;rood\nzak;7;\n").as_bytes()),
        ("a.csv", format!("{HEAD}doos;3,5;\n").as_bytes()),
        ("hal/c.csv", format!("{HEAD}krat;zwaar;\n\nton;30;groen\n").as_bytes()),
    ])
}

#[test]
fn a_folder_gives_an_output_for_each_file_and_a_list() {
    let folder = three();
    let ran = folder.ends("score /in -o /out", 3);
    assert_eq!(folder.names("out"), ["a.csv", "b.csv", "hal", "rugwijzer-files.csv"]);
    for file in ["a.csv", "b.csv", "hal/c.csv"] {
        let alone = folder.run(&format!("score /in/{file}"));
        assert!(folder.read(&format!("out/{file}")) == alone.out, "{file}");
    }
    assert!(ran.said.contains("c.csv, rij 2, kolom last_kg"), "{}", ran.said);
    assert!(ran.said.ends_with("Bestanden: 3 gescoord, 0 afgewezen. Rijen: 5; beoordeeld: 4; afgewezen: 1\n"), "{}", ran.said);
    let list = folder.text("out/rugwijzer-files.csv");
    let lines: Vec<&str> = list.trim_start_matches('\u{feff}').split_terminator("\r\n").collect();
    assert_eq!(lines[0], "file;output;state;rows;assessed;rejected;reason");
    assert!(lines[1].ends_with("a.csv;a.csv;scored;1;1;0;") && lines[3].ends_with("hal/c.csv;scored;2;1;1;"), "{lines:?}");
    // Again, with the outputs inside the folder that is scored: they are no input.
    folder.ends("score /in -o /in/out", 3);
    let again = folder.ends("score /in -o /in/out", 3);
    assert!(again.said.contains("Bestanden: 3 gescoord"), "{}", again.said);
}

#[test]
fn one_rejected_file_does_not_stop_the_others() {
    let folder = three();
    fs::write(folder.at("in/kapot.csv"), "geen;tabel\n1;2\n").unwrap();
    let ran = folder.ends("score /in -o /out --quiet", 3);
    assert!(ran.said.lines().any(|line| line.contains("kapot.csv: ")), "{}", ran.said);
    assert_eq!(folder.names("out"), ["a.csv", "b.csv", "hal", "rugwijzer-files.csv"]);
    assert!(folder.text("out/rugwijzer-files.csv").contains("kapot.csv;;rejected;;;;"));
    // Alone it is all there is: nothing came out.
    folder.ends("score /in/kapot.csv /in/absent.csv -o /none", 1);
    folder.ends("score /in/kapot.csv /in/absent.csv -o /none.csv", 1);
    assert!(!folder.at("none.csv").exists());
}

#[test]
fn what_cannot_be_meant_is_wrong_usage() {
    let folder = three();
    fs::create_dir(folder.at("in/zelfde")).unwrap();
    fs::copy(folder.at("in/a.csv"), folder.at("in/zelfde/a.csv")).unwrap();
    for (line, said) in [
        ("score /in", "--into-one"),
        ("score /in -o /in", "a.csv"),
        ("score /in/a.csv /in/zelfde/a.csv -o /out", "zelfde"),
        ("score /in/a.csv - -o /out", "standaardinvoer"),
        ("score - -o /out.csv --shard 1/2", "standaardinvoer"),
        ("score /in/a.csv --shard 1/2", "-o"),
        ("score /in/a.csv -o /out.csv --shard 3/2", "I/N"),
        ("score /in/a.csv -o /out.csv --shard 0/2", "I/N"),
        ("merge", "PART"),
    ] {
        let ran = folder.ends(line, 2);
        assert!(ran.said.contains(said), "{line}: {}", ran.said);
    }
    assert!(folder.ends("score /in/*.docx -o /out", 1).said.contains("geen taakbestand"));
    assert_eq!(folder.names("."), ["in"]);
}

/// The rows of an output as lists of cells.
fn rows(out: &[u8]) -> Vec<Vec<String>> {
    let out = String::from_utf8(out.to_vec()).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(out.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn all_in_one_names_file_and_row() {
    let folder = three();
    // Dutch and English names of one column, Windows line ends and a mark: they fit.
    fs::write(folder.at("in/d.csv"), "\u{feff}task;load_kg;kleur\r\nvat;9,5;\r\n").unwrap();
    let ran = folder.ends("score /in -o /all.csv", 3);
    assert!(ran.said.contains("Bestanden: 4 gescoord, 0 afgewezen. Rijen: 6; beoordeeld: 5; afgewezen: 1"), "{}", ran.said);
    let rows = rows(&folder.read("all.csv"));
    let width = rows[0].len();
    assert_eq!(rows[0][width - 2..], ["rw_file", "rw_row"]);
    assert_eq!(rows[0][..3], ["taak", "last_kg", "kleur"], "those of the first file");
    let from: Vec<(&str, &str, &str)> =
        rows[1..].iter().map(|row| (row[0].as_str(), row[width - 2].as_str(), row[width - 1].as_str())).collect();
    let expected = [
        ("doos", "a.csv", "2"),
        ("kist", "b.csv", "2"),
        ("zak", "b.csv", "3"),
        ("vat", "d.csv", "2"),
        ("krat", "hal/c.csv", "2"),
        ("ton", "hal/c.csv", "4"),
    ];
    assert_eq!(from, expected);
    // What each row says is what it says alone.
    let alone = rows_of(&folder, "score /in/b.csv");
    assert_eq!(rows[2][..width - 2], alone[1]);
    assert!(folder.ends("score /in --into-one", 3).out == folder.read("all.csv"));
    assert!(folder.ends("score /in/*.csv /in/hal -o /other.csv", 3).out.is_empty());
}

fn rows_of(folder: &Folder, line: &str) -> Vec<Vec<String>> {
    rows(&folder.run(line).out)
}

#[test]
fn what_does_not_fit_is_refused_in_a_row_of_its_own() {
    for (name, bytes, said) in [
        ("columns", "taak;last_kg;maat\nvat;9,5;\n", "kolom 3 is hier 'maat' en daar 'kleur'"),
        ("order", "last_kg;taak;kleur\n9,5;vat;\n", "kolom 1 is hier 'last_kg' en daar 'taak'"),
        ("fewer", "taak;last_kg\nvat;9,5\n", "kolom 3 is hier niets meer en daar 'kleur'"),
        ("delimiter", "taak,last_kg,kleur\nvat,9,\n", "gescheiden door , en daar door ;"),
        ("decimal", "taak;last_kg;kleur\nvat;9.5;\n", "decimaalteken"),
        ("refused", "vat;9,5;\n", "e.csv: "),
    ] {
        let folder = three();
        fs::write(folder.at("in/e.csv"), bytes).unwrap();
        let ran = folder.ends("score /in -o /all.csv", 3);
        assert!(ran.said.lines().any(|line| line.contains("e.csv: ") && line.contains(said)), "{name}: {}", ran.said);
        assert!(ran.said.contains("3 gescoord, 1 afgewezen. Rijen: 5"), "{name}: {}", ran.said);
        let rows = rows(&folder.read("all.csv"));
        let (head, width) = (&rows[0], rows[0].len());
        let refused: Vec<_> = rows.iter().filter(|row| row[width - 2] == "e.csv").collect();
        assert_eq!(refused.len(), 1, "{name}");
        let cell = |column: &str| refused[0][head.iter().position(|name| name == column).unwrap()].as_str();
        assert_eq!((cell("taak"), cell("rw_state"), cell("rw_class"), cell("rw_row")), ("", "rejected", "", ""), "{name}");
        assert!(cell("rw_problems").contains(said), "{name}: {}", cell("rw_problems"));
        assert_eq!(rows.len(), 1 + 5 + 1, "{name}: every row of the others is there");
    }
}

/// Shares in any order, merged in any order, give the bytes of one run.
fn shares(folder: &Folder, inputs: &str, more: &str, of: u64, status: i32) {
    folder.ends(format!("score {inputs} -o /whole.csv {more}").trim_end(), status);
    let mut parts = String::new();
    for number in (1..=of).rev() {
        let ran = folder.run(format!("score {inputs} -o /part-{number}-{of}.csv --shard {number}/{of} {more}").trim_end());
        assert!(matches!(ran.status, Some(0 | 3)), "{number}/{of}: {}", ran.said);
        parts.push_str(&format!(" /part-{number}-{of}.csv"));
    }
    let ran = folder.ends(&format!("merge{parts} -o /merged.csv"), status);
    assert!(folder.read("merged.csv") == folder.read("whole.csv"), "{inputs} in {of}");
    assert!(folder.ends(&format!("merge{parts}"), status).out == folder.read("whole.csv"), "to standard output");
    assert!(!ran.said.is_empty());
}

#[test]
fn shares_merge_to_the_bytes_of_one_run() {
    let long = batch::lines(6_000, true);
    let folder = Folder::with(&[("long.csv", &long)]);
    shares(&folder, "/in/long.csv", "", 3, 3);
    shares(&folder, "/in/long.csv", "--lang en --threads 1", 2, 3);
    let quoted =
        format!("{HEAD}\"kist\nmet;deksel\";12,5;\"een \"\"rode\"\"\nkist\"\n").repeat(1) + &"zak;7;\"a\nb\"\n".repeat(50);
    let folder = Folder::with(&[("quoted.csv", quoted.as_bytes())]);
    shares(&folder, "/in/quoted.csv", "", 7, 0);
    // More shares than rows, and other encodings.
    let wide: Vec<u8> = "\u{feff}taak;last_kg\r\nreünie;12,5\r\nzak;7\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = Folder::with(&[("wide.csv", &wide)]);
    shares(&folder, "/in/wide.csv", "", 4, 0);
}

#[test]
fn shares_of_several_files_merge_too() {
    let folder = three();
    fs::write(folder.at("in/e.csv"), "last_kg;taak\n9,5;vat\n").unwrap();
    for of in [1, 2, 3, 9] {
        shares(&folder, "/in", "", of, 3);
    }
    shares(&folder, "/in", "--columns taak,rw_state,niosh_li", 3, 3);
    let rows = rows(&folder.read("merged.csv"));
    assert_eq!(rows[0], ["taak", "rw_state", "niosh_li", "rw_file", "rw_row"]);
    assert_eq!(rows[3..5], [["zak", "assessed", "", "b.csv", "3"], ["", "rejected", "", "e.csv", ""]]);
    // Where the output is a folder, files are dealt out.
    folder.ends("score /in -o /whole", 3);
    for number in 1..=2 {
        folder.run(&format!("score /in -o /dealt --shard {number}/2"));
    }
    for file in ["a.csv", "b.csv", "e.csv", "hal/c.csv"] {
        assert!(folder.read(&format!("whole/{file}")) == folder.read(&format!("dealt/{file}")), "{file}");
    }
    let again = folder.run("score /in -o /dealt --shard 1/2");
    assert!(again.said.contains("niet opnieuw gescoord: 2"), "{}", again.said);
}

#[test]
fn a_finished_share_is_not_done_again_unless_it_must() {
    let folder = Folder::with(&[("a.csv", format!("{HEAD}kist;12,5;\nzak;zwaar;\nton;30;\nvat;1,5;\n").as_bytes())]);
    let first = "score /in/a.csv -o /1.csv --shard 1/2";
    folder.ends(first, 3);
    let written = fs::metadata(folder.at("1.csv")).unwrap().modified().unwrap();
    let age = |name: &str| fs::metadata(folder.at(name)).unwrap().modified().unwrap();
    let again = folder.ends(&format!("{first} --quiet"), 3);
    assert!(again.said.contains("niet opnieuw gescoord: 1") && again.said.contains("rw_problems"), "{}", again.said);
    assert_eq!(age("1.csv"), written);
    // Another share, or a damaged output, is never taken for it.
    let other = folder.ends("score /in/a.csv -o /1.csv --shard 2/2", 2);
    assert!(other.said.contains("deel 1/2"), "{}", other.said);
    let whole = folder.read("1.csv");
    fs::write(folder.at("1.csv"), &whole[..whole.len() - 5]).unwrap();
    assert!(!folder.ends(first, 3).said.contains("niet opnieuw"));
    assert!(folder.read("1.csv") == whole);
    assert!(!folder.ends(&format!("{first} --force"), 3).said.contains("niet opnieuw"));
    // The input changed: the share is of something else.
    fs::write(folder.at("in/a.csv"), format!("{HEAD}kist;12,5;\nzak;8;\n")).unwrap();
    assert!(!folder.ends(first, 0).said.contains("niet opnieuw"));
}

#[test]
fn merge_refuses_what_does_not_belong_together() {
    let folder = Folder::with(&[
        ("a.csv", format!("{HEAD}kist;12,5;\nzak;7;\nton;30;\n").as_bytes()),
        ("b.csv", format!("{HEAD}kist;12,5;\nzak;8;\nton;30;\n").as_bytes()),
    ]);
    for (file, options) in [("a", ""), ("b", ""), ("a", "en"), ("a", "few")] {
        let more = match options {
            "" => String::new(),
            "few" => " --columns taak".to_owned(),
            language => format!(" --lang {language}"),
        };
        for number in 1..=2 {
            folder.ends(&format!("score /in/{file}.csv -o /{file}{options}{number}.csv --shard {number}/2{more}"), 0);
        }
    }
    folder.ends("score /in/a.csv -o /a3.csv --shard 3/3", 0);
    fs::copy(folder.at("a1.csv"), folder.at("loose.csv")).unwrap();
    for (parts, said) in [
        ("/a1.csv", "2/2 ontbreekt"),
        ("/a2.csv", "1/2 ontbreekt"),
        ("/a1.csv /b2.csv", "andere invoer"),
        ("/a1.csv /aen2.csv", "andere opties"),
        ("/a1.csv /afew2.csv", "andere opties"),
        ("/a1.csv /a3.csv", "een ander aantal delen"),
        ("/loose.csv /a2.csv", "loose.csv: hiernaast staat geen briefje"),
        ("/a1.csv /absent.csv", "absent.csv"),
    ] {
        let ran = folder.ends(&format!("merge {parts} -o /out.csv"), 1);
        assert!(ran.said.contains(said), "{parts}: {}", ran.said);
    }
    for name in ["loose.csv", "loose.csv.shard.json"] {
        fs::copy(folder.at(&name.replace("loose", "a1")), folder.at(name)).unwrap();
    }
    let twice = folder.ends("merge /a1.csv /loose.csv /a2.csv -o /out.csv", 1);
    assert!(twice.said.contains("deel 1/2"), "{}", twice.said);
    let mut changed = folder.read("a2.csv");
    *changed.last_mut().unwrap() = b' ';
    fs::write(folder.at("a2.csv"), changed).unwrap();
    let ran = folder.ends("merge /a1.csv /a2.csv -o /out.csv", 1);
    assert!(ran.said.contains("a2.csv: dit deel is veranderd"), "{}", ran.said);
    assert!(!folder.at("out.csv").exists() && Path::new(&folder.at("a1.csv")).exists());
}

#[test]
fn a_single_file_goes_into_a_folder_that_is_there() {
    let folder = three();
    fs::create_dir(folder.at("out")).unwrap();
    folder.ends("score /in/a.csv -o /out", 0);
    assert!(folder.read("out/a.csv") == folder.run("score /in/a.csv").out);
}
