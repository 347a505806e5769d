//! Task files through the door that everyone uses: what stands in them, and how it is repeated.

use proptest::prelude::*;
use rugwijzer::domain::column::Group;
use rugwijzer::domain::{Column, Language};
use rugwijzer::input::{self, Block, Decimal, Dialect, Encoding, LineEnd, Options, RowFault, StreamRow, Table};
use rugwijzer::text::{COLUMNS, Catalogue};

fn read(text: &str) -> Table {
    input::read_table(text.as_bytes(), &Options::default()).expect("a good file")
}

fn forced(decimal: Decimal) -> Options {
    Options { decimal: Some(decimal), ..Options::default() }
}

fn refusal(text: &str) -> Option<&'static str> {
    input::read_table(text.as_bytes(), &Options::default()).err().and_then(|error| error.phrase().map(|phrase| phrase.key))
}

/// What `score` would write, without result columns.
fn repeat(text: &[u8], results: &[&str]) -> String {
    let mut stream = input::stream(text, &Options::default(), results).expect("a good file");
    let delimiter = stream.dialect().delimiter;
    let mut out = Vec::new();
    stream.header().write(delimiter, &mut out);
    out.push(b'\n');
    let mut row = StreamRow::default();
    while stream.next(&mut row).expect("memory can be read") {
        row.write(stream.header(), delimiter, &mut out);
        out.push(b'\n');
    }
    String::from_utf8(out).expect("output is UTF-8")
}

#[test]
fn a_dutch_spreadsheets_file_is_read() {
    let table = read("\u{feff}Taak;Datum;Last kg;Grip;kleur\r\nKist;1-2-2026;12,5;GOED;rood\r\n;;;;\r\n\" Zak; nat \";;;;\r\n");
    assert_eq!(table.decimal, Some(Decimal::Comma));
    let dialect = table.dialect.expect("text has a dialect");
    assert_eq!(dialect, Dialect::DUTCH);
    assert!(dialect.writes_mark());
    let [kist, zak] = table.rows.as_slice() else { panic!("two rows") };
    assert_eq!((kist.number, zak.number), (2, 4), "an empty row counts");
    assert_eq!((kist.text(Column::Task), zak.text(Column::Task)), ("Kist", "Zak; nat"));
    assert_eq!(kist.cells.number(Column::LoadKg), Some(12.5));
    assert_eq!(kist.date.map(|date| date.to_string()).as_deref(), Some("2026-02-01"));
    assert!(zak.is_sound() && zak.cells.is_empty(Column::LoadKg));
    let texts = Catalogue::new(Language::Dutch, [input::TEXT]);
    assert_eq!(
        table.notes.iter().map(|note| texts.say(note)).collect::<Vec<_>>(),
        ["Onbekende kolommen, niet beoordeeld: kleur."]
    );
}

#[test]
fn the_dialect_is_what_the_header_shows() {
    let dialect = |text: &str| read(text).dialect.map(|dialect| (dialect.delimiter, dialect.line_end, dialect.separator_line));
    assert_eq!(dialect("task,load_kg\nbox,1\n"), Some((b',', LineEnd::Lf, false)));
    assert_eq!(dialect("task\tload_kg\r\nbox\t1\r\n"), Some((b'\t', LineEnd::CrLf, false)));
    assert_eq!(dialect("sep=|\r\ntask|load_kg\r\nbox|1\r\n"), Some((b'|', LineEnd::CrLf, true)));
    assert_eq!(dialect("taak;\"opmerking, met, komma's\";last_kg\n"), Some((b';', LineEnd::Lf, false)));
    assert_eq!(dialect("taak;vrij, te, kiezen, tekst\n"), Some((b';', LineEnd::Lf, false)));
    assert_eq!(read("sep=;\ntaak\nkist\n").rows[0].number, 2, "a hidden line is no row");
    assert_eq!(read("\n\ntaak\nkist\n").rows[0].number, 4, "empty rows above the header are rows");
}

