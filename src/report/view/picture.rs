//! Charts that are drawn when a page asks for them: Markdown never does.

use serde::{Serialize, Serializer};

use crate::domain::chart::Chart;
use crate::report::draw::{self, Matrix};
use crate::text::Catalogue;

/// A chart, not drawn yet.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Picture<'a> {
    chart: &'a Chart,
    /// Whether the finding that it belongs to is provisional.
    weak: bool,
    texts: &'a Catalogue,
}

/// A drawing with its words.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Drawing {
    /// An `<svg>` element.
    pub(in crate::report) svg: String,
    /// What stands below it.
    pub(in crate::report) title: String,
}

impl<'a> Picture<'a> {
    pub(super) const fn new(chart: &'a Chart, weak: bool, texts: &'a Catalogue) -> Self {
        Self { chart, weak, texts }
    }

    /// The drawing, `None` if there is nothing to draw.
    pub(in crate::report) fn drawn(&self) -> Option<Drawing> {
        let svg = draw::chart(self.chart, self.weak, self.texts)?;
        Some(Drawing { svg, title: self.texts.say(self.chart.title()) })
    }
}

impl Serialize for Picture<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.drawn().serialize(serializer)
    }
}

/// The drawing of the ranked working days.
pub(super) fn drawn(matrix: &Matrix) -> Option<Drawing> {
    draw::matrix(matrix).map(|svg| Drawing { svg, title: matrix.title.clone() })
}

#[allow(clippy::ref_option, reason = "the signature that serde asks for")]
pub(super) fn matrix<S: Serializer>(matrix: &Option<Matrix>, serializer: S) -> Result<S::Ok, S::Error> {
    matrix.as_ref().and_then(drawn).serialize(serializer)
}
