#pragma once
// The command line of balise-viewer.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "model/disclosure.hpp"

namespace balise::gui {

struct Options {
    std::filesystem::path file;
    bool wants_help = false, wants_version = false;
    std::optional<base::Language> language;
    bool dark = false;
    std::optional<float> text_scale;
    model::Audience audience = model::Audience::internal;
    int width = 0, height = 0;         // logical pixels; 0: as the screen allows
    std::filesystem::path replay;      // steps to carry out
    std::filesystem::path screenshot;  // written when all is drawn (and the steps are done); then the program ends
    bool for_test() const { return !replay.empty() || !screenshot.empty(); }
};

// Throws usage with what is wrong.
Options read_options(const std::vector<std::string>& words);
std::string help_of_viewer(const base::Catalogue& say);

}  // namespace balise::gui
