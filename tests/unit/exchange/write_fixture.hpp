#pragma once
// A small directory with an open centre, hidden shelters full of canaries and overlays of every level, and ways to look
// into files that share no code with the writers.
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/progress.hpp"
#include "base/words.hpp"
#include "exchange/writer.hpp"
#include "model/fields.hpp"
#include "model/release.hpp"
#include "read_vocabularies.hpp"

namespace balise::exchange::test {

namespace fs = std::filesystem;

inline std::string read_bytes(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

inline void write_bytes(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

// A folder of its own that is removed with everything in it.
class Scratch {
public:
    Scratch() {
        static int number = 0;
        folder_ =
            fs::temp_directory_path() / ("balise-write-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    fs::path operator/(const std::string& name) const { return folder_ / name; }
    const fs::path& path() const { return folder_; }
    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(folder_))
            found.push_back(entry.path().filename().string());
        std::sort(found.begin(), found.end());
        return found;
    }

private:
    fs::path folder_;
};

template <class Id>
Id id_of(int number) {
    Id id;
    for (std::size_t i = 0; i < 16; ++i)
        id.uuid.bytes[i] = static_cast<std::uint8_t>(0x51 + 7 * number + static_cast<int>(i) * 13);
    return id;
}

// Every text of the record says whose field it is: the canary can be named when it is found.
inline model::Provider provider(int number, const std::string& mark, const std::string& type,
                                const std::string& status) {
    model::Provider p;
    p.id = id_of<model::ProviderId>(number);
    p.public_ref = model::public_ref_of(p.id.uuid);
    for (const auto& field : model::fields<model::Provider>()) {
        if (field.is_key) continue;
        const std::string word = mark + " Éveil «" + std::string(field.name) + "» n°" + std::to_string(number);
        using Kind = model::FieldKind;
        if (field.kind == Kind::text || field.kind == Kind::long_text || field.kind == Kind::text_list)
            field.set(p, word);
        if (field.kind == Kind::email)
            field.set(p, "boite." + mark + std::to_string(number) + "@exemple-" + std::string(field.name) + ".invalid");
        if (field.kind == Kind::url) field.set(p, "https://www." + mark + std::to_string(number) + ".invalid/accueil");
    }
    const std::string two = number < 10 ? "0" + std::to_string(number) : std::to_string(number);
    p.focal_phone = "+225 07 41 96 " + two + " 53";
    p.public_phone = {"+225 27 86 13 " + two + " 79", "+225 05 58 31 " + two + " 64"};
    p.type = type;
    p.status = status;
    p.ownership = "ngo";
    p.position =
        geo::LonLat{std::round(-5030317.0 - number * 17231) / 1e6, std::round(7690742.0 + number * 13519) / 1e6};
    p.position_method = "gps";
    p.position_accuracy = 12.5;
    p.area_code = "CI010101";
    p.areas_served = {"CI01"};
    p.capacity_max = 87000 + number;
    p.capacity_free = 76500 + number;
    p.social_workers = 65400 + number;
    p.equipment_held = {"computers=4"};
    p.services = {{"case_management", "emergency", "", ""},
                  {"other", "", "", mark + " Médiation particulière " + std::to_string(number)}};
    p.notes = mark + " note première, rue du Manguier " + std::to_string(number) + ". La grille " + mark +
              " est au fond de la cour " + std::to_string(number) + ".\nTroisième ligne " + mark + " avec le gardien " +
              std::to_string(number) + ".";
    return p;
}

inline geo::MultiPolygon square(double lon, double lat, double side) {
    return {{geo::Polygon{{{{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}, {lon, lat}}}}}};
}

template <class Record, class Id>
Record overlay(int number, const std::string& mark, const std::string& level) {
    Record r;
    r.id = id_of<Id>(number);
    r.public_ref = model::public_ref_of(r.id.uuid);
    for (const auto& field : model::fields<Record>()) {
        if (field.is_key) continue;
        if (field.kind == model::FieldKind::text || field.kind == model::FieldKind::long_text)
            field.set(r, mark + " Œuvre " + std::string(field.name) + " " + std::to_string(number));
    }
    r.disclosure = level;
    r.area_code = "CI0101";
    if constexpr (requires { r.level; }) r.level = "higher";
    if constexpr (requires { r.neighbour; }) {
        r.kind = "customs";
        r.neighbour = "GH";
    } else if constexpr (requires { r.kind; }) {
        r.kind = "bus_station";
    }
    if constexpr (requires { r.shape; })
        r.shape = square(-5.5 - number * 0.11, 7.1, 0.05);
    else
        r.position =
            geo::LonLat{std::round(-4712345.0 - number * 23457) / 1e6, std::round(8123457.0 + number * 14568) / 1e6};
    return r;
}

inline std::vector<model::Area> areas() {
    std::vector<model::Area> list(4);
    const char* codes[] = {"CI", "CI01", "CI0101", "CI010101"};
    for (std::size_t i = 0; i < 4; ++i) {
        list[i].code = codes[i];
        list[i].parent_code = i == 0 ? "" : codes[i - 1];
        list[i].level = static_cast<std::int64_t>(i);
        list[i].name_fr = std::string("Zone ") + codes[i];
        list[i].shape = square(-6.0, 6.0, 4.0 - static_cast<double>(i) * 0.5);
    }
    return list;
}

inline model::Directory directory() {
    model::Directory d;
    d.providers = {provider(1, "Ouvert", "social_centre", "active"),  provider(2, "Caché", "shelter_private", "active"),
                   provider(3, "Secret", "transit_centre", "active"), provider(4, "Flou", "police_unit", "unknown"),
                   provider(5, "Ligne", "hotline", "active"),         provider(6, "Demi", "ngo", "active")};
    d.providers[4].position.reset();
    level(d.providers[5].disclosure, model::FieldGroup::position) = model::Audience::internal;
    level(d.providers[5].disclosure, model::FieldGroup::address) = model::Audience::internal;
    d.risk_zones = {overlay<model::RiskZone, model::RiskZoneId>(21, "ZoneOuverte", "public"),
                    overlay<model::RiskZone, model::RiskZoneId>(22, "ZoneCachée", "internal"),
                    overlay<model::RiskZone, model::RiskZoneId>(23, "ZonePart", "partners")};
    d.border_posts = {overlay<model::BorderPost, model::BorderPostId>(31, "PosteOuvert", "public"),
                      overlay<model::BorderPost, model::BorderPostId>(32, "PosteCaché", "")};
    d.transport_nodes = {overlay<model::TransportNode, model::TransportNodeId>(41, "GareOuverte", "public"),
                         overlay<model::TransportNode, model::TransportNodeId>(42, "GareCachée", "internal")};
    d.areas = areas();
    return d;
}

using balise::test::vocabularies;

struct Export {
    std::vector<fs::path> files;
    model::Withheld withheld;
};

inline Export export_to(const fs::path& target, const model::Directory& d, model::Audience audience,
                        const std::string& format, const std::vector<model::Decision>& decisions = {},
                        base::Language language = base::Language::french) {
    const auto released = model::release(d, audience, decisions);
    Export result;
    result.withheld = model::withheld_from(d, released, decisions);
    base::Progress progress;
    result.files = write(released, result.withheld, format, target, vocabularies(),
                         {language, "Répertoire d'essai", "Édition 3"}, progress);
    return result;
}

// The bytes of a file and, of an archive, of every entry.
inline std::map<std::string, std::string> contents(const fs::path& file) {
    std::map<std::string, std::string> all{{file.filename().string(), read_bytes(file)}};
    if (file.extension() != ".xlsx") return all;
    const std::string archive = "/vsizip/{" + file.string() + "}";
    const CPLStringList entries(VSIReadDirRecursive(archive.c_str()));
    for (int i = 0; i < entries.Count(); ++i) {
        VSILFILE* in = VSIFOpenL((archive + "/" + entries[i]).c_str(), "rb");
        if (in == nullptr) continue;
        std::string bytes;
        char buffer[4096];
        for (auto count = VSIFReadL(buffer, 1, sizeof buffer, in); count > 0;
             count = VSIFReadL(buffer, 1, sizeof buffer, in))
            bytes.append(buffer, count);
        VSIFCloseL(in);
        all[entries[i]] = bytes;
    }
    return all;
}

}  // namespace balise::exchange::test
