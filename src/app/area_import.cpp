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

// Districts that were approximate and whose regions are official now, as the union of those.
std::vector<Area> redrawn_districts(const std::vector<Area>& existing, const std::vector<Area>& found) {
    std::map<std::string, std::vector<geo::MultiPolygon>> members;
    std::map<std::string, std::string> sources;
    for (const auto& area : found)
        if (area.level == Whole{1} && area.accuracy != "approximate") {
            members[area.parent_code].push_back(area.shape);
            sources[area.parent_code] = area.source;
        }
    std::vector<Area> districts;
    for (const auto& area : existing) {
        const auto regions = members.find(area.code);
        if (area.level || area.accuracy != "approximate" || regions == members.end()) continue;
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
            problems.warning(0, "area_code", base::mark("\"{0}\" was in {1} and lies in {2} by the new boundaries", name, record.area_code, finder.describe(found->code)),
                             base::mark("check its position"));
        }
        codes.emplace_back(key_of(record), found->code);
    }
    if (moved_places > 0)
        problems.note(0, "area_code", base::mark_plural("{0} place lies in another area by the new boundaries", "{0} places lie in another area by the new boundaries", moved_places));
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

void replace_areas(Step& step, std::vector<Area> found, ImportCounts& counts, base::Problems& problems) {
    const auto existing = step.project.all<Area>();
    ByCode by_code;
    for (const auto& area : existing) by_code.emplace(area.code, &area);
    std::set<std::int64_t> levels;
    std::vector<Area> added;
    std::vector<Area> outside_changed;
    for (auto& area : found) {
        const auto before = by_code.find(area.code);
        const bool is_known = before != by_code.end();
        const bool was_official = is_known && before->second->accuracy == "official";
        if (is_known) {
            keep_district(area, *before->second, by_code);
            if (!was_official || area.name_fr.empty()) keep_figures(area, *before->second);
        }
        if (is_known && area == *before->second)
            ++counts.same;
        else
            ++(is_known ? counts.changed : counts.added);
        if (area.level) {
            levels.insert(*area.level);
            added.push_back(area);
        } else if (is_known) {
            outside_changed.push_back(area);
        } else {
            added.push_back(area);
        }
    }
    if (counts.added + counts.changed == 0) return;
    for (const auto level : levels) {
        step.change->remove_areas(level, false);
        const auto gone = std::count_if(existing.begin(), existing.end(), [&](const Area& area) {
            return area.level == Whole{level} && std::none_of(found.begin(), found.end(), [&](const Area& other) { return other.code == area.code; });
        });
        if (gone > 0) problems.note(0, "code", base::mark_plural("{0} area of level {1} is not in the file and was removed", "{0} areas of level {1} are not in the file and were removed", gone, level));
    }
    step.change->add<Area>(added);
    if (!outside_changed.empty()) step.change->replace<Area>(outside_changed);
    if (const auto districts = redrawn_districts(existing, added); !districts.empty()) {
        step.change->replace<Area>(districts);
        problems.note(0, "code", base::mark_plural("{0} district was drawn anew from its regions", "{0} districts were drawn anew from their regions", static_cast<std::int64_t>(districts.size())));
    }
    attach_everything(step, problems);
}

}  // namespace balise::app
