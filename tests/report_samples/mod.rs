//! Assessments made by hand for the tests of reports: every state, every caveat, hostile words.
//! The numbers are invented.

use rugwijzer::domain::assessment::{Advice, Level};
use rugwijzer::domain::chart::{Bar, Bars, Chart, Dose, Limit, Profile, ProfileRow, Ride, Share, Shares};
use rugwijzer::domain::finding::Outcome;
use rugwijzer::domain::{
    Arg, Assessment, Citation, Class, Column, Confidence, Date, Factor, Figure, Finding, Hazard, InputFile, Job, Jurisdiction,
    Origin, Phrase, Problem, Source, State, Step, TaskResult, Unit, Value,
};

/// The words of these samples.
pub(crate) const TEXT: &str = include_str!("text.csv");

static NIOSH: Source =
    Source { id: "niosh", title: "NIOSH 94-110, Applications Manual for the Revised NIOSH Lifting Equation (2021)" };
static MAC: Source = Source { id: "mac", title: "HSE INDG383, Manual handling assessment charts (MAC tool)" };
static ISO: Source = Source { id: "iso2631", title: "ISO 2631-1:1997" };
static GUIDELINE: Source = Source { id: "guideline", title: "Achtergronddocument NVAB/NVVG/GAV 2020" };

fn p(key: &'static str) -> Phrase {
    Phrase::new(key)
}

fn how(words: &str) -> Phrase {
    p("sample.how").text("how", words)
}

fn step(what: &'static str, words: &str, value: f64, unit: Unit) -> Step {
    Step { what: p(what), how: how(words), result: Outcome::Number(value, unit), class: None }
}

fn niosh(li: f64, rwl: f64, class: Class) -> Finding {
    let mut finding = Finding::new("niosh", Hazard::Lifting, State::Assessed);
    finding.class = Some(class);
    finding.label = Some(p("sample.niosh.label").against("li", li, Unit::None, 1.0).number("rwl", rwl, Unit::Kilogram));
    finding.figures = vec![
        Figure::new("hm_origin", 25.0 / 54.0),
        Figure::new("hm_destination", None::<f64>),
        Figure::new("rwl_kg", rwl),
        Figure::new("li", li),
        Figure::new("limiting_multiplier", "hm_origin"),
    ];
    finding.assumptions = vec![p("sample.assume.hands"), p("sample.assume.a")];
    finding.factors = vec![Factor::Reach, Factor::Height];
    finding.sheet = vec![
        step("sample.hm", "25 / H = 25 / 54", 25.0 / 54.0, Unit::None),
        step("sample.vm", "1 − 0,003 × |V − 75| = 1 − 0,003 × |20 − 75|", 0.835, Unit::None),
        step("sample.dm", "0,82 + 4,5 / D = 0,82 + 4,5 / 90", 0.87, Unit::None),
        step("sample.am", "1 − 0,0032 × A = 1 − 0,0032 × 0", 1.0, Unit::None),
        step("sample.fm", "2 /min, ten hoogste 2 h, V < 75", 0.84, Unit::None),
        step("sample.cm", "redelijk, V < 75", 0.95, Unit::None),
        step("sample.rwl", "23 × HM × VM × DM × AM × FM × CM", rwl, Unit::Kilogram),
        Step { what: p("sample.li"), how: how("15 / RWL"), result: Outcome::Number(li, Unit::None), class: Some(class) },
    ];
    let bar = |label, value, marked| Bar { label: p(label), value, class: None, marked };
    finding.charts = vec![Chart::Bars(Bars {
        title: p("sample.multipliers"),
        axis: p("sample.multiplier.axis"),
        unit: Unit::None,
        maximum: Some(1.0),
        bars: vec![
            bar("sample.hm", 25.0 / 54.0, true),
            bar("sample.vm", 0.835, false),
            bar("sample.dm", 0.87, false),
            bar("sample.am", 1.0, false),
            bar("sample.fm", 0.84, false),
            bar("sample.cm", 0.95, false),
        ],
        limits: vec![],
    })];
    finding.sources = vec![Citation::verified(&NIOSH, "tables 1-7"), Citation::memory(&NIOSH, "p. 13")];
    finding
}

