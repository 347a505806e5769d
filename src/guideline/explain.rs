//! What can be said of a measure, a risk factor or a subject, as headed phrases without a language.

use super::effect::Significance;
use super::evidence::Evidence;
use super::grade::wording::{self, PRINTED};
use super::measure::{Measure, Role};
use super::misprint::{self, Misprint};
use super::note::{CONTRADICTIONS, INDICATORS, Indicator, MISSING, Note};
use super::risk_factor::{self, Kind, RiskFactor};
use super::{evidence, measure, return_to_work, select};
use crate::domain::{Arg, Phrase, Section};

/// The subjects that are explained beside measures, risk factors, evidence and misprints.
pub const SUBJECTS: [&str; 6] = ["return-to-work", "grade", "misprints", "contradictions", "missing", "indicators"];

/// What is known under an id or key, capitals or not, `-` and `_` alike: a measure (`L05`), a risk
/// factor (`kneeling`), a row of the evidence (`lbp-8841`), a misprint (`E1`) or one of
/// [`SUBJECTS`]. `None` if there is nothing under it.
pub fn explain(key: &str) -> Option<Vec<Section>> {
    let dashed = key.trim().to_ascii_lowercase().replace('_', "-");
    if let Some(found) = measure::find(&dashed) {
        return Some(of_measure(found));
    }
    if let Some(found) = misprint::find(&dashed) {
        return Some(vec![Section::new("guideline.explain.misprints", of_misprint(found))]);
    }
    if let Some(found) = evidence::find(&dashed) {
        return Some(of_evidence(found));
    }
    let risks = risk_factor::find(&dashed.replace('-', "_"));
    if !risks.is_empty() {
        return Some(of_risk_factors(&risks));
    }
    Some(match dashed.as_str() {
        "return-to-work" => return_to_work::overview(),
        "grade" => grading(),
        "misprints" => vec![Section::new("guideline.explain.misprints", misprint::all().iter().map(misprint_line).collect())],
        "contradictions" => vec![notes("guideline.explain.contradictions", CONTRADICTIONS.iter())],
        "missing" => vec![notes("guideline.explain.missing", MISSING.iter())],
        "indicators" => vec![indicators()],
        _ => return None,
    })
}

/// Everything that has a name of its own to be explained by, in the order of the tables. Rows of
/// the evidence and misprints are found by their id as well.
pub fn keys() -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = measure::all().iter().map(|measure| measure.id).collect();
    for risk in risk_factor::all() {
        if !keys.contains(&risk.key) {
            keys.push(risk.key);
        }
    }
    keys.extend(SUBJECTS);
    keys
}

/// How the guideline weighs evidence: the rules that `grade` executes, in words.
fn grading() -> Vec<Section> {
    vec![
        Section::of(
            "guideline.grading.risk",
            &[
                "guideline.grading.risk.start",
                "guideline.grading.risk.bias",
                "guideline.grading.risk.inconsistency",
                "guideline.grading.risk.indirectness",
                "guideline.grading.risk.imprecision",
                "guideline.grading.risk.unknown",
                "guideline.grading.risk.raise",
            ],
        ),
        Section::of("guideline.grading.prognosis", &["guideline.grading.prognosis.start", "guideline.grading.prognosis.lower"]),
        Section::of(
            "guideline.grading.intervention",
            &["guideline.grading.intervention.start", "guideline.grading.intervention.lower"],
        ),
        Section::of("guideline.grading.ebro", &["guideline.grading.ebro.levels", "guideline.grading.ebro.apart"]),
        Section::of("guideline.grading.wording", &["guideline.grading.wording.rule", "guideline.grading.wording.override"]),
    ]
}

