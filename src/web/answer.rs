//! What the fields mean, beside them: verdict, what costs most, how sure, what to do first, what if.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::page::{Frame, Visitor, failure, html, label, not_found};
use super::posted::Posted;
use super::{App, field, work};
use crate::domain::column::Kind;
use crate::domain::{Class, Column, Factor, Finding, Phrase, State as Known};
use crate::report::piece::{Verdict, drawing, verdict};
use crate::run::form::{Answer, Part, WhatIf, sliders, what_if as tried};
use crate::run::store::RowId;
use crate::text::{Catalogue, number};

/// What one method says.
#[derive(Debug)]
pub(super) struct FindingView {
    pub(super) method: String,
    pub(super) verdict: Option<Verdict>,
    pub(super) label: String,
    pub(super) state: String,
    pub(super) reasons: Vec<String>,
    pub(super) costs: Option<String>,
    pub(super) charts: Vec<String>,
    /// Whether it is the first with a chart: that one lies open.
    pub(super) first: bool,
}

/// The answer.
#[derive(Debug, Template)]
#[template(path = "form/answer.html")]
pub(super) struct AnswerView {
    heading: String,
    none: Option<String>,
    verdict: Option<Verdict>,
    /// What is seen at a glance on a narrow page, where the answer lies below the fields.
    glance: Option<(Verdict, String)>,
    missing: Vec<(&'static str, String)>,
    missing_words: String,
    findings: Vec<FindingView>,
    sure: String,
    sure_words: Vec<String>,
    assumed_words: String,
    assumed: Vec<String>,
    measures_words: String,
    measures: Vec<String>,
    chart_words: String,
    day: Option<String>,
}

impl AnswerView {
    pub(super) fn of(answer: &Answer, part: &Part, texts: &Catalogue) -> Self {
        let text = |key: &str| texts.text(key).to_owned();
        let missing: Vec<(&'static str, String)> = part
            .columns
            .iter()
            .filter(|column| field::is_missing(**column, answer))
            .map(|column| (column.key(), label(*column, texts).to_owned()))
            .collect();
        let mut view = Self {
            heading: text("form.answer"),
            none: None,
            verdict: None,
            glance: None,
            missing,
            missing_words: text("form.answer.missing").replace("{fields}", "").trim().to_owned(),
            findings: Vec::new(),
            sure: text("form.answer.sure"),
            sure_words: Vec::new(),
            assumed_words: text("form.answer.assumed"),
            assumed: Vec::new(),
            measures_words: text("form.answer.measures"),
            measures: Vec::new(),
            chart_words: text("form.answer.chart"),
            day: None,
        };
        let (Some(day), Some(task)) = (&answer.day, answer.task()) else {
            view.none = Some(text("form.answer.none"));
            return view;
        };
        // On the page of who, where and when: everything.
        let is_mine = |finding: &&Finding| part.methods.is_empty() || part.methods.contains(&finding.method);
        let spoken = |finding: &&Finding| finding.state != Known::NotMeasured || finding.incomplete;
        let findings: Vec<&Finding> = task.findings.iter().chain(&day.findings).filter(is_mine).filter(spoken).collect();
        view.verdict = (task.class.is_some() || day.class.is_some())
            .then(|| verdict(day.class, day.provisional, !day.incomplete.is_empty(), true, texts));
        if findings.is_empty() {
            view.none = Some(text("form.answer.none"));
        }
        let judged: Vec<&&Finding> = findings.iter().filter(|finding| finding.class.is_some()).collect();
        view.day =
            view.verdict.as_ref().map(|verdict| texts.say(&Phrase::new("form.answer.day").text("class", &verdict.words)));
        let mut doubts = Vec::new();
        for finding in &judged {
            doubts.extend(finding.provisional.iter().map(|why| ("form.answer.sure.weak", texts.say(why))));
        }
        doubts.extend(task.incomplete.iter().map(|why| ("form.answer.sure.part", texts.say(why))));
        for (key, reasons) in doubts {
            let line = texts.say(&Phrase::new(key).text("reasons", reasons));
            if !view.sure_words.contains(&line) {
                view.sure_words.push(line);
            }
        }
        let advice = judged.iter().flat_map(|finding| &finding.reasons).filter(|why| why.key.starts_with("certainty.advice"));
        view.sure_words.extend(advice.map(|why| texts.say(why)));
        if view.sure_words.is_empty() && !judged.is_empty() {
            view.sure_words.push(text("form.answer.sure.yes"));
        }
        if findings.iter().any(|finding| finding.certainty.is_some()) {
            view.sure_words.push(text("form.answer.sure.profile"));
        }
        for line in findings.iter().flat_map(|finding| &finding.assumptions) {
            let line = texts.say(line);
            if !view.assumed.contains(&line) {
                view.assumed.push(line);
            }
        }
        let asked = |because: &[&str]| findings.iter().any(|finding| because.contains(&finding.method));
        view.measures =
            day.measures.iter().filter(|advice| asked(&advice.because)).take(3).map(|advice| texts.say(&advice.text)).collect();
        if view.measures.is_empty() && judged.iter().any(|finding| finding.class > Some(Class::Acceptable)) {
            view.measures.push(text("form.answer.measures.none"));
        }
        view.findings = findings.into_iter().map(|finding| finding_view(finding, texts)).collect();
        view.glance = glance(&view.findings);
        if let Some(first) = view.findings.iter_mut().find(|finding| !finding.charts.is_empty()) {
            first.first = true;
        }
        view
    }
}

/// The first finding with a verdict.
fn glance(findings: &[FindingView]) -> Option<(Verdict, String)> {
    findings.iter().find_map(|finding| Some((finding.verdict.clone()?, finding.label.clone())))
}

fn finding_view(finding: &Finding, texts: &Catalogue) -> FindingView {
    let weak = !finding.provisional.is_empty();
    let costs = finding.factors.first().filter(|_| finding.class > Some(Class::Acceptable)).map(|factor| costs(*factor, texts));
    FindingView {
        method: texts.text(&format!("method.{}.name", finding.method)).to_owned(),
        verdict: finding.class.is_some().then(|| verdict(finding.class, weak, finding.incomplete, false, texts)),
        label: finding.label.as_ref().map_or_else(String::new, |label| texts.say(label)),
        state: if finding.state == Known::Assessed {
            String::new()
        } else {
            texts.text(&format!("state.{}", finding.state.key())).to_owned()
        },
        reasons: if finding.class.is_none() { finding.reasons.iter().map(|why| texts.say(why)).collect() } else { Vec::new() },
        costs,
        first: false,
        charts: finding.charts.iter().filter_map(|chart| drawing(chart, weak, texts)).collect(),
    }
}

fn costs(factor: Factor, texts: &Catalogue) -> String {
    texts.say(&Phrase::new("form.answer.costs").with("factor", crate::domain::Arg::Factor(factor)))
}

/// A slider.
#[derive(Debug)]
pub(super) struct SlideView {
    pub(super) key: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) low: String,
    pub(super) high: String,
    pub(super) step: String,
    /// For people.
    pub(super) shown: String,
    pub(super) moved: bool,
}

/// Sliders and what they would do.
#[derive(Debug, Template)]
#[template(path = "form/what_if.html")]
pub(super) struct WhatIfView {
    row: u64,
    part: &'static str,
    words: [String; 4],
    slides: Vec<SlideView>,
    result: String,
    before: Option<Verdict>,
    after: Option<Verdict>,
    chart: Option<String>,
}

impl WhatIfView {
    /// The sliders of a lift, where nothing is moved yet.
    pub(super) fn of(answer: &Answer, part: &Part, row: RowId, texts: &Catalogue) -> Option<Self> {
        Self::moved(answer, part, row, &[], None, texts)
    }

