#include "app/viewer_settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"

namespace balise::app {

namespace fs = std::filesystem;

fs::path viewer_settings_file() {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    if (config != nullptr && fs::path(config).is_absolute()) return fs::path(config) / "balise" / "viewer.json";
    const char* home = std::getenv("HOME");
    return home == nullptr || *home == '\0' ? fs::path() : fs::path(home) / ".config" / "balise" / "viewer.json";
}

ViewerSettings read_viewer_settings(const fs::path& file) {
    ViewerSettings settings;
    std::error_code ignored;
    if (file.empty() || !fs::exists(file, ignored)) return settings;
    try {
        const auto json = nlohmann::json::parse(base::read_file(file));
        if (const auto language = json.value("language", std::string()); language == "fr" || language == "en")
            settings.language = language;
        settings.dark = json.value("dark", false);
        settings.text_scale = std::clamp(json.value("text_scale", 1.0F), 0.8F, 2.0F);
        for (const auto& path : json.value("recent", std::vector<std::string>()))
            if (settings.recent.size() < 12) settings.recent.emplace_back(path);
    } catch (const nlohmann::json::exception&) {
        return settings;
    } catch (const base::Error&) {
        return settings;
    }
    return settings;
}

void write_viewer_settings(const fs::path& file, const ViewerSettings& settings) {
    if (file.empty()) return;
    nlohmann::ordered_json json;
    if (!settings.language.empty()) json["language"] = settings.language;
    json["dark"] = settings.dark;
    json["text_scale"] = settings.text_scale;
    json["recent"] = nlohmann::ordered_json::array();
    for (const auto& path : settings.recent) json["recent"].push_back(path.string());
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    if (failure)
        throw base::Error(base::ErrorKind::io,
                          base::mark("the folder {0} cannot be made", file.parent_path().string()));
    base::write_file(file, json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failure);
}

}  // namespace balise::app
