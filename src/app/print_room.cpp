#include "app/print_room.hpp"

#include <algorithm>

#include "app/area_finder.hpp"
#include "app/file_actions.hpp"
#include "app/problem_file.hpp"
#include "base/clock.hpp"
#include "sheet/sources.hpp"

namespace balise::app {

using base::ErrorKind;
using base::mark;

namespace {

sheet::Imprint imprint_of(const store::Project& project, const Arguments& given, const PrintRoom& room) {
    // Given on the command line, else set for the project.
    const auto word = [&](const std::string& name) {
        return given.has(name) ? given.text(name) : project.setting(name).value_or("");
    };
    sheet::Imprint imprint;
    imprint.producer = word("producer");
    imprint.ministry = word("ministry");
    if (const auto hotline = project.setting("hotline")) imprint.hotline = *hotline;
    imprint.edition = word("edition");
    // The month, not the project's revision: that would tell that something hidden has changed.
    if (imprint.edition.empty() && !given.has("edition")) imprint.edition = base::today().substr(0, 7);
    imprint.created = base::now_text();
    imprint.sources = given.has("sources") ? given.text("sources")
                                           : sheet::sources_of(room.released, room.country, language_of(given));
    if (!given.has("sources"))
        imprint.brief_sources = sheet::sources_of(room.released, room.country, language_of(given), 1);
    imprint.copy_number = given.text("copy");
    imprint.recipient = given.text("recipient");
    imprint.address = word("address");
    imprint.sample = project.setting("title").value_or("") == "EXEMPLE";
    return imprint;
}

}  // namespace

PrintRoom PrintRoom::of(const store::Project& project, const Arguments& arguments, model::Audience audience,
                        base::Progress& progress) {
    progress.stage(mark("applying the release gate"));
    auto directory = load_directory(project);
    auto decisions = project.decisions();
    auto released = model::release(directory, audience, decisions);
    sheet::Country country{project.all<model::Road>(), project.all<model::Water>(), project.all<model::Neighbour>()};
    auto style = map::load_style(arguments.text("style", "paper"));
    auto symbols = map::SymbolSet::load();
    map::check_symbols(style, symbols);
    return {std::move(directory), std::move(decisions), std::move(released),
            std::move(country),   std::move(style),     std::move(symbols)};
}

model::Audience audience_of(const Arguments& arguments) {
    const auto audience = model::audience_from_code(arguments.text("audience", "public"));
    if (!audience) throw base::Error(ErrorKind::usage, mark("\"{0}\" is not an audience", arguments.text("audience")));
    return *audience;
}

sheet::SheetRequest sheet_request(const store::Project& project, const model::Vocabularies& vocabularies,
                                  const Arguments& arguments, const PrintRoom& room) {
    sheet::SheetRequest request;
    request.released = &room.released;
    request.country = &room.country;
    request.vocabularies = &vocabularies;
    request.style = &room.style;
    request.symbols = &room.symbols;
    request.paper = arguments.text("paper", "A4") == "A3" ? sheet::PaperFormat::a3 : sheet::PaperFormat::a4;
    request.orientation = arguments.text("orientation", "portrait") == "landscape" ? sheet::Orientation::landscape
                                                                                   : sheet::Orientation::portrait;
    request.language = language_of(arguments);
    request.title = arguments.text("title");
    request.key_message = arguments.text("message");
    request.imprint = imprint_of(project, arguments, room);
    request.today = base::today();
    return request;
}

std::vector<std::string> wanted_areas(const Arguments& arguments, const PrintRoom& room) {
    std::vector<std::string> codes;
    const AreaFinder finder(room.released.areas());
    for (const auto& words : arguments.list("area")) {
        const auto code = finder.code_of(words);
        if (!code)
            throw base::Error(ErrorKind::not_found,
                              mark("there is no area \"{0}\", or several have this name; give its P-code", words));
        codes.push_back(*code);
    }
    if (arguments.flag("regions"))
        for (const auto& area : finder.areas())
            if (area.level == 1 && area.valid_to.empty()) codes.push_back(area.code);
    if (codes.empty()) codes.emplace_back("CI");
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

}  // namespace balise::app
