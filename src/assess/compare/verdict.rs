//! What a change comes to.
//!
//! The rules, which are ours:
//!
//! - A lower class counts only where it is firm: nothing after is incomplete or provisional, the
//!   class before is not provisional, and every method and task that gave a higher class before
//!   was assessed again. A load that the guideline's screening lets pass needs no other lifting
//!   method.
//! - A higher class counts unless the class *before* is what is weak: then it may only be better
//!   known now.
//! - Where the figures that decide differ by less than the uncertainty of measuring them, neither
//!   is said.

use super::{is_below_trigger, is_incomplete, pairing::TaskPair};
use crate::domain::comparison::{Difference, Doubt, Obstacle, Outcome};
use crate::domain::{Arg, Class, Finding, Hazard, Job, State, TaskResult, threshold};
use crate::method;

/// The verdict on a change.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    pub(super) certain: Difference,
    pub(super) doubts: Vec<Doubt>,
}

/// How high an exposure stands: below the trigger, or in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    BelowTrigger,
    In(Class),
}

/// One side of a change.
#[derive(Debug, Clone, Copy)]
struct Side {
    level: Option<Level>,
    provisional: bool,
    incomplete: bool,
    /// Whether any method says something of it.
    judged: bool,
}

/// A method's finding on both sides. Where the task that it belongs to stands on one side only,
/// that task's name.
#[derive(Debug, Clone, Copy)]
struct FindingPair<'a> {
    before: Option<&'a Finding>,
    after: Option<&'a Finding>,
    alone: Option<&'a str>,
    /// Whether the load after is so light that the guideline asks for no other lifting method.
    light_after: bool,
    /// The same before.
    light_before: bool,
}

/// What a verdict rests on.
#[derive(Debug)]
pub(super) struct Sides<'a> {
    before: Option<Side>,
    after: Option<Side>,
    findings: Vec<FindingPair<'a>>,
    /// A task without findings of its own counts in its day; a day has nothing above it.
    is_task: bool,
}

impl<'a> Sides<'a> {
    /// Of a task.
    pub(super) fn of_task(before: Option<&'a TaskResult>, after: Option<&'a TaskResult>) -> Self {
        let side = |task: &TaskResult| Side {
            level: level(task.class, &task.findings),
            provisional: task.provisional,
            incomplete: !task.incomplete.is_empty(),
            judged: task.findings.iter().any(|finding| finding.state != State::NotMeasured) || !task.incomplete.is_empty(),
        };
        Self { before: before.map(side), after: after.map(side), findings: of_tasks(before, after).collect(), is_task: true }
    }

    /// Of a working day, with its tasks.
    pub(super) fn of_day(before: Option<&'a Job>, after: Option<&'a Job>, tasks: &[TaskPair<'a>]) -> Self {
        let side = |job: &Job| Side {
            level: level(job.class, &job.findings),
            provisional: job.provisional,
            incomplete: is_incomplete(job),
            judged: true,
        };
        let of = |job: Option<&'a Job>| job.map_or(&[][..], |job| job.findings.as_slice());
        let mut findings: Vec<FindingPair> = pairs(of(before), of(after), None).collect();
        findings.extend(tasks.iter().flat_map(|&(before, after)| of_tasks(before, after)));
        Self { before: before.map(side), after: after.map(side), findings, is_task: false }
    }
}

fn level(class: Option<Class>, findings: &[Finding]) -> Option<Level> {
    match class {
        Some(class) => Some(Level::In(class)),
        None => is_below_trigger(false, findings).then_some(Level::BelowTrigger),
    }
}

fn of_finding(finding: &Finding) -> Option<Level> {
    match (finding.class, finding.state) {
        (Some(class), _) => Some(Level::In(class)),
        (None, State::BelowTrigger) => Some(Level::BelowTrigger),
        _ => None,
    }
}

fn of_tasks<'a>(before: Option<&'a TaskResult>, after: Option<&'a TaskResult>) -> impl Iterator<Item = FindingPair<'a>> {
    let of = |task: Option<&'a TaskResult>| task.map_or(&[][..], |task| task.findings.as_slice());
    let alone = match (before, after) {
        (Some(only), None) | (None, Some(only)) => Some(only.task.as_str()),
        _ => None,
    };
    pairs(of(before), of(after), alone)
}

fn pairs<'a>(
    before: &'a [Finding],
    after: &'a [Finding],
    alone: Option<&'a str>,
) -> impl Iterator<Item = FindingPair<'a>> {
    let find = |findings: &'a [Finding], id| findings.iter().find(|finding| finding.method == id);
    let is_light = |findings: &[Finding]| {
        let screened = |finding: &Finding| finding.method == "screening" && finding.class == Some(Class::Acceptable);
        findings.iter().any(screened)
    };
    let (light_before, light_after) = (is_light(before), is_light(after));
    method::METHODS.iter().filter_map(move |method| {
        let (before, after) = (find(before, method.id), find(after, method.id));
        (before.is_some() || after.is_some()).then_some(FindingPair { before, after, alone, light_after, light_before })
    })
}

