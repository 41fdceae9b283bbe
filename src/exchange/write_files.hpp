#pragma once
// The files of one export: written aside, put in place together or not at all.
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"

namespace balise::exchange {

// Several new files. Those that were prepared vanish with the batch unless commit() is reached.
class FileBatch {
public:
    FileBatch() = default;
    ~FileBatch();
    FileBatch(const FileBatch&) = delete;
    FileBatch& operator=(const FileBatch&) = delete;

    // Makes a folder that the batch needs; it is removed again if nothing comes of it. Throws io.
    void make_folder(const std::filesystem::path& folder);
    // Where to write what shall become `target`: an empty file that only its owner can read.
    std::filesystem::path add(std::filesystem::path target);
    const std::vector<std::filesystem::path>& targets() const { return targets_; }
    std::filesystem::path written(std::size_t index) const { return asides_[index]->path(); }
    // When they are in place, everyone may read them that the system lets (else only their owner).
    void open_to_all() { open_to_all_ = true; }
    // Puts all in place. If one cannot be, those before it go back to what they were; throws io. Unless keep() follows,
    // the batch takes them back at its end: the former files stand there again.
    void put_in_place();
    void keep();
    // Both at once.
    void commit();

private:
    void take_back();
    std::vector<std::filesystem::path> targets_;
    std::vector<std::unique_ptr<base::Aside>> asides_;
    std::vector<std::filesystem::path> made_folders_;
    std::vector<std::filesystem::path> kept_;  // per file: a second name of what stood there before
    std::size_t in_place_ = 0;
    bool committed_ = false;
    bool open_to_all_ = false;
    std::vector<unsigned> open_modes_;  // per file: its permissions when all may read it
};

// A text file being written; every failure is an io Error that names the file.
class TextFile {
public:
    // `shown` is the name that messages use.
    TextFile(const std::filesystem::path& file, std::string shown);
    ~TextFile();
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;

    TextFile& operator<<(std::string_view text) {
        buffer_ += text;
        if (buffer_.size() > flush_at) flush();
        return *this;
    }
    void close();

private:
    static constexpr std::size_t flush_at = std::size_t{1} << 18U;
    void flush();
    std::string shown_;
    std::string buffer_;
    int handle_ = -1;
};

// Takes the permissions of everyone but the owner away.
void keep_to_owner(const std::filesystem::path& file, const std::string& shown);

// The failure to write `file`, with the reason of errno.
[[noreturn]] void fail_to_write(const std::string& file, int number);

}  // namespace balise::exchange
