//! Inputs made from seeds by repeatable chance: the same number gives the same bytes.

use serde_json::{Value, json};

/// `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
pub(crate) struct Random(u64);

impl Random {
    /// Chance that starts here.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(of.len());
        of.get(at).expect("below the length")
    }
}

/// What makes readers stumble, and what they look for.
const TOKENS: &[&[u8]] = &[
    b"\"",
    b"\"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r\n",
    b"\0",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"(",
    b")",
    b"=",
    b"-1",
    b"1e309",
    b"99999999999999999999",
    b"null",
    b"true",
    b"[[[[[[[[",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80",
    b"userName",
    b"userPrincipleName",
    b"User.state",
    b"scimEnterpriseUser.department",
    b"urn:ietf:params:scim:schemas:core:2.0:User:",
    b"(not published)",
    b"constant \"x\"",
    b"true eq 'a' false eq 'b'",
    b"True = active; False = inactive",
    b"Switch([a], \"b\", ",
    b"Entra",
    b"SCIM",
    b"Genesys",
    b"Mandatory",
    b"sep=;\n",
    b"\"synchronizationRules\":",
    b"\"objectMappings\":",
    b"\"attributes\":",
    b"\"Resources\":",
    b"\"definitions\":",
    b"\"$ref\":\"#/definitions/User\"",
    b"<c r=\"XFD1048576\"><v>1</v></c>",
    b"<c r=\"A0\"/>",
    b"&#0;",
    b"<v>",
    b"</row>",
    b"t=\"s\"",
    b"crosswalk:csv-safe:1",
];

/// A seed with a few things changed.
pub(crate) fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    const LONGEST: usize = 16 * 1024;
    let mut bytes = random.pick(seeds).clone();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(24)).min(bytes.len());
        match random.below(9) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => {
                let token = *random.pick(TOKENS);
                bytes.splice(at..at, token.iter().copied());
            }
            2 => {
                let token = *random.pick(TOKENS);
                bytes.splice(at..end, token.iter().copied());
            }
            3 => {
                bytes.drain(at..end);
            }
            4 => {
                // A piece again, often many times.
                let piece = bytes.get(at..end).unwrap_or_default();
                let again = piece.repeat(1 + random.below(20));
                bytes.splice(at..at, again);
            }
            5 => {
                let other = random.pick(seeds);
                let from = random.below(other.len() + 1);
                let to = (from + random.below(200)).min(other.len());
                let piece = other.get(from..to).unwrap_or_default().to_vec();
                bytes.splice(at..end, piece);
            }
            6 => bytes.truncate(bytes.len() - random.below(bytes.len() / 8 + 1)),
            7 => {
                let piece: Vec<u8> = (0..random.below(8))
                    .map(|_| random.below(256) as u8)
                    .collect();
                bytes.splice(at..at, piece);
            }
            _ => {
                if random.below(20) == 0 {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                }
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

/// A seed in JSON with a few members changed, and still JSON.
pub(crate) fn mutated_json(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let seed = random.pick(seeds);
    let mut value: Value = serde_json::from_slice(seed).expect("seeds are JSON");
    for _ in 0..=random.below(5) {
        change(&mut value, random);
    }
    value.to_string().into_bytes()
}

/// Changes something somewhere in a value: a way down is chosen at every level.
fn change(value: &mut Value, random: &mut Random) {
    let goes_down = random.below(8) > 0;
    match value {
        Value::Object(members) if !members.is_empty() && goes_down => {
            let names: Vec<String> = members.keys().cloned().collect();
            let name = random.pick(&names);
            match random.below(12) {
                0 => {
                    members.remove(name);
                }
                1 => {
                    if let Some(taken) = members.remove(name) {
                        let other = odd_text(random);
                        members.insert(other, taken);
                    }
                }
                2 => {
                    let copy = members.get(name).cloned().unwrap_or_default();
                    members.insert(random.pick(&names).clone(), copy);
                }
                _ => {
                    if let Some(member) = members.get_mut(name) {
                        change(member, random);
                    }
                }
            }
        }
        Value::Array(items) if !items.is_empty() && goes_down => {
            let at = random.below(items.len());
            match random.below(8) {
                0 => {
                    items.remove(at);
                }
                1 => {
                    let copy = items.get(at).cloned().unwrap_or_default();
                    items.extend(vec![copy; 1 + random.below(6)]);
                }
                _ => {
                    if let Some(item) = items.get_mut(at) {
                        change(item, random);
                    }
                }
            }
        }
        _ => *value = odd_value(value, random),
    }
}

fn odd_value(value: &Value, random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => json!([]),
        2 => json!({}),
        3 => json!(random.below(3) == 0),
        4 => random
            .pick(&[json!(-1), json!(1e300), json!(u64::MAX), json!(0.5)])
            .clone(),
        5 => json!([value.clone(), value.clone()]),
        6 => json!({"value": value.clone()}),
        _ => Value::String(odd_text(random)),
    }
}

/// A text that readers look for, or that they do not.
fn odd_text(random: &mut Random) -> String {
    let token: &&[u8] = random.pick(TOKENS);
    let token = String::from_utf8_lossy(token).into_owned();
    match random.below(4) {
        0 => token.repeat(1 + random.below(40)),
        1 => format!("[{token}]"),
        _ => token,
    }
}
