//! All workstations together. One look at every finding: the work grows with the number of
//! findings, never with its square.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{GroupKey, group_key};
use crate::domain::assessment::Level;
use crate::domain::portfolio::{Department, Exposed, Group, Heads, Helpful, Limiting, Portfolio, Standing};
use crate::domain::{Advice, Arg, Class, Column, Factor, Finding, Hazard, Job, State};

/// With more working days than this a portfolio is made without being asked for. Ours: as many
/// rows as one takes in at a glance.
pub const AUTOMATIC: usize = 5;

/// All working days together.
pub fn portfolio(jobs: &[Job]) -> Portfolio {
    let hazards: Vec<Hazard> =
        Hazard::ALL.into_iter().filter(|hazard| jobs.iter().any(|job| speaks_of(job, *hazard))).collect();
    let mut groups = groups(jobs, &hazards);
    groups.sort_by_key(|group| std::cmp::Reverse(jobs[group.jobs[0]].urgency()));
    let departments = departments(jobs, &mut groups);
    let mut exposed = Exposed::default();
    let mut exposed_by_hazard = vec![Exposed::default(); hazards.len()];
    for group in &groups {
        exposed.add(group.whole.class, group.workers);
        for (sum, standing) in exposed_by_hazard.iter_mut().zip(&group.by_hazard) {
            sum.add(standing.class, group.workers);
        }
    }
    Portfolio {
        limiting: limiting(jobs, &groups),
        measures: measures(jobs, &groups),
        hazards,
        groups,
        exposed,
        exposed_by_hazard,
        departments,
    }
}

fn all_findings(job: &Job) -> impl Iterator<Item = &Finding> {
    job.findings.iter().chain(job.tasks.iter().flat_map(|task| &task.findings))
}

fn speaks_of(job: &Job, hazard: Hazard) -> bool {
    all_findings(job).any(|finding| finding.hazard == hazard && finding.state != State::NotMeasured)
}

/// The groups, each with all its days, the worst day first.
fn groups(jobs: &[Job], hazards: &[Hazard]) -> Vec<Group> {
    let mut place_of: BTreeMap<GroupKey, usize> = BTreeMap::new();
    let mut days: Vec<Vec<usize>> = Vec::new();
    for (at, job) in jobs.iter().enumerate() {
        let place = *place_of.entry(group_key(job)).or_insert(days.len());
        if place == days.len() {
            days.push(Vec::new());
        }
        days[place].push(at);
    }
    let group = |mut days: Vec<usize>| {
        days.sort_by_key(|&at| std::cmp::Reverse(jobs[at].urgency()));
        let whole = days.iter().map(|&at| whole(&jobs[at])).reduce(worse);
        let by_hazard = hazards.iter().map(|&hazard| days.iter().map(|&at| of_hazard(&jobs[at], hazard)).reduce(worse));
        Group {
            department: 0,
            workers: days.iter().filter_map(|&at| workers(&jobs[at])).max(),
            whole: whole.unwrap_or(NOTHING),
            by_hazard: by_hazard.map(|standing| standing.unwrap_or(NOTHING)).collect(),
            jobs: days,
        }
    };
    days.into_iter().map(group).collect()
}

const NOTHING: Standing = Standing { class: None, state: State::NotMeasured, provisional: false, incomplete: false };

/// The number of people of a day: the highest that any of its tasks gives, for the tasks of a day
/// are done by the same people. Of averaged repeats a part of a person is a person.
fn workers(job: &Job) -> Option<u64> {
    let entered = job.tasks.iter().flat_map(|task| &task.entered).filter(|(column, _)| *column == Column::Workers);
    let highest = entered.filter_map(|(_, value)| match value {
        Arg::Exact(number) => Some(number.ceil()),
        _ => None,
    });
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of people that is not negative")]
    highest.max_by(f64::total_cmp).map(|number| number as u64)
}

fn whole(job: &Job) -> Standing {
    let state = if job.class.is_some() { State::Assessed } else { loudest(all_findings(job)) };
    Standing { class: job.class, state, provisional: job.provisional, incomplete: job.is_incomplete() }
}

fn of_hazard(job: &Job, hazard: Hazard) -> Standing {
    let findings = || all_findings(job).filter(move |finding| finding.hazard == hazard);
    let class = findings().fold(None, |worst, finding| Class::worst(worst, finding.class));
    Standing {
        class,
        state: if class.is_some() { State::Assessed } else { loudest(findings()) },
        provisional: findings().any(|finding| class.is_some() && finding.class == class && !finding.provisional.is_empty()),
        incomplete: findings()
            .any(|finding| finding.incomplete || (finding.state == State::NotApplicable && finding.class.is_none())),
    }
}

