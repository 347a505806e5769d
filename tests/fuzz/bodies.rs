//! What must hold of any bytes. Plain functions: `tests/fuzz/main.rs` calls them with pinned seeds
//! on the stable compiler; a coverage-guided fuzzer can call them too.
//!
//! A body returns if everything held and panics if not.

use std::cell::RefCell;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rugwijzer::domain::{Cell, Column, Language};
use rugwijzer::input::number::{self, Style};
use rugwijzer::input::recording::{self, Recording, cwa};
use rugwijzer::input::{self, Block, Decimal, Options, StreamRow, Table, date};
use rugwijzer::report::Format;
use rugwijzer::run::batch::{self, Shard, merge};
use rugwijzer::run::{self, Setting, recordings, score};
use rugwijzer::text::Catalogue;
use rugwijzer::web;

/// A body by its name.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every body.
pub(crate) const TARGETS: &[Target] = &[
    ("table", table),
    ("number", numbers),
    ("xlsx", xlsx),
    ("ods", ods),
    ("cwa", recording_cwa),
    ("gt3x", recording_gt3x),
    ("recording_text", recording_text),
    ("score", score_stream),
    ("shares", shares),
    ("report", report),
    ("form", form),
];

/// The first byte chooses how the rest is read.
fn chosen(data: &[u8]) -> (Options, &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return (Options::default(), data) };
    let decimal = match first % 4 {
        1 => Some(Decimal::Comma),
        2 => Some(Decimal::Point),
        _ => None,
    };
    (Options { decimal, ..Options::default() }, rest)
}

fn check_rows(table: &Table, bytes: usize) {
    assert!(table.rows.len() <= bytes + 1, "{} rows from {bytes} bytes", table.rows.len());
    let mut last = 0;
    for row in &table.rows {
        assert!(row.number > last, "row {} after row {last}", row.number);
        last = row.number;
        for &column in Column::ALL {
            if let Cell::Number(value) = row.cells.get(column) {
                assert!(value.is_finite(), "{} = {value}", column.key());
            }
        }
        // A fault of a half width or a second word leaves the value beside it as it is.
        for fault in row.faults.iter().filter(|fault| fault.beside.is_none()) {
            let is_value = matches!(row.cells.get(fault.column), Cell::Number(_) | Cell::Choice(_));
            assert!(!is_value, "{} has a fault and a value", fault.column.key());
        }
    }
}

/// A task file as text: read whole, streamed, and in blocks, with the same outcome; what is
/// repeated of it reads the same.
pub(crate) fn table(data: &[u8]) {
    let (options, bytes) = chosen(data);
    if input::is_workbook(bytes) {
        return;
    }
    let whole = input::read_table(bytes, &options);
    let stream = input::stream(bytes, &options, &[]);
    let (whole, mut stream) = match (whole, stream) {
        (Ok(whole), Ok(stream)) => (whole, stream),
        (Err(whole), Err(stream)) => return assert_eq!(whole.phrase(), stream.phrase()),
        // A row that is too long lies beyond the header.
        (Err(_), Ok(mut stream)) => {
            let mut row = StreamRow::default();
            while let Ok(true) = stream.next(&mut row) {}
            return;
        }
        (Ok(_), Err(error)) => {
            // Streaming looks for the decimal sign in the first part only.
            assert!(bytes.len() > input::PREFIX, "{error}");
            return;
        }
    };
    check_rows(&whole, bytes.len());
    let (layout, delimiter) = (stream.layout(), stream.dialect().delimiter);
    let (mut block, mut at) = (Block::default(), 0);
    let mut again = Vec::new();
    stream.header().write(delimiter, &mut again);
    while stream.next_block(&mut block).expect("what is read whole is read in blocks") {
        let (mut rows, mut row) = (block.rows(&layout), StreamRow::default());
        while rows.next(&mut row) {
            let expected = &whole.rows[at];
            assert_eq!(row.number(), expected.number);
            assert_eq!(row.cells(), &expected.cells);
            assert_eq!(row.faults(), expected.faults.as_slice());
            assert_eq!(row.broken(), expected.broken);
            at += 1;
            if row.broken().is_none() {
                again.push(b'\n');
                row.write(layout.header(), delimiter, &mut again);
            }
        }
    }
    assert_eq!(at, whole.rows.len(), "blocks hold every row");
    again.push(b'\n');
    // With the decimal sign given: the rows that told it may have been broken ones.
    let decimal = whole.decimal.or(options.decimal);
    if let (Some(_), Ok(again)) =
        (decimal, input::read_table(&again, &Options { decimal: options.decimal, ..Options::default() }))
        && (options.decimal.is_some() || again.decimal == whole.decimal)
    {
        let sound = whole.rows.iter().filter(|row| row.broken.is_none());
        let first: Vec<_> = sound.map(|row| (&row.cells, &row.texts)).collect();
        let second: Vec<_> = again.rows.iter().map(|row| (&row.cells, &row.texts)).collect();
        assert_eq!(first, second, "what is repeated reads the same");
    }
}

