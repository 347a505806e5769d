//! The evidence behind the risk factors: every row of appendices 10 and 12, 95 in all.
//!
//! What is printed is kept as printed. Where it cannot be right, the corrected value stands beside
//! it and the misprint is named.

use std::sync::LazyLock;

use super::effect::{Significance, Size};
use super::grade::{Judgement, Quality, Reason};
use super::table;
use crate::domain::{Factor, Phrase};

/// What a factor was studied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Low back pain.
    Lbp,
    /// Lumbosacral radicular syndrome.
    Lrs,
}

impl Outcome {
    /// Both, in the order of the appendices.
    pub const ALL: [Self; 2] = [Self::Lbp, Self::Lrs];

    /// The key in data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lbp => "LBP",
            Self::Lrs => "LRS",
        }
    }

    /// Its name.
    pub const fn name(self) -> Phrase {
        Phrase::new(match self {
            Self::Lbp => "guideline.outcome.lbp",
            Self::Lrs => "guideline.outcome.lrs",
        })
    }
}

/// How many people had the complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cases {
    /// So many.
    Number(u32),
    /// More than 95, the number that the guideline asks for.
    Enough,
}

/// What the 95 % interval of a row is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// It can be used.
    Usable,
    /// It is printed, but an end is probably wrong.
    Doubtful,
    /// It is printed and cannot be right.
    Wrong,
    /// None is printed.
    Missing,
}

impl Trust {
    const ALL: [Self; 4] = [Self::Usable, Self::Doubtful, Self::Wrong, Self::Missing];

    /// The key in data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Usable => "usable",
            Self::Doubtful => "doubtful",
            Self::Wrong => "wrong",
            Self::Missing => "missing",
        }
    }
}

/// A row of appendix 10 or 12.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Outcome and line: `lbp-8841`.
    pub id: &'static str,
    /// What was studied.
    pub outcome: Outcome,
    /// The group of factors, as a text key.
    pub domain: &'static str,
    /// The factor of a task that it speaks of, if any.
    pub factor: Option<Factor>,
    /// The review.
    pub review: &'static str,
    /// Studies in it on this factor.
    pub studies: u32,
    /// People.
    pub n: u32,
    /// People with the complaint.
    pub cases: Cases,
    /// The study; `pooled` for a meta-analysis.
    pub study: &'static str,
    /// `OR` or `RR`.
    pub measure: &'static str,
    /// Estimate and interval digit for digit as printed.
    pub as_printed: &'static str,
    /// The estimate as printed.
    pub printed: f64,
    /// The corrected estimate.
    pub corrected: Option<f64>,
    /// The 95 % interval as printed.
    pub interval: Option<(f64, f64)>,
    /// What the interval is worth.
    pub trust: Trust,
    /// The label as printed, where it is another factor's.
    pub printed_factor: Option<&'static str>,
    /// What lowered the quality, as printed.
    pub lowered: Vec<Reason>,
    /// What raised it, as printed.
    pub raised: Vec<Reason>,
    /// The quality as printed.
    pub quality: Quality,
    /// The misprints that touch the row: `E1`.
    pub misprints: Vec<&'static str>,
    /// The line where it starts.
    pub line: u32,
    key: &'static str,
}

impl Evidence {
    /// The factor and its exposure in words.
    pub const fn text(&self) -> Phrase {
        Phrase::new(self.key)
    }

    /// The estimate to use.
    pub fn estimate(&self) -> f64 {
        self.corrected.unwrap_or(self.printed)
    }

    /// How large the effect is.
    pub fn size(&self) -> Size {
        Size::of_ratio(self.estimate())
    }

    /// Whether the effect is significant; `None` where the interval is missing or cannot be right.
    pub fn significance(&self) -> Option<Significance> {
        match self.trust {
            Trust::Usable | Trust::Doubtful => self.interval.map(Significance::of_ratio),
            Trust::Wrong | Trust::Missing => None,
        }
    }

    /// Its quality by the rules, from what the row says was lowered and raised.
    pub fn judge(&self) -> Judgement {
        let start = Judgement::starting(Quality::Low);
        let lowered = self.lowered.iter().fold(start, |judgement, reason| judgement.lower(*reason, true));
        self.raised.iter().fold(lowered, |judgement, reason| judgement.raise(*reason, true))
    }

    /// Effect with interval, quality and source in one sentence; what was printed wrong beside it.
    pub fn sentence(&self) -> Phrase {
        let phrase = |key| {
            Phrase::new(key)
                .phrase("what", self.text())
                .text("measure", self.measure)
                .exact("estimate", self.estimate())
                .phrase("quality", self.quality.name())
                .text("review", self.review)
                .exact("line", f64::from(self.line))
        };
        let Some((low, high)) = self.interval else { return phrase("guideline.row.missing") };
        let phrase = |key| phrase(key).exact("low", low).exact("high", high);
        match (self.corrected, self.trust) {
            (Some(_), _) => phrase("guideline.row.corrected").exact("printed", self.printed),
            (None, Trust::Wrong) => phrase("guideline.row.wrong"),
            (None, Trust::Doubtful) => phrase("guideline.row.doubtful"),
            (None, _) => phrase("guideline.row.usable"),
        }
    }
}

static EVIDENCE: LazyLock<Vec<Evidence>> =
    LazyLock::new(|| table::read(include_str!("data/evidence.csv")).iter().map(parse).collect());

/// All rows, in the order of the appendices.
pub fn all() -> &'static [Evidence] {
    &EVIDENCE
}

/// The row with this id.
pub fn find(id: &str) -> Option<&'static Evidence> {
    all().iter().find(|row| row.id.eq_ignore_ascii_case(id))
}

fn parse(row: &table::Row) -> Evidence {
    let id = row.get("id");
    let reasons = |column| row.get(column).split_whitespace().map(|key| table::named(Reason::ALL, Reason::key, key)).collect();
    let number = |column| row.number(column).unwrap_or_else(|| panic!("evidence {id} lacks {column}"));
    Evidence {
        id,
        outcome: table::named(&Outcome::ALL, Outcome::key, row.get("outcome")),
        domain: table::text(format!("guideline.domain.{}", row.get("domain"))),
        factor: row.optional("factor").map(|key| table::named(Factor::ALL, Factor::key, key)),
        review: row.get("review"),
        studies: row.count("studies"),
        n: row.count("n"),
        cases: if row.get("cases") == ">95" { Cases::Enough } else { Cases::Number(row.count("cases")) },
        study: row.get("study"),
        measure: row.get("measure"),
        as_printed: match row.optional("low") {
            None => row.get("estimate"),
            Some(low) => table::text(format!("{} ({low}–{})", row.get("estimate"), row.get("high"))),
        },
        printed: number("estimate"),
        corrected: row.number("corrected"),
        interval: row.number("low").zip(row.number("high")),
        trust: table::named(&Trust::ALL, Trust::key, row.get("interval")),
        printed_factor: row.optional("printed_factor"),
        lowered: reasons("downgrades"),
        raised: reasons("upgrades"),
        quality: table::named(&Quality::ALL, Quality::key, row.get("quality")),
        misprints: row.get("misprints").split_whitespace().collect(),
        line: row.count("line"),
        key: table::text(format!("guideline.evidence.{id}")),
    }
}
