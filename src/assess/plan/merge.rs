//! What people added to an earlier plan, joined with the plan of now.

use std::collections::{BTreeMap, BTreeSet};

use super::order::by_risk;
use super::{fold, id};
use crate::domain::plan::{Expected, PlanColumn, PlanFile, PlanLine, PlanMeasure, PlanPlace, PlanRisk, Standing};
use crate::domain::{Arg, Plan, PlanEntry};

/// Puts what people entered in `file` to the lines of `plan` with the same id; a line without an id
/// is recognised by its group, task and measure. What the plan does not list but could, it takes in.
/// Whatever else stands in the file is kept at the end: as a user's own, or as no longer found.
pub fn merge(mut plan: Plan, file: PlanFile) -> Plan {
    plan.extra = file.extra;
    let places: BTreeMap<String, usize> =
        plan.entries.iter().chain(&plan.spare).enumerate().map(|(at, entry)| (entry.id.clone(), at)).collect();
    let listed = plan.entries.len();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut used: BTreeSet<String> = places.keys().cloned().collect();
    let mut kept = Vec::new();
    for line in file.lines {
        let place = places.get(line.text(PlanColumn::Id).trim()).copied().or_else(|| recognised(&plan, &line));
        match place {
            // A second line with the id of another is a copy that a user made: a line of his own.
            Some(place) if taken.insert(place) => {
                let entry = if place < listed { &mut plan.entries[place] } else { &mut plan.spare[place - listed] };
                entry.follow = line.follow;
            }
            _ => kept.push(keep(line, place.is_none(), &mut used)),
        }
    }
    let mut at = listed;
    let mut back = Vec::new();
    plan.spare.retain(|entry| {
        let wanted = taken.contains(&at);
        at += 1;
        if wanted {
            back.push(entry.clone());
        }
        !wanted
    });
    plan.entries.extend(back);
    plan.entries = by_risk(plan.entries);
    plan.entries.extend(kept);
    plan
}

/// The place of the line for this group, task and measure, where the file gives no id.
fn recognised(plan: &Plan, line: &PlanLine) -> Option<usize> {
    let measure = line.text(PlanColumn::MeasureId).trim();
    if measure.is_empty() || !line.text(PlanColumn::Id).trim().is_empty() {
        return None;
    }
    let same = |ours: &str, theirs: PlanColumn| fold(ours) == fold(line.text(theirs));
    plan.entries.iter().chain(&plan.spare).position(|entry| {
        entry.measure.id.eq_ignore_ascii_case(measure)
            && same(&entry.place.group, PlanColumn::Group)
            && same(&entry.place.task, PlanColumn::Task)
    })
}

/// A line of the file that the assessment does not ask for, as it stands there.
fn keep(line: PlanLine, unknown: bool, used: &mut BTreeSet<String>) -> PlanEntry {
    let text = |column| line.text(column).trim().to_owned();
    let given = text(PlanColumn::Id);
    let measure_id = text(PlanColumn::MeasureId);
    // Ids of a user's own lines begin with OWN: all others were once computed.
    let is_own = !unknown || given.is_empty() || given.starts_with(OWN);
    let id = if unknown && !given.is_empty() && used.insert(given.clone()) { given } else { fresh(&line, used) };
    let words = |column| Arg::Text(text(column));
    let (change, value) = (text(PlanColumn::Change), text(PlanColumn::Expected));
    PlanEntry {
        id,
        standing: if is_own { Standing::Own } else { Standing::Gone },
        place: PlanPlace {
            organisation: text(PlanColumn::Organisation),
            department: text(PlanColumn::Department),
            group: text(PlanColumn::Group),
            task: text(PlanColumn::Task),
            date: None,
            others: 0,
        },
        risk: PlanRisk {
            hazard: None,
            method: None,
            words: words(PlanColumn::Risk),
            at: String::new(),
            value: None,
            class: None,
            provisional: false,
        },
        measure: PlanMeasure {
            id: measure_id,
            words: words(PlanColumn::Measure),
            level: None,
            evidence: words(PlanColumn::Evidence),
            in_guideline: false,
        },
        expected: (!change.is_empty() || !value.is_empty()).then_some(Expected {
            method: None,
            change: Arg::Text(change),
            words: Arg::Text(value),
            value: None,
            class: None,
        }),
        follow: line.follow,
    }
}

/// How ids of a user's own lines begin.
const OWN: &str = "X-";

/// An id that nothing else has.
fn fresh(line: &PlanLine, used: &mut BTreeSet<String>) -> String {
    let parts = [PlanColumn::Group, PlanColumn::Task, PlanColumn::Risk, PlanColumn::Measure].map(|column| line.text(column));
    let action = line.follow.action.as_str();
    let mut again = 0_u32;
    loop {
        let count = again.to_string();
        let id = id::id("X", &[parts[0], parts[1], parts[2], parts[3], action, &count]);
        if used.insert(id.clone()) {
            return id;
        }
        again += 1;
    }
}
