//! The day's finding in phrases: label, figures, reasons, calculation sheet, chart.

use super::Read;
use super::classify::{Angle, Doubt, Judgement, Verdict};
use super::equation::{Day, DayShare};
use super::input::{Overruled, Share};
use super::people::Spread;
use super::tables::{CITATIONS, GE45, MOST_OBSERVATIONS};
use super::{classify, planning};
use crate::domain::cells::Unmet;
use crate::domain::chart::{self, Chart, Limit, Shares};
use crate::domain::finding::{Outcome, Step};
use crate::domain::{Arg, Class, Factor, Figure, Finding, Phrase, State, Threshold, Unit, Value, WorkingDay};
use crate::method::cite;
use crate::signal::exposure::SHIFT_DEG;

/// The columns that kept a task from being read.
pub(super) fn unusable(unmet: Unmet) -> Phrase {
    let columns = unmet.missing.union(unmet.rejected).iter().map(Arg::Named).collect();
    Phrase::new("reason.cells_unusable").with("columns", Arg::List(columns))
}

/// Why no share of the day can be computed, whatever was measured.
pub(super) fn no_share_possible(working_day: &WorkingDay) -> Phrase {
    let key = if working_day.workday_hours > 0.0 { "trunk_flexion.reason.overfull" } else { "trunk_flexion.reason.no_workday" };
    Phrase::new(key).number("workday", working_day.workday_hours, Unit::Hour)
}

/// Fills the finding of a day in which at least one share was measured.
pub(super) fn assessed(finding: &mut Finding, tasks: &[Read], day: &Day, judgement: Judgement, working_day: &WorkingDay) {
    finding.state = State::Assessed;
    finding.class = Some(judgement.class);
    finding.label = Some(label(day, judgement.class));
    finding.figures = figures(day, judgement);
    finding.provisional = provisional(judgement);
    finding.reasons.extend(reasons(tasks, day, judgement));
    if working_day.workday_hours_assumed {
        let assumed = Phrase::new("trunk_flexion.assumption.workday_hours");
        finding.assumptions.push(assumed.number("hours", day.workday_hours, Unit::Hour));
    }
    if judgement.class > Class::Acceptable {
        finding.factors.push(Factor::TrunkFlexion);
    }
    finding.sheet = sheet(tasks, day);
    finding.charts.push(chart(day));
    for task in tasks {
        let name = |chart: Phrase| Phrase::new("trunk_flexion.chart.recorded").text("task", task.name).phrase("chart", chart);
        finding.charts.extend(task.charts.iter().map(|chart| chart.clone().retitled(name)));
    }
    finding.sources = cite(CITATIONS);
}

fn share_of(phrase: Phrase, name: &'static str, share: f64) -> Phrase {
    phrase.against(name, share, Unit::Percent, GE45.value)
}

fn at(phrase: Phrase, angle: Angle) -> Phrase {
    phrase.number("angle", angle.degrees(), Unit::Degree)
}

fn label(day: &Day, class: Class) -> Phrase {
    match (class, day.ge45, day.ge60) {
        (Class::High, _, Some(ge60)) => share_of(Phrase::new("trunk_flexion.label.high"), "share", ge60.value),
        (Class::Increased, Some(ge45), _) => share_of(Phrase::new("trunk_flexion.label.increased"), "share", ge45.value),
        (_, Some(ge45), _) => share_of(Phrase::new("trunk_flexion.label.acceptable"), "share", ge45.value),
        (_, None, ge60) => {
            share_of(Phrase::new("trunk_flexion.label.acceptable_ge60"), "share", ge60.map_or(0.0, |share| share.value))
        }
    }
}

