#pragma once
// Records as the map reads them: shapes and columns of values, many rows cheaply.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/geometry.hpp"
#include "map/shape_detail.hpp"

namespace balise::map {

// A value of a column or of an expression. Nothing, truth, number (also whole), words.
using Value = std::variant<std::monostate, bool, double, std::string>;

// One property of every row, each different value held once: expressions are evaluated for values, not for rows.
class Column {
public:
    explicit Column(std::string name) : name_(std::move(name)) {}

    const std::string& name() const { return name_; }
    void add(const Value& value);
    // Adds the value of this number among `values()` again.
    void add_code(std::uint32_t code) { codes_.push_back(code); }
    // The same values without any row, for `add_code`.
    Column without_rows() const {
        Column copy = *this;
        copy.codes_.clear();
        return copy;
    }
    void reserve(std::size_t rows) { codes_.reserve(rows); }
    std::size_t size() const { return codes_.size(); }
    const Value& value(std::size_t row) const { return values_[codes_[row]]; }
    // The number of the row's value among `values()`.
    std::uint32_t code(std::size_t row) const { return codes_[row]; }
    const std::vector<Value>& values() const { return values_; }

private:
    void grow();
    std::string name_;
    std::vector<std::uint32_t> codes_;
    std::vector<Value> values_;
    std::vector<std::uint32_t> buckets_;  // open addressing over values_
};

// A table is either of points (`points`) or of any shapes (`shapes`); a row without a geometry has a NaN point or an
// empty shape. Coordinates are WGS 84 degrees until `projected`.
struct FeatureTable {
    std::string name;                   // as the style's layers call it: "source"
    std::vector<geo::Position> points;  // rows, or empty when `shapes` is used
    std::vector<geo::Geometry> shapes;  // rows, or empty
    std::vector<std::string> ids;       // rows; may be empty
    bool pick_by_row = false;           // rows can be picked although they have no ids
    std::vector<Column> columns;        // each with `rows()` values
    // Of these very shapes, made by `projected`; without it (or when rows were added since) compose() finds it again
    // for every picture.
    std::shared_ptr<const ShapeDetail> detail;

    std::size_t rows() const { return points.empty() ? shapes.size() : points.size(); }
    bool can_be_picked() const { return pick_by_row || !ids.empty(); }
    // Nothing when there is no such column.
    const Column* column(std::string_view name) const;
};

}  // namespace balise::map
