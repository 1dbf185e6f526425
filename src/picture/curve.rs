//! The calm curve of a link, and what is asked of it: points, dashes, the distance of a pointer.

use super::{Point, whole};

/// A curve that leaves and arrives horizontally.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cubic {
    start: Point,
    end: Point,
    /// How far the two handles reach, in points.
    reach: f32,
}

impl Cubic {
    /// The curve between two ports.
    pub fn between(start: Point, end: Point) -> Self {
        let width = (end.x - start.x).abs();
        Self {
            start,
            end,
            reach: (width * 0.5).max(12.0),
        }
    }

    /// The point at `part` of the way, 0 to 1.
    pub fn at(&self, part: f32) -> Point {
        let rest = 1.0 - part;
        let weights = [
            rest * rest * rest,
            3.0 * rest * rest * part,
            3.0 * rest * part * part,
            part * part * part,
        ];
        let way = if self.end.x >= self.start.x {
            1.0
        } else {
            -1.0
        };
        let xs = [
            self.start.x,
            self.start.x + way * self.reach,
            self.end.x - way * self.reach,
            self.end.x,
        ];
        let ys = [self.start.y, self.start.y, self.end.y, self.end.y];
        let sum = |values: [f32; 4]| {
            weights
                .iter()
                .zip(values)
                .map(|(weight, value)| weight * value)
                .sum()
        };
        Point::new(sum(xs), sum(ys))
    }

    /// The curve as short straight pieces, as many as its height needs; two points if it is level.
    pub fn polyline(&self) -> Vec<Point> {
        let rise = (self.end.y - self.start.y).abs();
        if rise < 0.75 {
            return vec![self.start, self.end];
        }
        let pieces = whole((8.0 + rise / 24.0).min(24.0));
        (0..=pieces)
            .map(|piece| self.at(piece as f32 / pieces as f32))
            .collect()
    }
}

/// The pieces that are drawn of a dashed line: `on` points drawn, `off` points left out, along the whole length.
pub fn dashes(line: &[Point], on: f32, off: f32, mut draw: impl FnMut(Point, Point)) {
    let mut drawing = true;
    let mut left = on;
    for (from, to) in line.iter().zip(line.iter().skip(1)) {
        let length = from.distance(*to);
        let mut done = 0.0;
        while done < length {
            let step = left.min(length - done).max(0.01);
            if drawing {
                draw(
                    from.towards(*to, done / length),
                    from.towards(*to, (done + step) / length),
                );
            }
            done += step;
            left -= step;
            if left <= 0.0 {
                drawing = !drawing;
                left = if drawing { on } else { off };
            }
        }
    }
}

/// How far a point is from a line of straight pieces; infinite if the line has no piece.
pub fn distance_to_polyline(point: Point, line: &[Point]) -> f32 {
    line.iter()
        .zip(line.iter().skip(1))
        .map(|(from, to)| distance_to_piece(point, *from, *to))
        .fold(f32::INFINITY, f32::min)
}

fn distance_to_piece(point: Point, from: Point, to: Point) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx * dx + dy * dy;
    let part = if length > 0.0 {
        (((point.x - from.x) * dx + (point.y - from.y) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    point.distance(from.towards(to, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_leaves_and_arrives_level_and_meets_its_ends() {
        let curve = Cubic::between(Point::new(0.0, 0.0), Point::new(120.0, 90.0));
        assert_eq!(curve.at(0.0), Point::new(0.0, 0.0));
        assert_eq!(curve.at(1.0), Point::new(120.0, 90.0));
        assert_eq!(curve.at(0.5), Point::new(60.0, 45.0));
        let near = curve.at(0.05);
        assert!(near.y < near.x * 0.2, "{near:?}");
    }

    #[test]
    fn a_level_curve_is_one_piece() {
        let curve = Cubic::between(Point::new(0.0, 5.0), Point::new(120.0, 5.0));
        assert_eq!(curve.polyline().len(), 2);
    }

    #[test]
    fn dashes_cover_half_of_an_even_line_whatever_its_pieces() {
        let line = [0.0, 7.0, 11.0, 60.0].map(|x| Point::new(x, 0.0));
        let mut drawn = 0.0;
        dashes(&line, 3.0, 3.0, |from, to| drawn += from.distance(to));
        assert!((drawn - 30.0).abs() < 0.1, "{drawn}");
    }

    #[test]
    fn the_distance_is_to_the_nearest_piece() {
        let line = [
            Point::new(0.0, 0.0),
            Point::new(10.0, 0.0),
            Point::new(10.0, 10.0),
        ];
        let distance = |x, y| distance_to_polyline(Point::new(x, y), &line);
        assert!((distance(5.0, 3.0) - 3.0).abs() < 1e-4);
        assert!((distance(14.0, 8.0) - 4.0).abs() < 1e-4);
        assert!((distance(-3.0, -4.0) - 5.0).abs() < 1e-4);
    }
}
