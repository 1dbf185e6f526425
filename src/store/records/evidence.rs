//! Evidence: a list inside an attribute or a link.

use super::words::{date, missing, one_of};
use crate::json::{Fallible, JsonReader, Member};
use crate::model::{Confidence, Evidence, Stance};
use crate::store::json_writer::{Layout, Object};

fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "supports",
        Stance::Contradicts => "contradicts",
    }
}

/// Writes the member `evidence` unless there is none.
pub(super) fn write_evidence(object: &mut Object<'_>, evidence: &[Evidence]) {
    object.list(
        "evidence",
        Layout::Line,
        evidence.iter(),
        |out, evidence| {
            let mut object = Object::open(out, Layout::Line, &evidence.unknown);
            object.text("source", &evidence.source);
            let stance =
                (evidence.stance != Stance::default()).then(|| stance_word(evidence.stance));
            object.optional_text("stance", stance);
            object.text("confidence", evidence.confidence.as_str());
            object.optional_display("read_on", evidence.read_on);
            object.text_unless_empty("claim", &evidence.claim);
            object.close();
        },
    );
}

/// Reads the value of the member `evidence`.
pub(super) fn read_evidence(reader: &mut JsonReader<'_>) -> Fallible<Vec<Evidence>> {
    let mut all = Vec::new();
    reader.list(|reader| {
        all.push(read_one(reader)?);
        Ok(())
    })?;
    Ok(all)
}

fn read_one(reader: &mut JsonReader<'_>) -> Fallible<Evidence> {
    let at = reader.offset();
    let (mut source, mut stance, mut confidence) = (None, Stance::default(), None);
    let (mut read_on, mut claim) = (None, String::new());
    let unknown = reader.object(|reader, name| {
        match name {
            "source" => source = Some(reader.string()?.into_owned()),
            "stance" => {
                let all = [Stance::Supports, Stance::Contradicts];
                stance = one_of(reader, &all, stance_word)?;
            }
            "confidence" => {
                confidence = Some(one_of(reader, &Confidence::ALL, Confidence::as_str)?);
            }
            "read_on" => read_on = Some(date(reader)?),
            "claim" => claim = reader.string()?.into_owned(),
            _ => return Ok(Member::Unknown),
        }
        Ok(Member::Known)
    })?;
    Ok(Evidence {
        source: source.ok_or_else(|| missing(at, "source"))?,
        stance,
        confidence: confidence.ok_or_else(|| missing(at, "confidence"))?,
        read_on,
        claim,
        unknown,
    })
}
