#include "map/text.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "map/shaping.hpp"

namespace balise::map {

namespace {

constexpr std::string_view ellipsis = "…";

struct LineKey {
    std::string text;
    TextStyle style;
    bool operator==(const LineKey&) const = default;
};

struct LineHash {
    std::size_t operator()(const LineKey& key) const {
        std::size_t hash = std::hash<std::string>{}(key.text);
        const auto stir = [&](std::size_t more) { hash = (hash ^ more) * 0x9E3779B97F4A7C15ULL; };
        stir(std::hash<std::string>{}(key.style.family));
        stir(static_cast<std::size_t>(key.style.weight) * 4 + (key.style.italic ? 2U : 0U) +
             (key.style.tabular ? 1U : 0U));
        stir(std::hash<double>{}(key.style.size));
        stir(std::hash<double>{}(key.style.letter_spacing));
        return hash;
    }
};

// Lines that were made, in two generations: when the younger is full, the elder is dropped and the younger grows old.
// What is asked for again becomes young again, at the same address.
class LineCache {
public:
    const ShapedText* find(const LineKey& key) {
        if (const auto young = young_.find(key); young != young_.end()) return &young->second;
        const auto old = old_.find(key);
        if (old == old_.end()) return nullptr;
        make_room();
        return &young_.insert(old_.extract(old)).position->second;
    }
    const ShapedText& keep(LineKey key, ShapedText text) {
        make_room();
        bytes_ += key.text.size();
        return young_.emplace(std::move(key), std::move(text)).first->second;
    }

private:
    void make_room() {
        if (young_.size() < Typesetter::lines_kept && bytes_ < Typesetter::lines_kept * 64) return;
        old_.clear();
        old_.swap(young_);
        bytes_ = 0;
    }
    std::unordered_map<LineKey, ShapedText, LineHash> young_, old_;
    std::size_t bytes_ = 0;
};

bool is_blank_at(const std::string& text, std::size_t at) {
    return text[at] == ' ';
}

std::size_t without_blanks(const std::string& text, std::size_t from, std::size_t to) {
    while (to > from && is_blank_at(text, to - 1)) --to;
    return to;
}

// Breaks one stretch without line ends into lines no wider than `width`.
class LineBreaker {
public:
    LineBreaker(Shaper& shaper, const std::string& text, const TextStyle& style, double width)
        : shaper_(shaper), text_(text), style_(style), width_(width), points_(break_points(text)) {
        std::vector<Advance> advances;
        shaper.line(text, style, &advances);
        reach_.assign(text.size() + 1, 0);
        double pen = 0;
        std::size_t next = 0;
        for (std::size_t byte = 0; byte <= text.size(); ++byte) {
            reach_[byte] = pen;
            for (; next < advances.size() && advances[next].from == byte; ++next) pen += advances[next].width;
        }
    }

    bool done() const { return at_ >= text_.size(); }
    std::string rest() const { return text_.substr(at_); }

    // The next line; moves on behind it.
    ShapedText next() {
        for (std::size_t end = text_.size(); end > at_;) {
            end = last_break(end);
            const std::size_t seen = without_blanks(text_, at_, end);
            ShapedText line = shaper_.line(text_.substr(at_, seen - at_), style_);
            // Joined letters may measure a trifle more by themselves than within the whole.
            if (line.width > width_ && previous_point(end) > at_) {
                end = previous_point(end);
                continue;
            }
            at_ = end;
            while (at_ < text_.size() && is_blank_at(text_, at_)) ++at_;
            return line;
        }
        return {};
    }

private:
    // The last place not behind `limit` at which the line that begins at `at_` may end and seems to fit: a break, else
    // a letter, else the first letter alone.
    std::size_t last_break(std::size_t limit) const {
        const double most = reach_[at_] + width_ + style_.letter_spacing * style_.size;
        const auto beyond = std::upper_bound(reach_.begin() + static_cast<std::ptrdiff_t>(at_), reach_.end(), most);
        auto within = static_cast<std::size_t>(beyond - reach_.begin()) - 1;
        while (within < text_.size() && is_blank_at(text_, within)) ++within;
        std::size_t letter = 0;
        for (std::size_t end = std::min(limit, within); end > at_; --end) {
            if (!points_[end].letter && !points_[end].line) continue;
            if (reach_[without_blanks(text_, at_, end)] > most) continue;
            if (points_[end].line) return end;
            letter = std::max(letter, end);
        }
        if (letter > 0) return letter;
        std::size_t first = at_ + 1;
        while (!points_[first].letter) ++first;
        return first;
    }
    // The place for a break before `end`.
    std::size_t previous_point(std::size_t end) const {
        do --end;
        while (end > at_ && !points_[end].letter);
        return end;
    }

