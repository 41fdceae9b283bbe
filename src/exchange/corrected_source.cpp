#include "exchange/corrected_source.hpp"

#include <utility>

#include "base/error.hpp"

namespace balise::exchange {

namespace {

class CorrectedSource final : public Source {
public:
    CorrectedSource(std::unique_ptr<Source> source, Corrections corrections)
        : source_(std::move(source)), corrections_(std::move(corrections)) {}

    std::string format() const override { return source_->format(); }
    const std::vector<std::string>& columns() const override { return source_->columns(); }
    const std::vector<std::string>& hashtags() const override { return source_->hashtags(); }
    bool has_geometry() const override { return source_->has_geometry(); }
    std::string crs() const override { return source_->crs(); }
    const base::Problems& notes() const override { return source_->notes(); }
    std::int64_t size_hint() const override { return source_->size_hint(); }
    std::optional<char> separator() const override { return source_->separator(); }

    bool next(SourceRow& row) override {
        if (!source_->next(row)) return false;
        if (const auto found = corrections_.find(row.number); found != corrections_.end())
            for (const auto& [column, cell] : found->second) {
                if (row.cells.size() < column) row.cells.resize(column);
                row.cells[column - 1] = cell;
            }
        return true;
    }

private:
    std::unique_ptr<Source> source_;
    Corrections corrections_;
};

}  // namespace

std::unique_ptr<Source> with_corrections(std::unique_ptr<Source> source, Corrections corrections) {
    for (const auto& [row, cells] : corrections)
        for (const auto& [column, cell] : cells)
            if (column < 1 || column > source->columns().size())
                throw base::Error(
                    base::ErrorKind::invalid_input,
                    base::mark("there is no column {0} to correct in row {1}: the file has {2}",
                               static_cast<std::int64_t>(column), std::to_string(row), source->columns().size()));
    return std::make_unique<CorrectedSource>(std::move(source), std::move(corrections));
}

}  // namespace balise::exchange
