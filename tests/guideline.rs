//! What the guideline's room promises: every entry has a source and its words, every hazard an
//! answer, every measure its place.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use rugwijzer::domain::assessment::Level;
use rugwijzer::domain::{Class, Factor, FactorSet, Hazard, Language};
use rugwijzer::guideline::measure::{self, Role, Topic};
use rugwijzer::guideline::{Ground, TEXTS, advised_against, identity, select, set, silence};
use rugwijzer::text::Catalogue;

fn catalogue(language: Language) -> Catalogue {
    Catalogue::new(language, TEXTS.iter().copied())
}

fn ground(hazard: Hazard, class: Option<Class>, factors: &[Factor]) -> Ground {
    Ground { hazard, class, factors: FactorSet::of(factors), leading: factors.first().copied(), method: "m" }
}

fn ids(grounds: &[Ground]) -> Vec<&'static str> {
    select(grounds).iter().map(|advice| advice.id).collect()
}

/// Without the general measures, which every raised class asks for.
fn specific(ground: Ground) -> Vec<&'static str> {
    ids(&[ground]).into_iter().filter(|id| !id.starts_with('G')).collect()
}

#[test]
fn every_measure_has_a_source_and_its_words_in_both_languages() {
    assert_eq!(measure::all().len(), 76);
    for language in Language::ALL {
        let texts = catalogue(language);
        for measure in measure::all() {
            assert!(!measure.source.is_empty(), "{}", measure.id);
            assert_eq!(measure.lines.is_empty(), measure.scheme == "practice", "{}: lines, unless practice advice", measure.id);
            for phrase in [measure.text(), measure.grade(), measure.effect(), measure.outcome()] {
                assert!(!texts.say(&phrase).is_empty(), "{}", phrase.key);
            }
            if let Some(supported) = measure.supports {
                assert!(measure.role == Role::Evidence && measure::find(supported).is_some(), "{}", measure.id);
            }
        }
    }
}

#[test]
fn only_workplace_recommendations_are_ever_asked_for() {
    for measure in measure::all() {
        let may = measure.role == Role::Recommend && measure.topic != Topic::Reintegration;
        assert_eq!(measure.asked.is_some(), may, "{}", measure.id);
        assert_eq!(measure.role == Role::Evidence, measure.supports.is_some(), "{}", measure.id);
    }
}

#[test]
fn an_id_is_found_in_any_case() {
    assert_eq!(measure::find("l05").map(|measure| measure.id), Some("L05"));
    assert!(measure::find("L99").is_none());
}

#[test]
fn every_factor_and_level_has_a_name_in_both_languages() {
    for language in Language::ALL {
        let texts = catalogue(language);
        for factor in Factor::ALL {
            assert!(texts.find(&format!("factor.{}", factor.key())).is_some(), "{factor:?}");
        }
        for level in measure::LEVELS {
            assert!(texts.find(&format!("level.{}", level.key())).is_some(), "{level:?}");
        }
        for phrase in [identity::title(), identity::version(), identity::note()] {
            assert!(!texts.say(&phrase).contains('{'));
        }
    }
    assert!(catalogue(Language::English).say(&identity::note()).contains("2025/2026"));
}

#[test]
fn what_limits_a_lift_decides_which_measures_come_and_in_which_order() {
    let lift = |factors: &[Factor]| specific(ground(Hazard::Lifting, Some(Class::High), factors));
    assert_eq!(lift(&[Factor::Mass]), ["L01", "L06", "L04"]);
    assert_eq!(lift(&[Factor::Reach]), ["L01", "L08"]);
    assert_eq!(lift(&[Factor::Frequency]), ["L01", "L09"]);
    assert_eq!(lift(&[Factor::Height]), ["L01", "L05", "L04", "L08"]);
    let all = [Factor::Frequency, Factor::Mass, Factor::Reach, Factor::Height];
    assert_eq!(lift(&all), ["L01", "L04", "L05", "L06", "L09", "L08"]);
    let all = [Factor::Height, Factor::Mass, Factor::Reach, Factor::Frequency];
    assert_eq!(lift(&all), ["L01", "L05", "L04", "L06", "L08", "L09"]);
    assert!(lift(&[]).contains(&"L04"), "an unknown cause leaves all measures for objects in");
    assert!(!lift(&[]).contains(&"L02"));
}

#[test]
fn every_factor_of_lifting_has_a_measure_beside_elimination() {
    use Factor::*;
    let all = [
        Mass,
        Reach,
        Height,
        Travel,
        Asymmetry,
        Frequency,
        Duration,
        Grip,
        Space,
        Floor,
        Environment,
        Distance,
        Obstacles,
        Teamwork,
    ];
    for factor in all {
        let chosen = specific(ground(Hazard::Lifting, Some(Class::Increased), &[factor]));
        assert!(chosen.len() > 1 && chosen[0] == "L01", "{factor:?}: {chosen:?}");
    }
}

