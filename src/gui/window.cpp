#include "gui/window.hpp"

#include <epoxy/gl.h>
// After epoxy, which brings OpenGL itself.
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <memory>
#include <utility>
#include <variant>

#include "base/error.hpp"
#include "base/words.hpp"
#include "gui/desk.hpp"
#include "gui/fonts.hpp"
#include "gui/frame.hpp"
#include "gui/icon_texture.hpp"
#include "gui/map_picture.hpp"
#include "gui/replay.hpp"
#include "gui/screenshot.hpp"
#include "gui/window_system.hpp"

namespace balise::gui {

using base::mark;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int frames_after_event = 3;  // ImGui answers an event within so many
constexpr double still_seconds = 3600;

// What this thread has used of the processor.
double processor_seconds() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

class Window {
public:
    explicit Window(const Options& options)
        : options_(options),
          system_(options),
          desk_(options.for_test() ? std::filesystem::path() : app::viewer_settings_file(),
                [] { glfwPostEmptyEvent(); }) {
        ImGui_ImplGlfw_InitForOpenGL(system_.window(), true);
        ImGui_ImplOpenGL3_Init("#version 330 core");
        painter_ = std::make_unique<paint::gl::Painter>();
        std::vector<Request> first;
        if (options.language) desk_.set_language(*options.language);
        if (options.dark) first.push_back(ask::SetTheme{Theme::dark});
        if (options.text_scale) first.push_back(ask::SetTextScale{*options.text_scale});
        first.push_back(ask::SetAudience{options.audience});
        if (!options.file.empty()) first.push_back(ask::OpenProject{options.file});
        desk_.carry_out(std::move(first));
        desk_.take_wishes();
        if (options.for_test()) replay_ = std::make_unique<Replay>(options);
    }
    ~Window() {
        painter_.reset();
        map_picture_.reset();
        page_picture_.reset();
        icons_.reset();
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
    }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    int run() {
        while (!leaving_) {
            wait();
            if (system_.take_close()) desk_.carry_out(one(ask::Quit{}));
            if (system_.take_came_back()) desk_.look_again();
            frame();
            if (replay_ && replay_->ended()) return replay_->exit_code();
        }
        return 0;
    }

private:
    double now() const { return std::chrono::duration<double>(Clock::now() - begun_).count(); }

    void wait() {
        double rest = std::clamp(desk_.wake_at() - now(), 0.0, still_seconds);
        // The cursor of a field blinks.
        if (ImGui::GetIO().WantTextInput) rest = std::min(rest, 0.3);
        if (tooltip_waits_) rest = std::min(rest, 0.1);
        if (replay_ || frames_due_ > 0) rest = 0;
        if (replay_ && !replay_->hurries() && frames_due_ <= 0) rest = 0.01;
        system_.wait(rest);
        if (system_.take_events()) frames_due_ = frames_after_event;
    }

    void refresh_look() {
        const auto& preferences = desk_.shown().preferences;
        const float scale = system_.density() * preferences.text_scale;
        const bool other_scale = scale != look_.scale || look_.fonts[0] == nullptr;
        const bool other_theme = preferences.theme != look_.theme;
        if (!other_scale && !other_theme && look_.icons != nullptr) return;
        look_.scale = scale;
        look_.theme = preferences.theme;
        if (other_scale) {
            ImGui_ImplOpenGL3_DestroyFontsTexture();
            load_fonts(look_);
            ImGui_ImplOpenGL3_CreateFontsTexture();
        }
        apply_style(look_);
        if (!icons_) icons_ = std::make_unique<IconTexture>();
        icons_->make(*painter_, look_);
        set_look(&look_);
        frames_due_ = frames_after_event;
    }

    // Millimetres of the map's picture: 96 pixels to the inch at scale 1.
    double pixels_per_millimetre() const { return 96 / 25.4 * static_cast<double>(look_.scale); }

