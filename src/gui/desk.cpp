#include "gui/desk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/clock.hpp"
#include "gui/desk_parts.hpp"

namespace balise::gui {

using base::mark;

namespace {

template <class... F>
struct Each : F... {
    using F::operator()...;
};
template <class... F>
Each(F...) -> Each<F...>;

constexpr double shown_seconds = 6;  // a message that all went well
constexpr double rest_seconds = 0.06;

// What was undone as the history tells it, where it is known.
app::Outcome in_words(app::Outcome outcome, const std::string& known, base::Text words) {
    if (!known.empty() && !outcome.lines.empty()) outcome.lines.front() = std::move(words);
    return outcome;
}

}  // namespace

Desk::Desk(std::filesystem::path settings_file, std::function<void()> wake)
    : settings_file_(std::move(settings_file)),
      settings_(app::read_viewer_settings(settings_file_)),
      reading_(std::make_shared<Reading>()),
      writing_(std::make_shared<Writing>()),
      composing_(std::make_shared<Composing>()),
      paging_(std::make_shared<Paging>()),
      results_(std::move(wake)),
      writer_(results_),
      reader_(results_),
      lists_(results_),
      composer_(results_),
      pager_(results_) {
    const auto language = settings_.language == "fr"   ? base::Language::french
                          : settings_.language == "en" ? base::Language::english
                                                       : base::language_of_environment();
    shown_.preferences = {language, settings_.dark ? Theme::dark : Theme::light, settings_.text_scale,
                          settings_.recent};
    shown_.say = &base::Catalogue::of(language);
    shown_.today = base::today();
    shown_.layers = app::default_layers();
}

Desk::~Desk() = default;

void Desk::set_map_place(const MapPlace& place) {
    if (place == place_ || place.width <= 0 || place.height <= 0) return;
    place_ = place;
    shown_.camera.width = place.width;
    shown_.camera.height = place.height;
    scene_wanted_ = true;
    camera_moved_ = now_;
}

void Desk::carry_out(std::vector<Request> requests) {
    for (const auto& request : requests) {
        try {
            carry_out_one(request);
        } catch (const std::exception&) {
            tell_failure(std::current_exception());
        }
        changed_ = true;
    }
}

void Desk::carry_out_one(const Request& request) {
    const auto wish = [this](WindowWish::Kind kind, std::string words = {}) {
        wishes_.push_back({kind, std::move(words)});
    };
    std::visit(Each{
                   [&](const ask::Perform& wanted) { perform_action(wanted); },
                   [&](const ask::Undo&) {
                       perform(mark("Undo"), [words = shown_.undo_words](auto& session, auto& progress) {
                           return in_words(session.undo(false, progress), words, mark("undone: {0}", words));
                       });
                   },
                   [&](const ask::Redo&) {
                       perform(mark("Redo"), [words = shown_.redo_words](auto& session, auto& progress) {
                           return in_words(session.redo(false, progress), words, mark("done again: {0}", words));
                       });
                   },
                   [&](const ask::OpenProject& wanted) {
                       if (may_leave_project()) open(wanted.file, wanted.for_reading);
                   },
                   [&](const ask::NewProject& wanted) {
                       if (may_leave_project()) create(wanted);
                   },
                   [&](const ask::SaveCopy& wanted) { save_copy(wanted); },
                   [&](const ask::CloseProject&) {
                       if (may_leave_project()) close();
                   },
                   [&](const ask::Import& wanted) { import(wanted); },
                   [&](const ask::AddFileLayer& wanted) { add_file_layer(wanted.file); },
                   [&](const ask::CancelJob& wanted) {
                       for (Worker* worker : {&writer_, &reader_, &lists_, &composer_, &pager_})
                           worker->cancel(wanted.job);
                   },
                   [&](const ask::Select& wanted) { select(wanted); },
                   [&](const ask::Hover& wanted) { shown_.hovered = wanted.target; },
                   [&](const ask::FlyTo& wanted) { fly_to(wanted.degrees); },
                   [&](const ask::MoveCamera& wanted) { move_camera(wanted.camera, wanted.remember); },
                   [&](const ask::Back&) { go(back_, forward_); },
                   [&](const ask::Forward&) { go(forward_, back_); },
                   [&](const ask::WholeCountry&) {
                       if (shown_.snapshot) move_camera(whole_country(*shown_.snapshot), true);
                   },
                   [&](const ask::SetFilter& wanted) {
                       if (shown_.filter == wanted.filter) return;
                       shown_.filter = wanted.filter;
                       refresh_lists();
                   },
                   [&](const ask::SetLayers& wanted) {
                       if (shown_.layers == wanted.layers) return;
                       shown_.layers = wanted.layers;
                       std::erase_if(shown_.files, [&](const auto& file) {
                           return std::none_of(wanted.layers.begin(), wanted.layers.end(),
                                               [&](const auto& group) { return group.id == app::group_of(*file); });
                       });
                       scene_wanted_ = true;
                   },
                   [&](const ask::Search& wanted) { search(wanted.words); },
                   [&](const ask::SortBy& wanted) {
                       shown_.sort_column = wanted.column;
                       shown_.sort_descending = wanted.descending;
                       refresh_lists();
                   },
                   [&](const ask::FollowMap& wanted) {
                       shown_.follows_map = wanted.on;
                       view_list_wanted_ = true;
                   },
                   [&](const ask::SetAudience& wanted) {
                       if (audience_ == wanted.audience) return;
                       audience_ = wanted.audience;
                       if (shown_.snapshot)
                           renew();
                       else
                           shown_.audience = audience_;
                   },
                   [&](const ask::SetLanguage&) { change_settings(request); },
                   [&](const ask::SetTheme&) { change_settings(request); },
                   [&](const ask::SetTextScale&) { change_settings(request); },
                   [&](const ask::MoveSelected&) { ++shown_.move_asked; },
                   [&](const ask::ShowTask& wanted) { shown_.task = wanted.task; },
                   [&](const ask::ShowDialog& wanted) {
                       shown_.dialog = wanted.dialog;
                       shown_.dialog_at = wanted.at;
                   },
                   [&](const ask::CopyText& wanted) {
                       wish(WindowWish::Kind::copy_text, wanted.text);
                       Message message;
                       message.text = mark("copied: {0}", wanted.text);
                       tell(std::move(message));
                   },
                   [&](const ask::OpenFolder& wanted) { wish(WindowWish::Kind::open_folder, wanted.folder.string()); },
                   [&](const ask::DismissMessage& wanted) {
                       std::erase_if(shown_.messages, [&](const auto& told) { return told.number == wanted.message; });
                   },
                   [&](const ask::PreviewSheet& wanted) { preview_sheet(wanted.arguments); },
                   [&](const ask::PrintSheet& wanted) { print_sheet(wanted.arguments); },
                   [&](const ask::Quit&) { quit(); },
               },
               request);
}

bool Desk::may_leave_project() {
    if (shown_.opening || writer_.idle()) return true;
    Message message;
    message.kind = Message::Kind::warning;
    message.text = mark("a change is still being written: wait for its end, or cancel it");
    tell(std::move(message));
    return false;
}

void Desk::quit() {
    // Asked a second time, the person means it: what is under way is cancelled and leaves nothing behind.
    if (shown_.opening || quitting_ || writer_.idle()) {
        wishes_.push_back({WindowWish::Kind::quit, {}});
        return;
    }
    quitting_ = true;
    Message message;
    message.kind = Message::Kind::warning;
    message.text = mark("a change is still being written: the window closes as soon as it is done");
    message.details.push_back(mark("close it again to give the change up"));
    tell(std::move(message));
}

bool Desk::take_over(double now) {
    now_ = shown_.now = now;
    for (const auto& apply : results_.take()) {
        apply();
        changed_ = true;
    }
    if (quitting_ && writer_.idle()) {
        quitting_ = false;
        wishes_.push_back({WindowWish::Kind::quit, {}});
        changed_ = true;
    }
    const auto before = shown_.messages.size();
    std::erase_if(shown_.messages, [&](const Message& told) {
        return told.kind == Message::Kind::done && told.folder.empty() && now - told.since > shown_seconds;
    });
    changed_ = changed_ || shown_.messages.size() != before;
    compose_when_due();
    refresh_jobs();
    return std::exchange(changed_, false);
}

double Desk::wake_at() const {
    double at = std::numeric_limits<double>::infinity();
    if (camera_moved_ >= 0) at = std::min(at, camera_moved_ + rest_seconds);
    for (const auto& told : shown_.messages)
        if (told.kind == Message::Kind::done && told.folder.empty()) at = std::min(at, told.since + shown_seconds);
    // Jobs that are told of are looked at now and then.
    if (std::any_of(shown_.jobs.begin(), shown_.jobs.end(), [](const auto& job) { return !job.quiet; }))
        at = std::min(at, now_ + 0.2);
    else if (!shown_.jobs.empty())
        at = std::min(at, now_ + 0.5);
    return at;
}

bool Desk::idle() const {
    return writer_.idle() && reader_.idle() && lists_.idle() && composer_.idle() && pager_.idle() &&
           camera_moved_ < 0 && !changed_ && results_.empty();
}

void Desk::refresh_jobs() {
    std::vector<JobRow> rows;
    for (const Worker* worker : {&writer_, &reader_, &lists_, &composer_, &pager_})
        for (const auto& order : worker->underway()) {
            JobRow row;
            row.number = order.number;
            row.title = order.title;
            row.stage = order.report.stage;
            if (order.report.total > 0) {
                row.share = std::clamp(static_cast<double>(order.report.done) / static_cast<double>(order.report.total),
                                       0.0, 1.0);
                if (row.share > 0.02 && order.in_stage > 1)
                    row.seconds_left = order.in_stage * (1 - row.share) / row.share;
            }
            row.can_cancel = order.can_cancel;
            // What is done at once is not worth telling, but for what another audience sees: nothing else answers.
            const bool at_once = shown_.snapshot && audience_ != shown_.audience;
            row.quiet = order.quiet || (!at_once && order.since >= 0 && order.since < 0.3);
            rows.push_back(std::move(row));
        }
    const auto told = [](const std::vector<JobRow>& list) {
        return std::count_if(list.begin(), list.end(), [](const auto& row) { return !row.quiet; });
    };
    changed_ = changed_ || told(rows) != 0 || told(shown_.jobs) != 0;
    shown_.jobs = std::move(rows);
}

void Desk::tell(Message message) {
    message.number = ++last_message_;
    message.since = now_;
    shown_.messages.push_back(std::move(message));
    // The oldest give way.
    while (shown_.messages.size() > 6) shown_.messages.erase(shown_.messages.begin());
    changed_ = true;
}

void Desk::tell_failure(const std::exception_ptr& failure, base::Text while_doing) {
    Message message;
    message.kind = Message::Kind::error;
    try {
        std::rethrow_exception(failure);
    } catch (const base::Cancelled& cancelled) {
        message.kind = Message::Kind::note;
        message.text = cancelled.message();
    } catch (const app::Refused& refused) {
        message.text = refused.message();
        message.details = refused.found().lines;
        message.problems = refused.found().problems;
    } catch (const base::Error& error) {
        message.text = error.message();
        message.details = error.contexts();
    } catch (const std::exception& error) {
        message.text = mark("this should not have happened: {0}", error.what());
    }
    if (!while_doing.empty()) message.details.insert(message.details.begin(), std::move(while_doing));
    tell(std::move(message));
}

}  // namespace balise::gui