/// Numbers and dates: finite or refused, and the same as the standard library where it applies.
pub(crate) fn numbers(data: &[u8]) {
    for cell in data.split(|&byte| byte == b'\n') {
        let told = number::tell(cell);
        for style in [
            Style::Open,
            Style::Found(Decimal::Comma),
            Style::Found(Decimal::Point),
            Style::Forced(Decimal::Comma),
            Style::Forced(Decimal::Point),
        ] {
            for percent in [false, true] {
                if let Ok(value) = number::parse(cell, style, percent) {
                    assert!(
                        value.is_finite() && (value != 0.0 || value.is_sign_positive()),
                        "{:?}: {value}",
                        String::from_utf8_lossy(cell)
                    );
                    // The shortest form reads back as the same number.
                    let written = value.to_string().replace('.', ",");
                    assert_eq!(
                        number::parse(written.as_bytes(), Style::Forced(Decimal::Comma), false),
                        Ok(value),
                        "{written} after {told:?}"
                    );
                }
            }
        }
        let Ok(text) = str::from_utf8(cell) else { continue };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits.split_once('.').map_or((digits, "0"), |parts| parts);
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_digits(plain.0) && is_digits(plain.1) && !date::looks_like_date(text) {
            let (ours, theirs) = (number::parse(cell, Style::Forced(Decimal::Point), false), text.parse::<f64>().unwrap());
            assert!(if theirs.is_finite() { ours == Ok(theirs) } else { ours.is_err() }, "{text}: {ours:?}, not {theirs}");
        }
        if let Some(day) = date::parse(text) {
            assert_eq!(date::parse(&day.to_string()), Some(day), "{text}");
        }
    }
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(*name, options).expect("memory takes everything");
        archive.write_all(bytes).expect("memory takes everything");
    }
    archive.finish().expect("memory takes everything").into_inner()
}

fn workbook(bytes: &[u8], options: &Options) {
    if let Ok(table) = input::read_table(bytes, options) {
        check_rows(&table, bytes.len());
    }
}

/// The sheet of an Excel workbook; every fourth time the bytes of the whole file.
pub(crate) fn xlsx(data: &[u8]) {
    let (options, bytes) = chosen(data);
    if data.first().is_some_and(|first| first % 4 == 3) {
        return workbook(&[b"PK\x03\x04".as_slice(), bytes].concat(), &options);
    }
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", bytes),
    ];
    workbook(&zipped(&parts), &options);
}

/// The content of an `OpenDocument` workbook.
pub(crate) fn ods(data: &[u8]) {
    let (options, bytes) = chosen(data);
    let parts: [(&str, &[u8]); 3] = [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
        ("content.xml", bytes),
    ];
    workbook(&zipped(&parts), &options);
}

