#include "store/connection.hpp"

#include <sqlite3.h>
#include <spatialite.h>
#include <sys/vfs.h>

#include <cstdlib>

#include "base/error.hpp"
#include "store/encoded_rows.hpp"
#include "store/sqlite_error.hpp"

namespace balise::store {

using base::Error;
using base::ErrorKind;
using base::mark;

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_), handle_(other.handle_), home_(other.home_) {
    other.handle_ = nullptr;
}

Statement::~Statement() {
    if (handle_ == nullptr) return;
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    home_->push_back(handle_);
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) fail(connection_->handle(), code);
}

void Statement::bind(int index, std::int64_t value) {
    check(sqlite3_bind_int64(handle_, index, value));
}
void Statement::bind(int index, double value) {
    check(sqlite3_bind_double(handle_, index, value));
}
void Statement::bind(int index, std::string_view text) {
    check(sqlite3_bind_text(handle_, index, text.data() == nullptr ? "" : text.data(), static_cast<int>(text.size()),
                            SQLITE_STATIC));
}
void Statement::bind_copy(int index, std::string_view text) {
    check(sqlite3_bind_text(handle_, index, text.data() == nullptr ? "" : text.data(), static_cast<int>(text.size()),
                            SQLITE_TRANSIENT));
}
void Statement::bind_blob(int index, std::string_view bytes) {
    check(sqlite3_bind_blob(handle_, index, bytes.data() == nullptr ? "" : bytes.data(), static_cast<int>(bytes.size()),
                            SQLITE_STATIC));
}
void Statement::bind_null(int index) {
    check(sqlite3_bind_null(handle_, index));
}
void Statement::bind_pointer(int index, void* object, const char* type) {
    check(sqlite3_bind_pointer(handle_, index, object, type, nullptr));
}
void Statement::bind(int index, const model::Value& value) {
    switch (value.index()) {
        case 1: return bind(index, std::get<std::int64_t>(value));
        case 2: return bind(index, std::get<double>(value));
        case 3: return bind(index, std::string_view(std::get<std::string>(value)));
        default: return bind_null(index);
    }
}

bool Statement::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const int extended = sqlite3_extended_errcode(connection_->handle());
    fail(connection_->handle(), (extended & 0xFF) == (code & 0xFF) ? extended : code);
}

void Statement::reset() {
    sqlite3_reset(handle_);
}

void Statement::run() {
    while (step()) {
    }
    sqlite3_reset(handle_);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}
std::int64_t Statement::whole(int column) const {
    return sqlite3_column_int64(handle_, column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(handle_, column);
}

std::string_view Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

std::string_view Statement::blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

model::Value Statement::value(int column) const {
    switch (sqlite3_column_type(handle_, column)) {
        case SQLITE_INTEGER: return whole(column);
        case SQLITE_FLOAT: return real(column);
        case SQLITE_TEXT:
        case SQLITE_BLOB: return std::string(text(column));
        default: return {};
    }
}

int Statement::columns() const {
    return sqlite3_column_count(handle_);
}
std::string_view Statement::column_name(int column) const {
    return sqlite3_column_name(handle_, column);
}

namespace {

// True when the folder is on a disk shared over a network (or one that a program serves, as sshfs and GVFS do), where
// SQLite's locks and shared memory cannot be trusted.
bool is_on_network(const std::filesystem::path& file) {
    struct statfs place {};
    const auto folder = file.parent_path();
    if (::statfs(folder.empty() ? "." : folder.c_str(), &place) != 0) return false;
    switch (static_cast<unsigned long>(place.f_type) & 0xFFFFFFFFUL) {
        case 0x6969UL:      // NFS
        case 0x517BUL:      // SMB
        case 0xFF534D42UL:  // CIFS
        case 0xFE534D42UL:  // SMB2
        case 0x01021997UL:  // 9p
        case 0x00C36400UL:  // Ceph
        case 0x5346414FUL:  // AFS
        case 0x6B414653UL:  // AFS of the kernel
        case 0x65735546UL:  // FUSE
            return true;
        default: return false;
    }
}

std::string uri_of(const std::filesystem::path& file) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '%' || c == '?' || c == '#') {
            constexpr std::string_view digits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            uri += '%';
            uri += digits[byte >> 4U];
            uri += digits[byte & 15U];
        } else
            uri += c;
    }
    return uri;
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Mode mode) : file_(file), mode_(mode) {
    try {
        open();
    } catch (...) {
        close();
        throw;
    }
}

Connection::~Connection() {
    close();
}

