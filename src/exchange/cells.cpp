#include "exchange/cells.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/dates.hpp"
#include "exchange/text_encoding.hpp"
#include "model/phone.hpp"

namespace balise::exchange {

using base::Severity;
using Kind = model::FieldKind;

void Understood::clear() {
    value = {};
    problems.clear();
    aside.clear();
    website.clear();
}

bool says_nothing(std::string_view cell) {
    if (cell.empty()) return true;
    if (cell.size() > 16) return false;
    static constexpr std::array words{"-",   "--",     "---",   "n/a", "#n/a n/a", "null",           "(null)",
                                      "nil", "<null>", "neant", "nd",  "n.d.",     "non disponible", "sans objet",
                                      "ras", "?",      "."};
    const char first = cell.front();
    // Most cells begin with a letter that begins none of these words.
    if ((first >= 'A' && first <= 'Z' && first != 'N' && first != 'S' && first != 'R') ||
        (first >= '0' && first <= '9'))
        return false;
    if (cell == "NA") return true;
    const auto folded = base::fold(cell);
    return std::find(words.begin(), words.end(), folded) != words.end();
}

namespace {

constexpr std::size_t longest = 10'000;
constexpr std::size_t most_remembered = 50'000;

bool is_formula_error(std::string_view cell) {
    static constexpr std::array errors{"#REF!", "#N/A",     "#DIV/0!",  "#NAME?", "#VALUE!", "#NUM!",   "#NULL!",
                                       "#NOM?", "#VALEUR!", "#NOMBRE!", "#NUL!",  "#REF",    "#SPILL!", "#CALC!"};
    if (cell.starts_with("Err:5")) return true;
    return cell.starts_with('#') && std::find(errors.begin(), errors.end(), cell) != errors.end();
}

std::string shown(std::string_view text) {
    std::string words(text.substr(0, 60));
    while (!words.empty() && !base::is_utf8(words)) words.pop_back();
    if (words.size() < text.size()) words += "…";
    return words;
}

}  // namespace

CellReader::CellReader(const model::FieldDescription& field, const model::Vocabularies& vocabularies,
                       const std::map<std::string, std::string>* values)
    : field_(&field), vocabularies_(&vocabularies) {
    if (!field.vocabulary.empty()) vocabulary_ = vocabularies.find(field.vocabulary);
    is_remembered_ = field.kind == Kind::code || field.kind == Kind::code_list || field.kind == Kind::services ||
                     field.kind == Kind::equipment || field.kind == Kind::date;
    if (values == nullptr) return;
    for (const auto& [found, code] : *values) {
        if (vocabulary_ != nullptr && !code.empty() && field.kind != Kind::services && field.kind != Kind::equipment &&
            vocabulary_->find(code) == nullptr)
            throw base::Error(base::ErrorKind::invalid_input,
                              base::mark("values.{0}.{1}: \"{2}\" is not one of: {3}", std::string(field.name), found,
                                         code, nearest_terms(code)));
        if (base::is_blank(found))
            mapped_empty_ = code;
        else
            mapped_.emplace(base::fold(found), code);
    }
}

const Understood& CellReader::read(std::string_view cell) {
    cell = base::trim(cell);
    if (!is_remembered_) {
        scratch_.clear();
        understand(cell);
        return scratch_;
    }
    key_.assign(cell);
    if (const auto found = memory_.find(key_); found != memory_.end()) return found->second;
    scratch_.clear();
    understand(cell);
    if (memory_.size() >= most_remembered) memory_.clear();
    return memory_.emplace(key_, std::move(scratch_)).first->second;
}

void CellReader::understand(std::string_view cell) {
    if (cell.empty()) {
        if (mapped_empty_) scratch_.value = *mapped_empty_;
        return;
    }
    if (!is_text_sound(cell)) return;
    if (!mapped_.empty() && (vocabulary_ == nullptr || field_->kind == Kind::code))
        if (const auto code = mapped(cell)) {
            if (!code->empty()) scratch_.value = *code;
            return;
        }
    if (vocabulary_ == nullptr && says_nothing(cell)) return;
    switch (field_->kind) {
        case Kind::text:
        case Kind::long_text:
        case Kind::text_list: return text(cell);
        case Kind::code: return code(cell);
        case Kind::code_list: return code_list(cell);
        case Kind::services: return services(cell);
        case Kind::equipment: return equipment(cell);
        case Kind::whole:
        case Kind::real: return number(cell);
        case Kind::date: return date(cell);
        case Kind::phone: return phones(cell, true);
        case Kind::phone_list: return phones(cell, false);
        case Kind::email: return email(cell);
        case Kind::url: return url(cell);
        case Kind::area_code:
        case Kind::area_list: return area_codes(cell);
        case Kind::longitude:
        case Kind::latitude: scratch_.value = std::string(cell); return;
    }
}

// False when nothing can be made of the cell.
bool CellReader::is_text_sound(std::string_view cell) {
    if (is_formula_error(cell)) {
        scratch_.complain(Severity::error, base::mark("the cell holds the formula error {0}", std::string(cell)),
                          base::mark("correct the formula in the spreadsheet, or empty the cell"));
        return false;
    }
    if (cell.size() > longest) {
        scratch_.complain(Severity::error, base::mark("the text is too long ({0} bytes)", cell.size()),
                          base::mark("shorten it to 10,000 bytes"));
        return false;
    }
    bool is_ascii = true;
    for (const char c : cell) is_ascii = is_ascii && static_cast<unsigned char>(c) < 0x80;
    if (is_ascii) return true;
    if (!is_valid_utf8(cell) || cell.find("\xEF\xBF\xBD") != std::string_view::npos) {
        scratch_.complain(Severity::error, base::mark("the text holds damaged characters"),
                          base::mark("correct the cell, or name the encoding of the file"));
        return false;
    }
    return true;
}

void CellReader::text(std::string_view cell) {
    std::string words(cell);
    const bool keeps_lines = field_->kind == Kind::long_text;
    bool had_control = false;
    bool may_be_decomposed = false;
    for (auto& c : words) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0xCC || byte == 0xCD) may_be_decomposed = true;
        if (byte >= ' ' && byte != 0x7F) continue;
        if (c == '\n' && keeps_lines) continue;
        had_control = had_control || (c != '\n' && c != '\r' && c != '\t' && c != '\v');
        c = ' ';
    }
    if (had_control)
        scratch_.complain(Severity::warning, base::mark("the text holds control characters; they were left out"), {});
    if (may_be_decomposed) words = base::normalise_utf8(words).value_or(words);
    scratch_.value = std::move(words);
}

