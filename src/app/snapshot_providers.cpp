// The providers of a snapshot: read, released and made compact in batches.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

#include "app/snapshot_parts.hpp"
#include "base/words.hpp"
#include "model/levels.hpp"
#include "store/batches.hpp"

namespace balise::app {

using namespace model;

namespace {

// A megabyte of records, which stays in the processor's cache from reading to listing.
constexpr std::size_t batch_size = 512;

// What is listed, and all that says who may see it.
const std::vector<std::string_view> listed_fields{"id",
                                                  "public_ref",
                                                  "name_fr",
                                                  "name_en",
                                                  "short_name",
                                                  "former_names",
                                                  "type",
                                                  "status",
                                                  "services",
                                                  "capacity_max",
                                                  "capacity_free",
                                                  "referral_roles",
                                                  "lon",
                                                  "locality",
                                                  "area_code",
                                                  "assured_on",
                                                  "source",
                                                  "disclosure_existence",
                                                  "disclosure_name",
                                                  "disclosure_area",
                                                  "disclosure_position",
                                                  "disclosure_address",
                                                  "disclosure_contacts",
                                                  "disclosure_capacity",
                                                  "disclosure_notes"};

std::int32_t small_number(const Whole& value) {
    return value && *value >= 0 && *value <= std::numeric_limits<std::int32_t>::max()
               ? static_cast<std::int32_t>(*value)
               : -1;
}

// "2026-10-12" → 20261012; a part that is not known is 0.
std::uint32_t date_number(const std::string& date) {
    std::uint32_t number = 0;
    std::size_t digits = 0;
    for (const char c : date)
        if (c >= '0' && c <= '9' && digits < 8) {
            number = number * 10 + static_cast<std::uint32_t>(c - '0');
            ++digits;
        }
    for (; digits > 0 && digits < 8; ++digits) number *= 10;
    return number;
}

bool has_no_place(const Provider& provider) {
    return provider.type == "hotline" || provider.type == "mobile_app";
}

using DecisionsByProvider = std::unordered_map<ProviderId, std::vector<Decision>>;

class Providers {
public:
    Providers(Snapshot& snapshot, const Session& session, const std::vector<Decision>& decisions, std::size_t expected)
        : snapshot_(snapshot),
          types_(snapshot.types, labels_of(session, "provider_type", snapshot.language)),
          statuses_(snapshot.statuses, labels_of(session, "status", snapshot.language)),
          areas_(snapshot.areas),
          levels_(decisions),
          words_(expected) {
        for (const auto& decision : decisions) decisions_[decision.provider].push_back(decision);
        for (std::size_t i = 0; i < snapshot.services.size(); ++i) services_.emplace(snapshot.services[i].code, i);
        directory_.areas = snapshot.ground->tree->areas;
        snapshot.providers.reserve(expected);
        if (snapshot.audience == Audience::internal) snapshot.withheld = 0;
    }

    void take(std::vector<Provider>& batch) {
        std::vector<Decision> decisions;
        std::vector<std::string> refs(batch.size());
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (!decisions_.empty())
                if (const auto own = decisions_.find(batch[i].id); own != decisions_.end())
                    decisions.insert(decisions.end(), own->second.begin(), own->second.end());
            refs[i] = std::exchange(batch[i].public_ref, gate_ticket(i));
        }
        directory_.providers.swap(batch);
        const auto released = release(directory_, snapshot_.audience, decisions);
        for (const auto& record : released.providers()) {
            const auto number = std::stoul(record.public_ref);
            add(record, directory_.providers[number], std::move(refs[number]));
        }
        directory_.providers.swap(batch);
    }

