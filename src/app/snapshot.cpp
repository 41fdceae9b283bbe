#include "app/snapshot.hpp"

#include <algorithm>

#include "app/sheet_actions.hpp"
#include "app/snapshot_parts.hpp"
#include "base/words.hpp"
#include "store/batches.hpp"

namespace balise::app {

std::uint32_t Snapshot::area_above(std::uint32_t area, int level) const {
    // Districts stand between regions and country without a level; a tree has no more steps than this.
    for (int steps = 0; area != ListedProvider::no_area && steps < 8; ++steps) {
        if (areas[area].level == level) return area;
        area = areas[area].parent;
    }
    return ListedProvider::no_area;
}

std::optional<std::uint32_t> Snapshot::find(const std::string& id) const {
    if (const auto wanted = base::Uuid::parse(id)) {
        const auto at = std::lower_bound(by_id.begin(), by_id.end(), *wanted,
                                         [&](std::uint32_t row, const auto& uuid) { return providers[row].id < uuid; });
        if (at != by_id.end() && providers[*at].id == *wanted) return *at;
        return std::nullopt;
    }
    const auto at = std::find_if(providers.begin(), providers.end(),
                                 [&](const ListedProvider& provider) { return provider.ref == id; });
    if (id.empty() || at == providers.end()) return std::nullopt;
    return static_cast<std::uint32_t>(at - providers.begin());
}

std::optional<std::uint32_t> Snapshot::find_area(const std::string& code) const {
    const auto at =
        std::lower_bound(areas.begin(), areas.end(), code,
                         [](const ListedArea& area, const std::string& wanted) { return area.code < wanted; });
    if (at == areas.end() || at->code != code) return std::nullopt;
    return static_cast<std::uint32_t>(at - areas.begin());
}

namespace {

std::vector<Snapshot::Coded> codes_of(const Session& session, const char* vocabulary, base::Language language) {
    std::vector<Snapshot::Coded> codes;
    for (const auto& term : session.vocabularies().of(vocabulary).terms())
        codes.push_back({term.code, term.label(language), 0});
    return codes;
}

void describe(Snapshot& snapshot, const Session& session) {
    const auto& project = session.project();
    snapshot.revision = project.revision();
    for (const auto& name : setting_names())
        if (auto words = project.setting(name)) snapshot.settings.emplace(name, std::move(*words));
    const auto title = snapshot.settings.find("title");
    snapshot.title = title != snapshot.settings.end() && !base::is_blank(title->second)
                         ? title->second
                         : project.file().stem().string();
    snapshot.is_sample = snapshot.title == "EXEMPLE";
    const auto language = snapshot.language;
    snapshot.types = codes_of(session, "provider_type", language);
    // Of what the public is never told, "none" would be told as well.
    if (snapshot.audience == model::Audience::everyone)
        std::erase_if(snapshot.types,
                      [](const Snapshot::Coded& type) { return model::is_protected(type.code, "active"); });
    snapshot.statuses = codes_of(session, "status", language);
    snapshot.services = codes_of(session, "service_category", language);
    if (snapshot.services.size() > 16) snapshot.services.resize(16);
    snapshot.risk_levels = codes_of(session, "risk_level", language);
    snapshot.border_kinds = codes_of(session, "border_kind", language);
    snapshot.transport_kinds = codes_of(session, "transport_kind", language);
}

}  // namespace

std::shared_ptr<const Snapshot> take_snapshot(const Session& session, model::Audience audience, base::Language language,
                                              const std::shared_ptr<const Snapshot>& before, base::Progress& progress) {
    const store::OneMoment moment(session.project());
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->audience = audience;
    snapshot->language = language;
    describe(*snapshot, session);
    const auto decisions = session.project().decisions();
    add_country(*snapshot, session, decisions, before.get(), progress);
    add_providers(*snapshot, session, decisions, progress);
    return snapshot;
}

}  // namespace balise::app
