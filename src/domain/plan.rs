//! The plan of action: what is to be done about which risk, by whom, before when, and whether it
//! has been done.
//!
//! One half is computed from the assessment and made anew each time; the other half is a person's
//! and is carried along by the entry's id. Nothing that a person entered is dropped: an entry whose
//! risk is no longer found stays, and says so; a cell that cannot be read keeps its text.

use super::assessment::Level;
use super::choice::{CostClass, PlanStatus};
use super::{Arg, Class, Date, Hazard, Unit};

/// A plan of action.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// What is listed: the worst class first, within it risk by risk, and of each risk in the order of
    /// occupational hygiene; what is no longer found at the end.
    pub entries: Vec<PlanEntry>,
    /// What could be listed but is not: measures beyond the first of a risk, tasks beyond the worst
    /// of a group. A plan file that names one takes it into the plan.
    pub spare: Vec<PlanEntry>,
    /// The headers of columns in the plan file that are the user's own.
    pub extra: Vec<String>,
}

impl Plan {
    /// The entry with this id.
    pub fn find(&self, id: &str) -> Option<&PlanEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

/// A line of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanEntry {
    /// By which it is recognised in the next plan: made of group, task and measure, so that it
    /// outlives a new measurement. `L05-7K3M2Q9D`; lines of a user's own begin with `X`.
    pub id: String,
    /// Where it comes from.
    pub standing: Standing,
    /// For which work.
    pub place: PlanPlace,
    /// What is wrong there.
    pub risk: PlanRisk,
    /// What is to be done about it.
    pub measure: PlanMeasure,
    /// What the measure is to bring, where redesign can tell.
    pub expected: Option<Expected>,
    /// What people add.
    pub follow: FollowUp,
}

/// Where a line of the plan comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The assessment asks for it.
    Found,
    /// It was in the plan file, and the assessment no longer asks for it.
    Gone,
    /// A user added it.
    Own,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Found, Self::Gone, Self::Own];

    /// The key in JSON and texts (`plan.standing.<key>`).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Gone => "gone",
            Self::Own => "own",
        }
    }
}

/// For which work a line is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanPlace {
    /// Organisation, as entered.
    pub organisation: String,
    /// Department, as entered.
    pub department: String,
    /// The exposure group; empty for a measure of the whole organisation.
    pub group: String,
    /// The task; empty for the working day as a whole.
    pub task: String,
    /// The day of the observation.
    pub date: Option<Date>,
    /// In how many other tasks of the group (of groups, for a measure of the whole organisation)
    /// the same measure is asked for, and is not listed apart.
    pub others: usize,
}

/// What is wrong. Of a line that the assessment does not ask for: as the plan file has it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRisk {
    /// The hazard.
    pub hazard: Option<Hazard>,
    /// The method whose finding it is, the worst that asks for the measure.
    pub method: Option<&'static str>,
    /// The finding in words.
    pub words: Arg,
    /// The task, or the group, that the finding is about, where the line is for more than that.
    pub at: String,
    /// Its leading figure, unrounded, with its unit.
    pub value: Option<(f64, Unit)>,
    /// Its class.
    pub class: Option<Class>,
    /// Whether the class rests on weak ground.
    pub provisional: bool,
}

/// What is to be done. Of a line that the assessment does not ask for: as the plan file has it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanMeasure {
    /// The id in the measures table; empty for a user's own.
    pub id: String,
    /// In words.
    pub words: Arg,
    /// Where it stands in the order of occupational hygiene.
    pub level: Option<Level>,
    /// Its evidence in words.
    pub evidence: Arg,
    /// Whether it stands in the guideline's own documents.
    pub in_guideline: bool,
}

/// What a measure is to bring, as redesign computed it with one method.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// The method that judged the change; `None` where only the plan file tells.
    pub method: Option<&'static str>,
    /// What changes.
    pub change: Arg,
    /// The new value in words, with what it is.
    pub words: Arg,
    /// The new value, unrounded.
    pub value: Option<f64>,
    /// The new class by that method.
    pub class: Option<Class>,
}

/// What people add to a line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FollowUp {
    /// What is done exactly, here.
    pub action: String,
    /// Who sees to it.
    pub owner: String,
    /// Before when.
    pub due: Entered<Date>,
    /// What it costs, in classes that the organisation sets.
    pub cost: Entered<CostClass>,
    /// When it is measured again.
    pub remeasure: Entered<Date>,
    /// How far it is; empty counts as open.
    pub status: Entered<PlanStatus>,
    /// Whatever else.
    pub remark: String,
    /// The cells of [`Plan::extra`].
    pub extra: Vec<String>,
}

impl FollowUp {
    /// How far it is. A status that cannot be read counts as open.
    pub const fn status(&self) -> PlanStatus {
        match self.status {
            Entered::Value(status) => status,
            Entered::Empty | Entered::Unread(_) => PlanStatus::Open,
        }
    }
}

/// A cell that a person filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Entered<T> {
    /// Nothing.
    #[default]
    Empty,
    /// A value.
    Value(T),
    /// Something that could not be read, as it came: named as a problem, and kept.
    Unread(String),
}

