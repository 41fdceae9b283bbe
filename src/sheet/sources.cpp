#include "sheet/sources.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/words.hpp"

namespace balise::sheet {

namespace {

class SourceList {
public:
    SourceList(const base::Catalogue& say, std::size_t most) : say_(say), most_(most) {}

    template <class Record>
    SourceList& count(const std::vector<Record>& records) {
        for (const auto& record : records)
            if (const auto name = short_name(record.source); !name.empty()) ++counts_[name];
        return *this;
    }

    // Sources are written as "who; how, and what to mind": a footer names who.
    static std::string short_name(std::string_view source) {
        auto name = base::trim(source.substr(0, source.find(';')));
        while (name.ends_with('.') || name.ends_with(',')) name = base::trim(name.substr(0, name.size() - 1));
        return std::string(name);
    }

    // Ends the part that was counted: "Localités : GeoNames."
    void end_part(const base::Text& heading) {
        std::vector<std::pair<std::string, std::size_t>> sorted(counts_.begin(), counts_.end());
        counts_.clear();
        if (sorted.empty()) return;
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        std::vector<std::string> names;
        for (std::size_t i = 0; i < std::min(most_, sorted.size()); ++i) names.push_back(sorted[i].first);
        const auto listed = base::join(names, say_.language() == base::Language::french ? " ; " : "; ");
        const auto all = sorted.size() > most_ ? say_(base::mark("{0} and others", listed)) : listed;
        parts_.push_back(say_(base::mark("{0}: {1}.", say_(heading), all)));
    }

    std::string text() const { return base::join(parts_, " "); }

private:
    const base::Catalogue& say_;
    std::size_t most_;
    std::map<std::string, std::size_t> counts_;
    std::vector<std::string> parts_;
};

}  // namespace

std::string sources_of(const model::Released& released, const Country& country, base::Language language,
                       std::size_t most) {
    SourceList list(base::Catalogue::of(language), most);
    list.count(released.areas()).count(country.neighbours).end_part(base::mark("Boundaries"));
    list.count(released.places()).end_part(base::mark("Places"));
    list.count(country.waters).end_part(base::mark("Waters"));
    list.count(country.roads).end_part(base::mark("Roads"));
    list.count(released.providers()).end_part(base::mark("Providers"));
    list.count(released.risk_zones()).end_part(base::mark("Risk zones"));
    list.count(released.border_posts()).count(released.transport_nodes()).end_part(base::mark("Borders and transport"));
    return list.text();
}

}  // namespace balise::sheet