/// Reads a recording to its end.
fn read_recording(recording: &mut dyn Recording, most: usize) {
    let (info, mut block, mut samples, mut blocks) = (recording.info().clone(), recording::Block::default(), 0, 0);
    assert!(info.rate_hz.is_finite() && info.rate_hz > 0.0, "{} Hz", info.rate_hz);
    while let Ok(true) = recording.read(&mut block) {
        blocks += 1;
        samples += block.time_s.len();
        assert_eq!(block.time_s.len(), block.acceleration.len());
        assert!(block.rotation.len() == if info.has_rotation { block.time_s.len() } else { 0 });
        let finite = block
            .time_s
            .iter()
            .chain(block.acceleration.iter().chain(&block.rotation).flatten())
            .all(|value| value.is_finite());
        assert!(finite, "a sample is not finite");
        assert!(samples <= most && blocks <= most + 1, "{samples} samples in {blocks} blocks, of at most {most}");
    }
    let texts = Catalogue::new(Language::Dutch, run::tables());
    for note in recording.notes() {
        texts.say(&note);
    }
}

/// Axivity: sectors with their sums put right half of the time, so that what is in them is read.
pub(crate) fn recording_cwa(data: &[u8]) {
    let mut bytes = data.to_vec();
    if data.len().is_multiple_of(2) {
        for sector in bytes.chunks_exact_mut(512).skip(2) {
            let word = |at: usize, sector: &[u8]| u16::from_le_bytes([sector[at], sector[at + 1]]);
            let sum = (0..255).fold(0_u16, |sum, at| sum.wrapping_add(word(2 * at, sector)));
            sector[510..].copy_from_slice(&sum.wrapping_neg().to_le_bytes());
        }
    }
    let length = bytes.len();
    if let Ok(mut recording) = cwa::Cwa::new(Cursor::new(bytes), length as u64) {
        read_recording(&mut recording, length);
    }
}

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

/// A file with `bytes` in a folder of this thread, in memory where the system has that.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    FOLDER.with_borrow_mut(|folder| {
        let shared = Path::new("/dev/shm");
        let folder = folder.get_or_insert_with(|| {
            if shared.is_dir() { tempfile::tempdir_in(shared) } else { tempfile::tempdir() }.expect("a folder can be made")
        });
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file can be written");
        path
    })
}

/// `ActiGraph`: the information up to the first zero byte, the log behind it, its sums put right.
pub(crate) fn recording_gt3x(data: &[u8]) {
    let cut = data.iter().position(|&byte| byte == 0).unwrap_or(data.len());
    let (info, log) = (&data[..cut], data.get(cut + 1..).unwrap_or_default());
    let mut log = log.to_vec();
    let mut at = 0;
    while at + 9 <= log.len() && data.len().is_multiple_of(2) {
        let end = at + 8 + usize::from(u16::from_le_bytes([log[at + 6], log[at + 7]]));
        if end >= log.len() {
            break;
        }
        log[end] = !log[at..end].iter().fold(0, |sum, byte| sum ^ byte);
        at = end + 1;
    }
    let path = file("a.gt3x", &zipped(&[("info.txt", info), ("log.bin", &log)]));
    if let Ok(mut recording) = recording::open(&path, &recording::Options::default()) {
        // Twelve bits an axis at least; a second without change may stand for a whole one.
        read_recording(recording.as_mut(), 1000 * log.len() + 1000);
    }
}

/// A recording as text, with and without a rate from the user.
pub(crate) fn recording_text(data: &[u8]) {
    let (options, bytes) = chosen(data);
    let path = file("a.csv", bytes);
    let rate_hz = data.first().filter(|first| **first % 3 == 0).map(|_| 50.0);
    if let Ok(mut recording) =
        recording::open(&path, &recording::Options { rate_hz, decimal: options.decimal, ..recording::Options::default() })
    {
        read_recording(recording.as_mut(), bytes.len() + 1);
    }
}