fn mac() -> Finding {
    let mut finding = Finding::new("mac", Hazard::Lifting, State::Assessed);
    finding.class = Some(Class::VeryHigh);
    finding.label = Some(p("sample.mac.label").exact("total", 17.0));
    let row = |label, choice, class, colour, score, maximum| ProfileRow {
        label: p(label),
        choice: p(choice),
        class,
        colour: p(colour),
        score,
        maximum,
    };
    let rows = vec![
        row("sample.mac.load", "sample.mac.load.choice", Class::VeryHigh, "sample.purple", 10.0, 10.0),
        row("sample.mac.distance", "sample.mac.distance.choice", Class::High, "sample.red", 6.0, 6.0),
        row("sample.mac.zone", "sample.mac.zone.choice", Class::High, "sample.red", 3.0, 3.0),
        row("sample.mac.torso", "sample.mac.torso.choice", Class::Increased, "sample.amber", 1.0, 2.0),
        row("sample.mac.grip", "sample.mac.grip.choice", Class::Acceptable, "sample.green", 0.0, 2.0),
    ];
    finding.sheet = rows
        .iter()
        .map(|row| Step {
            what: row.label.clone(),
            how: row.choice.clone(),
            result: Outcome::Word(row.colour.clone()),
            class: Some(row.class),
        })
        .collect();
    finding.figures = vec![
        Figure::new("total", 20.0),
        Figure::new("basis", "leaflet"),
        Figure::new("factors", vec![Figure::new("load", vec![Figure::new("colour", "purple"), Figure::new("score", 10.0)])]),
    ];
    finding.charts = vec![Chart::Profile(Profile { title: p("sample.mac.title"), rows, total: 20.0 })];
    finding.sources = vec![Citation::verified(&MAC, "p. 4-7")];
    finding
}

fn screening(load: f64) -> Finding {
    let mut finding = Finding::new("screening", Hazard::Lifting, State::Assessed);
    finding.label = Some(p("sample.screening.label").number("load", load, Unit::Kilogram));
    finding.figures = vec![Figure::new("load_kg", load), Figure::new("branch", "assess")];
    finding.sources = vec![Citation::verified(&GUIDELINE, "2074-2076")];
    finding
}

fn trunk(ge45: f64, ge60: f64, provisional: bool, class: Class) -> Finding {
    let mut finding = Finding::new("trunk_flexion", Hazard::TrunkFlexion, State::Assessed);
    finding.class = Some(class);
    finding.label =
        Some(p("sample.trunk.label").against("ge45", ge45, Unit::Percent, 5.0).against("ge60", ge60, Unit::Percent, 5.0));
    if provisional {
        finding.provisional = vec![p("sample.trunk.provisional")];
        finding.reasons = vec![p("sample.trunk.covered").number("hours", 1.5, Unit::Hour)];
    }
    let share = |label, value: f64, class| Share {
        label: p(label),
        value,
        interval: Some((value * 0.7, value * 1.4 + 0.4)),
        class: Some(class),
    };
    finding.charts = vec![Chart::Shares(Shares {
        title: p("sample.trunk.title"),
        rows: vec![
            share("sample.trunk.ge45", ge45, if ge45 > 5.0 { Class::Increased } else { Class::Acceptable }),
            share("sample.trunk.ge60", ge60, if ge60 > 5.0 { Class::High } else { Class::Acceptable }),
        ],
        limit: Limit { label: p("sample.trunk.limit"), value: 5.0 },
    })];
    finding.figures = vec![
        Figure::new("ge45_pct", ge45),
        Figure::new("ge60_pct", ge60),
        Figure::new("ge60_low", None::<f64>),
        Figure::new("verdict_ge60", "undecided"),
    ];
    finding.sources = vec![
        Citation::verified(&GUIDELINE, "1208-1219"),
        Citation { source: &GUIDELINE, locator: "45-60°", confidence: Confidence::Own },
    ];
    finding
}

