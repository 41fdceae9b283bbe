#include "base/text.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <locale>

#include "base/log.hpp"
#include "base/paths.hpp"

namespace balise::base {

std::string_view language_code(Language language) {
    return language == Language::french ? "fr" : "en";
}

struct Catalogue::Messages {
    // The facet is reference counted by the locale that holds it.
    std::locale holder;
    const boost::locale::message_format<char>* facet = nullptr;
};

Catalogue::~Catalogue() = default;

namespace {

// A damaged file is taken as no file: messages in English are better than none.
const boost::locale::message_format<char>* read_catalogue(const boost::locale::gnu_gettext::messages_info& wanted) {
    try {
        return boost::locale::gnu_gettext::create_messages_facet<char>(wanted);
    } catch (const std::exception& failure) {
        log::warn(std::string("the catalogue could not be read: ") + failure.what());
        return nullptr;
    }
}

}  // namespace

Catalogue::Catalogue(Language language) : language_(language) {
    if (language == Language::english) return;
    boost::locale::gnu_gettext::messages_info wanted;
    wanted.language = std::string(language_code(language));
    wanted.encoding = "UTF-8";
    for (const auto& folder : catalogue_folders()) wanted.paths.push_back(folder.string());
    wanted.domains.emplace_back("balise");
    const auto* facet = read_catalogue(wanted);
    if (facet == nullptr) return;
    auto messages = std::make_unique<Messages>();
    messages->holder = std::locale(std::locale::classic(), facet);
    messages->facet = facet;
    // Boost makes a facet even when it found no file; every file has its header under the empty message.
    if (facet->get(0, nullptr, "") != nullptr) messages_ = std::move(messages);
}

const Catalogue& Catalogue::of(Language language) {
    static const Catalogue french(Language::french);
    static const Catalogue english(Language::english);
    return language == Language::french ? french : english;
}

std::string Catalogue::words(std::string_view id) const {
    if (id.empty()) return {};
    const std::string key(id);
    if (messages_)
        if (const char* found = messages_->facet->get(0, nullptr, key.c_str())) return found;
    return key;
}

namespace {

// Boost asks for an int; only the form matters, so a large count is folded to one of the same form.
int plural_count(std::int64_t count) {
    return static_cast<int>(std::clamp<std::int64_t>(count, -1000, 1000));
}

std::string pattern_of(const Text& text, const boost::locale::message_format<char>* facet, const std::string& plain) {
    if (text.plural_id.empty()) return plain;
    if (facet != nullptr)
        if (const char* found = facet->get(0, nullptr, text.id.c_str(), plural_count(text.count))) return found;
    return text.count == 1 ? text.id : text.plural_id;
}

}  // namespace

std::string Catalogue::translate(const Text& text) const {
    if (text.id.empty()) return {};
    const std::string pattern = pattern_of(text, messages_ ? messages_->facet : nullptr,
                                           text.plural_id.empty() ? words(text.id) : std::string());
    if (text.arguments.empty()) return pattern;
    fmt::dynamic_format_arg_store<fmt::format_context> store;
    for (const auto& argument : text.arguments) {
        if (const auto* words = std::get_if<std::string>(&argument))
            store.push_back(*words);
        else if (const auto* whole = std::get_if<std::int64_t>(&argument))
            store.push_back(number(*whole));
        else if (const auto* real = std::get_if<double>(&argument))
            store.push_back(number(*real, std::abs(*real) < 10 ? 2 : 1));
        else
            store.push_back(translate(*std::get<std::shared_ptr<const Text>>(argument)));
    }
    try {
        return fmt::vformat(pattern, store);
    } catch (const fmt::format_error&) {
        return pattern;
    }
}

namespace {

std::string in_thousands(std::string_view digits, Language language) {
    const std::string_view separator = language == Language::french ? "\u202f" : ",";
    std::string grouped;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) grouped += separator;
        grouped += digits[i];
    }
    return grouped;
}

}  // namespace

std::string Catalogue::number(double value, int decimals) const {
    if (!std::isfinite(value)) return "–";
    const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const auto point = digits.find('.');
    const std::string whole = digits.substr(0, point);
    std::string fraction = point == std::string::npos ? "" : digits.substr(point + 1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    std::string grouped = in_thousands(whole, language_);
    if (!fraction.empty()) grouped += (language_ == Language::french ? "," : ".") + fraction;
    return value < 0 && (whole != "0" || !fraction.empty()) ? "-" + grouped : grouped;
}

std::string Catalogue::number(std::int64_t value) const {
    const std::string digits = std::to_string(value);
    return value < 0 ? "-" + in_thousands(std::string_view(digits).substr(1), language_)
                     : in_thousands(digits, language_);
}

Language language_of_environment() {
    for (const char* name : {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        const std::string_view words(value);
        if (words.starts_with("en")) return Language::english;
        if (words.starts_with("fr")) return Language::french;
    }
    return Language::french;
}

}  // namespace balise::base
