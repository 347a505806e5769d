//! The pages of the methods and of the columns are made from the registry; a stale one fails.
//! `BLESS=1 cargo test --test docs` writes them anew.

#[path = "day_methods/build.rs"]
#[allow(dead_code, reason = "shared with the tests of the methods of the day")]
mod build;
#[path = "docs/found.rs"]
mod found;
mod support;
#[path = "docs/validation.rs"]
mod validation;

use std::fs;

use rugwijzer::domain::{Column, Language};
use rugwijzer::method::METHODS;
use rugwijzer::run::{self, explain};

#[test]
fn the_generated_pages_are_current() {
    let mut pages: Vec<(String, String)> = Vec::new();
    for language in Language::ALL {
        let texts = run::texts(language);
        let code = language.code();
        for method in METHODS {
            pages.push((format!("methods/{}.{code}.md", method.id), explain::method_page(method, language, &texts)));
        }
        let columns = explain::columns_page(Column::ALL, &explain::starts(), &texts);
        pages.push((format!("columns.{code}.md"), format!("# {}\n\n{columns}", texts.text("run.explain.columns"))));
        pages.push((format!("plan.{code}.md"), explain::plan_columns(&texts)));
    }
    pages.push(("validation.md".to_owned(), validation::page(&run::texts(Language::English))));
    let docs = support::root().join("docs");
    let mut stale = Vec::new();
    for (name, page) in &pages {
        let path = docs.join(name);
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().expect("a page lies in a folder")).expect("the folder can be made");
            fs::write(&path, page).expect("the page can be written");
        } else if fs::read_to_string(&path).ok().as_deref() != Some(page) {
            stale.push(name.clone());
        }
    }
    assert!(stale.is_empty(), "stale or missing: {stale:?}; BLESS=1 cargo test --test docs writes them anew");
    let known: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    for entry in fs::read_dir(docs.join("methods")).expect("docs/methods is there") {
        let name = format!("methods/{}", entry.expect("an entry").file_name().to_string_lossy());
        assert!(known.contains(&name.as_str()), "{name} belongs to no method");
    }
}
