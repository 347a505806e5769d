//! Which working day and which task of before belongs to which of after: by name, never by guess.

use std::collections::BTreeMap;

use crate::domain::{Arg, Column, Job, TaskResult};

/// Who they are that do the work: a working day without its date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKey([String; 5]);

/// The group of a working day. Case and blanks do not tell groups apart.
pub fn group_key(job: &Job) -> GroupKey {
    GroupKey([&job.organisation, &job.department, &job.workstation, &job.job, &job.exposure_group].map(|name| bare(name)))
}

/// A name as it is compared: case, and how many blanks there are, are ignored.
fn bare(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A working day on one side or on both.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pair<'a> {
    /// On both; `exact` unless some of its names differ.
    Both { before: &'a Job, after: &'a Job, exact: bool },
    /// Only before.
    Gone(&'a Job),
    /// Only after.
    New(&'a Job),
}

impl<'a> Pair<'a> {
    pub(super) const fn sides(self) -> (Option<&'a Job>, Option<&'a Job>) {
        match self {
            Self::Both { before, after, .. } => (Some(before), Some(after)),
            Self::Gone(before) => (Some(before), None),
            Self::New(after) => (None, Some(after)),
        }
    }
}

/// Working days by all their names; what is left by the exposure group, then by workstation and
/// job, where each stands only once on both sides.
pub(super) fn pair<'a>(before: &[&'a Job], after: &[&'a Job]) -> Vec<Pair<'a>> {
    let by_all = |job: &&Job| Some(group_key(job).0.join("\n"));
    let by_group = |job: &&Job| Some(bare(&job.exposure_group)).filter(|name| !name.is_empty());
    let by_place = |job: &&Job| {
        let place = [bare(&job.workstation), bare(&job.job)].join("\n");
        Some(place).filter(|place| place.trim() != "")
    };
    let matched = match_up(before, after, &[&by_all, &by_group, &by_place]);
    let mut taken = vec![false; before.len()];
    let mut pairs: Vec<Pair> = after
        .iter()
        .zip(&matched)
        .map(|(&after, found)| match *found {
            Some((place, pass)) => {
                taken[place] = true;
                Pair::Both { before: before[place], after, exact: pass == 0 }
            }
            None => Pair::New(after),
        })
        .collect();
    pairs.extend(before.iter().zip(taken).filter(|(_, taken)| !taken).map(|(&job, _)| Pair::Gone(job)));
    pairs
}

/// A task on both sides, or on one.
pub(super) type TaskPair<'a> = (Option<&'a TaskResult>, Option<&'a TaskResult>);

/// Tasks of one working day by workstation, job, name and vehicle; what is left by name, where it
/// stands only once on both sides. A task with another name is another task.
pub(super) fn pair_tasks<'a>(before: &'a [TaskResult], after: &'a [TaskResult]) -> Vec<TaskPair<'a>> {
    let by_all = |task: &TaskResult| {
        let parts = [Column::Workstation, Column::Job, Column::Vehicle].map(|column| bare(text(task, column)));
        Some(format!("{}\n{}", bare(&task.task), parts.join("\n")))
    };
    let by_name = |task: &TaskResult| Some(bare(&task.task));
    let matched = match_up(before, after, &[&by_all, &by_name]);
    let mut taken = vec![false; before.len()];
    let mut pairs: Vec<TaskPair> = after
        .iter()
        .zip(&matched)
        .map(|(after, found)| {
            let before = found.map(|(place, _)| {
                taken[place] = true;
                &before[place]
            });
            (before, Some(after))
        })
        .collect();
    pairs.extend(before.iter().zip(taken).filter(|(_, taken)| !taken).map(|(task, _)| (Some(task), None)));
    pairs
}

/// What was entered in a text column; empty if nothing was.
fn text(task: &TaskResult, column: Column) -> &str {
    task.entered
        .iter()
        .find_map(|(at, value)| match value {
            Arg::Text(words) if *at == column => Some(words.as_str()),
            _ => None,
        })
        .unwrap_or_default()
}

/// A way to name things.
type Naming<'f, T> = &'f dyn Fn(&T) -> Option<String>;

/// For each of `after` its place in `before`, and which of the `namings` found it. A naming pairs
/// only what it names once on each side; each is tried on what the ones before it left. One
/// look at every name: no comparison of all with all.
fn match_up<T>(before: &[T], after: &[T], namings: &[Naming<T>]) -> Vec<Option<(usize, usize)>> {
    let mut found: Vec<Option<(usize, usize)>> = vec![None; after.len()];
    let mut taken = vec![false; before.len()];
    for (pass, naming) in namings.iter().enumerate() {
        let mut named: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (place, thing) in before.iter().enumerate().filter(|(place, _)| !taken[*place]) {
            if let Some(name) = naming(thing) {
                named.entry(name).or_default().0.push(place);
            }
        }
        for (place, thing) in after.iter().enumerate().filter(|(place, _)| found[*place].is_none()) {
            if let Some(name) = naming(thing) {
                named.entry(name).or_default().1.push(place);
            }
        }
        for (olds, news) in named.into_values() {
            if let ([old], [new]) = (olds.as_slice(), news.as_slice()) {
                taken[*old] = true;
                found[*new] = Some((*old, pass));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_naming_pairs_only_what_it_names_once() {
        let first = |name: &&str| Some((*name).to_owned());
        let letter = |name: &&str| name.chars().next().map(String::from);
        let matched = match_up(&["a1", "b1", "b2", "c1"], &["c2", "b2", "b3", "a1", "d"], &[&first, &letter]);
        assert_eq!(matched, [Some((3, 1)), Some((2, 0)), Some((1, 1)), Some((0, 0)), None]);
        let ambiguous = match_up(&["b1", "b2"], &["b3"], &[&first, &letter]);
        assert_eq!(ambiguous, [None]);
    }
}
