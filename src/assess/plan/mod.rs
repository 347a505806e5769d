//! The plan of action, computed: which measure for which risk, worst first and risk by risk.
//!
//! A plan is followed up by people, so it must not be long. What belongs to a task (technical and
//! organisational measures that work on what makes it heavy) is a line of that task; whatever else
//! is asked is one line of the group, and what holds for everybody is one line of the whole plan.
//! Of a task the first few measures are listed, of a group a few more, and a measure that many
//! tasks of a group need is listed for the worst of them, with how many others there are. What is
//! not listed is kept in [`Plan::spare`]: a plan file that names it takes it in.

mod expected;
mod id;
mod merge;
mod order;

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::grounds_of;
use super::headline::headline;
use crate::domain::assessment::Level;
use crate::domain::plan::{FollowUp, PlanMeasure, PlanPlace, PlanRisk, Standing};
use crate::domain::{Advice, Arg, Class, Date, Finding, Job, Phrase, Plan, PlanEntry, State, TaskResult};
use crate::guideline;
use crate::guideline::measure::{self, Measure, Topic};

pub use merge::merge;

/// Lines of one task that are listed. Ours: a person cannot see to more at once.
const MOST_OF_TASK: usize = 4;
/// Lines of a group as a whole that are listed. Ours.
const MOST_OF_GROUP: usize = 8;
/// Tasks of a group for which the same measure is listed. Ours.
const MOST_TASKS: usize = 4;

/// Which line: group, task and measure, as they are compared.
type Key = (String, String, &'static str);

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Everybody,
    Group,
    Task,
}

/// A measure that something asks for.
struct Wanted<'a> {
    scope: Scope,
    job: &'a Job,
    task: Option<&'a TaskResult>,
    finding: &'a Finding,
    measure: &'static Measure,
    fit: u8,
    /// Everything that asks for it: tasks of the group, groups of the organisation.
    subjects: BTreeSet<String>,
}

impl Wanted<'_> {
    /// What this finding is about, among what a line can be asked for by.
    fn subject(&self) -> Option<String> {
        match self.scope {
            Scope::Everybody => Some(group_key(self.job)),
            Scope::Group => self.task.map(|task| fold(&task.task)),
            Scope::Task => None,
        }
    }

    fn key(&self) -> Key {
        let group = if self.scope == Scope::Everybody { String::new() } else { group_key(self.job) };
        let task = self.task.filter(|_| self.scope == Scope::Task).map(|task| fold(&task.task));
        (group, task.unwrap_or_default(), self.measure.id)
    }
}

/// The plan for these working days, nobody's hand added. Of days of one group the latest
/// measurement of a task counts.
pub fn plan(jobs: &[Job]) -> Plan {
    let mut wanted: BTreeMap<Key, Wanted> = BTreeMap::new();
    let latest = latest(jobs);
    for job in jobs {
        let group = group_key(job);
        for (task, finding, ground) in grounds_of(&job.findings, &job.tasks) {
            if finding.class == Some(Class::Acceptable) || is_superseded(&latest, &group, task, finding, job.date) {
                continue;
            }
            for measure in guideline::set(&ground).iter().filter_map(measure::find) {
                let fit = guideline::fit(measure, ground.leading);
                let scope = scope(measure, task);
                add(&mut wanted, Wanted { scope, job, task, finding, measure, fit, subjects: BTreeSet::new() });
            }
        }
    }
    // What a day asks for as a whole is done at its tasks, where one of them asks for it too.
    let at_tasks: BTreeSet<(String, &str)> =
        wanted.keys().filter(|(_, task, _)| !task.is_empty()).map(|(group, _, id)| (group.clone(), *id)).collect();
    wanted.retain(|(group, task, id), _| !task.is_empty() || !at_tasks.contains(&(group.clone(), *id)));
    let mut all: Vec<Wanted> = wanted.into_values().collect();
    all.sort_by_cached_key(order);
    cut(&all)
}

/// What a measure is about when a finding of `task`, or of the day, asks for it.
fn scope(measure: &Measure, task: Option<&TaskResult>) -> Scope {
    let works_here = matches!(measure.level, Level::Technical | Level::Organisational)
        && measure.asked.as_ref().is_some_and(|asked| asked.works_on.is_some());
    if measure.topic == Topic::General {
        Scope::Everybody
    } else if task.is_some() && works_here {
        Scope::Task
    } else {
        Scope::Group
    }
}

/// Joins `more` with what asks for the same measure of the same subject: the worst finding speaks.
fn add<'a>(wanted: &mut BTreeMap<Key, Wanted<'a>>, mut more: Wanted<'a>) {
    more.subjects.extend(more.subject());
    match wanted.entry(more.key()) {
        Entry::Vacant(place) => {
            place.insert(more);
        }
        Entry::Occupied(mut known) => {
            let known = known.get_mut();
            known.subjects.extend(std::mem::take(&mut more.subjects));
            known.fit = more.fit.max(known.fit);
            if weight(&more) > weight(known) {
                *known = Wanted { subjects: std::mem::take(&mut known.subjects), fit: known.fit, ..more };
            }
        }
    }
}

/// How much a finding has to say about a measure: a worse class, one that redesign can bring down
/// with this measure, one that does not rest on weak ground.
fn weight(wanted: &Wanted) -> (Option<Class>, bool, bool) {
    let told = expected::takes_row(wanted).is_some_and(|(takes, _)| takes.method == wanted.finding.method);
    (wanted.finding.class, told, wanted.finding.provisional.is_empty())
}

