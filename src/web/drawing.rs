//! Our own drawings: what to measure, and what the words of the MAC mean. Lines in the colour of the
//! text, what is handled in the colour of the house, so that they hold in light and dark.

use std::fmt::Write as _;

use crate::domain::Column;
use crate::domain::column::Group;

/// The drawings of a part, each with the key of its description.
pub(super) fn of_part(group: Group) -> Vec<(String, &'static str)> {
    match group {
        Group::Lifting => vec![(lift_side(), "form.draw.lift.side"), (lift_top(), "form.draw.lift.top")],
        Group::Trunk => vec![(trunk_axes(), "form.draw.axes.trunk")],
        Group::Vibration => vec![(seat_axes(), "form.draw.axes.seat")],
        _ => Vec::new(),
    }
}

/// The picture of a word of the MAC.
pub(super) fn choice(column: Column, place: u8) -> Option<String> {
    let body = match column {
        Column::MacOperation => [lifting(), carrying(), team("")].into_iter().nth(usize::from(place)),
        Column::MacHandDistance => {
            let poses = [(0.0, 4.0, 82.0), (4.0, 48.0, 80.0), (38.0, 62.0, 78.0)];
            poses.get(usize::from(place)).map(|&(trunk, arm, fore)| Pose { trunk, arm, fore, ..Pose::UPRIGHT }.with_load())
        }
        Column::MacVerticalZone => {
            let zones: [&[(f64, f64)]; 3] = [&[(46.0, 27.0)], &[(27.0, 19.0), (73.0, 15.0)], &[(6.0, 21.0), (88.0, 6.0)]];
            zones.get(usize::from(place)).map(|zones| {
                let bands =
                    zones.iter().map(|(y, h)| format!("<rect class=\"zone\" x=\"8\" y=\"{y}\" width=\"84\" height=\"{h}\"/>"));
                format!("{}{}", bands.collect::<String>(), Pose { arm: 0.0, fore: 0.0, ..Pose::UPRIGHT }.alone())
            })
        }
        Column::MacTorso => [front(0.0, false, Hold::Front), front(0.0, true, Hold::Front), front(24.0, true, Hold::Front)]
            .into_iter()
            .nth(usize::from(place)),
        Column::MacAsymmetry => {
            [front(0.0, false, Hold::Front), front(0.0, false, Hold::Askew), front(-8.0, false, Hold::OneHand)]
                .into_iter()
                .nth(usize::from(place))
        }
        Column::MacPosture => match place {
            0 => Some(Pose::UPRIGHT.with_load()),
            1 => Some(format!("{}{}", Pose { trunk: 26.0, arm: 20.0, ..Pose::UPRIGHT }.with_load(), line("M12 20H88"))),
            2 => Some(format!(
                "{}{}",
                Pose { trunk: 58.0, knee: 24.0, arm: 20.0, fore: 60.0 }.with_load(),
                line("M8 40H92M92 40V94")
            )),
            _ => None,
        },
        Column::MacGrip => [GRIP_GOOD, GRIP_REASONABLE, GRIP_POOR].get(usize::from(place)).map(|body| (*body).to_owned()),
        Column::MacFloor => [FLOOR_GOOD, FLOOR_WORN, FLOOR_WET].get(usize::from(place)).map(|body| (*body).to_owned()),
        Column::MacEnvironment => (place < 3).then(|| environment(place)),
        Column::MacObstacles => {
            [OBSTACLES_NONE, OBSTACLES_STEP, OBSTACLES_LADDER].get(usize::from(place)).map(|body| (*body).to_owned())
        }
        Column::MacCommunication => {
            let signs = ["M36 16h10v8h-6l-4 4zM64 16h-10v8h6l4 4z", "M36 16h10v8h-6l-4 4z", "M40 14l20 16M60 14l-20 16"];
            signs.get(usize::from(place)).map(|sign| team(&line(sign)))
        }
        _ => None,
    };
    body.map(|body| {
        format!("<svg class=\"picture\" viewBox=\"0 0 100 100\" aria-hidden=\"true\" focusable=\"false\">{body}</svg>")
    })
}

