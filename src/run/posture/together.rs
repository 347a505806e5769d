//! Several recordings together: the same work, each time another person.

use super::summary::{LIMIT_PCT, Verdict};
use super::{Analysis, Summary};
use crate::domain::{Phrase, Unit};
use crate::method::posture::trunk_flexion::people::Spread;
use crate::signal::exposure::{ANGLES_DEG, AT_45};

/// What several recordings say of the work.
#[derive(Debug, Clone, PartialEq)]
pub struct Together {
    /// The task; `None`: everything that was recorded.
    pub task: Option<String>,
    /// The spread of the forward shares at 45° and 60°.
    pub spreads: [Spread; 2],
    /// The mean shares against the guideline.
    pub verdicts: [Verdict; 2],
}

/// The recordings that could be read.
pub fn read(recordings: &[(String, Result<Analysis, Phrase>)]) -> Vec<&Analysis> {
    recordings.iter().filter_map(|(_, result)| result.as_ref().ok()).collect()
}

/// That some of the recordings have no part in what they say together, where that is so.
pub fn left_out(recordings: usize, together: &[Together]) -> Option<Phrase> {
    let people = together.iter().find(|one| one.task.is_none())?.spreads[0].people;
    let left = recordings.checked_sub(people).filter(|&left| left > 0)?;
    let phrase = Phrase::new("posture.together.left_out").number("left", left as f64, Unit::Count);
    Some(phrase.number("all", recordings as f64, Unit::Count))
}

/// Everything, and each task that several recordings hold. Empty where fewer than two recordings
/// have forward shares with intervals.
pub fn together(analyses: &[&Analysis]) -> Vec<Together> {
    let mut found = Vec::new();
    found.extend(of(None, analyses.iter().filter_map(|analysis| analysis.all.as_ref())));
    let mut tasks: Vec<&str> = Vec::new();
    for (name, _) in analyses.iter().flat_map(|analysis| &analysis.tasks) {
        if !tasks.contains(&name.as_str()) {
            tasks.push(name);
        }
    }
    for task in tasks {
        let each = analyses.iter().filter_map(|analysis| {
            analysis.tasks.iter().find(|(name, _)| name == task).and_then(|(_, summary)| summary.as_ref())
        });
        found.extend(of(Some(task), each));
    }
    found
}

fn of<'a>(task: Option<&str>, summaries: impl Iterator<Item = &'a Summary>) -> Option<Together> {
    let mut shares = [Vec::new(), Vec::new()];
    for forward in summaries.filter_map(|summary| summary.forward.as_ref()) {
        let Some(intervals) = forward.intervals else { continue };
        for (at, interval) in intervals.into_iter().enumerate() {
            shares[at].push((forward.shares[AT_45 + at], interval));
        }
    }
    let spreads = [Spread::of(&shares[0])?, Spread::of(&shares[1])?];
    let verdicts = spreads.map(|spread| Verdict::of(Some(spread.interval)));
    Some(Together { task: task.map(str::to_owned), spreads, verdicts })
}

impl Together {
    /// What it comes to, in sentences: both angles, and what is assumed.
    pub fn said(&self) -> Vec<Phrase> {
        let mut said = Vec::new();
        for place in [1, 0] {
            said.push(self.angle(place));
            if self.verdicts[place] == Verdict::Undecided {
                let phrase = |key| Phrase::new(key).number("angle", ANGLES_DEG[AT_45 + place], Unit::Degree);
                said.push(match self.spreads[place].people_more(LIMIT_PCT) {
                    Some(more) => phrase("posture.together.more").number("people", more as f64, Unit::Count),
                    None => phrase("posture.together.too_many"),
                });
            }
        }
        said
    }

    fn angle(&self, place: usize) -> Phrase {
        let spread = &self.spreads[place];
        let share = |phrase: Phrase, name, value| phrase.against(name, value, Unit::Percent, LIMIT_PCT);
        let phrase = match &self.task {
            Some(task) => Phrase::new("posture.together.task").text("task", task.clone()),
            None => Phrase::new("posture.together.all"),
        };
        let phrase = phrase
            .number("people", spread.people as f64, Unit::Count)
            .number("angle", ANGLES_DEG[AT_45 + place], Unit::Degree)
            .phrase("verdict", super::table::verdict(self.verdicts[place]));
        let phrase = share(share(share(phrase, "mean", spread.mean), "low", spread.interval.0), "high", spread.interval.1);
        share(share(phrase, "lowest", spread.lowest), "highest", spread.highest)
    }
}
