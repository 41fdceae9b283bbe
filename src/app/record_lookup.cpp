#include "app/record_lookup.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace balise::app {

using namespace model;

namespace {

base::Error unknown(const std::string& id) {
    return {base::ErrorKind::not_found,
            base::mark("no record has the identifier \"{0}\"; look it up with \"balise find\"", id)};
}

bool same_or_begins(const std::string& key, const std::string& wanted) {
    if (wanted.size() < 4 || key.size() < wanted.size()) return false;
    return std::equal(wanted.begin(), wanted.end(), key.begin(), [](char a, char b) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
        return lower(a) == lower(b);
    });
}

// Adds the records of one kind that the words fit; an exact fit alone counts when there is one.
template <class Record>
void collect(const store::Project& project, const std::string& id, std::vector<AnyRecord>& found) {
    for (auto& record : project.all<Record>())
        if (same_or_begins(record.id.text(), id) || same_or_begins(record.public_ref, id))
            found.push_back(std::move(record));
}

}  // namespace

AnyRecord find_record(const store::Project& project, const std::string& id) {
    const std::string wanted(base::trim(id));
    if (auto provider = project.find_provider(wanted)) return *provider;
    std::vector<AnyRecord> found;
    collect<RiskZone>(project, wanted, found);
    collect<BorderPost>(project, wanted, found);
    collect<TransportNode>(project, wanted, found);
    if (found.empty()) throw unknown(wanted);
    if (found.size() > 1) {
        std::vector<std::string> titles;
        for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i) titles.push_back(title_of(found[i]));
        throw base::Error(base::ErrorKind::conflict,
                          base::mark("several records fit \"{0}\": {1}", wanted, base::join(titles, ", ")));
    }
    return std::move(found.front());
}

Provider find_provider(const store::Project& project, const std::string& id) {
    const std::string wanted(base::trim(id));
    if (auto provider = project.find_provider(wanted)) return *provider;
    throw unknown(wanted);
}

std::string title_of(const AnyRecord& record) {
    return std::visit(
        [](const auto& value) {
            if constexpr (requires { value.name; })
                return value.name + " [" + value.public_ref + "]";
            else
                return (value.name_fr.empty() ? value.name_en : value.name_fr) + " [" + value.public_ref + "]";
        },
        record);
}

}  // namespace balise::app
