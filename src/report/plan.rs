//! The plan of action in words: the same cells in every form.

use crate::domain::choice::{CostClass, PlanStatus};
use crate::domain::plan::{Entered, PlanColumn, PlanEntry, Standing};
use crate::domain::{Arg, Class, Date, Phrase};
use crate::text::{Catalogue, number};

/// What a cell of the plan says. Of a column that a program fills with numbers, dates or words to
/// choose from: in words.
pub fn cell(entry: &PlanEntry, column: PlanColumn, texts: &Catalogue) -> String {
    let follow = &entry.follow;
    match column {
        PlanColumn::Rank => String::new(),
        PlanColumn::Class => class(entry.risk.class, texts),
        PlanColumn::Department => entry.place.department.clone(),
        PlanColumn::Organisation => entry.place.organisation.clone(),
        PlanColumn::Group => entry.place.group.clone(),
        PlanColumn::Task => entry.place.task.clone(),
        PlanColumn::Risk => risk(entry, texts),
        PlanColumn::Value => {
            entry.risk.value.map(|(value, unit)| number::with_unit(value, unit, texts.language())).unwrap_or_default()
        }
        PlanColumn::Level => {
            entry.measure.level.map(|level| texts.text(super::view::level_key(level)).to_owned()).unwrap_or_default()
        }
        PlanColumn::Measure => texts.arg(&entry.measure.words),
        PlanColumn::MeasureId => entry.measure.id.clone(),
        PlanColumn::Evidence => texts.arg(&entry.measure.evidence),
        PlanColumn::Change => entry.expected.as_ref().map(|expected| changes(&expected.change, texts)).unwrap_or_default(),
        PlanColumn::Expected => entry.expected.as_ref().map(|expected| texts.arg(&expected.words)).unwrap_or_default(),
        PlanColumn::ExpectedClass => match entry.expected.as_ref().and_then(|expected| expected.class) {
            // What follows from a provisional finding is no more than that itself.
            Some(Class::Acceptable) if entry.risk.provisional => texts.text("report.chart.provisional").to_owned(),
            expected => class(expected, texts),
        },
        PlanColumn::Action => follow.action.clone(),
        PlanColumn::Owner => follow.owner.clone(),
        PlanColumn::Due => day(&follow.due, texts),
        PlanColumn::Remeasure => day(&follow.remeasure, texts),
        PlanColumn::Cost => match &follow.cost {
            Entered::Empty => String::new(),
            Entered::Value(cost) => texts.text(cost_key(*cost)).to_owned(),
            Entered::Unread(text) => text.clone(),
        },
        PlanColumn::Status => match &follow.status {
            Entered::Unread(text) => text.clone(),
            Entered::Empty | Entered::Value(_) => texts.text(status_key(follow.status())).to_owned(),
        },
        PlanColumn::Remark => follow.remark.clone(),
        PlanColumn::Date => entry.place.date.map(|date| texts.date(date)).unwrap_or_default(),
        PlanColumn::Standing => texts.text(standing(entry.standing)).to_owned(),
        PlanColumn::Id => entry.id.clone(),
    }
}

/// A risk with the lines of the plan about it.
pub struct Risk<'a> {
    /// For which work.
    pub place: String,
    /// The risk in words.
    pub words: String,
    /// At least one; they have the class of the risk in common too.
    pub lines: &'a [PlanEntry],
}

/// The lines, risk by risk, in their order.
pub fn risks<'a>(entries: &'a [PlanEntry], texts: &Catalogue) -> Vec<Risk<'a>> {
    let of = |entry: &PlanEntry| (entry.risk.class.map(|class| (class, entry.risk.provisional)), place_and_risk(entry, texts));
    let (mut risks, mut rest) = (Vec::new(), entries);
    while let Some(first) = rest.first() {
        let same = of(first);
        let (lines, behind) = rest.split_at(rest.iter().take_while(|entry| of(entry) == same).count());
        let (place, words) = same.1;
        risks.push(Risk { place, words, lines });
        rest = behind;
    }
    risks
}

/// For which work a line is, and the risk in words. What is done for a whole group because of a task stands
/// with what is done for that task: it is the same risk.
fn place_and_risk(entry: &PlanEntry, texts: &Catalogue) -> (String, String) {
    let said = |column| cell(entry, column, texts);
    let group = said(PlanColumn::Group);
    if group.is_empty() {
        return (texts.text("report.plan.everybody").to_owned(), risk_at(entry, texts));
    }
    (joined(&[group, said(PlanColumn::Task), entry.risk.at.clone()], " – "), texts.arg(&entry.risk.words))
}

/// Those of `parts` that are not empty.
pub fn joined(parts: &[String], between: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(between)
}

/// The key of the word for a status.
pub(super) const fn status_key(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Open => "plan.status.open",
        PlanStatus::InProgress => "plan.status.in_progress",
        PlanStatus::Done => "plan.status.done",
        PlanStatus::Dropped => "plan.status.dropped",
    }
}

/// The key of the word for a class of costs.
pub(super) const fn cost_key(cost: CostClass) -> &'static str {
    match cost {
        CostClass::Nil => "plan.cost.none",
        CostClass::Low => "plan.cost.low",
        CostClass::Medium => "plan.cost.medium",
        CostClass::High => "plan.cost.high",
    }
}

/// The key of the word for where a line comes from.
pub(super) const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Found => "plan.standing.found",
        Standing::Gone => "plan.standing.gone",
        Standing::Own => "plan.standing.own",
    }
}

/// The risk, with how many other tasks or groups the line stands for.
fn risk(entry: &PlanEntry, texts: &Catalogue) -> String {
    let said = risk_at(entry, texts);
    match also(entry, texts) {
        Some(also) => format!("{said}; {also}"),
        None => said,
    }
}

/// The risk, with the work that was judged where the line is for more than that.
pub(super) fn risk_at(entry: &PlanEntry, texts: &Catalogue) -> String {
    let said = texts.arg(&entry.risk.words);
    match entry.risk.at.as_str() {
        "" => said,
        at => texts.say(&Phrase::new("plan.risk.at").text("risk", said).text("place", at)),
    }
}

/// For how many other tasks or groups the line is too; `None` if for no other.
pub(super) fn also(entry: &PlanEntry, texts: &Catalogue) -> Option<String> {
    let key = match (entry.place.others, entry.place.group.is_empty()) {
        (0, _) => return None,
        (1, false) => "plan.also.task",
        (_, false) => "plan.also.tasks",
        (1, true) => "plan.also.group",
        (_, true) => "plan.also.groups",
    };
    Some(texts.say(&Phrase::new(key).exact("n", entry.place.others as f64)))
}

/// What changes, with *and* between.
fn changes(change: &Arg, texts: &Catalogue) -> String {
    match change {
        Arg::List(changes) => {
            let each: Vec<String> = changes.iter().map(|change| texts.arg(change)).collect();
            each.join(&format!(" {} ", texts.text("takes.and")))
        }
        change => texts.arg(change),
    }
}

fn class(class: Option<Class>, texts: &Catalogue) -> String {
    class.map(|class| texts.arg(&Arg::Class(class))).unwrap_or_default()
}

fn day(entered: &Entered<Date>, texts: &Catalogue) -> String {
    match entered {
        Entered::Empty => String::new(),
        Entered::Value(date) => texts.date(*date),
        Entered::Unread(text) => text.clone(),
    }
}