#[test]
fn the_first_telling_cell_decides_and_only_that() {
    let number = |text: &str| read(text).rows.last().and_then(|row| row.cells.number(Column::LoadKg));
    assert_eq!(number("task;load_kg\na;12,5\nb;1,234\n"), Some(1.234));
    assert_eq!(number("task;load_kg\na;1.234\nb;12,5\n"), Some(12.5));
    assert_eq!(number("task,load_kg\na,1.234\n"), Some(1.234), "a point is presumed between commas");
    assert_eq!(number("task,load_kg,h_origin_cm\na,1.234,\"12,5\"\n"), None, "until quoted commas tell otherwise");
    assert_eq!(read("task;load_kg\na;12\n").decimal, None);
    assert_eq!(refusal("task;load_kg\na;1.234\n"), Some("input.refused.decimal_unclear"));
    assert_eq!(refusal("task;note\na;1.234\n"), None, "text tells nothing and asks nothing");
    for (decimal, value) in [(Decimal::Comma, 1234.0), (Decimal::Point, 1.234)] {
        let table = input::read_table(b"task;load_kg\na;1.234\n", &forced(decimal)).expect("a forced sign");
        assert_eq!(table.rows[0].cells.number(Column::LoadKg), Some(value));
    }
}

#[test]
fn a_late_telling_cell_holds_from_its_block() {
    let mut text = "task;load_kg\n".to_owned();
    let long = format!("{};12\n", "a".repeat(1000));
    while text.len() < input::PREFIX + (1 << 20) {
        text.push_str(&long);
    }
    text.push_str("b;12,5\nc;1.234\n");
    let mut stream = input::stream(text.as_bytes(), &Options::default(), &[]).expect("whole numbers are no reason to refuse");
    assert_eq!(stream.decimal(), None);
    let mut row = StreamRow::default();
    let mut last = Vec::new();
    while stream.next(&mut row).expect("memory can be read") {
        last = row.faults().to_vec();
    }
    assert_eq!(stream.decimal(), Some(Decimal::Comma));
    assert_eq!(last[0].fault, rugwijzer::domain::Fault::AmbiguousSeparator);
}

#[test]
fn rows_are_repeated_as_they_came() {
    let file = "task;x;load_kg;niosh_li\n\"a;b\"; 1 ;12,50;9\nc;;7\n";
    assert_eq!(repeat(file.as_bytes(), &["niosh_li"]), "task;x;load_kg\n\"a;b\"; 1 ;12,50\nc;;7\n");
    assert_eq!(repeat(b"task;x\na;b;c\nd;\"e\n", &[]), "task;x\na;\"b;c\"\nd;\"\"\"e\"\n", "broken rows keep their place");
    let windows = encoding_rs::WINDOWS_1252.encode("taak;x\néén;1\n").0;
    assert_eq!(repeat(&windows, &[]), "taak;x\néén;1\n");
    let stream = input::stream(windows.as_ref(), &Options::default(), &[]).expect("a good file");
    assert_eq!((stream.dialect().encoding, stream.dialect().writes_mark()), (Encoding::Windows1252, true));
}

/// A long file with all that can lie across the border of two blocks.
fn long_file() -> String {
    let mut text = "taak;last_kg;opmerking\r\n".to_owned();
    let mut at = 0;
    while text.len() < 3 << 20 {
        text.push_str(match at % 4 {
            0 => "kist;12,5;\"los\r\nop pallet; \"\"nat\"\"\"\r\n",
            1 => "\r\n",
            2 => "zak;x;één\r\n",
            _ => "emmer;7;\r\n",
        });
        at += 1;
    }
    text
}

#[test]
fn blocks_give_the_rows_of_the_stream() {
    let text = long_file();
    let whole = read(&text);
    let mut stream = input::stream(text.as_bytes(), &Options::default(), &[]).expect("a good file");
    let layout = stream.layout();
    let (mut block, mut rows) = (Block::default(), 0);
    while stream.next_block(&mut block).expect("memory can be read") {
        let (mut block, mut row) = (block.rows(&layout), StreamRow::default());
        while block.next(&mut row) {
            let expected = &whole.rows[rows];
            assert_eq!(
                (row.number(), row.cells(), row.faults()),
                (expected.number, &expected.cells, expected.faults.as_slice())
            );
            rows += 1;
        }
    }
    assert_eq!(rows, whole.rows.len());
    assert_eq!(whole.rows[0].text(Column::Note), "los\r\nop pallet; \"nat\"");
}

