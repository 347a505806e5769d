//! The one number of a finding that a summary, a plan or a comparison shows.

use crate::domain::{Class, Finding, Unit, Value};

/// The leading figure of each method; `None` where no single number speaks for the finding.
const LEADING: &[(&str, Option<(&str, Unit)>)] = &[
    ("screening", Some(("load_kg", Unit::Kilogram))),
    ("niosh", Some(("li", Unit::None))),
    ("niosh_composite", Some(("cli", Unit::None))),
    ("iso11228", Some(("li", Unit::None))),
    ("mac", Some(("total", Unit::Count))),
    ("rapp", Some(("total", Unit::Count))),
    ("trunk_flexion", Some(("ge45_pct", Unit::Percent))),
    ("whole_body_vibration", Some(("a8", Unit::Acceleration))),
    ("exposures", None),
];

/// The share that makes bending *high* instead of *increased*.
const BEYOND_60: &str = "ge60_pct";

/// The key, value and unit of the figure that speaks for `finding`, unrounded.
pub fn headline(finding: &Finding) -> Option<(&'static str, f64, Unit)> {
    let (_, leading) = LEADING.iter().find(|(method, _)| *method == finding.method)?;
    let (key, unit) = (*leading)?;
    let key = if finding.method == "trunk_flexion" && finding.class == Some(Class::High) { BEYOND_60 } else { key };
    match finding.figure(key) {
        Some(Value::Number(value)) => Some((key, *value, unit)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Figure, Hazard, State};
    use crate::method::METHODS;

    #[test]
    fn every_method_has_an_answer() {
        for method in METHODS {
            assert!(LEADING.iter().any(|(id, _)| *id == method.id), "{} has no line in LEADING", method.id);
        }
        assert_eq!(LEADING.len(), METHODS.len());
    }

    #[test]
    fn bending_beyond_60_speaks_where_it_decides() {
        let mut finding = Finding::new("trunk_flexion", Hazard::TrunkFlexion, State::Assessed);
        finding.figures = vec![Figure::new("ge45_pct", 12.0), Figure::new("ge60_pct", 6.0)];
        assert_eq!(headline(&finding), Some(("ge45_pct", 12.0, Unit::Percent)));
        finding.class = Some(Class::High);
        assert_eq!(headline(&finding), Some(("ge60_pct", 6.0, Unit::Percent)));
    }
}
