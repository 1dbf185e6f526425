use proptest::prelude::*;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a file of users holds, reading and running it ends with a result for each user.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok((samples, _)) = users::read_users(&bytes) {
            let plan = Plan::of(&reference_project());
            let binding = Binding::new(&plan, &samples.header);
            let target = Target::new(&plan, Vec::new());
            let directory = Directory::default();
            let settings = Settings::default();
            let world = World { target: &target, directory: &directory, settings: &settings };
            let outcomes = plan.outcomes(&samples.users, &binding, &world);
            prop_assert_eq!(outcomes.len(), samples.users.len());
        }
    }

    /// What was created is then unchanged: a second run of the same user sends nothing.
    #[test]
    fn a_second_run_sends_nothing(
        name in "[a-z]{1,8}@x\\.example",
        display in "[^\"\\p{C},]{1,20}",
        title in "[^\"\\p{C},]{0,20}",
    ) {
        let users = format!("userPrincipalName,displayName,jobTitle\n{name},\"{display}\",\"{title}\"\n");
        let scene = Scene::new(&reference_project(), &users, "");
        let again = Transition::Change {
            attribute: "displayName".to_owned(),
            value: Hidden(display.clone()),
        };
        let story = scene.tell(0, Some(&again));
        if !display.trim().is_empty() {
            prop_assert_eq!(story.reason, Reason::Unchanged);
        }
    }
}
