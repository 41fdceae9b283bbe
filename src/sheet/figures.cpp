#include "sheet/figures.hpp"

#include <cstdint>

#include "sheet/words.hpp"

namespace balise::sheet {

namespace {

using base::mark;
using base::mark_plural;

// "legal aid (6), dental care (10)".
std::string words_of(const std::vector<int>& services, const SheetRequest& request, const base::Catalogue& say) {
    std::string out;
    const auto& terms = request.vocabularies->of("service_category").terms();
    for (const int number : services) {
        const auto index = static_cast<std::size_t>(number - 1);
        if (index >= terms.size()) continue;
        if (!out.empty()) out += ", ";
        out += short_service(terms[index].code, *request.vocabularies, say) + "\u00a0(" + std::to_string(number) + ")";
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
    }
    if (!request.key_message.empty()) message.head = request.key_message;
    return message;
}

}  // namespace balise::sheet
