#include "map/shaping.hpp"

#include <hb-ot.h>
#include <hb.h>
#include <pango/pango.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "map/font_set.hpp"

namespace balise::map {

namespace {

// Text is shaped at as many pixels per em as both families have units per em: every position is exact before scaling.
constexpr int em_pixels = 2048;
constexpr double em_units = double{em_pixels} * PANGO_SCALE;
constexpr std::size_t longest_cluster = 60000;  // bytes or glyphs; a heap of accents is told in parts

struct Release {
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
    void operator()(PangoAttrList* attributes) const { pango_attr_list_unref(attributes); }
    void operator()(PangoGlyphString* glyphs) const { pango_glyph_string_free(glyphs); }
    template <class Object>
    void operator()(Object* object) const {
        g_object_unref(object);
    }
};
template <class T>
using Held = std::unique_ptr<T, Release>;

void no_hinting(FcPattern* pattern, gpointer /*unused*/) {
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_HINT_STYLE);
    FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
}

// A family's face with the measures of its lines, in em.
struct Face {
    Held<PangoFontDescription> description;
    double ascent = 0, descent = 0, cap_height = 0;
};

// A glyph in the order in which it is seen, with the byte of the item at which its cluster begins.
struct Seen {
    Glyph glyph;
    std::size_t start = 0;
    double advance = 0;  // millimetres, letter spacing included
};

Held<PangoAttrList> features(bool tabular, bool spaced) {
    Held<PangoAttrList> list(pango_attr_list_new());
    std::string wanted = tabular ? "tnum=1" : "tnum=0";
    if (spaced) wanted += ",liga=0,clig=0,dlig=0";  // letters that are set apart do not melt into one
    pango_attr_list_insert(list.get(), pango_attr_font_features_new(wanted.c_str()));
    return list;
}

std::size_t char_start(const std::string& text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
    return at;
}

// One cluster, in parts when it is larger than a part can be.
void add_cluster(GlyphRun& run, const std::string& text, std::size_t from, std::size_t bytes, std::size_t glyphs) {
    run.text.append(text, from, bytes);
    while (bytes > longest_cluster) {
        const std::size_t part = char_start(text, from + longest_cluster) - from;
        run.clusters.push_back({static_cast<std::uint16_t>(part), 0});
        from += part;
        bytes -= part;
    }
    while (glyphs > longest_cluster) {
        run.clusters.push_back({0, static_cast<std::uint16_t>(longest_cluster)});
        glyphs -= longest_cluster;
    }
    run.clusters.push_back({static_cast<std::uint16_t>(bytes), static_cast<std::uint16_t>(glyphs)});
}

}  // namespace

struct Shaper::State {
    bool inter = false;
    Held<PangoFontMap> map;
    Held<PangoContext> context;
    Held<PangoGlyphString> glyphs{pango_glyph_string_new()};
    std::array<Held<PangoAttrList>, 4> attributes{features(false, false), features(true, false), features(false, true),
                                                  features(true, true)};
    std::map<std::tuple<std::string, Weight, bool>, Face> faces;
    std::map<std::pair<PangoFont*, bool>, std::uint32_t> font_indexes;
    std::vector<Held<PangoFont>> held;  // keeps the pointers above from being used for another font
    std::vector<Font> fonts;

    const Face& face(const TextStyle& style);
    std::uint32_t font_index(PangoFont* font, bool italic);
    // The glyphs of `glyphs`, as they are seen from left to right.
    std::vector<Seen> seen(const PangoItem& item, const TextStyle& style, double& pen) const;
};

