//! How sure a share of time is: a circular block bootstrap over seconds.
//!
//! Seconds that follow each other are not independent: with bends of ten seconds on average, a
//! day of 28 800 seconds tells as much as 1 700 independent ones. So whole blocks of the
//! recording are drawn, with replacement and around the end, until a recording of the same
//! length is filled; the spread of its share over many such draws is the standard error. The
//! generator is our own and starts at a fixed number: the same recording always gives the same interval.
//!
//! Rare long bends need more than that. Their number is small and their lengths differ, so that a
//! share that happens to be low comes with an error that is too small as well. Two corrections,
//! both from statistics and neither fitted to the simulations that check them:
//!
//! * the interval is built on the logit of the share, log(p / (1 − p)), the usual scale of a
//!   proportion: there it is symmetrical, on the share itself it reaches further up than down;
//! * its Student's factor has the degrees of freedom that the variance of the blocks really has,
//!   2n / (κ − (n − 3) / (n − 1)) of n blocks with kurtosis κ (Satterthwaite 1946 and Box 1953, in
//!   the form of Bonett 2006; from memory of them): n − 1 for blocks that are normally distributed,
//!   few where a handful of blocks holds all bends.

use super::student;

/// The standard length of a block, s: a quarter of an hour, long against the longest bends.
pub const BLOCK_S: usize = 900;
/// The least number of blocks that a recording must hold for an interval.
pub const LEAST_BLOCKS: usize = 10;
/// The shortest block, s: a recording that holds fewer than [`LEAST_BLOCKS`] of these gets no
/// interval.
pub const SHORTEST_BLOCK_S: usize = 60;
/// Blocks below this length, s, may be short against the bends: said.
pub const SHORT_BLOCK_S: usize = 300;
/// How long a bend is taken to last on average where none was seen, s. Ours.
const UNSEEN_S: f64 = 10.0;
/// So many bends can have been missed with a chance of 2.5 % where none was seen: −ln 0.025 (Poisson).
const UNSEEN: f64 = 3.688_879_454_113_936;
/// How many recordings are drawn.
pub const DRAWS: usize = 10_000;
/// Where the generator starts.
const SEED: u64 = 0x5275_6777_696a_7a65;

/// The generator xoshiro256++ of Blackman and Vigna, started through splitmix64.
#[derive(Debug, Clone)]
pub struct Generator {
    state: [u64; 4],
}

impl Generator {
    /// A generator that starts at `seed`.
    pub fn new(seed: u64) -> Self {
        let mut at = seed;
        let state = std::array::from_fn(|_| {
            at = at.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = at;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        });
        Self { state }
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (third, fourth) = (c ^ a, d ^ b);
        self.state = [a ^ fourth, b ^ third, third ^ (b << 17), fourth.rotate_left(45)];
        out
    }

    /// A whole number below `end`, each equally likely (to one part in 2⁶⁴ / `end`).
    #[expect(clippy::cast_possible_truncation, reason = "the high half of the product is below `end`")]
    pub const fn below(&mut self, end: usize) -> usize {
        ((self.bits() as u128 * end as u128) >> 64) as usize
    }

