// The part of Change that works on records.
#include <algorithm>
#include <array>
#include <future>

#include "store/bulk_addition.hpp"
#include "store/change_state.hpp"
#include "store/encoded_rows.hpp"
#include "store/row_inserter.hpp"
#include "store/row_writer.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

constexpr std::size_t slice_size = 4096;

template <class Record>
void require_key(const Record& record) {
    if constexpr (requires { record.id; }) {
        if (record.id.is_nil()) throw Error(ErrorKind::invalid_input, mark("a record has no id"));
    } else if (record.code.empty())
        throw Error(ErrorKind::invalid_input, mark("a record has no code"));
    if constexpr (std::is_same_v<Record, model::Water>)
        if (std::holds_alternative<geo::Point>(record.shape))
            throw Error(ErrorKind::invalid_input, mark("a water is a line or a polygon"));
}

// Adds the record's key to an error that leaves the work.
template <class Record, class Work>
void naming(const Record& record, Work&& work) {
    try {
        std::forward<Work>(work)();
    } catch (Error& error) {
        error.in(mark("record {0}", key_of(record)));
        throw;
    }
}

}  // namespace

// Rows made ready beside the inserting thread.
struct BulkAddition::Encoded {
    InsertRecord rows;
    InsertRecord services;
    std::vector<IndexEntry> boxes = {};
    std::vector<std::pair<std::int64_t, BlockWords>> complete = {};  // blocks of words that no later row belongs to
    PackedChanges changes = {};
};

// What inserting into one table takes; providers bring their services along.
template <class Record>
struct TableWriter {
    TableWriter(Connection& connection, const Table& table)
        : shape(shape_of(connection, table.name)),
          service_shape(shape_of(connection, "service")),
          encoder(shape),
          rows(connection, shape),
          services(connection, service_shape) {}
    TableWriter(const TableWriter&) = delete;
    TableWriter& operator=(const TableWriter&) = delete;

    TableShape shape;
    TableShape service_shape;
    RowEncoder<Record> encoder;  // used by one encoding at a time
    RowInserter rows;
    RowInserter services;
};

// Adds one table's rows in bulk. Triggers are off; the change-set is written by ourselves. One slice is encoded and its
// words are found while the one before is inserted.
template <class Record>
class BulkInsertion {
public:
    BulkInsertion(Change::State& state, const Table& table)
        : state_(state),
          to_(state.connection, table),
          touched_(state.upkeep.table(table.name)),
          key_column_(static_cast<std::size_t>(
              std::find(to_.shape.columns.begin(), to_.shape.columns.end(), table.key) - to_.shape.columns.begin())),
          row_(state.next_row(table.name)) {
        if (table.has_geometry) touched_.rebuild = true;
        if constexpr (std::is_same_v<Record, model::Provider>) begin_words();
    }

    void add(std::span<const Record* const> records) {
        state_.progress.stage(mark("writing records"), static_cast<std::int64_t>(records.size()));
        const auto slice_at = [&](std::size_t from) {
            return records.subspan(from, std::min(slice_size, records.size() - from));
        };
        std::future<Encoded> next = encode_beside(slice_at(0));
        for (std::size_t from = 0; from < records.size(); from += slice_size) {
            Encoded slice = next.get();
            const auto following = from + slice_size;
            if (following < records.size()) next = encode_beside(slice_at(following));
            insert(slice);
            state_.progress.step(static_cast<std::int64_t>(std::min(following, records.size())));
        }
        finish();
    }

    // Encodes the rows that follow those encoded before. Touches no connection.
    BulkAddition::Encoded encode(std::span<const Record* const> records) {
        Encoded slice{InsertRecord(to_.shape), InsertRecord(to_.service_shape)};
        slice.boxes.reserve(records.size());
        slice.rows.reserve(room_);
        slice.services.reserve(room_of_services_);
        for (const auto* record : records) {
            require_key(*record);
            naming(*record, [&] {
                if (const auto box = to_.encoder.encode(row_, *record, slice.rows))
                    slice.boxes.push_back(index_entry(row_, *box));
            });
            if constexpr (std::is_same_v<Record, model::Provider>) {
                encode_services(row_, record->services, slice.services);
                add_words(row_, *record, slice);
            }
            ++row_;
        }
        changeset_.clear();
        // Services first: taking back deletes in this order.
        slice.services.append_to(changeset_);
        slice.rows.append_to(changeset_);
        slice.changes = pack(changeset_);
        room_ = std::max(room_, slice.rows.rows().size() + slice.rows.rows().size() / 8);
        room_of_services_ =
            std::max(room_of_services_, slice.services.rows().size() + slice.services.rows().size() / 8);
        return slice;
    }

