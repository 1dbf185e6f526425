//! Texts as numbers, and comparisons.

use std::cmp::Ordering;

use super::tree::Comparison;

/// The whole number that a text writes: `12`, `-3`, `4.0`.
pub(super) fn whole(text: &str) -> Option<i64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let text = text.trim();
    let text = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => text,
    };
    is_decimal(text).then(|| text.parse().ok()).flatten()
}

/// Whether a comparison holds.
///
/// Numbers compare as numbers if both sides are numbers, all else as text, character by character; a null equals an
/// empty text and is neither more nor less than anything. Inferred: the reference page prints the operators only.
pub(super) fn compare(left: Option<&str>, right: Option<&str>, operator: Comparison) -> bool {
    let order = match (left, right) {
        (Some(left), Some(right)) => Some(order(left, right)),
        _ if left.unwrap_or_default() == right.unwrap_or_default() => Some(Ordering::Equal),
        _ => None,
    };
    match operator {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

/// Whether a text counts as true: "True" in any letter case, or a number other than zero.
pub(super) fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || decimal(text).is_some_and(|number| number != 0.0)
}

fn order(left: &str, right: &str) -> Ordering {
    if !(is_decimal(left) && is_decimal(right)) {
        return left.cmp(right);
    }
    // Whole numbers first: the numbers of Active Directory dates are too long for floating point.
    if let (Ok(left), Ok(right)) = (left.parse::<i64>(), right.parse::<i64>()) {
        return left.cmp(&right);
    }
    match (decimal(left), decimal(right)) {
        (Some(left), Some(right)) => left.partial_cmp(&right).unwrap_or(Ordering::Equal),
        _ => left.cmp(right),
    }
}

fn decimal(text: &str) -> Option<f64> {
    // No longer number means anything here, and reading one is slow.
    (is_decimal(text) && text.len() <= 400)
        .then(|| text.parse().ok())
        .flatten()
}

/// Digits, perhaps with a minus before and a point within.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: Option<&str>, operator: &str, right: Option<&str>, expected: bool) {
        let operator = Comparison::from_text(operator).unwrap();
        assert_eq!(
            compare(left, right, operator),
            expected,
            "{left:?} {operator:?} {right:?}"
        );
    }

    #[test]
    fn numbers_compare_as_numbers_and_texts_as_texts() {
        check(Some("10"), ">", Some("9"), true);
        check(Some("10a"), ">", Some("9"), false);
        check(Some("1"), "=", Some("1.0"), true);
        check(Some("-2"), "<", Some("-1.5"), true);
        check(
            Some("9223372036854775807"),
            ">",
            Some("9223372036854775806"),
            true,
        );
        check(Some("a"), "<>", Some("A"), true);
        check(Some("+44"), "=", Some("44"), false);
    }

    #[test]
    fn null_equals_empty_and_has_no_order() {
        check(None, "=", Some(""), true);
        check(None, "=", None, true);
        check(None, "<", Some("1"), false);
        check(None, ">=", Some("1"), false);
        check(None, "<>", Some("1"), true);
    }

    #[test]
    fn what_is_a_whole_number() {
        assert_eq!(whole(" -10 "), Some(-10));
        assert_eq!(whole("4.00"), Some(4));
        for text in ["4.5", "", "x", "1e3", "9223372036854775808", "."] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
