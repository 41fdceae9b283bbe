#include "store/packed_index.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "base/error.hpp"
#include "store/geometry_blob.hpp"
#include "store/row_inserter.hpp"

namespace balise::store {

namespace {

constexpr std::size_t cells_per_node = 51;
constexpr std::size_t cell_size = 24;
constexpr std::size_t node_size = 4 + cells_per_node * cell_size;

// Rounding of rtree.c (rtreeValueDown, rtreeValueUp).
float round_down(double value) {
    auto result = static_cast<float>(value);
    if (static_cast<double>(result) > value)
        result = static_cast<float>(value * (value < 0 ? 1.0 + 1.0 / 8388608.0 : 1.0 - 1.0 / 8388608.0));
    return result;
}
float round_up(double value) {
    auto result = static_cast<float>(value);
    if (static_cast<double>(result) < value)
        result = static_cast<float>(value * (value < 0 ? 1.0 - 1.0 / 8388608.0 : 1.0 + 1.0 / 8388608.0));
    return result;
}

// Distance along a Hilbert curve of order 16, without a branch that depends on the place.
std::uint32_t hilbert(std::uint32_t x, std::uint32_t y) {
    std::uint32_t distance = 0;
    for (std::uint32_t bit = 16; bit-- > 0;) {
        const std::uint32_t right = (x >> bit) & 1U;
        const std::uint32_t upper = (y >> bit) & 1U;
        distance |= ((3 * right) ^ upper) << (2 * bit);
        // In the lower quarters the curve is mirrored, in the right one of them turned over too.
        const std::uint32_t turn = (0U - (right & (upper ^ 1U))) & 0xFFFFU;
        const std::uint32_t swap = (x ^ y) & (upper - 1U);
        x ^= swap ^ turn;
        y ^= swap ^ turn;
    }
    return distance;
}

// Sorts by a number of each item, smallest first; equal ones stay in their order. Counting by eleven bits at a time, as
// comparing takes several times as long.
template <class Item, class Key>
void sort_by_number(std::vector<Item>& items, Key&& key) {
    if (items.empty()) return;
    constexpr unsigned bits = 11;
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t most = 0;
    for (const auto& item : items) {
        least = std::min(least, key(item));
        most = std::max(most, key(item));
    }
    std::vector<Item> sorted(items.size());
    for (unsigned shift = 0; shift < 64 && ((most - least) >> shift) != 0; shift += bits) {
        const auto digit = [&](const Item& item) { return ((key(item) - least) >> shift) & ((1U << bits) - 1); };
        std::array<std::size_t, (1U << bits) + 1> from{};
        for (const auto& item : items) ++from[digit(item) + 1];
        for (std::size_t i = 1; i < from.size(); ++i) from[i] += from[i - 1];
        for (const auto& item : items) sorted[from[digit(item)]++] = item;
        items.swap(sorted);
    }
}

void sort_along_curve(std::vector<IndexEntry>& entries) {
    if (entries.empty()) return;
    float min_x = std::numeric_limits<float>::max();
    float min_y = min_x;
    float max_x = std::numeric_limits<float>::lowest();
    float max_y = max_x;
    for (const auto& entry : entries) {
        min_x = std::min(min_x, entry.min_x);
        max_x = std::max(max_x, entry.max_x);
        min_y = std::min(min_y, entry.min_y);
        max_y = std::max(max_y, entry.max_y);
    }
    const double width = std::max(static_cast<double>(max_x) - static_cast<double>(min_x), 1e-9);
    const double height = std::max(static_cast<double>(max_y) - static_cast<double>(min_y), 1e-9);
    const auto cell = [](float low, float high, float from, double extent) {
        const double middle = (static_cast<double>(low) + static_cast<double>(high)) / 2 - static_cast<double>(from);
        return static_cast<std::uint32_t>(std::clamp(middle / extent * 65535.0, 0.0, 65535.0));
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        order[i] = {
            hilbert(cell(entry.min_x, entry.max_x, min_x, width), cell(entry.min_y, entry.max_y, min_y, height)),
            static_cast<std::uint32_t>(i)};
    }
    sort_by_number(order, [](const auto& item) { return std::uint64_t{item.first}; });
    std::vector<IndexEntry> sorted;
    sorted.reserve(entries.size());
    for (const auto& [key, at] : order) sorted.push_back(entries[at]);
    entries = std::move(sorted);
}

void put_big_endian(char* target, std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) target[i] = static_cast<char>((value >> (8U * (bytes - 1 - i))) & 0xFFU);
}
std::uint64_t big_endian(const char* source, unsigned bytes) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i) value = (value << 8U) | static_cast<unsigned char>(source[i]);
    return value;
}
void put_float(char* target, float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, 4);
    put_big_endian(target, bits, 4);
}
float get_float(const char* source) {
    const auto bits = static_cast<std::uint32_t>(big_endian(source, 4));
    float value = 0;
    std::memcpy(&value, &bits, 4);
    return value;
}