struct Heard(usize);

impl score::Listener for Heard {
    fn problems(&mut self, lines: &str) {
        self.0 += lines.len();
    }
    fn progress(&mut self, _: u64) {}
    fn note(&mut self, note: &str) {
        assert!(!note.is_empty());
    }
}

/// A whole batch: the same for one thread and two, every row once in one of the counts, and what
/// is written reads as a table with as many rows.
pub(crate) fn score_stream(data: &[u8]) {
    let (options, bytes) = chosen(data);
    let path = file("in.csv", bytes);
    let texts = run::texts(Language::Dutch);
    let batch = |threads: usize| {
        let out = path.with_file_name("out.csv");
        let setting = Setting { language: Language::Dutch, ..Setting::default() };
        let request = score::Request {
            file: path.clone(),
            options: options.clone(),
            out: Some(out.clone()),
            columns: Vec::new(),
            setting,
            threads,
        };
        let summary = score::run(&request, &texts, &mut Heard(0));
        summary.map(|summary| (summary, fs::read(out).expect("it was written"))).map_err(|error| error.say(&texts))
    };
    let (one, two) = (batch(1), batch(2));
    assert_eq!(one, two, "one thread and two differ");
    let Ok((summary, out)) = one else { return };
    let table = input::read_table(bytes, &options).expect("what is scored can be read");
    assert_eq!(summary.rows(), table.rows.len() as u64, "rows in are rows out");
    let rows = |out: &[u8]| -> u64 {
        let delimiter = table.dialect.map_or(b';', |dialect| dialect.delimiter);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(out);
        let columns = reader.byte_headers().expect("a header").len();
        assert!(columns >= score_columns(), "{columns} columns");
        let (mut record, mut rows) = (csv::ByteRecord::new(), 0);
        while reader.read_byte_record(&mut record).expect("memory can be read") {
            rows += 1;
        }
        rows
    };
    assert!(str::from_utf8(&out).is_ok(), "the output is UTF-8");
    // A quote that is never closed swallows what follows it, in any reader; a carriage return alone
    // is a line end to this one, and a part of its cell to a spreadsheet program and to us.
    let is_alone = |at: usize| out[at] == b'\r' && out.get(at + 1) != Some(&b'\n');
    if table.rows.iter().all(|row| row.broken.is_none()) && !(0..out.len()).any(is_alone) {
        assert_eq!(rows(&out), summary.rows(), "{}", String::from_utf8_lossy(&out));
    }
}

/// A batch in shares: merged they are the bytes of one run, with every row counted.
pub(crate) fn shares(data: &[u8]) {
    let (options, bytes) = chosen(data);
    let path = file("shares.csv", bytes);
    let texts = run::texts(Language::Dutch);
    let setting = Setting { language: Language::Dutch, ..Setting::default() };
    let at = |name: String| path.with_file_name(name);
    let whole = at("whole.csv".to_owned());
    let request = score::Request {
        file: path.clone(),
        options: options.clone(),
        out: Some(whole.clone()),
        columns: Vec::new(),
        setting,
        threads: 1,
    };
    let one = score::run(&request, &texts, &mut Heard(0)).map_err(|error| error.say(&texts));
    let of = 1 + data.len() as u64 % 4;
    let mut parts = Vec::new();
    for number in 1..=of {
        let out = at(format!("part-{number}.csv"));
        let request = batch::Request {
            inputs: vec![path.clone()],
            options: options.clone(),
            out: Some(out.clone()),
            into_one: false,
            shard: Some(Shard { number, of }),
            force: true,
            columns: Vec::new(),
            setting,
            threads: 1,
        };
        let share = batch::run(&request, &texts, &mut Heard(0)).map_err(|error| error.say(&texts));
        match (&one, share) {
            (Err(one), Err(share)) => return assert_eq!(*one, share),
            (Err(one), Ok(_)) => panic!("a share of what is refused: {one}"),
            (Ok(_), Err(share)) => panic!("a share is refused: {share}"),
            (Ok(_), Ok(_)) => parts.push(out),
        }
    }
    let merged = at("merged.csv".to_owned());
    let summary = merge::run(&merge::Request { parts, out: Some(merged.clone()) }).expect("shares can be merged");
    assert_eq!(Ok(summary.rows), one);
    assert!(fs::read(merged).expect("it was written") == fs::read(whole).expect("it was written"), "the bytes differ");
}

