#pragma once
// The one exception type, and the list of what is wrong with data.
#include <exception>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace balise::base {

// What went wrong, as the exit code of the command line says it.
enum class ErrorKind : int {
    internal = 1,
    usage = 2,
    invalid_input = 3,
    not_found = 4,
    conflict = 5,
    io = 6,
    unsupported = 7,
    cancelled = 130,
};

// A failure: kind, message and the contexts it passed through ("row 312", "reading centres.xlsx"), innermost first.
class Error : public std::exception {
public:
    Error(ErrorKind kind, Text message) : kind_(kind), message_(std::move(message)) {}

    ErrorKind kind() const { return kind_; }
    const Text& message() const { return message_; }
    const std::vector<Text>& contexts() const { return contexts_; }
    Error& in(Text context) & {
        contexts_.push_back(std::move(context));
        return *this;
    }
    Error in(Text context) && {
        contexts_.push_back(std::move(context));
        return std::move(*this);
    }
    // The whole message in a language, contexts first: "reading centres.xlsx: row 312: …".
    std::string describe(const Catalogue& catalogue) const;
    // English, for logs and tests.
    const char* what() const noexcept override;

private:
    ErrorKind kind_;
    Text message_;
    std::vector<Text> contexts_;
    mutable std::string what_;
};

// Thrown by Progress when the person or a signal asked to stop.
class Cancelled : public Error {
public:
    Cancelled() : Error(ErrorKind::cancelled, mark("cancelled; nothing was changed")) {}
};

// Runs `work` and adds a context to any Error that leaves it.
template <class Work>
decltype(auto) within(Text context, Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (Error& error) {
        error.in(std::move(context));
        throw;
    }
}

}  // namespace balise::base
