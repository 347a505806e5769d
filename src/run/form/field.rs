//! Parts and fields of the form, from the registry of methods and the table of columns.

use std::sync::LazyLock;

use crate::domain::choice::{MacColour, MacOperation, RappOperation};
use crate::domain::column::{Group, Kind};
use crate::domain::{Cell, Cells, Column, ColumnSet, Unit};
use crate::method::score_chart::Line;
use crate::method::{Context, METHODS, Method};
use crate::method::{lifting::mac, pushing::rapp};

/// A part of the form: what one group of columns asks, and the methods that it starts.
#[derive(Debug)]
pub struct Part {
    /// The group of columns.
    pub group: Group,
    /// The ids of the methods that its columns start.
    pub methods: Vec<&'static str>,
    /// The one of them that says most of a row, to say what the part is about.
    pub chief: Option<&'static str>,
    /// Its fields, in the order of the task file; those that its methods read from another group too.
    pub columns: Vec<Column>,
    /// The fields of which one starts a method.
    pub starts: ColumnSet,
}

impl Part {
    /// Its name in an address.
    pub fn id(&self) -> &'static str {
        self.group.key().trim_start_matches("group.")
    }
}

/// Fields that nothing needs and that yet stand among the first: what an observer writes down anyway, and
/// control at the destination, which decides what else is asked.
const FIRST_TOO: ColumnSet = ColumnSet::of(&[
    Column::LoadMaxKg,
    Column::AOriginDeg,
    Column::ControlAtDestination,
    Column::Vehicle,
    Column::TrunkObservationsGe45,
    Column::TrunkObservationsGe60,
    Column::ObservationIntervalS,
    Column::VibrationSource,
]);

/// The parts of the form, in the order of the task file. The first is who, where and when.
pub fn parts() -> &'static [Part] {
    static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| {
        let mut groups: Vec<Group> = Vec::new();
        for column in Column::ALL {
            let group = column.spec().group;
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups.into_iter().map(make).collect()
    });
    &PARTS
}

/// The part with this name.
pub fn part(id: &str) -> Option<&'static Part> {
    parts().iter().find(|part| part.id() == id)
}

fn make(group: Group) -> Part {
    let of_group = |column: &Column| column.spec().group == group;
    let methods: Vec<&Method> = METHODS.iter().copied().filter(|method| home(method) == group).collect();
    let read = |column: &Column| methods.iter().any(|method| method.columns.contains(column));
    let mine = |column: &Column| of_group(column) || read(column);
    let starts = methods.iter().flat_map(|method| method.starts).copied().filter(of_group).collect::<Vec<_>>();
    Part {
        group,
        chief: methods
            .iter()
            .rev()
            .max_by_key(|method| (method.score_columns.len(), method.columns.len()))
            .map(|method| method.id),
        methods: methods.iter().map(|method| method.id).collect(),
        columns: Column::ALL.iter().copied().filter(mine).collect(),
        starts: ColumnSet::of(&starts),
    }
}

/// The group that most of a method's starting cells belong to; the first of equals.
fn home(method: &Method) -> Group {
    let group = |column: &Column| column.spec().group;
    let count = |wanted: Group| method.starts.iter().filter(|column| group(column) == wanted).count();
    let groups = method.starts.iter().map(group);
    groups.rev().max_by_key(|wanted| count(*wanted)).unwrap_or(Group::Identity)
}

/// The fields that the methods of a part cannot do without once they run, given what is filled in; the
/// fields that start them among these.
pub fn needed(part: &Part, cells: &Cells) -> ColumnSet {
    let own = FIRST_TOO.iter().filter(|column| column.spec().group == part.group);
    let mut needed = own.fold(ColumnSet::EMPTY, ColumnSet::with);
    for method in METHODS.iter().filter(|method| part.methods.contains(&method.id)) {
        for &start in method.starts {
            needed.insert(start);
            // From nothing: what is filled in already would not be missed.
            let mut trial = Cells::default();
            for column in FIRST_TOO.iter().filter(|column| cells.is_filled(*column)) {
                trial.set(column, cells.get(column));
            }
            fill(&mut trial, start, cells);
            // What is missing is filled in until nothing is: each turn names new columns, or it is the last.
            while let Some(missing) =
                Some((method.score)(&trial, Context::default()).unmet.missing).filter(|set| !set.is_empty())
            {
                let before = needed;
                for column in missing.iter() {
                    fill(&mut trial, column, cells);
                    needed.insert(column);
                }
                if needed == before {
                    break;
                }
            }
        }
    }
    needed
}

