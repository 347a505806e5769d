//! What a stream of up vectors says of bending: time beyond angles, percentiles, velocities.
//!
//! The stream passes once. Kept are fine histograms and one [`Second`] for each second, so that
//! memory grows with the hours of a recording (0.3 MB an hour), not with its rate.

use super::quantile::{self, Histogram};
use super::tilt;
use super::wear::{self, Stillness};

/// The angles at which time is counted, °.
pub const ANGLES_DEG: [f64; 5] = [20.0, 30.0, 45.0, 60.0, 90.0];
/// Where 45° and 60° stand in [`ANGLES_DEG`].
pub const AT_45: usize = 2;
/// Where 60° stands in [`ANGLES_DEG`].
pub const AT_60: usize = 3;
/// By how much the zero posture is shifted to see what that does, °.
pub const SHIFT_DEG: f64 = 5.0;
/// How often a velocity is taken, per second.
const VELOCITY_HZ: f64 = 20.0;
/// The most tasks that a diary can have.
pub const MOST_TASKS: usize = 40;

/// One second of a recording. All times in s.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Second {
    /// Measured time.
    pub measured: f32,
    /// The sum of the unit vectors that point up, in the body's axes.
    pub up: [f32; 3],
    /// Time at or beyond each of [`ANGLES_DEG`], in any direction.
    pub bent: [f32; 5],
    /// The same, forward.
    pub forward: [f32; 5],
    /// Forward time at or beyond 45° and 60° with the zero posture 5° further back (0) and
    /// further forward (1).
    pub shifted: [[f32; 2]; 2],
    /// Time in which the low-passed acceleration is not near 1 g.
    pub dynamic: f32,
}

/// How far from 1 g the low-passed acceleration may be before its direction is doubted, as a
/// part of 1 g: 0.1 can turn it by 5.7°.
const DYNAMIC: f64 = 0.1;

/// Percentiles of time.
#[derive(Debug, Clone, Default)]
pub struct Histograms {
    /// Inclination.
    pub inclination: Histogram,
    /// Velocity of the inclination.
    pub inclination_velocity: Histogram,
    /// Velocity in any direction.
    pub velocity: Histogram,
}

impl Histograms {
    fn merge(&mut self, other: &Self) {
        self.inclination.merge(&other.inclination);
        self.inclination_velocity.merge(&other.inclination_velocity);
        self.velocity.merge(&other.velocity);
    }
}

/// Which task each second belongs to: `(from, to, task)` in whole seconds, not overlapping.
pub type Plan = Vec<(usize, usize, usize)>;

/// Counts while a recording passes.
#[derive(Debug)]
pub struct Exposure {
    gravity: f64,
    plan: Plan,
    seconds: Vec<Second>,
    now: Running,
    tasks: Vec<Option<Histograms>>,
    window: usize,
    stillness: Stillness,
    held: Vec<Held>,
    still_windows: usize,
    still_from: usize,
    still_to: usize,
    longest_still: usize,
    not_worn: Vec<(usize, usize)>,
    stride: usize,
    since: usize,
    /// The last vector at which a velocity was taken, with its time.
    before: Option<(f64, Direction)>,
}

/// A unit vector with the length of its level part.
type Direction = ([f64; 3], f64);

/// Time that is counted when it is known whether the sensor was worn.
#[derive(Debug, Clone, Copy)]
struct Held {
    /// How long the inclination stands for, s.
    seconds: f32,
    /// How long the velocities stand for, s; 0 where none is taken.
    moving: f32,
    inclination: u16,
    inclination_velocity: u16,
    velocity: u16,
    task: u8,
}

/// The second that is being counted: time by how many angles are reached.
#[derive(Debug, Clone, Copy, Default)]
struct Running {
    place: usize,
    task: u8,
    up: [f64; 3],
    reached: [[f64; 6]; 2],
    shifted: [[f64; 3]; 2],
    measured: f64,
    dynamic: f64,
}

/// A vector that is not longer than this has no direction.
const SHORTEST: f64 = 1e-9;

/// Vectors that are made ready in one go.
const TOGETHER: usize = 64;

/// Unit vectors, each with the length of its level part, by column.
#[derive(Debug, Clone, Copy)]
struct Directions<const N: usize> {
    x: [f64; N],
    y: [f64; N],
    z: [f64; N],
    levels: [f64; N],
}

