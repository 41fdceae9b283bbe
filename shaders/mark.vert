#version 330 core
// Many marks: a point each, covered with a picture of the symbol made for its size. Set on whole pixels.
layout(location = 0) in vec2 corner;  // upper left of the picture, in whole pixels
layout(location = 1) in uint cell;
uniform vec2 moved;          // whole pixels
uniform vec2 target;         // columns and rows in pixels
uniform vec4 cells[256];     // left, top and side of the symbol's picture in pixels; its middle from the upper left
flat out vec2 origin;
flat out float side;

void main() {
    vec4 picture = cells[cell];
    side = picture.z;
    origin = picture.xy;
    vec2 middle = corner + moved + 0.5 * side;
    // Not quite: a sixteenth beyond it, no sample of a pixel lies on the point's edge, where drivers round differently.
    vec2 pixels = vec2(middle.x, target.y - middle.y) + 0.0625;
    gl_Position = vec4(pixels / target * 2.0 - 1.0, 0.0, 1.0);
    gl_PointSize = side;
}