/// Each cell is found without going over all before it: this would take hours else.
#[test]
fn a_row_with_a_million_empty_cells_more_is_the_row_without_them() {
    for more in [";".repeat(1_000_000), format!("{}x", ";".repeat(1_000_000))] {
        let table = read(&format!("taak;last_kg\nkist;12,5{more}\nzak;3\n"));
        let broken =
            more.ends_with('x').then_some(RowFault::TooManyCells { cells: 1_000_002, header: 2, decimal_commas: false });
        assert_eq!((table.rows[0].broken, table.rows.len()), (broken, 2));
        assert_eq!(table.rows[0].text(Column::Task), if broken.is_some() { "" } else { "kist" });
    }
}

#[test]
fn memory_is_bounded() {
    let endless = format!("taak;last_kg\n\"{}", "x".repeat(input::LONGEST_RECORD + (2 << 20)));
    let mut stream = input::stream(endless.as_bytes(), &Options::default(), &[]).map(|mut stream| {
        let mut row = StreamRow::default();
        stream.next(&mut row)
    });
    let error = match &mut stream {
        Ok(Err(error)) | Err(error) => error.phrase().map(|phrase| phrase.key),
        Ok(Ok(_)) => None,
    };
    assert_eq!(error, Some("input.refused.record_too_long"));
}

#[test]
fn every_column_says_what_it_means() {
    for language in Language::ALL {
        let texts = Catalogue::new(language, [COLUMNS, input::TEXT]);
        for listed in input::listing(Column::ALL) {
            let meaning = texts.text(&format!("column.{}", listed.key));
            assert!(meaning.ends_with('.') && meaning.len() > 20, "{}", listed.key);
            let name = texts.text(&format!("column.{}.name", listed.key));
            assert!(!name.is_empty() && !name.contains('_'), "{}: {name}", listed.key);
            assert!(!texts.say(&listed.holds).is_empty());
        }
        for group in [Group::Identity, Group::Lifting, Group::Mac, Group::Trunk, Group::Vibration, Group::Exposures] {
            assert!(texts.find(group.key()).is_some());
        }
        let columns = texts.iter().filter(|(key, _)| key.starts_with("column.")).count();
        assert_eq!(columns, 2 * Column::COUNT, "no meaning and no name without a column");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(tail in proptest::collection::vec(any::<u8>(), 0..200), mark in 0..4_usize) {
        let head: [&[u8]; 4] = [b"", b"taak;last_kg\n", b"sep=;\ntaak;last_kg;grip\n", b"\xff\xfe"];
        let bytes = [head[mark], tail.as_slice()].concat();
        let _ = input::read_table(&bytes, &Options::default());
        let _ = input::read_table(&[b"PK\x03\x04", tail.as_slice()].concat(), &Options::default());
    }

    #[test]
    fn what_is_repeated_reads_the_same(tail in proptest::collection::vec(proptest::sample::select(b"a1,;\" \n".as_slice()), 0..80)) {
        let text = [b"taak;last_kg;x\n".as_slice(), tail.as_slice(), b"\n"].concat();
        let options = forced(Decimal::Comma);
        let cells = |text: &[u8]| -> Vec<_> {
            let table = input::read_table(text, &options).expect("the header is good");
            table.rows.into_iter().filter(|row| row.broken.is_none()).map(|row| (row.cells, row.texts)).collect()
        };
        let mut stream = input::stream(text.as_slice(), &options, &[]).expect("the header is good");
        let mut out = Vec::new();
        stream.header().write(b';', &mut out);
        let mut row = StreamRow::default();
        while stream.next(&mut row).expect("memory can be read") {
            if row.broken().is_none() {
                out.push(b'\n');
                row.write(stream.header(), b';', &mut out);
            }
        }
        out.push(b'\n');
        prop_assert_eq!(cells(&text), cells(&out));
    }
}
