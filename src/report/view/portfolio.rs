//! All workstations together, in words: who stands in which class, what costs most, what would
//! help most people, and every group by hazard.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::picture::{Drawing, Picture};
use super::{Badge, MeasureView, measure};
use crate::domain::assessment::Level;
use crate::domain::chart::{Bar, Bars, Chart};
use crate::domain::portfolio::{Department, Exposed, Group, Heads, Portfolio, Standing};
use crate::domain::{Arg, Assessment, Class, Phrase, State, Unit};
use crate::report::draw::MatrixCell;
use crate::text::{Catalogue, capital};

/// How many groups a portfolio can have before the tables of its departments start closed.
const OPEN: usize = 80;
/// How many factors are drawn.
const NAMED: usize = 12;
/// How many measures of each level of occupational hygiene are named.
const NAMED_OF_LEVEL: usize = 4;

/// The portfolio.
#[derive(Debug, Serialize)]
pub(in crate::report) struct PortfolioView {
    /// What a reader must know, in plain sentences.
    pub(in crate::report) sentences: Vec<String>,
    /// A row for each class, worst first: the groups, then their people, as a whole and by hazard.
    pub(in crate::report) people_heads: Vec<String>,
    pub(in crate::report) people: Vec<(Badge, Vec<String>)>,
    pub(in crate::report) limiting: Vec<LimitingView>,
    pub(in crate::report) pareto: Option<Drawing>,
    pub(in crate::report) measures: Vec<HelpfulView>,
    /// How many measures are not named.
    pub(in crate::report) more_measures: Option<String>,
    pub(in crate::report) departments: Vec<DepartmentView>,
    /// The heads of the heat map: the whole, then the hazards.
    pub(in crate::report) hazards: Vec<String>,
    pub(in crate::report) open: bool,
}

/// A factor that costs most somewhere.
#[derive(Debug, Serialize)]
pub(in crate::report) struct LimitingView {
    pub(in crate::report) factor: String,
    pub(in crate::report) times: String,
    pub(in crate::report) share: String,
    pub(in crate::report) people: String,
    pub(in crate::report) worst: Badge,
}

/// A measure and whom it would help.
#[derive(Debug, Serialize)]
pub(in crate::report) struct HelpfulView {
    pub(in crate::report) measure: MeasureView,
    pub(in crate::report) level: String,
    pub(in crate::report) people: String,
    pub(in crate::report) worst: Badge,
}

/// A department with its rows of the heat map.
#[derive(Debug, Serialize)]
pub(in crate::report) struct DepartmentView {
    pub(in crate::report) number: usize,
    pub(in crate::report) name: String,
    /// How many groups are in each class, worst first.
    pub(in crate::report) counts: Vec<(Badge, String)>,
    pub(in crate::report) people: String,
    pub(in crate::report) rows: Vec<HeatRow>,
}

/// A row of the heat map.
#[derive(Debug, Serialize)]
pub(in crate::report) struct HeatRow {
    /// The rank of its worst working day, where its findings stand.
    pub(in crate::report) rank: usize,
    pub(in crate::report) name: String,
    pub(in crate::report) workers: String,
    pub(in crate::report) cells: Vec<HeatCell>,
}

/// A cell of the heat map.
#[derive(Debug, Serialize)]
pub(in crate::report) struct HeatCell {
    pub(in crate::report) badge: Badge,
    /// What weakens the class, as a word.
    pub(in crate::report) caveat: Option<String>,
}

/// The view; `names` and `ranks` are those of the working days in the order of the ranking, `of`
/// the place of each in the assessment.
pub(super) fn view(
    portfolio: &Portfolio,
    assessment: &Assessment,
    names: &BTreeMap<usize, (usize, String)>,
    texts: &Catalogue,
) -> PortfolioView {
    let mut hazards = vec![texts.text("report.matrix.day").to_owned()];
    hazards.extend(portfolio.hazards.iter().map(|hazard| texts.text(super::summary::hazard_key(*hazard)).to_owned()));
    let (people_heads, people) = people(portfolio, texts);
    let measures = measures(portfolio, texts);
    let more = portfolio.measures.len() - measures.len();
    PortfolioView {
        sentences: sentences(portfolio, texts),
        people_heads,
        people,
        limiting: limiting(portfolio, texts),
        pareto: pareto(portfolio, texts).and_then(|chart| Picture::new(&chart, false, texts).drawn()),
        measures,
        more_measures: (more > 0).then(|| texts.say(&Phrase::new("portfolio.measures.more").exact("n", more as f64))),
        departments: departments(portfolio, assessment, names, texts),
        hazards,
        open: portfolio.groups.len() <= OPEN,
    }
}

/// Groups and people in a few words: `3 groepen, 24 werknemers`, and what is not known.
fn heads(heads: Heads, texts: &Catalogue) -> String {
    let groups = super::counted("portfolio.groups.one", "portfolio.groups.many", heads.groups, texts);
    let people = people_of(heads, texts);
    if heads.groups == 0 { "–".to_owned() } else { format!("{groups}, {people}") }
}

