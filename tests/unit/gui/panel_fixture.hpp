#pragma once
// Panels without a window: frames of a made-up directory, a mouse and keys, what was seen and what was asked for.
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <functional>
#include <string>
#include <vector>

#include "app/listing_words.hpp"
#include "gui/panels.hpp"
#include "gui/seen.hpp"
#include "gui/theme.hpp"

namespace balise::gui::test {

inline base::Uuid uuid(std::uint8_t number) {
    base::Uuid id;
    id.bytes[15] = number;
    return id;
}

inline app::ListedProvider provider(std::uint8_t number, std::string name, std::uint16_t type, std::uint32_t area,
                                    model::Audience visible = model::Audience::everyone) {
    app::ListedProvider made;
    made.id = uuid(number);
    made.ref = "EX-000" + std::to_string(number);
    made.name = std::move(name);
    made.type = type;
    made.area = area;
    made.services = 0b11;
    made.verified = 20261012;
    made.visible = visible;
    made.position = geo::LonLat{-5, 7};
    return made;
}

// Two regions, three social centres and, for those who keep the directory, a shelter.
inline std::shared_ptr<app::Snapshot> made_up(model::Audience audience) {
    auto made = std::make_shared<app::Snapshot>();
    const bool internal = audience == model::Audience::internal;
    auto words = std::make_shared<app::Snapshot::Words>();
    words->area_ranks = {2, 0, 1};
    made->words = words;
    made->revision = 7;
    made->audience = audience;
    made->title = "EXEMPLE";
    made->settings = {{"producer", "Producteur EXEMPLE"}};
    made->types = {{"social_centre", "Centre social", 3},
                   {"shelter_state", "Centre d'accueil d'État", internal ? 1 : 0},
                   {"transit_centre", "Centre de transit", 0}};
    made->statuses = {{"active", "En activité", 4}, {"inactive", "Inactif", 0}};
    made->services = {{"housing", "Hébergement", 4}, {"case_management", "Gestion des dossiers", 4}};
    made->risk_levels = {{"lower", "Plus faible", 1}, {"medium", "Moyen", 0}, {"higher", "Plus élevé", 1}};
    made->areas = {{"CI", "Côte d'Ivoire", "country", app::ListedProvider::no_area, 0, {-9, 4, -2, 11}, -1},
                   {"CI01", "Abidjan", "district", 0, 1, {-5, 5, -4, 6}, 6000000},
                   {"CI11", "Gbêkê", "region", 0, 1, {-6, 7, -4, 8}, 1350000}};
    made->places = {{"P1", "Bouaké", "city", 832371, 2, {-5.03, 7.69}}};
    made->providers = {provider(1, "Centre social EXEMPLE de Bouaké", 0, 2),
                       provider(2, "Centre social de Cocody", 0, 1), provider(3, "Centre social de Yopougon", 0, 1)};
    made->providers[1].verified = 20240101;
    if (internal) {
        made->providers.push_back(provider(4, "Foyer EXEMPLE de Bouaké", 1, 2, model::Audience::internal));
        made->providers.back().capacity = 24;
        made->providers.back().free = 0;
    }
    return made;
}

class PanelTest : public testing::Test {
protected:
    using Draw = std::function<void()>;

    PanelTest() {
        ImGui::CreateContext();
        auto& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {1600, 1000};
        io.DeltaTime = 1.0F / 60;
        for (const auto& [key, code] :
             {std::pair{ImGuiKey_UpArrow, GLFW_KEY_UP}, std::pair{ImGuiKey_DownArrow, GLFW_KEY_DOWN},
              std::pair{ImGuiKey_Enter, GLFW_KEY_ENTER}, std::pair{ImGuiKey_Escape, GLFW_KEY_ESCAPE},
              std::pair{ImGuiKey_Backspace, GLFW_KEY_BACKSPACE}, std::pair{ImGuiKey_Tab, GLFW_KEY_TAB}})
            io.KeyMap[key] = code;
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        io.Fonts->SetTexID(&io);
        for (auto*& font : look_.fonts) font = io.Fonts->Fonts[0];
        set_look(&look_);
        record_into(&seen_);
        shown_.say = &base::Catalogue::of(base::Language::english);
        shown_.preferences.language = base::Language::english;
        shown_.today = "2026-11-24";
        shown_.file = "/projects/example.balise";
        shown_.layers = app::default_layers();
        show_audience(model::Audience::internal);
    }
    ~PanelTest() override {
        record_into(nullptr);
        set_look(nullptr);
        ImGui::DestroyContext();
    }

    void show_audience(model::Audience audience) {
        shown_.audience = audience;
        shown_.snapshot = made_up(audience);
        app::Rows all;
        for (std::uint32_t i = 0; i < shown_.snapshot->providers.size(); ++i) all.push_back(i);
        shown_.passing = shown_.in_view = std::make_shared<const app::Rows>(all);
    }

    void frame(const Draw& draw) {
        ImGui::NewFrame();
        seen_.begin_frame();
        draw();
        ImGui::Render();
        for (auto& request : requests_.take()) asked_.push_back(std::move(request));
    }
    void frames(const Draw& draw, int count) {
        for (int i = 0; i < count; ++i) frame(draw);
    }
    void move_to(const Draw& draw, ImVec2 at) {
        ImGui::GetIO().MousePos = at;
        frames(draw, 2);
    }
    void click_at(const Draw& draw, ImVec2 at) {
        move_to(draw, at);
        ImGui::GetIO().MouseDown[0] = true;
        frame(draw);
        ImGui::GetIO().MouseDown[0] = false;
        frames(draw, 2);
    }
    // Clicks the middle of the control of this name.
    void click(const Draw& draw, std::string_view name) {
        frames(draw, 2);
        const auto* control = seen_.control(name);
        ASSERT_NE(control, nullptr) << "no control " << name;
        click_at(draw, {(control->min.x + control->max.x) / 2, (control->min.y + control->max.y) / 2});
    }
    void press(const Draw& draw, int key, bool ctrl = false, bool shift = false) {
        auto& io = ImGui::GetIO();
        io.KeyCtrl = ctrl;
        io.KeyShift = shift;
        io.KeyMods = (ctrl ? ImGuiKeyModFlags_Ctrl : 0) | (shift ? ImGuiKeyModFlags_Shift : 0);
        io.KeysDown[key] = true;
        frame(draw);
        io.KeysDown[key] = false;
        io.KeyCtrl = io.KeyShift = false;
        io.KeyMods = ImGuiKeyModFlags_None;
        frame(draw);
    }
    void type(const Draw& draw, const char* words) {
        ImGui::GetIO().AddInputCharactersUTF8(words);
        frames(draw, 2);
    }
    // The newest request of a kind; null when there was none.
    template <class Wanted>
    const Wanted* asked() const {
        for (auto at = asked_.rbegin(); at != asked_.rend(); ++at)
            if (const auto* found = std::get_if<Wanted>(&*at)) return found;
        return nullptr;
    }
    bool shows(std::string_view words) const { return seen_.shows(words); }

    Look look_;
    Seen seen_;
    Shown shown_;
    Requests requests_;
    std::vector<Request> asked_;
};

}  // namespace balise::gui::test
