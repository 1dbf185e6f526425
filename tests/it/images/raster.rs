//! Draws in memory what egui has tessellated, as a graphics card would: triangles with a colour at each corner, times a
//! texture, over what is there, within a clip rectangle.
//!
//! Corners are put on a grid of 1/256 pixel and everything is decided by whole numbers or by one order of the same
//! operations, so that the same frame gives the same image on every machine.
#![expect(
    clippy::indexing_slicing,
    clippy::cast_sign_loss,
    reason = "pixels are within the image, by clamping"
)]

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

use egui::epaint::{ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, FullOutput, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Parts of a pixel that corners are put on.
const PARTS: f32 = 256.0;

/// The renderer of one window: a clone stays with the test, which asks it for the picture.
#[derive(Clone, Default)]
pub(super) struct Raster(Rc<RefCell<Textures>>);

/// What egui has sent so far.
#[derive(Default)]
struct Textures(BTreeMap<TextureId, ColorImage>);

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut textures = self.0.borrow_mut();
        delta.set.drain().for_each(|(id, images)| {
            for image in images {
                textures.change(id, &image);
            }
        });
        delta.free.drain().for_each(|id| {
            textures.0.remove(&id);
        });
    }
}

impl Raster {
    /// The last frame of a window.
    pub(super) fn draw(&self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for part in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &part.primitive else {
                return Err("a callback for a graphics card cannot be drawn in memory".to_owned());
            };
            let textures = self.0.borrow();
            let texture = textures.0.get(&mesh.texture_id);
            let texture = texture.ok_or_else(|| format!("no texture {:?}", mesh.texture_id))?;
            canvas.mesh(mesh, texture, part.clip_rect, scale);
        }
        canvas.into_image()
    }
}

impl Textures {
    /// Takes a whole texture, or a part of one.
    fn change(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let Some([left, top]) = delta.pos else {
            self.0.insert(id, image.as_ref().clone());
            return;
        };
        let Some(texture) = self.0.get_mut(&id) else {
            return;
        };
        let (width, height) = (image.width(), image.height());
        for row in 0..height {
            let to = (top + row) * texture.width() + left;
            texture.pixels[to..to + width]
                .copy_from_slice(&image.pixels[row * width..(row + 1) * width]);
        }
    }
}

/// The image so far, with colours as they are shown, alpha multiplied in.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
}

/// A corner in parts of a pixel.
type Corner = [i64; 2];

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![Color32::TRANSPARENT; width * height],
        }
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect, scale: f32) {
        let edge = |value: f32, end: usize| (value * scale).round().clamp(0.0, end as f32) as i64;
        let clip = [
            edge(clip.min.x, self.width),
            edge(clip.min.y, self.height),
            edge(clip.max.x, self.width),
            edge(clip.max.y, self.height),
        ];
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |place: usize| mesh.vertices[corners[place] as usize];
            self.triangle([corner(0), corner(1), corner(2)], texture, clip, scale);
        }
    }

    fn triangle(
        &mut self,
        mut corners: [Vertex; 3],
        texture: &ColorImage,
        [left, top, right, bottom]: [i64; 4],
        scale: f32,
    ) {
        let on_grid = |corner: Vertex| {
            let part = |value: f32| (value * scale * PARTS).round() as i64;
            [part(corner.pos.x), part(corner.pos.y)]
        };
        let mut at = corners.map(on_grid);
        let mut area = side_of(at[0], at[1], at[2]);
        if area == 0 {
            return;
        }
        if area < 0 {
            corners.swap(1, 2);
            at.swap(1, 2);
            area = -area;
        }
        let pixel = PARTS as i64;
        let height = |corner: Corner| corner[1].div_euclid(pixel);
        let first = at.into_iter().map(height).fold(i64::MAX, i64::min);
        let last = at.into_iter().map(height).fold(i64::MIN, i64::max);
        let edges = [(at[1], at[2]), (at[2], at[0]), (at[0], at[1])];
        let [one, two, three] = &corners;
        let is_flat = one.color == two.color
            && two.color == three.color
            && one.uv == two.uv
            && two.uv == three.uv;
        let flat = is_flat.then(|| shade(&corners, texture, [1.0, 0.0, 0.0]));
        for row in top.max(first)..bottom.min(last + 1) {
            let y = row * pixel + pixel / 2;
            let mut span = [left, right];
            for (from, to) in edges {
                narrow(&mut span, from, to, y);
            }
            let start = row as usize * self.width;
            for column in span[0]..span[1] {
                let place = &mut self.pixels[start + column as usize];
                let color = flat.unwrap_or_else(|| {
                    let middle = [column * pixel + pixel / 2, y];
                    let part = |(from, to)| side_of(from, to, middle) as f32 / area as f32;
                    shade(&corners, texture, edges.map(part))
                });
                *place = over(color, *place);
            }
        }
    }

    fn into_image(self) -> Result<RgbaImage, String> {
        let bytes = self.pixels.iter().flat_map(Color32::to_array).collect();
        RgbaImage::from_raw(self.width as u32, self.height as u32, bytes)
            .ok_or_else(|| "the image is larger than its pixels".to_owned())
    }
}

