//! The guideline's lists of risk factors, with their bounds as printed and the evidence behind them.

use std::sync::LazyLock;

use super::evidence::{self, Evidence, Outcome};
use super::grade::wording::Wording;
use super::{Measure, measure, table};
use crate::domain::{Factor, Phrase, Unit};

/// What kind of factor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A physical load at work.
    WorkPhysical,
    /// A psychosocial load at work.
    WorkPsychosocial,
    /// Of the person, and can be changed. Health data: never a column of a task file.
    Person,
    /// A group at higher risk; cannot be changed. Shown as text only.
    Group,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::WorkPhysical, Self::WorkPsychosocial, Self::Person, Self::Group];

    /// The key in data and texts (`guideline.kind.<key>`).
    pub const fn key(self) -> &'static str {
        match self {
            Self::WorkPhysical => "work_physical",
            Self::WorkPsychosocial => "work_psychosocial",
            Self::Person => "person",
            Self::Group => "group",
        }
    }

    /// Its name.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::WorkPhysical => "guideline.kind.work_physical",
            Self::WorkPsychosocial => "guideline.kind.work_psychosocial",
            Self::Person => "guideline.kind.person",
            Self::Group => "guideline.kind.group",
        })
    }
}

/// A bound of a risk factor. All of them are strict: at the bound itself nothing is exceeded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// What is bounded: `minutes`, `share`, `mass`, …
    pub what: &'static str,
    /// More than this is a risk.
    pub above: f64,
    /// Its unit.
    pub unit: Unit,
}

/// A risk factor for one outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskFactor {
    /// Its key: `kneeling`. One key may stand under both outcomes, with other bounds.
    pub key: &'static str,
    /// The outcome.
    pub outcome: Outcome,
    /// Its kind.
    pub kind: Kind,
    /// Whether it stands in the guideline's list; else it was only studied.
    pub listed: bool,
    /// Whether it can be changed.
    pub changeable: bool,
    /// The factor of a task that it is, if any.
    pub factor: Option<Factor>,
    /// Its bounds, all of which must be exceeded; empty where none is printed.
    pub bounds: Vec<Bound>,
    /// The evidence.
    pub evidence: Vec<&'static Evidence>,
    /// Lines of the list.
    pub lines: &'static str,
    text: &'static str,
}

impl RiskFactor {
    /// The factor and its bound in words.
    pub const fn text(&self) -> Phrase {
        Phrase::new(self.text)
    }

    /// The printed wording of its recommendation (1319-1323, 1645-1649): an inventory is to be
    /// considered. Of a risk group the guideline asks only to be aware, and of what is not in the
    /// list nothing.
    pub fn wording(&self) -> Option<Wording> {
        (self.listed && self.kind != Kind::Group).then_some(Wording::Consider)
    }

    /// The measures that work on it.
    pub fn measures(&self) -> impl Iterator<Item = &'static Measure> {
        let key = self.factor;
        let works = move |measure: &&Measure| {
            let asked = measure.asked.as_ref().and_then(|asked| asked.works_on);
            asked.zip(key).is_some_and(|(factors, factor)| factors.contains(factor))
        };
        measure::all().iter().filter(works)
    }
}

static RISK_FACTORS: LazyLock<Vec<RiskFactor>> =
    LazyLock::new(|| table::read(include_str!("data/risk_factors.csv")).iter().map(parse).collect());

/// All risk factors, in the order of the guideline's lists.
pub fn all() -> &'static [RiskFactor] {
    &RISK_FACTORS
}

/// The risk factors under this key: at most one for each outcome. The key of a factor of a task
/// finds what belongs to it.
pub fn find(key: &str) -> Vec<&'static RiskFactor> {
    let named: Vec<_> = all().iter().filter(|risk| risk.key.eq_ignore_ascii_case(key)).collect();
    if !named.is_empty() {
        return named;
    }
    let belongs = |risk: &&RiskFactor| risk.factor.is_some_and(|factor| factor.key().eq_ignore_ascii_case(key));
    all().iter().filter(belongs).collect()
}

fn parse(row: &table::Row) -> RiskFactor {
    let (key, outcome) = (row.get("key"), table::named(&Outcome::ALL, Outcome::key, row.get("outcome")));
    let evidence = |id| evidence::find(id).unwrap_or_else(|| panic!("the risk factor {key} names no evidence {id}"));
    RiskFactor {
        key,
        outcome,
        kind: table::named(&Kind::ALL, Kind::key, row.get("kind")),
        listed: row.yes("listed"),
        changeable: row.yes("changeable"),
        factor: row.optional("factor").map(|key| table::named(Factor::ALL, Factor::key, key)),
        bounds: row.get("limits").split_whitespace().map(bound).collect(),
        evidence: row.get("evidence").split_whitespace().map(evidence).collect(),
        lines: row.get("lines"),
        text: table::text(format!("guideline.risk.{}.{key}", outcome.key().to_lowercase())),
    }
}

/// A bound such as `minutes>15:minute`.
fn bound(cell: &'static str) -> Bound {
    let parts = cell.split_once('>').and_then(|(what, rest)| rest.split_once(':').map(|(above, unit)| (what, above, unit)));
    let (what, above, unit) = parts.unwrap_or_else(|| panic!("{cell} is no bound"));
    let unit = match unit {
        "degree" => Unit::Degree,
        "percent" => Unit::Percent,
        "kilogram" => Unit::Kilogram,
        "kilogram_force" => Unit::KilogramForce,
        "hour" => Unit::Hour,
        "minute" => Unit::Minute,
        "minute_per_hour" => Unit::MinutePerHour,
        _ => panic!("{unit} is no unit of a bound"),
    };
    Bound { what, above: above.parse().unwrap_or_else(|_| panic!("{cell} is no bound")), unit }
}