    /// A number from 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The block length for a recording of `seconds`: the standard one, a tenth of the recording when
/// that is shorter, `None` when even that is too short to hold anything.
pub fn block_length(seconds: usize) -> Option<usize> {
    let block = BLOCK_S.min(seconds / LEAST_BLOCKS);
    (block >= SHORTEST_BLOCK_S).then_some(block)
}

/// The 95 % intervals, %, of `N` shares of time that were measured together.
///
/// Each second has its measured time and, of that, the time in each state. `None` when the
/// seconds hold too few blocks, or nothing was measured.
///
/// A state that never occurs has an interval too: up to the share that 3.7 times 10 s would have
/// made, which is what can have been missed.
pub fn intervals<const N: usize>(seconds: &[(f32, [f32; N])], draws: usize) -> Option<[(f64, f64); N]> {
    let length = seconds.len();
    let block = block_length(length)?;
    let sums = running_sums(seconds, block);
    let (time, states) = sums[length];
    if time <= 0.0 || draws == 0 {
        return None;
    }
    let shares = states.map(|state| (state / time).clamp(0.0, 1.0));
    let blocks = length as f64 / block as f64;
    let errors = standard_errors(&sums, block, &shares, draws).map(|error| error * (blocks / (blocks - 1.0)).sqrt());
    let unseen = (UNSEEN * UNSEEN_S / time).min(1.0);
    let interval = |at: usize| {
        let share = shares[at];
        if share <= 0.0 {
            return (0.0, unseen);
        }
        if share >= 1.0 {
            return (1.0 - unseen, 1.0);
        }
        let reach = student::two_sided_95(freedom(&sums, block, at, share)) * errors[at] / (share * (1.0 - share));
        let logit = (share / (1.0 - share)).ln();
        let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
        (back(logit - reach), back(logit + reach))
    };
    Some(std::array::from_fn(|at| {
        let (low, high) = interval(at);
        (100.0 * low, 100.0 * high)
    }))
}

/// The spread of each share over recordings that are drawn block by block.
fn standard_errors<const N: usize>(sums: &[(f64, [f64; N])], block: usize, shares: &[f64; N], draws: usize) -> [f64; N] {
    let length = sums.len() - 1 - block;
    let mut generator = Generator::new(SEED);
    let mut spread = [(0.0, 0.0); N];
    for _ in 0..draws {
        let (mut time, mut bent) = (0.0, [0.0; N]);
        let mut left = length;
        while left > 0 {
            let take = block.min(left);
            let from = generator.below(length);
            let (first, last) = (&sums[from], &sums[from + take]);
            time += last.0 - first.0;
            for (sum, (to, from)) in bent.iter_mut().zip(last.1.iter().zip(first.1)) {
                *sum += to - from;
            }
            left -= take;
        }
        for at in 0..N {
            // A draw of nothing but gaps says nothing of the share.
            let away = if time > 0.0 { bent[at] / time - shares[at] } else { 0.0 };
            spread[at].0 += away;
            spread[at].1 += away * away;
        }
    }
    let count = draws as f64;
    spread.map(|(sum, squares)| (squares / count - (sum / count).powi(2)).max(0.0).sqrt())
}

/// The degrees of freedom of the variance between blocks, by how heavy the tails of all circular
/// blocks are: from 2, where one block has everything, to one less than the number of blocks.
fn freedom<const N: usize>(sums: &[(f64, [f64; N])], block: usize, at: usize, share: f64) -> f64 {
    let length = sums.len() - 1 - block;
    let blocks = length as f64 / block as f64;
    let (mut second, mut fourth) = (0.0, 0.0);
    for from in 0..length {
        let (first, last) = (&sums[from], &sums[from + block]);
        // By how much the block's time in the state is more than its measured time would have it.
        let away = (last.1[at] - first.1[at]) - share * (last.0 - first.0);
        let square = away * away;
        second += square;
        fourth += square * square;
    }
    let most = blocks - 1.0;
    if second <= 0.0 {
        return most;
    }
    let kurtosis = fourth * length as f64 / (second * second);
    let freedom = 2.0 * blocks / (kurtosis - (blocks - 3.0) / (blocks - 1.0));
    if freedom > 0.0 { freedom.clamp(2.0, most) } else { most }
}

/// Sums from the start up to each second, going on past the end by a block.
fn running_sums<const N: usize>(seconds: &[(f32, [f32; N])], block: usize) -> Vec<(f64, [f64; N])> {
    let mut sums = Vec::with_capacity(seconds.len() + block + 1);
    let mut sum = (0.0, [0.0; N]);
    sums.push(sum);
    for (measured, states) in seconds.iter().chain(&seconds[..block.min(seconds.len())]) {
        sum.0 += f64::from(*measured);
        for (total, state) in sum.1.iter_mut().zip(states) {
            *total += f64::from(*state);
        }
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day in which the trunk bends and rises at random: two states at one value a second.
    fn day(generator: &mut Generator, seconds: usize, stay_bent: f64, stay_up: f64) -> Vec<(f32, [f32; 1])> {
        let share = (1.0 - stay_up) / (2.0 - stay_up - stay_bent);
        let mut bent = generator.unit() < share;
        (0..seconds)
            .map(|_| {
                let stay = if bent { stay_bent } else { stay_up };
                if generator.unit() >= stay {
                    bent = !bent;
                }
                (1.0, [f32::from(u8::from(bent))])
            })
            .collect()
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // The first outputs of xoshiro256++ from the state 1, 2, 3, 4 in the reference C program.
        let mut generator = Generator { state: [1, 2, 3, 4] };
        assert_eq!([generator.bits(), generator.bits(), generator.bits()], [41_943_041, 58_720_359, 3_588_806_011_781_223]);
    }

    #[test]
    fn the_same_seconds_give_the_same_interval() {
        let seconds = day(&mut Generator::new(7), 7200, 0.9, 0.99);
        assert_eq!(intervals(&seconds, 500), intervals(&seconds, 500));
    }

    #[test]
    fn too_short_a_recording_has_no_interval() {
        let second = (1.0, [1.0]);
        assert_eq!(intervals(&vec![second; 599], 100), None);
        let [(low, high)] = intervals(&vec![second; 600], 100).expect("ten minutes");
        assert!((low - 93.852).abs() < 1e-3 && (high - 100.0).abs() < 1e-9, "{low} {high}");
        assert_eq!(intervals(&vec![(0.0, [0.0]); 6000], 100), None);
    }

    #[test]
    fn the_interval_is_as_wide_as_the_correlation_asks() {
        let seconds = day(&mut Generator::new(3), 28_800, 0.9, 0.99);
        let [(low, high)] = intervals(&seconds, 2000).expect("eight hours hold 96 blocks");
        let width = (high - low) / 2.0;
        // AUTO01: the standard error is 0.70 points, and would be 0.17 if seconds were independent.
        assert!((1.0..1.9).contains(&width), "{width}");
    }

    #[test]
    fn what_was_never_seen_can_have_been_missed() {
        let [(low, high)] = intervals(&vec![(1.0, [0.0]); 28_800], 100).expect("eight hours");
        // Poisson: with 3.689 bends expected the chance of none is 2.5 %.
        assert!(low.abs() < 1e-12 && (high - 100.0 * 36.889 / 28_800.0).abs() < 1e-4, "{high}");
        let [(_, short)] = intervals(&vec![(1.0, [0.0]); 600], 100).expect("ten minutes");
        assert!(short > 5.0, "ten minutes without a bend do not show that there are few: {short}");
    }

    #[test]
    fn one_block_that_has_everything_has_little_freedom() {
        let freedom_of = |seconds: &[(f32, [f32; 1])]| {
            let sums = running_sums(seconds, BLOCK_S);
            let (time, [state]) = sums[seconds.len()];
            freedom(&sums, BLOCK_S, 0, state / time)
        };
        let mut seconds = vec![(1.0, [0.0]); 28_800];
        seconds[5000..5100].fill((1.0, [1.0]));
        assert!(freedom_of(&seconds) < 3.0, "{}", freedom_of(&seconds));
        let many = day(&mut Generator::new(3), 28_800, 0.5, 0.95);
        assert!(freedom_of(&many) > 20.0, "{}", freedom_of(&many));
    }

    /// A day of bends whose lengths are lognormal with a coefficient of variation of 1.5: a few very
    /// long ones among many short.
    fn heavy_day(generator: &mut Generator, seconds: usize, bend_s: f64, up_s: f64) -> Vec<(f32, [f32; 1])> {
        let mut bent = vec![(1.0, [0.0]); seconds];
        let spread = 3.25_f64.ln().sqrt();
        // From long before the day, so that it begins anywhere in a bend or a pause.
        let mut time = -30.0 * (bend_s + up_s);
        while time < seconds as f64 {
            time += -up_s * (1.0 - generator.unit()).ln();
            let normal = (-2.0 * (1.0 - generator.unit()).ln()).sqrt() * (std::f64::consts::TAU * generator.unit()).cos();
            let length = (bend_s.ln() - spread * spread / 2.0 + spread * normal).exp();
            let (from, to) = (time.max(0.0), (time + length).min(seconds as f64));
            let mut at = from;
            while at < to {
                let next = (at.floor() + 1.0).min(to);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a second of the day")]
                let second = at as usize;
                #[expect(clippy::cast_possible_truncation, reason = "a part of a second")]
                let part = (next - at) as f32;
                bent[second].1[0] += part;
                at = next;
            }
            time += length;
        }
        bent
    }

    /// How often, in %, the interval holds the true share over 1000 simulated days, each of `hours`.
    fn coverage(hours: usize, truth: f64, mut day: impl FnMut(&mut Generator, usize) -> Vec<(f32, [f32; 1])>) -> f64 {
        let mut generator = Generator::new(20_261_122);
        let days = 1000;
        let covered = (0..days).filter(|_| {
            let seconds = day(&mut generator, hours * 3600);
            let [(low, high)] = intervals(&seconds, 2000).expect("long enough");
            low <= truth && truth <= high
        });
        100.0 * covered.count() as f64 / f64::from(days)
    }

    /// Whether the stated 95 % holds, over 1000 simulated days each, with a fixed start. What was
    /// measured stands in `docs/posture-recordings.md`.
    #[test]
    #[ignore = "thousands of simulated days: a quarter of a minute in a release build"]
    fn coverage_of_the_interval() {
        let mut found = Vec::new();
        for (hours, stay_bent, stay_up) in [
            (8, 0.9, 0.99),
            (8, 0.8, 0.98),
            (8, 0.5, 0.95),
            (2, 0.9, 0.99),
            (1, 0.9, 0.99),
            // 27, 27, 14 and 14 bends of 50, 50, 100 and 30 s.
            (8, 0.98, 0.999),
            (4, 0.98, 0.999),
            (8, 0.99, 0.9995),
            (8, 1.0 - 1.0 / 30.0, 0.9995),
        ] {
            let truth = 100.0 * (1.0 - stay_up) / (2.0 - stay_up - stay_bent);
            let percent = coverage(hours, truth, |generator, seconds| day(generator, seconds, stay_bent, stay_up));
            found.push((format!("{hours} h, {stay_bent}/{stay_up}"), percent));
        }
        for (bend_s, up_s) in [(50.0, 1000.0), (20.0, 400.0)] {
            let truth = 100.0 * bend_s / (bend_s + up_s);
            let percent = coverage(8, truth, |generator, seconds| heavy_day(generator, seconds, bend_s, up_s));
            found.push((format!("8 h, lognormal {bend_s}/{up_s} s"), percent));
        }
        assert!(found.iter().all(|(_, percent)| (93.0..=97.0).contains(percent)), "{found:#?}");
    }
}