fn line(path: &str) -> String {
    format!("<path class=\"line\" d=\"{path}\"/>")
}

/// A person from the side, facing right. Angles in degrees: of the trunk forward from upright, of upper
/// and lower arm forward from straight down, of the knees from straight.
#[derive(Debug, Clone, Copy)]
struct Pose {
    trunk: f64,
    arm: f64,
    fore: f64,
    knee: f64,
}

impl Pose {
    const UPRIGHT: Self = Self { trunk: 0.0, arm: 4.0, fore: 82.0, knee: 0.0 };

    /// Joints: knee, hip, shoulder, head, elbow, hand.
    fn joints(self) -> [(f64, f64); 6] {
        let ahead = |(x, y): (f64, f64), degrees: f64, length: f64, down: f64| {
            let angle = degrees.to_radians();
            (x + length * angle.sin(), y + down * length * angle.cos())
        };
        let ankle = (36.0, 92.0);
        let knee = ahead(ankle, self.knee * 0.9, 20.0, -1.0);
        let hip = ahead(knee, -self.knee * 1.4, 20.0, -1.0);
        let shoulder = ahead(hip, self.trunk, 27.0, -1.0);
        let head = ahead(shoulder, self.trunk * 0.8, 12.0, -1.0);
        let elbow = ahead(shoulder, self.arm, 15.0, 1.0);
        let hand = ahead(elbow, self.fore, 14.0, 1.0);
        [knee, hip, shoulder, head, elbow, hand]
    }

    fn alone(self) -> String {
        let [knee, hip, shoulder, head, elbow, hand] = self.joints();
        let points = |points: &[(f64, f64)]| points.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect::<Vec<_>>().join("L");
        format!(
            "<path class=\"ground\" d=\"M6 94H94\"/><path class=\"body\" d=\"M42 92L{}M{}\"/><circle class=\"head\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"7\"/>",
            points(&[(36.0, 92.0), knee, hip, shoulder]),
            points(&[shoulder, elbow, hand]),
            head.0,
            head.1
        )
    }

    fn with_load(self) -> String {
        let hand = self.joints()[5];
        format!(
            "{}<rect class=\"load\" x=\"{:.1}\" y=\"{:.1}\" width=\"19\" height=\"15\" rx=\"1.5\"/>",
            self.alone(),
            hand.0 - 3.0,
            hand.1 - 8.0
        )
    }
}

fn lifting() -> String {
    let low = Pose { trunk: 46.0, arm: 12.0, fore: 18.0, knee: 16.0 };
    format!("{}{}", low.with_load(), line("M90 62V36M85 42l5-7 5 7"))
}

fn carrying() -> String {
    format!("{}{}", Pose::UPRIGHT.with_load(), line("M62 84H88M82 79l7 5-7 5"))
}

