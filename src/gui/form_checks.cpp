#include "gui/form_checks.hpp"

#include <cmath>
#include <optional>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "geo/coordinates.hpp"
#include "model/fields.hpp"
#include "model/phone.hpp"

namespace balise::gui {

using base::mark;
using model::FieldKind;

namespace {

base::Text fault(base::Text fact, base::Text remedy) {
    return mark("{0}: {1}", std::move(fact), std::move(remedy));
}

// "2026", "2026-11" and whole dates.
bool is_some_date(const std::string& value) {
    if (value.size() == 4) return base::is_date(value + "-01-01");
    if (value.size() == 7) return base::is_date(value + "-01");
    return base::is_date(value);
}

base::Text fault_of_number(const model::FieldDescription& field, const std::string& value) {
    std::optional<double> number;
    if (field.kind == FieldKind::whole) {
        if (const auto whole = base::parse_whole(value)) number = static_cast<double>(*whole);
        if (!number) return fault(mark("\"{0}\" is not a whole number", value), mark("check the number"));
    } else {
        number = base::parse_number(value);
        if (!number) return fault(mark("\"{0}\" is not a number", value), mark("check the number"));
    }
    if (*number < field.min || *number > field.max) {
        if (std::isinf(field.max)) return fault(mark("{0} is below {1}", value, field.min), mark("check the number"));
        return fault(mark("{0} is outside the range from {1} to {2}", value, field.min, field.max),
                     mark("check the number"));
    }
    return {};
}

base::Text fault_of_phones(const std::string& value) {
    std::vector<std::string> rest;
    model::phones_in(value, rest);
    if (rest.empty()) return {};
    return fault(mark("\"{0}\" is not a telephone number", rest.front()), mark("write it as +225 and ten digits"));
}

}  // namespace

base::Text fault_of(const std::string& name, const std::string& value) {
    const auto* field = model::find_field<model::Provider>(name);
    if (field == nullptr) return {};
    const std::string words(base::trim(value));
    if (words.empty()) {
        if (name == "type") return mark("choose the type");
        return {};
    }
    switch (field->kind) {
        case FieldKind::date:
            if (!is_some_date(words))
                return fault(mark("\"{0}\" is not a date", words), mark("write it as YYYY-MM-DD"));
            return {};
        case FieldKind::phone:
            if (!model::normalise_phone(words))
                return fault(mark("\"{0}\" is not a telephone number", words), mark("write it as +225 and ten digits"));
            return {};
        case FieldKind::phone_list: return fault_of_phones(words);
        case FieldKind::email:
            if (!model::is_email(words))
                return fault(mark("\"{0}\" is not an e-mail address", words),
                             mark("check the address, or leave it empty"));
            return {};
        case FieldKind::whole:
        case FieldKind::real: return fault_of_number(*field, words);
        case FieldKind::longitude:
        case FieldKind::latitude:
            if (!geo::parse_coordinate(words))
                return fault(mark("\"{0}\" is not a coordinate", words),
                             mark("write degrees, for instance {0}", "-5.0303"));
            return {};
        case FieldKind::text:
        case FieldKind::long_text:
            if (words.size() > 10'000)
                return fault(mark("the text is too long ({0} bytes)", words.size()),
                             mark("shorten it to 10,000 bytes"));
            return {};
        case FieldKind::code:
        case FieldKind::code_list:
        case FieldKind::text_list:
        case FieldKind::area_code:
        case FieldKind::area_list:
        case FieldKind::equipment:
        case FieldKind::services:
        case FieldKind::url: return {};
    }
    return {};
}

std::map<std::string, base::Text> contradictions(const std::map<std::string, std::string>& values) {
    const auto words = [&](const std::string& name) {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : std::string(base::trim(found->second));
    };
    const auto whole = [&](const std::string& name) { return base::parse_whole(words(name)); };
    std::map<std::string, base::Text> faults;
    const auto free = whole("capacity_free"), capacity = whole("capacity_max");
    if (free && capacity && *free > *capacity)
        faults["capacity_free"] = fault(mark("{0} free places are more than the capacity of {1}", *free, *capacity),
                                        mark("correct one of the two"));
    const auto least = whole("age_min"), most = whole("age_max");
    if (least && most && *least > *most)
        faults["age_max"] =
            fault(mark("the minimum age {0} is above the maximum age {1}", *least, *most), mark("exchange them"));
    if (words("name_fr").empty() && words("name_en").empty())
        faults["name_fr"] = mark("give a name in one of the two languages at least");
    if (words("lon").empty() != words("lat").empty()) {
        const std::string empty = words("lon").empty() ? "lon" : "lat";
        faults[empty] = mark("give lon and lat together");
    }
    for (const auto& service : model::services_from_text(words("services")))
        if (service.category == "other" && base::is_blank(service.label))
            faults["services"] = mark("the service \"other\" needs a free-text label");
    return faults;
}

}  // namespace balise::gui
