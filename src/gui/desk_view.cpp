// What is seen of the project: snapshot, lists, card, history.
#include <algorithm>

#include "base/error.hpp"
#include "gui/desk_parts.hpp"

namespace balise::gui {

using base::mark;

ListsMade make_lists(const ListsWanted& wanted, base::Progress& progress) {
    const auto& snapshot = *wanted.snapshot;
    ListsMade made;
    made.passing = std::make_shared<const app::Rows>(app::rows_that_pass(snapshot, wanted.filter, wanted.today));
    progress.check();
    auto in_view = wanted.box ? app::rows_in(snapshot, *made.passing, *wanted.box) : *made.passing;
    made.in_view =
        std::make_shared<const app::Rows>(app::sorted(snapshot, std::move(in_view), wanted.column, wanted.descending));
    progress.check();
    if (wanted.words.empty()) return made;
    made.suggestions = std::make_shared<const app::FoundList>(app::search(snapshot, wanted.words, 6));
    progress.check();
    made.found = std::make_shared<const app::Rows>(
        app::sorted(snapshot, made.suggestions->rows, wanted.column, wanted.descending));
    return made;
}

namespace {

bool is_cancelled(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const base::Cancelled&) {
        return true;
    } catch (...) {
        return false;
    }
}

}  // namespace

// Reads what is in the file now, as the audience and the language want it.
void Desk::renew() {
    if (shown_.file.empty()) return;
    auto view = std::make_shared<View>();
    view->filter = shown_.filter;
    ListsWanted wanted{nullptr,
                       shown_.filter,
                       shown_.today,
                       visible_degrees(shown_.camera),
                       shown_.sort_column,
                       shown_.sort_descending,
                       shown_.search_words};
    if (!has_camera_ || !shown_.follows_map) wanted.box.reset();
    Order order;
    const bool other_audience = shown_.snapshot && audience_ != shown_.audience;
    order.title = other_audience ? mark("Preparing the other view") : mark("Reading the project");
    order.lane = lane_view;
    order.quiet = false;
    // An audience is only tried on, and a project that is being opened can be left again.
    order.can_cancel = other_audience || !shown_.snapshot;
    order.work = [this, view, wanted, reading = reading_, audience = audience_, language = shown_.preferences.language,
                  before = shown_.snapshot](base::Progress& progress) mutable -> Results::Apply {
        if (!reading->session) return {};
        view->snapshot = app::take_snapshot(*reading->session, audience, language, before, progress);
        wanted.snapshot = view->snapshot;
        view->lists = make_lists(wanted, progress);
        return [this, view] { compose_for(view); };
    };
    order.failed = [this](const std::exception_ptr& failure) {
        // Nothing was there before: there is nothing to fall back on.
        if (!shown_.snapshot) {
            const auto file = shown_.file;
            close();
            if (!is_cancelled(failure)) could_not_open(file, failure);
        } else {
            audience_ = shown_.audience;
            tell_failure(failure, mark("reading the project"));
        }
    };
    reader_.add(std::move(order));
}

// Then its map, so that all of it changes in one moment.
void Desk::compose_for(std::shared_ptr<View> view) {
    app::SceneRequest request = wanted_scene();
    if (!has_camera_) {
        view->camera = whole_country(*view->snapshot);
        request.camera = *view->camera;
    }
    request.snapshot = view->snapshot;
    request.rows = view->lists.passing;
    if (request.selected.kind == app::Target::Kind::provider) {
        const auto row = view->snapshot->find(request.selected.id);
        if (row)
            request.selected.index = *row;
        else
            request.selected = {};
    }
    if (request.camera.width <= 0) {
        show_view(view);
        return;
    }
    pending_view_ = view;
    Order order;
    order.title = mark("Drawing the map");
    order.lane = lane_scene;
    order.work = [this, view, request, composing = composing_](base::Progress& progress) -> Results::Apply {
        if (!composing->maker) composing->maker.emplace();
        view->scene = composing->maker->make(request, progress);
        view->picture = paint::gl::Painter::prepared(view->scene->list);
        return [this, view] { show_view(view); };
    };
    order.failed = [this, view](const std::exception_ptr& failure) {
        tell_failure(failure, mark("drawing the map"));
        show_view(view);
    };
    composer_.add(std::move(order));
    composing_for_ = request.camera;
    scene_wanted_ = false;
}

namespace {

// Where the chosen record stands in the new lists; nothing is chosen when it is no longer there.
void renew_target(const app::Snapshot& snapshot, app::Target& target) {
    using Kind = app::Target::Kind;
    std::optional<std::uint32_t> row = target.index;
    const auto in = [&](const std::vector<app::ListedOverlay>& list) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const auto& listed) { return listed.id == target.id; });
        row.reset();
        if (found != list.end()) row = static_cast<std::uint32_t>(found - list.begin());
    };
    switch (target.kind) {
        case Kind::provider: row = snapshot.find(target.id); break;
        case Kind::risk_zone: in(snapshot.risk_zones); break;
        case Kind::border_post: in(snapshot.border_posts); break;
        case Kind::transport_node: in(snapshot.transport_nodes); break;
        case Kind::cluster: row.reset(); break;
        case Kind::area:
        case Kind::place:
        case Kind::feature:
        case Kind::nothing: break;
    }
    if (row)
        target.index = *row;
    else
        target = {};
}

}  // namespace

