//! What `import` prints: what each file would add, change and remove, and what of it was not understood.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::import::Imported;
use super::{CliError, Streams};
use crate::import::{Change, Detail, Effect, Item, Kind, NearName, Problem, Verdict};

/// For people.
pub(super) fn text(files: &[Imported<'_>], streams: &mut Streams<'_>) -> Result<(), CliError> {
    for file in files {
        let plan = &file.plan;
        let kind = plan.kind.map_or("not recognised", Kind::label);
        let mut line = |line: &str| writeln!(streams.out, "{}", shown(line));
        line(&format!(
            "{}: {kind}, {} read, {} of them in the project already",
            file.name, plan.num_read, plan.num_equal
        ))?;
        for remark in &plan.remarks {
            line(&format!("  {remark}"))?;
        }
        for item in &plan.items {
            line(&item_line(item))?;
            for detail in &item.details {
                line(&detail_line(detail))?;
            }
        }
        for problem in &plan.problems {
            let sign = match problem.effect {
                Effect::LeftOut => "  left out: ",
                Effect::Kept => "  look at: ",
            };
            line(&format!("{sign}{problem}"))?;
        }
        let counts = [Change::Add, Change::Change, Change::Remove].map(|change| {
            let (_, chosen) = plan.count(change);
            format!("{chosen} {}", change.as_str())
        });
        let left_out = plan
            .problems
            .iter()
            .filter(|problem| problem.effect == Effect::LeftOut)
            .count();
        line(&format!("  {}, {left_out} left out", counts.join(", ")))?;
    }
    Ok(())
}

fn item_line(item: &Item) -> String {
    let sign = match item.change {
        Change::Add => '+',
        Change::Change => '~',
        Change::Remove => '-',
    };
    let place = item
        .line
        .map_or_else(String::new, |line| format!("line {line}: "));
    let about = if item.about.is_empty() {
        String::new()
    } else {
        format!(" ({})", item.about)
    };
    let kept = if item.is_chosen {
        ""
    } else {
        " - left as it is; --on-conflict replace takes what the file says"
    };
    format!("  {sign} {place}{}{about}{kept}", item.label)
}

fn detail_line(detail: &Detail) -> String {
    let or_nothing = |text: &str| match text {
        "" => "nothing".to_owned(),
        text => format!("{text:?}"),
    };
    format!(
        "      {}: {} becomes {}",
        detail.field,
        or_nothing(&detail.before),
        or_nothing(&detail.after)
    )
}

/// For programs: a list of files, written as it goes.
pub(super) fn json(files: &[Imported<'_>], streams: &mut Streams<'_>) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut streams.out, files).map_err(std::io::Error::from)?;
    writeln!(streams.out)?;
    Ok(())
}

/// Members come in the order of their names, as in all that is printed for programs.
impl Serialize for Imported<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plan = &self.plan;
        let verdict = match plan.verdict() {
            Verdict::All => "all",
            Verdict::Some => "some",
            Verdict::Nothing => "nothing",
        };
        let book = self.book.as_ref();
        let mut file = serializer.serialize_map(None)?;
        file.serialize_entry("equal", &plan.num_equal)?;
        file.serialize_entry("file", self.name)?;
        file.serialize_entry("items", &Each(&plan.items, item_json))?;
        file.serialize_entry("kind", &plan.kind.map(Kind::as_str))?;
        file.serialize_entry("near", &Each(&plan.near, near_json))?;
        file.serialize_entry("problems", &Each(&plan.problems, problem_json))?;
        file.serialize_entry("read", &plan.num_read)?;
        file.serialize_entry("remarks", &plan.remarks)?;
        let sheet = book.and_then(|book| book.sheets.get(book.read?));
        file.serialize_entry("sheet", &sheet)?;
        file.serialize_entry("sheets", &book.map(|book| &book.sheets))?;
        file.serialize_entry("verdict", verdict)?;
        file.end()
    }
}

/// A list of which one thing is made at a time: a large plan is not there a second time as JSON.
struct Each<'a, T>(&'a [T], fn(&T) -> Value);

impl<T> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

fn item_json(item: &Item) -> Value {
    let details: Vec<Value> = item
        .details
        .iter()
        .map(|one| json!({"field": one.field, "before": one.before, "after": one.after}))
        .collect();
    json!({
        "change": item.change.as_str(),
        "subject": item.subject.as_str(),
        "label": item.label,
        "about": item.about,
        "line": item.line,
        "conflict": item.is_conflict,
        "chosen": item.is_chosen,
        "details": details,
    })
}

fn problem_json(problem: &Problem) -> Value {
    json!({
        "line": problem.line,
        "column": problem.column,
        "text": problem.text,
        "reason": problem.reason,
        "left_out": problem.effect == Effect::LeftOut,
    })
}

fn near_json(near: &NearName) -> Value {
    json!({
        "column": near.column.as_str(),
        "name": near.name,
        "near": near.near,
        "line": near.line,
        "rows": near.num_rows,
        "taken_for": near.taken_for,
    })
}

/// A line for a terminal: nothing in it that steers the terminal.
fn shown(line: &str) -> String {
    line.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
