#pragma once
// Zip archives from strangers: looked through before anything is unpacked, unpacked in memory only.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/memory_files.hpp"

namespace balise::exchange {

struct ArchiveMember {
    std::string name;
    std::uint64_t size = 0;
};

// A zip file in memory whose table of contents is sound: at most 10,000 members and 500 MB unpacked, no compression
// ratio of a bomb, no overlapping members, no symbolic links, no names that lead elsewhere, no password.
class Archive {
public:
    static bool looks_like_one(std::string_view head) {
        return head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06");
    }

    // Throws invalid_input with what is wrong with it.
    Archive(std::string bytes, const std::string& shown_name);
    const std::vector<ArchiveMember>& members() const { return members_; }
    bool holds(std::string_view name) const;
    // Members whose name ends so (".shp"), whatever the case, without those in "__MACOSX".
    std::vector<std::string> members_ending(std::string_view extension) const;
    // Unpacks; throws invalid_input when the content is longer than the table of contents says, or damaged.
    std::string read(const std::string& name) const;
    // Reads every member once, so that a reader of the whole archive meets no surprise.
    void verify() const;
    std::string take_bytes() && { return std::move(bytes_); }

private:
    void read_contents();
    void check_caps(std::uint64_t packed) const;
    std::uint64_t unpack(const ArchiveMember& member, std::string* content) const;

    std::string bytes_;
    std::string shown_name_;
    std::vector<ArchiveMember> members_;
    mutable MemoryFiles memory_;
    std::string path_;
};

}  // namespace balise::exchange
