#pragma once
// Standard output and the terminal behind the streams.
#include <cstddef>
#include <exception>
#include <streambuf>
#include <string>
#include <vector>

namespace balise::cli {

// The reader of our output went away (`balise dump FILE | head`): nothing is left to do, and nothing went wrong.
class ReaderGone : public std::exception {
public:
    const char* what() const noexcept override { return "the reader of standard output has gone"; }
};

// Writes to a file descriptor. Throws ReaderGone when the pipe is closed, base::Error (io) when writing fails.
class DescriptorBuffer : public std::streambuf {
public:
    explicit DescriptorBuffer(int descriptor);
    DescriptorBuffer(const DescriptorBuffer&) = delete;
    DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;

protected:
    int_type overflow(int_type character) override;
    int sync() override;

private:
    void write_all();
    int descriptor_;
    std::vector<char> bytes_;
};

bool is_terminal(int descriptor);
// Columns of the terminal on standard output; 0 when it is none.
std::size_t terminal_width();

}  // namespace balise::cli
