//! Workbooks give the same rows as text files.
#![cfg(feature = "app")]

use rugwijzer::domain::{Column, Fault, Language};
use rugwijzer::input::{self, Options, Sheet, StreamRow, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn saved(fill: impl FnOnce(&mut Workbook) -> Result<(), rust_xlsxwriter::XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook).expect("cells can be written");
    workbook.save_to_buffer().expect("memory takes everything")
}

fn read(bytes: &[u8]) -> Table {
    input::read_table(bytes, &Options::default()).expect("a good workbook")
}

fn lifting() -> Vec<u8> {
    saved(|workbook| {
        let date = Format::new().set_num_format("dd-mm-yyyy");
        let percent = Format::new().set_num_format("0.0%");
        workbook.add_worksheet().set_name("Toelichting")?.write(0, 0, "Lees mij")?;
        let sheet = workbook.add_worksheet();
        sheet.set_name("Metingen")?;
        for (place, name) in
            (1..).zip(["Taak", "datum", "last_kg", "romp_ge60_pct", "snel_tillen", "mac_omgeving", "mijn code"])
        {
            sheet.write(2, place, name)?;
        }
        sheet.write(3, 1, "Kist, op \"pallet\"")?;
        sheet.write_with_format(3, 2, &ExcelDateTime::parse_from_str("2026-02-01")?, &date)?;
        sheet.write(3, 3, 12.5)?;
        sheet.write_with_format(3, 4, 0.07, &percent)?;
        sheet.write(3, 5, true)?;
        sheet.write(3, 6, 2)?;
        sheet.write(3, 7, 7)?;
        sheet.write(5, 1, "Zak")?;
        sheet.write(5, 2, 45_000)?;
        sheet.write(5, 3, "25,5")?;
        sheet.write(5, 4, "#DEEL/0!")?;
        sheet.write(5, 6, 3)?;
        sheet.write(6, 1, 3)?;
        sheet.write_with_format(6, 3, &ExcelDateTime::parse_from_str("2026-02-01")?, &date)?;
        sheet.write(6, 9, "naast de tabel")?;
        Ok(())
    })
}

fn second_sheet() -> Options {
    Options { sheet: Some("metingen".to_owned()), ..Options::default() }
}

#[test]
fn cells_have_their_types_and_rows_their_numbers() {
    let table = input::read_table(&lifting(), &second_sheet()).expect("a good workbook");
    let [kist, zak, three] = table.rows.as_slice() else { panic!("three rows") };
    assert_eq!((table.header.row(), kist.number, zak.number), (3, 4, 6));
    assert_eq!(kist.text(Column::Task), "Kist, op \"pallet\"");
    assert_eq!(kist.date.map(|date| date.to_string()).as_deref(), Some("2026-02-01"));
    assert_eq!(kist.cells.number(Column::LoadKg), Some(12.5));
    assert_eq!(kist.cells.number(Column::TrunkGe60Pct), Some(7.0), "7 % is 7, not 0.07");
    assert_eq!((kist.cells.choice(Column::FastLifting), kist.cells.choice(Column::MacEnvironment)), (Some(1), Some(2)));
    assert!(kist.is_sound());
    assert_eq!(zak.cells.number(Column::LoadKg), Some(25.5), "text is read as in a text file");
    let faults = |row: &input::Row| row.faults.iter().map(|fault| (fault.column, fault.fault)).collect::<Vec<_>>();
    assert_eq!(
        faults(zak),
        [
            (Column::Date, Fault::NotADate),
            (Column::TrunkGe60Pct, Fault::SpreadsheetError),
            (Column::MacEnvironment, Fault::UnknownWord)
        ]
    );
    assert_eq!(three.text(Column::Task), "3");
    assert_eq!(faults(three), [(Column::LoadKg, Fault::LooksLikeDate)]);
    assert_eq!(
        table.notes.iter().map(|note| note.key).collect::<Vec<_>>(),
        ["input.note.unknown_columns", "input.note.outside_table"]
    );
}

#[test]
fn a_sheet_is_repeated_as_a_text_file() {
    let mut out = Vec::new();
    let mut sheet = Sheet::open(&lifting(), &second_sheet(), Language::Dutch, &[]).expect("a good workbook");
    let mut row = StreamRow::default();
    while sheet.next(&mut row) {
        row.write(sheet.header(), b';', &mut out);
        out.push(b'\n');
    }
    let expected = "\"Kist, op \"\"pallet\"\"\";2026-02-01;12,5;0,07;ja;2;7\nZak;45000;25,5;#DEEL/0!;;3;\n3;;2026-02-01;;;;\n";
    assert_eq!(String::from_utf8(out).expect("output is UTF-8"), expected);
}

#[test]
fn the_sheet_can_be_chosen_and_a_wrong_name_is_answered() {
    let refused = |options: &Options| {
        input::read_table(&lifting(), options).err().and_then(|error| error.phrase().map(|phrase| phrase.key))
    };
    assert_eq!(refused(&Options::default()), Some("input.refused.no_task"));
    assert_eq!(
        refused(&Options { sheet: Some("Blad9".to_owned()), ..Options::default() }),
        Some("input.refused.no_such_sheet")
    );
    assert_eq!(refused(&second_sheet()), None);
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let table = read(&saved(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "task")?;
        sheet.write(1, 0, "box")?;
        sheet.write(1_048_575, 16_383, "far")?;
        Ok(())
    }));
    assert_eq!(table.rows.len(), 1);
}

#[test]
fn shares_that_look_like_fractions_are_named() {
    let table = read(&saved(|workbook| {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "task")?;
        sheet.write(0, 1, "trunk_ge60_pct")?;
        sheet.write(1, 0, "paving")?;
        sheet.write(1, 1, 0.12)?;
        Ok(())
    }));
    assert_eq!(table.notes.iter().map(|note| note.key).collect::<Vec<_>>(), ["input.note.fractions"]);
}

#[test]
fn an_open_document_is_read() {
    let bytes = include_bytes!("../fixtures/tasks/valid/lifting.ods");
    let table = read(bytes);
    let [row] = table.rows.as_slice() else { panic!("one row") };
    assert_eq!((row.number, row.text(Column::Task)), (3, "Kist op pallet"));
    assert_eq!(row.cells.number(Column::LoadKg), Some(12.5));
    assert_eq!(row.date.map(|date| date.to_string()).as_deref(), Some("2026-02-01"));
    assert!(row.is_sound());
}
