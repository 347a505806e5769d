//! What findings say together.

use crate::domain::{Arg, Class, Factor, Finding, Phrase, State, Unit, Value};

/// Whether a load of 3 to 25 kg was screened but neither MAC nor NIOSH says anything about it.
pub(super) fn lifting_needs_more(findings: &[Finding]) -> bool {
    let screened = findings.iter().any(|f| f.method == "screening" && f.state == State::Assessed && f.class.is_none());
    let judged = |f: &Finding| f.hazard == crate::domain::Hazard::Lifting && f.method != "screening" && f.class.is_some();
    screened && !findings.iter().any(judged)
}

/// Where two methods tell different things of one task.
pub(super) fn of_task(findings: &[Finding]) -> Vec<Phrase> {
    let find = |id: &str| findings.iter().find(|finding| finding.method == id);
    let mut remarks = Vec::new();
    if let (Some(niosh), Some(mac)) = (find("niosh"), find("mac")) {
        remarks.extend(disagreement(niosh, mac));
    }
    remarks.extend(find("screening").zip(find("niosh")).and_then(|(screening, niosh)| between_23_and_25(screening, niosh)));
    remarks
}

/// NIOSH and MAC more than one class apart, with what each of them weighs most.
fn disagreement(niosh: &Finding, mac: &Finding) -> Option<Phrase> {
    let (a, b) = (niosh.class?, mac.class?);
    let apart = (a as i8 - b as i8).abs() > 1;
    let costs = |finding: &Finding| {
        let named: Vec<Arg> = finding.factors.iter().take(2).map(|factor: &Factor| Arg::Factor(*factor)).collect();
        if named.is_empty() { Arg::Phrase(Phrase::new("assess.remark.nothing")) } else { Arg::List(named) }
    };
    apart.then(|| {
        let key = if a > b { "assess.remark.niosh_higher" } else { "assess.remark.mac_higher" };
        Phrase::new(key)
            .with("niosh_class", Arg::Class(a))
            .with("mac_class", Arg::Class(b))
            .with("niosh", costs(niosh))
            .with("mac", costs(mac))
    })
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
