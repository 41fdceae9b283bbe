#include "app/quoted_report.hpp"

namespace balise::app {

using base::mark;
using model::Audience;
using model::QuotedValue;

base::Text audience_words(Audience audience) {
    switch (audience) {
        case Audience::everyone: return mark("the public");
        case Audience::partners: return mark("the partners");
        case Audience::internal: break;
    }
    return mark("the keepers of the directory");
}

namespace {

base::Text fact(const model::Quotation& found, const base::Text& audience) {
    switch (found.value) {
        case QuotedValue::name: return mark("repeats the name of {0}, which is withheld from {1}", found.of, audience);
        case QuotedValue::person: return mark("names a person of {0}, withheld from {1}", found.of, audience);
        case QuotedValue::phone:
            return mark("repeats a telephone number of {0}, which is withheld from {1}", found.of, audience);
        case QuotedValue::email:
            return mark("repeats an e-mail address of {0}, which is withheld from {1}", found.of, audience);
        case QuotedValue::website:
            return mark("repeats the web address of {0}, which is withheld from {1}", found.of, audience);
        case QuotedValue::address:
            return mark("repeats the address of {0}, which is withheld from {1}", found.of, audience);
        case QuotedValue::position: break;
    }
    return mark("repeats the position of {0}, which is withheld from {1}", found.of, audience);
}

}  // namespace

void add_quotations(const std::vector<model::Quotation>& quotations, Audience audience, base::Severity severity,
                    base::Problems& problems) {
    for (const auto& found : quotations)
        problems.add({severity, 0,
                      found.public_ref + (found.title.empty() ? "" : " " + found.title) + ", " + found.field,
                      fact(found, audience_words(audience)),
                      mark("reword the text (\"balise edit {0}\"), or open {1} by a decision of two people "
                           "(\"balise disclose\")",
                           found.public_ref, found.of)});
}

}  // namespace balise::app
