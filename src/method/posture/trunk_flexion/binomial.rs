//! The binomial distribution.

/// The chance of `hits` or fewer among `observations` when each hits with chance `share`, which
/// lies between 0 and 1, ends excluded. Summed in logarithms: the first term alone can be too
/// small for a number.
pub fn at_most(hits: u32, observations: u32, share: f64) -> f64 {
    let odds = (share / (1.0 - share)).ln();
    let mut term = f64::from(observations) * (1.0 - share).ln();
    let mut sum = term.exp();
    for hit in 0..hits.min(observations) {
        term += (f64::from(observations - hit) / f64::from(hit + 1)).ln() + odds;
        sum += term.exp();
    }
    sum.min(1.0)
}
