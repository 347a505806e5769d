//! What the guideline's room promises: every entry has a source and its words, every hazard an
//! answer, every measure its place.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use rugwijzer::domain::assessment::Level;
use rugwijzer::domain::{Arg, Class, Factor, FactorSet, Hazard, HazardSet, Language, Phrase, Unit};
use rugwijzer::guideline::effect::{Significance, holds};
use rugwijzer::guideline::evidence::{self, Cases, Outcome, Trust};
use rugwijzer::guideline::explain::{self, SUBJECTS, explain};
use rugwijzer::guideline::grade::{Reason, risk_factor as risk_factor_rules};
use rugwijzer::guideline::measure::{self, Role, Topic};
use rugwijzer::guideline::return_to_work::{COURSE, Phase, return_to_work};
use rugwijzer::guideline::risk_factor::{self, Kind};
use rugwijzer::guideline::{Ground, TEXTS, advised_against, identity, misprint, select, set, silence};
use rugwijzer::text::Catalogue;

fn catalogue(language: Language) -> Catalogue {
    Catalogue::new(language, TEXTS.iter().copied())
}

fn ground(hazard: Hazard, class: Option<Class>, factors: &[Factor]) -> Ground {
    let (factors, leading) = (FactorSet::of(factors), factors.first().copied());
    Ground { hazard, class, factors, leading, judged: HazardSet::EMPTY, method: "m" }
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
    assert_eq!(specific(ground(Hazard::Lifting, None, &[Factor::Animal])), ["L01", "L02"]);
    assert!(silence(Hazard::Lifting, None, FactorSet::of(&[Factor::Animal])).is_some(), "the nearest there is, and said so");
}

#[test]
fn vibration_is_assessed_above_the_trigger_and_lowered_above_the_action_value() {
    let vibration = |class, factors: &[Factor]| specific(ground(Hazard::Vibration, class, factors));
    assert_eq!(vibration(None, &[Factor::Duration]), ["V01"]);
    assert_eq!(vibration(Some(Class::Increased), &[Factor::Duration]), ["V01"]);
    assert_eq!(vibration(Some(Class::Acceptable), &[Factor::Duration]), [""; 0]);
    let high = ["V02", "V04", "V05", "V06", "V07", "V01", "V08", "V09", "V03", "V10", "V11"];
    assert_eq!(vibration(Some(Class::High), &[]), high);
    let hours = ground(Hazard::Exposures, Some(Class::Increased), &[Factor::Duration]);
    assert_eq!(specific(hours), ["V01"]);
    // Who knows the daily exposure is not told to assess it, whatever the hours.
    let judged = HazardSet::EMPTY.with(Hazard::Vibration);
    assert_eq!(specific(Ground { judged, ..hours }), [""; 0]);
    assert_eq!(specific(Ground { judged: HazardSet::EMPTY.with(Hazard::Lifting), ..hours }), ["V01"]);
    let lowered = specific(Ground { judged, ..ground(Hazard::Vibration, Some(Class::High), &[]) });
    assert_eq!(lowered, high.iter().filter(|id| **id != "V01").copied().collect::<Vec<_>>());
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
    assert!(training.source.args.contains(&("lines", rugwijzer::domain::Arg::Text("2084–2085".to_owned()))));
}

#[test]
fn the_rules_reproduce_the_quality_of_all_95_rows() {
    assert_eq!(evidence::all().len(), 95);
    for row in evidence::all() {
        assert_eq!(row.judge().quality(), row.quality, "{}", row.id);
        assert!(row.judge().steps().len() >= 2);
    }
}

#[test]
fn an_interval_holds_its_estimate_unless_it_is_a_named_misprint() {
    for row in evidence::all() {
        match row.interval {
            Some(interval) => assert_eq!(holds(interval, row.estimate()), row.trust != Trust::Wrong, "{}", row.id),
            None => assert_eq!(row.trust, Trust::Missing, "{}", row.id),
        }
        if row.trust != Trust::Usable && row.trust != Trust::Missing || row.corrected.is_some() {
            assert!(!row.misprints.is_empty(), "{}: what is not used as printed has a reason", row.id);
        }
    }
}

