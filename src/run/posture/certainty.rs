//! How sure the class of a recording is: chance and the zero posture combined, as in a report.

use super::summary::{Forward, LIMIT_PCT};
use crate::domain::chart::{Chart, ClassPart, Classes};
use crate::domain::{Arg, Class, Phrase, Unit};
use crate::method::posture::trunk_flexion::certainty::classes_of;
use crate::method::posture::trunk_flexion::interval;
use crate::signal::exposure::{ANGLES_DEG, AT_45, SHIFT_DEG};

/// The interval of the share at 45° (0) or 60° (1) with the error of the zero posture in it, %.
pub(super) fn combined(forward: &Forward, place: usize) -> Option<(f64, f64)> {
    let chance = forward.intervals?[place];
    let [back, front] = forward.shifted[place];
    Some(interval::combine(forward.shares[AT_45 + place], &[chance, (back.min(front), back.max(front))]))
}

/// The probability of each class, were all of the work as in the recording.
pub(super) fn classes(forward: &Forward) -> Option<[f64; 4]> {
    let share = |place: usize| Some((forward.shares[AT_45 + place], combined(forward, place)?));
    Some(classes_of(share(0)?, Some(share(1)?)))
}

/// What was combined, and what it comes to.
pub(super) fn said(forward: &Forward, place: usize) -> Option<Phrase> {
    let (low, high) = combined(forward, place)?;
    let phrase = Phrase::new("posture.certainty.combined").number("angle", ANGLES_DEG[AT_45 + place], Unit::Degree).number(
        "shift",
        SHIFT_DEG,
        Unit::Degree,
    );
    Some(phrase.against("low", low, Unit::Percent, LIMIT_PCT).against("high", high, Unit::Percent, LIMIT_PCT))
}

/// The bar of classes.
pub(super) fn chart(forward: &Forward) -> Option<Chart> {
    let shares = classes(forward)?;
    let part = |(class, share)| ClassPart {
        class: Some(class),
        label: Phrase::new("certainty.part").with("class", Arg::Class(class)),
        share,
    };
    let parts = Class::ALL.into_iter().zip(shares).map(part).collect();
    Some(Chart::Classes(Classes { title: Phrase::new("posture.certainty.chart"), parts }))
}