/// The same in as few words as there is room for: `51+ werknemers`.
fn least(heads: Heads, texts: &Catalogue) -> String {
    if heads.unknown == 0 || heads.unknown == heads.groups {
        return people_of(heads, texts);
    }
    texts.say(&Phrase::new("portfolio.workers.least").exact("n", heads.workers as f64))
}

/// The people of some groups; where some groups give no number that is said, and nothing is guessed.
fn people_of(heads: Heads, texts: &Catalogue) -> String {
    if heads.groups > 0 && heads.unknown == heads.groups {
        return texts.text("portfolio.workers.unknown").to_owned();
    }
    let workers = usize::try_from(heads.workers).unwrap_or(usize::MAX);
    let known = super::counted("portfolio.workers.one", "portfolio.workers.many", workers, texts);
    match heads.unknown {
        0 => known,
        unknown => texts.say(&Phrase::new("portfolio.workers.partly").text("known", known).exact("n", unknown as f64)),
    }
}

/// The same for a narrow cell: `3 · 24+`.
fn short(heads: Heads) -> String {
    match (heads.groups, heads.unknown) {
        (0, _) => "–".to_owned(),
        (groups, unknown) if groups == unknown => format!("{groups} · ?"),
        (groups, 0) => format!("{groups} · {}", heads.workers),
        (groups, _) => format!("{groups} · {}+", heads.workers),
    }
}

fn class_badge(class: Option<Class>, texts: &Catalogue) -> Badge {
    let words = class.map_or("class.none", crate::report::class_key);
    Badge::plain(class, texts.text(words).to_owned())
}

fn sentences(portfolio: &Portfolio, texts: &Catalogue) -> Vec<String> {
    let all = portfolio.exposed.all();
    let mut said = vec![texts.say(&Phrase::new("portfolio.sum.extent").text("heads", heads(all, texts)))];
    let parts: Vec<String> = Class::ALL
        .into_iter()
        .rev()
        .filter(|class| portfolio.exposed.of(*class).groups > 0)
        .map(|class| {
            let words = Phrase::new("portfolio.sum.class").text("heads", heads(portfolio.exposed.of(class), texts));
            texts.say(&words.with("class", Arg::Class(class)))
        })
        .collect();
    if !parts.is_empty() {
        said.push(format!("{}.", capital(&parts.join("; "))));
    }
    if portfolio.exposed.none.groups > 0 {
        said.push(texts.say(&Phrase::new("portfolio.sum.none").text("heads", heads(portfolio.exposed.none, texts))));
    }
    if let Some(first) = portfolio.limiting.first() {
        let phrase = Phrase::new("portfolio.sum.factor").with("factor", Arg::Factor(first.factor));
        let total: usize = portfolio.limiting.iter().map(|limiting| limiting.times).sum();
        said.push(texts.say(&phrase.exact("n", first.times as f64).exact("all", total as f64)));
    }
    // At the source, as far as there is anything to do there.
    let at_source = portfolio.measures.iter().filter(|helpful| helpful.advice.level <= Level::Technical);
    if let Some(first) =
        at_source.max_by_key(|helpful| (helpful.heads.workers, helpful.heads.groups, Reverse(helpful.advice.id)))
    {
        let phrase = Phrase::new("portfolio.sum.measure").phrase("measure", first.advice.text.clone());
        said.push(texts.say(&phrase.text("heads", heads(first.heads, texts))));
    }
    if all.unknown > 0 {
        said.push(texts.text("portfolio.sum.unknown").to_owned());
    }
    said
}

fn people(portfolio: &Portfolio, texts: &Catalogue) -> (Vec<String>, Vec<(Badge, Vec<String>)>) {
    let mut columns = vec![texts.text("report.matrix.day").to_owned()];
    columns.extend(portfolio.hazards.iter().map(|hazard| texts.text(super::summary::hazard_key(*hazard)).to_owned()));
    let sides = || std::iter::once(&portfolio.exposed).chain(&portfolio.exposed_by_hazard);
    let row =
        |badge: Badge, of: &dyn Fn(&Exposed) -> Heads| (badge, sides().map(|exposed| short(of(exposed))).collect::<Vec<_>>());
    let mut rows: Vec<(Badge, Vec<String>)> =
        Class::ALL.into_iter().rev().map(|class| row(class_badge(Some(class), texts), &|exposed| exposed.of(class))).collect();
    rows.push(row(class_badge(None, texts), &|exposed| exposed.none));
    (columns, rows)
}

