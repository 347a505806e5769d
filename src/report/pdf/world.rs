//! All that the typesetter can reach: one template, one file of data, three fonts and perhaps a
//! logo. Every other path is denied; there are no packages, no system fonts and no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The template. It holds no words and no numbers of a report.
const TEMPLATE: &str = include_str!("paper.typ");

/// Source Sans 3; see `fonts/README.md`.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 3] = [
        include_bytes!("fonts/SourceSans3-Regular.otf"),
        include_bytes!("fonts/SourceSans3-Semibold.otf"),
        include_bytes!("fonts/SourceSans3-It.otf"),
    ];
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

/// Whether the upright face can print this character.
pub(super) fn can_print(c: char) -> bool {
    FONTS.first().is_some_and(|font| font.info().coverage.contains(u32::from(c)))
}

pub(super) struct ReportWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    template: Source,
    data: (FileId, Bytes),
    logo: (FileId, Option<Bytes>),
}

impl ReportWorld {
    /// A world with this data (JSON) and logo.
    pub(super) fn new(data: Vec<u8>, logo: Option<Vec<u8>>) -> Self {
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            template: Source::new(id("/paper.typ"), TEMPLATE.to_owned()),
            data: (id("/data.json"), Bytes::new(data)),
            logo: (id("/logo"), logo.map(Bytes::new)),
        }
    }
}

fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the paths of this file are plain names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 {
            return Ok(self.data.1.clone());
        }
        self.logo.1.clone().filter(|_| id == self.logo.0).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
