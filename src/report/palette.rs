//! The colours and marks of the classes, once for page and drawings.
//!
//! The fills fall in lightness from *no exceedance* to *very high*, so that their order survives
//! grey print and every kind of colour blindness; a mark and the word always stand beside them.

use crate::domain::Class;

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

/// Text and the heaviest lines.
pub(super) const INK: Rgb = Rgb(0x17, 0x24, 0x2e);
/// Text that may stand back.
pub(super) const MUTED: Rgb = Rgb(0x4c, 0x5a, 0x65);
/// Hairlines and axes.
pub(super) const RULE: Rgb = Rgb(0xc5, 0xce, 0xd4);
/// The empty part of a bar.
pub(super) const TRACK: Rgb = Rgb(0xec, 0xf0, 0xf2);
/// Surfaces behind a line: the raw behind the weighted, the highest behind the middle.
pub(super) const HAZE: Rgb = Rgb(0xcd, 0xd8, 0xdf);
/// Bars without a class.
pub(super) const NEUTRAL: Rgb = Rgb(0x8f, 0xa3, 0xb0);
/// The house's colour: headings, and the bar to look at first.
pub(super) const ACCENT: Rgb = Rgb(0x12, 0x4a, 0x5c);
/// Paper.
pub(super) const PAPER: Rgb = Rgb(0xff, 0xff, 0xff);

/// What a class is painted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Swatch {
    /// The surface.
    pub(super) fill: Rgb,
    /// Words and marks on the surface.
    pub(super) on_fill: Rgb,
    /// A breath of the surface, for zones in a chart.
    pub(super) tint: Rgb,
    /// The edge, and marks on paper.
    pub(super) edge: Rgb,
}

/// What `class` is painted with; without a class, paper.
pub(super) const fn swatch(class: Option<Class>) -> Swatch {
    match class {
        Some(Class::Acceptable) => Swatch {
            fill: Rgb(0xc4, 0xe4, 0xd8),
            on_fill: Rgb(0x0e, 0x3b, 0x2c),
            tint: Rgb(0xf1, 0xf9, 0xf6),
            edge: Rgb(0x2c, 0x7a, 0x5f),
        },
        Some(Class::Increased) => Swatch {
            fill: Rgb(0xf0, 0xb4, 0x3c),
            on_fill: Rgb(0x33, 0x22, 0x00),
            tint: Rgb(0xfd, 0xf1, 0xd8),
            edge: Rgb(0x9a, 0x67, 0x00),
        },
        Some(Class::High) => {
            Swatch { fill: Rgb(0xc2, 0x41, 0x2b), on_fill: PAPER, tint: Rgb(0xf6, 0xd9, 0xd1), edge: Rgb(0xa3, 0x2f, 0x1c) }
        }
        Some(Class::VeryHigh) => {
            Swatch { fill: Rgb(0x50, 0x1a, 0x63), on_fill: PAPER, tint: Rgb(0xe0, 0xcc, 0xe6), edge: Rgb(0x50, 0x1a, 0x63) }
        }
        None => Swatch { fill: PAPER, on_fill: MUTED, tint: PAPER, edge: MUTED },
    }
}

/// The mark of a class where only characters can be printed.
pub(super) const fn mark(class: Option<Class>) -> char {
    match class {
        Some(Class::Acceptable) => '○',
        Some(Class::Increased) => '▲',
        Some(Class::High) => '◆',
        Some(Class::VeryHigh) => '✖',
        None => '–',
    }
}

impl Rgb {
    /// As CSS writes it.
    pub(super) fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.
    fn luminance(Rgb(r, g, b): Rgb) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_can_be_read_on_every_surface() {
        for class in Class::ALL.map(Some).into_iter().chain([None]) {
            let Swatch { fill, on_fill, tint, edge } = swatch(class);
            assert!(contrast(fill, on_fill) >= 4.5, "{class:?}: {:.2}", contrast(fill, on_fill));
            assert!(contrast(tint, INK) >= 7.0, "{class:?}");
            assert!(contrast(edge, PAPER) >= 4.5, "{class:?}: {:.2}", contrast(edge, PAPER));
        }
        assert!(contrast(MUTED, PAPER) >= 4.5 && contrast(MUTED, TRACK) >= 4.5 && contrast(ACCENT, PAPER) >= 7.0);
    }

    #[test]
    fn grey_print_keeps_the_order_of_the_classes() {
        for pair in Class::ALL.windows(2) {
            let ratio = contrast(swatch(Some(pair[0])).fill, swatch(Some(pair[1])).fill);
            let darker = luminance(swatch(Some(pair[1])).fill) < luminance(swatch(Some(pair[0])).fill);
            assert!(darker && ratio >= 1.3, "{pair:?}: {ratio:.2}");
        }
    }

    #[test]
    fn the_comparison_can_fail() {
        assert!(contrast(PAPER, Rgb(0xee, 0xee, 0xee)) < 4.5);
        assert!((contrast(PAPER, Rgb(0, 0, 0)) - 21.0).abs() < 1e-9);
    }
}
