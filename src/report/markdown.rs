//! The report for a terminal or a wiki: the same words, without the drawings.

mod compare;
mod portfolio;

use std::fmt::Write as _;

use super::Context;
use super::palette::mark;
use super::view::{Badge, Fact, FindingView, JobView, MeasureView, TakesView, TaskView, View, view};
use crate::domain::Assessment;

pub(super) fn render(assessment: &Assessment, context: &Context) -> String {
    let v = view(assessment, context, usize::MAX);
    let mut page = Page { text: String::new(), v: &v };
    page.summary();
    page.compare_detail();
    page.portfolio_detail();
    page.plan();
    if !v.jobs.is_empty() {
        page.heading(2, v.t("report.days"));
        for job in &v.jobs {
            page.job(job);
        }
    }
    page.signature();
    page.heading(2, v.t("report.annexes"));
    if !v.jobs.is_empty() {
        page.heading(3, v.t("report.annex.sheets"));
        page.paragraph(v.t("report.annex.sheets.note"));
        v.jobs.iter().for_each(|job| page.sheets(job));
    }
    page.appendix();
    page.text
}

/// How many ways down stand with a task; the annex has them all.
const SHOWN_WAYS: usize = 3;

/// A page that is being written. Everything that is not ours goes through [`escape`].
struct Page<'a> {
    text: String,
    v: &'a View<'a>,
}