impl<const N: usize> Default for Directions<N> {
    fn default() -> Self {
        Self { x: [0.0; N], y: [0.0; N], z: [0.0; N], levels: [0.0; N] }
    }
}

impl<const N: usize> Directions<N> {
    #[inline]
    const fn get(&self, at: usize) -> Direction {
        ([self.x[at], self.y[at], self.z[at]], self.levels[at])
    }

    #[inline]
    const fn set(&mut self, at: usize, ([x, y, z], level): Direction) {
        (self.x[at], self.y[at], self.z[at], self.levels[at]) = (x, y, z, level);
    }
}

/// What each of a few vectors is in itself: by column, in one loop for each step, of which a processor
/// does several at a time.
#[derive(Debug)]
struct Ready {
    lengths: [f64; TOGETHER],
    directions: Directions<TOGETHER>,
    /// Their places among the classes of inclination.
    places: [f64; TOGETHER],
}

impl Default for Ready {
    fn default() -> Self {
        Self { lengths: [0.0; TOGETHER], directions: Directions::default(), places: [0.0; TOGETHER] }
    }
}

impl Ready {
    /// At most [`TOGETHER`] vectors; of one without length only the length means something.
    fn prepare(&mut self, ups: &[[f64; 3]]) {
        let Directions { x, y, z, levels } = &mut self.directions;
        let count = ups.len();
        let (x, y, z, levels) = (&mut x[..count], &mut y[..count], &mut z[..count], &mut levels[..count]);
        let (lengths, places) = (&mut self.lengths[..count], &mut self.places[..count]);
        for at in 0..count {
            [x[at], y[at], z[at]] = ups[at];
        }
        for at in 0..count {
            lengths[at] = tilt::norm([x[at], y[at], z[at]]);
        }
        for at in 0..count {
            [x[at], y[at], z[at]] = tilt::scaled([x[at], y[at], z[at]], 1.0 / lengths[at]);
        }
        for at in 0..count {
            levels[at] = (x[at] * x[at] + y[at] * y[at]).sqrt();
        }
        for at in 0..count {
            places[at] = quantile::inclination_place(levels[at], z[at]);
        }
    }
}

/// The velocities of a few vectors: of those at which one is taken, in order, from the one before to it.
#[derive(Debug)]
struct Motion {
    /// How many.
    count: usize,
    /// Which of the vectors that are ready each is.
    places: [usize; TOGETHER],
    /// At place 0 the one before.
    times: [f64; TOGETHER + 1],
    directions: Directions<{ TOGETHER + 1 }>,
    /// How long each stands for, s; 0 where no time passes or nothing went before.
    seconds: [f64; TOGETHER],
    /// Of the inclination, °/s, where time passes.
    inclination: [f64; TOGETHER],
    /// In any direction, °/s, where time passes.
    any: [f64; TOGETHER],
}

impl Default for Motion {
    fn default() -> Self {
        let none = [0.0; TOGETHER];
        Self {
            count: 0,
            places: [0; TOGETHER],
            times: [0.0; TOGETHER + 1],
            directions: Directions::default(),
            seconds: none,
            inclination: none,
            any: none,
        }
    }
}

/// One of them.
#[derive(Debug, Clone, Copy)]
struct Moved {
    seconds: f64,
    inclination: f64,
    any: f64,
}

impl Motion {
    #[inline]
    const fn get(&self, at: usize) -> Moved {
        Moved { seconds: self.seconds[at], inclination: self.inclination[at], any: self.any[at] }
    }

    /// Works them out.
    fn prepare(&mut self) {
        let count = self.count;
        let (inclination, any) = (&mut self.inclination[..count], &mut self.any[..count]);
        let (directions, seconds) = (&self.directions, &mut self.seconds[..count]);
        for at in 0..count {
            (inclination[at], any[at]) = tilt::sines_between(directions.get(at), directions.get(at + 1));
        }
        tilt::arcsines(inclination);
        tilt::arcsines(any);
        for at in 0..count {
            seconds[at] = (self.times[at + 1] - self.times[at]).max(0.0);
            let per_second = 1.0 / seconds[at];
            inclination[at] = inclination[at].abs().to_degrees() * per_second;
            any[at] = (2.0 * any[at]).to_degrees() * per_second;
        }
    }
}