void CellReader::number(std::string_view cell) {
    const bool is_whole = field_->kind == Kind::whole;
    const auto value = is_whole ? read_whole(cell) : read_real(cell);
    if (!value) {
        scratch_.complain(Severity::error,
                          is_whole ? base::mark("\"{0}\" is not a whole number", shown(cell))
                                   : base::mark("\"{0}\" is not a number", shown(cell)),
                          base::mark("write digits only, for instance 25; leave the cell empty when it is not known"));
        return;
    }
    if (*value < field_->min || *value > field_->max) {
        scratch_.complain(Severity::error,
                          base::mark("{0} is outside the range from {1} to {2}", *value, field_->min, field_->max),
                          base::mark("check the number"));
        return;
    }
    if (is_whole)
        scratch_.value = static_cast<std::int64_t>(*value);
    else
        scratch_.value = *value;
}

void CellReader::date(std::string_view cell) {
    if (says_nothing(cell)) return;
    auto read = read_date(cell);
    if (!read) {
        scratch_.complain(Severity::error, base::mark("\"{0}\" is not a date", shown(cell)),
                          base::mark("write it as YYYY-MM-DD or DD/MM/YYYY"));
        return;
    }
    if (read->is_month_first)
        scratch_.complain(Severity::warning,
                          base::mark("\"{0}\" was read as {1}, the month before the day", shown(cell), read->iso),
                          base::mark("check the other dates of this column"));
    scratch_.value = std::move(read->iso);
}

namespace {

// A spreadsheet that took a number of ten digits for a quantity dropped its zero.
std::optional<std::string> with_lost_zero(std::string_view part) {
    std::string digits;
    for (const char c : part)
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != ' ' && c != '.' && c != '-')
            return std::nullopt;
    if (digits.size() != 9 || (digits[0] != '1' && digits[0] != '5' && digits[0] != '7')) return std::nullopt;
    return model::normalise_phone("0" + digits);
}

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void CellReader::phones(std::string_view cell, bool only_one) {
    // "(+225) 07…": the country code in brackets.
    std::string unbracketed;
    if (cell.find('(') != std::string_view::npos) {
        unbracketed = cell;
        for (const std::string_view code : {"(+225)", "(00225)", "(225)"})
            for (auto at = unbracketed.find(code); at != std::string::npos; at = unbracketed.find(code, at))
                unbracketed.replace(at, code.size(), " +225 ");
        cell = base::trim(unbracketed);
    }
    std::vector<std::string> not_understood;
    std::vector<std::string> numbers;
    if (auto whole = model::normalise_phone(cell))
        numbers.push_back(std::move(*whole));
    else
        numbers = model::phones_in(cell, not_understood);
    std::vector<std::string> rest;
    for (auto& part : not_understood) {
        if (auto repaired = with_lost_zero(part)) {
            scratch_.complain(Severity::warning,
                              base::mark("\"{0}\" lacks its first zero; it was read as {1}", part, *repaired),
                              base::mark("format the column as text in the spreadsheet"));
            numbers.push_back(std::move(*repaired));
        } else if (model::looks_like_url(part)) {
            scratch_.website = part;
        } else if (has_digit(part) || part.find('@') != std::string::npos) {
            rest.push_back(std::move(part));
        }
    }
    if (!rest.empty()) {
        scratch_.aside = base::join(rest, "; ");
        scratch_.complain(
            Severity::warning,
            base::mark("\"{0}\" is not a telephone number; it was kept in the notes", shown(scratch_.aside)),
            base::mark("write it as +225 and ten digits"));
    }
    if (numbers.empty()) return;
    if (only_one && numbers.size() > 1) {
        if (!scratch_.aside.empty()) scratch_.aside += "; ";
        scratch_.aside += base::join({numbers.begin() + 1, numbers.end()}, "; ");
        scratch_.complain(
            Severity::warning,
            base::mark("the cell holds {0} telephone numbers; the first was taken, the others were kept in the notes",
                       numbers.size()),
            {});
        numbers.resize(1);
    }
    scratch_.value = numbers.size() == 1 ? std::move(numbers.front()) : base::join(numbers, ";");
}

