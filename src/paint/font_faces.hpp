#pragma once
// Font files opened by FreeType, for the painters alone.
#include <ft2build.h>

#include <filesystem>
#include <memory>
#include FT_FREETYPE_H

#include "base/error.hpp"
#include "map/display_list.hpp"

namespace balise::paint {

struct CloseFontLibrary {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct CloseFontFace {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using FontLibrary = std::unique_ptr<FT_LibraryRec_, CloseFontLibrary>;
using FontFace = std::unique_ptr<FT_FaceRec_, CloseFontFace>;

// FreeType, for one thread at a time. It must outlive the faces it opens.
inline FontLibrary open_font_library() {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0)
        throw base::Error(base::ErrorKind::internal, base::mark("the font library does not start"));
    return FontLibrary(library);
}

// Throws not_found when the font's file is gone, invalid_input when it holds no such font.
inline FontFace open_font_face(FT_Library library, const map::Font& font) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, font.file.c_str(), static_cast<FT_Long>(font.face), &face) == 0) return FontFace(face);
    std::error_code ignored;
    if (!std::filesystem::exists(font.file, ignored))
        throw base::Error(base::ErrorKind::not_found,
                          base::mark("the font {0} is gone: there is no file {1}", font.name, font.file));
    throw base::Error(base::ErrorKind::invalid_input,
                      base::mark("the font {0} cannot be read from {1}", font.name, font.file));
}

}  // namespace balise::paint
