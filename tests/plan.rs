//! The plan of action as its user meets it: written, filled in elsewhere, read back.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use std::fs;
use std::path::Path;

use rugwijzer::domain::choice::PlanStatus;
use rugwijzer::domain::plan::{PlanColumn, Standing};
use rugwijzer::domain::{Assessment, Class, Language, Plan, PlanEntry};
use rugwijzer::report::plan::cell;
use rugwijzer::run::{self, Options, Setting, assess, plan, recordings};
use support::program;

const MAGAZIJN: &str = "fixtures/tasks/valid/magazijn.csv";

fn assessed(path: &Path) -> Assessment {
    let files = [path.to_owned()];
    assess::files(&files, &Options::default(), &recordings::Options::default(), Setting::default()).unwrap()
}

/// The plan as CSV, with the cells of some lines replaced by an independent reader and writer.
fn filled_in(source: &[u8], cells: &[(&str, &str, &str)]) -> Vec<u8> {
    let text = String::from_utf8(source.to_vec()).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|other| other == name).unwrap();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for row in reader.records() {
        let mut row: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
        let id = row[place("id")].clone();
        for (_, column, text) in cells.iter().filter(|(of, ..)| *of == id) {
            (*text).clone_into(&mut row[place(column)]);
        }
        writer.write_record(&row).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn what_people_fill_in_comes_back_in_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.csv");
    let out = file.to_str().unwrap();
    let written = program::run(&["plan", MAGAZIJN, "-o", out]);
    assert_eq!(written.status, Some(0), "{}", written.said);
    let first = assessed(Path::new(MAGAZIJN)).plan;
    let (a, b) = (first.entries[0].id.as_str(), first.entries[2].id.as_str());
    let edited = filled_in(
        &fs::read(&file).unwrap(),
        &[
            (a, "verantwoordelijke", "=Jan"),
            (a, "gereed_op", "1-6-2027"),
            (a, "status", "in uitvoering"),
            (b, "gereed_op", "ooit"),
        ],
    );
    fs::write(&file, &edited).unwrap();
    let report = program::run(&["report", MAGAZIJN, "--plan", out, "--format", "json"]);
    assert_eq!(report.status, Some(3), "an unreadable cell is said: {}", report.said);
    assert!(report.said.contains("gereed_op") && report.said.contains("'ooit'"), "{}", report.said);
    let json: serde_json::Value = serde_json::from_slice(&report.out).unwrap();
    let line = |id: &str| json["plan"].as_array().unwrap().iter().find(|line| line["id"] == id).unwrap().clone();
    assert_eq!((line(a)["owner"].as_str(), line(a)["due"].as_str()), (Some("=Jan"), Some("2027-06-01")));
    assert_eq!(line(a)["status"], "in_progress");
    assert_eq!((line(b)["due"].as_str(), line(b)["status"].as_str()), (None, Some("open")));
    assert_eq!(json["counts"]["rejected"], 0, "a plan's cells are no rows of a task file");
    // The text that could not be read is still there.
    let again = program::run(&["plan", MAGAZIJN, "--plan", out]);
    assert!(String::from_utf8(again.out).unwrap().contains(";ooit;"));
}

#[test]
fn words_that_a_person_put_over_computed_ones_are_named_before_they_are_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.csv");
    let out = file.to_str().unwrap();
    // A plan in English, filled in, is no edited plan in Dutch.
    for language in ["nl", "en"] {
        program::run(&["plan", MAGAZIJN, "--lang", language, "-o", out]);
        let again = program::run(&["plan", MAGAZIJN, "--plan", out]);
        assert_eq!(again.status, Some(0), "{}", again.said);
    }
    program::run(&["plan", MAGAZIJN, "-o", out]);
    let first = assessed(Path::new(MAGAZIJN)).plan;
    let id = first.entries[1].id.as_str();
    let edited = filled_in(&fs::read(&file).unwrap(), &[(id, "maatregel", "Heftafel bij  lijn 3"), (id, "waarde", "9")]);
    fs::write(&file, &edited).unwrap();
    let again = program::run(&["plan", MAGAZIJN, "--plan", out]);
    assert_eq!(again.status, Some(3), "{}", again.said);
    let said: Vec<&str> = again.said.lines().filter(|line| line.contains("'Heftafel bij  lijn 3'")).collect();
    assert_eq!(said.len(), 1, "{}", again.said);
    assert!(said[0].contains("maatregel") && said[0].contains("rij 3") && said[0].contains("uitwerking"), "{}", said[0]);
}

