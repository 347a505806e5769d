//! What is reported of a weighted acceleration, in one pass and bounded memory.

use super::Lanes;

/// r.m.s., dose, running r.m.s. and peak of weighted samples.
#[derive(Debug, Clone)]
pub struct Metrics {
    rate_hz: f64,
    samples: u64,
    squares: Lanes,
    fourths: Lanes,
    peak: Lanes,
    running: Running,
    exponential: Option<Exponential>,
}

impl Metrics {
    /// Nothing measured yet; the exponential running r.m.s. only if asked for.
    pub fn new(rate_hz: f64, exponential: bool) -> Self {
        Self {
            rate_hz,
            samples: 0,
            squares: [0.0; 4],
            fourths: [0.0; 4],
            peak: [0.0; 4],
            running: Running::new(rate_hz),
            exponential: exponential.then(|| Exponential::new(rate_hz)),
        }
    }

    /// The next samples, consecutive to those before.
    pub fn push(&mut self, weighted: &[Lanes]) {
        // A sum for each call first: short sums added to a long one lose less than single samples.
        let (mut squares, mut fourths, mut peak) = ([0.0; 4], [0.0; 4], self.peak);
        for sample in weighted {
            for lane in 0..4 {
                let square = sample[lane] * sample[lane];
                squares[lane] += square;
                fourths[lane] += square * square;
                let size = sample[lane].abs();
                peak[lane] = if size > peak[lane] { size } else { peak[lane] };
            }
        }
        self.samples += weighted.len() as u64;
        self.peak = peak;
        for lane in 0..4 {
            self.squares[lane] += squares[lane];
            self.fourths[lane] += fourths[lane];
        }
        self.running.push(weighted);
        if let Some(exponential) = &mut self.exponential {
            exponential.push(weighted);
        }
    }

    /// What follows is not consecutive to what was pushed.
    pub fn interrupt(&mut self) {
        self.running.interrupt();
        if let Some(exponential) = &mut self.exponential {
            exponential.mean_square = [0.0; 4];
        }
    }

    /// How many samples were measured.
    pub const fn samples(&self) -> u64 {
        self.samples
    }

    /// The time that was measured, s.
    pub fn seconds(&self) -> f64 {
        self.samples as f64 / self.rate_hz
    }

    /// r.m.s. over all samples, m/s².
    pub fn rms(&self, lane: usize) -> f64 {
        (self.squares[lane] / self.samples.max(1) as f64).sqrt()
    }

    /// Vibration dose value, m/s^1.75.
    pub fn vdv(&self, lane: usize) -> f64 {
        (self.fourths[lane] / self.rate_hz).sqrt().sqrt()
    }

    /// (∫ a² dt)^½, m/s^1.5: the motion sickness dose value if the weighting is Wf.
    pub fn motion_sickness_dose(&self, lane: usize) -> f64 {
        (self.squares[lane] / self.rate_hz).sqrt()
    }

    /// The highest absolute value, m/s².
    pub const fn peak(&self, lane: usize) -> f64 {
        self.peak[lane]
    }

    /// Maximum transient vibration value: the highest r.m.s. over a whole second, m/s²; `None` if
    /// there was no uninterrupted second.
    pub fn mtvv(&self, lane: usize) -> Option<f64> {
        self.running.complete.then(|| (self.running.highest[lane] / self.running.length).sqrt())
    }

    /// The highest exponentially averaged r.m.s., time constant 1 s, m/s², where it was asked for.
    pub fn mtvv_exponential(&self, lane: usize) -> Option<f64> {
        self.exponential.as_ref().map(|exponential| exponential.highest[lane].sqrt())
    }

    /// The course of the running r.m.s.
    pub const fn trace(&self) -> &Trace {
        &self.running.trace
    }
}

/// The sum of squares over the last second, at every sample, exact: each window is the end of one
/// whole second and the beginning of the next, and both are summed afresh. Nothing is ever
/// subtracted, so that a shock leaves no rounding behind.
#[derive(Debug, Clone)]
struct Running {
    /// The window in samples, which need not be whole.
    length: f64,
    /// Its fraction of a sample.
    fraction: f64,
    /// Squares of the second that is being filled.
    squares: Vec<Lanes>,
    /// How many of them there are.
    filled: usize,
    /// Their sum.
    sum: Lanes,
    /// For the second before it: the sums from each sample to its end, and a zero.
    tails: Vec<Lanes>,
    /// Whether there is a second before it.
    has_tails: bool,
    /// Whether any window was whole.
    complete: bool,
    highest: Lanes,
    /// The highest within the second that is being filled.
    highest_here: Lanes,
    trace: Trace,
}

impl Running {
    fn new(rate_hz: f64) -> Self {
        // A rate below 1 Hz is refused long before; a whole second has at least one sample.
        let whole = rate_hz.floor().max(1.0);
        let mut count = 1;
        while f64::from(count) < whole {
            count += 1;
        }
        let count = usize::try_from(count).unwrap_or(1);
        Self {
            length: rate_hz,
            fraction: rate_hz - whole,
            squares: vec![[0.0; 4]; count],
            filled: 0,
            sum: [0.0; 4],
            tails: vec![[0.0; 4]; count + 1],
            has_tails: false,
            complete: false,
            highest: [0.0; 4],
            highest_here: [0.0; 4],
            trace: Trace::default(),
        }
    }

