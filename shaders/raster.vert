#version 330 core
// A picture: the corners of its frame in millimetres.
layout(location = 0) in vec2 spot;
layout(location = 1) in vec2 corner;
uniform vec4 placing;
out vec2 place;

void main() {
    place = corner;
    gl_Position = vec4(spot * placing.xy + placing.zw, 0.0, 1.0);
}
