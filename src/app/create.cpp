#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "app/data_files.hpp"
#include "app/import.hpp"
#include "app/session.hpp"
#include "app/step.hpp"
#include "base/clock.hpp"
#include "base/file.hpp"
#include "base/paths.hpp"
#include "store/change.hpp"

namespace balise::app {

namespace fs = std::filesystem;
using namespace model;

namespace {

struct Part {
    std::string kind;
    fs::path file;
};

std::vector<Part> country_parts(const fs::path& data) {
    const auto base = data / "base";
    return {{"area", base / "country.geojson"}, {"area", base / "districts.geojson"},
            {"area", base / "regions.geojson"}, {"neighbour", base / "neighbours.geojson"},
            {"place", base / "places.csv"},     {"water", base / "waters.geojson"},
            {"road", base / "roads.geojson"},   {"transport_node", base / "transport.csv"}};
}

std::vector<Part> sample_parts(const fs::path& data) {
    const auto samples = data / "samples";
    return {{"provider", samples / "providers.csv"},
            {"risk_zone", samples / "risk_zones.geojson"},
            {"border_post", samples / "border_posts.csv"},
            {"transport_node", samples / "transport_nodes.csv"}};
}

void import_part(Step& step, const Part& part) {
    ImportRequest request;
    request.kind = part.kind;
    request.read.file = part.file;
    // The bundled overlays may lie a little outside the approximate boundaries; notes of that kind are not news.
    try {
        import_file(step, request);
    } catch (const Refused& refused) {
        const auto& problems = refused.found().problems;
        for (const auto& problem : problems)
            if (problem.severity == base::Severity::error)
                throw base::Error(base::ErrorKind::internal, base::mark("the bundled file {0} is not sound: {1}",
                                                                        part.file.filename().string(), problem.message))
                    .in(base::mark("row {0}, {1}", problem.row, problem.field));
        throw;
    }
}

// The recorded decisions that open fields of sample records.
void add_sample_decisions(Step& step, const fs::path& file) {
    auto providers = step.project.all<Provider>();
    std::unordered_map<std::string, Provider*> by_source;
    for (auto& provider : providers) by_source.emplace(provider.source_id, &provider);
    std::vector<Provider*> opened;
    const auto table = read_table(file);
    for (const auto& row : table.rows) {
        const auto found = by_source.find(table.cell(row, "provider_source_id"));
        const auto group = field_group_from_code(table.cell(row, "field_group"));
        const auto audience = audience_from_code(table.cell(row, "audience"));
        if (found == by_source.end() || !group || !audience)
            throw base::Error(base::ErrorKind::internal,
                              base::mark("the bundled file {0} is not sound: {1}", file.filename().string(),
                                         table.cell(row, "provider_source_id")));
        auto* provider = found->second;
        level(provider->disclosure, *group) = *audience;
        if (std::find(opened.begin(), opened.end(), provider) == opened.end()) opened.push_back(provider);
        step.change->add_decision({step.ids.next().text(), provider->id, *group, *audience,
                                   table.cell(row, "decided_by"), table.cell(row, "approved_by"),
                                   table.cell(row, "decided_on"), table.cell(row, "reason")});
    }
    std::vector<Provider> changed;
    for (const auto* provider : opened) changed.push_back(*provider);
    step.change->replace<Provider>(changed);
}

void fill(store::Project& project, const Vocabularies& vocabularies, bool with_sample, base::Progress& progress) {
    const auto data = base::data_folder();
    store::Change change(project, progress);
    const Arguments none;
    base::IdSource ids(with_sample ? "new sample project" : "new project");
    Step step(project, vocabularies, none, progress, ids);
    step.change = &change;
    change.set_vocabularies(vocabularies);
    change.add<Organisation>(load_organisations());
    for (const auto& part : country_parts(data)) import_part(step, part);
    if (with_sample) {
        for (const auto& part : sample_parts(data)) import_part(step, part);
        add_sample_decisions(step, data / "samples" / "decisions.csv");
    }
    change.set_setting("title", with_sample ? "EXEMPLE" : "");
    if (with_sample) {
        change.set_setting("producer", "Producteur EXEMPLE");
        change.set_setting("ministry", "Ministère EXEMPLE");
    }
    const nlohmann::ordered_json summary{{"sample", with_sample}};
    change.commit({"new", summary.dump(), summary.dump(), "", false});
}

}  // namespace

Outcome create_project(const fs::path& file, bool with_sample, base::Progress& progress) {
    std::error_code ignored;
    if (fs::exists(file, ignored))
        throw base::Error(base::ErrorKind::conflict,
                          base::mark("there is a file {0} already; choose another name", file.string()));
    const auto vocabularies = load_vocabularies();
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ignored))
        throw base::Error(base::ErrorKind::not_found, base::mark("there is no folder {0}", folder.string()));
    // Made under another name and renamed when it is whole: a project that exists is complete.
    base::Aside aside(file);
    Outcome outcome;
    store::Summary summary;
    {
        store::Project::create(aside.path());
        auto project = store::Project::open(aside.path(), store::Access::read_write);
        fill(project, vocabularies, with_sample, progress);
        summary = project.summary();
        project.checkpoint();  // the file alone is renamed: all of it must be in it
    }
    aside.commit();
    const nlohmann::ordered_json json{
        {"file", file.string()}, {"providers", summary.providers}, {"sample", with_sample}};
    outcome.json = json.dump();
    outcome.lines.push_back(base::mark("project made: {0}", file.string()));
    outcome.lines.push_back(base::mark(
        "{0} providers, {1} places, {2} risk zones, {3} border posts, {4} transport nodes", summary.providers,
        summary.places, summary.risk_zones, summary.border_posts, summary.transport_nodes));
    return outcome;
}

}  // namespace balise::app