#[test]
fn a_person_is_lifted_with_patient_aids_and_not_with_measures_for_goods() {
    for class in [None, Some(Class::High)] {
        assert_eq!(specific(ground(Hazard::Lifting, class, &[Factor::Person, Factor::Mass])), ["L01", "L02"]);
    }
    assert_eq!(specific(ground(Hazard::Lifting, None, &[Factor::Mass])), [""; 0]);
    assert!(silence(Hazard::Lifting, None, FactorSet::of(&[Factor::Animal])).is_some());
}

#[test]
fn vibration_is_assessed_above_the_trigger_and_lowered_above_the_action_value() {
    let vibration = |class, factors: &[Factor]| specific(ground(Hazard::Vibration, class, factors));
    assert_eq!(vibration(None, &[Factor::Duration]), ["V01"]);
    assert_eq!(vibration(Some(Class::Increased), &[Factor::Duration]), ["V01"]);
    assert_eq!(vibration(Some(Class::Acceptable), &[Factor::Duration]), [""; 0]);
    let high = ["V02", "V04", "V05", "V06", "V07", "V01", "V08", "V09", "V03", "V10", "V11"];
    assert_eq!(vibration(Some(Class::High), &[]), high);
    assert_eq!(specific(ground(Hazard::Exposures, Some(Class::Increased), &[Factor::Duration])), ["V01"]);
}

#[test]
fn postures_and_exposures_ask_for_their_own_measures() {
    let exposure = |factor| specific(ground(Hazard::Exposures, Some(Class::Increased), &[factor]));
    assert_eq!(specific(ground(Hazard::TrunkFlexion, Some(Class::Increased), &[])), ["P01", "P02"]);
    assert_eq!(exposure(Factor::Kneeling), ["P03"]);
    assert_eq!(exposure(Factor::Standing), ["P04"]);
    assert_eq!(exposure(Factor::HandsAboveShoulder), ["P05"]);
    assert_eq!(exposure(Factor::Pulling), ["P06"]);
    assert_eq!(exposure(Factor::BentPosture), ["P01", "P02"]);
    assert_eq!(exposure(Factor::LiftingAndBending), ["L05", "P01", "P02"]);
}

#[test]
fn every_hazard_class_and_leading_factor_finds_measures_or_a_reason_for_none() {
    let classes = [None].into_iter().chain(Class::ALL.map(Some));
    let general = ["G01", "G10", "G11", "G17"];
    let texts = Language::ALL.map(catalogue);
    for (class, hazard) in classes.flat_map(|class| Hazard::ALL.map(|hazard| (class, hazard))) {
        for leading in [None].into_iter().chain(Factor::ALL.iter().copied().map(Some)) {
            let ground = ground(hazard, class, leading.as_slice());
            let chosen = ids(&[ground]);
            let said = silence(hazard, class, ground.factors);
            let own = chosen.iter().any(|id| !general.contains(id));
            assert!(own || said.is_some(), "{hazard:?} {class:?} {leading:?}");
            for texts in &texts {
                assert!(said.iter().all(|phrase| !texts.say(phrase).is_empty()));
            }
            let raised = class.is_some_and(|class| class >= Class::Increased);
            assert_eq!(general.iter().all(|id| chosen.contains(id)), raised, "{hazard:?} {class:?} {leading:?}");
            let mut in_set: Vec<_> = set(&ground).iter_for(leading).collect();
            assert_eq!(in_set, chosen, "a set and a selection are the same");
            in_set.sort_unstable();
            in_set.dedup();
            assert_eq!(in_set.len(), chosen.len());
        }
    }
}

#[test]
fn a_selection_joins_its_grounds() {
    let lifting = Ground { method: "one", ..ground(Hazard::Lifting, Some(Class::High), &[Factor::Mass]) };
    let again = Ground { method: "two", ..ground(Hazard::Lifting, Some(Class::Increased), &[Factor::Reach]) };
    let advice = select(&[lifting, again, lifting]);
    let because = |id| advice.iter().find(|advice| advice.id == id).unwrap().because.clone();
    assert_eq!(because("L01"), ["one", "two"]);
    assert_eq!(because("L06"), ["one"]);
    assert_eq!(because("L08"), ["two"]);
    assert!(advice.is_sorted_by_key(|advice| advice.level));
}

#[test]
fn what_is_advised_against_carries_its_evidence() {
    let advice = advised_against();
    let ids: Vec<_> = advice.iter().map(|advice| advice.id).collect();
    assert_eq!(ids, ["L10", "L11", "L14", "L18", "G15", "G16"]);
    assert!(advice.iter().all(|advice| advice.level == Level::Discouraged && advice.in_guideline));
    let training = advice.iter().find(|advice| advice.id == "L11").unwrap();
    let dutch = catalogue(Language::Dutch).say(&training.effect);
    assert!(dutch.contains("OR 1,17 (0,68–2,02)") && dutch.contains("GRADE redelijk"), "{dutch}");
    assert_eq!(training.scheme, "EBRO");
    assert!(training.source.ends_with("regel 2084-2085"));
}
