//! What stands behind the results: problems, sources, limits, law, versions, files.

use serde::Serialize;

use super::{Badge, Fact, method_name};
use crate::domain::comparison::Basis;
use crate::domain::{Assessment, Citation, Class, Confidence, Jurisdiction, Phrase, Problem, Source};
use crate::report::{Context, class_key};
use crate::text::Catalogue;

/// A problem of the input in words.
#[derive(Debug, Serialize)]
pub(in crate::report) struct ProblemView {
    file: String,
    row: String,
    /// File and row.
    pub(in crate::report) place: String,
    pub(in crate::report) column: String,
    pub(in crate::report) found: String,
    pub(in crate::report) expected: String,
    pub(in crate::report) remedy: String,
}

/// A document and the places that were used.
#[derive(Debug, Serialize)]
pub(in crate::report) struct SourceView {
    /// The language of the title.
    pub(in crate::report) language: &'static str,
    pub(in crate::report) title: String,
    pub(in crate::report) places: String,
    pub(in crate::report) methods: String,
}

/// A file that was read.
#[derive(Debug, Serialize)]
pub(in crate::report) struct FileView {
    pub(in crate::report) file: String,
    pub(in crate::report) rows: String,
    pub(in crate::report) sha256: String,
}

pub(super) fn problems(assessment: &Assessment, texts: &Catalogue) -> Vec<ProblemView> {
    assessment.problems.iter().map(|problem| self::problem(problem, texts)).collect()
}

pub(super) fn problem(problem: &Problem, texts: &Catalogue) -> ProblemView {
    ProblemView {
        place: match problem.row {
            Some(row) => {
                let row = texts.say(&Phrase::new("report.problems.row").exact("row", row as f64));
                format!("{}, {row}", problem.file)
            }
            None => problem.file.clone(),
        },
        file: problem.file.clone(),
        row: problem.row.map(|row| row.to_string()).unwrap_or_default(),
        column: problem.column.clone().unwrap_or_default(),
        found: if problem.found.is_empty() { texts.text("report.problem.nothing").to_owned() } else { problem.found.clone() },
        expected: texts.say(&problem.expected),
        remedy: texts.say(&problem.remedy),
    }
}

impl ProblemView {
    /// The problem on one line.
    pub(super) fn line(&self, texts: &Catalogue) -> String {
        let key = match (self.row.is_empty(), self.column.is_empty()) {
            (false, false) => "report.problem.cell",
            (false, true) => "report.problem.row",
            (true, _) => "report.problem.file",
        };
        let mut phrase = Phrase::new(key)
            .text("file", self.file.as_str())
            .text("found", self.found.as_str())
            .text("expected", self.expected.as_str());
        if !self.row.is_empty() {
            phrase = phrase.text("row", self.row.as_str());
        }
        if !self.column.is_empty() {
            phrase = phrase.text("column", self.column.as_str());
        }
        texts.say(&phrase)
    }
}

/// The key of what must be said of how sure we are; nothing for what was read in a text.
pub(super) const fn confidence(confidence: Confidence) -> Option<&'static str> {
    match confidence {
        Confidence::Verified => None,
        Confidence::Memory => Some("report.confidence.memory"),
        Confidence::Digitised => Some("report.confidence.digitised"),
        Confidence::Own => Some("report.confidence.own"),
    }
}

/// The place of a citation, with how sure we are of it.
pub(super) fn place(citation: &Citation, texts: &Catalogue) -> String {
    match (texts.locator(citation.locator), confidence(citation.confidence)) {
        (locator, None) => locator.to_owned(),
        ("", Some(key)) => texts.text(key).to_owned(),
        (locator, Some(key)) => format!("{locator} ({})", texts.text(key)),
    }
}

