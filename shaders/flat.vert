#version 330 core
// Areas and lines: corners in millimetres of the sheet.
layout(location = 0) in vec2 spot;
layout(location = 1) in vec4 colour;
uniform vec4 placing;  // device = spot * placing.xy + placing.zw
flat out vec4 paint;

void main() {
    paint = vec4(colour.rgb * colour.a, colour.a);
    gl_Position = vec4(spot * placing.xy + placing.zw, 0.0, 1.0);
}
