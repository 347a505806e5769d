//! Before and after, in Markdown.

use super::{Page, escape, marked};
use crate::report::palette::mark;
use crate::report::view::Badge;
use crate::report::view::compare::{DayView, RowView};

impl Page<'_> {
    /// The sentences and the table of the first page.
    pub(super) fn compare_first(&mut self) {
        let v = self.v;
        let Some(compare) = &v.compare else { return };
        self.heading(3, v.t("change.heading"));
        compare.sentences.iter().for_each(|said| self.paragraph(said));
        if !compare.days.is_empty() {
            let heads = ["change.work", "change.before", "change.after", "change.outcome"].map(|key| v.t(key));
            self.table(&heads, compare.days.iter().map(|day| row(&day.name, &day.row)));
        }
    }

    /// Every working day with its tasks, figures and changed cells.
    pub(super) fn compare_detail(&mut self) {
        let v = self.v;
        let Some(compare) = &v.compare else { return };
        self.heading(2, v.t("change.detail"));
        self.facts(&compare.facts);
        self.list(v.t("report.notes"), &compare.notes);
        self.paragraph(v.t("change.how"));
        for day in compare.days.iter().filter(|day| day.both) {
            self.compare_day(day);
        }
    }

    fn compare_day(&mut self, day: &DayView) {
        let v = self.v;
        self.heading(3, &day.name);
        let side = |badge: &Option<Badge>| badge.as_ref().map_or_else(|| "–".to_owned(), marked);
        let line = format!("{} → {}: {}", side(&day.row.before), side(&day.row.after), day.row.outcome);
        let _ = std::fmt::Write::write_fmt(&mut self.text, format_args!("**{}**\n\n", escape(&line)));
        self.items(&day.row.reasons);
        let heads = ["report.task", "change.before", "change.after", "change.outcome"].map(|key| v.t(key));
        self.table(
            &heads,
            day.tasks.iter().map(|(name, task)| {
                let mut cells = row(name, task);
                if !task.reasons.is_empty() {
                    cells[3] = format!("{}. {}", cells[3], task.reasons.join(" "));
                }
                cells
            }),
        );
        if !day.figures.is_empty() {
            let heads =
                ["report.task", "change.what", "change.before", "change.after", "change.difference"].map(|key| v.t(key));
            self.table(
                &heads,
                day.figures.iter().map(|figure| {
                    [&figure.of, &figure.what, &figure.before, &figure.after, &figure.difference].map(Clone::clone).to_vec()
                }),
            );
        }
        if day.cells.is_empty() {
            self.paragraph(&day.unchanged);
        } else {
            self.paragraph(v.t("change.cells"));
            let heads = ["report.task", "change.cell", "change.before", "change.after"].map(|key| v.t(key));
            self.table(
                &heads,
                day.cells.iter().map(|cell| [&cell.of, &cell.name, &cell.before, &cell.after].map(Clone::clone).to_vec()),
            );
        }
    }
}

fn row(name: &str, row: &RowView) -> Vec<String> {
    let side = |badge: &Option<Badge>| {
        badge.as_ref().map_or_else(|| "–".to_owned(), |badge| format!("{} {}", mark(badge.class), badge.short))
    };
    vec![name.to_owned(), side(&row.before), side(&row.after), row.outcome.clone()]
}