#[test]
fn lines_that_are_no_longer_found_and_lines_of_the_users_own_stay() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.csv");
    fs::write(
        &file,
        "id;groep;taak;risico;maatregel;status;klasse;budget\r\n\
         L05-23456789;Oude lijn;Weg;tilindex 3,1;Breng de werkhoogte in orde;gereed;zeer hoog;1000\r\n\
         ;Orderpick gang 4 / Orderpicker;;;Spiegel ophangen;;;\r\n",
    )
    .unwrap();
    let mut found = assessed(Path::new(MAGAZIJN));
    let before = found.plan.entries.len();
    plan::merge_into(&mut found, plan::load(&file).unwrap());
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    assert_eq!(found.plan.entries.len(), before + 2);
    let [gone, own] = &found.plan.entries[before..] else { panic!("two lines") };
    assert_eq!((gone.standing, gone.id.as_str(), gone.risk.class), (Standing::Gone, "L05-23456789", Some(Class::VeryHigh)));
    assert_eq!((gone.follow.status(), gone.follow.extra.as_slice()), (PlanStatus::Done, ["1000".to_owned()].as_slice()));
    assert_eq!(own.standing, Standing::Own);
    // Both come through a second round, the user's own column too, and are not doubled.
    let texts = run::texts(Language::Dutch);
    plan::save(&found.plan, &file, &texts).unwrap();
    let mut again = assessed(Path::new(MAGAZIJN));
    plan::merge_into(&mut again, plan::load(&file).unwrap());
    assert_eq!(again.plan.extra, ["budget"]);
    let kept: Vec<_> = again.plan.entries[before..].iter().map(|entry| (entry.standing, entry.id.clone())).collect();
    assert_eq!(kept, [(Standing::Gone, gone.id.clone()), (Standing::Own, own.id.clone())]);
    plan::save(&again.plan, &file, &texts).unwrap();
    assert_eq!(plan::load(&file).unwrap().plan.lines.len(), before + 2);
}

/// The worst class first; within it the lines of a risk stand together, in the order of
/// occupational hygiene.
fn ranked_by_risk(plan: &Plan) {
    let classes: Vec<_> = plan.entries.iter().map(|entry| std::cmp::Reverse(entry.risk.class)).collect();
    assert!(classes.is_sorted(), "{classes:?}");
    let risk = |entry: &PlanEntry| {
        let task = if entry.place.task.is_empty() { &entry.risk.at } else { &entry.place.task };
        (entry.risk.class, entry.place.group.clone(), task.clone(), entry.risk.method)
    };
    let mut seen = Vec::new();
    for lines in plan.entries.chunk_by(|a, b| risk(a) == risk(b)) {
        assert!(!seen.contains(&risk(&lines[0])), "{:?} stands in two places", risk(&lines[0]));
        seen.push(risk(&lines[0]));
        assert!(lines.iter().map(|entry| entry.measure.level).is_sorted(), "{lines:?}");
    }
    assert!(seen.len() > 1 && seen.len() < plan.entries.len(), "a plan that tells nothing about this");
}

