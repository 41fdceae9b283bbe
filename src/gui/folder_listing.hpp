#pragma once
// Reading folders for the file browser, a slice at a time, so that no frame waits for a large one.
#include "gui/panels.hpp"

namespace balise::gui {

// Begins to list `folder`; a folder that cannot be read leaves the list empty and a fault in the language.
void begin_listing(const Shown& shown, FileBrowserState& state, const std::filesystem::path& folder,
                   const std::vector<std::string>& endings);

// Goes on for at most `milliseconds`; entries stay sorted, folders first. True while there is more.
bool continue_listing(FileBrowserState& state, double milliseconds);

// Home, its usual folders, and what is plugged in (/media, /run/media, /mnt).
std::vector<FileBrowserState::Place> usual_places(const Shown& shown);

std::filesystem::path home_folder();
// "~/x" and paths relative to `folder` made whole.
std::filesystem::path whole_path(const std::filesystem::path& folder, const std::string& typed);

}  // namespace balise::gui