fn figures(day: &Day, judgement: Judgement) -> Vec<Figure> {
    let value = |share: Option<DayShare>| share.map(|share| share.value);
    let low = |share: Option<DayShare>| share.and_then(|share| share.interval).map(|(low, _)| low);
    let high = |share: Option<DayShare>| share.and_then(|share| share.interval).map(|(_, high)| high);
    let verdict = |verdict: Option<Verdict>| verdict.map_or(Value::Absent, |verdict| Value::from(verdict.key()));
    vec![
        Figure::new("ge45_pct", value(day.ge45)),
        Figure::new("ge60_pct", value(day.ge60)),
        Figure::new("covered_hours", day.covered_hours),
        Figure::new("ge45_low", low(day.ge45)),
        Figure::new("ge45_high", high(day.ge45)),
        Figure::new("ge60_low", low(day.ge60)),
        Figure::new("ge60_high", high(day.ge60)),
        Figure::new("verdict_ge45", verdict(judgement.ge45)),
        Figure::new("verdict_ge60", verdict(judgement.ge60)),
    ]
}

fn provisional(judgement: Judgement) -> Vec<Phrase> {
    let phrase = |doubt| match doubt {
        Doubt::Undecided(angle) => {
            let Threshold { value, unit, .. } = angle.threshold();
            at(Phrase::new("trunk_flexion.provisional.undecided"), angle).number("limit", value, unit)
        }
        Doubt::Uncovered => Phrase::new("trunk_flexion.provisional.uncovered"),
        Doubt::WithoutGe45 => Phrase::new("trunk_flexion.provisional.without_ge45"),
        Doubt::PartlyGe60 => Phrase::new("trunk_flexion.provisional.partly_ge60"),
        Doubt::WithoutGe60 => Phrase::new("trunk_flexion.provisional.without_ge60"),
        Doubt::Contradiction => Phrase::new("trunk_flexion.provisional.contradiction"),
    };
    judgement.doubts().map(phrase).collect()
}

/// The tasks for which `holds`, as a phrase with their names, if there are any.
fn naming(key: &'static str, tasks: &[Read], holds: impl Fn(&Read) -> bool) -> Option<Phrase> {
    let names: Vec<Arg> = tasks.iter().filter(|task| holds(task)).map(|task| Arg::Text(task.name.to_owned())).collect();
    (!names.is_empty()).then(|| Phrase::new(key).with("tasks", Arg::List(names)))
}

fn reasons(tasks: &[Read], day: &Day, judgement: Judgement) -> Vec<Phrase> {
    let mut reasons = Vec::new();
    if !day.is_covered() {
        let coverage = Phrase::new("trunk_flexion.reason.coverage").number("covered", day.covered_hours, Unit::Hour);
        reasons.push(coverage.number("workday", day.workday_hours, Unit::Hour));
    }
    let any = |test: fn(Share) -> bool| move |task: &Read| test(task.shares.ge45) || test(task.shares.ge60);
    let counted = any(|share| matches!(share, Share::Counted { .. }));
    reasons.extend(naming("trunk_flexion.reason.ge45_bound", tasks, |task| {
        day.ge45.is_some() && task.shares.ge60.is_measured() && !task.shares.ge45.is_measured()
    }));
    reasons.extend(naming("trunk_flexion.reason.points", tasks, any(|share| matches!(share, Share::Measured(_)))));
    reasons.extend(naming("trunk_flexion.reason.counts_unused", tasks, |task| task.shares.overruled == Overruled::Counts));
    reasons.extend(naming("trunk_flexion.reason.typed_unused", tasks, |task| task.shares.overruled == Overruled::Typed));
    reasons.extend(naming("trunk_flexion.reason.unmeasured", tasks, |task| !task.shares.is_measured()));
    reasons.extend(naming("trunk_flexion.reason.contradiction", tasks, |task| task.shares.contradicts_itself()));
    let chance = || tasks.iter().map(|task| task.by_chance.as_ref().unwrap_or(&task.shares));
    let by_chance = Day::of(chance(), day.workday_hours);
    if tasks.iter().any(|task| task.by_chance.is_some()) {
        reasons.push(Phrase::new("trunk_flexion.reason.combined").number("shift", SHIFT_DEG, Unit::Degree));
    }
    for angle in [Angle::Ge60, Angle::Ge45] {
        let verdict = if angle == Angle::Ge60 { judgement.ge60 } else { judgement.ge45 };
        if verdict == Some(Verdict::Undecided) && classify::is_open(angle, day) {
            reasons.push(more(tasks, &by_chance, angle));
        }
    }
    reasons.extend(tasks.iter().flat_map(people));
    if tasks.iter().any(&counted) {
        let of_counted = || tasks.iter().filter(|task| counted(task));
        let spacing = of_counted().find_map(|task| task.shares.spacing);
        let effects: Vec<f64> = of_counted().filter_map(|task| task.shares.design_effect).collect();
        let stated = effects.len() == of_counted().count();
        reasons.push(match spacing {
            _ if stated => {
                let effects = effects.into_iter().map(Arg::Exact).collect();
                Phrase::new("trunk_flexion.reason.design_effect").with("effects", Arg::List(effects))
            }
            Some(spacing) => Phrase::new("trunk_flexion.reason.clustered_spacing").number("spacing", spacing, Unit::Second),
            None => Phrase::new("trunk_flexion.reason.clustered"),
        });
    }
    if judgement.class > Class::Acceptable {
        reasons.push(Phrase::new("trunk_flexion.reason.evidence"));
    }
    reasons.push(days(tasks));
    reasons
}

