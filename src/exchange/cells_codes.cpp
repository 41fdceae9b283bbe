// Cells that hold words of closed lists: one code, several, services, equipment.
#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/cells.hpp"
#include "exchange/dates.hpp"
#include "model/records.hpp"

namespace balise::exchange {

using base::Severity;
using Kind = model::FieldKind;

std::optional<std::string> CellReader::mapped(std::string_view text) const {
    if (mapped_.empty()) return std::nullopt;
    const auto found = mapped_.find(base::fold(text));
    if (found == mapped_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::string> CellReader::code_of(std::string_view text) const {
    text = base::trim(text);
    if (auto code = mapped(text)) return code;
    if (vocabulary_ == nullptr) return std::string(text);
    if (const auto* term = vocabulary_->find(text)) return term->code;
    if (base::fold_to_key(text).empty()) return std::nullopt;
    return vocabulary_->recognise(text);
}

// The terms most like a text, for the suggestion; all of them when there are few.
std::string CellReader::nearest_terms(std::string_view text) const {
    const auto key = base::fold_to_key(text);
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const auto& term : vocabulary_->terms()) {
        std::size_t distance = 99;
        const auto compare = [&](const std::string& words) {
            const auto other = base::fold_to_key(words);
            if (other.size() > 3 && key.size() > 3 &&
                (other.find(key) != std::string::npos || key.find(other) != std::string::npos))
                distance = std::min<std::size_t>(distance, 1);
            distance = std::min(distance, base::edit_distance(key, other, 40));
        };
        compare(term.code);
        compare(term.fr);
        compare(term.en);
        for (const auto& alias : term.aliases) compare(alias);
        ranked.emplace_back(distance, term.code);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    const std::size_t most = ranked.size() <= 8 ? ranked.size() : 4;
    for (std::size_t i = 0; i < most; ++i) names.push_back(ranked[i].second);
    if (most < ranked.size()) names.emplace_back("…");
    return base::join(names, ", ");
}

void CellReader::unknown_code(std::string_view text) {
    if (field_->vocabulary == "provider_type") {
        scratch_.value = std::string("unknown");
        scratch_.complain(
            Severity::warning,
            base::mark("\"{0}\" is not a known type; the type was left unknown, so the record stays protected",
                       std::string(text.substr(0, 60))),
            base::mark("use one of: {0}; or say in the mapping what it means", nearest_terms(text)));
        return;
    }
    scratch_.complain(Severity::error, base::mark("\"{0}\" is not a known value", std::string(text.substr(0, 60))),
                      base::mark("use one of: {0}; or say in the mapping what it means", nearest_terms(text)));
}

void CellReader::code(std::string_view cell) {
    if (auto code = code_of(cell)) {
        if (!code->empty()) scratch_.value = std::move(*code);
    } else if (!says_nothing(cell)) {
        unknown_code(cell);
    }
}

// The items of a list cell. A whole cell, or a part, that is a known word is not cut further: labels hold commas
// themselves.
std::vector<std::string> CellReader::items_of(std::string_view cell) const {
    std::vector<std::string> items;
    std::string unified(cell);
    for (auto& c : unified)
        if (c == '|' || c == '\n' || c == '\r') c = ';';
    for (auto& part : base::split(unified, ';')) {
        if (code_of(part) || part.find('=') != std::string::npos) {
            items.push_back(std::move(part));
            continue;
        }
        for (auto& c : part)
            if (c == ',' || c == '/' || c == '+') c = ';';
        for (auto& smaller : base::split(part, ';')) {
            // "écoute et hébergement"
            const auto et = smaller.find(" et ");
            const auto pair_at = et == std::string::npos ? smaller.find(" and ") : et;
            const std::size_t width = et == std::string::npos ? 5 : 4;
            if (!code_of(smaller) && pair_at != std::string::npos && code_of(smaller.substr(0, pair_at)) &&
                code_of(smaller.substr(pair_at + width))) {
                items.push_back(smaller.substr(0, pair_at));
                items.push_back(smaller.substr(pair_at + width));
            } else {
                items.push_back(std::move(smaller));
            }
        }
    }
    return items;
}

void CellReader::code_list(std::string_view cell) {
    std::vector<std::string> codes;
    const auto keep = [&](std::string code) {
        if (!code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end())
            codes.push_back(std::move(code));
    };
    if (auto whole = code_of(cell))
        keep(std::move(*whole));
    else if (!says_nothing(cell))
        for (const auto& item : items_of(cell)) {
            if (auto code = code_of(item))
                keep(std::move(*code));
            else
                unknown_code(item);
        }
    if (!codes.empty()) scratch_.value = base::join(codes, ";");
}

// "housing:emergency=label", "Hébergement (urgence)" or a plain word. False when it is not understood.
bool CellReader::read_service(const std::string& item, std::vector<std::string>& items) {
    const auto keep = [&](const model::Service& service) {
        auto text = model::services_text({service});
        if (std::find(items.begin(), items.end(), text) == items.end()) items.push_back(std::move(text));
    };
    if (auto code = code_of(item)) {
        for (const auto& service : model::services_from_text(*code)) keep(service);
        return true;
    }
    const auto phase_of = [&](std::string_view text) -> std::optional<std::string> {
        const auto* phases = vocabularies_->find("service_phase");
        return phases == nullptr ? std::nullopt : phases->recognise(text);
    };
    if (const auto open = item.find('('); open != std::string::npos && open > 0 && item.ends_with(')')) {
        const auto code = code_of(item.substr(0, open));
        const auto phase = phase_of(item.substr(open + 1, item.size() - open - 2));
        if (!code || !phase) return false;
        for (auto service : model::services_from_text(*code)) {
            service.phase = *phase;
            keep(service);
        }
        return true;
    }
    auto parsed = model::services_from_text(item);
    if (parsed.size() != 1) return false;
    auto& service = parsed.front();
    const auto category = code_of(service.category);
    if (!category) return false;
    service.category = *category;
    if (!service.phase.empty()) {
        const auto phase = phase_of(service.phase);
        if (!phase) return false;
        service.phase = *phase;
    }
    const auto* statuses = vocabularies_->find("status");
    if (!service.status.empty() && statuses != nullptr) {
        const auto status = statuses->recognise(service.status);
        if (!status) return false;
        service.status = *status;
    }
    keep(service);
    return true;
}

void CellReader::services(std::string_view cell) {
    std::vector<std::string> items;
    if (says_nothing(cell)) return;
    // Our own form, in which a label may hold any sign (with "\;" for a semicolon), is tried first.
    if (cell.find_first_of(":=") != std::string_view::npos) {
        const auto own = model::services_from_text(cell);
        const bool is_own = !own.empty() && std::all_of(own.begin(), own.end(), [&](const model::Service& service) {
            return vocabulary_ != nullptr && vocabulary_->find(service.category) != nullptr;
        });
        if (is_own) {
            for (const auto& service : own)
                if (!read_service(model::services_text({service}), items))
                    unknown_code(model::services_text({service}));
            if (!items.empty()) scratch_.value = base::join(items, ";");
            return;
        }
    }
    if (!code_of(cell)) {
        for (const auto& item : items_of(cell))
            if (!read_service(item, items)) unknown_code(item);
    } else {
        read_service(std::string(cell), items);
    }
    for (const auto& item : items)
        if (item == "other")
            scratch_.complain(Severity::error, base::mark("the service \"other\" needs a free-text label"),
                              base::mark("write other=… with the service's name"));
    if (!items.empty()) scratch_.value = base::join(items, ";");
}

// "motorcycles=2", "2 motos", "motos: 2", "Ordinateurs (3)" or a plain word.
void CellReader::equipment(std::string_view cell) {
    std::vector<std::string> items;
    if (says_nothing(cell)) return;
    std::string unified(cell);
    for (auto& c : unified)
        if (c == ',' || c == '|' || c == '\n' || c == '/') c = ';';
    for (const auto& part : base::split(unified, ';')) {
        std::string word;
        std::string digits;
        std::size_t runs = 0;
        bool in_run = false;
        for (const char c : part) {
            const bool is_digit = c >= '0' && c <= '9';
            if (is_digit && !in_run) ++runs;
            in_run = is_digit;
            if (is_digit)
                digits += c;
            else
                word += c == '=' || c == ':' || c == '(' || c == ')' ? ' ' : c;
        }
        std::optional<std::string> code;
        if (part.find("4x4") != std::string::npos || digits.size() > 6) {
            code = code_of(part);
            digits.clear();
        } else {
            code = code_of(word);
        }
        if (!code) {
            unknown_code(part);
            continue;
        }
        if (runs > 1 && !digits.empty()) {
            scratch_.complain(Severity::error,
                              base::mark("\"{0}\" holds several numbers: how many there are is not clear", part),
                              base::mark("write one number, for instance {0}", *code + "=2"));
            continue;
        }
        items.push_back(digits.empty() ? *code : *code + "=" + digits);
    }
    if (!items.empty()) scratch_.value = base::join(items, ";");
}

}  // namespace balise::exchange