fn score_columns() -> usize {
    rugwijzer::method::METHODS.iter().map(|method| method.score_columns.len()).sum()
}

/// A whole report in every form: JSON is JSON, and the row counts are those of the table.
pub(crate) fn report(data: &[u8]) {
    let (options, bytes) = chosen(data);
    let path = file("report.csv", bytes);
    let setting = Setting { language: Language::Dutch, ..Setting::default() };
    let Ok(assessment) = run::assess::files(&[path], &options, &recordings::Options::default(), setting) else { return };
    assert!(assessment.rejected <= assessment.rows);
    let texts = run::texts(Language::Dutch);
    for format in Format::ALL.iter().copied() {
        let bytes = run::report::bytes(&assessment, &texts, format).expect("these formats cannot fail");
        let text = str::from_utf8(&bytes);
        if format.ending() == "json" {
            let json: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
            assert!(json.is_object());
        }
        if matches!(format.ending(), "md" | "html" | "json") {
            let text = text.expect("text");
            assert!(!text.contains("NaN") || String::from_utf8_lossy(data).contains("NaN"), "NaN in {}", format.ending());
        }
    }
}

/// What a browser, or anything else, sends to the form: it is answered, the task file stays one, and
/// what is the user's own in it stays as it was.
pub(crate) fn form(data: &[u8]) {
    const PORT: u16 = 4711;
    const PATHS: [&str; 8] = [
        "/task/1/lifting",
        "/task/1/lifting/live",
        "/task/2/lifting/cell",
        "/task/1/mac",
        "/task/2/trunk",
        "/task/1/observe",
        "/new",
        "/task/2/observe/minutes",
    ];
    let (first, body) = data.split_first().unwrap_or((&0, &[]));
    let path = file("form.csv", "taak;last_kg;eigen\r\nkist;12,5;a\r\nzak;25;\"b;\"\r\n".as_bytes());
    let request = web::Request {
        file: path.clone(),
        port: PORT,
        options: Options::default(),
        recordings: recordings::Options::default(),
        setting: Setting { language: Language::Dutch, ..Setting::default() },
    };
    let app = Arc::new(web::App::open(&request, PORT).expect("a good file opens"));
    let host = format!("127.0.0.1:{PORT}");
    let sent = axum::http::Request::post(PATHS[usize::from(*first) % PATHS.len()])
        .header("host", &host)
        .header("origin", format!("http://{host}"))
        .header("cookie", format!("rugwijzer-{PORT}={}", app.token()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(body.to_vec()))
        .expect("a good request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let answer = runtime.block_on(tower::ServiceExt::oneshot(web::router(app), sent)).expect("it answers");
    assert!(!answer.status().is_server_error(), "{}", answer.status());
    let bytes = fs::read(&path).expect("it is there");
    let mut stream = input::stream(bytes.as_slice(), &Options::default(), &[]).expect("it is a task file");
    let place = stream.header().find("eigen").expect("the column stays");
    let (mut row, mut own) = (StreamRow::default(), Vec::new());
    while stream.next(&mut row).expect("memory can be read") {
        assert!(row.broken().is_none(), "row {}", row.number());
        own.push(row.value(place));
    }
    assert_eq!(own.get(..2), Some(["a".to_owned(), "b;".to_owned()].as_slice()), "what is the user's own stays");
}
