//! The documents that the guideline's values come from.

use crate::domain::Source;

/// The background document of the guideline. Locators are its sections, and the line numbers of
/// the text that was read.
pub const GUIDELINE: Source = Source {
    id: "nvab-2020",
    title: "Achtergronddocument Richtlijn Lage rugpijn en Lumbosacraal Radiculair Syndroom (NVAB/NVVG, 2020)",
};
