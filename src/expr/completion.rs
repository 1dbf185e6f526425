//! What could be meant at the cursor: functions, attributes and bare words, best first.
//!
//! Looks at the text before the cursor alone, so that it holds for what is only half typed.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::functions::{Function, bare_words, find_function, functions};
use super::lexer::{Span, TokenKind, tokens};

/// The most candidates that are offered.
pub const MAX_CANDIDATES: usize = 60;

/// What ends a name in brackets that was never closed.
const ENDS_OF_NAME: [char; 8] = [']', '[', '(', ')', ',', '"', '&', '\n'];

/// What is being typed at the cursor, and what it could become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The letters before the cursor that candidates were found for; may be empty.
    pub query: String,
    /// Whether an attribute is being typed: the query follows a bracket.
    pub is_attribute: bool,
    /// What a candidate takes the place of, in bytes of the text.
    pub replaces: Span,
    /// The candidates, best first; at most [`MAX_CANDIDATES`].
    pub candidates: Vec<Candidate>,
}

/// Something that could be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub kind: CandidateKind,
    /// Its name.
    pub name: String,
    /// What takes the place of what was typed.
    pub text: String,
    /// Where the cursor stands then, in bytes of `text`.
    pub cursor: usize,
}

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandidateKind {
    /// An attribute of the source.
    Attribute,
    /// A function; its help is in the catalogue.
    Function(&'static Function),
    /// A word such as `UTF8`.
    Word,
}

impl Completion {
    /// The text with a candidate taken, and where the cursor stands in it, in bytes.
    pub fn apply(&self, text: &str, candidate: &Candidate) -> (String, usize) {
        let before = text.get(..self.replaces.start).unwrap_or_default();
        let after = text.get(self.replaces.end..).unwrap_or_default();
        let cursor = before.len() + candidate.cursor;
        (format!("{before}{}{after}", candidate.text), cursor)
    }
}

/// What could be meant at a byte of the text; none within a text in quotes, where nothing is completed.
///
/// `attributes` are the names that the source has.
pub fn complete<'a>(
    text: &str,
    cursor: usize,
    attributes: impl Iterator<Item = &'a str>,
) -> Option<Completion> {
    let place = place(text, cursor)?;
    let mut completion = Completion {
        query: place.query.to_owned(),
        is_attribute: place.is_attribute,
        candidates: Vec::new(),
        replaces: place.replaces,
    };
    let follows = text.get(completion.replaces.end..).unwrap_or_default();
    let has_arguments = follows.trim_start().starts_with('(');
    let mut ranking = Ranking::of(place.query);
    for name in attributes {
        ranking.add(name, || Candidate {
            kind: CandidateKind::Attribute,
            name: name.to_owned(),
            text: format!("[{name}]"),
            cursor: name.len() + 2,
        });
    }
    if !place.is_attribute {
        for function in functions() {
            ranking.add(&function.name, || of_function(function, has_arguments));
        }
        for word in bare_words() {
            ranking.add(word, || Candidate {
                kind: CandidateKind::Word,
                name: word.clone(),
                text: word.clone(),
                cursor: word.len(),
            });
        }
    }
    completion.candidates = ranking.best();
    Some(completion)
}

fn of_function(function: &'static Function, has_arguments: bool) -> Candidate {
    let name = &function.name;
    let takes_none = function.argument_counts().1 == Some(0);
    Candidate {
        kind: CandidateKind::Function(function),
        name: name.clone(),
        text: if has_arguments {
            name.clone()
        } else {
            format!("{name}()")
        },
        cursor: match (has_arguments, takes_none) {
            (true, _) => name.len(),
            (false, true) => name.len() + 2,
            (false, false) => name.len() + 1,
        },
    }
}

/// What is being typed.
struct Place<'t> {
    query: &'t str,
    is_attribute: bool,
    replaces: Span,
}

fn place(text: &str, cursor: usize) -> Option<Place<'_>> {
    let before = text.get(..cursor)?;
    // What stands before the cursor tells what is typed: what follows may belong to something else.
    let last = tokens(before).last().filter(|token| {
        token.span.end == cursor && !matches!(token.kind, TokenKind::Open | TokenKind::Comma)
    });
    let Some(last) = last else {
        return Some(Place {
            query: "",
            is_attribute: false,
            replaces: cursor..cursor,
        });
    };
    let typed = last.text(before);
    let after = text.get(cursor..).unwrap_or_default();
    match last.kind {
        TokenKind::Unclosed => {
            let query = typed.strip_prefix('[')?;
            let rest = after.find(ENDS_OF_NAME).unwrap_or(after.len());
            let closes = after.get(rest..).is_some_and(|end| end.starts_with(']'));
            let name = after.get(..rest).unwrap_or_default();
            // Blanks before the next argument are no part of an unclosed name.
            let rest = if closes {
                rest + 1
            } else {
                name.trim_end().len()
            };
            Some(Place {
                query,
                is_attribute: true,
                replaces: last.span.start..cursor + rest,
            })
        }
        TokenKind::Word => {
            let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
            let rest = after
                .find(|letter| !is_of_word(letter))
                .unwrap_or(after.len());
            Some(Place {
                query: typed,
                is_attribute: false,
                replaces: last.span.start..cursor + rest,
            })
        }
        TokenKind::Operator => Some(Place {
            query: "",
            is_attribute: false,
            replaces: cursor..cursor,
        }),
        _ => None,
    }
}