void Connection::open() {
    // SQLite's count of memory costs a lock at every allocation. Refused, harmlessly, once SQLite is in use.
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured);
    // With SPATIALITE_SECURITY=relaxed SQL could write files.
    ::unsetenv("SPATIALITE_SECURITY");
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    std::string name = uri_of(file_);
    flags |= SQLITE_OPEN_URI;
    switch (mode_) {
        case Mode::create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
        // A reader that may write tidies the log away when it was the last one; query_only below keeps it from changing
        // anything.
        case Mode::read_only:
        case Mode::read_write: flags |= SQLITE_OPEN_READWRITE; break;
        case Mode::immutable:
            flags |= SQLITE_OPEN_READONLY;
            name += "?immutable=1";
            break;
    }
    const int code = sqlite3_open_v2(name.c_str(), &handle_, flags, nullptr);
    if (code != SQLITE_OK) fail(handle_, code);
    spatialite_ = spatialite_alloc_connection();
    spatialite_init_ex(handle_, spatialite_, 0);
    sqlite3_busy_timeout(handle_, busy_milliseconds);  // SpatiaLite sets its own
    run("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
    // Room for all that the searches of a directory of 100,000 read; taken only as far as it is read.
    if (mode_ == Mode::read_only || mode_ == Mode::immutable)
        return run("PRAGMA cache_size = -65536; PRAGMA query_only = ON");
    run("PRAGMA cache_size = -16000");
    know_encoded_rows(handle_);
    if (is_on_network(file_)) run("PRAGMA locking_mode = EXCLUSIVE");
    run("PRAGMA secure_delete = ON");
    if (mode_ == Mode::create) return;
    if (sqlite3_db_readonly(handle_, "main") == 1)
        throw Error(ErrorKind::io, mark("the project file cannot be written: {0}", mark("permission denied")));
    if (text("PRAGMA journal_mode = WAL") != "wal")
        throw Error(ErrorKind::io, mark("this folder cannot hold a project file that is written safely; copy the file "
                                        "to a disk of this computer"));
    run("PRAGMA synchronous = FULL");
}

void Connection::close() noexcept {
    search_lists_.reset();
    for (auto& [sql, free] : statements_)
        for (auto* statement : free) sqlite3_finalize(statement);
    statements_.clear();
    if (handle_ != nullptr) sqlite3_close_v2(handle_);
    handle_ = nullptr;
    if (spatialite_ != nullptr) spatialite_cleanup_ex(spatialite_);
    spatialite_ = nullptr;
}

void Connection::reopen() {
    close();
    open();
}

Statement Connection::prepare(std::string_view sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) found = statements_.emplace(std::string(sql), std::vector<sqlite3_stmt*>{}).first;
    auto& free = found->second;
    if (!free.empty()) {
        auto* handle = free.back();
        free.pop_back();
        return {*this, handle, free};
    }
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &handle, nullptr);
    if (code != SQLITE_OK) fail(handle_, code);
    return {*this, handle, free};
}

void Connection::run(const std::string& sql) {
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(handle_, code);
}

std::int64_t Connection::whole(std::string_view sql) {
    auto statement = prepare(sql);
    return statement.step() ? statement.whole(0) : 0;
}

std::string Connection::text(std::string_view sql) {
    auto statement = prepare(sql);
    return statement.step() ? std::string(statement.text(0)) : std::string();
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

void Connection::roll_back() noexcept {
    if (handle_ == nullptr) return;
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Connection::is_read_only() const {
    return mode_ == Mode::read_only || mode_ == Mode::immutable;
}

void Connection::set_triggers(bool on) {
    int now = 0;
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, &now);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0, &now);
}

std::optional<Connection::Content> Connection::content() {
    if (sqlite3_txn_state(handle_, nullptr) == SQLITE_TXN_WRITE) return std::nullopt;
    const auto others = whole("PRAGMA data_version");
    return Content{others, sqlite3_total_changes64(handle_)};
}

void Connection::set_progress(const base::Progress* progress) {
    if (handle_ == nullptr) return;
    if (progress == nullptr || !progress->stop_token().stop_possible()) {
        sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
        return;
    }
    sqlite3_progress_handler(
        handle_, 2000, [](void* state) { return static_cast<const base::Progress*>(state)->stop_requested() ? 1 : 0; },
        const_cast<base::Progress*>(progress));
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
    if (connection_.in_transaction()) return;  // reads within a change see the change
    connection_.prepare(kind == Kind::read ? "BEGIN" : "BEGIN IMMEDIATE").run();
    open_ = true;
}

Transaction::~Transaction() {
    if (open_) connection_.roll_back();
}

void Transaction::commit() {
    if (!open_) return;
    connection_.run("COMMIT");
    open_ = false;
}

}  // namespace balise::store