impl<T: Copy> Entered<T> {
    /// The value, if there is one.
    pub const fn value(&self) -> Option<T> {
        match self {
            Self::Value(value) => Some(*value),
            Self::Empty | Self::Unread(_) => None,
        }
    }
}

/// What a column of the plan holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanKind {
    /// Computed, or only for recognising the line.
    Computed,
    /// A person's words.
    Words,
    /// A calendar day that a person sets.
    Day,
    /// One of a few words.
    Choice(&'static [super::choice::Choice]),
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $key:literal / $nl:literal : $kind:expr;)*) => {
        /// A column of the plan file, in the order in which it is written.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PlanColumn { $($(#[$doc])* $name,)* }

        impl PlanColumn {
            /// All columns.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The English name, also the key in JSON and texts (`plan.column.<key>`).
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// The Dutch name.
            pub const fn nl(self) -> &'static str {
                match self { $(Self::$name => $nl,)* }
            }

            /// What it holds.
            pub const fn kind(self) -> PlanKind {
                match self { $(Self::$name => $kind,)* }
            }
        }
    };
}

columns! {
    /// The rank.
    Rank = "rank" / "nr" : PlanKind::Computed;
    /// [`PlanRisk::class`].
    Class = "class" / "klasse" : PlanKind::Computed;
    /// [`PlanPlace::department`].
    Department = "department" / "afdeling" : PlanKind::Computed;
    /// [`PlanPlace::group`].
    Group = "group" / "groep" : PlanKind::Computed;
    /// [`PlanPlace::task`].
    Task = "task" / "taak" : PlanKind::Computed;
    /// [`PlanRisk::words`].
    Risk = "risk" / "risico" : PlanKind::Computed;
    /// [`PlanRisk::value`].
    Value = "value" / "waarde" : PlanKind::Computed;
    /// [`PlanMeasure::level`].
    Level = "level" / "niveau" : PlanKind::Computed;
    /// [`PlanMeasure::words`].
    Measure = "measure" / "maatregel" : PlanKind::Computed;
    /// [`Expected::change`].
    Change = "change" / "verandering" : PlanKind::Computed;
    /// [`Expected::words`].
    Expected = "expected" / "verwacht" : PlanKind::Computed;
    /// [`Expected::class`].
    ExpectedClass = "expected_class" / "verwachte_klasse" : PlanKind::Computed;
    /// [`FollowUp::action`].
    Action = "action" / "uitwerking" : PlanKind::Words;
    /// [`FollowUp::owner`].
    Owner = "owner" / "verantwoordelijke" : PlanKind::Words;
    /// [`FollowUp::due`].
    Due = "due" / "gereed_op" : PlanKind::Day;
    /// [`FollowUp::cost`].
    Cost = "cost_class" / "kostenklasse" : PlanKind::Choice(CostClass::CHOICES);
    /// [`FollowUp::remeasure`].
    Remeasure = "remeasure" / "hermeten_op" : PlanKind::Day;
    /// [`FollowUp::status`].
    Status = "status" / "status" : PlanKind::Choice(PlanStatus::CHOICES);
    /// [`FollowUp::remark`].
    Remark = "remark" / "opmerking" : PlanKind::Words;
    /// [`PlanMeasure::evidence`].
    Evidence = "evidence" / "bewijs" : PlanKind::Computed;
    /// [`PlanPlace::date`].
    Date = "date" / "datum" : PlanKind::Computed;
    /// [`PlanEntry::standing`].
    Standing = "standing" / "herkomst" : PlanKind::Computed;
    /// [`PlanMeasure::id`].
    MeasureId = "measure_id" / "maatregel_id" : PlanKind::Computed;
    /// [`PlanPlace::organisation`].
    Organisation = "organisation" / "organisatie" : PlanKind::Computed;
    /// [`PlanEntry::id`].
    Id = "id" / "id" : PlanKind::Computed;
}

impl PlanColumn {
    /// The column with this name, English or Dutch, lower case with underscores.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.key() == name || column.nl() == name)
    }

    /// Whether a person fills it in.
    pub const fn is_entered(self) -> bool {
        !matches!(self.kind(), PlanKind::Computed)
    }
}

/// A line of a plan file: its cells as text, with what a person filled in already read.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanLine {
    /// Its row in the file, the header being row 1.
    pub row: u64,
    /// Its filled cells, as they came.
    pub cells: Vec<(PlanColumn, String)>,
    /// What a person filled in.
    pub follow: FollowUp,
}

impl PlanLine {
    /// The text in a column; empty if there is none.
    pub fn text(&self, column: PlanColumn) -> &str {
        self.cells.iter().find(|(at, _)| *at == column).map_or("", |(_, words)| words.as_str())
    }
}

/// A plan file that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanFile {
    /// Its lines, in their order.
    pub lines: Vec<PlanLine>,
    /// The headers of columns that are the user's own.
    pub extra: Vec<String>,
}
