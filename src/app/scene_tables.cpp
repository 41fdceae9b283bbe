#include "app/scene_tables.hpp"

#include <algorithm>
#include <limits>

#include "app/land_border.hpp"
#include "base/words.hpp"

namespace balise::app {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

const std::vector<std::string>& hidden_of(const SceneRequest& request, const std::string& group) {
    static const std::vector<std::string> nothing;
    for (const auto& layer : request.layers)
        if (layer.id == group) return layer.hidden;
    return nothing;
}

// "Poste frontalier de Pogo" is "Pogo" where there is little room: what follows the first small word before a capital.
std::string short_name(const std::string& name) {
    for (const std::string_view before : {" de ", " du ", " d’", " d'", " of ", " at "})
        for (auto at = name.find(before); at != std::string::npos; at = name.find(before, at + 1)) {
            std::string rest = name.substr(at + before.size());
            if (rest.empty() || base::lower_case(rest.substr(0, 1)) == rest.substr(0, 1)) continue;
            for (const std::string_view after : {" (", " – ", ", "})
                if (const auto end = rest.find(after); end != std::string::npos) rest.resize(end);
            return rest;
        }
    return name;
}

void add_short_names(map::FeatureTable& table) {
    const auto* names = table.column("name");
    if (table.name != "border_posts" || names == nullptr) return;
    map::Column brief("brief");
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto* name = std::get_if<std::string>(&names->value(row));
        brief.add(name == nullptr ? map::Value{} : map::Value{short_name(*name)});
    }
    table.columns.push_back(std::move(brief));
}

// The rows whose kind is not hidden.
SceneTable without(const map::FeatureTable& table, const std::vector<std::string>& hidden) {
    SceneTable made;
    const auto* kinds = table.column("kind");
    if (hidden.empty() || kinds == nullptr) {
        made.table = table;
        add_short_names(made.table);
        return made;
    }
    made.table.name = table.name;
    for (const auto& column : table.columns) made.table.columns.emplace_back(column.name());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto* kind = std::get_if<std::string>(&kinds->value(row));
        if (kind != nullptr && std::find(hidden.begin(), hidden.end(), *kind) != hidden.end()) continue;
        made.rows.push_back(static_cast<std::uint32_t>(row));
        if (!table.points.empty()) made.table.points.push_back(table.points[row]);
        if (!table.shapes.empty()) made.table.shapes.push_back(table.shapes[row]);
        for (std::size_t i = 0; i < table.columns.size(); ++i) made.table.columns[i].add(table.columns[i].value(row));
    }
    add_short_names(made.table);
    return made;
}

}  // namespace

std::shared_ptr<const SceneTable> SceneTables::ground(std::size_t slot, const Snapshot::Ground::Table& source,
                                                      const std::vector<std::string>& hidden) {
    if (kept_.size() <= slot) kept_.resize(slot + 1);
    auto& kept = kept_[slot];
    if (kept.source != source || kept.hidden != hidden || !kept.made) {
        auto made = without(*source, hidden);
        if (source->name == "waters") made.table = with_open_sea(made.table);
        made.table = map::projected(made.table, projection_);
        made.table.pick_by_row = true;
        kept = {source, hidden, std::make_shared<const SceneTable>(std::move(made))};
    }
    return kept.made;
}

void SceneTables::take_border(const Snapshot::Ground& ground) {
    if (!ground.areas || !ground.waters) return;
    if (!border_ || border_areas_ != ground.areas || border_waters_ != ground.waters) {
        border_areas_ = ground.areas;
        border_waters_ = ground.waters;
        SceneTable made;
        made.table = map::projected(land_border(*ground.areas, *ground.waters), projection_);
        border_ = std::make_shared<const SceneTable>(std::move(made));
        SceneTable coast;
        coast.table = map::projected(coast_of(*ground.waters), projection_);
        coast_ = std::make_shared<const SceneTable>(std::move(coast));
    }
    all_.push_back(border_);
    all_.push_back(coast_);
}

