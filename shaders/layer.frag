#version 330 core
// A picture of the sheet, pixel on pixel; its row 0 is the upper one.
uniform ivec2 moved;  // pixels from the target's upper left corner to the picture's
uniform int rows;     // of the target
uniform sampler2D picture;
out vec4 pixel;

void main() {
    ivec2 place = ivec2(floor(gl_FragCoord.xy));
    place = ivec2(place.x, rows - 1 - place.y) - moved;
    if (any(lessThan(place, ivec2(0))) || any(greaterThanEqual(place, textureSize(picture, 0)))) discard;
    pixel = texelFetch(picture, place, 0);
}
