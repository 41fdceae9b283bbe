#include "paint/cairo/typefaces.hpp"

#include <cairo/cairo-ft.h>
#include <ft2build.h>

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "base/error.hpp"
#include "paint/cairo/handles.hpp"
#include "paint/font_faces.hpp"

namespace balise::paint::cairo {

namespace {

using FaceKey = std::pair<std::string, std::uint32_t>;

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
        FontFace face;
        std::unordered_map<std::uint32_t, Outline> upright, slanted;
    };
    FontLibrary library = open_font_library();
    std::map<FaceKey, Opened> faces;
};

Typefaces::Typefaces() : state_(std::make_unique<State>()) {}
Typefaces::~Typefaces() = default;

const Outline& Typefaces::outline(const map::Font& font, std::uint32_t glyph) {
    auto& opened = state_->faces[{font.file, font.face}];
    if (!opened.face) opened.face = open_font_face(state_->library.get(), font);
    auto& known = font.slanted ? opened.slanted : opened.upright;
    const auto found = known.find(glyph);
    if (found != known.end()) return found->second;
    return known.emplace(glyph, traced(opened.face.get(), font, glyph)).first->second;
}

cairo_font_face_t* Typefaces::face(const map::Font& font) {
    struct Shared {
        std::mutex mutex;
        FontLibrary library = open_font_library();
        std::map<FaceKey, std::pair<FontFace, cairo_font_face_t*>> faces;
    };
    // Never taken down: scaled fonts in cairo's own cache go on using the faces.
    static auto& shared = *new Shared;
    const std::lock_guard lock(shared.mutex);
    const FaceKey key{font.file, font.face};
    if (const auto found = shared.faces.find(key); found != shared.faces.end()) return found->second.second;
    auto opened = open_font_face(shared.library.get(), font);
    auto* face = cairo_ft_font_face_create_for_ft_face(opened.get(), FT_LOAD_NO_HINTING);
    check(cairo_font_face_status(face));
    shared.faces.emplace(key, std::pair(std::move(opened), face));
    return face;
}

}  // namespace balise::paint::cairo
