#pragma once
// Reading many records in pieces, and telling cheaply whether a kind of record has changed.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/records.hpp"
#include "store/project.hpp"

namespace balise::store {

// While it lives, all that is read through this project is of one moment, whatever other programs write.
class OneMoment {
public:
    explicit OneMoment(const Project& project);
    ~OneMoment();
    OneMoment(const OneMoment&) = delete;
    OneMoment& operator=(const OneMoment&) = delete;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Gives the providers to `take`, at most `size` at a time, in the order of their rows (always the same while nothing
// changes). Only the named fields are read ("lon" stands for the position), the others stay empty: a record has two
// kilobytes. `take` may change what it is given. Throws internal for a name that is no field.
void for_each_batch(const Project& project, const std::vector<std::string_view>& fields, std::size_t size,
                    const std::function<void(std::vector<model::Provider>&)>& take);

// All areas by code, without their shapes.
std::vector<model::Area> areas_without_shapes(const Project& project);

std::int64_t provider_count(const Project& project);

// The record of this id or code; by id alone, not by a part of it.
template <class Record>
std::optional<Record> record_of(const Project& project, const std::string& id);

// A digest of all rows of a kind of record: equal while nothing of them has changed, by whomever.
template <class Record>
std::string digest_of_rows(const Project& project);

}  // namespace balise::store