/// What every report shows of the guideline beside measures: the process indicators that it
/// serves, the risk groups as text, and where the sources contradict each other.
pub fn for_report() -> Vec<Section> {
    let served = INDICATORS.iter().filter(|indicator| indicator.by_report);
    let groups = risk_factor::all().iter().filter(|risk| risk.kind == Kind::Group && risk.listed);
    let mut risk_groups = vec![Phrase::new("guideline.groups.not_asked")];
    risk_groups.extend(
        groups.map(|risk| {
            Phrase::new("guideline.groups.line").phrase("group", risk.text()).phrase("outcome", risk.outcome.name())
        }),
    );
    vec![
        Section::new("guideline.explain.contradictions", CONTRADICTIONS.iter().map(Note::text).collect()),
        Section::new("guideline.groups.heading", risk_groups),
        Section::new("guideline.served.heading", served.map(Indicator::text).collect()),
    ]
}

fn of_measure(measure: &Measure) -> Vec<Section> {
    let mut sections = vec![
        Section::new("guideline.explain.text", vec![line(measure)]),
        Section::new("guideline.explain.role", vec![role(measure)]),
        Section::new("guideline.explain.level", vec![Phrase::new(level(measure))]),
        Section::new("guideline.explain.grade", vec![grade(measure)]),
        Section::new("guideline.explain.effect", vec![measure.effect()]),
        Section::new("guideline.explain.outcome", vec![measure.outcome()]),
    ];
    if let Some(asked) = &measure.asked {
        let names = |factors: crate::domain::FactorSet| {
            factors.iter().map(|factor| Phrase::new(select::factor_name(factor))).collect::<Vec<_>>()
        };
        let works_on = asked.works_on.map_or_else(|| vec![Phrase::new("guideline.explain.works_on.all")], names);
        sections.push(Section::new("guideline.explain.works_on", works_on));
    }
    let studies: Vec<Phrase> = measure.evidence().map(select::study).collect();
    if !studies.is_empty() {
        sections.push(Section::new("guideline.explain.studies", studies));
    }
    if let Some(printed) = PRINTED.iter().find(|printed| printed.about == measure.id && printed.is_override()) {
        sections.push(Section::new("guideline.explain.wording", vec![overridden(printed)]));
    }
    let key = if measure.in_guideline { "guideline.explain.source.line" } else { "guideline.explain.source.outside" };
    sections.push(Section::new("guideline.explain.source", vec![Phrase::new(key).phrase("source", measure.citation())]));
    sections
}

fn role(measure: &Measure) -> Phrase {
    match (measure.role, measure.supports.and_then(measure::find)) {
        (Role::Evidence, Some(supported)) => Phrase::new("guideline.role.evidence").phrase("measure", line(supported)),
        (Role::Recommend, _) => Phrase::new("guideline.role.recommend"),
        (Role::Discourage, _) => Phrase::new("guideline.role.discourage"),
        _ => Phrase::new("guideline.role.context"),
    }
}

/// The text key of a measure's level.
fn level(measure: &Measure) -> &'static str {
    use crate::domain::assessment::Level;
    match measure.level {
        Level::Elimination => "level.elimination",
        Level::Technical => "level.technical",
        Level::Organisational => "level.organisational",
        Level::Worker => "level.worker",
        Level::Discouraged => "level.discouraged",
    }
}

fn grade(measure: &Measure) -> Phrase {
    match measure.scheme {
        scheme @ ("GRADE" | "EBRO") => {
            Phrase::new("guideline.explain.grade.line").text("scheme", scheme).phrase("grade", measure.grade())
        }
        _ => measure.grade(),
    }
}

fn line(measure: &Measure) -> Phrase {
    Phrase::new("guideline.explain.measure.line").text("id", measure.id).phrase("text", measure.text())
}

fn overridden(printed: &wording::Printed) -> Phrase {
    let reason = Phrase::new(printed.reason.unwrap_or("guideline.override.no_use"));
    let default = wording::default(printed.quality, printed.significant).name();
    Phrase::new("guideline.explain.wording.override").phrase("default", default).phrase("reason", reason)
}

