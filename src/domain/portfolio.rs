//! All workstations together: who is exposed to what, what costs most, what would help most
//! people. Data without a language; `assess::portfolio` fills it, reports print it.

use super::{Advice, Class, Factor, Hazard};

/// All exposure groups of a run together.
#[derive(Debug, Clone)]
pub struct Portfolio {
    /// The hazards of which anything was measured anywhere.
    pub hazards: Vec<Hazard>,
    /// The exposure groups, worst first.
    pub groups: Vec<Group>,
    /// Who stands in which class, by the worst hazard of each group.
    pub exposed: Exposed,
    /// The same of each of [`Self::hazards`].
    pub exposed_by_hazard: Vec<Exposed>,
    /// What costs most where a class is exceeded, what does so most often first.
    pub limiting: Vec<Limiting>,
    /// The measures in the order of occupational hygiene, within a level by how many people they
    /// would help.
    pub measures: Vec<Helpful>,
    /// The departments, worst first.
    pub departments: Vec<Department>,
}

/// The people who do the same work in one day. Observed on several days they count once, with the
/// worst class of those days.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its working days: their places among the jobs of the assessment, worst first.
    pub jobs: Vec<usize>,
    /// The place of its department among [`Portfolio::departments`].
    pub department: usize,
    /// How many they are, as entered; `None` if no row says so.
    pub workers: Option<u64>,
    /// The class of the worst of its days.
    pub whole: Standing,
    /// The class by each of [`Portfolio::hazards`].
    pub by_hazard: Vec<Standing>,
}

/// A class with what weakens it, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The class, where there is one.
    pub class: Option<Class>,
    /// The state that says most where there is no class.
    pub state: super::State,
    /// Whether it rests on weak ground.
    pub provisional: bool,
    /// Whether something that belongs to it could not be assessed.
    pub incomplete: bool,
}

/// Groups, and their people as far as that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heads {
    /// Groups.
    pub groups: usize,
    /// The people of those groups of which the number is known.
    pub workers: u64,
    /// Groups of which it is not.
    pub unknown: usize,
}

impl Heads {
    /// One group more.
    pub fn add(&mut self, workers: Option<u64>) {
        self.groups += 1;
        match workers {
            Some(workers) => self.workers = self.workers.saturating_add(workers),
            None => self.unknown += 1,
        }
    }
}

/// Who stands in which class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exposed {
    /// By class, from low to high.
    pub classes: [Heads; 4],
    /// Without a class.
    pub none: Heads,
}

impl Exposed {
    /// One group more.
    pub fn add(&mut self, class: Option<Class>, workers: Option<u64>) {
        match class {
            Some(class) => self.classes[class as usize].add(workers),
            None => self.none.add(workers),
        }
    }

    /// Those in `class`.
    pub const fn of(&self, class: Class) -> Heads {
        self.classes[class as usize]
    }

    /// All of them.
    pub fn all(&self) -> Heads {
        self.classes.iter().chain([&self.none]).fold(Heads::default(), |sum, heads| Heads {
            groups: sum.groups + heads.groups,
            workers: sum.workers.saturating_add(heads.workers),
            unknown: sum.unknown + heads.unknown,
        })
    }
}

/// A factor that costs most where a class is exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limiting {
    /// The factor.
    pub factor: Factor,
    /// In how many tasks and days it does, each counted once for each hazard.
    pub times: usize,
    /// The highest class that it stands behind.
    pub worst: Class,
    /// Whom it concerns.
    pub heads: Heads,
}

/// A measure and whom it would help.
#[derive(Debug, Clone, PartialEq)]
pub struct Helpful {
    /// The measure, with every method that asks for it anywhere.
    pub advice: Advice,
    /// The highest class of the groups that it would help.
    pub worst: Class,
    /// Whom it would help: those of the groups above *no exceedance* for which it is named.
    pub heads: Heads,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Its organisation, as entered; may be empty.
    pub organisation: String,
    /// Its name, as entered; may be empty.
    pub department: String,
    /// Who stands in which class.
    pub exposed: Exposed,
}
