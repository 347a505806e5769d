//! The report for programs. Keys may be added, never renamed or dropped.

mod comparison;
mod portfolio;

use serde_json::{Map, Value as Json, json};

use super::{Context, view};
use crate::domain::assessment::{Advice, Takes};
use crate::domain::column::Kind;
use crate::domain::finding::Outcome;
use crate::domain::{
    Arg, Assessment, Citation, Column, Confidence, Doubt, Figure, Finding, InputFile, Job, Language, Origin, Phrase,
    PlanColumn, PlanEntry, Problem, Profile, Step, TaskResult, Value,
};
use crate::text::Catalogue;

/// The name of the contract.
const SCHEMA: &str = "rugwijzer/report/1";

pub(super) fn render(assessment: &Assessment, context: &Context) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&report(assessment, context)).expect("a tree of JSON values can be written");
    bytes.push(b'\n');
    bytes
}

fn report(assessment: &Assessment, context: &Context) -> Json {
    let mut json = of_work(assessment, context);
    if let Some(compared) = &assessment.comparison {
        json["comparison"] = comparison::json(compared, context.texts);
    }
    if let Some(together) = &assessment.portfolio {
        json["portfolio"] = portfolio::json(together, assessment, context.texts);
    }
    json
}

fn of_work(assessment: &Assessment, context: &Context) -> Json {
    let texts = context.texts;
    let guideline = &context.guideline;
    let inputs = self::inputs(&assessment.inputs);
    json!({
        "schema": SCHEMA,
        "tool": {"name": "rugwijzer", "version": context.tool_version},
        "guideline": {
            "title": texts.say(&guideline.title),
            "version": texts.say(&guideline.version),
            "note": texts.say(&guideline.note),
        },
        "language": texts.language().code(),
        "jurisdiction": assessment.jurisdiction.code(),
        "generated": context.generated.map(|date| date.to_string()),
        "inputs": inputs,
        "counts": {
            "rows": assessment.rows,
            "assessed": assessment.rows.saturating_sub(assessment.rejected),
            "rejected": assessment.rejected,
        },
        "notes": sentences(&assessment.notes, texts),
        "profile": assessment.profile.as_ref().map(|profile| self::profile(profile, texts)),
        "jobs": assessment.jobs.iter().map(|job| self::job(job, texts)).collect::<Vec<_>>(),
        "plan": assessment.plan.entries.iter().map(|entry| self::plan_entry(entry, texts)).collect::<Vec<_>>(),
        "problems": assessment.problems.iter().map(|problem| self::problem(problem, texts)).collect::<Vec<_>>(),
    })
}

fn inputs(inputs: &[InputFile]) -> Vec<Json> {
    inputs.iter().map(|input| json!({"file": input.file, "sha256": input.sha256, "rows": input.rows})).collect()
}

/// The typical errors that were used, each with how it is known.
fn profile(profile: &Profile, texts: &Catalogue) -> Json {
    let language = usize::from(texts.language() == Language::English);
    let rows = profile.rows.iter().map(|row| {
        json!({
            "column": row.column.key(),
            "half_width": finite(row.half_width),
            "percent": finite(row.percent),
            "status": row.ground.key(),
            "source": row.source[language],
        })
    });
    json!({"name": profile.name, "rows": rows.collect::<Vec<_>>()})
}

fn job(job: &Job, texts: &Catalogue) -> Json {
    let provisional = view::provisional_reasons(job.class, &job.findings, &job.tasks);
    json!({
        "organisation": given(&job.organisation),
        "department": given(&job.department),
        "workstation": job.workstation,
        "job": job.job,
        "exposure_group": job.exposure_group,
        "date": job.date.map(|date| date.to_string()),
        "workday_hours": finite(job.workday_hours),
        "workday_hours_assumed": job.workday_hours_assumed,
        "class": job.class.map(crate::domain::Class::key),
        "class_from": job.class_from,
        "incomplete": !job.incomplete.is_empty(),
        "incomplete_reasons": sentences(&job.incomplete, texts),
        "provisional": job.provisional,
        "provisional_reasons": provisional.iter().map(|phrase| texts.say(phrase)).collect::<Vec<_>>(),
        "findings": findings(&job.findings, texts),
        "tasks": job.tasks.iter().map(|task| self::task(task, texts)).collect::<Vec<_>>(),
        "measures": job.measures.iter().map(|advice| measure(advice, texts)).collect::<Vec<_>>(),
        "advised_against": job.advised_against.iter().map(|advice| measure(advice, texts)).collect::<Vec<_>>(),
        "silences": sentences(&job.silences, texts),
    })
}