/// The state that says most: that a method does not hold here comes before that nothing was measured.
fn loudest<'a>(findings: impl Iterator<Item = &'a Finding>) -> State {
    const ORDER: [State; 4] = [State::NotApplicable, State::BelowTrigger, State::Assessed, State::NotMeasured];
    let rank = |state: State| ORDER.iter().position(|known| *known == state).unwrap_or(ORDER.len());
    findings.map(|finding| finding.state).min_by_key(|state| rank(*state)).unwrap_or(State::NotMeasured)
}

/// The worse of two days of one group; what is missing on either is missing.
fn worse(a: Standing, b: Standing) -> Standing {
    let (worst, other) = if b.class > a.class { (b, a) } else { (a, b) };
    let state = if worst.class.is_none() && worst.state == State::NotMeasured { other.state } else { worst.state };
    Standing {
        state,
        provisional: worst.provisional || (other.class == worst.class && other.provisional),
        incomplete: worst.incomplete || other.incomplete,
        ..worst
    }
}

/// The departments in the order of their worst group, each group being told where it belongs.
fn departments(jobs: &[Job], groups: &mut [Group]) -> Vec<Department> {
    let mut place_of: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut departments: Vec<Department> = Vec::new();
    for group in groups {
        let job = &jobs[group.jobs[0]];
        let bare = |name: &str| name.trim().to_lowercase();
        let place = *place_of.entry((bare(&job.organisation), bare(&job.department))).or_insert(departments.len());
        if place == departments.len() {
            departments.push(Department {
                organisation: job.organisation.trim().to_owned(),
                department: job.department.trim().to_owned(),
                exposed: Exposed::default(),
            });
        }
        group.department = place;
        departments[place].exposed.add(group.whole.class, group.workers);
    }
    departments
}

/// What costs most in each task and day of which a hazard exceeds its limits.
fn limiting(jobs: &[Job], groups: &[Group]) -> Vec<Limiting> {
    let mut found: BTreeMap<Factor, Limiting> = BTreeMap::new();
    for group in groups {
        let mut of_group: BTreeSet<Factor> = BTreeSet::new();
        for job in group.jobs.iter().map(|&at| &jobs[at]) {
            let parts = std::iter::once(&job.findings).chain(job.tasks.iter().map(|task| &task.findings));
            for (factor, class) in parts.flat_map(|findings| leading(findings)) {
                let entry = found.entry(factor).or_insert(Limiting { factor, times: 0, worst: class, heads: Heads::default() });
                entry.times += 1;
                entry.worst = entry.worst.max(class);
                if of_group.insert(factor) {
                    entry.heads.add(group.workers);
                }
            }
        }
    }
    let mut limiting: Vec<Limiting> = found.into_values().collect();
    limiting.sort_by_key(|found| std::cmp::Reverse((found.times, found.heads.workers, found.worst)));
    limiting
}

/// Of each hazard of a task or day that exceeds a limit: what costs most in its worst finding.
fn leading(findings: &[Finding]) -> impl Iterator<Item = (Factor, Class)> {
    Hazard::ALL.into_iter().filter_map(move |hazard| {
        let exceeding = |finding: &&Finding| finding.hazard == hazard && finding.class > Some(Class::Acceptable);
        let worst = findings.iter().filter(exceeding).filter_map(|finding| finding.class).max()?;
        let factors = findings.iter().filter(exceeding).filter(|finding| finding.class == Some(worst));
        let mut named = factors.flat_map(|finding| &finding.factors);
        named.next().map(|factor| (*factor, worst))
    })
}

/// The measures that are named for a group above *no exceedance*, in the order of occupational
/// hygiene, within a level what helps most people first: advice that is given to everybody would
/// else always come before what takes the hazard away.
fn measures(jobs: &[Job], groups: &[Group]) -> Vec<Helpful> {
    let mut found: BTreeMap<&str, Helpful> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.whole.class > Some(Class::Acceptable)) {
        let mut of_group: BTreeSet<&str> = BTreeSet::new();
        for job in group.jobs.iter().map(|&at| &jobs[at]) {
            let Some(class) = job.class.filter(|class| *class > Class::Acceptable) else { continue };
            for advice in job.measures.iter().filter(|advice| advice.level != Level::Discouraged) {
                let entry = found.entry(advice.id).or_insert_with(|| Helpful {
                    advice: advice.clone(),
                    worst: class,
                    heads: Heads::default(),
                });
                entry.worst = entry.worst.max(class);
                add_reasons(&mut entry.advice, advice);
                if of_group.insert(advice.id) {
                    entry.heads.add(group.workers);
                }
            }
        }
    }
    let mut measures: Vec<Helpful> = found.into_values().collect();
    measures.sort_by_key(|found| {
        (found.advice.level, std::cmp::Reverse((found.heads.workers, found.heads.groups)), !found.advice.in_guideline)
    });
    measures
}

fn add_reasons(to: &mut Advice, from: &Advice) {
    for method in &from.because {
        if !to.because.contains(method) {
            to.because.push(method);
        }
    }
}