#[test]
fn the_plan_is_ranked_short_and_the_same_each_time() {
    let found = assessed(Path::new(MAGAZIJN));
    ranked_by_risk(&found.plan);
    let mut groups: Vec<&str> = found.plan.entries.iter().map(|entry| entry.place.group.as_str()).collect();
    groups.sort_unstable();
    for group in groups.chunk_by(|a, b| a == b) {
        assert!(group.len() <= 20, "{} has {} lines", group[0], group.len());
    }
    let mut ids: Vec<&str> = found.plan.entries.iter().map(|entry| entry.id.as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are different");
    assert_eq!(assessed(Path::new(MAGAZIJN)).plan, found.plan);
}

/// One job with 60 heavy lifts asks for a plan that people can follow up.
#[test]
fn many_tasks_of_one_job_do_not_make_a_long_plan() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken.csv");
    let mut rows = "werkplek;functie;taak;last_kg;h_begin_cm;v_begin_cm;v_eind_cm;tilfrequentie_per_min;tilduur_uren;grip;beheerst_neerzetten\n".to_owned();
    for task in 0..60 {
        rows.push_str(&format!("Lijn;Inpakker;taak {task};{};50;20;100;2;2;slecht;nee\n", 12 + task % 9));
    }
    fs::write(&file, rows).unwrap();
    let plan = assessed(&file).plan;
    assert!((4..=30).contains(&plan.entries.len()), "{} lines", plan.entries.len());
    assert!(plan.entries.iter().any(|entry| entry.place.others >= 50), "the others are counted");
    // A file that names a spare line takes it in, with what it says.
    let spare = &plan.spare[0];
    let kept = folder.path().join("plan.csv");
    fs::write(&kept, format!("id,owner\n{},Piet\n", spare.id)).unwrap();
    let mut again = assessed(&file);
    plan::merge_into(&mut again, plan::load(&kept).unwrap());
    let line = again.plan.find(&spare.id).unwrap();
    assert_eq!((line.follow.owner.as_str(), line.standing), ("Piet", Standing::Found));
    ranked_by_risk(&again.plan);
}

/// A later measurement of the same task replaces the earlier one; the hand-filled half stays with it.
#[test]
fn a_later_measurement_of_a_task_counts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken.csv");
    let header = "werkplek;functie;taak;datum;last_max_kg;mac_handeling;mac_last_frequentie;mac_handafstand;mac_hoogtezone;mac_romp;mac_houding;mac_greep;mac_vloer;mac_omgeving\n";
    let before = "Lijn;Inpakker;Zakken;1-2-2026;30;tillen;paars;ver;vloer_of_hoofd;beide;vrij;slecht;goed;0\n";
    let after = "Lijn;Inpakker;Zakken;1-2-2027;2;tillen;groen;dichtbij;knie_elleboog;geen;vrij;goed;goed;0\n";
    fs::write(&file, format!("{header}{before}")).unwrap();
    let first = assessed(&file);
    assert!(first.plan.entries.iter().any(|entry| entry.risk.class == Some(Class::VeryHigh)));
    fs::write(&file, format!("{header}{before}{after}")).unwrap();
    let both = assessed(&file);
    assert_eq!(both.jobs.len(), 2);
    assert!(both.plan.entries.is_empty(), "{:?}", both.plan.entries);
    // Read with the plan of then, what was asked is still there, as no longer found.
    let kept = folder.path().join("plan.csv");
    plan::save(&first.plan, &kept, &run::texts(Language::English)).unwrap();
    let mut merged = both;
    plan::merge_into(&mut merged, plan::load(&kept).unwrap());
    assert_eq!(merged.plan.entries.len(), first.plan.entries.len());
    assert!(merged.plan.entries.iter().all(|entry| entry.standing == Standing::Gone));
    assert_eq!(merged.plan.entries[0].risk.class, Some(Class::VeryHigh), "as the file says");
}

#[test]
fn one_cell_is_edited_or_nothing_is() {
    let mut found = assessed(Path::new(MAGAZIJN));
    let id = found.plan.entries[0].id.clone();
    plan::edit(&mut found.plan, &id, PlanColumn::Status, "gereed").unwrap();
    assert_eq!(found.plan.entries[0].follow.status(), PlanStatus::Done);
    let before = found.plan.clone();
    assert_eq!(plan::edit(&mut found.plan, &id, PlanColumn::Due, "31-2-2027").unwrap_err().found, "31-2-2027");
    assert!(plan::edit(&mut found.plan, &id, PlanColumn::Risk, "x").is_err(), "computed");
    assert!(plan::edit(&mut found.plan, "L99-22222222", PlanColumn::Owner, "x").is_err(), "no such line");
    assert_eq!(found.plan, before);
}

