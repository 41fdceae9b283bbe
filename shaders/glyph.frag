#version 330 core
flat in vec4 paint;
in vec2 place;
uniform sampler2D atlas;
out vec4 pixel;

void main() {
    pixel = paint * texture(atlas, place).r;
}
