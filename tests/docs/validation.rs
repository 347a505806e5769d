//! `docs/validation.md`: what each method was held against, from the fixtures that the tests read,
//! and the runs that do not fit in a test, from `docs/validation/runs.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rugwijzer::method::METHODS;
use rugwijzer::text::Catalogue;

use crate::found;
use crate::support::{Case, cases, root};

/// The folders of cases that are not called after a method, with what they are.
const SHARED: [(&str, &str); 3] = [
    ("posture", "Recordings of the trunk"),
    ("weighting", "Frequency weightings of vibration"),
    ("severe_shock", "Severe shocks in a seat"),
];

/// What a case rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// A document, or an implementation that is not ours.
    Outside,
    /// A document, but in part as remembered, as we read it or as we worked it out.
    Uncertain,
    /// Nothing outside this project.
    Ours,
}

impl Ground {
    fn of(case: &Case) -> Self {
        let said = ["source", "locator", "status", "confidence"].map(|key| case.get(key).map_or("", String::as_str));
        let says = |words: &str| said.iter().any(|text| text.contains(words));
        if says("no outside check") {
            Self::Ours
        } else if says("memory") || says("own reading") || says(": own") || says("derived") {
            Self::Uncertain
        } else {
            Self::Outside
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Uncertain => "outside, but partly remembered, read or worked out by us",
            Self::Ours => "**none**",
        }
    }
}

/// The page.
pub(crate) fn page(texts: &Catalogue) -> String {
    let mut page = String::from(
        "# How the methods are checked\n\n\
         Made from `fixtures/published` and `fixtures/tables` by `BLESS=1 cargo test --test docs`; the runs at the end stand in \
         [validation/runs.md](validation/runs.md). Each case has its own source, locator, tolerance and reason in its file. \
         *Within* is the largest difference that the test named behind it lets pass, in the unit of the figure; 0 is equality. \
         *Found* is the largest that there is, over the numbers of these cases, rounded upward; – where the test compares \
         otherwise than number by number. \
         What is meant by it for a method stands in its datasheet ([methods](methods)), under *Checked against*.\n",
    );
    let mut all = BTreeMap::new();
    for folder in entries(&root().join("fixtures/published")) {
        all.insert(folder.clone(), sections(&folder));
    }
    page.push_str("\n## At a glance\n\n| | cases with an outside check | partly remembered, read or worked out by us | without one |\n|---|---|---|---|\n");
    let mut body = String::new();
    let methods = METHODS.iter().map(|method| (method.id, texts.text(&format!("method.{}.name", method.id)).to_owned()));
    let shared = SHARED.iter().map(|(id, name)| (*id, (*name).to_owned()));
    for (id, name) in methods.chain(shared) {
        let rows = all.remove(id).unwrap_or_else(|| panic!("fixtures/published/{id}: no cases"));
        let count = |ground| rows.iter().filter(|row| row.ground == ground).map(|row| row.cases).sum::<usize>();
        let [outside, uncertain, ours] = [Ground::Outside, Ground::Uncertain, Ground::Ours].map(count);
        page.push_str(&format!("| [{name}](#{id}) | {outside} | {uncertain} | {ours} |\n"));
        body.push_str(&format!("\n## <a id=\"{id}\"></a>{name}\n\n"));
        if outside == 0 {
            body.push_str("Nothing outside this project confirms a result of this method as a whole.\n\n");
        }
        body.push_str("| from | cases | within | found | because | check | held by |\n|---|---|---|---|---|---|---|\n");
        body.extend(rows.iter().map(Row::line));
    }
    assert!(all.is_empty(), "fixtures/published: {:?} belong to no method", all.keys());
    page.push_str(&body);
    page.push_str(&second_typings());
    page.push('\n');
    page.push_str(&fs::read_to_string(root().join("docs/validation/runs.md")).expect("docs/validation/runs.md is there"));
    page
}

/// Cases of one file with the same source, tolerance and ground.
struct Row {
    source: String,
    locators: Vec<String>,
    cases: usize,
    within: String,
    found: Option<f64>,
    because: String,
    ground: Ground,
    held_by: String,
}

