//! Risk by risk: who reads a plan reads a risk once, and below it what is to be done about it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::PlanEntry;

/// What of a line says which risk it is about: group, the task that was judged, and method. A line
/// for a whole group because of a task is about that task.
type Risk<'a> = (&'a str, &'a str, Option<&'a str>);

fn risk(entry: &PlanEntry) -> Risk<'_> {
    let task = if entry.place.task.is_empty() { &entry.risk.at } else { &entry.place.task };
    (&entry.place.group, task, entry.risk.method)
}

/// Puts the lines of one risk together: the worst class first; of a class group by group, what is
/// for everybody last; groups and risks otherwise in the order in which they first stand, and the
/// lines of a risk in the order of occupational hygiene.
pub(super) fn by_risk(entries: Vec<PlanEntry>) -> Vec<PlanEntry> {
    let (mut groups, mut risks) = (BTreeMap::new(), BTreeMap::new());
    for (at, entry) in entries.iter().enumerate() {
        groups.entry((entry.risk.class, entry.place.group.as_str())).or_insert(at);
        risks.entry(risk(entry)).or_insert(at);
    }
    let rank = |entry: &PlanEntry| {
        let (class, group) = (entry.risk.class, entry.place.group.as_str());
        (Reverse(class), group.is_empty(), groups[&(class, group)], risks[&risk(entry)], entry.measure.level)
    };
    let mut order: Vec<_> = entries.iter().map(rank).zip(0..).collect();
    order.sort_unstable();
    let order: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
    let mut entries: Vec<Option<PlanEntry>> = entries.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| entries[at].take()).collect()
}
