#include "paint/cairo/typefaces.hpp"

#include <cairo/cairo-ft.h>
#include <ft2build.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "base/error.hpp"
#include "paint/cairo/handles.hpp"

namespace balise::paint::cairo {

namespace {

using FaceKey = std::pair<std::string, std::uint32_t>;

struct CloseLibrary {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct CloseFace {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using Library = std::unique_ptr<FT_LibraryRec_, CloseLibrary>;
using Face = std::unique_ptr<FT_FaceRec_, CloseFace>;

Library open_library() {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0)
        throw base::Error(base::ErrorKind::internal, base::mark("the font library does not start"));
    return Library(library);
}

Face open_face(FT_Library library, const map::Font& font) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, font.file.c_str(), static_cast<FT_Long>(font.face), &face) == 0) return Face(face);
    std::error_code ignored;
    if (!std::filesystem::exists(font.file, ignored))
        throw base::Error(base::ErrorKind::not_found,
                          base::mark("the font {0} is gone: there is no file {1}", font.name, font.file));
    throw base::Error(base::ErrorKind::invalid_input,
                      base::mark("the font {0} cannot be read from {1}", font.name, font.file));
}

// Collects what FreeType tells of an outline.
struct Tracer {
    Outline outline;
    double em = 1000;
    bool slanted = false;
    Outline::Point last{0, 0};

    Outline::Point point(const FT_Vector& at) const {
        const double x = static_cast<double>(at.x) / em;
        const double y = static_cast<double>(at.y) / em;
        return {slanted ? x + y * slant : x, -y};
    }
    void add(Outline::Step step, Outline::Point end) {
        outline.steps.push_back(step);
        outline.points.push_back(end);
        last = end;
    }
};

int trace_move(const FT_Vector* to, void* user) {
    auto& tracer = *static_cast<Tracer*>(user);
    tracer.add(Outline::Step::move, tracer.point(*to));
    return 0;
}

int trace_line(const FT_Vector* to, void* user) {
    auto& tracer = *static_cast<Tracer*>(user);
    tracer.add(Outline::Step::line, tracer.point(*to));
    return 0;
}

int trace_conic(const FT_Vector* control, const FT_Vector* to, void* user) {
    auto& tracer = *static_cast<Tracer*>(user);
    const auto start = tracer.last;
    const auto middle = tracer.point(*control);
    const auto end = tracer.point(*to);
    tracer.outline.points.push_back({(start.x + 2 * middle.x) / 3, (start.y + 2 * middle.y) / 3});
    tracer.outline.points.push_back({(end.x + 2 * middle.x) / 3, (end.y + 2 * middle.y) / 3});
    tracer.add(Outline::Step::curve, end);
    return 0;
}

int trace_cubic(const FT_Vector* first, const FT_Vector* second, const FT_Vector* to, void* user) {
    auto& tracer = *static_cast<Tracer*>(user);
    tracer.outline.points.push_back(tracer.point(*first));
    tracer.outline.points.push_back(tracer.point(*second));
    tracer.add(Outline::Step::curve, tracer.point(*to));
    return 0;
}

Outline traced(FT_Face face, const map::Font& font, std::uint32_t glyph) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0 || face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("the font {0} has no glyph {1}", font.name, glyph));
    Tracer tracer;
    tracer.em = face->units_per_EM;
    tracer.slanted = font.slanted;
    constexpr FT_Outline_Funcs callbacks{trace_move, trace_line, trace_conic, trace_cubic, 0, 0};
    FT_Outline_Decompose(&face->glyph->outline, &callbacks, &tracer);
    return std::move(tracer.outline);
}

}  // namespace

struct Typefaces::State {
    struct Opened {
        Face face;
        std::unordered_map<std::uint32_t, Outline> upright, slanted;
    };
    Library library = open_library();
    std::map<FaceKey, Opened> faces;
};

Typefaces::Typefaces() : state_(std::make_unique<State>()) {}
Typefaces::~Typefaces() = default;

const Outline& Typefaces::outline(const map::Font& font, std::uint32_t glyph) {
    auto& opened = state_->faces[{font.file, font.face}];
    if (!opened.face) opened.face = open_face(state_->library.get(), font);
    auto& known = font.slanted ? opened.slanted : opened.upright;
    const auto found = known.find(glyph);
    if (found != known.end()) return found->second;
    return known.emplace(glyph, traced(opened.face.get(), font, glyph)).first->second;
}

cairo_font_face_t* Typefaces::face(const map::Font& font) {
    struct Shared {
        std::mutex mutex;
        Library library = open_library();
        std::map<FaceKey, std::pair<Face, cairo_font_face_t*>> faces;
    };
    // Never taken down: scaled fonts in cairo's own cache go on using the faces.
    static auto& shared = *new Shared;
    const std::lock_guard lock(shared.mutex);
    const FaceKey key{font.file, font.face};
    if (const auto found = shared.faces.find(key); found != shared.faces.end()) return found->second.second;
    auto opened = open_face(shared.library.get(), font);
    auto* face = cairo_ft_font_face_create_for_ft_face(opened.get(), FT_LOAD_NO_HINTING);
    check(cairo_font_face_status(face));
    shared.faces.emplace(key, std::pair(std::move(opened), face));
    return face;
}

}  // namespace balise::paint::cairo
