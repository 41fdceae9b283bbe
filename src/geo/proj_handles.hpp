#pragma once
// PROJ's objects as owned values. Only for the sources of this module.
#include <proj.h>

#include <memory>
#include <string>

#include "base/error.hpp"

namespace balise::geo {

struct ProjContextDeleter {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct ProjObjectDeleter {
    void operator()(PJ* object) const { proj_destroy(object); }
};
using ProjContext = std::unique_ptr<PJ_CONTEXT, ProjContextDeleter>;
using ProjObject = std::unique_ptr<PJ, ProjObjectDeleter>;

// Says nothing on the terminal and asks no network.
ProjContext quiet_context();
// "the coordinate reference system … is not known".
base::Error unknown_system(const std::string& definition);

}  // namespace balise::geo