fn limiting(portfolio: &Portfolio, texts: &Catalogue) -> Vec<LimitingView> {
    let total: usize = portfolio.limiting.iter().map(|limiting| limiting.times).sum();
    let mut sum = 0;
    portfolio
        .limiting
        .iter()
        .map(|limiting| {
            sum += limiting.times;
            let share = 100.0 * sum as f64 / total.max(1) as f64;
            LimitingView {
                factor: texts.arg(&Arg::Factor(limiting.factor)),
                times: limiting.times.to_string(),
                share: crate::text::number::fixed(share, 0, texts.language()),
                people: heads(limiting.heads, texts),
                worst: class_badge(Some(limiting.worst), texts),
            }
        })
        .collect()
}

/// The factors as bars, the commonest first.
fn pareto(portfolio: &Portfolio, texts: &Catalogue) -> Option<Chart> {
    let bars: Vec<Bar> = portfolio
        .limiting
        .iter()
        .take(NAMED)
        .map(|limiting| Bar {
            label: Phrase::new("portfolio.pareto.bar")
                .with("factor", Arg::Factor(limiting.factor))
                .text("people", least(limiting.heads, texts)),
            value: limiting.times as f64,
            class: None,
            marked: false,
        })
        .collect();
    (bars.len() > 1).then(|| {
        Chart::Bars(Bars {
            title: Phrase::new("portfolio.pareto.title"),
            axis: Phrase::new("portfolio.pareto.axis"),
            unit: Unit::Count,
            maximum: None,
            bars,
            limits: Vec::new(),
        })
    })
}

/// Of each level those that fit most people.
fn measures(portfolio: &Portfolio, texts: &Catalogue) -> Vec<HelpfulView> {
    let mut of_level = [0; 5];
    let named = portfolio.measures.iter().filter(|helpful| {
        let count = &mut of_level[helpful.advice.level as usize];
        *count += 1;
        *count <= NAMED_OF_LEVEL
    });
    named
        .map(|helpful| HelpfulView {
            measure: measure(&helpful.advice, texts),
            level: texts.text(super::job::level_key(helpful.advice.level)).to_owned(),
            people: heads(helpful.heads, texts),
            worst: class_badge(Some(helpful.worst), texts),
        })
        .collect()
}

fn departments(
    portfolio: &Portfolio,
    assessment: &Assessment,
    names: &BTreeMap<usize, (usize, String)>,
    texts: &Catalogue,
) -> Vec<DepartmentView> {
    let several =
        portfolio.departments.iter().any(|department| department.organisation != portfolio.departments[0].organisation);
    let mut rows: Vec<Vec<HeatRow>> = portfolio.departments.iter().map(|_| Vec::new()).collect();
    for group in &portfolio.groups {
        rows[group.department].push(heat_row(group, assessment, names, texts));
    }
    portfolio
        .departments
        .iter()
        .zip(rows)
        .enumerate()
        .map(|(at, (department, rows))| DepartmentView {
            number: at + 1,
            name: department_name(department, several, texts),
            counts: Class::ALL
                .into_iter()
                .rev()
                .map(Some)
                .chain([None])
                .map(|class| {
                    let heads = class.map_or(department.exposed.none, |class| department.exposed.of(class));
                    (class_badge(class, texts), short(heads))
                })
                .collect(),
            people: heads(department.exposed.all(), texts),
            rows,
        })
        .collect()
}

fn department_name(department: &Department, several: bool, texts: &Catalogue) -> String {
    let name = if department.department.is_empty() {
        texts.text("portfolio.department.none").to_owned()
    } else {
        department.department.clone()
    };
    if several && !department.organisation.is_empty() { format!("{}: {name}", department.organisation) } else { name }
}

fn heat_row(group: &Group, assessment: &Assessment, names: &BTreeMap<usize, (usize, String)>, texts: &Catalogue) -> HeatRow {
    let (rank, name) =
        group.jobs.first().and_then(|at| names.get(at)).cloned().unwrap_or_else(|| {
            (0, group.jobs.first().map_or_else(String::new, |at| assessment.jobs[*at].exposure_group.clone()))
        });
    let mut name = name;
    if group.jobs.len() > 1 {
        name = texts.say(&Phrase::new("portfolio.days").text("name", name).exact("n", group.jobs.len() as f64));
    }
    HeatRow {
        rank,
        name,
        workers: group.workers.map_or_else(|| "?".to_owned(), |workers| workers.to_string()),
        cells: std::iter::once(&group.whole).chain(&group.by_hazard).map(|standing| cell(*standing, texts)).collect(),
    }
}

fn cell(standing: Standing, texts: &Catalogue) -> HeatCell {
    if standing.class.is_none() {
        let key = match standing.state {
            State::Assessed => "class.none",
            state => super::job::state_word(state),
        };
        return HeatCell { badge: Badge::plain(None, texts.text(key).to_owned()), caveat: None };
    }
    let MatrixCell { class, word, caveat } =
        super::summary::cell(standing.class, standing.provisional, standing.incomplete, texts);
    HeatCell { badge: Badge::plain(class, word), caveat }
}
