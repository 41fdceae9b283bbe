#include "map/symbol_path.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::map {

namespace {

struct Point {
    double x = 0, y = 0;
    Point operator+(Point o) const { return {x + o.x, y + o.y}; }
    Point operator-(Point o) const { return {x - o.x, y - o.y}; }
    Point operator*(double f) const { return {x * f, y * f}; }
};

double length(Point p) {
    return std::hypot(p.x, p.y);
}

class Flattener {
public:
    Flattener(std::string_view path, double tolerance) : text_(path), tolerance_(tolerance) {}

    Paths run() {
        skip_blanks();
        while (at_ < text_.size()) {
            char command = text_[at_++];
            if (!begun_ && command != 'M' && command != 'm') refuse();
            do {
                draw(command);
                skip_blanks();
            } while (at_ < text_.size() && starts_number(text_[at_]) && command != 'Z' && command != 'z');
        }
        end_path();
        return std::move(paths_);
    }

private:
    [[noreturn]] void refuse() const {
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("the path \"{0}\" cannot be read from character {1} on", std::string(text_),
                                     std::min(at_, text_.size()) + 1));
    }

    static bool starts_number(char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.'; }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == ',' || text_[at_] == '\n')) ++at_;
    }

    // Ends where a second point or sign begins the next number: "1.5.5-2" is three.
    double number() {
        skip_blanks();
        std::size_t end = at_;
        bool point = false;
        while (end < text_.size() && starts_number(text_[end])) {
            const char c = text_[end];
            if (end > at_ && (c == '-' || c == '+')) break;
            if (c == '.' && point) break;
            point = point || c == '.';
            ++end;
        }
        std::string words(text_.substr(at_, end - at_));
        if (words.starts_with('+')) words.erase(0, 1);
        if (words.starts_with("-.")) words.insert(1, "0");
        if (words.starts_with('.')) words.insert(0, "0");
        const auto value = base::parse_number(words);
        if (!value) refuse();
        at_ = end;
        return *value;
    }

    // 0 or 1, which may stand without a blank behind it.
    bool flag() {
        skip_blanks();
        if (at_ >= text_.size() || (text_[at_] != '0' && text_[at_] != '1')) refuse();
        return text_[at_++] == '1';
    }

    Point point(bool relative) {
        const double x = number(), y = number();
        return relative ? Point{here_.x + x, here_.y + y} : Point{x, y};
    }

    void draw(char& command) {
        const bool relative = command >= 'a';
        switch (command) {
            case 'M':
            case 'm':
                move_to(point(relative));
                command = relative ? 'l' : 'L';  // further pairs are lines
                break;
            case 'L':
            case 'l': line_to(point(relative)); break;
            case 'H':
            case 'h': line_to({number() + (relative ? here_.x : 0), here_.y}); break;
            case 'V':
            case 'v': line_to({here_.x, number() + (relative ? here_.y : 0)}); break;
            case 'C':
            case 'c': cubic(relative); break;
            case 'Q':
            case 'q': quadratic(relative); break;
            case 'A':
            case 'a': arc(relative); break;
            case 'Z':
            case 'z': close(); break;
            default: --at_; refuse();
        }
    }

    void move_to(Point p) {
        end_path();
        begun_ = true;
        start_ = here_ = p;
    }

    void line_to(Point p) {
        if (!drawing_) add(here_);
        drawing_ = true;
        add(p);
        here_ = p;
    }

    void close() {
        if (drawing_ && length(here_ - start_) > 0) line_to(start_);
        here_ = start_;
        end_path();
    }

    void add(Point p) { paths_.spots.push_back({static_cast<float>(p.x), static_cast<float>(p.y)}); }

    void end_path() {
        if (drawing_) paths_.ends.push_back(static_cast<std::uint32_t>(paths_.spots.size()));
        drawing_ = false;
    }

    // Pieces of a curve whose second derivative is at most `bend`: the error of n pieces is bend / (8 n²).
    int pieces(double bend) const {
        return std::clamp(static_cast<int>(std::ceil(std::sqrt(bend / (8 * tolerance_)))), 1, 200);
    }

    void cubic(bool relative) {
        const Point a = here_, b = point(relative), c = point(relative), d = point(relative);
        const int n = pieces(6 * std::max(length(a - b * 2 + c), length(b - c * 2 + d)));
        for (int i = 1; i <= n; ++i) {
            const double t = double(i) / n, u = 1 - t;
            line_to(a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t));
        }
        here_ = d;
    }

    void quadratic(bool relative) {
        const Point a = here_, b = point(relative), c = point(relative);
        const int n = pieces(2 * length(a - b * 2 + c));
        for (int i = 1; i <= n; ++i) {
            const double t = double(i) / n, u = 1 - t;
            line_to(a * (u * u) + b * (2 * u * t) + c * (t * t));
        }
        here_ = c;
    }

    void arc(bool relative) {
        double rx = std::abs(number()), ry = std::abs(number());
        const double turn = number() * std::numbers::pi / 180;
        const bool large = flag(), clockwise = flag();
        const Point from = here_, to = point(relative);
        if (length(to - from) == 0) return;
        if (rx == 0 || ry == 0) return line_to(to);
        const double cosine = std::cos(turn), sine = std::sin(turn);
        const Point half = (from - to) * 0.5;
        const Point p{cosine * half.x + sine * half.y, -sine * half.x + cosine * half.y};
        const double stretch = p.x * p.x / (rx * rx) + p.y * p.y / (ry * ry);
        if (stretch > 1) {
            rx *= std::sqrt(stretch);
            ry *= std::sqrt(stretch);
        }
        const double below = rx * rx * p.y * p.y + ry * ry * p.x * p.x;
        const double root =
            std::sqrt(std::max(0.0, (rx * rx * ry * ry - below) / below)) * (large == clockwise ? -1 : 1);
        const Point c{root * rx * p.y / ry, -root * ry * p.x / rx};
        const Point middle = (from + to) * 0.5;
        const Point centre{cosine * c.x - sine * c.y + middle.x, sine * c.x + cosine * c.y + middle.y};
        const double first = std::atan2((p.y - c.y) / ry, (p.x - c.x) / rx);
        double sweep = std::atan2((-p.y - c.y) / ry, (-p.x - c.x) / rx) - first;
        if (clockwise && sweep < 0) sweep += 2 * std::numbers::pi;
        if (!clockwise && sweep > 0) sweep -= 2 * std::numbers::pi;
        const int n = pieces(std::max(rx, ry) * sweep * sweep);
        for (int i = 1; i < n; ++i) {
            const double angle = first + sweep * i / n;
            const Point e{rx * std::cos(angle), ry * std::sin(angle)};
            line_to(Point{cosine * e.x - sine * e.y, sine * e.x + cosine * e.y} + centre);
        }
        line_to(to);
    }

    std::string_view text_;
    double tolerance_;
    std::size_t at_ = 0;
    Paths paths_;
    Point start_, here_;
    bool begun_ = false, drawing_ = false;
};

}  // namespace

Paths flatten_path(std::string_view path, double tolerance) {
    return Flattener(path, tolerance).run();
}

}  // namespace balise::map