    fn moved(
        answer: &Answer,
        part: &Part,
        row: RowId,
        moved: &[(Column, f64)],
        over: Option<Column>,
        texts: &Catalogue,
    ) -> Option<Self> {
        if !part.methods.contains(&"niosh") {
            return None;
        }
        let slides = sliders(&answer.cells);
        if slides.is_empty() {
            return None;
        }
        let outcome = tried(&answer.cells, moved, over);
        let slide = |slide: &crate::run::form::Slide| {
            let value = moved.iter().find(|(column, _)| *column == slide.column).map_or(slide.now, |(_, value)| *value);
            let unit = if let Kind::Number(unit, _) = slide.column.spec().kind { unit } else { crate::domain::Unit::None };
            // The places of a slider count from its low end: the measured value must be one of them.
            let low = slide.now - ((slide.now - slide.low) / slide.step).floor() * slide.step;
            SlideView {
                key: slide.column.key(),
                label: label(slide.column, texts).to_owned(),
                value: plain(value),
                low: plain(low),
                high: plain(slide.high),
                step: plain(slide.step),
                shown: number::with_unit(value, unit, texts.language()),
                moved: (value - slide.now).abs() > 1e-9,
            }
        };
        Some(Self {
            row: row.0,
            part: part.id(),
            words: ["form.whatif", "form.whatif.intro", "form.whatif.show", "form.whatif.reset"]
                .map(|key| texts.text(key).to_owned()),
            slides: slides.iter().map(slide).collect(),
            result: result(&outcome, texts),
            before: outcome.before.map(|(_, class)| verdict(Some(class), false, false, false, texts)),
            after: outcome.after.map(|(_, class)| verdict(Some(class), false, false, false, texts)),
            chart: outcome.chart.as_ref().and_then(|chart| drawing(chart, false, texts)),
        })
    }
}

/// A number for a browser: a point, and no noise of binary arithmetic.
fn plain(value: f64) -> String {
    ((value * 1e6).round() / 1e6).to_string()
}

fn result(outcome: &WhatIf, texts: &Catalogue) -> String {
    let index = |found: Option<(f64, Class)>| match found {
        Some((li, _)) => number::fixed(li, 2, texts.language()),
        None => texts.text("form.whatif.beyond").to_owned(),
    };
    texts.say(&Phrase::new("form.whatif.result").text("before", index(outcome.before)).text("after", index(outcome.after)))
}

/// The page without scripts.
#[derive(Template)]
#[template(path = "form/what_if_page.html")]
struct Page<'a> {
    frame: Frame<'a>,
    row: u64,
    what_if: WhatIfView,
}

