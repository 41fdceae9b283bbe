#version 330 core
// A picture of the sheet, pixel on pixel.
uniform ivec2 moved;  // pixels from the target's upper left corner to the picture's
uniform int rows;     // of the target
uniform sampler2D picture;
uniform vec4 window;
out vec4 pixel;

void main() {
#ifdef CUTS
    if (any(lessThan(gl_FragCoord.xy, window.xy)) || any(greaterThan(gl_FragCoord.xy, window.zw))) discard;
#endif
    ivec2 size = textureSize(picture, 0);
    ivec2 place = ivec2(floor(gl_FragCoord.xy));
    place = ivec2(place.x, rows - 1 - place.y) - moved;
    if (any(lessThan(place, ivec2(0))) || any(greaterThanEqual(place, size))) discard;
    pixel = texelFetch(picture, place, 0);
}
