//! What the first part of a text recording tells of the whole: header, decimal sign, unit, rate.

use super::header::{Doubt, Header, Slot, split};
use super::number::{Field, Sign, bare, clock, decimal_sign, field};
use super::{AccelerationUnit, Options};
use crate::domain::{Phrase, Unit};
use crate::input::Decimal;

/// What was decided.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) decimal: u8,
    pub(super) rate_hz: f64,
    pub(super) time: TimeKind,
    pub(super) time_scale: f64,
    /// m/s² in the file's unit.
    pub(super) scale: f64,
    pub(super) gyro_unit: Option<super::RotationUnit>,
    /// rad/s in the file's unit.
    pub(super) gyro_scale: f64,
    pub(super) notes: Vec<Phrase>,
}

/// How the file tells the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeKind {
    /// Not at all, or too coarsely: times follow from the rate.
    None,
    /// As a number.
    Seconds,
    /// As a date or a time of day.
    Clock,
}

/// Lines before a header that are looked at.
const PREAMBLE: usize = 200;
/// Rows that decide.
const ROWS: usize = 8192;

/// The header, the number of lines up to and including it, and where the rows begin.
pub(super) fn find_header(head: &[u8], bom: usize) -> Result<(Header, u64, usize), Phrase> {
    let mut begin = bom;
    for number in 1..=PREAMBLE {
        let rest = &head[begin..];
        let Some(length) = rest.iter().position(|&byte| byte == b'\n') else { break };
        let line = String::from_utf8_lossy(&rest[..length]);
        begin += length + 1;
        match Header::read(line.trim_end()) {
            Ok(header) => return Ok((header, number as u64, begin)),
            Err(Doubt::No) => {}
            Err(Doubt::Twice(column)) => return Err(Phrase::new("recording.column_twice").text("column", column)),
            Err(Doubt::Units) => return Err(Phrase::new("recording.units_differ")),
        }
    }
    Err(Phrase::new("recording.no_header"))
}

/// The beginning of the first line, for a message.
pub(super) fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let text = String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned();
    if text.chars().count() > 60 { text.chars().take(60).chain(['…']).collect() } else { text }
}

/// A row of the beginning: its line and its fields.
struct Row<'a> {
    line: u64,
    text: &'a [u8],
    fields: Vec<&'a [u8]>,
}

