#pragma once
// Files are written aside, synced and renamed: a reader sees the old file or the whole new one.
#include <filesystem>
#include <string>
#include <string_view>

namespace balise::base {

std::string read_file(const std::filesystem::path& file);

// A name beside `target` under which new content is prepared. If `commit` is not reached, what was prepared is removed.
class Aside {
public:
    explicit Aside(std::filesystem::path target);
    ~Aside();
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;
    // Where to write; has the target's extension.
    const std::filesystem::path& path() const { return aside_; }
    // Syncs what is at path() and puts it in the target's place, with the permissions of the file that was there.
    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path aside_;
    bool committed_ = false;
};

// Writes the whole file aside, then renames it. Throws io with the reason (no space, no permission).
void write_file(const std::filesystem::path& file, std::string_view content);
// Flushes a file (or folder) to the disk; throws io.
void sync_to_disk(const std::filesystem::path& file);

}  // namespace balise::base