/// Twice the area of a triangle: above 0 where `point` is on the inner side of the edge.
fn side_of(from: Corner, to: Corner, point: Corner) -> i64 {
    (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0])
}

/// Narrows the columns of a row to those whose middle is on the inner side of an edge. A middle on the edge itself belongs
/// to the triangle right of it or below it, never to both.
fn narrow(span: &mut [i64; 2], from: Corner, to: Corner, y: i64) {
    let pixel = PARTS as i64;
    let (across, down) = (to[0] - from[0], to[1] - from[1]);
    let is_left_or_top = down < 0 || (down == 0 && across > 0);
    // What is left of the area at column 0, and how much of it each further column takes.
    let rest = across * (y - from[1]) - down * (pixel / 2 - from[0]) - i64::from(!is_left_or_top);
    let step = down * pixel;
    match step.cmp(&0) {
        Ordering::Greater => span[1] = span[1].min(rest.div_euclid(step) + 1),
        Ordering::Less => span[0] = span[0].max(-rest.div_euclid(-step)),
        Ordering::Equal if rest < 0 => span[1] = span[0],
        Ordering::Equal => {}
    }
}

/// The colour at a point of a triangle: that of the corners by their weights, times the texture's.
fn shade(corners: &[Vertex; 3], texture: &ColorImage, weights: [f32; 3]) -> [f32; 4] {
    let mut color = [0.0; 4];
    let (mut u, mut v) = (0.0, 0.0);
    for (corner, weight) in corners.iter().zip(weights) {
        u += corner.uv.x * weight;
        v += corner.uv.y * weight;
        for (sum, value) in color.iter_mut().zip(corner.color.to_array()) {
            *sum += f32::from(value) * weight;
        }
    }
    for (value, texel) in color.iter_mut().zip(sample(texture, u, v)) {
        *value *= texel / 255.0;
    }
    color
}

/// The texture between its four nearest pixels, 0 to 255.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let (width, height) = (texture.width(), texture.height());
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_part, lower_part) = (x - left, y - top);
    let at = |x: f32, y: f32| {
        let x = x.clamp(0.0, width as f32 - 1.0) as usize;
        let y = y.clamp(0.0, height as f32 - 1.0) as usize;
        texture.pixels[y * width + x].to_array().map(f32::from)
    };
    let corners = [
        (at(left, top), (1.0 - right_part) * (1.0 - lower_part)),
        (at(left + 1.0, top), right_part * (1.0 - lower_part)),
        (at(left, top + 1.0), (1.0 - right_part) * lower_part),
        (at(left + 1.0, top + 1.0), right_part * lower_part),
    ];
    let mut mixed = [0.0; 4];
    for (color, part) in corners {
        for (sum, value) in mixed.iter_mut().zip(color) {
            *sum += value * part;
        }
    }
    mixed
}

/// A colour, 0 to 255 with alpha multiplied in, over what is there.
fn over(above: [f32; 4], below: Color32) -> Color32 {
    let remains = 1.0 - above[3] / 255.0;
    let below = below.to_array();
    let mut mixed = [0; 4];
    for (place, value) in mixed.iter_mut().enumerate() {
        let sum = above[place] + f32::from(below[place]) * remains;
        *value = sum.round().clamp(0.0, 255.0) as u8;
    }
    let [red, green, blue, alpha] = mixed;
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

#[test]
fn neighbouring_triangles_share_no_pixel_and_leave_none_out() {
    let texture = ColorImage::filled([1, 1], Color32::WHITE);
    let half = Color32::from_black_alpha(128);
    let corner = |x: f32, y: f32| Vertex {
        pos: egui::pos2(x, y),
        uv: egui::Pos2::ZERO,
        color: half,
    };
    // A fan around a middle that is on no pixel, over an area whose edges run through the middles of pixels.
    let rim = [(1.5, 1.5), (8.5, 1.5), (8.5, 6.5), (1.5, 6.5)].map(|(x, y)| corner(x, y));
    let mut mesh = Mesh::with_texture(TextureId::default());
    mesh.vertices.extend(rim);
    mesh.vertices.push(corner(4.3, 3.7));
    for place in 0..4 {
        mesh.add_triangle(place, (place + 1) % 4, 4);
    }
    let mut canvas = Canvas::new(10, 8);
    let everywhere = Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(10.0, 8.0));
    canvas.mesh(&mesh, &texture, everywhere, 1.0);
    let painted = canvas.pixels.iter().filter(|pixel| pixel.a() > 0).count();
    let twice = canvas.pixels.iter().filter(|pixel| pixel.a() > 128).count();
    assert_eq!((painted, twice), (7 * 5, 0));
}