fn of_risk_factors(risks: &[&RiskFactor]) -> Vec<Section> {
    let mut sections: Vec<Section> = risks.iter().flat_map(|risk| of_risk_factor(risk)).collect();
    let mut measures: Vec<&Measure> = Vec::new();
    for measure in risks.iter().flat_map(|risk| risk.measures()) {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    }
    if !measures.is_empty() {
        sections.push(Section::new("guideline.explain.measures", measures.into_iter().map(line).collect()));
    }
    let rows = || risks.iter().flat_map(|risk| risk.evidence.iter());
    let touched = misprint::all().iter().filter(|misprint| rows().any(|row| row.misprints.contains(&misprint.id)));
    let touched: Vec<Phrase> = touched.map(misprint_line).collect();
    if !touched.is_empty() {
        sections.push(Section::new("guideline.explain.misprints", touched));
    }
    let concerns = |note: &&Note| risks.iter().any(|risk| note.risk_factors.contains(&risk.key));
    sections.push(notes("guideline.explain.contradictions", CONTRADICTIONS.iter().filter(concerns)));
    sections.push(notes("guideline.explain.missing", MISSING.iter().filter(concerns)));
    sections.retain(|section| !section.lines.is_empty());
    sections.insert(0, Section::of("guideline.explain.factor", &["guideline.explain.factor.line"]));
    sections
}

fn of_risk_factor(risk: &RiskFactor) -> Vec<Section> {
    let mut asked = vec![
        match risk.wording() {
            Some(wording) => Phrase::new("guideline.explain.wording.line").phrase("wording", wording.name()),
            None if risk.kind == Kind::Group => Phrase::new("guideline.explain.wording.group"),
            None => Phrase::new("guideline.explain.wording.unlisted"),
        }
        .text("lines", risk.lines),
    ];
    let printed = PRINTED.iter().find(|printed| printed.about == risk.key && printed.is_override());
    asked.extend(printed.map(overridden));
    let mut rows: Vec<Phrase> = risk.evidence.iter().map(|row| row.sentence()).collect();
    rows.push(Phrase::new("guideline.explain.group"));
    vec![
        Section { heading: risk.outcome.name(), lines: vec![risk.text(), risk.kind.name()], part: false },
        Section::new("guideline.explain.wording", asked).as_part(),
        Section::new("guideline.explain.evidence", rows).as_part(),
    ]
}

fn of_evidence(row: &Evidence) -> Vec<Section> {
    let mut effect = vec![row.size().name()];
    if let Some(found) = row.significance() {
        effect.push(found.name());
        effect.push(wording::certainty(row.quality, found == Significance::Significant));
    }
    let misprints = row.misprints.iter().filter_map(|id| misprint::find(id)).map(misprint_line).collect();
    let mut sections = vec![
        Section { heading: row.outcome.name(), lines: vec![row.sentence(), Phrase::new(row.domain)], part: false },
        Section::new("guideline.explain.effect", effect),
        Section::new("guideline.explain.steps", row.judge().steps()),
        Section::new("guideline.explain.misprints", misprints),
    ];
    sections.retain(|section| !section.lines.is_empty());
    sections
}

fn of_misprint(misprint: &Misprint) -> Vec<Phrase> {
    [misprint_line(misprint)].into_iter().chain(misprint.rows().map(Evidence::sentence)).collect()
}

fn misprint_line(misprint: &Misprint) -> Phrase {
    Phrase::new("guideline.explain.misprint.line").text("id", misprint.id).phrase("text", misprint.text())
}

fn notes<'a>(heading: &'static str, notes: impl Iterator<Item = &'a Note>) -> Section {
    let line = |note: &Note| {
        let key = if note.lines.is_empty() { "guideline.explain.note.line" } else { "guideline.explain.note.cited" };
        Phrase::new(key).phrase("heading", note.heading()).phrase("text", note.text()).text("lines", note.lines)
    };
    Section::new(heading, notes.map(line).collect())
}

fn indicators() -> Section {
    let line = |indicator: &super::note::Indicator| {
        let line = Phrase::new("guideline.explain.indicator.line").with("number", Arg::Exact(f64::from(indicator.number)));
        line.phrase("text", indicator.text()).phrase("whose", indicator.whose())
    };
    Section::new("guideline.explain.indicators", INDICATORS.iter().map(line).collect())
}