fn task(task: &TaskResult, texts: &Catalogue) -> Json {
    let provisional = view::provisional_reasons(task.class, &task.findings, &[]);
    let entered: Map<String, Json> =
        task.entered.iter().map(|(column, value)| (column.key().to_owned(), self::entered(value, texts))).collect();
    let doubts = |of: fn(Column, Doubt) -> Option<Json>| -> Map<String, Json> {
        task.doubts.iter().filter_map(|(column, doubt)| Some((column.key().to_owned(), of(*column, *doubt)?))).collect()
    };
    let half_widths = doubts(|_, doubt| match doubt {
        Doubt::HalfWidth(half_width, _) => Some(finite(half_width)),
        _ => None,
    });
    let seconds = doubts(|column, doubt| match doubt {
        Doubt::Second { word: second, share } => Some(json!({ "word": word(column, second), "share": finite(share) })),
        _ => None,
    });
    let mut json = json!({
        "task": task.task,
        "origin": task.origins.first().map(origin),
        "class": task.class.map(crate::domain::Class::key),
        "class_from": task.class_from,
        "incomplete": !task.incomplete.is_empty(),
        "incomplete_reasons": sentences(&task.incomplete, texts),
        "provisional": task.provisional,
        "provisional_reasons": provisional.iter().map(|phrase| texts.say(phrase)).collect::<Vec<_>>(),
        "remarks": sentences(&task.remarks, texts),
        "entered": entered,
        "entered_pm": half_widths,
        "entered_alt": seconds,
        "findings": findings(&task.findings, texts),
        "takes": task.takes.iter().map(|takes| self::takes(takes, texts)).collect::<Vec<_>>(),
    });
    if task.origins.len() > 1 {
        json["origins"] = task.origins.iter().map(origin).collect();
    }
    json
}

/// What it would take, with numbers and words as `entered` writes them.
fn takes(takes: &Takes, texts: &Catalogue) -> Json {
    let of_phrase = |phrase: &Phrase| -> Map<String, Json> {
        phrase.args.iter().map(|(gap, value)| ((*gap).to_owned(), entered(value, texts))).collect()
    };
    let rows = takes.rows.iter().map(|row| {
        let result = row.result.args.first().map(|(_, value)| entered(value, texts));
        json!({
            "changes": row.changes.iter().map(of_phrase).collect::<Vec<_>>(),
            "result": result,
            "class": row.class.key(),
            "p_target": row.certainty.map(finite),
            "measures": row.measures,
        })
    });
    json!({
        "method": takes.method,
        "intro": texts.say(&takes.intro),
        "result_name": texts.say(&takes.result),
        "rows": rows.collect::<Vec<_>>(),
        "insufficient": takes.insufficient.as_ref().map(|said| texts.say(said)),
        "remarks": sentences(&takes.remark, texts),
    })
}

fn origin(origin: &Origin) -> Json {
    json!({"file": origin.file, "row": origin.row})
}

/// The English key of a word: the contract speaks one language.
fn word(column: Column, index: u8) -> &'static str {
    match column.spec().kind {
        Kind::Choice { choices, .. } => choices.get(usize::from(index)).map_or("", |choice| choice.key),
        _ => "",
    }
}

/// What was entered, with numbers as numbers.
fn entered(value: &Arg, texts: &Catalogue) -> Json {
    match value {
        Arg::Number(number, _) | Arg::Limit(number, _) | Arg::Against(number, _, _) | Arg::Exact(number) => finite(*number),
        Arg::Text(text) => json!(text),
        Arg::Column(column) | Arg::Named(column) => json!(column.key()),
        Arg::Choice(column, index) => json!(word(*column, *index)),
        Arg::Phrase(_)
        | Arg::List(_)
        | Arg::Sentences(_)
        | Arg::Choices(_)
        | Arg::Name(_)
        | Arg::Figure(..)
        | Arg::Class(_)
        | Arg::Place(_)
        | Arg::Factor(_) => {
            json!(texts.arg(value))
        }
    }
}

fn findings(findings: &[Finding], texts: &Catalogue) -> Vec<Json> {
    findings.iter().map(|finding| self::finding(finding, texts)).collect()
}

fn finding(finding: &Finding, texts: &Catalogue) -> Json {
    json!({
        "method": finding.method,
        "hazard": finding.hazard.key(),
        "state": finding.state.key(),
        "class": finding.class.map(crate::domain::Class::key),
        "label": finding.label.as_ref().map(|label| texts.say(label)),
        "provisional": !finding.provisional.is_empty(),
        "provisional_reasons": sentences(&finding.provisional, texts),
        "incomplete": finding.incomplete,
        "figures": figures(&finding.figures),
        "reasons": sentences(&finding.reasons, texts),
        "assumptions": sentences(&finding.assumptions, texts),
        "factors": finding.factors.iter().map(|factor| factor.key()).collect::<Vec<_>>(),
        "sheet": finding.sheet.iter().map(|step| self::step(step, texts)).collect::<Vec<_>>(),
        "sources": finding.sources.iter().map(source).collect::<Vec<_>>(),
    })
}

