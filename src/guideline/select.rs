//! Which measures a finding asks for, and what the guideline advises against.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::measure::{self, Asked, LEVELS, Measure, Role, Topic};
use crate::domain::{Advice, Arg, Class, Factor, FactorSet, Hazard, HazardSet, Phrase};

/// What a finding says that measures are chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// The hazard.
    pub hazard: Hazard,
    /// Its class, where there is one.
    pub class: Option<Class>,
    /// Everything that costs. A living load is named here in every ground of its task.
    pub factors: FactorSet,
    /// What costs most.
    pub leading: Option<Factor>,
    /// The hazards that are assessed in full at the same work, by whichever finding: nobody is told
    /// to assess them again.
    pub judged: HazardSet,
    /// A tag that comes back in [`Advice::because`].
    pub method: &'static str,
}

impl Ground {
    /// The factors that measures must work on. Without one nothing but general measures is asked.
    fn cost(&self) -> FactorSet {
        let known = self.leading.map_or(self.factors, |leading| self.factors.with(leading));
        match (self.class, self.hazard) {
            (Some(Class::Acceptable), _) => FactorSet::EMPTY,
            // Goods and living loads share no measure but taking the lifting away.
            (_, Hazard::Lifting) if known.meets(LIVING) => known.intersection(LIVING),
            (None, Hazard::Vibration | Hazard::Exposures) => known.intersection(FactorSet::of(&[Factor::Duration])),
            (None, _) => FactorSet::EMPTY,
            // A daily exposure is made of magnitude and time, whichever is larger.
            (Some(_), Hazard::Vibration) => known.with(Factor::Magnitude).with(Factor::Duration),
            (Some(_), Hazard::TrunkFlexion) => known.with(Factor::TrunkFlexion),
            (Some(_), Hazard::Lifting) if known.is_empty() => OBJECT,
            (Some(_), _) => known,
        }
    }

    fn asks(&self, cost: FactorSet, asked: &Asked) -> bool {
        asked.hazards.contains(&self.hazard)
            && asked.works_on.is_none_or(|factors| factors.meets(cost))
            && asked.assesses.is_none_or(|hazard| !self.judged.contains(hazard))
            && match asked.from {
                None => !cost.is_empty(),
                Some(from) => self.class.is_some_and(|class| class >= from),
            }
    }
}

/// Loads to which no equation for objects applies.
const LIVING: FactorSet = FactorSet::of(&[Factor::Person, Factor::Animal]);

/// What can make lifting an object heavy: for a class whose factors are not known.
const OBJECT: FactorSet =
    FactorSet::of(&[Factor::Mass, Factor::Reach, Factor::Height, Factor::Travel, Factor::Asymmetry, Factor::Frequency]);

/// A set of measures, without allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct MeasureSet(u128);

impl MeasureSet {
    /// No measures.
    pub const EMPTY: Self = Self(0);

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without the measures that would assess hazards which are judged already.
    #[must_use]
    pub fn but_for(self, judged: HazardSet) -> Self {
        Self(self.0 & !ASSESSING[judged.bits()])
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// A number that is seldom the same for two sets.
    #[allow(clippy::cast_possible_truncation, reason = "any part of it will do")]
    pub const fn mixed(self) -> usize {
        ((self.0 as u64 ^ (self.0 >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
    }

    /// The ids in the order of occupational hygiene.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.iter_for(None)
    }

    /// The ids in the order of occupational hygiene; within a level what works on `leading` first.
    pub fn iter_for(self, leading: Option<Factor>) -> impl Iterator<Item = &'static str> {
        let order = &ORDERS[leading.map_or(0, |factor| 1 + factor as usize)];
        order.iter().filter(move |&&place| self.0 & (1 << place) != 0).map(|&place| measure::all()[usize::from(place)].id)
    }
}

/// The places of all measures in [`measure::all`], in the order without and for each leading factor.
static ORDERS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let count = u8::try_from(measure::all().len()).ok().filter(|count| *count <= 128);
    let count = count.expect("a MeasureSet holds 128 measures");
    let leading = [None].into_iter().chain(Factor::ALL.iter().copied().map(Some));
    leading
        .map(|leading| {
            let mut places: Vec<u8> = (0..count).collect();
            places.sort_by_key(|&place| {
                let measure = &measure::all()[usize::from(place)];
                (measure.level, Reverse(fit(measure, leading)), place)
            });
            places
        })
        .collect()
});

/// How well a measure fits what costs most: 2 where it is first of all for that, 1 where it works
/// on that too.
pub fn fit(measure: &Measure, leading: Option<Factor>) -> u8 {
    let (Some(asked), Some(leading)) = (&measure.asked, leading) else { return 0 };
    match asked.works_on {
        Some(_) if asked.chief == Some(leading) => 2,
        Some(factors) if factors.contains(leading) => 1,
        _ => 0,
    }
}

