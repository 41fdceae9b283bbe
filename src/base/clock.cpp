#include "base/clock.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace balise::base {

namespace chrono = std::chrono;

namespace {

std::optional<chrono::sys_days> parse_date(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto part = [&](std::size_t from, std::size_t count) -> int {
        int value = -1;
        const char* end = text.data() + from + count;
        const auto result = std::from_chars(text.data() + from, end, value);
        return result.ec == std::errc() && result.ptr == end ? value : -1;
    };
    const int year = part(0, 4);
    const int month = part(5, 2);
    const int day = part(8, 2);
    if (year < 0 || month < 1 || day < 1) return std::nullopt;
    const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                      chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return chrono::sys_days{date};
}

}  // namespace

std::optional<std::int64_t> source_date_epoch() {
    const char* value = std::getenv("SOURCE_DATE_EPOCH");
    if (value == nullptr) return std::nullopt;
    const std::string_view text(value);
    std::int64_t seconds = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
    // Years 0000 to 9999: what date_text can write in ten characters.
    constexpr std::int64_t first = -62167219200;
    constexpr std::int64_t last = 253402300799;
    if (seconds < first || seconds > last) return std::nullopt;
    return seconds;
}

std::int64_t now_milliseconds() {
    if (const auto epoch = source_date_epoch()) return *epoch * 1000;
    return chrono::duration_cast<chrono::milliseconds>(chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t now_seconds() {
    return now_milliseconds() / 1000;
}

std::string date_text(std::int64_t seconds) {
    const chrono::sys_seconds time{chrono::seconds{seconds}};
    const chrono::year_month_day date{chrono::floor<chrono::days>(time)};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string now_text() {
    const std::int64_t seconds = now_seconds();
    const std::int64_t of_day = ((seconds % 86400) + 86400) % 86400;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", date_text(seconds), of_day / 3600, of_day / 60 % 60, of_day % 60);
}

std::string today() {
    return date_text(now_seconds());
}

bool is_date(const std::string& text) {
    return parse_date(text).has_value();
}

std::optional<std::int64_t> days_since(const std::string& date) {
    const auto then = parse_date(date);
    const auto now = parse_date(today());
    if (!then || !now) return std::nullopt;
    return (*now - *then).count();
}

}  // namespace balise::base
