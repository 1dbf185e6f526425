//! Lists of items per key in two flat vectors: no allocation per key.

/// The items of each key, in the order they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Adjacency<T> {
    /// Where the items of each key end; one entry per key.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Adjacency<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T: Copy> Adjacency<T> {
    /// Sorts the pairs by key, for keys below `num_keys`; pairs of one key keep their order.
    pub(super) fn from_pairs(
        num_keys: usize,
        pairs: impl Iterator<Item = (u32, T)> + Clone,
    ) -> Self {
        let mut ends = vec![0_u32; num_keys];
        for (key, _) in pairs.clone() {
            if let Some(count) = ends.get_mut(key as usize) {
                *count += 1;
            }
        }
        // Until it is filled, the end of a key stands where its items start.
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let Some((_, filler)) = pairs.clone().next() else {
            return Self {
                ends,
                items: Vec::new(),
            };
        };
        let mut items = vec![filler; total as usize];
        for (key, item) in pairs {
            if let Some(end) = ends.get_mut(key as usize) {
                if let Some(slot) = items.get_mut(*end as usize) {
                    *slot = item;
                }
                *end += 1;
            }
        }
        Self { ends, items }
    }

    /// The items of a key; empty for a key that is not there.
    pub(super) fn of(&self, key: u32) -> &[T] {
        let key = key as usize;
        let start = match key.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(key).copied().unwrap_or(start);
        self.items
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stay_with_their_key_in_order() {
        let lists = Adjacency::from_pairs(
            4,
            [(2, 'a'), (0, 'b'), (2, 'c'), (9, 'x'), (2, 'd')].into_iter(),
        );
        assert_eq!(lists.of(0), ['b']);
        assert_eq!(lists.of(1), [char::MAX; 0]);
        assert_eq!(lists.of(2), ['a', 'c', 'd']);
        assert_eq!(lists.of(3), [char::MAX; 0]);
        assert_eq!(lists.of(9), [char::MAX; 0]);
        assert_eq!(
            Adjacency::<char>::from_pairs(2, [].into_iter()).of(1),
            [char::MAX; 0]
        );
    }
}
