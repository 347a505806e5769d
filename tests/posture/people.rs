//! Several people, and the plain sentences.

use rugwijzer::domain::{Language, Phrase};
use rugwijzer::input::recording::Block;
use rugwijzer::run::posture::{self, Options, Verdict, lead, together};
use rugwijzer::text::Catalogue;

use super::{analyse, lean, standing};

/// Two hours at 10 Hz of a person who bends to 70° for ten seconds in every `every` seconds.
fn person(every: f64) -> Block {
    let mut block = Block::default();
    for at in 0..7200 * 10 {
        let time = f64::from(at) / 10.0;
        let sway = if time < 10.0 { 0.1 } else { 2.0 * (time * 1.3).sin() };
        let bent = time >= 60.0 && time % every >= every - 12.0 && time % every < every - 2.0;
        block.time_s.push(time);
        block.acceleration.push(lean(sway + if bent { 70.0 } else { 0.0 }));
    }
    block
}

fn keys(phrases: &[Phrase]) -> Vec<&'static str> {
    phrases.iter().map(|phrase| phrase.key).collect()
}

/// By hand: shares of about 10, 5 and 20 %; their mean and Student's interval with 2 degrees of freedom.
#[test]
fn people_are_the_unit_of_several_recordings() {
    let each: Vec<_> = [100.0, 200.0, 50.0].map(|every| analyse(10.0, &person(every), &standing())).into();
    let shares: Vec<f64> = each.iter().map(|one| one.all.as_ref().unwrap().forward.as_ref().unwrap().shares[3]).collect();
    for (share, expected) in shares.iter().zip([9.8, 4.9, 19.6]) {
        assert!((share - expected).abs() < 0.2, "{shares:?}");
    }
    let found = together::together(&each.iter().collect::<Vec<_>>());
    let [all] = &found[..] else { panic!("{found:?}") };
    assert_eq!((all.task.as_ref(), all.spreads[1].people), (None, 3));
    let mean = shares.iter().sum::<f64>() / 3.0;
    let deviation = (shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / 2.0).sqrt();
    let reach = 4.302_65 * deviation / 3.0_f64.sqrt();
    assert!((all.spreads[1].mean - mean).abs() < 1e-9);
    assert!((all.spreads[1].interval.1 - (mean + reach)).abs() < 1e-2, "{:?} {mean} {reach}", all.spreads[1]);
    assert_eq!(all.verdicts[1], Verdict::Undecided, "each of two is clear, three that differ are not");
    assert!(all.spreads[1].people_more(5.0).is_some());
    assert_eq!(together::together(&[&each[0]]), []);
}

#[test]
fn tasks_of_several_people_are_put_together_by_name() {
    let diary = posture::diary::read("start;end;task\n0;3600;laden\n3600;7200;lopen\n", None).unwrap();
    let options = Options { diary, ..standing() };
    let each: Vec<_> = [100.0, 120.0].map(|every| analyse(10.0, &person(every), &options)).into();
    let found = together::together(&each.iter().collect::<Vec<_>>());
    let names: Vec<Option<&str>> = found.iter().map(|one| one.task.as_deref()).collect();
    assert_eq!(names, [None, Some("laden"), Some("lopen")]);
}

#[test]
fn the_answer_comes_first_and_says_what_to_do() {
    let said = |block: &Block, options: &Options| keys(&lead::lead(&analyse(10.0, block, options)));
    let high = said(&person(50.0), &standing());
    assert_eq!(high, ["posture.lead.above", "posture.lead.sure", "posture.lead.do_above"]);
    let low = said(&person(3000.0), &standing());
    assert_eq!(low, ["posture.lead.below", "posture.lead.sure", "posture.lead.do_below"]);
    let near = said(&person(190.0), &standing());
    assert!(near[0] == "posture.lead.undecided" && near[2] != "posture.lead.do_below", "{near:?}");
    let diary = posture::diary::read("start;end;task\n0;3600;laden\n3600;7200;lopen\n", None).unwrap();
    assert_eq!(said(&person(50.0), &Options { diary, ..standing() })[2], "posture.lead.do_above_task");
    assert_eq!(said(&person(50.0), &Options::default()), ["posture.lead.no_reference"]);
    let part = posture::Stretch { from: 0.0, to: 300.0 };
    let short = said(&person(50.0), &Options { range: part, ..standing() });
    assert_eq!(short, ["posture.lead.too_short", "posture.lead.do_measure"]);
    let upside_down = Options { axes: Some("x=x,y=-y,z=-z".parse().unwrap()), ..standing() };
    assert_eq!(said(&person(50.0), &upside_down), ["posture.lead.no_forward"]);
}

#[test]
fn a_terminal_shows_the_people_together_last() {
    let each: Vec<_> = [100.0, 200.0].map(|every| ("a.csv".to_owned(), Ok(analyse(10.0, &person(every), &standing())))).into();
    for language in [Language::Dutch, Language::English] {
        let texts = Catalogue::new(language, [posture::TEXT]);
        let text = posture::table::text(&each, &texts);
        let assumed = texts.text("posture.together.assumed");
        assert!(text.trim_end().ends_with(assumed), "{text}");
        assert!(!text.contains(['{', '}']), "{text}");
        let document = posture::json::document(&each, &texts);
        let together = &document["together"][0];
        assert_eq!((&together["people"], &together["task"]), (&serde_json::json!(2), &serde_json::Value::Null));
        assert!(together["forward_shares_pct"]["60"]["interval95"][1].is_number());
        assert_eq!(document["recordings"][0]["calibration"]["kind"], "none");
        assert!(document["recordings"][0]["conclusion"][0].is_string());
    }
}

/// A recording without a zero posture has no part in what all say, and that is said; the others keep their
/// numbers in the chart.
#[test]
fn a_recording_that_has_no_part_in_it_is_named() {
    let blind = analyse(10.0, &person(100.0), &Options::default());
    let good = [100.0, 200.0].map(|every| analyse(10.0, &person(every), &standing()));
    let texts = Catalogue::new(Language::English, [posture::TEXT]);
    let unread = Phrase::new("posture.line.nothing");
    let recordings: Vec<(String, Result<posture::Analysis, Phrase>)> =
        [Err(unread), Ok(blind)].into_iter().chain(good.map(Ok)).map(|one| ("a.csv".to_owned(), one)).collect();
    let text = posture::table::text(&recordings, &texts);
    assert!(text.contains("2 of 4 have not"), "{text}");
    let whole = posture::table::text(&recordings[2..], &texts);
    assert!(!whole.contains("have not"), "{whole}");
}

/// A bar of a recording that is too short for a verdict has no colour of a class.
#[test]
fn nothing_is_coloured_before_it_is_decided() {
    use rugwijzer::domain::chart::Chart;
    let part = posture::Stretch { from: 0.0, to: 300.0 };
    let classes = |options: &Options| {
        let forward = analyse(10.0, &person(50.0), options).all.unwrap().forward.unwrap();
        let Chart::Shares(shares) = posture::picture::shares(&forward) else { panic!("bars") };
        shares.rows.iter().filter(|row| row.class.is_some()).count()
    };
    assert_eq!(classes(&Options { range: part, ..standing() }), 0);
    assert_eq!(classes(&standing()), 2);
}
