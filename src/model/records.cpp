#include "model/records.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/words.hpp"

namespace balise::model {

std::string services_text(const std::vector<Service>& services) {
    std::string out;
    for (const auto& service : services) {
        if (!out.empty()) out += ';';
        out += service.category;
        if (!service.phase.empty() || !service.status.empty()) out += ':' + service.phase;
        if (!service.status.empty()) out += ':' + service.status;
        if (service.label.empty()) continue;
        out += '=';
        // The separator and the escape itself are escaped, so that any label survives the trip through a cell.
        for (const char c : service.label) {
            if (c == ';' || c == '\\') out += '\\';
            out += c;
        }
    }
    return out;
}

namespace {

// Cuts at ';' that is not escaped and takes the escapes away.
std::vector<std::string> items_of(std::string_view text) {
    std::vector<std::string> items(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == ';' || text[i + 1] == '\\'))
            items.back() += text[++i];
        else if (text[i] == ';')
            items.emplace_back();
        else
            items.back() += text[i];
    }
    return items;
}

}  // namespace

namespace {

// Adds the service that one item tells of, if it does.
void add_service(std::string_view head, std::vector<Service>& services) {
    Service service;
    if (const auto equals = head.find('='); equals != std::string_view::npos) {
        service.label = base::trim(head.substr(equals + 1));
        head = head.substr(0, equals);
    }
    std::string* parts[] = {&service.category, &service.phase, &service.status};
    for (auto* part : parts) {
        const auto colon = head.find(':');
        *part = base::trim(head.substr(0, colon));
        if (colon == std::string_view::npos) break;
        head = head.substr(colon + 1);
    }
    if (!service.category.empty() || !service.label.empty()) services.push_back(std::move(service));
}

}  // namespace

std::vector<Service> services_from_text(std::string_view text) {
    std::vector<Service> services;
    if (text.find('\\') != std::string_view::npos) {
        for (const auto& item : items_of(text)) add_service(item, services);
        return services;
    }
    services.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), ';')) + 1);
    while (true) {
        const auto end = text.find(';');
        add_service(text.substr(0, end), services);
        if (end == std::string_view::npos) return services;
        text.remove_prefix(end + 1);
    }
}

std::string public_ref_of(const base::Uuid& id) {
    constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const auto digest = base::sha256("balise public reference\n" + id.text());
    std::string reference;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 7; ++i) bits = (bits << 8U) | digest[i];
    for (int i = 0; i < 10; ++i) {
        reference += digits[bits & 31U];
        bits >>= 5U;
    }
    return reference;
}

const std::string& display_name(const Provider& provider, bool french) {
    const auto& first = french ? provider.name_fr : provider.name_en;
    return first.empty() ? (french ? provider.name_en : provider.name_fr) : first;
}

}  // namespace balise::model
