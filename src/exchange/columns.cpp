#include "exchange/columns.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/words.hpp"
#include "exchange/hxl.hpp"

namespace balise::exchange {

using How = ColumnVerdict::How;

std::optional<std::size_t> FieldSet::find(std::string_view name) const {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i]->name == name) return i;
    return std::nullopt;
}

namespace {

constexpr std::string_view coordinates_field = "coordinates";
constexpr std::string_view geometry_field = "geometry";

// Columns that programs add for themselves.
bool is_technical(const std::string& key) {
    static const std::set<std::string> keys{
        "shapeleng", "shapelength", "shapearea",    "shapelen",   "objectid", "objectid1",  "fid",
        "ogcfid",    "gid",         "altitudemode", "tessellate", "extrude",  "visibility", "draworder",
        "icon",      "begin",       "end",          "timestamp",  "areasqkm", "layer",      "path"};
    return keys.contains(key);
}

// Columns that our own file of problems puts before those of the file it is about.
bool is_of_problem_file(const std::string& key) {
    return key == "baliserow" || key == "baliseseverity" || key == "baliseproblem";
}

// "numero" is also a telephone number: what its cells hold decides.
bool is_number_heading(const std::string& key) {
    return key == "numero" || key == "number" || key == "num";
}

bool is_pair_heading(const std::string& key) {
    static const std::set<std::string> keys{"coordinates",
                                            "coordonnees",
                                            "coordonneesgps",
                                            "coordonneegps",
                                            "gps",
                                            "latlon",
                                            "latlong",
                                            "latlng",
                                            "lonlat",
                                            "longlat",
                                            "position",
                                            "geolocalisation",
                                            "geolocation",
                                            "geopoint",
                                            "pointgps",
                                            "coordonneesgeographiques",
                                            "gpscoordinates",
                                            "latitudelongitude",
                                            "positiongps"};
    return keys.contains(key);
}

bool is_wkt_heading(const std::string& key) {
    static const std::set<std::string> keys{"geometry", "geometrie",   "wkt",         "geom", "thegeom",
                                            "wktgeom",  "geometrywkt", "wktgeometry", "shape"};
    return keys.contains(key);
}

std::string without_brackets(std::string_view heading) {
    std::string words;
    int depth = 0;
    for (const char c : heading) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0 && c != '*') words += c;
        if (c == ')' || c == ']') --depth;
    }
    return words;
}

// "A", "B" … "AA", as a spreadsheet names its columns.
std::string letters_of(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

}  // namespace

bool is_running_number(std::string_view heading) {
    static const std::set<std::string> keys = [] {
        std::set<std::string> made;
        for (const auto* words :
             {"n°", "no", "nr", "n° d'ordre", "n°ordre", "no d'ordre", "numéro d'ordre", "num ordre", "numéro ordre",
              "n° ligne", "numéro de ligne", "row", "row number", "line number", "s/n", "serial number"})
            made.insert(base::fold_to_key(words));
        return made;
    }();
    return keys.contains(base::fold_to_key(heading));
}

Headings::Headings(const FieldSet& set, const model::Vocabularies& vocabularies) {
    for (const auto* field : set.fields) add(field->name, std::string(field->name), by_field_name);
    const auto each_term = [&](auto&& work) {
        for (const auto& term : vocabularies.fields())
            if (term.record == set.record && set.find(term.field)) work(term);
    };
    each_term([&](const model::FieldTerm& term) { add(term.fr, term.field, by_label); });
    each_term([&](const model::FieldTerm& term) { add(term.en, term.field, by_label); });
    each_term([&](const model::FieldTerm& term) {
        for (const auto& alias : term.aliases) add(alias, term.field, by_alias);
    });
    each_term([&](const model::FieldTerm& term) {
        add(without_brackets(term.fr), term.field, by_stem);
        add(without_brackets(term.en), term.field, by_stem);
    });
}

void Headings::add(std::string_view words, const std::string& field, Sureness sureness) {
    auto key = base::fold_to_key(words);
    if (!key.empty()) by_key_.emplace(std::move(key), Found{field, sureness});
}

