//! ActiGraph `.gt3x`: a zip with `info.txt` and the records of `log.bin`.
//!
//! After the maker's own description of the format. Of `info.txt` only the serial number, the
//! firmware, the rate and the scale are read; the subject's name, which may stand there too, is
//! passed over. Where the sensor slept (its idle mode) there are no records: that time stays a
//! gap, and is not filled with the last value as the maker's software does.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::{Block, Error, Info, Recording};
use crate::domain::{Phrase, Unit};

/// The texts of what this reader says, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("gt3x.csv");

/// The first byte of a record.
const SEPARATOR: u8 = 0x1e;
/// Bytes before the payload.
const HEADER: usize = 8;
/// One second of samples of twelve bits, y, x, z.
const ACTIVITY: u8 = 0;
/// Settings, in pairs of a key and a value.
const PARAMETERS: u8 = 21;
/// One second of samples of sixteen bits, x, y, z.
const ACTIVITY2: u8 = 26;
/// The key, in address space 0, of the numbers to a g.
const ACCELERATION_SCALE: u16 = 55;
/// How many seconds make a block.
const SECONDS: usize = 60;
/// Standard gravity, m/s².
const GRAVITY: f64 = 9.806_65;

/// A `.gt3x` recording that is being read.
pub struct Gt3x {
    log: Box<dyn Read>,
    buffer: Vec<u8>,
    /// For each byte of `buffer` the exclusive or of all bytes of the log up to and with it: the sum
    /// of a record is found at once, however many bytes look like the beginning of one.
    sums: Vec<u8>,
    /// The same for the byte before `buffer`.
    sum_before: u8,
    at: usize,
    position: u64,
    ended: bool,
    info: Info,
    scale: f64,
    turned: bool,
    first: Option<u32>,
    last: Option<u32>,
    waiting: Option<Stamped>,
    damage: Damage,
}

/// A time stamp and its samples, as whole numbers.
type Stamped = (u32, Vec<[f64; 3]>);

/// What was not as it should be.
#[derive(Debug, Clone, Copy, Default)]
struct Damage {
    bad_records: u32,
    skipped_bytes: u64,
    gaps: u32,
    gap_seconds: u64,
    repeated: u32,
    cut: bool,
}

/// What `info.txt` says of the sensor.
#[derive(Debug, Default)]
struct Device {
    rate_hz: Option<f64>,
    scale: Option<f64>,
    serial: String,
    firmware: String,
}

impl Device {
    fn read(text: &str) -> Self {
        let mut device = Self::default();
        for (key, value) in text.lines().filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match key.trim().trim_start_matches('\u{feff}') {
                "Sample Rate" => device.rate_hz = value.parse().ok().filter(|&rate| (1.0..=1000.0).contains(&rate)),
                "Acceleration Scale" => device.scale = value.parse().ok().filter(|&scale| scale > 0.0),
                "Serial Number" => value.clone_into(&mut device.serial),
                "Firmware" => value.clone_into(&mut device.firmware),
                _ => {}
            }
        }
        device
    }

    /// Numbers to a g, from the file or by the maker's list of serial numbers.
    fn scale(&self) -> Option<f64> {
        self.scale.or(match self.serial.get(..3)? {
            "NEO" | "CLE" => Some(341.0),
            "MOS" => Some(256.0),
            _ => None,
        })
    }
}