    // The words of the last block stay open for more rows.
    void finish() {
        if (words_) state_.words = std::move(words_);
        words_.reset();
    }

    void insert(BulkAddition::Encoded& slice) {
        try {
            to_.rows.insert(slice.rows);
        } catch (Error& error) {
            error.in(mark("record {0}", key_at(slice.rows, to_.rows.row())));
            throw;
        }
        to_.services.insert(slice.services);
        touched_.added.insert(touched_.added.end(), slice.boxes.begin(), slice.boxes.end());
        for (const auto& [block, words] : slice.complete) state_.write_words(block, words);
        state_.log.append(slice.changes);
    }

private:
    using Encoded = BulkAddition::Encoded;

    std::future<Encoded> encode_beside(std::span<const Record* const> records) {
        return std::async(std::launch::async, [this, records] { return encode(records); });
    }

    // The key of an encoded row, for messages.
    std::string key_at(const InsertRecord& rows, std::size_t row) const {
        EncodedRows source(rows.rows(), to_.shape.columns.size());
        for (std::size_t i = 0; i <= row && source.next(); ++i) {
        }
        return std::string(source.value(key_column_).bytes);
    }

    // The words of the block that an earlier bulk addition began, or of none: a block that has rows from elsewhere is
    // made anew at the end.
    void begin_words() {
        if (state_.words && state_.words->block() == block_of(row_)) {
            words_ = std::move(state_.words);
            state_.words.reset();
            return;
        }
        state_.write_words();
        if (row_ == 1 || row_ == block_of(row_) << block_bits) return;
        skipped_ = block_of(row_);
        state_.upkeep.stale_row(row_);
    }

    void add_words(std::int64_t row, const model::Provider& provider, Encoded& slice) {
        const auto block = block_of(row);
        if (block == skipped_) return;
        if (words_ && words_->block() != block) {
            const auto complete = words_->block();
            slice.complete.emplace_back(complete, words_->take());
            words_.reset();
        }
        if (!words_) words_.emplace(block);
        words_->add(row, provider);
    }

    Change::State& state_;
    TableWriter<Record> to_;
    Touched& touched_;
    std::size_t key_column_;
    std::size_t room_ = 0;  // that the rows of a batch need
    std::size_t room_of_services_ = 0;
    std::string changeset_;
    std::int64_t row_;                // of the next record to be encoded
    std::optional<WordBlock> words_;  // the block that is not complete yet
    std::int64_t skipped_ = -1;
};

namespace {

// Inserts single rows of a kind, with triggers and recorded by SQLite.
template <class Record>
class SingleInsertion {
public:
    SingleInsertion(Change::State& state, const Table& table)
        : state_(state),
          to_(state.connection, table),
          encoded_(to_.shape),
          encoded_services_(to_.service_shape),
          next_(state.next_row(table.name)) {
        state.upkeep.table(table.name).changed_by_row();
    }

    void insert(const Record& record) {
        require_key(record);
        naming(record, [&] {
            encoded_.clear();
            to_.encoder.encode(next_, record, encoded_);
            to_.rows.insert(encoded_);
            if constexpr (std::is_same_v<Record, model::Provider>) insert_services(next_, record.services);
        });
        ++next_;
        state_.log.count_row();
    }