IndexEntry cell_at(std::string_view node, std::size_t index) {
    const char* cell = node.data() + 4 + index * cell_size;
    return {static_cast<std::int64_t>(big_endian(cell, 8)), get_float(cell + 8), get_float(cell + 12),
            get_float(cell + 16), get_float(cell + 20)};
}

std::size_t cells_in(std::string_view node) {
    if (node.size() < 4) return 0;
    return std::min<std::size_t>(big_endian(node.data() + 2, 2), (node.size() - 4) / cell_size);
}

void make_node(std::string& node, const IndexEntry* cells, std::size_t count, std::size_t depth) {
    node.assign(node_size, '\0');
    put_big_endian(node.data(), depth, 2);
    put_big_endian(node.data() + 2, count, 2);
    for (std::size_t i = 0; i < count; ++i) {
        char* cell = node.data() + 4 + i * cell_size;
        put_big_endian(cell, static_cast<std::uint64_t>(cells[i].row), 8);
        put_float(cell + 8, cells[i].min_x);
        put_float(cell + 12, cells[i].max_x);
        put_float(cell + 16, cells[i].min_y);
        put_float(cell + 20, cells[i].max_y);
    }
}

std::string shadow_name(const std::string& table, const char* part) {
    return "idx_" + table + "_geom_" + part;
}
std::string shadow(const std::string& table, const char* part) {
    return '"' + shadow_name(table, part) + '"';
}

using NumberPairs = std::vector<std::pair<std::int64_t, std::int64_t>>;

void insert_pairs(Connection& connection, const std::string& shadow_table, NumberPairs pairs) {
    // Numbers of rows may be negative in a file that another program has worked on.
    sort_by_number(pairs,
                   [](const auto& pair) { return static_cast<std::uint64_t>(pair.first) ^ (std::uint64_t{1} << 63U); });
    const auto shape = shape_of(connection, shadow_table);
    InsertRecord rows(shape);
    for (const auto& [first, second] : pairs) {
        rows.begin_row();
        rows.add(first);
        rows.add(second);
    }
    RowInserter(connection, shape).insert(rows);
}

// Writes the nodes of a tree level by level from the leaves up; node 1 is the root.
class TreeWriter {
public:
    TreeWriter(Connection& connection, const std::string& table)
        : connection_(connection),
          table_(table),
          shape_(shape_of(connection, shadow_name(table, "node"))),
          nodes_(connection, shape_) {}

    // Writes one level; fills `upper` with the boxes of its nodes and `homes` with (row, node).
    void level(const std::vector<IndexEntry>& cells, std::size_t depth, bool is_root, std::vector<IndexEntry>& upper,
               NumberPairs& homes) {
        upper.clear();
        homes.reserve(homes.size() + cells.size());
        const std::size_t nodes = is_root ? 1 : (cells.size() + cells_per_node - 1) / cells_per_node;
        InsertRecord rows(shape_);
        std::size_t from = 0;
        for (std::size_t n = 0; n < nodes; ++n) {
            // Spread evenly, so that no node is nearly empty.
            const std::size_t to = (n + 1) * cells.size() / nodes;
            const std::int64_t number = is_root ? 1 : next_++;
            make_node(node_, cells.data() + from, to - from, is_root ? depth : 0);
            rows.begin_row();
            rows.add(number);
            rows.add_blob(node_);
            IndexEntry box{number, std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest(),
                           std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};
            for (std::size_t i = from; i < to; ++i) {
                box.min_x = std::min(box.min_x, cells[i].min_x);
                box.max_x = std::max(box.max_x, cells[i].max_x);
                box.min_y = std::min(box.min_y, cells[i].min_y);
                box.max_y = std::max(box.max_y, cells[i].max_y);
                homes.emplace_back(cells[i].row, number);
            }
            upper.push_back(box);
            from = to;
        }
        nodes_.insert(rows);
    }

