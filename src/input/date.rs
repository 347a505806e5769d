//! Days of the calendar, and what only looks like one.

use super::number::tidy;
use crate::domain::Date;

/// The day in `text`: `2026-11-22`, `22-11-2026` or `22/11/2026`, a time behind it ignored.
/// `None` if it is not such a day.
pub fn parse(text: &str) -> Option<Date> {
    let (day, time) = split_time(tidy(text));
    if !time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z')) {
        return None;
    }
    let (first, second, third) = parts(day, ['-', '/'])?;
    if first.len() == 4 {
        Date::new(digits(first)?, u8::try_from(digits(second)?).ok()?, u8::try_from(digits(third)?).ok()?)
    } else if third.len() == 4 {
        Date::new(digits(third)?, u8::try_from(digits(second)?).ok()?, u8::try_from(digits(first)?).ok()?)
    } else {
        None
    }
}

/// Whether `text` is what a spreadsheet makes of `1-2` or `3/4`: a number that became a date.
pub fn looks_like_date(text: &str) -> bool {
    // Nearly every number: told apart by one look at its bytes.
    if !text.bytes().skip(1).any(|byte| matches!(byte, b'-' | b'/' | b'.' | b' ')) {
        return false;
    }
    let (day, _) = split_time(text);
    if let Some((first, second, third)) = parts(day, ['-', '/', '.']).or_else(|| parts(day, [' ', '-', '/'])) {
        let ends = is_day(first) && is_year(third) || is_year(first) && is_day(third);
        return ends && (is_month(second) || is_day(second) && is_month(first));
    }
    if let Some((first, second)) = day.split_once(['-', '/', ' ']) {
        // `01-feb` and `feb-26`, but of bare digits only a day with a month: `10-15` is a range.
        return is_day(first) && is_month(second) && !day.contains(' ')
            || is_month_name(first) && (is_day(second) || is_year(second))
            || is_day(first) && is_month_name(second);
    }
    false
}

fn split_time(text: &str) -> (&str, &str) {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => (day, time),
        _ => (text, ""),
    }
}

fn parts<const N: usize>(text: &str, separators: [char; N]) -> Option<(&str, &str, &str)> {
    let mut parts = text.split(separators);
    let three = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some(three)
}

fn digits(text: &str) -> Option<u16> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn is_day(text: &str) -> bool {
    text.len() <= 2 && digits(text).is_some_and(|number| (1..=31).contains(&number))
}

fn is_year(text: &str) -> bool {
    (text.len() == 4 || text.len() == 2) && digits(text).is_some()
}

fn is_month(text: &str) -> bool {
    text.len() <= 2 && digits(text).is_some_and(|number| (1..=12).contains(&number)) || is_month_name(text)
}

fn is_month_name(text: &str) -> bool {
    const NAMES: [&str; 19] = [
        "januari",
        "january",
        "februari",
        "february",
        "maart",
        "march",
        "mrt",
        "april",
        "mei",
        "may",
        "juni",
        "june",
        "juli",
        "july",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let name = text.trim_end_matches('.').to_lowercase();
    name.len() >= 3 && (name == "oct" || name == "october" || NAMES.iter().any(|full| full.starts_with(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_and_dutch_days_are_read() {
        let day = Date::new(2026, 2, 1);
        for text in
            ["2026-02-01", "1-2-2026", "01-02-2026", "1/2/2026", " 01/02/2026 ", "2026-02-01T00:00:00", "1-2-2026 13:45"]
        {
            assert_eq!(parse(text), day, "{text}");
        }
    }

    #[test]
    fn days_outside_the_calendar_are_not() {
        for text in [
            "31-2-2026",
            "2026-13-01",
            "1-2-26",
            "1-2",
            "vandaag",
            "",
            "2026-02-01 later",
            "1-2-3-2026",
            "+1-2-2026",
            "300-2-2026",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_a_spreadsheet_turned_into_dates_are_seen() {
        for text in [
            "01-feb",
            "1-2-2026",
            "3/4",
            "1-2",
            "feb-26",
            "12.5.2026",
            "2026-02-01 00:00:00",
            "1 mrt",
            "1 okt 2026",
            "01-jan-26",
        ] {
            assert!(looks_like_date(text), "{text}");
        }
        for text in ["12", "12.5", "-12,5", "10-15", "1.234.567", "12 kg", "1,5e-3", "40-45", "3 markten", "-1"] {
            assert!(!looks_like_date(text), "{text}");
        }
    }
}
