//! The id of a line: the same for the same group, task and measure, whatever was measured when.

/// The letters of an id: none that can be taken for another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// `prefix` and eight letters made of `parts`, which are compared as people do: case and blanks
/// around them do not count.
pub(super) fn id(prefix: &str, parts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    // FNV-1a, 64 bits: small, and fixed for ever, which the standard library's is not.
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        part.trim().to_lowercase().bytes().for_each(&mut add);
        add(0);
    }
    // The low bits of FNV mix least: the high half is folded over them.
    let mut rest = hash ^ (hash >> 29);
    let mut id = format!("{prefix}-");
    for _ in 0..8 {
        id.push(char::from(LETTERS[(rest % 32) as usize]));
        rest /= 32;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_id_outlives_case_and_blanks_and_tells_parts_apart() {
        assert_eq!(id("L05", &["Lijn 2", "Zakken"]), id("L05", &[" lijn 2", "ZAKKEN "]));
        assert_ne!(id("L05", &["ab", "c"]), id("L05", &["a", "bc"]));
    }

    /// Plans of users hold these: they must never change.
    #[test]
    fn ids_are_fixed_for_ever() {
        // FNV-1a of the bytes 61 00 is 0x089be207b544f1e4 by the algorithm's own definition,
        // worked out with an independent program.
        assert_eq!(id("L05", &["a"]), "L05-TGSRTSZ2");
    }

    #[test]
    fn many_groups_get_ids_of_their_own() {
        let ids: BTreeSet<String> = (0..20_000).map(|n| id("L05", &[&format!("werkplek {n} / functie"), "tillen"])).collect();
        assert_eq!(ids.len(), 20_000);
    }
}
