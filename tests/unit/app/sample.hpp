#pragma once
// The sample project, made once for all tests of a program; tests that change it copy the file.
#include <gtest/gtest.h>

#include <filesystem>

#include "app/session.hpp"
#include "unit/base/scratch.hpp"

namespace balise::app::test {

inline const std::filesystem::path& sample_file() {
    static const balise::test::ScratchFolder folder;
    static const auto file = [] {
        const auto path = folder / "sample.balise";
        base::Progress progress;
        create_project(path, true, progress);
        return path;
    }();
    return file;
}

}  // namespace balise::app::test