impl Row {
    fn line(&self) -> String {
        let places = match self.locators.as_slice() {
            [] => String::new(),
            few @ ([_] | [_, _]) => format!(": {}", few.join("; ")),
            [first, .., last] => format!(": {first} … {last} ({} places)", self.locators.len()),
        };
        let text = |text: &str| text.replace('|', "\\|");
        format!(
            "| {}{} | {} | {} | {} | {} | {} | {} |\n",
            text(&self.source),
            text(&places),
            self.cases,
            self.within,
            found::printed(self.found),
            text(&self.because),
            self.ground.name(),
            self.held_by
        )
    }
}

fn sections(folder: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for file in entries(&root().join("fixtures/published").join(folder)) {
        let held_by = readers(folder, &file);
        let start = rows.len();
        for case in cases(format!("published/{folder}/{file}")) {
            let (source, ground) = (&case["source"], Ground::of(&case));
            let same = |row: &&mut Row| {
                row.source == *source
                    && row.within == case["tolerance"]
                    && row.ground == ground
                    && row.because == case["tolerance_reason"]
            };
            let found = found::difference(folder, &file, &case);
            if let Some(row) = rows[start..].iter_mut().find(same) {
                row.cases += 1;
                row.found = row.found.zip(found).map(|(a, b)| a.max(b));
                if !row.locators.contains(&case["locator"]) {
                    row.locators.push(case["locator"].clone());
                }
                continue;
            }
            rows.push(Row {
                source: source.clone(),
                locators: vec![case["locator"].clone()],
                cases: 1,
                within: case["tolerance"].clone(),
                found,
                because: case["tolerance_reason"].clone(),
                ground,
                held_by: held_by.clone(),
            });
        }
    }
    rows.sort_by_key(|row| row.ground);
    rows
}

/// The tests that read a file of cases: there is one at least.
fn readers(folder: &str, file: &str) -> String {
    let stem = file.trim_end_matches(".csv");
    let mut found = Vec::new();
    look(&root().join("tests"), &mut |inside, text| {
        let has = |words: String| text.contains(&words);
        let by_parts = has(format!("\"{folder}\"")) && (has(format!("}}/{file}\"")) || has(format!("\"{file}\"")));
        let by_stem = inside.starts_with(&format!("{folder}/")) && has(format!("(\"{stem}\")"));
        if has(format!("{folder}/{file}")) || by_parts || by_stem {
            found.push(format!("`{inside}`"));
        }
    });
    assert!(!found.is_empty(), "fixtures/published/{folder}/{file}: no test reads it");
    found.sort();
    found.join(", ")
}

/// Shows each test, by its place below `tests`, but for the pages.
fn look(folder: &Path, see: &mut dyn FnMut(&str, &str)) {
    for entry in entries(folder) {
        let path = folder.join(&entry);
        if path.is_dir() {
            if !matches!(entry.as_str(), "docs" | "browser") {
                look(&path, see);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a test is text");
            let inside = path.strip_prefix(root().join("tests")).expect("below tests").to_string_lossy().replace('\\', "/");
            see(&inside, &text);
        }
    }
}

fn second_typings() -> String {
    let mut text = String::from(
        "\n## Tables typed a second time\n\nEach was typed apart from the table in the code, from the document; the tests hold one against the other, cell by cell.\n\n| file | rows | status as the file has it |\n|---|---|---|\n",
    );
    for file in entries(&root().join("fixtures/tables"))
        .iter()
        .filter(|file| Path::new(file).extension().is_some_and(|ending| ending == "csv"))
    {
        let rows = cases(format!("tables/{file}"));
        let mut said: Vec<&str> = rows.iter().filter_map(|row| row.get("status")).map(String::as_str).collect();
        said.sort_unstable();
        said.dedup();
        text.push_str(&format!("| `{file}` | {} | {} |\n", rows.len(), said.join("; ")));
    }
    text
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