/// Two people with one load, and what is between them.
fn team(between: &str) -> String {
    let one = |x: f64, toward: f64| {
        format!(
            "<path class=\"body\" d=\"M{x} 92V46M{x} 50L{} 62\"/><circle class=\"head\" cx=\"{x}\" cy=\"36\" r=\"7\"/>",
            x + toward
        )
    };
    format!(
        "<path class=\"ground\" d=\"M6 94H94\"/>{}{}<rect class=\"load\" x=\"34\" y=\"56\" width=\"32\" height=\"14\" rx=\"1.5\"/>{between}",
        one(20.0, 15.0),
        one(80.0, -15.0)
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    Front,
    Askew,
    OneHand,
}

/// A person from the front, bent sideways by so many degrees.
fn front(sideways: f64, twisted: bool, hold: Hold) -> String {
    let angle = sideways.to_radians();
    let shoulder = (50.0 + 30.0 * angle.sin(), 58.0 - 30.0 * angle.cos());
    let head = (50.0 + 42.0 * angle.sin(), 58.0 - 42.0 * angle.cos());
    let hands = match hold {
        Hold::Front => (50.0 + 10.0 * angle.sin(), 56.0),
        Hold::Askew => (72.0, 56.0),
        Hold::OneHand => (70.0, 66.0),
    };
    let mut body = format!(
        "<path class=\"ground\" d=\"M6 94H94\"/><path class=\"body\" d=\"M40 92L46 58M60 92L54 58M50 58L{:.1} {:.1}M{:.1} {:.1}L{:.1} {:.1}",
        shoulder.0,
        shoulder.1,
        shoulder.0 - 12.0,
        shoulder.1 + 1.0 - 12.0 * angle.sin(),
        shoulder.0 + 12.0,
        shoulder.1 + 1.0 + 12.0 * angle.sin(),
    );
    let mut arm = |side: f64, hand: (f64, f64)| {
        let _ = write!(body, "M{:.1} {:.1}L{:.1} {:.1}", shoulder.0 + side * 12.0, shoulder.1 + 1.0, hand.0, hand.1);
    };
    if hold == Hold::OneHand {
        arm(-1.0, (34.0, 58.0));
        arm(1.0, (70.0, 62.0));
    } else {
        arm(-1.0, (hands.0 - 9.0, hands.1));
        arm(1.0, (hands.0 + 9.0, hands.1));
    }
    body.push_str("\"/>");
    let _ = write!(body, "<circle class=\"head\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"7\"/>", head.0, head.1);
    let _ = write!(
        body,
        "<rect class=\"load\" x=\"{:.1}\" y=\"{:.1}\" width=\"20\" height=\"14\" rx=\"1.5\"/>",
        hands.0 - 10.0,
        hands.1 - 4.0
    );
    if twisted {
        body.push_str(&line("M22 44c0-14 10-22 22-22M40 16l6 6-7 5M78 44c0 10-6 17-15 20"));
    }
    body
}

const GRIP_GOOD: &str = "<rect class=\"load\" x=\"18\" y=\"34\" width=\"64\" height=\"46\" rx=\"3\"/><path class=\"cut\" d=\"M40 50h20\"/><path class=\"line\" d=\"M50 12v24M38 22v12c0 5 4 7 4 14M62 22v12c0 5-4 7-4 14\"/>";
const GRIP_REASONABLE: &str = "<rect class=\"load\" x=\"18\" y=\"24\" width=\"64\" height=\"46\" rx=\"3\"/><path class=\"line\" d=\"M10 56v18c0 5 4 8 9 8h10M90 56v18c0 5-4 8-9 8H71\"/>";
const GRIP_POOR: &str = "<path class=\"load\" d=\"M20 70c-8-18 4-22 10-34 6-10 22-12 30-6 12 6 12 16 18 24 6 10-4 24-16 22-14 8-34 6-42-6z\"/><path class=\"line\" d=\"M10 40c6 2 10 8 10 16M92 44c-6 2-10 8-11 14\"/>";
const FLOOR_GOOD: &str = "<path class=\"ground\" d=\"M6 72H94\"/><path class=\"line\" d=\"M6 72v14M35 72v14M64 72v14M94 72v14M6 86H94\"/><path class=\"line\" d=\"M38 44l9 10 18-22\"/>";
const FLOOR_WORN: &str = "<path class=\"ground\" d=\"M6 72h18l5 7 7-10 6 6h14l6 6 7-12 6 3h19\"/><path class=\"line\" d=\"M6 88H94M44 76l-6 12M72 74l5 14\"/>";
const FLOOR_WET: &str = "<path class=\"ground\" d=\"M6 86H94\"/><path class=\"zone\" d=\"M18 86c4-10 20-9 30-9s32 1 36 9z\"/><path class=\"line\" d=\"M50 22c-9 12-13 17-13 24a13 13 0 0 0 26 0c0-7-4-12-13-24z\"/>";
const OBSTACLES_NONE: &str = "<path class=\"ground\" d=\"M6 84H94\"/><path class=\"line\" d=\"M18 62H80M70 52l12 10-12 10\"/>";
const OBSTACLES_STEP: &str =
    "<path class=\"ground\" d=\"M6 84H46V64H94\"/><path class=\"line\" d=\"M14 60c14 0 18-18 34-20M40 34l10 5-7 8\"/>";
const OBSTACLES_LADDER: &str = "<path class=\"ground\" d=\"M6 88H94\"/><path class=\"line\" d=\"M40 88L48 14M62 88L70 14M42 74h22M43 58h22M45 42h22M47 26h22M12 88V72H30V88\"/>";

/// Heat, wind and light, of which so many count.
fn environment(count: u8) -> String {
    const SIGNS: [&str; 3] = [
        "M22 22v34a9 9 0 1 0 10 0V22a5 5 0 0 0-10 0z",
        "M46 38h26c10 0 10-14 0-14M46 52h34c11 0 11 15 0 15M46 66h16",
        "M64 84h12M58 84",
    ];
    let mut body = String::new();
    for (at, sign) in SIGNS.iter().take(2).enumerate() {
        let class = if at < usize::from(count) { "line strong" } else { "line faint" };
        let _ = write!(body, "<path class=\"{class}\" d=\"{sign}\"/>");
    }
    body
}

/// An arrow with two heads between two points, with a letter.
fn dimension(name: &str, from: (f64, f64), to: (f64, f64), letter: (f64, f64)) -> String {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length * 8.0, dy / length * 8.0);
    let head = |(x, y): (f64, f64), sign: f64| {
        format!(
            "M{:.1} {:.1}L{x} {y}L{:.1} {:.1}",
            x + sign * (ux + uy * 0.5),
            y + sign * (uy - ux * 0.5),
            x + sign * (ux - uy * 0.5),
            y + sign * (uy + ux * 0.5)
        )
    };
    format!(
        "<g class=\"dim dim-{}\"><path d=\"M{} {}L{} {}{}{}\"/><text x=\"{}\" y=\"{}\">{name}</text></g>",
        name.to_lowercase(),
        from.0,
        from.1,
        to.0,
        to.1,
        head(from, 1.0),
        head(to, -1.0),
        letter.0,
        letter.1
    )
}

