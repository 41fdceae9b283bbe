#include "exchange/csv_cells.hpp"

namespace balise::exchange {

void append_cell(std::string& line, std::string_view text) {
    if (text.find_first_of(",;\"\r\n\t") == std::string_view::npos && !text.starts_with(' ') && !text.ends_with(' ')) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

}  // namespace balise::exchange
