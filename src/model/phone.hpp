#pragma once
// Telephone numbers of Côte d'Ivoire: +225 and ten digits since 31 January 2021 (ARTCI numbering plan).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace balise::model {

// "+225 07 08 09 10 11". Eight-digit numbers of before 2021 get the prefix of their operator; short numbers (3–4
// digits, "116") and foreign numbers ("+233…") are kept. Nothing when it is no telephone number.
std::optional<std::string> normalise_phone(std::string_view text);

// Several numbers in one cell, separated by "/", ";", ",", "ou", "or", "-" or only by blanks; what cannot be read is
// returned in `not_understood`.
std::vector<std::string> phones_in(std::string_view cell, std::vector<std::string>& not_understood);

// Checks an e-mail address: one "@", a domain with a dot, no blanks.
bool is_email(std::string_view text);
bool looks_like_url(std::string_view text);

}  // namespace balise::model
