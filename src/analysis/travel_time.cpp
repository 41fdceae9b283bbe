#include "analysis/travel_time.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/spread.hpp"
#include "base/error.hpp"

namespace balise::analysis {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

std::vector<float> with_margin(const geo::GridFrame& frame, const std::vector<float>& values, std::size_t stride) {
    constexpr auto margin = Field::margin;
    std::vector<float> padded((frame.rows + 2 * margin) * stride, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t row = 0; row < frame.rows; ++row)
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(row * frame.columns), frame.columns,
                    padded.begin() + static_cast<std::ptrdiff_t>((row + margin) * stride + margin));
    return padded;
}

void check(const Ground& ground) {
    const auto& frame = ground.frame;
    if (ground.friction.size() != frame.cells() || frame.cells() == 0)
        throw Error(ErrorKind::invalid_input,
                    mark("the friction has {0} values for {1} cells", ground.friction.size(), frame.cells()));
    if (!(frame.cell_width > 0 && frame.cell_height > 0))
        throw Error(ErrorKind::invalid_input, mark("the cells of the friction have no size"));
    for (std::size_t cell = 0; cell < ground.friction.size(); ++cell) {
        const float value = ground.friction[cell];
        if (value < 0 || std::isinf(value))
            throw Error(ErrorKind::invalid_input,
                        mark("the friction in row {0}, column {1} is {2}: minutes per metre cannot be negative or "
                             "infinite; mark barriers as \"no data\"",
                             cell / frame.columns + 1, cell % frame.columns + 1, static_cast<double>(value)));
    }
}

// About the smallest cost of a step: exactly it, unless a few cells are far below all others.
double bucket_of(const std::vector<float>& friction, double shortest_step) {
    std::vector<float> sample;
    const std::size_t every = std::max<std::size_t>(1, friction.size() / 65536);
    float smallest = std::numeric_limits<float>::infinity();
    for (std::size_t cell = 0; cell < friction.size(); ++cell) {
        if (!(friction[cell] > 0)) continue;
        smallest = std::min(smallest, friction[cell]);
        if (cell % every == 0) sample.push_back(friction[cell]);
    }
    if (!std::isfinite(smallest)) return 1;
    double typical = smallest;
    if (!sample.empty()) {
        std::nth_element(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2), sample.end());
        typical = sample[sample.size() / 2];
    }
    return std::max(static_cast<double>(smallest), typical / 100) * shortest_step;
}

}  // namespace

Field::Field(Ground ground, const TravelOptions& given)
    : frame(ground.frame), stride(ground.frame.columns + 2 * margin), lengths(ground.frame), options(given) {
    check(ground);
    if (ground.walking) {
        const auto& slopes_of = *ground.walking;
        if (slopes_of.elevation.size() != frame.cells() ||
            (!slopes_of.walked.empty() && slopes_of.walked.size() != frame.cells()))
            throw Error(ErrorKind::invalid_input,
                        mark("the elevation has {0} values for {1} cells", slopes_of.elevation.size(), frame.cells()));
        elevation = with_margin(frame, slopes_of.elevation, stride);
        for (std::size_t cell = 0; cell < slopes_of.walked.size(); ++cell)
            if (slopes_of.walked[cell] == 0) elevation[padded(cell)] = std::numeric_limits<float>::quiet_NaN();
    }
    bucket = bucket_of(ground.friction, lengths.shortest());
    friction = with_margin(frame, ground.friction, stride);
    ground.friction = {};
    minutes.assign(friction.size(), never);
    if (options.allocation) facility.assign(friction.size(), no_facility);
}

struct TravelTime::State {
    State(Ground ground, const TravelOptions& options) : field(std::move(ground), options), spread(field) {}

    Field field;
    Spread spread;
    std::vector<Start> starts;

    // Sets the time of a start; false when it is no improvement.
    bool seed(const Start& start) {
        const auto cell = field.padded(start.cell);
        const auto delay = static_cast<float>(start.delay.value);
        if (!(delay < field.minutes[cell])) return false;
        field.minutes[cell] = delay;
        if (!field.facility.empty()) field.facility[cell] = start.facility;
        spread.pend(start.cell / field.frame.columns, start.cell % field.frame.columns);
        return true;
    }
};

TravelTime::TravelTime(Ground ground, const TravelOptions& options)
    : state_(std::make_unique<State>(std::move(ground), options)) {}