/// Puts what stands in the row into a cell, so that choices steer; else something possible.
fn fill(trial: &mut Cells, column: Column, cells: &Cells) {
    if cells.is_filled(column) {
        trial.set(column, cells.get(column));
        return;
    }
    let cell = match column.spec().kind {
        // Within the conditions of every method: outside them a method asks no further.
        Kind::Number(Unit::PerMinute | Unit::Hour, _) => Cell::Number(1.0),
        Kind::Number(_, bounds) => {
            let high = if bounds.high.is_finite() && bounds.high < 1e6 { bounds.high } else { 60.0 };
            let value = bounds.low.max(0.0).midpoint(high);
            Cell::Number(if bounds.whole { value.floor().max(bounds.low) } else { value })
        }
        Kind::Choice { .. } => Cell::Choice(0),
        Kind::Text | Kind::Date => Cell::Filled,
    };
    trial.set(column, cell);
}

/// A word of a field as the leaflet of its method prints it: with a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grade {
    /// The key of its words.
    pub text: &'static str,
    /// The colour of the leaflet.
    pub colour: MacColour,
}

/// The line of the British charts that a field fills in.
fn line(column: Column, cells: &Cells) -> Option<&'static Line> {
    let operation = cells.choice(Column::MacOperation).map_or(MacOperation::Lift, MacOperation::from_index);
    let form: &[&Line] = match operation {
        MacOperation::Lift => &mac::tables::LIFT,
        MacOperation::Carry => &mac::tables::CARRY,
        MacOperation::Team => &mac::tables::TEAM,
    };
    let pushing = cells.choice(Column::RappOperation).map_or(RappOperation::MediumWheeled, RappOperation::from_index);
    let others = [&mac::tables::LIFT[..], &mac::tables::CARRY[..], &mac::tables::TEAM[..], rapp::tables::lines(pushing)];
    let all = form.iter().chain(others.into_iter().flatten());
    all.copied().find(|line| line.column == column)
}

/// The word at `place` of a field, with its colour, where a leaflet gives it one.
pub fn grade(column: Column, place: u8, cells: &Cells) -> Option<Grade> {
    // Where a field is a number the grades are stretches of it, not words.
    if !matches!(column.spec().kind, Kind::Choice { .. }) {
        return None;
    }
    let grade = line(column, cells)?.grades.get(usize::from(place))?;
    Some(Grade { text: grade.text, colour: grade.colour })
}

/// Whether the words of a field are shown as pictures to click.
pub fn is_pictured(column: Column) -> bool {
    column.spec().group == Group::Mac && matches!(column.spec().kind, Kind::Choice { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_and_every_column_has_its_part() {
        for method in METHODS {
            assert!(parts().iter().any(|part| part.methods.contains(&method.id)), "{}", method.id);
        }
        for column in Column::ALL {
            assert!(parts().iter().any(|part| part.columns.contains(column)), "{}", column.key());
        }
        assert_eq!(part("vibration").unwrap().methods, ["whole_body_vibration"], "each method has one part");
        assert_eq!(parts()[0].group, Group::Identity);
        assert!(parts()[0].methods.is_empty());
        assert_eq!(part("lifting").unwrap().chief, Some("niosh"));
    }

    #[test]
    fn what_a_method_needs_follows_from_asking_it() {
        let lifting = part("lifting").unwrap();
        let set = needed(lifting, &Cells::default());
        for column in
            [Column::HOriginCm, Column::VDestinationCm, Column::LiftsPerMin, Column::Coupling, Column::ControlAtDestination]
        {
            assert!(set.contains(column), "{}", column.key());
        }
        assert!(!set.contains(Column::TemperatureC) && !set.contains(Column::HDestinationCm));
        let mut cells = Cells::default();
        cells.set(Column::ControlAtDestination, Cell::Choice(1));
        assert!(needed(lifting, &cells).contains(Column::HDestinationCm), "control asks for the destination");
        for column in [Column::VDestinationCm, Column::LiftsPerMin] {
            cells.set(column, Cell::Number(90.0));
            assert!(needed(lifting, &cells).contains(column), "what is filled in is still needed");
        }
        let mac = part("mac").unwrap();
        assert!(needed(mac, &Cells::default()).contains(Column::MacGrip));
        assert!(!needed(mac, &Cells::default()).contains(Column::MacCommunication));
        cells.set(Column::MacOperation, Cell::Choice(MacOperation::Team as u8));
        assert!(needed(mac, &cells).contains(Column::MacCommunication));
    }

    #[test]
    fn the_leaflets_colours_stand_with_their_words() {
        let cells = Cells::default();
        assert_eq!(grade(Column::MacHandDistance, 2, &cells).unwrap().colour, MacColour::Red);
        assert_eq!(grade(Column::MacHandDistance, 3, &cells), None);
        assert_eq!(grade(Column::Coupling, 0, &cells), None);
        assert_eq!(grade(Column::RappGrip, 0, &cells).unwrap().colour, MacColour::Green);
    }
}
