//! What the day says of a single lift: the screening by weight, the conditions and limits of the lifting
//! equation, what it names as costing most, and ISO 11228-1. Expected values stand in the documents: NVAB/NVVG
//! 2020, lines 2074-2076 and 2389-2411; NIOSH 94-110.

mod build;
mod conditions;
mod index;
mod iso11228;
mod screening;
