//! All workstations together, in Markdown.

use super::{Page, marked};
use crate::report::palette::mark;
use crate::report::view::portfolio::HeatCell;

impl Page<'_> {
    /// The sentences and the people of the first page.
    pub(super) fn portfolio_first(&mut self) {
        let v = self.v;
        let Some(portfolio) = &v.portfolio else { return };
        self.heading(3, v.t("portfolio.heading"));
        portfolio.sentences.iter().for_each(|said| self.paragraph(said));
        let mut heads = vec![v.t("report.ranking.class")];
        heads.extend(portfolio.people_heads.iter().map(String::as_str));
        self.table(
            &heads,
            portfolio.people.iter().map(|(badge, cells)| std::iter::once(marked(badge)).chain(cells.iter().cloned()).collect()),
        );
        self.paragraph(v.t("portfolio.people.note"));
    }

    /// The departments, the factors, the measures, and every group by hazard.
    pub(super) fn portfolio_detail(&mut self) {
        let v = self.v;
        let Some(portfolio) = &v.portfolio else { return };
        self.heading(2, v.t("portfolio.detail"));
        if portfolio.departments.len() > 1 {
            self.heading(3, v.t("portfolio.departments"));
            let mut heads = vec![v.t("portfolio.department").to_owned()];
            heads.extend(portfolio.departments[0].counts.iter().map(|(badge, _)| marked(badge)));
            heads.push(v.t("portfolio.together").to_owned());
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            self.table(
                &heads,
                portfolio.departments.iter().map(|department| {
                    let counts = department.counts.iter().map(|(_, count)| count.clone());
                    std::iter::once(department.name.clone()).chain(counts).chain([department.people.clone()]).collect()
                }),
            );
            self.paragraph(v.t("portfolio.people.note"));
        }
        if !portfolio.limiting.is_empty() {
            self.heading(3, v.t("portfolio.limiting"));
            let heads = [
                "portfolio.limiting.factor",
                "portfolio.limiting.times",
                "portfolio.limiting.share",
                "portfolio.limiting.people",
                "portfolio.limiting.worst",
            ];
            self.table(
                &heads.map(|key| v.t(key)),
                portfolio.limiting.iter().map(|limiting| {
                    let worst = marked(&limiting.worst);
                    vec![
                        limiting.factor.clone(),
                        limiting.times.clone(),
                        limiting.share.clone(),
                        limiting.people.clone(),
                        worst,
                    ]
                }),
            );
            self.paragraph(v.t("portfolio.limiting.note"));
        }
        if !portfolio.measures.is_empty() {
            self.heading(3, v.t("portfolio.measures"));
            let heads = [
                "report.measures.measure",
                "portfolio.measures.people",
                "report.measures.evidence",
                "portfolio.limiting.worst",
            ];
            self.table(
                &heads.map(|key| v.t(key)),
                portfolio.measures.iter().map(|helpful| {
                    let outside = if helpful.measure.in_guideline {
                        String::new()
                    } else {
                        format!(" ({})", v.t("report.measures.outside"))
                    };
                    let text = format!("{}{outside} – {}", helpful.measure.text, helpful.level);
                    vec![text, helpful.people.clone(), helpful.measure.evidence.clone(), marked(&helpful.worst)]
                }),
            );
            portfolio.more_measures.iter().for_each(|more| self.paragraph(more));
            self.paragraph(v.t("portfolio.measures.note"));
        }
        self.heading(3, v.t("portfolio.heat"));
        let mut heads = vec![v.t("report.ranking.work"), v.t("portfolio.heat.workers")];
        heads.extend(portfolio.hazards.iter().map(String::as_str));
        for department in &portfolio.departments {
            if portfolio.departments.len() > 1 {
                self.heading(4, &department.name);
            }
            self.table(
                &heads,
                department.rows.iter().map(|row| {
                    let cells = row.cells.iter().map(|HeatCell { badge, caveat }| match caveat {
                        Some(caveat) => format!("{} {} ({caveat})", mark(badge.class), badge.words),
                        None if badge.class.is_none() => badge.words.clone(),
                        None => format!("{} {}", mark(badge.class), badge.words),
                    });
                    [format!("{}. {}", row.rank, row.name), row.workers.clone()].into_iter().chain(cells).collect()
                }),
            );
        }
    }
}
