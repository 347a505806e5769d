//! The vocabulary: what a task file can say, what a method can answer, and how both are carried.
//!
//! This module depends on nothing of ours. It does no input or output, knows no language and
//! no method; it only gives names and types to things.

pub mod assessment;
pub mod bounds;
pub mod cells;
pub mod certainty;
pub mod chart;
pub mod choice;
pub mod class;
pub mod column;
pub mod comparison;
pub mod date;
pub mod decimal;
pub mod doubt;
pub mod factor;
pub mod figure;
pub mod finding;
pub mod hazard;
pub mod phrase;
pub mod plan;
pub mod portfolio;
pub mod problem;
pub mod profile;
pub mod quantity;
pub mod section;
pub mod setting;
pub mod source;
pub mod task;
pub mod threshold;

pub use assessment::{Advice, Assessment, InputFile, Job, TaskResult};
pub use bounds::Bounds;
pub use cells::{Cell, Cells};
pub use certainty::Certainty;
pub use class::Class;
pub use column::{Column, ColumnSet};
pub use comparison::Comparison;
pub use date::Date;
pub use doubt::Doubt;
pub use factor::{Factor, FactorSet};
pub use figure::{Figure, Value};
pub use finding::{Finding, State, Step};
pub use hazard::{Hazard, HazardSet};
pub use phrase::{Arg, Phrase};
pub use plan::{Plan, PlanColumn, PlanEntry};
pub use portfolio::Portfolio;
pub use problem::{Fault, Origin, Problem};
pub use profile::Profile;
pub use quantity::Unit;
pub use section::Section;
pub use setting::{Jurisdiction, Language};
pub use source::{Citation, Confidence, Source};
pub use task::{Task, WorkingDay};
pub use threshold::{Relation, Threshold};
