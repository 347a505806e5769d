//! Observing by moments: what counted moments say of a bent trunk, and how many it takes.

pub mod json;

use crate::domain::{Arg, Phrase, Unit};
use crate::method::posture::trunk_flexion::interval::{self, Interval};
use crate::method::posture::trunk_flexion::planning::{self, Sample};
use crate::method::posture::trunk_flexion::tables::GE60;

use super::Error;

/// The texts of this use case, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

/// The guideline's share of working time, %.
const LIMIT_PCT: f64 = GE60.value;
/// The precisions that are planned for where none is asked, percentage points.
const MARGINS: [f64; 3] = [1.0, 2.0, 5.0];

/// How moments that follow each other depend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dependence {
    /// Not: an assumption.
    None,
    /// With this design effect, 1 or more.
    Stated(f64),
    /// As follows from the mean length of a bend and the time between moments, s.
    From {
        /// The mean length of a bend, s.
        bend_s: f64,
        /// The time between moments, s.
        spacing_s: f64,
    },
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Request {
    /// The expected share of the time, %; `None`: the counted one.
    pub share_pct: Option<f64>,
    /// Moments that were counted: with the trunk bent, and in all.
    pub counted: Option<(u32, u32)>,
    /// How the moments depend.
    pub dependence: Dependence,
    /// The wanted precision, percentage points.
    pub margin_pct: Option<f64>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The share that is planned for, %.
    pub share_pct: f64,
    /// How many times the variance is that of independent moments.
    pub design_effect: f64,
    /// What was taken for granted of that.
    pub dependence: Dependence,
    /// What the counted moments say.
    pub counted: Option<Counted>,
    /// Precisions, percentage points, and the moments that each takes.
    pub margins: Vec<(f64, f64)>,
    /// The moments that show with a chance of 80 % on which side of the limit the share lies, and
    /// the count that decides. `None`: more than anyone observes, or exactly on the limit.
    pub power: Option<Sample>,
}

/// What counted moments say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// Moments with the trunk bent.
    pub hits: u32,
    /// All moments.
    pub moments: u32,
    /// The interval of Wilson, with the design effect.
    pub wilson: Interval,
    /// The exact interval of Clopper and Pearson; only of independent moments.
    pub exact: Option<Interval>,
    /// `above`, `below` or `undecided`, by Wilson's.
    pub verdict: &'static str,
    /// How many moments more would decide, if the share stays.
    pub more: Option<u32>,
}

/// The answer to `request`.
///
/// # Errors
/// When it says nothing to plan for, or what cannot be.
pub fn answer(request: &Request) -> Result<Answer, Error> {
    let refuse = |key| Err(Error::Usage(Phrase::new(key)));
    let counted_share = match request.counted {
        Some((hits, moments)) if moments == 0 || hits > moments => return refuse("observe.error.counts"),
        Some((hits, moments)) => Some(f64::from(hits) / f64::from(moments)),
        None => None,
    };
    let Some(share) = request.share_pct.map(|percent| percent / 100.0).or(counted_share) else {
        return refuse("observe.error.nothing");
    };
    let design_effect = match request.dependence {
        Dependence::None => 1.0,
        Dependence::Stated(effect) => effect,
        // Of bends that take up everything nothing is independent; the share stays short of that.
        Dependence::From { bend_s, spacing_s } => planning::design_effect(share.min(0.99), bend_s, spacing_s),
    };
    let limit = LIMIT_PCT / 100.0;
    let asked = request.margin_pct.map_or_else(|| MARGINS.to_vec(), |margin| vec![margin]);
    let margins = asked.into_iter().map(|margin| {
        // Of a share of nothing or everything a precision follows from the limit's.
        let planned = if share <= 0.0 || share >= 1.0 { limit } else { share };
        (margin, (planning::for_half_width(planned, margin / 100.0) * design_effect).ceil())
    });
    Ok(Answer {
        share_pct: 100.0 * share,
        design_effect,
        dependence: request.dependence,
        counted: request.counted.map(|(hits, moments)| count(hits, moments, design_effect)),
        margins: margins.collect(),
        power: planning::to_decide(share, limit).map(|sample| clustered(sample, design_effect)),
    })
}

fn count(hits: u32, moments: u32, design_effect: f64) -> Counted {
    let limit = LIMIT_PCT / 100.0;
    let wilson = interval::wilson(f64::from(hits) / design_effect, f64::from(moments) / design_effect);
    let verdict = if wilson.low > limit {
        "above"
    } else if wilson.high < limit {
        "below"
    } else {
        "undecided"
    };
    let share = f64::from(hits) / f64::from(moments);
    let needed = planning::to_decide(share, limit).map(|sample| clustered(sample, design_effect).observations);
    Counted {
        hits,
        moments,
        wilson,
        exact: (design_effect <= 1.0).then(|| interval::clopper_pearson(hits, moments)),
        verdict,
        more: needed.filter(|_| verdict == "undecided").map(|needed| needed.saturating_sub(moments).max(1)),
    }
}