    Shaper& shaper_;
    const std::string& text_;
    const TextStyle& style_;
    double width_;
    std::vector<BreakPoint> points_;
    std::vector<double> reach_;  // for each byte, the pen before it
    std::size_t at_ = 0;
};

// `text` (settable) with "…" within `width`: as many letters as fit, none when not even "…" does.
ShapedText cut_to(Shaper& shaper, const std::string& text, const TextStyle& style, double width) {
    const auto points = break_points(text);
    std::vector<std::size_t> ends;
    for (std::size_t end = 0; end < text.size(); ++end)
        if (points[end].letter) ends.push_back(end);
    const auto cut = [&](std::size_t end) {
        return shaper.line(text.substr(0, without_blanks(text, 0, end)) + std::string(ellipsis), style);
    };
    std::size_t low = 0, high = ends.size();  // ends[low - 1] fits, ends[high] does not
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (cut(ends[middle]).width <= width)
            low = middle + 1;
        else
            high = middle;
    }
    ShapedText result = low > 0 ? cut(ends[low - 1]) : shaper.line("", style);
    result.cut = true;
    return result;
}

// The stretches between line ends.
std::vector<std::string> stretches(std::string_view text) {
    std::vector<std::string> result;
    for (std::size_t from = 0;;) {
        const std::size_t end = text.find('\n', from);
        auto stretch = text.substr(from, end == std::string_view::npos ? end : end - from);
        if (!stretch.empty() && stretch.back() == '\r') stretch.remove_suffix(1);
        result.push_back(settable(stretch));
        if (end == std::string_view::npos) return result;
        from = end + 1;
    }
}

}  // namespace

struct Typesetter::State {
    Shaper shaper;
    LineCache lines;
};

Typesetter::Typesetter() : state_(std::make_unique<State>()) {}
Typesetter::~Typesetter() = default;
Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;

const std::vector<Font>& Typesetter::fonts() const {
    return state_->shaper.fonts();
}

const ShapedText& Typesetter::line(std::string_view text, const TextStyle& style) {
    LineKey key{std::string(text), style};
    if (const ShapedText* known = state_->lines.find(key)) return *known;
    ShapedText made = state_->shaper.line(settable(text), style);
    return state_->lines.keep(std::move(key), std::move(made));
}

ShapedText Typesetter::fitted(std::string_view text, const TextStyle& style, double width) {
    const ShapedText& whole = line(text, style);
    if (whole.width <= width) return whole;
    return cut_to(state_->shaper, settable(text), style, width);
}

ShapedText Typesetter::paragraph(std::string_view text, const TextStyle& style, double width, double leading,
                                 Align align, int max_lines) {
    std::vector<ShapedText> lines;
    const auto full = [&] { return max_lines > 0 && lines.size() >= static_cast<std::size_t>(max_lines); };
    bool cut = false;
    const auto parts = stretches(text);
    for (std::size_t part = 0; part < parts.size() && !cut; ++part) {
        LineBreaker breaker(state_->shaper, parts[part], style, width);
        if (parts[part].empty()) {
            if (full()) break;
            lines.push_back(state_->shaper.line("", style));
        }
        while (!breaker.done() && !cut) {
            const std::string rest = breaker.rest();
            ShapedText next = breaker.next();
            const bool last = max_lines > 0 && lines.size() + 1 == static_cast<std::size_t>(max_lines);
            cut = last && (!breaker.done() || part + 1 < parts.size());
            // What follows on a line of its own is told by "…" at the end of this one.
            lines.push_back(cut ? cut_to(state_->shaper, breaker.done() ? rest + " " : rest, style, width)
                                : std::move(next));
        }
    }
    ShapedText result = state_->shaper.line("", style);
    result.baselines.clear();
    result.cut = cut;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double y = static_cast<double>(i) * leading * style.size;
        const double spare = std::isfinite(width) ? width - lines[i].width : 0;
        const double x = align == Align::left ? 0 : align == Align::right ? spare : spare / 2;
        for (GlyphRun& run : placed(lines[i], {static_cast<float>(x), static_cast<float>(y)}))
            result.runs.push_back(std::move(run));
        result.width = std::max(result.width, lines[i].width);
        result.baselines.push_back(y);
    }
    if (!lines.empty()) result.height += result.baselines.back();
    return result;
}

std::vector<GlyphRun> placed(const ShapedText& text, Spot spot, double angle) {
    std::vector<GlyphRun> runs = text.runs;
    const auto along = static_cast<float>(std::cos(angle)), across = static_cast<float>(std::sin(angle));
    for (GlyphRun& run : runs) {
        const Spot at = run.origin;
        run.origin = {spot.x + at.x * along - at.y * across, spot.y + at.x * across + at.y * along};
        run.angle += static_cast<float>(angle);
    }
    return runs;
}

}  // namespace balise::map
