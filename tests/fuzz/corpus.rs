//! What the mutations start from, and the words that they put in.

use std::fs;
use std::path::Path;

fn files(folder: &str, endings: &[&str], most: usize) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("fixtures are there").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let fits = |path: &Path| path.extension().is_some_and(|end| endings.iter().any(|ending| end == *ending));
    let begin = |path: &Path| {
        let mut bytes = fs::read(path).expect("readable");
        bytes.truncate(most);
        bytes
    };
    paths.iter().filter(|path| fits(path)).map(|path| begin(path)).collect()
}

/// With a byte in front that chooses how a task file is read.
fn chosen(seeds: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    seeds.into_iter().enumerate().map(|(at, seed)| [&[u8::try_from(at % 3).unwrap_or(0)], seed.as_slice()].concat()).collect()
}

fn tasks() -> Vec<Vec<u8>> {
    let mut seeds = files("fixtures/tasks/valid", &["csv"], 8 << 10);
    seeds.extend(files("fixtures/tasks/broken", &["csv"], 8 << 10));
    seeds.push(super::support::batch::lines(12, true));
    chosen(seeds)
}

const SHEET: &[u8] = br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>task</t></is></c><c r="B1" t="inlineStr"><is><t>load_kg</t></is></c><c r="C1" t="str"><v>date</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>kist</t></is></c><c r="B2"><v>12.5</v></c><c r="C2" t="d"><v>2026-02-01</v></c></row><row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="inlineStr"><is><t>7,5</t></is></c><c r="C3" t="b"><v>1</v></c></row></sheetData></worksheet>"#;

const CONTENT: &[u8] = br#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>task</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>load_kg</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1" office:value-type="string"><text:p>kist</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;

/// An `ActiGraph` log: parameters with the scale, a second of twelve-bit and one of sixteen-bit samples.
fn gt3x() -> Vec<u8> {
    let record = |kind: u8, stamp: u32, payload: &[u8]| {
        let mut bytes = vec![0x1e, kind];
        bytes.extend(stamp.to_le_bytes());
        bytes.extend(u16::try_from(payload.len()).unwrap_or(0).to_le_bytes());
        bytes.extend(payload);
        bytes.push(!bytes.iter().fold(0, |sum, byte| sum ^ byte));
        bytes
    };
    let info =
        b"Serial Number: MOS2A00000000\nDevice Type: wGT3XBT\nFirmware: 1.9.2\nSample Rate: 30\nAcceleration Scale: 256.0\n\0";
    let packed: Vec<u8> = (0..135_u8).collect();
    let wide: Vec<u8> = (0..180_u8).collect();
    [info.to_vec(), record(0, 100, &packed), record(26, 101, &wide), record(0, 105, &packed), record(26, 106, &wide)].concat()
}

/// The seeds of a target.
pub(crate) fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "table" | "score" | "shares" | "report" => tasks(),
        "number" => vec![FORMS.concat_lines(), b"1\n12\n12,5\n-3\n0.1\n1e5\n12345678901234567890".to_vec()],
        "xlsx" => {
            let mut seeds = chosen(vec![SHEET.to_vec(); 3]);
            seeds.extend(
                files("fixtures/tasks/broken", &["xlsx"], 1 << 16)
                    .into_iter()
                    .map(|bytes| [&[3], &bytes[4.min(bytes.len())..]].concat()),
            );
            seeds
        }
        "ods" => chosen(vec![CONTENT.to_vec(); 3]),
        "cwa" => files("fixtures/recordings", &["cwa"], 1024 + 12 * 512),
        "gt3x" => vec![gt3x(), [gt3x(), vec![0]].concat()],
        "recording_text" => {
            let mut seeds = files("fixtures/recordings", &["csv"], 4 << 10);
            seeds.push(b"tijd;x;y;z\n0,00;0,1;0,2;9,8\n0,01;0,1;0,2;9,8\n0,02;0,1;0,2;9,8\n".to_vec());
            seeds.push(b"time,acc_x,acc_y,acc_z,gyro_x,gyro_y,gyro_z\n2026-01-01T00:00:00,0,0,1,0,0,0\n2026-01-01T00:00:00.01,0,0,1,0,0,0\n".to_vec());
            chosen(seeds)
        }
        "form" => {
            let lift = b"c.load_kg=26&w.load_kg=12%2C5&c.h_origin_cm=40&w.h_origin_cm=&c.v_origin_cm=30&c.v_destination_cm=90&c.lifts_per_min=2&c.lifting_hours=1&c.coupling=redelijk&c.note=een%0D%0Atwee%3B%22drie%22";
            let others: [&[u8]; 5] = [
                b"c.mac_operation=lift&c.mac_hand_distance=far&w.mac_hand_distance=close&c.task=vat",
                b"c.trunk_ge45_pct=12%25&c.task_hours=4&w.task_hours=&c.date=1-2-2026",
                b"trunk=ge60&interval=20&kneeling=1",
                b"task=krat&part=lifting",
                b"column=kneeling_min",
            ];
            let sent = [lift.as_slice(); 3].into_iter().chain(others).enumerate();
            sent.map(|(path, body)| [&[u8::try_from(path).unwrap_or(0)], body].concat()).collect()
        }
        _ => Vec::new(),
    }
}

/// What is worth putting in, whatever stands around it.
pub(crate) const WORDS: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b";",
    b",",
    b"\t",
    b"|",
    b"\r",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc2\xa0",
    b"\xe2\x80\xaf",
    b"\xe2\x88\x92",
    b"sep=;\n",
    b"load_kg",
    b"trunk_flexion",
    b"aw_z_ms2",
    b"vibration_recording",
    b"r=\"XFD1048576\"",
    b"r=\"A1048576\"",
    b"number-rows-repeated=\"1048576\"",
    b"number-columns-repeated=\"16384\"",
    b"1e308",
    b"1e-320",
    b"inf",
    b"NaN",
    b"&#0;",
    b"<!--",
    b"]]>",
    b"\x1e",
    b"&",
    b"=",
    b"%00",
    b"%ff",
    b"+",
    b"c.load_kg=",
    b"AX",
    b"MD",
];

/// Numbers as people and spreadsheet programs write them.
pub(crate) const FORMS: &[&[u8]] = &[
    b"1.234,5",
    b"1,234.5",
    b"1.234",
    b"1,5E3",
    b"12%",
    b"1 234,5",
    b"1\xc2\xa0234,5",
    b"1\xe2\x80\xaf234,5",
    b"12,5-",
    b"'12,5",
    b"\xe2\x88\x9212",
    b"+3",
    b"#N/B",
    b"#WAARDE!",
    b"#VALUE!",
    b"#DEEL/0!",
    b"1-2-2026",
    b"01-feb",
    b"2026-02-01",
    b"12:30",
    b"1e400",
    b"0,1e-400",
    b"\xe2\x82\xac 5",
    b"5 kg",
    b"1/2",
    b"-",
    b".",
    b",",
    b"--5",
];

trait Lines {
    fn concat_lines(&self) -> Vec<u8>;
}

impl Lines for &[&[u8]] {
    fn concat_lines(&self) -> Vec<u8> {
        self.join(b"\n".as_slice())
    }
}
