#include "sheet/listing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "geo/operations.hpp"
#include "sheet/words.hpp"

namespace balise::sheet {

namespace {

constexpr std::int64_t package_size = 14;  // services 1 to 14 are the minimum package
constexpr double reach = 12'000;           // metres from a town's middle within which a provider is "in" it

bool is_open(const std::string& status) {
    return status != "inactive" && status != "defunct";
}

bool counts(const model::Provider& provider) {
    return provider.status != "temporarily_closed";
}

bool lies_in(const model::Provider& provider, const model::Area& area, const AreaTree& tree) {
    if (!provider.area_code.empty()) return tree.is_within(provider.area_code, area.code);
    return provider.position && geo::contains(area.shape, {provider.position->lon, provider.position->lat});
}

// The places of an area, the largest first.
std::vector<const model::Place*> places_in(const model::Released& released, const model::Area& area,
                                           const AreaTree& tree) {
    std::vector<const model::Place*> places;
    for (const auto& place : released.places())
        if (place.position && tree.is_within(place.area_code, area.code)) places.push_back(&place);
    std::stable_sort(places.begin(), places.end(), [](const auto* a, const auto* b) {
        return a->population.value_or(0) > b->population.value_or(0);
    });
    return places;
}

bool is_town(const model::Place& place) {
    return place.kind == "capital" || place.kind == "city" || place.kind == "town";
}

// By the record's own words where they name a place of the area ("Abidjan, Abobo": the whole city first); else the
// nearest town within reach; else the nearest village. Words that name no known place count as they are.
class PlaceFinder {
public:
    explicit PlaceFinder(std::vector<const model::Place*> places) : places_(std::move(places)) {
        for (const auto* place : places_) by_name_.emplace(base::fold(place->name), place);
    }

    std::string name_for(const model::Provider& provider) {
        const auto parts = base::split(provider.locality, ',');
        for (const auto& part : parts)
            if (const auto found = by_name_.find(base::fold(part)); found != by_name_.end()) return found->second->name;
        if (!parts.empty()) return parts.front();
        if (!provider.position) return {};
        const model::Place* town = nearest(*provider.position, true);
        if (town == nullptr) town = nearest(*provider.position, false);
        return town == nullptr ? std::string() : town->name;
    }

    std::int64_t population_of(const std::string& name) const {
        const auto found = by_name_.find(base::fold(name));
        return found == by_name_.end() ? 0 : found->second->population.value_or(0);
    }

private:
    const model::Place* nearest(geo::LonLat position, bool towns) const {
        const model::Place* best = nullptr;
        double shortest = reach;
        for (const auto* place : places_) {
            if (is_town(*place) != towns) continue;
            // A degree is about 111 km: what is further by latitude alone is not measured.
            if (std::abs(place->position->lat - position.lat) * 111'000 > reach) continue;
            const double metres = geo::distance(position, *place->position).value;
            if (metres < shortest) {
                shortest = metres;
                best = place;
            }
        }
        return best;
    }

    std::vector<const model::Place*> places_;
    std::map<std::string, const model::Place*> by_name_;  // the largest of equal names
};

std::vector<int> services_of(const model::Provider& provider, const model::Vocabularies& vocabularies) {
    std::set<int> numbers;
    for (const auto& service : provider.services)
        if (service.status.empty() || service.status == "active")
            if (const int number = service_number(service.category, vocabularies); number > 0) numbers.insert(number);
    return {numbers.begin(), numbers.end()};
}

int type_rank(const std::string& type, const model::Vocabularies& vocabularies) {
    int rank = 0;
    for (const auto& term : vocabularies.of("provider_type").terms()) {
        if (term.code == type) break;
        ++rank;
    }
    return rank;
}

// The services 1 to 14 that none of the open providers offers. Housing is told of to the directory's keepers only: the
// other editions do not say what shelters do, so its absence there would mean nothing.
std::vector<int> missing_services(const Listing& listing, const std::string& without_place, model::Audience audience) {
    std::set<int> offered;
    for (const auto& listed : listing.providers)
        if (counts(*listed.provider) && (without_place.empty() || listed.place != without_place))
            offered.insert(listed.services.begin(), listed.services.end());
    std::vector<int> missing;
    for (int number = audience == model::Audience::internal ? 1 : 2; number <= package_size; ++number)
        if (!offered.contains(number)) missing.push_back(number);
    return missing;
}

// The day one year before, "2025-11-23"; compared as words.
std::string year_before(const std::string& today) {
    if (!base::is_date(today) || today.size() < 4) return today;
    return std::to_string(std::stoi(today.substr(0, 4)) - 1) + today.substr(4);
}

void count_figures(Listing& listing, const SheetRequest& request) {
    std::map<std::string, std::size_t> by_place;
    std::size_t fresh = 0;
    const std::string since = year_before(request.today);
    for (const auto& listed : listing.providers) {
        const auto& provider = *listed.provider;
        if (provider.assured_on >= since && !provider.assured_on.empty()) ++fresh;
        if (!provider.position && !is_placeless(provider.type)) listing.generalised = true;
        if (!counts(provider)) continue;
        ++listing.open;
        ++by_place[listed.place];
    }
    listing.places = by_place.size();
    for (const auto& listed : listing.providers)  // in the list's order: the larger of two equal places wins
        if (!listed.place.empty() && by_place[listed.place] > listing.in_main_place) {
            listing.in_main_place = by_place[listed.place];
            listing.main_place = listed.place;
        }
    const auto audience = request.released->audience();
    listing.missing = missing_services(listing, {}, audience);
    if (listing.places > 1 && !listing.main_place.empty())
        listing.missing_outside = missing_services(listing, listing.main_place, audience);
    if (!listing.providers.empty())
        listing.verified_share = static_cast<int>(
            std::lround(100.0 * static_cast<double>(fresh) / static_cast<double>(listing.providers.size())));
}

}  // namespace

bool is_placeless(const std::string& type) {
    return type == "hotline" || type == "mobile_app";
}

Listing listing_of(const SheetRequest& request, const model::Area& area, const AreaTree& tree) {
    const auto& released = *request.released;
    const bool french = request.language == base::Language::french;
    PlaceFinder places(places_in(released, area, tree));
    Listing listing;
    std::map<std::string, std::size_t> crowd;
    for (std::size_t row = 0; row < released.providers().size(); ++row) {
        const auto& provider = released.providers()[row];
        if (!is_open(provider.status) || !lies_in(provider, area, tree)) continue;
        Listed listed;
        listed.provider = &provider;
        listed.row = row;
        listed.place = places.name_for(provider);
        listed.services = services_of(provider, *request.vocabularies);
        ++crowd[listed.place];
        listing.providers.push_back(std::move(listed));
    }
    const auto key = [&](const Listed& listed) {
        const auto& provider = *listed.provider;
        return std::tuple(listed.place.empty(), -places.population_of(listed.place),
                          -static_cast<std::int64_t>(crowd[listed.place]), base::fold(listed.place), listed.place,
                          type_rank(provider.type, *request.vocabularies),
                          base::fold(model::display_name(provider, french)), provider.public_ref);
    };
    std::sort(listing.providers.begin(), listing.providers.end(),
              [&](const Listed& a, const Listed& b) { return key(a) < key(b); });
    int number = 0;
    for (auto& listed : listing.providers) listed.number = ++number;
    count_figures(listing, request);
    return listing;
}

}  // namespace balise::sheet
