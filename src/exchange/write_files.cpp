#include "exchange/write_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/error.hpp"
#include "base/system_reason.hpp"

namespace balise::exchange {

namespace fs = std::filesystem;

void fail_to_write(const std::string& file, int number) {
    throw base::Error(base::ErrorKind::io, base::mark("cannot write {0}: {1}", file, base::reason_of(number)));
}

void keep_to_owner(const fs::path& file, const std::string& shown) {
    // A file system without permissions refuses; there is nothing to take away then.
    if (::chmod(file.c_str(), S_IRUSR | S_IWUSR) != 0 && errno != EPERM && errno != ENOTSUP)
        fail_to_write(shown, errno);
}

FileBatch::~FileBatch() {
    take_back();
    asides_.clear();
    if (committed_) return;
    std::error_code ignored;
    for (auto folder = made_folders_.rbegin(); folder != made_folders_.rend(); ++folder) fs::remove(*folder, ignored);
}

void FileBatch::make_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return;
    if (folder.has_parent_path()) make_folder(folder.parent_path());
    if (!fs::create_directory(folder, error) && error) fail_to_write(folder.string(), error.value());
    made_folders_.push_back(folder);
}

fs::path FileBatch::add(fs::path target) {
    asides_.push_back(std::make_unique<base::Aside>(target));
    targets_.push_back(std::move(target));
    // The libraries that write the formats open the file that is there, and so keep its permissions.
    const auto& aside = asides_.back()->path();
    const int handle = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (handle < 0) fail_to_write(targets_.back().string(), errno);
    struct stat made {};
    ::fstat(handle, &made);
    open_modes_.push_back(made.st_mode & 07777U);  // what the user's mask leaves
    ::fchmod(handle, S_IRUSR | S_IWUSR);
    ::close(handle);
    return aside;
}

void FileBatch::commit() {
    put_in_place();
    keep();
}

void FileBatch::keep() {
    std::error_code ignored;
    for (const auto& name : kept_)
        if (!name.empty()) fs::remove(name, ignored);
    kept_.clear();
    in_place_ = 0;
    committed_ = true;
}

void FileBatch::take_back() {
    std::error_code ignored;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        if (i < in_place_ && kept_[i].empty())
            fs::remove(targets_[i], ignored);
        else if (i < in_place_)
            fs::rename(kept_[i], targets_[i], ignored);
        else if (!kept_[i].empty())
            fs::remove(kept_[i], ignored);
    }
    kept_.clear();
    in_place_ = 0;
}

void FileBatch::put_in_place() {
    // What stood there before keeps a second name until all is done.
    kept_.assign(targets_.size(), {});
    std::error_code ignored;
    try {
        for (std::size_t i = 0; i < asides_.size(); ++i) {
            if (open_to_all_) ::chmod(asides_[i]->path().c_str(), open_modes_[i]);
            base::sync_to_disk(asides_[i]->path());
        }
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            if (!fs::exists(targets_[i], ignored)) continue;
            auto name = asides_[i]->path();
            name += ".old";
            fs::remove(name, ignored);
            std::error_code refused;  // a file system without hard links: then the old file cannot come back
            fs::create_hard_link(targets_[i], name, refused);
            if (!refused) kept_[i] = name;
        }
        for (; in_place_ < asides_.size(); ++in_place_) asides_[in_place_]->commit();
    } catch (...) {
        take_back();
        throw;
    }
}

TextFile::TextFile(const fs::path& file, std::string shown) : shown_(std::move(shown)) {
    handle_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle_ < 0) fail_to_write(shown_, errno);
    buffer_.reserve(flush_at + 4096);
}

TextFile::~TextFile() {
    if (handle_ >= 0) ::close(handle_);
}

void TextFile::flush() {
    std::size_t written = 0;
    while (written < buffer_.size()) {
        const auto count = ::write(handle_, buffer_.data() + written, buffer_.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail_to_write(shown_, errno);
        written += static_cast<std::size_t>(count);
    }
    buffer_.clear();
}

void TextFile::close() {
    flush();
    const int result = ::close(handle_);
    handle_ = -1;
    if (result != 0) fail_to_write(shown_, errno);
}

}  // namespace balise::exchange
