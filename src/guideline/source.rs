//! The guideline's own documents.

use crate::domain::Source;

/// The background document, in which the lists of risk factors and the evidence tables stand.
/// Locators give its sections, and the lines of the text version that this project was made from.
pub static BACKGROUND: Source = Source {
    id: "lrp_lrs_background_2020",
    title: "Achtergronddocument Richtlijn Lage rugpijn en Lumbosacraal Radiculair Syndroom (NVAB/NVVG, 2020)",
};