/// A lift from the side: H, V and D.
fn lift_side() -> String {
    format!(
        "<svg class=\"drawing\" viewBox=\"0 0 330 250\" aria-hidden=\"true\" focusable=\"false\">\
        <path class=\"ground\" d=\"M10 232H320\"/>\
        <path class=\"thin\" d=\"M92 232V60M172 232V150M186 150H292M186 66H292\"/>\
        <path class=\"body big\" d=\"M104 229H88L96 186L80 150L112 92M112 94L140 128L172 150\"/>\
        <circle class=\"head big\" cx=\"127\" cy=\"70\" r=\"15\"/>\
        <rect class=\"load\" x=\"166\" y=\"134\" width=\"46\" height=\"32\" rx=\"2\"/>\
        <rect class=\"load ghost\" x=\"166\" y=\"50\" width=\"46\" height=\"32\" rx=\"2\"/>\
        <circle class=\"point\" cx=\"172\" cy=\"150\" r=\"3.4\"/><circle class=\"point\" cx=\"92\" cy=\"232\" r=\"3.4\"/>\
        <path class=\"thin\" d=\"M212 66H300\"/>{}{}{}</svg>",
        dimension("H", (92.0, 212.0), (172.0, 212.0), (127.0, 204.0)),
        dimension("V", (232.0, 150.0), (232.0, 232.0), (240.0, 198.0)),
        dimension("D", (282.0, 66.0), (282.0, 150.0), (290.0, 114.0)),
    )
}

