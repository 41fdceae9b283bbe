#pragma once
// The screen's style put in the order, and left without the parts, that the window's list of layers says.
#include <memory>
#include <string>
#include <vector>

#include "app/file_layer.hpp"
#include "app/scene.hpp"
#include "map/style.hpp"

namespace balise::app {

// A style to compose with and, for each of its layers, which group of the request it belongs to.
struct ArrangedStyle {
    map::Style style;
    struct Origin {
        std::size_t group = 0;  // into SceneRequest::layers
        std::string part;       // "regions", "lower"…; may be empty
        const FileLayer* file = nullptr;
    };
    std::vector<Origin> origins;
};

// `screen`: the style as it is in the file; its layers' metadata name their group and part.
ArrangedStyle arranged(const map::Style& screen, const SceneRequest& request);

}  // namespace balise::app
