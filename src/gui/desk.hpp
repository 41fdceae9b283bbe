#pragma once
// What stands behind the window: carries out requests, keeps what is `Shown`. Whatever touches a file, the project or a
// whole list runs in a worker; its results are taken over between frames.
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/scene.hpp"
#include "app/session.hpp"
#include "app/sheet_preview.hpp"
#include "app/viewer_settings.hpp"
#include "gui/requests.hpp"
#include "gui/shown.hpp"
#include "gui/worker.hpp"
#include "paint/gl/screen.hpp"

namespace balise::gui {

// Where the map is drawn.
struct MapPlace {
    double width = 0, height = 0;  // millimetres
    double pixels_per_millimetre = 96 / 25.4;
    std::vector<map::Frame> covered;  // millimetres of the picture
    bool operator==(const MapPlace&) const = default;
};

// What the desk leaves to the window.
struct WindowWish {
    enum class Kind { copy_text, open_folder, quit, fonts } kind = Kind::quit;
    std::string words;
};

class Desk {
public:
    // `wake` is called from any thread when something has to be taken over. `settings_file` empty: nothing is kept.
    Desk(std::filesystem::path settings_file, std::function<void()> wake);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    const Shown& shown() const { return shown_; }
    const app::MapPlane& plane() const { return plane_; }
    // For the picture of the map and of the sheet's pages; null while there is none.
    std::shared_ptr<paint::gl::UploadedList> picture() const { return picture_; }
    const std::vector<std::shared_ptr<paint::gl::UploadedList>>& pages() const { return pages_; }

    void set_map_place(const MapPlace& place);
    void set_language(base::Language language);
    // What was asked for, in order.
    void carry_out(std::vector<Request> requests);
    // Between frames, `now` in seconds since the program started. True when something shown has changed.
    bool take_over(double now);
    std::vector<WindowWish> take_wishes() { return std::exchange(wishes_, {}); }
    // When take_over is to be called though nothing happens; infinite when it need not be.
    double wake_at() const;
    // Somebody else may have changed the file meanwhile: looks, and shows what is in it now.
    void look_again();
    // Nothing is under way and nothing is going to be.
    bool idle() const;
    // A failure in words, with what to do, among the messages.
    void tell(Message message);
    void tell_failure(const std::exception_ptr& failure, base::Text while_doing = {});

private:
    // What belongs together and is therefore changed together: a revision as one audience sees it.
    struct View;
    struct Reading;  // session of the reader, used in its thread alone
    struct Writing;
    struct Composing;
    struct Paging;

    void carry_out_one(const Request& request);
    // While a change is being written, no other project takes its place: tells so and says no.
    bool may_leave_project();
    void quit();
    // desk_project.cpp
    void open(const std::filesystem::path& file, bool for_reading);
    void opened(const std::filesystem::path& file, bool read_only, const std::optional<base::Text>& why_read_only);
    void could_not_open(const std::filesystem::path& file, const std::exception_ptr& failure);
    void close();
    void create(const ask::NewProject& wanted);
    void save_copy(const ask::SaveCopy& wanted);
    void perform(base::Text title, std::function<app::Outcome(app::Session&, base::Progress&)> work,
                 const std::filesystem::path& written = {});
    void performed(const app::Outcome& outcome, const base::Text& title, const std::filesystem::path& written);
    void perform_action(const ask::Perform& wanted);
    void import(const ask::Import& wanted);
    void add_file_layer(const std::filesystem::path& file);
    void preview_sheet(const app::Arguments& arguments);
    void print_sheet(const app::Arguments& arguments);
    // desk_view.cpp
    void renew();
    void read_history();
    void read_card();
    void select(const ask::Select& wanted);
    void compose_for(std::shared_ptr<View> view);
    void show_view(const std::shared_ptr<View>& view);
    void refresh_lists();
    void refresh_view_list();
    void search(const std::string& words);
    // desk_map.cpp
    void move_camera(const app::Camera& camera, bool remember);
    void fly_to(const geo::Box& degrees);
    app::Camera whole_country(const app::Snapshot& snapshot) const;
    app::Camera camera_over(const geo::Box& metres, double part) const;
    std::optional<geo::Box> visible_degrees(const app::Camera& camera) const;
    app::SceneRequest wanted_scene() const;
    void compose_when_due();
    bool leaves_margin() const;
    void go(std::vector<app::Camera>& from, std::vector<app::Camera>& to);
    // desk_settings.cpp
    void change_settings(const Request& request);
    void remember_file(const std::filesystem::path& file);
    void save_settings();
    void refresh_jobs();

    std::filesystem::path settings_file_;
    app::ViewerSettings settings_;
    Shown shown_;
    app::MapPlane plane_;
    MapPlace place_;
    std::shared_ptr<paint::gl::UploadedList> picture_;
    std::vector<std::shared_ptr<paint::gl::UploadedList>> pages_;
    std::vector<WindowWish> wishes_;
    double now_ = 0;
    int last_message_ = 0;
    bool changed_ = false;
    bool quitting_ = false;  // as soon as the writer has done its work

    // What was asked for, against what is shown.
    model::Audience audience_ = model::Audience::internal;
    bool has_camera_ = false;
    std::vector<app::Camera> back_, forward_;
    double camera_moved_ = -1;  // when; -1: it rests
    bool scene_wanted_ = false;
    std::optional<app::Camera> composing_for_;
    std::shared_ptr<View> pending_view_;  // whose scene is being composed
    bool view_list_wanted_ = false;
    bool history_wanted_ = false;

    std::shared_ptr<Reading> reading_;
    std::shared_ptr<Writing> writing_;
    std::shared_ptr<Composing> composing_;
    std::shared_ptr<Paging> paging_;
    Results results_;
    // Last, so that they end first.
    Worker writer_, reader_, lists_, composer_, pager_;
};

}  // namespace balise::gui