std::optional<std::size_t> problem_row_column(const std::vector<std::string>& columns) {
    const auto found = std::find(columns.begin(), columns.end(), "balise_row");
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

std::optional<Headings::Found> Headings::find(std::string_view heading) const {
    if (const auto found = by_key_.find(base::fold_to_key(heading)); found != by_key_.end()) return found->second;
    if (heading.find_first_of("([*") == std::string_view::npos) return std::nullopt;
    const auto found = by_key_.find(base::fold_to_key(without_brackets(heading)));
    if (found == by_key_.end()) return std::nullopt;
    return Found{found->second.field, by_stem};
}

std::string Headings::nearest(std::string_view heading) const {
    const auto key = base::fold_to_key(heading);
    if (key.size() < 3) return {};
    std::pair<std::size_t, std::string> best{std::max<std::size_t>(1, key.size() / 3) + 1, {}};
    for (const auto& [other, found] : by_key_) {
        auto distance = base::edit_distance(key, other, best.first);
        if (other.size() >= 4 && key.find(other) != std::string::npos) distance = std::min<std::size_t>(distance, 1);
        // Hash order must not show: the smallest name wins among equals.
        if (distance < best.first || (distance == best.first && !best.second.empty() && found.field < best.second))
            best = {distance, found.field};
    }
    return best.second;
}

namespace {

class Recogniser {
public:
    Recogniser(const FieldSet& set, const Headings& headings, const Source& source,
               const std::vector<SourceRow>& samples, const ReadRequest& request,
               const model::Vocabularies& vocabularies, base::Problems& problems)
        : set_(set),
          headings_(headings),
          source_(source),
          samples_(samples),
          mapping_(request.mapping),
          vocabularies_(vocabularies),
          problems_(problems) {
        find_level(request);
        read_hashtags();
    }

    Columns recognise() {
        check_mapping();
        const auto& names = source_.columns();
        for (std::size_t i = 0; i < names.size(); ++i) {
            ColumnVerdict verdict;
            verdict.column = names[i];
            if (!source_.hashtags().empty()) verdict.hashtag = source_.hashtags()[i];
            rank_ = 0;
            decide(i, verdict);
            candidates_.push_back({i, verdict.field, rank_});
            result_.verdicts.push_back(std::move(verdict));
        }
        redirect_foreign_ids();
        settle();
        report();
        return std::move(result_);
    }

private:
    struct Candidate {
        std::size_t column;
        std::string field;
        int rank;  // the lower, the better
    };

    bool is_field(std::string_view name) const {
        if (name == coordinates_field) return set_.has_position;
        if (name == geometry_field) return set_.has_shape || set_.has_position;
        return set_.find(name).has_value();
    }

    std::string field_names() const {
        std::vector<std::string> names;
        for (const auto* field : set_.fields) names.emplace_back(field->name);
        return base::join(names, ", ");
    }

    void check_mapping() const {
        const auto refuse = [&](const std::string& path, const std::string& field) {
            throw base::Error(
                base::ErrorKind::invalid_input,
                base::mark("mapping, {0}: \"{1}\" is not a field of this kind of record; its fields are: {2}", path,
                           field, field_names()));
        };
        for (const auto& [heading, field] : mapping_.columns)
            if (field && !is_field(*field)) refuse("columns." + heading, *field);
        for (const auto& [field, codes] : mapping_.values)
            if (!set_.find(field)) refuse("values." + field, field);
        for (const auto& [field, value] : mapping_.constants)
            if (!set_.find(field)) refuse("constants." + field, field);
        for (const auto& [heading, field] : mapping_.columns) {
            const auto& names = source_.columns();
            if (std::none_of(names.begin(), names.end(), [&, &wanted = heading](const std::string& name) {
                    return base::fold(name) == base::fold(wanted);
                }))
                problems_.warning(
                    0, heading,
                    base::mark("the mapping speaks of a column \"{0}\" that the file does not have", heading),
                    base::mark("its columns are: {0}", base::join(names, ", ").substr(0, 500)));
        }
    }

    void find_level(const ReadRequest& request) {
        if (set_.record != "area") return;
        for (const auto& name : source_.columns())
            if (const auto admin = admin_column(name);
                admin && admin->part == AdminColumn::Part::pcode && admin->level > result_.level.value_or(-1))
                result_.level = admin->level;
        if (request.level && result_.level && *request.level < *result_.level) result_.level = request.level;
    }

    void read_hashtags() {
        if (source_.hashtags().empty()) return;
        for (const auto& term : vocabularies_.fields())
            if (term.record == set_.record && set_.find(term.field))
                for (const auto& words : term.hxl)
                    if (auto hashtag = parse_hashtag(words))
                        field_hashtags_.emplace_back(std::move(*hashtag), term.field);
    }

    void decide(std::size_t column, ColumnVerdict& verdict) {
        const auto take = [&](How how, std::string field, int rank) {
            verdict.how = how;
            verdict.field = std::move(field);
            rank_ = rank;
        };
        for (const auto& [heading, field] : mapping_.columns) {
            if (heading != verdict.column && base::fold(heading) != base::fold(verdict.column)) continue;
            return field ? take(How::by_mapping, *field, 0) : take(How::ignored_on_purpose, {}, 0);
        }
        if (const auto tagged = by_hashtag(verdict.hashtag))
            return take(How::by_hashtag, tagged->first, tagged->second);
        if (const auto admin = admin_column(verdict.column.empty() ? verdict.hashtag : verdict.column))
            return decide_admin(*admin, take);
        const auto key = base::fold_to_key(verdict.column);
        if (is_of_problem_file(key)) return take(How::ignored_on_purpose, {}, 0);
        if (is_running_number(verdict.column) || (is_number_heading(key) && counts_rows(column))) {
            problems_.note(
                0, verdict.column,
                base::mark("the column \"{0}\" was left out: a running number is not an identifier", verdict.column),
                base::mark("if it is a lasting number of each record, name its field in a mapping: {0}", "source_id"));
            return take(How::ignored_on_purpose, {}, 0);
        }
        if (const auto found = headings_.find(verdict.column)) {
            return take(How::by_name, found->field, 20 + static_cast<int>(found->sureness));
        }
        if (set_.has_position && is_pair_heading(key)) return take(How::by_name, std::string(coordinates_field), 25);
        if (is_wkt_heading(key) && is_field(geometry_field)) return take(How::by_name, std::string(geometry_field), 25);
        if (result_.level && key == "date")
            return take(How::ignored_on_purpose, {}, 0);  // of the dataset, not of the unit
        if (is_technical(key) || (verdict.column.empty() && is_empty(column)))
            return take(How::ignored_on_purpose, {}, 0);
    }

    template <class Take>
    void decide_admin(const AdminColumn& admin, Take&& take) const {
        using Part = AdminColumn::Part;
        if (set_.record != "area") {
            // Finer codes first.
            if (admin.part == Part::pcode && set_.find("area_code"))
                return take(How::by_name, "area_code", 30 - static_cast<int>(admin.level));
            return;
        }
        if (admin.part == Part::pcode && result_.level && admin.level == *result_.level - 1)
            return take(How::by_name, "parent_code", 20);
        if (!result_.level || admin.level != *result_.level) return take(How::ignored_on_purpose, {}, 0);
        switch (admin.part) {
            case Part::pcode: return take(How::by_name, "code", 20);
            case Part::name_fr: return take(How::by_name, "name_fr", 20);
            case Part::name_en: return take(How::by_name, "name_en", 20);
            case Part::other_name: return take(How::by_name, "former_names", 20);
        }
    }

    std::optional<std::pair<std::string, int>> by_hashtag(const std::string& words) const {
        const auto column = parse_hashtag(words);
        if (!column) return std::nullopt;
        std::optional<std::pair<std::string, int>> best;
        int best_fit = 0;
        for (const auto& [hashtag, field] : field_hashtags_) {
            const auto fit = match(*column, hashtag);
            if (!fit || (best && *fit <= best_fit)) continue;
            best_fit = *fit;
            // Codes of finer areas come before those of wider ones.
            int rank = 15 - std::clamp(best_fit / 10, 0, 5);
            if (field == "area_code" && hashtag.tag.size() == 5) rank = 15 - (hashtag.tag[4] - '0');
            best = {field, rank};
        }
        return best;
    }

    bool is_empty(std::size_t column) const {
        return std::all_of(samples_.begin(), samples_.end(), [&](const SourceRow& row) {
            return column >= row.cells.size() || base::is_blank(row.cells[column]);
        });
    }

    // Its cells are small whole numbers, as of rows counted.
    bool counts_rows(std::size_t column) const {
        bool counts = false;
        for (const auto& row : samples_) {
            const auto cell = column < row.cells.size() ? base::trim(row.cells[column]) : std::string_view();
            if (cell.empty()) continue;
            if (cell.size() > 6 || !base::parse_whole(cell)) return false;
            counts = true;
        }
        return counts;
    }

    // A column "id" of another program is not our identifier.
    void redirect_foreign_ids() {
        const auto id = set_.find("id");
        if (!id || set_.record == "organisation") return;
        for (auto& candidate : candidates_) {
            if (candidate.field != "id" || result_.verdicts[candidate.column].how == How::by_mapping) continue;
            const auto foreign = std::find_if(samples_.begin(), samples_.end(), [&](const SourceRow& row) {
                const auto cell = base::trim(row.cells[candidate.column]);
                return !cell.empty() && !base::Uuid::parse(cell);
            });
            if (foreign == samples_.end()) continue;
            const bool has_place = set_.find("source_id").has_value();
            candidate.field = has_place ? "source_id" : "";
            candidate.rank = 28;
            auto& verdict = result_.verdicts[candidate.column];
            verdict.field = candidate.field;
            if (!has_place) verdict.how = How::ignored_on_purpose;
            if (!has_place)
                problems_.note(0, verdict.column,
                               base::mark("the column \"{0}\" holds no identifiers of this program and was left out",
                                          verdict.column));
        }
    }

    static bool is_list(const model::FieldDescription& field) {
        using Kind = model::FieldKind;
        return field.kind == Kind::text_list || field.kind == Kind::code_list || field.kind == Kind::phone_list ||
               field.kind == Kind::services || field.kind == Kind::area_list;
    }

    // Where several columns give one field the best is used; lists are joined; area codes fall back on the wider area.
    void settle() {
        std::stable_sort(candidates_.begin(), candidates_.end(),
                         [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
        std::unordered_map<std::string, std::size_t> first;
        for (const auto& candidate : candidates_) {
            if (candidate.field.empty()) continue;
            auto& verdict = result_.verdicts[candidate.column];
            const auto [place, is_new] = first.emplace(candidate.field, candidate.column);
            const auto index = set_.find(candidate.field);
            const bool shares = candidate.field == "area_code" || candidate.field == "geometry" ||
                                candidate.field == "coordinates" || (index && is_list(*set_.fields[*index]));
            if (!is_new && !shares) {
                verdict.how = How::not_understood;
                verdict.field.clear();
                problems_.warning(
                    0, shown(candidate.column),
                    base::mark("the columns \"{0}\" and \"{1}\" both give the field {2}; the first is used",
                               shown(place->second), shown(candidate.column), candidate.field),
                    base::mark("say in the mapping which one is meant, and null for the other"));
                given_twice_.insert(candidate.column);
                continue;
            }
            ColumnUse use{candidate.column, ColumnUse::Target::field, index.value_or(0), shown(candidate.column)};
            if (!index)
                use.target =
                    candidate.field == geometry_field ? ColumnUse::Target::geometry : ColumnUse::Target::coordinates;
            result_.uses.push_back(std::move(use));
        }
    }

    std::string shown(std::size_t column) const {
        const auto& verdict = result_.verdicts[column];
        if (!verdict.column.empty()) return verdict.column;
        return verdict.hashtag.empty() ? letters_of(column) : verdict.hashtag;
    }

    void report() {
        for (std::size_t i = 0; i < result_.verdicts.size(); ++i) {
            const auto& verdict = result_.verdicts[i];
            if (verdict.how != How::not_understood || given_twice_.contains(i)) continue;
            const auto near = headings_.nearest(verdict.column);
            if (near.empty())
                problems_.warning(0, shown(i),
                                  base::mark("the column \"{0}\" was not understood and was left out", shown(i)),
                                  base::mark("name its field in a mapping, or null to leave it out on purpose"));
            else
                problems_.warning(
                    0, shown(i), base::mark("the column \"{0}\" was not understood and was left out", shown(i)),
                    base::mark("name its field in a mapping, for instance {0}, or null to leave it out on purpose",
                               near));
        }
    }

    const FieldSet& set_;
    const Headings& headings_;
    const Source& source_;
    const std::vector<SourceRow>& samples_;
    const Mapping& mapping_;
    const model::Vocabularies& vocabularies_;
    base::Problems& problems_;
    Columns result_;
    std::vector<std::pair<Hashtag, std::string>> field_hashtags_;
    std::vector<Candidate> candidates_;
    std::set<std::size_t> given_twice_;
    int rank_ = 0;
};

}  // namespace

Columns recognise_columns(const FieldSet& set, const Headings& headings, const Source& source,
                          const std::vector<SourceRow>& samples, const ReadRequest& request,
                          const model::Vocabularies& vocabularies, base::Problems& problems) {
    return Recogniser(set, headings, source, samples, request, vocabularies, problems).recognise();
}

// ADM2_FR, ADM2_PCODE, ADM2ALT1FR, ADM2_REF; admin1Name, admin1Pcod; adm2_name, adm2_code; #adm1+code.
std::optional<AdminColumn> admin_column(std::string_view heading) {
    auto key = base::fold_to_key(heading);
    if (key.starts_with("admin"))
        key.erase(0, 5);
    else if (key.starts_with("adm"))
        key.erase(0, 3);
    else
        return std::nullopt;
    if (key.empty() || key[0] < '0' || key[0] > '5') return std::nullopt;
    AdminColumn column;
    column.level = key[0] - '0';
    key.erase(0, 1);
    using Part = AdminColumn::Part;
    if (key == "pcode" || key == "pcod" || key == "code" || key == "pc" || key == "codepcode")
        column.part = Part::pcode;
    else if (key == "fr" || key == "name" || key == "nom" || key == "namefr" || key == "")
        column.part = Part::name_fr;
    else if (key == "en" || key == "nameen")
        column.part = Part::name_en;
    else if (key.starts_with("alt") || key.starts_with("al1") || key.starts_with("al2"))
        column.part = Part::other_name;
    else if (key == "ref" || key == "refname" || key == "refn") {
        column.part = Part::other_name;  // the name again, without its accents: of no level
        column.level = -1;
    } else
        return std::nullopt;
    return column;
}

}  // namespace balise::exchange