void Desk::show_view(const std::shared_ptr<View>& view) {
    pending_view_.reset();
    const auto& snapshot = *view->snapshot;
    const bool other_audience = shown_.audience != snapshot.audience;
    shown_.snapshot = view->snapshot;
    shown_.opening = false;
    shown_.audience = snapshot.audience;
    shown_.passing = view->lists.passing;
    shown_.in_view = view->lists.in_view;
    shown_.found = view->lists.found;
    shown_.suggestions = view->lists.suggestions;
    shown_.hovered = {};
    shown_.scene = view->scene;
    picture_ = view->picture;
    composing_for_.reset();
    if (view->camera) {
        shown_.camera = *view->camera;
        shown_.camera.width = place_.width > 0 ? place_.width : shown_.camera.width;
        shown_.camera.height = place_.height > 0 ? place_.height : shown_.camera.height;
        has_camera_ = true;
        view_list_wanted_ = true;
        camera_moved_ = now_;
    }
    if (other_audience) {
        shown_.form.reset();
        shown_.card.reset();
    }
    renew_target(snapshot, shown_.selected);
    if (shown_.selected.kind == app::Target::Kind::nothing) shown_.card.reset();
    read_card();
    // Meanwhile the choices may have changed.
    if (!(view->filter == shown_.filter)) refresh_lists();
    if (snapshot.audience != audience_) renew();
}

void Desk::look_again() {
    if (!shown_.snapshot) return;
    Order order;
    order.title = mark("Looking for changes");
    order.lane = lane_look;
    order.work = [this, reading = reading_, revision = shown_.snapshot->revision](base::Progress&) -> Results::Apply {
        if (!reading->session || reading->session->project().revision() == revision) return {};
        return [this] {
            renew();
            read_history();
        };
    };
    reader_.add(std::move(order));
}

void Desk::refresh_lists() {
    if (!shown_.snapshot) return;
    ListsWanted wanted{shown_.snapshot,    shown_.filter,          shown_.today,       visible_degrees(shown_.camera),
                       shown_.sort_column, shown_.sort_descending, shown_.search_words};
    if (!shown_.follows_map) wanted.box.reset();
    Order order;
    order.title = mark("Filtering");
    order.lane = lane_lists;
    order.work = [this, wanted](base::Progress& progress) -> Results::Apply {
        auto made = make_lists(wanted, progress);
        return [this, wanted, made = std::move(made)] {
            if (wanted.snapshot != shown_.snapshot) return;
            const bool other_rows = !shown_.passing || *shown_.passing != *made.passing;
            shown_.passing = made.passing;
            shown_.in_view = made.in_view;
            if (wanted.words == shown_.search_words) {
                shown_.found = made.found;
                shown_.suggestions = made.suggestions;
            }
            scene_wanted_ = scene_wanted_ || other_rows;
        };
    };
    order.failed = [this](const std::exception_ptr& failure) { tell_failure(failure, mark("filtering")); };
    lists_.add(std::move(order));
}

// Only what the map's picture decides.
void Desk::refresh_view_list() {
    view_list_wanted_ = false;
    if (!shown_.snapshot || !shown_.passing) return;
    Order order;
    order.title = mark("Filtering");
    order.lane = lane_in_view;
    order.work = [this, snapshot = shown_.snapshot, passing = shown_.passing,
                  box = shown_.follows_map ? visible_degrees(shown_.camera) : std::nullopt, column = shown_.sort_column,
                  descending = shown_.sort_descending](base::Progress&) -> Results::Apply {
        auto rows = box ? app::rows_in(*snapshot, *passing, *box) : *passing;
        auto made = std::make_shared<const app::Rows>(app::sorted(*snapshot, std::move(rows), column, descending));
        return [this, made, snapshot, passing] {
            if (snapshot == shown_.snapshot && passing == shown_.passing) shown_.in_view = made;
        };
    };
    lists_.add(std::move(order));
}

void Desk::search(const std::string& words) {
    shown_.search_words = words;
    if (words.empty()) {
        shown_.suggestions.reset();
        shown_.found.reset();
    }
    if (!shown_.snapshot || words.empty()) return;
    Order order;
    order.title = mark("Searching");
    order.lane = lane_search;
    order.work = [this, words, snapshot = shown_.snapshot, column = shown_.sort_column,
                  descending = shown_.sort_descending](base::Progress& progress) -> Results::Apply {
        auto list = std::make_shared<const app::FoundList>(app::search(*snapshot, words, 6));
        progress.check();
        auto rows = std::make_shared<const app::Rows>(app::sorted(*snapshot, list->rows, column, descending));
        return [this, words, snapshot, list, rows] {
            if (snapshot != shown_.snapshot || words != shown_.search_words) return;
            shown_.suggestions = list;
            shown_.found = rows;
        };
    };
    lists_.add(std::move(order));
}

