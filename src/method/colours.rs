//! How probable each colour of a form is. The factors of a form are independent, so that the worst
//! colour stays at or under a colour with the product of the probabilities that each factor does.

use super::score_chart::Line;
use crate::chance::Truncated;
use crate::chance::normal::Normal;
use crate::domain::choice::MacColour;
use crate::domain::{Cells, Class, Column, Doubt, Threshold};

/// The probabilities of the colours of one factor, and of what the form does not hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colours {
    each: [f64; 4],
    /// What the form does not hold.
    pub outside: f64,
}

impl Colours {
    /// Nothing yet.
    pub const NONE: Self = Self { each: [0.0; 4], outside: 0.0 };

    /// The colours of the word at `place`, or of the second word that may hold.
    pub fn of_word(line: &Line, place: u8, cells: &Cells) -> Self {
        let mut found = Self::NONE;
        let colour = |place: u8| line.grades[usize::from(place)].colour;
        match cells.doubt(line.column) {
            Some(Doubt::Second { word, share }) if usize::from(word) < line.grades.len() => {
                found.add(colour(word), share);
                found.add(colour(place), 1.0 - share);
            }
            _ => found.add(colour(place), 1.0),
        }
        found
    }

    /// More of a colour.
    pub fn add(&mut self, colour: MacColour, share: f64) {
        self.each[colour as usize] += share;
    }

    /// More of each colour that a number gets on a ladder of limits, together `weight`.
    pub fn add_number(&mut self, number: &Truncated, limits: &[Threshold], weight: f64) {
        if number.is_certain() {
            let class = crate::domain::threshold::classify(limits, number.value());
            self.add(MacColour::ALL[class as usize], weight);
            return;
        }
        let mut before = 0.0;
        let ends = limits.iter().map(|limit| limit.value).chain([f64::INFINITY]);
        for (colour, end) in MacColour::ALL.iter().zip(ends) {
            let up_to = number.below(end, Normal::default());
            self.add(*colour, weight * (up_to - before).max(0.0));
            before = up_to;
        }
    }

    /// The probability of no worse than a class.
    fn at_most(&self, class: Class) -> f64 {
        self.each[..=class as usize].iter().sum()
    }
}

/// The probability of each class of a form with these factors, and of what it does not hold.
pub fn classes(lines: &[Colours]) -> ([f64; 4], f64) {
    let within: f64 = lines.iter().map(|line| 1.0 - line.outside).product();
    let mut before = 0.0;
    let classes = Class::ALL.map(|class| {
        let up_to = lines.iter().map(|line| line.at_most(class)).product::<f64>();
        let share = up_to - before;
        before = up_to;
        share
    });
    (classes, 1.0 - within)
}

/// A measured number with its error, within what is possible.
pub fn number(cells: &Cells, column: Column, value: f64) -> Truncated {
    Truncated::new(value, cells.half_width(column), 0.0, f64::MAX)
}
