#pragma once
// GDAL's failures as base::Error, and GDAL put in a state in which it touches nothing but the file it is given.
#include <string>

#include "base/error.hpp"

namespace balise::exchange {

// Registers the few drivers that are read with, and switches network access and plug-ins off. Cheap after the first
// call.
void prepare_gdal();

// While it lives, what GDAL has to say on this thread is kept here instead of being printed.
class GdalErrors {
public:
    GdalErrors();
    ~GdalErrors();
    GdalErrors(const GdalErrors&) = delete;
    GdalErrors& operator=(const GdalErrors&) = delete;

    bool failed() const { return !message_.empty(); }
    const std::string& message() const { return message_; }
    // Throws invalid_input with `fact` (which has {0} = the file's name) when GDAL reported a failure.
    [[noreturn]] void raise(base::Text fact) const;
    void raise_if_failed(base::Text fact) const {
        if (failed()) raise(std::move(fact));
    }

private:
    std::string message_;  // the first failure
};

}  // namespace balise::exchange