void Desk::select(const ask::Select& wanted) {
    const bool other = !(shown_.selected == wanted.target);
    shown_.selected = wanted.target;
    if (other) {
        shown_.card.reset();
        shown_.form.reset();
        scene_wanted_ = true;
        read_card();
    }
    if (!wanted.fly || !shown_.snapshot) return;
    const auto& snapshot = *shown_.snapshot;
    const auto index = wanted.target.index;
    geo::Box box;
    const auto point = [&](const std::optional<geo::LonLat>& position) {
        if (position) box.add(geo::Position{position->lon, position->lat});
    };
    using Kind = app::Target::Kind;
    switch (wanted.target.kind) {
        case Kind::provider:
            if (index < snapshot.providers.size()) point(snapshot.providers[index].position);
            break;
        case Kind::place:
            if (index < snapshot.places.size()) point(snapshot.places[index].position);
            break;
        case Kind::area:
            if (index < snapshot.areas.size()) box = snapshot.areas[index].box;
            break;
        case Kind::risk_zone:
            if (index < snapshot.risk_zones.size()) box = snapshot.risk_zones[index].box;
            break;
        case Kind::border_post:
            if (index < snapshot.border_posts.size()) point(snapshot.border_posts[index].position);
            break;
        case Kind::transport_node:
            if (index < snapshot.transport_nodes.size()) point(snapshot.transport_nodes[index].position);
            break;
        case Kind::nothing:
        case Kind::cluster:
        case Kind::feature: break;
    }
    if (!box.empty()) fly_to(box);
}

namespace {

std::string card_kind(app::Target::Kind kind) {
    using Kind = app::Target::Kind;
    switch (kind) {
        case Kind::provider: return "provider";
        case Kind::risk_zone: return "risk_zone";
        case Kind::border_post: return "border_post";
        case Kind::transport_node: return "transport_node";
        case Kind::area: return "area";
        case Kind::place: return "place";
        case Kind::nothing:
        case Kind::cluster:
        case Kind::feature: break;
    }
    return {};
}

}  // namespace

void Desk::read_card() {
    const std::string kind = card_kind(shown_.selected.kind);
    if (kind.empty() || !shown_.snapshot) return;
    struct Made {
        std::shared_ptr<const app::Card> card;
        std::shared_ptr<const std::vector<app::FormField>> form;
    };
    Order order;
    order.title = mark("Reading the record");
    order.lane = lane_card;
    order.work = [this, kind, id = shown_.selected.id, audience = shown_.audience,
                  language = shown_.preferences.language, reading = reading_, listed = shown_.snapshot,
                  may_edit = !shown_.read_only](base::Progress&) -> Results::Apply {
        if (!reading->session) return {};
        auto made = std::make_shared<Made>();
        made->card =
            std::make_shared<const app::Card>(app::card_of(*reading->session, kind, id, audience, language, listed));
        if (kind == "provider" && audience == model::Audience::internal && may_edit)
            made->form =
                std::make_shared<const std::vector<app::FormField>>(app::form_of(*reading->session, id, language));
        return [this, made, id, audience] {
            if (shown_.selected.id != id || shown_.audience != audience) return;
            shown_.card = made->card;
            shown_.form = made->form;
        };
    };
    order.failed = [this](const std::exception_ptr& failure) {
        shown_.card.reset();
        tell_failure(failure, mark("reading the record"));
    };
    reader_.add(std::move(order));
}

void Desk::read_history() {
    Order order;
    order.title = mark("Reading the history");
    order.lane = lane_history;
    order.work = [this, language = shown_.preferences.language, reading = reading_](base::Progress&) -> Results::Apply {
        if (!reading->session) return {};
        auto rows =
            std::make_shared<const std::vector<app::HistoryRow>>(app::history_rows(*reading->session, language, 500));
        return [this, rows] {
            shown_.history = rows;
            shown_.can_undo = shown_.can_redo = false;
            shown_.undo_words.clear();
            shown_.redo_words.clear();
            for (const auto& row : *rows) {
                if (row.is_next_undo) {
                    shown_.can_undo = !shown_.read_only;
                    shown_.undo_words = row.words;
                }
                if (row.is_next_redo) {
                    shown_.can_redo = !shown_.read_only;
                    shown_.redo_words = row.words;
                }
            }
        };
    };
    order.failed = [this](const std::exception_ptr& failure) { tell_failure(failure, mark("reading the history")); };
    reader_.add(std::move(order));
}

}  // namespace balise::gui
