#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "base/system_reason.hpp"

namespace balise::base {

namespace fs = std::filesystem;

Text reason_of(int number) {
    switch (number) {
        case ENOSPC: return mark("the disk is full");
        case EACCES:
        case EPERM: return mark("permission denied");
        case EROFS: return mark("the disk is read-only");
        case ENOENT: return mark("no such file or folder");
        case EISDIR: return mark("it is a folder");
        default: return verbatim(std::strerror(number));
    }
}

namespace {

[[noreturn]] void fail(const fs::path& file, int number) {
    throw Error(ErrorKind::io, mark("cannot write {0}: {1}", file.string(), reason_of(number)));
}

}  // namespace

std::string read_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::error_code ignored;
    if (!in)
        throw Error(fs::exists(file, ignored) ? ErrorKind::io : ErrorKind::not_found,
                    mark("cannot read {0}", file.string()));
    std::string content;
    std::vector<char> block(1 << 16);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
        content.append(block.data(), static_cast<std::size_t>(in.gcount()));
    // A folder, or a medium that fails in the middle: half a file must not pass for the whole.
    if (in.bad()) throw Error(ErrorKind::io, mark("cannot read {0}", file.string()));
    return content;
}

void sync_to_disk(const fs::path& file) {
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) fail(file, errno);
    const int result = ::fsync(handle);
    const int number = errno;
    ::close(handle);
    if (result != 0 && number != EINVAL) fail(file, number);
}

Aside::Aside(fs::path target) : target_(std::move(target)) {
    const auto folder = target_.parent_path();
    const auto name =
        "." + target_.stem().string() + ".part" + std::to_string(::getpid()) + target_.extension().string();
    aside_ = folder.empty() ? fs::path(name) : folder / name;
    std::error_code ignored;
    fs::remove_all(aside_, ignored);
}

Aside::~Aside() {
    if (committed_) return;
    std::error_code ignored;
    fs::remove_all(aside_, ignored);
    for (const char* suffix : {"-wal", "-shm", "-journal"}) fs::remove(fs::path(aside_.string() + suffix), ignored);
}

void Aside::commit() {
    sync_to_disk(aside_);
    // Who could not read the old file must not read the new one.
    struct stat before {};
    if (::stat(target_.c_str(), &before) == 0 && S_ISREG(before.st_mode) &&
        ::chmod(aside_.c_str(), before.st_mode & 07777U) != 0)
        fail(target_, errno);
    if (::rename(aside_.c_str(), target_.c_str()) != 0) fail(target_, errno);
    committed_ = true;
    const auto folder = target_.parent_path();
    sync_to_disk(folder.empty() ? fs::path(".") : folder);
}

void write_file(const fs::path& file, std::string_view content) {
    Aside aside(file);
    const int handle = ::open(aside.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (handle < 0) fail(file, errno);
    std::size_t written = 0;
    while (written < content.size()) {
        const auto count = ::write(handle, content.data() + written, content.size() - written);
        if (count < 0) {
            if (errno == EINTR) continue;
            const int number = errno;
            ::close(handle);
            fail(file, number);
        }
        written += static_cast<std::size_t>(count);
    }
    if (::close(handle) != 0) fail(file, errno);
    aside.commit();
}

}  // namespace balise::base
