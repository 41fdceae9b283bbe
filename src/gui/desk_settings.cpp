// Language, theme, letters and the files that were open.
#include <algorithm>

#include "base/error.hpp"
#include "gui/desk_parts.hpp"

namespace balise::gui {

using base::mark;

void Desk::set_language(base::Language language) {
    shown_.preferences.language = language;
    shown_.say = &base::Catalogue::of(language);
    if (!shown_.snapshot) return;
    renew();
    read_history();
}

void Desk::change_settings(const Request& request) {
    if (const auto* wanted = std::get_if<ask::SetLanguage>(&request)) {
        settings_.language = base::language_code(wanted->language);
        set_language(wanted->language);
    } else if (const auto* theme = std::get_if<ask::SetTheme>(&request)) {
        shown_.preferences.theme = theme->theme;
        settings_.dark = theme->theme == Theme::dark;
        scene_wanted_ = true;
    } else if (const auto* size = std::get_if<ask::SetTextScale>(&request)) {
        shown_.preferences.text_scale = std::clamp(size->scale, 0.8F, 2.0F);
        settings_.text_scale = shown_.preferences.text_scale;
        wishes_.push_back({WindowWish::Kind::fonts, {}});
    }
    save_settings();
}

void Desk::remember_file(const std::filesystem::path& file) {
    auto& recent = shown_.preferences.recent;
    std::erase(recent, file);
    recent.insert(recent.begin(), file);
    if (recent.size() > 8) recent.resize(8);
    settings_.recent = recent;
    save_settings();
}

// A small file in the home folder; still not in the window's thread, as homes may lie on a network.
void Desk::save_settings() {
    if (settings_file_.empty()) return;
    Order order;
    order.title = mark("Saving the settings");
    order.work = [file = settings_file_, settings = settings_](base::Progress&) -> Results::Apply {
        app::write_viewer_settings(file, settings);
        return {};
    };
    order.failed = [this](const std::exception_ptr& failure) { tell_failure(failure, mark("saving the settings")); };
    pager_.add(std::move(order));
}

}  // namespace balise::gui