impl Page<'_> {
    fn heading(&mut self, level: usize, words: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "{} {}\n", "#".repeat(level), escape(words));
    }

    fn paragraph(&mut self, words: &str) {
        let _ = writeln!(self.text, "{}\n", start(&escape(words)));
    }

    fn item(&mut self, words: &str) {
        let _ = writeln!(self.text, "- {}", start(&escape(words)));
    }

    fn named(&mut self, name: &str, words: &str) {
        let _ = writeln!(self.text, "- **{}:** {}", escape(name), escape(words));
    }

    fn items(&mut self, items: &[String]) {
        for item in items {
            self.item(item);
        }
        self.end_list(items.is_empty());
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.named(&fact.name, &fact.value);
        }
        self.end_list(facts.is_empty());
    }

    fn end_list(&mut self, empty: bool) {
        if !empty {
            self.text.push('\n');
        }
    }

    /// A line in bold with a list below it; nothing without items.
    fn list(&mut self, name: &str, items: &[String]) {
        if !items.is_empty() {
            let _ = writeln!(self.text, "**{}**\n", escape(name));
            self.items(items);
        }
    }

    fn table(&mut self, heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let heads: Vec<String> = heads.iter().map(|head| escape(head)).collect();
        let _ = writeln!(self.text, "| {} |", heads.join(" | "));
        let _ = writeln!(self.text, "|{}", " --- |".repeat(heads.len()));
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
            let _ = writeln!(self.text, "| {} |", cells.join(" | "));
        }
        self.text.push('\n');
    }

    fn summary(&mut self) {
        let v = self.v;
        self.heading(1, &v.title);
        if !v.question.is_empty() {
            self.paragraph(&format!("{}: {}", v.t("report.fact.question"), v.question));
        }
        self.facts(&v.facts);
        self.heading(2, v.t("report.summary"));
        if !v.gaps.is_empty() {
            self.heading(3, v.t("report.gaps"));
            for gap in &v.gaps {
                if gap.lines.is_empty() {
                    self.paragraph(&gap.heading);
                    continue;
                }
                let _ = writeln!(self.text, "**{}**\n", escape(&gap.heading));
                for line in &gap.lines {
                    self.item(&line.words);
                    for reason in &line.reasons {
                        let _ = writeln!(self.text, "  - {}", start(&escape(reason)));
                    }
                }
                gap.more.iter().for_each(|more| self.item(more));
                self.end_list(false);
            }
        }
        self.compare_first();
        self.portfolio_first();
        if !v.jobs.is_empty() {
            self.heading(3, v.t("report.ranking"));
            let counts: Vec<String> = v
                .counts
                .iter()
                .map(|count| format!("{} {} {}", count.number, mark(count.badge.class), count.badge.short))
                .collect();
            self.paragraph(&counts.join(" · "));
            let heads = ["report.ranking.rank", "report.ranking.work", "report.ranking.class.whole", "report.ranking.decided"]
                .map(|key| v.t(key));
            self.table(
                &heads,
                v.jobs.iter().map(|job| {
                    let name = if job.place.is_empty() { job.name.clone() } else { format!("{} ({})", job.name, job.place) };
                    vec![
                        job.rank.to_string(),
                        name,
                        format!("{} {}", mark(job.badge.class), job.badge.short),
                        job.decided.clone(),
                    ]
                }),
            );
        }
        if let Some(matrix) = &v.matrix {
            self.heading(3, v.t("report.matrix"));
            let mut heads = vec![v.t("report.ranking.work")];
            heads.extend(matrix.columns.iter().map(String::as_str));
            self.table(
                &heads,
                matrix.rows.iter().map(|row| {
                    let cells = row.cells.iter().map(|cell| match &cell.caveat {
                        Some(caveat) => format!("{} {} ({caveat})", mark(cell.class), cell.word),
                        None if cell.class.is_none() => cell.word.clone(),
                        None => format!("{} {}", mark(cell.class), cell.word),
                    });
                    std::iter::once(format!("{}. {}", row.rank, row.name)).chain(cells).collect()
                }),
            );
            self.paragraph(&matrix.title);
        }
        if !v.first.is_empty() {
            self.heading(3, v.t("report.first"));
            for (at, first) in v.first.iter().enumerate() {
                let _ = writeln!(
                    self.text,
                    "{}. **{}** {}— {}. {}: {}. {}: {}",
                    at + 1,
                    escape(&first.measure.text),
                    self.outside(&first.measure),
                    escape(&first.level),
                    escape(v.t("report.first.for")),
                    escape(&first.jobs),
                    escape(v.t("report.measures.evidence")),
                    escape(&first.measure.evidence)
                );
            }
            self.text.push('\n');
            self.paragraph(v.t("report.first.note"));
        }
        if !v.against.is_empty() {
            self.heading(3, v.t("report.against"));
            for measure in &v.against {
                let evidence = format!("{}: {} · {}", v.t("report.measures.evidence"), measure.evidence, measure.gist);
                let _ = writeln!(self.text, "- ✕ **{}** — {}", escape(&measure.text), escape(&evidence));
            }
            self.text.push('\n');
        }
        self.paragraph(&v.standing);
    }

    fn plan(&mut self) {
        let v = self.v;
        if v.plan.risks.is_empty() {
            return;
        }
        self.heading(2, v.t("report.plan"));
        self.paragraph(v.t("report.plan.note"));
        let heads = [
            "report.ranking.rank",
            "report.plan.risk",
            "report.measures.measure",
            "report.plan.expected",
            "report.plan.owner",
            "report.plan.due",
            "report.plan.status",
        ];
        self.table(
            &heads.map(|key| v.t(key)),
            v.plan.risks.iter().flat_map(|risk| risk.lines.iter().enumerate().map(move |(at, line)| (risk, at, line))).map(
                |(risk, at, line)| {
                    let remarks = [&line.action, &line.remark].into_iter().filter(|words| !words.is_empty());
                    let measure: Vec<String> =
                        [format!("{} ({})", line.measure, line.about)].into_iter().chain(remarks.cloned()).collect();
                    vec![
                        line.rank.to_string(),
                        if at == 0 {
                            format!("{} {} — {}: {}", mark(risk.badge.class), risk.badge.short, risk.place, risk.risk)
                        } else {
                            v.t("report.plan.same").to_owned()
                        },
                        measure.join(" "),
                        line.expected.clone(),
                        line.owner.clone(),
                        line.due.clone(),
                        line.follow_up(v.texts),
                    ]
                },
            ),
        );
        if let Some(more) = &v.plan.more {
            self.paragraph(more);
        }
    }

    fn outside(&self, measure: &MeasureView) -> String {
        if measure.in_guideline { String::new() } else { format!("({}) ", escape(self.v.t("report.measures.outside"))) }
    }

    fn job(&mut self, job: &JobView) {
        let v = self.v;
        self.heading(3, &format!("{}. {}", job.rank, job.name));
        let decided = if job.decided.is_empty() {
            String::new()
        } else {
            format!(" — {}: {}", escape(v.t("report.job.decided")), escape(&job.decided))
        };
        let _ = writeln!(self.text, "**{}**{decided}\n", escape(&marked(&job.badge)));
        self.list(v.t("report.job.incomplete"), &job.incomplete);
        self.list(v.t("report.job.provisional"), &job.provisional);
        self.facts(&job.facts);
        if job.tasks.len() > 1 {
            let heads = ["report.task", "report.ranking.class.whole", "report.ranking.decided"].map(|key| v.t(key));
            self.table(&heads, job.tasks.iter().map(|task| vec![task.name.clone(), marked(&task.badge), task.decided.clone()]));
        }
        if !job.levels.is_empty() {
            self.heading(4, v.t("report.measures"));
            for level in &job.levels {
                let _ = writeln!(self.text, "**{}**\n", escape(&level.name));
                for measure in &level.measures {
                    let outside = self.outside(measure);
                    let _ = writeln!(self.text, "- **{}** {outside}— {}", escape(&measure.text), escape(&measure.evidence));
                }
                self.text.push('\n');
            }
        }
        self.list(v.t("report.silences"), &job.silences);
        if !job.findings.is_empty() {
            self.heading(4, v.t("report.job.findings"));
            job.findings.iter().for_each(|finding| self.short(finding));
        }
        for task in job.tasks.iter().filter(|task| task.has_results()) {
            self.heading(4, &format!("{}: {}", v.t("report.task"), task.name));
            self.list(v.t("report.job.incomplete"), &task.incomplete);
            task.findings.iter().for_each(|finding| self.short(finding));
            for way in &task.takes {
                self.named(v.t("report.takes"), &way.intro);
                for row in way.rows.iter().take(SHOWN_WAYS) {
                    let changes = row.changes.join(&format!(" {} ", v.t("takes.and")));
                    self.item(&format!("{changes}: {} {} ({})", way.result, row.result, marked(&row.badge)));
                }
            }
            self.end_list(task.takes.is_empty());
        }
    }

    /// A finding in a few lines; the annex has the rest.
    fn short(&mut self, finding: &FindingView) {
        let v = self.v;
        let label = finding.label.as_ref().map(|label| format!(" · {label}")).unwrap_or_default();
        self.named(&finding.method, &format!("{}{label}", marked(&finding.badge)));
        if let Some(state) = &finding.state {
            self.item(state);
            finding.reasons.iter().for_each(|reason| self.item(reason));
        }
        if !finding.provisional.is_empty() {
            self.item(&format!("{}: {}", v.t("report.finding.provisional"), finding.doubts));
        }
        self.text.push('\n');
    }

    /// Everything that the classes of a working day rest on.
    fn sheets(&mut self, job: &JobView) {
        self.heading(4, &format!("{}. {}", job.rank, job.name));
        job.findings.iter().for_each(|finding| self.finding(finding, 5));
        self.facts(&job.quiet);
        for task in &job.tasks {
            self.task(task);
        }
    }

    fn measure(&mut self, measure: &MeasureView) {
        let outside = self.outside(measure);
        let _ = writeln!(
            self.text,
            "- **{}** {outside}— {}. {} ({})",
            escape(&measure.text),
            escape(&measure.evidence),
            escape(&measure.effect),
            escape(&measure.source)
        );
    }

    fn task(&mut self, task: &TaskView) {
        let v = self.v;
        self.heading(5, &format!("{}: {}", v.t("report.task"), task.name));
        let _ = writeln!(self.text, "**{}** — {}\n", escape(&marked(&task.badge)), escape(&task.origin));
        self.list(v.t("report.task.remarks"), &task.remarks);
        task.findings.iter().for_each(|finding| self.finding(finding, 6));
        self.facts(&task.quiet);
        self.takes(&task.takes);
        if !task.entered.is_empty() {
            let entered: Vec<String> = task.entered.iter().map(|fact| format!("{}: {}", fact.name, fact.value)).collect();
            self.named(v.t("report.task.entered"), &entered.join("; "));
            self.text.push('\n');
        }
    }

    fn takes(&mut self, takes: &[TakesView]) {
        let v = self.v;
        if takes.is_empty() {
            return;
        }
        self.heading(6, v.t("report.takes"));
        for way in takes {
            self.paragraph(&way.intro);
            if !way.rows.is_empty() {
                let mut heads = vec![v.t("takes.change"), way.head.as_str(), v.t("takes.class")];
                if !way.measures.is_empty() {
                    heads.push(v.t("takes.measure"));
                }
                self.table(
                    &heads,
                    way.rows.iter().map(|row| {
                        let changes = row.changes.join(&format!(" {} ", v.t("takes.and")));
                        let mut cells = vec![changes, row.result.clone(), marked(&row.badge)];
                        if !way.measures.is_empty() {
                            cells.push(row.measures.clone());
                        }
                        cells
                    }),
                );
            }
            way.measures.iter().for_each(|(id, words)| self.named(id, words));
            self.end_list(way.measures.is_empty());
            way.remarks.iter().for_each(|said| self.paragraph(said));
        }
        self.paragraph(v.t("report.takes.note"));
    }

    fn finding(&mut self, finding: &FindingView, level: usize) {
        let v = self.v;
        self.heading(level, &format!("{}: {}", finding.method, marked(&finding.badge)));
        for words in finding.label.iter().chain(&finding.state) {
            self.paragraph(words);
        }
        self.list(v.t("report.finding.provisional"), &finding.provisional);
        let reasons = if finding.state.is_some() { "report.finding.reasons" } else { "report.finding.notes" };
        self.list(v.t(reasons), &finding.reasons);
        self.list(v.t("report.finding.assumptions"), &finding.assumptions);
        if !finding.sheet.is_empty() {
            let heads = ["report.sheet.what", "report.sheet.how", "report.sheet.result"].map(|key| v.t(key));
            self.table(
                &heads,
                finding.sheet.iter().map(|step| {
                    let result = match &step.class {
                        Some(class) => format!("{} ({})", step.result, marked(class)),
                        None => step.result.clone(),
                    };
                    vec![step.what.clone(), step.how.clone(), result]
                }),
            );
        }
        if !finding.sources.is_empty() {
            self.paragraph(&format!("{}: {}", v.t("report.finding.sources"), finding.sources));
        }
    }

    fn appendix(&mut self) {
        let v = self.v;
        if !v.problems.is_empty() {
            self.heading(3, v.t("report.problems"));
            self.paragraph(v.t("report.problems.note"));
            let heads =
                ["report.problems.place", "report.problems.found", "report.problems.expected", "report.problems.remedy"];
            self.table(
                &heads.map(|key| v.t(key)),
                v.problems.iter().map(|problem| {
                    let place = format!("{} {}", problem.place, problem.column);
                    vec![place.trim_end().to_owned(), problem.found.clone(), problem.expected.clone(), problem.remedy.clone()]
                }),
            );
        }
        if !v.evidence.is_empty() {
            self.heading(3, v.t("report.annex.evidence"));
            v.evidence.iter().for_each(|measure| self.measure(measure));
            self.text.push('\n');
        }
        self.heading(3, v.t("report.reading"));
        self.paragraph(v.t("report.reading.own"));
        for (badge, meaning) in &v.reading {
            self.named(&marked(badge), meaning);
        }
        self.heading(3, v.t("report.law"));
        v.law.iter().for_each(|words| self.paragraph(words));
        self.heading(3, v.t("report.limits"));
        v.limits_of_all.iter().for_each(|said| self.paragraph(said));
        self.facts(&v.limits);
        for (heading, lines) in &v.background {
            self.heading(3, heading);
            self.items(lines);
        }
        if !v.sources.is_empty() {
            self.heading(3, v.t("report.sources"));
            let heads = ["report.sources.document", "report.sources.places", "report.sources.methods"].map(|key| v.t(key));
            self.table(
                &heads,
                v.sources.iter().map(|source| vec![source.title.clone(), source.places.clone(), source.methods.clone()]),
            );
        }
        self.heading(3, v.t("report.versions"));
        self.facts(&v.versions);
        if !v.files.is_empty() {
            let heads = ["report.files.file", "report.files.rows", "report.files.sha256"].map(|key| v.t(key));
            self.table(&heads, v.files.iter().map(|file| vec![file.file.clone(), file.rows.clone(), file.sha256.clone()]));
        }
        self.list(v.t("report.notes"), &v.notes);
    }

    fn signature(&mut self) {
        let v = self.v;
        self.heading(2, v.t("report.signature"));
        self.paragraph(v.t("report.signature.note"));
        for who in &v.signers {
            let _ = writeln!(self.text, "- **{}:** ____________________", escape(who));
        }
    }
}