impl Gt3x {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be read, is not a `.gt3x` file, or does not say its rate or scale.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let refuse = |key| Error::Format(Phrase::new(key));
        let mut archive =
            zip::ZipArchive::new(BufReader::new(File::open(path)?)).map_err(|_| refuse("recording.gt3x.not_gt3x"))?;
        let mut text = Vec::new();
        archive.by_name("info.txt").map_err(|_| refuse("recording.gt3x.not_gt3x"))?.take(1 << 16).read_to_end(&mut text)?;
        let device = Device::read(&String::from_utf8_lossy(&text));
        let old = archive.index_for_name("activity.bin").is_some();
        let (start, size, method) = {
            let key = if old { "recording.gt3x.old" } else { "recording.gt3x.not_gt3x" };
            let entry = archive.by_name("log.bin").map_err(|_| refuse(key))?;
            let start = entry.data_start().ok_or_else(|| refuse("recording.gt3x.not_gt3x"))?;
            (start, entry.compressed_size(), entry.compression())
        };
        // The entry is read apart from the archive, so that the recording owns its stream.
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(start))?;
        let packed = BufReader::with_capacity(1 << 16, file.take(size));
        let log: Box<dyn Read> = match method {
            zip::CompressionMethod::Stored => Box::new(packed),
            zip::CompressionMethod::Deflated => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
            _ => return Err(refuse("recording.gt3x.packing")),
        };
        let rate_hz = device.rate_hz.ok_or_else(|| refuse("recording.gt3x.rate"))?;
        let turned = device.serial.starts_with("MOS") && device.firmware == "1.6.0";
        let mut recording = Self {
            log,
            buffer: Vec::new(),
            sums: Vec::new(),
            sum_before: 0,
            at: 0,
            position: 0,
            ended: false,
            info: Info { rate_hz, has_rotation: false, has_time: true, full_scale: None, bytes: size },
            scale: device.scale().unwrap_or(0.0),
            turned,
            first: None,
            last: None,
            waiting: None,
            damage: Damage::default(),
        };
        // The parameters, which hold the scale, come before the first second.
        recording.waiting = recording.next_second()?;
        if recording.waiting.is_none() {
            return Err(refuse("recording.gt3x.empty"));
        }
        if recording.scale <= 0.0 {
            return Err(refuse("recording.gt3x.scale"));
        }
        // Twelve bits hold 2047; with sixteen the sensor's own range is not in the file.
        recording.info.full_scale = Some(2047.0 / recording.scale * GRAVITY);
        Ok(recording)
    }

    /// Makes `count` bytes ready behind the place of reading; `false` at the end.
    fn ready(&mut self, count: usize) -> Result<bool, Error> {
        if self.at > 1 << 16 {
            self.sum_before = self.sums[self.at - 1];
            self.buffer.drain(..self.at);
            self.sums.drain(..self.at);
            self.at = 0;
        }
        while self.buffer.len() - self.at < count {
            let mut more = [0; 1 << 13];
            match self.log.read(&mut more) {
                Ok(0) => return Ok(false),
                Ok(read) => {
                    self.buffer.extend_from_slice(&more[..read]);
                    let mut sum = self.sums.last().copied().unwrap_or(self.sum_before);
                    self.sums.extend(more[..read].iter().map(|byte| {
                        sum ^= byte;
                        sum
                    }));
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                // What is packed ends in the middle: a broken download.
                Err(error)
                    if matches!(
                        error.kind(),
                        std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData
                    ) =>
                {
                    self.damage.cut = true;
                    return Ok(false);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(true)
    }

    /// The sum that stands behind a record of these bytes of the buffer: the exclusive or, inverted.
    fn sum(&self, from: usize, end: usize) -> u8 {
        let before = if from == 0 { self.sum_before } else { self.sums[from - 1] };
        !(before ^ self.sums[end - 1])
    }

    /// The time stamp and the samples, as whole numbers, of the next record that has any.
    fn next_second(&mut self) -> Result<Option<Stamped>, Error> {
        while !self.ended {
            if !self.ready(HEADER + 1)? {
                self.damage.cut |= self.buffer.len() > self.at;
                self.ended = true;
                break;
            }
            let header = &self.buffer[self.at..self.at + HEADER];
            let (kind, stamp) = (header[1], u32::from_le_bytes([header[2], header[3], header[4], header[5]]));
            let size = usize::from(u16::from_le_bytes([header[6], header[7]]));
            let whole = header[0] == SEPARATOR && self.ready(HEADER + size + 1)?;
            let end = self.at + HEADER + size;
            if !whole || self.sum(self.at, end) != self.buffer[end] {
                // Look for the next record behind this byte.
                self.damage.bad_records += u32::from(self.buffer[self.at] == SEPARATOR);
                self.damage.skipped_bytes += 1;
                self.at += 1;
                continue;
            }
            let payload = self.buffer[self.at + HEADER..end].to_vec();
            self.at = end + 1;
            self.position += (HEADER + size + 1) as u64;
            match kind {
                PARAMETERS => self.scale = scale_parameter(&payload).unwrap_or(self.scale),
                // One byte marks the moment at which the sensor was plugged in.
                ACTIVITY | ACTIVITY2 if size > 1 => {
                    let samples = if kind == ACTIVITY { twelve_bits(&payload) } else { sixteen_bits(&payload) };
                    return Ok(Some((stamp, samples)));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Appends one second to `block`.
    fn hand_over(&mut self, block: &mut Block) -> Result<bool, Error> {
        let next = match self.waiting.take() {
            Some(second) => Some(second),
            None => self.next_second()?,
        };
        let Some((stamp, samples)) = next else { return Ok(false) };
        if let Some(last) = self.last {
            if stamp <= last {
                self.damage.repeated += 1;
                return Ok(true);
            }
            if stamp > last + 1 {
                self.damage.gaps += 1;
                self.damage.gap_seconds += u64::from(stamp - last - 1);
            }
        }
        self.last = Some(stamp);
        let start = f64::from(stamp - *self.first.get_or_insert(stamp));
        let count = samples.len() as f64;
        block.time_s.extend((0..samples.len()).map(|at| start + at as f64 / count));
        block.acceleration.extend(samples.into_iter().map(|[x, y, z]| {
            let [x, y, z] = [x, y, z].map(|value| (value / self.scale * 1000.0).round() / 1000.0 * GRAVITY);
            // This firmware is known to turn the axes by a quarter about z.
            if self.turned { [y, -x, z] } else { [x, y, z] }
        }));
        Ok(true)
    }
}

impl std::fmt::Debug for Gt3x {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gt3x").field("info", &self.info).field("damage", &self.damage).finish_non_exhaustive()
    }
}

impl Recording for Gt3x {
    fn info(&self) -> &Info {
        &self.info
    }

    fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.clear();
        // A block of repeated seconds only is not the end.
        while block.acceleration.is_empty() {
            for _ in 0..SECONDS {
                if !self.hand_over(block)? {
                    return Ok(!block.acceleration.is_empty());
                }
            }
        }
        Ok(true)
    }

    fn position(&self) -> u64 {
        self.position.min(self.info.bytes)
    }

    fn notes(&self) -> Vec<Phrase> {
        let counted = |key, count: u32| (count > 0).then(|| Phrase::new(key).number("count", f64::from(count), Unit::Count));
        let damage = &self.damage;
        [
            counted("recording.gt3x.gaps", damage.gaps)
                .map(|phrase| phrase.number("seconds", damage.gap_seconds as f64, Unit::Second)),
            counted("recording.gt3x.repeated", damage.repeated),
            (damage.skipped_bytes > 0).then(|| {
                Phrase::new("recording.gt3x.bad").number("count", f64::from(damage.bad_records), Unit::Count).number(
                    "bytes",
                    damage.skipped_bytes as f64,
                    Unit::Count,
                )
            }),
            damage.cut.then(|| Phrase::new("recording.gt3x.cut")),
            self.turned.then(|| Phrase::new("recording.gt3x.turned")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Samples of twelve bits, the most significant first: y, x, z. An odd number of them leaves half
/// a byte over.
fn twelve_bits(payload: &[u8]) -> Vec<[f64; 3]> {
    let value = |place: usize| {
        let at = place * 3 / 2;
        let (first, second) = (u16::from(payload[at]), u16::from(payload[at + 1]));
        let bits = if place.is_multiple_of(2) { first << 4 | second >> 4 } else { (first & 0x0f) << 8 | second };
        f64::from((bits << 4).cast_signed() >> 4)
    };
    (0..payload.len() * 2 / 9).map(|sample| [value(3 * sample + 1), value(3 * sample), value(3 * sample + 2)]).collect()
}

/// Samples of sixteen bits, the least significant byte first: x, y, z.
fn sixteen_bits(payload: &[u8]) -> Vec<[f64; 3]> {
    payload
        .chunks_exact(6)
        .map(|six| std::array::from_fn(|axis| f64::from(i16::from_le_bytes([six[2 * axis], six[2 * axis + 1]]))))
        .collect()
}

/// The numbers to a g in a record of parameters: a fraction of 24 bits and an exponent of 8.
fn scale_parameter(payload: &[u8]) -> Option<f64> {
    let pair = payload.chunks_exact(8).find(|pair| pair[..2] == [0, 0] && pair[2..4] == ACCELERATION_SCALE.to_le_bytes())?;
    let fraction = i32::from_le_bytes([0, pair[4], pair[5], pair[6]]) >> 8;
    let scale = f64::from(fraction) / 8_388_608.0 * 2.0_f64.powi(i32::from(pair[7].cast_signed()));
    (scale > 0.0).then_some(scale)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const STAMP: u32 = 1_421_142_129;

    fn record(kind: u8, stamp: u32, payload: &[u8]) -> Vec<u8> {
        let mut bytes = vec![SEPARATOR, kind];
        bytes.extend(stamp.to_le_bytes());
        bytes.extend(u16::try_from(payload.len()).expect("short").to_le_bytes());
        bytes.extend(payload);
        bytes.push(!bytes.iter().fold(0, |sum, byte| sum ^ byte));
        bytes
    }

    fn file(info: &str, log: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let mut archive = zip::ZipWriter::new(file.reopen().expect("the same file"));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, bytes) in [("info.txt", info.as_bytes()), ("log.bin", log)] {
            archive.start_file(name, options).expect("an entry");
            archive.write_all(bytes).expect("its bytes");
        }
        archive.finish().expect("an archive");
        file
    }

    fn all(recording: &mut Gt3x) -> Block {
        let mut all = Block::default();
        let mut block = Block::default();
        while recording.read(&mut block).expect("readable") {
            all.time_s.append(&mut block.time_s);
            all.acceleration.append(&mut block.acceleration);
        }
        all
    }

    const INFO: &str = "Serial Number: NEO1C16110020\r\nSample Rate: 3\r\nSubject Name: A. Person\r\n";
    /// The example in the maker's description of record 0.
    const EXAMPLE: [u8; 14] = [0x00, 0x60, 0x08, 0xeb, 0xd0, 0x07, 0x00, 0x9e, 0xbf, 0x00, 0x70, 0x08, 0xeb, 0xf0];

    #[test]
    fn the_makers_example_reads_as_printed() {
        let mut recording = Gt3x::open(file(INFO, &record(ACTIVITY, STAMP, &EXAMPLE)).path()).expect("a recording");
        let block = all(&mut recording);
        let g: Vec<[f64; 3]> = block.acceleration.iter().map(|v| v.map(|a| (a / GRAVITY * 1000.0).round())).collect();
        // Printed as y, x, z: 0.018 0.023 −0.947; 0.021 0.026 −0.941; 0.021 0.023 and −321 steps.
        assert_eq!(g, [[23.0, 18.0, -947.0], [26.0, 21.0, -941.0], [23.0, 21.0, -941.0]]);
        assert!((block.time_s[1] - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(recording.notes(), []);
    }

    #[test]
    fn words_and_their_scale_read_as_printed() {
        let scale = [0, 0, 0x37, 0, 0, 0, 0x40, 0x09];
        let words: Vec<u8> = [0, 0, 0, 48, -52, 322].iter().flat_map(|word: &i16| word.to_le_bytes()).collect();
        let log = [record(PARAMETERS, STAMP, &scale), record(ACTIVITY2, STAMP, &words)].concat();
        let info = "Serial Number: TAS1\nSample Rate: 2\n";
        let block = all(&mut Gt3x::open(file(info, &log).path()).expect("a recording"));
        let g = block.acceleration[1].map(|a| (a / GRAVITY * 1000.0).round());
        // Printed 0.188, −0.203, 1.258: 48, −52 and 322 over 256.
        assert_eq!(g.map(f64::to_bits), [188.0, -203.0, 1258.0].map(f64::to_bits));
    }

    #[test]
    fn sleep_is_a_gap_and_damage_is_named() {
        let mut broken = record(ACTIVITY, STAMP + 2, &EXAMPLE);
        broken[10] ^= 1;
        let log = [
            record(ACTIVITY, STAMP, &EXAMPLE),
            record(ACTIVITY, STAMP + 1, &[0]),
            record(ACTIVITY, STAMP + 1, &EXAMPLE),
            broken,
            record(ACTIVITY, STAMP + 601, &EXAMPLE),
            record(ACTIVITY, STAMP + 601, &EXAMPLE),
            record(ACTIVITY, STAMP + 602, &EXAMPLE)[..12].to_vec(),
        ]
        .concat();
        let mut recording = Gt3x::open(file(INFO, &log).path()).expect("a recording");
        let block = all(&mut recording);
        assert_eq!(block.acceleration.len(), 9);
        assert!((block.time_s[6] - 601.0).abs() < 1e-9);
        let keys: Vec<&str> = recording.notes().iter().map(|note| note.key).collect();
        assert_eq!(keys, ["recording.gt3x.gaps", "recording.gt3x.repeated", "recording.gt3x.bad", "recording.gt3x.cut"]);
        assert!(!format!("{recording:?}").contains("Person"));
    }

    #[test]
    fn what_is_no_gt3x_is_refused() {
        let key = |file: &tempfile::NamedTempFile| match Gt3x::open(file.path()) {
            Err(Error::Format(phrase)) => phrase.key,
            other => panic!("{other:?}"),
        };
        let mut text = tempfile::NamedTempFile::new().expect("a temporary file");
        text.write_all(b"no zip").expect("its bytes");
        assert_eq!(key(&text), "recording.gt3x.not_gt3x");
        let log = record(ACTIVITY, STAMP, &EXAMPLE);
        assert_eq!(key(&file("Serial Number: NEO1\n", &log)), "recording.gt3x.rate");
        assert_eq!(key(&file("Serial Number: XYZ1\nSample Rate: 30\n", &log)), "recording.gt3x.scale");
        assert_eq!(key(&file(INFO, &[])), "recording.gt3x.empty");
    }

    #[test]
    fn a_known_fault_of_one_firmware_is_turned_back_and_said() {
        let info = "Serial Number: MOS2A\nFirmware: 1.6.0\nSample Rate: 3\n";
        let mut recording = Gt3x::open(file(info, &record(ACTIVITY, STAMP, &EXAMPLE)).path()).expect("a recording");
        let first = all(&mut recording).acceleration[0].map(|a| (a / GRAVITY * 1000.0).round());
        assert_eq!(first.map(f64::to_bits), [23.0, -31.0, -1262.0].map(f64::to_bits));
        assert_eq!(recording.notes()[0].key, "recording.gt3x.turned");
    }
}
