//! Inputs made from seeds by repeatable chance: the same number gives the same bytes.

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
    for _ in 0..1 + random.below(6) {
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
