#pragma once
// Text marks: a message as its English source string plus arguments, translated only where a person reads it.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace balise::base {

enum class Language { french, english };

// "fr" or "en".
std::string_view language_code(Language language);

struct Text;

// One argument of a text: words as they are, a number (formatted in the reader's language), or a text that is itself
// translated.
using TextArgument = std::variant<std::string, std::int64_t, double, std::shared_ptr<const Text>>;

// A message that is not translated yet. `{0}`, `{1}`… stand for the arguments, in any order.
struct Text {
    std::string id;
    std::string plural_id;  // empty, or the English plural; `count` then chooses the form
    std::int64_t count = 0;
    std::vector<TextArgument> arguments;

    bool empty() const { return id.empty(); }
    bool operator==(const Text&) const = default;
};

namespace detail {
template <class T>
TextArgument argument(T&& value) {
    using Bare = std::remove_cvref_t<T>;
    if constexpr (std::is_same_v<Bare, Text>)
        return std::make_shared<const Text>(std::forward<T>(value));
    else if constexpr (std::is_same_v<Bare, TextArgument>)
        return std::forward<T>(value);
    else if constexpr (std::is_floating_point_v<Bare>)
        return static_cast<double>(value);
    else if constexpr (std::is_integral_v<Bare>)
        return static_cast<std::int64_t>(value);
    else
        return std::string(std::forward<T>(value));
}
}  // namespace detail

// Marks a string for translation. The first argument must be a literal: the catalogue is made from them.
template <class... Args>
Text mark(std::string_view id, Args&&... args) {
    return Text{std::string(id), {}, 0, {detail::argument(std::forward<Args>(args))...}};
}

// The same with a singular and a plural; {0} is the count, the other arguments follow.
template <class... Args>
Text mark_plural(std::string_view singular, std::string_view plural, std::int64_t count, Args&&... args) {
    return Text{std::string(singular),
                std::string(plural),
                count,
                {TextArgument{count}, detail::argument(std::forward<Args>(args))...}};
}

// Text that is data (a name, a path) and is never translated.
inline Text verbatim(std::string text) {
    return Text{"{0}", {}, 0, {TextArgument{std::move(text)}}};
}

// Turns texts into words of one language. Safe to use from several threads at once.
class Catalogue {
public:
    // The catalogue of a language, loaded once. English is the source language and needs no file;
    // a French catalogue that cannot be found falls back to English.
    static const Catalogue& of(Language language);

    std::string translate(const Text& text) const;
    std::string operator()(const Text& text) const { return translate(text); }
    // Only the words of a marked literal, with no arguments.
    std::string words(std::string_view id) const;

    // 12345.5 → "12 345,5" in French (narrow no-break space), "12,345.5" in English.
    std::string number(double value, int decimals) const;
    std::string number(std::int64_t value) const;

    Language language() const { return language_; }
    bool loaded() const { return static_cast<bool>(messages_) || language_ == Language::english; }

    ~Catalogue();
    Catalogue(const Catalogue&) = delete;
    Catalogue& operator=(const Catalogue&) = delete;

private:
    explicit Catalogue(Language language);
    struct Messages;
    Language language_;
    std::unique_ptr<Messages> messages_;
};

// The language of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG): English when it says so, else French.
Language language_of_environment();

}  // namespace balise::base
