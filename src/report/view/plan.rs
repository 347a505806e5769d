//! The plan of action in words, as far as a page has room for it.

use serde::Serialize;

use super::{Badge, Of, badge};
use crate::domain::plan::{PlanColumn, PlanEntry, Standing};
use crate::domain::{Phrase, Plan};
use crate::report::plan::{Risk, also, cell, joined, risks};
use crate::text::Catalogue;

/// How many lines a page shows; the workbook has all.
const MOST_LINES: usize = 150;

/// The plan of action, risk by risk.
#[derive(Debug, Serialize)]
pub(in crate::report) struct PlanView {
    pub(in crate::report) risks: Vec<PlanRiskView>,
    /// Where the rest is, if not all is here.
    pub(in crate::report) more: Option<String>,
}

/// A risk, and what is to be done about it.
#[derive(Debug, Serialize)]
pub(in crate::report) struct PlanRiskView {
    pub(in crate::report) badge: Badge,
    /// For which work: group and task.
    pub(in crate::report) place: String,
    pub(in crate::report) risk: String,
    pub(in crate::report) lines: Vec<PlanLineView>,
}

/// A line of the plan.
#[derive(Debug, Serialize)]
pub(in crate::report) struct PlanLineView {
    pub(in crate::report) rank: usize,
    pub(in crate::report) measure: String,
    /// Level and evidence; for how many others it is too; where the line comes from, if the
    /// assessment does not ask for it.
    pub(in crate::report) about: String,
    /// What changes, and what that brings.
    pub(in crate::report) expected: String,
    pub(in crate::report) action: String,
    pub(in crate::report) owner: String,
    pub(in crate::report) due: String,
    pub(in crate::report) cost: String,
    pub(in crate::report) remeasure: String,
    pub(in crate::report) status: String,
    pub(in crate::report) remark: String,
}

pub(super) fn view(plan: &Plan, texts: &Catalogue) -> PlanView {
    let more = plan.entries.len().saturating_sub(MOST_LINES);
    let mut ranks = 1..;
    let view = |risk: Risk<'_>| {
        let first = &risk.lines[0].risk;
        PlanRiskView {
            badge: badge(first.class, first.provisional, false, Of::Finding, texts),
            place: risk.place,
            risk: risk.words,
            lines: risk.lines.iter().zip(&mut ranks).map(|(entry, rank)| line(entry, rank, texts)).collect(),
        }
    };
    let shown = &plan.entries[..plan.entries.len().min(MOST_LINES)];
    let risks = risks(shown, texts).into_iter().map(view).collect();
    PlanView { risks, more: (more > 0).then(|| texts.say(&Phrase::new("report.plan.more").exact("n", more as f64))) }
}

fn line(entry: &PlanEntry, rank: usize, texts: &Catalogue) -> PlanLineView {
    let said = |column| cell(entry, column, texts);
    let (change, result) = (said(PlanColumn::Change), said(PlanColumn::Expected));
    let result = match said(PlanColumn::ExpectedClass) {
        class if class.is_empty() => result,
        class => format!("{result} ({class})"),
    };
    let standing = if entry.standing == Standing::Found { String::new() } else { said(PlanColumn::Standing) };
    let also = also(entry, texts).unwrap_or_default();
    PlanLineView {
        rank,
        measure: said(PlanColumn::Measure),
        about: joined(&[standing, said(PlanColumn::Level), said(PlanColumn::Evidence), also], " · "),
        expected: joined(&[change, result], "; "),
        action: said(PlanColumn::Action),
        owner: said(PlanColumn::Owner),
        due: said(PlanColumn::Due),
        cost: said(PlanColumn::Cost),
        remeasure: said(PlanColumn::Remeasure),
        status: said(PlanColumn::Status),
        remark: said(PlanColumn::Remark),
    }
}

impl PlanLineView {
    /// Cost class and status in one breath, the day of measuring again too.
    pub(in crate::report) fn follow_up(&self, texts: &Catalogue) -> String {
        let mut parts = vec![self.status.clone()];
        if !self.cost.is_empty() {
            parts.push(texts.say(&Phrase::new("report.plan.cost").text("cost", self.cost.clone())));
        }
        if !self.remeasure.is_empty() {
            parts.push(texts.say(&Phrase::new("report.plan.remeasure").text("date", self.remeasure.clone())));
        }
        parts.join(" · ")
    }
}
