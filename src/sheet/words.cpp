#include "sheet/words.hpp"

#include <map>
#include <string_view>

#include "base/clock.hpp"

namespace balise::sheet {

namespace {

using ShortWords = std::map<std::string, base::Text, std::less<>>;

const ShortWords& services() {
    static const ShortWords words{
        {"housing", base::mark("housing")},
        {"case_management", base::mark("case follow-up")},
        {"safety_planning", base::mark("safety")},
        {"crisis_intervention", base::mark("crisis")},
        {"victim_advocacy", base::mark("advocacy")},
        {"legal_assistance", base::mark("legal aid")},
        {"physical_mental_health", base::mark("health, counselling")},
        {"reintegration", base::mark("reunification")},
        {"medical_care", base::mark("medical care")},
        {"dental_care", base::mark("dental care")},
        {"substance_abuse", base::mark("substance abuse")},
        {"education_training", base::mark("training")},
        {"life_skills", base::mark("life skills")},
        {"transport", base::mark("transport")},
        {"other", base::mark("others")},
    };
    return words;
}

const ShortWords& types() {
    static const ShortWords words{
        {"socio_educational_complex", base::mark("Socio-educ. complex")},
        {"court", base::mark("Court")},
        {"child_protection_committee", base::mark("Protection committee")},
        {"regional_cell", base::mark("Reg. CNLTP cell")},
    };
    return words;
}

}  // namespace

std::string short_service(const std::string& category, const model::Vocabularies& vocabularies,
                          const base::Catalogue& say) {
    const auto found = services().find(category);
    return found != services().end() ? say(found->second)
                                     : vocabularies.label("service_category", category, say.language());
}

std::string short_type(const std::string& type, const model::Vocabularies& vocabularies, const base::Catalogue& say) {
    const auto found = types().find(type);
    return found != types().end() ? say(found->second) : vocabularies.label("provider_type", type, say.language());
}

int service_number(const std::string& category, const model::Vocabularies& vocabularies) {
    int number = 0;
    for (const auto& term : vocabularies.of("service_category").terms()) {
        ++number;
        if (term.code == category) return number;
    }
    return 0;
}

std::string date_words(const std::string& date, base::Language language) {
    if (!base::is_date(date) || date.size() != 10 || language == base::Language::english) return date;
    return date.substr(8, 2) + "." + date.substr(5, 2) + "." + date.substr(0, 4);
}

std::string moment_words(const std::string& moment, const base::Catalogue& say) {
    const auto at = moment.find('T');
    if (at == std::string::npos || moment.size() < at + 6 || moment.back() != 'Z')
        return date_words(moment, say.language());
    return say(
        base::mark("{0} at {1} (UTC)", date_words(moment.substr(0, at), say.language()), moment.substr(at + 1, 5)));
}

}  // namespace balise::sheet
