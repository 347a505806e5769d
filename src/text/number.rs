//! Numbers for people.

use crate::domain::{Language, Unit};

/// The narrow no-break space between a number and its unit.
const THIN_SPACE: char = '\u{202f}';

/// How many decimals a reader can use in this unit.
const fn decimals(unit: Unit) -> usize {
    match unit {
        Unit::Count | Unit::Degree | Unit::Celsius | Unit::Second => 0,
        Unit::Kilogram
        | Unit::KilogramForce
        | Unit::Centimetre
        | Unit::Metre
        | Unit::Minute
        | Unit::HourPerWeek
        | Unit::DayPerWeek
        | Unit::MinutePerHour
        | Unit::KilometrePerHour
        | Unit::PerHour
        | Unit::Percent => 1,
        Unit::None | Unit::PerMinute | Unit::Hour | Unit::VibrationDose | Unit::Hertz => 2,
        Unit::Acceleration => 3,
    }
}

/// `value` with a fixed number of decimals, rounded half away from zero in decimal as a person
/// rounds (0.805 is 0.81 with two decimals, although the nearest binary number lies below it).
pub fn fixed(value: f64, decimals: usize, language: Language) -> String {
    // Fifteen significant digits hold every decimal that a person typed; rounding those
    // is rounding what the person sees.
    let places = i32::try_from(decimals).unwrap_or(0);
    let scaled = value * 10_f64.powi(places);
    let nudged = scaled + scaled * 4.0 * f64::EPSILON;
    let text = format!("{:.decimals$}", nudged.round() / 10_f64.powi(places));
    let text = if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    };
    localise(&text, language)
}

/// All digits of `value`, the shortest text that reads back as the same number.
pub fn exact(value: f64, language: Language) -> String {
    localise(&format!("{value}"), language)
}

fn localise(text: &str, language: Language) -> String {
    let text = text.replace('-', "\u{2212}");
    match language {
        Language::Dutch => text.replace('.', ","),
        Language::English => text,
    }
}

/// `value` rounded as its unit asks, without the unit. Indices keep two decimals; of the others
/// trailing zeros go.
pub fn bare(value: f64, unit: Unit, language: Language) -> String {
    tidy(fixed(value, decimals(unit), language), unit)
}

/// Indices and accelerations keep their decimals, so that columns of them can be compared; of the
/// others trailing zeros go.
fn tidy(text: String, unit: Unit) -> String {
    if matches!(unit, Unit::None | Unit::Acceleration) { text } else { trim(&text).to_owned() }
}

fn trim(text: &str) -> &str {
    if text.contains(['.', ',']) { text.trim_end_matches('0').trim_end_matches(['.', ',']) } else { text }
}

/// `value` rounded as its unit asks, with the unit. A share of time that is not zero does not become
/// zero: 0.02 % is "< 0.1 %".
pub fn with_unit(value: f64, unit: Unit, language: Language) -> String {
    tiny(value, unit, language).unwrap_or_else(|| attach(bare(value, unit, language), unit))
}

/// What stands for a percentage above zero that would be rounded to zero.
fn tiny(value: f64, unit: Unit, language: Language) -> Option<String> {
    let smallest = 10_f64.powi(-i32::try_from(decimals(unit)).unwrap_or(0));
    (unit == Unit::Percent && value > 0.0 && value < 0.5 * smallest)
        .then(|| format!("<{THIN_SPACE}{}", attach(fixed(smallest, decimals(unit), language), unit)))
}

/// As [`with_unit`], with as many more decimals as it takes to stay on `value`'s side of `limit`:
/// 0.5004 m/s² against 0.5 must not read as 0.500.
pub fn against(value: f64, unit: Unit, limit: f64, language: Language) -> String {
    if let Some(text) = tiny(value, unit, language).filter(|_| limit > 1.0) {
        return text;
    }
    let mut places = decimals(unit);
    while places < 9 && value.total_cmp(&limit).is_ne() {
        let scale = 10_f64.powi(i32::try_from(places).unwrap_or(0));
        if ((value * scale).round() / scale).total_cmp(&limit) == value.total_cmp(&limit) {
            break;
        }
        places += 1;
    }
    attach(tidy(fixed(value, places, language), unit), unit)
}

/// As [`with_unit`] with one more decimal, rounded downward: 2.981 kg is not recommended as 3 kg.
pub fn limit(value: f64, unit: Unit, language: Language) -> String {
    let places = decimals(unit) + 1;
    let scaled = value * 10_f64.powi(i32::try_from(places).unwrap_or(0));
    // What a calculation leaves just below a decimal is that decimal.
    let down = (scaled + scaled.abs() * 4.0 * f64::EPSILON).floor() / 10_f64.powi(i32::try_from(places).unwrap_or(0));
    attach(trim(&fixed(down, places, language)).to_owned(), unit)
}

