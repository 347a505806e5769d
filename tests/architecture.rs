//! Who may use whom: every `crate::` path in `src` against the table of docs/architecture.md.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its sources must stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A room, and the rooms that it may use beside itself.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("domain", &[]),
    ("chance", &[]),
    ("signal", &["domain"]),
    ("text", &["domain"]),
    ("guideline", &["domain"]),
    ("method", &["domain", "signal", "chance", "guideline::trigger", "guideline::source"]),
    ("input", &["domain"]),
    ("assess", &["domain", "chance", "method", "guideline"]),
    ("report", &["domain", "text"]),
    ("run", &["domain", "signal", "text", "guideline", "method", "input", "assess", "report"]),
    ("cli", &["run", "domain", "text", "web"]),
    ("web", &["run", "domain", "text", "report"]),
    ("main", &["cli"]),
];

/// External crates that belong to one place.
const HOME_OF: [(&str, &[&str]); 4] =
    [("clap", &["cli"]), ("plotters", &["report/draw"]), ("axum", &["web"]), ("TcpListener", &["web"])];

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(support::root().join("src")).unwrap().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The code of a file without its comments and without its tests, which may use more.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths after `crate::`, with groups written out.
fn paths(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let rest: Vec<char> = rest.chars().filter(|c| !c.is_whitespace()).collect();
        expand("", &rest, &mut found);
    }
    found
}

/// Reads one path or group, each name of it after `prefix`; returns how much was read.
fn expand(prefix: &str, rest: &[char], found: &mut BTreeSet<String>) -> usize {
    let mut path = prefix.to_owned();
    let mut at = 0;
    while let Some(&c) = rest.get(at) {
        if c == '{' {
            loop {
                at += 1;
                at += expand(&path, &rest[at..], found);
                if rest.get(at) != Some(&',') {
                    return at + 1;
                }
            }
        }
        if !c.is_alphanumeric() && !"_:".contains(c) {
            break;
        }
        path.push(c);
        at += 1;
    }
    found.insert(path);
    at
}

/// Whether a room that may use `allowed` may name `path`.
fn is_allowed(room: &str, allowed: &[&str], path: &str) -> bool {
    let first = path.split("::").next().unwrap_or_default();
    first == room || allowed.iter().any(|may| path == *may || path.starts_with(&format!("{may}::")))
}

fn violations(files: &[(String, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, text) in files {
        let room = name.split(['/', '.']).next().unwrap_or_default();
        let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == room) else {
            if room != "lib" {
                wrong.push(format!("{name}: no such room in the table"));
            }
            continue;
        };
        for path in paths(&code(text)) {
            if !is_allowed(room, allowed, &path) {
                wrong.push(format!("{name} uses {path}"));
            }
        }
        for (external, homes) in HOME_OF {
            let named = code(text).split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == external);
            if named && !homes.iter().any(|home| name.starts_with(home)) {
                wrong.push(format!("{name} names {external}"));
            }
        }
    }
    wrong
}

#[test]
fn every_path_keeps_to_the_table() {
    let mut files = Vec::new();
    sources(&support::root().join("src"), &mut files);
    assert!(files.len() > 20, "the sources were not found");
    let wrong = violations(&files);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Methods share what stands in their own family, never each other's.
#[test]
fn no_method_names_another_family() {
    let mut files = Vec::new();
    sources(&support::root().join("src/method"), &mut files);
    let families: BTreeSet<&str> =
        files.iter().filter_map(|(name, _)| name.split('/').nth(1)).filter(|part| !part.contains('.')).collect();
    for (name, text) in &files {
        let own = name.split('/').nth(1).unwrap_or_default();
        for path in paths(&code(text)).iter().filter_map(|path| path.strip_prefix("method::").map(str::to_owned)) {
            let family = path.split("::").next().unwrap_or_default().to_owned();
            let foreign = families.contains(family.as_str()) && family != own && own != "mod.rs";
            assert!(!foreign, "{name} uses method::{path}");
        }
    }
}

#[test]
fn the_check_itself_can_fail() {
    let bad = |name: &str, text: &str| !violations(&[(name.to_owned(), text.to_owned())]).is_empty();
    assert!(bad("domain/x.rs", "use crate::method::METHODS;"));
    assert!(bad("method/x.rs", "use crate::guideline::measure;"));
    assert!(bad("method/x.rs", "use crate::{domain::Class, guideline::{trigger::LOAD_HEAVY, select}};"));
    assert!(bad("report/html.rs", "use crate::{domain, method::find};"));
    assert!(bad("web/mod.rs", "fn f() { clap::Command::new(\"x\"); }"));
    assert!(bad("attic/x.rs", ""));
    assert!(!bad("method/x.rs", "use crate::guideline::{source::BACKGROUND, trigger::LOAD_HEAVY}; // crate::report"));
}