/// On how many days the shares rest, and what that leaves open. What nobody stated counts as one day.
fn days(tasks: &[Read]) -> Phrase {
    let measured = || tasks.iter().filter(|task| task.shares.is_measured());
    let stated = |task: &Read| task.shares.days.unwrap_or(1.0);
    let fewest = measured().map(stated).fold(f64::INFINITY, f64::min);
    if measured().all(|task| stated(task) <= 1.0) {
        return Phrase::new("trunk_flexion.reason.one_day");
    }
    let each = measured().map(|task| {
        let days = Phrase::new("trunk_flexion.reason.days_of").text("task", task.name);
        Arg::Phrase(days.number("days", stated(task), Unit::Count))
    });
    let key = if fewest < 2.0 { "trunk_flexion.reason.some_days" } else { "trunk_flexion.reason.several_days" };
    Phrase::new(key).with("tasks", Arg::List(each.collect()))
}

/// How far the recordings of a task lie apart.
fn people<'a>(task: &Read<'a>) -> impl Iterator<Item = Phrase> + use<'a> {
    let each = task.each;
    let name = task.name;
    let spread = move |angle: Angle| {
        let shares = each.iter().map(|one| match angle {
            Angle::Ge45 => (one.ge45, one.ge45_interval),
            Angle::Ge60 => (one.ge60, one.ge60_interval),
        });
        Some((angle, Spread::of(&shares.collect::<Vec<_>>())?))
    };
    [Angle::Ge60, Angle::Ge45].into_iter().filter_map(spread).map(move |(angle, spread)| {
        let phrase = at(Phrase::new("trunk_flexion.reason.people"), angle).text("task", name).number(
            "people",
            spread.people as f64,
            Unit::Count,
        );
        let phrase = share_of(share_of(phrase, "lowest", spread.lowest), "highest", spread.highest);
        share_of(share_of(share_of(phrase, "mean", spread.mean), "low", spread.interval.0), "high", spread.interval.1)
    })
}

