//! Tables of the code against their second, independent typing.

mod support;

use rugwijzer::method::lifting::rnle::tables::{COUPLING, FREQUENCY};
use support::{cases, is_close, number};

#[test]
fn rnle_table_5() {
    const COLUMNS: [&str; 6] =
        ["short_below_75", "short_from_75", "moderate_below_75", "moderate_from_75", "long_below_75", "long_from_75"];
    let rows = cases("tables/rnle_frequency.csv");
    assert_eq!(rows.len() + 1, FREQUENCY.len(), "every row, and the last one for all faster lifts");
    for (row, (frequency, multipliers)) in rows.iter().zip(&FREQUENCY) {
        assert!(is_close(number(row, "lifts_per_min"), *frequency, 0.0));
        for (column, multiplier) in COLUMNS.iter().zip(multipliers) {
            assert!(is_close(number(row, column), *multiplier, 0.0), "{column} at {frequency}/min");
        }
    }
}

#[test]
fn rnle_table_7() {
    for (row, multipliers) in cases("tables/rnle_coupling.csv").iter().zip(&COUPLING) {
        assert!(is_close(number(row, "below_75"), multipliers[0], 0.0), "{}", row["coupling"]);
        assert!(is_close(number(row, "from_75"), multipliers[1], 0.0), "{}", row["coupling"]);
    }
}

#[test]
fn the_comparison_itself_can_fail() {
    assert!(!is_close(1.0, 1.000_1, 0.000_05));
    assert!(!is_close(f64::NAN, f64::NAN, 1.0));
}

#[test]
fn iso_11228_reference_masses_and_factors() {
    use rugwijzer::domain::choice::UserPopulation;
    use rugwijzer::method::lifting::rnle::iso11228::tables::{EXTENDED, ONE_HAND, TWO_PERSONS, reference_mass};
    let rows = cases("tables/iso11228.csv");
    let value = |name: &str| number(rows.iter().find(|row| row["name"] == name).unwrap(), "value");
    for population in UserPopulation::ALL {
        assert!(is_close(reference_mass(*population), value(population.key()), 0.0), "{}", population.key());
    }
    assert!(is_close(ONE_HAND, value("one_hand"), 0.0));
    assert!(is_close(TWO_PERSONS, value("two_persons"), 0.0));
    for (hours, factor) in EXTENDED {
        assert!(is_close(factor, value(&format!("hours_{hours}")), 0.0), "{hours} h");
    }
}
