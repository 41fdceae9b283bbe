#include "model/checks.hpp"

#include <algorithm>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "model/fields.hpp"
#include "model/phone.hpp"

namespace balise::model {

const geo::Box& country_box() {
    static const geo::Box box{-8.75, 4.0, -2.35, 10.9};
    return box;
}

namespace {

// "2024", "2024-05" or "2024-05-31".
bool is_partial_date(const std::string& text) {
    if (text.size() == 4) return base::parse_whole(text).value_or(0) > 1800;
    if (text.size() == 7) return base::is_date(text + "-01");
    return base::is_date(text);
}

class Checker {
public:
    Checker(const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems)
        : vocabularies_(vocabularies), row_(row), problems_(problems) {}

    template <class Record>
    void every_field(const Record& record) {
        for (const auto& field : fields<Record>()) {
            if (field.kind == FieldKind::services || field.is_key) continue;
            const auto value = field.get(record);
            if (is_set(value)) one(field, value);
        }
    }

    void required(const std::string& field, bool present) {
        if (!present)
            problems_.error(row_, field, base::mark("the field \"{0}\" is missing", field), base::mark("fill it in"));
    }

    void warn(const std::string& field, base::Text message, base::Text suggestion = {}) {
        problems_.warning(row_, field, std::move(message), std::move(suggestion));
    }
    void fail(const std::string& field, base::Text message, base::Text suggestion = {}) {
        problems_.error(row_, field, std::move(message), std::move(suggestion));
    }

    void code(const std::string& field, std::string_view vocabulary, const std::string& found) {
        const auto* known = vocabularies_.find(vocabulary);
        if (known == nullptr || known->find(found) != nullptr) return;
        fail(field, base::mark("\"{0}\" is not a known value", found), base::mark("use one of: {0}", codes_of(*known)));
    }

    void position(const std::optional<geo::LonLat>& position, bool is_required) {
        if (!position) {
            if (is_required)
                fail("lon", base::mark("the position is missing"), base::mark("give lon and lat in degrees"));
            return;
        }
        const auto& box = country_box();
        if (box.contains({position->lon, position->lat})) return;
        if (box.contains({position->lat, position->lon}))
            fail("lon",
                 base::mark("longitude and latitude are swapped: lon {0}, lat {1}", base::number_text(position->lon),
                            base::number_text(position->lat)),
                 base::mark("exchange them"));
        else
            fail("lon",
                 base::mark("the position lon {0}, lat {1} lies outside Côte d'Ivoire",
                            base::number_text(position->lon), base::number_text(position->lat)),
                 base::mark("check the coordinates and their reference system"));
    }

private:
    static std::string codes_of(const Vocabulary& vocabulary) {
        std::vector<std::string> codes;
        for (const auto& term : vocabulary.terms()) {
            if (codes.size() == 20) {
                codes.emplace_back("…");
                break;
            }
            codes.push_back(term.code);
        }
        return base::join(codes, ", ");
    }

    void one(const FieldDescription& field, const Value& value) {
        const std::string name(field.name);
        switch (field.kind) {
            case FieldKind::code: code(name, field.vocabulary, text_of(value)); break;
            case FieldKind::code_list:
                for (const auto& item : base::split(text_of(value), ';')) code(name, field.vocabulary, item);
                break;
            case FieldKind::equipment:
                for (const auto& item : base::split(text_of(value), ';')) {
                    code(name, field.vocabulary, item.substr(0, item.find('=')));
                    const auto equals = item.find('=');
                    if (equals != std::string::npos && base::parse_whole(item.substr(equals + 1)).value_or(-1) < 0)
                        fail(name, base::mark("\"{0}\" has no whole number behind the equals sign", item),
                             base::mark("write for instance {0}", "motorcycle=2"));
                }
                break;
            case FieldKind::whole:
            case FieldKind::real: {
                const double number = std::holds_alternative<double>(value)
                                          ? std::get<double>(value)
                                          : static_cast<double>(std::get<std::int64_t>(value));
                if (number < field.min || number > field.max)
                    fail(name, base::mark("{0} is outside the range from {1} to {2}", number, field.min, field.max),
                         base::mark("check the number"));
                break;
            }
            case FieldKind::date:
                if (!is_partial_date(text_of(value)))
                    fail(name, base::mark("\"{0}\" is not a date", text_of(value)),
                         base::mark("write it as YYYY-MM-DD"));
                break;
            case FieldKind::email:
                if (!is_email(text_of(value)))
                    fail(name, base::mark("\"{0}\" is not an e-mail address", text_of(value)),
                         base::mark("check the address, or leave it empty"));
                break;
            case FieldKind::phone:
                if (!normalise_phone(text_of(value)))
                    fail(name, base::mark("\"{0}\" is not a telephone number", text_of(value)),
                         base::mark("write it as +225 and ten digits"));
                break;
            case FieldKind::phone_list:
                for (const auto& item : base::split(text_of(value), ';'))
                    if (!normalise_phone(item))
                        fail(name, base::mark("\"{0}\" is not a telephone number", item),
                             base::mark("write it as +225 and ten digits"));
                break;
            default:
                if (text_of(value).size() > 10000)
                    fail(name, base::mark("the text is too long ({0} bytes)", text_of(value).size()),
                         base::mark("shorten it to 10,000 bytes"));
        }
    }

