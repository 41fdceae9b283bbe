#version 330 core
// A picture of the sheet in its frame.
uniform vec4 frame;  // left, top, right and bottom edge on the device; row 0 of the picture is the lower one
out vec2 place;

void main() {
    bool right = (gl_VertexID & 1) != 0, lower = (gl_VertexID & 2) != 0;
    place = vec2(right ? 1.0 : 0.0, lower ? 0.0 : 1.0);
    gl_Position = vec4(right ? frame.z : frame.x, lower ? frame.w : frame.y, 0.0, 1.0);
}