impl Running {
    /// An empty second, in the task that the plan has for it.
    fn at(place: usize, plan: &Plan) -> Self {
        let task = plan.iter().find(|(from, to, _)| (*from..*to).contains(&place)).map_or(0, |entry| entry.2 + 1);
        Self { place, task: u8::try_from(task).unwrap_or(0), ..Self::default() }
    }
}

/// The cosines of [`ANGLES_DEG`].
const COSINES: [f64; 5] = [0.939_692_620_785_908_4, 0.866_025_403_784_438_6, std::f64::consts::FRAC_1_SQRT_2, 0.5, 0.0];
/// The cosine and the sine of [`SHIFT_DEG`].
const SHIFT: (f64, f64) = (0.996_194_698_091_745_5, 0.087_155_742_747_658_17);

impl Exposure {
    /// Starts counting. `gravity` is what the vectors' length is held against: standard gravity
    /// for low-passed accelerations; 1 for unit vectors.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small positive number")]
    pub fn new(rate_hz: f64, gravity: f64, plan: Plan) -> Self {
        let tasks = plan.iter().map(|entry| entry.2 + 2).max().unwrap_or(1);
        Self {
            gravity,
            now: Running::at(0, &plan),
            plan,
            seconds: Vec::new(),
            tasks: vec![None; tasks.min(MOST_TASKS + 1)],
            window: 0,
            stillness: Stillness::default(),
            held: Vec::new(),
            still_windows: 0,
            still_from: 0,
            still_to: 0,
            longest_still: 0,
            not_worn: Vec::new(),
            stride: (rate_hz / VELOCITY_HZ).round().clamp(1.0, 1e6) as usize,
            since: 0,
            before: None,
        }
    }

    /// Adds up vectors in the body's axes, each with its time (s from the start of what is
    /// counted) and with how long it stands for. A vector without length counts as no time.
    pub fn add(&mut self, times: &[f64], spans: &[f64], ups: &[[f64; 3]]) {
        self.held.reserve(times.len());
        let (mut ready, mut motion) = (Ready::default(), Motion::default());
        for ((times, spans), ups) in times.chunks(TOGETHER).zip(spans.chunks(TOGETHER)).zip(ups.chunks(TOGETHER)) {
            ready.prepare(ups);
            self.move_on(times, &ready, &mut motion);
            let mut taken = (0..motion.count).peekable();
            for (at, (&time, &span)) in times.iter().zip(spans).enumerate() {
                let moved = taken.next_if(|&moved| motion.places[moved] == at);
                self.sample(time, span, &ready, at, moved.map(|moved| motion.get(moved)));
            }
        }
    }

    /// The velocities of the vectors that are ready.
    fn move_on(&mut self, times: &[f64], ready: &Ready, motion: &mut Motion) {
        let mut count = 0;
        for (at, &time) in times.iter().enumerate() {
            if ready.lengths[at] <= SHORTEST {
                continue;
            }
            self.since += 1;
            if self.since >= self.stride {
                self.since = 0;
                motion.places[count] = at;
                count += 1;
                motion.times[count] = time;
                motion.directions.set(count, ready.directions.get(at));
            }
        }
        motion.count = count;
        if count == 0 {
            return;
        }
        // Nothing before: no time passes.
        let first = (motion.times[1], motion.directions.get(1));
        let last = (motion.times[count], motion.directions.get(count));
        let (time, direction) = self.before.replace(last).unwrap_or(first);
        motion.times[0] = time;
        motion.directions.set(0, direction);
        motion.prepare();
    }

    /// The next vector does not follow on the last.
    pub fn interrupt(&mut self) {
        self.before = None;
    }

