//! What findings say together.

use crate::domain::doubt::{Basis, Doubt};
use crate::domain::{Arg, Class, ColumnSet, Factor, Finding, Phrase, State, Task, Unit, Value};
use crate::method::exposures;

/// Whether a load of 3 to 25 kg was screened but neither MAC nor NIOSH says anything about it.
pub(super) fn lifting_needs_more(findings: &[Finding]) -> bool {
    let screened = findings.iter().any(|f| f.method == "screening" && f.state == State::Assessed && f.class.is_none());
    let judged = |f: &Finding| f.hazard == crate::domain::Hazard::Lifting && f.method != "screening" && f.class.is_some();
    screened && !findings.iter().any(judged)
}

/// Lifting that meets bending, and where two methods tell different things of one task.
pub(super) fn of_task(task: &Task, findings: &[Finding]) -> Vec<Phrase> {
    let find = |id: &str| findings.iter().find(|finding| finding.method == id);
    let mut remarks: Vec<Phrase> = exposures::lifting_and_bending(task).into_iter().collect();
    if let (Some(niosh), Some(mac)) = (find("niosh"), find("mac")) {
        remarks.extend(disagreement(niosh, mac));
    }
    remarks.extend(find("screening").zip(find("niosh")).and_then(|(screening, niosh)| between_23_and_25(screening, niosh)));
    remarks
}

/// Errors and second words that were stated of cells that no method reckoned with.
pub(super) fn doubt_unused(task: &Task, reckoned: ColumnSet) -> Option<Phrase> {
    let stated = |doubt: &Doubt| match *doubt {
        Doubt::HalfWidth(half_width, basis) => half_width > 0.0 && basis == Basis::Entered,
        Doubt::Second { share, .. } => share > 0.0,
        Doubt::Unusable => false,
    };
    let unused = task.cells.doubts().iter().filter(|(column, doubt)| stated(doubt) && !reckoned.contains(*column));
    let columns: Vec<Arg> = unused.map(|(column, _)| Arg::Named(*column)).collect();
    (!columns.is_empty()).then(|| Phrase::new("assess.remark.doubt_unused").with("columns", Arg::List(columns)))
}

/// NIOSH and MAC more than one class apart: from which factor that comes, and what each of them
/// weighs most.
fn disagreement(niosh: &Finding, mac: &Finding) -> Option<Phrase> {
    let (a, b) = (niosh.class?, mac.class?);
    if (a as i8 - b as i8).abs() <= 1 {
        return None;
    }
    let named = |args: Vec<Arg>| {
        if args.is_empty() { Arg::Phrase(Phrase::new("assess.remark.nothing")) } else { Arg::List(args) }
    };
    let factors = |factors: &mut dyn Iterator<Item = Factor>| named(factors.take(2).map(Arg::Factor).collect());
    let (key, from) = if a > b {
        // What the equation charges for and the form finds green or does not know.
        let only = || niosh.factors.iter().copied().filter(|factor| !mac.factors.contains(factor));
        if only().next().is_some() {
            ("assess.remark.niosh_higher", factors(&mut only()))
        } else {
            ("assess.remark.niosh_heavier_same", factors(&mut niosh.factors.iter().copied().take(1)))
        }
    } else {
        // On the form the worst colour decides, whatever its score.
        let worst = mac.sheet.iter().filter(|step| step.class == Some(b)).map(|step| Arg::Phrase(step.what.clone()));
        ("assess.remark.mac_higher", named(worst.collect()))
    };
    Some(
        Phrase::new(key)
            .with("niosh_class", Arg::Class(a))
            .with("mac_class", Arg::Class(b))
            .with("from", from)
            .with("niosh", factors(&mut niosh.factors.iter().copied()))
            .with("mac", factors(&mut mac.factors.iter().copied())),
    )
}

/// The guideline's 25 kg and NIOSH's 23 kg side by side.
fn between_23_and_25(screening: &Finding, niosh: &Finding) -> Option<Phrase> {
    let number = |finding: &Finding, key: &str| match finding.figure(key) {
        Some(Value::Number(value)) => Some(*value),
        _ => None,
    };
    let (load, constant) = (number(screening, "load_kg")?, number(niosh, "load_constant_kg")?);
    (screening.class.is_none() && load > constant && niosh.class > Some(Class::Acceptable)).then(|| {
        Phrase::new("assess.remark.constant").number("load", load, Unit::Kilogram).number("constant", constant, Unit::Kilogram)
    })
}
