//! What `import` prints: what each file would add, change and remove, and what of it was not understood.

use serde_json::{Value, json};

use super::import::Imported;
use super::{CliError, Streams};
use crate::import::{Change, Detail, Effect, Item, Kind, Verdict};

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

/// For programs.
pub(super) fn json(files: &[Imported<'_>], streams: &mut Streams<'_>) -> Result<(), CliError> {
    let all: Vec<Value> = files.iter().map(as_json).collect();
    serde_json::to_writer_pretty(&mut streams.out, &all).map_err(std::io::Error::from)?;
    writeln!(streams.out)?;
    Ok(())
}

fn as_json(file: &Imported<'_>) -> Value {
    let plan = &file.plan;
    let items: Vec<Value> = plan
        .items
        .iter()
        .map(|item| {
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
        })
        .collect();
    let problems: Vec<Value> = plan
        .problems
        .iter()
        .map(|problem| {
            json!({
                "line": problem.line,
                "column": problem.column,
                "text": problem.text,
                "reason": problem.reason,
                "left_out": problem.effect == Effect::LeftOut,
            })
        })
        .collect();
    let near: Vec<Value> = plan
        .near
        .iter()
        .map(|one| {
            json!({
                "column": one.column.as_str(),
                "name": one.name,
                "near": one.near,
                "line": one.line,
                "rows": one.num_rows,
                "taken_for": one.taken_for,
            })
        })
        .collect();
    let verdict = match plan.verdict() {
        Verdict::All => "all",
        Verdict::Some => "some",
        Verdict::Nothing => "nothing",
    };
    json!({
        "file": file.name,
        "kind": plan.kind.map(Kind::as_str),
        "verdict": verdict,
        "read": plan.num_read,
        "equal": plan.num_equal,
        "items": items,
        "problems": problems,
        "remarks": plan.remarks,
        "near": near,
        "sheets": file.book.as_ref().map(|book| &book.sheets),
        "sheet": file.book.as_ref().and_then(|book| book.sheets.get(book.read?)),
    })
}

/// A line for a terminal: nothing in it that steers the terminal.
fn shown(line: &str) -> String {
    line.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