/// For a hazard and class: what is asked even if nothing costs, and what each set of four factors asks.
/// A set of factors asks what its factors ask, so that a ground of a batch is joined from a few of these
/// instead of being held against every measure.
struct Asking {
    /// Of what costs, these count.
    keep: FactorSet,
    /// And these, whatever costs.
    add: FactorSet,
    always: u128,
    of_fours: [[u128; 16]; FactorSet::FOURS],
}

const CLASSES: [Option<Class>; 5] =
    [None, Some(Class::Acceptable), Some(Class::Increased), Some(Class::High), Some(Class::VeryHigh)];

static ASKING: LazyLock<Vec<Asking>> = LazyLock::new(|| {
    let grounds = Hazard::ALL.iter().flat_map(|&hazard| CLASSES.map(|class| (hazard, class)));
    grounds
        .map(|(hazard, class)| {
            let ground =
                Ground { hazard, class, factors: FactorSet::EMPTY, leading: None, judged: HazardSet::EMPTY, method: "" };
            // Of lifting, a load that is alive and one of which nothing is known are told apart in `asked`.
            let add = if hazard == Hazard::Lifting { FactorSet::EMPTY } else { ground.cost() };
            let counts = |factor: &Factor| {
                let alone = Ground { factors: FactorSet::EMPTY.with(*factor), ..ground };
                alone.cost().contains(*factor)
            };
            let keep = Factor::ALL.iter().copied().filter(counts).fold(FactorSet::EMPTY, FactorSet::with);
            let always = asked_for(&ground, FactorSet::EMPTY);
            let of = |factor: &Factor| asked_for(&ground, FactorSet::EMPTY.with(*factor));
            let of_fours = std::array::from_fn(|four| {
                let factors: Vec<u128> = Factor::ALL.iter().skip(4 * four).take(4).map(of).collect();
                let chosen = |set: usize| factors.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1);
                std::array::from_fn(|set| chosen(set).fold(0, |bits, (_, more)| bits | more))
            });
            Asking { keep, add, always, of_fours }
        })
        .collect()
});

/// For each set of hazards, by its bits, the measures that have one of them assessed.
static ASSESSING: LazyLock<[u128; HazardSet::COUNT]> = LazyLock::new(|| {
    let assesses = |measure: &Measure, hazards: HazardSet| {
        measure.asked.as_ref().and_then(|asked| asked.assesses).is_some_and(|hazard| hazards.contains(hazard))
    };
    let of = |hazards| measure::all().iter().enumerate().filter(move |(_, measure)| assesses(measure, hazards));
    HazardSet::all().map(|hazards| of(hazards).fold(0, |bits, (place, _)| bits | 1 << place))
});

/// The measures that a ground asks for whose cost is `cost`: the definition.
fn asked_for(ground: &Ground, cost: FactorSet) -> u128 {
    let wanted = |measure: &Measure| measure.asked.as_ref().is_some_and(|asked| ground.asks(cost, asked));
    let places = measure::all().iter().enumerate().filter(|(_, measure)| wanted(measure));
    places.fold(0, |bits, (place, _)| bits | 1 << place)
}

/// The measures that one ground asks for.
pub fn set(ground: &Ground) -> MeasureSet {
    asked(ground.hazard, ground.class, ground.factors, ground.leading).but_for(ground.judged)
}

/// The measures that a ground asks for, those too that would assess what is judged already: see
/// [`MeasureSet::but_for`].
#[inline(always)]
#[allow(clippy::inline_always, reason = "a call takes a third of its time")]
pub fn asked(hazard: Hazard, class: Option<Class>, factors: FactorSet, leading: Option<Factor>) -> MeasureSet {
    let asking = &ASKING[hazard as usize * CLASSES.len() + class.map_or(0, |class| 1 + class as usize)];
    let known = leading.map_or(factors, |leading| factors.with(leading));
    let cost = if hazard == Hazard::Lifting && (known.is_empty() || known.meets(LIVING)) {
        Ground { hazard, class, factors, leading, judged: HazardSet::EMPTY, method: "" }.cost()
    } else {
        known.intersection(asking.keep).union(asking.add)
    };
    MeasureSet(cost.fours().zip(&asking.of_fours).fold(asking.always, |bits, (set, four)| bits | four[set]))
}

