#version 330 core
// Letters: corners in pixels, and where their picture lies in the atlas.
layout(location = 0) in vec2 corner;
layout(location = 1) in vec4 colour;
layout(location = 2) in vec2 texel;
uniform vec4 placing;
flat out vec4 paint;
out vec2 place;
uniform sampler2D atlas;

void main() {
    paint = vec4(colour.rgb * colour.a, colour.a);
    place = texel / vec2(textureSize(atlas, 0));
    gl_Position = vec4(corner * placing.xy + placing.zw, 0.0, 1.0);
}
