//! The logo on a cover: read, recognised by its bytes and refused where a report cannot carry it.

use std::fs;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Error;
use crate::domain::Phrase;
use crate::report::{Logo, LogoForm};

/// The largest file, in bytes: it stands in every report.
const BYTES: u64 = 1 << 20;
/// The most pixels along a side.
const SIDE: u32 = 4096;

/// Reads a logo.
///
/// # Errors
/// When the file cannot be read, is too large, or is no PNG, JPEG or plain SVG.
pub fn read(path: &Path) -> Result<Logo, Error> {
    let refused = |phrase| Error::Refused { path: path.to_owned(), phrase };
    let size = fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
    if size > BYTES {
        let (found, most) = (size as f64 / 1024.0, BYTES as f64 / 1024.0);
        return Err(refused(Phrase::new("run.logo.large").exact("found", found.ceil()).exact("most", most)));
    }
    let bytes = fs::read(path).map_err(|error| Error::io(path, error))?;
    let form = judge(&bytes).map_err(refused)?;
    Ok(Logo { form, bytes })
}

/// The form of these bytes, or why they are no logo.
fn judge(bytes: &[u8]) -> Result<LogoForm, Phrase> {
    let (form, sides) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (LogoForm::Png, png(bytes))
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        (LogoForm::Jpeg, jpeg(bytes))
    } else {
        return svg(bytes).map(|()| LogoForm::Svg);
    };
    match sides {
        Some((width, height)) if (1..=SIDE).contains(&width) && (1..=SIDE).contains(&height) => Ok(form),
        Some((width, height)) => Err(Phrase::new("run.logo.pixels")
            .exact("width", f64::from(width))
            .exact("height", f64::from(height))
            .exact("most", f64::from(SIDE))),
        None => Err(Phrase::new("run.logo.damaged")),
    }
}

/// Width and height of a PNG, which stand first.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((side(16)?, side(20)?))
}

/// Width and height of a JPEG, from its frame header.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let pair = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            // Fill bytes before a marker.
            0xff => at += 1,
            // Frame headers; between them are three markers that are none.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return Some((pair(at + 7)?, pair(at + 5)?)),
            // Markers without a length.
            0x01 | 0xd0..=0xd8 => at += 2,
            // The picture itself starts without a frame header.
            0xd9 | 0xda => return None,
            _ => at += 2 + usize::try_from(pair(at + 2)?).ok()?,
        }
    }
}

/// Whether these bytes are an SVG that stands by itself.
fn svg(bytes: &[u8]) -> Result<(), Phrase> {
    let unknown = || Phrase::new("run.logo.unknown");
    let text = std::str::from_utf8(bytes).map_err(|_| unknown())?;
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut seen = false;
    loop {
        let event = reader.read_event().map_err(|_| if seen { Phrase::new("run.logo.damaged") } else { unknown() })?;
        let (element, opens) = match &event {
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Eof if seen && depth == 0 => return Ok(()),
            Event::Eof => return Err(if seen { Phrase::new("run.logo.damaged") } else { unknown() }),
            // A document type can define entities that grow without end.
            Event::DocType(_) => return Err(Phrase::new("run.logo.active").text("what", "<!DOCTYPE>")),
            _ => continue,
        };
        let name = element.local_name();
        let name: &str = name.as_ref();
        if !seen && name != "svg" {
            return Err(unknown());
        }
        seen = true;
        depth += usize::from(opens);
        if matches!(name, "script" | "foreignObject") {
            return Err(Phrase::new("run.logo.active").text("what", format!("<{name}>")));
        }
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|_| Phrase::new("run.logo.damaged"))?;
            let value = attribute.value.as_ref();
            let href: &str = attribute.key.local_name().into_inner();
            if href == "href" && !value.starts_with('#') && !value.starts_with("data:image/") {
                return Err(Phrase::new("run.logo.active").text("what", value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> &'static str {
        judge(bytes).unwrap_err().key
    }

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn the_form_is_read_from_the_bytes() {
        assert_eq!(judge(&png_of(300, 80)), Ok(LogoForm::Png));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xc0, 0, 17, 8, 0, 80, 1, 44, 3];
        assert_eq!(judge(&jpeg), Ok(LogoForm::Jpeg));
        assert_eq!(super::jpeg(&jpeg), Some((300, 80)));
        let svg = b"<?xml version='1.0'?><!-- a -->\n<svg xmlns='http://www.w3.org/2000/svg'><use href='#a'/><g/></svg>\n";
        assert_eq!(judge(svg), Ok(LogoForm::Svg));
    }

    #[test]
    fn what_a_report_cannot_carry_is_refused() {
        assert_eq!(said(&png_of(5000, 10)), "run.logo.pixels");
        assert_eq!(said(&png_of(0, 10)), "run.logo.pixels");
        assert_eq!(said(&png_of(1, 1)[..18]), "run.logo.damaged");
        assert_eq!(said(&[0xff, 0xd8, 0xff, 0xe0, 0]), "run.logo.damaged");
        assert_eq!(said(b"GIF89a"), "run.logo.unknown");
        assert_eq!(said(b""), "run.logo.unknown");
        assert_eq!(said(b"<html></html>"), "run.logo.unknown");
        assert_eq!(said(b"<svg><script>alert(1)</script></svg>"), "run.logo.active");
        assert_eq!(said(b"<svg><image href='http://a.example/x.png'/></svg>"), "run.logo.active");
        assert_eq!(said(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>"), "run.logo.active");
        assert_eq!(said(b"<svg><g></svg>"), "run.logo.damaged");
    }
}