/// Worst class first, then the order of occupational hygiene, the guideline's own measures, what
/// works on what costs most, the order of the table; the names of group and task last.
fn order(wanted: &Wanted) -> impl Ord + use<> {
    let measure = wanted.measure;
    let place = measure::all().iter().position(|other| other.id == measure.id);
    let (group, task, _) = wanted.key();
    (Reverse(wanted.finding.class), measure.level, !measure.in_guideline, Reverse(wanted.fit), place, group, task)
}

/// Lists what a person can see to; the rest is spare.
fn cut(all: &[Wanted]) -> Plan {
    let mut plan = Plan::default();
    // How many lines each group and task has.
    let mut of_subject: BTreeMap<(String, String), usize> = BTreeMap::new();
    // For each measure of a group: how many tasks have a line, and the place of the last of them.
    let mut of_measure: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
    for wanted in all {
        let entry = entry(wanted);
        let (group, task, id) = wanted.key();
        let is_task = wanted.scope == Scope::Task;
        let tasks = of_measure.entry((group.clone(), id)).or_default();
        if is_task && tasks.0 >= MOST_TASKS {
            plan.entries[tasks.1].place.others += 1;
            plan.spare.push(entry);
            continue;
        }
        let listed = of_subject.entry((group, task)).or_default();
        if *listed >= if is_task { MOST_OF_TASK } else { MOST_OF_GROUP } {
            plan.spare.push(entry);
            continue;
        }
        *listed += 1;
        *tasks = (tasks.0 + 1, plan.entries.len());
        plan.entries.push(entry);
    }
    plan.entries = order::by_risk(plan.entries);
    plan
}

fn entry(wanted: &Wanted) -> PlanEntry {
    let Wanted { scope, job, task, finding: _, measure, .. } = wanted;
    let advice = Advice::from(*measure);
    let (group, task_key, _) = wanted.key();
    // A finding of the day is about all of its tasks.
    let others = wanted.subject().map_or(0, |_| wanted.subjects.len() - 1);
    let place = if *scope == Scope::Everybody {
        PlanPlace { organisation: job.organisation.clone(), others, ..PlanPlace::default() }
    } else {
        PlanPlace {
            organisation: job.organisation.clone(),
            department: job.department.clone(),
            group: job.exposure_group.clone(),
            task: task.filter(|_| *scope == Scope::Task).map(|task| task.task.clone()).unwrap_or_default(),
            date: job.date,
            others,
        }
    };
    // Scales of evidence are written in capitals; anything else in that place is no scale.
    let evidence = if advice.scheme.chars().all(|c| c.is_ascii_uppercase()) {
        Phrase::new("plan.evidence").text("scheme", advice.scheme).phrase("grade", advice.grade)
    } else {
        advice.grade
    };
    PlanEntry {
        id: id::id(measure.id, &[&group, &task_key]),
        standing: Standing::Found,
        risk: risk(wanted),
        measure: PlanMeasure {
            id: advice.id.to_owned(),
            words: Arg::Phrase(advice.text),
            level: Some(advice.level),
            evidence: Arg::Phrase(evidence),
            in_guideline: advice.in_guideline,
        },
        expected: expected::of(wanted),
        place,
        follow: FollowUp::default(),
    }
}

/// The finding in words. A line of a group or of everybody names the task or work that the finding
/// is about.
fn risk(wanted: &Wanted) -> PlanRisk {
    let finding = wanted.finding;
    let said = match &finding.label {
        Some(label) => Phrase::new("plan.risk").with("method", Arg::Name(finding.method)).phrase("label", label.clone()),
        None => Phrase::new("plan.risk.plain").with("method", Arg::Name(finding.method)),
    };
    let at = match (wanted.scope, wanted.task) {
        (Scope::Everybody, _) => wanted.job.exposure_group.clone(),
        (Scope::Group, Some(task)) => task.task.clone(),
        (Scope::Group, None) | (Scope::Task, _) => String::new(),
    };
    PlanRisk {
        hazard: Some(finding.hazard),
        method: Some(finding.method),
        words: Arg::Phrase(said),
        at,
        value: headline(finding).map(|(_, value, unit)| (value, unit)),
        class: finding.class,
        provisional: !finding.provisional.is_empty(),
    }
}

/// The last day on which each subject of each method was looked at.
fn latest(jobs: &[Job]) -> BTreeMap<(String, String, &'static str), Option<Date>> {
    let mut latest = BTreeMap::new();
    for job in jobs {
        let group = group_key(job);
        let of_day = job.findings.iter().map(|finding| (String::new(), finding));
        let of_tasks = job.tasks.iter().flat_map(|task| task.findings.iter().map(move |finding| (fold(&task.task), finding)));
        for (task, finding) in of_day.chain(of_tasks).filter(|(_, finding)| finding.state != State::NotMeasured) {
            let date: &mut Option<Date> = latest.entry((group.clone(), task, finding.method)).or_default();
            *date = (*date).max(job.date);
        }
    }
    latest
}

fn is_superseded(
    latest: &BTreeMap<(String, String, &'static str), Option<Date>>,
    group: &str,
    task: Option<&TaskResult>,
    finding: &Finding,
    date: Option<Date>,
) -> bool {
    let key = (group.to_owned(), task.map(|task| fold(&task.task)).unwrap_or_default(), finding.method);
    latest.get(&key).is_some_and(|last| *last > date)
}

/// The group as it is compared. A group that was not entered is its workstation and job, within
/// their department; the day does not matter.
fn group_key(job: &Job) -> String {
    let made = [job.workstation.as_str(), job.job.as_str()];
    let made: Vec<&str> = made.into_iter().filter(|part| !part.is_empty()).collect();
    if job.exposure_group == made.join(" / ") {
        fold(&format!("{} / {} / {}", job.organisation, job.department, job.exposure_group))
    } else {
        fold(&job.exposure_group)
    }
}

/// A name as it is compared.
fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
