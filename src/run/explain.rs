//! Datasheets, measures, risk factors: what is behind a result, as Markdown.

use super::{Error, Setting};
use crate::domain::plan::{PlanColumn, PlanKind};
use crate::domain::{Column, Language, Phrase, Relation, Section};
use crate::guideline;
use crate::input::listing;
use crate::method::{METHODS, Method, find};
use crate::text::{Catalogue, number};

/// Explains a method, a measure, a risk factor, a grade or a subject of the guideline.
///
/// # Errors
/// When there is nothing under `key`; the message lists what there is.
pub fn explain(key: &str, weeks: Option<u16>, setting: Setting, texts: &Catalogue) -> Result<String, Error> {
    let wanted = key.trim().to_lowercase();
    if let Some(method) = find(&wanted) {
        return Ok(method_page(method, setting.language, texts));
    }
    if wanted == "profile" {
        let profile = crate::input::profile::typical();
        return Ok(sections(&[super::uncertainty::section(&profile, setting.language)], texts));
    }
    if let Some(weeks) = weeks.filter(|_| wanted == "return-to-work") {
        return Ok(sections(&guideline::return_to_work(weeks).sections, texts));
    }
    if let Some(found) = guideline::explain(&wanted) {
        return Ok(sections(&found, texts));
    }
    let methods: Vec<&str> = METHODS.iter().map(|method| method.id).collect();
    Err(Error::Usage(
        Phrase::new("run.explain.unknown")
            .text("key", key)
            .text("methods", methods.join(", "))
            .text("others", guideline::explain::keys().join(", ")),
    ))
}

/// The datasheet, the limits that the code decides with, and the columns that it reads.
pub fn method_page(method: &Method, language: Language, texts: &Catalogue) -> String {
    let mut page = match language {
        Language::Dutch => method.datasheet.nl.to_owned(),
        Language::English => method.datasheet.en.to_owned(),
    };
    let say = |key: &'static str| texts.text(key);
    page.push_str(&format!("\n## {}\n\n", say("run.explain.limits")));
    page.push_str(&format!(
        "| {} | {} | {} |\n|---|---|---|\n",
        say("run.explain.limit"),
        say("run.explain.class"),
        say("run.explain.source")
    ));
    for step in method.thresholds.iter().flat_map(|ladder| ladder.iter()) {
        let relation = match step.relation {
            Relation::Above => "run.explain.above",
            Relation::AtLeast => "run.explain.at_least",
            Relation::Below => "run.explain.below",
        };
        let value = format!("{} {}", number::exact(step.value, language), step.unit.symbol());
        let class = step.class.map_or("", |class| texts.text(&format!("class.{}", class.key())));
        page.push_str(&format!(
            "| `{}`: {} {} | {class} | {}, {} |\n",
            step.name,
            say(relation),
            value.trim_end(),
            step.citation.source.title,
            texts.locator(step.citation.locator),
        ));
    }
    page.push_str(&format!("\n## {}\n\n{}\n\n", say("run.explain.columns"), say("run.explain.starts")));
    page.push_str(&columns_table(method.columns, method.starts, texts));
    page
}

/// A table of columns: both names, what they hold, what they mean.
pub fn columns_table(columns: &[Column], starts: &[Column], texts: &Catalogue) -> String {
    let say = |key: &'static str| texts.text(key);
    let mut table = format!(
        "| | {} | {} | {} | {} |\n|---|---|---|---|---|\n",
        say("run.explain.english"),
        say("run.explain.dutch"),
        say("run.explain.holds"),
        say("run.explain.meaning")
    );
    for listed in listing(columns) {
        let mark = if starts.contains(&listed.column) { "▸" } else { "" };
        let holds = texts.say(&listed.holds).replace('|', "\\|");
        let meaning = texts.text(&format!("column.{}", listed.key)).replace('|', "\\|");
        table.push_str(&format!("| {mark} | `{}` | `{}` | {holds} | {meaning} |\n", listed.key, listed.nl));
    }
    table
}

/// The columns, and what can stand beside each of them.
pub fn columns_page(columns: &[Column], starts: &[Column], texts: &Catalogue) -> String {
    format!("{}\n{}\n", columns_table(columns, starts, texts), texts.text("run.explain.beside"))
}

/// The columns of a plan of action, and who fills them in.
pub fn plan_columns(texts: &Catalogue) -> String {
    let (title, head) = (texts.text("run.plan.columns"), texts.text("run.plan.columns.head"));
    let mut page = format!("# {title}\n\n{head}\n|---|---|---|---|\n");
    for column in PlanColumn::ALL {
        let by = match column.kind() {
            PlanKind::Computed => texts.text("run.plan.by.program").to_owned(),
            PlanKind::Words => texts.text("run.plan.by.words").to_owned(),
            PlanKind::Day => texts.text("run.plan.by.day").to_owned(),
            PlanKind::Choice(choices) => {
                let words: Vec<&str> = choices
                    .iter()
                    .map(|choice| if texts.language() == Language::Dutch { choice.nl } else { choice.key })
                    .collect();
                texts.say(&Phrase::new("run.plan.by.choice").text("words", words.join(", ")))
            }
        };
        let about = texts.text(&format!("plan.about.{}", column.key()));
        page.push_str(&format!("| `{}` | `{}` | {by} | {about} |\n", column.nl(), column.key()));
    }
    page.push_str(&format!("\n{}\n", texts.text("run.plan.columns.note")));
    page
}

/// The registry.
pub fn methods(texts: &Catalogue) -> String {
    let mut page = String::new();
    for method in METHODS {
        let name = texts.text(&format!("method.{}.name", method.id));
        let question = texts.text(&format!("method.{}.question", method.id));
        page.push_str(&format!("{:<22} {name}\n{:<22} {question}\n", method.id, ""));
    }
    page
}

fn sections(sections: &[Section], texts: &Catalogue) -> String {
    let mut page = String::new();
    for (place, section) in sections.iter().enumerate() {
        if place > 0 {
            page.push('\n');
        }
        let level = match (place, section.part) {
            (0, _) => "#",
            (_, false) => "##",
            (_, true) => "###",
        };
        page.push_str(&format!("{level} {}\n", texts.say(&section.heading)));
        if !section.lines.is_empty() {
            page.push('\n');
        }
        for line in &section.lines {
            page.push_str(&format!("- {}\n", texts.say(line)));
        }
    }
    page
}

/// The columns that start a method.
pub fn starts() -> Vec<Column> {
    METHODS.iter().flat_map(|method| method.starts).copied().collect()
}
