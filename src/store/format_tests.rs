//! The format as seen from outside: what is written is read back, what is foreign or broken is named.

use proptest::prelude::*;

use super::*;
use crate::model::arbitrary;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(project in arbitrary::project()) {
        let bytes = write(&project);
        let opened = read(&bytes).unwrap();
        prop_assert_eq!(&opened.project, &project);
        // Equality of paths goes by what is meant; the printed form shows them as typed.
        prop_assert_eq!(format!("{:?}", opened.project), format!("{project:?}"));
        prop_assert_eq!(opened.read_only, None);
        prop_assert_eq!(write(&opened.project), bytes);
    }
}
