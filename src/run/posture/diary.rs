//! The diary: which task was done when.

use crate::domain::Phrase;
use crate::input::recording::Error;
use crate::signal::exposure::{MOST_TASKS, Plan};

/// The largest diary that is read, bytes: a thousand lines for each task that a day can have.
const LARGEST: usize = 4 << 20;

/// A stretch of a task, s from the start of the recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its start.
    pub from: f64,
    /// Its end.
    pub to: f64,
    /// The task.
    pub task: String,
}

/// Reads a diary: text with a line for each stretch, columns `start`, `end`, `task` (or `begin`,
/// `einde`, `taak`), by semicolon, comma or tab. Times are seconds or `h:mm` or `h:mm:ss`, from
/// the start of the recording; with `clock_start` (s after midnight) they are clock times.
///
/// # Errors
/// When a line cannot be read, ends before it begins, or overlaps another.
pub fn read(text: &str, clock_start: Option<f64>) -> Result<Vec<Entry>, Error> {
    let wrong = |line: usize, key| Error::Format(Phrase::new(key).number("line", line as f64, crate::domain::Unit::Count));
    if text.len() > LARGEST {
        return Err(wrong(0, "posture.diary.large"));
    }
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let delimiter =
        ['\t', ';', ','].into_iter().find(|&sign| header.contains(sign)).ok_or_else(|| wrong(1, "posture.diary.header"))?;
    let names: Vec<String> = header.split(delimiter).map(|name| name.trim().trim_matches('"').to_lowercase()).collect();
    let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    let (Some(start), Some(end), Some(task)) =
        (column(&["start", "begin", "from", "van"]), column(&["end", "einde", "eind", "to", "tot"]), column(&["task", "taak"]))
    else {
        return Err(wrong(1, "posture.diary.header"));
    };
    let mut entries = Vec::new();
    for (at, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split(delimiter).map(|cell| cell.trim().trim_matches('"')).collect();
        let time = |place: usize| cells.get(place).and_then(|cell| seconds(cell));
        let (Some(mut from), Some(mut to), Some(&task)) = (time(start), time(end), cells.get(task)) else {
            return Err(wrong(at + 1, "posture.diary.line"));
        };
        if let Some(zero) = clock_start {
            from = (from - zero).rem_euclid(86_400.0);
            to = (to - zero).rem_euclid(86_400.0);
        }
        if task.is_empty() || from >= to {
            return Err(wrong(at + 1, "posture.diary.line"));
        }
        entries.push((at + 1, Entry { from, to, task: task.to_owned() }));
    }
    entries.sort_by(|a, b| a.1.from.total_cmp(&b.1.from));
    if let Some(pair) = entries.windows(2).find(|pair| pair[0].1.to > pair[1].1.from) {
        return Err(wrong(pair[1].0, "posture.diary.overlap"));
    }
    let entries: Vec<Entry> = entries.into_iter().map(|(_, entry)| entry).collect();
    if entries.is_empty() || tasks(&entries).len() > MOST_TASKS {
        return Err(wrong(0, "posture.diary.tasks"));
    }
    Ok(entries)
}

/// Seconds of `75`, `75.5`, `1:15` (h:mm) or `0:01:15`.
pub fn seconds(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    let sixty = |text: &str| number(text).filter(|n| *n < 60.0);
    match parts[..] {
        [seconds] => number(seconds),
        [hours, minutes] => Some(number(hours)? * 3600.0 + sixty(minutes)? * 60.0),
        [hours, minutes, seconds] => Some(number(hours)? * 3600.0 + sixty(minutes)? * 60.0 + sixty(seconds)?),
        _ => None,
    }
}

/// The tasks of a diary, in the order in which they first come.
pub(super) fn tasks(diary: &[Entry]) -> Vec<&str> {
    let mut tasks: Vec<&str> = Vec::new();
    for entry in diary {
        if !tasks.contains(&entry.task.as_str()) {
            tasks.push(&entry.task);
        }
    }
    tasks
}

/// Which whole seconds, counted from `begin`, belong to which task.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to zero; the cast saturates")]
pub(super) fn plan(diary: &[Entry], begin: f64) -> Plan {
    let tasks = tasks(diary);
    let second = |time: f64| (time - begin).round().max(0.0) as usize;
    let place = |entry: &Entry| tasks.iter().position(|task| *task == entry.task).unwrap_or(0);
    diary.iter().map(|entry| (second(entry.from), second(entry.to), place(entry))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diary_reads_seconds_and_clock_times() {
        let diary = read("Begin;Einde;Taak\n0:30;1:00;laden\n0;600;lopen\n", None).expect("a diary");
        assert_eq!(diary.iter().map(|e| e.task.as_str()).collect::<Vec<_>>(), ["lopen", "laden"]);
        assert_eq!(plan(&diary, 100.0), [(0, 500, 0), (1700, 3500, 1)]);
        let night = read("start,end,task\n23:00,00:30,a\n0:30,2:00,b\n", Some(22.0 * 3600.0)).expect("a diary");
        assert!((night[0].to - 9000.0).abs() < 1e-9 && (night[1].to - 14_400.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        let key = |text: &str| match read(text, None) {
            Err(Error::Format(phrase)) => phrase.key,
            other => panic!("{other:?}"),
        };
        assert_eq!(key("a,b\n"), "posture.diary.header");
        assert_eq!(key("start,end,task\n1,x,a\n"), "posture.diary.line");
        assert_eq!(key("start,end,task\n9,3,a\n"), "posture.diary.line");
        assert_eq!(key("start,end,task\n0,10,a\n5,20,b\n"), "posture.diary.overlap");
        assert_eq!(key("start,end,task\n"), "posture.diary.tasks");
    }
}
