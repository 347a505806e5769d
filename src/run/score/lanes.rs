//! A text file scored by several threads, the same bytes out for any number of them.
//!
//! A thread takes the next block, scores it and writes it if the blocks before it were written;
//! else it leaves it for the thread that writes those. What a thread reads it scores itself, so
//! that the block stays in the cache of its processor, and one thread works alone. A block that is
//! ready waits for its turn only while there is room.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::writer::Writer;
use super::{Listener, Part, Request, Summary};
use crate::assess::row::RowResult;
use crate::input::{self, Block, Layout, Stream, StreamRow};
use crate::run::Error;
use crate::run::output::Output;
use crate::text::Catalogue;

/// A block with what came of it.
#[derive(Default)]
struct Scored {
    block: Block,
    text: Vec<u8>,
    problems: String,
    summary: Summary,
}

/// Where blocks come from.
struct Inlet<'a, R> {
    stream: &'a mut Stream<R>,
    /// The number of the next block.
    next: u64,
    ended: bool,
}

/// Where they go.
struct Outlet<'a> {
    out: &'a mut Output,
    listener: &'a mut dyn Listener,
    /// The number of the block whose turn it is.
    turn: u64,
    /// Blocks that are ready before their turn.
    ready: BTreeMap<u64, Result<Scored, input::Error>>,
    /// Blocks to use again.
    spare: Vec<Scored>,
    bytes: u64,
    summary: Summary,
    /// Nothing more is written.
    failed: Option<Failure>,
}

enum Failure {
    Reading(input::Error),
    Writing(Error),
    /// A thread panicked; its panic is that of the whole.
    Panic,
}

/// What the threads share.
struct Lanes<'a, R> {
    inlet: Mutex<Inlet<'a, R>>,
    outlet: Mutex<Outlet<'a>>,
    moved: Condvar,
    rows: Range<u64>,
    /// How many blocks may be ready before their turn.
    room: usize,
}

/// Scores the rows of `part` and writes them.
pub(super) fn run<R: Read + Send>(
    stream: &mut Stream<R>,
    request: &Request,
    part: &Part,
    texts: &Catalogue,
    listener: &mut dyn Listener,
    out: &mut Output,
) -> Result<Summary, Error> {
    let layout = stream.layout();
    let threads = request.threads.max(1);
    let lanes = Lanes {
        inlet: Mutex::new(Inlet { stream, next: 0, ended: false }),
        outlet: Mutex::new(Outlet {
            out,
            listener,
            turn: 0,
            ready: BTreeMap::new(),
            spare: Vec::new(),
            bytes: 0,
            summary: Summary::default(),
            failed: None,
        }),
        moved: Condvar::new(),
        rows: part.rows.clone(),
        room: threads,
    };
    let lane = || {
        let writer = Writer::new(&request.file, layout.header(), part, texts, request.setting.context());
        lanes.run(&layout, writer);
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(lane);
        }
        lane();
    });
    let outlet = lanes.outlet.into_inner().unwrap_or_else(PoisonError::into_inner);
    match outlet.failed {
        None => Ok(outlet.summary),
        Some(Failure::Reading(error)) => Err(Error::input(&request.file, error)),
        Some(Failure::Writing(error)) => Err(error),
        Some(Failure::Panic) => unreachable!("the panic of a thread goes on"),
    }
}

impl<R: Read> Lanes<'_, R> {
    /// What one thread does.
    fn run(&self, layout: &Layout, mut writer: Writer<'_>) {
        let _alarm = Alarm(self);
        let mut scored = Scored::default();
        while let Some((number, read)) = self.take(&mut scored) {
            let given = read.map(|()| {
                score(&mut scored, layout, &self.rows, &mut writer);
                std::mem::take(&mut scored)
            });
            match self.give(number, given) {
                Some(spare) => scored = spare,
                None => break,
            }
        }
    }

    /// Reads the next block of which rows are wanted; its number, or `None` at the end.
    fn take(&self, scored: &mut Scored) -> Option<(u64, Result<(), input::Error>)> {
        let mut inlet = held(&self.inlet);
        while !inlet.ended {
            match inlet.stream.next_block(&mut scored.block) {
                Err(error) => {
                    inlet.ended = true;
                    return Some((inlet.next, Err(error)));
                }
                Ok(false) => inlet.ended = true,
                Ok(true) if scored.block.numbers().start >= self.rows.end => inlet.ended = true,
                Ok(true) if scored.block.numbers().end <= self.rows.start => held(&self.outlet).bytes += scored.block.bytes(),
                Ok(true) => {
                    inlet.next += 1;
                    return Some((inlet.next - 1, Ok(())));
                }
            }
        }
        None
    }

    /// Writes a block, or leaves it for who writes the one before it. Gives another to fill; `None`
    /// if nothing more is to be done.
    fn give(&self, number: u64, scored: Result<Scored, input::Error>) -> Option<Scored> {
        let mut outlet = held(&self.outlet);
        while outlet.failed.is_none() && number != outlet.turn && outlet.ready.len() >= self.room {
            outlet = self.moved.wait(outlet).unwrap_or_else(PoisonError::into_inner);
        }
        outlet.ready.insert(number, scored);
        let before = outlet.turn;
        while outlet.failed.is_none()
            && let turn = outlet.turn
            && let Some(next) = outlet.ready.remove(&turn)
        {
            let written = next.map_err(Failure::Reading).and_then(|next| outlet.write(next).map_err(Failure::Writing));
            outlet.failed = written.err();
            outlet.turn += 1;
        }
        if outlet.turn != before {
            self.moved.notify_all();
        }
        outlet.failed.is_none().then(|| outlet.spare.pop().unwrap_or_default())
    }
}

impl Outlet<'_> {
    fn write(&mut self, scored: Scored) -> Result<(), Error> {
        self.out.write_all(&scored.text).map_err(|error| self.out.failed(error))?;
        if !scored.problems.is_empty() {
            self.listener.problems(&scored.problems);
        }
        self.bytes += scored.block.bytes();
        self.listener.progress(self.bytes);
        self.summary.add(scored.summary);
        self.spare.push(scored);
        Ok(())
    }
}

/// Tells the other threads if this one panics, so that none waits for it.
struct Alarm<'a, 'b, R: Read>(&'a Lanes<'b, R>);

impl<R: Read> Drop for Alarm<'_, '_, R> {
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        held(&self.0.inlet).ended = true;
        held(&self.0.outlet).failed = Some(Failure::Panic);
        self.0.moved.notify_all();
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn score(scored: &mut Scored, layout: &Layout, wanted: &Range<u64>, writer: &mut Writer<'_>) {
    writer.give_back(std::mem::take(&mut scored.text), std::mem::take(&mut scored.problems));
    let (mut row, mut result) = (StreamRow::default(), RowResult::default());
    let mut rows = scored.block.rows(layout);
    while rows.next(&mut row) {
        if wanted.contains(&row.number()) {
            writer.row(&mut row, &mut result);
        }
    }
    (scored.text, scored.problems) = writer.take();
    scored.summary = writer.take_summary();
}