fn vibration(vehicles: Vec<Ride>, a8: f64, class: Class, manufacturer: bool) -> Finding {
    let mut finding = Finding::new("whole_body_vibration", Hazard::Vibration, State::Assessed);
    finding.class = Some(class);
    finding.label = Some(p("sample.wbv.label").against("a8", a8, Unit::Acceleration, 0.5));
    if manufacturer {
        finding.provisional = vec![p("sample.wbv.manufacturer")];
    }
    let limits = vec![Limit { label: p("sample.action"), value: 0.5 }, Limit { label: p("sample.limit"), value: 1.15 }];
    let of = |value: f64| {
        if value > 1.15 {
            Class::VeryHigh
        } else if value > 0.5 {
            Class::High
        } else {
            Class::Acceptable
        }
    };
    let bar = |label, value| Bar { label: p(label), value, class: Some(of(value)), marked: label == "sample.z" };
    finding.charts = vec![
        Chart::Dose(Dose { title: p("sample.wbv.title"), vehicles, a8, limits: limits.clone(), reference_hours: 8.0 }),
        Chart::Bars(Bars {
            title: p("sample.wbv.axes"),
            axis: p("sample.wbv.axis"),
            unit: Unit::Acceleration,
            maximum: None,
            bars: vec![bar("sample.x", a8 * 0.5), bar("sample.y", a8 * 0.6), bar("sample.z", a8)],
            limits,
        }),
    ];
    finding.figures = vec![Figure::new("a8", a8), Figure::new("axis", "z"), Figure::new("vdv", Value::Absent)];
    finding.sources = vec![
        Citation::verified(&ISO, "6.1"),
        Citation { source: &ISO, locator: "fig. B.1", confidence: Confidence::Digitised },
    ];
    finding
}

fn without(method: &'static str, hazard: Hazard, state: State, reasons: Vec<Phrase>) -> Finding {
    let mut finding = Finding::new(method, hazard, state);
    finding.reasons = reasons;
    finding
}

fn not_measured() -> Vec<Finding> {
    vec![
        without("trunk_flexion", Hazard::TrunkFlexion, State::NotMeasured, vec![]),
        without("whole_body_vibration", Hazard::Vibration, State::NotMeasured, vec![]),
    ]
}

fn beyond() -> Finding {
    let reasons = vec![p("sample.beyond.reason").number("h", 71.0, Unit::Centimetre)];
    let mut finding = without("niosh", Hazard::Lifting, State::NotApplicable, reasons);
    finding.class = Some(Class::High);
    finding.label = Some(p("sample.beyond.label"));
    finding
}

fn outside() -> Finding {
    without("niosh", Hazard::Lifting, State::NotApplicable, vec![p("sample.person.reason"), p("sample.one_hand.reason")])
}

fn ride(label: &str, hours: f64, acceleration: f64) -> Ride {
    Ride { label: label.to_owned(), hours, acceleration }
}

fn advice(id: &'static str, level: Level, text: &'static str, grade: &'static str, because: &[&'static str]) -> Advice {
    let in_guideline = id != "V05";
    Advice {
        id,
        level,
        text: p(text),
        scheme: if grade == "sample.grade.none" { "none" } else { "EBRO" },
        grade: p(grade),
        effect: p(match level {
            Level::Discouraged => "sample.effect.none",
            _ if in_guideline => "sample.effect.load",
            _ => "sample.effect.practice",
        }),
        outcome: p(if level == Level::Discouraged { "sample.outcome.pain" } else { "sample.outcome.load" }),
        source: p("sample.source"),
        in_guideline,
        because: because.to_vec(),
    }
}