    fn push(&mut self, mut weighted: &[Lanes]) {
        while !weighted.is_empty() {
            let room = self.squares.len() - self.filled;
            let (now, later) = weighted.split_at(room.min(weighted.len()));
            self.fill(now);
            if self.filled == self.squares.len() {
                self.turn();
            }
            weighted = later;
        }
    }

    fn fill(&mut self, weighted: &[Lanes]) {
        let end = self.filled + weighted.len();
        let squares = &mut self.squares[self.filled..end];
        let tails = &self.tails[self.filled..=end];
        let (mut sum, mut highest) = (self.sum, self.highest_here);
        let fraction = self.fraction;
        for ((square, sample), tails) in squares.iter_mut().zip(weighted).zip(tails.windows(2)) {
            for lane in 0..4 {
                square[lane] = sample[lane] * sample[lane];
                sum[lane] += square[lane];
                // The oldest sample counts for the fraction that the window is longer than a whole
                // number of samples.
                let oldest = tails[0][lane] - tails[1][lane];
                let window = sum[lane] + tails[1][lane] + fraction * oldest;
                highest[lane] = if window > highest[lane] { window } else { highest[lane] };
            }
        }
        self.sum = sum;
        self.filled = end;
        if self.has_tails {
            self.highest_here = highest;
            self.complete = true;
        }
    }

    /// A second is full: it becomes the one before.
    fn turn(&mut self) {
        if !self.has_tails && self.fraction <= 0.0 {
            self.highest_here = self.sum;
            self.complete = true;
        }
        let mut tail = [0.0; 4];
        for (tails, square) in self.tails.iter_mut().zip(&self.squares).rev() {
            for lane in 0..4 {
                tail[lane] += square[lane];
            }
            *tails = tail;
        }
        for lane in 0..4 {
            self.highest[lane] = self.highest[lane].max(self.highest_here[lane]);
        }
        let length = self.length;
        self.trace.push(self.sum.map(|sum| sum / length), self.highest_here.map(|sum| sum / length));
        self.has_tails = true;
        self.filled = 0;
        self.sum = [0.0; 4];
        self.highest_here = [0.0; 4];
    }

    fn interrupt(&mut self) {
        for lane in 0..4 {
            self.highest[lane] = self.highest[lane].max(self.highest_here[lane]);
        }
        self.filled = 0;
        self.sum = [0.0; 4];
        self.highest_here = [0.0; 4];
        self.has_tails = false;
        self.tails.fill([0.0; 4]);
    }
}

/// The exponential running mean square with a time constant of 1 s.
#[derive(Debug, Clone)]
struct Exponential {
    share: f64,
    mean_square: Lanes,
    highest: Lanes,
}

impl Exponential {
    fn new(rate_hz: f64) -> Self {
        Self { share: -(-1.0 / rate_hz).exp_m1(), mean_square: [0.0; 4], highest: [0.0; 4] }
    }

    fn push(&mut self, weighted: &[Lanes]) {
        for sample in weighted {
            for (lane, value) in sample.iter().enumerate() {
                self.mean_square[lane] += self.share * (value * value - self.mean_square[lane]);
                self.highest[lane] = self.highest[lane].max(self.mean_square[lane]);
            }
        }
        for value in &mut self.mean_square {
            if *value < 1e-40 {
                *value = 0.0;
            }
        }
    }
}

/// The course of a recording in at most [`Trace::LONGEST`] steps, each a power of two of seconds.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    steps: Vec<Step>,
    /// Seconds in a step, as a power of two.
    doublings: u32,
    pending: Option<(Step, u32)>,
}

/// One step of a course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The mean square over the step, m²/s⁴.
    pub mean_square: Lanes,
    /// The highest running mean square within it, m²/s⁴.
    pub highest: Lanes,
}

impl Trace {
    /// The most steps that are kept; then two become one.
    pub const LONGEST: usize = 2048;

    /// The steps, each of [`Self::step_seconds`]; an unfinished one at the end is left out.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How long a step is, s.
    pub fn step_seconds(&self) -> f64 {
        f64::from(1_u32 << self.doublings)
    }

    fn push(&mut self, mean_square: Lanes, highest: Lanes) {
        let second = Step { mean_square, highest };
        let (step, count) = match self.pending.take() {
            None => (second, 1),
            Some((step, count)) => (step.joined(&second, f64::from(count), 1.0), count + 1),
        };
        if count < 1 << self.doublings {
            self.pending = Some((step, count));
            return;
        }
        self.steps.push(step);
        if self.steps.len() == Self::LONGEST {
            self.steps = self.steps.chunks_exact(2).map(|pair| pair[0].joined(&pair[1], 1.0, 1.0)).collect();
            self.doublings += 1;
        }
    }
}

impl Step {
    fn joined(&self, other: &Self, weight: f64, other_weight: f64) -> Self {
        let total = weight + other_weight;
        Self {
            mean_square: std::array::from_fn(|lane| {
                (self.mean_square[lane] * weight + other.mean_square[lane] * other_weight) / total
            }),
            highest: std::array::from_fn(|lane| self.highest[lane].max(other.highest[lane])),
        }
    }
}
