//! The limits, against a second typing of them.

use super::build;

#[test]
fn the_limits_are_those_of_the_second_typing() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/tables/day_limits.csv");
    let mut typed: Vec<String> = csv::Reader::from_path(path)
        .unwrap()
        .records()
        .map(|row| row.unwrap().iter().take(6).collect::<Vec<_>>().join(","))
        .collect();
    let mut built = Vec::new();
    for id in ["trunk_flexion", "whole_body_vibration", "exposures"] {
        for limit in build::method(id).thresholds.iter().copied().flatten() {
            let class = limit.class.map_or("", rugwijzer::domain::Class::key);
            built.push(format!("{id},{},{:?},{},{},{class}", limit.name, limit.relation, limit.value, limit.unit.symbol()));
        }
    }
    typed.sort();
    built.sort();
    assert_eq!(typed, built);
}

#[test]
fn each_ladder_ascends() {
    for id in ["trunk_flexion", "whole_body_vibration", "exposures"] {
        for ladder in build::method(id).thresholds {
            assert!(ladder.is_sorted_by(|a, b| a.value < b.value && a.unit == b.unit), "{id}: {}", ladder[0].name);
        }
    }
}

#[test]
fn an_interval_holds_its_estimate_and_lies_about_it() {
    use rugwijzer::method::exposures::tables::{EXPOSURES, LIFTING_AND_BENDING, PSYCHOSOCIAL};
    let listed = EXPOSURES.iter().flat_map(|exposure| exposure.effects).chain(PSYCHOSOCIAL.iter().map(|factor| &factor.effect));
    let mut skewed = Vec::new();
    for effect in listed.chain([&LIFTING_AND_BENDING]) {
        assert!(effect.low < effect.estimate && effect.estimate < effect.high, "{effect:?}");
        let middle = (effect.low * effect.high).sqrt();
        if (effect.estimate / middle).ln().abs() > 0.1 {
            skewed.push(effect.citation.locator);
        }
    }
    // The one that the source prints wrong.
    assert_eq!(skewed, ["appendix 12, line 9219"]);
}
