#include "map/display_list_text.hpp"

#include <cmath>
#include <cstdio>

namespace balise::map {

namespace {

// Millimetres to 0.01, without a negative nought, so that lists compare as text.
std::string number(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.2f", value);
    std::string text = buffer;
    return text == "-0.00" ? "0.00" : text;
}

std::string number(float value) {
    return number(static_cast<double>(value));
}

std::string words_of(Colour colour) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "#%02x%02x%02x", colour.red, colour.green, colour.blue);
    std::string text = buffer;
    if (colour.alpha != 255) {
        std::snprintf(buffer, sizeof buffer, "%02x", colour.alpha);
        text += buffer;
    }
    return text;
}

std::string words_of(Spot spot) {
    return number(spot.x) + "," + number(spot.y);
}

std::string words_of(const Frame& frame) {
    return number(frame.left) + "," + number(frame.top) + " " + number(frame.right) + "," + number(frame.bottom);
}

// Quoted; line ends and quotes escaped.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + "\"";
}

class Writer {
public:
    explicit Writer(const DisplayList& list) : list_(list) {}

    std::string all() {
        line(0, "sheet " + number(list_.width) + " x " + number(list_.height) + " " + words_of(list_.background));
        for (const auto& font : list_.fonts) line(0, "font " + quoted(font.name) + (font.slanted ? " slanted" : ""));
        for (const auto& symbol : list_.symbols) write(symbol);
        for (std::size_t i = 0; i < list_.picks.size(); ++i) {
            const auto& pick = list_.picks[i];
            line(0, "pick " + std::to_string(i + 1) + " layer " + std::to_string(pick.layer) +
                        (pick.row == Picked::no_row ? "" : " row " + std::to_string(pick.row)) +
                        (pick.count == 1 ? "" : " x" + std::to_string(pick.count)));
        }
        for (const auto& group : list_.groups) {
            line(0, "group " + quoted(group.name) + (group.clip ? " clip " + words_of(*group.clip) : ""));
            for (const auto& batch : group.batches) std::visit([this](const auto& what) { write(what); }, batch);
        }
        return std::move(out_);
    }

private:
    void line(int depth, const std::string& text) {
        out_.append(static_cast<std::size_t>(depth) * 2, ' ');
        out_ += text;
        out_ += '\n';
    }

    void write_paths(const Paths& paths, std::size_t from, std::size_t to, int depth, const char* word) {
        for (std::size_t i = from; i < to; ++i) {
            std::string text = word;
            for (std::size_t spot = i == 0 ? 0 : paths.ends[i - 1]; spot < paths.ends[i]; ++spot)
                text += " " + words_of(paths.spots[spot]);
            line(depth, text);
        }
    }

    void write(const Symbol& symbol) {
        line(0, "symbol " + quoted(symbol.name));
        for (const auto& part : symbol.parts) {
            line(1, (part.width > 0 ? "stroke " + number(part.width) + " " : "fill ") + words_of(part.colour));
            write_paths(part.paths, 0, part.paths.ends.size(), 2, "path");
        }
    }

    void write(const Fill& fill) {
        line(1, "fill " + words_of(fill.colour));
        std::size_t ring = 0;
        for (std::size_t area = 0; area < fill.areas.size(); ++area) {
            line(2,
                 "area" + (fill.picks.empty() || fill.picks[area] == 0 ? std::string()
                                                                       : " pick " + std::to_string(fill.picks[area])));
            write_paths(fill.rings, ring, fill.areas[area], 3, "ring");
            ring = fill.areas[area];
        }
    }

    void write(const Stroke& stroke) {
        static constexpr const char* caps[] = {"butt", "round", "square"};
        static constexpr const char* joins[] = {"miter", "round", "bevel"};
        line(1, "stroke " + words_of(stroke.colour) + " " + number(stroke.width) + " " +
                    caps[static_cast<int>(stroke.cap)] + " " + joins[static_cast<int>(stroke.join)]);
        write_paths(stroke.lines, 0, stroke.lines.ends.size(), 2, "line");
    }

    void write(const Marks& marks) {
        line(1, "marks");
        for (const auto& mark : marks.marks) {
            const auto name = mark.symbol < list_.symbols.size() ? list_.symbols[mark.symbol].name : std::string("?");
            line(2, quoted(name) + " " + words_of(mark.centre) + " " + number(mark.size) +
                        (mark.pick == 0 ? "" : " pick " + std::to_string(mark.pick)));
        }
    }

    void write(const Lettering& lettering) {
        std::string text = "letters " + words_of(lettering.colour);
        if (lettering.halo_width > 0) text += " halo " + words_of(lettering.halo) + " " + number(lettering.halo_width);
        line(1, text);
        for (const auto& run : lettering.runs) {
            const auto font = run.font < list_.fonts.size() ? list_.fonts[run.font].name : std::string("?");
            text = quoted(run.text) + " " + words_of(run.origin) + " " + number(run.size) + " " + quoted(font);
            if (run.angle != 0)
                text += " turned " + number(static_cast<double>(run.angle) * 180 / 3.14159265358979323846);
            line(2, text + " " + std::to_string(run.glyphs.size()) + " glyphs");
        }
    }

    // A picture is told by its size and a checksum (FNV-1a) of its pixels.
    void write(const Raster& raster) {
        std::uint64_t sum = 14695981039346656037ULL;
        for (const auto& pixel : raster.pixels)
            for (const std::uint8_t part : {pixel.red, pixel.green, pixel.blue, pixel.alpha})
                sum = (sum ^ part) * 1099511628211ULL;
        char digest[24];
        std::snprintf(digest, sizeof digest, "%016llx", static_cast<unsigned long long>(sum));
        line(1, "raster " + words_of(raster.frame) + " " + std::to_string(raster.columns) + " x " +
                    std::to_string(raster.rows) + (raster.smooth ? " smooth " : " ") + digest);
    }

    const DisplayList& list_;
    std::string out_;
};

}  // namespace

std::string to_text(const DisplayList& list) {
    return Writer(list).all();
}

}  // namespace balise::map
