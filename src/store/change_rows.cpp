// The part of Change that works on records.
#include <algorithm>
#include <array>
#include <future>

#include "store/change_state.hpp"
#include "store/row_writer.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

constexpr std::size_t slice_size = 8192;
constexpr std::size_t piece_size = 1 << 20;  // bytes of change-set

template <class Record>
void require_key(const Record& record) {
    if constexpr (requires { record.id; }) {
        if (record.id.is_nil()) throw Error(ErrorKind::invalid_input, mark("a record has no id"));
    } else if (record.code.empty())
        throw Error(ErrorKind::invalid_input, mark("a record has no code"));
    if constexpr (std::is_same_v<Record, model::Water>)
        if (std::holds_alternative<geo::Point>(record.shape)) throw Error(ErrorKind::invalid_input, mark("a water is a line or a polygon"));
}

// Blocks of words for some providers with consecutive rows; the first continues `open`. Leaves out the block `skipped`, which
// has other rows too. Runs beside the inserting thread.
std::vector<WordBlock> index_words(std::optional<WordBlock> open, std::span<const model::Provider* const> providers, std::int64_t first_row,
                                   std::int64_t skipped) {
    std::vector<WordBlock> blocks;
    if (open) blocks.push_back(std::move(*open));
    for (std::size_t i = 0; i < providers.size(); ++i) {
        const auto row = first_row + static_cast<std::int64_t>(i);
        if (block_of(row) == skipped) continue;
        if (blocks.empty() || blocks.back().block() != block_of(row)) blocks.emplace_back(block_of(row));
        blocks.back().add(row, *providers[i]);
    }
    return blocks;
}

}  // namespace

// Adds one table's rows in bulk. Triggers are off; the change-set is written by ourselves.
template <class Record>
class BulkInsertion {
public:
    BulkInsertion(Change::State& state, const Table& table)
        : state_(state), table_(table), rows_(state.connection, table), touched_(state.upkeep.table(table.name)) {
        if constexpr (std::is_same_v<Record, model::Provider>) services_.emplace(state.connection);
        row_ = state.next_row(table.name);
        if (table.has_geometry) touched_.rebuild = true;
    }

    void add(std::span<const Record* const> records) {
        state_.progress.stage(mark("writing records"), static_cast<std::int64_t>(records.size()));
        for (std::size_t from = 0; from < records.size(); from += slice_size) {
            add_slice(records.subspan(from, std::min(slice_size, records.size() - from)));
            state_.progress.step(static_cast<std::int64_t>(std::min(from + slice_size, records.size())));
        }
        flush();
    }

private:
    void add_slice(std::span<const Record* const> slice) {
        std::future<std::vector<WordBlock>> words;
        if constexpr (std::is_same_v<Record, model::Provider>) {
            if (state_.words && state_.words->block() != block_of(row_)) state_.write_words();
            if (!state_.words && row_ != 1 && row_ != block_of(row_) << block_bits) {
                skipped_ = block_of(row_);  // it has earlier rows: made anew at the end
                state_.upkeep.stale_row(row_);
            }
            words = std::async(std::launch::async, index_words, std::move(state_.words), slice, row_, skipped_);
            state_.words.reset();
        }
        for (const auto* record : slice) insert(*record);
        if constexpr (std::is_same_v<Record, model::Provider>) {
            auto blocks = words.get();
            for (std::size_t i = 0; i + 1 < blocks.size(); ++i) state_.write_words(blocks[i]);
            if (!blocks.empty()) state_.words = std::move(blocks.back());
        }
    }

    void insert(const Record& record) {
        require_key(record);
        try {
            const auto box = rows_.insert(row_, record, true);
            if (box) touched_.added.push_back(index_entry(row_, *box));
            if constexpr (std::is_same_v<Record, model::Provider>) services_->insert(row_, record.services, true);
        } catch (Error& error) {
            error.in(mark("record {0}", key_of(record)));
            throw;
        }
        ++row_;
        if (rows_.record().size() > piece_size) flush();
    }

    void flush() {
        std::string changeset;
        // Services first: taking back deletes in this order.
        if (services_) services_->record().move_to(changeset);
        rows_.record().move_to(changeset);
        state_.log.append(std::move(changeset));
    }

    Change::State& state_;
    const Table& table_;
    RowWriter<Record> rows_;
    std::optional<ServiceWriter> services_;
    Touched& touched_;
    std::int64_t row_ = 0;
    std::int64_t skipped_ = -1;
};