void SceneTables::locate(const std::shared_ptr<const Snapshot>& snapshot) {
    if (snapshot_ == snapshot) return;
    map::FeatureTable points;
    points.points.reserve(snapshot->providers.size());
    for (const auto& provider : snapshot->providers)
        points.points.push_back(provider.position ? geo::Position{provider.position->lon, provider.position->lat}
                                                  : geo::Position{none, none});
    positions_ = map::projected(points, projection_).points;
    snapshot_ = snapshot;
    providers_.reset();
}

void SceneTables::take_providers(const SceneRequest& request, const std::vector<std::string>& hidden) {
    if (providers_ && rows_ == request.rows && hidden_types_ == hidden) return;
    const auto& snapshot = *request.snapshot;
    auto made = std::make_shared<SceneTable>();
    made->table.name = "providers";
    made->table.pick_by_row = true;
    map::Column types("type");
    std::vector<char> is_hidden(snapshot.types.size() + 1, 0);
    std::vector<std::uint32_t> code(snapshot.types.size(), 0);
    for (std::size_t i = 0; i < snapshot.types.size(); ++i) {
        types.add(snapshot.types[i].code);
        code[i] = types.code(i);
        is_hidden[i] = std::find(hidden.begin(), hidden.end(), snapshot.types[i].code) != hidden.end() ? 1 : 0;
    }
    types = types.without_rows();
    const auto count = request.rows ? request.rows->size() : 0;
    made->table.points.reserve(count);
    made->rows.reserve(count);
    types.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = (*request.rows)[i];
        const auto type = snapshot.providers[row].type;
        if (type >= code.size() || is_hidden[type] != 0) continue;
        made->table.points.push_back(positions_[row]);
        made->rows.push_back(row);
        types.add_code(code[type]);
    }
    made->table.columns.push_back(std::move(types));
    providers_ = std::move(made);
    rows_ = request.rows;
    hidden_types_ = hidden;
    taken_out_ = no_row;
}

void SceneTables::take_out_selected(const SceneRequest& request) {
    if (taken_out_ != no_row) providers_->table.points[taken_out_] = positions_[providers_->rows[taken_out_]];
    taken_out_ = no_row;
    selected_.reset();
    const auto& target = request.selected;
    if (target.kind != Target::Kind::provider || target.index >= request.snapshot->providers.size()) return;
    const auto& provider = request.snapshot->providers[target.index];
    if (provider.id.text() != target.id || provider.type >= request.snapshot->types.size()) return;
    const auto found = std::find(providers_->rows.begin(), providers_->rows.end(), target.index);
    if (found != providers_->rows.end()) {
        taken_out_ = static_cast<std::size_t>(found - providers_->rows.begin());
        providers_->table.points[taken_out_] = {none, none};
    }
    selected_ = std::make_shared<SceneTable>();
    selected_->table.name = "selected";
    selected_->table.pick_by_row = true;
    selected_->table.points.push_back(positions_[target.index]);
    selected_->rows.push_back(target.index);
    map::Column type("type"), name("name");
    type.add(request.snapshot->types[provider.type].code);
    name.add(provider.name);
    selected_->table.columns.push_back(std::move(type));
    selected_->table.columns.push_back(std::move(name));
}

void SceneTables::update(const SceneRequest& request) {
    all_.clear();
    static const std::vector<std::string> nothing;
    if (const auto* ground_of = request.snapshot->ground.get()) {
        const auto& borders = hidden_of(request, "borders");
        const std::pair<const Snapshot::Ground::Table*, const std::vector<std::string>*> sources[] = {
            {&ground_of->areas, &nothing},        {&ground_of->places, &nothing},
            {&ground_of->roads, &nothing},        {&ground_of->waters, &nothing},
            {&ground_of->neighbours, &nothing},   {&ground_of->risk_zones, &nothing},
            {&ground_of->border_posts, &borders}, {&ground_of->transport_nodes, &borders},
        };
        for (std::size_t i = 0; i < std::size(sources); ++i)
            if (*sources[i].first) all_.push_back(ground(i, *sources[i].first, *sources[i].second));
        take_border(*ground_of);
    }
    locate(request.snapshot);
    take_providers(request, hidden_of(request, "providers"));
    take_out_selected(request);
    all_.push_back(providers_);
    if (selected_) all_.push_back(selected_);
}

}  // namespace balise::app
