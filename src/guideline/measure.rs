//! The measures: 76 entries of what the guideline recommends, discourages or merely reports.

use std::sync::LazyLock;

use super::table;
use crate::domain::assessment::Level;
use crate::domain::{Arg, Class, Factor, FactorSet, Hazard, Phrase};

/// What an entry is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// To be done.
    Recommend,
    /// Not to be done.
    Discourage,
    /// Known, but neither recommended nor discouraged.
    Context,
    /// A study result behind another entry.
    Evidence,
}

impl Role {
    const ALL: [Self; 4] = [Self::Recommend, Self::Discourage, Self::Context, Self::Evidence];

    /// The key in data and texts (`guideline.role.<key>`).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Recommend => "recommend",
            Self::Discourage => "discourage",
            Self::Context => "context",
            Self::Evidence => "evidence",
        }
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Lifting.
    Lifting,
    /// Whole-body vibration.
    Vibration,
    /// Working postures and forces.
    Posture,
    /// Whatever the hazard.
    General,
    /// Back to work: for the physician's consultation, never a measure of a workplace report.
    Reintegration,
}

impl Topic {
    /// All topics, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Lifting, Self::Vibration, Self::Posture, Self::General, Self::Reintegration];

    /// The key in data and texts (`guideline.topic.<key>`).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lifting => "lifting",
            Self::Vibration => "vibration",
            Self::Posture => "posture",
            Self::General => "general",
            Self::Reintegration => "reintegration",
        }
    }
}

/// When a measure is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// For these hazards.
    pub hazards: Vec<Hazard>,
    /// Where one of these factors costs something; `None` works on whatever it is.
    pub works_on: Option<FactorSet>,
    /// The factor that it works on first of all.
    pub chief: Option<Factor>,
    /// From this class; `None` also where no class could be given.
    pub from: Option<Class>,
    /// The hazard that it has assessed: not asked for any more where that hazard has its class.
    pub assesses: Option<Hazard>,
    /// Whether its words name the limit that it brings a load down to.
    pub to_limit: bool,
}

/// An entry of the measures table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its id: `L01`.
    pub id: &'static str,
    /// What it is for.
    pub role: Role,
    /// What it is about.
    pub topic: Topic,
    /// Where it stands in the order of occupational hygiene.
    pub level: Level,
    /// The scheme of its evidence: `GRADE` and `EBRO` are different scales and are never converted.
    pub scheme: &'static str,
    /// Its grade in that scheme, as a word of the data; [`Self::grade`] says it.
    pub grade: &'static str,
    /// When it is selected for a workplace; `None` for what is never selected.
    pub asked: Option<Asked>,
    /// Whether it stands in the guideline's own document.
    pub in_guideline: bool,
    /// The entry that this evidence stands behind.
    pub supports: Option<&'static str>,
    /// The document, with the study or recommendation.
    pub source: &'static str,
    /// Lines in the document; empty for practice advice.
    pub lines: &'static str,
    keys: [&'static str; 4],
}

impl Measure {
    /// What it is, as a sentence.
    pub const fn text(&self) -> Phrase {
        Phrase::new(self.keys[0])
    }

    /// Its grade in words.
    pub const fn grade(&self) -> Phrase {
        Phrase::new(self.keys[1])
    }

    /// The effect that was found.
    pub const fn effect(&self) -> Phrase {
        Phrase::new(self.keys[2])
    }

    /// The outcome that the effect is about.
    pub const fn outcome(&self) -> Phrase {
        Phrase::new(self.keys[3])
    }

    /// Document and lines.
    pub fn citation(&self) -> Phrase {
        if self.lines.is_empty() {
            return Phrase::new("guideline.explain.source.line").with("source", Arg::Place(self.source));
        }
        let lines = self.lines.replace('-', "–");
        Phrase::new("guideline.explain.source.lines").with("source", Arg::Place(self.source)).text("lines", lines)
    }

    /// The evidence that stands behind it, in the order of the table.
    pub fn evidence(&self) -> impl Iterator<Item = &'static Self> {
        let id = self.id;
        all().iter().filter(move |other| other.supports == Some(id))
    }
}

static MEASURES: LazyLock<Vec<Measure>> =
    LazyLock::new(|| table::read(include_str!("data/measures.csv")).iter().map(parse).collect());

/// All measures, in the order of the table.
pub fn all() -> &'static [Measure] {
    &MEASURES
}

/// The measure with this id, in capitals or not.
pub fn find(id: &str) -> Option<&'static Measure> {
    all().iter().find(|measure| measure.id.eq_ignore_ascii_case(id))
}

fn parse(row: &table::Row) -> Measure {
    let id = row.get("id");
    let (source, lines) = (row.get("source"), row.get("lines"));
    Measure {
        id,
        role: table::named(&Role::ALL, Role::key, row.get("role")),
        topic: table::named(&Topic::ALL, Topic::key, row.get("topic")),
        level: table::named(&LEVELS, Level::key, row.get("level")),
        scheme: row.get("scheme"),
        grade: row.get("grade"),
        asked: row.optional("hazards").map(|hazards| asked(hazards, row)),
        in_guideline: row.yes("in_guideline"),
        supports: row.optional("supports"),
        source,
        lines,
        keys: ["", ".grade", ".effect", ".outcome"].map(|part| table::text(format!("measure.{id}{part}"))),
    }
}

fn asked(hazards: &str, row: &table::Row) -> Asked {
    let named: Vec<Factor> = match row.get("factors") {
        "any" => Vec::new(),
        factors => factors.split(' ').map(|key| table::named(Factor::ALL, Factor::key, key)).collect(),
    };
    Asked {
        hazards: hazards.split(' ').map(|key| table::named(&Hazard::ALL, Hazard::key, key)).collect(),
        works_on: (!named.is_empty()).then(|| FactorSet::of(&named)),
        chief: named.first().copied(),
        from: match row.get("min_class") {
            "none" => None,
            key => Some(table::named(&Class::ALL, Class::key, key)),
        },
        to_limit: row.optional("to_limit").is_some(),
        assesses: row.optional("assesses").map(|key| table::named(&Hazard::ALL, Hazard::key, key)),
    }
}

/// All levels, in the order of occupational hygiene.
pub const LEVELS: [Level; 5] = [Level::Elimination, Level::Technical, Level::Organisational, Level::Worker, Level::Discouraged];
