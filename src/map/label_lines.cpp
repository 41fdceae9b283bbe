#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "map/label_candidates.hpp"
#include "map/label_grid.hpp"

namespace balise::map {

namespace {

constexpr double most_bend = 25 * std::numbers::pi / 180;   // between two letters
constexpr double most_turn = 70 * std::numbers::pi / 180;   // of any letter against any other
constexpr double most_slope = 86 * std::numbers::pi / 180;  // of one letter, so that none is upside down
constexpr double repeat_along = 120, repeat_apart = 60;     // millimetres between two labels of one line
constexpr std::size_t most_tries = 160;                     // along one course

// One letter with what belongs to it, about the middle of its foot.
struct Letter {
    GlyphRun run;
    double from = 0, to = 0;  // along the text
    double middle() const { return (from + to) / 2; }
};

// Whether a combining mark of U+0300 to U+036F stands at a byte.
bool is_mark(const std::string& text, std::size_t byte) {
    if (byte + 1 >= text.size()) return false;
    const auto lead = static_cast<unsigned char>(text[byte]), next = static_cast<unsigned char>(text[byte + 1]);
    return lead == 0xCC || (lead == 0xCD && next <= 0xAF);
}

// The clusters of the text as letters; accents stay with the letter before.
std::vector<Letter> letters_of(const ShapedText& text) {
    std::vector<Letter> letters;
    for (const GlyphRun& run : text.runs) {
        std::size_t glyph = 0, byte = 0;
        const std::size_t first = letters.size();
        for (const Cluster& cluster : run.clusters) {
            const double at =
                cluster.glyphs > 0 ? run.origin.x + run.glyphs[glyph].x : (letters.empty() ? 0 : letters.back().from);
            if (letters.size() == first || !is_mark(run.text, byte))
                letters.push_back({{run.font, run.size, {}, 0, {}, {}, {}}, at, at});
            Letter& letter = letters.back();
            for (std::size_t i = 0; i < cluster.glyphs; ++i, ++glyph) {
                letter.run.glyphs.push_back(run.glyphs[glyph]);
                letter.run.glyphs.back().x += run.origin.x - static_cast<float>(letter.from);
            }
            letter.run.text += run.text.substr(byte, cluster.bytes);
            letter.run.clusters.push_back(cluster);
            byte += cluster.bytes;
        }
    }
    std::stable_sort(letters.begin(), letters.end(), [](const Letter& a, const Letter& b) { return a.from < b.from; });
    for (std::size_t i = 0; i < letters.size(); ++i)
        letters[i].to = i + 1 < letters.size() ? letters[i + 1].from : text.width;
    return letters;
}

// A course with its length.
class Course {
public:
    explicit Course(std::vector<Spot> spots) : spots_(std::move(spots)), strays_(spots_.size(), 0) {
        lengths_.reserve(spots_.size());
        double length = 0;
        for (std::size_t i = 0; i < spots_.size(); ++i) {
            if (i > 0) length += std::hypot(spots_[i].x - spots_[i - 1].x, spots_[i].y - spots_[i - 1].y);
            lengths_.push_back(length);
        }
    }
    double length() const { return lengths_.empty() ? 0 : lengths_.back(); }
    Spot at(double length) const {
        if (length <= 0) return spots_.front();
        const auto after = std::upper_bound(lengths_.begin(), lengths_.end(), length);
        if (after == lengths_.end()) return spots_.back();
        const auto i = static_cast<std::size_t>(after - lengths_.begin());
        const double share = (length - lengths_[i - 1]) / (lengths_[i] - lengths_[i - 1]);
        const auto mix = [&](float a, float b) { return static_cast<float>(a + (b - a) * share); };
        return {mix(spots_[i - 1].x, spots_[i].x), mix(spots_[i - 1].y, spots_[i].y)};
    }
    Course reversed() const {
        Course result(std::vector<Spot>(spots_.rbegin(), spots_.rend()));
        result.strays_.assign(strays_.rbegin(), strays_.rend());
        return result;
    }
    // Equal steps, each spot the mean of those up to `reach` mm before and after: letters do not follow every pebble.
    Course smoothed(double reach) const {
        const double step = std::max(reach / 6, length() / 4000);
        const auto count = static_cast<std::size_t>(length() / step) + 1;
        std::vector<Spot> even(count + 1);
        for (std::size_t i = 0; i <= count; ++i)
            even[i] = at(length() * static_cast<double>(i) / static_cast<double>(count));
        const std::vector<Spot> before = even;
        for (int pass = 0; pass < 2; ++pass) even = averaged(even, static_cast<std::size_t>(reach / step / 2));
        Course result(std::move(even));
        for (std::size_t i = 0; i <= count; ++i)
            result.strays_[i] = std::hypot(before[i].x - result.spots_[i].x, before[i].y - result.spots_[i].y);
        return result;
    }
    // The length at which another course has the spot that this one has at a length; both with as many spots.
    double length_on(const Course& other, double at) const {
        const auto found = std::lower_bound(lengths_.begin(), lengths_.end(), at);
        return other.lengths_[static_cast<std::size_t>(std::min(found, lengths_.end() - 1) - lengths_.begin())];
    }
    // How far smoothing has led it away from the line between two lengths.
    double strays(double from, double to) const {
        const auto index = [&](double at) {
            const auto found = std::lower_bound(lengths_.begin(), lengths_.end(), at);
            return std::min(found, lengths_.end() - 1) - lengths_.begin();
        };
        return *std::max_element(strays_.begin() + index(from), strays_.begin() + index(to) + 1);
    }
    // Beside this one, `by` mm to its left as it goes.
    Course offset(double by) const {
        std::vector<Spot> result(spots_.size());
        for (std::size_t i = 0; i < spots_.size(); ++i) {
            const Spot a = spots_[i > 0 ? i - 1 : 0], b = spots_[std::min(i + 1, spots_.size() - 1)];
            const float dx = b.x - a.x, dy = b.y - a.y, length = std::max(std::hypot(dx, dy), 1e-6F);
            result[i] = {spots_[i].x + dy / length * static_cast<float>(by),
                         spots_[i].y - dx / length * static_cast<float>(by)};
        }
        Course beside(std::move(result));
        beside.strays_ = strays_;
        return beside;
    }

private:
    static std::vector<Spot> averaged(const std::vector<Spot>& spots, std::size_t half) {
        std::vector<Spot> result(spots.size());
        for (std::size_t i = 0; i < spots.size(); ++i) {
            const std::size_t reach = std::min({half, i, spots.size() - 1 - i});
            double x = 0, y = 0;
            for (std::size_t j = i - reach; j <= i + reach; ++j) {
                x += spots[j].x;
                y += spots[j].y;
            }
            const auto count = static_cast<double>(2 * reach + 1);
            result[i] = {static_cast<float>(x / count), static_cast<float>(y / count)};
        }
        return result;
    }
    std::vector<Spot> spots_;
    std::vector<double> lengths_;
    std::vector<float> strays_;
};

// The paths, those joined that meet end to end.
std::vector<Course> courses(const Paths& paths) {
    std::vector<std::vector<Spot>> pieces;
    std::uint32_t begin = 0;
    for (const std::uint32_t end : paths.ends) {
        std::vector<Spot> piece;
        for (std::uint32_t i = begin; i < end; ++i)
            if (is_finite(paths.spots[i]) && (piece.empty() || !(piece.back() == paths.spots[i])))
                piece.push_back(paths.spots[i]);
        if (piece.size() > 1) pieces.push_back(std::move(piece));
        begin = end;
    }
    const auto meet = [](Spot a, Spot b) { return std::hypot(a.x - b.x, a.y - b.y) < 0.02F; };
    for (std::size_t i = 0; i < pieces.size() && pieces.size() < 500; ++i)
        for (std::size_t j = 0; j < pieces.size();) {
            auto& one = pieces[i];
            auto& other = pieces[j];
            const bool joins = i != j && (meet(one.back(), other.front()) || meet(one.back(), other.back()) ||
                                          meet(one.front(), other.front()) || meet(one.front(), other.back()));
            if (!joins) {
                ++j;
                continue;
            }
            if (!meet(one.back(), other.front()) && !meet(one.back(), other.back()))
                std::reverse(one.begin(), one.end());
            if (!meet(one.back(), other.front())) std::reverse(other.begin(), other.end());
            one.insert(one.end(), other.begin() + 1, other.end());
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(j));
            if (j < i) --i;
            j = 0;
        }
    std::vector<Course> result;
    for (auto& piece : pieces) result.emplace_back(std::move(piece));
    std::stable_sort(result.begin(), result.end(),
                     [](const Course& a, const Course& b) { return a.length() > b.length(); });
    return result;
}

// How far the letters' foot lies beside the line: above is left of a course that goes to the right.
struct Side {
    double offset;  // millimetres
    double cost;
};

class AlongCourse {
public:
    AlongCourse(const Course& line, const std::vector<Letter>& letters, const ShapedText& text, double em,
                const Frame& depth)
        : letters_(letters), width_(text.width), em_(em), depth_(depth) {
        const Course smooth = line.smoothed(1.6 * em);
        const double above = 0.3 * em, below = -(text.cap_height + 0.35 * em);
        const std::array<Side, 3> sides{{{above, 0}, {below, 0.12}, {-text.cap_height / 2, 0.25}}};
        for (const Side& side : sides)
            for (const Course& course : {smooth, smooth.reversed()})
                try_all(course, course.offset(side.offset), side.cost);
        std::stable_sort(tries_.begin(), tries_.end(), [](const Try& a, const Try& b) { return a.cost < b.cost; });
    }