fn measures() -> Vec<Advice> {
    vec![
        advice("L01", Level::Elimination, "sample.m.eliminate", "sample.grade.none", &["niosh", "mac"]),
        advice("L05", Level::Technical, "sample.m.height", "sample.grade.A", &["niosh"]),
        advice("V05", Level::Technical, "sample.m.seat", "sample.grade.none", &["whole_body_vibration"]),
        advice("L09", Level::Organisational, "sample.m.rotate", "sample.grade.C", &["niosh"]),
    ]
}

fn against() -> Vec<Advice> {
    vec![
        advice("L11", Level::Discouraged, "sample.no.training", "sample.grade.A", &["niosh"]),
        advice("L14", Level::Discouraged, "sample.no.belt", "sample.grade.A", &["niosh"]),
        advice("L18", Level::Discouraged, "sample.no.exam", "sample.grade.A", &["niosh"]),
    ]
}

fn task(name: &str, row: u64, findings: Vec<Finding>) -> TaskResult {
    let worst = findings.iter().filter(|finding| finding.class.is_some()).max_by_key(|finding| finding.class);
    let (class, class_from) = (worst.and_then(|finding| finding.class), worst.map(|finding| finding.method));
    TaskResult {
        task: name.to_owned(),
        origins: vec![Origin { file: "magazijn.csv".to_owned(), row }],
        class,
        class_from,
        incomplete: vec![],
        remarks: vec![],
        takes: vec![],
        provisional: findings.iter().any(|finding| finding.class == class && !finding.provisional.is_empty()),
        entered: vec![
            (Column::Assessor, Arg::Text("M. de Vries".to_owned())),
            (Column::Instrument, Arg::Text("rolmaat, weegschaal".to_owned())),
            (Column::Workers, Arg::Number(12.0, Unit::Count)),
            (Column::TaskHours, Arg::Number(2.5, Unit::Hour)),
            (Column::LoadKg, Arg::Number(15.0, Unit::Kilogram)),
            (Column::HOriginCm, Arg::Number(54.0, Unit::Centimetre)),
            (Column::VOriginCm, Arg::Number(20.0, Unit::Centimetre)),
            (Column::Coupling, Arg::Phrase(p("sample.amber"))),
        ],
        doubts: vec![],
        findings,
    }
}

