#include "base/error.hpp"

namespace balise::base {

std::string Error::describe(const Catalogue& catalogue) const {
    std::string words;
    for (auto context = contexts_.rbegin(); context != contexts_.rend(); ++context) {
        words += catalogue.translate(*context);
        words += catalogue.language() == Language::french ? "\u00a0: " : ": ";
    }
    return words + catalogue.translate(message_);
}

const char* Error::what() const noexcept {
    try {
        what_ = describe(Catalogue::of(Language::english));
        return what_.c_str();
    } catch (...) {
        return "balise::base::Error";
    }
}

}  // namespace balise::base
