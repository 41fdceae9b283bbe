#include "map/dash.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace balise::map {

namespace {

class DashCutter {
public:
    DashCutter(const std::vector<double>& pattern, Paths& out) : pattern_(pattern), out_(out) {}

    void start(double walked, double whole) {
        walked = std::fmod(walked, whole);
        if (walked < 0) walked += whole;
        part_ = 0;
        while (walked >= pattern_[part_] && walked > 0) {
            walked -= pattern_[part_];
            part_ = (part_ + 1) % pattern_.size();
        }
        left_ = pattern_[part_] - walked;
        open_ = false;
    }

    void segment(Spot a, Spot b) {
        const double dx = static_cast<double>(b.x - a.x), dy = static_cast<double>(b.y - a.y);
        const double length = std::hypot(dx, dy);
        double done = 0;
        if (drawing() && !open_) begin(a);
        while (length - done > left_) {
            done += left_;
            const Spot where{static_cast<float>(static_cast<double>(a.x) + dx * done / length),
                             static_cast<float>(static_cast<double>(a.y) + dy * done / length)};
            if (drawing()) {
                out_.spots.push_back(where);
                end();
            }
            part_ = (part_ + 1) % pattern_.size();
            left_ = pattern_[part_];
            if (drawing()) begin(where);
        }
        left_ -= length - done;
        if (open_ && length > 0) out_.spots.push_back(b);
    }

    void end() {
        if (!open_) return;
        open_ = false;
        out_.ends.push_back(static_cast<std::uint32_t>(out_.spots.size()));
    }

private:
    bool drawing() const { return part_ % 2 == 0; }
    void begin(Spot where) {
        open_ = true;
        out_.spots.push_back(where);
    }

    const std::vector<double>& pattern_;
    Paths& out_;
    std::size_t part_ = 0;
    double left_ = 0;
    bool open_ = false;
};

}  // namespace

void cut_dashes(const Paths& lines, const std::vector<double>& pattern, const std::vector<double>& begun, Paths& out) {
    const double sum = std::accumulate(pattern.begin(), pattern.end(), 0.0);
    const bool whole =
        !(sum >= 0.05) || std::any_of(pattern.begin(), pattern.end(), [](double part) { return part < 0; });
    if (whole) {
        const auto before = static_cast<std::uint32_t>(out.spots.size());
        out.spots.insert(out.spots.end(), lines.spots.begin(), lines.spots.end());
        for (const auto end : lines.ends) out.ends.push_back(before + end);
        return;
    }
    std::vector<double> even = pattern;
    if (even.size() % 2 == 1) even.insert(even.end(), pattern.begin(), pattern.end());
    const double period = std::accumulate(even.begin(), even.end(), 0.0);
    DashCutter cutter(even, out);
    std::size_t first = 0;
    for (std::size_t line = 0; line < lines.ends.size(); ++line) {
        cutter.start(line < begun.size() ? begun[line] : 0, period);
        for (std::size_t i = first; i + 1 < lines.ends[line]; ++i) cutter.segment(lines.spots[i], lines.spots[i + 1]);
        cutter.end();
        first = lines.ends[line];
    }
}

}  // namespace balise::map
