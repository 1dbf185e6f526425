//! Holds an image against the one that is kept in `tests/snapshots`.

use std::path::{Path, PathBuf};

use image::{Rgba, RgbaImage};

/// How far a pixel may be from what it was in each colour, of 255: less than any two of our colours are apart. Rounding of
/// another processor stays below it.
const NEAR: u8 = 4;

/// Compares with `NAME.png`. Where it differs, `NAME.new.png` and `NAME.diff.png` are put beside it, or it is written anew
/// if `UPDATE_SNAPSHOTS` is set.
///
/// # Errors
///
/// What is wrong, in words.
pub(super) fn compare(name: &str, image: &RgbaImage) -> Result<(), String> {
    let file = |ending: &str| -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
        folder.join(format!("{name}{ending}"))
    };
    let save = |image: &RgbaImage, ending: &str| {
        let path = file(ending);
        image
            .save(&path)
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    for ending in [".new.png", ".diff.png"] {
        if file(ending).exists() {
            std::fs::remove_file(file(ending)).map_err(|error| error.to_string())?;
        }
    }
    let fault = match image::open(file(".png")) {
        Err(error) => format!("{name}.png: {error}"),
        Ok(kept) => {
            let kept = kept.to_rgba8();
            let (count, difference) = difference(&kept, image);
            match count {
                None => format!(
                    "{name}: {:?} pixels, kept are {:?}",
                    image.dimensions(),
                    kept.dimensions()
                ),
                Some(0) => return Ok(()),
                Some(count) => {
                    save(&difference, ".diff.png")?;
                    format!("{name}: {count} pixels differ, see {name}.diff.png in tests/snapshots")
                }
            }
        }
    };
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        return save(image, ".png");
    }
    save(image, ".new.png")?;
    Err(format!("{fault}; UPDATE_SNAPSHOTS=1 keeps the new one"))
}

/// How many pixels differ, none if the images are not of one size; and the kept one, pale, with these in red.
fn difference(kept: &RgbaImage, image: &RgbaImage) -> (Option<usize>, RgbaImage) {
    let mut shown = kept.clone();
    if kept.dimensions() != image.dimensions() {
        return (None, shown);
    }
    let mut count = 0;
    for ((before, after), shown) in kept.pixels().zip(image.pixels()).zip(shown.pixels_mut()) {
        let mut pairs = before.0.into_iter().zip(after.0);
        if pairs.any(|(before, after)| before.abs_diff(after) > NEAR) {
            count += 1;
            *shown = Rgba([255, 0, 0, 255]);
        } else {
            *shown = Rgba(before.0.map(|value| 191 + value / 4));
        }
    }
    (Some(count), shown)
}

#[test]
fn a_pixel_that_changed_is_counted_and_shown_and_rounding_is_not() {
    let kept = RgbaImage::from_pixel(3, 2, Rgba([100, 100, 100, 255]));
    let mut image = kept.clone();
    image.put_pixel(0, 0, Rgba([104, 96, 100, 255]));
    assert_eq!(difference(&kept, &image).0, Some(0));
    image.put_pixel(2, 1, Rgba([100, 105, 100, 255]));
    let (count, shown) = difference(&kept, &image);
    assert_eq!(count, Some(1));
    assert_eq!(*shown.get_pixel(2, 1), Rgba([255, 0, 0, 255]));
    assert_eq!(difference(&kept, &RgbaImage::new(2, 2)).0, None);
}
