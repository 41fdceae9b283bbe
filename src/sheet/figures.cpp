#include "sheet/figures.hpp"

#include <cstdint>

#include "base/words.hpp"

namespace balise::sheet {

namespace {

using base::mark;
using base::mark_plural;

// As within a sentence: the labels of vocabularies begin with a capital.
std::string without_capital(const std::string& label) {
    const auto first = static_cast<unsigned char>(label.empty() ? 0 : label.front());
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : 3;
    return label.size() < length ? label : base::lower_case(label.substr(0, length)) + label.substr(length);
}

// "legal assistance (6), dental care (10)": full labels, who reads the message has not seen the key yet.
std::string words_of(const std::vector<int>& services, const SheetRequest& request, const base::Catalogue& say) {
    std::string out;
    const auto& terms = request.vocabularies->of("service_category").terms();
    for (const int number : services) {
        const auto index = static_cast<std::size_t>(number - 1);
        if (index >= terms.size()) continue;
        if (!out.empty()) out += ", ";
        out += without_capital(request.vocabularies->label("service_category", terms[index].code, say.language())) +
               "\u00a0(" + std::to_string(number) + ")";
    }
    return out;
}

// "2, 6, 8–12".
std::string numbers_of(const std::vector<int>& services) {
    std::string out;
    for (std::size_t i = 0; i < services.size();) {
        std::size_t last = i;
        while (last + 1 < services.size() && services[last + 1] == services[last] + 1) ++last;
        if (last < i + 2) last = i;
        out += (out.empty() ? "" : ", ") + std::to_string(services[i]);
        if (last > i) out += "–" + std::to_string(services[last]);
        i = last + 1;
    }
    return out;
}

std::string count_sentence(const Listing& listing, bool is_public, const base::Catalogue& say) {
    const auto count = static_cast<std::int64_t>(listing.open);
    const auto there = static_cast<std::int64_t>(listing.in_main_place);
    const auto& place = listing.main_place;
    if (place.empty())
        return say(is_public
                       ? mark_plural("{0} provider open to the public.", "{0} providers open to the public.", count)
                       : mark_plural("{0} provider in this edition.", "{0} providers in this edition.", count));
    if (there == count)
        return say(is_public ? mark_plural("{0} provider open to the public, in {1}.",
                                           "{0} providers open to the public, all in {1}.", count, place)
                             : mark_plural("{0} provider in this edition, in {1}.",
                                           "{0} providers in this edition, all in {1}.", count, place));
    return say(is_public ? mark_plural("{0} provider open to the public, {1} of them in {2}.",
                                       "{0} providers open to the public, {1} of them in {2}.", count, there, place)
                         : mark_plural("{0} provider in this edition, {1} of them in {2}.",
                                       "{0} providers in this edition, {1} of them in {2}.", count, there, place));
}

std::string gap_sentence(const SheetRequest& request, const Listing& listing, const base::Catalogue& say) {
    if (!listing.missing.empty())
        return say(mark("Missing in the area: {0}.", words_of(listing.missing, request, say)));
    if (!listing.missing_outside.empty())
        return say(
            mark("Missing outside {0}: {1}.", listing.main_place, words_of(listing.missing_outside, request, say)));
    return say(mark("Every service that this edition shows is offered in the area."));
}

std::string brief_gap_sentence(const Listing& listing, const base::Catalogue& say) {
    if (!listing.missing.empty()) return say(mark("Missing in the area: services {0}.", numbers_of(listing.missing)));
    if (listing.missing_outside.empty()) return {};
    return say(mark("Missing outside {0}: services {1}.", listing.main_place, numbers_of(listing.missing_outside)));
}

}  // namespace

Message message_of(const SheetRequest& request, const std::string& area_name, const Listing& listing,
                   const base::Catalogue& say) {
    const bool is_public = request.released->audience() == model::Audience::everyone;
    Message message;
    if (listing.open == 0) {
        message.head = say(mark("This edition shows no provider in {0} yet.", area_name));
        message.second =
            say(mark("Whoever is worried about a child finds help by calling {0}, day and night, free of charge.",
                     request.imprint.hotline));
    } else {
        message.head = count_sentence(listing, is_public, say);
        message.second = gap_sentence(request, listing, say);
        message.brief = brief_gap_sentence(listing, say);
    }
    if (!request.key_message.empty()) message.head = request.key_message;
    return message;
}

}  // namespace balise::sheet
