//! The answer as JSON: `rugwijzer/observe/1`.

use serde_json::{Value, json};

use super::{Answer, Dependence, LIMIT_PCT};
use crate::method::posture::trunk_flexion::interval::Interval;

/// The document.
pub fn document(answer: &Answer) -> Value {
    let percent = |interval: Interval| json!([100.0 * interval.low, 100.0 * interval.high]);
    json!({
        "schema": "rugwijzer/observe/1",
        "limit_pct": LIMIT_PCT,
        "share_pct": answer.share_pct,
        "design_effect": answer.design_effect,
        "design_effect_from": match answer.dependence {
            Dependence::None => "assumed",
            Dependence::Stated(_) => "stated",
            Dependence::From { .. } => "bend and spacing",
        },
        "counted": answer.counted.map(|counted| json!({
            "hits": counted.hits, "moments": counted.moments, "wilson95_pct": percent(counted.wilson),
            "clopper_pearson95_pct": counted.exact.map(percent), "verdict": counted.verdict, "more": counted.more,
        })),
        "moments_for_margin": answer.margins.iter().map(|(margin, moments)| json!({ "margin_pct": margin, "moments": moments }))
            .collect::<Vec<_>>(),
        "moments_for_power80": answer.power.map(|sample| json!({
            "moments": sample.observations, "critical_hits": sample.critical_hits,
        })),
    })
}
