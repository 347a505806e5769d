//! What the British charts MAC and RAPP have in common: a form of factors, each with a few grades,
//! each grade with a colour and a score. The scores are added; the colours are not.
//!
//! A form is data ([`Line`]s in a static array); an assessment is the place of one grade on every
//! line ([`Marked`]), so that judging a row needs no memory of its own.

use super::{Number, Score, cite};
use crate::domain::chart::{Chart, Profile, ProfileRow};
use crate::domain::choice::MacColour;
use crate::domain::finding::Outcome;
use crate::domain::threshold::classify;
use crate::domain::{Citation, Class, Column, Factor, FactorSet, Figure, Finding, Phrase, State, Step, Threshold, Unit, Value};

/// One factor of a form.
#[derive(Debug)]
pub struct Line {
    /// Its key in JSON.
    pub key: &'static str,
    /// The key of its name.
    pub label: &'static str,
    /// The column that it is read from. Where that takes words, they are the grades in their order.
    pub column: Column,
    /// Its grades, from favourable to unfavourable.
    pub grades: &'static [Grade],
    /// What can be changed about it.
    pub handles: Handles,
    /// Where its scores are printed.
    pub citation: Citation,
}

/// What can be changed about a factor of a form, what does most first.
#[derive(Debug, Clone, Copy)]
pub struct Handles {
    list: &'static [Factor],
    set: FactorSet,
}

impl Handles {
    /// These.
    pub const fn of(list: &'static [Factor]) -> Self {
        Self { list, set: FactorSet::of(list) }
    }

    /// In their order.
    pub const fn list(&self) -> &'static [Factor] {
        self.list
    }
}

/// One grade of a factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grade {
    /// The key of its words.
    pub text: &'static str,
    /// Its colour.
    pub colour: MacColour,
    /// Its score.
    pub score: u8,
}

/// A grade; short, because tables are made of these.
pub const fn grade(text: &'static str, colour: MacColour, score: u8) -> Grade {
    Grade { text, colour, score }
}

/// The texts of a form.
#[derive(Debug)]
pub struct Words {
    /// What the profile shows.
    pub title: &'static str,
    /// The name of the sum.
    pub total: &'static str,
    /// How it is made, with the gap `scores`.
    pub sum: &'static str,
    /// The colours, green first.
    pub colours: [&'static str; 4],
}

impl Words {
    /// The word of a colour.
    pub const fn colour(&self, colour: MacColour) -> Phrase {
        Phrase::new(self.colours[colour as usize])
    }
}

/// The most lines that a form has.
pub const LINES: usize = 9;

/// A filled-in form.
#[derive(Debug, Clone, Copy)]
pub struct Marked {
    lines: &'static [&'static Line],
    places: [u8; LINES],
}

