//! What a change comes to.
//!
//! The rules, which are ours:
//!
//! - A lower class counts only where it is firm: nothing after is incomplete or provisional, the
//!   class before is not provisional, and every method and task that gave a higher class before
//!   was assessed again. A load that the guideline's screening lets pass needs no other lifting
//!   method.
//! - A task that is not named after is only gone if the file says so, with 0 hours and nothing else;
//!   else it may just not have been measured again. So it is for what it added to the day.
//! - Beyond a method's range a class is *at least* that high: nothing is lower than what may be more.
//! - A higher class counts unless the class *before* is what is weak: then it may only be better
//!   known now.
//! - Where the figures that decide differ by less than the uncertainty of measuring them, neither
//!   is said.

use super::{is_below_trigger, pairing::TaskPair};
use crate::domain::comparison::{Difference, Doubt, Obstacle, Outcome};
use crate::domain::{Arg, Class, Column, Finding, Hazard, Job, State, TaskResult, threshold};
use crate::method::{self, Scope};

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
#[allow(clippy::struct_excessive_bools, reason = "one answer a fact, none excludes another")]
struct Side {
    level: Option<Level>,
    provisional: bool,
    incomplete: bool,
    /// Whether the class is only known to be at least that: it comes from beyond a method's range.
    at_least: bool,
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
    /// Whether nothing is missing after even if the method says nothing: the load is so light that
    /// the guideline asks for no other lifting method, or it is a composite of lifts and there are
    /// no two lifts (a single one has an index of its own), or the task has ended.
    needless_after: bool,
    /// The same before.
    needless_before: bool,
}

/// What a verdict rests on.
#[derive(Debug)]
pub(super) struct Sides<'a> {
    before: Option<Side>,
    after: Option<Side>,
    findings: Vec<FindingPair<'a>>,
    /// A task without findings of its own counts in its day; a day has nothing above it.
    is_task: bool,
    /// Whether the file says that the task is no longer done.
    ended: bool,
    /// The tasks that stand before only, without being said to have ended.
    gone: Vec<&'a TaskResult>,
    /// The tasks that stand after only.
    new: Vec<&'a TaskResult>,
}

impl<'a> Sides<'a> {
    /// Of a task.
    pub(super) fn of_task(before: Option<&'a TaskResult>, after: Option<&'a TaskResult>) -> Self {
        let side = |task: &TaskResult| Side {
            level: level(task.class, &task.findings),
            provisional: task.provisional,
            incomplete: !task.incomplete.is_empty(),
            at_least: is_at_least(task.class, &task.findings),
            judged: task.findings.iter().any(|finding| finding.state != State::NotMeasured) || !task.incomplete.is_empty(),
        };
        Self {
            before: before.map(side),
            after: after.map(side),
            findings: of_tasks(before, after).collect(),
            is_task: true,
            ended: after.is_some_and(has_ended),
            gone: Vec::new(),
            new: Vec::new(),
        }
    }

    /// Of a working day, with its tasks.
    pub(super) fn of_day(before: Option<&'a Job>, after: Option<&'a Job>, tasks: &[TaskPair<'a>]) -> Self {
        let side = |job: &Job| Side {
            level: level(job.class, &job.findings),
            provisional: job.provisional,
            incomplete: job.is_incomplete(),
            at_least: is_at_least(job.class, job.findings.iter().chain(job.tasks.iter().flat_map(|task| &task.findings))),
            judged: true,
        };
        let of = |job: Option<&'a Job>| job.map_or(&[][..], |job| job.findings.as_slice());
        let lifts = |job: Option<&Job>| job.map_or(0, |job| job.tasks.iter().filter(|task| is_lift(task)).count());
        let (single_before, single_after) = (lifts(before) < 2, lifts(after) < 2);
        let mut findings: Vec<FindingPair> = pairs(of(before), of(after), None)
            .map(|pair| match pair.before.or(pair.after) {
                Some(finding) if finding.method == COMPOSITE => {
                    FindingPair { needless_after: single_after, needless_before: single_before, ..pair }
                }
                _ => pair,
            })
            .collect();
        findings.extend(tasks.iter().flat_map(|&(before, after)| of_tasks(before, after)));
        let gone = tasks.iter().filter(|(_, after)| after.is_none()).filter_map(|(before, _)| *before).collect();
        let new = tasks.iter().filter(|(before, _)| before.is_none()).filter_map(|(_, after)| *after).collect();
        Self { before: before.map(side), after: after.map(side), findings, is_task: false, ended: false, gone, new }
    }
}

/// The method that adds the lifts of a day.
const COMPOSITE: &str = "niosh_composite";

fn is_lift(task: &TaskResult) -> bool {
    task.findings.iter().any(|finding| finding.method == "niosh" && finding.state != State::NotMeasured)
}

/// Whether the file says that a task is no longer done: it stands there with 0 hours, and nothing
/// that any method could judge.
fn has_ended(task: &TaskResult) -> bool {
    let zero = |(column, value): &(Column, Arg)| *column == Column::TaskHours && matches!(value, Arg::Exact(0.0));
    task.entered.iter().any(zero) && task.findings.iter().all(|finding| finding.state == State::NotMeasured)
}

/// Whether the class is that of a finding from beyond its method's range.
fn is_at_least<'a>(class: Option<Class>, findings: impl IntoIterator<Item = &'a Finding>) -> bool {
    class.is_some() && findings.into_iter().any(|finding| finding.class == class && finding.state == State::NotApplicable)
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
    let ended = after.is_some_and(has_ended);
    pairs(of(before), of(after), alone).map(move |pair| FindingPair { needless_after: pair.needless_after || ended, ..pair })
}

