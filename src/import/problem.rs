//! What an importer did not understand, and where.

use std::fmt;

use super::limit::{Limit, TooMuch};

/// What became of the thing in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// It is not in what would be imported.
    LeftOut,
    /// It is, but a person should look at it.
    Kept,
}

/// Something that an importer stumbled on: it went on with the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line of the text, or the row of the spreadsheet, from 1; none for the file as a whole.
    pub line: Option<u32>,
    /// In a table the cell of the row, in other text the character of the line, from 1; none for the line as a whole.
    pub column: Option<u32>,
    /// What stands there, cut to a readable length; may be empty.
    pub text: String,
    /// Why it was not understood and what to do, without a full stop.
    pub reason: String,
    /// What became of it.
    pub effect: Effect,
}

impl Problem {
    /// The most characters of a quoted text.
    const TEXT: usize = 120;

    /// A problem of the file as a whole: nothing of it is read, or not all.
    pub fn of_file(reason: impl fmt::Display) -> Self {
        Self {
            line: None,
            column: None,
            text: String::new(),
            reason: reason.to_string(),
            effect: Effect::LeftOut,
        }
    }

    /// Something at a place that is left out.
    pub fn left_out(line: u32, column: Option<u32>, text: &str, reason: impl fmt::Display) -> Self {
        Self {
            line: Some(line),
            column,
            text: cut(text),
            reason: reason.to_string(),
            effect: Effect::LeftOut,
        }
    }

    /// Something at a place that is taken over, but needs a look.
    pub fn kept(line: u32, column: Option<u32>, text: &str, reason: impl fmt::Display) -> Self {
        Self {
            effect: Effect::Kept,
            ..Self::left_out(line, column, text, reason)
        }
    }
}

impl From<TooMuch> for Problem {
    fn from(error: TooMuch) -> Self {
        Self::of_file(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: ")?,
            (Some(line), None) => write!(f, "line {line}: ")?,
            (None, _) => {}
        }
        if !self.text.is_empty() {
            write!(f, "{:?}: ", self.text)?;
        }
        f.write_str(&self.reason)
    }
}

/// The beginning of a text, on one line.
fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(Problem::TEXT).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Collects problems; beyond [`Limit::Problems`] it only says that there are more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        let most = Limit::Problems.most() as usize;
        if self.0.len() < most {
            self.0.push(problem);
        } else if self.0.len() == most {
            let more = TooMuch {
                limit: Limit::Problems,
            };
            self.0.push(more.into());
        }
    }

    /// The problems in the order in which they were found.
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

impl Extend<Problem> for Problems {
    fn extend<T: IntoIterator<Item = Problem>>(&mut self, problems: T) {
        for problem in problems {
            self.push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_what_and_why() {
        let problem = Problem::left_out(3, Some(2), "a\nb", "no attribute");
        assert_eq!(
            problem.to_string(),
            "line 3, column 2: \"a\\nb\": no attribute"
        );
        assert_eq!(Problem::of_file("empty").to_string(), "empty");
        let long = Problem::kept(1, None, &"ä".repeat(500), "long");
        assert_eq!(long.text.chars().count(), Problem::TEXT + 1);
    }

    #[test]
    fn a_flood_of_problems_ends_with_a_word_on_the_rest() {
        let mut problems = Problems::default();
        problems.extend((0..20_000).map(|line| Problem::left_out(line, None, "", "x")));
        let problems = problems.into_vec();
        assert_eq!(problems.len(), Limit::Problems.most() as usize + 1);
        assert!(problems.last().unwrap().reason.contains("the rest"));
    }
}