/// The measures that findings ask for, in the order of occupational hygiene; within a level those
/// first that work on what costs most.
pub fn select(grounds: &[Ground]) -> Vec<Advice> {
    let sets: Vec<MeasureSet> = grounds.iter().map(set).collect();
    let mut chosen: Vec<(u8, &Measure, Vec<&'static str>)> = Vec::new();
    for (place, measure) in measure::all().iter().enumerate() {
        let asking = grounds.iter().zip(&sets).filter(|(_, set)| set.0 & (1 << place) != 0).map(|(ground, _)| ground);
        let mut because = Vec::new();
        let mut best = 0;
        for ground in asking {
            best = best.max(fit(measure, ground.leading));
            if !because.contains(&ground.method) {
                because.push(ground.method);
            }
        }
        if !because.is_empty() {
            chosen.push((best, measure, because));
        }
    }
    chosen.sort_by_key(|(fit, measure, _)| (measure.level, Reverse(*fit)));
    chosen.into_iter().map(|(_, measure, because)| advice(measure, measure.effect(), because)).collect()
}

/// What the guideline advises against at every workplace, with the studies behind it.
pub fn advised_against() -> Vec<Advice> {
    let discouraged = |measure: &&Measure| measure.role == Role::Discourage && measure.topic != Topic::Reintegration;
    measure::all().iter().filter(discouraged).map(|measure| advice(measure, with_evidence(measure), Vec::new())).collect()
}

/// The effect of a measure followed by the studies behind it.
fn with_evidence(measure: &Measure) -> Phrase {
    let studies = measure.evidence().map(study);
    match studies.reduce(|first, second| Phrase::new("guideline.both").phrase("first", first).phrase("second", second)) {
        None => measure.effect(),
        Some(studies) => Phrase::new("guideline.studied").phrase("effect", measure.effect()).phrase("studies", studies),
    }
}

/// A study behind a measure, in one sentence.
pub fn study(study: &Measure) -> Phrase {
    Phrase::new("guideline.study")
        .phrase("what", study.text())
        .phrase("effect", study.effect())
        .text("scheme", study.scheme)
        .phrase("grade", study.grade())
        .phrase("outcome", study.outcome())
}

impl From<&Measure> for Advice {
    /// The measure as advice that no finding asked for.
    fn from(measure: &Measure) -> Self {
        advice(measure, measure.effect(), Vec::new())
    }
}

fn advice(measure: &Measure, effect: Phrase, because: Vec<&'static str>) -> Advice {
    debug_assert!(LEVELS.contains(&measure.level));
    Advice {
        id: measure.id,
        level: measure.level,
        text: measure.text(),
        scheme: measure.scheme,
        grade: measure.grade(),
        effect,
        outcome: measure.outcome(),
        source: measure.citation(),
        in_guideline: measure.in_guideline,
        because,
    }
}

/// What must be said where the guideline has no measure of its own for a hazard, or none that
/// was made for it; `None` where it has.
pub fn silence(hazard: Hazard, class: Option<Class>, factors: FactorSet) -> Option<Phrase> {
    if hazard == Hazard::Lifting && factors.contains(Factor::Animal) && class != Some(Class::Acceptable) {
        return Some(Phrase::new("guideline.silence.animal"));
    }
    let ground = Ground { hazard, class, factors, leading: None, judged: HazardSet::EMPTY, method: "" };
    let specific = |id| measure::find(id).is_some_and(|measure| measure.topic != Topic::General);
    if set(&ground).iter().any(specific) {
        return None;
    }
    let key = match (class, hazard) {
        (Some(Class::Acceptable), _) => "guideline.silence.acceptable",
        (_, Hazard::Exposures) if factors.contains(Factor::Psychosocial) => "guideline.silence.psychosocial",
        (_, Hazard::Exposures) if factors.contains(Factor::Driving) => "guideline.silence.driving",
        (_, Hazard::Exposures) if factors.contains(Factor::ManualWork) => "guideline.silence.manual_work",
        (_, Hazard::PushPull) => "guideline.silence.push_pull",
        (None, _) => "guideline.silence.no_class",
        (Some(_), _) if factors.is_empty() => "guideline.silence.no_factors",
        (Some(_), _) => {
            let names = factors.iter().map(|factor| Arg::Phrase(Phrase::new(factor_name(factor)))).collect();
            return Some(Phrase::new("guideline.silence.factors").with("factors", Arg::List(names)));
        }
    };
    Some(Phrase::new(key))
}

static NAMES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| Factor::ALL.iter().map(|factor| super::table::text(format!("factor.{}", factor.key()))).collect());

/// The text key of a factor's name.
pub fn factor_name(factor: Factor) -> &'static str {
    NAMES[factor as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_table_says_what_the_definition_says(
            hazard in proptest::sample::select(Hazard::ALL.as_slice()),
            class in proptest::sample::select(CLASSES.as_slice()),
            leading in proptest::option::of(proptest::sample::select(Factor::ALL)),
            factors in proptest::collection::vec(proptest::sample::select(Factor::ALL), 0..6),
            judged in proptest::collection::vec(proptest::sample::select(Hazard::ALL.as_slice()), 0..4),
        ) {
            let factors = FactorSet::of(&factors);
            let judged = judged.iter().fold(HazardSet::EMPTY, |set, hazard| set.with(*hazard));
            let ground = Ground { hazard, class, factors, leading, judged, method: "" };
            prop_assert_eq!(set(&ground).0, asked_for(&ground, ground.cost()));
        }
    }
}