    void finish() {
        const auto order = by_name();
        auto words = std::make_shared<Snapshot::Words>();
        words_.move_to(*words, order);
        rearrange(order);
        sort_ids();
        add_names(*words, snapshot_);
        snapshot_.words = std::move(words);
    }

private:
    void add(const Provider& record, const Provider& original, std::string ref) {
        auto& listed = snapshot_.providers.emplace_back();
        listed.id = original.id.uuid;
        listed.ref = std::move(ref);
        listed.type = types_.of(record.type);
        types_.count(listed.type);
        listed.status = statuses_.of(record.status);
        statuses_.count(listed.status);
        listed.name = display_name(record, snapshot_.language == base::Language::french);
        if (listed.name.empty()) listed.name = snapshot_.types[listed.type].label;
        listed.locality = record.locality;
        for (const auto& service : record.services)
            if (service.status.empty() || service.status == "active")
                if (const auto known = services_.find(service.category); known != services_.end())
                    listed.services = static_cast<std::uint16_t>(listed.services | (1U << known->second));
        for (std::size_t i = 0; i < snapshot_.services.size(); ++i)
            snapshot_.services[i].count += (listed.services & (1U << i)) != 0 ? 1 : 0;
        listed.area = areas_.of(record.area_code);
        listed.verified = date_number(record.assured_on);
        listed.capacity = small_number(record.capacity_max);
        listed.free = small_number(record.capacity_free);
        listed.sample = record.source.find("EXEMPLE") != std::string::npos;
        place(listed, record);
        listed.visible = snapshot_.audience;
        if (snapshot_.audience == Audience::internal) {
            listed.visible = levels_.of(original)[static_cast<std::size_t>(FieldGroup::existence)];
            if (listed.visible != Audience::everyone) ++snapshot_.withheld;
        }
        // Found by the name in the other language and by short and former ones too; each is released like the name.
        others_ = listed.locality;
        for (const auto* name : {&record.name_fr, &record.name_en, &record.short_name})
            if (!name->empty() && *name != listed.name) others_.append(" ").append(*name);
        for (const auto& name : record.former_names) others_.append(" ").append(name);
        words_.add(listed.name, others_);
    }

    void place(ListedProvider& listed, const Provider& record) const {
        listed.position = record.position;
        if (record.position || listed.area == ListedProvider::no_area || has_no_place(record)) return;
        const auto middle = snapshot_.ground->tree->middles[listed.area];
        if (std::isnan(middle.lon)) return;
        listed.position = middle;
        listed.generalised = true;
    }

    // Without the quotation mark it may begin with.
    std::string_view sorting_name(std::uint32_t provider) const {
        auto name = words_.folded_name(provider);
        for (const std::string_view sign : {"\u201c", "\u00ab", "\"", "\u2018", "\u00a0", "\u202f", " "})
            if (name.starts_with(sign)) name.remove_prefix(sign.size());
        return name;
    }

    // Numbers of the providers as they were added, by folded name.
    std::vector<std::uint32_t> by_name() const {
        struct Key {
            std::uint64_t beginning;
            std::uint32_t provider;
        };
        std::vector<Key> keys(snapshot_.providers.size());
        for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = {beginning_of(sorting_name(i)), i};
        std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
            if (a.beginning != b.beginning) return a.beginning < b.beginning;
            const int order = sorting_name(a.provider).compare(sorting_name(b.provider));
            if (order != 0) return order < 0;
            return snapshot_.providers[a.provider].ref < snapshot_.providers[b.provider].ref;
        });
        std::vector<std::uint32_t> order(keys.size());
        std::transform(keys.begin(), keys.end(), order.begin(), [](const Key& key) { return key.provider; });
        return order;
    }

    // Puts provider order[i] at place i, without a second list.
    void rearrange(std::vector<std::uint32_t> order) {
        auto& list = snapshot_.providers;
        for (std::uint32_t start = 0; start < order.size(); ++start) {
            if (order[start] == start) continue;
            auto kept = std::move(list[start]);
            std::uint32_t at = start;
            while (order[at] != start) {
                const auto from = order[at];
                list[at] = std::move(list[from]);
                order[at] = at;
                at = from;
            }
            list[at] = std::move(kept);
            order[at] = at;
        }
    }

    void sort_ids() {
        std::vector<std::pair<base::Uuid, std::uint32_t>> ids;
        ids.reserve(snapshot_.providers.size());
        for (std::uint32_t i = 0; i < snapshot_.providers.size(); ++i) ids.emplace_back(snapshot_.providers[i].id, i);
        std::sort(ids.begin(), ids.end());
        snapshot_.by_id.resize(ids.size());
        std::transform(ids.begin(), ids.end(), snapshot_.by_id.begin(), [](const auto& id) { return id.second; });
    }

    Snapshot& snapshot_;
    CodeList types_, statuses_;
    AreaNumbers areas_;
    Levels levels_;
    DecisionsByProvider decisions_;
    std::unordered_map<std::string, std::size_t> services_;
    Directory directory_;
    WordCollector words_;
    std::string others_;  // kept for its room
};

}  // namespace

void add_providers(Snapshot& snapshot, const Session& session, const std::vector<Decision>& decisions,
                   base::Progress& progress) {
    const auto total = store::provider_count(session.project());
    progress.stage(base::mark("reading the providers"), total);
    Providers providers(snapshot, session, decisions, static_cast<std::size_t>(total));
    std::int64_t done = 0;
    store::for_each_batch(session.project(), listed_fields, batch_size, [&](std::vector<Provider>& batch) {
        done += static_cast<std::int64_t>(batch.size());
        providers.take(batch);
        progress.step(done);
    });
    providers.finish();
}

}  // namespace balise::app
