#include "cli/run.hpp"

int main(int argc, char** argv) {
    return balise::cli::run(argc, argv);
}
