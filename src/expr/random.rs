//! Repeatable pseudo-randomness: the seed comes from the settings, so a pilot run can be repeated.

/// `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `end`; 0 if `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let Ok(end) = u64::try_from(end.max(1)) else {
            return 0;
        };
        usize::try_from(self.bits() % end).unwrap_or_default()
    }

    /// One of the characters; none if there are none.
    pub(super) fn pick(&mut self, characters: &[char]) -> Option<char> {
        let at = self.below(characters.len());
        characters.get(at).copied()
    }
}