#[test]
fn an_estimate_far_from_the_middle_of_its_interval_is_a_named_misprint() {
    let askew = |row: &&evidence::Evidence| {
        row.interval.is_some_and(|(low, high)| {
            let ratio = (low * high).sqrt() / row.estimate();
            !(0.9..=1.1).contains(&ratio)
        })
    };
    let lines: Vec<u32> = evidence::all().iter().filter(askew).map(|row| row.line).collect();
    // 8517 is 0.6 (0.5-0.9): rounding to one digit, no misprint.
    assert_eq!(lines, [8517, 8546, 8622, 8650, 9137, 9219]);
    for row in evidence::all().iter().filter(askew).filter(|row| row.line != 8517) {
        assert_ne!(row.trust, Trust::Usable, "{}", row.id);
    }
}

#[test]
fn significance_follows_the_rule_and_departs_from_the_flags_only_where_named() {
    let significant = |row: &evidence::Evidence| row.significance().map(|found| found == Significance::Significant);
    let not: Vec<u32> = evidence::all().iter().filter(|row| significant(row) == Some(false)).map(|row| row.line).collect();
    assert_eq!(not, [8524, 8529, 8557, 8701, 8712, 8788, 8797, 8829, 8923, 9153, 9235, 9246, 9254, 9259]);
    let unknown: Vec<u32> = evidence::all().iter().filter(|row| significant(row).is_none()).map(|row| row.line).collect();
    assert_eq!(unknown, [8546, 8650, 9091]);
    let unflagged = not.iter().filter(|line| {
        let row = evidence::all().iter().find(|row| row.line == **line).unwrap();
        !row.lowered.contains(&Reason::Imprecision2)
    });
    assert_eq!(unflagged.copied().collect::<Vec<_>>(), [8829, 9254], "E7 and E14");
    let few = |row: &evidence::Evidence| matches!(row.cases, Cases::Number(cases) if cases < risk_factor_rules::CASES);
    let otherwise = evidence::all().iter().filter(|row| few(row) != row.lowered.contains(&Reason::Imprecision1));
    assert_eq!(otherwise.map(|row| row.line).collect::<Vec<_>>(), [9091, 9096], "E14");
}

#[test]
fn every_misprint_of_a_row_is_listed_and_the_list_runs_from_1_to_28() {
    let ids: Vec<_> = misprint::all().iter().map(|misprint| misprint.id.to_owned()).collect();
    assert_eq!(ids, (1..=28).map(|number| format!("E{number}")).collect::<Vec<_>>());
    for row in evidence::all() {
        assert!(row.misprints.iter().all(|id| misprint::find(id).is_some()), "{}", row.id);
    }
    let corrected = evidence::all().iter().filter(|row| row.corrected.is_some()).map(|row| (row.printed, row.estimate()));
    assert_eq!(corrected.collect::<Vec<_>>(), [(2.87, 2.84)]);
    assert_eq!(misprint::find("e11").unwrap().rows().count(), 5);
}

#[test]
fn risk_factors_have_evidence_and_strict_bounds() {
    for risk in risk_factor::all() {
        assert!(!risk.evidence.is_empty() && !risk.lines.is_empty(), "{}", risk.key);
        assert!(risk.evidence.iter().all(|row| row.outcome == risk.outcome), "{}", risk.key);
        assert_eq!(risk.changeable, risk.kind != Kind::Group, "{}", risk.key);
        assert_eq!(risk.wording().is_some(), risk.listed && risk.changeable);
    }
    let kneeling = risk_factor::find("kneeling");
    let bounds = |risk: &risk_factor::RiskFactor| risk.bounds.iter().map(|bound| (bound.above, bound.unit)).collect::<Vec<_>>();
    assert_eq!(kneeling.iter().map(|risk| risk.outcome).collect::<Vec<_>>(), [Outcome::Lbp, Outcome::Lrs]);
    assert_eq!(bounds(kneeling[0]), [(15.0, Unit::Minute)]);
    assert_eq!(bounds(kneeling[1]), [(1.0, Unit::Hour)]);
    assert_eq!(bounds(risk_factor::find("trunk_flexion")[0]), [(45.0, Unit::Degree), (5.0, Unit::Percent)]);
    assert!(!risk_factor::find("mass").is_empty(), "the factor of a task finds what belongs to it");
}

#[test]
fn every_exposure_of_a_task_has_a_risk_factor() {
    use Factor::*;
    let all =
        [TrunkFlexion, Pulling, Kneeling, HandsAboveShoulder, Standing, BentPosture, ManualWork, Driving, LiftingAndBending];
    for factor in all.into_iter().chain([Psychosocial, Mass, Magnitude]) {
        assert!(!risk_factor::find(factor.key()).is_empty(), "{factor:?}");
    }
}