    void place_map(const Layout& layout) {
        MapPlace place;
        place.pixels_per_millimetre = pixels_per_millimetre();
        const auto mm = [&](float pixels) { return static_cast<double>(pixels) / place.pixels_per_millimetre; };
        place.width = mm(layout.map.width());
        place.height = mm(layout.map.height());
        // The tools at the right edge; the scale bar below at the left.
        const auto logical = [&](float size) { return static_cast<float>(mm(look_.px(size))); };
        const auto wide = static_cast<float>(place.width), high = static_cast<float>(place.height);
        place.covered = {{wide - logical(measure::tool + 2 * measure::tool_margin), 0, wide, logical(260)},
                         {0, high - logical(60), logical(230), high}};
        const auto across = [&](float x) { return static_cast<float>(mm(x - layout.map.min.x)); };
        const auto down = [&](float y) { return static_cast<float>(mm(y - layout.map.min.y)); };
        for (const auto& notice : map_notice_places(desk_.shown(), layout.map))
            place.covered.push_back(
                {across(notice.min.x), down(notice.min.y), across(notice.max.x), down(notice.max.y)});
        // No label across the picture's edge: it would be cut.
        constexpr float edge = 0.1F;  // millimetres
        for (const map::Frame& line : {map::Frame{0, 0, wide, edge}, map::Frame{0, high - edge, wide, high},
                                       map::Frame{0, 0, edge, high}, map::Frame{wide - edge, 0, wide, high}})
            place.covered.push_back(line);
        desk_.set_map_place(place);
    }

    void paint_pictures(const Layout& layout) {
        const Shown& shown = desk_.shown();
        // The picture of a project that was closed is not what the next one waits behind.
        if (!shown.snapshot) map_picture_.reset();
        if (shown.snapshot && shown.task != Task::sheets) {
            if (!map_picture_) map_picture_ = std::make_unique<MapPicture>(samples_);
            const bool more =
                map_picture_->paint(*painter_, shown.scene, desk_.picture(), shown, pixels_per_millimetre(),
                                    static_cast<int>(layout.map.width()), static_cast<int>(layout.map.height()));
            if (more) frames_due_ = std::max(frames_due_, 1);
        }
        const auto& page = places_.page;
        if (!page || page->page < 0 || static_cast<std::size_t>(page->page) >= desk_.pages().size() ||
            !shown.sheet_preview.pages)
            return;
        const auto number = static_cast<std::size_t>(page->page);
        const auto& list = (*shown.sheet_preview.pages)[number];
        if (list.width <= 0 || page->clip.width() < 1 || page->clip.height() < 1) return;
        if (!page_picture_) page_picture_ = std::make_unique<Picture>(samples_);
        paint::gl::Placing placing;
        placing.pixels_per_millimetre = static_cast<double>(page->box.width()) / static_cast<double>(list.width);
        placing.offset_x =
            static_cast<double>(std::round(page->box.min.x - page->clip.min.x)) / placing.pixels_per_millimetre;
        placing.offset_y =
            static_cast<double>(std::round(page->box.min.y - page->clip.min.y)) / placing.pixels_per_millimetre;
        page_picture_->paint(*painter_, desk_.pages()[number], placing, static_cast<int>(page->clip.width()),
                             static_cast<int>(page->clip.height()), look_.colours().window);
    }

    void frame() {
        const double started = now(), started_processor = processor_seconds();
        const bool changed = desk_.take_over(started);
        if (changed) frames_due_ = std::max(frames_due_, frames_after_event);
        if (replay_) replay_->before_frame(desk_, system_, frames_due_ > 0);
        if (frames_due_ <= 0 && !tooltip_waits_ && !ImGui::GetIO().WantTextInput &&
            !(replay_ && replay_->wants_frame()))
            return;
        const double taken_over = now() - started, taken_over_processor = processor_seconds() - started_processor;
        --frames_due_;
        refresh_look();
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        if (replay_) replay_->inject(ImGui::GetIO());
        const double begun = now(), begun_processor = processor_seconds();
        ImGui::NewFrame();
        follow_tab_key();
        if (replay_) replay_->begin_frame();
        const Layout layout = lay_out(ImGui::GetIO().DisplaySize, look_.scale, layout_choices(desk_.shown(), panels_));
        place_map(layout);
        for (const auto& file : system_.take_dropped()) take_dropped(file);
        Requests requests;
        places_ = draw_panels(desk_.shown(), desk_.plane(), panels_, layout,
                              map_picture_ ? map_picture_->texture() : nullptr, requests);
        if (places_.page && page_picture_ && !desk_.pages().empty())
            ImGui::GetBackgroundDrawList()->AddImage(page_picture_->texture(), places_.page->clip.min,
                                                     places_.page->clip.max, {0, 1}, {1, 0});
        tooltip_waits_ =
            ImGui::GetCurrentContext()->HoveredIdTimer > 0 && ImGui::GetCurrentContext()->HoveredIdTimer < 0.6F;
        ImGui::EndFrame();
        auto wanted = requests.take();
        const bool wants_more = !wanted.empty();
        // A search is answered while this frame is painted, so that the next one shows what was found.
        if (std::all_of(wanted.begin(), wanted.end(),
                        [](const Request& one) { return std::holds_alternative<ask::Search>(one); }))
            desk_.carry_out(std::exchange(wanted, {}));
        const double drawn = now(), drawn_processor = processor_seconds();
        ImGui::Render();
        paint_pictures(layout);
        present();
        const double painted = now(), painted_processor = processor_seconds();
        desk_.carry_out(std::move(wanted));
        if (wants_more) frames_due_ = frames_after_event;
        grant_wishes();
        if (replay_)
            replay_->after_frame(
                {taken_over + (drawn - begun) + (now() - painted),
                 taken_over_processor + drawn_processor - begun_processor + processor_seconds() - painted_processor,
                 now() - started});
    }

