#pragma once
// The log of the program, on standard error; level from BALISE_LOG (debug, info, warn, error; default warn).
#include <string_view>

namespace balise::base::log {

void debug(std::string_view message);
void info(std::string_view message);
void warn(std::string_view message);
void error(std::string_view message);

}  // namespace balise::base::log