/// A lift from above: A.
fn lift_top() -> String {
    "<svg class=\"drawing\" viewBox=\"0 0 250 250\" aria-hidden=\"true\" focusable=\"false\">\
    <path class=\"thin\" d=\"M110 196V20\"/><path class=\"thin\" d=\"M110 196L214 78\"/>\
    <ellipse class=\"shoulders\" cx=\"110\" cy=\"196\" rx=\"54\" ry=\"17\"/><circle class=\"head big\" cx=\"110\" cy=\"192\" r=\"17\"/>\
    <path class=\"body big\" d=\"M66 188C70 150 130 128 186 108M152 190C160 170 176 140 196 116\"/>\
    <rect class=\"load\" x=\"178\" y=\"70\" width=\"42\" height=\"42\" rx=\"2\" transform=\"rotate(41 199 91)\"/>\
    <g class=\"dim dim-a\"><path d=\"M110 84A112 112 0 0 1 184 112M176 101L184 112L171 112\"/><text x=\"134\" y=\"76\">A</text></g></svg>"
        .to_owned()
}

/// The axes of a seat.
fn seat_axes() -> String {
    format!(
        "<svg class=\"drawing\" viewBox=\"0 0 330 250\" aria-hidden=\"true\" focusable=\"false\">\
        <path class=\"seat\" d=\"M62 60c-6 0-10 5-9 11l15 84c1 8 7 13 15 13h96c7 0 12-5 12-11s-5-11-12-11H94L76 70c-1-6-7-10-14-10z\"/>\
        <path class=\"body big\" d=\"M98 70L108 138L170 140L182 210M96 80L128 112L160 106\"/><circle class=\"head big\" cx=\"96\" cy=\"46\" r=\"16\"/>\
        <circle class=\"point\" cx=\"110\" cy=\"144\" r=\"5\"/>{}{}\
        <g class=\"dim\"><circle cx=\"110\" cy=\"144\" r=\"11\"/><text x=\"84\" y=\"196\">y</text><path d=\"M106 154L94 178\"/></g></svg>",
        dimension("x", (122.0, 144.0), (250.0, 144.0), (254.0, 136.0)),
        dimension("z", (110.0, 132.0), (110.0, 14.0), (120.0, 24.0)),
    )
}

/// The axes of a trunk.
fn trunk_axes() -> String {
    format!(
        "<svg class=\"drawing\" viewBox=\"0 0 330 250\" aria-hidden=\"true\" focusable=\"false\">\
        <path class=\"ground\" d=\"M10 238H320\"/>\
        <path class=\"body big\" d=\"M112 235H96V140L98 76M98 84L112 116L134 140\"/><circle class=\"head big\" cx=\"99\" cy=\"50\" r=\"16\"/>\
        <rect class=\"load\" x=\"100\" y=\"84\" width=\"11\" height=\"20\" rx=\"2\"/>{}{}\
        <g class=\"dim\"><circle cx=\"106\" cy=\"94\" r=\"14\"/><text x=\"60\" y=\"130\">y</text><path d=\"M97 105L78 118\"/></g></svg>",
        dimension("x", (122.0, 94.0), (250.0, 94.0), (256.0, 90.0)),
        dimension("z", (106.0, 80.0), (106.0, 8.0), (116.0, 18.0)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::column::Kind;

    #[test]
    fn every_word_of_the_mac_has_a_picture_but_the_colours_themselves() {
        for &column in Column::ALL {
            let Kind::Choice { choices, .. } = column.spec().kind else { continue };
            if column.spec().group == Group::Mac && column != Column::MacLoadFrequency {
                for place in 0..choices.len() {
                    let picture = choice(column, u8::try_from(place).unwrap()).unwrap();
                    assert_eq!(picture.matches('<').count(), picture.matches('>').count(), "{} {place}", column.key());
                    assert!(!picture.contains("NaN") && !picture.contains("style="));
                }
                assert_eq!(choice(column, 9), None);
            }
        }
    }
}
