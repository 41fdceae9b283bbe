#pragma once
// Identifiers of records: UUIDs, wrapped so that a provider's id is never taken for an area's.
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace balise::base {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    bool is_nil() const { return *this == Uuid{}; }
    // 8-4-4-4-12 lower-case hexadecimal digits.
    std::string text() const;
    static std::optional<Uuid> parse(std::string_view text);
};

// A UUID that belongs to one kind of record.
template <class Tag>
struct Id {
    Uuid uuid;

    auto operator<=>(const Id&) const = default;
    bool is_nil() const { return uuid.is_nil(); }
    std::string text() const { return uuid.text(); }
    static std::optional<Id> parse(std::string_view text) {
        if (auto uuid = Uuid::parse(text)) return Id{*uuid};
        return std::nullopt;
    }
};

// Makes new ids: time-ordered random UUIDs (version 7), or, when SOURCE_DATE_EPOCH is set, a reproducible
// sequence that depends on the seed text alone.
class IdSource {
public:
    explicit IdSource(std::string_view seed);
    Uuid next();

private:
    std::uint64_t next_random();
    bool reproducible_ = false;
    std::uint64_t milliseconds_ = 0;
    std::uint64_t counter_ = 0;
    std::array<std::uint64_t, 2> state_{};
};

}  // namespace balise::base

template <class Tag>
struct std::hash<balise::base::Id<Tag>> {
    std::size_t operator()(const balise::base::Id<Tag>& id) const noexcept {
        std::size_t seed = 1469598103934665603U;
        for (auto byte : id.uuid.bytes) seed = (seed ^ byte) * 1099511628211U;
        return seed;
    }
};