#[test]
fn a_plan_that_cannot_be_written_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.csv");
    fs::write(&file, "id;maatregel\nX-1;oud\n").unwrap();
    let wrong = program::run(&["plan", "fixtures/tasks/broken/empty.csv", "-o", file.to_str().unwrap()]);
    assert_eq!(wrong.status, Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), "id;maatregel\nX-1;oud\n");
    let wrong = program::run(&["plan", MAGAZIJN, "-o", folder.path().join("plan.doc").to_str().unwrap()]);
    assert_eq!(wrong.status, Some(2), "{}", wrong.said);
    let wrong = program::run(&["report", MAGAZIJN, "--plan", MAGAZIJN]);
    assert_eq!(wrong.status, Some(1), "a task file is no plan: {}", wrong.said);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// What a measure is to bring, against sums by hand.
#[test]
fn what_a_measure_is_to_bring_is_computed_where_it_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken.csv");
    // A(8) = 1,0 · √(4/8) = 0,707; half of the time gives 1,0 · √(2/8) = 0,5. The MAC: red 6 + 3 + 0 + 0 …
    fs::write(
        &file,
        "blootstellingsgroep;taak;taak_uren;werkdag_uren;trilling_uren;aw_x_ms2;aw_y_ms2;aw_z_ms2;trilling_k_toegepast;knielen_min;trekkracht_kg;\
         romp_ge45_pct;romp_ge60_pct;mac_handeling;mac_last_frequentie;mac_handafstand;mac_hoogtezone;mac_romp;mac_houding;\
         mac_greep;mac_vloer;mac_omgeving\n\
         a;rijden;4;8;4;0,1;0,1;1,0;ja;;;;;;;;;;;;;\n\
         b;tegels;8;8;;;;;;40;30;12;8;;;;;;;;;\n\
         c;zakken;2;8;;;;;;;;;;tillen;rood;matig;knie_elleboog;geen;vrij;goed;goed;0\n"
    )
    .unwrap();
    let plan = assessed(&file).plan;
    let texts = run::texts(Language::English);
    let expected = |group: &str, measure: &str| {
        let line = plan.entries.iter().find(|entry| entry.place.group == group && entry.measure.id == measure).unwrap();
        let told = line.expected.as_ref().unwrap_or_else(|| panic!("{measure} promises nothing"));
        let change = cell(line, PlanColumn::Change, &texts).replace('\u{202f}', " ");
        (change, told.value, told.class)
    };
    let (acceptable, increased) = (Some(Class::Acceptable), Some(Class::Increased));
    assert_eq!(expected("a", "V09"), ("time with vibration per day: 4 h → 2 h".to_owned(), Some(0.5), acceptable));
    // Of two exposures above their limit one stays.
    assert_eq!(expected("b", "P03"), ("kneeling and squatting per day: 40 min → 15 min".to_owned(), Some(15.0), increased));
    assert_eq!(expected("b", "P06"), ("pulling force: 30 kgf → 25 kgf".to_owned(), Some(25.0), increased));
    let bent = "share with trunk bent 45° or more: 12 % → 5 % and share with trunk bent 60° or more: 8 % → 5 %";
    assert_eq!(expected("b", "P01"), (bent.to_owned(), Some(5.0), acceptable));
    // Red 6 and amber 3: a green load leaves the amber distance.
    let lighter = "load and frequency (MAC): red → green";
    assert_eq!(expected("c", "L06"), (lighter.to_owned(), Some(3.0), increased));
    // A seat lowers the vibration by nobody knows how much.
    let seat = plan.entries.iter().find(|entry| entry.measure.id == "V05").unwrap();
    assert_eq!(seat.expected, None);
}
