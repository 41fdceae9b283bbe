#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace balise::cli {

namespace {

base::Text reason_of(int number) {
    switch (number) {
        case ENOSPC:
        case EDQUOT: return base::mark("the disk is full");
        case EFBIG: return base::mark("the file would be larger than is allowed");
        case EIO: return base::mark("the disk does not answer");
        default: return base::verbatim(std::strerror(number));
    }
}

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor), bytes_(std::size_t{64} * 1024) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
}

void DescriptorBuffer::write_all() {
    const char* from = pbase();
    auto left = static_cast<std::size_t>(pptr() - pbase());
    setp(bytes_.data(), bytes_.data() + bytes_.size());  // first: after a failure nothing is written twice
    while (left > 0) {
        const auto written = ::write(descriptor_, from, left);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EPIPE) throw ReaderGone();
        if (written < 0)
            throw base::Error(base::ErrorKind::io,
                              base::mark("cannot write to standard output: {0}", reason_of(errno)));
        from += written;
        left -= static_cast<std::size_t>(written);
    }
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type character) {
    write_all();
    if (!traits_type::eq_int_type(character, traits_type::eof())) {
        *pptr() = traits_type::to_char_type(character);
        pbump(1);
    }
    return traits_type::not_eof(character);
}

int DescriptorBuffer::sync() {
    write_all();
    return 0;
}

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1;
}

std::size_t terminal_width() {
    if (!is_terminal(STDOUT_FILENO)) return 0;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return 80;
    return size.ws_col;
}

}  // namespace balise::cli
