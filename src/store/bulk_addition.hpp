#pragma once
// Very many new providers, encoded in one thread while another inserts them.
#include <memory>
#include <span>

#include "model/records.hpp"
#include "store/change.hpp"

namespace balise::store {

// From how many records on Change::add works in bulk, and this is worth its while.
inline constexpr std::size_t worth_bulk = 500;

// Adds providers to a change in batches. Between its making and `finish` nothing else may add providers to the change.
class BulkAddition {
public:
    struct Encoded;
    // Providers as rows; the records themselves are no longer needed.
    class Batch {
    public:
        Batch();
        Batch(Batch&&) noexcept;
        Batch& operator=(Batch&&) noexcept;
        ~Batch();

    private:
        friend class BulkAddition;
        explicit Batch(std::unique_ptr<Encoded> rows);
        std::unique_ptr<Encoded> rows_;
    };

    explicit BulkAddition(Change& change);
    ~BulkAddition();
    BulkAddition(const BulkAddition&) = delete;
    BulkAddition& operator=(const BulkAddition&) = delete;

    // Touches no connection: may run in a thread of its own, one call at a time. Throws invalid_input, naming the
    // record.
    Batch encode(std::span<const model::Provider* const> providers);
    // Inserts batches in the order in which they were encoded; throws conflict when a key exists.
    void add(Batch batch);
    // To be called when all is added.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::store