    void insert_services(std::int64_t row, const std::vector<model::Service>& services) {
        encoded_services_.clear();
        encode_services(row, services, encoded_services_);
        to_.services.insert(encoded_services_);
    }

private:
    Change::State& state_;
    TableWriter<Record> to_;
    InsertRecord encoded_;
    InsertRecord encoded_services_;
    std::int64_t next_;
};

template <class Record>
void add_one_by_one(Change::State& state, std::span<const Record> records) {
    state.write_words();
    state.record();
    std::array<std::optional<SingleInsertion<Record>>, 2> insertions;
    for (const auto& record : records) {
        const auto& table = table_for(record);
        auto& insertion = insertions[static_cast<std::size_t>(&table - tables_of<Record>().data())];
        if (!insertion) insertion.emplace(state, table);
        insertion->insert(record);
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
    for (const auto* field : column_fields<Record>())
        set += (set.empty() ? "\"" : ", \"") + std::string(field->name) + "\" = ?";
    return "UPDATE \"" + std::string(table.name) + "\" SET " + set + " WHERE fid = ?";
}

void note_row(Change::State& state, const Table& table, std::int64_t row, bool bulk, bool geometry_too) {
    auto& touched = state.upkeep.table(table.name);
    if (!bulk) touched.changed_by_row();
    if (bulk && geometry_too && table.has_geometry) touched.rebuild = touched.from_rows = true;
    if (bulk && table.name == "provider") state.upkeep.stale_row(row);
    state.log.count_row();
}

void replace_services(Connection& connection, std::int64_t row, const std::vector<model::Service>& services) {
    std::vector<model::Service> old;
    {
        auto rows = connection.prepare(
            "SELECT category, phase, status, label FROM service WHERE provider = ? ORDER BY ordinal");
        rows.with(row);
        while (rows.step())
            old.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)),
                           std::string(rows.text(3))});
    }
    if (old == services) return;
    connection.prepare("DELETE FROM service WHERE provider = ?").with(row).run();
    const auto shape = shape_of(connection, "service");
    InsertRecord rows(shape);
    encode_services(row, services, rows);
    RowInserter(connection, shape).insert(rows);
}

void delete_row(Change::State& state, const Table& table, std::int64_t row) {
    auto& connection = state.connection;
    state.deleted(table.name, row);
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
        delete_row(state, *table, row);
        note_row(state, *table, row, bulk, true);
        const auto& other = table_for(record);
        SingleInsertion<Record>(state, other).insert(record);
        note_row(state, other, 0, bulk, true);
        return;
    }
    auto update = state.connection.prepare(update_text<Record>(*table));
    int parameter = 0;
    std::vector<model::Value> values;
    values.reserve(column_fields<Record>().size());
    std::string blob;
    append_geometry(record, blob);
    if (table->has_geometry) {
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
        state.begin_bulk();
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
            naming(record, [&] { replace_one(state, record, bulk); });
        }
    });
}

template <class Record>
void Change::set_area_codes(const std::vector<std::pair<std::string, std::string>>& codes) {
    auto& state = *state_;
    const auto& table = tables_of<Record>()[0];
    state.in_bulk(codes.size(), [&](bool bulk) {
        auto update = state.connection.prepare("UPDATE \"" + std::string(table.name) +
                                               "\" SET area_code = nullif(?, '') WHERE fid = ?");
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
            delete_row(state, *table, row);
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
                delete_row(state, table, row);
                note_row(state, table, row, bulk, true);
            }
        });
    }
}

struct BulkAddition::State {
    explicit State(Change::State& of_change)
        : change(of_change), insertion(of_change, tables_of<model::Provider>()[0]) {}
    Change::State& change;
    BulkInsertion<model::Provider> insertion;
};

BulkAddition::BulkAddition(Change& change) {
    change.state_->guarded([&] {
        change.state_->expect_much();
        state_ = std::make_unique<State>(*change.state_);
    });
}

BulkAddition::~BulkAddition() = default;

BulkAddition::Batch::Batch(std::unique_ptr<Encoded> rows) : rows_(std::move(rows)) {}
BulkAddition::Batch::Batch() = default;
BulkAddition::Batch::Batch(Batch&&) noexcept = default;
BulkAddition::Batch& BulkAddition::Batch::operator=(Batch&&) noexcept = default;
BulkAddition::Batch::~Batch() = default;

BulkAddition::Batch BulkAddition::encode(std::span<const model::Provider* const> providers) {
    return Batch(std::make_unique<Encoded>(state_->insertion.encode(providers)));
}

void BulkAddition::add(Batch batch) {
    auto& change = state_->change;
    change.guarded([&] {
        change.begin_bulk();
        state_->insertion.insert(*batch.rows_);
    });
}

void BulkAddition::finish() {
    state_->insertion.finish();
}

#define BALISE_CHANGES_OF(Record)                                               \
    template void Change::add<Record>(std::span<const Record>);                 \
    template void Change::replace<Record>(std::span<const Record>);             \
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