    // The cheapest label that has room and keeps away from those before.
    std::optional<CurvedLabel> best(const std::function<bool(const std::vector<Frame>&)>& has_room,
                                    const std::vector<Spot>& others) const {
        for (const Try& one : tries_) {
            const auto far = [&](Spot other) {
                return std::hypot(one.middle.x - other.x, one.middle.y - other.y) > repeat_apart;
            };
            if (!std::all_of(others.begin(), others.end(), far)) continue;
            CurvedLabel label = made(one);
            if (has_room(label.boxes)) return label;
        }
        return std::nullopt;
    }

private:
    struct Try {
        std::size_t course;
        double from, cost;
        Spot middle;
    };

    // The slope at a letter: over its own width, at least half an em.
    double slope(const Course& course, double middle, double half) const {
        half = std::max(half, em_ / 4);
        const Spot a = course.at(middle - half), b = course.at(middle + half);
        return std::atan2(b.y - a.y, b.x - a.x);
    }

    void try_all(const Course& line, Course course, double side_cost) {
        const double spare = course.length() - width_ - em_ / 2;
        if (spare < 0) return;
        courses_.push_back(std::move(course));
        const Course& kept = courses_.back();
        const double step = std::max(em_ / 2, spare / static_cast<double>(most_tries));
        for (double from = em_ / 4; from <= spare + em_ / 4; from += step) {
            const auto bend = cost_of_bends(kept, from);
            if (!bend || turns(line, kept.length_on(line, from), kept.length_on(line, from + width_))) continue;
            const double away = std::abs(from + width_ / 2 - kept.length() / 2) / kept.length();
            tries_.push_back({courses_.size() - 1, from, *bend + side_cost + 0.3 * away, kept.at(from + width_ / 2)});
        }
    }