    void present() {
        int columns = 0, rows = 0;
        glfwGetFramebufferSize(system_.window(), &columns, &rows);
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        glViewport(0, 0, columns, rows);
        const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(look_.colours().window);
        glClearColor(ground.x, ground.y, ground.z, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
        if (replay_ && !replay_->screenshot_due().empty())
            replay_->took_screenshot(write_screenshot(replay_->screenshot_due(), columns, rows));
        glfwSwapBuffers(system_.window());
        const auto title =
            desk_.shown().file.empty() ? std::string("Balise") : "Balise – " + desk_.shown().file.filename().string();
        system_.set_title(title);
    }

    static std::vector<Request> one(Request request) {
        std::vector<Request> requests;
        requests.push_back(std::move(request));
        return requests;
    }

    // These hold no rows that could be imported.
    static bool is_picture(const std::filesystem::path& file) {
        const auto ending = base::fold(file.extension().string());
        return ending == ".tif" || ending == ".tiff" || ending == ".mbtiles";
    }

    void take_dropped(const std::filesystem::path& file) {
        std::vector<Request> wanted;
        if (file.extension() == ".balise") {
            wanted.push_back(ask::OpenProject{file});
        } else if (desk_.shown().snapshot && (is_picture(file) || desk_.shown().dialog == Dialog::add_layer)) {
            wanted.push_back(ask::AddFileLayer{file});
        } else if (desk_.shown().snapshot) {
            app::Arguments arguments;
            arguments.add("source", file.string());
            panels_.import.file = file;
            wanted.push_back(ask::ShowDialog{Dialog::import});
            wanted.push_back(ask::Import{arguments, true});
        }
        desk_.carry_out(std::move(wanted));
        frames_due_ = frames_after_event;
    }

    void grant_wishes() {
        for (const auto& wish : desk_.take_wishes()) switch (wish.kind) {
                case WindowWish::Kind::copy_text: glfwSetClipboardString(system_.window(), wish.words.c_str()); break;
                case WindowWish::Kind::open_folder:
                    if (!options_.for_test()) open_in_desktop(wish.words);
                    break;
                case WindowWish::Kind::quit: leaving_ = true; break;
                case WindowWish::Kind::fonts: frames_due_ = frames_after_event; break;
            }
    }

    const Options& options_;
    Clock::time_point begun_ = Clock::now();
    WindowSystem system_;
    Desk desk_;
    Look look_;
    PanelStates panels_;
    FramePlaces places_;
    std::unique_ptr<paint::gl::Painter> painter_;
    std::unique_ptr<MapPicture> map_picture_;
    std::unique_ptr<Picture> page_picture_;
    std::unique_ptr<IconTexture> icons_;
    std::unique_ptr<Replay> replay_;
    int frames_due_ = frames_after_event;
    int samples_ = 4;
    bool tooltip_waits_ = false;
    bool leaving_ = false;
};

}  // namespace

int run_window(const Options& options) {
    Window window(options);
    return window.run();
}

}  // namespace balise::gui
