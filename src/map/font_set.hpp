#pragma once
// The fonts that text may be set in. Private to the module.
#include <fontconfig/fontconfig.h>

namespace balise::map {

// Inter and DejaVu Sans as fontconfig finds them, and nothing else: neither another font of the machine nor a rule of
// its owner (substitutes, emboldening, hinting) can change what a sheet looks like.
struct FontSet {
    FcConfig* fonts = nullptr;  // kept for the life of the process
    bool inter = false;         // else all is set in DejaVu Sans
};

// Looked up once. Throws not_found when neither family is installed.
const FontSet& installed_fonts();

}  // namespace balise::map
