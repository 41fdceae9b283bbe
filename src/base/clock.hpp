#pragma once
// The clock that everything written uses; SOURCE_DATE_EPOCH stops it, so that outputs can be reproduced.
#include <cstdint>
#include <optional>
#include <string>

namespace balise::base {

// Seconds since 1970 given by the environment variable SOURCE_DATE_EPOCH, if it is set to a moment of the years 0 to
// 9999.
std::optional<std::int64_t> source_date_epoch();
std::int64_t now_seconds();
std::int64_t now_milliseconds();
// UTC, "2026-11-23T19:57:02Z".
std::string now_text();
// UTC, "2026-11-23".
std::string today();
std::string date_text(std::int64_t seconds);
// Days from the civil date "YYYY-MM-DD" to today; nothing when it is not a date.
std::optional<std::int64_t> days_since(const std::string& date);
// "2026-02-29" → false.
bool is_date(const std::string& text);

}  // namespace balise::base
