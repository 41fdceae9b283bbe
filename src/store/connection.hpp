#pragma once
// One connection to a project file with SpatiaLite, and its prepared statements. For store alone; one thread at a time.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/progress.hpp"
#include "model/value.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace balise::store {

class Connection;
struct SearchLists;

// A prepared statement borrowed from its connection; given back, reset, when it goes.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    // Parameters count from 1. Texts and blobs must live until the next step or reset.
    void bind(int index, std::int64_t value);
    void bind(int index, double value);
    void bind(int index, std::string_view text);
    void bind_blob(int index, std::string_view bytes);
    void bind_null(int index);
    // For a table-valued function that takes a pointer of this type.
    void bind_pointer(int index, void* object, const char* type);
    void bind(int index, const model::Value& value);
    void bind_copy(int index, std::string_view text);
    // Binds all parameters in order, copying texts.
    template <class... Values>
    Statement& with(const Values&... values) {
        int index = 0;
        (bind_any(++index, values), ...);
        return *this;
    }

    // True while there is a row.
    bool step();
    void reset();
    // step() and reset(), for statements without rows.
    void run();

    // Columns count from 0. Views are valid until the next step.
    bool is_null(int column) const;
    std::int64_t whole(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;
    std::string_view blob(int column) const;
    model::Value value(int column) const;
    int columns() const;
    std::string_view column_name(int column) const;

private:
    friend class Connection;
    Statement(Connection& connection, sqlite3_stmt* handle, std::vector<sqlite3_stmt*>& home)
        : connection_(&connection), handle_(handle), home_(&home) {}
    void check(int code) const;
    template <class Value>
    void bind_any(int index, const Value& value) {
        if constexpr (std::is_integral_v<Value>)
            bind(index, static_cast<std::int64_t>(value));
        else if constexpr (std::is_convertible_v<const Value&, std::string_view>)
            bind_copy(index, value);
        else
            bind(index, value);
    }
    Connection* connection_;
    sqlite3_stmt* handle_;
    std::vector<sqlite3_stmt*>* home_;
};

// How long another program's lock is waited for.
inline constexpr int busy_milliseconds = 2000;

class Connection {
public:
    enum class Mode { create, read_write, read_only, immutable };

    // Opens the database; `create` makes a new one. Throws io, invalid_input, conflict.
    Connection(const std::filesystem::path& file, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Statement prepare(std::string_view sql);
    // Several statements without parameters or results.
    void run(const std::string& sql);
    // First column of the first row.
    std::int64_t whole(std::string_view sql);
    std::string text(std::string_view sql);

    bool in_transaction() const;
    // Rolls back if a transaction is open; never throws.
    void roll_back() noexcept;
    bool is_read_only() const;
    bool is_immutable() const { return mode_ == Mode::immutable; }
    const std::filesystem::path& file() const { return file_; }
    sqlite3* handle() const { return handle_; }
    // Closes and opens again, to learn what really is in the file after a failed write.
    void reopen();
    // Turns all triggers and the checks of foreign keys of the connection off or on.
    void set_triggers(bool on);
    void set_progress(const base::Progress* progress);

    // What is in the file, as far as it can be told cheaply: another one after every change by this connection or by
    // another program. Nothing while a change is open, as that may be rolled back.
    struct Content {
        std::int64_t others = 0, own = 0;
        bool operator==(const Content&) const = default;
    };
    std::optional<Content> content();
    // What searching learned, for the content it was learned from; see search_lists.hpp.
    std::shared_ptr<SearchLists>& search_lists() { return search_lists_; }

private:
    friend class Statement;
    void open();
    void close() noexcept;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::filesystem::path file_;
    Mode mode_;
    sqlite3* handle_ = nullptr;
    void* spatialite_ = nullptr;
    std::shared_ptr<SearchLists> search_lists_;
    std::unordered_map<std::string, std::vector<sqlite3_stmt*>, Hash, std::equal_to<>> statements_;
};

// Within its life, a stop request of `progress` interrupts SQLite, which then throws Cancelled.
class Interruptible {
public:
    Interruptible(Connection& connection, const base::Progress& progress) : connection_(connection) {
        connection_.set_progress(&progress);
    }
    ~Interruptible() { connection_.set_progress(nullptr); }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

private:
    Connection& connection_;
};

// Within its life no trigger runs and no foreign key is checked: bulk work maintains the indexes and keeps the keys
// itself.
class WithoutTriggers {
public:
    explicit WithoutTriggers(Connection& connection) : connection_(connection) { connection_.set_triggers(false); }
    ~WithoutTriggers() { connection_.set_triggers(true); }
    WithoutTriggers(const WithoutTriggers&) = delete;
    WithoutTriggers& operator=(const WithoutTriggers&) = delete;

private:
    Connection& connection_;
};

// An open transaction that is rolled back unless committed.
class Transaction {
public:
    enum class Kind { read, write };
    Transaction(Connection& connection, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool open_ = false;
};

}  // namespace balise::store
