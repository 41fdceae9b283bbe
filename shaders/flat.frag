#version 330 core
flat in vec4 paint;
uniform vec4 window;  // left, lower, right and upper edge in pixels: scissors of some drivers let samples through
out vec4 pixel;

void main() {
#ifdef CUTS
    if (any(lessThan(gl_FragCoord.xy, window.xy)) || any(greaterThan(gl_FragCoord.xy, window.zw))) discard;
#endif
    pixel = paint;
}
