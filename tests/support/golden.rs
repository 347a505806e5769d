//! Outputs that a person has read. `BLESS=1 cargo test --test golden` writes them anew; a missing
//! one fails.

use std::fs;
use std::path::Path;

/// Whether this run writes the files instead of comparing with them.
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// Holds `found` against the file `name` in `folder`, or writes it there. What is wrong is said
/// for a person: where the two part, and how to accept the new one.
pub(crate) fn check(folder: &Path, name: &str, found: &[u8], bless: bool) -> Result<(), String> {
    let path = folder.join(name);
    let expected = fs::read(&path);
    if bless {
        if expected.ok().as_deref() != Some(found) {
            fs::write(&path, found).map_err(|error| format!("{name}: {error}"))?;
        }
        return Ok(());
    }
    let expected = expected.map_err(|error| format!("{name}: {error}. BLESS=1 writes it; read it before you keep it."))?;
    difference(&expected, found).map_or(Ok(()), |difference| Err(format!("{name}, {difference}")))
}

/// Where two texts part, `None` where they are the same to the byte.
pub(crate) fn difference(expected: &[u8], found: &[u8]) -> Option<String> {
    if expected == found {
        return None;
    }
    let at = expected.iter().zip(found).take_while(|(a, b)| a == b).count();
    let start = expected[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let number = expected[..start].split(|&byte| byte == b'\n').count();
    let line = |text: &[u8]| {
        // Of a line without end, such as inline charts, what stands around the difference.
        let from = start.max(at.saturating_sub(80)).min(text.len());
        let rest = &text[from..];
        let line = rest.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
        format!("{:?}", String::from_utf8_lossy(&line[..line.len().min(200)]))
    };
    Some(format!("line {number}, byte {at}:\n  expected {}\n  found    {}", line(expected), line(found)))
}
