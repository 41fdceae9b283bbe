#pragma once
// Where cairo's files are gathered, so that they are written whole or not at all.
#include <cairo/cairo.h>

#include <new>
#include <string>

namespace balise::paint::cairo {

// A cairo_write_func_t; `closure` is a std::string.
inline cairo_status_t append_to_string(void* closure, const unsigned char* bytes, unsigned int count) {
    try {
        static_cast<std::string*>(closure)->append(bytes, bytes + count);
    } catch (const std::bad_alloc&) {
        return CAIRO_STATUS_NO_MEMORY;
    }
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace balise::paint::cairo