fn job(workstation: &str, name: &str, tasks: Vec<TaskResult>, findings: Vec<Finding>) -> Job {
    let mut worst: (Option<Class>, Option<&'static str>) = (None, None);
    for finding in findings.iter().chain(tasks.iter().flat_map(|task| &task.findings)) {
        if finding.class > worst.0 {
            worst = (finding.class, Some(finding.method));
        }
    }
    let provisional = findings.iter().any(|finding| finding.class == worst.0 && !finding.provisional.is_empty())
        || tasks.iter().any(|task| task.class == worst.0 && task.provisional);
    Job {
        organisation: "Distributiecentrum De Schelde".to_owned(),
        department: "Orderverzameling".to_owned(),
        workstation: workstation.to_owned(),
        job: name.to_owned(),
        exposure_group: format!("{workstation} {name}"),
        date: Date::new(2026, 3, 12),
        workday_hours: 8.0,
        workday_hours_assumed: false,
        class: worst.0,
        class_from: worst.1,
        incomplete: tasks.iter().flat_map(|task| task.incomplete.clone()).collect(),
        provisional,
        measures: if worst.0 > Some(Class::Acceptable) { measures() } else { vec![] },
        advised_against: if worst.0.is_some() { against() } else { vec![] },
        silences: vec![],
        findings,
        tasks,
    }
}

fn assessment(jobs: Vec<Job>, jurisdiction: Jurisdiction) -> Assessment {
    let rows = jobs.iter().map(|job| job.tasks.len() as u64).sum();
    Assessment {
        jurisdiction,
        inputs: vec![InputFile {
            file: "magazijn.csv".to_owned(),
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            rows,
        }],
        rows,
        rejected: 0,
        jobs,
        problems: vec![],
        profile: None,
        notes: vec![],
        comparison: None,
        portfolio: None,
        plan: rugwijzer::domain::Plan::default(),
    }
}

fn problem(row: u64, column: &str, found: &str, expected: &'static str, remedy: &'static str) -> Problem {
    Problem {
        file: "magazijn.csv".to_owned(),
        row: Some(row),
        column: Some(column.to_owned()),
        found: found.to_owned(),
        expected: p(expected),
        remedy: p(remedy),
    }
}

/// A warehouse with everything: all states, classes, caveats, problems.
pub(crate) fn warehouse() -> Assessment {
    let not_lifting = || {
        let mut findings = vec![screening(15.0), niosh(2.37, 6.33, Class::High)];
        findings.extend(not_measured());
        findings
    };
    let mut stacking = task("Dozen stapelen op pallet", 2, vec![screening(21.0), niosh(3.31, 6.33, Class::VeryHigh), mac()]);
    stacking.remarks = vec![p("sample.remark")];
    stacking.origins.push(Origin { file: "magazijn.csv".to_owned(), row: 3 });
    let mut palletising = job(
        "Perron 3",
        "Palletiseren",
        vec![stacking, task("Lege pallets wegzetten", 4, not_lifting()), task("Folie aanbrengen", 5, not_measured())],
        vec![
            trunk(11.2, 6.4, true, Class::High),
            without("whole_body_vibration", Hazard::Vibration, State::NotMeasured, vec![]),
        ],
    );
    palletising.silences = vec![p("sample.silence")];

    let mut driving = job(
        "Laadkuil",
        "Heftruckchauffeur",
        vec![task("Rijden en lossen", 6, vec![without("niosh", Hazard::Lifting, State::NotMeasured, vec![])])],
        vec![vibration(
            vec![ride("Heftruck 3 t, betonvloer", 4.0, 0.62), ride("Reachtruck", 2.0, 0.41), ride("Veegmachine", 1.5, 0.88)],
            0.639,
            Class::High,
            false,
        )],
    );
    driving.workday_hours_assumed = true;
    driving.tasks[0].entered.push((Column::Vehicle, Arg::Text("Heftruck".to_owned())));

    let mut far = task("Zakken van achter in het rek halen", 7, vec![screening(18.0), beyond()]);
    far.incomplete = vec![p("sample.incomplete").text("task", "Zakken halen").phrase("method", p("method.mac.name"))];
    far.findings.push(without("mac", Hazard::Lifting, State::NotMeasured, vec![p("sample.rejected")]));
    let retrieving = job("Hoogbouw", "Magazijnmedewerker", vec![far], vec![]);

    let sorting = job(
        "Sorteerband",
        "Sorteerder",
        vec![task("Pakketten overzetten", 8, vec![screening(4.0), niosh(0.62, 8.1, Class::Acceptable)])],
        vec![
            trunk(3.1, 1.2, false, Class::Acceptable),
            without(
                "whole_body_vibration",
                Hazard::Vibration,
                State::BelowTrigger,
                vec![p("sample.wbv.below").number("hours", 0.5, Unit::Hour)],
            ),
        ],
    );
    let mut sweeping = job(
        "Buitenterrein",
        "Terreinmedewerker",
        vec![task("Vegen", 9, vec![])],
        vec![vibration(vec![ride("Zitmaaier", 2.0, 0.48)], 0.24, Class::Acceptable, true)],
    );
    sweeping.date = Date::new(2026, 3, 13);
    let mut nursing = task("Collega ondersteunen", 10, vec![outside()]);
    nursing.incomplete =
        vec![p("sample.incomplete").text("task", "Collega ondersteunen").phrase("method", p("method.niosh.name"))];
    let helping = job("", "", vec![nursing], vec![]);

    let mut exposures = Finding::new("exposures", Hazard::Exposures, State::Assessed);
    exposures.class = Some(Class::Increased);
    exposures.label = Some(p("sample.exposures.label"));
    let fitting = job("Werkplaats", "Monteur", vec![task("Onderhoud rollenbaan", 11, not_measured())], vec![exposures]);

    let mut all =
        assessment(vec![sorting, palletising, driving, retrieving, sweeping, helping, fitting], Jurisdiction::Netherlands);
    all.rows = 12;
    all.rejected = 2;
    all.problems = vec![
        problem(7, "mac_handafstand", "vér", "sample.expected.word", "sample.remedy.word"),
        problem(12, "h_begin_cm", "54 cm", "sample.expected.number", "sample.remedy.number"),
    ];
    all.notes = vec![p("sample.note.unknown").text("column", "kleur_doos")];
    all
}

/// One task, nothing exceeded, provisional, in Belgium.
pub(crate) fn one_task() -> Assessment {
    let findings = vec![screening(4.0), niosh(0.62, 8.1, Class::Acceptable)];
    let mut only = job("Kassa", "Kassamedewerker", vec![task("Kratten tillen", 2, findings)], vec![]);
    only.findings = vec![trunk(4.2, 3.9, true, Class::Acceptable)];
    only.provisional = true;
    assessment(vec![only], Jurisdiction::Belgium)
}

/// Words that a page, a table or a drawing could stumble over.
pub(crate) fn hostile() -> Assessment {
    let name = "<script>alert('x')</script> & \"é\" =cmd|' /C calc'!A0 `x` *y* [z](w) </style>";
    let long = "Zeerlangetaaknaamzonderspaties".repeat(10);
    let mut first = job(
        name,
        &long,
        vec![
            task(name, 2, vec![niosh(1.4, 10.7, Class::Increased), mac()]),
            task(&long, 3, vec![niosh(1.4, 10.7, Class::Increased)]),
        ],
        vec![vibration(
            (0..14)
                .map(|n| ride(if n % 2 == 0 { name } else { &long }, 2.0 + 0.05 * f64::from(n), 0.7 + 0.01 * f64::from(n)))
                .collect(),
            1.3,
            Class::VeryHigh,
            true,
        )],
    );
    name.clone_into(&mut first.organisation);
    let second = job("B", "C", vec![task("d", 4, vec![outside()])], vec![trunk(0.0, 0.0, false, Class::Acceptable)]);
    let mut all = assessment(vec![first, second], Jurisdiction::Netherlands);
    all.problems =
        vec![Problem { row: None, column: None, ..problem(0, "", name, "sample.expected.word", "sample.remedy.word") }];
    name.clone_into(&mut all.inputs[0].file);
    all
}

/// Files without a usable task.
pub(crate) fn empty() -> Assessment {
    let mut none = assessment(vec![], Jurisdiction::Netherlands);
    none.problems = vec![problem(2, "taak", "", "sample.expected.word", "sample.remedy.word")];
    none.rows = 1;
    none.rejected = 1;
    none
}

/// Many working days of ten tasks each.
pub(crate) fn many(days: u32) -> Assessment {
    let classes = [(0.7, Class::Acceptable), (1.4, Class::Increased), (2.6, Class::High), (3.4, Class::VeryHigh)];
    let jobs = (0..days)
        .map(|day| {
            let tasks = (0..10)
                .map(|at| {
                    let (li, class) = classes[((day + at) % (1 + day % 4)) as usize];
                    let mut findings = vec![screening(12.0), niosh(li, 15.0 / li, class)];
                    findings.extend(not_measured());
                    task(&format!("Taak {}-{}", day + 1, at + 1), u64::from(day * 10 + at + 2), findings)
                })
                .collect();
            job(
                &format!("Werkplek {}", day + 1),
                "Orderverzamelaar",
                tasks,
                vec![trunk(4.0, 2.0, day % 3 == 0, Class::Acceptable)],
            )
        })
        .collect();
    assessment(jobs, Jurisdiction::Netherlands)
}
