#include "app/area_import.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>

#include "app/area_finder.hpp"
#include "base/words.hpp"
#include "geo/operations.hpp"
#include "model/fields.hpp"

namespace balise::app {

using namespace model;

namespace {

void keep_figures(Area& area, const Area& before) {
    if (!area.population && before.population) {
        area.population = before.population;
        area.population_year = before.population_year;
        area.population_female = before.population_female;
        area.population_male = before.population_male;
    }
    if (!area.children) area.children = before.children;
    if (area.name_fr.empty()) area.name_fr = before.name_fr;
    if (area.name_en.empty()) area.name_en = before.name_en;
    // Some official files write names without accents; the known spelling is better when it is the same name.
    if (base::fold(area.name_fr) == base::fold(before.name_fr)) area.name_fr = before.name_fr;
    if (area.legal_type.empty()) area.legal_type = before.legal_type;
}

using ByCode = std::map<std::string, const Area*>;

// The P-code tree hangs regions on the country; the districts between the two are kept.
void keep_district(Area& area, const Area& before, const ByCode& existing) {
    const auto parent = existing.find(before.parent_code);
    const bool was_in_district = parent != existing.end() && !parent->second->level;
    if (was_in_district && area.level == Whole{1}) area.parent_code = before.parent_code;
}

// Districts as the union of their regions, when all of them are in the file and official.
std::vector<Area> redrawn_districts(const std::vector<Area>& existing, const std::vector<Area>& found) {
    std::map<std::string, std::vector<geo::MultiPolygon>> members;
    std::map<std::string, std::string> sources;
    for (const auto& area : found)
        if (area.level == Whole{1} && area.accuracy != "approximate") {
            members[area.parent_code].push_back(area.shape);
            sources[area.parent_code] = area.source;
        }
    std::map<std::string, std::size_t> wanted;
    for (const auto& area : existing)
        if (area.level == Whole{1}) ++wanted[area.parent_code];
    std::vector<Area> districts;
    for (const auto& area : existing) {
        const auto regions = members.find(area.code);
        if (area.level || regions == members.end() || regions->second.size() < wanted[area.code]) continue;
        Area district = area;
        district.shape = geo::union_of(regions->second);
        district.accuracy = "official";
        district.source = sources[area.code];
        districts.push_back(std::move(district));
    }
    return districts;
}

template <class Record>
std::string key_of(const Record& record) {
    if constexpr (requires { record.code; })
        return record.code;
    else
        return record.id.text();
}

template <class Record>
void attach_kind(Step& step, const AreaFinder& finder, base::Problems& problems) {
    std::vector<std::pair<std::string, std::string>> codes;
    std::int64_t moved_places = 0;
    for (const auto& record : step.project.all<Record>()) {
        std::optional<geo::LonLat> point;
        if constexpr (requires { record.position; }) point = record.position;
        if constexpr (requires { record.shape; })
            if (const auto middle = geo::interior_point(record.shape)) point = geo::LonLat{middle->x, middle->y};
        // A zone may reach over several areas: the one that it names stays while it exists.
        if (std::is_same_v<Record, RiskZone> && finder.area(record.area_code) != nullptr) continue;
        if (!point) continue;
        const auto found = finder.at(*point);
        if (!found || found->code == record.area_code) continue;
        const bool contradicts = !record.area_code.empty() && !finder.related(record.area_code, found->code);
        if (contradicts && std::is_same_v<Record, Place>) ++moved_places;
        if (contradicts && !std::is_same_v<Record, Place>) {
            std::string name;
            if constexpr (requires { record.name; })
                name = record.name;
            else
                name = record.name_fr;
            problems.warning(0, "area_code",
                             base::mark("\"{0}\" was in {1} and lies in {2} by the new boundaries", name,
                                        record.area_code, finder.describe(found->code)),
                             base::mark("check its position"));
        }
        codes.emplace_back(key_of(record), found->code);
    }
    if (moved_places > 0)
        problems.note(0, "area_code",
                      base::mark_plural("{0} place lies in another area by the new boundaries",
                                        "{0} places lie in another area by the new boundaries", moved_places));
    if (!codes.empty()) step.change->template set_area_codes<Record>(codes);
}

}  // namespace

void attach_everything(Step& step, base::Problems& problems) {
    const AreaFinder finder(step.project.all<Area>());
    step.progress.stage(base::mark("attaching records to areas"));
    attach_kind<Provider>(step, finder, problems);
    attach_kind<BorderPost>(step, finder, problems);
    attach_kind<TransportNode>(step, finder, problems);
    attach_kind<Place>(step, finder, problems);
    attach_kind<RiskZone>(step, finder, problems);
}

namespace {

// The names of two versions of one code agree, article and accents aside.
bool same_name(const Area& a, const Area& b) {
    const auto key = [](const Area& area) {
        return base::fold_to_key(area.name_fr.empty() ? area.name_en : area.name_fr);
    };
    const auto one = key(a);
    const auto other = key(b);
    return one.empty() || other.empty() || one.find(other) != std::string::npos ||
           other.find(one) != std::string::npos || base::edit_distance(one, other, 2) <= 2;
}

// Codes that go: of the levels in the file, not in it, and approximate (or all of the level when it is replaced
// wholesale).
std::vector<std::string> codes_to_remove(const std::vector<Area>& existing, const std::vector<Area>& found,
                                         bool whole_levels) {
    std::set<std::int64_t> levels;
    std::set<std::string> named;
    for (const auto& area : found) {
        if (area.level) levels.insert(*area.level);
        named.insert(area.code);
    }
    std::vector<std::string> codes;
    for (const auto& area : existing)
        if (area.level && levels.contains(*area.level) && !named.contains(area.code) &&
            (whole_levels || area.accuracy == "approximate"))
            codes.push_back(area.code);
    return codes;
}

void warn_of_other_name(const Area& area, const Area& before, base::Problems& problems) {
    if (same_name(area, before)) return;
    problems.warning(
        0, "code",
        base::mark("the code {0} was \"{1}\" and is \"{2}\" in the file", area.code, before.name_fr, area.name_fr),
        base::mark("check that the file uses the same codes; undo the import if it does not"));
}

}  // namespace

void replace_areas(Step& step, std::vector<Area> found, bool whole_levels, ImportCounts& counts,
                   base::Problems& problems) {
    const auto existing = step.project.all<Area>();
    ByCode by_code;
    for (const auto& area : existing) by_code.emplace(area.code, &area);
    std::vector<Area> added;
    std::vector<Area> changed;
    for (auto& area : found) {
        const auto before = by_code.find(area.code);
        if (before == by_code.end()) {
            added.push_back(area);
            continue;
        }
        warn_of_other_name(area, *before->second, problems);
        keep_district(area, *before->second, by_code);
        keep_figures(area, *before->second);
        if (!(area == *before->second)) changed.push_back(area);
    }
    counts.added = static_cast<std::int64_t>(added.size());
    counts.changed = static_cast<std::int64_t>(changed.size());
    counts.same = static_cast<std::int64_t>(found.size()) - counts.added - counts.changed;
    // A refused row may be one of those that seem to be missing.
    const auto gone = counts.refused > 0 ? std::vector<std::string>() : codes_to_remove(existing, found, whole_levels);
    if (added.empty() && changed.empty() && gone.empty()) return;
    if (!gone.empty()) {
        step.change->remove<Area>(gone);
        problems.note(0, "code",
                      base::mark_plural("{0} area that is not in the file was removed",
                                        "{0} areas that are not in the file were removed",
                                        static_cast<std::int64_t>(gone.size())));
    }
    if (!added.empty()) step.change->add<Area>(added);
    if (!changed.empty()) step.change->replace<Area>(changed);
    if (const auto districts = redrawn_districts(existing, found); !districts.empty()) {
        step.change->replace<Area>(districts);
        problems.note(0, "code",
                      base::mark_plural("{0} district was drawn anew from its regions",
                                        "{0} districts were drawn anew from their regions",
                                        static_cast<std::int64_t>(districts.size())));
    }
    attach_everything(step, problems);
}

}  // namespace balise::app