fn step(step: &Step, texts: &Catalogue) -> Json {
    let (value, unit, word) = match &step.result {
        Outcome::Number(value, unit) => (finite(*value), json!(unit.symbol()), Json::Null),
        Outcome::Word(phrase) => (Json::Null, Json::Null, json!(texts.say(phrase))),
    };
    json!({
        "what": texts.say(&step.what),
        "how": texts.say(&step.how),
        "value": value,
        "unit": unit,
        "word": word,
        "class": step.class.map(crate::domain::Class::key),
    })
}

fn figures(figures: &[Figure]) -> Map<String, Json> {
    figures.iter().map(|figure| (figure.key.to_owned(), value(&figure.value))).collect()
}

fn value(value: &Value) -> Json {
    match value {
        Value::Absent => Json::Null,
        Value::Number(number) => finite(*number),
        Value::Text(text) => json!(text),
        Value::Flag(flag) => json!(flag),
        Value::List(values) => values.iter().map(self::value).collect(),
        Value::Map(figures) => Json::Object(self::figures(figures)),
    }
}

/// A number; what is none becomes `null`, never 0 and never NaN.
fn finite(number: f64) -> Json {
    serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number)
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn source(citation: &Citation) -> Json {
    json!({
        "title": citation.source.title,
        "locator": citation.locator,
        "confidence": match citation.confidence {
            Confidence::Verified => "verified",
            Confidence::Memory => "memory",
            Confidence::Digitised => "digitised",
            Confidence::Own => "own",
        },
    })
}

fn measure(advice: &Advice, texts: &Catalogue) -> Json {
    json!({
        "id": advice.id,
        "level": advice.level.key(),
        "text": texts.say(&advice.text),
        "evidence": {
            "scheme": advice.scheme,
            "grade": texts.say(&advice.grade),
            "effect": texts.say(&advice.effect),
            "outcome": texts.say(&advice.outcome),
        },
        "source": texts.say(&advice.source),
        "in_guideline": advice.in_guideline,
        "because": advice.because,
    })
}

/// A line of the plan of action. A cell that cannot be read has no value; its text is a problem.
fn plan_entry(entry: &PlanEntry, texts: &Catalogue) -> Json {
    let said = |column| super::plan::cell(entry, column, texts);
    let (risk, follow) = (&entry.risk, &entry.follow);
    json!({
        "id": entry.id,
        "standing": entry.standing.key(),
        "organisation": given(&entry.place.organisation),
        "department": given(&entry.place.department),
        "exposure_group": given(&entry.place.group),
        "task": given(&entry.place.task),
        "others": entry.place.others,
        "date": entry.place.date.map(|date| date.to_string()),
        "hazard": risk.hazard.map(crate::domain::Hazard::key),
        "method": risk.method,
        "risk": said(PlanColumn::Risk),
        "value": risk.value.map(|(value, _)| finite(value)),
        "unit": risk.value.map(|(_, unit)| unit.symbol()),
        "class": risk.class.map(crate::domain::Class::key),
        "provisional": risk.provisional,
        "measure": {
            "id": given(&entry.measure.id),
            "text": said(PlanColumn::Measure),
            "level": entry.measure.level.map(crate::domain::assessment::Level::key),
            "evidence": said(PlanColumn::Evidence),
        },
        "expected": entry.expected.as_ref().map(|expected| json!({
            "method": expected.method,
            "change": said(PlanColumn::Change),
            "text": said(PlanColumn::Expected),
            "value": expected.value.map(finite),
            "class": expected.class.map(crate::domain::Class::key),
        })),
        "action": given(&follow.action),
        "owner": given(&follow.owner),
        "due": follow.due.value().map(|date| date.to_string()),
        "cost_class": follow.cost.value().map(crate::domain::choice::CostClass::key),
        "remeasure": follow.remeasure.value().map(|date| date.to_string()),
        "status": follow.status().key(),
        "remark": given(&follow.remark),
    })
}

fn problem(problem: &Problem, texts: &Catalogue) -> Json {
    json!({
        "file": problem.file,
        "row": problem.row,
        "column": problem.column,
        "found": problem.found,
        "expected": texts.say(&problem.expected),
        "remedy": texts.say(&problem.remedy),
    })
}

fn sentences(phrases: &[Phrase], texts: &Catalogue) -> Vec<String> {
    phrases.iter().map(|phrase| texts.say(phrase)).collect()
}
