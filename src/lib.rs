//! Crosswalk.
