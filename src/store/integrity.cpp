// Project::check_integrity: faults of the file itself.
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "store/history.hpp"
#include "store/packed_index.hpp"
#include "store/project.hpp"
#include "store/tables.hpp"
#include "store/word_index.hpp"

namespace balise::store {

using base::mark;

namespace {

// True when the box held encloses the row's and is no more than a few units of single precision larger: the triggers of
// SpatiaLite (RTreeAlign) enlarge by one more unit than SQLite does when a coordinate is a single-precision number.
bool fits(const IndexEntry& held, const IndexEntry& expected) {
    const auto slack = [](float value) { return std::max(std::abs(value), 1e-30F) * 4.8e-7F; };  // four units
    const auto low = [&](float a, float b) { return a <= b && b - a <= slack(b); };
    return held.row == expected.row && low(held.min_x, expected.min_x) && low(held.min_y, expected.min_y) &&
           low(-held.max_x, -expected.max_x) && low(-held.max_y, -expected.max_y);
}

void check_spatial_index(Connection& connection, const std::string& table, std::vector<base::Text>& faults) {
    const auto verdict = connection.text("SELECT rtreecheck('main', 'idx_" + table + "_geom')");
    if (verdict != "ok") {
        faults.push_back(mark("the spatial index of {0} is damaged: {1}", table, verdict));
        return;
    }
    const auto by_row = [](const IndexEntry& a, const IndexEntry& b) { return a.row < b.row; };
    auto held = read_index(connection, table);
    auto expected = entries_of_rows(connection, table);
    std::sort(held.begin(), held.end(), by_row);
    std::sort(expected.begin(), expected.end(), by_row);
    if (!std::equal(held.begin(), held.end(), expected.begin(), expected.end(), fits))
        faults.push_back(mark("the spatial index of {0} does not fit the geometries", table));
}

void check_search_index(Connection& connection, std::vector<base::Text>& faults) {
    const auto stale = stale_blocks(connection);  // edited elsewhere; brought up to date when opened for writing
    auto blocks = indexed_blocks(connection);
    auto rows = connection.prepare("SELECT fid FROM provider WHERE fid >= ? ORDER BY fid LIMIT 1");
    for (std::int64_t first = 0; rows.with(first).step();) {
        const auto block = block_of(rows.whole(0));
        blocks.push_back(block);
        first = (block + 1) << block_bits;
        rows.reset();
    }
    std::sort(blocks.begin(), blocks.end());
    blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
    for (const auto block : blocks) {
        if (std::find(stale.begin(), stale.end(), block) != stale.end()) continue;
        std::vector<std::pair<std::string, std::string>> held;
        auto words = connection.prepare("SELECT word, entries FROM search_word WHERE block = ? ORDER BY word");
        words.with(block);
        while (words.step()) held.emplace_back(words.text(0), words.blob(1));
        if (held != words_of_block(connection, block)) {
            faults.push_back(mark("the search index does not fit the providers (block {0})", block));
            return;
        }
    }
}

// Cells that other programs filled with what Balise cannot read.
template <class Record>
void check_cells(Connection& connection, std::vector<base::Text>& faults) {
    std::vector<std::string_view> unread;
    for (const auto& table : tables_of<Record>()) {
        auto rows =
            connection.prepare("SELECT fid, " + std::string(table.has_geometry ? "geom, " : "") +
                               column_list<Record>() + " FROM \"" + std::string(table.name) + "\" ORDER BY fid");
        while (rows.step()) {
            Record record;
            unread.clear();
            read_row(connection, rows, 1, table.has_geometry, record, &unread);
            for (const auto column : unread)
                faults.push_back(
                    mark("{0}, row {1}: the content of \"{2}\" cannot be read", table.name, rows.whole(0), column));
        }
    }
}

template <class... Records>
void check_all_cells(Connection& connection, std::vector<base::Text>& faults) {
    Transaction transaction(connection, Transaction::Kind::read);
    (check_cells<Records>(connection, faults), ...);
}

}  // namespace

std::vector<base::Text> Project::check_integrity() const {
    std::vector<base::Text> faults;
    auto& connection = this->connection();
    // A check that itself fails is a fault found, not a failure.
    const auto attempt = [&](auto&& work) {
        try {
            work();
        } catch (const base::Cancelled&) {
            throw;
        } catch (const base::Error& error) {
            faults.push_back(error.message());
        }
    };
    attempt([&] {
        auto rows = connection.prepare("PRAGMA quick_check(20)");
        while (rows.step())
            if (rows.text(0) != "ok") faults.push_back(mark("SQLite finds: {0}", rows.text(0)));
    });
    attempt([&] {
        auto rows = connection.prepare("PRAGMA foreign_key_check");
        while (rows.step())
            faults.push_back(mark("{0}: a row refers to a missing row of {1}", rows.text(0), rows.text(2)));
    });
    attempt([&] {
        check_all_cells<model::Provider, model::RiskZone, model::BorderPost, model::TransportNode, model::Area,
                        model::Place, model::Road, model::Water, model::Neighbour, model::Organisation>(connection,
                                                                                                        faults);
    });
    attempt([&] {
        Transaction transaction(connection, Transaction::Kind::read);
        for (const auto table : spatial_tables()) check_spatial_index(connection, std::string(table), faults);
    });
    attempt([&] {
        Transaction transaction(connection, Transaction::Kind::read);
        check_search_index(connection, faults);
    });
    attempt([&] {
        if (const auto broken = first_broken_link(*this))
            faults.push_back(mark("entry {0} of the history does not fit the chain", *broken));
    });
    return faults;
}

}  // namespace balise::store