/// Sliders moved. Nothing is saved, so that this is a question, not a post.
pub(super) async fn what_if(
    State(app): State<Arc<App>>,
    Path(row): Path<u64>,
    Query(asked): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    visitor: Visitor,
) -> Response {
    let over = headers
        .get("hx-trigger-name")
        .and_then(|name| name.to_str().ok())
        .and_then(|name| Column::from_name(name.strip_prefix("s.")?));
    work(&app, move |app, inner| {
        let texts = app.texts(visitor.language);
        let answer = match inner.judge.answer(&inner.store, RowId(row), &[]) {
            Ok(answer) => answer,
            Err(error) => return failure(app, &visitor, &error),
        };
        let asked = Posted(asked);
        let moved: Vec<(Column, f64)> = sliders(&answer.cells)
            .iter()
            .filter_map(|slide| {
                let value: f64 = asked.text(&format!("s.{}", slide.column.key()))?.replace(',', ".").parse().ok()?;
                Some((slide.column, value.clamp(slide.low, slide.high)))
            })
            .collect();
        let Some(part) = crate::run::form::parts().iter().find(|part| part.methods.contains(&"niosh")) else {
            return not_found(app, &visitor);
        };
        let Some(view) = WhatIfView::moved(&answer, part, RowId(row), &moved, over, texts) else {
            return not_found(app, &visitor);
        };
        if visitor.piece {
            return html(&view);
        }
        let title = inner.store.cell(RowId(row), Column::Task);
        html(&Page { frame: Frame::new(inner, texts, &visitor, title), row, what_if: view })
    })
    .await
}
