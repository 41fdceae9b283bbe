#version 330 core
in vec2 place;
uniform sampler2D picture;
uniform vec4 window;
out vec4 pixel;

void main() {
#ifdef CUTS
    if (any(lessThan(gl_FragCoord.xy, window.xy)) || any(greaterThan(gl_FragCoord.xy, window.zw))) discard;
#endif
    pixel = texture(picture, place);
}