/// The words of a class with its mark.
fn marked(badge: &Badge) -> String {
    format!("{} {}", mark(badge.class), badge.words)
}

/// Words that Markdown must not read as anything but words.
fn escape(words: &str) -> String {
    let blank = |c: char| c.is_whitespace() && !matches!(c, '\u{202f}' | '\u{a0}');
    let words: Vec<&str> = words.split(blank).filter(|word| !word.is_empty()).collect();
    let characters: Vec<char> = words.join(" ").chars().collect();
    let mut escaped = String::with_capacity(characters.len());
    for (at, &c) in characters.iter().enumerate() {
        let inside = |place: Option<usize>| place.and_then(|at| characters.get(at)).is_some_and(|c| c.is_alphanumeric());
        let special = match c {
            '\u{ad}' => continue,
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' => true,
            // Within a word it is only a letter: `load_kg` stays readable.
            '_' => !(inside(at.checked_sub(1)) && inside(Some(at + 1))),
            c => {
                if c.is_control() {
                    continue;
                }
                false
            }
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Escaped words at the start of a line, where some more characters have a meaning.
fn start(escaped: &str) -> String {
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    match escaped[digits..].chars().next() {
        Some('-' | '+' | '=') if digits == 0 => format!("\\{escaped}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        _ => escaped.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_words_stay_words() {
        assert_eq!(escape("<script>alert(1)</script>"), "\\<script\\>alert(1)\\</script\\>");
        assert_eq!(escape("a|b\n# c  `d` *e* [f](g) &amp;"), "a\\|b \\# c \\`d\\` \\*e\\* \\[f\\](g) \\&amp;");
        assert_eq!(escape("load_kg _x_"), "load_kg \\_x\\_");
        assert_eq!(start("1. dozen"), "1\\. dozen");
        assert_eq!(start("=1+1"), "\\=1+1");
        assert_eq!(start("2 dozen"), "2 dozen");
    }
}