fn pairs<'a>(before: &'a [Finding], after: &'a [Finding], alone: Option<&'a str>) -> impl Iterator<Item = FindingPair<'a>> {
    let find = |findings: &'a [Finding], id| findings.iter().find(|finding| finding.method == id);
    let is_light = |findings: &[Finding]| {
        let screened = |finding: &Finding| finding.method == "screening" && finding.class == Some(Class::Acceptable);
        findings.iter().any(screened)
    };
    let (light_before, light_after) = (is_light(before), is_light(after));
    method::METHODS.iter().filter_map(move |method| {
        let (before, after) = (find(before, method.id), find(after, method.id));
        (before.is_some() || after.is_some()).then_some(FindingPair {
            before,
            after,
            alone,
            needless_after: light_after && method.hazard == Hazard::Lifting,
            needless_before: light_before && method.hazard == Hazard::Lifting,
        })
    })
}

/// The verdict.
pub(super) fn judge(sides: &Sides) -> Verdict {
    let (before, after) = match (sides.before, sides.after) {
        (Some(before), Some(after)) => (before, after),
        (None, _) => return plain(Outcome::New),
        (_, None) => return plain(Outcome::Gone),
    };
    if sides.ended {
        return plain(Outcome::Gone);
    }
    if sides.is_task && !before.judged && !after.judged {
        return plain(Outcome::JudgedByDay);
    }
    let (Some(old), Some(new)) = (before.level, after.level) else {
        let missing = [
            (before.level.is_none(), before.incomplete, Obstacle::IncompleteBefore, Obstacle::NoClassBefore),
            (after.level.is_none(), after.incomplete, Obstacle::IncompleteAfter, Obstacle::NoClassAfter),
        ];
        return doubtful(
            missing
                .into_iter()
                .filter(|(missing, ..)| *missing)
                .map(|(_, incomplete, gap, none)| Doubt { obstacle: if incomplete { gap } else { none }, about: Vec::new() }),
        );
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
            let alone = contributors(pair, if falls { &sides.gone } else { &sides.new });
            if !alone.is_empty() {
                add(&mut doubts, Doubt { obstacle: if falls { Obstacle::TaskGone } else { Obstacle::TaskNew }, about: alone });
            } else if let Some(doubt) = missing(pair, falls, stands) {
                add(&mut doubts, doubt);
            } else {
                certain = weaker(certain, deciding_difference(pair, falls));
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
            (after.at_least, Obstacle::BeyondRangeAfter),
        ],
        std::cmp::Ordering::Greater => [
            (before.incomplete, Obstacle::IncompleteBefore),
            (before.provisional, Obstacle::ProvisionalBefore),
            (before.at_least, Obstacle::BeyondRangeBefore),
            (false, Obstacle::BeyondRangeAfter),
        ],
        std::cmp::Ordering::Equal => [
            (before.incomplete, Obstacle::IncompleteBefore),
            (after.incomplete, Obstacle::IncompleteAfter),
            (before.at_least, Obstacle::BeyondRangeBefore),
            (after.at_least, Obstacle::BeyondRangeAfter),
        ],
    };
    let found = found.into_iter().filter(|(weak, _)| *weak);
    found.map(|(_, obstacle)| Doubt { obstacle, about: Vec::new() }).collect()
}

