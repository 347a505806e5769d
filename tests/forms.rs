//! Every way in which a number, a dialect and an encoding reach us: a cell is read as what was
//! meant, or refused with its reason, and every row is counted once.

use rugwijzer::domain::{Column, Fault};
use rugwijzer::input::{self, Options, Table};

fn read(bytes: &[u8]) -> Table {
    input::read_table(bytes, &Options::default()).expect("a good file")
}

/// What spreadsheet programs and people write in a Dutch file, and what it must be.
#[test]
fn every_form_of_a_number_is_read_or_refused() {
    use Fault::{LooksLikeDate, NotANumber, NotFinite, SpreadsheetError};
    let forms: [(&str, Result<f64, Fault>); 44] = [
        ("12,5", Ok(12.5)),
        ("1.234,5", Ok(1234.5)),
        ("1 234,5", Ok(1234.5)),
        ("1\u{a0}234,5", Ok(1234.5)),
        ("1\u{202f}234,5", Ok(1234.5)),
        ("1'234,5", Err(NotANumber)),
        ("1\u{a0}234", Ok(1234.0)),
        ("1\u{202f}234,25", Ok(1234.25)),
        ("10 150", Err(NotANumber)),
        ("12 34,5", Err(NotANumber)),
        (" 12,5 ", Ok(12.5)),
        ("\u{a0}12,5\u{a0}", Ok(12.5)),
        ("\"12,5\"", Ok(12.5)),
        ("=\"12,5\"", Err(NotANumber)),
        ("1,5E3", Ok(1500.0)),
        ("1,5E+03", Ok(1500.0)),
        ("1,5e-1", Ok(0.15)),
        ("+12,5", Ok(12.5)),
        (",5", Ok(0.5)),
        ("12,", Ok(12.0)),
        ("0012", Ok(12.0)),
        ("12,5-", Err(NotANumber)),
        ("'12,5", Err(NotANumber)),
        ("(12,5)", Err(NotANumber)),
        ("12%", Err(NotANumber)),
        ("€ 5", Err(NotANumber)),
        ("5 kg", Err(NotANumber)),
        ("1/2", Err(LooksLikeDate)),
        ("1-2-2026", Err(LooksLikeDate)),
        ("01-feb", Err(LooksLikeDate)),
        ("feb-26", Err(LooksLikeDate)),
        ("2026-02-01 00:00:00", Err(LooksLikeDate)),
        ("#N/B", Err(SpreadsheetError)),
        ("#N/A", Err(SpreadsheetError)),
        ("#WAARDE!", Err(SpreadsheetError)),
        ("#VALUE!", Err(SpreadsheetError)),
        ("#DEEL/0!", Err(SpreadsheetError)),
        ("#VERW!", Err(SpreadsheetError)),
        ("########", Err(SpreadsheetError)),
        ("NaN", Err(NotFinite)),
        ("1E400", Err(NotFinite)),
        ("1.2.3,4", Err(NotANumber)),
        ("12,5,5", Err(NotANumber)),
        ("een", Err(NotANumber)),
    ];
    let mut file = "taak;pull_force_kg\nvooraf;0,5\n".to_owned();
    for (form, _) in &forms {
        file.push_str(&format!("kist;{form}\n"));
    }
    let table = read(file.as_bytes());
    assert_eq!(table.rows.len(), forms.len() + 1, "every row is there");
    let mut wrong = Vec::new();
    for (row, (form, expected)) in table.rows[1..].iter().zip(&forms) {
        let fault = row.faults.iter().find(|fault| fault.column == Column::PullForceKg).map(|fault| fault.fault);
        let found = row.cells.number(Column::PullForceKg).ok_or(fault);
        if found != (*expected).map_err(Some) {
            wrong.push(format!("{form}: {found:?}, not {expected:?}"));
        }
        assert_eq!(row.is_sound(), found.is_ok(), "{form}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_percent_sign_stands_in_a_column_of_shares_only() {
    let table = read("taak;trunk_ge60_pct;load_kg\nkist;12%;0,5\nzak;1,5 %;12%\n".as_bytes());
    assert_eq!(table.rows[0].cells.number(Column::TrunkGe60Pct), Some(12.0));
    assert_eq!(table.rows[1].cells.number(Column::TrunkGe60Pct), Some(1.5));
    assert!(table.rows[1].cells.is_rejected(Column::LoadKg));
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let wide = |unit: u16| if encoding == "utf-16be" { unit.to_be_bytes() } else { unit.to_le_bytes() };
    match encoding {
        "utf-8" => text.as_bytes().to_vec(),
        "utf-8 with mark" => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        "utf-16le" | "utf-16be" => format!("\u{feff}{text}").encode_utf16().flat_map(wide).collect(),
        // Of what is used here, Windows-1252 differs from the code points in nothing.
        _ => text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a Western letter")).collect(),
    }
}

#[test]
fn every_dialect_in_every_encoding_gives_the_same_rows() {
    for delimiter in [';', ',', '\t'] {
        for end in ["\n", "\r\n"] {
            for encoding in ["utf-8", "utf-8 with mark", "utf-16le", "utf-16be", "windows-1252"] {
                for (quote, last_end) in [("", true), ("\"", true), ("\"", false)] {
                    let cell = |words: &str| format!("{quote}{words}{quote}");
                    let number = if delimiter == ',' { "12.5" } else { "12,5" };
                    let rows = [["taak", "last_kg", "opmerking"], ["kist één", number, "ü"], ["", "", ""], ["zak", "7", ""]];
                    let lines = rows.map(|row| row.map(cell).join(&delimiter.to_string()));
                    let text = lines.join(end) + if last_end { end } else { "" };
                    let table = read(&encoded(&text, encoding));
                    let name = format!("{delimiter:?} {end:?} {encoding} {quote:?} {last_end}");
                    let read: Vec<_> = table
                        .rows
                        .iter()
                        .map(|row| (row.number, row.text(Column::Task), row.cells.number(Column::LoadKg)))
                        .collect();
                    assert_eq!(read, [(2, "kist één", Some(12.5)), (4, "zak", Some(7.0))], "{name}");
                    assert_eq!(table.rows[0].text(Column::Note), "ü", "{name}");
                }
            }
        }
    }
}

/// Rows with bytes that are no text, halves of UTF-16, quotes too many: each row is one row.
#[test]
fn damaged_bytes_cost_their_row_at_most() {
    for damage in
        [b"\xff\xfe".as_slice(), b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"a\"b", b"\"a\"b\"", b"\x1a", b"\0"]
    {
        let file = [b"taak;last_kg\nkist;12,5\n".as_slice(), damage, b";7,5\nzak;3,5\n"].concat();
        let table = read(&file);
        let name = String::from_utf8_lossy(damage).into_owned();
        assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3, 4], "{name:?}");
        assert_eq!(table.rows[0].cells.number(Column::LoadKg), Some(12.5), "{name:?}");
        assert_eq!(table.rows[2].cells.number(Column::LoadKg), Some(3.5), "{name:?}");
    }
    // A lone half of a letter of UTF-16.
    let mut wide = encoded("taak;last_kg\nkist;12,5\nzak;3,5\n", "utf-16le");
    let at = wide.len() - 16;
    wide.splice(at..at, [0x00, 0xd8]);
    assert_eq!(read(&wide).rows.len(), 2);
}
