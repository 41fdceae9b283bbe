#version 330 core
flat in vec2 origin;
flat in float side;
uniform sampler2D symbols;
uniform int level;
uniform vec4 window;
out vec4 pixel;

void main() {
#ifdef CUTS
    if (any(lessThan(gl_FragCoord.xy, window.xy)) || any(greaterThan(gl_FragCoord.xy, window.zw))) discard;
#endif
    ivec2 place = ivec2(min(gl_PointCoord * side, vec2(side - 0.5)) + origin);
    vec4 paint = texelFetch(symbols, place, level);
    if (paint.a == 0.0) discard;
    pixel = paint;
}
