#pragma once
// Reopens a written file with other code than wrote it and searches it for what was withheld.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "exchange/verify_written_patterns.hpp"
#include "exchange/verify_written_positions.hpp"
#include "model/release.hpp"

namespace balise::exchange {

// What was found, and how it was written ("words", "base64 or hexadecimal", "decimal degrees"…). Never the words
// themselves: the message of a failure may travel further than the directory.
struct Finding {
    base::Text form;
    std::string place;  // table, entry of an archive; empty = the file itself
};

// What must not be in a file. Words that a released record, a label or a heading holds too are left out: their being in
// the file tells nothing. Built once for an export, then used for each of its files.
class Secrets {
public:
    // `own_words`: labels, headings and notices that files hold whatever the records say.
    Secrets(const model::Released& released, const model::Withheld& withheld,
            const std::vector<std::string>& own_words);

    bool empty() const { return texts_.empty() && positions_.empty(); }
    std::size_t longest() const;

    // Text is searched in every form. Of compressed or binary bytes, short words count only where the case agrees too:
    // a folded five-letter word turns up in random bytes by chance.
    enum class Kind { text, binary };
    // The form of the first secret in a piece of a file, or nothing.
    std::optional<base::Text> find(std::string_view bytes, Kind kind) const;

private:
    void add_words(const model::Withheld& withheld);
    void leave_out_known(const model::Released& released, const std::vector<std::string>& own_words);
    void leave_out(std::string_view text);
    void add_bytes();
    bool find_folded(std::string_view text, std::size_t shortest) const;
    bool find_digits(std::string_view text) const;
    bool find_encoded(std::string_view bytes) const;
    bool find_narrowed(std::string_view bytes) const;
    std::optional<base::Text> find_in_words(std::string_view text, Kind kind) const;

    std::vector<std::string> texts_;
    std::vector<char> known_;
    PatternSet folded_, digits_, raw_;
    PositionSecrets positions_;
};

// Searches one file of a format. Throws io when it cannot be opened again, and internal when its structure is not what
// was written (free pages, hidden sheets, tables or columns of another audience).
std::optional<Finding> find_withheld(const std::filesystem::path& file, const std::string& format,
                                     const model::Released& released, const Secrets& secrets);

// The same as a condition: throws internal, with `shown` as the file's name, when something is found.
void verify_written(const std::filesystem::path& file, const std::string& format, const std::string& shown,
                    const model::Released& released, const Secrets& secrets);

}  // namespace balise::exchange