    // Where each row (of the lowest level) and each node (of those above) is.
    void write_homes(NumberPairs rows, NumberPairs nodes) {
        insert_pairs(connection_, shadow_name(table_, "rowid"), std::move(rows));
        insert_pairs(connection_, shadow_name(table_, "parent"), std::move(nodes));
    }

private:
    Connection& connection_;
    const std::string& table_;
    TableShape shape_;
    RowInserter nodes_;
    std::string node_;
    std::int64_t next_ = 2;
};

}  // namespace

IndexEntry index_entry(std::int64_t row, const geo::Box& box) {
    return {row, round_down(box.min_x), round_up(box.max_x), round_down(box.min_y), round_up(box.max_y)};
}

std::vector<IndexEntry> read_index(Connection& connection, const std::string& table) {
    std::vector<IndexEntry> entries;
    auto read = connection.prepare("SELECT data FROM " + shadow(table, "node") + " WHERE nodeno = ?");
    std::vector<std::pair<std::int64_t, std::size_t>> waiting;  // node, height above the leaves
    const auto visit = [&](std::int64_t number, std::optional<std::size_t> height) {
        read.bind(1, number);
        if (!read.step())
            throw base::Error(base::ErrorKind::invalid_input,
                              base::mark("the project file is damaged: {0}", "R*Tree " + table));
        const auto node = read.blob(0);
        const std::size_t above = height.value_or(node.size() >= 2 ? big_endian(node.data(), 2) : 0);
        for (std::size_t i = 0; i < cells_in(node); ++i) {
            const auto cell = cell_at(node, i);
            if (above == 0)
                entries.push_back(cell);
            else
                waiting.emplace_back(cell.row, above - 1);
        }
        read.reset();
    };
    visit(1, std::nullopt);
    while (!waiting.empty()) {
        const auto [number, height] = waiting.back();
        waiting.pop_back();
        visit(number, height);
    }
    return entries;
}

std::vector<IndexEntry> entries_of_rows(Connection& connection, const std::string& table) {
    std::vector<IndexEntry> entries;
    auto rows = connection.prepare("SELECT fid, geom FROM \"" + table + "\" WHERE geom IS NOT NULL");
    auto foreign = connection.prepare("SELECT MbrMinX(?1), MbrMinY(?1), MbrMaxX(?1), MbrMaxY(?1)");
    while (rows.step()) {
        auto box = box_of_blob(rows.blob(1));
        if (!box) {
            foreign.bind_blob(1, rows.blob(1));
            if (foreign.step() && !foreign.is_null(0))
                box = geo::Box{foreign.real(0), foreign.real(1), foreign.real(2), foreign.real(3)};
            foreign.reset();
        }
        if (box) entries.push_back(index_entry(rows.whole(0), *box));
    }
    return entries;
}

void write_index(Connection& connection, const std::string& table, std::vector<IndexEntry> entries) {
    for (const char* part : {"node", "rowid", "parent"}) connection.run("DELETE FROM " + shadow(table, part));
    sort_along_curve(entries);
    TreeWriter writer(connection, table);
    NumberPairs rows;
    NumberPairs nodes;
    std::vector<IndexEntry> upper;
    std::size_t depth = 0;
    bool is_root = entries.size() <= cells_per_node;
    writer.level(entries, depth, is_root, upper, rows);
    while (!is_root) {
        entries.swap(upper);
        ++depth;
        is_root = entries.size() <= cells_per_node;
        writer.level(entries, depth, is_root, upper, nodes);
    }
    writer.write_homes(std::move(rows), std::move(nodes));
}

geo::Box index_extent(Connection& connection, const std::string& table) {
    auto read = connection.prepare("SELECT data FROM " + shadow(table, "node") + " WHERE nodeno = 1");
    geo::Box box;
    if (!read.step()) return box;
    const auto node = read.blob(0);
    for (std::size_t i = 0; i < cells_in(node); ++i) {
        const auto cell = cell_at(node, i);
        box.add(geo::Position{static_cast<double>(cell.min_x), static_cast<double>(cell.min_y)});
        box.add(geo::Position{static_cast<double>(cell.max_x), static_cast<double>(cell.max_y)});
    }
    return box;
}

}  // namespace balise::store