#[test]
fn the_road_back_to_work_turns_at_6_and_12_weeks() {
    /// Every key in a phrase, with those of the phrases in it.
    fn keys(phrase: &Phrase) -> Vec<&'static str> {
        let inner = phrase.args.iter().filter_map(|(_, arg)| if let Arg::Phrase(phrase) = arg { Some(phrase) } else { None });
        [phrase.key].into_iter().chain(inner.flat_map(keys)).collect()
    }
    let section = |weeks: u16, heading: &str| {
        let track = return_to_work(weeks);
        let section = track.sections.into_iter().find(|section| section.heading.key == heading);
        section.map(|section| section.lines).unwrap_or_default()
    };
    let lines = |weeks, heading: &str| section(weeks, heading).iter().flat_map(keys).collect::<Vec<_>>();
    assert_eq!([5, 6, 12, 13].map(Phase::of), [Phase::Acute, Phase::Subacute, Phase::Subacute, Phase::Chronic]);
    assert!(lines(5, "guideline.return.consider").contains(&"guideline.return.consider.later"));
    assert!(lines(6, "guideline.return.consider").contains(&"measure.R08"));
    assert!(!lines(11, "guideline.return.consider").contains(&"measure.R10"));
    assert!(lines(12, "guideline.return.consider").contains(&"measure.R10"));
    assert!(lines(2, "guideline.return.against").contains(&"measure.R15"));
    assert!(!lines(6, "guideline.return.against").contains(&"measure.R16"));
    assert!(lines(13, "guideline.return.against").contains(&"measure.R17"));
    let now = |weeks| {
        let lines = section(weeks, "guideline.return.belgian");
        let now = lines.iter().enumerate().filter(|(_, line)| line.key == "guideline.return.now");
        now.map(|(place, _)| place).collect::<Vec<_>>()
    };
    assert_eq!([0, 3, 4, 8, 9].map(now), [vec![0], vec![0, 1], vec![1, 2], vec![2], vec![3]]);
    assert_eq!([0, 2, 104].map(|weeks| section(weeks, "guideline.return.course").len()), [3, 4, 2]);
    assert!(COURSE.is_sorted_by(|a, b| a.weeks < b.weeks && a.percent <= b.percent));
}

#[test]
fn everything_that_can_be_explained_reads_in_both_languages() {
    let texts = Language::ALL.map(catalogue);
    let keys = measure::all().iter().map(|measure| measure.id.to_lowercase());
    let keys = keys.chain(risk_factor::all().iter().map(|risk| risk.key.to_owned()));
    let keys = keys.chain(evidence::all().iter().map(|row| row.id.to_owned()));
    let keys = keys.chain(misprint::all().iter().map(|misprint| misprint.id.to_owned()));
    let keys = keys.chain(SUBJECTS.map(str::to_owned)).chain(["Return_To_Work".to_owned()]);
    let keys = keys.chain(explain::keys().into_iter().map(str::to_owned));
    for key in keys {
        for section in explain(&key).unwrap_or_else(|| panic!("nothing is known of {key}")) {
            assert!(!section.lines.is_empty(), "{key}: {}", section.heading.key);
            for texts in &texts {
                for phrase in section.lines.iter().chain([&section.heading]) {
                    let said = texts.say(phrase);
                    assert!(!said.is_empty() && !said.contains('{'), "{key}: {said}");
                }
            }
        }
    }
    assert!(explain("nonsense").is_none());
}

#[test]
fn every_text_of_the_room_is_filled_in_in_both_languages_with_the_same_gaps() {
    for table in TEXTS {
        for row in csv::Reader::from_reader(table.as_bytes()).records() {
            let row = row.unwrap();
            assert_eq!(row.len(), 3, "{}", &row[0]);
            assert!(row.iter().all(|cell| !cell.is_empty() && cell.trim() == cell), "{}", &row[0]);
            let gaps = |text: &str| {
                let mut gaps: Vec<_> =
                    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).map(str::to_owned).collect();
                gaps.sort_unstable();
                gaps
            };
            assert_eq!(gaps(&row[1]), gaps(&row[2]), "{}: both languages have the same gaps", &row[0]);
        }
    }
}
