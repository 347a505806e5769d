//! Before and after: the same work assessed twice, put beside each other.
//!
//! Nothing is called an improvement that only became unmeasured, incomplete or provisional: see
//! `verdict`.

mod cells;
mod charts;
mod figures;
mod pairing;
mod verdict;

use std::collections::BTreeMap;

pub use pairing::{GroupKey, group_key};

use self::pairing::{Pair, pair, pair_tasks};
use self::verdict::Sides;
use crate::domain::comparison::{Basis, Change, Comparison, DayChange, FindingChange, Outcome, Said, Standing, TaskChange};
use crate::domain::{Column, Finding, Job, Phrase, State, TaskResult};
use crate::method::METHODS;

/// The texts of this room, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

/// Holds the working days `before` against those `after`.
pub fn compare(before: &[Job], after: &[Job], basis: Basis) -> Comparison {
    let mut notes = Vec::new();
    let before = latest(before, "compare.note.several_before", &mut notes);
    let after = latest(after, "compare.note.several_after", &mut notes);
    let pairs = pair(&before, &after);
    let both = pairs.iter().filter(|pair| matches!(pair, Pair::Both { .. })).count();
    if both == 0 && !before.is_empty() && !after.is_empty() {
        notes.push(Phrase::new("compare.note.nothing_in_common"));
    }
    let days: Vec<DayChange> = pairs.iter().map(|pair| day(*pair)).collect();
    let looser = pairs.iter().filter_map(|pair| match pair {
        Pair::Both { before, after, exact: false } => {
            Some(Phrase::new("compare.note.other_names").text("before", full_name(before)).text("after", full_name(after)))
        }
        _ => None,
    });
    notes.extend(looser);
    let charts = charts::of(&days);
    Comparison { basis, days, charts, notes }
}

/// What a day is called where its parts must be told apart.
fn full_name(job: &Job) -> String {
    let parts = [&job.organisation, &job.department, &job.exposure_group];
    parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ")
}

/// One working day for each group: where a group was observed on several, the last, and that is said.
fn latest<'a>(jobs: &'a [Job], key: &'static str, notes: &mut Vec<Phrase>) -> Vec<&'a Job> {
    let mut place_of: BTreeMap<GroupKey, usize> = BTreeMap::new();
    let mut kept: Vec<&Job> = Vec::new();
    let mut several: BTreeMap<usize, usize> = BTreeMap::new();
    for job in jobs {
        let place = *place_of.entry(group_key(job)).or_insert(kept.len());
        if place == kept.len() {
            kept.push(job);
            continue;
        }
        *several.entry(place).or_insert(1) += 1;
        if job.date > kept[place].date {
            kept[place] = job;
        }
    }
    for (place, count) in several {
        let job = kept[place];
        let said = Phrase::new(key).text("group", full_name(job)).exact("n", count as f64);
        notes.push(match job.date {
            Some(date) => said.phrase("date", super::date_phrase(date)),
            None => said.phrase("date", Phrase::new("compare.no_date")),
        });
    }
    kept
}

fn day(pair: Pair) -> DayChange {
    let (before, after) = pair.sides();
    // A pair has at least one side.
    let named = after.or(before).expect("a pair has a side");
    let task_pairs = pair_tasks(tasks(before), tasks(after));
    let sides = Sides::of_day(before, after, &task_pairs);
    let change = Change {
        before: before.map(of_job),
        after: after.map(of_job),
        findings: findings(day_findings(before), day_findings(after)),
        cells: cells::of_day(before, after),
        ..change(&sides)
    };
    DayChange {
        organisation: named.organisation.clone(),
        department: named.department.clone(),
        workstation: named.workstation.clone(),
        job: named.job.clone(),
        exposure_group: named.exposure_group.clone(),
        date_before: before.and_then(|job| job.date),
        date_after: after.and_then(|job| job.date),
        change,
        tasks: task_pairs.iter().map(|&(before, after)| task(before, after)).collect(),
    }
}

fn tasks(job: Option<&Job>) -> &[TaskResult] {
    job.map_or(&[], |job| &job.tasks)
}

fn task_findings(task: Option<&TaskResult>) -> &[Finding] {
    task.map_or(&[], |task| &task.findings)
}

fn day_findings(job: Option<&Job>) -> &[Finding] {
    job.map_or(&[], |job| &job.findings)
}

fn task(before: Option<&TaskResult>, after: Option<&TaskResult>) -> TaskChange {
    let named = after.or(before).map(|task| task.task.clone()).unwrap_or_default();
    let change = change(&Sides::of_task(before, after));
    let mut cells = cells::of_task(before, after);
    if change.outcome == Outcome::Gone {
        // That nothing else is filled in says no more than that.
        cells.retain(|cell| cell.column == Column::TaskHours);
    }
    TaskChange {
        task: named,
        change: Change {
            before: before.map(of_task),
            after: after.map(of_task),
            findings: findings(task_findings(before), task_findings(after)),
            cells,
            ..change
        },
    }
}

/// The outcome, without what only reports it.
fn change(sides: &Sides) -> Change {
    let verdict = verdict::judge(sides);
    Change {
        before: None,
        after: None,
        outcome: verdict.outcome,
        certain: verdict.certain,
        doubts: verdict.doubts,
        findings: Vec::new(),
        cells: Vec::new(),
    }
}

fn of_task(task: &TaskResult) -> Standing {
    Standing {
        class: task.class,
        class_from: task.class_from,
        provisional: task.provisional,
        incomplete: !task.incomplete.is_empty(),
        below_trigger: is_below_trigger(task.class.is_some(), &task.findings),
    }
}

fn of_job(job: &Job) -> Standing {
    Standing {
        class: job.class,
        class_from: job.class_from,
        provisional: job.provisional,
        incomplete: job.is_incomplete(),
        below_trigger: is_below_trigger(job.class.is_some(), &job.findings),
    }
}

fn is_below_trigger(has_class: bool, findings: &[Finding]) -> bool {
    !has_class
        && findings.iter().any(|finding| finding.state == State::BelowTrigger)
        && findings.iter().all(|finding| matches!(finding.state, State::BelowTrigger | State::NotMeasured))
}

/// What each method said on both sides, where it said anything on either.
fn findings(before: &[Finding], after: &[Finding]) -> Vec<FindingChange> {
    METHODS
        .iter()
        .filter_map(|method| {
            let (before, after) = (by_method(before, method.id), by_method(after, method.id));
            let speaks = |finding: Option<&Finding>| finding.is_some_and(|finding| finding.state != State::NotMeasured);
            (speaks(before) || speaks(after)).then(|| FindingChange {
                method: method.id,
                hazard: method.hazard,
                before: before.map(said),
                after: after.map(said),
                figures: figures::of(method, before, after),
            })
        })
        .collect()
}

fn by_method<'a>(findings: &'a [Finding], id: &str) -> Option<&'a Finding> {
    findings.iter().find(|finding| finding.method == id)
}

fn said(finding: &Finding) -> Said {
    Said { state: finding.state, class: finding.class, provisional: !finding.provisional.is_empty() }
}
