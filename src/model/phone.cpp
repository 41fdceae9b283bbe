#include "model/phone.hpp"

#include <algorithm>
#include <array>

#include "base/words.hpp"

namespace balise::model {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
    return digits;
}

std::string spaced(std::string_view country, std::string_view digits) {
    std::string out(country);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        out += ' ';
        out += digits.substr(i, 2);
    }
    return out;
}

// The prefix that an eight-digit number got on 31 January 2021, from its second digit (mobile: 01 Moov, 05 MTN, 07
// Orange) or, for land lines (2x, 3x), from its third.
std::string_view prefix_of_2021(std::string_view eight) {
    if (eight[0] == '2' || eight[0] == '3') {
        if (eight[2] == '8') return "21";
        if (eight[2] == '0') return "25";
        return "27";
    }
    switch (eight[1]) {
        case '0':
        case '1':
        case '2':
        case '3': return "01";
        case '4':
        case '5':
        case '6': return "05";
        default: return "07";
    }
}

bool is_ivorian_prefix(std::string_view ten) {
    static constexpr std::array<std::string_view, 6> prefixes{"01", "05", "07", "21", "25", "27"};
    return std::find(prefixes.begin(), prefixes.end(), ten.substr(0, 2)) != prefixes.end();
}

std::optional<std::string> ivorian(std::string digits) {
    if (digits.size() == 8) digits = std::string(prefix_of_2021(digits)) + digits;
    if (digits.size() != 10 || !is_ivorian_prefix(digits)) return std::nullopt;
    return spaced("+225", digits);
}

}  // namespace

namespace {

// "07/08/09/10/11" is one number written in pairs; "1308/1344" is two, and "25/12/2022" is a date.
bool is_in_pairs(std::string_view text) {
    const auto groups = base::split(text, '/');
    return groups.size() >= 4 &&
           std::all_of(groups.begin(), groups.end(), [](const std::string& group) { return group.size() == 2; });
}

}  // namespace

std::optional<std::string> normalise_phone(std::string_view text) {
    text = base::trim(text);
    const bool in_pairs = is_in_pairs(text);
    const auto plus = text.find('+');
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool part = is_digit(c) || c == ' ' || c == '.' || c == '-' || c == '(' || c == ')' ||
                          (c == '/' && in_pairs) || (c == '+' && i == plus) || static_cast<unsigned char>(c) >= 0x80;
        if (!part) return std::nullopt;
    }
    std::string digits = digits_of(text);
    // "+225 …" and "(+225) …": nothing but a bracket may stand before the sign.
    const bool is_international =
        (plus != std::string_view::npos && text.find_first_not_of("( ") == plus) || digits.starts_with("00");
    if (plus != std::string_view::npos && !is_international) return std::nullopt;
    if (digits.starts_with("00")) digits.erase(0, 2);
    if (is_international && !digits.starts_with("225")) {
        if (digits.size() < 8 || digits.size() > 15) return std::nullopt;
        return "+" + digits;
    }
    if (digits.starts_with("225") && (digits.size() == 11 || digits.size() == 13)) return ivorian(digits.substr(3));
    if (is_international) return std::nullopt;
    if (digits.size() >= 3 && digits.size() <= 4 && digits.find_first_not_of('0') != std::string::npos) return digits;
    return ivorian(std::move(digits));
}

namespace {

// Cuts a run of digits without separators into numbers of ten or eight digits, if that fits exactly.
std::vector<std::string> cut_run(const std::string& digits) {
    std::vector<std::string> numbers;
    for (const std::size_t length : {std::size_t{10}, std::size_t{8}, std::size_t{13}}) {
        if (digits.size() <= length || digits.size() % length != 0) continue;
        numbers.clear();
        for (std::size_t at = 0; at < digits.size(); at += length) {
            const auto number = normalise_phone(std::string_view(digits).substr(at, length));
            if (!number) break;
            numbers.push_back(*number);
        }
        if (numbers.size() == digits.size() / length) return numbers;
    }
    return {};
}

std::string unified_separators(std::string_view cell) {
    std::string text = base::fold(cell);
    for (const std::string_view word : {" ou ", " or ", " et ", " and ", "/", "|", ",", "\n", " - ", " & "})
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
            text.replace(at, word.size(), ";");
    for (const std::string_view word :
         {"tel:", "tel.", "tel", "cel:", "cel.", "cel", "fax:", "mobile:", "fixe:", "whatsapp:", "whatsapp"})
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
            text.replace(at, word.size(), " ");
    return text;
}

}  // namespace

std::vector<std::string> phones_in(std::string_view cell, std::vector<std::string>& not_understood) {
    std::vector<std::string> numbers;
    const auto keep = [&](const std::string& number) {
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
    };
    if (const auto whole = normalise_phone(cell)) return {*whole};
    for (auto part : base::split(unified_separators(cell), ';')) {
        while (!part.empty() && (part.front() == ':' || part.front() == '.' || part.front() == ' ')) part.erase(0, 1);
        if (part.empty()) continue;
        if (const auto number = normalise_phone(part)) {
            keep(*number);
            continue;
        }
        const auto several = part.find_first_not_of("0123456789 .-+()") == std::string::npos
                                 ? cut_run(digits_of(part))
                                 : std::vector<std::string>();
        if (several.empty()) not_understood.push_back(part);
        for (const auto& number : several) keep(number);
    }
    return numbers;
}

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
    const auto domain = text.substr(at + 1);
    const auto dot = domain.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 2 >= domain.size() ||
        domain.find("..") != std::string_view::npos)
        return false;
    return text.find_first_of(" \t\n,;:<>()[]\"\\/") == std::string_view::npos;
}

bool looks_like_url(std::string_view text) {
    const std::string folded = base::fold(text);
    return folded.starts_with("http://") || folded.starts_with("https://") || folded.starts_with("www.") ||
           (folded.find('@') == std::string::npos && folded.find(' ') == std::string::npos &&
            folded.find('.') != std::string::npos &&
            (folded.ends_with(".ci") || folded.ends_with(".org") || folded.ends_with(".com") ||
             folded.ends_with(".net") || folded.find(".ci/") != std::string::npos));
}

}  // namespace balise::model
