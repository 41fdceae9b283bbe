#include "base/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>

namespace balise::base::log {

namespace {

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = std::make_shared<spdlog::logger>("balise", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        const char* level = std::getenv("BALISE_LOG");
        made->set_level(level == nullptr ? spdlog::level::warn : spdlog::level::from_str(level));
        made->set_pattern("balise %l: %v");
        return made;
    }();
    return *instance;
}

}  // namespace

void debug(std::string_view message) {
    logger().debug("{}", message);
}
void info(std::string_view message) {
    logger().info("{}", message);
}
void warn(std::string_view message) {
    logger().warn("{}", message);
}
void error(std::string_view message) {
    logger().error("{}", message);
}

}  // namespace balise::base::log
