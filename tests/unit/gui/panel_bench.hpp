#pragma once
// Panels without a window: ImGui with no back end, frames drawn one after another, controls found by their names.
#include <gtest/gtest.h>
#include <imgui.h>

#include <functional>

#include "gui/panels.hpp"
#include "gui/seen.hpp"
#include "gui/theme.hpp"

namespace balise::gui::test {

class PanelBench : public testing::Test {
protected:
    PanelBench() : context_(ImGui::CreateContext()) {
        ImGui::SetCurrentContext(context_);
        auto& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {1600, 1000};
        io.DeltaTime = 1.0F / 60;
        // Without keys of a back end, the names are the codes.
        for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
        unsigned char* pixels = nullptr;
        int wide = 0, high = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &wide, &high);
        for (auto& font : look_.fonts) font = io.Fonts->Fonts[0];
        set_look(&look_);
        apply_style(look_);
        record_into(&seen_);
        shown_.say = &base::Catalogue::of(base::Language::english);
        shown_.preferences.language = base::Language::english;
        shown_.today = "2026-11-24";
    }
    ~PanelBench() override {
        record_into(nullptr);
        set_look(nullptr);
        ImGui::DestroyContext(context_);
    }

    void frame() {
        seen_.begin_frame();
        ImGui::NewFrame();
        draw();
        ImGui::Render();
        for (auto& request : requests_.take()) asked_.push_back(std::move(request));
    }
    void frames(int count) {
        for (int i = 0; i < count; ++i) frame();
    }
    // Presses the control; false when there is none.
    bool click(std::string_view words) {
        const auto* control = seen_.control(words);
        if (control == nullptr) {
            ADD_FAILURE() << "no control \"" << words << "\"";
            return false;
        }
        auto& io = ImGui::GetIO();
        io.MousePos = {(control->min.x + control->max.x) / 2, (control->min.y + control->max.y) / 2};
        frame();
        io.MouseDown[0] = true;
        frame();
        io.MouseDown[0] = false;
        frames(2);
        return true;
    }
    // Replaces what stands in the field.
    void type(std::string_view field_name, const std::string& words) {
        if (!click(field_name)) return;
        auto& io = ImGui::GetIO();
        io.KeyCtrl = true;
        io.KeysDown[ImGuiKey_A] = true;
        frame();
        io.KeysDown[ImGuiKey_A] = false;
        io.KeyCtrl = false;
        frame();
        io.AddInputCharactersUTF8(words.c_str());
        frames(2);
    }
    bool is_enabled(std::string_view words) const {
        const auto* control = seen_.control(words);
        return control != nullptr && control->enabled;
    }
    template <class Kind>
    std::vector<Kind> asked() const {
        std::vector<Kind> found;
        for (const auto& request : asked_)
            if (const auto* one = std::get_if<Kind>(&request)) found.push_back(*one);
        return found;
    }

    virtual void draw() = 0;

    ImGuiContext* context_;
    Look look_;
    Seen seen_;
    Shown shown_;
    Requests requests_;
    std::vector<Request> asked_;
};

}  // namespace balise::gui::test
