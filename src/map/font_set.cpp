#include "map/font_set.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/error.hpp"

namespace balise::map {

namespace {

struct Release {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
    void operator()(FcObjectSet* objects) const { FcObjectSetDestroy(objects); }
    void operator()(FcFontSet* fonts) const { FcFontSetDestroy(fonts); }
};
template <class T>
using Held = std::unique_ptr<T, Release>;

std::string words(const FcChar8* text) {
    return reinterpret_cast<const char*>(text);
}

const FcChar8* bytes(const std::string& text) {
    return reinterpret_cast<const FcChar8*>(text.c_str());
}

// The folders in which a family's font files lie.
std::set<std::string> folders_of(FcConfig* machine, const char* family) {
    const Held<FcPattern> pattern(FcPatternCreate());
    FcPatternAddString(pattern.get(), FC_FAMILY, bytes(family));
    const Held<FcObjectSet> wanted(FcObjectSetCreate());
    FcObjectSetAdd(wanted.get(), FC_FILE);
    const Held<FcFontSet> found(FcFontList(machine, pattern.get(), wanted.get()));
    std::set<std::string> folders;
    for (int i = 0; found && i < found->nfont; ++i) {
        FcChar8* file = nullptr;
        if (FcPatternGetString(found->fonts[i], FC_FILE, 0, &file) != FcResultMatch) continue;
        const std::string path = words(file);
        folders.insert(path.substr(0, path.rfind('/')));
    }
    return folders;
}

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else
            result += c;
    }
    return result;
}

// Static fonts only: a painter opens a file by its name and knows nothing of the axes of a variable one.
std::string accepted(const char* family) {
    return "<acceptfont><pattern><patelt name=\"family\"><string>" + std::string(family) +
           "</string></patelt><patelt name=\"variable\"><bool>false</bool></patelt></pattern></acceptfont>";
}

FontSet look_up() {
    FcInit();
    const Held<FcConfig> machine(FcConfigReference(nullptr));
    const auto inter = folders_of(machine.get(), "Inter");
    auto folders = folders_of(machine.get(), "DejaVu Sans");
    folders.insert(inter.begin(), inter.end());

    std::string rules = "<?xml version=\"1.0\"?><fontconfig>";
    for (const auto& folder : folders) rules += "<dir>" + escaped(folder) + "</dir>";
    // The machine's own list of what is in the files: reading them anew takes half a second.
    if (FcStrList* caches = FcConfigGetCacheDirs(machine.get())) {
        while (const FcChar8* cache = FcStrListNext(caches))
            rules += "<cachedir>" + escaped(words(cache)) + "</cachedir>";
        FcStrListDone(caches);
    }
    rules += "<selectfont><rejectfont><pattern/></rejectfont>";
    for (const bool flag : {true, false})
        rules += std::string("<rejectfont><pattern><patelt name=\"scalable\"><bool>") + (flag ? "true" : "false") +
                 "</bool></patelt></pattern></rejectfont>";
    rules += accepted("Inter") + accepted("DejaVu Sans") + "</selectfont></fontconfig>";

    Held<FcConfig> ours(FcConfigCreate());
    FcConfigParseAndLoadFromMemory(ours.get(), bytes(rules), FcTrue);
    FcConfigBuildFonts(ours.get());
    const FcFontSet* fonts = FcConfigGetFonts(ours.get(), FcSetSystem);
    if (fonts == nullptr || fonts->nfont == 0)
        throw base::Error(base::ErrorKind::not_found,
                          base::mark("the font {0} is not installed: install the package {1}", "Inter", "fonts-inter"));
    const bool has_inter = !inter.empty() && !folders_of(ours.get(), "Inter").empty();
    return {ours.release(), has_inter};
}

}  // namespace

const FontSet& installed_fonts() {
    static std::mutex mutex;
    static std::optional<FontSet> found;
    const std::lock_guard lock(mutex);
    if (!found) found = look_up();
    return *found;
}

}  // namespace balise::map