pub(super) fn sources(assessment: &Assessment, texts: &Catalogue) -> Vec<SourceView> {
    let mut found: Vec<(&'static Source, Vec<String>, Vec<String>)> = Vec::new();
    let tasks = assessment.jobs.iter().flat_map(|job| &job.tasks).flat_map(|task| &task.findings);
    for finding in assessment.jobs.iter().flat_map(|job| &job.findings).chain(tasks) {
        for citation in &finding.sources {
            let place = place(citation, texts);
            let source = citation.source;
            let at = found.iter().position(|(other, ..)| *other == source).unwrap_or_else(|| {
                found.push((source, Vec::new(), Vec::new()));
                found.len() - 1
            });
            let (_, places, methods) = &mut found[at];
            if !place.is_empty() && !places.contains(&place) {
                places.push(place);
            }
            let method = method_name(finding.method, texts);
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
    }
    found
        .into_iter()
        .map(|(source, places, methods)| SourceView {
            language: language(source),
            title: source.title.to_owned(),
            places: places.join("; "),
            methods: methods.join(", "),
        })
        .collect()
}

/// The language of a title, for who has it read aloud: English but for these.
fn language(source: &Source) -> &'static str {
    match source.id {
        "lrp_lrs_background_2020" | "arbobesluit" | "codex_welzijn" | "arboportaal" => "nl",
        id if id.starts_with("nom_036") => "es",
        _ => "en",
    }
}

/// The limits of the methods that were used, where a method has words for them.
pub(super) fn limits(assessment: &Assessment, texts: &Catalogue) -> Vec<Fact> {
    let mut seen: Vec<&str> = Vec::new();
    let mut limits = Vec::new();
    let tasks = assessment.jobs.iter().flat_map(|job| &job.tasks).flat_map(|task| &task.findings);
    for finding in assessment.jobs.iter().flat_map(|job| &job.findings).chain(tasks) {
        if finding.state == crate::domain::State::NotMeasured || seen.contains(&finding.method) {
            continue;
        }
        seen.push(finding.method);
        if let Some(limit) = texts.find(&format!("method.{}.limits", finding.method)) {
            limits.push(Fact { name: method_name(finding.method, texts), value: limit.to_owned() });
        }
    }
    limits
}

/// The legend: each class and what it means.
pub(super) fn reading(texts: &Catalogue) -> Vec<(Badge, String)> {
    let mut reading: Vec<(Badge, String)> = Class::ALL
        .into_iter()
        .rev()
        .map(|class| {
            let key = match class {
                Class::Acceptable => "class.acceptable.meaning",
                Class::Increased => "class.increased.meaning",
                Class::High => "class.high.meaning",
                Class::VeryHigh => "class.very_high.meaning",
            };
            let words = texts.text(class_key(class)).to_owned();
            (Badge::plain(Some(class), words), texts.text(key).to_owned())
        })
        .collect();
    let provisional =
        texts.say(&Phrase::new("report.badge.provisional").phrase("class", Phrase::new(class_key(Class::Acceptable))));
    reading.push((
        Badge { weak: true, ..Badge::plain(Some(Class::Acceptable), provisional) },
        texts.text("report.reading.provisional").to_owned(),
    ));
    let at_least = texts.say(&Phrase::new("report.badge.at_least").phrase("class", Phrase::new(class_key(Class::Increased))));
    reading.push((
        Badge { weak: true, ..Badge::plain(Some(Class::Increased), at_least) },
        texts.text("report.reading.incomplete").to_owned(),
    ));
    reading.push((Badge::plain(None, texts.text("class.none").to_owned()), texts.text("report.reading.none").to_owned()));
    reading
}

/// What the report is not, on its first page.
pub(super) fn standing(assessment: &Assessment, texts: &Catalogue) -> String {
    let key = match assessment.jurisdiction {
        Jurisdiction::Netherlands => "report.not_rie",
        Jurisdiction::Belgium => "report.not_rie.be",
    };
    texts.text(key).to_owned()
}

/// What holds of all methods together.
pub(super) fn limits_of_all(assessment: &Assessment, texts: &Catalogue) -> Vec<String> {
    let general = match assessment.jurisdiction {
        Jurisdiction::Netherlands => "report.limits.general",
        Jurisdiction::Belgium => "report.limits.general.be",
    };
    [general, "report.limits.separate", "report.limits.day"].into_iter().map(|key| texts.text(key).to_owned()).collect()
}

/// Who signs.
pub(super) fn signers(assessment: &Assessment, texts: &Catalogue) -> [String; 2] {
    let adviser = match assessment.jurisdiction {
        Jurisdiction::Netherlands => "report.signature.adviser",
        Jurisdiction::Belgium => "report.signature.adviser.be",
    };
    [adviser, "report.signature.employer"].map(|key| texts.text(key).to_owned())
}

pub(super) fn law(assessment: &Assessment, texts: &Catalogue) -> Vec<String> {
    let keys = match assessment.jurisdiction {
        Jurisdiction::Netherlands => ["report.law.nl.rie", "report.law.nl.duties", "report.law.nl.classes"],
        Jurisdiction::Belgium => ["report.law.be.rie", "report.law.be.duties", "report.law.be.classes"],
    };
    keys.into_iter().map(|key| texts.text(key).to_owned()).collect()
}

pub(super) fn versions(context: &Context) -> Vec<Fact> {
    let texts = context.texts;
    let fact = |key: &str, value: String| Fact { name: texts.text(key).to_owned(), value };
    let guideline = &context.guideline;
    vec![
        fact("report.version.tool", format!("Rugwijzer {}", context.tool_version)),
        fact("report.version.guideline", format!("{}, {}", texts.say(&guideline.title), texts.say(&guideline.version))),
        fact("report.version.age", texts.say(&guideline.note)),
    ]
}

pub(super) fn files(assessment: &Assessment) -> Vec<FileView> {
    let before = match assessment.comparison.as_ref().map(|comparison| &comparison.basis) {
        Some(Basis::Files { inputs, .. }) => inputs.as_slice(),
        _ => &[],
    };
    assessment
        .inputs
        .iter()
        .chain(before)
        .map(|input| FileView { file: input.file.clone(), rows: input.rows.to_string(), sha256: input.sha256.clone() })
        .collect()
}
