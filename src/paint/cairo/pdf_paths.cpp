#include "paint/cairo/pdf_paths.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace balise::paint::cairo {

namespace {

constexpr double points_per_millimetre = 72 / 25.4;
// The grid: 0.018 mm, 1,440 to the inch, which is finer than printers are. Symbols have one of their own.
constexpr double cells_per_point = 20;
constexpr double cells = points_per_millimetre * cells_per_point;  // to the millimetre
constexpr double symbol_parts = 5;                                 // of a cell
// More spots in one path make readers slow.
constexpr std::size_t most_spots = 4000;
constexpr int round_line = 1;  // cap and join, as PDF counts them

void add_number(std::string& text, std::int32_t value) {
    char digits[16];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    text.append(digits, end);
    text += ' ';
}

// With at most `decimals` places.
void add_decimal(std::string& text, double value, int decimals) {
    char digits[32];
    const auto result = std::to_chars(std::begin(digits), std::end(digits), value, std::chars_format::fixed, decimals);
    const auto begin = text.size();
    text.append(digits, result.ptr);
    if (text.find('.', begin) != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    if (text.compare(begin, std::string::npos, "-0") == 0) text.erase(begin, 1);
    text += ' ';
}

void add_colour(std::string& text, map::Colour colour, std::string_view operation) {
    for (const auto channel : {colour.red, colour.green, colour.blue}) add_decimal(text, channel / 255.0, 3);
    text += operation;
}

std::int32_t whole(double value) {
    return static_cast<std::int32_t>(std::lround(value));
}

int cap_of(map::Cap cap) {
    return cap == map::Cap::butt ? 0 : cap == map::Cap::round ? 1 : 2;
}

int join_of(map::Join join) {
    return join == map::Join::miter ? 0 : join == map::Join::round ? 1 : 2;
}

// Numbers of a path in parts of a unit.
class Steps {
public:
    Steps(std::string& text, double parts) : text_(text), parts_(parts) {}
    void add(double x, double y) {
        add_number(text_, whole(x * parts_));
        add_number(text_, whole(y * parts_));
    }
    void step(double x, double y, std::string_view operation) {
        add(x, y);
        text_ += operation;
    }

private:
    std::string& text_;
    double parts_;
};

void add_symbol_paths(std::string& text, const map::Paths& paths, double parts, bool closed) {
    Steps steps(text, parts);
    std::size_t begin = 0;
    for (const std::size_t end : paths.ends) {
        const auto* spots = paths.spots.data();
        const bool is_ring = closed || (end - begin > 2 && spots[begin] == spots[end - 1]);
        for (auto spot = begin; spot < end; ++spot)
            if (spot == begin)
                steps.step(spots[spot].x, spots[spot].y, "m\n");
            else if (!is_ring || spot + 1 < end || spots[spot] != spots[begin])
                steps.step(spots[spot].x, spots[spot].y, "l\n");
        if (is_ring)
            text += "h\n";
        else if (end - begin == 1)
            steps.step(spots[begin].x, spots[begin].y, "l\n");
        begin = end;
    }
}

std::string symbol_path(const map::Symbol& symbol, double size) {
    std::string text = "1 J 1 j\n";
    const double parts = size * cells * symbol_parts;
    for (const auto& part : symbol.parts) {
        const bool filled = part.width <= 0;
        add_colour(text, part.colour, filled ? "rg\n" : "RG\n");
        if (!filled) {
            add_decimal(text, part.width * parts, 1);
            text += "w\n";
        }
        add_symbol_paths(text, part.paths, parts, filled);
        text += filled ? "f*\n" : "S\n";
    }
    return text;
}

std::string glyph_path(const Outline& outline, double size) {
    std::string text;
    Steps steps(text, size * cells);
    const auto* point = outline.points.data();
    for (std::size_t step = 0; step < outline.steps.size(); ++step) {
        switch (outline.steps[step]) {
            case Outline::Step::move:
                if (step > 0) text += "h\n";
                steps.step(point[0].x, point[0].y, "m\n");
                point += 1;
                break;
            case Outline::Step::line:
                steps.step(point[0].x, point[0].y, "l\n");
                point += 1;
                break;
            case Outline::Step::curve:
                steps.add(point[0].x, point[0].y);
                steps.add(point[1].x, point[1].y);
                steps.step(point[2].x, point[2].y, "c\n");
                point += 3;
                break;
        }
    }
    if (!text.empty()) text += "s\n";
    return text;
}

}  // namespace

bool is_opaque(const map::Symbol& symbol) {
    return std::ranges::all_of(symbol.parts, [](const map::SymbolPart& part) { return part.colour.alpha == 255; });
}

void PdfPaths::set_clip(const std::optional<map::Frame>& clip) {
    clip_ = clip;
}

void PdfPaths::begin() {
    if (!piece_.empty()) return;
    piece_ = "q ";
    add_decimal(piece_, 1 / cells_per_point, 4);
    piece_ += "0 0 ";
    add_decimal(piece_, 1 / cells_per_point, 4);
    piece_ += "0 0 cm 4 M\n";
    state_ = {};
    if (!clip_) return;
    for (const float edge : {clip_->left, clip_->top, clip_->width(), clip_->height()})
        add_decimal(piece_, double{edge} * cells, 1);
    piece_ += "re W n\n";
}

void PdfPaths::end_piece() {
    piece_ += "Q\n";
    pieces_.push_back(std::move(piece_));
    piece_.clear();
}

void PdfPaths::fill_colour(map::Colour colour) {
    if (state_.filling == colour) return;
    state_.filling = colour;
    add_colour(piece_, colour, "rg\n");
}

void PdfPaths::line_look(map::Colour colour, double width, int cap, int join) {
    if (state_.stroking != colour) add_colour(piece_, colour, "RG\n");
    const auto set = [this](int value, int& known, std::string_view operation) {
        if (value == known) return;
        known = value;
        add_number(piece_, value);
        piece_ += operation;
    };
    state_.stroking = colour;
    set(cap, state_.cap, "J\n");
    set(join, state_.join, "j\n");
    if (width == state_.width) return;
    state_.width = width;
    add_decimal(piece_, width, 1);
    piece_ += "w\n";
}

// Cells on the straight way between their neighbours are left out.
void PdfPaths::add_cells(bool closed) {
    std::size_t kept = 0;
    for (const auto cell : cells_) {
        if (kept > 0 && cells_[kept - 1] == cell) continue;
        if (kept > 1) {
            const auto& middle = cells_[kept - 1];
            const std::int64_t ax = middle.x - cells_[kept - 2].x, ay = middle.y - cells_[kept - 2].y;
            const std::int64_t bx = cell.x - middle.x, by = cell.y - middle.y;
            if (ax * by == ay * bx && ax * bx + ay * by > 0) --kept;
        }
        cells_[kept++] = cell;
    }
    if (closed && kept > 1 && cells_[kept - 1] == cells_[0]) --kept;
    for (std::size_t i = 0; i < kept; ++i) {
        add_number(piece_, cells_[i].x);
        add_number(piece_, cells_[i].y);
        piece_ += i == 0 ? "m\n" : "l\n";
    }
    if (closed) {
        piece_ += "h\n";
    } else if (kept == 1) {  // a spot alone has caps, and so is a dot when they are round
        add_number(piece_, cells_[0].x);
        add_number(piece_, cells_[0].y);
        piece_ += "l\n";
    }
}

void PdfPaths::add_ring(const map::Spot* spots, std::size_t count) {
    if (count < 3) return;
    cells_.clear();
    for (std::size_t i = 0; i < count; ++i) cells_.push_back({whole(spots[i].x * cells), whole(spots[i].y * cells)});
    add_cells(true);
}

void PdfPaths::add_line(const map::Spot* spots, std::size_t count) {
    if (count == 0) return;
    const bool closed = count > 2 && spots[0] == spots[count - 1];
    cells_.clear();
    for (std::size_t i = 0; i < count; ++i) cells_.push_back({whole(spots[i].x * cells), whole(spots[i].y * cells)});
    add_cells(closed);
}

void PdfPaths::fill(const map::Fill& fill) {
    if (fill.areas.empty()) return;
    begin();
    fill_colour(fill.colour);
    std::uint32_t ring = 0;
    std::size_t first = 0;
    for (const auto last : fill.areas) {
        const auto before = piece_.size();
        for (; ring < last; ++ring) {
            add_ring(fill.rings.spots.data() + first, fill.rings.ends[ring] - first);
            first = fill.rings.ends[ring];
        }
        if (piece_.size() > before) piece_ += "f*\n";
    }
}

void PdfPaths::stroke(const map::Stroke& stroke) {
    if (stroke.lines.ends.empty()) return;
    begin();
    line_look(stroke.colour, stroke.width * cells, cap_of(stroke.cap), join_of(stroke.join));
    std::size_t first = 0, pending = 0;
    for (const std::size_t end : stroke.lines.ends) {
        add_line(stroke.lines.spots.data() + first, end - first);
        pending += end - first;
        first = end;
        if (pending > most_spots) {
            piece_ += "S\n";
            pending = 0;
        }
    }
    if (pending > 0) piece_ += "S\n";
}

void PdfPaths::move_origin(Cell to) {
    piece_ += "1 0 0 1 ";
    add_number(piece_, to.x);
    add_number(piece_, to.y);
    piece_ += "cm\n";
}

const std::string& PdfPaths::glyph(const map::Font& font, std::uint32_t font_index, std::uint32_t glyph, float size) {
    const auto [known, is_new] = glyphs_.try_emplace({font_index, glyph, size});
    if (is_new) known->second = glyph_path(typefaces_.outline(font, glyph), size);
    return known->second;
}

void PdfPaths::halo(const map::Lettering& lettering, const std::vector<map::Font>& fonts) {
    for (const auto& run : lettering.runs) {
        if (run.size <= 0 || run.glyphs.empty()) continue;
        begin();
        line_look(lettering.halo, 2 * lettering.halo_width * cells, round_line, round_line);
        piece_ += "q ";
        if (run.angle != 0) {
            const double cosine = std::cos(run.angle), sine = std::sin(run.angle);
            for (const double part : {cosine, sine, -sine, cosine}) add_decimal(piece_, part, 4);
            add_number(piece_, whole(run.origin.x * cells));
            add_number(piece_, whole(run.origin.y * cells));
            piece_ += "cm\n";
        } else {
            move_origin({whole(run.origin.x * cells), whole(run.origin.y * cells)});
        }
        Cell at;
        for (const auto& glyph : run.glyphs) {
            const auto& path = this->glyph(fonts[run.font], run.font, glyph.index, run.size);
            if (path.empty()) continue;
            const Cell to{whole(glyph.x * cells), whole(glyph.y * cells)};
            if (to != at) move_origin({to.x - at.x, to.y - at.y});
            at = to;
            piece_ += path;
        }
        piece_ += "Q\n";
    }
}

const std::string& PdfPaths::symbol(const map::Symbol& symbol, const map::Marks::Mark& mark) {
    const auto [known, is_new] = symbols_.try_emplace({mark.symbol, mark.size});
    if (is_new) known->second = symbol_path(symbol, mark.size);
    return known->second;
}

void PdfPaths::mark(const map::Symbol& symbol, const map::Marks::Mark& mark) {
    begin();
    piece_ += "q ";
    add_decimal(piece_, 1 / symbol_parts, 4);
    piece_ += "0 0 ";
    add_decimal(piece_, 1 / symbol_parts, 4);
    add_number(piece_, whole(mark.centre.x * cells));
    add_number(piece_, whole(mark.centre.y * cells));
    piece_ += "cm\n" + this->symbol(symbol, mark) + "Q\n";
}

}  // namespace balise::paint::cairo
