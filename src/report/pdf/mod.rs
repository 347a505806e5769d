//! The report on paper: a tagged PDF that keeps to PDF/UA-1 and PDF/A-2a, with its fonts inside.
//!
//! `paper.typ` is the template; what it prints comes from the same view as the page and the
//! Markdown, as JSON. A user's words are strings there and never markup. The exporter refuses what
//! breaks either standard, so a chart without words for it is an error and no quiet loss.

mod data;
mod world;

use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{Context, Failure};
use crate::domain::Assessment;

/// The report as a PDF. The same assessment gives the same bytes.
pub(super) fn render(assessment: &Assessment, context: &Context) -> Result<Vec<u8>, Failure> {
    let data = data::json(assessment, context, &world::can_print);
    let world = world::ReportWorld::new(data, context.about.logo.as_ref().map(|logo| logo.bytes.clone()));
    let made = typst::compile::<PagedDocument>(&world).output.and_then(|document| {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).expect("the two go together");
        let creator = typst::foundations::Smart::Custom(Some(format!("Rugwijzer {}", context.tool_version)));
        typst_pdf::pdf(&document, &PdfOptions { standards, creator, ..PdfOptions::default() })
    });
    // What the typesetter remembers between two documents would only grow.
    typst::comemo::evict(0);
    made.map_err(|errors| Failure { reason: errors.iter().map(said).collect::<Vec<_>>().join("; ") })
}

fn said(error: &SourceDiagnostic) -> String {
    let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
    std::iter::once(error.message.to_string()).chain(hints).collect()
}
