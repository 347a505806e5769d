//! The screening by weight: NVAB/NVVG 2020, lines 2074-2076 and 2389-2411.

use super::build::{day, finding, keys, load};
use rugwijzer::domain::choice::LoadKind;
use rugwijzer::domain::doubt::Basis;
use rugwijzer::domain::finding::Outcome;
use rugwijzer::domain::{Cell, Cells, Class, Column, Doubt, Factor, State, Value};
use rugwijzer::method::{Context, find};

#[test]
fn a_load_that_lives_is_named_and_has_no_branch_up_to_25_kg() {
    for (kind, factor, reason) in [
        (LoadKind::Person, Factor::Person, "screening.reason.person"),
        (LoadKind::Animal, Factor::Animal, "screening.reason.animal"),
    ] {
        let up_to = finding("screening", load(25.0, Some(kind)));
        assert_eq!((up_to.state, up_to.class, up_to.incomplete), (State::NotApplicable, None, true), "{kind:?}");
        assert_eq!((up_to.factors, keys(&up_to.reasons)), (vec![factor], vec![reason]), "{kind:?}");
        assert!(up_to.figures.is_empty() && up_to.label.is_none() && up_to.sheet.is_empty(), "{kind:?}");

        let heavy = finding("screening", load(25.1, Some(kind)));
        assert_eq!((heavy.state, heavy.class, heavy.incomplete), (State::Assessed, Some(Class::High), false), "{kind:?}");
        assert_eq!((heavy.factors, keys(&heavy.reasons)), (vec![factor], vec![reason]), "{kind:?}");
    }
}

#[test]
fn an_object_has_its_branch_and_what_was_assumed_is_said() {
    for (kg, branch, class, label, reasons, factors) in [
        (2.9, "light", Some(Class::Acceptable), "screening.label.light", vec!["screening.reason.repetition"], vec![]),
        (3.0, "assess", None, "screening.label.assess", vec![], vec![]),
        (25.0, "assess", None, "screening.label.assess", vec![], vec![]),
        (25.1, "heavy", Some(Class::High), "screening.label.heavy", vec![], vec![Factor::Mass]),
    ] {
        let found = finding("screening", load(kg, None));
        assert_eq!((found.state, found.class, found.incomplete), (State::Assessed, class, false), "{kg}");
        assert_eq!(found.label.as_ref().map(|label| label.key), Some(label), "{kg}");
        assert_eq!((keys(&found.reasons), &found.factors), (reasons, &factors), "{kg}");
        assert_eq!(keys(&found.assumptions), ["screening.assumed.average", "screening.assumed.object"], "{kg}");
        assert_eq!(found.figure("load_kg"), Some(&Value::Number(kg)), "{kg}");
        assert_eq!(found.figure("branch"), Some(&branch.into()), "{kg}");
        let [step] = &found.sheet[..] else { panic!("one step: {:?}", found.sheet) };
        assert!(matches!(step.result, Outcome::Number(shown, _) if shown.total_cmp(&kg).is_eq()), "{step:?}");
        assert_eq!(step.class, class, "{kg}");
    }
}

#[test]
fn with_the_heaviest_load_and_its_kind_nothing_is_assumed() {
    let mut cells = load(2.0, Some(LoadKind::Object));
    cells.set(Column::LoadMaxKg, Cell::Number(26.0));
    let found = finding("screening", cells);
    assert_eq!((found.class, found.assumptions.len()), (Some(Class::High), 0), "{:?}", found.assumptions);
    assert_eq!(found.figure("load_kg"), Some(&Value::Number(26.0)));
}

#[test]
fn a_load_that_cannot_be_used_is_missing() {
    let mut cells = Cells::default();
    cells.set(Column::LoadKg, Cell::Rejected);
    let found = (find("screening").expect("it is registered").day)(&day(cells), Context::default());
    assert_eq!((found.tasks[0].state, found.tasks[0].incomplete), (State::NotMeasured, true));
    assert_eq!(found.missing.len(), 1);
    assert_eq!(finding("screening", Cells::default()).state, State::NotMeasured);
}

/// On the limit, half of what a symmetric error leaves possible lies above it.
#[test]
fn each_task_says_how_sure_its_branch_is() {
    let mut cells = load(25.0, Some(LoadKind::Object));
    cells.set_doubt(Column::LoadKg, Doubt::HalfWidth(2.0, Basis::Entered));
    let found = (find("screening").expect("it is registered").certain)(&day(cells), Context::default());
    let [Some(certainty)] = &found.tasks[..] else { panic!("one task, with an error: {:?}", found.tasks) };
    assert!((certainty.classes[2] - 0.5).abs() < 1e-6, "{certainty:?}");
}