/// The tasks on one side only that added to what a method says of the day as a whole.
fn contributors(pair: &FindingPair, alone: &[&TaskResult]) -> Vec<Arg> {
    let finding = pair.before.or(pair.after);
    let method = finding.and_then(|finding| method::find(finding.method)).filter(|method| method.scope == Scope::Day);
    let Some(method) = method else { return Vec::new() };
    let adds = |task: &&&TaskResult| task.entered.iter().any(|(column, _)| method.starts.contains(column));
    alone.iter().filter(adds).map(|task| Arg::Text(task.task.clone())).collect()
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
    if if falls { pair.needless_after } else { pair.needless_before } {
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
            value.is_some_and(|value| {
                !figure.limits.is_empty() && Some(threshold::classify(figure.limits, value.value)) == class
            })
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
    Verdict { outcome: Outcome::NotComparable, certain: Difference::NotKnown, doubts: doubts.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Figure, Origin};

    /// A task with one finding of trunk flexion: the share at 60°, its interval, its class.
    fn bent(share: f64, interval: Option<(f64, f64)>, class: Class) -> TaskResult {
        let mut finding = Finding::new("trunk_flexion", Hazard::TrunkFlexion, State::Assessed);
        finding.class = Some(class);
        finding.figures = vec![Figure::new("ge60_pct", share), Figure::new("ge45_pct", share)];
        if let Some((low, high)) = interval {
            finding.figures.extend([Figure::new("ge60_low", low), Figure::new("ge60_high", high)]);
        }
        task("bukken", vec![finding])
    }

    fn lifted(method: &'static str, class: Option<Class>) -> Finding {
        let state = if class.is_some() { State::Assessed } else { State::NotMeasured };
        Finding { class, ..Finding::new(method, Hazard::Lifting, state) }
    }

    fn task(name: &str, findings: Vec<Finding>) -> TaskResult {
        TaskResult {
            task: name.to_owned(),
            origins: vec![Origin { file: "a.csv".to_owned(), row: 2 }],
            class: findings.iter().filter_map(|finding| finding.class).max(),
            class_from: None,
            incomplete: Vec::new(),
            provisional: false,
            remarks: Vec::new(),
            findings,
            takes: Vec::new(),
            entered: Vec::new(),
            doubts: Vec::new(),
        }
    }

    fn outcome(before: &TaskResult, after: &TaskResult) -> (Outcome, Difference, Vec<Obstacle>) {
        let verdict = judge(&Sides::of_task(Some(before), Some(after)));
        (verdict.outcome, verdict.certain, verdict.doubts.iter().map(|doubt| doubt.obstacle).collect())
    }

    #[test]
    fn a_class_that_fell_within_the_uncertainty_is_no_improvement() {
        let high = bent(6.0, Some((4.0, 9.0)), Class::High);
        let low = |interval| bent(4.9, interval, Class::Acceptable);
        let said = |after: &TaskResult| {
            let (outcome, certain, _) = outcome(&high, after);
            (outcome, certain)
        };
        assert_eq!(said(&low(Some((3.0, 7.0)))), (Outcome::WithinUncertainty, Difference::Within));
        assert_eq!(said(&low(Some((4.8, 5.0)))), (Outcome::WithinUncertainty, Difference::Within), "the old one is wide");
        assert_eq!(said(&low(None)), (Outcome::Lower, Difference::NotKnown));
        assert_eq!(said(&bent(0.5, Some((0.2, 1.5)), Class::Acceptable)), (Outcome::Lower, Difference::Larger));
        let (outcome, ..) = outcome(&low(Some((3.0, 7.0))), &high);
        assert_eq!(outcome, Outcome::WithinUncertainty, "nor is a class that rose so a worsening");
    }

    #[test]
    fn a_class_that_only_became_weaker_is_no_improvement() {
        let high = task("tillen", vec![lifted("niosh", Some(Class::High)), lifted("mac", Some(Class::Increased))]);
        let low = task("tillen", vec![lifted("niosh", Some(Class::Acceptable)), lifted("mac", Some(Class::Acceptable))]);
        assert_eq!(outcome(&high, &low).0, Outcome::Lower);
        let provisional = TaskResult { provisional: true, ..low.clone() };
        assert_eq!(outcome(&high, &provisional).2, [Obstacle::ProvisionalAfter]);
        let incomplete = TaskResult { incomplete: vec![crate::domain::Phrase::new("x")], ..low.clone() };
        assert_eq!(outcome(&high, &incomplete).2, [Obstacle::IncompleteAfter]);
        let unmeasured = task("tillen", vec![lifted("niosh", None), lifted("mac", Some(Class::Acceptable))]);
        assert_eq!(outcome(&high, &unmeasured).2, [Obstacle::MethodMissingAfter]);
        let nothing = TaskResult { class: None, ..task("tillen", vec![lifted("niosh", None)]) };
        assert_eq!(outcome(&high, &nothing).2, [Obstacle::NoClassAfter]);
        // The other way round the class before is what must be firm.
        assert_eq!(outcome(&low, &high).0, Outcome::Higher);
        assert_eq!(outcome(&low, &TaskResult { provisional: true, ..high.clone() }).0, Outcome::Higher);
        assert_eq!(outcome(&provisional, &high).2, [Obstacle::ProvisionalBefore]);
        assert_eq!(outcome(&incomplete, &high).2, [Obstacle::IncompleteBefore]);
        assert_eq!(outcome(&unmeasured, &high).2, [Obstacle::MethodMissingBefore]);
        // At least high before, and increased after: that is lower whatever was left out before.
        let at_least = TaskResult { incomplete: vec![crate::domain::Phrase::new("x")], ..high.clone() };
        assert_eq!(outcome(&at_least, &low).0, Outcome::Lower);
        assert_eq!(outcome(&at_least, &high).2, [Obstacle::IncompleteBefore]);
        assert_eq!(outcome(&high, &high).0, Outcome::Same);
    }

    #[test]
    fn a_load_that_screening_lets_pass_needs_no_other_method() {
        let high = task("tillen", vec![lifted("screening", None), lifted("niosh", Some(Class::High))]);
        let light = task("tillen", vec![lifted("screening", Some(Class::Acceptable)), lifted("niosh", None)]);
        assert_eq!(outcome(&high, &light).0, Outcome::Lower);
        let not_screened = task("tillen", vec![lifted("mac", Some(Class::Acceptable)), lifted("niosh", None)]);
        assert_eq!(outcome(&high, &not_screened).2, [Obstacle::MethodMissingAfter]);
    }

    #[test]
    fn a_task_without_findings_of_its_own_counts_in_its_day() {
        let none = task("rijden", vec![lifted("niosh", None)]);
        assert_eq!(outcome(&none, &none).0, Outcome::JudgedByDay);
        let alone = judge(&Sides::of_task(None, Some(&none)));
        assert_eq!(alone.outcome, Outcome::New);
    }

    #[test]
    fn beyond_the_range_a_class_is_at_least_that_high() {
        let with = |class, state| task("tillen", vec![Finding { state, ..lifted("niosh", Some(class)) }]);
        let very_high = with(Class::VeryHigh, State::Assessed);
        let beyond = with(Class::High, State::NotApplicable);
        let increased = with(Class::Increased, State::Assessed);
        assert_eq!(outcome(&very_high, &beyond).2, [Obstacle::BeyondRangeAfter]);
        assert_eq!(outcome(&beyond, &very_high).2, [Obstacle::BeyondRangeBefore]);
        assert_eq!(outcome(&beyond, &beyond).0, Outcome::NotComparable);
        assert_eq!(outcome(&beyond, &increased).0, Outcome::Lower);
        assert_eq!(outcome(&increased, &beyond).0, Outcome::Higher);
    }

    #[test]
    fn a_task_has_ended_only_if_the_file_says_so() {
        let high = task("tillen", vec![lifted("niosh", Some(Class::High))]);
        let hours = |hours: f64| TaskResult {
            entered: vec![(Column::TaskHours, Arg::Exact(hours))],
            ..task("tillen", vec![lifted("niosh", None)])
        };
        assert_eq!(outcome(&high, &hours(0.0)).0, Outcome::Gone);
        assert_eq!(outcome(&high, &hours(1.0)).2, [Obstacle::NoClassAfter]);
    }
}