pub(super) fn decide(header: &Header, head: &[u8], whole: bool, first: u64, options: &Options) -> Result<Facts, Phrase> {
    let end = if whole { head.len() } else { head.iter().rposition(|&byte| byte == b'\n').unwrap_or(0) };
    let rows: Vec<Row> = (first..)
        .zip(head[..end].split(|&byte| byte == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .take(ROWS)
        .map(|(number, line)| Row {
            line: number,
            text: line,
            fields: split(line.strip_suffix(b"\r").unwrap_or(line), header.delimiter),
        })
        .collect();
    if rows.is_empty() {
        return Err(Phrase::new("recording.no_rows"));
    }
    // The last line may be one that was cut off.
    let checked = if rows.len() > 1 { rows.len() - 1 } else { 1 };
    let expected = header.names.len();
    let trailing = |row: &Row| row.fields.len() == expected + 1 && row.fields[expected].trim_ascii().is_empty();
    if let Some(row) = rows[..checked].iter().find(|row| row.fields.len() != expected && !trailing(row)) {
        return Err(Phrase::new("recording.fields")
            .exact("row", row.line as f64)
            .exact("found", row.fields.len() as f64)
            .exact("expected", expected as f64)
            .text("line", first_line(row.text)));
    }
    let mut notes = Vec::new();
    let decimal = decimal(header, &rows, options)?;
    let unit = unit(header, &rows, decimal, options, &mut notes)?;
    let (time, time_scale, rate_hz) = rate(header, &rows, decimal, options, &mut notes)?;
    let gyro_unit = options.gyro_unit.or(header.gyro_unit);
    if header.has_rotation() && gyro_unit.is_none() {
        notes.push(Phrase::new("recording.gyro_left_out"));
    }
    Ok(Facts {
        decimal,
        rate_hz,
        time,
        time_scale,
        scale: unit.metres(),
        gyro_unit,
        gyro_scale: gyro_unit.map_or(1.0, super::RotationUnit::radians),
        notes,
    })
}

/// The decimal sign: the first telling cell decides, and a later one that contradicts it is an error.
fn decimal(header: &Header, rows: &[Row], options: &Options) -> Result<u8, Phrase> {
    // With a comma between fields a number with a decimal comma is in quotation marks.
    let mut decided: Option<(u8, u64, &str)> =
        options.decimal.map(|sign| (if sign == Decimal::Comma { b',' } else { b'.' }, 0, ""));
    let mut ambiguous = None;
    for row in rows {
        for (slot, (field, name)) in header.slots.iter().zip(row.fields.iter().zip(&header.names)) {
            if slot.is_none() {
                continue;
            }
            match decimal_sign(field) {
                Sign::Silent => {}
                Sign::Ambiguous => {
                    ambiguous.get_or_insert_with(|| (row.line, name, String::from_utf8_lossy(bare(field)).into_owned()));
                }
                Sign::Telling(sign) => match decided {
                    None => decided = Some((sign, row.line, name)),
                    Some((before, line, column)) if before != sign => {
                        return Err(Phrase::new("recording.decimal_contradicts")
                            .exact("row", row.line as f64)
                            .text("column", name.clone())
                            .text("found", String::from_utf8_lossy(bare(field)))
                            .exact("other_row", line as f64)
                            .text("other_column", column)
                            .text("sign", if before == b'.' { "." } else { "," }));
                    }
                    Some(_) => {}
                },
            }
        }
    }
    match (decided, ambiguous) {
        (Some((sign, ..)), _) => Ok(sign),
        (None, None) => Ok(b'.'),
        (None, Some((line, column, found))) => Err(Phrase::new("recording.decimal_ambiguous")
            .exact("row", line as f64)
            .text("column", column.clone())
            .text("found", found)),
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The unit: as stated, or as gravity shows it.
fn unit(
    header: &Header,
    rows: &[Row],
    decimal: u8,
    options: &Options,
    notes: &mut Vec<Phrase>,
) -> Result<AccelerationUnit, Phrase> {
    // Gravity is what is constant: the median of each axis. Vibration without gravity has none.
    let columns = [0, 1, 2].map(|axis| header.column(Slot::Acceleration(axis)).unwrap_or(0));
    let value = |row: &Row, column: usize| match field(row.fields.get(column)?, decimal) {
        Field::Number(value) => Some(value),
        _ => None,
    };
    let middle = |column| median(rows.iter().filter_map(|row| value(row, column)).collect());
    let constant = columns.map(|column| middle(column).unwrap_or(0.0)).iter().map(|value| value * value).sum::<f64>().sqrt();
    // A sensor that is turned about has a length and no constant part: what is left of it then is no gravity.
    let length = |row: &Row| {
        Some(columns.map(|column| value(row, column)).iter().try_fold(0.0, |sum, v| Some(sum + (*v)? * (*v)?))?.sqrt())
    };
    let usual = median(rows.iter().filter_map(length).collect()).unwrap_or(constant);
    let near = |expected: f64| (constant / expected - 1.0).abs() <= 0.15 && (0.3..3.0).contains(&(usual / expected));
    let seems = [
        (AccelerationUnit::MetrePerSecondSquared, 9.806_65),
        (AccelerationUnit::Gravity, 1.0),
        (AccelerationUnit::Milligravity, 1000.0),
    ]
    .into_iter()
    .find(|(_, expected)| near(*expected))
    .map(|(unit, _)| unit);
    let stated = options.unit.or(header.unit);
    if let (Some(option), Some(named)) = (options.unit, header.unit)
        && option != named
    {
        return Err(Phrase::new("recording.unit_contradicts_header").text("option", option.key()).text("header", named.key()));
    }
    match (stated, seems) {
        (Some(stated), Some(seems)) if stated != seems => Err(Phrase::new("recording.unit_contradicts")
            .text("stated", stated.symbol())
            .text("seems", seems.symbol())
            .text("option", seems.key())
            .number("constant", constant, Unit::None)
            .number("gravity", constant * stated.metres(), Unit::Acceleration)),
        (Some(stated), _) => Ok(stated),
        (None, Some(seems)) => {
            notes.push(Phrase::new("recording.unit_taken").text("unit", seems.symbol()).number(
                "constant",
                constant,
                Unit::None,
            ));
            Ok(seems)
        }
        (None, None) if rows.iter().all(|row| length(row).is_none()) => Err(Phrase::new("recording.no_numbers")
            .exact("first", rows[0].line as f64)
            .exact("last", rows[rows.len() - 1].line as f64)
            .text("line", first_line(rows[0].text))),
        (None, None) => Err(Phrase::new("recording.unit_unknown").number("constant", constant, Unit::None)),
    }
}

/// How the file tells the time, seconds in its unit, and the rate.
fn rate(
    header: &Header,
    rows: &[Row],
    decimal: u8,
    options: &Options,
    notes: &mut Vec<Phrase>,
) -> Result<(TimeKind, f64, f64), Phrase> {
    let Some(column) = header.column(Slot::Time) else {
        let rate = options.rate_hz.ok_or_else(|| Phrase::new("recording.no_time"))?;
        return Ok((TimeKind::None, 1.0, rate));
    };
    let name = || header.names[column].clone();
    let cells: Vec<(u64, &[u8])> = rows.iter().filter_map(|row| Some((row.line, *row.fields.get(column)?))).collect();
    let kind = match cells.first().map(|(_, cell)| field(cell, decimal)) {
        Some(Field::Other) if cells.first().is_some_and(|(_, cell)| clock(cell, decimal).is_some()) => TimeKind::Clock,
        Some(Field::Other) => {
            let (row, found) =
                cells.first().map_or((0, ""), |(row, cell)| (*row, std::str::from_utf8(bare(cell)).unwrap_or_default()));
            return Err(Phrase::new("recording.time_unreadable")
                .exact("row", row as f64)
                .text("column", name())
                .text("found", found));
        }
        _ => TimeKind::Seconds,
    };
    let scale = if kind == TimeKind::Clock { 1.0 } else { header.time_scale };
    let times: Vec<f64> = cells
        .iter()
        .filter_map(|(_, cell)| match kind {
            TimeKind::Clock => clock(cell, decimal),
            _ => match field(cell, decimal) {
                Field::Number(value) => Some(value * scale),
                _ => None,
            },
        })
        .collect();
    let intervals: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if intervals.len() < 2 {
        return Err(Phrase::new("recording.no_rows"));
    }
    let standing = intervals.iter().filter(|&&interval| interval.abs() < 1e-12).count();
    if 2 * standing > intervals.len() {
        // Many rows with the same time: the clock cannot tell one sample from the next.
        let rate = options.rate_hz.ok_or_else(|| Phrase::new("recording.time_too_coarse").text("column", name()))?;
        notes.push(Phrase::new("recording.time_coarse_left_out").text("column", name()));
        return Ok((TimeKind::None, 1.0, rate));
    }
    let usual = median(intervals.clone()).unwrap_or(0.0);
    if usual <= 0.0 {
        return Err(Phrase::new("recording.time_backwards").text("column", name()));
    }
    // Rounded time stamps alternate around the true interval: the mean of all that are no gap.
    let regular: Vec<f64> = intervals.iter().copied().filter(|interval| (0.0..=2.0).contains(&(interval / usual))).collect();
    let regular: Vec<f64> = {
        let mean = regular.iter().sum::<f64>() / regular.len() as f64;
        regular.into_iter().filter(|interval| (0.0..=1.75).contains(&(interval / mean))).collect()
    };
    let span: f64 = regular.iter().sum();
    let mut found = regular.len() as f64 / span;
    if !(1.0..=100_000.0).contains(&found) {
        return Err(Phrase::new("recording.time_unit").text("column", name()).exact("rate", (found * 1e6).round() / 1e6));
    }
    // A whole number of hertz, if the rounding of the time stamps cannot tell it from what was found.
    let resolution = cells.iter().take(100).map(|(_, cell)| super::decimals(cell)).max().unwrap_or(0);
    let resolution = if kind == TimeKind::Clock { 1e-6 } else { scale * 10_f64.powi(-i32::try_from(resolution).unwrap_or(0)) };
    if (found - found.round()).abs() / found <= (resolution / span).max(1e-6) {
        found = found.round();
    }
    if let Some(given) = options.rate_hz
        && (given / found - 1.0).abs() > 0.01
    {
        notes.push(
            Phrase::new("recording.rate_contradicts")
                .number("given", given, Unit::Hertz)
                .number("found", found, Unit::Hertz)
                .text("column", name()),
        );
    }
    Ok((kind, scale, found))
}
