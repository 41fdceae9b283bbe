#pragma once
// The style: which layers are drawn how, as data. A strict subset of the MapLibre style language, lengths in
// millimetres of the sheet (src/map/style_language.md lists all of it). Anything not known is an error that names its
// path.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "map/display_list.hpp"
#include "map/feature_table.hpp"
#include "map/symbols.hpp"
#include "map/text.hpp"

namespace balise::map {

// What an expression reads: a row of a table (or none) and the zoom.
struct Scope {
    const FeatureTable* table = nullptr;
    std::size_t row = 0;
    double zoom = 0;
};

// A parsed expression of one property. Cheap to copy. Evaluation does not throw: what cannot be told is the property's
// default.
class Expression {
public:
    struct Node;
    Expression() = default;  // evaluates to nothing
    explicit Expression(std::shared_ptr<const Node> root);

    bool given() const { return root_ != nullptr; }
    Value evaluate(const Scope& scope) const;
    double number(const Scope& scope, double fallback) const;
    std::string words(const Scope& scope, const std::string& fallback) const;
    bool truth(const Scope& scope, bool fallback) const;
    Colour colour(const Scope& scope, Colour fallback) const;
    // Lists of numbers or words (dash arrays, offsets, anchors) are always literal.
    const std::vector<double>* numbers() const;
    const std::vector<std::string>* word_list() const;

    // The columns it reads; empty = the same for all rows.
    const std::vector<std::string>& columns() const;
    bool reads_zoom() const;
    // The fixed words among what it may yield: "a" and "b" for ["match", …, "a", "b"]; of ["concat", …] none.
    std::vector<std::string> fixed_words() const;

private:
    std::shared_ptr<const Node> root_;
};

enum class LayerKind { background, fill, line, symbol, raster };

struct StyleLayer {
    std::string id;
    LayerKind kind = LayerKind::background;
    std::string source;
    double min_zoom = 0, max_zoom = 24;  // drawn for min ≤ zoom < max
    Expression filter;                   // not given = all rows
    // Properties of paint and layout by their name ("line-width"); only those that are written.
    std::map<std::string, Expression, std::less<>> properties;
    // Words of the style's metadata ("balise:legend-fr"), by key without the "balise:".
    std::map<std::string, std::string, std::less<>> metadata;

    // Not given when the style does not write it; the language's default then holds.
    const Expression& property(std::string_view name) const;
    std::string note(std::string_view key, const std::string& fallback = {}) const;
};

struct Style {
    std::string name;
    std::vector<StyleLayer> layers;
};

// Throws invalid_input with the path ("layers[3].paint.line-colour: unknown property; did you mean line-color?") and
// `where` (a file name) in the context.
Style parse_style(std::string_view json, const std::string& where);
// Reads data/styles/NAME.json of the program's data folder, or the file of this path. Throws not_found.
Style load_style(const std::string& name_or_file);

// Throws not_found with layer and name when the style writes a symbol or pattern that the set does not have. Names that
// are put together from columns are not known before the rows are.
void check_symbols(const Style& style, const SymbolSet& symbols);

// The family, weight and slant of a name such as "Inter Semi Bold" or "Noto Sans Medium Italic"; size is left alone.
TextStyle font_named(std::string_view name);

// "#0B5C73", "#fff", "rgb(…)", "rgba(…)", "hsl(…)" or a CSS name of the basic sixteen.
std::optional<Colour> parse_colour(std::string_view words);

}  // namespace balise::map
