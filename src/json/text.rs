//! What reader and writer of JSON agree on about characters.

/// The place of the first byte that cannot stand in a JSON string as it is: a quote, a backslash, a control character.
pub(crate) fn first_special(bytes: &[u8]) -> Option<usize> {
    let is_special = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
    // Whole chunks are looked at without an early end, which the compiler turns into few instructions.
    let (chunks, _) = bytes.as_chunks::<16>();
    let plain = chunks
        .iter()
        .take_while(|chunk| {
            !chunk
                .iter()
                .fold(false, |any, byte| any | is_special(*byte))
        })
        .count();
    let start = plain * 16;
    let rest = bytes.get(start..)?;
    let at = rest.iter().position(|byte| is_special(*byte))?;
    Some(start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_special_byte_at_each_place() {
        for length in 0..50 {
            let plain = vec![b'a'; length];
            assert_eq!(first_special(&plain), None);
            for at in 0..length {
                for special in [b'"', b'\\', 0, 0x1F] {
                    let mut bytes = plain.clone();
                    bytes[at] = special;
                    assert_eq!(first_special(&bytes), Some(at));
                }
            }
        }
        assert_eq!(first_special(b" \x7f\xff\xc3\xa9!#[]"), None);
    }
}