    // Whether the line turns too far: beside a sharp bend the letters' own course may be folded and seem straight.
    bool turns(const Course& line, double from, double to) const {
        double least = 10, most = -10;
        for (int i = 0; i <= 12; ++i) {
            const double angle = slope(line, from + (to - from) * i / 12, em_ / 2);
            least = std::min(least, angle);
            most = std::max(most, angle);
        }
        return most - least > 1.2 * most_turn;
    }

    // Mean bend between letters with a little for the slope; nothing where the label cannot be read.
    std::optional<double> cost_of_bends(const Course& course, double from) const {
        const Spot begin = course.at(from), end = course.at(from + width_);
        const double dx = end.x - begin.x, dy = end.y - begin.y;
        // Nearly upright names are read upwards.
        if (std::abs(dx) < 0.05 * width_ ? dy > 0 : dx < 0) return std::nullopt;
        if (course.strays(from, from + width_) > em_) return std::nullopt;
        double bends = 0, before = 0, least = most_slope, most = -most_slope;
        for (std::size_t i = 0; i < letters_.size(); ++i) {
            const Letter& letter = letters_[i];
            const double angle = slope(course, from + letter.middle(), (letter.to - letter.from) / 2);
            least = std::min(least, angle);
            most = std::max(most, angle);
            if (std::abs(angle) > most_slope || most - least > most_turn) return std::nullopt;
            if (i > 0) {
                const double bend = std::abs(angle - before);
                if (bend > most_bend) return std::nullopt;
                bends += bend;
            }
            before = angle;
        }
        const double mean = bends / static_cast<double>(std::max<std::size_t>(letters_.size(), 1));
        return 2 * mean + 0.1 * std::abs(std::atan2(dy, dx));
    }

