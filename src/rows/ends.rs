//! What two states of a list have in common at their ends: all but what came or went in between.

/// How many things two lists share from their beginning on, and how many of the rest before their end.
pub(crate) fn shared_ends<A, B>(
    before: &[A],
    after: &[B],
    same: impl Fn(&A, &B) -> bool,
) -> (usize, usize) {
    let same = |(a, b): &(&A, &B)| same(a, b);
    let head = before.iter().zip(after).take_while(same).count();
    let most = before.len().min(after.len()) - head;
    let tail = before.iter().rev().zip(after.iter().rev());
    (head, tail.take(most).take_while(same).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shared_twice() {
        let check = |before: &str, after: &str, expected: (usize, usize)| {
            let found = shared_ends(before.as_bytes(), after.as_bytes(), |a, b| a == b);
            assert_eq!(found, expected, "{before} and {after}");
        };
        check("abcd", "abxcd", (2, 2));
        check("abcd", "acd", (1, 2));
        check("aa", "aaa", (2, 0));
        check("aaa", "aa", (2, 0));
        check("", "ab", (0, 0));
        check("ab", "cd", (0, 0));
    }
}
