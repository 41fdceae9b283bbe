#pragma once
// Dates and numbers as people write them in tables.
#include <optional>
#include <string>
#include <string_view>

namespace balise::exchange {

struct ReadDate {
    std::string iso;              // YYYY-MM-DD, YYYY-MM or YYYY
    bool is_month_first = false;  // could only be read as month/day/year
};

// "2024-03-12", "2024/03/12 00:00:00", "2024-03-12T08:00:00Z", "12/03/2024", "12.3.24", "12 mars 2024", "1er mars
// 2024", "March 12, 2024", "mars 2024", "03/2024", "2024", "20240312", and the day number of a spreadsheet ("45363").
// Day before month wherever that is possible.
std::optional<ReadDate> read_date(std::string_view text);

// "1 200", "1.200", "1,200", "12,0", "10 places" → a whole number. A fraction is none.
std::optional<double> read_whole(std::string_view text);
// "12,5", "1 200,5", "1,200.5", "5 m" → a number. One comma alone is a decimal comma.
std::optional<double> read_real(std::string_view text);

}  // namespace balise::exchange
