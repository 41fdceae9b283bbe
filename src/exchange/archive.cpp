#include "exchange/archive.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/gdal_errors.hpp"

namespace balise::exchange {

namespace {

constexpr std::uint64_t most_members = 10'000;
constexpr std::uint64_t most_bytes = 500ULL << 20U;
constexpr std::uint64_t most_ratio = 200;
constexpr std::uint64_t small_enough = 20ULL << 20U;  // below, the ratio does not matter

[[noreturn]] void refuse(base::Text message) {
    throw base::Error(base::ErrorKind::invalid_input, std::move(message));
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
    if (at + width > bytes.size()) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

// A name that stays inside: no drive, no root, no "..".
bool leads_elsewhere(const std::string& name) {
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string::npos ||
        name.find(':') != std::string::npos || name.find('\0') != std::string::npos)
        return true;
    for (const auto& part : base::split(name, '/'))
        if (part == "..") return true;
    return false;
}

}  // namespace

Archive::Archive(std::string bytes, const std::string& shown_name) : bytes_(std::move(bytes)), shown_name_(shown_name) {
    read_contents();
    prepare_gdal();
    path_ = memory_.add("archive.zip", bytes_);
}

// APPNOTE.TXT 6.3, 4.3.12 and 4.3.16.
void Archive::read_contents() {
    const std::string_view bytes = bytes_;
    const auto tail = bytes.size() < 66'000 ? 0 : bytes.size() - 66'000;
    const auto end = bytes.rfind("PK\x05\x06");
    if (end == std::string_view::npos || end < tail || end + 22 > bytes.size())
        refuse(base::mark("the archive \"{0}\" is cut short or damaged; get it again from its author", shown_name_));
    // What stands before, between or after the parts would be seen by one reader and not by another.
    const auto directory = number_at(bytes, end + 16, 4);
    if (directory + number_at(bytes, end + 12, 4) != end || end + 22 + number_at(bytes, end + 20, 2) != bytes.size())
        refuse(base::mark("the archive \"{0}\" is cut short or damaged; get it again from its author", shown_name_));
    const auto count = number_at(bytes, end + 10, 2);
    if (count > most_members)
        refuse(base::mark("the archive \"{0}\" holds more than {1} files; unpack it and choose one", shown_name_,
                          most_members));
    auto at = directory;
    std::uint64_t packed = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (at + 46 > bytes.size() || bytes.substr(at, 4) != "PK\x01\x02")
            refuse(
                base::mark("the archive \"{0}\" is cut short or damaged; get it again from its author", shown_name_));
        const auto name_length = number_at(bytes, at + 28, 2);
        const auto extra_length = number_at(bytes, at + 30, 2);
        const auto comment_length = number_at(bytes, at + 32, 2);
        ArchiveMember member{std::string(bytes.substr(at + 46, name_length)), number_at(bytes, at + 24, 4)};
        const auto mode = number_at(bytes, at + 38, 4) >> 16U;
        if ((number_at(bytes, at + 8, 2) & 1U) != 0)
            refuse(base::mark("the archive \"{0}\" is protected by a password; unpack it first", shown_name_));
        if ((mode & 0170000U) == 0120000U)
            refuse(base::mark("the archive \"{0}\" holds a symbolic link ({1}) and is refused", shown_name_,
                              member.name.substr(0, 80)));
        if (leads_elsewhere(member.name))
            refuse(base::mark("the archive \"{0}\" holds a file with a name that leads out of it and is refused",
                              shown_name_));
        packed += number_at(bytes, at + 20, 4);
        if (!member.name.ends_with('/')) members_.push_back(std::move(member));
        at += 46 + name_length + extra_length + comment_length;
    }
    if (at != end)
        refuse(base::mark("the archive \"{0}\" is cut short or damaged; get it again from its author", shown_name_));
    check_caps(packed);
}

void Archive::check_caps(std::uint64_t packed) const {
    std::uint64_t total = 0;
    for (const auto& member : members_) total += member.size;
    if (total > most_bytes)
        refuse(base::mark(
            "the archive \"{0}\" would unpack to {1} MB, more than the {2} MB allowed; unpack it and choose one file",
            shown_name_, total >> 20U, most_bytes >> 20U));
    if (packed > bytes_.size() || (total > small_enough && total / std::max<std::uint64_t>(packed, 1) > most_ratio))
        refuse(base::mark("the archive \"{0}\" is made to overflow memory when unpacked and is refused", shown_name_));
}

bool Archive::holds(std::string_view name) const {
    return std::any_of(members_.begin(), members_.end(),
                       [&](const ArchiveMember& member) { return member.name == name; });
}

std::vector<std::string> Archive::members_ending(std::string_view extension) const {
    std::vector<std::string> found;
    for (const auto& member : members_) {
        if (member.name.starts_with("__MACOSX/") || !base::fold(member.name).ends_with(extension)) continue;
        found.push_back(member.name);
    }
    return found;
}

std::uint64_t Archive::unpack(const ArchiveMember& member, std::string* content) const {
    GdalErrors errors;
    const auto path = "/vsizip/{" + path_ + "}/" + member.name;
    VSILFILE* handle = VSIFOpenL(path.c_str(), "rb");
    if (handle == nullptr)
        refuse(
            base::mark("\"{0}\" in the archive \"{1}\" cannot be unpacked: it is damaged", member.name, shown_name_));
    std::array<char, 65536> buffer;
    std::uint64_t total = 0;
    while (const auto got = VSIFReadL(buffer.data(), 1, buffer.size(), handle)) {
        total += got;
        if (total > member.size) break;
        if (content != nullptr) content->append(buffer.data(), got);
    }
    VSIFCloseL(handle);
    if (total != member.size)
        refuse(
            base::mark("\"{0}\" in the archive \"{1}\" cannot be unpacked: it is damaged", member.name, shown_name_));
    return total;
}

std::string Archive::read(const std::string& name) const {
    for (const auto& member : members_) {
        if (member.name != name) continue;
        std::string content;
        content.reserve(std::min<std::uint64_t>(member.size, small_enough));
        unpack(member, &content);
        return content;
    }
    throw base::Error(base::ErrorKind::internal,
                      base::mark("\"{0}\" is not in the archive \"{1}\"", name, shown_name_));
}

void Archive::verify() const {
    for (const auto& member : members_) unpack(member, nullptr);
}

}  // namespace balise::exchange