namespace {

template <class Record>
void add_one_by_one(Change::State& state, std::span<const Record> records) {
    state.write_words();
    state.log.record();
    const auto tables = tables_of<Record>();
    std::array<std::optional<RowWriter<Record>>, 2> writers;
    std::array<std::int64_t, 2> next{};
    for (const auto& record : records) {
        require_key(record);
        const auto& table = table_for(record);
        const auto which = static_cast<std::size_t>(&table - tables.data());
        if (!writers[which]) {
            writers[which].emplace(state.connection, table);
            next[which] = state.next_row(table.name);
            state.upkeep.table(table.name);
        }
        base::within(mark("record {0}", key_of(record)), [&] {
            writers[which]->insert(next[which], record, false);
            if constexpr (std::is_same_v<Record, model::Provider>) ServiceWriter(state.connection).insert(next[which], record.services, false);
            ++next[which];
        });
        state.log.count_row();
    }
}

template <class Record>
void require_new_water(Change::State& state, std::span<const Record> records) {
    // The code of a water is unique over both tables.
    if constexpr (std::is_same_v<Record, model::Water>)
        for (const auto& record : records)
            for (const auto& table : tables_of<Record>())
                if (state.row_of(table.name, table.key, record.code) != 0)
                    throw Error(ErrorKind::conflict, mark("a record with this key exists already ({0})", record.code));
}

template <class Record>
std::string update_text(const Table& table) {
    std::string set = table.has_geometry ? "geom = ?" : "";
    for (const auto* field : column_fields<Record>()) set += (set.empty() ? "\"" : ", \"") + std::string(field->name) + "\" = ?";
    return "UPDATE \"" + std::string(table.name) + "\" SET " + set + " WHERE fid = ?";
}

void note_row(Change::State& state, const Table& table, std::int64_t row, bool bulk, bool geometry_too) {
    auto& touched = state.upkeep.table(table.name);
    if (bulk && geometry_too && table.has_geometry) touched.rebuild = touched.from_rows = true;
    if (bulk && table.name == "provider") state.upkeep.stale_row(row);
    state.log.count_row();
}

void replace_services(Connection& connection, std::int64_t row, const std::vector<model::Service>& services) {
    std::vector<model::Service> old;
    {
        auto rows = connection.prepare("SELECT category, phase, status, label FROM service WHERE provider = ? ORDER BY ordinal");
        rows.with(row);
        while (rows.step()) old.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)), std::string(rows.text(3))});
    }
    if (old == services) return;
    connection.prepare("DELETE FROM service WHERE provider = ?").with(row).run();
    ServiceWriter(connection).insert(row, services, false);
}

void delete_row(Connection& connection, const Table& table, std::int64_t row) {
    if (table.name == "provider") connection.prepare("DELETE FROM service WHERE provider = ?").with(row).run();
    connection.prepare("DELETE FROM \"" + std::string(table.name) + "\" WHERE fid = ?").with(row).run();
}

// The table that holds the key, and the row; throws not_found.
template <class Record>
std::pair<const Table*, std::int64_t> locate(Change::State& state, const std::string& key) {
    for (const auto& table : tables_of<Record>())
        if (const auto row = state.row_of(table.name, table.key, key); row != 0) return {&table, row};
    throw Error(ErrorKind::not_found, mark("there is no record {0}", key));
}

template <class Record>
void replace_one(Change::State& state, const Record& record, bool bulk) {
    const auto [table, row] = locate<Record>(state, key_of(record));
    if (&table_for(record) != table) {  // a water that became a polygon
        delete_row(state.connection, *table, row);
        note_row(state, *table, row, bulk, true);
        const auto& other = table_for(record);
        const auto other_row = state.next_row(other.name);
        RowWriter<Record>(state.connection, other).insert(other_row, record, false);
        note_row(state, other, other_row, bulk, true);
        return;
    }
    auto update = state.connection.prepare(update_text<Record>(*table));
    int parameter = 0;
    std::string blob;
    std::vector<model::Value> values;
    values.reserve(column_fields<Record>().size());
    if (table->has_geometry) {
        if constexpr (requires { record.shape; } || requires { record.position; }) append_blob(model::geometry_of(record), blob);
        ++parameter;
        if (!blob.empty()) update.bind_blob(parameter, blob);
    }
    for (const auto* field : column_fields<Record>()) {
        values.push_back(field->get(record));
        update.bind(++parameter, values.back());
    }
    update.bind(++parameter, row);
    update.run();
    if constexpr (std::is_same_v<Record, model::Provider>) replace_services(state.connection, row, record.services);
    note_row(state, *table, row, bulk, true);
}

}  // namespace

