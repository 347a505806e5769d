//! What limits a lift and what costs most.

use super::build::{controlled, lift};
use rugwijzer::domain::{Cell, Column, Factor, FactorSet};
use rugwijzer::method::lifting::rnle::niosh::outcome::{End, Outcome, Symbol};

/// Each multiplier by itself, from the manual's equations and tables: the one that is lowest limits the lift.
#[test]
fn the_lowest_multiplier_limits_the_lift() {
    let limiting = |changes: &[(Column, Cell)]| {
        let mut cells = controlled();
        cells.set(Column::ControlAtDestination, Cell::Choice(0));
        for &(column, cell) in changes {
            cells.set(column, cell);
        }
        let outcome = Outcome::of(&lift(&cells));
        assert_eq!(outcome.deciding, End::Origin);
        outcome.limiting()
    };
    let number = Cell::Number;
    assert_eq!(limiting(&[]), None, "all multipliers are 1");
    let half_h = (Column::HOriginCm, number(50.0));
    for (symbol, change, multiplier) in [
        (Symbol::Horizontal, half_h, 0.5),
        (Symbol::Vertical, (Column::VOriginCm, number(175.0)), 0.7),
        (Symbol::Asymmetric, (Column::AOriginDeg, number(90.0)), 0.712),
        (Symbol::Frequency, (Column::LiftsPerMin, number(8.0)), 0.6),
        (Symbol::Coupling, (Column::Coupling, Cell::Choice(2)), 0.9),
    ] {
        // Level with the destination, so that D costs nothing.
        let level = (Column::VDestinationCm, if symbol == Symbol::Vertical { number(175.0) } else { number(75.0) });
        assert_eq!(limiting(&[change, level]), Some(symbol));
        let with_h = limiting(&[change, level, half_h]);
        assert_eq!(with_h, Some(Symbol::Horizontal), "0.5 is below {multiplier}");
    }
    // Table 5 at six a minute up to two hours: 0.50, as HM at 50 cm. Of two equal ones the first of the equation.
    let often = [(Column::LiftsPerMin, number(6.0)), (Column::LiftingHours, number(2.0))];
    let level = (Column::VDestinationCm, number(75.0));
    assert_eq!(limiting(&[often[0], often[1], level]), Some(Symbol::Frequency));
    assert_eq!(limiting(&[often[0], often[1], level, half_h]), Some(Symbol::Horizontal));
    // D from 75 to 175 cm: 0.82 + 4.5 / 100 = 0.865, above the 0.85 of V at 25 cm.
    assert_eq!(limiting(&[(Column::VDestinationCm, number(175.0))]), Some(Symbol::Distance));
    assert_eq!(limiting(&[(Column::VOriginCm, number(25.0)), (Column::VDestinationCm, number(125.0))]), Some(Symbol::Vertical));
}

/// Where both ends allow as much, the origin is named.
#[test]
fn of_two_equal_ends_the_origin_decides() {
    let outcome = Outcome::of(&lift(&controlled()));
    assert_eq!((outcome.deciding, outcome.destination), (End::Origin, Some(outcome.origin)));
}

/// What costs at least five per cent is named, dearest first; above an index of 1 the load is (as 23 kg over
/// the load), and where lifting goes on for more than an hour, its duration.
#[test]
fn what_costs_most_comes_first() {
    let factors = |load: f64, changes: &[(Column, Cell)]| {
        let mut cells = controlled();
        cells.set(Column::ControlAtDestination, Cell::Choice(0));
        cells.set(Column::LoadKg, Cell::Number(load));
        for &(column, cell) in changes {
            cells.set(column, cell);
        }
        let index = Outcome::of(&lift(&cells));
        let found: Vec<Factor> = index.costs().collect();
        assert_eq!(index.leading_and_factors(), (found.first().copied(), FactorSet::of(&found)));
        found
    };
    let h = |cm: f64| (Column::HOriginCm, Cell::Number(cm));
    assert_eq!(factors(23.0, &[]), []);
    assert_eq!(factors(24.0, &[]), [Factor::Mass], "the index is 24/23");
    assert_eq!(factors(24.0, &[h(50.0)]), [Factor::Reach, Factor::Mass], "0.5 and 0.96");
    assert_eq!(factors(46.0, &[h(45.0)]), [Factor::Mass, Factor::Reach], "0.5 and 0.56");
    assert_eq!(factors(46.0, &[h(50.0)]), [Factor::Reach, Factor::Mass], "0.5 both: the multiplier goes first");
    // CM of a fair grip below 75 cm is 0.95, and VM at 74 cm is 0.997.
    assert_eq!(factors(10.0, &[(Column::VOriginCm, Cell::Number(74.0)), (Column::Coupling, Cell::Choice(1))]), []);
    // Table 5 at one a minute: 0.94 up to an hour, 0.88 up to two.
    let rate = |per_minute: f64, hours: f64| {
        [(Column::LiftsPerMin, Cell::Number(per_minute)), (Column::LiftingHours, Cell::Number(hours))]
    };
    assert_eq!(factors(23.0, &rate(1.0, 1.0)), [Factor::Frequency, Factor::Mass]);
    assert_eq!(factors(23.0, &rate(1.0, 2.0)), [Factor::Frequency, Factor::Duration, Factor::Mass]);
    assert_eq!(factors(20.24, &rate(1.0, 2.0)), [Factor::Frequency], "the index is exactly 1");
    // 0.95 for 0.2 a minute up to two hours.
    assert_eq!(factors(23.0, &rate(0.2, 2.0)), [Factor::Mass]);
}

/// The keys that the results have (`hm` … `cm`), in the order of the equation.
#[test]
fn the_multipliers_are_called_as_in_the_manual() {
    assert_eq!(Symbol::ALL.map(Symbol::key), ["hm", "vm", "dm", "am", "fm", "cm"]);
}
