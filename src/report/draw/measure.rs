//! How wide words are, roughly: a little wider than in the sans-serifs that screens have.

/// The width of a character in tenths of a per cent of the type size.
const fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | 'I' => 0.26,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '\u{202f}' => 0.34,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 0.9,
        'A'..='Z' => 0.7,
        '²' | '·' | '°' => 0.36,
        '\u{ad}' => 0.0,
        // Ideographs and their punctuation are square.
        '\u{2e80}'..='\u{ffef}' | '\u{1f000}'.. => 1.0,
        _ => 0.57,
    }
}

/// The width of words.
pub(super) fn plain(words: &str, size: f64) -> f64 {
    words.chars().map(advance).sum::<f64>() * size
}

/// The width of bold words.
pub(super) fn bold(words: &str, size: f64) -> f64 {
    plain(words, size) * 1.07
}

/// Breaks words into at most `lines` lines of `width`; what does not fit ends in an ellipsis.
pub(super) fn wrap(words: &str, size: f64, width: f64, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = vec![String::new()];
    // A number stays with its unit: the narrow no-break space is no place to break.
    for word in words.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        let mut word = word.to_owned();
        loop {
            let line = wrapped.last_mut().expect("starts with a line");
            let bare = word.replace('\u{ad}', "");
            let candidate = if line.is_empty() { bare } else { format!("{line} {bare}") };
            if plain(&candidate, size) <= width {
                *line = candidate;
                break;
            }
            if let Some((head, tail)) = split_at_hyphen(&word, |head| {
                let candidate = if line.is_empty() { head.to_owned() } else { format!("{line} {head}") };
                plain(&candidate, size) <= width
            }) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&head);
                word = tail;
            } else if line.is_empty() {
                // One word, too long for a line: break it anywhere.
                let (head, tail) = split_at_width(&word, size, width);
                *line = head;
                word = tail;
                if word.is_empty() {
                    break;
                }
            }
            wrapped.push(String::new());
        }
    }
    if wrapped.len() > lines {
        wrapped.truncate(lines);
        if let Some(last) = wrapped.last_mut() {
            while plain(last, size) + plain("…", size) > width && !last.is_empty() {
                last.pop();
            }
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    wrapped
}

/// As [`wrap`], for bold words.
pub(super) fn wrap_bold(words: &str, size: f64, width: f64, lines: usize) -> Vec<String> {
    wrap(words, size, width / 1.07, lines)
}

/// Words cut to `width`, ending in an ellipsis if anything was cut.
pub(super) fn fit(words: &str, size: f64, width: f64) -> String {
    wrap(words, size, width, 1).concat()
}

/// Breaks a word at the last soft hyphen before which it fits.
fn split_at_hyphen(word: &str, fits: impl Fn(&str) -> bool) -> Option<(String, String)> {
    word.rmatch_indices('\u{ad}').find_map(|(at, hyphen)| {
        let head = format!("{}-", word[..at].replace('\u{ad}', ""));
        fits(&head).then(|| (head, word[at + hyphen.len()..].to_owned()))
    })
}

fn split_at_width(word: &str, size: f64, width: f64) -> (String, String) {
    let mut taken = 0.0;
    for (at, c) in word.char_indices() {
        taken += advance(c) * size;
        if taken > width && at > 0 {
            return (word[..at].to_owned(), word[at..].to_owned());
        }
    }
    (word.to_owned(), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_broken_and_long_texts_end_in_an_ellipsis() {
        let long = "x".repeat(300);
        let lines = wrap(&long, 13.0, 200.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && lines.iter().all(|line| plain(line, 13.0) <= 200.0));
        assert_eq!(wrap("horizontale afstand", 13.0, 400.0, 2), ["horizontale afstand"]);
        assert_eq!(wrap("horizontale afstand", 13.0, 90.0, 2), ["horizontale", "afstand"]);
        assert_eq!(wrap("geen over\u{ad}schrijding", 13.0, 80.0, 2), ["geen over-", "schrijding"]);
        assert_eq!(wrap("geen over\u{ad}schrijding", 13.0, 400.0, 2), ["geen overschrijding"]);
        assert_eq!(wrap("", 13.0, 90.0, 2), [""]);
        assert_eq!(fit("één twee drie", 13.0, 60.0), "één twe…");
    }
}