    const Vocabularies& vocabularies_;
    std::int64_t row_;
    base::Problems& problems_;
};

void check_services(Checker& checker, const Provider& record) {
    for (const auto& service : record.services) {
        checker.code("services", "service_category", service.category);
        if (!service.phase.empty()) checker.code("services", "service_phase", service.phase);
        if (!service.status.empty()) checker.code("services", "status", service.status);
        if (service.category == "other" && service.label.empty())
            checker.fail("services", base::mark("the service \"other\" needs a free-text label"),
                         base::mark("write other=… with the service's name"));
    }
}

}  // namespace

void check(const Provider& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("name_fr", !record.name_fr.empty() || !record.name_en.empty());
    checker.required("type", !record.type.empty());
    checker.every_field(record);
    check_services(checker, record);
    if (record.type == "hotline" || record.type == "mobile_app") {
        if (record.position)
            checker.warn("lon", base::mark("a hotline or mobile app has no place of its own"),
                         base::mark("remove the position"));
    } else {
        checker.position(record.position, false);
    }
    if (record.capacity_max && record.capacity_free && *record.capacity_free > *record.capacity_max)
        checker.fail("capacity_free",
                     base::mark("{0} free places are more than the capacity of {1}", *record.capacity_free,
                                *record.capacity_max),
                     base::mark("correct one of the two"));
    if (record.age_min && record.age_max && *record.age_min > *record.age_max)
        checker.fail("age_min",
                     base::mark("the minimum age {0} is above the maximum age {1}", *record.age_min, *record.age_max),
                     base::mark("exchange them"));
}

void check(const RiskZone& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("name_fr", !record.name_fr.empty() || !record.name_en.empty());
    checker.required("level", !record.level.empty());
    checker.required("geometry", !record.shape.empty());
    checker.every_field(record);
}

void check(const BorderPost& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("name", !record.name.empty());
    checker.required("kind", !record.kind.empty());
    checker.position(record.position, true);
    checker.every_field(record);
}

void check(const TransportNode& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("name", !record.name.empty());
    checker.required("kind", !record.kind.empty());
    checker.position(record.position, true);
    checker.every_field(record);
}

void check(const Area& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("code", !record.code.empty());
    checker.required("name_fr", !record.name_fr.empty() || !record.name_en.empty());
    checker.required("geometry", !record.shape.empty());
    checker.every_field(record);
    if (record.children && record.population && *record.children > *record.population)
        checker.fail(
            "children",
            base::mark("{0} children are more than the population of {1}", *record.children, *record.population),
            base::mark("correct one of the two"));
}

void check(const Place& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("name", !record.name.empty());
    checker.position(record.position, true);
    checker.every_field(record);
}

void check(const Road& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("geometry", !record.shape.paths.empty());
    checker.every_field(record);
}

void check(const Water& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("geometry", !geo::is_empty(record.shape));
    checker.every_field(record);
}

void check(const Neighbour& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems) {
    Checker checker(vocabularies, row, problems);
    checker.required("code", !record.code.empty());
    checker.required("geometry", !record.shape.empty());
    checker.every_field(record);
}

}  // namespace balise::model