/// How many observations more would decide an open question, supposing that the share as measured
/// is the true one.
/// `day` has the intervals of chance alone.
fn more(tasks: &[Read], day: &Day, angle: Angle) -> Phrase {
    if !classify::is_open(angle, day) {
        return at(Phrase::new("trunk_flexion.reason.zero_decides"), angle);
    }
    let limit = angle.threshold().value;
    let share = angle.of(day).map_or(limit, |share| share.value);
    if share.total_cmp(&limit).is_eq() {
        let half_width = planning::for_half_width(limit / 100.0, 0.01);
        return at(Phrase::new("trunk_flexion.reason.on_limit"), angle).number("observations", half_width, Unit::Count);
    }
    let mut measured = tasks.iter().filter(|task| task.shares.is_measured());
    if let (Some(only), None) = (measured.next(), measured.next())
        && let Share::Counted { hits, observations, design_effect } =
            if angle == Angle::Ge60 { only.shares.ge60 } else { only.shares.ge45 }
    {
        // Of the day's limit the task may use all, in fewer hours.
        let own_limit = limit / 100.0 * day.workday_hours / only.shares.hours.value();
        return match planning::to_decide(hits / observations, own_limit) {
            Some(sample) => {
                let phrase = at(Phrase::new("trunk_flexion.reason.more_observations"), angle);
                let needed = (f64::from(sample.observations) * design_effect).ceil();
                phrase.number("more", (needed - observations).max(1.0), Unit::Count).number("total", needed, Unit::Count)
            }
            None => at(Phrase::new("trunk_flexion.reason.too_many"), angle).number(
                "most",
                f64::from(MOST_OBSERVATIONS),
                Unit::Count,
            ),
        };
    }
    // The width of an interval goes with one over the root of the number of observations.
    let (low, high) = angle.of(day).and_then(|share| share.interval).unwrap_or((share, share));
    let half = if share > limit { share - low } else { high - share };
    let factor = (half / (share - limit)).powi(2).ceil().max(2.0);
    if factor > MOST_TIMES {
        return at(Phrase::new("trunk_flexion.reason.too_near"), angle);
    }
    at(Phrase::new("trunk_flexion.reason.more_times"), angle).number("factor", factor, Unit::Count)
}

/// How many times as much measuring is still an advice. Ours.
const MOST_TIMES: f64 = 50.0;

fn sheet(tasks: &[Read], day: &Day) -> Vec<Step> {
    let mut steps = Vec::new();
    for angle in [Angle::Ge45, Angle::Ge60] {
        let Some(total) = angle.of(day) else { continue };
        for task in tasks {
            let own = if angle == Angle::Ge60 { task.shares.ge60 } else { task.shares.ge45 };
            let (share, bound) = if own.is_measured() { (own, false) } else { (task.shares.ge60, true) };
            if angle == Angle::Ge60 && bound {
                continue;
            }
            let Some(value) = share.value() else { continue };
            let hours = task.shares.hours.value();
            let how = match (share, bound) {
                (_, true) => Phrase::new("trunk_flexion.sheet.bound"),
                (Share::Counted { hits, observations, .. }, _) => {
                    Phrase::new("trunk_flexion.sheet.counted").exact("hits", hits).exact("observations", observations)
                }
                (Share::Recorded { .. }, _) => Phrase::new("trunk_flexion.sheet.recorded"),
                _ => Phrase::new("trunk_flexion.sheet.measured"),
            };
            steps.push(Step {
                what: at(Phrase::new("trunk_flexion.sheet.task"), angle).text("task", task.name),
                how: how.number("share", value, Unit::Percent).exact("hours", hours).exact("workday", day.workday_hours),
                result: Outcome::Number(value * hours / day.workday_hours, Unit::Percent),
                class: None,
            });
        }
        let how = match total.interval {
            Some((low, high)) => share_of(share_of(Phrase::new("trunk_flexion.sheet.interval"), "low", low), "high", high),
            None => Phrase::new("trunk_flexion.sheet.no_interval"),
        };
        steps.push(Step {
            what: at(Phrase::new("trunk_flexion.sheet.sum"), angle),
            how,
            result: Outcome::Number(total.value, Unit::Percent),
            class: Some(class_at(angle, &total)),
        });
    }
    steps
}

fn class_at(angle: Angle, share: &DayShare) -> Class {
    crate::domain::threshold::classify(&[angle.threshold()], share.value)
}

fn chart(day: &Day) -> Chart {
    let rows = [Angle::Ge45, Angle::Ge60].into_iter().filter_map(|angle| {
        angle.of(day).map(|share| chart::Share {
            label: at(Phrase::new("trunk_flexion.chart.angle"), angle),
            value: share.value,
            interval: share.interval,
            class: Some(class_at(angle, &share)),
        })
    });
    Chart::Shares(Shares {
        title: Phrase::new("trunk_flexion.chart.title"),
        rows: rows.collect(),
        limit: Limit { label: Phrase::new("trunk_flexion.chart.limit"), value: GE45.value },
    })
}
