#pragma once
// What the window remembers between two runs: language, theme, size of letters, files. Nothing about records.
#include <filesystem>
#include <string>
#include <vector>

namespace balise::app {

struct ViewerSettings {
    std::string language;  // "fr", "en", or empty: as the environment says
    bool dark = false;
    float text_scale = 1;                       // 0.8 to 2
    std::vector<std::filesystem::path> recent;  // newest first
};

// $XDG_CONFIG_HOME/balise/viewer.json, else in ~/.config; empty when there is no home.
std::filesystem::path viewer_settings_file();
// What is missing or wrong in the file is as by default; never throws.
ViewerSettings read_viewer_settings(const std::filesystem::path& file);
// Written aside and renamed, readable by its owner alone. Throws io.
void write_viewer_settings(const std::filesystem::path& file, const ViewerSettings& settings);

}  // namespace balise::app
