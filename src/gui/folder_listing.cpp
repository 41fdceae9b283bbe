#include "gui/folder_listing.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <system_error>

#include "base/words.hpp"

namespace balise::gui {

namespace fs = std::filesystem;
using base::mark;
using Entry = FileBrowserState::Entry;

namespace {

bool comes_before(const Entry& a, const Entry& b) {
    return a.is_folder != b.is_folder ? a.is_folder : a.key < b.key;
}

bool has_ending(const std::string& name, const std::vector<std::string>& endings) {
    if (endings.empty()) return true;
    const auto lower = base::lower_case(name);
    return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
        return lower.size() > ending.size() && lower.ends_with(base::lower_case(ending));
    });
}

void add_folders_of(const fs::path& parent, std::vector<FileBrowserState::Place>& places) {
    std::error_code fault;
    int count = 0;
    for (fs::directory_iterator at(parent, fs::directory_options::skip_permission_denied, fault), end;
         !fault && at != end && count < 12; at.increment(fault)) {
        std::error_code ignored;
        if (!at->is_directory(ignored) || at->path().filename().string().starts_with(".")) continue;
        places.push_back({at->path().filename().string(), "icon/save", at->path()});
        ++count;
    }
}

}  // namespace

fs::path home_folder() {
    const char* home = std::getenv("HOME");
    std::error_code ignored;
    if (home != nullptr && fs::is_directory(home, ignored)) return home;
    return "/";
}

fs::path whole_path(const fs::path& folder, const std::string& typed) {
    if (typed == "~") return home_folder();
    if (typed.starts_with("~/")) return home_folder() / typed.substr(2);
    const fs::path path = typed;
    return (path.is_absolute() ? path : folder / path).lexically_normal();
}

void begin_listing(const Shown& shown, FileBrowserState& state, const fs::path& folder,
                   const std::vector<std::string>& endings) {
    std::error_code fault;
    auto whole = fs::absolute(folder, fault).lexically_normal();
    if (!whole.has_filename() && whole.has_parent_path() && whole != whole.root_path()) whole = whole.parent_path();
    state.folder = whole;
    state.typed_folder = whole.string();
    state.entries.clear();
    state.fault.clear();
    state.chosen = -1;
    state.listed_for = endings;
    state.listing = std::make_shared<fs::directory_iterator>(whole, fault);
    if (!fault) return;
    state.listing.reset();
    state.fault = fault == std::errc::permission_denied
                      ? tr(shown, mark("You may not look into this folder; choose another"))
                      : tr(shown, mark("This folder cannot be read: {0}", fault.message()));
}

bool continue_listing(FileBrowserState& state, double milliseconds) {
    if (!state.listing) return false;
    const auto begin = std::chrono::steady_clock::now();
    const auto before = static_cast<std::ptrdiff_t>(state.entries.size());
    std::error_code fault;
    auto& at = *state.listing;
    while (at != fs::directory_iterator()) {
        std::error_code ignored;
        auto name = at->path().filename().string();
        const bool is_folder = at->is_directory(ignored);
        if (!name.starts_with(".") && (is_folder || has_ending(name, state.listed_for))) {
            const auto bytes = is_folder ? 0 : static_cast<std::int64_t>(at->file_size(ignored));
            auto key = base::fold(name);
            state.entries.push_back({std::move(name), is_folder, std::max<std::int64_t>(0, bytes), std::move(key)});
        }
        at.increment(fault);
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
        if (fault || spent.count() > milliseconds) break;
    }
    const bool is_done = fault || at == fs::directory_iterator();
    if (is_done) state.listing.reset();
    // What came before is in order: only the new part is sorted, then both are merged.
    std::sort(state.entries.begin() + before, state.entries.end(), comes_before);
    std::inplace_merge(state.entries.begin(), state.entries.begin() + before, state.entries.end(), comes_before);
    return !is_done;
}

std::vector<FileBrowserState::Place> usual_places(const Shown& shown) {
    std::vector<FileBrowserState::Place> places;
    const auto home = home_folder();
    places.push_back({tr(shown, mark("Home folder")), "icon/home", home});
    std::error_code ignored;
    for (const char* name : {"Documents", "Bureau", "Desktop", "Téléchargements", "Downloads"})
        if (fs::is_directory(home / name, ignored)) places.push_back({name, "icon/folder", home / name});
    places.push_back({tr(shown, mark("Computer")), "icon/layers", "/"});
    const char* user = std::getenv("USER");
    if (user != nullptr && fs::is_directory(fs::path("/media") / user, ignored))
        add_folders_of(fs::path("/media") / user, places);
    else
        add_folders_of("/media", places);
    if (user != nullptr) add_folders_of(fs::path("/run/media") / user, places);
    add_folders_of("/mnt", places);
    return places;
}

}  // namespace balise::gui