template <class Record>
void Change::add(std::span<const Record> records) {
    auto& state = *state_;
    if (records.size() < bulk_size) {
        state.guarded([&] {
            require_new_water(state, records);
            add_one_by_one(state, records);
        });
        return;
    }
    state.guarded([&] {
        require_new_water(state, records);
        state.log.stop();
        const WithoutTriggers quiet(state.connection);
        for (const auto& table : tables_of<Record>()) {
            std::vector<const Record*> mine;
            mine.reserve(records.size());
            for (const auto& record : records)
                if (&table_for(record) == &table) mine.push_back(&record);
            if (!mine.empty()) BulkInsertion<Record>(state, table).add(mine);
        }
    });
}

template <class Record>
void Change::replace(std::span<const Record> records) {
    auto& state = *state_;
    state.in_bulk(records.size(), [&](bool bulk) {
        for (const auto& record : records) {
            require_key(record);
            base::within(mark("record {0}", key_of(record)), [&] { replace_one(state, record, bulk); });
        }
    });
}

template <class Record>
void Change::set_area_codes(const std::vector<std::pair<std::string, std::string>>& codes) {
    auto& state = *state_;
    const auto& table = tables_of<Record>()[0];
    state.in_bulk(codes.size(), [&](bool bulk) {
        auto update = state.connection.prepare("UPDATE \"" + std::string(table.name) + "\" SET area_code = nullif(?, '') WHERE fid = ?");
        for (const auto& [key, code] : codes) {
            const auto row = locate<Record>(state, key).second;
            update.bind(1, std::string_view(code));
            update.bind(2, row);
            update.run();
            note_row(state, table, row, bulk, false);
        }
    });
}

template <class Record>
void Change::remove(const std::vector<std::string>& keys) {
    auto& state = *state_;
    state.in_bulk(keys.size(), [&](bool bulk) {
        for (const auto& key : keys) {
            const auto [table, row] = locate<Record>(state, key);
            delete_row(state.connection, *table, row);
            note_row(state, *table, row, bulk, true);
        }
    });
}

template <class Record>
void Change::remove_all() {
    auto& state = *state_;
    for (const auto& table : tables_of<Record>()) {
        const auto name = "\"" + std::string(table.name) + "\"";
        const auto count = state.connection.whole("SELECT count(*) FROM " + name);
        state.in_bulk(static_cast<std::size_t>(count), [&](bool bulk) {
            std::vector<std::int64_t> rows;
            {
                auto all = state.connection.prepare("SELECT fid FROM " + name);
                while (all.step()) rows.push_back(all.whole(0));
            }
            for (const auto row : rows) {
                delete_row(state.connection, table, row);
                note_row(state, table, row, bulk, true);
            }
        });
    }
}

#define BALISE_CHANGES_OF(Record)                                              \
    template void Change::add<Record>(std::span<const Record>);                \
    template void Change::replace<Record>(std::span<const Record>);            \
    template void Change::remove<Record>(const std::vector<std::string>& keys); \
    template void Change::remove_all<Record>();
BALISE_CHANGES_OF(model::Provider)
BALISE_CHANGES_OF(model::RiskZone)
BALISE_CHANGES_OF(model::BorderPost)
BALISE_CHANGES_OF(model::TransportNode)
BALISE_CHANGES_OF(model::Area)
BALISE_CHANGES_OF(model::Place)
BALISE_CHANGES_OF(model::Road)
BALISE_CHANGES_OF(model::Water)
BALISE_CHANGES_OF(model::Neighbour)
BALISE_CHANGES_OF(model::Organisation)
#undef BALISE_CHANGES_OF

using AreaCodes = std::vector<std::pair<std::string, std::string>>;
template void Change::set_area_codes<model::Provider>(const AreaCodes&);
template void Change::set_area_codes<model::RiskZone>(const AreaCodes&);
template void Change::set_area_codes<model::BorderPost>(const AreaCodes&);
template void Change::set_area_codes<model::TransportNode>(const AreaCodes&);
template void Change::set_area_codes<model::Place>(const AreaCodes&);

}  // namespace balise::store