/// What fits the query, with how well.
struct Ranking {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
    found: Vec<(u32, Candidate)>,
}

impl Ranking {
    fn of(query: &str) -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            // A name is one word: blanks and signs in it mean nothing more.
            pattern: Pattern::new(
                query.trim(),
                CaseMatching::Ignore,
                Normalization::Smart,
                nucleo_matcher::pattern::AtomKind::Fuzzy,
            ),
            matcher: Matcher::new(config),
            buffer: Vec::new(),
            found: Vec::new(),
        }
    }

    fn add(&mut self, name: &str, candidate: impl FnOnce() -> Candidate) {
        let name = Utf32Str::new(name, &mut self.buffer);
        if let Some(score) = self.pattern.score(name, &mut self.matcher) {
            self.found.push((score, candidate()));
        }
    }

    /// The best, each kind in its own order where they fit equally well; a shorter name fits better than a longer one.
    fn best(mut self) -> Vec<Candidate> {
        if !self.pattern.atoms.is_empty() {
            self.found.sort_by_key(|(score, candidate)| {
                (std::cmp::Reverse(*score), candidate.name.len())
            });
        }
        let best = self.found.into_iter().take(MAX_CANDIDATES);
        best.map(|(_, candidate)| candidate).collect()
    }
}

/// The function whose arguments a byte of the text stands in, and the number of the argument, from 0.
pub fn call_at(text: &str, cursor: usize) -> Option<(&'static Function, usize)> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut word = "";
    for token in tokens(text.get(..cursor)?) {
        match token.kind {
            TokenKind::Open => open.push((std::mem::take(&mut word), 0)),
            TokenKind::Close => {
                open.pop();
            }
            TokenKind::Comma => {
                if let Some((_, argument)) = open.last_mut() {
                    *argument += 1;
                }
            }
            _ => {}
        }
        word = if token.kind == TokenKind::Word {
            token.text(text)
        } else {
            ""
        };
    }
    let (name, argument) = open.pop()?;
    Some((find_function(name)?, argument))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATTRIBUTES: [&str; 5] = ["givenName", "surname", "jobTitle", "mail", "mailNickname"];

    /// The text holds `|` where the cursor is; the best candidate is taken.
    fn taken(text: &str) -> Option<String> {
        let cursor = text.find('|').unwrap();
        let plain = text.replacen('|', "", 1);
        let completion = complete(&plain, cursor, ATTRIBUTES.into_iter())?;
        let (mut after, cursor) = completion.apply(&plain, completion.candidates.first()?);
        after.insert(cursor, '|');
        Some(after)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(taken(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn an_attribute_is_completed_within_its_brackets() {
        check("[giv|", "[givenName]|");
        check("[giv|]", "[givenName]|");
        check("Trim([job|)", "Trim([jobTitle]|)");
        check(
            "Join(\" \", [giv|, [surname])",
            "Join(\" \", [givenName]|, [surname])",
        );
        check(
            "Join(\" \", [giv|  , [surname])",
            "Join(\" \", [givenName]|  , [surname])",
        );
        check("[job|Nickname]", "[jobTitle]|");
        // Letters in order are enough; the shorter name comes first.
        check("[jt|", "[jobTitle]|");
        check("[mail|", "[mail]|");
    }

    #[test]
    fn a_word_becomes_a_function_with_the_cursor_among_its_arguments() {
        check("Coal|", "Coalesce(|)");
        check("Join(\" \", Le|", "Join(\" \", Left(|)");
        check("PCa|([mail])", "PCase|([mail])");
        check("Gui|", "Guid()|");
        // And an attribute, where letters say so.
        check("nickn|", "[mailNickname]|");
    }

    #[test]
    fn nothing_is_offered_within_a_text() {
        assert_eq!(taken("Join(\"Le|\", [mail])"), None);
        assert_eq!(taken("Join(\"Le|"), None);
        assert_eq!(taken("[mail]|"), None);
        assert_eq!(taken("12|"), None);
        assert_eq!(taken("[zzzz|"), None);
    }

    #[test]
    fn where_anything_may_stand_everything_is_offered() {
        let all = complete("Join(|".trim_end_matches('|'), 5, ATTRIBUTES.into_iter()).unwrap();
        assert_eq!(all.query, "");
        assert_eq!(all.candidates.len(), MAX_CANDIDATES);
        assert_eq!(all.candidates.first().unwrap().text, "[givenName]");
        // A place within a letter of several bytes is no place.
        assert_eq!(complete("é", 1, ATTRIBUTES.into_iter()), None);
    }

    #[test]
    fn the_call_around_the_cursor_is_named_with_its_argument() {
        let at = |text: &str| {
            let cursor = text.find('|').unwrap();
            let plain = text.replacen('|', "", 1);
            call_at(&plain, cursor).map(|(function, argument)| (function.name.as_str(), argument))
        };
        assert_eq!(at("Mid(|"), Some(("Mid", 0)));
        assert_eq!(at("Mid([mail], 1, |"), Some(("Mid", 2)));
        assert_eq!(at("Mid(Trim([a], |), 1, 2)"), Some(("Trim", 1)));
        assert_eq!(at("Mid(Trim([a]), 1|, 2)"), Some(("Mid", 1)));
        assert_eq!(at("Mid([a], \",(|"), Some(("Mid", 1)));
        assert_eq!(at("Nope(|"), None);
        assert_eq!(at("|Mid("), None);
    }
}