TravelTime::~TravelTime() = default;
TravelTime::TravelTime(TravelTime&&) noexcept = default;
TravelTime& TravelTime::operator=(TravelTime&&) noexcept = default;

std::vector<std::size_t> TravelTime::add(const std::vector<Start>& starts, base::Progress& progress) {
    auto& field = state_->field;
    std::vector<std::size_t> left_out;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        if (starts[i].cell >= field.frame.cells())
            throw Error(ErrorKind::usage, mark("start {0} lies outside the grid", i + 1));
        if (!(starts[i].delay.value >= 0) || std::isinf(starts[i].delay.value))
            throw Error(ErrorKind::usage, mark("the delay of start {0} is not a number of minutes", i + 1));
        if (std::isnan(field.friction[field.padded(starts[i].cell)])) {
            left_out.push_back(i);
            continue;
        }
        state_->starts.push_back(starts[i]);
        state_->seed(starts[i]);
    }
    state_->spread.run(progress);
    return left_out;
}

void TravelTime::remove(const std::vector<std::uint32_t>& facilities, base::Progress& progress) {
    auto& field = state_->field;
    if (field.facility.empty())
        throw Error(ErrorKind::usage, mark("a site can be taken away only from a search with allocation"));
    const auto goes = [&](std::uint32_t facility) {
        return facility != no_facility && std::find(facilities.begin(), facilities.end(), facility) != facilities.end();
    };
    // What was allotted to them hangs together with their starts.
    const auto stride = static_cast<std::ptrdiff_t>(field.stride);
    const bool knight = field.options.neighbours == Neighbours::sixteen;
    const int reach = knight ? 2 : 1;
    std::vector<std::size_t> cleared;
    const auto clear = [&](std::size_t cell) {
        field.minutes[cell] = Field::never;
        field.facility[cell] = no_facility;
        cleared.push_back(cell);
    };
    for (const auto& start : state_->starts)
        if (goes(start.facility) && goes(field.facility[field.padded(start.cell)])) clear(field.padded(start.cell));
    const auto around = [&](std::size_t cell, auto&& visit) {
        for (int down = -reach; down <= reach; ++down)
            for (int across = -reach; across <= reach; ++across)
                visit(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) + down * stride + across));
    };
    for (std::size_t i = 0; i < cleared.size(); ++i) {
        if (i % 4096 == 0) progress.check();
        around(cleared[i], [&](std::size_t other) {
            if (goes(field.facility[other])) clear(other);
        });
    }
    std::erase_if(state_->starts, [&](const Start& start) { return goes(start.facility); });
    // Their neighbours' times come in from all around, and starts that were hidden come to light.
    for (const auto cell : cleared)
        around(cell, [&](std::size_t other) {
            if (field.minutes[other] < Field::never)
                state_->spread.pend(other / field.stride - Field::margin, other % field.stride - Field::margin);
        });
    for (const auto& start : state_->starts) state_->seed(start);
    state_->spread.run(progress);
}

const geo::GridFrame& TravelTime::frame() const {
    return state_->field.frame;
}

float TravelTime::minutes(std::size_t cell) const {
    const auto& field = state_->field;
    const auto place = field.padded(cell);
    if (std::isnan(field.friction[place])) return std::numeric_limits<float>::quiet_NaN();
    const float time = field.minutes[place];
    return static_cast<double>(time) <= field.options.limit.value ? time : Field::never;
}

std::uint32_t TravelTime::facility(std::size_t cell) const {
    const auto& field = state_->field;
    if (field.facility.empty() || !std::isfinite(minutes(cell))) return no_facility;
    return field.facility[field.padded(cell)];
}

void TravelTime::read_row(std::size_t row, float* minutes_out, std::uint32_t* facilities_out) const {
    const auto columns = state_->field.frame.columns;
    for (std::size_t column = 0; column < columns; ++column) {
        minutes_out[column] = minutes(row * columns + column);
        if (facilities_out != nullptr) facilities_out[column] = facility(row * columns + column);
    }
}

std::size_t TravelTime::reached() const {
    const auto& field = state_->field;
    return static_cast<std::size_t>(std::count_if(field.minutes.begin(), field.minutes.end(), [&](float time) {
        return static_cast<double>(time) <= field.options.limit.value && time < Field::never;
    }));
}

}  // namespace balise::analysis
