//! The numbers of a lift, each with its error.

use crate::chance::Truncated;
use crate::domain::column::Kind;
use crate::domain::{Bounds, Cells, Column};

/// How many numbers a lift has.
pub(super) const VARIABLES: usize = 9;

/// A number of a lift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variable {
    /// The average load.
    Load,
    /// H at the origin.
    HOrigin,
    /// V at the origin.
    VOrigin,
    /// A at the origin.
    AOrigin,
    /// Lifts per minute.
    Frequency,
    /// H at the destination.
    HDestination,
    /// V at the destination.
    VDestination,
    /// A at the destination.
    ADestination,
    /// The width of the container, from which H is estimated where it was not measured.
    Width,
    /// The lifting period; part of the mixture, not of a lift.
    Period,
    /// The light work after it; likewise.
    Recovery,
}

impl Variable {
    /// All of them; the first [`VARIABLES`] belong to a lift.
    pub(super) const ALL: [Self; 11] = [
        Self::Load,
        Self::HOrigin,
        Self::VOrigin,
        Self::AOrigin,
        Self::Frequency,
        Self::HDestination,
        Self::VDestination,
        Self::ADestination,
        Self::Width,
        Self::Period,
        Self::Recovery,
    ];

    /// The column that holds it.
    pub(super) const fn column(self) -> Column {
        match self {
            Self::Load => Column::LoadKg,
            Self::HOrigin => Column::HOriginCm,
            Self::VOrigin => Column::VOriginCm,
            Self::AOrigin => Column::AOriginDeg,
            Self::Frequency => Column::LiftsPerMin,
            Self::HDestination => Column::HDestinationCm,
            Self::VDestination => Column::VDestinationCm,
            Self::ADestination => Column::ADestinationDeg,
            Self::Width => Column::ContainerWidthCm,
            Self::Period => Column::LiftingHours,
            Self::Recovery => Column::RecoveryHours,
        }
    }
}

/// The numbers of a lift.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    values: [Truncated; VARIABLES],
    times_certain: bool,
}

impl Numbers {
    /// The numbers of a row, of which those that the equation needs are there.
    pub(super) fn of(row: &Cells) -> Option<Self> {
        let values = Variable::ALL.map(|variable| {
            let column = variable.column();
            // An angle that was not measured is 0, an assumption and not a measurement; the same
            // stands for what does not count.
            row.number(column).map_or(Truncated::new(0.0, 0.0, 0.0, 0.0), |value| Self::number(row, column, value))
        });
        let needed = [Column::LoadKg, Column::VOriginCm, Column::VDestinationCm, Column::LiftsPerMin, Column::LiftingHours];
        needed.iter().all(|column| row.number(*column).is_some()).then(|| Self {
            values: std::array::from_fn(|at| values[at]),
            times_certain: values[VARIABLES..].iter().all(Truncated::is_certain),
        })
    }

    /// The number in `column` with its error, within what is possible.
    pub(super) fn number(row: &Cells, column: Column, value: f64) -> Truncated {
        let bounds = match column.spec().kind {
            Kind::Number(_, bounds) => bounds,
            _ => Bounds::ANY,
        };
        Truncated::new(value, row.half_width(column), bounds.low, bounds.high)
    }

    /// Whether none of them has an error.
    pub(super) fn are_certain(&self) -> bool {
        self.times_certain && self.values.iter().all(Truncated::is_certain)
    }

    /// The same, with what the times may be told by the mixture.
    pub(super) fn without_times(&self) -> Self {
        Self { times_certain: true, ..self.clone() }
    }

    /// One of them.
    pub(super) fn get(&self, variable: Variable) -> Truncated {
        self.values[variable as usize]
    }
}
