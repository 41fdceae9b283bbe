#include "paint/cairo/handles.hpp"

#include "base/error.hpp"

namespace balise::paint::cairo {

void check(cairo_status_t status) {
    if (status == CAIRO_STATUS_SUCCESS) return;
    if (status == CAIRO_STATUS_INVALID_SIZE || status == CAIRO_STATUS_NO_MEMORY)
        throw base::Error(base::ErrorKind::unsupported, base::mark("the page is too large to be painted"));
    throw base::Error(base::ErrorKind::internal,
                      base::mark("painting failed: {0}", std::string(cairo_status_to_string(status))));
}

}  // namespace balise::paint::cairo
