//! All workstations together, for programs.

use serde_json::{Value as Json, json};

use super::{given, measure};
use crate::domain::portfolio::{Exposed, Group, Heads, Portfolio, Standing};
use crate::domain::{Assessment, Class};
use crate::text::Catalogue;

pub(super) fn json(portfolio: &Portfolio, assessment: &Assessment, texts: &Catalogue) -> Json {
    let hazards: Vec<&str> = portfolio.hazards.iter().map(|hazard| hazard.key()).collect();
    let by_hazard = hazards.iter().zip(&portfolio.exposed_by_hazard);
    let total: usize = portfolio.limiting.iter().map(|limiting| limiting.times).sum();
    json!({
        "hazards": hazards,
        "exposed": exposed(&portfolio.exposed),
        "exposed_by_hazard": by_hazard.map(|(key, of)| ((*key).to_owned(), exposed(of))).collect::<serde_json::Map<_, _>>(),
        "groups": portfolio.groups.iter().map(|group| self::group(group, portfolio, assessment)).collect::<Vec<_>>(),
        "limiting_factors": portfolio.limiting.iter().map(|limiting| json!({
            "factor": limiting.factor.key(),
            "name": texts.text(&format!("factor.{}", limiting.factor.key())),
            "times": limiting.times,
            "share_of_times": (total > 0).then(|| limiting.times as f64 / total as f64),
            "highest_class": limiting.worst.key(),
            "people": heads(limiting.heads),
        })).collect::<Vec<_>>(),
        "measures": portfolio.measures.iter().map(|helpful| {
            let mut json = measure(&helpful.advice, texts);
            json["people"] = heads(helpful.heads);
            json["highest_class"] = helpful.worst.key().into();
            json
        }).collect::<Vec<_>>(),
        "departments": portfolio.departments.iter().map(|department| json!({
            "organisation": given(&department.organisation),
            "department": given(&department.department),
            "exposed": exposed(&department.exposed),
        })).collect::<Vec<_>>(),
    })
}

fn group(group: &Group, portfolio: &Portfolio, assessment: &Assessment) -> Json {
    let job = &assessment.jobs[group.jobs[0]];
    let by_hazard = portfolio.hazards.iter().zip(&group.by_hazard);
    json!({
        "organisation": given(&job.organisation),
        "department": given(&job.department),
        "workstation": job.workstation,
        "job": job.job,
        "exposure_group": job.exposure_group,
        // Places in `jobs`, the worst day first.
        "jobs": group.jobs,
        "workers": group.workers,
        "whole": standing(group.whole),
        "by_hazard": by_hazard.map(|(hazard, of)| (hazard.key().to_owned(), standing(*of))).collect::<serde_json::Map<_, _>>(),
    })
}

fn standing(standing: Standing) -> Json {
    json!({
        "state": standing.state.key(),
        "class": standing.class.map(Class::key),
        "provisional": standing.provisional,
        "incomplete": standing.incomplete,
    })
}

/// Groups, the people that are known of, and the groups of which the number is not.
fn heads(heads: Heads) -> Json {
    let known = heads.unknown < heads.groups || heads.groups == 0;
    json!({"groups": heads.groups, "workers": known.then_some(heads.workers), "groups_without_number": heads.unknown})
}

fn exposed(exposed: &Exposed) -> Json {
    let mut json = json!({});
    for class in Class::ALL {
        json[class.key()] = heads(exposed.of(class));
    }
    json["none"] = heads(exposed.none);
    json
}