const Face& Shaper::State::face(const TextStyle& style) {
    const auto [place, made] = faces.try_emplace({style.family, style.weight, style.italic});
    Face& face = place->second;
    if (!made) return face;
    const std::string family = inter && style.family != "DejaVu Sans" ? "Inter,DejaVu Sans" : "DejaVu Sans";
    face.description.reset(pango_font_description_new());
    pango_font_description_set_family(face.description.get(), family.c_str());
    pango_font_description_set_weight(face.description.get(), static_cast<PangoWeight>(style.weight));
    pango_font_description_set_style(face.description.get(), style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(face.description.get(), em_units);
    const Held<PangoFont> font(pango_font_map_load_font(map.get(), context.get(), face.description.get()));
    hb_font_t* measures = pango_font_get_hb_font(font.get());
    hb_font_extents_t extents{};
    hb_font_get_h_extents(measures, &extents);
    hb_position_t capitals = 0;
    if (hb_ot_metrics_get_position(measures, HB_OT_METRICS_TAG_CAP_HEIGHT, &capitals) == 0)
        capitals = static_cast<hb_position_t>(0.72 * em_units);
    face.ascent = extents.ascender / em_units;
    face.descent = -extents.descender / em_units;
    face.cap_height = capitals / em_units;
    return face;
}

std::uint32_t Shaper::State::font_index(PangoFont* font, bool italic) {
    const auto [place, made] = font_indexes.try_emplace({font, italic}, static_cast<std::uint32_t>(fonts.size()));
    if (!made) return place->second;
    held.emplace_back(static_cast<PangoFont*>(g_object_ref(font)));
    const FcPattern* pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    Font added;
    FcChar8* text = nullptr;
    int number = 0;
    if (FcPatternGetString(pattern, FC_FILE, 0, &text) == FcResultMatch) added.file = reinterpret_cast<char*>(text);
    if (FcPatternGetInteger(pattern, FC_INDEX, 0, &number) == FcResultMatch)
        added.face = static_cast<std::uint32_t>(number) & 0xFFFFU;
    if (FcPatternGetString(pattern, FC_FULLNAME, 0, &text) == FcResultMatch) added.name = reinterpret_cast<char*>(text);
    if (FcPatternGetInteger(pattern, FC_SLANT, 0, &number) == FcResultMatch)
        added.slanted = italic && number == FC_SLANT_ROMAN;
    const auto same = std::find(fonts.begin(), fonts.end(), added);
    place->second = static_cast<std::uint32_t>(same - fonts.begin());
    if (same == fonts.end()) fonts.push_back(std::move(added));
    return place->second;
}

std::vector<Seen> Shaper::State::seen(const PangoItem& item, const TextStyle& style, double& pen) const {
    std::vector<Seen> result;
    const auto count = static_cast<std::size_t>(glyphs->num_glyphs);
    const double scale = style.size / em_units;
    for (std::size_t i = 0; i < count; ++i) {
        const PangoGlyphInfo& from = glyphs->glyphs[i];
        // Before each letter but the first: a mark, which takes no room, stays on its letter.
        const bool spaced = pen > 0 && from.geometry.width > 0;
        const double before = spaced ? style.letter_spacing * style.size : 0;
        pen += before;
        Seen one;
        one.start = static_cast<std::size_t>(glyphs->log_clusters[i]);
        one.glyph = {from.glyph, static_cast<float>(pen + from.geometry.x_offset * scale),
                     static_cast<float>(from.geometry.y_offset * scale)};
        one.advance = from.geometry.width * scale;
        if ((from.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) {
            // Pango would draw the character's number in a box; here the font's own sign for the unknown stands.
            one.glyph.index = 0;
            one.advance = hb_font_get_glyph_h_advance(pango_font_get_hb_font(item.analysis.font), 0) * scale;
        }
        pen += one.advance;
        one.advance += before;
        result.push_back(one);
    }
    if (item.analysis.level % 2 != 0) std::reverse(result.begin(), result.end());  // back into the text's order
    return result;
}

Shaper::Shaper() : state_(std::make_unique<State>()) {
    const FontSet& set = installed_fonts();
    state_->inter = set.inter;
    state_->map.reset(pango_ft2_font_map_new());
    auto* fontconfig_map = PANGO_FC_FONT_MAP(state_->map.get());
    pango_fc_font_map_set_config(fontconfig_map, set.fonts);
    pango_fc_font_map_set_default_substitute(fontconfig_map, no_hinting, nullptr, nullptr);
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(state_->map.get()), 72, 72);
    state_->context.reset(pango_font_map_create_context(state_->map.get()));
    pango_context_set_round_glyph_positions(state_->context.get(), FALSE);
    // Whatever the machine's language: the same words give the same glyphs.
    pango_context_set_language(state_->context.get(), pango_language_from_string("fr"));
    pango_context_set_base_dir(state_->context.get(), PANGO_DIRECTION_LTR);
}

Shaper::~Shaper() = default;

const std::vector<Font>& Shaper::fonts() const {
    return state_->fonts;
}

namespace {

// The glyphs of one item, in the text's order, put behind the runs there are.
void append(std::vector<GlyphRun>& runs, const std::string& text, const PangoItem& item, std::uint32_t font,
            const TextStyle& style, const std::vector<Seen>& seen, std::vector<Advance>* advances) {
    const auto offset = static_cast<std::size_t>(item.offset);
    const auto length = static_cast<std::size_t>(item.length);
    if (runs.empty() || runs.back().font != font || item.analysis.level % 2 != 0) {
        runs.emplace_back();
        runs.back().font = font;
        runs.back().size = static_cast<float>(style.size);
    }
    GlyphRun& run = runs.back();
    std::size_t told = 0;  // bytes of the item that have a cluster
    for (std::size_t i = 0; i < seen.size();) {
        std::size_t end = i, drawn = 0;
        double width = 0;
        for (; end < seen.size() && seen[end].start == seen[i].start; ++end) {
            width += seen[end].advance;
            if (seen[end].glyph.index == PANGO_GLYPH_EMPTY) continue;
            run.glyphs.push_back(seen[end].glyph);
            ++drawn;
        }
        const std::size_t next = end < seen.size() ? seen[end].start : length;
        add_cluster(run, text, offset + told, next - told, drawn);
        if (advances != nullptr) advances->push_back({offset + told, width});
        told = next;
        i = end;
    }
    if (told < length) add_cluster(run, text, offset + told, length - told, 0);
}

}  // namespace

ShapedText Shaper::line(const std::string& text, const TextStyle& style, std::vector<Advance>* advances) {
    State& state = *state_;
    const Face& face = state.face(style);
    ShapedText result;
    result.ascent = face.ascent * style.size;
    result.height = (face.ascent + face.descent) * style.size;
    result.cap_height = face.cap_height * style.size;
    result.baselines = {0};
    if (text.empty()) return result;
    pango_context_set_font_description(state.context.get(), face.description.get());
    const auto length = static_cast<int>(text.size());
    PangoAttrList* list = state.attributes[(style.tabular ? 1U : 0U) + (style.letter_spacing != 0 ? 2U : 0U)].get();
    GList* items =
        pango_itemize_with_base_dir(state.context.get(), PANGO_DIRECTION_LTR, text.c_str(), 0, length, list, nullptr);
    GList* in_sight = pango_reorder_items(items);
    double pen = 0;
    for (const GList* at = in_sight; at != nullptr; at = at->next) {
        const auto& item = *static_cast<const PangoItem*>(at->data);
        pango_shape_full(text.c_str() + item.offset, item.length, text.c_str(), length, &item.analysis,
                         state.glyphs.get());
        const auto seen = state.seen(item, style, pen);
        append(result.runs, text, item, state.font_index(item.analysis.font, style.italic), style, seen, advances);
    }
    g_list_free(in_sight);
    g_list_free_full(items, [](gpointer item) { pango_item_free(static_cast<PangoItem*>(item)); });
    if (advances != nullptr)
        std::stable_sort(advances->begin(), advances->end(),
                         [](const Advance& a, const Advance& b) { return a.from < b.from; });
    result.width = std::max(0.0, pen);
    return result;
}

std::string settable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        const gunichar c = g_utf8_get_char_validated(at, end - at);
        if (c == static_cast<gunichar>(-1) || c == static_cast<gunichar>(-2) || c == 0) {
            result += c == 0 ? " " : "\xEF\xBF\xBD";
            ++at;
            continue;
        }
        const char* next = g_utf8_next_char(at);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
            result += ' ';
        else
            result.append(at, next);
        at = next;
    }
    return result;
}

std::vector<BreakPoint> break_points(const std::string& settable_text) {
    const auto letters =
        static_cast<std::size_t>(g_utf8_strlen(settable_text.c_str(), static_cast<gssize>(settable_text.size())));
    std::vector<PangoLogAttr> attributes(letters + 1);
    pango_get_log_attrs(settable_text.c_str(), static_cast<int>(settable_text.size()), 0,
                        pango_language_from_string("fr"), attributes.data(), static_cast<int>(attributes.size()));
    std::vector<BreakPoint> result(settable_text.size() + 1);
    const char* at = settable_text.c_str();
    for (const PangoLogAttr& attribute : attributes) {
        const auto byte = static_cast<std::size_t>(at - settable_text.c_str());
        result[byte] = {attribute.is_line_break != 0, attribute.is_cursor_position != 0};
        if (byte < settable_text.size()) at = g_utf8_next_char(at);
    }
    result.back() = {true, true};
    return result;
}

}  // namespace balise::map