    #[inline]
    fn sample(&mut self, time: f64, span: f64, ready: &Ready, at: usize, moved: Option<Moved>) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times start at 0 and saturate")]
        let place = time as usize;
        if place != self.now.place {
            self.turn(place);
        }
        let length = ready.lengths[at];
        if length <= SHORTEST {
            return;
        }
        let (unit @ [x, y, z], _) = ready.directions.get(at);
        let now = &mut self.now;
        now.measured += span;
        for (sum, part) in now.up.iter_mut().zip(unit) {
            *sum += part * span;
        }
        let reached = COSINES.iter().map(|&cosine| usize::from(z <= cosine)).sum::<usize>();
        now.reached[usize::from(tilt::is_forward(unit))][reached] += span;
        for (way, sine) in [-SHIFT.1, SHIFT.1].into_iter().enumerate() {
            // The head and forward axes of a body whose zero posture is tilted forward.
            let (shifted_x, shifted_z) = (x * SHIFT.0 + z * sine, z * SHIFT.0 - x * sine);
            let reached = usize::from(shifted_z <= COSINES[AT_45]) + usize::from(shifted_z <= COSINES[AT_60]);
            if tilt::is_forward([shifted_x, y, shifted_z]) {
                now.shifted[way][reached] += span;
            }
        }
        if (length - self.gravity).abs() > DYNAMIC * self.gravity {
            now.dynamic += span;
        }
        self.stillness.add(unit);
        let task = now.task;
        #[expect(clippy::cast_possible_truncation, reason = "a span is a fraction of a second")]
        let seconds = span as f32;
        let inclination = quantile::bin_at(ready.places[at]);
        let mut held = Held { seconds, moving: 0.0, inclination, inclination_velocity: 0, velocity: 0, task };
        if let Some(moved) = moved
            && moved.seconds > 0.0
        {
            #[expect(clippy::cast_possible_truncation, reason = "a fraction of a second")]
            let seconds = moved.seconds as f32;
            held.moving = seconds;
            held.inclination_velocity = quantile::velocity_bin(moved.inclination);
            held.velocity = quantile::velocity_bin(moved.any);
        }
        self.held.push(held);
    }

    /// Closes the running second and opens the one at `place`.
    fn turn(&mut self, place: usize) {
        self.close();
        if place / wear::WINDOW_S != self.window {
            self.judge();
            self.window = place / wear::WINDOW_S;
        }
        self.now = Running::at(place, &self.plan);
    }

    #[expect(clippy::cast_possible_truncation, reason = "seconds as single-precision numbers")]
    fn close(&mut self) {
        let now = &self.now;
        if now.measured <= 0.0 {
            return;
        }
        if self.seconds.len() <= now.place {
            self.seconds.resize(now.place + 1, Second::default());
        }
        // A second can come in parts only if time stands still; add, do not replace.
        let second = &mut self.seconds[now.place];
        second.measured += now.measured as f32;
        second.dynamic += now.dynamic as f32;
        for axis in 0..3 {
            second.up[axis] += now.up[axis] as f32;
        }
        for angle in 0..5 {
            let beyond = |way: usize| now.reached[way][angle + 1..].iter().sum::<f64>();
            second.bent[angle] += (beyond(0) + beyond(1)) as f32;
            second.forward[angle] += beyond(1) as f32;
        }
        for at in 0..2 {
            second.shifted[at][0] += (now.shifted[at][1] + now.shifted[at][2]) as f32;
            second.shifted[at][1] += now.shifted[at][2] as f32;
        }
    }

    /// Decides the window that ends: moved, or still for so long that the sensor was not worn.
    fn judge(&mut self) {
        let stillness = std::mem::take(&mut self.stillness);
        if stillness.is_still() {
            if self.still_windows == 0 {
                self.still_from = self.window;
            }
            self.still_windows += 1;
            self.still_to = self.window + 1;
            if self.still_windows >= wear::NOT_WORN_WINDOWS {
                self.held.clear();
            }
        } else {
            self.end_still();
            self.count_held();
        }
    }

    fn end_still(&mut self) {
        if self.still_windows >= wear::NOT_WORN_WINDOWS {
            self.not_worn.push((self.still_from, self.still_to));
        } else {
            self.longest_still = self.longest_still.max(self.still_windows);
        }
        self.still_windows = 0;
    }

    fn count_held(&mut self) {
        for of_task in self.held.chunk_by(|one, next| one.task == next.task) {
            let histograms = self.tasks[usize::from(of_task[0].task)].get_or_insert_default();
            for held in of_task {
                histograms.inclination.add(held.inclination, f64::from(held.seconds));
                if held.moving > 0.0 {
                    histograms.inclination_velocity.add(held.inclination_velocity, f64::from(held.moving));
                    histograms.velocity.add(held.velocity, f64::from(held.moving));
                }
            }
        }
        self.held.clear();
    }

    /// What was counted.
    pub fn finish(mut self) -> Counted {
        self.close();
        self.judge();
        if self.still_windows < wear::NOT_WORN_WINDOWS {
            self.count_held();
        }
        self.end_still();
        let mut not_worn_s = 0.0;
        for (from, to) in &self.not_worn {
            let end = (to * wear::WINDOW_S).min(self.seconds.len());
            for second in &mut self.seconds[(from * wear::WINDOW_S).min(end)..end] {
                not_worn_s += f64::from(second.measured);
                *second = Second::default();
            }
        }
        let longest_still_s = self.longest_still * wear::WINDOW_S;
        Counted { seconds: self.seconds, tasks: self.tasks, not_worn_s, longest_still_s }
    }
}