/// As [`with_unit`], with two more decimals as far as there are any: for a calculation that a
/// reader redoes by hand and that must come out as printed.
pub fn worked(value: f64, unit: Unit, language: Language) -> String {
    let usual = decimals(unit);
    if unit == Unit::Percent && value > 0.0 && value < 0.5e-3 {
        return format!("<{THIN_SPACE}{}", attach(fixed(0.001, 3, language), unit));
    }
    let (full, short) = (fixed(value, usual + 2, language), bare(value, unit, language));
    let trimmed = trim(&full);
    attach(if trimmed.chars().count() > short.chars().count() { trimmed.to_owned() } else { short }, unit)
}

/// All digits of `value`, with the unit.
pub fn exact_with_unit(value: f64, unit: Unit, language: Language) -> String {
    attach(exact(value, language), unit)
}

fn attach(mut text: String, unit: Unit) -> String {
    let symbol = unit.symbol();
    if !symbol.is_empty() {
        if !matches!(unit, Unit::Degree | Unit::PerMinute | Unit::PerHour) {
            text.push(THIN_SPACE);
        }
        text.push_str(symbol);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_rounds_away_from_zero_as_on_paper() {
        assert_eq!(fixed(1.0 - 0.0075 * 26.0, 2, Language::English), "0.81");
        assert_eq!(fixed(-0.001, 2, Language::English), "0.00");
        assert_eq!(fixed(2.5, 0, Language::English), "3");
    }

    #[test]
    fn dutch_has_a_decimal_comma_and_a_thin_space() {
        assert_eq!(with_unit(12.5, Unit::Kilogram, Language::Dutch), "12,5\u{202f}kg");
        assert_eq!(with_unit(12.0, Unit::Kilogram, Language::Dutch), "12\u{202f}kg");
        assert_eq!(with_unit(45.0, Unit::Degree, Language::Dutch), "45°");
        assert_eq!(bare(1.0, Unit::None, Language::Dutch), "1,00");
    }

    #[test]
    fn a_small_share_is_not_none() {
        assert_eq!(with_unit(0.02, Unit::Percent, Language::Dutch), "<\u{202f}0,1\u{202f}%");
        assert_eq!(with_unit(0.049, Unit::Percent, Language::English), "<\u{202f}0.1\u{202f}%");
        assert_eq!(with_unit(0.05, Unit::Percent, Language::English), "0.1\u{202f}%");
        assert_eq!(with_unit(0.0, Unit::Percent, Language::English), "0\u{202f}%");
        assert_eq!(against(0.02, Unit::Percent, 5.0, Language::English), "<\u{202f}0.1\u{202f}%");
        assert_eq!(worked(0.02, Unit::Percent, Language::English), "0.02\u{202f}%");
        assert_eq!(worked(0.0002, Unit::Percent, Language::English), "<\u{202f}0.001\u{202f}%");
    }

    #[test]
    fn a_calculation_shows_the_decimals_that_it_was_made_with() {
        assert_eq!(worked(25.0 / 30.0, Unit::None, Language::Dutch), "0,8333");
        assert_eq!(worked(1.0, Unit::None, Language::Dutch), "1,00");
        assert_eq!(worked(12.0, Unit::Kilogram, Language::English), "12\u{202f}kg");
        assert_eq!(worked(8.123_4, Unit::Kilogram, Language::English), "8.123\u{202f}kg");
        assert_eq!(worked(3.0, Unit::Count, Language::English), "3");
    }

    #[test]
    fn a_limit_is_never_rounded_upward() {
        assert_eq!(limit(2.981, Unit::Kilogram, Language::Dutch), "2,98\u{202f}kg");
        assert_eq!(limit(2.999, Unit::Kilogram, Language::Dutch), "2,99\u{202f}kg");
        assert_eq!(limit(3.0, Unit::Kilogram, Language::Dutch), "3\u{202f}kg");
        assert_eq!(limit(1.15 * 10.0, Unit::Kilogram, Language::English), "11.5\u{202f}kg");
        assert_eq!(limit(0.1 + 0.2, Unit::Kilogram, Language::English), "0.3\u{202f}kg");
    }

    #[test]
    fn a_number_beside_a_limit_is_not_rounded_onto_it() {
        assert_eq!(against(0.500_04, Unit::Acceleration, 0.5, Language::English), "0.50004\u{202f}m/s²");
        assert_eq!(against(0.5, Unit::Acceleration, 0.5, Language::English), "0.500\u{202f}m/s²");
        assert_eq!(against(1.004, Unit::None, 1.0, Language::Dutch), "1,004");
        assert_eq!(against(0.499_9, Unit::Acceleration, 0.5, Language::English), "0.4999\u{202f}m/s²");
    }
}