/// The verdict.
pub(super) fn judge(sides: &Sides) -> Verdict {
    let (before, after) = match (sides.before, sides.after) {
        (Some(before), Some(after)) => (before, after),
        (None, _) => return plain(Outcome::New),
        (_, None) => return plain(Outcome::Gone),
    };
    if sides.is_task && !before.judged && !after.judged {
        return plain(Outcome::JudgedByDay);
    }
    let (Some(old), Some(new)) = (before.level, after.level) else {
        let missing = [
            (before.level.is_none(), before.incomplete, Obstacle::IncompleteBefore, Obstacle::NoClassBefore),
            (after.level.is_none(), after.incomplete, Obstacle::IncompleteAfter, Obstacle::NoClassAfter),
        ];
        return doubtful(missing.into_iter().filter(|(missing, ..)| *missing).map(|(_, incomplete, gap, none)| {
            Doubt { obstacle: if incomplete { gap } else { none }, about: Vec::new() }
        }));
    };
    let mut doubts = weaknesses(before, after, old, new);
    let mut certain = Difference::Larger;
    if old != new {
        let falls = new < old;
        // The findings that must have changed for the class to change.
        for pair in &sides.findings {
            let (from, to) = (pair.before.and_then(of_finding), pair.after.and_then(of_finding));
            let (stood, stands) = if falls { (from, to) } else { (to, from) };
            let decides = stood > Some(if falls { new } else { old });
            if !decides {
                continue;
            }
            match missing(pair, falls, stands) {
                Some(doubt) => add(&mut doubts, doubt),
                None => certain = weaker(certain, deciding_difference(pair, falls)),
            }
        }
    }
    if !doubts.is_empty() {
        return doubtful(doubts);
    }
    let outcome = match new.cmp(&old) {
        std::cmp::Ordering::Equal => Outcome::Same,
        _ if certain == Difference::Within => Outcome::WithinUncertainty,
        std::cmp::Ordering::Less => Outcome::Lower,
        std::cmp::Ordering::Greater => Outcome::Higher,
    };
    let certain = if outcome == Outcome::Same { Difference::None } else { certain };
    Verdict { outcome, certain, doubts: Vec::new() }
}

/// What makes one of the two verdicts too weak for what their difference would say.
fn weaknesses(before: Side, after: Side, old: Level, new: Level) -> Vec<Doubt> {
    let found = match new.cmp(&old) {
        // An incomplete class before was at least that high.
        std::cmp::Ordering::Less => [
            (before.provisional, Obstacle::ProvisionalBefore),
            (after.incomplete, Obstacle::IncompleteAfter),
            (after.provisional, Obstacle::ProvisionalAfter),
        ],
        std::cmp::Ordering::Greater => [
            (before.incomplete, Obstacle::IncompleteBefore),
            (before.provisional, Obstacle::ProvisionalBefore),
            (false, Obstacle::ProvisionalAfter),
        ],
        std::cmp::Ordering::Equal => [
            (before.incomplete, Obstacle::IncompleteBefore),
            (after.incomplete, Obstacle::IncompleteAfter),
            (false, Obstacle::ProvisionalAfter),
        ],
    };
    let found = found.into_iter().filter(|(weak, _)| *weak);
    found.map(|(_, obstacle)| Doubt { obstacle, about: Vec::new() }).collect()
}

/// Why the side on which a deciding finding should have changed says nothing, if it does not.
fn missing(pair: &FindingPair, falls: bool, stands: Option<Level>) -> Option<Doubt> {
    if let Some(task) = pair.alone {
        let obstacle = if falls { Obstacle::TaskGone } else { Obstacle::TaskNew };
        return Some(Doubt { obstacle, about: vec![Arg::Text(task.to_owned())] });
    }
    if stands.is_some() {
        return None;
    }
    let finding = pair.before.or(pair.after)?;
    let light = if falls { pair.light_after } else { pair.light_before };
    if light && finding.hazard == Hazard::Lifting {
        return None;
    }
    let obstacle = if falls { Obstacle::MethodMissingAfter } else { Obstacle::MethodMissingBefore };
    Some(Doubt { obstacle, about: vec![Arg::Name(finding.method)] })
}

/// The difference of the figure that gave the higher of the two classes.
fn deciding_difference(pair: &FindingPair, falls: bool) -> Difference {
    let (Some(before), Some(after)) = (pair.before, pair.after) else { return Difference::NotKnown };
    let Some(method) = method::find(before.method) else { return Difference::NotKnown };
    let figures = super::figures::of(method, Some(before), Some(after));
    let class = if falls { before.class } else { after.class };
    figures
        .into_iter()
        .find(|figure| {
            let value = if falls { figure.before } else { figure.after };
            value.is_some_and(|value| !figure.limits.is_empty() && Some(threshold::classify(figure.limits, value.value)) == class)
        })
        .map_or(Difference::NotKnown, |figure| figure.difference)
}

/// What several deciding differences come to together: the weakest.
const fn weaker(a: Difference, b: Difference) -> Difference {
    match (a, b) {
        (Difference::Within, _) | (_, Difference::Within) => Difference::Within,
        (Difference::NotKnown | Difference::None, _) | (_, Difference::NotKnown | Difference::None) => Difference::NotKnown,
        _ => Difference::Larger,
    }
}

fn add(doubts: &mut Vec<Doubt>, doubt: Doubt) {
    match doubts.iter_mut().find(|known| known.obstacle == doubt.obstacle) {
        Some(known) => {
            for about in doubt.about {
                if !known.about.contains(&about) {
                    known.about.push(about);
                }
            }
        }
        None => doubts.push(doubt),
    }
}

const fn plain(outcome: Outcome) -> Verdict {
    Verdict { outcome, certain: Difference::NotKnown, doubts: Vec::new() }
}

fn doubtful(doubts: impl IntoIterator<Item = Doubt>) -> Verdict {
    Verdict {
        outcome: Outcome::NotComparable,
        certain: Difference::NotKnown,
        doubts: doubts.into_iter().collect(),
    }
}
