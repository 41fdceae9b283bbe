#pragma once
// The regional sheet: one area's map with its numbered providers, fit to print. Made of a release only: what the
// audience may not see is not there to be drawn, counted or hinted at.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/text.hpp"
#include "map/compose.hpp"
#include "map/display_list.hpp"
#include "model/records.hpp"
#include "model/release.hpp"
#include "model/vocabulary.hpp"

namespace balise::sheet {

// What lies beneath: open country data. Areas and places come with the release.
struct Country {
    std::vector<model::Road> roads;
    std::vector<model::Water> waters;
    std::vector<model::Neighbour> neighbours;
};

struct Ground;  // ground.hpp

enum class PaperFormat { a4, a3 };
enum class Orientation { portrait, landscape };

// The words of the edition. The mandatory ones (reliability and the printed sheet's list of elements) must not be
// empty.
struct Imprint {
    std::string producer;  // mandatory
    std::string ministry;
    std::string hotline = "116";  // mandatory
    std::string edition;          // mandatory: "4 · version 1.0"
    std::string created;          // mandatory: "2026-11-23T09:40:00Z"
    std::string map_number;       // empty: made from area, paper and language
    std::string sources;          // mandatory: one paragraph in the sheet's language
    std::string brief_sources;    // the same in fewer words, for where they would be set smaller than 6 points
    std::string copy_number;      // "012", partners and internal editions
    std::string recipient;
    std::string address;  // for the QR code; empty: no code
    bool sample = false;  // the data are fictional: the EXEMPLE mark is shown
};

struct SheetRequest {
    const model::Released* released = nullptr;
    const Country* country = nullptr;
    // Made of `released` and `country` in `language`, when several sheets share it; without it a sheet makes its own.
    const Ground* ground = nullptr;
    const model::Vocabularies* vocabularies = nullptr;
    const map::Style* style = nullptr;
    const map::SymbolSet* symbols = nullptr;
    std::string area;  // P-code of a region (or any area); "CI" is the whole country
    PaperFormat paper = PaperFormat::a4;
    Orientation orientation = Orientation::portrait;
    base::Language language = base::Language::french;
    std::string title;        // empty: the area's name
    std::string key_message;  // empty: made from the figures
    Imprint imprint;
    std::string today;                     // "2026-11-23", for what is fresh
    int first_page = 1, pages_in_all = 0;  // of an atlas; 0 = this sheet's own
    // Of an atlas: the page on which an area's sheet begins, by its code. Named on the map and in the footer.
    std::map<std::string, int> page_of_area;
};

// The mandatory elements that are empty, in words; nothing when the sheet may be made.
std::vector<base::Text> missing_elements(const SheetRequest& request);

// A part of the map that is drawn once more, larger.
struct Enlarged {
    std::string letter;
    double scale = 0;  // denominator
    int page = 0;      // of the sheet, from 0
    std::size_t providers = 0;
};

// What tests and the preview ask of a sheet.
struct SheetReport {
    std::size_t providers_listed = 0, providers_on_map = 0;  // the latter with the enlargements
    std::vector<map::Frame> texts;                           // of everything written, page 1, for overlaps
    std::vector<std::string> left_out;                       // labels that found no room
    std::vector<std::string> missing;                        // numbers of listed records that found no room on any map
    std::vector<std::string> unnamed;  // of them: the largest town and the one with the most providers
    bool too_crowded = false;          // too many providers for numbers: discs in their place
    std::vector<Enlarged> enlarged;
    std::vector<std::string> cut;  // texts that did not fit their box: must be empty
    double scale = 0;              // denominator
};

struct Sheet {
    std::string title;
    std::vector<map::DisplayList> pages;
    SheetReport report;
};

// Throws not_found when there is no such area, invalid_input listing all mandatory elements that are empty, cancelled.
Sheet region_sheet(const SheetRequest& request, base::Progress& progress);

}  // namespace balise::sheet