/// What was counted of a recording.
#[derive(Debug)]
pub struct Counted {
    /// One for each second from the start, empty where nothing was measured or worn.
    pub seconds: Vec<Second>,
    /// Histograms of the time outside any task, and of each task.
    pub tasks: Vec<Option<Histograms>>,
    /// Time in which the sensor was not worn, s.
    pub not_worn_s: f64,
    /// The longest time on end in which it did not move and that counts all the same, s.
    pub longest_still_s: usize,
}

impl Counted {
    /// The histograms of all tasks together, and of the time outside them if `outside`.
    pub fn histograms(&self, outside: bool) -> Histograms {
        let mut all = Histograms::default();
        for one in self.tasks.iter().skip(usize::from(!outside)).flatten() {
            all.merge(one);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lean(degrees: f64) -> [f64; 3] {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        [-sine, 0.0, cosine]
    }

    fn count(samples: impl Iterator<Item = (f64, [f64; 3])>, span: f64) -> Counted {
        let mut exposure = Exposure::new(1.0 / span, 1.0, Plan::new());
        for (time, up) in samples {
            exposure.add(&[time], &[span], &[up]);
        }
        exposure.finish()
    }

    fn total(counted: &Counted, of: fn(&Second) -> f32) -> f64 {
        counted.seconds.iter().map(|second| f64::from(of(second))).sum()
    }

    #[test]
    fn constants_are_what_they_say() {
        for (angle, cosine) in ANGLES_DEG.iter().zip(COSINES) {
            assert!((angle.to_radians().cos() - cosine).abs() < 1e-15);
        }
        let (sine, cosine) = SHIFT_DEG.to_radians().sin_cos();
        assert!((sine - SHIFT.1).abs() < 1e-15 && (cosine - SHIFT.0).abs() < 1e-15);
        assert!((ANGLES_DEG[AT_45] - 45.0).abs() < 1e-9 && (ANGLES_DEG[AT_60] - 60.0).abs() < 1e-9);
    }

    #[test]
    fn a_zero_further_forward_makes_every_bend_smaller() {
        let samples = (0..1000).map(|at| (f64::from(at) * 0.01, lean(f64::from(at) * 0.09)));
        let counted = count(samples, 0.01);
        let share = |of| total(&counted, of) / 10.0 * 90.0;
        assert!((share(|s| s.forward[AT_60]) - 30.0).abs() < 0.2);
        assert!((share(|s| s.shifted[0][1]) - 35.0).abs() < 0.2);
        assert!((share(|s| s.shifted[1][1]) - 25.0).abs() < 0.2);
        assert!((share(|s| s.shifted[1][0]) - 40.0).abs() < 0.2);
    }

    #[test]
    fn backward_is_bent_but_not_forward() {
        let counted = count((0..500).map(|at| (f64::from(at) * 0.01, lean(-70.0))), 0.01);
        assert!((total(&counted, |s| s.bent[AT_60]) - 5.0).abs() < 1e-4);
        assert!(total(&counted, |s| s.forward[0]).abs() < 1e-9);
    }

    #[test]
    fn an_hour_without_any_movement_is_not_worn() {
        let wave = |time: f64| lean(20.0 + 15.0 * (time * 0.8).sin());
        let samples = (0..90_000).map(|at| f64::from(at) * 0.1).map(|time| {
            let worn = !(1000.0..6000.0).contains(&time);
            (time, if worn { wave(time) } else { lean(90.0) })
        });
        let counted = count(samples, 0.1);
        assert!((counted.not_worn_s - 5000.0).abs() < 21.0, "{}", counted.not_worn_s);
        assert!((total(&counted, |s| s.measured) - 4000.0).abs() < 21.0);
        assert!((counted.histograms(true).inclination.total() - 4000.0).abs() < 21.0);
        let short = count((0..30_000).map(|at| (f64::from(at) * 0.1, lean(90.0))), 0.1);
        assert!(short.not_worn_s.abs() < 1e-9);
    }
}