/// As many more moments as it takes to tell as much.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 5000 times 1000, and the cast saturates")]
fn clustered(sample: Sample, design_effect: f64) -> Sample {
    let scaled = |count: u32| (f64::from(count) * design_effect).ceil() as u32;
    Sample { observations: scaled(sample.observations), critical_hits: scaled(sample.critical_hits) }
}

/// The answer in lines.
pub fn lines(answer: &Answer) -> Vec<Phrase> {
    let percent = |phrase: Phrase, name, fraction: f64| phrase.against(name, 100.0 * fraction, Unit::Percent, LIMIT_PCT);
    let limit = |phrase: Phrase| phrase.number("limit", LIMIT_PCT, Unit::Percent);
    let mut lines = Vec::new();
    if let Some(counted) = &answer.counted {
        let share = f64::from(counted.hits) / f64::from(counted.moments);
        let said = |key| {
            limit(percent(Phrase::new(key), "share", share))
                .exact("hits", f64::from(counted.hits))
                .exact("moments", f64::from(counted.moments))
        };
        lines.push(said(match counted.verdict {
            "above" => "observe.counted.above",
            "below" => "observe.counted.below",
            _ => "observe.counted.undecided",
        }));
        let interval = |key, interval: Interval| percent(percent(Phrase::new(key), "low", interval.low), "high", interval.high);
        lines.push(interval("observe.wilson", counted.wilson));
        lines.extend(counted.exact.map(|exact| interval("observe.clopper_pearson", exact)));
        lines.extend(counted.more.map(|more| Phrase::new("observe.more").number("more", f64::from(more), Unit::Count)));
    }
    lines.push(percent(Phrase::new("observe.plan"), "share", answer.share_pct / 100.0));
    lines.extend(answer.margins.iter().map(|(margin, moments)| {
        Phrase::new("observe.margin").exact("margin", *margin).number("moments", *moments, Unit::Count)
    }));
    lines.push(match answer.power {
        Some(sample) => {
            let above = answer.share_pct > LIMIT_PCT;
            let phrase = limit(Phrase::new(if above { "observe.power_above" } else { "observe.power_below" }));
            phrase.number("moments", f64::from(sample.observations), Unit::Count).number(
                "hits",
                f64::from(sample.critical_hits),
                Unit::Count,
            )
        }
        None => limit(Phrase::new("observe.no_power")),
    });
    lines.push(match answer.dependence {
        Dependence::None => Phrase::new("observe.independent"),
        Dependence::Stated(effect) => Phrase::new("observe.stated").exact("effect", effect),
        Dependence::From { bend_s, spacing_s } => Phrase::new("observe.from")
            .with("effect", Arg::Number(answer.design_effect, Unit::None))
            .exact("bend", bend_s)
            .exact("spacing", spacing_s),
    });
    lines.push(Phrase::new("observe.one_day"));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(share: Option<f64>, counted: Option<(u32, u32)>, dependence: Dependence) -> Answer {
        answer(&Request { share_pct: share, counted, dependence, margin_pct: None }).expect("an answer")
    }

    /// The numbers of reference cases SIZE01, SIZE02 and SIZE08, and BIN's 30 of 294.
    #[test]
    fn plans_and_intervals_are_the_published_ones() {
        let plan = ask(Some(5.0), None, Dependence::None);
        assert_eq!(plan.margins[..2], [(1.0, 1825.0), (2.0, 457.0)]);
        assert_eq!(plan.power, None, "exactly on the limit");
        assert_eq!(ask(Some(8.0), None, Dependence::None).power.map(|sample| sample.observations), Some(456));
        let counted = ask(None, Some((30, 294)), Dependence::None).counted.expect("counts");
        assert!((counted.wilson.low - 0.07242).abs() < 1e-5 && (counted.wilson.high - 0.14193).abs() < 1e-5);
        assert!(counted.exact.is_some() && counted.verdict == "above" && counted.more.is_none());
    }

    #[test]
    fn moments_close_together_take_more_of_them() {
        let alone = ask(Some(8.0), Some((6, 68)), Dependence::None);
        let close = ask(Some(8.0), Some((6, 68)), Dependence::From { bend_s: 10.0, spacing_s: 5.0 });
        assert!(close.design_effect > 3.0, "{}", close.design_effect);
        let moments = |answer: &Answer| answer.power.map(|sample| f64::from(sample.observations));
        let grown = moments(&close).zip(moments(&alone)).map_or(0.0, |(close, alone)| close / alone);
        assert!((grown - close.design_effect).abs() < 0.01);
        let width = |answer: &Answer| answer.counted.map_or(0.0, |counted| counted.wilson.high - counted.wilson.low);
        assert!(width(&close) > 1.5 * width(&alone));
        assert!(close.counted.is_some_and(|counted| counted.exact.is_none() && counted.more.is_some()));
    }

    #[test]
    fn nothing_to_plan_for_and_impossible_counts_are_refused() {
        let refused = |share_pct, counted| {
            answer(&Request { share_pct, counted, dependence: Dependence::None, margin_pct: None }).is_err()
        };
        assert!(refused(None, None) && refused(None, Some((3, 2))) && refused(Some(5.0), Some((0, 0))));
    }
}
