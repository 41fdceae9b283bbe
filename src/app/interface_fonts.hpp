#pragma once
// The fonts of the window, as the map's typesetter finds and measures them.
#include <string>
#include <vector>

namespace balise::app {

struct InterfaceFont {
    std::string file;             // as FreeType opens it
    unsigned face = 0;            // in the file
    double height = 0;            // ascent and descent together, in em
    std::vector<float> advances;  // of the letters that were asked for, in em; figures are all equally wide
};

// Inter, else DejaVu Sans. `weight` 400, 500, 600 or 700. Throws not_found when neither is installed.
InterfaceFont interface_font(int weight, const std::vector<char32_t>& letters);

}  // namespace balise::app