impl Marked {
    /// A form with, for each line, the place of its grade.
    ///
    /// # Panics
    /// If a line has no such grade, or there are more than [`LINES`].
    pub fn new(lines: &'static [&'static Line], places: [u8; LINES]) -> Self {
        let marked = Self { lines, places };
        assert!(lines.len() <= LINES && lines.iter().zip(places).all(|(line, place)| usize::from(place) < line.grades.len()));
        marked
    }

    /// Each line with its grade, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Line, &'static Grade)> {
        self.lines.iter().zip(self.places).map(|(line, place)| (*line, &line.grades[usize::from(place)]))
    }

    /// Each line with the place of its grade.
    pub fn places(&self) -> impl Iterator<Item = (&'static Line, u8)> {
        self.lines.iter().zip(self.places).map(|(line, place)| (*line, place))
    }

    /// The sum of the scores.
    pub fn total(&self) -> f64 {
        self.iter().map(|(_, grade)| f64::from(grade.score)).sum()
    }

    /// The worst colour.
    pub fn worst(&self) -> MacColour {
        self.iter().map(|(_, grade)| grade.colour).max().unwrap_or(MacColour::Green)
    }

    /// What can be changed about all factors that are not green, the highest score first; equal scores in
    /// the order of the form.
    pub fn ranked(&self) -> Vec<Factor> {
        let mut marks: Vec<_> = self.iter().filter(|(_, grade)| grade.colour != MacColour::Green).collect();
        marks.sort_by_key(|(_, grade)| std::cmp::Reverse(grade.score));
        marks.iter().flat_map(|(line, _)| line.handles.list.iter().copied()).collect()
    }

    /// The answer to one row, without the values of its columns: in one pass, the worst colour, what can be
    /// changed about the highest score that is not green, and about all that are not green.
    pub fn score(&self, provisional: bool) -> Score {
        let (mut worst, mut highest, mut leading, mut factors) = (MacColour::Green, 0, None, FactorSet::EMPTY);
        for (line, grade) in self.iter() {
            worst = worst.max(grade.colour);
            // Green is no cost, and has no score to lead with.
            let (score, handles) =
                if grade.colour == MacColour::Green { (0, FactorSet::EMPTY) } else { (grade.score, line.handles.set) };
            factors = factors.union(handles);
            (leading, highest) = if score > highest { (Some(line), score) } else { (leading, highest) };
        }
        let leading = leading.and_then(|line| line.handles.list.first().copied());
        let numbers = [Some(Number::new(self.total(), 0)), None];
        Score { class: Some(class_of(worst)), provisional, numbers, leading, factors, ..Score::without(State::Assessed) }
    }

    /// Fills in what every chart's finding says: label, class, figures, sheet, profile, factors and
    /// the sources of its lines. `how` gives the words of a grade.
    pub fn explain(&self, finding: &mut Finding, words: &Words, how: impl Fn(&Line, &Grade) -> Phrase) {
        finding.class = Some(class_of(self.worst()));
        finding.label = Some(words.colour(self.worst()));
        finding.factors = self.ranked();
        finding.figures.push(Figure::new("total", self.total()));
        finding.figures.push(Figure::new("factors", self.colours_and_scores()));
        finding.sheet = self.steps(words, &how);
        finding.charts.push(Chart::Profile(self.profile(words, &how)));
        finding.sources.extend(self.lines.iter().map(|line| line.citation));
        finding.sources = cite(&finding.sources);
    }

    fn colours_and_scores(&self) -> Value {
        let figures = self.iter().map(|(line, grade)| {
            let score = f64::from(grade.score);
            Figure::new(line.key, vec![Figure::new("colour", grade.colour.key()), Figure::new("score", score)])
        });
        Value::Map(figures.collect())
    }

    fn steps(&self, words: &Words, how: impl Fn(&Line, &Grade) -> Phrase) -> Vec<Step> {
        let mut steps: Vec<Step> = self
            .iter()
            .map(|(line, grade)| Step {
                what: Phrase::new(line.label),
                how: how(line, grade),
                result: Outcome::Number(f64::from(grade.score), Unit::Count),
                class: Some(class_of(grade.colour)),
            })
            .collect();
        let scores: Vec<String> = self.iter().map(|(_, grade)| grade.score.to_string()).collect();
        steps.push(Step {
            what: Phrase::new(words.total),
            how: Phrase::new(words.sum).text("scores", scores.join(" + ")),
            result: Outcome::Number(self.total(), Unit::Count),
            class: None,
        });
        steps
    }

    fn profile(&self, words: &Words, how: impl Fn(&Line, &Grade) -> Phrase) -> Profile {
        let rows = self.iter().map(|(line, grade)| ProfileRow {
            label: Phrase::new(line.label),
            choice: how(line, grade),
            class: class_of(grade.colour),
            colour: words.colour(grade.colour),
            score: f64::from(grade.score),
            maximum: line.grades.iter().map(|grade| f64::from(grade.score)).fold(0.0, f64::max),
        });
        Profile { title: Phrase::new(words.title), rows: rows.collect(), total: self.total() }
    }
}

/// The class that stands beside a colour. That a task is as bad as its worst factor is our reading:
/// the charts' makers give a colour to each factor and none to the task.
pub const fn class_of(colour: MacColour) -> Class {
    match colour {
        MacColour::Green => Class::Acceptable,
        MacColour::Amber => Class::Increased,
        MacColour::Red => Class::High,
        MacColour::Purple => Class::VeryHigh,
    }
}

/// The place of `value`'s grade on a line whose grades are divided by `limits`: green first.
pub fn place(limits: &[Threshold], value: f64) -> u8 {
    classify(limits, value) as u8
}

/// The limit nearest to `value`: the one that rounding for people must not cross.
///
/// # Panics
/// If there are no limits.
pub fn nearest(limits: &[Threshold], value: f64) -> f64 {
    let nearest = limits.iter().map(|limit| limit.value).min_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs()));
    nearest.expect("a ladder has limits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_and_its_class_have_the_same_place() {
        for (&colour, class) in MacColour::ALL.iter().zip(Class::ALL) {
            assert_eq!(class_of(colour), class);
            assert_eq!(colour as u8, class as u8, "`place` makes a grade's place of a class");
        }
    }

    #[test]
    fn the_nearest_limit_is_on_either_side() {
        let limits = &crate::method::pushing::rapp::tables::LOADS[0]; // 50, 100, 200
        for (value, expected) in [(0.0, 50.0), (74.0, 50.0), (76.0, 100.0), (149.0, 100.0), (151.0, 200.0), (900.0, 200.0)] {
            assert!((nearest(limits, value) - expected).abs() < 1e-12, "{value}");
        }
    }

    /// Where factors score the same, the first of the form leads, as it stands first in the report.
    #[test]
    fn of_equal_scores_the_first_of_the_form_leads() {
        let lines = crate::method::pushing::rapp::tables::lines(crate::domain::choice::RappOperation::SmallWheeled);
        let mut places = [0; LINES];
        for (line, place) in lines.iter().zip(&mut places) {
            *place = u8::from(!line.handles.list.is_empty() && line.grades[1].score == 2);
        }
        let marked = Marked::new(lines, places);
        let ranked = marked.ranked();
        assert!(ranked.len() > 2 && ranked[0] != ranked[ranked.len() - 1], "{ranked:?}");
        assert_eq!(marked.score(false).leading, ranked.first().copied());
    }
}