    CurvedLabel made(const Try& one) const {
        const Course& course = courses_[one.course];
        CurvedLabel label;
        label.middle = one.middle;
        for (const Letter& letter : letters_) {
            const double middle = one.from + letter.middle(), half = (letter.to - letter.from) / 2;
            const double angle = slope(course, middle, half);
            const Spot at = course.at(middle);
            const auto along = static_cast<float>(std::cos(angle)), across = static_cast<float>(std::sin(angle));
            const auto turned = [&](double x, double y) {
                const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
                return Spot{at.x + fx * along - fy * across, at.y + fx * across + fy * along};
            };
            label.runs.push_back(letter.run);
            label.runs.back().origin = turned(-half, 0);
            label.runs.back().angle = static_cast<float>(angle);
            if (letter.run.text.find_first_not_of(' ') == std::string::npos) continue;
            Frame box = hull(turned(-half, depth_.top), turned(half, depth_.bottom), 0);
            const Frame other = hull(turned(half, depth_.top), turned(-half, depth_.bottom), 0);
            box = {std::min(box.left, other.left), std::min(box.top, other.top), std::max(box.right, other.right),
                   std::max(box.bottom, other.bottom)};
            label.boxes.push_back(box);
        }
        return label;
    }

    const std::vector<Letter>& letters_;
    double width_, em_;
    Frame depth_;
    std::vector<Course> courses_;
    std::vector<Try> tries_;
};

}  // namespace

std::vector<CurvedLabel> line_labels(const LabelWish& wish, const ShapedText& text,
                                     const std::function<bool(const std::vector<Frame>&)>& has_room) {
    const std::vector<Letter> letters = letters_of(text);
    const double em = wish.style.size;
    if (letters.empty() || em <= 0) return {};
    std::vector<CurvedLabel> result;
    std::vector<Spot> middles;
    for (const Course& course : courses(wish.line)) {
        if (course.length() < 1.15 * text.width + em) break;               // the others are shorter still
        if (!result.empty() && course.length() < repeat_along / 2) break;  // a short rest of a river named already
        const AlongCourse along(course, letters, text, em, letters_box(text));
        const int wanted = 1 + static_cast<int>(course.length() / repeat_along / 1.5);
        for (int i = 0; i < wanted; ++i) {
            auto label = along.best(has_room, middles);
            if (!label) break;
            middles.push_back(label->middle);
            result.push_back(std::move(*label));
        }
    }
    return result;
}

}  // namespace balise::map