void CellReader::email(std::string_view cell) {
    std::vector<std::string> good;
    std::vector<std::string> rest;
    std::string unified(cell);
    for (auto& c : unified)
        if (c == ';' || c == ',' || c == ' ' || c == '/' || c == '\n' || c == '|' || c == '<' || c == '>')
            c = c == '/' && model::looks_like_url(cell) ? c : ';';
    for (auto& part : base::split(unified, ';')) {
        if (base::fold(part).starts_with("mailto:")) part.erase(0, 7);
        if (model::is_email(part))
            good.push_back(part);
        else if (model::looks_like_url(part))
            scratch_.website = part;
        else
            rest.push_back(part);
    }
    if (!scratch_.website.empty())
        scratch_.complain(
            Severity::warning,
            base::mark("\"{0}\" is an address of the web, not an e-mail address; it was taken as the website",
                       shown(scratch_.website)),
            {});
    if (good.empty() && !rest.empty()) {
        scratch_.aside = std::string(cell);
        scratch_.complain(Severity::warning,
                          base::mark("\"{0}\" is not an e-mail address; it was kept in the notes", shown(cell)),
                          base::mark("check the address, or leave it empty"));
    }
    if (good.empty()) return;
    // What stands beside a good address is not lost, except words that join or announce addresses.
    static const std::set<std::string> joints{"et", "ou", "and", "or", "email", "mail", "courriel", "adresse", ""};
    std::erase_if(rest, [](const std::string& part) { return joints.contains(base::fold_to_key(part)); });
    if (!rest.empty()) {
        scratch_.aside = base::join(rest, "; ");
        scratch_.complain(
            Severity::warning,
            base::mark("\"{0}\" is not an e-mail address; it was kept in the notes", shown(scratch_.aside)),
            base::mark("check the address, or leave it empty"));
    }
    if (good.size() > 1) {
        if (!scratch_.aside.empty()) scratch_.aside += "; ";
        scratch_.aside += base::join({good.begin() + 1, good.end()}, "; ");
        scratch_.complain(
            Severity::warning,
            base::mark("the cell holds {0} e-mail addresses; the first was taken, the others were kept in the notes",
                       good.size()),
            {});
    }
    scratch_.value = std::move(good.front());
}

void CellReader::url(std::string_view cell) {
    text(cell);
    if (model::looks_like_url(cell)) return;
    scratch_.complain(Severity::warning, base::mark("\"{0}\" does not look like an address of the web", shown(cell)),
                      base::mark("check it"));
}

void CellReader::area_codes(std::string_view cell) {
    std::vector<std::string> codes;
    std::string unified(cell);
    for (auto& c : unified)
        if (c == ',' || c == '|' || c == '\n') c = ';';
    for (auto& part : base::split(unified, ';')) {
        const bool is_code = part.size() >= 2 && part.size() <= 20 && std::all_of(part.begin(), part.end(), [](char c) {
                                 return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                        c == '-' || c == '_' || c == '.';
                             });
        if (!is_code || !has_digit(part + (part.size() == 2 || part.find('-') != std::string::npos ? "0" : ""))) {
            scratch_.complain(Severity::error,
                              base::mark("\"{0}\" is not the code of an administrative area", shown(part)),
                              base::mark("give its P-code, for instance CI0101, or leave the cell empty"));
            continue;
        }
        for (auto& c : part)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        codes.push_back(std::move(part));
    }
    if (field_->kind == Kind::area_code && codes.size() > 1) {
        scratch_.aside = base::join({codes.begin() + 1, codes.end()}, "; ");
        scratch_.complain(
            Severity::warning,
            base::mark("the cell holds {0} area codes; the first was taken, the others were kept in the notes",
                       codes.size()),
            {});
        codes.resize(1);
    }
    if (!codes.empty()) scratch_.value = base::join(codes, ";");
}

}  // namespace balise::exchange
