#pragma once
// Symbols and icons of the lists and buttons as one texture, at the very size they are drawn at.
#include <memory>

#include "gui/map_picture.hpp"
#include "gui/theme.hpp"

namespace balise::gui {

class IconTexture {
public:
    // Paints all of them for the look's theme and scale and tells the look where each lies.
    void make(paint::gl::Painter& painter, Look& look);

private:
    std::unique_ptr<Picture> picture_;
};

}  // namespace balise::gui
