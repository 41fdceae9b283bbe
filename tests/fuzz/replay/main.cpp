// Feeds seed files to a fuzzer's function, without libFuzzer: the seeds are a test of their own. Each seed is also cut
// short at many places, which costs nothing and finds what a whole file does not.
#include <algorithm>
#include <iostream>
#include <iterator>
#include <vector>

#include "../fuzz_input.hpp"

int main(int count, char** arguments) {
    std::vector<std::filesystem::path> seeds;
    for (int i = 1; i < count; ++i)
        for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) seeds.push_back(entry.path());
    std::sort(seeds.begin(), seeds.end());
    for (const auto& seed : seeds) {
        std::ifstream in(seed, std::ios::binary);
        const std::vector<char> bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        const std::size_t step = std::max<std::size_t>(1, bytes.size() / 32);
        for (std::size_t size = 0; size <= bytes.size(); size += step) {
            // A copy of its own, so that the sanitizer sees a read behind its end.
            const std::vector<std::uint8_t> input(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
            LLVMFuzzerTestOneInput(input.data(), input.size());
        }
        const std::vector<std::uint8_t> whole(bytes.begin(), bytes.end());
        LLVMFuzzerTestOneInput(whole.data(), whole.size());
    }
    std::cout << seeds.size() << " seeds\n";
    return seeds.empty() ? 1 : 0;
}
